"""Text in small multiples: labels at the ends of series and inside facets, names of breaks and days, totals."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, product

import pandas as pd

from labour_migration.figures import style
from labour_migration.figures.drawing import tint
from labour_migration.figures.facets import BARS, LINE, STEPS, YEARLY, Facet, Series, in_calendar_years
from labour_migration.figures.placement import PlotSpace, breadth, split_figure, wrap
from labour_migration.figures.reported import LabelPoint, ReportedFacet, build_label_points
from labour_migration.labels import format_date, format_number, format_period, format_short_period
from labour_migration.language import gettext as _

# Names of the annotations that only a wide or a narrow plot has.
WIDE, NARROW = "wide", "narrow"
# Stacks at the end that labels are of: an office may publish the latest total before its parts.
_LAST_STACKS = 2
_TURNS = 4  # in which labels are placed, until all have a place
_FEW = 4  # strokes in a facet: up to so many, each has its value above it


@dataclass(frozen=True)
class EndLabel:
    """A label at the end of a series: the level that it belongs to, its lines of text, the colour of its leader."""

    level: float
    lines: tuple[str, ...]
    colour: str


def draw_end_labels(
    labels: list[EndLabel], axis: str, scale: Callable[[float], float], height: int
) -> tuple[list[dict], list[dict]]:
    """The annotations and leaders (shapes) of labels in the right margin, near their levels and without overlap.

    ``axis`` is Plotly's name of the axis of the facet and ``height`` its height in pixels; ``scale`` gives the share
    of it, from the bottom, at which a level is drawn. Labels that would overlap are moved upwards; those that then
    stand above the plot are moved down. Where not all labels fit, the lowest are left out; the table has them.
    """
    ordered = sorted(labels, key=lambda label: label.level)
    while sum(map(_label_height, ordered)) > height + style.END_LABEL_LINE and len(ordered) > 1:
        ordered = ordered[1:]
    halves = [_label_height(label) / 2 for label in ordered]
    levels = [scale(label.level) * height for label in ordered]
    places = list(levels)
    for place in range(1, len(places)):
        places[place] = max(places[place], places[place - 1] + halves[place - 1] + halves[place])
    if places:  # the highest label may have been moved out of the plot: back, and the others with it
        places[-1] = min(places[-1], max(height - halves[-1], levels[-1] - halves[-1]))
    for place in range(len(places) - 2, -1, -1):
        places[place] = min(places[place], places[place + 1] - halves[place + 1] - halves[place])
    margin = {"xref": "paper", "yref": f"{axis} domain"}
    texts = [
        {
            **margin, "x": 1, "xanchor": "left", "xshift": style.LEADER_LENGTH, "yanchor": "middle",
            "y": place / height, "text": _tint_lines(label.lines, label.colour), "align": "left", "showarrow": False,
            "font": {"size": style.TEXT_FONT},
        }
        for label, place in zip(ordered, places, strict=True)
    ]  # fmt: skip
    leaders = [
        {
            **margin, "type": "line", "xsizemode": "pixel", "xanchor": 1,
            "x0": style.LEADER_START, "x1": style.LEADER_LENGTH - style.LEADER_GAP,
            "y0": level / height, "y1": place / height,
            "line": {"color": label.colour, "width": style.END_LEADER_WIDTH},
        }
        for label, level, place in zip(ordered, levels, places, strict=True)
    ]  # fmt: skip
    return texts, leaders


def _tint_lines(lines: Iterable[str], colour: str) -> str:
    return "<br>".join(tint(line, colour) for line in lines)


def _label_height(label: EndLabel) -> int:
    return style.END_LABEL_LINE * len(label.lines) + style.END_LABEL_GAP


def build_end_labels(facet: Facet, window: tuple, has_all: bool = False) -> list[EndLabel]:
    """The labels for the right margin: one for each series that reaches the end of the window (first and last day).

    A label has the last value of its series, and the name of the series where the facet has several. Labels of stacked
    bars belong to the middle of their parts in the last stack that has them. With ``has_all`` also series that end
    early have one, for want of room inside the plot: it says when.
    """
    labels = []
    if _has_few_strokes(facet):
        return []
    latest = max((member.points["period_end"].max() for member in facet.drawn), default=None)
    current_day = None if latest is None or _ends_early(latest, window) else latest
    is_stacked = facet.shape == BARS and len(facet.drawn) > 1
    for place, member in enumerate(facet.drawn):
        last = member.points.iloc[-1]
        level, end = last["value"], last["period_end"]
        if is_stacked:
            stacks = pd.concat([other.points for other in facet.drawn])
            if end < stacks["period_end"].drop_duplicates().nlargest(_LAST_STACKS).min():
                continue  # the last stacks have no part of this series
            below = pd.concat([other.points for other in facet.drawn[: place + 1]])
            level, end = below.loc[below["period_end"] == end, "value"].sum() - level / 2, latest
        is_current = facet.shape == LINE or not _ends_early(end, window)
        is_here = has_all or (is_current and not _is_labelled_inside(facet, member, window))
        if member.is_labelled and is_here:
            labels.append(EndLabel(level, _label_lines(facet, member, current_day), member.colour))
    return labels


def _has_few_strokes(facet: Facet) -> bool:
    """True of a facet with so few strokes that each has its value above it."""
    return facet.shape == STEPS and 0 < sum(len(member.points) for member in facet.drawn) <= _FEW


def draw_inside_labels(facet: Facet, axis: str, space: PlotSpace) -> list[dict]:
    """Annotations inside the plot: the values of strokes where they are few, or the label of a line that ends early.

    ``space`` knows where the reported figures are: a label that one of them would strike through stands on the other
    side of its line or stroke; where there is one too, it is left out. The table has its figure. So is the label of a
    line that would cover another, or stand above the plot.
    """
    if _has_few_strokes(facet):  # which see to it themselves that none covers another
        places = ([label, {**label, **_other_side(label)}] for label in _label_strokes(facet, axis, space.window))
        free = ([place for place in both if not space.has_marks_at(space.text_box(place))] for both in places)
        return [found[0] for found in free if found]
    labels = []
    for label in _label_lines_inside(facet, axis, space.window):
        for place in (label, {**label, **_other_side(label)}):
            if space.has_room_at(box := space.text_box(place)):
                space.take_text(box)
                labels.append(place)
                break
    return labels


def _other_side(label: dict) -> dict:
    """Where a label would stand below its point if it is above it, above it if it is below."""
    return {"yanchor": "bottom" if label["yanchor"] == "top" else "top", "yshift": -label["yshift"]}


def _label_lines_inside(facet: Facet, axis: str, window: tuple) -> list[dict]:
    """The label at the end of each line that ends early."""
    aside, down = style.INSIDE_LABEL_SHIFT
    # Below a single line is room; of several, others may go on below the one that ends.
    place = {"yanchor": "top", "yshift": -down} if facet.shape == LINE else {"yanchor": "bottom", "yshift": down}
    return [
        {
            "x": _end_of_line(facet, member), "y": member.points["value"].iloc[-1], "yref": axis,
            "text": _tint_lines(_label_lines(facet, member, None), member.colour),
            "align": "left", "xanchor": "left", "xshift": aside, **place, "showarrow": False,
            "font": {"size": style.TEXT_FONT},
        }
        for member in facet.drawn
        if member.is_labelled and _is_labelled_inside(facet, member, window)
    ]  # fmt: skip


def _end_of_line(facet: Facet, member: Series) -> pd.Timestamp:
    """The day of the last point of a line: in the middle of its period, or at the end of a stroke."""
    last = member.points.iloc[[-1]]
    start, end = last["period_start"].iloc[0], last["period_end"].iloc[0]
    is_stroke = facet.shape == YEARLY and not in_calendar_years(last).iloc[0]
    return end if is_stroke else start + (end - start) / 2


def _label_strokes(facet: Facet, axis: str, window: tuple) -> list[dict]:
    """The value above each stroke; below the lower ones of strokes that end together. The latest first, if they fit."""
    coloured = [member.points.assign(colour=member.colour) for member in facet.drawn]
    points = pd.concat(coloured).sort_values(["period_end", "value"], ascending=False)
    room = points["value"].max() * style.STROKE_LABEL_ROOM
    labels, taken = [], []
    for point, is_below in zip(points.itertuples(), points.duplicated("period_end"), strict=True):
        middle = point.period_start + (min(point.period_end, window[1]) - point.period_start) / 2
        text = format_number(point.value, facet.unit)
        at = (middle - window[0]) / (window[1] - window[0]) * style.NARROW_PLOT
        half = breadth(text) * style.LETTER_WIDTH / 2
        if any(
            is_below == below and abs(at - other) < half + other_half and abs(point.value - level) < room
            for other, other_half, level, below in taken
        ):
            continue
        taken.append((at, half, point.value, is_below))
        rise = -style.STROKE_LABEL_SHIFT if is_below else style.STROKE_LABEL_SHIFT
        labels.append(
            {
                "x": middle, "y": point.value, "yref": axis, "text": tint(text, point.colour),
                "yanchor": "top" if is_below else "bottom", "yshift": rise, "showarrow": False,
                "font": {"size": style.TEXT_FONT},
            }
        )  # fmt: skip
    return labels


def _is_labelled_inside(facet: Facet, member: Series, window: tuple) -> bool:
    """True of a line that ends early and has space for its label inside the plot: a single one, or one by years."""
    has_space = facet.shape == YEARLY or (facet.shape == LINE and len(facet.drawn) == 1)
    return has_space and _ends_early(member.points["period_end"].iloc[-1], window)


def _ends_early(end: pd.Timestamp, window: tuple) -> bool:
    return end < window[1] - (window[1] - window[0]) * style.EARLY_END


def _label_lines(facet: Facet, member: Series, current_day: pd.Timestamp | None) -> tuple[str, ...]:
    """Name, last value and its date. The date is left out where several series end on it and it is ``current_day``."""
    last = member.points.iloc[-1]
    figure = format_number(last["value"], facet.unit)
    is_named = len(facet.drawn) > 1 and facet.shape != STEPS  # the key names strokes
    if not is_named:
        lines = wrap(figure, style.END_FIGURE_WIDTH, split_figure)
    elif member.label:
        lines = [*wrap(member.label, style.END_LABEL_WIDTH), *wrap(figure, style.END_FIGURE_WIDTH, split_figure)]
    else:
        lines = wrap(_("{name} {number}").format(name=member.name, number=figure), style.END_LABEL_WIDTH)
    if len(facet.drawn) == 1 or last["period_end"] != current_day or facet.shape == YEARLY:
        lines += wrap(_format_short(last), style.END_LABEL_WIDTH)
    return tuple(lines)


def _format_short(point: pd.Series) -> str:
    """The period of a point; of a single day only its month."""
    start, end = point["period_start"], point["period_end"]
    return format_date(end, "month") if start == end else format_period(start, end)


def draw_inner_labels(facet: Facet, axis: str, space: PlotSpace, name: str) -> tuple[list[dict], int]:
    """The names of a facet's notes, the labels of its reported figures and days, and how many figures have none.

    ``name`` is that of all annotations: "wide" or "narrow", for plots of that width alone. Narrow ones have no
    publishers. Names of notes come first, then the latest official figure and the reports, the other days last.
    """
    names = name_notes(facet, axis, space)
    tried = []
    for is_latest_first in (True, False) if facet.labelled else (True,):
        free = space.copy()
        tried.append((_label_inside(facet, axis, free, name, is_latest_first), free))
    # The most labels, of these the fewest that need a leader; else the latest count has the best place.
    labels, free = min(tried, key=lambda one: (-len(one[0]), sum(label["showarrow"] for label in one[0])))
    space.adopt(free)
    figures = len(build_label_points(facet.in_print)) if facet.in_print else 0
    missing = figures - sum("hovertext" in label for label in labels)
    return [label | {"name": name} for label in (*names, *labels)], missing


def _label_inside(facet: Facet, axis: str, space: PlotSpace, name: str, is_latest_first: bool) -> list[dict]:
    """The labels of reported figures and of labelled days, the latest day before the reports or behind them."""
    first, others = facet.labelled[:is_latest_first], facet.labelled[is_latest_first:]
    labels = draw_day_labels(facet, first, axis, space)
    if facet.in_print:
        labels += draw_mark_labels(facet.in_print, axis, space, has_publishers=name != NARROW)
    return labels + draw_day_labels(facet, others, axis, space)


def draw_day_labels(facet: Facet, days: Iterable[pd.Timestamp], axis: str, space: PlotSpace) -> list[dict]:
    """Annotations that label the official figures of days, or of the periods that end then: above where there is room.

    Where a report of the same number lies on the day, the number is in the label of that.
    """
    labels = []
    reported = (
        set(zip(facet.in_print.marks["end"], facet.in_print.marks["level"], strict=True)) if facet.in_print else ()
    )
    for end in days:
        start, value = facet.levels_by_day.get(end, (end, None))
        if value is not None and (end, value) not in reported:
            figure = tint(format_number(value, facet.unit), style.OFFICIAL, "b")
            period = tint(format_short_period(start, end), style.OFFICIAL)
            text = f"{figure}{'<br>' if count_day_lines(space.height) > 1 else ' '}{period}"
            common = {"x": start + (end - start) / 2, "y": value, "yref": axis, "text": text}
            common["font"] = {"size": style.MARK_LABEL_FONT}
            above = common | {"yanchor": "bottom", "yshift": style.DAY_LABEL_RISE, "showarrow": False}
            first = [above | {"xanchor": side, "align": side} for side in ("right", "center", "left")]
            labels += _place(chain(first, _near(common), _led(common, space, style.OFFICIAL)), space)
    return labels


def count_day_lines(height: float) -> int:
    """How many lines the label of a day has in a facet of so many pixels: in a low one it is a single line."""
    return 2 if height > style.LOW_FACET else 1


def draw_totals(facet: Facet, axis: str, levels: tuple[float, float]) -> tuple[list[dict], list[dict]]:
    """The shapes and annotations of a facet's totals: a bracket over the bars that each is of, with its text above it.

    ``levels`` are the least and the greatest of the axis.
    """
    shapes, texts = [], []
    span = levels[1] - levels[0]
    for note in facet.totals:
        points = pd.concat([member.points for member in facet.drawn])
        points = points[(points["period_start"] >= note.start) & (points["period_end"] <= note.end)]
        if points.empty:
            continue
        level = points["value"].max() + span * style.TOTAL_RISE
        foot = level - span * style.TOTAL_HOOK
        line = {
            "type": "line",
            "xref": "x",
            "yref": axis,
            "line": {"color": style.OFFICIAL, "width": style.HEDGE_WIDTH},
        }
        for (x0, y0), (x1, y1) in (
            ((note.start, level), (note.end, level)),
            ((note.start, level), (note.start, foot)),
            ((note.end, level), (note.end, foot)),
        ):
            shapes.append({**line, "x0": x0, "x1": x1, "y0": y0, "y1": y1})
        texts.append(
            {
                "x": note.start + (note.end - note.start) / 2, "y": level, "yref": axis, "xanchor": "center",
                "align": "center", "yanchor": "bottom", "yshift": style.NOTE_SHIFT, "showarrow": False,
                "text": _tint_lines(wrap(note.text, style.NOTE_WIDTH), style.OFFICIAL),
                "font": {"size": style.TEXT_FONT},
            }
        )  # fmt: skip
    return shapes, texts


def draw_mark_labels(reported: ReportedFacet, axis: str, space: PlotSpace, has_publishers: bool = True) -> list[dict]:
    """Annotations that label reported figures, the latest first: beside their marks, else with a leader to them.

    ``space`` knows where the texts, series and marks of the facet are; a figure whose label fits nowhere has none.
    Labels with a leader stand as near to the foot of the facet as they can, so that leaders cross no other label.
    """
    ordered = list(build_label_points(reported))
    described = {mark: _describe_mark(mark, axis, space, has_publishers) for mark in ordered}
    best: dict[LabelPoint, dict] = {}
    for _turn in range(_TURNS):
        tried, free = {}, space.copy()
        for mark in ordered:
            common = described[mark]
            if placed := _place(chain(_near(common), _led(common, space, style.REPORTED)), free):
                tried[mark] = placed[0]
        if len(tried) > len(best):
            best, kept = tried, free
        if len(tried) == len(ordered):
            break
        ordered.sort(key=lambda mark: mark in tried)  # who found no place chooses first
    if best:
        space.adopt(kept)
    return list(best.values())


def _describe_mark(mark: LabelPoint, axis: str, space: PlotSpace, has_publishers: bool) -> dict:
    """The words of a mark's label, and the place that they belong to."""
    origin = _("{publisher}, {date}").format(publisher=mark.publisher, date=mark.date)
    lines = wrap(origin if has_publishers else mark.date, space.count_letters(style.MARK_LABEL_FONT))
    return {
        "x": mark.middle, "y": mark.height, "yref": axis,
        "text": f"{tint(mark.figure, style.REPORTED, 'b')}<br>{_tint_lines(lines, style.CONTEXT)}",
        "font": {"size": style.MARK_LABEL_FONT},
        "hovertext": mark.hover,
    }  # fmt: skip


