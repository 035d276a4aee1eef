"""What all charts share: colours, ticks, marks, labels, alternative texts.

Text and axes take the colours of the page's theme; the marks below are seen on light and dark
alike (at least 3:1) and differ in shape as well as in colour.
"""

import math
from collections.abc import Sequence

import orjson
import pandas as pd
import plotly.graph_objects as go
from plotly.io.json import to_json_plotly

from labour_migration.language import ngettext

REPORTED = "#c2571a"  # what articles print
PROMISED = "#8250c0"  # what somebody hopes for or has promised
OFFICIAL = "#3f93ae"  # what offices count
DATED = OFFICIAL  # events
CONTEXT = "#7d858d"  # what stands beside for comparison
# Official series beside each other: seen on both grounds, told apart by every eye, unlike reported and promised.
CATEGORICAL = (OFFICIAL, "#ac8939", "#4966ab", "#955072", "#7d9b69", "#4d6e49", "#6b6b2d")
LANE = "rgba(128, 128, 128, 0.35)"  # lanes, breaks, bands

TIME_AXIS, TICK_LINE = 33, 16  # pixels of the time axis with its labels, and of a second line of them
_LEFT, AIR = 13, 8  # pixels beside the plot: where its axes begin, and where nothing is

ALT_AT_MOST = 220  # characters of an alternative text
TICKED = 0.75  # of an axis: a tick above would run into the title
_CHOSEN = 16  # pixels of a chosen point: larger than any other


def time_ticks(span: pd.Timedelta) -> dict:
    """Ticks of a time axis: half-years where there are few, else whole years, seven at most; never aslant.

    The year of half-years stands on a line of its own.
    """
    if span.days <= 3 * 366:
        return {"dtick": "M6", "tickformat": "%b\n%Y", "tickangle": 0}
    step = next((step for step in (1, 2, 5) if span.days / 366 / step <= 7), 10)
    return {"dtick": f"M{12 * step}", "tickformat": "%Y", "tickangle": 0}


def tick_step(top: float) -> float:
    """The step of one, two or five tens that gives an axis two or three of them: round, and no figure of anybody."""
    least = top / 3
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least)


def name_point(kind: str, *ids: object) -> str:
    """What a point of a chart leads to, as the point carries it: the kind of row, then the ids of the rows there."""
    return " ".join([kind, *map(str, ids)])


def draw_hovers(xs: pd.Series, ys: pd.Series, texts: Sequence[str], names: Sequence[str], colour: str) -> go.Scatter:
    """One trace of points that are not seen before one is chosen, which has a ring then: they carry texts and names."""
    marker = {"opacity": 0, "size": 14, "symbol": "circle-open", "color": colour, "line": {"width": 2}}
    return go.Scatter(
        x=xs, y=ys, mode="markers", marker=marker, hovertext=texts, hoverinfo="text", customdata=names, cliponaxis=False
    )


def pale(colour: str, opacity: float) -> str:
    """A colour that what lies behind shines through: unlike the opacity of a mark, no choice of another changes it."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity})"


def darker(colour: str) -> str:
    """The colour of a bar that is chosen; its outline keeps its own, and is seen on both grounds."""
    return "#" + "".join(f"{int(colour[place : place + 2], 16) // 2:02x}" for place in (1, 3, 5))


def draw_lines(segments: list[tuple], colour: str, width: int, dash: str = "solid") -> list[go.Scatter]:
    """One trace of separate segments ``(x, y, x, y)``; none where there are none."""
    if not segments:
        return []
    xs = [x for x0, _y0, x1, _y1 in segments for x in (x0, x1, None)]
    ys = [y for _x0, y0, _x1, y1 in segments for y in (y0, y1, None)]
    line = {"color": colour, "width": width, "dash": dash}
    return [go.Scatter(x=xs, y=ys, mode="lines", line=line, connectgaps=False, hoverinfo="skip")]


def draw_points(points: list[tuple], colour: str) -> go.Scatter:
    """One trace of points ``(x, y, symbol, size)``."""
    xs, ys, symbols, sizes = zip(*points, strict=True)
    line = {"color": colour, "width": 2}
    marker = {"color": colour, "symbol": symbols, "size": sizes, "opacity": 1, "line": line}
    return go.Scatter(x=xs, y=ys, mode="markers", marker=marker, hoverinfo="skip", cliponaxis=False)


def draw_labels(labels: list[tuple]) -> list[go.Scatter]:
    """One trace of labels ``(x, y, text, position)``, each beside its mark; none where there are none."""
    if not labels:
        return []
    xs, ys, texts, positions = zip(*labels, strict=True)
    spaced = [
        "<br>".join(f"\u2002{line}" if position.endswith("right") else f"{line}\u2002" for line in text.split("<br>"))
        for text, position in zip(texts, positions, strict=True)
    ]
    return [
        go.Scatter(
            x=xs,
            y=ys,
            mode="markers+text",
            marker={"opacity": 0, "size": 12},
            text=spaced,
            textposition=positions,
            textfont={"size": 15},
            hoverinfo="skip",
            cliponaxis=False,
        )
    ]


def facet_title(text: str, y: float) -> dict:
    """A title above a facet whose top is at ``y``, a share of the chart's height."""
    place = {"xref": "paper", "yref": "paper", "x": 0, "y": y, "xanchor": "left", "yanchor": "bottom"}
    return {"text": text, **place, "align": "left", "showarrow": False, "font": {"size": 13}, "xshift": -6}


