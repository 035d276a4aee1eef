"""The notice for who mends the data, on the machine of the server alone: the page shows the last that were valid."""

from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st

from labour_migration.data.keeper import STALE, State
from labour_migration.labels import format_date
from labour_migration.language import ngettext
from labour_migration.verbatim import literal

# Who has one of them came through a proxy, which may stand on this machine.
_FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")


def show_stale(state: State) -> None:
    """That the data are stale, since when and why; nothing where they are not, or where somebody else reads."""
    if state.data != STALE or not is_local():
        return
    count = len(state.problems)
    told = ngettext(
        "You see the last valid data, version {version}. The files have {count} problem since {day}, {time} UTC:",
        "You see the last valid data, version {version}. The files have {count} problems since {day}, {time} UTC. "
        "The first:",
        count,
    )
    version, day = state.package.descriptor.version, format_date(state.since.date())
    said = told.format(version=version, count=count, day=day, time=f"{state.since:%H:%M}")
    with st.container(key="stale"):
        st.warning(f"{said}\n\n{literal(str(state.problems[0]))}")


def is_local() -> bool:
    """Whether the page is asked for on the machine of the server itself, through no proxy."""
    headers = st.context.headers
    if any(name in headers for name in _FORWARDED) or not _names_loopback(headers.get("Host") or ""):
        return False
    address = st.context.ip_address  # None of 127.0.0.1 and ::1
    return address is None or _is_loopback(address)


def _names_loopback(host: str) -> bool:
    """Whether the host and port that a browser asked for are those of its own machine."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or _is_loopback(name)
    except ValueError:
        return False


def _is_loopback(address: str) -> bool:
    """Whether an address is that of a machine for itself, also where IPv6 writes one of IPv4: ``::ffff:127.0.0.1``."""
    known = ip_address(address)
    return (getattr(known, "ipv4_mapped", None) or known).is_loopback
