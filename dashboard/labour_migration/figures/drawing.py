"""What all charts share: layout, ticks, traces of lines, points and labels, alternative texts."""

import math
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from labour_migration.figures import style
from labour_migration.figures.placement import breadth
from labour_migration.labels import format_month, isolate_line, join_clauses
from labour_migration.language import gettext as _
from labour_migration.language import ngettext

Figure = go.Figure  # for modules that hand figures on: plotly itself is imported in this folder alone
ALT_AT_MOST = 220  # characters of an alternative text
# A time axis of up to three years has a tick every half-year; a longer one has at most seven ticks.
_HALF_YEARLY_UP_TO, _TIME_TICKS = 3, 7
_HALF_YEARS = (1, 7)  # the months that they begin with
_HALF_A_YEAR, _HALF_A_MONTH = pd.Timedelta(days=182), pd.Timedelta(days=15)


def time_ticks(window: tuple[pd.Timestamp, pd.Timestamp], span: pd.Timedelta | None = None) -> dict:
    """Plotly properties for the ticks of a time axis: every half-year, or every 1, 2, 5 or 10 years on a long axis.

    ``window`` is the first and the last day of the axis, ``span`` its length without air, where it has some. Labels
    are never slanted. Of half-years the year stands on a second line.
    """
    span = window[1] - window[0] if span is None else span
    if span.days <= _HALF_YEARLY_UP_TO * 366:
        starts = pd.period_range(window[0], window[1], freq="M").to_timestamp()
        return _label_months({day: day for day in starts if day.month in _HALF_YEARS and day >= window[0]})
    step = next((step for step in (1, 2, 5) if span.days / 366 / step <= _TIME_TICKS), 10)
    return {"dtick": f"M{12 * step}", "tickformat": "%Y", "tickangle": 0}


def year_ticks(window: tuple[pd.Timestamp, pd.Timestamp], first_month: int = 1) -> dict:
    """Plotly properties for the labels of years, each below the middle of its own: ``2020``, ``2019-20``.

    ``window`` is the first and the last day of the axis. Years begin in ``first_month``; of those that begin within a
    calendar year, such as Pakistan's fiscal years, both parts are named. As many have a label as a telephone shows.
    """
    starts = [pd.Timestamp(year, first_month, 1) for year in range(window[0].year - 1, window[1].year + 1)]
    middles = {start: start + _HALF_A_YEAR for start in starts if window[0] <= start + _HALF_A_YEAR <= window[1]}
    is_calendar = first_month == 1
    texts = {day: f"{day.year}" if is_calendar else f"{day.year}-{(day.year + 1) % 100:02}" for day in middles}
    room = _labels_that_fit(texts.values())
    step = next((step for step in (1, 2, 5, 10) if len(texts) <= step * room), 20)
    shown = [start for start in middles if start.year % step == 0]
    return {
        "tickvals": [f"{middles[start]:%Y-%m-%d}" for start in shown],
        "ticktext": [texts[start] for start in shown],
        "tickangle": 0,
    }


def month_ticks(window: tuple[pd.Timestamp, pd.Timestamp]) -> dict:
    """Plotly properties for the labels of months, each below the middle of its own; the first of a year names it too.

    ``window`` is the first and the last day of the axis. As many have a label as a telephone shows.
    """
    months = pd.period_range(window[0], window[1], freq="M")
    middles = {month: month.start_time + _HALF_A_MONTH for month in months}
    middles = {month: day for month, day in middles.items() if window[0] <= day <= window[1]}
    room = _labels_that_fit(map(format_month, middles.values()))
    step = next((step for step in (1, 2, 3, 6) if len(middles) <= step * room), 12)
    return _label_months({month: day for month, day in middles.items() if (month.month - 1) % step == 0})


def _label_months(months: Mapping[pd.Timestamp | pd.Period, pd.Timestamp]) -> dict:
    """Plotly properties for the labels of months at days; the first of a year names it too, on a second line."""
    texts, year = [], None
    for month, day in months.items():
        texts.append(format_month(day) if month.year == year else f"{format_month(day)}<br>{month.year}")
        year = month.year
    days = [f"{day:%Y-%m-%d}" for day in months.values()]
    # The format is that of two lines; Plotly writes the texts.
    return {"tickvals": days, "ticktext": texts, "tickformat": "%b\n%Y", "tickangle": 0}


def _labels_that_fit(texts: Iterable[str]) -> int:
    """How many of these labels of the time axis fit beside each other on a telephone; at least one."""
    letters = max(map(breadth, texts), default=0)
    return max(1, int(style.NARROW_PLOT / (letters * style.PERIOD_LETTER + style.PERIOD_GAP)))


def tick_step(top: float) -> float:
    """A round distance between ticks (1, 2 or 5 times a power of ten) that gives an axis up to ``top`` two or three."""
    least = top / 3
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least)


def name_point(kind: str, *ids: object) -> str:
    """The ``customdata`` by which a page finds the rows of a chosen point: the kind of row, then the ids."""
    return " ".join([kind, *map(str, ids)])


def draw_hover_points(xs: pd.Series, ys: pd.Series, texts: Sequence[str], names: Sequence[str], colour: str) -> dict:
    """One trace of invisible points with hover texts: where a reader finds what is drawn in other traces.

    ``names`` are those of :func:`name_point`.
    """
    marker = {
        "opacity": style.INVISIBLE,
        "size": style.POINTER_SIZE,
        "symbol": "circle-open",
        "color": colour,
        "line": {"width": style.MARK_OUTLINE},
    }
    told = {"hovertext": texts, "hoverinfo": "text", "customdata": names}
    return {"type": "scatter", "x": xs, "y": ys, "mode": "markers", "marker": marker, **told, "cliponaxis": False}


