"""Dated events on a time axis, one lane for each."""

from datetime import timedelta

import pandas as pd
import plotly.graph_objects as go

from labour_migration.citation import format_event_date, format_publisher
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import in_order_of_time
from labour_migration.figures import style
from labour_migration.figures.drawing import (
    draw_lines,
    draw_nothing,
    draw_points,
    fitted,
    make_figure,
    name_point,
    time_ticks,
)
from labour_migration.figures.placement import wrap
from labour_migration.labels import format_programme, quote
from labour_migration.language import gettext as _
from labour_migration.language import ngettext

_LABEL_PLACE = {"xref": "paper", "x": 0, "xanchor": "left", "yanchor": "top", "align": "left", "showarrow": False}


def draw_timeline(events: pd.DataFrame, package: DataPackage) -> go.Figure:
    """A chart of dated events, one lane for each, in the order of time.

    The bar of an event covers the day, the month or the year that its source gives; a day is a point. Of events of
    the same days the first alone has them in its label.
    """
    if events.empty:
        return draw_nothing(_("No event matches these filters."))
    ordered = in_order_of_time(events)
    sources = package.sources
    first, last = ordered["date_start"].min(), ordered["date_end"].max()
    span = max(last - first, pd.Timedelta(days=365))
    air = span * style.TIMELINE_AIR
    window = (first - air, last + air)
    lanes, bars, points, hovers, labels = [], [], [], [], []
    depth, written = 0, ""
    for event in ordered.to_dict("records"):
        start, end = event["date_start"], event["date_end"] + timedelta(days=1)
        source = sources[event["source_id"]]
        when = format_event_date(event, source)
        title = _(event["title"])
        lines = wrap(title if when == written else f"{when} {title}", style.EVENT_LABEL_WIDTH)
        text = "<br>".join(lines)
        if when != written and text.startswith(when):
            text = f"<b>{when}</b>{text.removeprefix(when)}"
        labels.append({"text": text, "y": depth, **_LABEL_PLACE})
        level = depth + style.EVENT_LINE * len(lines) + style.EVENT_LANE / 2
        printed = f"<br>{quote(event['as_printed'])}" if event["as_printed"] else ""
        programme = format_programme(package.programmes.loc[event["programme_id"]])
        lanes.append((window[0], level, window[1], level))
        bars.append((start, level, end, level))
        size = style.EVENT_SIZE if event["date_precision"] == "day" else style.EVENT_BAR_SIZE
        points.append((start + (end - start) / 2, level, "circle", size))
        hovers.append(f"<b>{title}</b><br>{when}<br>{programme}{printed}<br>{format_publisher(source)}")
        depth, written = level + style.EVENT_LANE, when
    names = [name_point("event", event_id) for event_id in ordered["event_id"]]
    marks = draw_points(points, style.DATED) | {"hovertext": hovers, "hoverinfo": "text", "customdata": names}
    traces = [
        *draw_lines(lanes, style.LANE, width=style.LANE_WIDTH),
        *draw_lines(bars, style.DATED, width=style.EVENT_WIDTH),
        marks,
    ]
    time = {"range": list(window), "zeroline": False, "side": "top", **time_ticks(window, span)}
    depths = {"visible": False, "range": [depth, -style.TIMELINE_TOP]}
    layout = {"xaxis": time, "yaxis": depths, "annotations": labels}
    return make_figure(traces, layout, height=int(depth) + style.TIMELINE_FOOT)


def describe_events(events: pd.DataFrame) -> str:
    """The alternative text of :func:`draw_timeline`: the number of entries, their years and their titles."""
    if events.empty:
        return ""
    ordered = in_order_of_time(events)
    first, last = ordered["date_start"].min().year, ordered["date_end"].max().year
    opening = ngettext("{count} event, {years}:", "{count} events, {years}:", len(events)).format(
        count=len(events), years=str(first) if first == last else _("{first} to {last}").format(first=first, last=last)
    )
    return fitted(opening, [_(title) for title in ordered["title"]])
