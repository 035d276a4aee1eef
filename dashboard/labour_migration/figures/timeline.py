"""Dated events as lanes: the numbers are computed in one function and drawn in another."""

import textwrap
from datetime import timedelta

import pandas as pd
import plotly.graph_objects as go

from labour_migration.citation import format_event_date
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import in_order_of_time
from labour_migration.figures.drawing import (
    DATED,
    LANE,
    draw_lines,
    draw_nothing,
    draw_points,
    finish,
    fitted,
    name_point,
    time_ticks,
)
from labour_migration.labels import format_programme
from labour_migration.language import gettext as _
from labour_migration.language import ngettext

_TEXT_LINE, _LANE = 17, 26  # pixels: a line of a label, and the mark below it
_LABEL_WIDTH = 54  # characters that a telephone shows in one line
_LABEL_PLACE = {"xref": "paper", "x": 0, "xanchor": "left", "yanchor": "top", "align": "left", "showarrow": False}


def draw_timeline(events: pd.DataFrame, package: DataPackage) -> go.Figure:
    """The dated events, one a lane, in their order; a bar spans the days, the month or the year that is known."""
    if events.empty:
        return draw_nothing(_("No dated event in this selection."))
    ordered = in_order_of_time(events)
    sources = package.sources
    first, last = ordered["date_start"].min(), ordered["date_end"].max()
    span = max(last - first, pd.Timedelta(days=365))
    window = (first - span * 0.03, last + span * 0.03)
    members, bars, points, hovers, labels = [], [], [], [], []
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
        members.append((window[0], level, window[1], level))
        bars.append((start, level, end, level))
        points.append((start + (end - start) / 2, level, "circle", 11 if event["date_precision"] == "day" else 1))
        hovers.append(f"<b>{_(event['title'])}</b><br>{when}<br>{programme}{words}<br>{source.publisher}")
        depth = level + _LANE
    names = [name_point("event", event_id) for event_id in ordered["event_id"]]
    marks = draw_points(points, DATED).update(hovertext=hovers, hoverinfo="text", customdata=names)
    traces = [*draw_lines(members, LANE, width=1), *draw_lines(bars, DATED, width=9), marks]
    time = {"range": list(window), "zeroline": False, "side": "top", **time_ticks(span)}
    lanes = {"visible": False, "range": [depth, -4]}
    figure = go.Figure(traces, {"xaxis": time, "yaxis": lanes, "annotations": labels})
    return finish(figure, height=int(depth) + 40)


def describe_events(events: pd.DataFrame) -> str:
    """The alternative text of :func:`draw_timeline`: how many entries, from when to when, and what they are."""
    if events.empty:
        return ""
    ordered = in_order_of_time(events)
    first, last = ordered["date_start"].min().year, ordered["date_end"].max().year
    opening = ngettext("{count} dated entry, {years}:", "{count} dated entries, {years}:", len(events)).format(
        count=len(events), years=str(first) if first == last else _("{first} to {last}").format(first=first, last=last)
    )
    return fitted(opening, [_(title) for title in ordered["title"]])
