"""Official series over time, one strip above the other; reported figures of the same indicator as marks on them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from labour_migration.citation import format_office
from labour_migration.figures.annotations import (
    PLOT_AT_LEAST,
    draw_end_labels,
    draw_notes,
    end_labels,
    label_inside,
    label_marks,
)
from labour_migration.figures.canvas import (
    AIR,
    CONTEXT,
    TICK_LINE,
    darker,
    draw_hovers,
    draw_lines,
    draw_nothing,
    finish,
    pale,
    strip_title,
    tick_step,
    time_ticks,
)
from labour_migration.figures.reported import draw_marks
from labour_migration.figures.room import Room, write_ticks
from labour_migration.figures.tracks import BARS, LINE, STEPS, Strip, Track, name_points, seen
from labour_migration.labels import (
    format_number,
    format_obs_status,
    format_period,
    format_unit,
    says_itself,
)
from labour_migration.language import gettext as _
from labour_migration.package import DataPackage

_HEIGHT, _TITLE_HEIGHT = 190, 52  # pixels of a strip and its title
_FOOT = 26  # pixels that the time axis adds to the strips
_HEADROOM = 1.3  # an axis reaches so much beyond its greatest number
_NAMED_HEADROOM = 1.9  # where the names of days stand above the line
_RIGHT = 112  # pixels beside the plot, for the labels at the ends
_KEY = 52  # pixels: two rows of a key, as a telephone breaks it
_PALE = 0.62  # opacity of what is doubtful
_STOCK_BAR = pd.Timedelta(days=182)
_HALF_YEAR, _YEAR = 185, 372  # days at most between two half-yearly dates, or two yearly ones, that follow each other


def draw_strips(
    strips: Sequence[Strip], package: DataPackage, is_fitted: bool = False, height: int = _HEIGHT
) -> go.Figure:
    """Official series in strips that share their time axis.

    Lines are broken where a date is missing and at breaks in the series. A hollow point or a pale bar is no normal
    value: its status says why. Strokes have a key above the first strip, other tracks a label at their end. Counts
    start at zero unless ``is_fitted``; bars always do. How many reported figures have no label, for want of room, is
    in the figure's ``meta``.
    """
    strips = seen(strips)
    if not strips:
        return draw_nothing(_("No official figure in this selection."))
    first = min((track.points["period_start"].min() for strip in strips for track in strip.drawn), default=pd.NaT)
    # A break with nothing before it is none.
    strips = [replace(strip, breaks=tuple(note for note in strip.breaks if note.start > first)) for strip in strips]
    window = _window(strips)
    traces, axes, notes, shapes, unlabelled = [], {}, [], [], 0
    full = (height + _TITLE_HEIGHT) * len(strips)
    for place, strip in enumerate(strips):
        axis = f"y{place + 1}" if place else "y"
        bottom = 1 - (place + 1) / len(strips)
        domain = [bottom, bottom + height / full]
        low, high = _range(strip, is_fitted)
        traces += [trace.update(yaxis=axis) for trace in _draw_tracks(strip, place, package)]
        ties = [(at, reported, at, official) for at, reported, official in strip.ties]
        traces += [trace.update(yaxis=axis) for trace in draw_lines(ties, CONTEXT, width=3)]
        ticks = _axis(low, high, strip)
        axes[axis.replace("y", "yaxis")] = {"domain": domain, **ticks}
        subtitle = _("{unit}, {kind}").format(unit=format_unit(strip.unit), kind=strip.kind)
        notes.append(strip_title(f"<b>{strip.title}</b><br>{subtitle}", y=domain[1]))
        texts, leaders = draw_end_labels(end_labels(strip, window), axis, _scale(low, high, strip), height)
        lines, names = draw_notes(strip, axis, window)
        inside = [*label_inside(strip, axis, window), *names]
        notes += [*texts, *inside]
        shapes += [*leaders, *lines]
        if strip.panel:
            traces += [trace.update(yaxis=axis) for trace in draw_marks(strip.panel, (low, high), window)]
            room = Room(window, _scale(low, high, strip), PLOT_AT_LEAST, height)
            write_ticks(room, ticks["tickvals"], ticks["ticktext"])
            for note in inside:
                room.write(room.box_of(note))
            _block_tracks(strip, room)
            labels = label_marks(strip.panel, axis, (low, high), room)
            unlabelled += len(strip.panel.marks) - len(labels)
            notes += labels
    ticks = time_ticks(window[1] - window[0])
    time = {"range": list(window), "zeroline": False, "anchor": axis, "showgrid": False, **ticks}
    figure = go.Figure(traces, {"xaxis": time, **axes, "annotations": notes, "shapes": shapes})
    entries = {}  # of the key: one for all tracks of one name
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


def _block_tracks(strip: Strip, room: Room) -> None:
    """Take the room of the series: bars from zero, strokes over their periods, points."""
    if not strip.drawn:
        return
    points = pd.concat([track.points for track in strip.drawn])
    if strip.shape == BARS:
        points = points.groupby(["period_start", "period_end"], as_index=False)["value"].sum()
    room.draw(
        (
            (point.period_start, 0 if strip.shape == BARS else point.value, point.period_end, point.value)
            for point in points.itertuples()
        ),
        around=4,
    )


def _window(strips: Sequence[Strip]) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day that the strips show, with some air."""
    frames = [track.points for strip in strips for track in strip.drawn]
    starts = [points["period_start"].min() for points in frames]
    ends = [points["period_end"].max() for points in frames]
    panels = [strip.panel.marks for strip in strips if strip.panel]
    starts += [marks["start"].min() for marks in panels] + [note.start for strip in strips for note in strip.days]
    ends += [marks["end"].max() for marks in panels] + [note.start for strip in strips for note in strip.days]
    first, last = min(starts), max(ends)
    air = max(last - first, pd.Timedelta(days=365)) * 0.03
    return first - air * 3, last + air  # on the left stand the labels of the ticks


