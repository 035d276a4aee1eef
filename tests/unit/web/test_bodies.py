"""Bodies: made once, kept small, sent in pieces that wait for their reader."""

import asyncio
import gzip
import random
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import Response

from web.delivery.bodies import PIECE, Bodies, Body, BodyResponse, Pace, make_body
from web.delivery.encoding import BROTLI, GZIP, PLAIN

TABLE = b"".join(b"%d,JPN,PAK,residents,%d\r\n" % (number, number * 37) for number in range(200_000))
NOISE = random.Random(1).randbytes(5 * PIECE)  # what packing makes no smaller, as an archive


def run(coroutine):
    # In a thread of its own: the browser tests keep an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result(timeout=30)


def send_through(app, method: str = "GET") -> list[dict]:
    """The messages that an ASGI application sends."""
    sent = []

    async def send(message: dict) -> None:
        sent.append(message)

    run(app({"type": "http", "method": method, "headers": []}, None, send))
    return sent


@pytest.mark.parametrize("content", [b"", b"few", TABLE, NOISE, TABLE[: 2 * PIECE], b"\0" * 9_000_000])
@pytest.mark.parametrize(("encoding", "decode"), [(PLAIN, bytes), (GZIP, gzip.decompress), (BROTLI, brotli.decompress)])
def test_body_is_sent_whole_in_pieces_of_bounded_size(content, encoding, decode):
    body = make_body(content, encoding)
    pieces = list(body.pieces())
    sent = b"".join(pieces)
    assert decode(sent) == content
    assert max(map(len, pieces), default=0) <= PIECE
    assert body.length == len(sent)
    assert body.tag == f'"{sha256(sent).hexdigest()}"'


@given(st.binary(max_size=400), st.integers(1, 900))
def test_any_packed_body_comes_out_as_it_was(content, times):
    whole = content * times
    packed = Body(gzip.compress(whole), "", len(whole), is_packed=True)
    assert b"".join(packed.pieces()) == whole


def test_plain_table_is_kept_packed_and_archive_as_it_is():
    assert len(make_body(TABLE, PLAIN).content) < len(TABLE) / 2
    assert make_body(NOISE, PLAIN).content == NOISE


def test_response_sends_a_body_in_pieces_with_its_length():
    start, *parts = send_through(BodyResponse(make_body(TABLE, PLAIN), {"ETag": '"a"'}))
    assert b"".join(part["body"] for part in parts) == TABLE
    assert [part["more_body"] for part in parts] == [True] * (len(parts) - 1) + [False]
    assert dict(start["headers"]) == {b"etag": b'"a"', b"content-length": str(len(TABLE)).encode()}
    head_start, *head = send_through(BodyResponse(make_body(TABLE, PLAIN), {"ETag": '"a"'}), "HEAD")
    assert head_start == start
    assert [part["body"] for part in head] == [b""]


@pytest.mark.parametrize("content", [b"", b"few", NOISE, NOISE[:PIECE], NOISE[: 2 * PIECE], NOISE[: PIECE + 1]])
def test_every_answer_is_sent_in_pieces(content):
    start, *parts = send_through(Pace(Response(content)))
    assert b"".join(part["body"] for part in parts) == content
    assert max(len(part["body"]) for part in parts) <= PIECE
    assert [part.get("more_body", False) for part in parts] == [True] * (len(parts) - 1) + [False]
    assert dict(start["headers"])[b"content-length"] == str(len(content)).encode()


def test_piece_is_sent_only_when_the_reader_took_the_one_before():
    """Of a reader who takes two pieces and no more, the third is waited for, and no other is made."""
    taken = []

    async def serve() -> None:
        stuck = asyncio.Event()

        async def send(message: dict) -> None:
            taken.append(len(message.get("body", b"")))
            if len(taken) == 4:  # the start and two pieces were taken
                stuck.set()
                await asyncio.Event().wait()

        answer = asyncio.ensure_future(Pace(Response(NOISE))({"type": "http", "method": "GET"}, None, send))
        await stuck.wait()
        for _ in range(20):
            await asyncio.sleep(0)
        answer.cancel()

    run(serve())
    assert taken == [0, PIECE, PIECE, PIECE]


