"""What a link to an address shows: the titles and descriptions of pages, statements and sources."""

import pytest

from labour_migration.charts import filters_of, options_of
from labour_migration.previews import find_record, list_records, preview
from labour_migration.site import PAGES, find_page, format_title
from labour_migration.view import parse_view

RESIDENTS = "urdupoint-2024-08-29-residents"
RECORDED = [page for page in PAGES if page.record]
named = pytest.mark.parametrize("page", RECORDED, ids=lambda page: page.view)


def ask(page, code, package):
    """The record that an address of a page names."""
    query = {page.record: [code], "from": ["2024"]}
    return find_record(page, parse_view(query, options_of(page.view), package, filters_of(page.view))[0], package)


def test_page_shows_its_own_title_and_description_even_without_data():
    shown = preview(find_page("trade"))
    assert (shown.title, shown.description, shown.path) == (
        format_title(find_page("trade")), find_page("trade").description, "trade"
    )  # fmt: skip


def test_statement_shows_its_finding_and_the_sentences_of_its_result(package):
    shown = preview(find_page("claims"), package, RESIDENTS)
    assert shown.title == "About 25,000 (Pakistanis living in Japan): Consistent"
    assert shown.description == (
        "UrduPoint, 29 August 2024: “25,000-strong Pakistani diaspora in Japan”. Reported: about 25,000. Latest "
        "official figure then public: 25,334 (31 December 2023). The two are consistent. The count closest to the day "
        "itself was published later: 27,642 (30 June 2024)."
    )
    assert shown.path == f"claims?figure={RESIDENTS}"


def test_long_description_ends_with_a_sentence(package):
    shown = preview(find_page("claims"), package, "the-news-2023-06-05-residents-potential")
    assert shown.description.endswith("Latest official figure: 34,911 (Pakistanis living in Japan, 31 December 2025).")


def test_source_shows_its_title_and_what_is_recorded_from_it(package):
    shown = preview(find_page("data"), package, "urdupoint-2024-08-29")
    assert shown.title == "Source: Pakistan keen to expand cooperation with Japan (UrduPoint)"
    assert shown.description == (
        "UrduPoint, 29 August 2024: article or web page. Recorded from it: 2 reported figures and 12 events."
    )
    assert shown.path == "data?source=urdupoint-2024-08-29"


def test_source_without_rows_says_only_what_it_is(package):
    shown = preview(find_page("data"), package, "isa-release-2024-03-22")
    assert shown.description == "kanridantai.net, no date: background source."


@named
def test_every_record_has_a_title_and_an_address_of_its_own_and_few_words(page, package):
    shown = [preview(page, package, code) for code in list_records(page, package)]
    assert len(shown) == len({one.title for one in shown}) == len({one.path for one in shown})
    assert max(len(one.description) for one in shown) <= 315
    assert all(one.description.endswith((".", "。")) for one in shown)


def test_records_are_the_statements_without_their_repeats_and_all_sources(package):
    repeats = package.reported["repeats"] != ""
    assert list_records(find_page("claims"), package) == package.reported.loc[~repeats, "figure_id"].to_list()
    assert list_records(find_page("data"), package) == list(package.sources)
    assert list_records(find_page("trade"), package) == []


@named
def test_address_names_a_record_whatever_else_it_says(page, package):
    for code in list_records(page, package):
        assert ask(page, code, package) == code
    assert ask(page, "unknown", package) == ""


def test_repeat_names_the_statement_that_it_repeats(package):
    repeats = package.reported[package.reported["repeats"] != ""]
    assert len(repeats)
    for row in repeats.to_dict("records"):
        assert ask(find_page("claims"), row["figure_id"], package) == row["repeats"]


def test_page_without_records_names_none(package):
    page = find_page("trade")
    view, _problems = parse_view({"figure": [RESIDENTS]}, options_of(page.view), package)
    assert find_record(page, view, package) == ""
