"""Rankings by value: order, shares of a whole, what is left of it, the earlier day."""

import pandas as pd
import pytest

from labour_migration.figures.facets import LINE, Facet, Series
from labour_migration.figures.ranking import Order, find_at, find_common_day, rank

DAY, BEFORE = pd.Timestamp("2025-06-30"), pd.Timestamp("2019-12-31")


@pytest.fixture
def make_members(make_points):
    """Series by name, each with its points."""

    def make(**points: list) -> dict[str, Series]:
        return {name: Series(name, make_points(*found)) for name, found in points.items()}

    return make


@pytest.fixture
def make_ranking(make_members):
    def make(whole: list | None = None, most: int | None = None, highlighted: tuple = (), **points: list):
        members = make_members(**points)
        total = None if whole is None else make_members(whole=whole)["whole"]
        facet = Facet("Title", "persons", "", LINE, tuple(members.values()))
        return rank(facet, "Nationality", Order(DAY, BEFORE, total, highlighted, most))

    return make


def test_the_greatest_comes_first_and_who_has_no_value_on_the_day_has_no_row(make_ranking):
    ranking = make_ranking(Nepal=[("2025-06-30", 3903)], Vietnam=[("2025-06-30", 198417)], India=[("2025-12-31", 1358)])
    assert [(row.name, row.point["value"]) for row in ranking.rows] == [("Vietnam", 198417), ("Nepal", 3903)]


def test_shares_are_of_the_whole_and_what_is_left_of_it_is_our_total(make_ranking):
    ranking = make_ranking(
        whole=[("2025-06-30", 449432)], Pakistan=[("2025-06-30", 205)], Vietnam=[("2025-06-30", 198417)]
    )
    *rows, rest = ranking.rows
    assert [round(row.share, 5) for row in rows] == [0.44148, 0.00046]
    assert (rest.name, rest.point["value"], rest.is_rest) == ("All others, our total", 250810, True)
    assert rest.point["is_computed"]


def test_there_is_no_rest_of_a_whole_that_its_parts_fill(make_ranking):
    ranking = make_ranking(whole=[("2025-06-30", 10)], Pakistan=[("2025-06-30", 4)], Nepal=[("2025-06-30", 6)])
    assert [row.name for row in ranking.rows] == ["Nepal", "Pakistan"]


def test_the_rest_is_as_doubtful_as_what_it_is_made_of(make_ranking):
    doubtful = {"period_end": "2025-06-30", "value": 4, "obs_status": "U"}
    ranking = make_ranking(whole=[("2025-06-30", 10)], Pakistan=[doubtful])
    assert ranking.rows[-1].point["obs_status"] == "U"


def test_rows_beyond_the_most_are_in_the_rest_but_one_that_stands_out_stays(make_ranking):
    ranking = make_ranking(
        whole=[("2025-06-30", 100)],
        most=1,
        highlighted=("Pakistan",),
        Pakistan=[("2025-06-30", 5)],
        Nepal=[("2025-06-30", 20)],
        Vietnam=[("2025-06-30", 60)],
    )
    assert [row.name for row in ranking.rows] == ["Vietnam", "Pakistan", "All others, our total"]
    assert ranking.rows[-1].point["value"] == 35
    assert [row.is_highlighted for row in ranking.rows] == [False, True, False]


def test_the_earlier_value_stands_beside_the_later_one_and_a_missing_one_stays_missing(make_ranking):
    ranking = make_ranking(
        Pakistan=[("2019-12-31", 2340), ("2025-06-30", 7022)], Nepal=[("2020-06-30", 1), ("2025-06-30", 2)]
    )
    pakistan, nepal = ranking.rows
    assert (pakistan.base["value"], nepal.base) == (2340, None)


def test_common_day_is_the_latest_that_all_series_have(make_members):
    members = make_members(
        Pakistan=[("2024-12-31", 1), ("2025-06-30", 2), ("2025-12-31", 3)],
        Vietnam=[("2024-12-31", 1), ("2025-06-30", 2)],
    )
    assert find_common_day(members.values()) == DAY
    assert find_common_day(make_members(A=[("2025-06-30", 2)], B=[("2025-12-31", 2)]).values()) is None
    assert find_common_day([]) is None


def test_value_at_a_day_is_none_where_nobody_published_one(make_points):
    points = make_points(("2019-12-31", 5))
    assert find_at(points, BEFORE)["value"] == 5
    assert find_at(points, DAY) is None
