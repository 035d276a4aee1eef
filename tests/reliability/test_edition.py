"""The whole static edition: every link leads to a file, pages are small, and no word or number is not the app's."""

import gzip
import re
import time
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from streamlit import config

import publish
from labour_migration.blocks import Download, Downloads, Panel
from labour_migration.citation import format_credit
from labour_migration.edition import INDEX, Address, find_view, list_addresses, unpack
from labour_migration.html.foot import format_foot
from labour_migration.html.pages import write_blocks
from labour_migration.language import LOCALES, speaking
from labour_migration.language import gettext as _
from labour_migration.output.extract import find_sources
from labour_migration.site import NAME, PAGES, SHORT_NAME, language_path
from labour_migration.takeaways import name_download
from views import layout_of

pytestmark = pytest.mark.long
BASE = "https://figures.example.org/"
SETTINGS = ("browser.serverAddress", "browser.serverPort", "server.baseUrlPath")
ROOM, SENT = 60_000, 20_000  # bytes of a page with charts, as it is and with gzip
_LINK = re.compile(r"""\b(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_MARKUP = re.compile(r"<script.*?</script>|<style.*?</style>|<[^>]*>", re.DOTALL)
_WORD = re.compile(r"[^\W_]+(?:[.,:/'’-][^\W_]+)*")


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("edition")
    before = [config.get_option(name) for name in SETTINGS]
    started = time.monotonic()
    counts = publish.publish(folder, BASE, date(2026, 11, 27))
    print(f"{dict(counts)} in {time.monotonic() - started:.0f} seconds")  # the figure is for two idle processors
    yield folder
    for name, value in zip(SETTINGS, before, strict=True):
        config.set_option(name, value, config.ConfigOption.DEFAULT_DEFINITION)


@pytest.fixture(scope="module")
def documents(out) -> dict[str, str]:
    """The HTML of each page, by its path below the site; frames are the app's own."""
    files = [file for file in out.rglob(INDEX) if "embed" not in file.relative_to(out).parts]
    return {f"{file.parent.relative_to(out).as_posix()}/": file.read_text(encoding="utf-8") for file in files}


def test_every_link_within_the_edition_leads_to_a_file(out):
    lost = set()
    for file in (*out.rglob("*.html"), *out.rglob("*.atom"), out / "sitemap.xml"):
        for groups in _LINK.findall(file.read_text(encoding="utf-8")):
            address = unescape("".join(groups))
            if address.startswith(BASE):
                address = "/" + address.removeprefix(BASE)
            if not address.startswith("/") or address.startswith("//"):
                continue
            path = out / unquote(urlsplit(address).path).removeprefix("/")
            if not (path / INDEX if path.is_dir() else path).is_file():
                lost.add((str(file.relative_to(out)), address))
    assert sorted(lost)[:20] == []


def test_pages_with_charts_are_small_and_all_pages_are_with_gzip(documents):
    charted = {path: len(html.encode()) for path, html in documents.items() if "<svg" in html and "role=img" in html}
    assert {path: size for path, size in charted.items() if size > ROOM and "claims" not in path} == {}
    assert {path for path, html in documents.items() if len(gzip.compress(html.encode())) > SENT} == set()


def read_words(html: str) -> set[str]:
    return set(_WORD.findall(unescape(_MARKUP.sub(" ", html))))


@pytest.mark.parametrize("code", LOCALES)
def test_every_word_and_number_of_a_page_is_on_the_page_of_the_app(documents, package, code):
    """What a reader presses has the app's names: Table, Download, Cite; what follows "Cite" is its own test's."""
    more = {}
    with speaking(code):
        pressed = [
            _("Table"),
            _("Download"),
            _("Cite"),
            _("Skip to the content"),
            _(SHORT_NAME),
            _("All sources"),
            _(NAME),
        ]
        pressed += [_(page.title) for page in PAGES]
        told = _("The first {shown} of {count} rows. The file has all of them.").format(shown=12, count="")
        known = read_words(" ".join([*pressed, told, "English اردو 日本語", format_foot(package, {})]))
        for page in PAGES:
            shown = list(layout_of(page)(package, find_view(Address(page), package)))
            html = write_blocks(unpack(shown))
            said = [one.credit for one in unpack(shown) if isinstance(one, Panel)]
            said += [name_download(one, package).label for one in unpack(shown) if isinstance(one, Download)]
            rows = [one.extract.frames for one in unpack(shown) if isinstance(one, Downloads)]
            said += [format_credit(find_sources(frames, package)) for frames in rows]
            words = read_words(documents[language_path(code) + Address(page).path or "./"])
            more[page.path] = sorted(words - known - read_words(f"{html} {' '.join(said)}"))
    lost = {path: words[:20] for path, words in more.items() if words}
    assert not lost, lost


def test_every_page_statement_and_source_is_there_in_every_language(documents, package):
    paths = [one.path for one in list_addresses(package, layout_of)]
    assert {language_path(code) + path or "./" for path in paths for code in LOCALES} == set(documents)
