"""How fast the frames of a websocket may come, of which a message has one or many: small ones cost as much as large."""

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.protocol import State

from web.sockets import AGAINST_THE_RULES, Allowance

# Frames that a connection may send: so many at once, and so many a second from then on. A browser sends a message as
# one frame, or in pieces of a hundred kilobytes, and answers a ping every twenty seconds.
BURST = 256
A_SECOND = 64
# Bytes that are read as frames in one go: at the most 700 of them, which takes a hundredth of a second.
_PART = 4096


def limit_frames(protocol: type = WebSocketsSansIOProtocol) -> None:
    """Have a connection closed that sends more frames than it may.

    The server tells the app of whole messages alone, and answers nobody while it reads frames: pings or pieces of one
    byte, which one connection sent without an end, had everybody wait for seven seconds.
    """
    begin, receive, handle = protocol.connection_made, protocol.data_received, protocol.handle_events

    def connection_made(self: WebSocketsSansIOProtocol, transport: object) -> None:
        self.allowance = Allowance(BURST, A_SECOND)
        begin(self, transport)

    def data_received(self: WebSocketsSansIOProtocol, data: bytes) -> None:
        for start in range(0, len(data), _PART):
            if not self.transport.is_closing():
                receive(self, data[start : start + _PART])

    def handle_events(self: WebSocketsSansIOProtocol) -> None:
        frames = sum(isinstance(event, Frame) for event in self.conn.events)
        if not frames or self.allowance.take(frames):
            handle(self)
        elif self.conn.state is State.OPEN:
            self.conn.send_close(AGAINST_THE_RULES)
            self.handle_parser_exception()
        else:  # it is being closed already
            self.transport.abort()

    protocol.connection_made, protocol.data_received = connection_made, data_received
    protocol.handle_events = handle_events
