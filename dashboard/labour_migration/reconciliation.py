"""A reported figure beside its official counterpart -> verdict."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from labour_migration.labels import (
    format_figure,
    format_number,
    format_period,
    format_programme,
    format_statement,
    is_money,
    row_quantity,
)
from labour_migration.language import gettext as _
from labour_migration.language import marked
from labour_migration.package import DataPackage
from labour_migration.quantities import Quantity
from labour_migration.routes import ROOT
from labour_migration.series import full_series, pick
from labour_migration.sharing import VERSIONS, shared

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


@shared(at_most=VERSIONS)
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
    people = pick(points, nationality_id="PAK")
    points = people if not people.empty else pick(points, nationality_id="all")
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


# --- in words -------------------------------------------------------------------------------------


def format_allowance(allowed: Allowance, unit: str) -> str:
    """What the words allow, as a reader checks it: ``24,500 to 25,499``, ``more than 5,000``.

    Of what is counted in whole things, the least and the greatest number; of money, the bounds.
    """
    if not is_money(unit):
        allowed = _whole(allowed)
    low, high = (None if bound is None else format_number(bound, unit) for bound in (allowed.low, allowed.high))
    if high is None:
        return (_("more than {number}") if allowed.is_low_strict else _("at least {number}")).format(number=low)
    if low is None:
        return (_("less than {number}") if allowed.is_high_strict else _("at most {number}")).format(number=high)
    if low == high:
        return _("{number} alone").format(number=low)
    pattern = _("{low} to less than {high}") if allowed.is_high_strict else _("{low} to {high}")
    return pattern.format(low=low, high=high)


def _whole(allowed: Allowance) -> Allowance:
    """The least and the greatest whole number that an allowance with two bounds has."""
    if allowed.low is None or allowed.high is None:
        return allowed
    high = math.ceil(allowed.high) - 1 if allowed.is_high_strict else math.floor(allowed.high)
    return Allowance(math.ceil(allowed.low), high)


def _signed(number: float, unit: str) -> str:
    return f"{'−' if number < 0 else ''}{format_number(abs(number), unit)}"


def format_verdict(verdict: str) -> str:
    """The name of a verdict."""
    return _(VERDICTS[verdict])


def _name(comparison: Mapping, package: DataPackage) -> str:
    """What a comparison holds a report against: the indicator, and the route where it is one."""
    name = _(package.indicators.loc[comparison["indicator_id"], "name"])
    if comparison["programme_id"] == ROOT:
        return name
    programme = format_programme(package.programmes.loc[comparison["programme_id"]])
    return _("{name}: {route}").format(name=name, route=programme)


def describe_verdict(found: Reconciliation, package: DataPackage) -> str:
    """The verdict in sentences that name figures and dates and blame nobody."""
    figure, official = found.figure, found.official
    printed = _("The report prints {figure}.").format(
        figure=format_figure(figure, package.indicators.loc[figure["indicator_id"], "unit"])
    )
    if official is None:
        if found.verdict == PENDING:
            sentence = _("It is {statement}; no official figure of what has happened since was found.")
            return f"{printed} {sentence.format(statement=format_statement(figure['statement']))}"
        return f"{printed} {_('No official figure to hold it against was found.')}"
    indicator = package.indicators.loc[found.comparison["indicator_id"]]
    unit, name = indicator["unit"], _name(found.comparison, package)
    number, period = format_number(official.value, unit), format_period(official.period_start, official.period_end)
    if found.verdict == PENDING:
        said = _("It is {statement}. So far: {name}, {period}, {number}.").format(
            statement=format_statement(figure["statement"]), name=name, period=period, number=number
        )
        if found.earlier is None:
            return f"{printed} {said}"
        then = _("At the time of the statement ({period}): {number}.").format(
            period=format_period(found.earlier.period_start, found.earlier.period_end),
            number=format_number(found.earlier.value, unit),
        )
        return f"{printed} {said} {then}"
    if found.verdict == NOT_COMPARABLE:
        pattern = (
            _("Official, but of another definition: {name}, {period}, a change of {number}. No gap is computed.")
            if found.comparison["method"] == "change_between"
            else _("Official, but of another definition: {name}, {period}, {number}. No gap is computed.")
        )
        return f"{printed} {pattern.format(name=name, period=period, number=_signed(official.value, unit))}"
    if found.comparison["method"] == "stock_at":
        said = _("The official count nearest before it, {period}, is {number}").format(period=period, number=number)
    else:
        said = _("The official figure for {period} is {number}").format(period=period, number=number)
    if found.verdict == AGREES:
        allowed = format_allowance(found.allowance, unit)
        return f"{printed} {said}{_(', which the words allow ({allowed}).').format(allowed=allowed)}"
    more = _("{number} more") if found.gap > 0 else _("{number} less")
    said += _(" ({gap}).").format(gap=more.format(number=format_number(abs(found.gap), unit)))
    if found.verdict == AGREES_WITH_EARLIER:
        last = _("Last within what the words allow: {period}, {number}.").format(
            period=format_period(found.earlier.period_start, found.earlier.period_end),
            number=format_number(found.earlier.value, unit),
        )
        return f"{printed} {said} {last}"
    return f"{printed} {said}"


def describe_arithmetic(found: Reconciliation, package: DataPackage) -> list[str]:
    """The steps of a verdict, each a line that a reader can do by hand."""
    figure = found.figure
    unit = package.indicators.loc[figure["indicator_id"], "unit"]
    lines = [_("The words allow: {allowed}.").format(allowed=format_allowance(found.allowance, unit))]
    if found.official is None:
        return lines
    unit = package.indicators.loc[found.comparison["indicator_id"], "unit"]
    for row in found.official.observations:
        lines.append(
            _("Official, {period}: {number}.").format(
                period=format_period(row["period_start"], row["period_end"]), number=format_number(row["value"], unit)
            )
        )
    if found.comparison["method"] == "change_between":
        first, last = found.official.observations
        lines.append(
            _("{last} − {first} = {change}").format(
                last=format_number(last["value"], unit),
                first=format_number(first["value"], unit),
                change=_signed(found.official.value, unit),
            )
        )
    if found.gap is not None:
        printed = found.official.value - found.gap
        gap = _("{official} − {printed} = {gap}").format(
            official=format_number(found.official.value, unit),
            printed=format_number(printed, unit),
            gap=_signed(found.gap, unit),
        )
        if found.gap_percent is not None:
            percent = _signed(round(found.gap_percent, 1), "percent")
            gap += _(", which is {percent} of the printed number").format(percent=percent)
        lines.append(gap)
    return lines
