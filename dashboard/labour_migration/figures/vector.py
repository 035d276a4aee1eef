"""A figure as SVG text without a browser: what our charts use of Plotly, at the places where Plotly puts it.

One drawing fits every width, as Plotly's would be at that width. Plotly stretches the plot between fixed margins and
keeps texts, points and lines of the same size. So do SVG's own lengths: across, a place is a percentage of the plot's
width and, for texts and leaders, a number of pixels beside it; downwards it is in pixels, since heights are fixed. Bars
and lines stand in an inner drawing that stretches, whose strokes keep their widths. Nothing has to know the reader's
screen. A ``viewBox`` around everything would shrink the letters with the screen, and two drawings for two widths would
be twice the bytes and fit no width between.

Letters have the font and the colour of what is around the drawing; grid lines have custom properties of the page
(``--chart-grid``, ``--chart-zero``). So light and dark need no drawing of their own. Directions are physical, as
Plotly's are: on a page that is read from the right, left is still left.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter

import numpy as np
import orjson
import plotly.graph_objects as go
from markupsafe import Markup
from markupsafe import escape as as_markup

from labour_migration.figures import style
from labour_migration.figures.axes import TICK_FONT, Axis, Plot, choose, milliseconds
from labour_migration.figures.svg import (
    ACROSS,
    LINE_STEP,
    Across,
    Element,
    beside,
    compact,
    draw_text,
    line_path,
    n,
    stretched,
    stretched_path,
)

# --- Plotly's own measures: pixels, or multiples of the font's size ------------------------------------

_TICK_GAP = 1  # from the edge of the plot to the labels of the time axis: the width of a line that is not drawn
_TICK_RISE = 0.2  # from the top of the plot up to the labels of a time axis above it
_LEVEL_RISE = 4.2  # from the line of a level up to its label
_NOTE_BORDER = 2  # around an annotation
_FONT_HEIGHT = 1.424  # of Source Sans: from the top of its letters to their foot
_KEY_TOP, _KEY_LINE, _KEY_ASIDE, _KEY_RISE, _KEY_ROW = 6, 30, 5, 2, 19.9
_KEY_GAP = 5.5  # between two entries: five, and what Plotly rounds up of a text's width
_LEAST_DASH = 3  # dashes are those of a line that is at least so wide
_STRAIGHT = re.compile(r"([ML])(-?[\d.]+),(-?[\d.]+)")  # a step of a path
_DASHES = {"solid": 0, "dot": 1, "dash": 3}  # their lengths, as multiples of the line's width

# What of a figure is drawn, or says nothing of its looks. Everything else raises: nothing is left out in silence.
_INTERACTIVE = {"hovertext", "hoverinfo", "customdata", "selected", "unselected"}
_KNOWN = {
    "layout": {
        "annotations", "barmode", "clickmode", "dragmode", "height", "hoverlabel", "hovermode", "legend", "margin",
        "meta", "selectionrevision", "shapes", "showlegend", "template", "xaxis", "yaxis",
    },
    "legend": {"font", "itemclick", "itemdoubleclick", "orientation", "x", "y", "yanchor", "yref"},
    "xaxis": {
        "anchor", "automargin", "dtick", "fixedrange", "range", "showgrid", "side", "tickangle", "tickformat",
        "ticktext", "tickvals", "visible", "zeroline",
    },
    "yaxis": {
        "automargin", "domain", "fixedrange", "range", "ticklabelposition", "ticktext", "tickvals", "type", "visible",
        "zeroline",
    },
    "annotation": {
        "align", "arrowcolor", "arrowhead", "arrowwidth", "ax", "ay", "font", "hovertext", "name", "showarrow",
        "standoff",
        "text", "x", "xanchor", "xref", "xshift", "y", "yanchor", "yref", "yshift",
    },
    "shape": {
        "line", "path", "type", "x0", "x1", "xanchor", "xref", "xsizemode", "y0", "y1",
        "yanchor", "yref", "ysizemode",
    },
    "scatter": {
        *_INTERACTIVE, "cliponaxis", "connectgaps", "line", "marker", "mode", "name", "opacity", "showlegend", "type",
        "x", "y", "yaxis",
    },
    "bar": {*_INTERACTIVE, "base", "marker", "showlegend", "type", "width", "x", "y", "yaxis"},
    "marker": {"color", "line", "opacity", "size", "symbol"},
    "line": {"color", "dash", "width"},
    "font": {"size"},
}  # fmt: skip


def draw_svg(figure: go.Figure, alt: str, width: int | None = None) -> Markup:
    """The drawing of a chart as one SVG element, for a page or a file.

    Parameters
    ----------
    figure
        A chart as the other modules of this folder make them: over a time axis, with ``layout.height`` in pixels.
    alt
        What a screen reader says of it: the alternative text that the chart in the browser has.
    width
        In pixels; None is that of whatever the drawing stands in.

    Raises
    ------
    ValueError
        Where the figure has a trace, a symbol, an axis, a text or any property that this module does not draw.
    """
    traces, layout = _read(figure)
    _refuse_unknown(traces, layout)
    parts = tuple(compact(_draw(traces, layout, Plot(layout))))
    image = {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-label": alt}
    image |= {"direction": "ltr", "fill": "none"}
    return as_markup(_lay_in_page(image, layout, parts) if width is None else _lay_in_file(image, layout, width, parts))


def _lay_in_page(image: Mapping, layout: Mapping, parts: tuple[Element, ...]) -> Element:
    """The plot as the inside of a box of the page, whose padding are the margins: percentages are then of the plot."""
    padding = " ".join(f"{layout['margin'][side]}px" for side in "trbl")
    box = f"display:block;box-sizing:border-box;width:100%;height:{layout['height']}px;padding:{padding}"
    return Element("svg", {**image, "overflow": "visible", "style": f"{box};white-space:pre"}, parts)


def _lay_in_file(image: Mapping, layout: Mapping, width: int, parts: tuple[Element, ...]) -> Element:
    """The plot within a picture of its own, which cuts what is outside."""
    margin = layout["margin"]
    size = {"width": width - margin["l"] - margin["r"], "height": layout["height"] - margin["t"] - margin["b"]}
    plot = Element("svg", {"x": margin["l"], "y": margin["t"], **size, "overflow": "visible"}, parts)
    return Element("svg", {**image, "width": width, "height": layout["height"], "style": "white-space:pre"}, (plot,))


def _draw(traces: Sequence[Mapping], layout: Mapping, plot: Plot) -> Iterator[Element]:
    """All parts of a drawing, the lowest first; places are those of the plot, without its margins."""
    shapes = layout.get("shapes", ())
    axes = plot.axes.values()
    for axis in axes:
        yield from _draw_grid(axis, plot)
    for axis in axes:
        own = [trace for trace in traces if trace.get("yaxis", "y") == axis.name]
        for trace in sorted(own, key=lambda trace: trace["type"] != "bar"):  # bars lie below all else
            yield from _DRAW[trace["type"]](trace, axis, plot)
    for axis in axes:
        yield from _label_levels(axis, plot)
    yield from _label_days(plot)
    yield from (_draw_shape(shape, plot) for shape in shapes)
    if layout.get("showlegend"):
        yield _draw_key(traces, layout)
    notes = [note for note in layout.get("annotations", ()) if _has_place(note, plot)]
    yield from _share(_draw_leader(note, plot) for note in notes if note.get("showarrow", True))
    yield from (_draw_note(note, plot, other) for note, other in _pair(notes))


# --- what is drawn at all -----------------------------------------------------------------------------


def _read(figure: go.Figure) -> tuple[list[dict], dict]:
    """The traces and the layout of a figure as a browser would read them: lists, numbers, days as text."""
    # Not by the figure's own to_json, which encodes each array for browsers: two thirds of the time of a drawing.
    parts = [[trace.to_plotly_json() for trace in figure.data], figure.layout.to_plotly_json()]
    return orjson.loads(orjson.dumps(parts, _as_json, orjson.OPT_SERIALIZE_NUMPY))


def _as_json(value: object) -> object:
    """What JSON has for the days and the arrays of a figure."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, np.ndarray):
        return value.tolist()
    raise TypeError(f"no way to draw a {type(value).__name__}")


