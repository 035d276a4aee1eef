"""Words in a chart: labels beside its end and within it, the names of breaks, days and spans."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import pandas as pd

from labour_migration.figures.drawing import LANE, REPORTED
from labour_migration.figures.facets import BARS, LINE, STEPS, Facet, Series
from labour_migration.figures.placement import LETTER, PlotSpace, wrap
from labour_migration.figures.reported import ReportedFacet, block_marks, points_of
from labour_migration.labels import format_date, format_number, format_period

_SPARSE = 4  # strokes at most that have their figures above them
_NAME_STEP = 50  # pixels by which the name of a day stands lower than the one before
# Shares of a facet's height at which labels of reported figures stand: the first with space.
_MARK_FEET = (0.14, 0.06, 0.24, 0.34, 0.94, 0.84, 0.74, 0.64, 0.54, 0.44)
_LEADER_AT_LEAST = 30  # pixels between a mark and its label
_LABEL_WIDTH = 14  # characters of a line of a label beside the plot
PLOT_AT_LEAST = 200  # pixels: the plot on a telephone
_LEADER = 16  # pixels of the margin in which leaders run
_LABEL_LINE = 16  # pixels: a line of a label beside the plot


@dataclass(frozen=True)
class EndLabel:
    """A label beside the end of a line or a bar: the level that it is about, its lines of text, its colour."""

    level: float
    lines: tuple[str, ...]
    colour: str


def draw_end_labels(
    labels: list[EndLabel], axis: str, scale: Callable[[float], float], height: int
) -> tuple[list[dict], list[dict]]:
    """Texts and leaders of labels in the right margin: each at its level and none over another.

    ``scale`` gives the share of the axis, from the bottom, at which a level is drawn; ``height`` is that of the
    axis in pixels. A label without room is moved, from the bottom up, then from the top down; a leader in its
    colour ties it to its level. Of more labels than fit, the lowest are left out: the table names them.
    """
    ordered = sorted(labels, key=lambda label: label.level)
    while sum(_LABEL_LINE * len(label.lines) + 4 for label in ordered) > height + _LABEL_LINE and len(ordered) > 1:
        ordered = ordered[1:]
    halves = [_LABEL_LINE * len(label.lines) / 2 + 2 for label in ordered]
    levels = [scale(label.level) * height for label in ordered]
    places = list(levels)
    for place in range(1, len(places)):
        places[place] = max(places[place], places[place - 1] + halves[place - 1] + halves[place])
    if places:  # what was pushed out at the top pushes back
        places[-1] = min(places[-1], max(height - halves[-1], levels[-1] - halves[-1]))
    for place in range(len(places) - 2, -1, -1):
        places[place] = min(places[place], places[place + 1] - halves[place + 1] - halves[place])
    margin = {"xref": "paper", "yref": f"{axis} domain"}
    texts = [
        {
            **margin, "x": 1, "xanchor": "left", "xshift": _LEADER, "y": 0, "yanchor": "middle",
            "yshift": round(place), "text": "<br>".join(label.lines), "align": "left", "showarrow": False,
            "font": {"size": 13},
        }
        for label, place in zip(ordered, places, strict=True)
    ]  # fmt: skip
    leaders = [
        {
            **margin, "type": "line", "xsizemode": "pixel", "xanchor": 1, "x0": 2, "x1": _LEADER - 3,
            "y0": level / height, "y1": place / height, "line": {"color": label.colour, "width": 2},
        }
        for label, level, place in zip(ordered, levels, places, strict=True)
    ]  # fmt: skip
    return texts, leaders


def end_labels(facet: Facet, window: tuple) -> list[EndLabel]:
    """A label at the end of each member that reaches the end: its name where there are several, its last figure."""
    labels, base = [], 0.0
    if _is_sparse(facet):
        return []
    latest = max((member.points["period_end"].max() for member in facet.drawn), default=None)
    undated = None if latest is None or _ends_early(latest, window) else latest
    for member in facet.drawn:
        last = member.points.iloc[-1]
        level = last["value"]
        if facet.shape == BARS and len(facet.drawn) > 1:
            if last["period_end"] < latest:
                continue  # it has no part in the last stack
            level, base = base + last["value"] / 2, base + last["value"]
        is_current = facet.shape == LINE or not _ends_early(last["period_end"], window)
        if member.is_labelled and is_current and not _is_labelled_inside(facet, window):
            labels.append(EndLabel(level, _label_lines(facet, member, undated), member.colour))
    return labels


def _is_sparse(facet: Facet) -> bool:
    """True of strokes that are so few that each has its figure above it."""
    return facet.shape == STEPS and sum(len(member.points) for member in facet.drawn) <= _SPARSE


def label_inside(facet: Facet, axis: str, window: tuple) -> list[dict]:
    """Labels inside the plot: of few strokes each, or of the one line that ends long before the window does."""
    if _is_sparse(facet):
        return _label_strokes(facet, axis, window)
    return [
        {
            "x": member.points["period_end"].iloc[-1], "y": member.points["value"].iloc[-1], "yref": axis,
            "text": "<br>".join(_label_lines(facet, member, None)), "align": "left", "xanchor": "left", "xshift": 18,
            "yanchor": "top", "yshift": -2, "showarrow": False, "font": {"size": 13},
        }
        for member in facet.drawn
        if member.is_labelled and _is_labelled_inside(facet, window)
    ]  # fmt: skip


def _label_strokes(facet: Facet, axis: str, window: tuple) -> list[dict]:
    """The figures of strokes above them, of two of one time the lower below; the latest first, as far as they fit."""
    points = pd.concat([member.points for member in facet.drawn]).sort_values(["period_end", "value"], ascending=False)
    labels, taken = [], []
    for point, is_below in zip(points.itertuples(), points.duplicated("period_end"), strict=True):
        middle = point.period_start + (min(point.period_end, window[1]) - point.period_start) / 2
        text = format_number(point.value, facet.unit)
        at, half = (middle - window[0]) / (window[1] - window[0]) * PLOT_AT_LEAST, len(text) * LETTER / 2
        if any(is_below == below and abs(at - other) < half + other_half for other, other_half, below in taken):
            continue
        taken.append((at, half, is_below))
        labels.append(
            {
                "x": middle, "y": point.value, "yref": axis, "text": text, "yanchor": "top" if is_below else "bottom",
                "yshift": -3 if is_below else 3, "showarrow": False, "font": {"size": 13},
            }
        )  # fmt: skip
    return labels


def _is_labelled_inside(facet: Facet, window: tuple) -> bool:
    """True of a line that ends long before the window does, and has no other beside it that its label could cover."""
    ends = [member.points["period_end"].iloc[-1] for member in facet.drawn]
    return facet.shape == LINE and len(ends) == 1 and _ends_early(ends[0], window)


def _ends_early(end: pd.Timestamp, window: tuple) -> bool:
    return end < window[1] - (window[1] - window[0]) * 0.12


def _label_lines(facet: Facet, member: Series, undated: pd.Timestamp | None) -> tuple[str, ...]:
    """Name, figure and date; without the date where it is the one that goes without saying."""
    last = member.points.iloc[-1]
    figure = format_number(last["value"], facet.unit)
    is_named = len(facet.drawn) > 1 and facet.shape != STEPS  # strokes have a key
    lines = wrap(f"{member.name} {figure}" if is_named else figure, _LABEL_WIDTH)
    if len(facet.drawn) == 1 or last["period_end"] != undated:
        lines += wrap(_format_short(last), _LABEL_WIDTH)
    return tuple(lines)


def _format_short(point: pd.Series) -> str:
    """The period of a point in few letters: the month of a day."""
    start, end = point["period_start"], point["period_end"]
    return format_date(end, "month") if start == end else format_period(start, end)


def label_marks(reported: ReportedFacet, axis: str, levels: tuple[float, float], space: PlotSpace) -> list[dict]:
    """The labels of reported figures near the foot of the facet, else higher, each led to its mark; the latest first.

    ``space`` has the words and the series of the facet; a figure for which it has none is left without a label.
    """
    block_marks(reported, levels, space)
    labels = []
    for mark in points_of(reported).itertuples():
        on_right = mark.end > space.window[0] + (space.window[1] - space.window[0]) / 2
        anchors = ("right", "left", "center") if on_right else ("left", "right", "center")
        for foot, anchor in product(_MARK_FEET, anchors):
            down = round((space.scale(mark.level) - foot) * space.height)
            label = {
                "x": mark.start + (mark.end - mark.start) / 2, "y": mark.level, "yref": axis,
                "text": "<br>".join(mark.lines), "ax": {"right": -12, "left": 12}.get(anchor, 0),
                "ay": down if abs(down) >= _LEADER_AT_LEAST else _LEADER_AT_LEAST,
                "xanchor": anchor, "align": anchor, "font": {"size": 14}, "hovertext": mark.hover,
                "showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": REPORTED, "standoff": 6,
            }  # fmt: skip
            x, y = space.at(label["x"]), space.height_of(mark.level)
            leader = (x + min(label["ax"], 0), x + max(label["ax"], 0), *sorted((y, y - label["ay"])))
            if space.find(space.box_of(label), leader):
                labels.append(label)
                break
    return labels


def draw_notes(facet: Facet, axis: str, window: tuple) -> tuple[list[dict], list[dict]]:
    """Shapes and texts of a facet's breaks, days and spans."""
    across = {"xref": "x", "yref": f"{axis} domain", "y0": 0, "y1": 1}
    shapes, texts = [], []
    for note in facet.spans:
        end = min(note.end, window[1]) if note.end is not None else window[1]
        start = max(note.start, window[0])
        if start < end:
            shapes.append(
                {
                    **across,
                    "type": "rect",
                    "x0": start,
                    "x1": end,
                    "fillcolor": LANE,
                    "opacity": 0.4,
                    "line": {"width": 0},
                    "layer": "below",
                }
            )
    named = [(note, "dash") for note in facet.breaks] + [(note, "dot") for note in facet.days]
    for place, (note, dash) in enumerate(named):
        if not window[0] <= note.start <= window[1]:
            continue
        on_right = note.start > window[0] + (window[1] - window[0]) * 0.6
        shapes.append(
            {
                **across,
                "type": "line",
                "x0": note.start,
                "x1": note.start,
                "line": {"color": "gray", "width": 1, "dash": dash},
            }
        )
        texts.append(
            {
                "x": note.start, "xshift": -4 if on_right else 4, "yref": f"{axis} domain", "y": 1, "yanchor": "top",
                "yshift": -_NAME_STEP * place,
                "xanchor": "right" if on_right else "left", "align": "right" if on_right else "left",
                "text": "<br>".join(wrap(note.text, 24)), "showarrow": False, "font": {"size": 12},
            }
        )  # fmt: skip
    return shapes, texts
