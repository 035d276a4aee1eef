"""Small multiples: official series in facets that share a time axis, with reported figures as marks on them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from labour_migration.citation import format_office
from labour_migration.data.package import DataPackage
from labour_migration.data.series import split_runs
from labour_migration.figures import style
from labour_migration.figures.annotations import (
    NARROW,
    WIDE,
    build_end_labels,
    count_day_lines,
    draw_end_labels,
    draw_inner_labels,
    draw_inside_labels,
    draw_notes,
    draw_totals,
)
from labour_migration.figures.drawing import (
    draw_hover_points,
    draw_lines,
    draw_nothing,
    draw_points,
    facet_title,
    make_figure,
    month_ticks,
    tick_step,
    time_ticks,
    with_opacity,
    year_ticks,
)
from labour_migration.figures.facets import (
    BARS,
    LINE,
    STEPS,
    YEARLY,
    Facet,
    Series,
    in_calendar_years,
    name_points,
    seen,
)
from labour_migration.figures.placement import PlotSpace, take_tick_labels
from labour_migration.figures.reported import draw_hedges, draw_marks, take_marks
from labour_migration.labels import (
    format_counted,
    format_number,
    format_obs_status,
    format_period,
    format_unit,
    whole_months,
)
from labour_migration.language import gettext as _

# The width of a bar at a single day, which belongs to a stock that is published every half-year.
_STOCK_BAR = pd.Timedelta(days=182)
_A_YEAR = 12  # months
_MONTHS_ARE_NAMED = pd.Timedelta(days=3 * 366)  # on an axis of so many days
# The plots that a facet has labels for, each by the name of its annotations; without a margin where it is alone.
_PLOTS = {WIDE: style.WIDE_PLOT, NARROW: style.NARROW_PLOT}
_FULL_PLOTS = {WIDE: style.WIDE_FULL_PLOT, NARROW: style.NARROW_FULL_PLOT}
_MILLISECONDS = 1000  # of a second: Plotly takes widths of bars on a time axis in them


def draw_facets(
    facets: Sequence[Facet], package: DataPackage, is_fitted: bool = False, height: int = style.FACET_HEIGHT
) -> go.Figure:
    """A chart of official series in facets, each ``height`` pixels high without its title, over one time axis.

    Lines are interrupted where a date is missing and at breaks in the series. Hollow points, pale bars and pale strokes
    are doubtful: their hover texts say why. Squares are around the official figures of which a reported one is true. A
    key above the first facet names strokes; other series have labels at their ends, in a margin where a facet has
    several, else inside. Axes start at zero; with ``is_fitted`` those of lines start near the least value. Reported
    figures are labelled as far as there is space: ``meta["unlabelled"]`` counts the others.
    """
    facets = seen(facets)
    if not facets:
        return draw_nothing(_("No official figure matches these filters."))
    first = min((member.points["period_start"].min() for facet in facets for member in facet.drawn), default=pd.NaT)
    # A break is left out where the selection has no value before it.
    facets = [replace(facet, breaks=tuple(note for note in facet.breaks if note.start > first)) for facet in facets]
    window = _window(facets)
    traces, axes, notes, shapes, unlabelled = [], {}, [], [], 0
    is_alone = facets[0].is_alone
    has_margin = not is_alone and not all(map(_has_one_course, facets))
    if not has_margin:
        facets = [_label_last(facet) for facet in facets]
    are_lines = len(facets) == 1 or height <= style.LOW_FACET
    title_height = style.LINE_TITLE_HEIGHT if are_lines else style.FACET_TITLE_HEIGHT
    full = (height + (0 if is_alone else title_height)) * len(facets)
    for place, facet in enumerate(facets):
        axis = f"y{place + 1}" if place else "y"
        bottom = 1 - (place + 1) / len(facets)
        domain = [bottom, bottom + height / full]
        low, high = _range(facet, is_fitted, height)
        traces += [trace | {"yaxis": axis} for trace in _draw_series(facet, place, package)]
        ties = [(at, reported, at, official) for at, reported, official in facet.ties]
        traces += [trace | {"yaxis": axis} for trace in draw_lines(ties, style.CONTEXT, width=style.TIE_WIDTH)]
        ticks = _axis(low, high, facet.unit, height)
        axes[axis.replace("y", "yaxis")] = {"domain": domain, **ticks}
        if not is_alone:
            notes.append(facet_title(_name_facet(facet, len(facets) == 1, are_lines), y=domain[1]))
        held = [(start + (end - start) / 2, value) for start, end, value in facet.held]
        brackets, totals = draw_totals(facet, axis, (low, high))
        marks = PlotSpace(window, _scale(low, high), style.NARROW_PLOT, height)
        if facet.in_print:
            take_marks(facet.in_print, marks)
        _take_held(held, marks)
        inside = draw_inside_labels(facet, axis, marks) if has_margin else []
        ends = build_end_labels(facet, window) if has_margin else []
        if facet.shape == YEARLY and len(ends) + len(inside) < len(facet.drawn):  # one has no room inside the plot
            inside, ends = [], build_end_labels(facet, window, has_all=True)
        texts, leaders = draw_end_labels(ends, axis, _scale(low, high), height)
        inside += totals
        notes += [*texts, *inside]
        shapes += [*leaders, *draw_notes(facet, axis, window), *brackets]
        if held:
            squares = [(*at, "square-open", style.HELD_SIZE) for at in held]
            traces.append(draw_points(squares, style.REPORTED) | {"yaxis": axis})
        if facet.in_print:
            traces += [trace | {"yaxis": axis} for trace in draw_marks(facet.in_print)]
        most, (solid, lines) = 0, _find_taken(facet)
        for name, width in (_PLOTS if has_margin else _FULL_PLOTS).items():
            space = PlotSpace(window, _scale(low, high), width, height)
            take_tick_labels(space, ticks["tickvals"], ticks["ticktext"])
            for note in inside:
                space.take_text(space.text_box(note))
            space.take_marks(solid, around=style.SERIES_DISTANCE)
            space.take_marks(lines)
            _take_held(held, space)
            if facet.in_print:
                take_marks(facet.in_print, space)
            labels, missing = draw_inner_labels(facet, axis, space, name)
            most = max(most, missing)
            notes += labels
        unlabelled += most
        if facet.in_print:
            shapes += draw_hedges(facet.in_print, axis, space)
    ticks = _find_time_ticks(facets, window)
    time = {"range": list(window), "zeroline": False, "anchor": axis, "showgrid": False, **ticks}
    entries = {}  # of the key: series of one name in several facets share one
    for trace in traces:
        trace["showlegend"] = trace.get("showlegend", False) and entries.setdefault(trace["name"], trace) is trace
    # As a telephone wraps it, each entry has a row; were there less room, Plotly would move the plot down.
    top = style.KEY_AIR + style.KEY_ROW * len(entries) if entries else style.AIR
    foot = style.FOOT + style.SECOND_LINE * ticks.get("tickformat", "").count("\n")
    right = style.LABEL_MARGIN if has_margin else style.AIR
    key = {"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top"}
    key["font"] = {"size": style.TEXT_FONT}
    layout = {
        "xaxis": time, **axes, "annotations": notes, "shapes": shapes,
        "showlegend": bool(entries), "legend": {**key, "itemclick": False, "itemdoubleclick": False},
        "meta": {"unlabelled": unlabelled},
    }  # fmt: skip
    return make_figure(traces, layout, height=full + foot + top, top=top, right=right)


def _take_held(held: Sequence[tuple[pd.Timestamp, float]], space: PlotSpace) -> None:
    """Take the space of the squares at these places, so that no label covers one."""
    space.take_marks([(*at, *at) for at in held], around=style.HELD_SIZE / 2)


def _has_one_course(facet: Facet) -> bool:
    """True of a facet with one line, or one bar for each period."""
    return facet.shape in (LINE, BARS) and len(facet.drawn) == 1


def _label_last(facet: Facet) -> Facet:
    """The facet with a label for its last figure, where none is labelled by day or by a total."""
    if facet.is_alone or facet.labelled or facet.totals or not facet.drawn:
        return facet
    return replace(facet, labelled=(facet.drawn[0].points["period_end"].max(),))


def _name_facet(facet: Facet, is_alone: bool, is_line: bool) -> str:
    """What stands above a facet: of one alone its unit and kind, which the title of the chart leaves open."""
    measure = {"unit": format_unit(facet.unit), "kind": facet.kind}
    title = f"<b>{facet.title}</b>"
    if is_line and not is_alone:
        return _("{title}, {unit}, {kind}").format(title=title, **measure)
    subtitle = _("{unit}, {kind}").format(**measure)
    return subtitle if is_alone else f"{title}<br>{subtitle}"


def _find_time_ticks(facets: Sequence[Facet], window: tuple[pd.Timestamp, pd.Timestamp]) -> dict:
    """The labels of the time axis: below the years or the months that bars and lines are of, else at days.

    Where some of the years drawn are Pakistan's fiscal ones, the labels are of calendar years.
    """
    frames = [member.points for facet in facets for member in facet.drawn]
    points = pd.concat(frames) if frames else pd.DataFrame()
    months = set(map(whole_months, points["period_start"], points["period_end"])) if frames else set()
    if months in ({_A_YEAR}, {1}):
        marked = [facet.in_print.marks["end"].max() for facet in facets if facet.in_print]
        # A year in which a report lies is named too, where its middle is on the axis.
        ends = [min(day + pd.offsets.YearEnd(0), window[1]) for day in marked]
        drawn = points["period_start"].min(), max([points["period_end"].max(), *ends])
        starts = set(points["period_start"].dt.month)
        if months == {_A_YEAR}:
            return year_ticks(drawn, min(starts) if len(starts) == 1 else 1)
        if drawn[1] - drawn[0] < _MONTHS_ARE_NAMED:
            return month_ticks(drawn)
    return time_ticks(window)


def _find_taken(facet: Facet) -> tuple[list[tuple], list[tuple]]:
    """What no label may cover of the series of a facet: its bars down to zero, strokes or points; and its lines."""
    if not facet.drawn:
        return [], []
    points = pd.concat([member.points[["period_start", "period_end", "value"]] for member in facet.drawn])
    if facet.shape == BARS:
        points = points.groupby(["period_start", "period_end"], as_index=False)["value"].sum()
    feet = [0] * len(points) if facet.shape == BARS else points["value"]
    solid = list(zip(points["period_start"], feet, points["period_end"], points["value"], strict=True))
    lines = []
    if facet.shape in (LINE, YEARLY):
        for member in facet.drawn:
            points = member.points if facet.shape == LINE else member.points[in_calendar_years(member.points)]
            lines += _find_segments(points, facet)
    return solid, lines


def _middles(points: pd.DataFrame) -> pd.Series:
    return points["period_start"] + (points["period_end"] - points["period_start"]) / 2


def _find_segments(points: pd.DataFrame, facet: Facet) -> list[tuple]:
    """The segments of a line, through the middle of each period; none where a date is missing, or across a break."""
    middles = _middles(points)
    at = list(zip(middles, points["value"], strict=True))
    runs = split_runs(middles, [note.start for note in facet.breaks])
    return [(*at[a], *at[b]) for run in runs for a, b in pairwise(run)]


def _window(facets: Sequence[Facet]) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and the last day of the time axis, with air on both sides."""
    frames = [member.points for facet in facets for member in facet.drawn]
    starts = [points["period_start"].min() for points in frames]
    ends = [points["period_end"].max() for points in frames]
    marked = [facet.in_print.marks for facet in facets if facet.in_print]
    starts += [marks["start"].min() for marks in marked] + [note.start for facet in facets for note in facet.days]
    ends += [marks["end"].max() for marks in marked] + [note.start for facet in facets for note in facet.days]
    first, last = min(starts), max(ends)
    air = max(last - first, pd.Timedelta(days=365)) * style.WINDOW_AIR
    return first - air * style.TICK_LABEL_AIR, last + air


