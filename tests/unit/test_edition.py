"""Addresses of the app as paths of files."""

import pytest

from labour_migration.edition import Address, list_addresses, make_edition
from labour_migration.language import speaking
from labour_migration.previews import list_records
from labour_migration.site import PAGES
from labour_migration.statements import originals
from views import layout_of

FIGURE = "urdupoint-2024-08-29-residents"


@pytest.fixture(scope="module")
def addresses(package):
    return list_addresses(package, layout_of)


@pytest.fixture(scope="module")
def edition(package, addresses):
    return make_edition("https://example.org/site/", addresses, package)


def test_every_page_statement_and_source_has_one_path(package, addresses):
    paths = [address.path for address in addresses]
    assert len(set(paths)) == len(paths)
    records = [(page, code) for page in PAGES for code in list_records(page, package)]
    assert len(records) == len(originals(package)) + len(package.sources)
    assert {Address(page) for page in PAGES} <= set(addresses)
    assert {Address(page, page.record, code) for page, code in records} <= set(addresses)
    assert {"residents/chart/residents-by-status/", "data/part/glossary/", "programmes/part/more/"} <= set(paths)
    assert "residents/prefecture/JP-11/" in paths


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("", ""),
        ("residents", "residents/"),
        ("residents#residents", "residents/#residents"),
        ("residents?programme=titp&from=2019", "residents/"),
        (f"claims?figure={FIGURE}", f"claims/figure/{FIGURE}/"),
        ("data?part=glossary&v=5.0.0#glossary", "data/part/glossary/#glossary"),
        ("data?source=isa-residents-by-status", "data/source/isa-residents-by-status/"),
        ("data?source=nobody", "data/"),
        ("residents?prefecture=JP-11#prefecture", "residents/prefecture/JP-11/"),
        ("gaps", "data/#missing-data"),
        ("corrections", "data/part/corrections/#corrections"),
        ("corrections.atom", "corrections.atom"),
        (f"claims.atom?figure={FIGURE}", f"claims/figure/{FIGURE}.atom"),
        ("api/v1/", "api/v1/index.json"),
        ("api/v1/official.csv?indicator=residents", "api/v1/official.csv"),
        ("embed/residents", "embed/residents/"),
        ("preview/residents.png?version=5.1.0", "preview/residents.png"),
        ("claims/figure/x/", "claims/figure/x/"),
    ],
)
def test_address_leads_to_a_file(edition, address, path):
    assert edition.locate(address) == path


def test_repeat_leads_to_the_statement_that_it_repeats(package, edition):
    repeat = package.reported[package.reported["repeats"] != ""].iloc[0]
    assert edition.locate(f"claims?figure={repeat['figure_id']}") == f"claims/figure/{repeat['repeats']}/"


def test_links_are_below_the_site_in_the_language_of_the_page(edition):
    links = '<a href="./trade?from=2020" target="_self">A</a> <a href="../ja/">B</a> <a href="#c">C</a>'
    links += '<a href="https://www.e-stat.go.jp/?a=1&amp;b=2" target="_blank" rel="noopener">D</a>'
    with speaking("ur"):
        assert edition.lead(links, "residents/") == (
            '<a href="/site/ur/trade/">A</a> <a href="/site/ja/">B</a> <a href="#c">C</a>'
            '<a href="https://www.e-stat.go.jp/?a=1&amp;b=2">D</a>'
        )


def test_link_to_a_filter_of_the_same_page_is_text_since_a_file_has_no_filters(edition):
    assert edition.lead('<a href="residents?programme=student">Student</a>', "residents/") == "Student"
    assert edition.lead('<a href="./residents">All</a>', "residents/") == '<a href="/site/residents/">All</a>'


def test_paragraph_that_only_leads_to_its_own_page_is_left_out(edition):
    link = f'<a href="claims?figure={FIGURE}">Link, chart and citation of this figure</a>'
    here = f"claims/figure/{FIGURE}/"
    assert edition.lead(f"<div><p>{link}</p><p>Note</p></div>", here) == "<div><p>Note</p></div>"
    assert edition.lead(f"<p>See {link}</p>", here) == "<p>See Link, chart and citation of this figure</p>"
    assert edition.lead(f"<p>{link}</p>", "claims/") == (
        f'<p><a href="/site/{here}">Link, chart and citation of this figure</a></p>'
    )


def test_addresses_in_texts_lead_to_files_too_and_keep_the_full_stop_behind_them(edition):
    base = "https://example.org/site/"
    told = f"See {base}claims?figure={FIGURE}. Or {base}ur/data?source=isa-residents-by-status, and {base}."
    assert edition.lead_absolute(told) == (
        f"See {base}claims/figure/{FIGURE}/. Or {base}ur/data/source/isa-residents-by-status/, and {base}."
    )


@pytest.mark.parametrize("quote", ["&quot;", "&#34;"])
def test_address_in_a_text_is_found_where_a_quote_is_escaped_behind_it(edition, quote):
    told = f"src={quote}https://example.org/site/embed/residents{quote} title"
    assert edition.lead_absolute(told) == f"src={quote}https://example.org/site/embed/residents/{quote} title"
