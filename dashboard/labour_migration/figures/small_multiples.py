"""Official series over time, one facet above the other; reported figures of the same indicator as marks on them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from labour_migration.citation import format_office
from labour_migration.data.package import DataPackage
from labour_migration.figures.annotations import (
    PLOT_AT_LEAST,
    draw_end_labels,
    draw_notes,
    end_labels,
    label_inside,
    label_marks,
)
from labour_migration.figures.drawing import (
    AIR,
    CONTEXT,
    TICK_LINE,
    darker,
    draw_hovers,
    draw_lines,
    draw_nothing,
    facet_title,
    finish,
    pale,
    tick_step,
    time_ticks,
)
from labour_migration.figures.facets import BARS, LINE, STEPS, Facet, Series, name_points, seen
from labour_migration.figures.placement import PlotSpace, write_ticks
from labour_migration.figures.reported import draw_marks
from labour_migration.labels import (
    format_number,
    format_obs_status,
    format_period,
    format_unit,
    says_itself,
)
from labour_migration.language import gettext as _

_HEIGHT, _TITLE_HEIGHT = 190, 52  # pixels of a facet and its title
_FOOT = 26  # pixels that the time axis adds to the facets
_HEADROOM = 1.3  # an axis reaches so much beyond its greatest number
_NAMED_HEADROOM = 1.9  # where the names of days stand above the line
_RIGHT = 112  # pixels beside the plot, for the labels at the ends
_KEY = 52  # pixels: two rows of a key, as a telephone breaks it
_PALE = 0.62  # opacity of what is doubtful
_STOCK_BAR = pd.Timedelta(days=182)
_HALF_YEAR, _YEAR = 185, 372  # days at most between two half-yearly dates, or two yearly ones, that follow each other


def draw_facets(
    facets: Sequence[Facet], package: DataPackage, is_fitted: bool = False, height: int = _HEIGHT
) -> go.Figure:
    """Official series in facets that share their time axis.

    Lines are broken where a date is missing and at breaks in the series. A hollow point or a pale bar is no normal
    value: its status says why. Strokes have a key above the first facet, other members a label at their end. Counts
    start at zero unless ``is_fitted``; bars always do. How many reported figures have no label, for want of space, is
    in the figure's ``meta``.
    """
    facets = seen(facets)
    if not facets:
        return draw_nothing(_("No official figure in this selection."))
    first = min((member.points["period_start"].min() for facet in facets for member in facet.drawn), default=pd.NaT)
    # A break with nothing before it is none.
    facets = [replace(facet, breaks=tuple(note for note in facet.breaks if note.start > first)) for facet in facets]
    window = _window(facets)
    traces, axes, notes, shapes, unlabelled = [], {}, [], [], 0
    full = (height + _TITLE_HEIGHT) * len(facets)
    for place, facet in enumerate(facets):
        axis = f"y{place + 1}" if place else "y"
        bottom = 1 - (place + 1) / len(facets)
        domain = [bottom, bottom + height / full]
        low, high = _range(facet, is_fitted)
        traces += [trace.update(yaxis=axis) for trace in _draw_series(facet, place, package)]
        ties = [(at, reported, at, official) for at, reported, official in facet.ties]
        traces += [trace.update(yaxis=axis) for trace in draw_lines(ties, CONTEXT, width=3)]
        ticks = _axis(low, high, facet)
        axes[axis.replace("y", "yaxis")] = {"domain": domain, **ticks}
        subtitle = _("{unit}, {kind}").format(unit=format_unit(facet.unit), kind=facet.kind)
        notes.append(facet_title(f"<b>{facet.title}</b><br>{subtitle}", y=domain[1]))
        texts, leaders = draw_end_labels(end_labels(facet, window), axis, _scale(low, high, facet), height)
        lines, names = draw_notes(facet, axis, window)
        inside = [*label_inside(facet, axis, window), *names]
        notes += [*texts, *inside]
        shapes += [*leaders, *lines]
        if facet.in_print:
            traces += [trace.update(yaxis=axis) for trace in draw_marks(facet.in_print, (low, high), window)]
            space = PlotSpace(window, _scale(low, high, facet), PLOT_AT_LEAST, height)
            write_ticks(space, ticks["tickvals"], ticks["ticktext"])
            for note in inside:
                space.write(space.box_of(note))
            _block_series(facet, space)
            labels = label_marks(facet.in_print, axis, (low, high), space)
            unlabelled += len(facet.in_print.marks) - len(labels)
            notes += labels
    ticks = time_ticks(window[1] - window[0])
    time = {"range": list(window), "zeroline": False, "anchor": axis, "showgrid": False, **ticks}
    figure = go.Figure(traces, {"xaxis": time, **axes, "annotations": notes, "shapes": shapes})
    entries = {}  # of the key: one for all members of one name
    for trace in figure.data:
        trace.showlegend = bool(trace.showlegend) and entries.setdefault(trace.name, trace) is trace
    top = _KEY if entries else AIR
    foot = _FOOT + TICK_LINE * ticks["tickformat"].count("\n")
    finish(figure, height=full + foot + top, top=top, right=_RIGHT)
    key = {"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top", "font": {"size": 13}}
    return figure.update_layout(
        showlegend=bool(entries),
        legend={**key, "itemclick": False, "itemdoubleclick": False},
        meta={"unlabelled": unlabelled},
    )


def _block_series(facet: Facet, space: PlotSpace) -> None:
    """Take the space of the series: bars from zero, strokes over their periods, points."""
    if not facet.drawn:
        return
    points = pd.concat([member.points for member in facet.drawn])
    if facet.shape == BARS:
        points = points.groupby(["period_start", "period_end"], as_index=False)["value"].sum()
    space.draw(
        (
            (point.period_start, 0 if facet.shape == BARS else point.value, point.period_end, point.value)
            for point in points.itertuples()
        ),
        around=4,
    )


def _window(facets: Sequence[Facet]) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day that the facets show, with some air."""
    frames = [member.points for facet in facets for member in facet.drawn]
    starts = [points["period_start"].min() for points in frames]
    ends = [points["period_end"].max() for points in frames]
    marked = [facet.in_print.marks for facet in facets if facet.in_print]
    starts += [marks["start"].min() for marks in marked] + [note.start for facet in facets for note in facet.days]
    ends += [marks["end"].max() for marks in marked] + [note.start for facet in facets for note in facet.days]
    first, last = min(starts), max(ends)
    air = max(last - first, pd.Timedelta(days=365)) * 0.03
    return first - air * 3, last + air  # on the left stand the labels of the ticks