def _range(facet: Facet, is_fitted: bool, height: int) -> tuple[float, float]:
    """The least and the greatest level of a facet's axis, so many pixels high: a label has room above the greatest."""
    values = _levels(facet)
    low, high = min(values), max(values)
    if is_fitted and facet.shape == LINE and high > low:
        air = (high - low) * style.FITTED_AIR
        return max(low - air, 0) if low >= 0 else low - air, high + air * 2
    headroom = style.HEADROOM if not facet.days else style.NAMED_HEADROOM
    if facet.labelled:
        room = style.DAY_LABEL_ROOM + style.DAY_LABEL_LINE * (count_day_lines(height) - 1)
        headroom = max(headroom, height / (height - room))
    return min(0.0, low * style.HEADROOM), max(high * headroom, 0.0) or 1.0


def _levels(facet: Facet) -> list[float]:
    """All levels that must fit on a facet's axis: values, sums of stacked bars, reported figures and their bounds."""
    if facet.shape == BARS and len(facet.drawn) > 1:
        stacks = pd.concat([member.points for member in facet.drawn]).groupby("period_end")["value"].sum()
        values = stacks.to_list()
    else:
        values = [value for member in facet.drawn for value in member.points["value"]]
    if facet.in_print:
        values += facet.in_print.marks[["low", "level", "high"]].stack().dropna().to_list()
    return values


