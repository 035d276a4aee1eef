"""Which of Streamlit's own addresses are open: those that a page asks for, and no other."""

from starlette.types import Scope

from web.base_url import path_below

# Addresses of Streamlit's; every other is ours.
_THEIRS = ("_stcore", "auth", "component", "media", "oauth2callback", "static")
# What pages, their downloads and those who watch over a host ask for.
_OPEN = ("_stcore/bidi-components", "_stcore/health", "_stcore/host-config", "component", "media", "static")
_METHODS = ("GET", "HEAD")


def is_theirs(scope: Scope) -> bool:
    """Whether a request is for an address of Streamlit's own."""
    return _is_below(path_below(scope), _THEIRS)


def is_closed(scope: Scope) -> bool:
    """Whether a request is for what no page asks of Streamlit: its place for uploads, counters meant for operators."""
    return is_theirs(scope) and not (scope["method"] in _METHODS and _is_below(path_below(scope), _OPEN))


def without_origin(scope: Scope) -> Scope:
    """A request that does not say which page it comes from.

    Shown a foreign Origin, Streamlit asks a service on the internet, and answers nobody meanwhile, whether that is
    perhaps its own address. Shown none, it lets no page of another site read its answer.
    """
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"origin"]}


def _is_below(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)