def _listed(values: object, count: int) -> list:
    """A value for each of so many points: of lists, of one value for all."""
    return values if isinstance(values, list) else [values] * count


def _refuse_unknown(traces: Sequence[Mapping], layout: Mapping) -> None:
    """Raise ValueError where a figure has what this module does not draw."""
    _require("layout", {name.rstrip("0123456789"): value for name, value in layout.items()})
    for name, value in layout.items():
        if name.startswith(("xaxis", "yaxis")):
            _require(name.rstrip("0123456789"), value)
    _require("legend", layout.get("legend", {}))
    for kind, parts in (("annotation", layout.get("annotations", ())), ("shape", layout.get("shapes", ()))):
        for part in parts:
            _require(kind, part)
    for trace in traces:
        if trace["type"] not in _DRAW:
            raise ValueError(f"no way to draw a trace of the type {trace['type']}")
        _require(trace["type"], trace)


def _require(kind: str, properties: Mapping) -> None:
    """Raise ValueError for a property that is not among the known ones of its kind, or of a part of it."""
    if unknown := properties.keys() - _KNOWN[kind]:
        raise ValueError(f"no way to draw {', '.join(sorted(unknown))} of {kind}")
    for part in ("marker", "line", "font"):
        if part in properties:
            _require(part, properties[part])