def _axis(low: float, high: float, unit: str, height: int) -> dict:
    """Plotly properties of a facet's axis, so many pixels high: no tick is too near to the top for its label."""
    top = high - (high - low) * style.TICK_ROOM / height
    step = tick_step(top - low)
    first, last = math.ceil(low / step), math.floor(top / step)
    ticks = [step * count for count in range(first, last + 1)]
    return {
        "type": "linear",
        "range": [low, high],
        "tickvals": ticks,
        "ticktext": [_format_tick(tick, unit) for tick in ticks],
        "ticklabelposition": "inside top",
        "zeroline": low < 0,
    }


def _format_tick(tick: float, unit: str) -> str:
    return "0" if not tick else format_number(tick, "" if unit == "index" else unit)


def _scale(low: float, high: float) -> Callable[[float], float]:
    """A function from a level to its place on the axis: a share, from the bottom."""
    return lambda level: (level - low) / (high - low)


def _draw_series(facet: Facet, place: int, package: DataPackage) -> list[dict]:
    """The traces of a facet's series; ``place`` is the facet's position in the chart, for the names of its points."""
    drawn = [(member, name_points(place, number, member)) for number, member in enumerate(facet.drawn)]
    draw = {LINE: _draw_line, STEPS: _draw_steps, YEARLY: _draw_yearly}
    if facet.shape in draw:
        return [trace for member, names in drawn for trace in draw[facet.shape](member, names, facet, package)]
    base: dict[pd.Timestamp, float] = {}
    bars = []
    for member, names in drawn:
        points = member.points
        bases = [base.get(end, 0.0) for end in points["period_end"]]
        base |= dict(zip(points["period_end"], bases + points["value"], strict=True))
        length = points["period_end"] - points["period_start"]
        pale = with_opacity(member.colour, style.DOUBTFUL_OPACITY)
        colours = [pale if is_doubtful else member.colour for is_doubtful in _is_doubtful(points)]
        bars.append(
            {
                "type": "bar",
                "x": points["period_start"] + length / 2,
                "y": points["value"],
                "base": bases,
                # A stock has a day and no period: its bar is as wide as the half-year between two counts.
                "width": length.where(length > pd.Timedelta(0), _STOCK_BAR).dt.total_seconds()
                * (style.BAR_SHARE * _MILLISECONDS),
                "marker": {"color": colours, "line": {"color": colours, "width": style.BAR_OUTLINE}},
                "hovertext": format_hover_texts(member.name, points, facet.unit, package),
                "hoverinfo": "text",
                "customdata": names,
            }
        )
    return bars


