"""Rows -> Plotly figure: the numbers are computed in one function and drawn in another.

Text and axes take the colours of the page's theme; the marks below are seen on light and dark
alike (at least 3:1) and differ in shape as well as in colour.
"""

import textwrap
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from labour_migration.labels import (
    format_figure,
    format_measure,
    format_number,
    format_period,
    format_programme,
    format_statement,
    format_unit,
    row_quantity,
)
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.package import DataPackage

REPORTED = "#c2571a"  # what articles print
PROMISED = "#8250c0"  # what somebody hopes for or has promised
DATED = "#3f93ae"  # events

ALT_AT_MOST = 220  # characters of an alternative text
_PANEL_HEIGHT = 150
_TEXT_LINE, _LANE = 17, 26  # pixels: a line of a label, and the mark below it
_LABEL_WIDTH = 54  # characters that a telephone shows in one line
_HEADROOM = 1.9  # an axis reaches so much beyond its greatest number, for whiskers that are open


@dataclass(frozen=True)
class Panel:
    """Figures that may share an axis: of one indicator, and either outcomes or promises of one kind.

    ``marks`` has a row a figure: ``start, end`` (its period), ``level`` (the number drawn),
    ``low, high`` (bounds, if any), ``is_open_below, is_open_above`` (the hedge), ``label``, ``hover``.
    """

    title: str
    subtitle: str
    unit: str
    is_promise: bool
    marks: pd.DataFrame


def build_panels(reported: pd.DataFrame, package: DataPackage) -> list[Panel]:
    """The panels of reported figures: in the order of ``indicators.csv``, outcomes before promises.

    One indicator a panel, so that stocks and flows never share an axis; promises apart from
    outcomes, so that none is ever seen as a result.
    """
    panels = []
    for indicator in package.indicators.itertuples():
        figures = reported[reported["indicator_id"] == indicator.indicator_id]
        for statement in ("outcome", "target", "potential", "agreement"):
            rows = figures[figures["statement"] == statement]
            if rows.empty:
                continue
            is_promise = statement != "outcome"
            kind = format_statement(statement) if is_promise else format_measure(indicator.measure)
            panels.append(
                Panel(
                    title=_(indicator.name),
                    subtitle=_("{unit}, {kind}").format(unit=format_unit(indicator.unit), kind=kind),
                    unit=indicator.unit,
                    is_promise=is_promise,
                    marks=_build_marks(rows, indicator.unit, package),
                )
            )
    return panels


def _build_marks(rows: pd.DataFrame, unit: str, package: DataPackage) -> pd.DataFrame:
    sources = package.sources
    marks = []
    for _index, row in rows.iterrows():
        quantity = row_quantity(row)
        level = quantity.value if quantity.value is not None else quantity.low or quantity.high
        source = sources[row["source_id"]]
        period = format_period(row["period_start"], row["period_end"])
        if row["is_period_inferred"]:
            period = _("{period} (inferred)").format(period=period)
        label = format_figure(row, unit)
        marks.append(
            {
                "start": row["period_start"],
                "end": row["period_end"],
                "level": level,
                "low": quantity.low,
                "high": quantity.high,
                "is_open_below": quantity.is_open_below,
                "is_open_above": quantity.is_open_above,
                "label": label,
                "hover": f"<b>{label}</b><br>{period}<br>“{row['as_printed']}”<br>{source.publisher}",
            }
        )
    return pd.DataFrame(marks).astype({"level": float, "low": float, "high": float})


def draw_reported(reported: pd.DataFrame, package: DataPackage) -> go.Figure:
    """All reported figures over time, one strip an indicator, hedges as open-ended whiskers.

    A stock is a dot on its day, a flow a bar over its period. "More than" is a whisker with an
    arrow and no end; "about" one in both directions; bounds without a number are a closed line.
    Promises are hollow, in panels of their own. Every count starts at zero.
    """
    panels = build_panels(reported, package)
    if not panels:
        return _draw_nothing(_("No reported figure in this selection."))
    figure = make_subplots(
        rows=len(panels),
        shared_xaxes=True,
        vertical_spacing=0.36 / len(panels) if len(panels) > 1 else 0,
    )
    first, last = reported["period_start"].min(), reported["period_end"].max()
    span = max(last - first, pd.Timedelta(days=365))
    window = (first - span * 0.16, last + span * 0.08)
    for number, panel in enumerate(panels, start=1):
        _draw_panel(figure, panel, number, window)
    figure.update_xaxes(range=list(window), zeroline=False, **_time_ticks(span))
    return _finish(figure, height=_PANEL_HEIGHT * len(panels) + 30, top=48)


