"""Rows -> Plotly figure: the numbers are computed in one function and drawn in another.

Text and axes take the colours of the page's theme; the marks below are seen on light and dark
alike (at least 3:1) and differ in shape as well as in colour.
"""

import math
import textwrap
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd
import plotly.graph_objects as go

from labour_migration.citation import format_event_date
from labour_migration.labels import (
    format_figure,
    format_figure_period,
    format_measure,
    format_number,
    format_programme,
    format_statement,
    format_unit,
    row_quantity,
)
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.package import DataPackage
from labour_migration.selection import in_order_of_time

REPORTED = "#c2571a"  # what articles print
PROMISED = "#8250c0"  # what somebody hopes for or has promised
DATED = "#3f93ae"  # events

ALT_AT_MOST = 220  # characters of an alternative text
_TRACK = "rgba(128, 128, 128, 0.35)"
_PANEL_HEIGHT, _TITLE_HEIGHT = 150, 54  # pixels
_TEXT_LINE, _LANE = 17, 26  # pixels: a line of a label, and the mark below it
_LABEL_WIDTH = 54  # characters that a telephone shows in one line
_LABEL_PLACE = {"xref": "paper", "x": 0, "xanchor": "left", "yanchor": "top", "align": "left", "showarrow": False}
_HEADROOM = 1.9  # an axis reaches so much beyond its greatest number, for whiskers that are open
_TICKED = 0.75  # of an axis: a tick above would run into the title


@dataclass(frozen=True)
class Panel:
    """Figures that may share an axis: of one indicator, and either outcomes or promises of one kind.

    ``marks`` has a row a figure: ``start, end`` (its period), ``level`` (the number drawn),
    ``low, high`` (bounds, if any), ``is_number`` (the words print one), ``is_open_below, is_open_above`` (the
    hedge), ``label``, ``hover``.
    """

    title: str
    unit: str
    kind: str
    is_promise: bool
    marks: pd.DataFrame


def build_panels(reported: pd.DataFrame, package: DataPackage) -> list[Panel]:
    """The panels of reported figures: in the order of ``indicators.csv``, outcomes before promises.

    One indicator a panel, so that stocks and flows never share an axis; promises apart from
    outcomes, so that none is ever seen as a result.
    """
    groups = dict(list(reported.groupby(["indicator_id", "statement"])))
    statements = package.descriptor.resource("reported_figures").field("statement").choices
    panels = []
    for indicator in package.indicators.itertuples():
        for statement in statements:
            rows = groups.get((indicator.indicator_id, statement))
            if rows is None:
                continue
            is_promise = statement != "outcome"
            kind = format_statement(statement) if is_promise else format_measure(indicator.measure)
            if not is_promise and indicator.measure == "flow" and (rows["period_start"] == rows["period_end"]).all():
                kind = _("over a period that is not named")
            panels.append(
                Panel(
                    title=_(indicator.name),
                    unit=indicator.unit,
                    kind=kind,
                    is_promise=is_promise,
                    marks=_build_marks(rows, indicator.unit, package),
                )
            )
    return panels


def _build_marks(rows: pd.DataFrame, unit: str, package: DataPackage) -> pd.DataFrame:
    marks = []
    for row in rows.to_dict("records"):
        quantity = row_quantity(row)
        label = format_figure(row, unit)
        hover = [f"<b>{label}</b>", format_figure_period(row), f"“{row['as_printed']}”"]
        marks.append(
            {
                "start": row["period_start"],
                "end": row["period_end"],
                "level": next(n for n in (quantity.value, quantity.low, quantity.high) if n is not None),
                "low": _or_nan(quantity.low),
                "high": _or_nan(quantity.high),
                "is_number": quantity.value is not None,
                "is_open_below": quantity.is_open_below,
                "is_open_above": quantity.is_open_above,
                "label": label,
                "hover": "<br>".join([*hover, package.sources[row["source_id"]].publisher]),
            }
        )
    return pd.DataFrame(marks)


def _or_nan(number: float | None) -> float:
    return float("nan") if number is None else number


