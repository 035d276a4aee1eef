"""Facets, from which small multiples are drawn: official series, reported figures and notes that share an axis."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection, select_years
from labour_migration.figures.drawing import fitted, name_point
from labour_migration.figures.reported import ReportedFacet, build_reported_facets, find_shapes
from labour_migration.figures.shapes import SQUARE
from labour_migration.figures.style import LINE_WIDTH, OFFICIAL
from labour_migration.labels import format_list, format_number, format_period, format_short_period, whole_months
from labour_migration.language import gettext as _

LINE, BARS, STEPS, YEARLY = "line", "bars", "steps", "yearly"
_YEAR = 12  # months: strokes are drawn of whole years and longer periods, bars of whole years where no other is named


@dataclass(frozen=True)
class Series:
    """One series of a facet: a line, bars or strokes of one colour.

    Parameters
    ----------
    name
        What a reader calls it.
    points
        A row is a value at a date or over a period, in the order of time; key ``period_start, period_end``, columns
        those of ``labour_migration.data.series.COLUMNS``. ``value`` is in the unit of the facet. Dates that nobody
        published have no row.
    colour, width
        Of its marks; the width of a line in pixels.
    is_drawn
        False of a series that is only in the table below the chart.
    is_labelled
        False of a series without a label at its end.
    label
        What that label calls it, where its name is long.
    """

    name: str
    points: pd.DataFrame
    colour: str = OFFICIAL
    width: int = LINE_WIDTH
    is_drawn: bool = True
    is_labelled: bool = True
    label: str = ""


@dataclass(frozen=True)
class Note:
    """A text about a day or a span of time: a break in a series, an event, the time in which a programme is in force.

    A span without a last day is still going on.
    """

    text: str
    start: pd.Timestamp
    end: pd.Timestamp | None = None


@dataclass(frozen=True)
class Facet:
    """One axis of a chart with everything on it: official series of one definition, reported figures, notes.

    Parameters
    ----------
    title, unit, kind
        Its title, the code of its unit, and what kind of count it is, in words.
    shape
        How all series are drawn. LINE: stocks. BARS: flows over whole years, or over months, or stocks whose parts are
        stacked; several series are stacked. STEPS: flows of several publishers or of unequal periods, each value a
        stroke over its period. YEARLY: flows of several publishers, a line through the middles of calendar years; what
        is over other periods, such as fiscal years, is a stroke: never one line of both.
    series
        Official series, those that are not drawn among them.
    in_print
        Reported figures of the same indicator and routes that can be drawn; None without any.
    reported
        Rows of ``reported_figures.csv`` for the table: the figures of ``in_print``, their repeats, and undated ones.
    breaks, days, totals
        Notes. A break interrupts lines and is a line across the facet; a day is a line; a total is a bracket over the
        bars that it is of.
    ties
        Lines from a reported figure to the official one that it is compared with: the time, the reported level, the
        official level.
    held
        The official figures of which the reported one is true: first day, last day, value.
    bar_months
        The number of months that a bar is of: 12, of years, or 1.
    is_alone
        True of the one facet of a chart that is as wide as the page: it has no title, since its panel says what it
        shows, and all labels inside.
    labelled
        The last days of the official figures that are labelled inside the plot.
    """

    title: str
    unit: str
    kind: str
    shape: str
    series: tuple[Series, ...]
    in_print: ReportedFacet | None = None
    reported: pd.DataFrame | None = None
    breaks: tuple[Note, ...] = ()
    days: tuple[Note, ...] = ()
    totals: tuple[Note, ...] = ()
    ties: tuple[tuple[pd.Timestamp, float, float], ...] = ()
    held: tuple[tuple[pd.Timestamp, pd.Timestamp, float], ...] = ()
    bar_months: int = _YEAR
    is_alone: bool = False
    labelled: tuple[pd.Timestamp, ...] = ()

    @cached_property
    def drawn(self) -> tuple[Series, ...]:
        """The series that are in the chart, each with the points that can be drawn."""
        members = (member for member in self.series if member.is_drawn)
        shown = ((member, member.points[self.can_draw(member.points)]) for member in members)
        return tuple(replace(member, points=points) for member, points in shown if not points.empty)

    @cached_property
    def levels_by_day(self) -> dict[pd.Timestamp, tuple[pd.Timestamp, float]]:
        """The first day and the value of what is drawn, by the last day of its period; of the first series that has it.

        Both are those of a row of ``drawn``.
        """
        frames = [member.points for member in self.drawn[::-1]]
        columns = [[frame[key] for key in ("period_end", "period_start", "value")] for frame in frames]
        return {end: (start, value) for three in columns for end, start, value in zip(*three, strict=True)}

    @property
    def shapes(self) -> set[str]:
        """The shapes that are drawn of and for reported figures (:mod:`labour_migration.figures.shapes`)."""
        return (find_shapes(self.in_print) if self.in_print else set()) | ({SQUARE} if self.held else set())

    @property
    def leaves_out(self) -> bool:
        """True where the table has periods that the chart leaves out (:meth:`can_draw`)."""
        members = (member for member in self.series if member.is_drawn)
        frames = [member.points for member in members]
        if self.reported is not None:
            frames.append(self.reported[self.reported["period_end"].notna()])
        return any(not self.can_draw(points).all() for points in frames)

    def can_draw(self, points: pd.DataFrame) -> pd.Series:
        """A truth value for each row: False where the chart cannot show it.

        Bars show whole years alone, or months alone, strokes nothing shorter than a year.
        """
        if self.shape == LINE:
            return pd.Series(True, index=points.index)
        periods = zip(points["period_start"], points["period_end"], strict=True)
        months = [_YEAR if start == end else whole_months(start, end) or 0 for start, end in periods]
        can_be = [count == self.bar_months if self.shape == BARS else count >= _YEAR for count in months]
        return pd.Series(can_be, index=points.index, dtype=bool)


def in_calendar_years(points: pd.DataFrame) -> pd.Series:
    """Boolean mask, with the index of the points: True where the period is one calendar year."""
    start, end = points["period_start"], points["period_end"]
    return start.dt.is_year_start & end.dt.is_year_end & (start.dt.year == end.dt.year)


def seen(facets: Sequence[Facet]) -> list[Facet]:
    """The facets that are in the chart: those with a series or a reported figure that can be drawn."""
    return [facet for facet in facets if facet.drawn or facet.in_print]


def name_points(place: int, number: int, member: Series) -> list[str]:
    """The names (:func:`name_point`) of the points of a series, by which :func:`find_point` finds them again.

    They consist of positions: of the facet among those seen, of the series among those drawn, of the point. Ids of
    rows would not do, because values that we computed have none.
    """
    return [name_point("official", place, number, row) for row in range(len(member.points))]


def find_point(facets: Sequence[Facet], place: int, number: int, row: int) -> tuple[Facet, pd.Series]:
    """The facet and the row of a point, by the three positions in its name (:func:`name_points`)."""
    facet = seen(facets)[place]
    return facet, facet.drawn[number].points.iloc[row]


def with_reports(
    facet: Facet,
    indicator_id: str,
    package: DataPackage,
    selection: Selection,
    programmes: Collection[str] = (ROOT,),
) -> Facet:
    """The facet with the outcomes that articles report of the same indicator and routes, within the selection.

    Figures that the chart cannot show beside the series (:meth:`Facet.can_draw`) are only in the table.
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
    """The alternative text of :func:`draw_facets`: first and last value of each series, reported figures as printed."""
    clauses = []
    for facet in facets:
        for member in sorted(facet.drawn, key=lambda member: -member.width):  # the series that stands out comes first
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
            clauses += [_("reported: {figures}").format(figures=first), *others]
        if facet.held:
            periods = dict.fromkeys(format_short_period(start, end) for start, end, _value in sorted(facet.held))
            clauses.append(_("true: {periods}").format(periods=format_list(list(periods))))
    return fitted(opening, clauses) if clauses else ""
