"""One value per key and date; wholes that nobody published as sums of their parts."""

import pandas as pd
import pytest

from labour_migration.data.series import (
    COLUMNS,
    KEY,
    AmbiguousSeriesError,
    add_sums,
    build_series,
    find_whole,
    full_series,
    nearest,
    pick,
    split_runs,
)


def value(series: pd.DataFrame, **key: str) -> float:
    rows = pick(series, **key)
    assert len(rows) == 1, rows
    return rows["value"].iloc[0]


def test_series_has_one_value_per_key_and_keeps_the_index(sound):
    series = build_series(sound.official)
    assert list(series.columns) == COLUMNS
    assert not series.duplicated(KEY).any()
    assert not series["is_computed"].any()
    assert list(series.index) == [index for index in sound.official.index if index != 21]


def test_preferred_rival_stands_for_the_series(sound):
    rows = pick(build_series(sound.official), indicator_id="remittances")
    assert list(rows["value"]) == [62_280_000, 70_000_000]


def test_deprecated_rows_are_ignored(make_official):
    rows = make_official({"value": 1, "rank": "deprecated"}, {"value": 2})
    assert list(build_series(rows)["value"]) == [2]


@pytest.mark.parametrize("ranks", [("normal", "normal"), ("preferred", "preferred")])
def test_build_series_refuses_rivals_that_rank_does_not_choose_between(ranks, make_official):
    rows = make_official(*({"rank": rank, "source_id": f"s{place}"} for place, rank in enumerate(ranks)))
    with pytest.raises(AmbiguousSeriesError, match="residents, all, PAK, JPN"):
        build_series(rows)


def test_building_leaves_its_input_as_it_was(sound):
    before = sound.official.copy()
    add_sums(build_series(sound.official), sound.routes)
    assert sound.official.equals(before)


def test_sum_is_made_of_parts_where_the_whole_is_not_published(sound):
    series = full_series(sound)
    at = {"indicator_id": "residents", "nationality_id": "PAK"}
    days = pick(series, **at, programme_id="titp")
    assert list(days["value"]) == [25, 30]
    assert list(days["is_computed"]) == [False, True]
    assert days["locator"].iloc[1] == "table 1; table 1"
    assert days["note"].iloc[1] == "Our total of: titp-i-a, titp-i-b."
    assert list(pick(series, **at, programme_id="labour-programmes")["value"]) == [25, 35]


def test_sum_is_no_surer_than_its_least_sure_part(sound):
    work = pick(full_series(sound), indicator_id="residents", programme_id="work")
    assert list(work["obs_status"]) == ["A", "U"]


def test_no_sum_is_made_where_a_part_is_missing_that_others_have(make_official, sound):
    day = {"period_end": "2019-12-31"}
    rows = make_official(
        {**day, "programme_id": "titp-i-a", "nationality_id": "PAK"},
        {**day, "programme_id": "titp-i-a", "nationality_id": "VNM"},
        {**day, "programme_id": "titp-i-b", "nationality_id": "VNM"},
    )
    sums = add_sums(build_series(rows), sound.routes).query("is_computed and programme_id == 'titp'")
    assert list(sums["nationality_id"]) == ["VNM"]


def test_no_sum_of_a_group_is_made_where_the_statuses_do_not_make_the_total(make_official, sound):
    day = {"period_end": "2019-12-31"}
    statuses = [{**day, "programme_id": "engineer", "value": 65}, {**day, "programme_id": "ssw", "value": 5}]
    for total, count in ((70, 2), (100, 0)):
        rows = make_official({**day, "value": total}, *statuses)
        sums = add_sums(build_series(rows), sound.routes).query("is_computed")
        assert len(sums) == count
    assert not add_sums(build_series(make_official(*statuses)), sound.routes)["is_computed"].any()