def draw_reported(panels: list[Panel]) -> go.Figure:
    """All reported figures over time, one strip a panel above the other, hedges as open-ended whiskers.

    A stock is a dot on its day, a flow a bar over its period. "More than" is a whisker with an
    arrow and no end; "about" one in both directions; bounds without a number are a bracket.
    What prints no number is hollow, promises are and have their own colour. Every count starts at zero.
    """
    if not panels:
        return _draw_nothing(_("No reported figure in this selection."))
    first, last = min(panel.marks["start"].min() for panel in panels), max(panel.marks["end"].max() for panel in panels)
    span = max(last - first, pd.Timedelta(days=365))
    window = (first - span * 0.16, last + span * 0.08)
    height = _PANEL_HEIGHT * len(panels)
    share, strip = 1 / len(panels), (_PANEL_HEIGHT - _TITLE_HEIGHT) / height
    traces, axes, titles = [], {}, []
    for place, panel in enumerate(panels):
        axis = f"y{place + 1}" if place else "y"
        bottom = 1 - share * (place + 1)
        top = float(panel.marks[["level", "high"]].max(axis=None)) * _HEADROOM or 1.0
        step = _tick_step(top)
        ticks = [step * count for count in range(math.floor(top * _TICKED / step) + 1)]
        traces += [trace.update(yaxis=axis) for trace in _draw_panel(panel, top, window)]
        axes[axis.replace("y", "yaxis")] = {
            "domain": [bottom, bottom + strip],
            "range": [0, top],
            "tickvals": ticks,
            "ticktext": ["0", *(format_number(tick, panel.unit) for tick in ticks[1:])],
            "ticklabelposition": "inside top",
        }
        subtitle = _("{unit}, {kind}").format(unit=format_unit(panel.unit), kind=panel.kind)
        titles.append(_title(f"<b>{panel.title}</b><br>{subtitle}", y=bottom + strip))
    time = {"range": list(window), "zeroline": False, "anchor": axis, **_time_ticks(span)}
    figure = go.Figure(traces, {"xaxis": time, **axes, "annotations": titles})
    return _finish(figure, height=height + 30, top=8)


def _draw_panel(panel: Panel, top: float, window: tuple) -> list[go.Scatter]:
    """The traces of one panel: bars, whiskers, brackets, their ends, the numbers, the labels."""
    colour = PROMISED if panel.is_promise else REPORTED
    middle = window[0] + (window[1] - window[0]) / 2
    bars, whiskers, brackets, points, labels = [], [], [], [], []
    for mark in panel.marks.itertuples():
        at = mark.start + (mark.end - mark.start) / 2
        is_span, on_right = mark.end > mark.start, at > middle
        is_bracket = pd.notna(mark.low) and pd.notna(mark.high)
        # The label stands beside its mark: at the end of a bar, at half height of a bracket.
        edge = (mark.start if on_right else mark.end) if is_span else at
        if is_span:
            bars.append((mark.start, mark.level, mark.end, mark.level))
        for is_open, towards, arrow in (
            (mark.is_open_above, mark.level + top * 0.32, "arrow-up"),
            (mark.is_open_below, max(mark.level - top * 0.32, 0), "arrow-down"),
        ):
            if is_open:
                whiskers.append((at, mark.level, at, towards))
                points.append((at, towards, arrow, 9))
        if is_bracket:
            brackets.append((at, mark.low, at, mark.high))
            points += [(at, bound, "line-ew-open", 12) for bound in (mark.low, mark.high)]
        else:
            symbol = "circle" if mark.is_number and not panel.is_promise else "circle-open"
            points.append((edge, mark.level, symbol, 5 if is_span else 11))
        height = (mark.low + mark.high) / 2 if is_bracket else mark.level
        labels.append((edge, height, mark.label, "left" if on_right else "right", mark.hover))
    return [
        *_draw_lines(bars, colour, width=5),
        *_draw_lines(whiskers, colour, width=2),
        *_draw_lines(brackets, colour, width=2, dash="dot"),
        _draw_points(points, colour),
        _draw_labels(labels),
    ]


def _time_ticks(span: pd.Timedelta) -> dict:
    """Ticks of a time axis: years, or half-years where there are few."""
    return {"dtick": "M12", "tickformat": "%Y"} if span.days > 3 * 366 else {"dtick": "M6", "tickformat": "%b %Y"}


def _tick_step(top: float) -> float:
    """The step of one, two or five tens that gives an axis two or three of them: round, and no figure of anybody."""
    least = top / 3
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least)


def _draw_lines(segments: list[tuple], colour: str, width: int, dash: str = "solid") -> list[go.Scatter]:
    """One trace of separate segments ``(x, y, x, y)``; none where there are none."""
    if not segments:
        return []
    xs = [x for x0, _y0, x1, _y1 in segments for x in (x0, x1, None)]
    ys = [y for _x0, y0, _x1, y1 in segments for y in (y0, y1, None)]
    line = {"color": colour, "width": width, "dash": dash}
    return [go.Scatter(x=xs, y=ys, mode="lines", line=line, connectgaps=False, hoverinfo="skip")]


def _draw_points(points: list[tuple], colour: str) -> go.Scatter:
    """One trace of points ``(x, y, symbol, size)``."""
    xs, ys, symbols, sizes = zip(*points, strict=True)
    line = {"color": colour, "width": 2}
    marker = {"color": colour, "symbol": symbols, "size": sizes, "opacity": 1, "line": line}
    return go.Scatter(x=xs, y=ys, mode="markers", marker=marker, hoverinfo="skip", cliponaxis=False)


def _draw_labels(labels: list[tuple]) -> go.Scatter:
    """One trace of labels ``(x, y, text, side, hover)``, each beside its mark."""
    xs, ys, texts, sides, hovers = zip(*labels, strict=True)
    return go.Scatter(
        x=xs,
        y=ys,
        mode="markers+text",
        marker={"opacity": 0, "size": 12},
        text=[f"\u2002{text}" if side == "right" else f"{text}\u2002" for text, side in zip(texts, sides, strict=True)],
        textposition=[f"middle {side}" for side in sides],
        textfont={"size": 15},
        hovertext=hovers,
        hoverinfo="text",
        cliponaxis=False,
    )


