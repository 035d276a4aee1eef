"""Quality of the real data, by value: the figures and dates of both articles, the official statistics beside them."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from labour_migration.data.files import read_files
from labour_migration.data.package import DataPackage, RawPackage, RawTable, parse_table
from labour_migration.data.remarks import with_whole_notes
from labour_migration.data.rules.engine import find_problems
from labour_migration.data.series import KEY, build_series, full_series, pick
from labour_migration.data.versions import list_versions, read_version_files
from labour_migration.labels import months_between, row_quantity
from labour_migration.quantities import Quantity, read_quantities
from labour_migration.results.reconcile import reconcile
from labour_migration.results.tolerances import USUAL_LAG
from labour_migration.results.wording import describe_verdict

DATASETS = Path(__file__).parents[1] / "datasets"
VERSIONS = Path(__file__).parent / "data_versions.toml"
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
    "settling-pakistanis-2023": ("2023-06-05", "2023-06-05", "day", "all", 2),
    "embassy-seminars-2023": ("2023-06-05", "2023-06-05", "day", "all", 3),
    "task-force-2023": ("2023-06-05", "2023-06-05", "day", "all", 4),
    "japanese-required-2023": ("2023-06-05", "2023-06-05", "day", "all", 5),
    "ministry-website-2023": ("2023-06-05", "2023-06-05", "day", "all", 6),
    "foreign-minister-visit-2023": ("2023-07-01", "2023-07-04", "day", "all", 5),
    "meeting-2024-08-29": ("2024-08-29", "2024-08-29", "day", "all", 1),
    "progress-titp-2024": ("2024-08-29", "2024-08-29", "day", "titp", 11),
    "progress-ssw-2024": ("2024-08-29", "2024-08-29", "day", "ssw", 11),
    "trade-below-potential-2024": ("2024-08-29", "2024-08-29", "day", "all", 6),
    "jica-flagship-projects-2024": ("2024-08-29", "2024-08-29", "day", "all", 7),
    "investment-partner-2024": ("2024-08-29", "2024-08-29", "day", "all", 8),
    "bilateral-mechanisms-2024": ("2024-08-29", "2024-08-29", "day", "all", 10),
    "friendship-group-2024": ("2024-08-29", "2024-08-29", "day", "all", 10),
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


# figure_id -> quantity, statement, indicator, programme, first and last day (None: undated), what it repeats.
REPORTS = {
    "public-news-2023-02-16-workers-sent": (  # Urdu
        Quantity(900), "outcome", "workers-sent", "all", ("2023-02-16", "2023-02-16"), "",
    ),
    "javed-chaudhry-2019-11-27-workers-needed": (
        Quantity(350_000), "potential", "workers-needed", "all", ("2019-11-27", "2019-11-27"), "",
    ),
    "sbp-via-munafah-2021-01-05-remittances": (
        Quantity(38_100_000), "outcome", "remittances", "all", ("2020-07-01", "2020-11-30"), "",
    ),
    "jang-1163430-residents": (Quantity(15_000, comparator=">"), "outcome", "residents", "all", None, ""),
    "digima-2017-12-15-trade": (  # Japanese
        Quantity(2e9, comparator="~"), "outcome", "trade", "all", ("2017-12-15", "2017-12-15"),
        "the-news-2017-12-14-trade",
    ),
    "jablog-relations-trade": (Quantity(1.9e9), "outcome", "trade", "all", ("2015-01-01", "2015-12-31"), ""),
    "midoricoop-seminar-interns": (Quantity(4), "outcome", "interns-dispatched", "titp", None, ""),
    "ary-2019-12-residents": (  # English
        Quantity(25_000), "outcome", "residents", "all", ("2019-12-01", "2019-12-31"), "",
    ),
    "wikipedia-pakistanis-in-japan-residents": (
        Quantity(29_647), "outcome", "residents", "all", ("2024-12-01", "2024-12-31"), "",
    ),
    "the-nation-2020-03-20-interns-dispatched": (
        Quantity(0), "outcome", "interns-dispatched", "titp", ("2019-02-01", "2020-03-20"), "",
    ),
    "the-azb-2025-05-workers-needed": (
        Quantity(820_000), "potential", "workers-needed", "ssw", ("2025-05-01", "2025-05-31"), "",
    ),
    "ppi-2021-08-04-trainees": (
        Quantity(120, comparator="~"), "target", "trainees-jica", "all", ("2021-04-01", "2022-03-31"), "",
    ),
    "daily-the-province-2026-02-goods-to-japan": (
        Quantity(33.7e9), "outcome", "goods-to-japan-jpy", "all", ("2023-01-01", "2023-12-31"), "",
    ),
    "daily-business-report-workers-sent": (  # Urdu, in words
        Quantity(900), "outcome", "workers-sent", "all", None, "public-news-2023-02-16-workers-sent",
    ),
    "embassy-of-pakistan-tokyo-manpower-residents": (
        Quantity(22), "outcome", "residents", "titp", ("2020-06-30", "2020-06-30"), "",
    ),
    "eco-coop-nagoya-seminar-residents": (
        Quantity(70, comparator="~"), "outcome", "residents", "labour-programmes", None, "",
    ),
    "asean-group-embassy-visit-residents": (
        Quantity(low=20, high=99), "outcome", "residents", "labour-programmes", None, "",
    ),
    "oks-cooperative-pakistan-interviewed": (
        Quantity(100, comparator="~"), "outcome", "intern-candidates", "titp", ("2023-07-01", "2025-12-31"), "",
    ),
    "siasat-english-teachers-teachers": (
        Quantity(30), "potential", "hired-by-occupation", "all", ("2025-04-07", "2026-03-24"), "",
    ),
    "daily-times-2025-03-residents": (
        Quantity(25_000, comparator="~"), "outcome", "residents", "all", ("2025-03-01", "2025-03-31"),
        "pakistan-today-2025-03-04-residents",
    ),
    "hamariweb-jft-basic-candidates": (
        Quantity(500, comparator="<="), "potential", "jft-basic-candidates", "all", ("2025-10-11", "2025-11-08"), "",
    ),
    "business-recorder-inomata-trade": (Quantity(low=1.6e9, high=2e9), "outcome", "trade", "all", None, ""),
    "pbc-2019-trade-deficit": (
        Quantity(2.1e9, comparator="<"), "outcome", "trade-deficit", "all", ("2018-01-01", "2018-12-31"), "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("figure_id", REPORTS)
def test_report_is_what_the_page_prints(figure_id, package):
    row = package.reported.set_index("figure_id").loc[figure_id]
    quantity, statement, indicator, programme, period, repeats = REPORTS[figure_id]
    assert row_quantity(row) == quantity
    assert (row["statement"], row["indicator_id"], row["programme_id"]) == (statement, indicator, programme)
    assert row["repeats"] == repeats
    assert pd.isna(row["period_end"]) if period is None else days(row, "period") == period


def test_reports_are_in_three_languages(package):
    sources = [package.sources[source_id] for source_id in package.reported["source_id"].unique()]
    assert {source.language for source in sources} == {"en", "ur", "ja"}


def test_excerpts_say_so(articles, package):
    excerpts = package.reported.drop(articles.index)
    assert set(excerpts["locator"]) == {"unknown"}
    assert excerpts["remarks"].str.split().str[0].eq("excerpt-only").all()


# original -> the rows that repeat it
REPEATS = {
    "the-news-2023-06-05-registrations": {
        "javed-chaudhry-2023-06-05-registrations",
        "tufs-2023-07-09-registrations",
        "newsmakers-pk-employment-registrations",
        "knowledge-by-lanes-immigrating-registrations",
    },
    "public-news-2023-02-16-workers-sent": {"daily-business-report-workers-sent"},
    "pakistan-today-2025-03-04-residents": {"daily-times-2025-03-residents"},
    "balochistan-post-2023-09-workers-sent": {"samaa-2023-09-workers-sent"},
    "the-nation-2016-11-05-trade": {"app-urdu-2016-11-05-trade"},
    "the-news-2017-12-14-trade": {"digima-2017-12-15-trade"},
    "pid-2018-04-26-trade": {"the-news-2018-10-16-trade"},
    "urdupoint-2024-08-29-trade": {"pakistan-today-2024-08-29-trade"},
    "urdupoint-2024-09-04-trade": {"business-recorder-2024-09-05-trade", "express-tribune-2024-09-05-trade"},
    "pakistan-today-2025-03-04-trade": {"daily-times-2025-03-trade", "newswire-pakistan-2025-03-04-trade"},
    "moc-via-urdupoint-2025-05-05-trade": {"wnp-2025-05-05-trade"},
}


def test_statement_that_ran_in_several_outlets_is_one(package):
    repeats = package.reported[package.reported["repeats"] != ""]
    assert repeats.groupby("repeats")["figure_id"].apply(set).to_dict() == REPEATS


def test_the_five_thousand_of_five_outlets_kept_its_hedge_in_four(package):
    story = package.reported[
        (package.reported["repeats"] == "the-news-2023-06-05-registrations")
        | (package.reported["figure_id"] == "the-news-2023-06-05-registrations")
    ]
    assert story["value"].nunique() == 1
    assert sorted(story["comparator"]) == ["", ">", ">", ">", ">"]


# Statements that no official figure fits, or for which none was found.
WITHOUT_OFFICIAL = {
    "the-news-2023-06-05-language-schools", "midoricoop-seminar-interns", "pni-labour-agreement-places",
    "phone-world-2020-12-23-companies", "phone-world-2020-12-23-engineers", "the-current-hiring-it-experts",
    "the-current-hiring-residents", "jang-1163430-residents", "ppi-2021-08-04-trainees",
    "the-nation-2025-01-17-candidates", "majyd-aziz-2011-03-20-trade", "app-trade-envoy-trade",
    "the-nation-2016-11-05-trade", "app-2018-04-19-trade", "cna-2025-12-02-trade-deficit",
    "daily-the-province-2026-02-goods-to-japan", "daily-the-province-2026-02-goods-to-pakistan",
    "pakistan-today-2025-03-04-japanese-companies", "the-azb-2025-05-it-contracts",
    "eco-coop-nagoya-seminar-residents", "asean-group-embassy-visit-residents", "business-recorder-inomata-trade",
}  # fmt: skip


def test_statement_without_an_official_figure_has_the_reason_alone(package):
    none = package.comparisons[package.comparisons["indicator_id"] == ""]
    assert set(none["figure_id"]) == WITHOUT_OFFICIAL
    assert (none["method"] == "").all()


# figure_id -> the official figures that it is held against: indicator, route, method, first and last day, same.
COMPARISONS = {
    "urdupoint-2024-08-29-residents": [("residents", "all", "stock_at", "2024-08-29", "2024-08-29", True)],
    "urdupoint-2024-08-29-trade": [
        ("trade", "all", "flow_in", "2023-07-01", "2024-06-30", True),
        ("trade", "all", "flow_in", "2022-07-01", "2023-06-30", True),
    ],
    **{
        figure: [
            ("residents", "all", "change_between", "2022-06-30", "2023-06-30", False),
            ("workers-registered", "all", "flow_in", "2022-01-01", "2022-12-31", False),
            ("workers-registered", "all", "flow_in", "2023-01-01", "2023-12-31", False),
            ("new-entrants", "all", "flow_in", "2023-01-01", "2023-12-31", False),
            ("entries", "all", "flow_in", "2022-01-01", "2022-12-31", False),
            ("entries", "all", "flow_in", "2023-01-01", "2023-12-31", False),
            ("visitor-arrivals", "all", "flow_in", "2022-08-01", "2023-05-31", False),
        ]
        for figure in ("the-news-2023-06-05-registrations", "the-news-2023-06-05-arrivals")
    },
    "the-nation-2020-03-20-interns-dispatched": [("residents", "titp", "stock_at", "2020-06-30", "2020-06-30", False)],
    "the-news-2022-12-03-trainee-visas": [("residents", "titp", "stock_at", "2023-06-30", "2023-06-30", False)],
    "app-2024-03-30-teachers-hired": [("residents", "instructor", "change_between", "2023-12-31", "2024-06-30", False)],
    "sbp-via-neo-2021-06-25-remittances": [("remittances", "all", "flow_in", "2020-07-01", "2021-05-31", True)],
    "embassy-of-pakistan-tokyo-manpower-residents": [
        ("residents", "titp", "stock_at", "2020-06-30", "2020-06-30", True)
    ],
    "oks-cooperative-pakistan-interviewed": [("residents", "titp", "stock_at", "2025-12-31", "2025-12-31", False)],
}


@pytest.mark.parametrize("figure_id", COMPARISONS)
def test_report_is_held_against_what_was_chosen(figure_id, package):
    rows = package.comparisons[package.comparisons["figure_id"] == figure_id]
    chosen = [
        (row["indicator_id"], row["programme_id"], row["method"], *days(row, "period"), row["is_same_definition"])
        for _index, row in rows.iterrows()
    ]
    assert chosen == COMPARISONS[figure_id]


# figure_id -> the result, and the official figures: value, last day of the period, second official figure beside it.
RESULTS = {
    "urdupoint-2024-08-29-residents": ("agrees", [(25_334, "2023-12-31", 27_642)]),
    "pakistan-today-2025-03-04-residents": ("agrees_with_earlier", [(27_642, "2024-06-30", 29_647)]),
    "the-news-2017-12-14-residents": ("below", [(14_312, "2017-06-30", None)]),
    "ary-2019-12-residents": ("above", [(16_968, "2019-06-30", 17_766)]),
    "pakistanis-news-2021-04-26-residents": ("above", [(19_103, "2020-12-31", None)]),
    "daily-the-province-2026-02-residents": ("well_below", [(32_478, "2025-06-30", 34_911)]),
    "wikipedia-pakistanis-in-japan-residents": ("repeats_official", [(29_647, "2024-12-31", None)]),
    "explained-today-pakistanis-in-japan-residents": ("repeats_official", [(23_417, "2023-06-30", None)]),
    "urdupoint-2024-08-29-trade": (
        "not_judged",
        [(1_330_000_000, "2024-06-30", None), (1_260_000_000, "2023-06-30", None)],
    ),
    "urdupoint-2024-09-04-trade": (
        "not_judged",
        [(1_330_000_000, "2024-06-30", None), (1_260_000_000, "2023-06-30", None)],
    ),
    "pakistan-today-2025-03-04-trade": (
        "not_judged",
        [(1_330_000_000, "2024-06-30", None), (1_260_000_000, "2023-06-30", None)],
    ),
    "newsguru-2024-04-trade": ("repeats_official", [(1_260_000_000, "2023-06-30", None)]),
    "moc-via-urdupoint-2025-05-05-trade": ("repeats_official", [(1_330_000_000, "2024-06-30", None)]),
    "comtrade-via-observer-bd-2022-01-11-goods-to-japan": (
        "repeats_official",
        [(216_000_000, "2018-12-31", 202_000_000)],
    ),
    "jablog-relations-trade": (
        "agrees",
        [(1_888_914_316, "2015-12-31", None), (1_935_488_343, "2015-12-31", None)],
    ),
    "pbc-2019-trade-deficit": ("agrees", [(2_082_000_000, "2018-12-31", None)]),
    "the-news-2019-06-23-trade": ("not_judged", [(2_486_000_000, "2018-12-31", None)]),
    "the-news-2017-12-14-goods-to-japan": (
        "not_judged",
        [(166_211_470, "2016-12-31", None), (267_929_735, "2016-12-31", None)],
    ),
    "beoe-via-app-2025-04-21-workers-registered": ("repeats_official", [(108, "2025-03-31", None)]),
    "public-news-2023-02-16-workers-sent": ("not_comparable", [(900, "2022-12-31", None)]),
    "balochistan-post-2023-09-workers-sent": ("not_comparable", [(900, "2022-12-31", None)]),
    "app-2024-03-30-teachers-hired": ("not_comparable", [(35, "2024-06-30", None)]),
    "the-news-2022-12-03-trainee-visas": ("not_comparable", [(17, "2023-06-30", None)]),
    "embassy-of-pakistan-tokyo-manpower-residents": ("above", [(6, "2020-06-30", None)]),
    "the-news-2023-06-05-residents-potential": ("pending", [(34_911, "2025-12-31", None)]),
    "the-news-2023-06-05-language-schools": ("no_counterpart", []),
}


@pytest.mark.parametrize("figure_id", RESULTS)
def test_result_is_what_a_careful_reader_reached_by_hand(figure_id, package):
    found = [one for one in reconcile(package) if one.figure["figure_id"] == figure_id]
    officials = [
        (one.official.value, str(one.official.period_end.date()), one.beside and one.beside.value)
        for one in found
        if one.official
    ]
    assert ({one.verdict for one in found}, officials) == ({RESULTS[figure_id][0]}, RESULTS[figure_id][1])


# figure_id -> what its card says.
CARDS = {
    "urdupoint-2024-08-29-residents": (
        "Reported: about 25,000. Latest official figure then public: 25,334 (31 December 2023). The two are "
        "consistent. The count closest to the day itself was published later: 27,642 (30 June 2024)."
    ),
    "pakistan-today-2025-03-04-residents": (
        "Reported: about 25,000. Latest official figure then public: 27,642 (30 June 2024). It matches an older "
        "figure, 14 months old then: 25,334 (31 December 2023). The count closest to the day itself was published "
        "later: 29,647 (31 December 2024)."
    ),
    "ary-2019-12-residents": (
        "Reported: 25,000. Latest official figure then public: 16,968 (30 June 2019). The reported figure is 8,032 "
        "(47.3% of the official figure) higher. The count closest to the day itself was published later: 17,766 "
        "(31 December 2019)."
    ),
    "daily-the-province-2026-02-residents": (
        "Reported: more than 26,000. Latest official figure then public: 32,478 (30 June 2025). That is true, but well "
        "below: the number is 6,478 (19.9% of the official figure) lower. The count closest to the day itself was "
        "published later: 34,911 (31 December 2025)."
    ),
    "urdupoint-2024-08-29-trade": (
        "Reported: US$1.27 billion. The article gives no year. The number lies between US$1.26 billion (FY2022-23) and "
        "US$1.33 billion (FY2023-24)."
    ),
    "comtrade-via-observer-bd-2022-01-11-goods-to-japan": (
        "Reported: US$216 million. It repeats the official figure: US$216 million (2018). Another official figure for "
        "2018: US$202 million."
    ),
    "public-news-2023-02-16-workers-sent": (
        "Reported: 900. Closest official figure: 900 (Workers registered in Pakistan for work in Japan, 2022). The "
        "numbers are the same, but they measure different things."
    ),
    "the-news-2023-06-05-residents-potential": (
        "Reported: “hundreds of thousands”. This is a forecast or plan, so we do not check it. Latest official figure: "
        "34,911 (Pakistanis living in Japan, 31 December 2025). When it was reported: 22,118 (31 December 2022)."
    ),
}


@pytest.mark.parametrize("figure_id", CARDS)
def test_card_says_what_was_found(figure_id, package):
    found = [one for one in reconcile(package) if one.figure["figure_id"] == figure_id]
    assert {describe_verdict(one, package) for one in found} == {CARDS[figure_id]}


RELEASED = {
    "2023-06-30": "2023-10-13", "2023-12-31": "2024-03-22", "2024-12-31": "2025-03-14", "2025-06-30": "2025-10-10",
}  # fmt: skip


def test_counts_of_residents_became_public_on_the_days_that_were_read_or_after_the_usual_lag(package):
    releases = package.releases[package.releases["indicator_id"] == "residents"].set_index("period_end")
    known = releases[~releases["is_inferred"]]["date_released"]
    assert {str(day.date()): str(released.date()) for day, released in known.items()} == RELEASED
    assert max((known - known.index).dt.days) == USUAL_LAG
    assumed = releases[releases["is_inferred"]]["date_released"]
    assert set((assumed - assumed.index).dt.days) == {USUAL_LAG}
    counted = package.official[package.official["indicator_id"] == "residents"]["period_end"].unique()
    assert set(releases.index) == set(counted)


@pytest.mark.parametrize("event_id", EVENTS)
def test_event_is_dated_as_its_source_dates_it(event_id, package):
    row = package.events.set_index("event_id").loc[event_id]
    first, last, precision, programme, place = EVENTS[event_id]
    assert (*days(row, "date"), row["date_precision"], row["programme_id"]) == (first, last, precision, programme)
    assert paragraph(row["locator"]) == place


def test_no_row_is_there_that_was_not_checked(articles, package):
    assert set(articles["figure_id"]) == set(FIGURES)
    assert set(package.events["event_id"]) == set(EVENTS)


# Article that is recorded whole -> the sentences of each of its paragraphs, counted by program and by eye.
SENTENCES = {
    "urdupoint-2024-08-29": [1, 2, 1, 1, 2, 2, 1, 1, 2, 2, 3],
    "the-news-2023-06-05": [2, 1, 1, 2, 2, 4],
}


def test_every_sentence_of_both_articles_has_its_place(package):
    places = package.passages.drop_duplicates(["source_id", "locator"])
    paragraphs = places["locator"].map(paragraph)
    for source_id, counts in SENTENCES.items():
        assert paragraphs[places["source_id"] == source_id].value_counts().sort_index().to_list() == counts
    told = package.tables["sources"].set_index("source_id")["sentences"].dropna().to_dict()
    assert told == {source_id: sum(counts) for source_id, counts in SENTENCES.items()}


# What became nothing: source, paragraph and sentence -> why.
NOTHING = {
    ("urdupoint-2024-08-29", "paragraph 2, sentence 2"): "courtesy",
    ("urdupoint-2024-08-29", "paragraph 3, sentence 1"): "general",
    ("urdupoint-2024-08-29", "paragraph 4, sentence 1"): "general",
    ("urdupoint-2024-08-29", "paragraph 6, sentence 2"): "general",
    ("urdupoint-2024-08-29", "paragraph 9, sentence 1"): "other_subject",
    ("urdupoint-2024-08-29", "paragraph 9, sentence 2"): "other_subject",
    ("urdupoint-2024-08-29", "paragraph 10, sentence 2"): "general",
    ("urdupoint-2024-08-29", "paragraph 11, sentence 3"): "courtesy",
    ("the-news-2023-06-05", "paragraph 4, sentence 2"): "courtesy",
}


def test_sentences_that_became_nothing_are_few_and_say_why(package):
    rows = package.passages[package.passages["reason"] != ""]
    assert rows.set_index(["source_id", "locator"])["reason"].to_dict() == NOTHING


def test_meeting_is_told_of_in_two_sentences(package):
    rows = package.passages[package.passages["event_id"] == "meeting-2024-08-29"]
    assert list(rows["locator"]) == ["paragraph 1, sentence 1", "paragraph 2, sentence 1"]


def test_ten_months_are_ten_months(package):
    flows = package.reported[package.reported["indicator_id"].isin(["registrations", "arrivals"])]
    flows = flows[flows["period_end"].notna()]
    assert {months_between(row.period_start, row.period_end) for row in flows.itertuples()} == {10}


@pytest.mark.parametrize("table", ["reported_figures", "events", "sectors"])
def test_words_are_twelve_at_most(table, package):
    assert package.tables[table]["as_printed"].str.split().str.len().max() <= 12


def test_missing_figures_have_the_reason_and_its_source(package):
    missing = package.missing_data.set_index("missing_id")
    assert set(missing.index) == {"employees-by-nationality", "naturalisations", "jlpt-candidates"}
    assert "Pakistan is in “other”" in missing.loc["employees-by-nationality", "reason"]
    assert "ten largest nationalities only" in missing.loc["naturalisations", "reason"]
    assert {package.sources[code].kind for code in missing["source_id"]} == {"reference"}


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


# Sources whose address is not that of the page: of such a one no archived copy is known.
WITHOUT_ARCHIVED_COPY = {
    "sbp-via-92-news-2019-07",
    "express-tribune-2024-09-05",
    "pakistan-livewire-2017-08-26",
    "asylum-via-iw-support-2014",
    "jetro-trade-2025-12-17",
}


def test_archived_copy_is_that_of_the_same_page(package):
    assert {code for code, source in package.sources.items() if not source.archive_url} == WITHOUT_ARCHIVED_COPY
    for source in package.sources.values():
        assert source.archive_url in ("", f"https://web.archive.org/web/{source.url}")


def test_broken_addresses_were_mended_or_say_so(package):
    assert package.sources["samaa-2023-09"].url.startswith("https://samaa.tv/208731611-")
    assert package.sources["sbp-via-92-news-2019-07"].url.isascii()
    assert package.sources["pakistan-livewire-2017-08-26"].url == "https://pakistanlivewire.com/"
    for code in ("express-tribune-2024-09-05", "pakistan-livewire-2017-08-26"):
        assert "The link is broken" in package.sources[code].note


def test_programmes_start_when_their_sources_say(package):
    starts = package.programmes["date_start"]
    assert starts[["all", "titp", "ssw", "esd"]].to_list() == ["", "2019-02", "2019-04", "2027-04"]


OBSERVATIONS = [
    # indicator, route, nationality, area, category, first and last day, value
    ("residents", "all", "PAK", "JPN", "", "2012-12-31", "2012-12-31", 10_599),
    ("residents", "all", "PAK", "JPN", "", "2019-12-31", "2019-12-31", 17_766),
    ("residents", "all", "PAK", "JPN", "", "2023-12-31", "2023-12-31", 25_334),
    ("residents", "all", "PAK", "JPN", "", "2024-06-30", "2024-06-30", 27_642),
    ("residents", "all", "PAK", "JPN", "", "2024-12-31", "2024-12-31", 29_647),
    ("residents", "all", "PAK", "JPN", "", "2025-12-31", "2025-12-31", 34_911),
    ("residents", "all", "all", "JPN", "", "2024-12-31", "2024-12-31", 3_768_977),
    ("residents", "all", "all", "JPN", "", "2025-12-31", "2025-12-31", 4_125_395),
    ("residents", "all", "VNM", "JPN", "", "2024-12-31", "2024-12-31", 634_361),
    ("residents", "titp", "PAK", "JPN", "", "2025-12-31", "2025-12-31", 219),
    ("residents", "ssw", "PAK", "JPN", "", "2025-12-31", "2025-12-31", 11),
    ("residents", "permanent-resident", "PAK", "JPN", "", "2024-12-31", "2024-12-31", 5_438),
    ("residents", "all", "PAK", "JP-11", "", "2025-12-31", "2025-12-31", 4_577),
    ("residents", "all", "PAK", "JP-08", "", "2025-12-31", "2025-12-31", 4_065),
    ("residents", "all", "PAK", "JP-04", "", "2022-12-31", "2022-12-31", 522),
    ("residents", "all", "PAK", "JP-11", "", "2023-12-31", "2023-12-31", 3_516),
    ("residents-undetermined", "all", "PAK", "JPN", "", "2024-06-30", "2024-06-30", 85),
    ("registered-foreigners", "all", "PAK", "JPN", "", "2006-12-31", "2006-12-31", 9_086),
    ("registered-foreigners", "all", "PAK", "JPN", "", "2011-12-31", "2011-12-31", 10_849),
    ("new-entrants", "all", "PAK", "JPN", "", "2023-01-01", "2023-12-31", 13_508),
    ("new-entrants", "all", "PAK", "JPN", "", "2025-01-01", "2025-12-31", 17_863),
    ("new-entrants", "temporary-visitor", "PAK", "JPN", "", "2025-01-01", "2025-12-31", 11_360),
    ("entries", "all", "PAK", "JPN", "", "2025-01-01", "2025-12-31", 37_275),
    ("entries", "all", "PAK", "JPN", "male", "2013-01-01", "2013-12-31", 11_796),
    ("entries", "all", "PAK", "JPN", "female", "2024-01-01", "2024-12-31", 6_402),
    ("visitor-arrivals", "all", "PAK", "JPN", "", "2025-01-01", "2025-12-31", 30_171),
    ("visas-issued", "all", "PAK", "JPN", "", "2025-01-01", "2025-12-31", 20_058),
    ("workers-registered", "all", "PAK", "PAK", "", "2022-01-01", "2022-12-31", 900),
    ("workers-registered", "all", "PAK", "PAK", "", "1971-01-01", "2013-12-31", 534),
    ("workers-registered", "all", "PAK", "PAK", "", "2023-01-01", "2023-12-31", 1_184),
    ("workers-registered", "all", "PAK", "PAK", "", "2025-01-01", "2025-12-31", 2_244),
    ("tertiary-students", "all", "PAK", "JPN", "", "2023-01-01", "2023-12-31", 455),
    ("language-learners", "all", "all", "PAK", "", "2024-01-01", "2024-12-31", 906),
    ("intake-limit", "ssw-i", "all", "JPN", "", "2019-04-01", "2024-03-31", 345_150),
    ("intake-limit", "ssw-i", "all", "JPN", "", "2024-04-01", "2029-03-31", 820_000),
    ("goods-to-pakistan", "all", "all", "JPN", "", "1962-01-01", "1962-12-31", 57_258_760),
    ("goods-to-pakistan", "all", "all", "PAK", "", "1999-01-01", "1999-12-31", 775_317_120),
    ("goods-to-japan", "all", "all", "JPN", "", "1994-01-01", "1994-12-31", 549_118_336),
    ("goods-to-japan", "all", "all", "PAK", "", "2002-01-01", "2002-12-31", 141_639_957),
    ("goods-to-pakistan", "all", "all", "JPN", "", "2024-01-01", "2024-12-31", 1_357e6),
    ("intake-limit", "ssw-i", "all", "JPN", "", "2026-04-01", "2029-03-31", 805_700),
    ("intake-limit", "esd", "all", "JPN", "", "2027-04-01", "2029-03-31", 426_200),
    ("intake-limit", "labour-programmes", "all", "JPN", "ssw-i-and-esd", "2026-04-01", "2029-03-31", 1_231_900),
    ("asylum-applications", "all", "PAK", "JPN", "", "2014-01-01", "2014-12-31", 212),
    ("asylum-applications", "all", "PAK", "JPN", "", "2018-01-01", "2018-12-31", 720),
    ("asylum-applications", "all", "PAK", "JPN", "", "2022-01-01", "2022-12-31", 238),
    ("asylum-applications", "all", "PAK", "JPN", "", "2023-01-01", "2023-12-31", 1_062),
    ("workers-registered-all", "all", "PAK", "PAK", "", "2016-01-01", "2016-12-31", 839_353),
    ("workers-registered-all", "all", "PAK", "PAK", "", "2022-01-01", "2022-12-31", 829_549),
    ("workers-registered-all", "all", "PAK", "PAK", "", "2025-01-01", "2025-03-31", 172_144),
    ("workers-registered-all", "all", "PAK", "PAK", "", "2025-01-01", "2025-12-31", 763_526),
    ("workers-registered-all", "all", "PAK", "PAK", "", "2026-01-01", "2026-08-31", 384_373),
    ("remittances-all", "all", "all", "PAK", "", "2022-07-01", "2023-06-30", 27_332.81e6),
    ("remittances-all", "all", "all", "PAK", "", "2025-07-01", "2026-06-30", 41_584.69e6),
    ("remittances", "all", "all", "PAK", "", "2024-07-01", "2025-06-30", 62.28e6),
]


@pytest.mark.parametrize("observation", OBSERVATIONS, ids=lambda row: "-".join(map(str, row[:5])) + row[6])
def test_observation_is_what_the_office_publishes(observation, package):
    *key, first, last, value = observation
    found = build_series(package.official)
    found = pick(found, **dict(zip(KEY, key, strict=False)))
    found = found[(found["period_start"] == first) & (found["period_end"] == last)]
    assert found["value"].to_list() == [value]


# What is computed, from parts of one publication: half-year -> holders of Pakistani nationality.
@pytest.mark.parametrize(
    ("route", "day", "value"),
    [("titp", "2019-06-30", 16), ("titp", "2019-12-31", 5), ("ssw", "2019-12-31", 0)],
)
def test_holders_are_the_sum_of_the_published_parts(route, day, value, package):
    rows = pick(full_series(package), indicator_id="residents", programme_id=route, nationality_id="PAK")
    (row,) = rows[rows["period_end"] == day].to_dict("records")
    assert (row["value"], row["is_computed"]) == (value, True)


# indicator -> first and last day
SPANS = {
    "residents": ("2012-12-31", "2025-12-31"),
    "residents-undetermined": ("2024-06-30", "2025-06-30"),
    "registered-foreigners": ("2006-12-31", "2011-12-31"),
    "tertiary-students": ("1998-01-01", "2023-12-31"),
    "asylum-applications": ("2014-01-01", "2023-12-31"),
    "new-entrants": ("2019-01-01", "2025-12-31"),
    "entries": ("2013-01-01", "2025-12-31"),
    "visitor-arrivals": ("1992-01-01", "2026-05-31"),
    "visas-issued": ("2006-01-01", "2025-12-31"),
    "workers-registered": ("1971-01-01", "2026-08-31"),
    "ssw-by-field": ("2019-12-31", "2025-06-30"),
    "intake-limit": ("2019-04-01", "2029-03-31"),
    "intake-limit-proposed": ("2019-04-01", "2029-03-31"),
    "workers-registered-all": ("2014-01-01", "2026-08-31"),
    "language-institutions": ("2021-01-01", "2024-12-31"),
    "language-learners": ("2021-01-01", "2024-12-31"),
    "language-teachers": ("2021-01-01", "2024-12-31"),
    "trade": ("2022-07-01", "2024-06-30"),
    "goods-to-pakistan": ("1962-01-01", "2024-12-31"),
    "goods-to-japan": ("1962-01-01", "2024-06-30"),
    "export-receipts": ("2019-07-01", "2020-12-31"),
    "import-payments": ("2019-07-01", "2020-12-31"),
    "remittances": ("2010-07-01", "2026-06-30"),
    "remittances-all": ("2022-07-01", "2026-06-30"),
    "direct-investment": ("2012-07-01", "2023-06-30"),
    "used-vehicles-exported": ("2010-01-01", "2022-05-31"),
    "used-vehicles-imported": ("2013-07-01", "2018-02-28"),
}


def test_every_indicator_has_the_span_that_was_checked(package):
    spans = {
        indicator: (str(rows["period_start"].min().date()), str(rows["period_end"].max().date()))
        for indicator, rows in package.official.groupby("indicator_id")
    }
    assert spans == SPANS


def test_residents_are_counted_at_every_half_year_without_a_gap(package):
    rows = pick(package.official, indicator_id="residents", programme_id="all", nationality_id="PAK", area_id="JPN")
    assert rows["period_end"].to_list() == list(pd.date_range("2012-12-31", "2025-12-31", freq="6ME"))


@pytest.mark.parametrize("nationality", ["PAK", "all", "BGD", "IND", "IDN", "NPL", "LKA", "VNM"])
def test_statuses_sum_to_the_total_at_every_date_of_the_table(nationality, package):
    rows = pick(package.official, source_id="isa-residents-by-status", nationality_id=nationality)
    totals = rows[rows["programme_id"] == "all"].set_index("period_end")["value"]
    parts = rows[~rows["programme_id"].map(lambda code: bool(package.routes.parts(code)))]
    sums = parts.groupby("period_end")["value"].sum()
    if nationality == "PAK":  # of the others the programmes alone are kept
        assert sums.equals(totals)
    assert (sums <= totals).all()


def test_purposes_of_visits_sum_to_all_visits(package):
    rows = pick(package.official, indicator_id="visitor-arrivals")
    totals = rows[rows["category"] == ""].set_index(["period_start", "period_end"])["value"]
    purposes = rows[rows["category"] != ""].groupby(["period_start", "period_end"])["value"].sum()
    assert len(purposes) > 30
    assert (totals[purposes.index] == purposes).all()


def months_of(package: DataPackage) -> pd.Series:
    """Visitor arrivals of every month, by it."""
    rows = pick(package.official, indicator_id="visitor-arrivals", category="")
    rows = rows[rows["period_start"].dt.to_period("M") == rows["period_end"].dt.to_period("M")]
    return rows.set_index(rows["period_start"].dt.to_period("M"))["value"]


def test_arrivals_have_every_month_once(package):
    months = months_of(package)
    assert months.index.to_list() == list(pd.period_range("1992-01", "2026-05", freq="M"))
    assert len(months) == 413


def test_months_sum_to_every_longer_period_that_is_published(package):
    months = months_of(package)
    rows = pick(package.official, indicator_id="visitor-arrivals", category="")
    rows = rows[rows["period_start"].dt.to_period("M") != rows["period_end"].dt.to_period("M")]
    assert len(rows) == 35  # 34 years, and January to May 2026
    for row in rows.itertuples():
        start, end = row.period_start.to_period("M"), row.period_end.to_period("M")
        assert months[start:end].sum() == row.value, start


# first and last month -> visitor arrivals: our totals
@pytest.mark.parametrize(
    ("first", "last", "value"),
    [
        ("2022-08", "2022-08", 1_107),
        ("2023-05", "2023-05", 2_024),
        ("2023-01", "2023-05", 8_224),
        ("2019-01", "2019-05", 6_707),
        ("2022-08", "2023-05", 13_794),
        ("2019-04", "2020-01", 14_862),
        ("2026-01", "2026-05", 12_128),
    ],
)
def test_arrivals_of_months_are(first, last, value, package):
    assert months_of(package)[first:last].sum() == value


@pytest.mark.parametrize("year", range(2013, 2025))
def test_sexes_sum_to_all_entries(year, package):
    rows = pick(package.official, indicator_id="entries", source_id="jnto-entries")
    values = rows[rows["period_end"].dt.year == year].set_index("category")["value"]
    assert values["male"] + values["female"] == values[""]


def test_ages_sum_to_each_sex_and_to_all_entries_of_2024(package):
    rows = pick(package.official, indicator_id="entries", source_id="jnto-entries")
    values = rows[rows["period_end"] == "2024-12-31"].set_index("category")["value"]
    ages = {sex: values[values.index.str.startswith(f"{sex}/")] for sex in ("male", "female")}
    assert {sex: (len(found), found.sum()) for sex, found in ages.items()} == {
        "male": (15, 23_931),
        "female": (15, 6_402),
    }
    assert values[["male", "female", ""]].to_list() == [23_931, 6_402, 30_333]
    assert values[["male/30-34", "female/25-29", "male/70+"]].to_list() == [3_500, 828, 118]


def test_prefectures_and_those_without_one_sum_to_the_total(package):
    at = package.official[package.official["period_end"] == "2024-06-30"]
    at = at[(at["nationality_id"] == "PAK") & (at["programme_id"] == "all")]
    prefectures = at[at["area_id"].str.startswith("JP-")]["value"].sum()
    total, unplaced = (pick(at, indicator_id=code, area_id="JPN") for code in ("residents", "residents-undetermined"))
    assert prefectures + unplaced["value"].iloc[0] == total["value"].iloc[0]


# year -> what its 47 prefectures sum to, and what they fall short of the published total
PREFECTURES = {2020: (18_933, 170), 2021: (19_108, 12), 2022: (22_017, 101), 2023: (25_185, 149)}


@pytest.mark.parametrize("year", PREFECTURES)
def test_prefectures_at_the_end_of_a_year_are_those_of_the_copy(year, package):
    rows = pick(package.official, indicator_id="residents", programme_id="all", nationality_id="PAK")
    rows = rows[rows["period_end"] == f"{year}-12-31"]
    counted = rows[rows["area_id"].str.startswith("JP-")]
    (total,) = rows[rows["area_id"] == "JPN"]["value"]
    assert (len(counted), set(counted["obs_status"])) == (47, {"U"})
    assert (counted["value"].sum(), total - counted["value"].sum()) == PREFECTURES[year]


def test_intake_caps_that_were_printed_as_a_sum_sum(package):
    caps = package.official[package.official["source_id"].str.startswith("intake-via-")].set_index("category")["value"]
    assert caps["ssw-i-and-esd"] == caps[""].sum()


def test_part_of_2025_is_as_doubtful_as_the_other_registrations(package):
    registered = pick(package.official, indicator_id="workers-registered")
    assert set(registered["obs_status"]) == {"U"}
    (first_months,) = registered[registered["period_end"] == "2025-03-31"].to_dict("records")
    assert first_months["value"] == 108
    assert "Saudi Arabia" in first_months["note"]


# direction and reporter -> observations of one calendar year each, 1962 to 2016
@pytest.mark.parametrize("reporter", ["JPN", "PAK"])
@pytest.mark.parametrize("direction", ["goods-to-pakistan", "goods-to-japan"])
def test_goods_of_the_one_copy_have_every_year_but_the_one_that_pakistan_did_not_report(direction, reporter, package):
    rows = pick(package.official, indicator_id=direction, area_id=reporter, source_id="wits-partner-totals")
    expected = [year for year in range(1962, 2017) if (reporter, year) != ("PAK", 1994)]
    assert rows["period_start"].dt.year.to_list() == expected
    assert set(rows["obs_status"]) == {"U"}


def test_registered_foreigners_end_where_residents_begin(package):
    days = package.official.groupby("indicator_id")["period_end"]
    assert days.max()["registered-foreigners"] < days.min()["residents"]


def test_doubtful_observation_says_why(package):
    doubtful = package.official[package.official["obs_status"] != "A"]
    assert ((doubtful["remarks"] != "") | (doubtful["note"] != "")).all()
    assert set(doubtful["obs_status"]) == {"B", "P", "U"}


def test_break_in_remittances_is_at_the_fiscal_year_2020(package):
    (row,) = package.official[package.official["obs_status"] == "B"].to_dict("records")
    assert (row["indicator_id"], str(row["period_start"].date())) == ("remittances", "2019-07-01")


def test_two_figures_of_one_thing_both_stay_and_one_is_preferred_with_its_reason(package):
    preferred = package.official[package.official["rank"] == "preferred"]
    assert len(preferred) >= 10
    assert with_whole_notes(preferred, package)["note"].str.contains("We prefer ").all()


def test_every_official_figure_names_its_place_and_the_copy_that_was_read(package):
    assert (package.official["locator"] != "").all()
    used = {package.sources[source] for source in set(package.official["source_id"])}
    assert all(source.retrieved_from and source.date_accessed for source in used)
    assert {source.kind for source in used} == {"statistics", "quoted"}


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


def digest(raw: RawPackage) -> str:
    """SHA-256 of every cell of every table, and of the descriptor apart from version and day."""
    return digest_tables(DOCUMENT, raw.tables)


def digest_tables(document: dict, raw: Mapping[str, RawTable]) -> str:
    descriptor = {name: value for name, value in document.items() if name not in ("version", "created")}
    tables = {name: [table.header, *(row for _line, row in table.rows)] for name, table in sorted(raw.items())}
    return hashlib.sha256(json.dumps([descriptor, tables], sort_keys=True).encode()).hexdigest()


def test_content_that_changes_has_a_version_of_its_own(raw):
    versions, now = tomllib.loads(VERSIONS.read_text(encoding="utf-8")), digest(raw)
    (*_before, (last, recorded)) = versions.items()
    version = DOCUMENT["version"]
    assert recorded == now or version != last, (
        f"The content of datasets/ is no longer that of version {last}. Raise `version` in datapackage.json, set "
        "`created` to the day, write the entry of datasets/CHANGELOG.md, run `python dashboard/curate.py codebook`, "
        f'and add at the end of tests/data_versions.toml, with the new version:\n"…" = "{now}"'
    )
    assert (last, recorded) == (version, now), (
        f"Version {version} of datapackage.json is not the last of tests/data_versions.toml, {last}. "
        f'Add at the end of that file, and change no line above:\n"{version}" = "{now}"'
    )


def test_versions_of_the_data_are_in_order_and_in_the_changelog():
    versions = list(tomllib.loads(VERSIONS.read_text(encoding="utf-8")))
    assert versions == sorted(versions, key=lambda version: [int(number) for number in version.split(".")])
    changes = (DATASETS / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [version for version in versions if f"## [{version}]" not in changes] == []


def test_version_is_kept_as_it_was_released():
    version = DOCUMENT["version"]
    assert version in list_versions(DATASETS), (
        "Run `python dashboard/curate.py release`: no address can ask for it yet."
    )
    kept = read_version_files(version, DATASETS)
    now = {name: content for name, content in read_files(DATASETS).items() if not name.endswith(".md")}
    assert {name: kept[name] for name in now} == now


def test_versions_that_are_kept_have_the_content_that_was_recorded():
    recorded = tomllib.loads(VERSIONS.read_text(encoding="utf-8"))
    found = {version: digest_of(read_version_files(version, DATASETS)) for version in list_versions(DATASETS)}
    assert found == {version: recorded[version] for version in found}


def digest_of(files: dict[str, bytes]) -> str:
    """The digest of :func:`digest` of a package that was released."""
    document = json.loads(files["datapackage.json"])
    tables = {one["name"]: parse_table(one["path"], files[one["path"]])[0] for one in document["resources"]}
    return digest_tables(document, tables)
