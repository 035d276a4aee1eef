"""The data API without a server: answers that are kept."""

import asyncio
import gc
import hashlib
import json
import time
import weakref
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from gettext import NullTranslations
from pathlib import Path
from threading import Event

import pytest
from starlette.applications import Starlette

from labour_migration import language
from labour_migration.caching import apart
from labour_migration.data.package import DataPackage, read_package
from labour_migration.data.rules.engine import require_valid
from labour_migration.output.snippets import API
from web import api
from web.api import api_routes


class Marked(NullTranslations):
    """A language whose every message ends with a mark."""

    def gettext(self, message: str) -> str:
        return f"{message}※"


@pytest.fixture
def folder(lay_package) -> Path:
    return lay_package()


def fetch(address: str, folder: Path, package: DataPackage) -> tuple[bytes, dict[str, str]]:
    """The body of the answer at an address of the API, and its headers."""
    scope = {"type": "http", "method": "GET", "path": API + address, "headers": [], "query_string": b""}
    sent = []

    async def send(message: dict) -> None:
        sent.append(message)

    served = Starlette(routes=api_routes(lambda _versions=(): package, folder))
    # In a thread of its own: the browser tests keep an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, served(scope, None, send)).result()
    body = b"".join(part.get("body", b"") for part in sent[1:])
    return body, {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def ask(address: str, folder: Path, package: DataPackage) -> tuple[dict, str]:
    """The document at an address of the API, and its entity tag."""
    body, headers = fetch(address, folder, package)
    return json.loads(body), headers["etag"]


@pytest.mark.parametrize("address", ["", "reported.json", "claims.json"])
def test_another_language_has_its_own_answer(address, folder, sound, monkeypatch):
    english, tag = ask(address, folder, sound)
    other_language = language.Language("en", "en_GB", Marked())
    monkeypatch.setattr(language, "find", lambda _code: other_language)
    other, other_tag = ask(address, folder, sound)
    assert other["title"] == english["title"] + "※"
    assert other_tag != tag
    monkeypatch.undo()
    assert ask(address, folder, sound) == (english, tag)


def test_croissant_has_the_digest_of_the_very_bytes_that_are_served(folder, sound):
    document, _tag = ask("croissant.json", folder, sound)
    _body, headers = fetch("croissant.json", folder, sound)
    assert headers["content-type"] == "application/ld+json"
    assert headers["content-disposition"] == 'inline; filename="croissant.json"'
    below = "http://localhost:8501" + API
    served = {one["contentUrl"]: one for one in document["distribution"] if "containedIn" not in one}
    assert list(served) == [f"{below}datapackage.zip", f"{below}datapackage.json"]
    for address, described in served.items():
        body, headers = fetch(address.removeprefix(below), folder, sound)
        assert headers["content-type"] == described["encodingFormat"]
        assert described["sha256"] == hashlib.sha256(body).hexdigest()
        assert described["contentSize"] == f"{len(body)} B"


def test_croissant_names_the_address_at_which_it_was_asked(folder, sound, monkeypatch):
    monkeypatch.setattr("web.api.base_address", lambda _scope: "https://figures.example.org/")
    document, _tag = ask("croissant.json", folder, sound)
    assert document["url"] == "https://figures.example.org/data"
    assert document["distribution"][0]["contentUrl"] == "https://figures.example.org/api/v1/datapackage.zip"


@pytest.fixture
def made(monkeypatch) -> list[str]:
    """The encodings of the bodies that were made, in their order."""
    encodings = []
    make_body = api.make_body

    def make(content: bytes, encoding: str):
        encodings.append(encoding)
        return make_body(content, encoding)

    monkeypatch.setattr(api, "make_body", make)
    return encodings


def exchange(folder: Path, load_package, *rounds: Sequence[dict]) -> list[list[tuple[int, dict[str, str], bytes]]]:
    """What one API answers to rounds of requests, those of a round at the same moment: status, headers, body."""
    served = Starlette(routes=api_routes(load_package, folder))

    async def ask(request: dict) -> tuple[int, dict[str, str], bytes]:
        path, _mark, query = request["address"].partition("?")
        headers = [(name.encode(), value.encode()) for name, value in request.get("headers", {}).items()]
        scope = {"type": "http", "method": request.get("method", "GET"), "path": API + path}
        sent = []

        async def send(message: dict) -> None:
            sent.append(message)

        await served({**scope, "headers": headers, "query_string": query.encode()}, None, send)
        body = b"".join(part.get("body", b"") for part in sent[1:])
        return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}, body

    async def ask_all() -> list:
        return [await asyncio.gather(*map(ask, requests)) for requests in rounds]

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, ask_all()).result(timeout=60)


