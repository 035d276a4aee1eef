"""The data API without a server: answers that are kept."""

import asyncio
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from gettext import NullTranslations
from pathlib import Path

import pytest
from starlette.applications import Starlette

from labour_migration import language
from labour_migration.data.package import DataPackage
from labour_migration.output.snippets import API
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