def _range(strip: Strip, is_fitted: bool) -> tuple[float, float]:
    """Least and greatest level of a strip's axis."""
    values = _levels(strip)
    low, high = min(values), max(values)
    if strip.is_log:
        return 10.0 ** math.floor(math.log10(low)), high * 2
    if is_fitted and strip.shape == LINE and high > low:
        air = (high - low) * 0.15
        return max(low - air, 0) if low >= 0 else low - air, high + air * 2
    headroom = _HEADROOM if not strip.days else _NAMED_HEADROOM
    return min(0.0, low * _HEADROOM), max(high * headroom, 0.0) or 1.0


def _levels(strip: Strip) -> list[float]:
    """The levels that a strip's axis has to hold; of bars, those of the stacks."""
    if strip.shape == BARS and len(strip.drawn) > 1:
        stacks = pd.concat([track.points for track in strip.drawn]).groupby("period_end")["value"].sum()
        values = stacks.to_list()
    else:
        values = [value for track in strip.drawn for value in track.points["value"]]
    if strip.panel:
        values += strip.panel.marks[["level", "high"]].stack().to_list()
    return values


def _axis(low: float, high: float, strip: Strip) -> dict:
    if strip.is_log:
        powers = range(round(math.log10(low)), math.floor(math.log10(high)) + 1)
        ticks, span = [10**power for power in powers], [math.log10(low), math.log10(high)]
    else:
        step = tick_step(high - low)
        first, last = math.ceil(low / step), math.floor((low + (high - low) * 0.97) / step)
        ticks, span = [step * count for count in range(first, last + 1)], [low, high]
    return {
        "type": "log" if strip.is_log else "linear",
        "range": span,
        "tickvals": ticks,
        "ticktext": [_format_tick(tick, strip.unit) for tick in ticks],
        "ticklabelposition": "inside top",
        "zeroline": low < 0,
    }


def _format_tick(tick: float, unit: str) -> str:
    return "0" if not tick else format_number(tick, "" if unit == "index" else unit)


def _scale(low: float, high: float, strip: Strip) -> Callable[[float], float]:
    """The share of the axis, from the bottom, at which a level is drawn."""
    if strip.is_log:
        return lambda level: math.log(level / low) / math.log(high / low)
    return lambda level: (level - low) / (high - low)


def _draw_tracks(strip: Strip, place: int, package: DataPackage) -> list[go.Scatter | go.Bar]:
    """The tracks of a strip; ``place`` is its own among those that are seen, which the points carry."""
    drawn = [(track, name_points(place, number, track)) for number, track in enumerate(strip.drawn)]
    draw = {LINE: _draw_line, STEPS: _draw_steps}
    if strip.shape in draw:
        return [trace for track, names in drawn for trace in draw[strip.shape](track, names, strip, package)]
    base: dict[pd.Timestamp, float] = {}
    bars = []
    for track, names in drawn:
        points = track.points
        bases = [base.get(end, 0.0) for end in points["period_end"]]
        base |= dict(zip(points["period_end"], bases + points["value"], strict=True))
        length = points["period_end"] - points["period_start"]
        colours = [pale(track.colour, _PALE) if doubt else track.colour for doubt in _is_doubtful(points)]
        bars.append(
            go.Bar(
                x=points["period_start"] + length / 2,
                y=points["value"],
                base=bases,
                # Milliseconds, with a gap between bars; those of half-yearly stocks are as wide as fits between them.
                width=length.where(length > pd.Timedelta(0), _STOCK_BAR).dt.total_seconds() * 860,
                marker={"color": colours, "line": {"color": colours, "width": 1.5}},
                selected={"marker": {"color": darker(track.colour)}},
                hovertext=hover_texts(track.name, points, strip.unit, package),
                hoverinfo="text",
                customdata=names,
            )
        )
    return bars


def _draw_line(track: Track, names: list[str], strip: Strip, package: DataPackage) -> list[go.Scatter]:
    """A line through a stock's dates, broken where one is missing, with a point on each."""
    points = track.points
    at = points["period_end"]
    runs = split_runs(at, [note.start for note in strip.breaks])
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
            "color": track.colour,
            "symbol": ["circle-open" if hollow else "circle" for hollow in is_hollow],
            "size": 6,
            "line": {"color": track.colour, "width": 1.5},
        },
        hovertext=hover_texts(track.name, points, strip.unit, package),
        hoverinfo="text",
        customdata=names,
        cliponaxis=False,
    )
    return [*draw_lines(segments, track.colour, width=track.width), dots]


def _draw_steps(track: Track, names: list[str], strip: Strip, package: DataPackage) -> list[go.Scatter]:
    """A stroke for each period of a flow, as long as the period; pale where it is doubtful."""
    points = track.points
    middles = draw_hovers(
        points["period_start"] + (points["period_end"] - points["period_start"]) / 2,
        points["value"],
        hover_texts(track.name, points, strip.unit, package),
        names,
        track.colour,
    )
    lines = []
    for rows, opacity in ((points[~_is_doubtful(points)], 1), (points[_is_doubtful(points)], _PALE)):
        strokes = list(zip(rows["period_start"], rows["value"], rows["period_end"], rows["value"], strict=True))
        lines += [
            line.update(name=track.name, showlegend=True, opacity=opacity)
            for line in draw_lines(strokes, track.colour, width=4)
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