def _draw_panel(figure: go.Figure, panel: Panel, number: int, window: tuple) -> None:
    colour = PROMISED if panel.is_promise else REPORTED
    top = float(panel.marks[["level", "high"]].max(axis=None)) * _HEADROOM
    place = {"row": number, "col": 1}
    middle = window[0] + (window[1] - window[0]) / 2
    for mark in panel.marks.itertuples():
        at = mark.start + (mark.end - mark.start) / 2
        is_span = mark.end > mark.start
        if is_span:
            figure.add_trace(_line([mark.start, mark.end], [mark.level] * 2, colour, width=5), **place)
        for is_open, bound, towards in (
            (mark.is_open_above, mark.high, mark.level + top * 0.32),
            (mark.is_open_below, mark.low, max(mark.level - top * 0.32, 0)),
        ):
            if is_open:
                figure.add_trace(_line([at, at], [mark.level, towards], colour, width=2), **place)
                symbol = "arrow-up" if towards > mark.level else "arrow-down"
                figure.add_trace(_dot(at, towards, colour, symbol, size=9), **place)
            elif pd.notna(bound) and bound != mark.level:
                figure.add_trace(_line([at, at], [mark.level, bound], colour, width=2, dash="dot"), **place)
                figure.add_trace(_dot(at, bound, colour, "line-ew-open", size=12), **place)
        symbol = "circle-open" if panel.is_promise else "circle"
        symbol = "line-ew-open" if pd.notna(mark.low) and pd.notna(mark.high) else symbol
        on_right = at > middle
        # The label stands beside its mark: at the end of a bar, at half height of a bracket.
        edge = (mark.start if on_right else mark.end) if is_span else at
        height = (mark.low + mark.high) / 2 if symbol == "line-ew-open" else mark.level
        figure.add_trace(_dot(edge, mark.level, colour, symbol, size=5 if is_span else 11), **place)
        label = _dot(edge, height, colour, "circle", size=12)
        label.update(
            mode="markers+text",
            marker={"opacity": 0},
            text=[f"{mark.label}  " if on_right else f"  {mark.label}"],
            textposition="middle left" if on_right else "middle right",
            textfont={"size": 15},
            hovertext=[mark.hover],
            hoverinfo="text",
        )
        figure.add_trace(label, **place)
    figure.update_yaxes(
        range=[0, top],
        tickvals=[0, tick := _round_tick(top / 2)],
        ticktext=["0", format_number(tick, panel.unit)],
        ticklabelposition="inside top",
        **place,
    )
    axis = "" if number == 1 else number
    figure.add_annotation(
        text=f"<b>{panel.title}</b><br>{panel.subtitle}",
        align="left",
        xref="paper",
        yref=f"y{axis} domain",
        x=0,
        y=1,
        xanchor="left",
        yanchor="bottom",
        showarrow=False,
        font={"size": 13},
    )


def _time_ticks(span: pd.Timedelta) -> dict:
    """Ticks of a time axis: years, or half-years where there are few."""
    return {"dtick": "M12", "tickformat": "%Y"} if span.days > 3 * 366 else {"dtick": "M6", "tickformat": "%b %Y"}


