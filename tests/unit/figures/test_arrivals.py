"""Arrivals by value: each count by itself, and five of one year side by side."""

import pandas as pd
import pytest

from labour_migration.data.months import in_months
from labour_migration.data.selection import Selection
from labour_migration.data.series import full_series, pick
from labour_migration.figures.arrivals import (
    COUNTS,
    build_arrivals,
    build_months,
    build_registered,
    common_year,
    find_ages,
    find_claimed,
    find_months,
    find_records,
    sum_claimed,
)
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
    rows = pick(series[~in_months(series)], indicator_id="visitor-arrivals", category="")
    first = rows["period_end"].min()
    changed = series.assign(value=series["value"].mask(series.index.isin(rows.index[rows["period_end"] == first]), 1e6))
    (facet,) = build_arrivals(changed, package, WHOLE, "visitor-arrivals", "all")
    undivided = next(member for member in facet.drawn if member.name == "No breakdown")
    assert first in set(undivided.points["period_end"])


def test_count_that_the_package_does_not_have_gives_no_facet(series, package):
    assert build_arrivals(series[series["indicator_id"] != "visas-issued"], package, WHOLE, "visas-issued", "all") == []


def test_no_month_is_among_years(series, package):
    for indicator_id, route in COUNTS:
        (facet,) = build_arrivals(series, package, WHOLE, indicator_id, route)
        assert not any(in_months(member.points).any() for member in facet.series)
        for member in facet.series:
            assert not member.points.duplicated("period_end").any()


def test_entries_are_stacked_by_sex_and_a_year_without_it_is_whole(series, package):
    (facet,) = build_arrivals(series, package, WHOLE, "entries", "all")
    assert [member.name for member in facet.drawn] == ["Male", "Female", "No breakdown"]
    drawn = pd.concat([member.points for member in facet.drawn]).groupby("period_end")["value"].sum()
    totals = next(member for member in facet.series if member.name == "Total").points
    assert drawn.to_dict() == totals.set_index("period_end")["value"].to_dict()
    assert not pd.concat([member.points for member in facet.series])["category"].str.contains("/").any()


def test_months_are_drawn_and_nothing_but_months(series, package):
    (facet,) = build_months(series, package, WHOLE)
    (member,) = facet.drawn
    assert len(member.points) == 413
    assert in_months(member.points).all()
    assert not facet.leaves_out
    assert not member.points["period_end"].duplicated().any()


def test_months_follow_the_filter(series, package):
    (facet,) = build_months(series, package, View(Selection(year_from=2023, year_to=2023)))
    assert len(facet.drawn[0].points) == 12
    assert build_months(series[~in_months(series)], package, WHOLE) == []


def test_months_of_the_claim_are_ten_whole_ones_before_its_day_and_their_sum(series, package):
    rows = sum_claimed(series, package, ALL)
    months = find_months(series, ALL).set_index("period_start")["value"]
    assert list(rows["is_computed"]) == [False] * 10 + [True]
    assert (str(rows["period_start"].min().date()), str(rows["period_end"].max().date())) == (
        "2022-08-01",
        "2023-05-31",
    )
    assert rows["value"].iloc[-1] == months["2022-08-01":"2023-05-31"].sum()
    assert list(find_claimed(package)["comparator"]) == [">", ""]


def test_months_of_the_claim_that_are_left_out_have_no_sum(series, package):
    rows = sum_claimed(series, package, Selection(year_from=2023))
    assert list(rows["is_computed"]) == [False] * 5
    assert sum_claimed(series, package, Selection(year_to=2020)).empty


def test_records_are_the_highest_of_all_runs(series, package):
    months = find_months(series, ALL).set_index("period_start")["value"]
    records = {record.months: record for record in find_records(package)}
    assert list(records) == [1, 5, 10, 12]
    for count, record in records.items():
        sums = months.rolling(count).sum()[:"2023-05-01"]
        assert record.run["value"] == sums.iloc[-1]
        assert record.ever["value"] == sums.iloc[:-1].max()
        assert record.same["value"] == sums[sums.index.month == 5].iloc[:-1].max()
        assert record.ever["period_end"] < record.run["period_end"]


def test_no_article_no_claim(series, sound):
    assert find_claimed(sound).empty
    assert sum_claimed(series, sound, ALL).empty
    assert find_records(sound) == ()


def test_ages_are_of_one_year_with_both_sexes(series):
    rows = find_ages(series, ALL)
    assert set(rows["period_end"]) == {pd.Timestamp("2024-12-31")}
    assert len(rows) == 2 + 2 * 15
    assert find_ages(series, Selection(year_to=2023)).empty