def _title(text: str, y: float) -> dict:
    """A title above a strip whose top is at ``y``, a share of the chart's height."""
    place = {"xref": "paper", "yref": "paper", "x": 0, "y": y, "xanchor": "left", "yanchor": "bottom"}
    return {"text": text, **place, "align": "left", "showarrow": False, "font": {"size": 13}, "xshift": -6}


def describe_reported(panels: list[Panel]) -> str:
    """The alternative text of :func:`draw_reported`: its figures with their hedges, outcomes with a number first."""
    clauses = [
        _("{name}: {figures}").format(name=panel.title, figures=_("; ").join(panel.marks["label"]))
        + (_(" ({kind})").format(kind=panel.kind) if panel.is_promise else "")
        for panel in sorted(panels, key=lambda panel: (panel.is_promise, not panel.marks["is_number"].any()))
    ]
    return _fitted(_("As articles print it:"), clauses)


def draw_timeline(events: pd.DataFrame, package: DataPackage) -> go.Figure:
    """The dated events, one a lane, in their order; a bar spans the days, the month or the year that is known."""
    if events.empty:
        return _draw_nothing(_("No dated event in this selection."))
    ordered = in_order_of_time(events)
    sources = package.sources
    first, last = ordered["date_start"].min(), ordered["date_end"].max()
    span = max(last - first, pd.Timedelta(days=365))
    window = (first - span * 0.03, last + span * 0.03)
    tracks, bars, points, hovers, labels = [], [], [], [], []
    depth = 0
    for event in ordered.to_dict("records"):
        start, end = event["date_start"], event["date_end"] + timedelta(days=1)
        source = sources[event["source_id"]]
        when = format_event_date(event, source)
        lines = textwrap.wrap(
            f"{when}\t{_(event['title'])}",
            _LABEL_WIDTH,
            expand_tabs=False,
            replace_whitespace=False,
            break_on_hyphens=False,
        )
        text = "<br>".join(lines).replace("\t", "</b> ", 1)
        labels.append({"text": f"<b>{text}", "y": depth, **_LABEL_PLACE})
        level = depth + _TEXT_LINE * len(lines) + _LANE / 2
        words = f"<br>“{event['as_printed']}”" if event["as_printed"] else ""
        programme = format_programme(package.programmes.loc[event["programme_id"]])
        tracks.append((window[0], level, window[1], level))
        bars.append((start, level, end, level))
        points.append((start + (end - start) / 2, level, "circle", 11 if event["date_precision"] == "day" else 0))
        hovers.append(f"<b>{_(event['title'])}</b><br>{when}<br>{programme}{words}<br>{source.publisher}")
        depth = level + _LANE
    marks = _draw_points(points, DATED).update(hovertext=hovers, hoverinfo="text")
    traces = [*_draw_lines(tracks, _TRACK, width=1), *_draw_lines(bars, DATED, width=9), marks]
    time = {"range": list(window), "zeroline": False, "side": "top", **_time_ticks(span)}
    lanes = {"visible": False, "range": [depth, -4]}
    figure = go.Figure(traces, {"xaxis": time, "yaxis": lanes, "annotations": labels})
    return _finish(figure, height=int(depth) + 40, top=28)


def describe_events(events: pd.DataFrame) -> str:
    """The alternative text of :func:`draw_timeline`: how many entries, from when to when, and what they are."""
    if events.empty:
        return ""
    ordered = in_order_of_time(events)
    first, last = ordered["date_start"].min().year, ordered["date_end"].max().year
    opening = ngettext("{count} dated entry, {years}:", "{count} dated entries, {years}:", len(events)).format(
        count=len(events), years=str(first) if first == last else _("{first} to {last}").format(first=first, last=last)
    )
    return _fitted(opening, [_(title) for title in ordered["title"]])


def _fitted(opening: str, clauses: list[str]) -> str:
    """The opening and as many whole clauses as fit an alternative text, the rest counted."""
    for shown in range(len(clauses), 0, -1):
        left = len(clauses) - shown
        rest = ngettext(", and {count} more", ", and {count} more", left).format(count=left) if left else ""
        text = f"{opening} {'; '.join(clauses[:shown])}{rest}."
        if len(text) <= ALT_AT_MOST:
            return text
    return ngettext("{count} entry.", "{count} entries.", len(clauses)).format(count=len(clauses))


def _draw_nothing(sentence: str) -> go.Figure:
    figure = go.Figure()
    figure.add_annotation(text=sentence, xref="paper", yref="paper", x=0.5, y=0.5, showarrow=False)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return _finish(figure, height=120)


def _finish(figure: go.Figure, height: int, top: int = 8) -> go.Figure:
    return figure.update_layout(
        template=None,
        height=height,
        showlegend=False,
        margin={"l": 8, "r": 8, "t": top, "b": 8},
        hoverlabel={"align": "left"},
        dragmode=False,
    )
