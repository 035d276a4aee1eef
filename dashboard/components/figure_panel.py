"""A figure, its table, its sources, its download buttons: always together."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components.filters import show_empty
from components.point import show_chart
from components.rows import (
    event_cells,
    event_columns,
    explain_marks,
    figure_cells,
    figure_columns,
    series_cells,
    series_columns,
)
from components.tables import Cell, format_table
from components.takeaway import extract_rows, show_sources, show_takeaway
from labour_migration.figures.strips import draw_strips
from labour_migration.figures.timeline import describe_events, draw_timeline
from labour_migration.figures.tracks import Strip, describe_strips
from labour_migration.language import gettext as _
from labour_migration.package import DataPackage
from labour_migration.selection import Selection
from labour_migration.series import COLUMNS


def show_figure(
    *,
    slug: str,
    title: str,
    unit: str,
    figure: go.Figure,
    alt: str,
    columns: Sequence[str],
    cells: Sequence[Sequence[str | Cell]],
    shown: pd.DataFrame,
    full: pd.DataFrame,
    package: DataPackage,
    selection: Selection,
) -> None:
    """A chart in its panel: title, unit, chart, the same numbers as a table, sources, CSV shown and full.

    ``shown`` are the rows behind the chart, ``full`` all rows of the table; ``columns`` and ``cells``
    show the former to readers. ``slug`` names the panel in file names.
    """
    show_panel(
        slug=slug,
        title=title,
        unit="  \n".join(filter(None, [unit, _how_to_read(figure)])),
        show=lambda: show_chart(figure, slug, alt, package),
        table=format_table(title, columns, cells),
        shown=shown,
        full=full,
        package=package,
        selection=selection,
        is_official=False,
    )


def show_panel(
    *,
    slug: str,
    title: str,
    unit: str,
    show: Callable[[], object],
    table: str,
    shown: pd.DataFrame,
    full: pd.DataFrame,
    package: DataPackage,
    selection: Selection,
    reported: pd.DataFrame | None = None,
    is_official: bool = True,
    is_unfolded: bool = False,
    follows_routes: bool = True,
    has_chart: bool = True,
) -> None:
    """What is always together: title, unit, what ``show`` draws, the table (HTML), the sources, the files.

    ``reported`` are figures in print that official series are shown with: they have a table and a file of their own.
    Where the filter of routes does not apply to the rows, and ``follows_routes`` is false, the subtitle says so.
    Of official series the full file has the rows as published, without the sums that ``shown`` may have. Where ``show``
    draws no chart, there is no picture of it to take.
    """
    has_reported = reported is not None and not reported.empty
    with st.container(border=True, key=f"panel-{slug}"):
        st.header(title, anchor=slug)
        no_routes = _("The filter of routes does not apply here.")
        st.caption(unit if follows_routes else f"{unit}  \n{no_routes}")
        show()
        with st.expander(_("The same in a table"), expanded=is_unfolded):
            st.html(table)
            if has_reported:
                st.html(format_table(_("Figures in print"), figure_columns(), figure_cells(reported, package)))
        applied = selection if follows_routes else replace(selection, programmes=())
        extract = extract_rows(slug, title, unit, shown, applied, reported)
        show_sources(extract.tables.values(), package)
        show_takeaway(extract, package, full, is_official, has_picture=has_chart)


def show_strips(
    *,
    slug: str,
    title: str,
    unit: str,
    strips: Sequence[Strip],
    opening: str,
    package: DataPackage,
    selection: Selection,
    counted: pd.DataFrame | None = None,
    is_fitted: bool = False,
    height: int = 190,
    follows_routes: bool = True,
) -> None:
    """Official series in a panel: strips over time with the reports of them, and all that belongs to a figure.

    ``opening`` begins the alternative text. ``counted`` are the observations behind what is drawn, where
    that is not what was observed: an index, a share. Where the selection leaves nothing to draw, a sentence says so.
    """
    tracks = [track.points for strip in strips for track in strip.tracks]
    shown = counted if counted is not None else pd.concat(tracks) if tracks else pd.DataFrame(columns=COLUMNS)
    if shown.empty and not any(strip.panel for strip in strips):
        show_empty(_("{title}: no official figure falls into this selection.").format(title=title), selection)
        return
    can_be_drawn = any(strip.drawn or strip.panel for strip in strips)
    figure = draw_strips(strips, package, is_fitted, height)
    marks = [
        _("Orange marks are what articles print, an arrow is a hedge without an end.")
        if any(strip.panel for strip in strips)
        else "",
        _how_to_read(figure),
    ]
    left_out = _what_is_left_out(strips, can_be_drawn)
    said = [unit, " ".join(filter(None, marks)), left_out, explain_marks(shown)]
    reported = [strip.reported for strip in strips if strip.reported is not None]

    def show() -> None:
        if can_be_drawn:
            show_chart(figure, slug, describe_strips(strips, opening), package, strips)

    show_panel(
        slug=slug,
        title=title,
        unit="  \n".join(filter(None, said)),
        show=show,
        table=format_table(title, series_columns(strips), series_cells(strips, package)),
        shown=shown,
        full=package.official[package.official["indicator_id"].isin(set(shown["indicator_id"]))],
        package=package,
        selection=selection,
        reported=pd.concat(reported) if reported else None,
        is_unfolded=not can_be_drawn,
        follows_routes=follows_routes,
        has_chart=can_be_drawn,
    )


def _how_to_read(figure: go.Figure) -> str:
    """That points lead on, where there are any; that the table has more than the labels in the chart, where it has."""
    leads_on = _("Select a point: its words and its source open.") if figure.data else ""
    has_more = figure.layout.meta and figure.layout.meta["unlabelled"]
    rest = _("Labels stand where there is room; the table has every figure.") if has_more else ""
    return " ".join(filter(None, [leads_on, rest]))


def _what_is_left_out(strips: Sequence[Strip], can_be_drawn: bool) -> str:
    """What the table has and the chart has not."""
    has_parts = any(strip.leaves_out and not strip.is_log for strip in strips)
    if can_be_drawn:
        return _("Only whole years are drawn; parts of years stand in the table.") if has_parts else ""
    if has_parts:
        return _("Of no whole year a figure was found: parts of years stand in the table.")
    return _("Nothing of what is drawn here falls into the selection: the table has the rest.")


def show_events(slug: str, title: str, events: pd.DataFrame, package: DataPackage, selection: Selection) -> None:
    """Dated events in a panel: the timeline, and all that belongs to a figure."""
    show_figure(
        slug=slug,
        title=title,
        unit=_("A bar is as long as the source leaves the date open. Two sources of one event are two entries."),
        figure=draw_timeline(events, package),
        alt=describe_events(events),
        columns=event_columns(),
        cells=event_cells(events, package),
        shown=events,
        full=package.events,
        package=package,
        selection=selection,
    )
