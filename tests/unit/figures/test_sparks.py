"""Where the points of a small line lie: in a box, in runs."""

import pandas as pd

from labour_migration.figures.sparks import find_levels, find_window, trace_runs


def test_points_are_shares_of_the_box_from_its_left_and_its_top(make_points):
    points = make_points(("2019-12-31", 10), ("2020-06-30", 30), ("2020-12-31", 20))
    window = find_window([points])
    ((first, second, third),) = trace_runs(points, window, find_levels(points))
    assert first == (0, 1)
    assert (round(second[0], 2), second[1]) == (0.5, 0)
    assert third == (1, 0.5)


def test_line_is_interrupted_where_a_date_is_missing(make_points):
    points = make_points(("2019-12-31", 1), ("2020-06-30", 2), ("2023-06-30", 3), ("2023-12-31", 4))
    runs = trace_runs(points, find_window([points]), find_levels(points))
    assert list(map(len, runs)) == [2, 2]


def test_window_spans_all_series_and_none_has_none(make_points):
    window = find_window([make_points(("2020-06-30", 1)), make_points(("2019-12-31", 1), ("2025-12-31", 1))])
    assert window == (pd.Timestamp("2019-12-31"), pd.Timestamp("2025-12-31"))
    assert find_window([]) is None


def test_a_series_of_one_level_lies_in_the_middle(make_points):
    points = make_points(("2019-12-31", 0), ("2020-06-30", 0))
    assert [down for _across, down in trace_runs(points, find_window([points]), (0, 0))[0]] == [0.5, 0.5]
