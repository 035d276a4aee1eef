"""When reported figures were true: equal to every row of the files, tried one by one; runs; sentences."""

import csv
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from labour_migration.labels import is_money
from labour_migration.results.held import Run, find_held, find_runs, has_dates
from labour_migration.results.judgement import JUDGED
from labour_migration.results.reconcile import Reconciliation, reconcile
from labour_migration.results.wording import describe_held

DATASETS = Path(__file__).parents[3] / "datasets"
ABOUT_25_000 = "urdupoint-2024-08-29-residents"


@cache
def read(table: str) -> list[dict[str, str]]:
    with (DATASETS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_figure(package, figure_id: str) -> list[Reconciliation]:
    return [one for one in reconcile(package) if one.figure["figure_id"] == figure_id]


# --- brute force: from the files alone, by the rules in words -------------------------------------------


def half_of_last_digit(number: str) -> float:
    """Half a unit of the last digit that is not zero."""
    whole, _dot, places = number.partition(".")
    if places := places.rstrip("0"):
        return 0.5 / 10 ** len(places)
    return 0.5 * 10 ** (len(whole) - len(whole.rstrip("0")))


def is_true(figure: dict[str, str], value: float, rounding: float) -> bool:
    """Whether printed words are true of an official figure: as their qualifier says, or within one per cent of it."""
    number, low, high = float(figure["value"]), value - rounding, value + rounding
    share = number * 0.05
    half = half_of_last_digit(figure["value"])
    exact = number - half <= high and low < number + half  # 25,500 is no longer 25,000
    about = number - share <= high and low <= number + share
    said = {
        ">": high > number,
        ">=": high >= number,
        "<": low < number,
        "<=": low <= number,
        "~": about,
        "": exact if half < share else about,
    }
    nearest = low if low > number else min(high, number)
    return said[figure["comparator"]] or abs(nearest - number) <= 0.01 * abs(nearest)


def choose(rows: list[dict[str, str]], **cells: str) -> dict[str, str] | None:
    """The row that counts of the rivals that have these cells."""
    rows = [row for row in rows if row["rank"] != "deprecated" and cells.items() <= row.items()]
    return next((row for row in rows if row["rank"] == "preferred"), rows[0] if rows else None)


# What the two directions of goods make, where an agency publishes only them.
MADE_OF = {
    "trade": {"goods-to-pakistan": 1, "goods-to-japan": 1},
    "trade-deficit": {"goods-to-pakistan": 1, "goods-to-japan": -1},
}


def find_statuses(programme_id: str) -> set[str]:
    """A programme and all statuses below it."""
    found, below = set(), {programme_id}
    while below:
        found |= below
        below = {row["programme_id"] for row in read("programmes") if row["parent_id"] in below}
    return found


def observe(comparison: dict[str, str], without: str) -> dict[tuple[str, str], float]:
    """All official values of a comparison by their period, but for those of one source.

    Where nobody publishes one, it is that of its parts: both directions of goods, all statuses of a programme.
    """
    indicator, programme = comparison["indicator_id"], comparison["programme_id"]
    signs = MADE_OF.get(indicator, {})
    programmes = {programme} if programme == "all" else find_statuses(programme)
    nationality = "all" if signs else "PAK"
    by_period = defaultdict(list)
    for row in read("official_statistics"):
        is_of_it = row["indicator_id"] in {indicator, *signs} and row["programme_id"] in programmes
        place = (row["area_id"], row["nationality_id"], row["category"])
        if is_of_it and place == (comparison["area_id"], nationality, ""):
            by_period[row["period_start"], row["period_end"]].append(row)
    values = {}
    for period, rows in by_period.items():
        if own := choose(rows, indicator_id=indicator, programme_id=programme):
            if own["source_id"] != without:
                values[period] = float(own["value"])
        elif signs:
            both = [choose(rows, indicator_id=code) for code in signs]
            if all(both) and both[0]["source_id"] == both[1]["source_id"]:
                values[period] = sum(signs[row["indicator_id"]] * float(row["value"]) for row in both)
        else:
            statuses = {row["programme_id"]: float(row["value"]) for row in rows}
            single = [code for code in statuses if len(find_statuses(code) & {*statuses}) == 1]
            values[period] = sum(statuses[code] for code in single)
    return values


def try_all(figure: dict[str, str], comparison: dict[str, str]) -> set[tuple[str, str]]:
    """The periods of all official values of which a reported figure is true, of a flow those of its length."""

    def days(start: str, end: str) -> int:
        return (pd.Timestamp(end) - pd.Timestamp(start)).days

    units = {row["indicator_id"]: row["unit"] for row in read("indicators")}
    length = 0 if comparison["method"] == "stock_at" else days(comparison["period_start"], comparison["period_end"])
    held = set()
    for period, value in observe(comparison, without=figure["source_id"]).items():
        is_rounded = is_money(units[comparison["indicator_id"]])
        rounding = min(half_of_last_digit(f"{value:.6f}"), abs(value) * 0.01) if is_rounded else 0
        if abs(days(*period) - length) <= 1 and is_true(figure, value, rounding):
            held.add(period)
    return held


def test_dates_are_those_of_every_row_of_the_files_tried_one_by_one(package):
    figures = {row["figure_id"]: row for row in read("reported_figures")}
    key = ("figure_id", "indicator_id", "programme_id", "area_id", "method")
    compared = {tuple(row[name] for name in key): row for row in read("comparisons")}
    judged = [one for one in reconcile(package) if one.verdict in JUDGED]
    assert len(judged) >= 10
    for one in judged:
        rows = find_held(one, package)
        found = {
            (f"{start:%F}", f"{end:%F}") for start, end in zip(rows["period_start"], rows["period_end"], strict=True)
        }
        place = tuple(one.comparison[name] for name in key)
        assert found == try_all(figures[place[0]], compared[place]), place
        assert len(found) == len(rows)


def test_runs_cover_what_was_true_and_nothing_else(package):
    for one in filter(has_dates, reconcile(package)):
        rows, runs = find_held(one, package), find_runs(one, package)
        ends = set(rows["period_end"])
        assert all({run.first[1], run.last[1]} <= ends for run in runs)
        within = [end for end in ends if any(run.first[1] <= end <= run.last[1] for run in runs)]
        assert len(within) == len(ends)
        assert [run.first for run in runs] == sorted(run.first for run in runs)


# --- by value -------------------------------------------------------------------------------------------


def test_about_25_000_was_true_on_one_recorded_date(package):
    (one,) = of_figure(package, ABOUT_25_000)
    rows = find_held(one, package)
    assert list(zip(rows["period_end"].astype(str), rows["value"], strict=True)) == [("2023-12-31", 25_334)]
    day = pd.Timestamp("2023-12-31")
    assert find_runs(one, package) == [Run((day, day), (day, day), is_latest=False)]


@pytest.mark.parametrize(
    ("figure_id", "sentences"),
    [
        (ABOUT_25_000, ["The reported figure, about 25,000, was true in December 2023."]),
        (
            "pakistanis-news-2021-04-26-residents",
            [
                "The reported figure, more than 30,000, was true from June 2025 to December 2025, "
                "the latest official figure."
            ],
        ),
        (
            "daily-the-province-2026-02-residents",
            [
                "The reported figure, more than 26,000, was true from June 2024 to December 2025, "
                "the latest official figure."
            ],
        ),
        ("the-news-2017-12-14-residents", ["The reported figure, about 10,000, was not true on any recorded date."]),
        (
            "jablog-relations-trade",
            [
                "By the figures of Pakistan, the reported figure, US$1.9 billion, was true in 1992, in 2008 and "
                "from 2014 to 2015.",
                "By the figures of Japan, the reported figure, US$1.9 billion, was true in 1993, in 2008 and "
                "from 2013 to 2015.",
            ],
        ),
        (
            "pbc-2019-trade-deficit",
            [
                "The reported figure, less than US$2.1 billion, was true from 1962 to 1993, from 1995 to 2016, "
                "in 2018 and in FY2023-24, the latest official figure."
            ],
        ),
        ("urdupoint-2024-08-29-trade", []),  # no year given, not judged
        ("the-news-2023-06-05-residents-potential", []),
    ],
)
def test_sentence_names_recorded_dates_alone(figure_id, sentences, package):
    assert describe_held(of_figure(package, figure_id), package) == sentences


def test_what_is_not_judged_has_no_dates(package):
    for one in reconcile(package):
        if one.verdict not in JUDGED:
            assert not has_dates(one)
            assert find_held(one, package).empty
            assert find_runs(one, package) == []


# --- made up --------------------------------------------------------------------------------------------


@pytest.fixture
def runs_of(sound, monkeypatch):
    """The runs of "about 3,000" over made-up official figures: periods and values."""

    def find(*points: tuple[str, str, float]) -> list[tuple[str, str, bool]]:
        one = next(one for one in reconcile(sound) if one.figure["figure_id"] == "gazette-2020-01-15-residents")
        rows = pd.DataFrame(points, columns=["period_start", "period_end", "value"])
        rows = rows.assign(**{name: pd.to_datetime(rows[name]) for name in ("period_start", "period_end")})
        monkeypatch.setattr("labour_migration.results.held.official_points", lambda *_arguments: rows)
        last = rows.iloc[-1]
        official = replace(one.official, period_start=last["period_start"], period_end=last["period_end"])
        runs = find_runs(replace(one, verdict="above", official=official), sound)
        return [(f"{run.first[1]:%F}", f"{run.last[1]:%F}", run.is_latest) for run in runs]

    return find


def stock(day: str, value: float) -> tuple[str, str, float]:
    return day, day, value


def test_missing_date_ends_a_run(runs_of):
    points = [stock(day, 3_000) for day in ("2018-06-30", "2018-12-31", "2019-12-31", "2020-06-30")]
    assert runs_of(*points) == [("2018-06-30", "2018-12-31", False), ("2019-12-31", "2020-06-30", True)]


def test_date_on_which_the_words_did_not_hold_ends_a_run(runs_of):
    values = {"2018-06-30": 3_000, "2018-12-31": 3_300, "2019-06-30": 2_900, "2019-12-31": 4_000}
    points = [stock(day, value) for day, value in values.items()]
    assert runs_of(*points) == [("2018-06-30", "2018-06-30", False), ("2019-06-30", "2019-06-30", False)]


def test_bound_of_what_words_allow_is_true(runs_of):
    assert runs_of(stock("2018-06-30", 3_150)) == [("2018-06-30", "2018-06-30", True)]
    assert runs_of(stock("2018-06-30", 3_151)) == []


def test_calendar_and_fiscal_years_are_runs_of_their_own(runs_of):
    years = [("2018-01-01", "2018-12-31", 3_000), ("2018-07-01", "2019-06-30", 9_000)]
    years += [("2019-01-01", "2019-12-31", 3_000), ("2019-07-01", "2020-06-30", 3_000)]
    assert runs_of(*years) == [("2018-12-31", "2019-12-31", False), ("2020-06-30", "2020-06-30", True)]


def test_missing_year_of_a_flow_ends_a_run(runs_of):
    years = [("2017-01-01", "2017-12-31", 3_000), ("2019-01-01", "2019-12-31", 3_000)]
    assert runs_of(*years) == [("2017-12-31", "2017-12-31", False), ("2019-12-31", "2019-12-31", True)]


def test_missing_month_of_a_flow_ends_a_run(runs_of):
    months = [("2019-03-01", "2019-03-31", 3_000), ("2019-04-01", "2019-04-30", 3_000)]
    months += [("2019-06-01", "2019-06-30", 3_000), ("2019-07-01", "2019-07-31", 3_000)]
    assert runs_of(*months) == [("2019-03-31", "2019-04-30", False), ("2019-06-30", "2019-07-31", True)]


def test_periods_of_another_length_are_left_out(runs_of):
    assert runs_of(("2019-01-01", "2019-06-30", 3_000), ("2019-01-01", "2019-12-31", 9_000)) == []