def _draw_line(member: Series, names: list[str], facet: Facet, package: DataPackage) -> list[dict]:
    """A line with a point at each date, of a flow in the middle of each period; interrupted where one is missing."""
    points = member.points
    is_hollow = _is_doubtful(points)
    dots = {
        "type": "scatter",
        "x": _middles(points),
        "y": points["value"],
        "mode": "markers",
        "marker": {
            "color": member.colour,
            "symbol": ["circle-open" if hollow else "circle" for hollow in is_hollow],
            "size": style.POINT_SIZE,
            "line": {"color": member.colour, "width": style.POINT_OUTLINE},
        },
        "hovertext": format_hover_texts(member.name, points, facet.unit, package),
        "hoverinfo": "text",
        "customdata": names,
        "cliponaxis": False,
    }
    return [*draw_lines(_find_segments(points, facet), member.colour, width=member.width), dots]


def _draw_steps(member: Series, names: list[str], facet: Facet, package: DataPackage) -> list[dict]:
    """A stroke over each period of a flow; pale where its value is doubtful."""
    points = member.points
    middles = draw_hover_points(
        _middles(points),
        points["value"],
        format_hover_texts(member.name, points, facet.unit, package),
        names,
        member.colour,
    )
    lines = []
    is_doubtful = _is_doubtful(points)
    for rows, opacity in ((points[~is_doubtful], style.OPAQUE), (points[is_doubtful], style.DOUBTFUL_OPACITY)):
        strokes = list(zip(rows["period_start"], rows["value"], rows["period_end"], rows["value"], strict=True))
        lines += [
            line | {"name": member.name, "showlegend": True, "opacity": opacity}
            for line in draw_lines(strokes, member.colour, width=style.STROKE_WIDTH)
        ]
    return [*lines, middles]