def with_opacity(colour: str, opacity: float) -> str:
    """A hexadecimal colour, made transparent."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity})"


def draw_lines(segments: list[tuple], colour: str, width: int, dash: str = "solid") -> list[dict]:
    """One trace of separate line segments ``(x, y, x, y)``; no trace without segments."""
    if not segments:
        return []
    xs = [x for x0, _y0, x1, _y1 in segments for x in (x0, x1, None)]
    ys = [y for _x0, y0, _x1, y1 in segments for y in (y0, y1, None)]
    line = {"color": colour, "width": width, "dash": dash}
    look = {"mode": "lines", "line": line, "connectgaps": False, "hoverinfo": "skip"}
    return [{"type": "scatter", "x": xs, "y": ys, **look}]


def draw_points(points: list[tuple], colour: str) -> dict:
    """One trace of points ``(x, y, symbol, size)``, in Plotly's names of symbols."""
    xs, ys, symbols, sizes = zip(*points, strict=True)
    line = {"color": colour, "width": style.MARK_OUTLINE}
    marker = {"color": colour, "symbol": symbols, "size": sizes, "opacity": style.OPAQUE, "line": line}
    look = {"mode": "markers", "marker": marker, "hoverinfo": "skip", "cliponaxis": False}
    return {"type": "scatter", "x": xs, "y": ys, **look}


def facet_title(text: str, y: float) -> dict:
    """The annotation that is the title of a facet; ``y`` is the top of the facet as a share of the chart's height."""
    place = {"xref": "paper", "yref": "paper", "x": 0, "y": y, "xanchor": "left", "yanchor": "bottom"}
    return {
        "text": text,
        **place,
        "align": "left",
        "showarrow": False,
        "font": {"size": style.TEXT_FONT},
        "xshift": style.TITLE_SHIFT,
    }


def tint(line: str, colour: str, tag: str = "span") -> str:
    """A line of a label in the tone for words of a colour, with "b" in bold; all that Plotly and our drawing read."""
    return f'<{tag} style="color:{style.TEXT_TONES[colour]}">{line}</{tag}>'


def fitted(opening: str, clauses: list[str]) -> str:
    """An alternative text: the opening, as many whole clauses as fit, and the number of those left out."""
    for shown in range(len(clauses), 0, -1):
        left = len(clauses) - shown
        pattern = _("{opening} {entries}.")
        if left:
            pattern = ngettext("{opening} {entries}, and {count} more.", "{opening} {entries}, and {count} more.", left)
        text = pattern.format(opening=opening, entries=join_clauses(clauses[:shown]), count=left)
        if breadth(text) <= ALT_AT_MOST:
            return text
    return ngettext("{count} entry.", "{count} entries.", len(clauses)).format(count=len(clauses))


def draw_nothing(sentence: str) -> go.Figure:
    """A figure without data that shows a sentence."""
    text = {"text": sentence, "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5, "showarrow": False}
    layout = {"annotations": [text], "xaxis": {"visible": False}, "yaxis": {"visible": False}}
    return make_figure([], layout, height=style.EMPTY_HEIGHT)


def make_figure(
    traces: Sequence[Mapping], layout: Mapping, height: int, top: int = style.AIR, right: int = style.AIR
) -> go.Figure:
    """The figure of traces and a layout, Plotly's as mappings, with what all charts share: height and margins.

    ``top`` and ``right`` are margins for a key and for labels. Margins are fixed and include the labels of the time
    axis, because Plotly would otherwise measure every label at each drawing. How a chart is read and its points are
    chosen is for the script of the page (``dashboard/chart/chart.js``): to Plotly it is a picture. Made in one go:
    Plotly checks each property that is set later by itself, which takes longer than the drawing.
    """
    layout = _isolate_lines(layout)
    time = layout.get("xaxis", {})
    margins = {"l": style.LEFT_MARGIN, "r": right, "t": top, "b": style.AIR, "pad": style.TICK_SHIFT}
    if time.get("visible", True):
        lines_below_first = time.get("tickformat", "").count("\n")
        margins["t" if time.get("side") == "top" else "b"] = style.AXIS_MARGIN + style.SECOND_LINE * lines_below_first
    axes = {"xaxis": {}, "yaxis": {}} | {key: axis for key, axis in layout.items() if key[1:].startswith("axis")}
    still = {key: {**axis, "fixedrange": True, "automargin": False} for key, axis in axes.items()}
    # An empty template keeps Plotly from copying its own one, of a thousand properties, into the figure.
    shared = {"template": {}, "height": height, "showlegend": False, "margin": margins, "barmode": "overlay"}
    figure = go.Figure(traces, {**shared, **layout, **still})
    figure.layout.template = None
    return figure


def _isolate_lines(layout: Mapping) -> dict:
    """The layout with each line of its texts in an order of its own: a chart is laid out from the left everywhere."""
    axes = {key: axis for key, axis in layout.items() if key[1:].startswith("axis") and "ticktext" in axis}
    axes = {key: axis | {"ticktext": _isolate_all(axis["ticktext"])} for key, axis in axes.items()}
    notes = layout.get("annotations", ())
    texts = _isolate_all([note["text"] for note in notes])
    return {**layout, **axes, "annotations": [{**note, "text": text} for note, text in zip(notes, texts, strict=True)]}


def _isolate_all(texts: Iterable[str]) -> list[str]:
    return ["<br>".join(map(isolate_line, text.split("<br>"))) for text in texts]