def _place(places: Iterable[dict], space: PlotSpace) -> list[dict]:
    """The first of these places of a label that is free, taken; none where all are taken."""
    for label in places:
        leader = None
        if label["showarrow"]:
            x, y = space.x_of(label["x"]), space.y_of(label["y"])
            leader = (x + min(label["ax"], 0), x + max(label["ax"], 0), *sorted((y, y - label["ay"])))
        if space.fit_text(space.text_box(label), leader):
            return [label]
    return []


def _near(common: dict) -> Iterator[dict]:
    """The places of a label close to its mark: beside it, or a little above or below that; above it, below it."""
    aside, away = style.MARK_LABEL_BESIDE, style.MARK_LABEL_ABOVE
    for rise, up in (("middle", 0), ("bottom", style.MARK_LABEL_LIFT), ("top", -style.MARK_LABEL_LIFT)):
        for side, shift in (("right", -aside), ("left", aside)):
            place = {"xanchor": side, "align": side, "xshift": shift, "yanchor": rise, "yshift": up}
            yield common | place | {"showarrow": False}
    for rise, up in (("bottom", away), ("top", -away)):
        for side in ("center", "right", "left"):
            yield common | {"xanchor": side, "align": side, "yanchor": rise, "yshift": up, "showarrow": False}


