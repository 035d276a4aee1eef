"""Who may hold a connection open, and how much may be sent on it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
import streamlit as st

from web.sockets import A_SECOND, BURST, Allowance, Sockets, is_own, trusted_hosts


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://localhost:8501", "localhost:8501"),
        ("https://figures.example.org", "figures.example.org"),
        ("https://figures.example.org:8443", "figures.example.org"),  # of a proxy that leaves the port away
        ("https://Figures.Example.org", "figures.example.ORG:443"),
        ("http://[::1]:8501", "[::1]:8501"),
    ],
)
def test_page_of_the_host_that_is_asked_may_connect(origin, host):
    assert is_own([origin], host)


OTHERS = ["https://evil.example", "https://example.org.evil.example", "https://evil.example/example.org"]
DISGUISED = ["https://example.org@evil.example", "https://evil.example#example.org", "https://evil.example?example.org"]


@pytest.mark.parametrize(
    "origin", [*OTHERS, *DISGUISED, "null", "", "http://", "file://", "http://[::1", "example.org"]
)
def test_page_of_another_site_may_not(origin):
    assert not is_own([origin], "example.org")
    assert not is_own([origin], "")


def test_program_without_an_origin_may_connect_and_two_origins_may_not():
    assert is_own([], "example.org")
    assert not is_own(["https://example.org", "https://example.org"], "example.org")


def test_page_of_the_public_address_may_connect_to_a_server_behind_a_proxy(monkeypatch):
    options = {"browser.serverAddress": "Figures.example.org", "server.corsAllowedOrigins": ["https://other.example:1"]}
    monkeypatch.setattr(st, "get_option", options.get)
    monkeypatch.setattr("web.sockets.is_manually_set", lambda _key: True)
    assert trusted_hosts() == {"figures.example.org", "other.example"}
    assert is_own(["https://figures.example.org"], "10.0.0.3:8501", trusted_hosts())
    assert not is_own(["https://evil.example"], "10.0.0.3:8501", trusted_hosts())


def test_allowance_is_a_burst_and_then_so_many_a_second():
    now = 100.0
    allowance = Allowance(BURST, A_SECOND, lambda: now)
    assert [allowance.take() for _message in range(BURST + 2)] == [True] * BURST + [False] * 2
    now += 1
    assert [allowance.take() for _message in range(A_SECOND + 1)] == [True] * A_SECOND + [False]
    now += 3600
    assert sum(allowance.take() for _message in range(10 * BURST)) == BURST


def test_reader_who_holds_a_key_down_is_never_cut_off():
    now = 100.0
    allowance = Allowance(BURST, A_SECOND, lambda: now)
    for _change in range(5000):
        assert allowance.take()
        now += 0.2


def exchange(messages: list[dict], *headers: tuple[bytes, bytes]) -> tuple[list[dict], list[dict], list]:
    """What the app inside receives, what is sent, and the headers that the app sees."""
    received, sent, seen = [], [], []

    async def app(scope, receive, send):
        seen.append(scope["headers"])
        while not received or received[-1]["type"] != "websocket.disconnect":
            received.append(await receive())

    async def receive():
        return messages.pop(0) if messages else {"type": "websocket.disconnect", "code": 1001}

    async def send(message):
        sent.append(message)

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": list(headers)}
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, Sockets(app, lambda: 0.0)(scope, receive, send)).result()
    return received, sent, seen


HOST = (b"host", b"example.org")
BYTES = {"type": "websocket.receive", "bytes": b"a"}


def test_connection_of_another_site_is_refused_before_the_app_sees_it():
    assert exchange([BYTES], HOST, (b"origin", b"https://evil.example")) == (
        [],
        [{"type": "websocket.close", "code": 1008}],
        [],
    )


def test_app_sees_what_is_sent_but_not_where_it_comes_from():
    received, sent, seen = exchange([BYTES] * 3, HOST, (b"origin", b"https://example.org"))
    assert [one["type"] for one in received] == ["websocket.receive"] * 3 + ["websocket.disconnect"]
    assert (sent, seen) == ([], [[HOST]])


def test_connection_that_sends_too_much_is_closed_and_the_app_told_that_it_is_gone():
    received, sent, _seen = exchange([BYTES] * 1000, HOST)
    assert received == [BYTES] * BURST + [{"type": "websocket.disconnect", "code": 1008}]
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_text_is_not_taken_since_pages_send_bytes():
    received, sent, _seen = exchange([{"type": "websocket.receive", "text": "a"}], HOST)
    assert received == [{"type": "websocket.disconnect", "code": 1003}]
    assert sent == [{"type": "websocket.close", "code": 1003}]
