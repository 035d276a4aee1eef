"""Reconciliation: a reported figure compared with official figures that were public on its day, and the result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.codes import of_subject
from labour_migration.data.goods import MADE_OF, sum_directions
from labour_migration.data.package import DataPackage
from labour_migration.data.releases import OF_RELEASE, Release, find_release, names_no_year, seen_on
from labour_migration.data.series import KEY, find_whole, full_series, pick
from labour_migration.labels import row_quantity
from labour_migration.results.allowance import Allowance, allow, allow_official
from labour_migration.results.judgement import (
    JUDGED,
    NO_COUNTERPART,
    NOT_COMPARABLE,
    NOT_JUDGED,
    PENDING,
    REPEATS,
    VERDICTS,
    judge,
)
from labour_migration.results.tolerances import OLDER_MONTHS

# What a comparison names of the official series that it looks at, and how many such series are kept.
_SUBJECT = ("indicator_id", "programme_id", "area_id")
_SUBJECTS = 128


@dataclass(frozen=True)
class Official:
    """An official figure: its value, its period, and the rows of the official series that it was taken from.

    ``value`` is in the unit of the indicator. Of a change it is the second observation minus the first; where several
    observations make up the period, their sum. ``release`` is when the last of them became public, None where no day
    is recorded.
    """

    value: float
    period_start: pd.Timestamp
    period_end: pd.Timestamp
    observations: tuple[Mapping, ...]
    release: Release | None = None


@dataclass(frozen=True)
class Reconciliation:
    """A reported figure and its official counterpart: one row of ``comparisons.csv``, carried out.

    Parameters
    ----------
    figure, comparison
        The rows of ``reported_figures.csv`` and of ``comparisons.csv``.
    verdict
        A key of :data:`labour_migration.results.judgement.VERDICTS`. Rows of one figure with the same definition
        share it: they are judged together.
    allowance
        The numbers that the words of the report allow.
    official
        The official figure: of a stock the latest count that was public on the day of the report; None where none was
        published.
    earlier
        With AGREES_WITH_EARLIER the last earlier official figure that agrees; with PENDING the official figure at the
        time of the statement; otherwise None.
    beside
        A second official figure, which has no part in the result: of a stock the count of the day itself, where it
        became public only later; of a copy what another publication has for the same period.
    together
        The official figures of all rows that share the result, this one among them; empty where nothing is judged.
    difference, difference_percent
        The printed number minus the official figure, in the indicator's unit and in per cent of the official figure;
        None where nothing is judged, and in per cent also where the official figure is zero.
    """

    figure: Mapping
    comparison: Mapping
    verdict: str
    allowance: Allowance
    official: Official | None = None
    earlier: Official | None = None
    beside: Official | None = None
    together: tuple[Official, ...] = ()
    difference: float | None = None
    difference_percent: float | None = None


@memo(at_most=VERSIONS)
def compared_series(package: DataPackage) -> pd.DataFrame:
    """Memo: every official series with all totals that we make of it, both directions of trade among them.

    A row is a value as in :func:`labour_migration.data.series.full_series`; must not be mutated.
    """
    series = full_series(package)
    made = [sum_directions(series, indicator_id) for indicator_id in MADE_OF]
    # What an office publishes itself comes first, and counts.
    return (
        pd.concat([series, *made], ignore_index=True)
        .drop_duplicates(KEY)
        .sort_values(["period_end", "period_start"], kind="stable", ignore_index=True)
    )


@memo(at_most=VERSIONS)
def reconcile(package: DataPackage) -> tuple[Reconciliation, ...]:
    """Every row of ``comparisons.csv`` with its result, in the order of ``reported_figures.csv``, then of the rows."""
    figures = {row["figure_id"]: row for row in package.reported.to_dict("records")}
    chosen: dict[str, list[dict]] = {figure_id: [] for figure_id in figures}
    for row in package.comparisons.to_dict("records"):
        chosen[row["figure_id"]].append(row)
    return tuple(
        one
        for figure_id, rows in chosen.items()
        for one in _judge_together([_find(figures[figure_id], row, package) for row in rows], package)
    )


@memo(at_most=VERSIONS)
def find_comparisons(package: DataPackage) -> dict[str, list[Reconciliation]]:
    """What each statement was compared with, by its ``figure_id``: the comparison that has its result first."""
    order, found = list(VERDICTS), {}
    for one in reconcile(package):
        found.setdefault(one.figure["figure_id"], []).append(one)
    return {code: sorted(ones, key=lambda one: order.index(one.verdict)) for code, ones in found.items()}


@memo(at_most=VERSIONS)
def find_results(package: DataPackage) -> dict[str, str]:
    """The one result of each statement, by its ``figure_id``: of several the first of :data:`VERDICTS`."""
    return {code: ones[0].verdict for code, ones in find_comparisons(package).items()}


def _find(figure: Mapping, comparison: Mapping, package: DataPackage) -> Reconciliation:
    """A row of ``comparisons.csv`` with its official figures; NO_COUNTERPART where a result is still to be judged."""
    found = Reconciliation(figure, comparison, NO_COUNTERPART, allow(row_quantity(figure)))
    points = official_points(figure, comparison, package)
    if figure["statement"] != "outcome":
        official, earlier = _so_far(comparison, points, package)
        return replace(found, verdict=PENDING, official=official, earlier=earlier)
    then = _official(_choose(comparison, points), comparison, package)
    if then is None:
        return found
    if not comparison["is_same_definition"]:
        return replace(found, verdict=NOT_COMPARABLE, official=then)
    if comparison["is_copy"]:
        other = _official(_choose(comparison, _points(comparison, package)), comparison, package)
        return replace(found, official=then, beside=None if other is None or other.value == then.value else other)
    if comparison["method"] != "stock_at":
        is_allowed = names_no_year(figure, _measure(figure, package)) or _was_public(then, figure, package)
        return replace(found, official=then) if is_allowed else found
    official = _official(_choose(comparison, _public(points, figure, package)), comparison, package)
    is_later = official is not None and official.period_end != then.period_end
    return replace(found, official=official, beside=then if is_later else None)


def _judge_together(found: Sequence[Reconciliation], package: DataPackage) -> Sequence[Reconciliation]:
    """The rows of one figure with their results: those of the same definition are judged together, once."""
    same = [one for one in found if one.official and one.verdict == NO_COUNTERPART]
    if not same:
        return found
    verdict, earlier = _judge(same, package)
    together, printed = tuple(one.official for one in same), row_quantity(same[0].figure).level
    judged = {}
    for one in same:
        judged[id(one)] = replace(one, verdict=verdict, earlier=earlier, together=together)
        if verdict in JUDGED:
            value = one.official.value
            difference = printed - value
            percent = difference / value * 100 if value else None
            judged[id(one)] = replace(judged[id(one)], difference=difference, difference_percent=percent)
    return [judged.get(id(one), one) for one in found]


def _judge(same: Sequence[Reconciliation], package: DataPackage) -> tuple[str, Official | None]:
    """The one result of all rows of a figure with the same definition, and the older figure that it matches, if any."""
    first = same[0]
    if any(one.comparison["is_copy"] for one in same):
        return REPEATS, None
    if names_no_year(first.figure, _measure(first.figure, package)):
        return NOT_JUDGED, None
    unit = package.indicators.loc[first.comparison["indicator_id"], "unit"]
    ranges = [allow_official(one.official.value, unit) for one in same]
    span = Allowance(min(one.low for one in ranges), max(one.high for one in ranges))
    before = pd.concat([_before(one, package) for one in same]).sort_values(["period_end", "area_id"], kind="stable")
    older = {place: allow_official(value, unit) for place, value in before["value"].items()}
    verdict, place = judge(row_quantity(first.figure), span, older)
    return verdict, None if place is None else _official(before.loc[[place]], first.comparison, package)


def _measure(figure: Mapping, package: DataPackage) -> str:
    return package.indicators.loc[figure["indicator_id"], "measure"]


def official_points(figure: Mapping, comparison: Mapping, package: DataPackage) -> pd.DataFrame:
    """The official series that a comparison names, without values read on the page of the report itself.

    A copy is the exception: it is set beside what was read on its own page, where that is recorded.

    Returns
    -------
    DataFrame
        Rows of :func:`compared_series` of one indicator, programme and area, in the order of time; key
        ``period_start, period_end``. ``value`` is in the indicator's unit. Dates that nobody published have no row.
    """
    points = _points(comparison, package)
    if not comparison["is_copy"]:
        return points[points["source_id"] != figure["source_id"]]
    own = package.official[package.official["source_id"] == figure["source_id"]].assign(is_computed=False)
    own = _of_comparison(own, comparison)[points.columns]
    return own if len(own) else points


def _points(comparison: Mapping, package: DataPackage) -> pd.DataFrame:
    return _points_of(package, *(comparison[key] for key in _SUBJECT))


@memo(at_most=_SUBJECTS)
def _points_of(package: DataPackage, *subject: str) -> pd.DataFrame:
    """The official series of a subject, which several comparisons may name; shared."""
    return _of_comparison(compared_series(package), dict(zip(_SUBJECT, subject, strict=True)))


def _of_comparison(series: pd.DataFrame, comparison: Mapping) -> pd.DataFrame:
    return of_subject(pick(series, category="", **{key: comparison[key] for key in _SUBJECT}))


def _choose(comparison: Mapping, points: pd.DataFrame) -> pd.DataFrame:
    """The observations that the official figure of a comparison is made of; no row where none was published."""
    start, end = comparison["period_start"], comparison["period_end"]
    if comparison["method"] == "stock_at":
        return _last(points, end)
    if comparison["method"] == "change_between":
        first, last = _last(points, start), _last(points, end)
        return pd.concat([first, last]) if len(first) and len(last) else points.iloc[:0]
    return find_whole(points, start, end)


def _last(points: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The last observation on or before a day."""
    return points[points["period_end"] <= day].tail(1)


