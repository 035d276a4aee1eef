"""The kinds of findings: which rows of a frame a sentence is about; and the word that a ratio justifies.

All frames have rows as in :data:`labour_migration.data.series.COLUMNS`, in one unit. Nothing is added up over dates.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

# What one value is to another, as a sentence may say it.
DOWN, SAME, UP = "down", "same", "up"
NEARLY_DOUBLE, DOUBLE, MORE_THAN_DOUBLE, TIMES = "nearly_double", "double", "more_than_double", "times"
# Each word with the least ratio that justifies it, up to the next one's. Differences are said in per cent with one
# decimal place: less than half of its last digit is none.
RATIOS = (
    (DOWN, 0.0),
    (SAME, 0.9995),
    (UP, 1.0005),
    (NEARLY_DOUBLE, 1.9),
    (DOUBLE, 1.995),
    (MORE_THAN_DOUBLE, 2.005),
    (TIMES, 2.25),
)
# What may be said in place of a word that a chart has no sentence for.
PLAINER = {NEARLY_DOUBLE: UP, DOUBLE: TIMES, MORE_THAN_DOUBLE: TIMES}


@dataclass(frozen=True)
class Comparison:
    """A value beside another one of the same unit: two rows."""

    value: pd.Series
    base: pd.Series

    @property
    def ratio(self) -> float:
        """The value as a multiple of the base; infinite of a base of zero."""
        return self.value["value"] / self.base["value"] if self.base["value"] else float("inf")


def find_word(ratio: float) -> str:
    """The word of :data:`RATIOS` that a ratio justifies; "" of one that is negative or not finite."""
    if not 0 <= ratio < float("inf"):
        return ""
    return [word for word, least in RATIOS if ratio >= least][-1]


def in_time(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order of time, the later start last of two that end together."""
    return rows.sort_values(["period_end", "period_start"], kind="stable")


def find_change(points: pd.DataFrame, year: int) -> tuple[pd.Series, Comparison | None] | None:
    """The latest row, and what it is compared with: the last row that ended in a year, or the first of all.

    Rows before the last break (``obs_status`` "B") are never compared with those after it. The comparison is None where
    the latest row is the only one; the whole is None where there is no row.
    """
    if points.empty:
        return None
    points = in_time(points)
    breaks = (points["obs_status"] == "B").to_numpy().nonzero()[0]
    comparable = points.iloc[breaks[-1] :] if len(breaks) else points
    latest, before = comparable.iloc[-1], comparable.iloc[:-1]
    if before.empty:
        return latest, None
    then = before[before["period_end"].dt.year == year]
    return latest, Comparison(latest, before.iloc[0] if then.empty else then.iloc[-1])


def find_common(rows: pd.DataFrame, column: str, codes: Collection[str]) -> pd.DataFrame:
    """The rows of the latest period that has one for each of these codes of a column; no row where none has.

    In the order of the codes.
    """
    rows = rows[rows[column].isin(codes)]
    found = rows.groupby(["period_end", "period_start"])[column].nunique()
    whole = found[found == len(codes)]
    if whole.empty or not codes:
        return rows.iloc[:0]
    end, start = whole.index.max()
    rows = rows[(rows["period_end"] == end) & (rows["period_start"] == start)].drop_duplicates(column)
    return rows.set_index(column, drop=False).loc[list(codes)]


def find_top(rows: pd.DataFrame, most: int = 1) -> pd.DataFrame:
    """The rows with the greatest values, the greatest first: at most so many, none of which ties with one left out.

    No row where all are alike, or where there is only one to rank.
    """
    if len(rows) < 2:
        return rows.iloc[:0]
    ranked = rows.sort_values("value", ascending=False, kind="stable")
    values = ranked["value"].to_list()
    counts = [count for count in range(1, min(most, len(values) - 1) + 1) if values[count - 1] > values[count]]
    return ranked.iloc[: max(counts, default=0)]


def find_growth(rows: pd.DataFrame, column: str, year: int) -> Comparison | None:
    """What grew most, by the difference, of the series that a column tells apart: its latest row and its base.

    All are compared over the same time: from the last date of the year, else the first of all, to the last. None where
    nothing grew, where two grew alike, where there are fewer than two to compare, or where one that has no value at the
    base may have grown more.
    """
    days = sorted(rows["period_end"].unique())
    if len(days) < 2:
        return None
    then = [day for day in days[:-1] if day.year == year]
    ends = days[-1], then[-1] if then else days[0]
    now, base = (rows[rows["period_end"] == day].set_index(column, drop=False) for day in ends)
    gains = (now["value"] - base["value"]).dropna().sort_values(ascending=False)
    unknown = now.loc[~now.index.isin(base.index), "value"]
    if len(gains) < 2 or gains.iloc[0] <= max(gains.iloc[1], unknown.max() if len(unknown) else 0, 0):
        return None
    return Comparison(now.loc[gains.index[0]], base.loc[gains.index[0]])


def find_disagreement(rows: pd.DataFrame, areas: Sequence[str]) -> Comparison | None:
    """What two countries report of one thing in the latest period that both have, the greater first.

    None where there is no such period, or where one of them reports nothing.
    """
    both = find_common(rows, "area_id", areas)
    if both.empty or not both["value"].min() > 0:
        return None
    greater, smaller = (row for _label, row in both.sort_values("value", ascending=False).iterrows())
    return Comparison(greater, smaller)


def find_crossing(points: pd.DataFrame, level: float) -> tuple[pd.Series, pd.Series] | None:
    """The last two successive rows between which values rose past a level; None where they never did."""
    points = in_time(points)
    values = points["value"].to_list()
    places = [place for place in range(1, len(values)) if values[place - 1] < level <= values[place]]
    return (points.iloc[places[-1] - 1], points.iloc[places[-1]]) if places else None
