"""Reconciliation: a reported figure compared with its official counterpart, and the verdict."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.codes import of_subject
from labour_migration.data.package import DataPackage
from labour_migration.data.series import full_series, pick
from labour_migration.labels import row_quantity
from labour_migration.language import marked
from labour_migration.quantities import Quantity

AGREES, ABOVE, BELOW, AGREES_WITH_EARLIER = "agrees", "above", "below", "agrees_with_earlier"
NOT_COMPARABLE, NO_COUNTERPART, PENDING = "not_comparable", "no_counterpart", "pending"
# All verdicts, in the order of the filter on the page.
VERDICTS = {
    AGREES: marked("agrees"),
    AGREES_WITH_EARLIER: marked("agrees with an earlier date"),
    ABOVE: marked("above the official figure"),
    BELOW: marked("below the official figure"),
    NOT_COMPARABLE: marked("not comparable"),
    NO_COUNTERPART: marked("no counterpart"),
    PENDING: marked("pending: no outcome is claimed"),
}

JUDGED = (AGREES, AGREES_WITH_EARLIER, ABOVE, BELOW)  # the verdicts on two figures of the same definition

# How far a number after "about" or before "-strong" may be off, as a share of it: journalists round so much.
ABOUT = 0.05


@dataclass(frozen=True)
class Allowance:
    """The range of numbers that printed words allow.

    A bound that is None is open. A strict bound is not in the range itself.
    """

    low: float | None
    high: float | None
    is_low_strict: bool = False
    is_high_strict: bool = False

    def __contains__(self, value: float) -> bool:
        is_below = self.low is not None and (value <= self.low if self.is_low_strict else value < self.low)
        is_above = self.high is not None and (value >= self.high if self.is_high_strict else value > self.high)
        return not (is_below or is_above)


@dataclass(frozen=True)
class Official:
    """An official figure: its value, its period, and the rows of the official series that it was taken from.

    ``value`` is in the unit of the indicator. Of a change it is the second observation minus the first.
    """

    value: float
    period_start: pd.Timestamp
    period_end: pd.Timestamp
    observations: tuple[Mapping, ...]


@dataclass(frozen=True)
class Reconciliation:
    """A reported figure and its official counterpart: one row of ``comparisons.csv``, carried out.

    Parameters
    ----------
    figure, comparison
        The rows of ``reported_figures.csv`` and of ``comparisons.csv``.
    verdict
        A key of ``VERDICTS``.
    allowance
        The numbers that the words of the report allow.
    official
        The official figure; None where none was published.
    earlier
        With AGREES_WITH_EARLIER the last earlier official figure that agrees; with PENDING the official figure at the
        time of the statement; otherwise None.
    gap, gap_percent
        The official figure minus the printed one, in the indicator's unit and in per cent of the printed one; None
        where the definitions differ, and in per cent also where zero is printed.
    """

    figure: Mapping
    comparison: Mapping
    verdict: str
    allowance: Allowance
    official: Official | None = None
    earlier: Official | None = None
    gap: float | None = None
    gap_percent: float | None = None


def allow(quantity: Quantity) -> Allowance:
    """The range of numbers that a printed quantity allows, by these rules and no others.

    - A number without a hedge allows what rounds to it, by its last digit that is not zero ("25,000": 24,500 to less
      than 25,500; "1.27 billion": 1.265 to less than 1.275 billion), but never more than "about" allows: "10,000"
      would otherwise allow 5,000 to 15,000.
    - "about" and "-strong" allow the share ``ABOUT`` on either side.
    - "more than" allows every greater number, "at least" the number itself as well; "less than" and "at most" likewise.
    - Words with two bounds and no number allow the numbers between them, and the bounds.
    """
    value = quantity.value
    if value is None:
        return Allowance(quantity.low, quantity.high)
    if quantity.comparator in (">", ">="):
        return Allowance(value, None, is_low_strict=quantity.comparator == ">")
    if quantity.comparator in ("<", "<="):
        return Allowance(None, value, is_high_strict=quantity.comparator == "<")
    share = abs(value) * ABOUT
    half = _half_of_last_place(value)
    if quantity.comparator == "~" or half >= share:
        return Allowance(value - share, value + share)
    return Allowance(value - half, value + half, is_high_strict=True)


def _half_of_last_place(value: float) -> float:
    """Half of the place value of the last digit that is not zero: 500 for 25,000, a half for 1,486."""
    digits = f"{value:.6f}".rstrip("0")
    if not digits.endswith("."):
        return 0.5 * 10 ** -len(digits.split(".")[1])
    whole = digits[:-1]
    return 0.5 * 10 ** (len(whole) - len(whole.rstrip("0")))


def judge(quantity: Quantity, official: float, earlier: pd.Series) -> tuple[str, object | None]:
    """The verdict on a reported outcome of the official definition, and the label of the earlier value that agrees.

    ``earlier`` has the earlier values of the official series in the order of time, with any labels. The second result
    is None unless the verdict is AGREES_WITH_EARLIER.
    """
    allowed = allow(quantity)
    if official in allowed:
        return AGREES, None
    fitting = [label for label, value in earlier.items() if value in allowed]
    if fitting:
        return AGREES_WITH_EARLIER, fitting[-1]
    is_above = allowed.low is not None and official <= allowed.low
    return (ABOVE if is_above else BELOW), None


@memo(at_most=VERSIONS)
def reconcile(package: DataPackage) -> tuple[Reconciliation, ...]:
    """Every row of ``comparisons.csv`` with its verdict, in the order of ``reported_figures.csv``, then of the rows."""
    series = full_series(package)
    figures = {row["figure_id"]: row for row in package.reported.to_dict("records")}
    chosen: dict[str, list[dict]] = {figure_id: [] for figure_id in figures}
    for row in package.comparisons.to_dict("records"):
        chosen[row["figure_id"]].append(row)
    return tuple(_reconcile(figures[figure_id], row, series) for figure_id, rows in chosen.items() for row in rows)


def _reconcile(figure: Mapping, comparison: Mapping, series: pd.DataFrame) -> Reconciliation:
    quantity = row_quantity(figure)
    allowed = allow(quantity)
    points = official_points(figure, comparison, series) if comparison["indicator_id"] else series.iloc[:0]
    if figure["statement"] != "outcome":
        official, earlier = _so_far(comparison, points)
        return Reconciliation(figure, comparison, PENDING, allowed, official, earlier)
    official = _official(comparison, points)
    if official is None:
        return Reconciliation(figure, comparison, NO_COUNTERPART, allowed)
    if not comparison["is_same_definition"]:
        return Reconciliation(figure, comparison, NOT_COMPARABLE, allowed, official)
    before = _before(comparison, points, official)
    verdict, label = judge(quantity, official.value, before["value"])
    printed = quantity.level
    gap = official.value - printed
    return Reconciliation(
        figure,
        comparison,
        verdict,
        allowed,
        official,
        earlier=None if label is None else _of_one(before.loc[label]),
        gap=gap,
        gap_percent=gap / printed * 100 if printed else None,
    )


def official_points(figure: Mapping, comparison: Mapping, series: pd.DataFrame) -> pd.DataFrame:
    """The official series that a comparison names, without values read on the page of the report itself.

    Returns
    -------
    DataFrame
        Rows of ``series`` (``labour_migration.data.series.COLUMNS``) of one indicator, programme and area, in the order
        of time; key ``period_start, period_end``. ``value`` is in the indicator's unit. Dates that nobody published
        have no row.
    """
    keys = ("indicator_id", "programme_id", "area_id")
    points = pick(series, category="", **{key: comparison[key] for key in keys})
    points = of_subject(points)
    return points[points["source_id"] != figure["source_id"]]


def _official(comparison: Mapping, points: pd.DataFrame) -> Official | None:
    """The official figure that a comparison names; None where none was published."""
    start, end = comparison["period_start"], comparison["period_end"]
    if comparison["method"] == "stock_at":
        return _of_one(_last(points, end))
    if comparison["method"] == "change_between":
        first, last = _last(points, start), _last(points, end)
        if first is None or last is None:
            return None
        rows = (first.to_dict(), last.to_dict())
        return Official(last["value"] - first["value"], first["period_end"], last["period_end"], rows)
    return _of_one(_last(points[(points["period_start"] == start) & (points["period_end"] == end)], end))


def _last(points: pd.DataFrame, day: pd.Timestamp) -> pd.Series | None:
    """The last observation on or before a day; None without one."""
    points = points[points["period_end"] <= day]
    return None if points.empty else points.iloc[-1]


def _of_one(row: pd.Series | None) -> Official | None:
    return None if row is None else Official(row["value"], row["period_start"], row["period_end"], (row.to_dict(),))


def _before(comparison: Mapping, points: pd.DataFrame, official: Official) -> pd.DataFrame:
    """The observations before the official figure; of a flow only those over periods of the same length."""
    if comparison["method"] == "change_between":
        return points.iloc[:0]
    before = points[points["period_end"] < official.period_end]
    length = (official.period_end - official.period_start).days
    return before[((before["period_end"] - before["period_start"]).dt.days - length).abs() <= 1]


def _so_far(comparison: Mapping, points: pd.DataFrame) -> tuple[Official | None, Official | None]:
    """What has happened since a promise: the latest count, and the count at the time of the promise if it is another.

    Of a flow only the figure for the period that the comparison names.
    """
    if points.empty:
        return None, None
    if comparison["method"] != "stock_at":
        return _official(comparison, points), None
    latest = points.iloc[-1]
    then = _last(points, comparison["period_end"])
    is_one = then is None or then["period_end"] == latest["period_end"]
    return _of_one(latest), None if is_one else _of_one(then)
