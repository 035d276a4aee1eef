"""The routes of the feeds: what they answer to every kind of request."""

import asyncio
import random
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from starlette.routing import Router

from labour_migration.problems import DataPackageError
from web.feeds import feed_routes

RESIDENTS = "urdupoint-2024-08-29-residents"


@pytest.fixture
def ask(package, monkeypatch):
    """Status, headers and body of what the feeds answer; without old versions, which take long to read."""
    monkeypatch.setattr("labour_migration.feeds.find_turns", lambda _package: ())

    def ask(path: str, query: str = "", method: str = "GET", load=lambda: package, **headers: str):
        app, sent = Router(feed_routes(load)), []
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "server": ("127.0.0.1", 8501),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        }

        async def send(message: dict) -> None:
            sent.append(message)

        async def receive() -> dict:
            return {"type": "http.request", "body": b"", "more_body": False}

        # In a thread of its own: the browser tests keep an event loop running in this one.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, app(scope, receive, send)).result()
        start, *parts = sent
        headers = {name.decode(): value.decode() for name, value in start["headers"]}
        return start["status"], headers, b"".join(part.get("body", b"") for part in parts)

    return ask


FEEDS = [("/corrections.atom", ""), ("/claims.atom", ""), ("/claims.atom", f"figure={RESIDENTS}")]


@pytest.mark.parametrize(("path", "query"), FEEDS)
def test_feed_is_served_with_its_type_its_tag_and_its_own_address(path, query, ask):
    status, headers, body = ask(path, query, host="evil.example")
    assert status == 200
    assert headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert headers["cache-control"] == "public, max-age=3600"
    assert headers["content-length"] == str(len(body))
    own = ElementTree.fromstring(body).find("{*}link[@rel='self']").get("href")
    assert own == f"http://127.0.0.1:8501{path}{'?' if query else ''}{query}"
    assert b"evil" not in body
    assert ask(path, query, if_none_match=headers["etag"])[0] == 304
    assert ask(path, query, if_none_match='"other"')[0] == 200


def test_head_has_the_headers_of_the_feed_and_no_body(ask):
    (status, headers, body), (_status, whole, content) = (
        ask("/corrections.atom", method=way) for way in ("HEAD", "GET")
    )
    assert (status, body) == (200, b"")
    assert headers == whole
    assert content


def test_feed_is_compressed_where_that_is_accepted(ask):
    _status, headers, body = ask("/corrections.atom", accept_encoding="br")
    assert headers["content-encoding"] == "br"
    assert headers["vary"] == "Accept-Encoding"
    assert len(body) < len(ask("/corrections.atom")[2]) / 2


@pytest.mark.parametrize(
    ("path", "query", "status", "words"),
    [
        ("/claims.atom", "figure=unknown", 404, "We have no reported figure with this code."),
        ("/claims.atom", "figure=", 400, "the code of one reported figure"),
        ("/claims.atom", "figure=a&figure=b", 400, "the code of one reported figure"),
        ("/claims.atom", "colour=a", 400, "one of figure"),
        ("/corrections.atom", f"figure={RESIDENTS}", 400, "no parameter"),
    ],
)
def test_wrong_query_is_told_in_words_and_not_kept(path, query, status, words, ask):
    answered, headers, body = ask(path, query)
    assert answered == status
    assert words in body.decode()
    assert headers["content-type"].startswith("text/plain")
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("error", [DataPackageError([]), OSError()])
def test_broken_data_is_503(error, ask):
    def load():
        raise error

    assert [ask(path, query, load=load)[0] for path, query in FEEDS] == [503] * 3


def test_feeds_are_read_only(ask):
    assert ask("/corrections.atom", method="POST")[0] == 405


def test_no_query_whatever_brings_the_server_down(ask):
    chance = random.Random(18)
    signs = [
        "figure",
        "=",
        "&",
        "%",
        "%00",
        "%ff",
        ";",
        "+",
        RESIDENTS,
        "v",
        "<",
        "\u202e",
        "💥",
        "'",
        '"',
        "../",
        "\\",
    ]
    for _turn in range(150):
        query = "".join(chance.choices(signs, k=chance.randint(0, 8)))
        path = chance.choice(["/claims.atom", "/corrections.atom"])
        status, _headers, body = ask(path, chance.choice([query, quote(query), f"figure={quote(query)}"]))
        assert status in (200, 400, 404), query
        assert b"Traceback" not in body
