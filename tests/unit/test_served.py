"""Every page, statement and source as it is served without scripts, in HTML and in Markdown: its words are there."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.responses import HTMLResponse

from labour_migration import blocks
from labour_migration.charts import charts_of, find_content, view_of
from labour_migration.citation import link_to_words
from labour_migration.labels import format_figure
from labour_migration.previews import format_path, list_records, preview
from labour_migration.results.reconcile import find_comparisons
from labour_migration.results.wording import describe_arithmetic, describe_verdict
from labour_migration.site import PAGES, find_view
from views import layout_of
from web.api import DOCUMENTS, read_query

from .test_head import MARKDOWN, PAGE, PLAIN, complete, exchange

BASE = "http://127.0.0.1:8501/"
STATEMENTS, SOURCES = find_view("claims"), find_view("data")


@pytest.fixture(scope="module")
def served(package):
    """What is answered at an address below that of the site: HTML, Markdown."""
    app = complete(HTMLResponse(PAGE), lambda _versions=(): package)

    def ask(address: str) -> tuple[str, str]:
        path, _mark, query = address.partition("?")
        answers = [exchange(app, headers, path=f"/{path}", query=query) for headers in (PLAIN, MARKDOWN)]
        assert [status for status, _headers, _body in answers] == [200, 200]
        assert [headers[b"vary"].partition(b", Accept-Language")[0] for _status, headers, _body in answers] == [
            b"Accept, Accept-Encoding"
        ] * 2
        return tuple(body.decode() for _status, _headers, body in answers)

    return ask


def text_of(words: str) -> str:
    """HTML or Markdown as words with single spaces: without tags, addresses, marks and backslashes."""
    words = re.sub(r"\]\([^)\s]*\)", "", re.sub("<[^>]*>", " ", words))
    return " ".join(re.sub(r"[\\*\[\]|>#“”]", " ", unescape(words)).split())


def check_head(html: str, page, package, code=""):
    """An address has a title, a description, a canonical address and a document of JSON-LD of its own."""
    shown = preview(page, package, code)
    assert [unescape(one) for one in re.findall("<title>(.*?)</title>", html)] == [shown.title]
    assert [unescape(one) for one in re.findall('name="description" content="(.*?)"', html)] == [shown.description]
    assert [unescape(one) for one in re.findall('rel="canonical" href="(.*?)"', html)] == [BASE + shown.path]
    (document,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert json.loads(document)["url"] == BASE + shown.path


def main_of(html: str) -> str:
    """What stands in the first paint of a page."""
    return re.search("<main.*</main>", html, re.DOTALL)[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_page_is_served_with_each_finding_a_value_of_each_table_and_its_files(page, served, package):
    html, markdown = served(page.path)
    check_head(html, page, package)
    html = main_of(html)
    view = view_of(page.view, package)
    shown = [chart for chart in charts_of(page.view) if chart.is_drawn and not chart.is_linked]
    shown = [chart for chart in shown if not find_content(chart, package, view).is_empty]
    for words in map(text_of, (html, markdown)):
        for chart in shown:
            assert text_of(chart.format_finding(package, find_content(chart, package, view))) in words
    for block in layout_of(page)(package, view):
        panel = block.main if isinstance(block, blocks.Beside) else block
        if isinstance(panel, blocks.Panel):
            for table in panel.tables:
                row = [text_of(str(cell)) for cell in table.rows[0] if cell]
                assert all(cell in text_of(html) for cell in row)
                assert text_of(table.caption) in text_of(markdown)
    assert bool(shown) == ("| --- |" in markdown) or page.view == "claims"
    assert f"]({BASE}api/v1/reported.csv)" in markdown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_links_to_files_that_are_served_are_answered_with_rows(page, served, package):
    _html, markdown = served(page.path)
    files = {urlsplit(link) for link in re.findall(rf"\]\(({BASE}api/v1/[^)\s]*)\)", markdown)}
    assert files
    documents = {document.name: document for document in DOCUMENTS}
    for link in files:
        document = documents[link.path.removeprefix("/api/v1/")]
        selection, _bom, problems = read_query(parse_qs(link.query), document, package)
        assert problems == []
        if selection.indicators:
            assert set(package.official["indicator_id"]) >= set(selection.indicators)


def test_every_statement_is_served_with_its_quote_qualifier_result_calculation_and_sources(served, package):
    assert len(list_records(STATEMENTS, package)) == len(find_comparisons(package))
    for code, found in find_comparisons(package).items():
        html, markdown = served(format_path(STATEMENTS, code))
        check_head(html, STATEMENTS, package, code)
        figure, source = found[0].figure, package.sources[found[0].figure["source_id"]]
        unit = package.indicators.loc[figure["indicator_id"], "unit"]
        told = [format_figure(figure, unit), figure["as_printed"], source.publisher]
        for one in found:
            told += [describe_verdict(one, package), *describe_arithmetic(one, package)]
        for words in map(text_of, (main_of(html), markdown)):
            assert [text for text in map(text_of, told) if text not in words] == []
        addresses = [link_to_words(source.url, figure["as_printed"])]
        addresses += [
            package.sources[row["source_id"]].url for one in found if one.official for row in one.official.observations
        ]
        assert [one for one in addresses if f'href="{one}"' not in unescape(html)] == []
        assert [one for one in addresses if f"]({one})" not in markdown] == []
        assert markdown.startswith(f"# {preview(STATEMENTS, package, code).title}")


def test_every_source_is_served_with_what_it_is_and_its_address(served, package):
    for code in list_records(SOURCES, package):
        html, markdown = served(format_path(SOURCES, code))
        check_head(html, SOURCES, package, code)
        source = package.sources[code]
        for words in map(text_of, (main_of(html), markdown)):
            assert text_of(source.title) in words
            assert text_of(source.publisher) in words
        assert f"]({source.url})" in markdown
        assert f'href="{source.url}"' in unescape(html)
