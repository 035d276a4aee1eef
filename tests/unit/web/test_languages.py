"""A language at the beginning of an address: taken off it, and spoken in all that is written for it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit import config

from labour_migration import language
from web.base_url import base_address, path_below
from web.languages import Languages, split_language


def pass_through(path: str, kind: str = "http") -> list[dict]:
    """What reaches the app of a connection to a path: its scope, and the language meanwhile; or what is answered."""
    seen = []

    async def app(scope, _receive, _send) -> None:
        seen.append({**scope, "spoken": language.current().code})

    async def send(message: dict) -> None:
        seen.append(message)

    scope = {"type": kind, "path": path, "raw_path": path.encode(), "headers": [], "server": ("127.0.0.1", 8501)}
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, Languages(app)(scope, None, send)).result()
    return seen


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    ("path", "code", "rest"),
    [
        ("/", "en", "/"),
        ("/residents", "en", "/residents"),
        ("/ur/", "ur", "/"),
        ("/ja/residents", "ja", "/residents"),
        ("/ur/_stcore/stream", "ur", "/_stcore/stream"),
        ("/ja/api/v1/official.csv", "ja", "/api/v1/official.csv"),
        ("/urdu", "en", "/urdu"),
        ("/en/residents", "en", "/en/residents"),  # the usual language has no address of its own: there is no page
        ("/ur/ja/", "ur", "/ja/"),
    ],
)
def test_language_is_taken_off_an_address_and_spoken(kind, path, code, rest):
    (scope,) = pass_through(path, kind)
    assert (scope["spoken"], scope["path"], scope["raw_path"]) == (code, rest, rest.encode())
    assert language.current().code == "en"


def test_language_without_a_slash_leads_to_its_first_page():
    start, _body = pass_through("/ja")
    assert start["status"] == 308
    assert dict(start["headers"])[b"location"] == b"/ja/"


def test_language_stands_below_the_path_of_the_site(monkeypatch):
    set_before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", "figures")
    try:
        (scope,) = pass_through("/figures/ur/trade")
        assert (scope["spoken"], scope["path"], path_below(scope)) == ("ur", "/figures/trade", "trade")
        assert split_language("/ur/trade") == (None, None)
        with language.speaking("ur"):
            assert base_address(scope).endswith("/figures/ur/")
    finally:
        config.set_option("server.baseUrlPath", set_before)


def test_address_of_the_site_is_that_in_the_language_of_now():
    scope = {"server": ("127.0.0.1", 8501)}
    assert base_address(scope) == "http://127.0.0.1:8501/"
    with language.speaking("ja"):
        assert base_address(scope) == "http://127.0.0.1:8501/ja/"
