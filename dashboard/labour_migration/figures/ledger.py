"""Statements beside the official figures that they are held against: one facet an indicator and route."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from labour_migration.data.goods import RECENT
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.figures.facets import LINE, STEPS, Facet, Series
from labour_migration.figures.reported import ReportedFacet, build_reported_facets
from labour_migration.figures.style import CATEGORICAL, REPORTERS
from labour_migration.labels import format_measure, format_programme, row_quantity
from labour_migration.language import gettext as _
from labour_migration.results.held import find_held
from labour_migration.results.judgement import JUDGED, NOT_JUDGED
from labour_migration.results.reconcile import Reconciliation, official_points
from labour_migration.results.wording import name_counted

# The years around a statement of which official figures are shown.
_BEFORE, _AFTER = pd.DateOffset(years=4), pd.DateOffset(years=3)


def build_ledger(found: Sequence[Reconciliation], package: DataPackage) -> list[Facet]:
    """The statements of an official definition, with the official series behind, each tied to its official figure.

    Of the official series those years are kept that are near. What the words of a statement allow is a bracket,
    and what they are true of has a square.
    One indicator of one route a facet, so that the definition on an axis is one; in the order of ``indicators.csv``. A
    statement that names no year is tied to nothing. Copies of an official figure are not drawn, nor is what is not
    comparable, pending or undated.
    """
    judged = [one for one in found if is_drawn(one)]
    counted: dict[tuple[str, str], list[Reconciliation]] = {}
    for one in judged:
        counted.setdefault((one.figure["indicator_id"], one.figure["programme_id"]), []).append(one)
    places = {code: place for place, code in enumerate(package.indicators.index)}
    facets = []
    for (indicator_id, _route), own in sorted(counted.items(), key=lambda pair: places[pair[0][0]]):
        indicator = package.indicators.loc[indicator_id]
        figures = pd.DataFrame([one.figure for one in own]).drop_duplicates("figure_id")
        is_own = package.reported[["figure_id", "repeats"]].isin(set(figures["figure_id"])).any(axis="columns")
        facet = Facet(
            title=name_counted(own[0].figure, package),
            unit=indicator.unit,
            kind=format_measure(indicator.measure),
            shape=LINE if indicator.measure == "stock" else STEPS,
            series=_series_behind(own, package),
            in_print=_with_allowed(build_reported_facets(figures, package)[0], own),
            reported=package.reported[is_own],
            ties=tuple(_tie(one) for one in own if one.verdict != NOT_JUDGED),
        )
        facets.append(replace(facet, held=_find_held(facet, own, package)))
    return facets


def is_drawn(one: Reconciliation) -> bool:
    """True of a statement that is beside an official figure of the same definition, and has a date."""
    return one.verdict in (*JUDGED, NOT_JUDGED) and pd.notna(one.figure["period_end"])


def _series_behind(found: Sequence[Reconciliation], package: DataPackage) -> tuple[Series, ...]:
    """The official series that the statements of one indicator are held against."""
    members: dict[tuple[str, str], pd.DataFrame] = {}
    for one in found:
        key = (one.comparison["programme_id"], one.comparison["area_id"])
        points = _near(official_points(one.figure, one.comparison, package), found)
        if key not in members or len(points) > len(members[key]):
            members[key] = points
    single = [key for key in members if key[0] != ROOT]
    return tuple(
        Series(
            _series_name(*key, package),
            points,
            CATEGORICAL[(2 + single.index(key)) % len(CATEGORICAL)] if key in single else REPORTERS[key[1]],
        )
        for key, points in members.items()
    )


def _near(points: pd.DataFrame, found: Sequence[Reconciliation]) -> pd.DataFrame:
    """The official figures of the years around these statements."""
    ends = [one.figure["period_end"] for one in found]
    first, last = min(ends) - _BEFORE, max(ends) + _AFTER
    points = points[(points["period_start"] >= RECENT) & (points["period_end"] >= first)]
    return points[points["period_start"] <= last]


def _find_held(
    facet: Facet, found: Sequence[Reconciliation], package: DataPackage
) -> tuple[tuple[pd.Timestamp, pd.Timestamp, float], ...]:
    """The official figures in the chart of which the statements are true, each once."""
    frames = [_near(find_held(one, package), found) for one in found]
    points = pd.concat([points[facet.can_draw(points)] for points in frames])
    return tuple(dict.fromkeys(zip(points["period_start"], points["period_end"], points["value"], strict=True)))


def _with_allowed(reported: ReportedFacet, found: Sequence[Reconciliation]) -> ReportedFacet:
    """The facet with what the words of each figure allow as its bounds, where that has two ends."""
    allowed = {
        one.figure["figure_id"]: one.allowance for one in found if None not in (one.allowance.low, one.allowance.high)
    }
    bounds = {
        name: reported.marks["figure_id"].map({code: getattr(one, name) for code, one in allowed.items()})
        for name in ("low", "high")
    }
    kept = {name: values.astype(float).fillna(reported.marks[name]) for name, values in bounds.items()}
    return replace(reported, marks=reported.marks.assign(**kept))


def _series_name(programme_id: str, area_id: str, package: DataPackage) -> str:
    area = _(package.areas.loc[area_id, "name"])
    if programme_id == ROOT:
        return _("Official ({area})").format(area=area)
    programme = format_programme(package.programmes.loc[programme_id])
    return _("Official ({area}): {programme}").format(area=area, programme=programme)


def _tie(one: Reconciliation) -> tuple[pd.Timestamp, float, float]:
    start, end = one.figure["period_start"], one.figure["period_end"]
    return start + (end - start) / 2, row_quantity(one.figure).level, one.official.value
