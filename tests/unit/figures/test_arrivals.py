"""Arrivals by value: each count by itself, and five of one year side by side."""

import pandas as pd
import pytest

from labour_migration.charts import options_of
from labour_migration.data.months import in_months
from labour_migration.data.selection import Selection
from labour_migration.data.series import full_series, pick
from labour_migration.figures.arrivals import (
    COUNTS,
    build_arrivals,
    build_claimed,
    build_months,
    build_registered,
    common_years,
    find_ages,
    find_claimed,
    find_months,
    find_records,
    rank_ages,
    rank_counts,
    sum_claimed,
)
from labour_migration.view import WHOLE, View, parse_view

ALL = Selection()


@pytest.fixture(scope="module")
def series(package) -> pd.DataFrame:
    return full_series(package)


def view(package, **query: str) -> View:
    """A view of the page of arrivals."""
    return parse_view({key.strip("_"): [value] for key, value in query.items()}, options_of("arrivals"), package)[0]


def test_five_counts_of_one_year_differ_by_a_factor_of_three(series):
    year, rows = next(iter(common_years(series, ALL).items()))
    assert year == "2025"
    counts = [pick(series, indicator_id=code, programme_id=route, nationality_id="PAK") for code, route in COUNTS]
    counts = [count[(count["period_end"] == "2025-12-31") & (count["category"] == "")] for count in counts]
    published = [count.loc[count["period_start"] == "2025-01-01", "value"].iloc[0] for count in counts]
    assert list(rows["value"]) == published
    assert len(published) == 5
    assert 3 < rows["value"].max() / rows["value"].min() < 3.5


def test_common_years_are_those_that_the_filter_leaves(series):
    assert list(common_years(series, ALL)) == ["2025", "2024", "2019"]
    found = common_years(series, Selection(year_to=2024))
    assert list(found["2024"]["value"]) == [30_333, 23_710, 17_387, 13_972, 9_202]
    assert common_years(series, Selection(year_from=2020, year_to=2022)) == {}


def test_counts_of_a_year_are_dots_in_order_with_whom_they_count_and_who_counts(series, package):
    ranking = rank_counts(series, package, view(package))
    assert (ranking.period, ranking.is_dotted) == ("2025", True)
    assert [row.point["value"] for row in ranking.rows] == [37_275, 30_171, 20_058, 17_863, 11_360]
    assert ranking.rows[-1].name == "New entrants: Temporary Visitor"
    assert ranking.rows[2].note.endswith(" Counts visas. Ministry of Foreign Affairs of Japan.")
    assert ranking.rows[-1].note.startswith("New entrants with the status Temporary Visitor. Excludes workers,")
    assert rank_counts(series, package, view(package, year="2019")).rows[0].point["value"] == 23_709
    assert rank_counts(series, package, view(package, from_="2020", to="2022")) is None


def test_each_count_has_a_facet_of_one_indicator_and_unit(series, package):
    facets = build_arrivals(series, package, WHOLE)
    assert len(facets) == len(COUNTS)
    for facet, (indicator_id, _route) in zip(facets, COUNTS, strict=True):
        indicators = {indicator for member in facet.series for indicator in member.points["indicator_id"]}
        assert indicators == {indicator_id}
        assert facet.unit == package.indicators.loc[indicator_id, "unit"]
        assert [member.name for member in facet.drawn] == ["Total"]
        for member in facet.series:
            assert not in_months(member.points).any()
            assert not member.points.duplicated("period_end").any()
            assert not member.points["category"].str.contains("/").any()


def test_part_of_a_year_is_in_the_table_alone(series, package):
    facet = build_arrivals(series, package, WHOLE)[1]
    assert facet.leaves_out
    assert max(member.points["period_end"].max() for member in facet.drawn) == pd.Timestamp("2025-12-31")
    assert max(member.points["period_end"].max() for member in facet.series) == pd.Timestamp("2026-05-31")


def test_purposes_sexes_and_kinds_of_visa_are_in_the_table_and_not_drawn(series, package):
    entries, visitors, visas, *_others = build_arrivals(series, package, WHOLE)
    hidden = [{member.name for member in facet.series if not member.is_drawn} for facet in (entries, visitors, visas)]
    assert {"Male", "Female"} <= hidden[0]
    assert {"Tourism", "Business"} <= hidden[1]
    assert {"Short-term stay", "Working"} <= hidden[2]


def test_count_without_a_chosen_year_has_no_facet(series, package):
    (facet,) = build_arrivals(series, package, View(Selection(year_from=1992, year_to=1993)))
    assert facet.title == "Visitor arrivals"
    assert build_arrivals(series.iloc[:0], package, WHOLE) == []


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


def test_ten_months_stand_out_among_those_around_them_below_a_bracket_with_our_total(series, package):
    (facet,) = build_claimed(series, package, WHOLE)
    claimed, others = facet.drawn
    assert (len(claimed.points), len(others.points)) == (10, 14)
    assert (str(others.points["period_start"].min().date()), str(others.points["period_end"].max().date())) == (
        "2022-01-01",
        "2023-12-31",
    )
    (total,) = facet.totals
    assert total.text == "Our total: 13,794"
    assert claimed.points["value"].sum() == 13_794
    assert (total.start, total.end) == (pd.Timestamp("2022-08-01"), pd.Timestamp("2023-05-31"))
    assert facet.in_print is None


def test_months_without_all_ten_have_no_bracket(series, package, sound):
    (facet,) = build_claimed(series, package, View(Selection(year_from=2023)))
    assert (len(facet.drawn[0].points), facet.totals) == (5, ())
    assert build_claimed(series, package, View(Selection(year_to=2020))) == []
    assert build_claimed(series, sound, WHOLE) == []


def test_ages_are_ranked_from_the_youngest_as_our_total_of_both_sexes(series, package):
    ranking = rank_ages(series, package, WHOLE)
    assert [row.name for row in ranking.rows][:2] == ["0–4", "5–9"]
    assert len(ranking.rows) == 15
    assert all(row.point["is_computed"] for row in ranking.rows)
    rows = find_ages(series, ALL).set_index("category")["value"]
    assert ranking.rows[0].point["value"] == rows["male/0-4"] + rows["female/0-4"]
    assert sum(row.point["value"] for row in ranking.rows) == rows["male"] + rows["female"]
    assert rank_ages(series, package, View(Selection(year_to=2023))) is None