def fitted(opening: str, clauses: list[str]) -> str:
    """The opening and as many whole clauses as fit an alternative text, the rest counted."""
    for shown in range(len(clauses), 0, -1):
        left = len(clauses) - shown
        rest = ngettext(", and {count} more", ", and {count} more", left).format(count=left) if left else ""
        text = f"{opening} {'; '.join(clauses[:shown])}{rest}."
        if len(text) <= ALT_AT_MOST:
            return text
    return ngettext("{count} entry.", "{count} entries.", len(clauses)).format(count=len(clauses))


class SharedFigure(go.Figure):
    """A figure that is never changed again, and is written as JSON once: Plotly would at every sending."""

    def to_dict(self) -> dict:
        """The figure as a dictionary of what is written already, always the same one: not to be changed either."""
        if "_sent" not in vars(self):
            made = super().to_dict()
            self._sent = {"data": [*map(_written, made["data"])], "layout": _written(made["layout"])}
        return self._sent


def _written(properties: dict) -> dict:
    """Properties with the JSON of each; numbers as they are, since Streamlit looks at some."""
    return {
        name: value if isinstance(value, int | float) else orjson.Fragment(to_json_plotly(value))
        for name, value in properties.items()
    }


def draw_nothing(sentence: str) -> go.Figure:
    """An empty figure that carries a sentence."""
    figure = go.Figure()
    figure.add_annotation(text=sentence, xref="paper", yref="paper", x=0.5, y=0.5, showarrow=False)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return finish(figure, height=120)


def finish(figure: go.Figure, height: int, top: int = AIR, right: int = AIR) -> go.Figure:
    """The figure in the layout that all charts share; ``right`` is the margin for labels beside the plot.

    Margins are given, with room for the labels of the time axis: Plotly would measure every label at each drawing.
    A chosen point grows, a chosen bar has the colour that was made for it; all others stay as they are.
    """
    time = figure.layout.xaxis
    margins = {"l": _LEFT, "r": right, "t": top, "b": AIR}
    if time.visible is not False:
        margins["t" if time.side == "top" else "b"] = TIME_AXIS + TICK_LINE * (time.tickformat or "").count("\n")
    for trace in figure.data:
        _keep_unchosen(trace)
    # Where points can be chosen, Streamlit lets a pointer drag the axes: these do not move.
    figure.update_xaxes(fixedrange=True, automargin=False).update_yaxes(fixedrange=True, automargin=False)
    return figure.update_layout(
        template=None,
        height=height,
        showlegend=False,
        margin=margins,
        hoverlabel={"align": "left"},
        # What Streamlit would set itself where points can be chosen, and draw the chart once more for it.
        clickmode="event+select",
        hovermode="closest",
        dragmode="pan",
        barmode="overlay",
    )


def _keep_unchosen(trace: go.Scatter | go.Bar) -> None:
    """Have what is not chosen drawn as before: Plotly's default dims it."""
    if trace.type == "bar":
        trace.update(unselected={"marker": {"opacity": 1}})
    elif "markers" in trace.mode:
        opacity = 1 if trace.marker.opacity is None else trace.marker.opacity
        trace.update(selected={"marker": {"opacity": 1, "size": _CHOSEN}}, unselected={"marker": {"opacity": opacity}})
    if trace.type == "scatter" and "text" in trace.mode:
        trace.update(selected={"textfont": {"color": CONTEXT}})  # with it, texts that are not chosen keep their own
