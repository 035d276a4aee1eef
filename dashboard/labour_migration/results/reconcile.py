"""A reported figure beside its official counterpart: the arithmetic, and the verdict."""

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
# The closed list, in the order in which a reader is offered it.
VERDICTS = {
    AGREES: marked("agrees"),
    AGREES_WITH_EARLIER: marked("agrees with an earlier date"),
    ABOVE: marked("above the official figure"),
    BELOW: marked("below the official figure"),
    NOT_COMPARABLE: marked("not comparable"),
    NO_COUNTERPART: marked("no counterpart"),
    PENDING: marked("pending: no outcome is claimed"),
}

JUDGED = (AGREES, AGREES_WITH_EARLIER, ABOVE, BELOW)  # verdicts on two figures of one definition

# What "about" and "-strong" allow on either side, as a share of the number: journalists round to it.
ABOUT = 0.05


@dataclass(frozen=True)
class Allowance:
    """The numbers that printed words allow. A bound that is None is open; one that is strict does not belong."""

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
    """An official figure: its number, its period, and the observations that it was taken from.

    Of a change, ``value`` is the difference of the second observation from the first.
    """

    value: float
    period_start: pd.Timestamp
    period_end: pd.Timestamp
    observations: tuple[Mapping, ...]


@dataclass(frozen=True)
class Reconciliation:
    """One report (a row of ``reported_figures.csv``) held against what one row of ``comparisons.csv`` names.

    ``earlier`` is the last earlier date that agrees, where the verdict says so; of what is pending, the count at the
    time of the statement. ``gap`` is the official figure less the printed one, in the indicator's unit, and
    ``gap_percent`` the same in per cent of the printed one: only where the definition is the same.
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
    """What the printed words allow: the one place of these rules.

    - A number as it is printed allows what rounds to it: half of the place of its last digit that is not nought,
      on either side ("25,000": 24,500 to less than 25,500; "1.27 billion": 1.265 to less than 1.275 billion), but
      never more than "about" would: "10,000" says more than its one digit.
    - "about" and "-strong" allow ``ABOUT`` on either side.
    - "more than" allows anything above, "at least" the number too; "less than" and "at most" likewise.
    - Words with bounds and no number allow what lies between.
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
    """Half of the place of the last digit that is not nought: of 25,000 it is 500, of 1,486 a half."""
    digits = f"{value:.6f}".rstrip("0")
    if not digits.endswith("."):
        return 0.5 * 10 ** -len(digits.split(".")[1])
    whole = digits[:-1]
    return 0.5 * 10 ** (len(whole) - len(whole.rstrip("0")))


def judge(quantity: Quantity, official: float, earlier: pd.Series) -> tuple[str, object | None]:
    """The verdict on an outcome whose definition is the official one, and the label of the earlier value that agrees.

    ``earlier`` has the earlier values of the same series, the latest last.
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
    """Every row of ``comparisons.csv`` with its verdict, in the order of the reports and then of the rows."""
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
    """The official series that is named, in the order of time, without what was read on the report's own page."""
    keys = ("indicator_id", "programme_id", "area_id")
    points = pick(series, category="", **{key: comparison[key] for key in keys})
    points = of_subject(points)
    return points[points["source_id"] != figure["source_id"]]


def _official(comparison: Mapping, points: pd.DataFrame) -> Official | None:
    """The official figure that a comparison asks for; None where none was published."""
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
    """The observation nearest before a day, or on it."""
    points = points[points["period_end"] <= day]
    return None if points.empty else points.iloc[-1]


def _of_one(row: pd.Series | None) -> Official | None:
    return None if row is None else Official(row["value"], row["period_start"], row["period_end"], (row.to_dict(),))


def _before(comparison: Mapping, points: pd.DataFrame, official: Official) -> pd.DataFrame:
    """The observations before the official figure that are of its kind: of a flow, over as long a period."""
    if comparison["method"] == "change_between":
        return points.iloc[:0]
    before = points[points["period_end"] < official.period_end]
    length = (official.period_end - official.period_start).days
    return before[((before["period_end"] - before["period_start"]).dt.days - length).abs() <= 1]


def _so_far(comparison: Mapping, points: pd.DataFrame) -> tuple[Official | None, Official | None]:
    """What has happened so far of something promised: the latest count, and the one at the time of the promise.

    Of what is counted over periods, the period that is named.
    """
    if points.empty:
        return None, None
    if comparison["method"] != "stock_at":
        return _official(comparison, points), None
    latest = points.iloc[-1]
    then = _last(points, comparison["period_end"])
    is_one = then is None or then["period_end"] == latest["period_end"]
    return _of_one(latest), None if is_one else _of_one(then)
