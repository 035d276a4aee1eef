"""A figure, its table, its sources, its download buttons: always together."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components.rows import event_cells, event_columns
from components.tables import Cell, format_table, link
from labour_migration.citation import format_citation
from labour_migration.export import file_name, to_csv
from labour_migration.figures import describe_events, draw_timeline
from labour_migration.language import gettext as _
from labour_migration.package import DataPackage
from labour_migration.selection import Selection

_CONFIG = {"displayModeBar": False, "scrollZoom": False}


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
    with st.container(border=True, key=f"panel-{slug}"):
        st.header(title, anchor=slug)
        st.caption(unit)
        st.plotly_chart(figure, key=f"chart-{slug}", alt=alt, config=_CONFIG)
        with st.expander(_("The same in a table")):
            st.html(format_table(title, columns, cells))
        show_sources(shown, package)
        with st.container(horizontal=True):
            show_download(_("CSV, shown"), slug, shown, package, selection)
            show_download(_("CSV, full"), slug, full, package)


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


def show_sources(rows: pd.DataFrame, package: DataPackage) -> None:
    """The sources that rows rest on, each a reference that leads to its page."""
    sources = package.sources
    used = [sources[source_id] for source_id in sources if source_id in set(rows["source_id"])]
    lines = "".join(f"<li>{link(source.url, format_citation(source)).html}</li>" for source in used)
    st.html(f'<div class="sources"><span>{_("Sources")}</span><ul>{lines}</ul></div>')


def show_download(
    label: str, slug: str, rows: pd.DataFrame, package: DataPackage, selection: Selection | None = None
) -> None:
    """A button that gives rows as CSV, with the number of them; the bytes are made when it is pressed."""
    st.download_button(
        _("{label} ({count} rows)").format(label=label, count=len(rows)),
        data=lambda: to_csv(rows, package),
        file_name=file_name(slug, package, selection),
        mime="text/csv",
        on_click="ignore",
        key=f"csv-{slug}-{'full' if selection is None else 'shown'}",
    )
