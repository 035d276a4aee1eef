"""Every page in a released version of the data: the whole of it is of that version, and every link leads to it."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from labour_migration.charts import filters_of, options_of
from labour_migration.data.package import DataPackage
from labour_migration.data.versions import list_versions, read_version
from labour_migration.html.pages import write_blocks, write_shell
from labour_migration.previews import list_records
from labour_migration.site import PAGES, Page
from labour_migration.view import format_address, parse_view
from views import layout_of

DATASETS = Path(__file__).parents[2] / "datasets"
TODAY = (DATASETS / "datapackage.json").read_bytes()
VERSION = "3.1.0"
LINK = re.compile(r'href="([^"#]*)')


@pytest.fixture(scope="module")
def old() -> DataPackage:
    return read_version(VERSION, DATASETS, TODAY)


def write_page(page: Page, package: DataPackage, query: dict[str, list[str]]) -> str:
    view, problems = parse_view(query, options_of(page.view), package, filters_of(page.view))
    assert problems == []
    assert view.selection.version == package.pin
    return write_shell(page, view, write_blocks(layout_of(page)(package, view)))


def leads_elsewhere(html: str) -> list[str]:
    """The links of a page to pages and files of the site that do not ask for its version; feeds are of all versions."""
    found = [urlsplit(unescape(address)) for address in LINK.findall(html)]
    within = [
        link for link in found if not link.scheme and (link.path or link.query) and not link.path.endswith(".atom")
    ]
    assert len(within) > len(PAGES)
    return [link.geturl() for link in within if parse_qs(link.query).get("v") != [VERSION]]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_page_links_to_its_version_alone(page, old):
    html = write_page(page, old, {})
    assert f"This page shows version {VERSION} of the data, 26 November 2026, as it was then." in unescape(html)
    today = page.path or "./"
    assert leads_elsewhere(html) == ["data?part=corrections", today]
    for form in re.findall("<form.*?</form>", html):
        assert f'<input type="hidden" name="v" value="{VERSION}">' in form


@pytest.mark.parametrize("view", ["claims", "data"])
def test_record_links_to_its_version_alone(view, old):
    page = next(one for one in PAGES if one.view == view)
    code = list_records(page, old)[0]
    html = write_page(page, old, {page.record: [code]})
    assert leads_elsewhere(html) == ["data?part=corrections", f"{page.path}?{page.record}={code}"]


def test_part_links_to_its_version_alone(old):
    page = next(one for one in PAGES if one.view == "data")
    for part in ("rows", "tables", "missing-figures", "api", "cite", "glossary", "codebook", "corrections"):
        html = write_page(page, old, {"part": [part]})
        assert leads_elsewhere(html) == ["data?part=corrections", f"data?part={part}"]


def test_page_says_how_many_of_its_figures_have_changed_since(old):
    """The one official figure that 3.2.0 corrected is of arrivals: workers registered in January to March 2025."""
    told = {page.view: re.search(r">([^<]*) changed since\.<", write_page(page, old, {}))[1] for page in PAGES}
    assert told == {
        **{page.view: "None of the figures shown has" for page in PAGES},
        "arrivals": "1 of the figures shown has",
        "data": "1 of the figures shown has",
    }
    newest = read_version(list_versions(DATASETS)[-1], DATASETS, TODAY)
    assert "changed since" not in write_page(PAGES[0], newest, {})


def test_address_of_a_view_asks_for_its_version(old):
    view, _problems = parse_view({"from": ["2019"]}, options_of("residents"), old, filters_of("residents"))
    assert format_address(view) == f"?from=2019&v={VERSION}"
    assert view.selection.is_everything is False
    assert parse_view({}, (), old)[0].is_everything


@pytest.mark.parametrize("version", list_versions(DATASETS))
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_every_page_can_be_shown_in_every_version(page, version):
    package = read_version(version, DATASETS, TODAY)
    assert f"version {version} of the data" in unescape(write_page(page, package, {}))
