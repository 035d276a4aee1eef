"""What facets are made of: series as members, notes in time, the axis that members share; and their words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection, select_years
from labour_migration.figures.drawing import OFFICIAL, fitted, name_point
from labour_migration.figures.reported import ReportedFacet, build_reported_facets
from labour_migration.labels import format_number, format_period, whole_months
from labour_migration.language import gettext as _

LINE, BARS, STEPS = "line", "bars", "steps"
_YEAR = 12  # months: a flow of less is not drawn beside years, and of more only as a stroke


@dataclass(frozen=True)
class Series:
    """One series of a facet.

    ``points`` are rows of a series (``labour_migration.data.series.COLUMNS``), in the order of time. One that is not
    drawn stands in the table of its facet alone; one that is not labelled has no name beside its end.
    """

    name: str
    points: pd.DataFrame
    colour: str = OFFICIAL
    width: int = 2
    is_drawn: bool = True
    is_labelled: bool = True


@dataclass(frozen=True)
class Note:
    """Something named at a time: a break in a series, a day of an event; or a span of it, with a last day."""

    text: str
    start: pd.Timestamp
    end: pd.Timestamp | None = None


@dataclass(frozen=True)
class Facet:
    """Series of one indicator on one axis.

    ``shape`` is LINE for stocks, BARS for flows and for stocks that are stacked (several members are), STEPS for
    flows that are told by several: a stroke as long as its period. ``in_print`` are reported figures of the same
    indicator and routes, ``reported`` their rows, with what repeats them and what is undated.
    A logarithmic axis shows no zero. ``breaks`` end lines and are drawn across the facet; ``spans`` are
    drawn behind it, ``days`` through it. ``ties`` join a report to the official figure that it is held against:
    the time, the reported and the official level.
    """

    title: str
    unit: str
    kind: str
    shape: str
    series: tuple[Series, ...]
    in_print: ReportedFacet | None = None
    reported: pd.DataFrame | None = None
    breaks: tuple[Note, ...] = ()
    spans: tuple[Note, ...] = ()
    days: tuple[Note, ...] = ()
    ties: tuple[tuple[pd.Timestamp, float, float], ...] = ()
    is_log: bool = False

    @property
    def drawn(self) -> tuple[Series, ...]:
        """The members that the chart shows, with the points that it can show."""
        members = (member for member in self.series if member.is_drawn)
        shown = ((member, member.points[self.can_draw(member.points)]) for member in members)
        return tuple(replace(member, points=points) for member, points in shown if not points.empty)

    @property
    def leaves_out(self) -> bool:
        """True where the table has periods that the chart cannot show beside years."""
        members = (member for member in self.series if member.is_drawn)
        frames = [member.points for member in members]
        if self.reported is not None:
            frames.append(self.reported[self.reported["period_end"].notna()])
        return any(not self.can_draw(points).all() for points in frames)

    def can_draw(self, points: pd.DataFrame) -> pd.Series:
        """True of each row with a period that the chart can show."""
        if self.is_log:
            return points["value"] > 0
        if self.shape == LINE:
            return pd.Series(True, index=points.index)
        periods = zip(points["period_start"], points["period_end"], strict=True)
        months = [_YEAR if start == end else whole_months(start, end) or 0 for start, end in periods]
        can_be = [count == _YEAR if self.shape == BARS else count >= _YEAR for count in months]
        return pd.Series(can_be, index=points.index, dtype=bool)


def seen(facets: Sequence[Facet]) -> list[Facet]:
    """The facets that have something to draw."""
    return [facet for facet in facets if facet.drawn or facet.in_print]


def name_points(place: int, number: int, member: Series) -> list[str]:
    """What each point of a drawn member carries: places alone, so that what we computed can be found again as well."""
    return [name_point("official", place, number, row) for row in range(len(member.points))]


def find_point(facets: Sequence[Facet], place: int, number: int, row: int) -> tuple[Facet, pd.Series]:
    """The point that :func:`name_points` has named, and its facet."""
    facet = seen(facets)[place]
    return facet, facet.drawn[number].points.iloc[row]


def with_reports(
    facet: Facet,
    indicator_id: str,
    package: DataPackage,
    selection: Selection,
    programmes: Collection[str] = (ROOT,),
) -> Facet:
    """The facet with the outcomes that articles print of just what it shows: this indicator, these routes.

    A part of a year is no mark beside years: it stands in the table.
    """
    rows = select_years(package.reported, selection)
    rows = rows[
        (rows["indicator_id"] == indicator_id)
        & (rows["statement"] == "outcome")
        & rows["programme_id"].isin(programmes)
    ]
    dated = rows[rows["period_end"].notna()]
    reported_facets = build_reported_facets(dated[facet.can_draw(dated)], package)
    return replace(facet, in_print=reported_facets[0] if reported_facets else None, reported=rows)


def describe_facets(facets: Sequence[Facet], opening: str) -> str:
    """The alternative text of :func:`draw_facets`: each member's first and last figure, reports with their hedge."""
    clauses = []
    for facet in facets:
        for member in sorted(facet.drawn, key=lambda member: -member.width):  # what stands out comes first
            first, last = member.points.iloc[0], member.points.iloc[-1]
            if len(facet.drawn) == 1:
                name = facet.title
            elif len(facets) == 1:
                name = member.name
            else:
                name = _("{facet}, {series}").format(facet=facet.title, series=member.name)
            start, end = (
                _("{value} ({period})").format(
                    value=format_number(point["value"], facet.unit),
                    period=format_period(point["period_start"], point["period_end"]),
                )
                for point in (first, last)
            )
            pattern = _("{name}: {end}") if len(member.points) == 1 else _("{name}: {start} to {end}")
            clauses.append(pattern.format(name=name, start=start, end=end))
        if facet.in_print:
            first, *others = facet.in_print.marks["label"]
            clauses += [_("articles print {figures}").format(figures=first), *others]
    return fitted(opening, clauses) if clauses else ""