def _led(common: dict, space: PlotSpace, colour: str) -> Iterator[dict]:
    """The places of a label further off, from the foot of the facet up, from which a leader leads to its mark."""
    *_across, foot, head = space.text_box(common | {"yanchor": "middle"})
    step, level = head - foot + style.BOX_DISTANCE + 1, space.y_of(common["y"])
    rows = [step / 2 + step * row for row in range(int(space.height / step))]
    on_right = space.x_of(common["x"]) > space.width / 2
    anchors = ("right", "left", "center") if on_right else ("left", "right", "center")
    for row, anchor in product(rows, anchors):
        if abs(level - row) >= style.MARK_LEADER_LENGTH:
            yield common | {
                "ax": {"right": -style.MARK_LABEL_SHIFT, "left": style.MARK_LABEL_SHIFT}.get(anchor, 0),
                "ay": round(level - row), "xanchor": anchor, "align": anchor, "showarrow": True, "arrowhead": 0,
                "arrowwidth": style.MARK_LEADER_WIDTH, "arrowcolor": colour, "standoff": style.MARK_LEADER_GAP,
            }  # fmt: skip


def draw_notes(facet: Facet, axis: str, window: tuple) -> list[dict]:
    """The shapes of a facet's notes: a line across the facet for each break and day within the window."""
    across = {"type": "line", "xref": "x", "yref": f"{axis} domain", "y0": 0, "y1": 1}
    look = {"color": style.NOTE_LINE, "width": style.NOTE_LINE_WIDTH}
    named = [(note, "dash") for note in facet.breaks] + [(note, "dot") for note in facet.days]
    return [
        {**across, "x0": note.start, "x1": note.start, "line": {**look, "dash": dash}}
        for note, dash in named
        if window[0] <= note.start <= window[1]
    ]


