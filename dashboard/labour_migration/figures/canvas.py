"""What all charts share: colours, ticks, marks, labels, alternative texts.

Text and axes take the colours of the page's theme; the marks below are seen on light and dark
alike (at least 3:1) and differ in shape as well as in colour.
"""

import math

import pandas as pd
import plotly.graph_objects as go

from labour_migration.language import ngettext

REPORTED = "#c2571a"  # what articles print
PROMISED = "#8250c0"  # what somebody hopes for or has promised
OFFICIAL = "#3f93ae"  # what offices count
DATED = OFFICIAL  # events
CONTEXT = "#7d858d"  # what stands beside for comparison
# Official series beside each other: seen on both grounds, told apart by every eye, unlike reported and promised.
CATEGORICAL = (OFFICIAL, "#ac8939", "#4966ab", "#955072", "#7d9b69", "#4d6e49", "#6b6b2d")
TRACK = "rgba(128, 128, 128, 0.35)"  # lanes, breaks, bands

ALT_AT_MOST = 220  # characters of an alternative text
TICKED = 0.75  # of an axis: a tick above would run into the title


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


def strip_title(text: str, y: float) -> dict:
    """A title above a strip whose top is at ``y``, a share of the chart's height."""
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


def draw_nothing(sentence: str) -> go.Figure:
    """An empty figure that carries a sentence."""
    figure = go.Figure()
    figure.add_annotation(text=sentence, xref="paper", yref="paper", x=0.5, y=0.5, showarrow=False)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return finish(figure, height=120)


def finish(figure: go.Figure, height: int, top: int = 8, right: int = 8) -> go.Figure:
    """The figure in the layout that all charts share; ``right`` is the margin for labels beside the plot."""
    return figure.update_layout(
        template=None,
        height=height,
        showlegend=False,
        margin={"l": 8, "r": right, "t": top, "b": 8},
        hoverlabel={"align": "left"},
        dragmode=False,
        barmode="overlay",
    )
