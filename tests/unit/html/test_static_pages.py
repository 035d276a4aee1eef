"""Pages of the static edition, by what stands in them and what does not."""

import gzip
import json
import re
from datetime import date

import pytest

from labour_migration.edition import Address, list_addresses, make_edition
from labour_migration.html.static_pages import Assets, Site, lay_out, write_missing, write_page
from labour_migration.language import LOCALES, speaking
from labour_migration.site import find_view
from views import layout_of

RESIDENTS, CLAIMS, DATA = map(find_view, ("residents", "claims", "data"))
FIGURE = "urdupoint-2024-08-29-residents"
ADDRESSES = [
    Address(RESIDENTS),
    Address(RESIDENTS, "chart", "residents"),
    Address(RESIDENTS, "interactive", "residents"),
    Address(RESIDENTS, "prefecture", "JP-11"),
    Address(CLAIMS),
    Address(CLAIMS, "figure", FIGURE),
    Address(DATA, "part", "sources"),
    Address(DATA, "part", "glossary"),
]


@pytest.fixture(scope="module")
def site(package) -> Site:
    loaded = Assets("/assets/a.css", "/assets/icon.png", ("/assets/a.woff2",), "/assets/a.js", "/assets/chart.css")
    assets = dict.fromkeys(LOCALES, loaded)
    edition = make_edition("https://example.org/", ADDRESSES, package)
    return Site(package, layout_of, edition, assets, date(2026, 11, 27))


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.path)
def test_page_has_no_script_no_form_and_no_link_with_a_query_of_ours(address, site):
    html = write_page(address, site).html.replace("<script src=/assets/a.js type=module>", "")  # of one, tested below
    assert not re.search(r"<script(?! type=application/ld)|<button|<input|<form|<iframe| on\w+=", html)
    assert not re.search(r'href="?(?:/|https://example\.org)[^ >"]*\?', html)
    assert 'target="_' not in html
    assert html.count("<h1") == 1


def test_page_shows_each_finding_with_its_drawing_and_leads_to_its_rows_files_and_citation(site, official_figure):
    html = write_page(Address(RESIDENTS), site).html
    assert f"{official_figure('2025-12-31')} Pakistanis lived in Japan in December 2025" in html
    assert len(re.findall(r"<svg [^>]*role=img", html)) == 4
    for anchor, name in {"table": "Table", "download": "Download", "cite": "Cite"}.items():
        assert f"<a href=/residents/chart/residents/#{anchor}>{name}</a>" in html
    assert "<a href=/residents/prefecture/JP-11/>Saitama</a>" in html


def test_page_of_a_chart_has_all_rows_and_offers_every_form_of_them(site, package, official_figure):
    made = write_page(Address(RESIDENTS, "chart", "residents"), site)
    assert f"<td>{official_figure('2012-12-31')}<td>" in made.html
    assert "accessed on 27 November 2026" in made.html
    version = package.descriptor.version
    names = [f"residents.v{version}.{ending}" for ending in ("csv", "json", "xlsx", "zip", "bib", "ris", "csl.json")]
    assert {f"files/{name}" for name in names} <= set(made.files)
    for path in made.files:
        assert f"href=/{path}>" in made.html
    assert made.files[f"files/residents.v{version}.csv"].write().startswith(b"\xef\xbb\xbf")


def test_long_table_of_a_chart_is_cut_with_word_of_the_file_that_has_all(site, package):
    made = write_page(Address(find_view("arrivals"), "chart", "visitor-arrivals-by-month"), site)
    assert made.html.count("<tr>") == 240 + 1
    (csv,) = (file.write() for path, file in made.files.items() if path.endswith(".csv"))
    assert f"The first 240 of {csv.count(bytes((13, 10))) - 1} rows. The file has all of them." in made.html


def test_interactive_chart_has_a_page_of_its_own_which_alone_loads_a_script(site, package):
    rows = write_page(Address(RESIDENTS, "chart", "residents"), site).html
    assert "<a href=/residents/interactive/residents/>Interactive chart</a>" in rows
    made = write_page(Address(RESIDENTS, "interactive", "residents"), site)
    assert re.findall(r"<script[^>]* src=[^>]*>", made.html) == ["<script src=/assets/a.js type=module>"]
    assert "<link href=/assets/chart.css rel=stylesheet>" in made.html
    assert re.search(r"<div data-chart=\./chart\.bin id=interactive><svg [^>]*role=img", made.html)
    assert "<a href=/residents/chart/residents/>Table</a>" in made.html
    told = json.loads(gzip.decompress(made.files["residents/interactive/residents/chart.bin"].write()))
    assert told["figure"]["data"]
    assert told["words"]["points"].endswith(": use the arrow keys to read points")


def test_chart_that_no_script_draws_has_no_interactive_page(package):
    paths = {address.path for address in list_addresses(package, layout_of)}
    assert {"residents/interactive/residents/", "arrivals/chart/arrivals-compared/"} <= paths
    assert "arrivals/interactive/arrivals-compared/" not in paths


def test_page_of_a_statement_has_its_words_its_result_and_its_citation(site):
    html = write_page(Address(CLAIMS, "figure", FIGURE), site, "<title>T</title>").html
    assert "25,000-strong Pakistani diaspora in Japan" in html
    assert re.search(r"<b>Wikipedia</b>\s*<pre>\{\{cite web", html)
    assert "<title>T</title>" in html


def test_links_stay_in_the_language_of_the_page(site):
    with speaking("ur"):
        html = write_page(Address(RESIDENTS), site).html
    assert "<html dir=rtl lang=ur>" in html
    assert "href=/ur/residents/chart/residents/#table" in html
    assert "href=/ja/residents/" in html
    assert "href=/residents/ hreflang=en" in html


def test_page_names_itself_in_every_language(site):
    html = write_page(Address(DATA, "part", "glossary"), site).html
    assert "<title>Glossary: terms and marks – Labour migration from Pakistan to Japan</title>" in html
    assert "<link href=https://example.org/data/part/glossary/ rel=canonical>" in html
    assert "<link href=https://example.org/ur/data/part/glossary/ hreflang=ur rel=alternate>" in html


def test_sources_are_a_table_without_a_search_field(site, package):
    html = write_page(Address(DATA, "part", "sources"), site).html
    assert html.count("<tr>") == len(package.sources) + 1
    title, _shown = lay_out(Address(DATA, "part", "sources"), site)
    assert title == "All sources"


def test_missing_page_leads_to_all_pages(site):
    html = write_missing(site)
    assert "<meta content=noindex name=robots>" in html
    assert "<li><a href=/about/>About and accessibility</a>" in html