def _range(facet: Facet, is_fitted: bool) -> tuple[float, float]:
    """Least and greatest level of a facet's axis."""
    values = _levels(facet)
    low, high = min(values), max(values)
    if facet.is_log:
        return 10.0 ** math.floor(math.log10(low)), high * 2
    if is_fitted and facet.shape == LINE and high > low:
        air = (high - low) * 0.15
        return max(low - air, 0) if low >= 0 else low - air, high + air * 2
    headroom = _HEADROOM if not facet.days else _NAMED_HEADROOM
    return min(0.0, low * _HEADROOM), max(high * headroom, 0.0) or 1.0


def _levels(facet: Facet) -> list[float]:
    """The levels that a facet's axis has to hold; of bars, those of the stacks."""
    if facet.shape == BARS and len(facet.drawn) > 1:
        stacks = pd.concat([member.points for member in facet.drawn]).groupby("period_end")["value"].sum()
        values = stacks.to_list()
    else:
        values = [value for member in facet.drawn for value in member.points["value"]]
    if facet.in_print:
        values += facet.in_print.marks[["level", "high"]].stack().to_list()
    return values


def _axis(low: float, high: float, facet: Facet) -> dict:
    if facet.is_log:
        powers = range(round(math.log10(low)), math.floor(math.log10(high)) + 1)
        ticks, span = [10**power for power in powers], [math.log10(low), math.log10(high)]
    else:
        step = tick_step(high - low)
        first, last = math.ceil(low / step), math.floor((low + (high - low) * 0.97) / step)
        ticks, span = [step * count for count in range(first, last + 1)], [low, high]
    return {
        "type": "log" if facet.is_log else "linear",
        "range": span,
        "tickvals": ticks,
        "ticktext": [_format_tick(tick, facet.unit) for tick in ticks],
        "ticklabelposition": "inside top",
        "zeroline": low < 0,
    }


def _format_tick(tick: float, unit: str) -> str:
    return "0" if not tick else format_number(tick, "" if unit == "index" else unit)


def _scale(low: float, high: float, facet: Facet) -> Callable[[float], float]:
    """The share of the axis, from the bottom, at which a level is drawn."""
    if facet.is_log:
        return lambda level: math.log(level / low) / math.log(high / low)
    return lambda level: (level - low) / (high - low)


