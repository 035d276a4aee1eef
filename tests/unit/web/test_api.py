"""The data API without a server: answers that are kept."""

import asyncio
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


def ask(address: str, folder: Path, package: DataPackage) -> tuple[dict, str]:
    """The document at an address of the API, and its entity tag."""
    scope = {"type": "http", "method": "GET", "path": API + address, "headers": [], "query_string": b""}
    sent = []

    async def send(message: dict) -> None:
        sent.append(message)

    served = Starlette(routes=api_routes(lambda _versions=(): package, folder))
    # In a thread of its own: the browser tests keep an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, served(scope, None, send)).result()
    body = b"".join(part.get("body", b"") for part in sent[1:])
    return json.loads(body), dict(sent[0]["headers"])[b"etag"].decode()


@pytest.mark.parametrize("address", ["", "reported.json", "claims.json"])
def test_another_language_has_its_own_answer(address, folder, sound, monkeypatch):
    english, tag = ask(address, folder, sound)
    monkeypatch.setattr(language, "translations", Marked())
    other, other_tag = ask(address, folder, sound)
    assert other["title"] == english["title"] + "※"
    assert other_tag != tag
    monkeypatch.undo()
    assert ask(address, folder, sound) == (english, tag)