# --- axes ---------------------------------------------------------------------------------------------


def _draw_grid(axis: Axis, plot: Plot) -> Iterator[Element]:
    """The lines at the ticks of an axis and of time, and a stronger one at zero."""
    levels = [axis.y(level) - axis.top for level in axis.ticks if level or not axis.has_zero_line]
    lines = [f"M0 {n(y)}H{ACROSS}" for y in levels if 1 < y < axis.height - 1]  # none at the edges
    if plot.time.get("showgrid", True):
        lines += [f"M{n(day.share * ACROSS)} 0V{n(axis.height)}" for day in plot.days]
    crisp = {"stroke-width": 1, "shape-rendering": "crispEdges"}
    if lines:
        path = stretched_path("".join(lines), stroke=style.GRID_LINE, **crisp)
        yield stretched(axis.top, axis.height, [path])
    if axis.has_zero_line:
        yield Element("line", {"x2": "100%", "y1": axis.y(0), "y2": axis.y(0), "stroke": style.ZERO_LINE, **crisp})


def _label_levels(axis: Axis, plot: Plot) -> Iterator[Element]:
    """The labels of the ticks of an axis, above their lines, but for those that would stand out of the plot."""
    for level, text in axis.ticks.items():
        base = axis.y(level) - _LEVEL_RISE
        if base - TICK_FONT >= axis.top:
            yield draw_text([text], Across(0, plot.levels_aside), base, TICK_FONT)


def _label_days(plot: Plot) -> Iterator[Element]:
    """The labels of the time axis, below the plot or above it."""
    is_above = plot.time.get("side") == "top"
    rows = plot.time.get("tickformat", "").count("\n") + 1
    gap = _TICK_GAP + plot.label_shift
    base = plot.height + gap + TICK_FONT
    if is_above:
        base = -gap - TICK_FONT * (_TICK_RISE + LINE_STEP * (rows - 1))
    for share, lines in plot.days:
        narrow = {} if plot.has_room(share, style.TELEPHONE_CHART) else {"class": "roomy"}
        yield draw_text(lines, Across(share), base, TICK_FONT, {"text-anchor": "middle", **narrow})


def _stroke(line: Mapping, usual: float = 1) -> dict:
    """The attributes of a line."""
    width = line.get("width", usual)
    stroke = {"stroke": line["color"], "stroke-width": width}
    if dash := choose("dash", _DASHES, line.get("dash", "solid")):
        length = n(dash * max(width, _LEAST_DASH))
        stroke["stroke-dasharray"] = f"{length} {length}"
    return stroke


def _dimmed(opacity: float | None) -> dict:
    return {} if opacity in (None, 1) else {"opacity": opacity}


# --- traces -------------------------------------------------------------------------------------------


def _draw_bars(trace: Mapping, axis: Axis, plot: Plot) -> Iterator[Element]:
    """Bars that stand on their bases, each as wide as its period; one path for each run of bars that look the same."""
    count = len(trace["x"])
    marker = trace["marker"]
    outline = marker.get("line", {})
    parts = (trace["x"], trace["y"], trace["base"], trace["width"], marker["color"], outline.get("color"))
    bars: list[tuple[tuple, str]] = []
    for day, value, base, width, *look in zip(*(_listed(part, count) for part in parts), strict=True):
        left, right = (round(plot.share(milliseconds(day) + side * width / 2) * ACROSS) for side in (-1, 1))
        foot, head = axis.y(base) - axis.top, axis.y(base + value) - axis.top
        bars.append((tuple(look), f"M{left} {n(foot)}V{n(head)}H{right}V{n(foot)}Z"))
    paths = []
    for (fill, edge), run in groupby(bars, itemgetter(0)):
        stroke = _stroke({"color": edge, "width": outline["width"]}) if edge else {}
        paths.append(stretched_path("".join(d for _look, d in run), fill=fill, **stroke))
    yield stretched(axis.top, axis.height, paths)