def test_document_is_made_once_for_all_who_ask_for_it_at_once(folder, sound, made):
    asked = [{"address": "events.csv"}] * 50
    first, later = exchange(folder, lambda _versions=(): sound, asked, asked)
    assert {(status, body) for status, _headers, body in [*first, *later]} == {(200, first[0][2])}
    assert made == [""]


def test_who_has_a_body_and_who_asks_for_its_headers_are_told_before_anything_is_made(folder, sound, made, monkeypatch):
    monkeypatch.setattr(api.Bodies.__init__, "__defaults__", (0,))  # nothing is kept, as of a body of long ago
    load = lambda _versions=(): sound  # noqa: E731
    ((_status, headers, body),) = exchange(folder, load, [{"address": "events.csv"}])[0]
    again = {"address": "events.csv", "headers": {"if-none-match": headers["etag"]}}
    head = {"address": "events.csv", "method": "HEAD"}
    _first, (unchanged, told) = exchange(folder, load, [{"address": "events.csv"}], [again, head])
    assert (unchanged[0], unchanged[1]["etag"], unchanged[2]) == (304, headers["etag"], b"")
    assert told == (200, headers, b"")
    assert headers["content-length"] == str(len(body))
    assert made == ["", ""]  # one for each of the two servers


def test_where_too_many_documents_are_to_be_written_the_next_is_refused_for_now(folder, sound, monkeypatch):
    monkeypatch.setattr(api, "_WRITING", 1)
    monkeypatch.setattr(api, "_WAITING", 2)
    make_body = api.make_body
    monkeypatch.setattr(api, "make_body", lambda *arguments: time.sleep(0.3) or make_body(*arguments))
    asked = [{"address": document.name} for document in api.DOCUMENTS if not document.takes]
    answers, (later,) = exchange(folder, lambda _versions=(): sound, asked, asked[-1:])
    assert {status for status, *_rest in answers} == {200, 503}
    assert sum(status == 200 for status, *_rest in answers) >= 3
    refused = next(answer for answer in answers if answer[0] == 503)
    assert refused[1]["retry-after"] == "10"
    assert refused[1]["cache-control"] == "no-store"
    assert json.loads(refused[2])["detail"] == "Too many others are waiting. Ask again in 10 seconds."
    assert later[0] == 200


def test_bodies_keep_no_package_alive_and_are_never_those_of_another(folder, lay_package):
    packages = [require_valid(read_package(folder)), require_valid(read_package(lay_package(title="Another")))]
    versions = [package.descriptor.title for package in packages]
    gone = [weakref.ref(package) for package in packages]
    titles = []

    def load(_versions=()) -> DataPackage:
        return packages[0]

    served = Starlette(routes=api_routes(load, folder))

    async def ask() -> None:
        sent = []

        async def send(message: dict) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": API, "headers": [], "query_string": b""}
        with apart():  # memos keep it too, which is their own affair
            await served(scope, None, send)
        titles.append(json.loads(b"".join(part.get("body", b"") for part in sent[1:]))["title"])

    async def ask_twice() -> None:
        await ask()
        del packages[0]
        await ask()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, ask_twice()).result(timeout=60)
    assert titles == versions
    gc.collect()
    assert gone[0]() is None


def test_who_asks_for_the_data_of_now_waits_for_no_one_who_asks_for_old_versions(folder, sound):
    """Ten ask for a version that is being read; the answer of now comes before any of theirs."""
    is_answered, order = Event(), []

    def load(versions=()) -> DataPackage:
        if versions:
            is_answered.wait(timeout=30)
        order.append(*(versions or ["now"]))
        if not versions:
            is_answered.set()
        return sound

    asked = [{"address": "events.csv?v=1.0.0"}] * 10 + [{"address": "events.csv"}]
    (answers,) = exchange(folder, load, asked)
    assert {status for status, *_rest in answers} == {200}
    assert order == ["now", *["1.0.0"] * 10]