def test_quick_reader_of_a_large_body_leaves_the_others_their_turn():
    turns = []

    async def serve() -> None:
        async def send(message: dict) -> None:
            if message.get("body"):
                turns.append("body")

        async def probe() -> None:
            turns.append("probe")

        answer = asyncio.ensure_future(Pace(Response(NOISE))({"type": "http", "method": "GET"}, None, send))
        await asyncio.gather(answer, probe())

    run(serve())
    assert turns.index("probe") == 1  # after one piece


def test_websocket_is_passed_on():
    sent = []

    async def app(_scope, _receive, send):
        await send({"type": "websocket.send", "bytes": NOISE})

    async def send(message: dict) -> None:
        sent.append(message)

    run(Pace(app)({"type": "websocket"}, None, send))
    assert sent == [{"type": "websocket.send", "bytes": NOISE}]


def bodies_of(size: int):
    """What makes bodies of a size, and the keys of those that it made."""
    made = []

    def make(key):
        async def make_now() -> Body:
            made.append(key)
            await asyncio.sleep(0.001)
            return Body(bytes(size), f'"{key}"', size)

        return make_now

    return make, made


def test_body_is_made_once_for_all_who_ask_at_once_and_shared():
    make, made = bodies_of(10)

    async def ask() -> list[Body]:
        bodies = Bodies()
        found = await asyncio.gather(*(bodies.fetch("a", make("a")) for _ in range(500)))
        return [*found, await bodies.fetch("a", make("a"))]

    found = run(ask())
    assert made == ["a"]
    assert len({id(one.content) for one in found}) == 1


def test_what_was_used_last_is_kept_within_a_number_of_bytes():
    make, made = bodies_of(100_000)

    async def ask() -> tuple[list[int], list[Body | None]]:
        bodies, sizes = Bodies(at_most=350_000), []
        for key in ["a", "b", "c", "a", "d", "a", "b"]:
            await bodies.fetch(key, make(key))
            sizes.append(bodies.size)
        return sizes, [bodies.describe(key) for key in ("a", "c", "x")]

    sizes, known = run(ask())
    assert made == ["a", "b", "c", "d", "b"]  # the fourth pushed out b, which was used least recently
    assert max(sizes) <= 350_000
    assert known == [Body(b"", '"a"', 100_000), Body(b"", '"c"', 100_000), None]  # tag and length outlive a body


def test_body_larger_than_the_store_is_given_and_not_kept():
    make, made = bodies_of(500)

    async def ask() -> int:
        bodies = Bodies(at_most=100)
        await bodies.fetch("a", make("a"))
        await bodies.fetch("a", make("a"))
        return bodies.size

    assert run(ask()) == 0
    assert made == ["a", "a"]


def test_failure_is_told_to_all_who_wait_and_not_kept():
    attempts = []

    async def fail() -> Body:
        attempts.append(1)
        await asyncio.sleep(0.001)
        raise OSError

    async def ask() -> Body:
        bodies = Bodies()
        failed = await asyncio.gather(*(bodies.fetch("a", fail) for _ in range(3)), return_exceptions=True)
        assert [type(one) for one in failed] == [OSError] * 3
        return await bodies.fetch("a", bodies_of(1)[0]("a"))

    assert run(ask()).content == b"\0"
    assert len(attempts) == 1


def test_whoever_goes_away_takes_nothing_from_the_others():
    make, made = bodies_of(10)

    async def ask() -> Body:
        bodies = Bodies()
        first = asyncio.ensure_future(bodies.fetch("a", make("a")))
        await asyncio.sleep(0)
        second = asyncio.ensure_future(bodies.fetch("a", make("a")))
        await asyncio.sleep(0)
        first.cancel()
        return await second

    assert len(run(ask()).content) == 10
    assert made == ["a"]
