"""Bodies of answers: made once for all who ask, kept small, and sent no faster than each reader takes them."""

import asyncio
import zlib
from collections.abc import Awaitable, Callable, Hashable, Iterator
from dataclasses import dataclass, replace

from cachetools import LRUCache
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.delivery.encoding import GZIP, PLAIN, QUICK, encode, entity_tag

# Bytes that are handed over at once. Of an answer that is handed over whole, the server copies what its reader has not
# taken yet: five megabytes for each slow reader of the largest table. Of one in pieces it holds some three of these.
PIECE = 32 * 1024
_FED = 1024  # packed bytes that are unpacked at once: a megabyte comes out of them at most
_GZIP_FORMAT = 31  # of zlib: a window of any size, between the header and the check of gzip
_KEPT = 32 * 1024 * 1024  # bytes of bodies that are kept: some 300 of the largest table
_ENTRY = 2_000  # bytes that an entry takes besides, about
_KNOWN = 4_096  # bodies of which tag and length are known, though they are kept no longer


class Pace:
    """ASGI middleware: a body is sent in pieces, each when its reader has taken most of the one before.

    The server then holds no more than a few pieces for each reader, however slow. After each piece the others have
    their turn: a quick reader of a large body does not keep them waiting.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""

        async def send_in_pieces(message: Message) -> None:
            body, goes_on = message.get("body", b""), message.get("more_body", False)
            if message["type"] != "http.response.body" or (len(body) <= PIECE and not goes_on):
                await send(message)
                return
            for start in range(0, len(body), PIECE):
                is_last = start + PIECE >= len(body)
                piece = body[start : start + PIECE]
                await send({"type": message["type"], "body": piece, "more_body": goes_on or not is_last})
                await asyncio.sleep(0)

        await self.app(scope, receive, send_in_pieces if scope["type"] == "http" else send)


@dataclass(frozen=True)
class Body:
    """A body as it is kept; all its readers are sent the same bytes.

    ``tag`` and ``length`` are the entity tag and the bytes of what is sent. That is ``content``, or where it
    ``is_packed``, what comes out of it: each reader's piece is unpacked when it is sent.
    """

    content: bytes
    tag: str
    length: int
    is_packed: bool = False

    def pieces(self) -> Iterator[bytes]:
        """What is sent, in order, in pieces of at most ``PIECE`` bytes."""
        if not self.is_packed:
            yield from (self.content[start : start + PIECE] for start in range(0, self.length, PIECE))
            return
        unpacking = zlib.decompressobj(_GZIP_FORMAT)
        for start in range(0, len(self.content), _FED):
            fed = self.content[start : start + _FED]
            while fed:
                if piece := unpacking.decompress(fed, PIECE):
                    yield piece
                fed = unpacking.unconsumed_tail
        if rest := unpacking.flush():
            yield rest


def make_body(content: bytes, encoding: str) -> Body:
    """A body in an encoding. One that is to be sent plain is packed, unless that makes it no smaller."""
    encoded = encode(content, encoding, QUICK)
    tag = entity_tag(encoded)
    if encoding == PLAIN and len(content) > PIECE:
        packed = encode(content, GZIP, QUICK)
        if len(packed) < len(content) / 2:
            return Body(packed, tag, len(content), is_packed=True)
    return Body(encoded, tag, len(encoded))


class BodyResponse(Response):
    """A response that sends a body piece by piece."""

    def __init__(self, body: Body, headers: dict[str, str], status: int = 200):
        super().__init__(status_code=status, headers={**headers, "Content-Length": str(body.length)})
        self.kept = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as every response
        """Send it; to HEAD all but the body."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        if scope["method"] != "HEAD":
            for piece in self.kept.pieces():
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class Bodies:
    """Bounded store of bodies; the one that was used least recently goes first. For one event loop.

    Whoever asks for a body while it is being made waits for it: it is made once. What fails is not kept.
    """

    def __init__(self, at_most: int = _KEPT):
        self._kept: LRUCache[Hashable, Body] = LRUCache(at_most, getsizeof=lambda body: len(body.content) + _ENTRY)
        self._known: LRUCache[Hashable, Body] = LRUCache(_KNOWN)
        self._making: dict[Hashable, asyncio.Task[Body]] = {}

    @property
    def size(self) -> int:
        """Bytes that the bodies take which are kept now, about."""
        return self._kept.currsize

    def describe(self, key: Hashable) -> Body | None:
        """Tag and length of a body, without content, though it may be kept no longer; None of one never made."""
        return self._known.get(key)

    async def fetch(self, key: Hashable, make: Callable[[], Awaitable[Body]]) -> Body:
        """The body under a key: kept, or made now. Raises what making it raises."""
        if (body := self._kept.get(key)) is not None:
            return body
        making = self._making.get(key)
        if making is None:
            # A task of its own: that the first to ask goes away ends nothing for the others.
            making = self._making[key] = asyncio.ensure_future(self._make(key, make))
            making.add_done_callback(lambda done: done.cancelled() or done.exception())  # told to those who wait
        return await asyncio.shield(making)

    async def _make(self, key: Hashable, make: Callable[[], Awaitable[Body]]) -> Body:
        try:
            body = await make()
            self._known[key] = replace(body, content=b"")
            if self._kept.getsizeof(body) <= self._kept.maxsize:
                self._kept[key] = body
            return body
        finally:
            del self._making[key]
