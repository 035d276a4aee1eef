"""Reports beside official figures: what was public on the day, one result a figure, what it may not depend on."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from labour_migration.data.package import DataPackage
from labour_migration.data.releases import find_release, seen_on
from labour_migration.results.judgement import (
    AGREES,
    AGREES_WITH_EARLIER,
    BELOW,
    JUDGED,
    NO_COUNTERPART,
    NOT_COMPARABLE,
    NOT_JUDGED,
    PENDING,
    REPEATS,
    VERDICTS,
)
from labour_migration.results.reconcile import Reconciliation, compared_series, reconcile

DAY = pd.Timestamp("2020-01-15")


@pytest.fixture
def with_tables(sound) -> Callable[..., DataPackage]:
    """Build the sound package with some tables changed: each a dict of columns for the row at a place."""

    def build(**changes: dict[int, dict]) -> DataPackage:
        tables = dict(sound.tables)
        for name, rows in changes.items():
            frame = tables[name].copy()
            for place, cells in rows.items():
                for column, value in cells.items():
                    frame[column] = frame[column].astype(object) if frame[column].dtype == "category" else frame[column]
                    frame.loc[frame.index[place], column] = value
            tables[name] = frame
        return replace(sound, tables=tables)

    return build


def of_figure(package: DataPackage, figure_id: str) -> list[Reconciliation]:
    return [one for one in reconcile(package) if one.figure["figure_id"] == figure_id]


def of_residents(package: DataPackage) -> Reconciliation:
    (one,) = of_figure(package, "gazette-2020-01-15-residents")
    return one


def test_stock_is_compared_with_the_latest_count_that_was_public(sound):
    one = of_residents(sound)
    assert (one.official.value, str(one.official.period_end.date())) == (90, "2019-06-30")
    assert (str(one.official.release.day.date()), one.official.release.is_inferred) == ("2019-09-30", False)
    assert (one.beside.value, str(one.beside.period_end.date())) == (100, "2019-12-31")
    assert (one.difference, one.difference_percent) == (2_910, pytest.approx(2_910 / 90 * 100))


def test_count_of_the_day_counts_once_it_was_public(with_tables):
    one = of_residents(with_tables(releases={1: {"date_released": DAY}}))
    assert (one.official.value, one.beside) == (100, None)


def test_nothing_is_compared_before_anything_was_public(with_tables):
    one = of_residents(with_tables(releases={0: {"date_released": pd.Timestamp("2020-01-16")}}))
    assert (one.verdict, one.official, one.beside) == (NO_COUNTERPART, None, None)


def printing(value: float, comparator: str = "") -> dict:
    return {"reported_figures": {1: {"value": value, "comparator": comparator}}}


def test_older_figure_is_one_that_was_public_and_not_older_than_two_years(with_tables):
    released = {1: {"date_released": DAY}}
    one = of_residents(with_tables(**printing(90), releases=released))
    assert (one.verdict, one.official.value, one.earlier.value) == (AGREES_WITH_EARLIER, 100, 90)
    old = {1: {"period_start": pd.Timestamp("2017-12-31"), "period_end": pd.Timestamp("2017-12-31")}}
    aged = {0: {"period_end": pd.Timestamp("2017-12-31"), "date_released": pd.Timestamp("2018-03-01")}, **released}
    one = of_residents(with_tables(**printing(90), releases=aged, official_statistics=old))
    assert (one.verdict, one.official.value, one.earlier) == (BELOW, 100, None)


def test_copy_gets_no_score(with_tables):
    one = of_residents(with_tables(**printing(100), comparisons={1: {"is_copy": True}}))
    assert (one.verdict, one.difference) == (REPEATS, None)


def test_flow_without_a_year_is_not_judged(sound, with_tables):
    named = {"indicator_id": "remittances", "value": 70_500_000.0, "comparator": ""}
    compared = {
        1: {
            "indicator_id": "remittances",
            "area_id": "PAK",
            "method": "flow_in",
            "period_start": pd.Timestamp("2018-07-01"),
            "period_end": pd.Timestamp("2019-06-30"),
        }
    }
    (one,) = of_figure(with_tables(reported_figures={1: named}, comparisons=compared), "gazette-2020-01-15-residents")
    assert (one.verdict, one.official.value, one.difference) == (NOT_JUDGED, 62_280_000, None)
    year = {"period_start": pd.Timestamp("2018-07-01"), "period_end": pd.Timestamp("2019-06-30")}
    judged = with_tables(reported_figures={1: {**named, **year, "is_period_inferred": False}}, comparisons=compared)
    (one,) = of_figure(judged, "gazette-2020-01-15-residents")
    assert (one.verdict, one.difference) == ("above", 8_220_000)


def test_no_result_depends_on_what_was_released_after_the_report(package):
    """Without all that came later, each result and its official figure are the same."""
    judged = [one for one in reconcile(package) if one.verdict in JUDGED and seen_on(one.figure, package.sources)]
    official = package.official
    keys = ["indicator_id", "period_end"]
    released = official[keys].astype({"indicator_id": "str"}).merge(package.releases, how="left", on=keys)
    assert judged
    for one in judged:
        seen = seen_on(one.figure, package.sources)
        is_later = (released["date_released"] > seen).to_numpy()
        is_its = (official["indicator_id"] == one.comparison["indicator_id"]) & (official["nationality_id"] == "PAK")
        assert (is_later & is_its).any()
        then = replace(package, tables={**package.tables, "official_statistics": official[~is_later & is_its]})
        figure_id = one.figure["figure_id"]
        before = [(other.verdict, other.official.value) for other in of_figure(then, figure_id)]
        assert before == [(other.verdict, other.official.value) for other in of_figure(package, figure_id)]
        for row in one.official.observations:
            assert find_release(row, package).day <= seen


def test_figure_has_at_most_one_result_for_a_definition(package):
    results: dict[tuple, set] = {}
    for one in reconcile(package):
        if one.verdict in (*JUDGED, NOT_JUDGED, REPEATS):
            key = one.figure["figure_id"], one.comparison["indicator_id"]
            results.setdefault(key, set()).add(one.verdict)
    assert results
    assert {len(found) for found in results.values()} == {1}


@pytest.mark.parametrize("statement", ["target", "potential", "agreement"])
def test_no_promise_ever_gets_a_result(statement, package):
    reported = package.reported.assign(statement=statement)
    promised = replace(package, tables={**package.tables, "reported_figures": reported})
    assert {found.verdict for found in reconcile(promised)} == {PENDING}


def test_every_promise_of_the_data_is_pending_and_no_outcome_is(package):
    for found in reconcile(package):
        assert (found.verdict == PENDING) == (found.figure["statement"] != "outcome")
        assert (found.difference is not None) == (found.verdict in JUDGED)


@pytest.mark.parametrize("seed", range(3))
def test_result_does_not_change_with_the_order_of_rows(seed, package):
    tables = {
        name: package.tables[name].sample(frac=1, random_state=seed, ignore_index=True)
        for name in ("reported_figures", "official_statistics", "comparisons", "releases")
    }
    shuffled = replace(package, tables={**package.tables, **tables})

    def results(found: list) -> dict:
        keys = ("figure_id", "indicator_id", "programme_id", "area_id", "method", "period_start")
        return {
            tuple(str(one.comparison[key]) for key in keys): (
                one.verdict,
                one.difference,
                one.official and one.official.value,
                one.beside and one.beside.value,
            )
            for one in found
        }

    assert results(reconcile(shuffled)) == results(reconcile(package))


def test_every_original_has_a_result_of_the_closed_list(package):
    found = reconcile(package)
    originals = package.reported.loc[package.reported["repeats"] == "", "figure_id"]
    assert {one.figure["figure_id"] for one in found} == set(originals)
    assert {one.verdict for one in found} <= set(VERDICTS)


def test_report_is_never_held_against_its_own_page_but_as_a_copy(package):
    for found in reconcile(package):
        if found.official is not None and found.verdict != REPEATS:
            assert found.figure["source_id"] not in {row["source_id"] for row in found.official.observations}


def test_both_directions_of_goods_are_compared_as_trade_and_as_its_balance(package):
    series = compared_series(package)
    made = series[series["is_computed"] & series["indicator_id"].isin(["trade", "trade-deficit"])]
    goods = series[series["indicator_id"].isin(["goods-to-japan", "goods-to-pakistan"])]
    for row in made.to_dict("records"):
        same = goods[
            (goods["area_id"] == row["area_id"])
            & (goods["period_start"] == row["period_start"])
            & (goods["period_end"] == row["period_end"])
            & (goods["source_id"] == row["source_id"])
        ].set_index("indicator_id")["value"]
        sign = 1 if row["indicator_id"] == "trade" else -1
        assert row["value"] == same["goods-to-pakistan"] + sign * same["goods-to-japan"]


def test_what_differs_in_definition_has_no_difference(package):
    for found in reconcile(package):
        if not found.comparison["is_same_definition"]:
            assert found.verdict in (NOT_COMPARABLE, NO_COUNTERPART, PENDING)
            assert found.together == ()


def test_agreeing_report_needs_no_older_figure(package):
    assert all(found.earlier is None for found in reconcile(package) if found.verdict == AGREES)