def _draw_scatter(trace: Mapping, axis: Axis, plot: Plot) -> Iterator[Element]:
    """Lines and points, as the mode of a trace names them."""
    count = len(trace["x"])
    xs = [None if day is None else plot.share(day) for day in trace["x"]]
    points = list(zip(xs, _listed(trace["y"], count), strict=True))
    for mode in trace["mode"].split("+"):
        yield from choose("mode", _MODES, mode)(points, trace, axis)


def _draw_lines(points: list[tuple], trace: Mapping, axis: Axis) -> Iterator[Element]:
    """One path with a gap wherever a point is missing."""
    if trace.get("connectgaps"):
        raise ValueError("no way to draw a line across gaps")
    places = [None if None in point else (point[0], axis.y(point[1]) - axis.top) for point in points]
    stroke = {**_stroke(trace["line"]), **_dimmed(trace.get("opacity"))}
    is_joined = "stroke-dasharray" not in stroke  # dashes begin anew with each line
    if is_joined:
        stroke["stroke-linejoin"] = "round"  # no thorn where a line turns back
    yield stretched(axis.top, axis.height, [stretched_path(line_path(places, is_joined), **stroke)])


def _draw_points(points: list[tuple], trace: Mapping, axis: Axis) -> Iterator[Element]:
    """A symbol at each point that is seen and inside the plot; never cut at its edge."""
    marker, count = trace["marker"], len(points)
    opacities = _listed(marker.get("opacity", style.OPAQUE), count)
    sizes, symbols = _listed(marker["size"], count), _listed(marker.get("symbol", "circle"), count)
    for (x, level), size, symbol, opacity in zip(points, sizes, symbols, opacities, strict=True):
        if opacity and _is_inside(x, level, axis):
            if trace.get("cliponaxis", True):
                raise ValueError("no way to draw points that are cut at the edge of the plot")
            yield draw_symbol(symbol, Across(x), axis.y(level), size / 2, marker)


def _is_inside(x: float | None, level: float | None, axis: Axis) -> bool:
    return x is not None and level is not None and 0 <= x <= 1 and 0 <= axis.share(level) <= 1


def draw_symbol(symbol: str, at: Across, y: float, radius: float, marker: Mapping) -> Element:
    """A symbol of Plotly; the colour of an open one is that of its outline."""
    shape, is_open, _rest = symbol.partition("-open")
    width = marker.get("line", {}).get("width", 0)
    if is_open:
        look = _stroke({"color": marker["color"], "width": width or 1})
    else:
        edge = marker.get("line", {}).get("color", marker["color"])
        look = {"fill": marker["color"], **(_stroke({"color": edge, "width": width}) if width else {})}
    if shape == "circle":
        return Element("circle", {"cx": at.percentage, "cy": y, "r": radius, **look})
    return beside(at, y, Element("path", {"d": choose("symbol", _SYMBOLS, shape)(radius), **look}))


# As paths around the point.
_SYMBOLS: dict[str, Callable[[float], str]] = {
    "diamond": lambda radius: f"M{n(1.3 * radius)} 0L0 {n(1.3 * radius)}L{n(-1.3 * radius)} 0L0 {n(-1.3 * radius)}Z",
    "x-thin": lambda radius: (
        f"M{n(radius)} {n(radius)}L{n(-radius)} {n(-radius)}M{n(radius)} {n(-radius)}L{n(-radius)} {n(radius)}"
    ),
    "square": lambda radius: f"M{n(radius)} {n(radius)}H{n(-radius)}V{n(-radius)}H{n(radius)}Z",
    "line-ew": lambda radius: f"M{n(1.4 * radius)} 0H{n(-1.4 * radius)}",
}


_MODES = {"lines": _draw_lines, "markers": _draw_points}
_DRAW = {"bar": _draw_bars, "scatter": _draw_scatter}


# --- texts, leaders, shapes, the key ------------------------------------------------------------------


