"""Quality of the real data: the figures and dates of both articles, by value."""

import json
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from labour_migration.labels import months_between, row_quantity
from labour_migration.quantities import Quantity, read_quantities
from labour_migration.validation import find_problems

DATASETS = Path(__file__).parents[1] / "datasets"
DOCUMENT = json.loads((DATASETS / "datapackage.json").read_text(encoding="utf-8"))

# figure_id -> quantity, statement, indicator, first and last day, paragraph.
FIGURES = {
    "the-news-2023-06-05-registrations": (
        Quantity(5000, comparator=">"), "outcome", "registrations", "2022-08-05", "2023-06-04", 1,
    ),
    "the-news-2023-06-05-residents-potential": (
        Quantity(low=200_000, high=999_999), "potential", "residents", "2023-06-05", "2023-06-05", 3,
    ),
    "the-news-2023-06-05-language-schools": (
        Quantity(low=3), "outcome", "language-schools", "2023-06-05", "2023-06-05", 5,
    ),
    "the-news-2023-06-05-arrivals": (Quantity(5000), "outcome", "arrivals", "2022-08-05", "2023-06-04", 6),
    "urdupoint-2024-08-29-trade": (Quantity(1.27e9), "outcome", "trade", "2024-08-29", "2024-08-29", 6),
    "urdupoint-2024-08-29-residents": (
        Quantity(25_000, comparator="~"), "outcome", "residents", "2024-08-29", "2024-08-29", 11,
    ),
}  # fmt: skip
# event_id -> first and last day, how exactly, programme, paragraph (None: place not known).
EVENTS = {
    "moc-titp-2019": ("2019-01-01", "2019-12-31", "year", "titp", 11),
    "moc-ssw-2019": ("2019-01-01", "2019-12-31", "year", "ssw", 11),
    "moc-titp-2019-02-26": ("2019-02-26", "2019-02-26", "day", "titp", None),
    "moc-ssw-2019-12-23": ("2019-12-23", "2019-12-23", "day", "ssw", None),
    "floods-2022": ("2022-01-01", "2022-12-31", "year", "all", 5),
    "all-time-high-2023": ("2023-06-05", "2023-06-05", "day", "all", 1),
    "foreign-minister-visit-2023": ("2023-07-01", "2023-07-04", "day", "all", 5),
    "meeting-2024-08-29": ("2024-08-29", "2024-08-29", "day", "all", 1),
    "progress-titp-2024": ("2024-08-29", "2024-08-29", "day", "titp", 11),
    "progress-ssw-2024": ("2024-08-29", "2024-08-29", "day", "ssw", 11),
}


def paragraph(locator: str) -> int | None:
    return int(locator.split(",")[0].removeprefix("paragraph ")) if locator != "unknown" else None


def days(row: pd.Series, kind: str) -> tuple[str, str]:
    return str(row[f"{kind}_start"].date()), str(row[f"{kind}_end"].date())


def test_no_rule_is_broken(raw):
    assert find_problems(raw) == []


def test_frictionless_finds_the_package_valid_by_itself():
    report = frictionless.validate(str(DATASETS / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])


@pytest.mark.parametrize("figure_id", FIGURES)
def test_figure_is_what_the_article_prints(figure_id, package):
    row = package.reported.set_index("figure_id").loc[figure_id]
    quantity, statement, indicator, first, last, place = FIGURES[figure_id]
    assert row_quantity(row) == quantity
    assert (row["statement"], row["indicator_id"], row["programme_id"]) == (statement, indicator, "all")
    assert days(row, "period") == (first, last)
    assert paragraph(row["locator"]) == place
    assert row["is_period_inferred"]


@pytest.mark.parametrize("event_id", EVENTS)
def test_event_is_dated_as_its_source_dates_it(event_id, package):
    row = package.events.set_index("event_id").loc[event_id]
    first, last, precision, programme, place = EVENTS[event_id]
    assert (*days(row, "date"), row["date_precision"], row["programme_id"]) == (first, last, precision, programme)
    assert paragraph(row["locator"]) == place


def test_no_row_is_there_that_was_not_checked(package):
    assert set(package.reported["figure_id"]) == set(FIGURES)
    assert set(package.events["event_id"]) == set(EVENTS)


def test_ten_months_are_ten_months(package):
    flows = package.reported[package.reported["indicator_id"].isin(["registrations", "arrivals"])]
    assert {months_between(row.period_start, row.period_end) for row in flows.itertuples()} == {10}


def test_both_five_thousands_stay_two_figures(package):
    figures = package.reported.set_index("indicator_id").loc[["registrations", "arrivals"]]
    assert list(figures["comparator"]) == [">", ""]
    assert list(figures["value"]) == [5000, 5000]


@pytest.mark.parametrize("table", ["reported_figures", "events", "sectors"])
def test_words_are_twelve_at_most(table, package):
    assert package.tables[table]["as_printed"].str.split().str.len().max() <= 12


def test_every_number_can_be_read_out_of_its_words(package):
    for _index, row in package.reported.iterrows():
        assert row_quantity(row) in [reading.quantity for reading in read_quantities(row["as_printed"])]


def test_sectors_have_the_role_that_the_articles_give_them(package):
    roles = package.sectors.groupby("role")["sector_id"].apply(set)
    assert roles["community_business"] == {"used-automobiles", "carpet-trade", "halal-food"}
    assert roles["opportunity"] == {"farming", "technical-fields", "information-technology"}


def test_articles_are_dated_and_the_inferred_date_has_its_reason(package):
    urdupoint, the_news = package.sources["urdupoint-2024-08-29"], package.sources["the-news-2023-06-05"]
    assert (str(urdupoint.date_published), urdupoint.is_date_inferred) == ("2024-08-29", False)
    assert (str(the_news.date_published), the_news.is_date_inferred) == ("2023-06-05", True)
    assert "Jang" in the_news.note


def test_archived_copy_is_that_of_the_same_page(package):
    for source in package.sources.values():
        assert source.archive_url == f"https://web.archive.org/web/{source.url}"


def test_programmes_start_when_their_sources_say(package):
    starts = package.programmes["date_start"]
    assert starts[["all", "titp", "ssw", "esd"]].to_list() == ["", "2019-02", "2019-04", "2027-04"]


@pytest.mark.parametrize("resource", DOCUMENT["resources"], ids=lambda resource: resource["name"])
def test_closed_lists_are_told_twice_and_alike(resource):
    for field in resource["schema"]["fields"]:
        listed = [choice["value"] for choice in field.get("categories", ())]
        assert listed == field.get("constraints", {}).get("enum", []), field["name"]


@pytest.mark.parametrize("resource", DOCUMENT["resources"], ids=lambda resource: resource["name"])
def test_file_is_utf8_without_mark_and_with_plain_line_ends(resource):
    content = (DATASETS / resource["path"]).read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert content.decode("utf-8").splitlines()[0].split(",") == [f["name"] for f in resource["schema"]["fields"]]


def test_every_csv_file_is_a_resource():
    assert {file.name for file in DATASETS.glob("*.csv")} == {resource["path"] for resource in DOCUMENT["resources"]}
