"""One process serves all languages at once: thirty readers of three, each in their own."""

import asyncio
import re
import urllib.request
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from labour_migration.language import LOCALES, speaking
from labour_migration.site import PAGES, Page, format_heading, format_title, language_path

READERS = 30
WITHIN = 120  # seconds


async def read(url: str, code: str, page: Page) -> list[str]:
    """Every text that a session of a page in a language is sent, in its order; the words of charts are no texts."""
    place = f"{urlsplit(url).netloc}/{language_path(code)}"
    asked = BackMsg()
    asked.rerun_script.page_name = page.path
    asked.rerun_script.context_info.url = f"http://{place}{page.path}"
    texts, has_begun = [], False
    async with (
        asyncio.timeout(WITHIN),
        connect(
            f"ws://{place}_stcore/stream", origin=url, subprotocols=["streamlit"], max_size=2**28, open_timeout=WITHIN
        ) as socket,
    ):
        await socket.send(asked.SerializeToString())
        while True:
            said = ForwardMsg.FromString(await socket.recv())
            kind = said.WhichOneof("type")
            has_begun = has_begun or kind == "new_session"
            if kind == "delta":
                texts += list_texts(said.delta)
            if kind == "script_finished" and has_begun:
                assert said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                return texts


def list_texts(message: object) -> Iterable[str]:
    """The texts with letters in a message of Streamlit, whatever element it is of."""
    for field, value in message.ListFields():
        if field.message_type and not field.is_repeated:
            yield from list_texts(value)
        elif field.name in ("body", "label", "placeholder", "options", "alt", "help"):
            yield from [value] if isinstance(value, str) else [one for one in value if isinstance(one, str)]


def words_of(text: str) -> str:
    return unescape(re.sub(r"<style.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL))


@pytest.fixture(scope="module")
def crowd(app) -> list[tuple[str, Page, list[str]]]:
    """What thirty readers were sent who all came at once: a page, in turn in each language."""
    readers = [(code, page) for page in PAGES * READERS for code in LOCALES][:READERS]

    async def come() -> list[list[str]]:
        return await asyncio.gather(*(read(app.url, code, page) for code, page in readers))

    with ThreadPoolExecutor(1) as thread:
        texts = thread.submit(asyncio.run, come()).result()
    return [(code, page, sent) for (code, page), sent in zip(readers, texts, strict=True)]


def test_each_of_thirty_readers_has_the_page_in_their_language(crowd):
    assert len({(code, page.path) for code, page, _sent in crowd}) == 3 * len(PAGES)
    for code, page, sent in crowd:
        with speaking(code):
            assert format_heading(page) in [words_of(text).strip() for text in sent]


def test_readers_of_one_page_in_one_language_are_sent_the_same(crowd, app):
    """As a reader is sent who comes alone."""
    alone = {}
    for code, page, sent in crowd:
        if (code, page.path) not in alone:
            with ThreadPoolExecutor(1) as thread:
                alone[code, page.path] = thread.submit(asyncio.run, read(app.url, code, page)).result()
        assert sent == alone[code, page.path]


def test_first_html_is_in_the_language_of_its_address(app):
    def ask(code: str, page: Page) -> str:
        with urllib.request.urlopen(f"{app.url}/{language_path(code)}{page.path}", timeout=WITHIN) as answer:
            return answer.read().decode()

    asked = [(code, page) for page in PAGES for code in LOCALES]
    with ThreadPoolExecutor(len(asked)) as threads:
        answers = list(threads.map(lambda one: ask(*one), asked))
    for (code, page), html in zip(asked, answers, strict=True):
        with speaking(code):
            direction = {"ur": "rtl"}.get(code, "ltr")
            assert f'<html lang="{code}" dir="{direction}">' in html
            assert f"<title>{format_title(page)}</title>" in unescape(html)
            assert re.search(r"<h1[^>]*>(.*?)</h1>", html)[1] == format_heading(page)
        assert {*re.findall(r'hreflang="([\w-]+)" href="http', html)} == {*LOCALES, "x-default"}


def test_tables_and_files_follow_the_address(app):
    """The data API has its columns in every language, and the words of its cells in that of its address."""
    heads, cells = set(), {}
    for code in LOCALES:
        with urllib.request.urlopen(f"{app.url}/{language_path(code)}api/v1/reported.csv", timeout=WITHIN) as answer:
            head, *rows = answer.read().decode().splitlines()
            heads.add(head)
            cells[code] = rows
    assert len(heads) == 1
    assert cells["ja"] != cells["en"] != cells["ur"]
