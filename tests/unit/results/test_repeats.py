"""What each repeat made of a statement: all that are recorded, by value, and a made-up one of each type."""

import pandas as pd
import pytest

from labour_migration.results.repeats import TYPES, count_lost_qualifiers, find_repeats, format_repeat, type_repeat

SAME = "same"
RECORDED = {
    "javed-chaudhry-2023-06-05-registrations": SAME,
    "tufs-2023-07-09-registrations": SAME,
    "newsmakers-pk-employment-registrations": "qualifier_lost",
    "knowledge-by-lanes-immigrating-registrations": SAME,
    "daily-business-report-workers-sent": SAME,
    "samaa-2023-09-workers-sent": SAME,
    "daily-times-2025-03-residents": SAME,
    "app-urdu-2016-11-05-trade": SAME,
    "digima-2017-12-15-trade": "qualifier_changed",  # about US$2 billion, of US$2 billion
    "the-news-2018-10-16-trade": "period_moved",  # a figure of April, in October
    "pakistan-today-2024-08-29-trade": SAME,
    "business-recorder-2024-09-05-trade": SAME,
    "express-tribune-2024-09-05-trade": SAME,
    "daily-times-2025-03-trade": SAME,
    "newswire-pakistan-2025-03-04-trade": SAME,
    "wnp-2025-05-05-trade": SAME,
}


def test_every_recorded_repeat_has_its_type(package):
    originals = package.reported.set_index("figure_id", drop=False)
    rows = [row for rows in find_repeats(package).values() for row in rows]
    assert {row["figure_id"]: type_repeat(row, originals.loc[row["repeats"]]) for row in rows} == RECORDED


@pytest.fixture
def retell(make_reported):
    """The type of a made-up repeat, and how a reader is told of it: what differs from "more than 29,647" of 2019."""
    said = {"value": 29_647, "comparator": ">", "is_period_inferred": False, "statement": "outcome"}
    said |= {"period_start": pd.Timestamp("2019-01-01"), "period_end": pd.Timestamp("2019-12-31")}

    def retell(original: dict, **told: object) -> tuple[str, str]:
        rows = make_reported(said | original, said | original | told).to_dict("records")
        return type_repeat(rows[1], rows[0]), format_repeat(rows[1], rows[0], "persons")

    return retell


NO_NUMBER = {"value": float("nan"), "comparator": ""}
YEAR_2020 = {"period_start": pd.Timestamp("2020-01-01"), "period_end": pd.Timestamp("2020-12-31")}
ASSUMED = {"is_period_inferred": True}


def on(day: str) -> dict:
    return {"period_start": pd.Timestamp(day), "period_end": pd.Timestamp(day)}


NEW_YEAR = on("2020-01-01") | ASSUMED


@pytest.mark.parametrize(
    ("original", "told", "found", "words"),
    [
        ({}, {}, SAME, "the same figure"),
        ({}, {"comparator": ""}, "qualifier_lost", "lost the qualifier “more than”"),
        ({}, {"comparator": "", "value": 30_000}, "qualifier_lost", "lost the qualifier “more than”"),
        ({}, {"comparator": "~"}, "qualifier_changed", "changed the qualifier: about 29,647"),
        ({"comparator": ""}, {"comparator": "~"}, "qualifier_changed", "changed the qualifier: about 29,647"),
        ({"comparator": ""}, {"value": 30_000}, "rounded", "rounded the number: 30,000"),
        ({"comparator": ""}, {"value": 30_000, "comparator": "~"}, "rounded", "rounded the number: about 30,000"),
        ({}, {"value": 29_000}, "number_changed", "changed the number: more than 29,000"),
        ({"comparator": "", "value": 14_000}, {"value": 10_000}, "number_changed", "changed the number: 10,000"),
        ({"comparator": "", "value": 30_000}, {"value": 29_647}, "number_changed", "changed the number: 29,647"),
        (
            {},
            NO_NUMBER | {"value_low": 20_000, "value_high": 99_999, "as_printed": "tens of thousands"},
            "number_changed",
            "changed the number: “tens of thousands”",
        ),
        ({}, YEAR_2020, "period_moved", "reports it for another period: 2020"),
        ({}, on("2020-06-01") | ASSUMED, "period_moved", "reports it for another period: 1 June 2020 (assumed)"),
        ({}, on("2020-01-20") | ASSUMED, SAME, "the same figure"),  # the year had ended less than a month before
        (NEW_YEAR, on("2020-02-01"), SAME, "the same figure"),
        (
            on("2020-01-01") | ASSUMED,
            on("2020-02-02"),
            "period_moved",
            "reports it for another period: 2 February 2020 (assumed)",
        ),
        ({}, {"period_start": pd.NaT, "period_end": pd.NaT}, SAME, "the same figure"),
        ({"statement": "target"}, {"statement": "outcome"}, "promise_as_outcome", "reports a forecast or plan as fact"),
        (
            {"statement": "potential"},
            {"statement": "outcome", "comparator": ""},
            "promise_as_outcome",
            "reports a forecast or plan as fact",
        ),
        ({"statement": "target"}, {"statement": "target"}, SAME, "the same figure"),
    ],
)
def test_type_is_that_of_the_first_rule_that_fits(original, told, found, words, retell):
    assert retell(original, **told) == (found, words)


def test_every_type_is_of_the_closed_list():
    assert set(RECORDED.values()) < set(TYPES)
    assert len(set(TYPES)) == len(TYPES) == 7


@pytest.mark.parametrize(
    ("figure_id", "sentence"),
    [
        ("the-news-2023-06-05-registrations", "1 of 4 articles that repeat it lost the qualifier “more than”."),
        ("pakistan-today-2025-03-04-residents", "The one article that repeats it did not lose the qualifier “about”."),
        ("urdupoint-2024-09-04-trade", ""),  # it has no qualifier
        ("urdupoint-2024-08-29-residents", ""),  # nobody repeats it
    ],
)
def test_share_that_lost_the_qualifier(figure_id, sentence, package):
    row = package.reported.set_index("figure_id", drop=False).loc[figure_id].to_dict()
    assert count_lost_qualifiers(find_repeats(package).get(figure_id, ()), row) == sentence


@pytest.mark.parametrize(
    ("comparators", "sentence"),
    [
        (["", ""], "2 of 2 articles that repeat it lost the qualifier “more than”."),
        ([">", "~", ">"], "None of the 3 articles that repeat it lost the qualifier “more than”."),
        ([""], "The one article that repeats it lost the qualifier “more than”."),
    ],
)
def test_lost_qualifiers_are_counted(comparators, sentence, make_reported):
    original, *rows = make_reported({"comparator": ">"}, *({"comparator": sign} for sign in comparators)).to_dict(
        "records"
    )
    assert count_lost_qualifiers(rows, original) == sentence


def test_promise_that_lost_its_qualifier_counts_too(make_reported):
    original, row = make_reported({"statement": "target", "comparator": ">"}, {"comparator": ""}).to_dict("records")
    assert type_repeat(row, original) == "promise_as_outcome"
    assert count_lost_qualifiers([row], original).startswith("The one article that repeats it lost")