# Where a text stands: the part of it that is at its place, in words of SVG, and where its border leaves it.
_SIDES = {"left": ("start", 1), "center": ("middle", 0), "right": ("end", -1)}
_RISES = {"top": ("text-before-edge", 1), "middle": ("central", 0), "bottom": ("text-after-edge", -1)}


def _has_place(note: Mapping, plot: Plot) -> bool:
    """False of an annotation whose place is outside the plot."""
    return note.get("xref", "x") == "paper" or 0 <= plot.across(note["x"], note.get("xref", "x")) <= 1


def _head_of(note: Mapping, plot: Plot) -> tuple[Across, float]:
    """The place of an annotation: of its text, or of the head of its leader where it has one."""
    x = plot.across(note["x"], note.get("xref", "x"))
    return Across(x, note.get("xshift", 0)), plot.y(note["y"], note.get("yref", "y")) - note.get("yshift", 0)


def _lines_of(note: Mapping) -> tuple[list[str], float]:
    """The lines of an annotation and the size of their font."""
    return note["text"].split("<br>"), note.get("font", {}).get("size", TICK_FONT)


def _width_of(note: Mapping) -> dict[str, str]:
    """The class of an annotation that a wide or a narrow plot alone shows."""
    return {"class": f"{note['name']}-plot"} if note.get("name") else {}


def _pair(notes: Iterable[Mapping]) -> Iterator[tuple[Mapping, Mapping | None]]:
    """Annotations; one of the wide plot and one of the narrow that stand in one place, in as many lines, together."""
    places: dict[bytes, list[Mapping]] = {}
    for note in notes:
        place = {name: value for name, value in note.items() if name not in ("text", "name", "hovertext")}
        key = orjson.dumps([place, len(_lines_of(note)[0])], option=orjson.OPT_SORT_KEYS)
        places.setdefault(key, []).append(note)
    for there in places.values():
        if len(there) == 2 and there[0].get("name") != there[1].get("name"):
            yield there[0], there[1]
        else:
            yield from ((note, None) for note in there)


def _draw_note(note: Mapping, plot: Plot, other: Mapping | None) -> Element:
    """The text of an annotation, or of it and the other, each of a plot of its own width."""
    (x, aside), y = _head_of(note, plot)
    lines, size = _lines_of(note)
    side = note.get("xanchor", "center")
    if len(lines) > 1 and note.get("align", "center") != side:
        raise ValueError(f"no way to align lines to the {note.get('align', 'center')} of a text at the {side}")
    if note.get("showarrow", True):
        aside, y = aside + note["ax"], y + note["ay"]
    anchor, inwards = choose("anchor", _SIDES, side)
    rise = note.get("yanchor", "middle")
    baseline, down = choose("anchor", _RISES, rise)
    further = {"top": 0, "middle": 0.5, "bottom": 1}[rise] * LINE_STEP * size * (len(lines) - 1)
    place = Across(x, aside + inwards * _NOTE_BORDER)
    placing = {"text-anchor": anchor, "dominant-baseline": baseline}
    if other is None:
        placing |= _width_of(note)
    else:
        both = zip(lines, _lines_of(other)[0], strict=True)
        mine, theirs = _width_of(note)["class"], _width_of(other)["class"]
        lines = [one if one == another else {mine: one, theirs: another} for one, another in both]
    return draw_text(lines, place, y + down * _NOTE_BORDER - further, size, placing)


def _text_height(lines: Sequence[str], size: float) -> float:
    """In pixels; in the page's own font."""
    return size * (_FONT_HEIGHT + LINE_STEP * (len(lines) - 1))


def _draw_leader(note: Mapping, plot: Plot) -> Element:
    """The line from the text of an annotation to a little before its place; from above or below the text's middle."""
    if note.get("arrowhead") != 0:
        raise ValueError(f"no way to draw the arrowhead {note.get('arrowhead')}")
    head, y = _head_of(note, plot)
    ax, ay = note["ax"], note["ay"]
    length = math.hypot(ax, ay)
    end = note.get("standoff", 0) / length
    start = 1.0
    if note.get("xanchor", "center") == "center":
        if ax:
            raise ValueError("no way to draw a slanted leader from the middle of a text")
        start = 1 - (_text_height(*_lines_of(note)) + 2 * _NOTE_BORDER - 1) / 2 / abs(ay)
    (x0, y0), (x1, y1) = ((ax * along + head.pixels, ay * along) for along in (start, end))
    line = {"color": note["arrowcolor"], "width": note.get("arrowwidth", 1)}
    path = Element("path", {"d": f"M{n(x0)} {n(y0)}L{n(x1)} {n(y1)}", **_stroke(line)})
    leader = beside(head, y, path)
    return replace(leader, attributes={**leader.attributes, **_width_of(note)})


