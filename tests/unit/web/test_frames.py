"""A connection that sends more frames than it may is closed; what a reader sends passes, in one piece or in many."""

import asyncio
import struct
from concurrent.futures import ThreadPoolExecutor

import pytest
from uvicorn import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState

from web import frames
from web.frames import BURST, limit_frames


class Transport(asyncio.Transport):
    """What a protocol writes to, in memory."""

    def __init__(self):
        super().__init__({"peername": ("127.0.0.1", 1), "sockname": ("127.0.0.1", 2)})
        self.written, self.is_ended = b"", False

    def write(self, data: bytes) -> None:
        self.written += data

    def close(self) -> None:
        self.is_ended = True

    abort = close

    def is_closing(self) -> bool:
        return self.is_ended

    def pause_reading(self) -> None:
        pass

    resume_reading = pause_reading


ASKED = (
    b"GET /_stcore/stream HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


def frame(opcode: int, content: bytes = b"") -> bytes:
    return bytes([opcode]) + b"\xff" + struct.pack("!Q", len(content)) + bytes(4) + content


PING, BYTES, FIRST, PIECE, LAST = 0x89, 0x82, 0x02, 0x00, 0x80


def sent(*data: bytes) -> tuple[list[bytes], bytes, bool]:
    """The messages that an app is told of, what is written at last, and whether the connection is closed."""

    class Limited(WebSocketsSansIOProtocol):
        pass

    limit_frames(Limited)
    messages = []

    async def app(scope, receive, send):
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            messages.append(message["bytes"])

    async def exchange() -> tuple[bytes, bool]:
        config = Config(app, ws_max_size=4_000_000, log_config=None, lifespan="off")
        config.load()
        protocol, transport = Limited(config, ServerState(), {}), Transport()
        protocol.connection_made(transport)
        protocol.data_received(ASKED)
        await asyncio.sleep(0.05)
        transport.written = b""
        for part in data:
            protocol.data_received(part)
            await asyncio.sleep(0)
        written, is_ended = transport.written, transport.is_ended
        protocol.connection_lost(None)  # so that the app ends
        await asyncio.sleep(0.05)
        return written, is_ended

    with ThreadPoolExecutor(1) as thread:
        return messages, *thread.submit(asyncio.run, exchange()).result()


CLOSED_1008 = b"\x88\x02" + struct.pack("!H", 1008)


def test_messages_pass_whole_and_in_pieces():
    large = bytes(3_000_000)
    pieces = frame(FIRST, b"a") + frame(PIECE, b"b") * 30 + frame(LAST, b"c")
    messages, written, is_closed = sent(frame(BYTES, b"one") + pieces, frame(BYTES, large))
    assert messages == [b"one", b"a" + b"b" * 30 + b"c", large]
    assert (written, is_closed) == (b"", False)


@pytest.mark.parametrize("opcode", [PING, PIECE])
def test_flood_of_frames_closes_the_connection_after_the_burst(opcode):
    messages, written, is_closed = sent(frame(FIRST, b"a") + frame(opcode) * 20_000)
    assert (messages, is_closed) == ([], True)
    assert CLOSED_1008 in written
    assert written.count(b"\x8a\x00") < 2 * BURST + frames._PART  # pongs, of 20,000


def test_pings_within_the_burst_are_answered():
    _messages, written, is_closed = sent(frame(PING) * (BURST - 1))
    assert (written, is_closed) == (b"\x8a\x00" * (BURST - 1), False)


def test_frames_after_a_close_end_the_connection():
    _messages, written, is_closed = sent(frame(0x88, struct.pack("!H", 1000)) + frame(PING) * 20_000)
    assert is_closed
    assert CLOSED_1008 not in written
