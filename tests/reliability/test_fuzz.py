"""Anything asked of anything: never a traceback, never a failure of the server but 503, which says "for now".

A short run is always made; ``pytest -m long`` asks ten thousand times.
"""

import http.client
import json
import random
import re
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import quote, urlencode, urlsplit

import pytest

from labour_migration.charts import CHARTS
from labour_migration.language import LOCALES
from labour_migration.site import PAGES
from web.api import DOCUMENTS

SHORT, LONG = 200, 10_000
AT_ONCE = 4
WITHIN = 60  # seconds for an answer, on a busy machine
KEYS = sorted(
    {"programme", "from", "to", "version", "indicator", "nationality", "area", "source", "figure", "q", "part", "text"}
    | {"bom", "theme", "url", "format", "maxwidth", "maxheight", "show"}
    | {option.key for chart in CHARTS for option in chart.options}
)
CODES = (
    "titp",
    "ssw",
    "PAK",
    "JPN",
    "residents",
    "2020",
    "1900",
    "the-news-2023-06-05",
    "25,000 Pakistanis",
    "",
)
STRANGE = (
    "\x00", "\n", "\r\nX-Forged: 1", "\u202e", "\ud7ff", "\U0010ffff", "ـ" * 50, "9" * 400, "-1", "1e999", "nan",
    "２０２０",
    "%", "%00", "%ff", "../../etc/passwd", "..\\..\\", "//evil.example", "javascript:run()", "<script>run()</script>",
    "{0.__class__}", "{{7*7}}", "${x}", "%s%n", "' OR 1=1 --", "[a](http://b)", "a" * 3_000, "🏴\u200d☠️",
    "0x7E4", " 2020 ",
    "+", "&", "#", ";", "=", "null", "[]", "true", "\u0000\u2028", "e\u0301" * 20,
)  # fmt: skip
FOLDERS = ("", "api/v1/", "api/", "preview/", "embed/", "static/", "_stcore/", "media/", "ur/", "ja")
TYPES = ("application/json", "text/plain", "", "application/json; charset=utf-16", "multipart/form-data; boundary=x")