def _draw_yearly(member: Series, names: list[str], facet: Facet, package: DataPackage) -> list[dict]:
    """A line through calendar years, and a stroke over each period of another kind; named at their ends, in no key."""
    is_year = in_calendar_years(member.points)
    traces = []
    for mask, draw in ((is_year, _draw_line), (~is_year, _draw_steps)):
        if mask.any():
            own = [name for name, is_own in zip(names, mask, strict=True) if is_own]
            found = draw(replace(member, points=member.points[mask]), own, facet, package)
            if draw is _draw_steps:  # seen beside a report of the same figure, which lies on it
                found = [_widen(trace) if trace["mode"] == "lines" else trace for trace in found]
            traces += found
    return [trace | {"showlegend": False} for trace in traces]


def _widen(stroke: dict) -> dict:
    return stroke | {"line": stroke["line"] | {"width": style.WIDE_STROKE}}


def _is_doubtful(points: pd.DataFrame) -> pd.Series:
    """True of values whose status is not normal; except of our sums, whose many statuses the table shows."""
    return (points["obs_status"] != "A") & ~points["is_computed"]


def format_hover_texts(name: str, points: pd.DataFrame, unit: str, package: DataPackage) -> list[str]:
    """The text for a pointer at each point: value and unit, period, series, status, publisher (HTML of Plotly)."""
    texts = []
    for point in points.itertuples():
        parts = [
            format_counted(point.value, unit, f"<b>{format_number(point.value, unit)}</b>"),
            format_period(point.period_start, point.period_end),
            name,
            _("our total") if point.is_computed else "",
            format_obs_status(point.obs_status),
            format_office(package.sources[point.source_id]),
        ]
        texts.append("<br>".join(filter(None, parts)))
    return texts