def _public(points: pd.DataFrame, figure: Mapping, package: DataPackage) -> pd.DataFrame:
    """The observations that were public on the day of a report; all of them where that day is not known."""
    seen = seen_on(figure, package.sources)
    if seen is None:
        return points
    releases = [find_release(row, package) for row in points[list(OF_RELEASE)].to_dict("records")]
    return points[np.array([release is not None and release.day <= seen for release in releases], dtype=bool)]


def _was_public(official: Official, figure: Mapping, package: DataPackage) -> bool:
    """False where an official figure is known to have become public after the day of a report."""
    seen = seen_on(figure, package.sources)
    return seen is None or official.release is None or official.release.day <= seen


def _official(rows: pd.DataFrame, comparison: Mapping, package: DataPackage) -> Official | None:
    """The official figure that observations make; None where there are none."""
    if rows.empty:
        return None
    observations = tuple(rows.to_dict("records"))
    first, last = observations[0], observations[-1]
    is_change = comparison["method"] == "change_between"
    return Official(
        value=last["value"] - first["value"] if is_change else float(rows["value"].sum()),
        period_start=first["period_end"] if is_change else first["period_start"],
        period_end=last["period_end"],
        observations=observations,
        release=find_release(last, package),
    )


def _before(one: Reconciliation, package: DataPackage) -> pd.DataFrame:
    """The observations before the official figure that still count as older figures on the day of the report.

    Of a flow only those over periods of the same length.
    """
    official, figure = one.official, one.figure
    points = official_points(figure, one.comparison, package)
    day = seen_on(figure, package.sources) or figure["period_end"]
    is_before = points["period_end"] < official.period_end
    is_before &= points["period_end"] >= day - pd.DateOffset(months=OLDER_MONTHS)
    is_before &= is_as_long(points, official) & (one.comparison["method"] != "change_between")
    return _public(points[is_before], figure, package)


def is_as_long(points: pd.DataFrame, official: Official) -> pd.Series:
    """Boolean mask, with the index of the points: True of those over a period as long as that of an official figure."""
    length = (official.period_end - official.period_start).days
    return ((points["period_end"] - points["period_start"]).dt.days - length).abs() <= 1


def _so_far(comparison: Mapping, points: pd.DataFrame, package: DataPackage) -> tuple[Official | None, Official | None]:
    """What has happened since a promise: the latest count, and the count at the time of the promise if it is another.

    Of a flow only the figure for the period that the comparison names.
    """
    then = _official(_choose(comparison, points), comparison, package)
    if comparison["method"] != "stock_at":
        return then, None
    latest = _official(points.tail(1), comparison, package)
    is_one = then is None or then.period_end == latest.period_end
    return latest, None if is_one else then
