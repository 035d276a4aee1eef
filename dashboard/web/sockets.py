"""Who may hold a connection open to run pages, and how fast they may speak on it."""

import time
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.config import is_manually_set

from web.doors import without_origin

# Messages that a connection may send: so many at once, and so many a second from then on. A reader who holds a key
# down on a slider sends five a second.
BURST = 60
A_SECOND = 20
# Codes that a connection is closed with (RFC 6455, section 7.4.1).
_NOT_TAKEN = 1003
AGAINST_THE_RULES = 1008


class Sockets:
    """ASGI middleware for websockets: pages of other sites are refused, and whoever sends too much is cut off.

    Those that may connect are handed on without the Origin: Streamlit need not judge what has been judged here.
    """

    def __init__(self, app: ASGIApp, clock: Callable[[], float] = time.monotonic):
        self.app = app
        self.clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not is_own(headers.getlist("origin"), headers.get("host", ""), trusted_hosts()):
            await send({"type": "websocket.close", "code": AGAINST_THE_RULES})
            return
        allowance = Allowance(BURST, A_SECOND, self.clock)

        async def receive_within() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            code = _refusal(message, allowance)
            if code is None:
                return message
            await send({"type": "websocket.close", "code": code})
            return {"type": "websocket.disconnect", "code": code}

        await self.app(without_origin(scope), receive_within, send)


class Allowance:
    """How much may still be sent now: a burst at once, and so much a second from then on (token bucket)."""

    def __init__(self, burst: int, a_second: int, clock: Callable[[], float] = time.monotonic):
        self._burst = burst
        self._a_second = a_second
        self._clock = clock
        self._left = float(burst)
        self._at = clock()

    def take(self, count: int = 1) -> bool:
        """Whether so many more may come; they count from now on."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._a_second)
        self._at = now
        if self._left < count:
            return False
        self._left -= count
        return True


def _refusal(message: Message, allowance: Allowance) -> int | None:
    """The code that a message closes its connection with; None where it may pass. Pages send bytes alone."""
    if not allowance.take():
        return AGAINST_THE_RULES
    return _NOT_TAKEN if message.get("bytes") is None else None


def is_own(origins: Iterable[str], host: str, trusted: Iterable[str] = ()) -> bool:
    """Whether a connection comes from a page of this site, by the Origin headers of its browser, which it cannot forge.

    Its host is the one that was asked for, or one that the settings trust. Ports are not compared: a proxy may have
    taken another. Programs that are no browsers send no Origin, and may connect.
    """
    origins = list(origins)
    if not origins:
        return True
    name = _host_in(origins[0]) if "://" in origins[0] else ""
    return len(origins) == 1 and name != "" and name in {_host_in(f"//{host}"), *trusted}


def trusted_hosts() -> set[str]:
    """Hosts whose pages may connect though the server is asked under another name: it is behind a proxy."""
    named = [
        _host_in(origin if "://" in origin else f"//{origin}") for origin in st.get_option("server.corsAllowedOrigins")
    ]
    if is_manually_set("browser.serverAddress"):
        named.append(_host_in(f"//{st.get_option('browser.serverAddress')}"))
    return {name for name in named if name}


def _host_in(address: str) -> str:
    """The host of an address, in lower case; nothing where it has none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""
