"""Trade and money by value: mirror figures, our sums, the break, losses."""

import pandas as pd
import pytest

from labour_migration.data.selection import Selection
from labour_migration.data.series import full_series, pick
from labour_migration.figures.facets import BARS, YEARLY
from labour_migration.figures.trade import (
    build_early_goods,
    build_goods,
    build_remittances,
    build_trade,
    find_payments,
    rank_payments,
)
from labour_migration.view import WHOLE, View

ALL = Selection()


@pytest.fixture(scope="module")
def series(package) -> pd.DataFrame:
    return full_series(package)


def year(member, end: str) -> float:
    return member.points.set_index("period_end")["value"].loc[end]


def test_both_countries_report_each_direction(series, package):
    to_pakistan, to_japan = build_goods(series, package, WHOLE)
    assert {facet.shape for facet in (to_pakistan, to_japan)} == {YEARLY}
    japan, pakistan = to_pakistan.series
    assert (japan.name, pakistan.name) == ("Reported by Japan", "Reported by Pakistan")
    assert (japan.label, pakistan.label) == ("Japan", "Pakistan")
    assert year(japan, "2016-12-31") == 1_963_312_143
    assert year(pakistan, "2016-12-31") == 1_949_631_195
    assert year(to_japan.series[1], "2018-12-31") == 202_000_000


def test_goods_until_2002_are_a_chart_of_their_own(series, package):
    to_pakistan, to_japan = build_early_goods(series, package, WHOLE)
    assert {facet.shape for facet in (to_pakistan, to_japan)} == {YEARLY}
    japan, pakistan = to_pakistan.drawn
    assert (len(japan.points), len(pakistan.points)) == (41, 40)
    assert (year(japan, "1962-12-31"), year(pakistan, "1962-12-31")) == (57_258_760, 58_249_848)
    assert "1994-12-31" not in set(pakistan.points["period_end"].astype(str))
    starts = [member.points["period_start"] for facet in (to_pakistan, to_japan) for member in facet.series]
    assert max(map(max, starts)) == pd.Timestamp("2002-01-01")
    assert build_early_goods(series, package, View(Selection(year_from=2003))) == []


def test_goods_since_2003_have_no_earlier_year(series, package):
    starts = [member.points["period_start"] for facet in build_goods(series, package, WHOLE) for member in facet.series]
    assert min(map(min, starts)) == pd.Timestamp("2003-01-01")


def test_reported_volume_is_a_mark_beside_the_sums(series, package):
    (together,) = build_trade(series, package, WHOLE)
    assert together.in_print.marks["label"].iloc[0] == "US$1.27 billion, in 2 articles"
    ministry = together.series[-1]
    assert list(ministry.points["value"]) == [1_260_000_000, 1_330_000_000]
    assert not ministry.points["is_computed"].any()


def test_reports_of_one_direction_stand_in_its_facet_alone(series, package):
    to_pakistan, to_japan = build_goods(series, package, WHOLE)
    assert to_pakistan.in_print is None
    assert set(to_japan.reported["indicator_id"]) == {"goods-to-japan"}
    assert "US$50.6 million" not in set(to_japan.in_print.marks["label"])  # of a quarter
    assert 50_600_000 in set(to_japan.reported["value"])


def test_reports_of_parts_of_years_stand_in_the_table_alone(series, package):
    (facet,) = build_remittances(series, package, WHOLE)
    assert set(facet.reported["indicator_id"]) == {"remittances"}
    assert facet.in_print is None  # each is of some months: they stand in the table


def test_calendar_and_fiscal_years_are_told_apart_by_their_periods(series):
    starts = pick(series, indicator_id="goods-to-japan", area_id="PAK")["period_start"].dt.month
    assert set(starts) == {1, 7}


def test_remittances_by_fiscal_year_with_the_break_named(series, package):
    (facet,) = build_remittances(series, package, WHOLE)
    assert facet.shape == BARS
    (member,) = facet.drawn
    assert len(member.points) == 16
    assert year(member, "2025-06-30") == 62_280_000
    assert year(member, "2019-06-30") == 22_960_000
    assert year(member, "2020-06-30") == 66_420_000
    (broken,) = facet.breaks
    assert str(broken.start.date()) == "2019-07-01"
    assert facet.leaves_out


def test_payments_are_of_the_latest_half_year_that_both_directions_have(series, package):
    ranking = rank_payments(series, package, WHOLE)
    assert [(row.name, row.point["value"]) for row in ranking.rows] == [
        ("Payments to Japan for imports", 549_307_000),
        ("Receipts from Japan for exports", 89_022_000),
    ]
    assert ranking.period.replace("\u2009", " ") == "Jul – Dec 2020"
    earlier = rank_payments(series, package, View(Selection(year_to=2019)))
    assert [row.point["value"] for row in earlier.rows] == [596_522_000, 99_646_000]
    assert rank_payments(series, package, View(Selection(year_to=2018))) is None
    assert find_payments(series.iloc[:0]).empty


def test_direct_investment_may_be_a_loss(series):
    rows = pick(series, indicator_id="direct-investment").set_index("period_end")["value"]
    assert rows["2022-06-30"] == -10_800_000
    assert rows["2023-06-30"] == 183_000_000


def test_years_choose_facets(series, package):
    late, early = (View(Selection(year_from=first, year_to=last)) for first, last in ((2024, 2026), (1992, 1993)))
    assert [facet.title for facet in build_goods(series, package, late)] == [
        "Goods from Japan to Pakistan", "Goods from Pakistan to Japan",
    ]  # fmt: skip
    assert [facet.title for facet in build_trade(series, package, late)] == ["Trade between Pakistan and Japan"]
    assert build_goods(series, package, early) == build_trade(series, package, early) == []
    assert len(build_early_goods(series, package, early)) == 2
