"""The address of the site: as a person has set it, or as the process listens. Never what a request says of it."""

import streamlit as st
from starlette.types import Scope
from streamlit.config import is_manually_set

from labour_migration.language import current
from labour_migration.site import language_path

_USUAL_PORTS = {"http": 80, "https": 443}


def base_address(scope: Scope) -> str:
    """The address that every page and file lies below in the reader's language, with a slash at its end.

    Where ``browser.serverAddress`` is set, that one, with ``browser.serverPort``: 443 means https. Else the
    address that the connection came in at, which is the server's own. The Host header is never read: whoever
    sends it could put an address of their own into the page, and into what is kept of it.
    """
    if is_manually_set("browser.serverAddress"):
        host, port = st.get_option("browser.serverAddress"), st.get_option("browser.serverPort")
    else:
        host, port = scope.get("server") or ("localhost", st.get_option("server.port"))
    is_secure = port == _USUAL_PORTS["https"] or bool(st.get_option("server.sslCertFile"))
    scheme = "https" if is_secure else "http"
    host = host.removeprefix("::ffff:")  # a server of both kinds tells an address of IPv4 in the form of IPv6
    host = f"[{host}]" if ":" in host else host
    place = host if port in (None, _USUAL_PORTS[scheme]) else f"{host}:{port}"
    return f"{scheme}://{place}{base_path()}"


def base_path() -> str:
    """The path that every page and file lies below in the reader's language, with slashes at its ends."""
    return root_path() + language_path(current().code)


def root_path() -> str:
    """The path of the site, which ``server.baseUrlPath`` sets, with slashes at its ends: below it all languages lie."""
    path = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}/" if path else "/"


def path_below(scope: Scope) -> str:
    """The path of a request below the address of the site, without slashes at its ends: ``residents``."""
    return scope["path"].removeprefix(root_path()).strip("/")