def _round_tick(number: float) -> float:
    """The number, or the next round one below it: a tick is no figure."""
    step = 10 ** (len(str(int(number))) - 1) if number >= 1 else 1
    return float(int(number // step) * step) or 1.0


def _line(dates: list, levels: list, colour: str, width: int, dash: str = "solid") -> go.Scatter:
    return go.Scatter(
        x=dates, y=levels, mode="lines", line={"color": colour, "width": width, "dash": dash}, hoverinfo="skip"
    )


def _dot(at: pd.Timestamp, level: float, colour: str, symbol: str, size: int) -> go.Scatter:
    return go.Scatter(
        x=[at],
        y=[level],
        mode="markers",
        marker={"color": colour, "symbol": symbol, "size": size, "line": {"color": colour, "width": 2}},
        hoverinfo="skip",
        cliponaxis=False,
    )


def describe_reported(reported: pd.DataFrame, package: DataPackage) -> str:
    """The alternative text of :func:`draw_reported`: its figures with their hedges, outcomes first, as many as fit."""
    panels = sorted(build_panels(reported, package), key=lambda panel: panel.is_promise)
    clauses = [
        _("{name}: {figures}").format(name=panel.title, figures=_("; ").join(panel.marks["label"]))
        + (_(" ({kind})").format(kind=panel.subtitle.split(", ", 1)[1]) if panel.is_promise else "")
        for panel in panels
    ]
    return _fitted(_("As articles print it:"), clauses)


def draw_timeline(events: pd.DataFrame, package: DataPackage) -> go.Figure:
    """The dated events, one a lane, in their order; a bar spans the days, month or year that is known."""
    if events.empty:
        return _draw_nothing(_("No dated event in this selection."))
    ordered = events.sort_values(["date_start", "date_end"], kind="stable")
    sources = package.sources
    figure = go.Figure()
    first, last = ordered["date_start"].min(), ordered["date_end"].max()
    span = max(last - first, pd.Timedelta(days=365))
    window = (first - span * 0.03, last + span * 0.03)
    depth = 0
    for _index, event in ordered.iterrows():
        start, end = event["date_start"], event["date_end"] + timedelta(days=1)
        when = format_period(event["date_start"], event["date_end"], event["date_precision"])
        lines = textwrap.wrap(f"{when}\t{_(event['title'])}", _LABEL_WIDTH, expand_tabs=False, replace_whitespace=False)
        text = "<br>".join(lines).replace("\t", "</b> ", 1)
        figure.add_annotation(
            text=f"<b>{text}", xref="paper", x=0, y=depth, xanchor="left", yanchor="top", align="left", showarrow=False
        )
        level = depth + _TEXT_LINE * len(lines) + _LANE / 2
        words = f"<br>“{event['as_printed']}”" if event["as_printed"] else ""
        programme = format_programme(package.programmes.loc[event["programme_id"]])
        hover = f"<b>{_(event['title'])}</b><br>{when}<br>{programme}{words}<br>{sources[event['source_id']].publisher}"
        figure.add_trace(_line(list(window), [level] * 2, "rgba(128,128,128,0.35)", width=1))
        is_day = event["date_precision"] == "day"
        figure.add_trace(_line([start, end], [level] * 2, DATED, width=9))
        dot = _dot(start + (end - start) / 2, level, DATED, "circle", 11)
        dot.update(hovertext=[hover], hoverinfo="text", marker={"opacity": 1 if is_day else 0})
        figure.add_trace(dot)
        depth = level + _LANE
    figure.update_xaxes(range=list(window), zeroline=False, side="top", **_time_ticks(span))
    figure.update_yaxes(visible=False, range=[depth, -4])
    return _finish(figure, height=int(depth) + 40)


def describe_events(events: pd.DataFrame) -> str:
    """The alternative text of :func:`draw_timeline`: dates and titles, as many as fit."""
    ordered = events.sort_values(["date_start", "date_end"], kind="stable")
    clauses = [
        f"{format_period(row.date_start, row.date_end, row.date_precision)} {_(row.title)}"
        for row in ordered.itertuples()
    ]
    return _fitted(_("In their order:"), clauses)


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


def _finish(figure: go.Figure, height: int, top: int = 28) -> go.Figure:
    return figure.update_layout(
        template=None,
        height=height,
        showlegend=False,
        margin={"l": 8, "r": 8, "t": top, "b": 8},
        hoverlabel={"align": "left"},
        dragmode=False,
    )