def name_notes(facet: Facet, axis: str, space: PlotSpace) -> list[dict]:
    """Annotations that name a facet's notes beside their lines, each as near to the top as there is room in ``space``.

    One that has room nowhere lies on marks, on no other text if it can. No later label lies on a name or on its line.
    """
    first, last = space.window
    notes = [note for note in (*facet.breaks, *facet.days) if first <= note.start <= last]
    texts = []
    for note in notes:
        common = {
            "x": note.start, "yref": f"{axis} domain", "y": 1, "yanchor": "top", "showarrow": False,
            "text": "<br>".join(wrap(note.text, style.NOTE_WIDTH)), "font": {"size": style.NOTE_FONT},
        }  # fmt: skip
        sides = [
            {"xanchor": "left", "align": "left", "xshift": style.NOTE_SHIFT},
            {"xanchor": "right", "align": "right", "xshift": -style.NOTE_SHIFT},
        ]
        if note.start > first + (last - first) * style.NOTE_SIDE:
            sides.reverse()
        rows = range(0, int(space.height), style.NOTE_STEP)
        places = [{**common, **side, "yshift": -row} for row, side in product(rows, sides)]
        placed = _place(places, space)
        if not placed:
            placed = _place(places, space.copy(has_marks=False)) or places[:1]
            space.take_text(space.text_box(placed[0]))
        texts += placed
    for note in notes:
        space.take_upright(note.start)
    return texts