def _draw_series(facet: Facet, place: int, package: DataPackage) -> list[go.Scatter | go.Bar]:
    """The members of a facet; ``place`` is its own among those that are seen, which the points carry."""
    drawn = [(member, name_points(place, number, member)) for number, member in enumerate(facet.drawn)]
    draw = {LINE: _draw_line, STEPS: _draw_steps}
    if facet.shape in draw:
        return [trace for member, names in drawn for trace in draw[facet.shape](member, names, facet, package)]
    base: dict[pd.Timestamp, float] = {}
    bars = []
    for member, names in drawn:
        points = member.points
        bases = [base.get(end, 0.0) for end in points["period_end"]]
        base |= dict(zip(points["period_end"], bases + points["value"], strict=True))
        length = points["period_end"] - points["period_start"]
        colours = [pale(member.colour, _PALE) if doubt else member.colour for doubt in _is_doubtful(points)]
        bars.append(
            go.Bar(
                x=points["period_start"] + length / 2,
                y=points["value"],
                base=bases,
                # Milliseconds, with a gap between bars; those of half-yearly stocks are as wide as fits between them.
                width=length.where(length > pd.Timedelta(0), _STOCK_BAR).dt.total_seconds() * 860,
                marker={"color": colours, "line": {"color": colours, "width": 1.5}},
                selected={"marker": {"color": darker(member.colour)}},
                hovertext=hover_texts(member.name, points, facet.unit, package),
                hoverinfo="text",
                customdata=names,
            )
        )
    return bars


def _draw_line(member: Series, names: list[str], facet: Facet, package: DataPackage) -> list[go.Scatter]:
    """A line through a stock's dates, broken where one is missing, with a point on each."""
    points = member.points
    at = points["period_end"]
    runs = split_runs(at, [note.start for note in facet.breaks])
    segments = [
        (points["period_end"].iloc[a], points["value"].iloc[a], points["period_end"].iloc[b], points["value"].iloc[b])
        for run in runs
        for a, b in pairwise(run)
    ]
    is_hollow = _is_doubtful(points)
    dots = go.Scatter(
        x=at,
        y=points["value"],
        mode="markers",
        marker={
            "color": member.colour,
            "symbol": ["circle-open" if hollow else "circle" for hollow in is_hollow],
            "size": 6,
            "line": {"color": member.colour, "width": 1.5},
        },
        hovertext=hover_texts(member.name, points, facet.unit, package),
        hoverinfo="text",
        customdata=names,
        cliponaxis=False,
    )
    return [*draw_lines(segments, member.colour, width=member.width), dots]


def _draw_steps(member: Series, names: list[str], facet: Facet, package: DataPackage) -> list[go.Scatter]:
    """A stroke for each period of a flow, as long as the period; pale where it is doubtful."""
    points = member.points
    middles = draw_hovers(
        points["period_start"] + (points["period_end"] - points["period_start"]) / 2,
        points["value"],
        hover_texts(member.name, points, facet.unit, package),
        names,
        member.colour,
    )
    lines = []
    for rows, opacity in ((points[~_is_doubtful(points)], 1), (points[_is_doubtful(points)], _PALE)):
        strokes = list(zip(rows["period_start"], rows["value"], rows["period_end"], rows["value"], strict=True))
        lines += [
            line.update(name=member.name, showlegend=True, opacity=opacity)
            for line in draw_lines(strokes, member.colour, width=4)
        ]
    return [*lines, middles]


def _is_doubtful(points: pd.DataFrame) -> pd.Series:
    """True where a status says more than that the value is normal; sums of many parts say it in the table alone."""
    return (points["obs_status"] != "A") & ~points["is_computed"]


def split_runs(dates: pd.Series, breaks: Sequence[pd.Timestamp]) -> list[list[int]]:
    """Places of the dates in runs without a gap: a half-year after a half-year or a year after a year, no break."""
    runs: list[list[int]] = []
    steps = dates.diff().dt.days.dropna()
    usual = min(max(_HALF_YEAR, steps.min() * 1.02), _YEAR) if len(steps) else _HALF_YEAR
    for place, day in enumerate(dates):
        last = dates.iloc[place - 1] if place else None
        is_gap = last is None or (day - last).days > usual or any(last < broken <= day for broken in breaks)
        if is_gap:
            runs.append([])
        runs[-1].append(place)
    return runs


def hover_texts(name: str, points: pd.DataFrame, unit: str, package: DataPackage) -> list[str]:
    """What a pointer shows of each point: the figure, its period, what it is of, its doubts, its publisher."""
    texts = []
    for point in points.itertuples():
        parts = [
            f"<b>{format_number(point.value, unit)}</b> {'' if says_itself(unit) else format_unit(unit)}".rstrip(),
            format_period(point.period_start, point.period_end),
            name,
            _("our sum of its parts") if point.is_computed else "",
            format_obs_status(point.obs_status),
            format_office(package.sources[point.source_id]),
        ]
        texts.append("<br>".join(filter(None, parts)))
    return texts
