"""Arrivals by value: each count by itself, and five of one year side by side."""

import pandas as pd
import pytest

from labour_migration.data.selection import Selection
from labour_migration.data.series import full_series, pick
from labour_migration.figures.arrivals import COUNTS, build_arrivals, build_registered, common_year
from labour_migration.view import WHOLE, View

ALL = Selection()


@pytest.fixture(scope="module")
def series(package) -> pd.DataFrame:
    return full_series(package)


def test_five_counts_of_one_year_differ_by_a_factor_of_three(series):
    year, rows = common_year(series, ALL)
    assert year == 2025
    counts = [pick(series, indicator_id=code, programme_id=route, nationality_id="PAK") for code, route in COUNTS]
    counts = [count[(count["period_end"] == "2025-12-31") & (count["category"] == "")] for count in counts]
    published = [count.loc[count["period_start"] == "2025-01-01", "value"].iloc[0] for count in counts]
    assert list(rows["value"]) == published
    assert len(published) == 5
    assert 3 < rows["value"].max() / rows["value"].min() < 3.5


def test_common_year_follows_the_filter(series):
    year, rows = common_year(series, Selection(year_to=2024))
    assert (year, list(rows["value"])) == (2024, [30_333, 23_710, 17_387, 13_972, 9_202])
    assert common_year(series, Selection(year_from=2020, year_to=2022)) is None


@pytest.mark.parametrize(("indicator_id", "route"), COUNTS)
def test_count_is_one_facet_of_one_indicator_and_unit(indicator_id, route, series, package):
    (facet,) = build_arrivals(series, package, WHOLE, indicator_id, route)
    indicators = {indicator for member in facet.series for indicator in member.points["indicator_id"]}
    assert indicators == {indicator_id}
    assert facet.unit == package.indicators.loc[indicator_id, "unit"]


def test_visitors_are_stacked_by_purpose_and_the_purposes_are_the_whole(series, package):
    (facet,) = build_arrivals(series, package, WHOLE, "visitor-arrivals", "all")
    total = next(member for member in facet.series if member.name == "Total")
    assert not total.is_drawn
    stacked = (
        pd.concat([member.points for member in facet.series if member.is_drawn]).groupby("period_end")["value"].sum()
    )
    assert stacked.to_dict() == total.points.set_index("period_end")["value"].to_dict()


def test_part_of_a_year_is_in_the_table_alone(series, package):
    (facet,) = build_arrivals(series, package, WHOLE, "visitor-arrivals", "all")
    assert facet.leaves_out
    assert max(member.points["period_end"].max() for member in facet.drawn) == pd.Timestamp("2025-12-31")
    assert max(member.points["period_end"].max() for member in facet.series) == pd.Timestamp("2026-05-31")


def test_kinds_of_visa_are_in_the_table_and_not_drawn(series, package):
    (facet,) = build_arrivals(series, package, WHOLE, "visas-issued", "all")
    assert [member.name for member in facet.drawn] == ["Total"]
    hidden = [member.name for member in facet.series if not member.is_drawn]
    assert {"Short-term stay", "Working"} <= set(hidden)


def test_registered_workers_by_year_and_office(series, package):
    (facet,) = build_registered(series, package, WHOLE)
    (total,) = facet.drawn
    years = total.points.set_index(total.points["period_end"].dt.year)["value"]
    counted = pick(series, indicator_id="workers-registered", area_id="PAK", category="")
    counted = counted[(counted["period_end"] - counted["period_start"]).dt.days.isin([364, 365])]  # whole years
    counted = counted.set_index(counted["period_end"].dt.year)["value"]
    assert (years[[2022, 2023, 2025]] == counted[[2022, 2023, 2025]]).all()
    assert [member.is_drawn for member in facet.series] == [True, False, False]
    cumulative = facet.series[0].points.iloc[0]
    assert cumulative["period_start"].year == 1971
    assert build_registered(series, package, View(Selection(year_from=1992, year_to=2000))) != []


def test_empty_selection_gives_no_facet(series, package):
    assert build_arrivals(series, package, View(Selection(year_from=1992, year_to=1993)), "entries", "all") == []


def test_total_whose_purposes_do_not_make_it_is_drawn_undivided(series, package):
    rows = pick(series, indicator_id="visitor-arrivals", category="")
    first = rows["period_end"].min()
    changed = series.assign(value=series["value"].mask(series.index.isin(rows.index[rows["period_end"] == first]), 1e6))
    (facet,) = build_arrivals(changed, package, WHOLE, "visitor-arrivals", "all")
    undivided = next(member for member in facet.drawn if member.name == "Not by purpose")
    assert first in set(undivided.points["period_end"])


def test_count_that_the_package_does_not_have_gives_no_facet(series, package):
    assert build_arrivals(series[series["indicator_id"] != "visas-issued"], package, WHOLE, "visas-issued", "all") == []
