"""The whole static edition: every link leads to a file, pages are small, and no word or number is not the app's."""

import gzip
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from streamlit import config

import publish
from labour_migration.blocks import Download, Downloads, Panel, RowCitation
from labour_migration.charts import charts_of
from labour_migration.citation import format_credit
from labour_migration.edition import INDEX, Address, find_view, list_addresses, unpack
from labour_migration.embeds import embed_chart
from labour_migration.html.foot import format_foot
from labour_migration.html.framed import format_snippets
from labour_migration.html.pages import write_blocks
from labour_migration.language import LOCALES, ngettext, speaking
from labour_migration.language import gettext as _
from labour_migration.output.extract import find_sources
from labour_migration.previews import list_records
from labour_migration.site import NAME, PAGES, SHORT_NAME, language_path
from labour_migration.takeaways import Cited, cite_chart, cite_record, list_forms, list_rows, name_download
from views import layout_of

pytestmark = pytest.mark.long
BASE, DAY = "https://figures.example.org/", date(2026, 11, 27)
SETTINGS = ("browser.serverAddress", "browser.serverPort", "server.baseUrlPath")
ROOM, SENT = 60_000, 20_000  # bytes of a page with charts, as it is and with gzip
_LINK = re.compile(r"""\b(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_MARKUP = re.compile(r"<script.*?</script>|<style.*?</style>|<[^>]*>", re.DOTALL)
_CHART = re.compile(r"<svg[^>]*role=img")
_ADDRESS = re.compile(r"https?://[^\s”\"|]*")
_WORD = re.compile(r"[^\W_]+(?:[.,:/'’-][^\W_]+)*")


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("edition")
    before = [config.get_option(name) for name in SETTINGS]
    started = time.monotonic()
    counts = publish.publish(folder, BASE, DAY)
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
    charted = {path: len(html.encode()) for path, html in documents.items() if _CHART.search(html)}
    assert len(charted) > len(LOCALES) * len(PAGES)
    assert {path: size for path, size in charted.items() if size > ROOM} == {}
    assert {path for path, html in documents.items() if len(gzip.compress(html.encode())) > SENT} == set()


def read_words(html: str) -> set[str]:
    """The words and numbers of HTML, without addresses: those of the edition are paths of files."""
    return set(_WORD.findall(_ADDRESS.sub(" ", unescape(_MARKUP.sub(" ", html)))))


def list_named(package) -> str:
    """What every page has: its frame, and the app's names of what a reader presses."""
    pressed = [
        _("Table"),
        _("Sources"),
        _("Download"),
        _("Cite"),
        _("Share"),
        _("Full table (CSV)"),
        _("All official rows (CSV)"),
        _("Skip to the content"),
        _(SHORT_NAME),
        _("All sources"),
        _(NAME),
        *(_(page.title) for page in PAGES),
    ]
    counted = ngettext(
        "The first {shown} of {count} row. The file has all of them.",
        "The first {shown} of {count} rows. The file has all of them.",
        len(package.sources),
    )
    counts = [counted.format(shown=12, count=count) for count in ("", len(package.sources))]
    return " ".join([*pressed, *counts, "English اردو 日本語", format_foot(package, {})])


def write_app(address: Address, package) -> str:
    """All that the app writes on a page: its blocks with what they hold, and what opens where a reader presses."""
    shown = list(unpack(layout_of(address.page)(package, find_view(address, package))))
    parts = [write_blocks(shown)]
    for one in shown:
        match one:
            case Download():
                parts.append(name_download(one, package).label)
            case Panel(downloads=downloads, credit=credit):
                parts += [credit, *(open_takeaways(downloads, address, package) if address.record else ())]
            case Downloads(extract=extract):
                parts.append(format_credit(find_sources(extract.frames, package)))
                parts += open_takeaways(one, address, package) if address.record else ()
            case RowCitation():
                parts += tell_cited(cite_record(one, package))
    return " ".join(parts)


def open_takeaways(downloads: Downloads, address: Address, package) -> Iterator[str]:
    """What the app shows where a reader presses Download, Cite and Share."""
    extract = replace(downloads.extract, base=BASE, day=DAY)
    yield from (file.label for file in [*list_rows(downloads, extract, package), *list_forms(extract, package)])
    yield from tell_cited(cite_chart(extract, package))
    for chart in (one for one in charts_of(address.page.view) if one.slug == extract.slug):
        if embed := embed_chart(chart, extract.view, package):
            snippets = format_snippets(embed, package, BASE)
            yield from (*snippets, *map(escape, snippets.values()))


def tell_cited(cited: Cited) -> list[str]:
    return [*cited.texts, *map(escape, cited.texts.values()), *(file.label for file in cited.files)]


@pytest.mark.parametrize("code", LOCALES)
def test_every_word_and_number_of_a_page_is_on_the_page_of_the_app(documents, package, code):
    lost = {}
    with speaking(code):
        known = read_words(list_named(package))
        records = [Address(page, page.record, record) for page in PAGES for record in list_records(page, package)]
        for address in [*map(Address, PAGES), *records]:
            words = read_words(documents[language_path(code) + address.path or "./"])
            if more := sorted(words - known - read_words(write_app(address, package))):
                lost[address.path] = more[:20]
    assert not lost, dict(list(lost.items())[:20])


def test_every_page_statement_and_source_is_there_in_every_language(documents, package):
    paths = [one.path for one in list_addresses(package, layout_of)]
    assert {language_path(code) + path or "./" for path in paths for code in LOCALES} == set(documents)