def test_no_sum_is_made_across_publications_or_of_other_indicators(make_official, sound):
    rows = make_official(
        {"programme_id": "titp-i-a", "source_id": "statistics-2020"},
        {"programme_id": "titp-i-b", "source_id": "paper-2020"},
        {"programme_id": "engineer", "indicator_id": "permits"},
    )
    assert not add_sums(build_series(rows), sound.routes)["is_computed"].any()


def test_full_series_has_each_key_once(package):
    assert not full_series(package).duplicated(KEY).any()


def test_total_of_all_routes_is_never_made(package):
    series = full_series(package)
    assert not series.loc[series["programme_id"] == "all", "is_computed"].any()


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2019-07-01", "2019-07-01", 1),
        ("2019-11-01", "2019-11-01", 2),
        ("2010-01-01", "2010-12-31", 1),
        ("2030-01-01", "2030-12-31", 2),
        ("2019-01-01", "2020-12-31", 2),
    ],
)
def test_nearest_overlaps_or_is_the_fewest_days_away(start, end, found, make_official):
    rows = make_official({"period_end": "2019-06-30", "value": 1}, {"period_end": "2019-12-31", "value": 2})
    assert nearest(build_series(rows), pd.Timestamp(start), pd.Timestamp(end))["value"] == found


def test_nothing_is_nearest_in_an_empty_series(sound):
    empty = build_series(sound.official).iloc[:0]
    assert nearest(empty, pd.Timestamp("2019-01-01"), pd.Timestamp("2019-01-01")) is None


MONTHS = [(f"2022-{month:02}-01", str(pd.Period(f"2022-{month}", "M").end_time.date())) for month in (8, 9, 10, 12)]


@pytest.mark.parametrize(
    ("start", "end", "values"),
    [
        ("2022-08-01", "2022-08-31", [1]),
        ("2022-08-01", "2022-10-31", [1, 2, 3]),
        ("2022-10-01", "2022-12-31", []),  # November is missing
        ("2022-08-01", "2022-12-31", []),
        ("2022-01-01", "2022-12-31", [99]),  # the year itself, whatever its months
        ("2022-07-01", "2022-08-31", []),
        ("2021-01-01", "2021-12-31", []),
    ],
)
def test_whole_is_one_row_or_rows_that_follow_each_other(start, end, values, make_official):
    periods = [*MONTHS, ("2022-01-01", "2022-12-31")]
    rows = make_official(
        *(
            {"value": value, "period_start": pd.Timestamp(first), "period_end": pd.Timestamp(last)}
            for value, (first, last) in zip([1, 2, 3, 5, 99], periods, strict=True)
        )
    )
    found = find_whole(build_series(rows), pd.Timestamp(start), pd.Timestamp(end))
    assert list(found["value"]) == values


def days(*texts: str) -> pd.Series:
    return pd.Series(pd.to_datetime(texts))


@pytest.mark.parametrize(
    ("dates", "breaks", "runs"),
    [
        (("2018-12-31", "2019-06-30", "2019-12-31"), (), [[0, 1, 2]]),
        (("2018-12-31", "2019-12-31", "2020-06-30"), (), [[0], [1, 2]]),
        (("2018-12-31", "2019-12-31", "2020-12-31"), (), [[0, 1, 2]]),
        (("2018-12-31", "2019-12-31", "2021-12-31"), (), [[0, 1], [2]]),
        (("2018-12-31", "2019-06-30"), ("2019-03-01",), [[0], [1]]),
        (("2018-12-31",), (), [[0]]),
        ((), (), []),
    ],
)
def test_dates_are_split_where_one_is_missing_and_at_breaks(dates, breaks, runs):
    assert split_runs(days(*dates), [pd.Timestamp(day) for day in breaks]) == runs


def test_dates_more_than_a_year_apart_are_a_gap_whatever_is_usual():
    assert split_runs(days("2011-06-30", "2013-06-30", "2015-06-30"), []) == [[0], [1], [2]]