class Asker:
    """Asks an app for things made by chance; the same seed asks the same."""

    def __init__(self, app, seed: int):
        self.app, self.chance, self.statuses = app, random.Random(seed), Counter()
        parts = urlsplit(app.url)
        self.place = (parts.hostname, parts.port)
        self.kinds: tuple[Callable[[], None], ...] = (
            self.ask_page, self.ask_words, self.ask_api, self.ask_embed, self.ask_checker, self.ask_assistant,
            self.ask_path, self.ask_raw,
        )  # fmt: skip

    def run(self, count: int) -> Counter:
        for number in range(count):
            self.kinds[number % len(self.kinds)]()
        return self.statuses

    def value(self) -> str:
        value = self.chance.choice([*CODES, *STRANGE])
        return value + self.chance.choice(STRANGE) if self.chance.random() < 0.2 else value

    def query(self) -> str:
        pairs = [(self.chance.choice(KEYS), self.value()) for _ in range(self.chance.randint(0, 6))]
        if self.chance.random() < 0.1:
            pairs.append((self.value(), self.value()))
        text = urlencode(pairs)
        if self.chance.random() < 0.1:  # bytes that are no text
            text += "&programme=" + "".join(f"%{self.chance.randrange(256):02x}" for _ in range(8))
        return text

    def language(self) -> str:
        return self.chance.choice(["", "", *(f"/{code}" for code in LOCALES)])

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> None:
        connection = http.client.HTTPConnection(*self.place, timeout=WITHIN)
        with closing(connection):
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            response = connection.getresponse()
            text = response.read()
        self.statuses[response.status] += 1
        told = f"{method} {path!r} {body!r}"
        assert response.status < 500 or response.status == 503, told
        assert b"Traceback" not in text, told
        assert "x-forged" not in {name.lower() for name, _value in response.getheaders()}, told

    def ask_page(self) -> None:
        page = self.chance.choice(PAGES)
        self.ask(f"{self.language()}/{page.path}?{self.query()}"[:8_000])

    def ask_words(self) -> None:
        page = self.chance.choice(PAGES)
        self.ask(f"{self.language()}/{page.path}?{self.query()}"[:8_000], accept="text/markdown")

    def ask_api(self) -> None:
        document = self.chance.choice([one for one in DOCUMENTS if not one.name.endswith(".zip")])
        method = self.chance.choice(["GET", "GET", "GET", "HEAD", "OPTIONS", "POST", "PUT", "TRACE", "PATCH"])
        self.ask(f"{self.language()}/api/v1/{document.name}?{self.query()}"[:8_000], method)

    def ask_embed(self) -> None:
        if self.chance.random() < 0.3:
            address = self.app.url + "/embed/" + self.value()
            self.ask(f"/oembed?{urlencode({'url': address})}&{self.query()}"[:8_000])
        else:
            code = self.chance.choice([chart.slug for chart in CHARTS] + [self.value()])
            self.ask(f"{self.language()}/embed/{quote(code)}?{self.query()}"[:8_000])

    def ask_checker(self) -> None:
        text = " ".join(self.value() for _ in range(self.chance.randint(0, 5)))
        self.ask(f"{self.language()}/api/v1/check?{urlencode({'text': text})}"[:16_000])

    def ask_assistant(self) -> None:
        arguments = {self.chance.choice(["text", "query", "limit", "offset", "indicator", "x"]): self.thing(2)}
        tool = self.chance.choice(["search_figures", "check_claim", "get_series", "get_sources", self.value()])
        message = self.chance.choice(
            [
                {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": tool, "arguments": arguments}},
                {"jsonrpc": "2.0", "id": self.thing(1), "method": self.value(), "params": self.thing(2)},
                self.thing(4),
            ]
        )
        body = json.dumps(message).encode()
        if self.chance.random() < 0.2:
            body = body[: self.chance.randint(0, len(body))]
        self.ask("/mcp", "POST", body, content_type=self.chance.choice([TYPES[0], TYPES[0], *TYPES]))

    def thing(self, depth: int) -> object:
        """Any value of JSON."""
        plain = [None, True, 0, -1, 1e308, 10**30, self.value()]
        if not depth:
            return self.chance.choice(plain)
        return self.chance.choice(
            [*plain, [self.thing(depth - 1) for _ in range(3)], {self.value(): self.thing(depth - 1) for _ in range(3)}]
        )

    def ask_path(self) -> None:
        folder = self.chance.choice(FOLDERS)
        self.ask(f"/{folder}{quote(self.value())}{self.chance.choice(['', '.png', '/', '.csv'])}"[:8_000])

    def ask_raw(self) -> None:
        """Bytes that may be no request at all: an answer, or none, but never a failure."""
        lines = [
            self.chance.choice([b"GET", b"get", b"GET ", b"\x00", b"POST", b"PRI"]),
            self.chance.choice([b"/", b"/residents?\xff\xfe", b"//", b"*", b"http://evil.example/", b"/%", b"/a b"]),
            self.chance.choice([b"HTTP/1.1", b"HTTP/1.0", b"HTTP/9.9", b""]),
        ]
        headers = self.chance.sample(
            [
                b"Host: evil.example", b"Host: a\r\nHost: b", b"Content-Length: -1", b"Content-Length: " + b"9" * 20,
                b"Transfer-Encoding: chunked\r\nContent-Length: 3", b"Accept-Language: " + b"x," * 2_000,
                b": x", b"Accept: \xff",
                b"Range: bytes=0-0,1-1", b'If-None-Match: "' + b"a" * 5_000, b"Accept-Encoding: br;q=nan",
                b"X: " + b"y" * 9_000,
            ],
            self.chance.randint(0, 4),
        )  # fmt: skip
        request = b" ".join(lines) + b"\r\n" + b"\r\n".join([*headers, b"Connection: close", b"", b""])
        with closing(socket.create_connection(self.place, timeout=WITHIN)) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: _receive(connection), b""))
        statuses = [int(status) for status in re.findall(rb"^HTTP/1\.[01] (\d{3})", answer)]
        self.statuses.update(statuses)
        assert all(status < 500 or status == 503 for status in statuses), request
        assert b"Traceback" not in answer, request


def _receive(connection: socket.socket) -> bytes:
    try:
        return connection.recv(65_536)
    except ConnectionResetError:  # it was no request: the server may just leave
        return b""


@pytest.fixture
def unfailing(app) -> Iterator:
    """The shared app, which has written no failure to its log meanwhile."""
    before = len(app.log.read_bytes())
    yield app
    log = app.log.read_bytes()[before:].decode(errors="replace")
    assert not re.findall(r"Traceback|Failure [0-9a-f]{8} at .*|Exception in ASGI.*", log)


def test_nothing_that_is_asked_fails(unfailing):
    statuses = Asker(unfailing, seed=20).run(SHORT)
    assert set(statuses) & {200, 400, 404}


@pytest.mark.long
def test_ten_thousand_things_that_are_asked_do_not_fail(unfailing):
    with ThreadPoolExecutor(AT_ONCE) as threads:
        parts = list(threads.map(lambda seed: Asker(unfailing, seed).run(LONG // AT_ONCE), range(AT_ONCE)))
    statuses = sum(parts, Counter())
    assert statuses.total() > LONG * 0.9  # what was no request may have had no answer
    assert 503 not in statuses  # the data is sound all the while
