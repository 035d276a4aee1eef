"""Small lines without an axis: where their points lie in a box, as shares of its width and height."""

from collections.abc import Sequence

import pandas as pd

from labour_migration.data.series import split_runs

Window = tuple[pd.Timestamp, pd.Timestamp]
Levels = tuple[float, float]
_MIDDLE = 0.5


def find_window(frames: Sequence[pd.DataFrame]) -> Window | None:
    """The first and the last day of all points of these series; None where there is no point."""
    ends = [points["period_end"] for points in frames if not points.empty]
    return (min(days.min() for days in ends), max(days.max() for days in ends)) if ends else None


def find_levels(points: pd.DataFrame) -> Levels:
    """The least and the greatest value of a series: its own scale."""
    return points["value"].min(), points["value"].max()


def trace_runs(points: pd.DataFrame, window: Window, levels: Levels) -> list[list[tuple[float, float]]]:
    """The points of a series in runs without a missing date, each as shares of a box: from its left, from its top.

    A window of one day and a scale of one level lie in the middle.
    """
    (first, last), (low, high) = window, levels
    across = [(day - first) / (last - first) if last > first else _MIDDLE for day in points["period_end"]]
    down = [(high - value) / (high - low) if high > low else _MIDDLE for value in points["value"]]
    places = list(zip(across, down, strict=True))
    return [[places[place] for place in run] for run in split_runs(points["period_end"], ())]