def _share(leaders: Iterable[Element]) -> Iterator[Element]:
    """Leaders; one that the wide and the narrow plot both have stands once, for both."""
    drawn: dict[str, list[Element]] = {}
    for leader in leaders:
        bare = {name: value for name, value in leader.attributes.items() if name != "class"}
        drawn.setdefault(replace(leader, attributes=bare).__html__(), []).append(leader)
    for alike in drawn.values():
        one = alike[0]
        is_everywhere = len({leader.attributes.get("class") for leader in alike}) > 1
        yield replace(one, attributes={k: v for k, v in one.attributes.items() if not (is_everywhere and k == "class")})


def _draw_shape(shape: Mapping, plot: Plot) -> Element:
    """A line, or a path in pixels around a point; a line may have pixels across alone."""
    kind = shape["type"]
    if kind == "path":
        return _draw_path(shape, plot)
    if kind != "line":
        raise ValueError(f"no way to draw a {kind}")
    y0, y1 = (plot.y(shape[key], shape.get("yref", "y")) for key in ("y0", "y1"))
    if shape.get("xsizemode") == "pixel":
        d = f"M{n(shape['x0'])} {n(y0)}L{n(shape['x1'])} {n(y1)}"
        at = Across(plot.across(shape["xanchor"], shape.get("xref", "x")))
        return beside(at, 0, Element("path", {"d": d, **_stroke(shape["line"], 2)}))
    left, right = (plot.across(shape[key], shape.get("xref", "x")) for key in ("x0", "x1"))
    places = {"x1": Across(left).percentage, "x2": Across(right).percentage, "y1": y0, "y2": y1}
    return Element("line", {**places, **_stroke(shape["line"], 2)})


def _draw_path(shape: Mapping, plot: Plot) -> Element:
    """A path of straight lines in pixels to the right of its anchor and above it."""
    if (shape.get("xsizemode"), shape.get("ysizemode")) != ("pixel", "pixel"):
        raise ValueError("no way to draw a path that is not in pixels")
    if _STRAIGHT.sub("", shape["path"]):
        raise ValueError(f"no way to draw the path {shape['path']}")
    at, y = plot.across(shape["xanchor"], shape.get("xref", "x")), plot.y(shape["yanchor"], shape.get("yref", "y"))
    d = "".join(f"{step}{n(float(x))} {n(-float(up))}" for step, x, up in _STRAIGHT.findall(shape["path"]))
    return beside(Across(at), y, Element("path", {"d": d, **_stroke(shape["line"], 2)}))


def _draw_key(traces: Sequence[Mapping], layout: Mapping) -> Element:
    """The names of lines above the plot, in as many rows as a width needs: HTML, since SVG wraps no text."""
    legend, top = layout["legend"], layout["margin"]["t"]
    if (legend["orientation"], legend["x"], legend["y"], legend["yref"]) != ("h", 0, 1, "container"):
        raise ValueError("no way to draw a key that is not a row above the plot")
    entries = [_draw_entry(trace) for trace in traces if trace.get("showlegend")]
    rows = (
        f"display:flex;flex-wrap:wrap;gap:0 {_KEY_GAP}px;padding-top:{_KEY_TOP}px;white-space:nowrap;"
        f"font-size:{legend['font']['size']}px;line-height:{_KEY_ROW}px"
    )
    inner = Element("div", {"xmlns": "http://www.w3.org/1999/xhtml", "style": rows}, tuple(entries))
    return Element("foreignObject", {"y": -top, "width": "100%", "height": top}, (inner,))


def _draw_entry(trace: Mapping) -> Element:
    """A piece of a line, and its name."""
    line, opacity = trace["line"], trace.get("opacity", style.OPAQUE)
    look = (
        f"width:{_KEY_LINE}px;height:{n(line['width'])}px;margin:0 {_KEY_ASIDE}px {_KEY_RISE}px;"
        f"background:{line['color']};opacity:{opacity}"
    )
    sample = Element("i", {"style": look})
    return Element("span", {"style": "display:flex;align-items:center"}, (sample, trace["name"]))
