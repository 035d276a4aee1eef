"""Reported figures, which articles print, as facets over time: computed in one function, drawn in another."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from labour_migration.caching import memo
from labour_migration.citation import format_publisher
from labour_migration.data.package import DataPackage
from labour_migration.figures import style
from labour_migration.figures.drawing import draw_hover_points, draw_lines, draw_points, name_point
from labour_migration.figures.placement import PlotSpace
from labour_migration.figures.shapes import (
    BRACKET,
    CARET,
    CARET_DOWN,
    CROSS,
    DASH,
    DIAMOND,
    DISC,
    DOT,
    RING,
    SHAPES,
)
from labour_migration.labels import (
    format_figure,
    format_figure_period,
    format_measure,
    format_short_period,
    format_statement,
    quote,
    row_quantity,
)
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.results.allowance import allow
from labour_migration.results.judgement import NO_COUNTERPART, PENDING
from labour_migration.results.reconcile import find_results
from labour_migration.results.repeats import find_repeats

# Plotly's symbol of each shape, and its size.
SYMBOLS = {
    DISC: ("circle", style.FIGURE_SIZE),
    RING: ("circle-open", style.FIGURE_SIZE),
    CROSS: ("x-thin-open", style.FIGURE_SIZE),
    DASH: ("line-ew-open", style.FIGURE_SIZE),
    DOT: ("circle", style.DOT_SIZE),
    DIAMOND: ("diamond-open", style.FIGURE_SIZE),
}


_KEPT = 32  # facets whose points are kept: those of the chart that is being drawn, for its widths and its marks


@dataclass(frozen=True, eq=False)
class ReportedFacet:
    """Reported figures that share an axis: all of one indicator, and all of one kind of statement.

    Parameters
    ----------
    title, unit, kind
        Name and unit (code) of the indicator, and what kind of count or of statement it is, in words.
    is_promise
        True of targets, potentials and agreements; False of outcomes.
    marks
        A row is a figure; key ``figure_id``. ``start, end`` are its period. ``level`` is its number, or a bound where
        it has none (``is_number`` is false); ``low, high`` are the bounds that its words give, or that "about" allows
        (``is_about``). All are in ``unit``; a missing bound is one that the words do not give. The hedge:
        ``is_open_above`` ("more than"), ``is_open_below`` ("less than"). ``shape`` is that of its result
        (:mod:`labour_migration.figures.shapes`). ``figure`` is the figure in words, ``label`` the same with the number
        of its publishers where it has several, ``publisher`` and ``date`` are in few words, ``hover`` is the text for a
        pointer (HTML of Plotly).
    """

    title: str
    unit: str
    kind: str
    is_promise: bool
    marks: pd.DataFrame


def build_reported_facets(reported: pd.DataFrame, package: DataPackage) -> list[ReportedFacet]:
    """The facets of rows of ``reported_figures.csv``: in the order of ``indicators.csv``, outcomes before promises.

    Each facet has one indicator, so that stocks and flows never share an axis, and one kind of statement, so that a
    promise never looks like a result. Figures without a period are left out. So are repeats: a statement that many
    outlets carry is one mark.
    """
    dated = reported[reported["period_end"].notna() & (reported["repeats"] == "")]
    groups = dict(list(dated.groupby(["indicator_id", "statement"])))
    statements = package.descriptor.resource("reported_figures").field("statement").choices
    facets = []
    for indicator in package.indicators.itertuples():
        for statement in statements:
            rows = groups.get((indicator.indicator_id, statement))
            if rows is None:
                continue
            is_promise = statement != "outcome"
            kind = format_statement(statement) if is_promise else format_measure(indicator.measure)
            if not is_promise and indicator.measure == "flow" and (rows["period_start"] == rows["period_end"]).all():
                kind = _("period not stated")
            facets.append(
                ReportedFacet(
                    title=_(indicator.name),
                    unit=indicator.unit,
                    kind=kind,
                    is_promise=is_promise,
                    marks=_build_marks(rows, indicator.unit, package),
                )
            )
    return facets


def _build_marks(rows: pd.DataFrame, unit: str, package: DataPackage) -> pd.DataFrame:
    """The ``marks`` of :class:`ReportedFacet`."""
    marks, results = [], find_results(package)
    for row in rows.to_dict("records"):
        quantity = row_quantity(row)
        allowed = allow(quantity) if quantity.comparator == "~" else quantity
        publishers = find_publishers(row, package)
        label = format_figure(row, unit)
        hover = [f"<b>{label}</b>", format_figure_period(row), quote(row["as_printed"]), *publishers]
        is_about = quantity.comparator == "~"
        undecided = NO_COUNTERPART if row["statement"] == "outcome" else PENDING
        marks.append(
            {
                "figure_id": row["figure_id"],
                "start": row["period_start"],
                "end": row["period_end"],
                "level": quantity.level,
                "low": _or_nan(allowed.low if is_about or quantity.value is None else None),
                "high": _or_nan(allowed.high if is_about or quantity.value is None else None),
                "is_number": quantity.value is not None,
                "is_about": is_about,
                "is_open_below": quantity.is_open_below and not is_about,
                "is_open_above": quantity.is_open_above and not is_about,
                "shape": SHAPES[results.get(row["figure_id"], undecided)],
                "label": label if len(publishers) == 1 else _count_publishers(label, len(publishers)),
                "figure": label,
                "publisher": _name_publisher(publishers),
                "date": format_short_period(row["period_start"], row["period_end"]),
                "hover": "<br>".join(hover),
            }
        )
    return pd.DataFrame(marks)


def _name_publisher(publishers: list[str]) -> str:
    """Who reported a figure: the first publisher, and how many others."""
    first, others = publishers[0], len(publishers) - 1
    if not others:
        return first
    pattern = ngettext("{publisher} and {others} other", "{publisher} and {others} others", others)
    return pattern.format(publisher=first, others=others)


def find_publishers(row: Mapping, package: DataPackage) -> list[str]:
    """The publishers of a statement: first that of its row, then those of the rows that repeat it, each once."""
    rows = [row, *find_repeats(package).get(row["figure_id"], ())]
    return list(dict.fromkeys(format_publisher(package.sources[one["source_id"]]) for one in rows))


def _count_publishers(figure: str, count: int) -> str:
    pattern = ngettext("{figure}, in {count} article", "{figure}, in {count} articles", count)
    return pattern.format(figure=figure, count=count)


def _or_nan(number: float | None) -> float:
    return float("nan") if number is None else number


def draw_marks(facet: ReportedFacet) -> list[dict]:
    """The traces of reported figures: the shape of each one's result, a bar over a period, points for hover texts.

    :func:`draw_hedges` has the rest.
    """
    colour = style.PROMISED if facet.is_promise else style.REPORTED
    bars = [(mark.start, height, mark.end, height) for mark, height in _at_heights(facet) if mark.end > mark.start]
    points = [(_middle(mark), height, *SYMBOLS[mark.shape]) for mark, height in _at_heights(facet)]
    hovers = build_label_points(facet)
    return [
        *draw_lines(bars, colour, width=style.PERIOD_WIDTH),
        draw_points(points, colour),
        draw_hover_points(
            [point.middle for point in hovers],
            [point.height for point in hovers],
            [point.hover for point in hovers],
            [name_point("reported", *point.figure_ids) for point in hovers],
            colour,
        ),
    ]


def draw_hedges(facet: ReportedFacet, axis: str, space: PlotSpace) -> list[dict]:
    """The shapes of hedges: a bracket to scale over what words allow, a caret above "more than", below "less than".

    ``axis`` is Plotly's name of the facet's axis. A bracket that its mark would hide stands beside it.
    """
    colour = style.PROMISED if facet.is_promise else style.REPORTED
    line = {"color": colour, "width": style.HEDGE_WIDTH}
    shapes = []
    for mark, height in _at_heights(facet):
        place = {"xsizemode": "pixel", "xanchor": _middle(mark), "yref": axis, "line": line}
        if _is_bracket(mark):
            aside, half = _bracket_aside(mark, space), style.BRACKET_WIDTH / 2
            across = [(mark.low, mark.low, half), (mark.high, mark.high, half), (mark.low, mark.high, 0)]
            shapes += [
                {**place, "type": "line", "x0": aside - wide, "x1": aside + wide, "y0": low, "y1": high}
                for low, high, wide in across
            ]
        for is_open, up in ((mark.is_open_above, 1), (mark.is_open_below, -1)):
            if is_open:
                wide, tip = style.CARET_WIDTH / 2, style.CARET_DISTANCE + style.CARET_HEIGHT
                path = f"M{-wide:g},{up * style.CARET_DISTANCE}L0,{up * tip}L{wide:g},{up * style.CARET_DISTANCE}"
                shapes.append({**place, "type": "path", "path": path, "ysizemode": "pixel", "yanchor": height})
    return shapes


def find_shapes(facet: ReportedFacet) -> set[str]:
    """The shapes that the marks of a facet are drawn with, brackets and carets among them."""
    marks = facet.marks
    return {
        *marks["shape"],
        *([BRACKET] if marks["is_about"].any() else []),
        *([CARET] if marks["is_open_above"].any() else []),
        *([CARET_DOWN] if marks["is_open_below"].any() else []),
    }


@dataclass(frozen=True)
class LabelPoint:
    """A point at which figures of one period and one number are labelled and react to a pointer.

    ``height`` is where the mark is, in the unit of the facet: the number, or the middle of two bounds. ``figure,
    publisher`` and ``date`` are those of the first figure (:class:`ReportedFacet`), ``figure_ids`` and ``hover`` those
    of all.
    """

    start: pd.Timestamp
    end: pd.Timestamp
    height: float
    figure: str
    publisher: str
    date: str
    figure_ids: tuple[str, ...]
    hover: str

    @property
    def middle(self) -> pd.Timestamp:
        """The middle of the period."""
        return self.start + (self.end - self.start) / 2


@memo(_KEPT, has_words=False)
def build_label_points(facet: ReportedFacet) -> list[LabelPoint]:
    """The points at which the figures of a facet are labelled, the latest first."""
    points: dict[tuple, list] = {}
    for mark, height in sorted(_at_heights(facet), key=lambda placed: placed[0].end, reverse=True):
        points.setdefault((mark.start, mark.end, height), []).append(mark)
    return [
        LabelPoint(
            *place,
            figure=marks[0].figure,
            publisher=marks[0].publisher,
            date=marks[0].date,
            figure_ids=tuple(mark.figure_id for mark in marks),
            hover="<br><br>".join(mark.hover for mark in marks),
        )
        for place, marks in points.items()
    ]


def take_marks(facet: ReportedFacet, space: PlotSpace) -> None:
    """Take the space of the marks of a facet, with their hedges, so that no label covers one."""
    for mark, height in _at_heights(facet):
        space.take_marks([(mark.start, height, mark.end, height)], around=style.SEGMENT_DISTANCE)
        at, y = space.x_of(_middle(mark)), space.y_of(height)
        left, right, foot, head = -style.MARK_DISTANCE, style.MARK_DISTANCE, -style.MARK_DISTANCE, style.MARK_DISTANCE
        if _is_bracket(mark):
            left = min(left, _bracket_aside(mark, space) - style.BRACKET_WIDTH / 2)
            foot, head = min(foot, space.y_of(mark.low) - y), max(head, space.y_of(mark.high) - y)
        reach = style.CARET_DISTANCE + style.CARET_HEIGHT
        head, foot = max(head, reach * mark.is_open_above), min(foot, -reach * mark.is_open_below)
        space.take_box((at + left, at + right, y + foot, y + head))


@memo(_KEPT, has_words=False)
def _at_heights(facet: ReportedFacet) -> list[tuple]:
    """Each mark with the level at which it is drawn: its number, or the middle of its bounds."""
    heights = facet.marks["level"].where(facet.marks["is_number"], (facet.marks["low"] + facet.marks["high"]) / 2)
    return list(zip(facet.marks.itertuples(), heights.fillna(facet.marks["level"]), strict=True))


def _middle(mark: tuple) -> pd.Timestamp:
    return mark.start + (mark.end - mark.start) / 2


def _is_bracket(mark: tuple) -> bool:
    """True of a figure whose words allow what lies between two bounds."""
    return pd.notna(mark.low) and pd.notna(mark.high)


def _bracket_aside(mark: tuple, space: PlotSpace) -> float:
    """Pixels from the middle of a mark to its bracket: to the left where it is too short to be seen around the mark."""
    length = space.y_of(mark.high) - space.y_of(mark.low)
    return 0 if length >= style.BRACKET_LEAST else -style.BRACKET_ASIDE
