"""A figure, its table, its sources, its download buttons: always together.

What a panel shows is a pure function of the package, the selection and the options of its page: it is made once and
shared by all readers.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components.downloads import format_pictures, format_sources, lay_out_takeaway, taken_now
from components.filters import show_empty
from components.point import show_chart
from labour_migration.caching import memo
from labour_migration.data.codes import in_prefecture
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import Selection
from labour_migration.data.series import COLUMNS, full_series
from labour_migration.figures.drawing import SharedFigure
from labour_migration.figures.facets import Facet, describe_facets
from labour_migration.figures.reported import build_reported_facets, describe_reported, draw_reported
from labour_migration.figures.residents import describe_prefectures, latest_prefectures
from labour_migration.figures.small_multiples import draw_facets
from labour_migration.figures.timeline import describe_events, draw_timeline
from labour_migration.html.event_rows import event_cells, event_columns
from labour_migration.html.marks import explain_marks
from labour_migration.html.prefecture_rows import prefecture_table
from labour_migration.html.reported_rows import figure_cells, figure_columns
from labour_migration.html.series_rows import series_cells, series_columns
from labour_migration.html.tables import Table, format_table
from labour_migration.html.tiles import format_tile_map
from labour_migration.labels import format_date
from labour_migration.language import gettext as _
from labour_migration.output.extract import Extract

# Panels of one kind that are kept, over all pages, selections and options. One takes some 0.3 MB.
PANELS = 256
_FULL_TABLES = 48

# Series, package, selection and options -> facets; series and selection -> rows.
Build = Callable[..., Sequence[Facet]]
Count = Callable[[pd.DataFrame, Selection], pd.DataFrame]


@dataclass(frozen=True)
class Panel:
    """What is always together: a chart or tiles, the same as tables, the sources, the files. All HTML is made.

    ``full`` are all rows of the table behind ``extract``; of official series the rows as published, without the sums
    that the extract may have. ``facets`` are what the chart was drawn of, where it has official figures. Shared by
    all readers: nothing of it is ever changed, its frames and its figure least of all.
    """

    extract: Extract
    caption: str
    full: pd.DataFrame
    tables: tuple[str, ...]
    sources: str
    pictures: str
    figure: SharedFigure | None = None
    alt: str = ""
    tiles: str = ""
    facets: tuple[Facet, ...] = ()
    is_official: bool = False

    # A fragment: choosing a point, unfolding the table, opening what holds more formats run this again and nothing
    # else of the page.
    @st.fragment
    def show(self, package: DataPackage) -> None:
        """The panel on the page."""
        extract = self.extract
        with st.container(border=True, key=f"panel-{extract.slug}"):
            st.header(extract.title, anchor=extract.slug)
            st.caption(self.caption)
            if self.figure is not None:
                show_chart(self.figure, extract.slug, self.alt, package, self.facets)
            if self.tiles:
                st.html(self.tiles)
            self._show_tables()
            st.html(self.sources)
            pictures = self.pictures if self.figure is not None else ""  # of a chart, not of tiles or tables
            lay_out_takeaway(taken_now(extract), package, self.full, self.is_official, pictures)

    def _show_tables(self) -> None:
        """The tables, which are sent once they are unfolded; unfolded where nothing else shows the figures."""
        is_alone = self.figure is None and not self.tiles
        key = f"table-{self.extract.slug}"
        with st.expander(_("The same in a table"), expanded=is_alone, key=key, on_change="rerun") as unfolded:
            if unfolded.open:
                for table in self.tables:
                    st.html(table)


def show_facets(
    *,
    slug: str,
    title: str,
    unit: str,
    build: Build,
    options: tuple[Hashable, ...] = (),
    opening: str,
    package: DataPackage,
    selection: Selection,
    count: Count | None = None,
    is_fitted: bool = False,
    height: int = 190,
    follows_routes: bool = True,
    has_own_title: bool = False,
) -> None:
    """Official series in a panel: facets over time with the reports of them, and all that belongs to a figure.

    ``build`` makes the facets of the package's series, the package, the selection and ``options``. ``opening`` begins
    the alternative text. ``count`` gives the observations behind what is drawn, where that is not what was observed:
    an index, a share. Where the selection leaves nothing to draw, a sentence says so. With ``has_own_title`` the panel
    is named as its first facet.
    """
    panel = make_facets(
        package, selection, slug, title, unit, build, options, opening, count, is_fitted, height, follows_routes,
        has_own_title,
    )  # fmt: skip
    if panel is None:
        show_empty(_("{title}: no official figure falls into this selection.").format(title=title), selection)
    else:
        panel.show(package)


@memo(at_most=PANELS)
def make_facets(
    package: DataPackage,
    selection: Selection,
    slug: str,
    title: str,
    unit: str,
    build: Build,
    options: tuple[Hashable, ...],
    opening: str,
    count: Count | None,
    is_fitted: bool,
    height: int,
    follows_routes: bool,
    has_own_title: bool,
) -> Panel | None:
    """The panel of :func:`show_facets`; None where the selection leaves nothing."""
    series = full_series(package)
    facets = build(series, package, selection, *options)
    title = facets[0].title if has_own_title and facets else title
    members = [member.points for facet in facets for member in facet.series]
    if count is not None:
        shown = count(series, selection)
    else:
        shown = pd.concat(members) if members else pd.DataFrame(columns=COLUMNS)
    if shown.empty and not any(facet.in_print for facet in facets):
        return None
    can_be_drawn = any(facet.drawn or facet.in_print for facet in facets)
    figure = draw_facets(facets, package, is_fitted, height)
    marks = [
        _("Orange marks are what articles print, an arrow is a hedge without an end.")
        if any(facet.in_print for facet in facets)
        else "",
        _how_to_read(figure),
    ]
    left_out = _what_is_left_out(facets, can_be_drawn)
    said = [unit, " ".join(filter(None, marks)), left_out, explain_marks(shown)]
    reported = [facet.reported for facet in facets if facet.reported is not None]
    return _assemble(
        package,
        Extract(slug, title, "  \n".join(filter(None, said)), shown, selection),
        pd.concat(reported) if reported else None,
        follows_routes,
        full=observations_of(package, frozenset(shown["indicator_id"])),
        table=format_table(Table(title, series_columns(facets), series_cells(facets, package))),
        figure=SharedFigure(figure) if can_be_drawn else None,
        alt=describe_facets(facets, opening) if can_be_drawn else "",
        facets=tuple(facets),
        is_official=True,
    )


@memo(at_most=_FULL_TABLES)
def observations_of(package: DataPackage, indicator_ids: frozenset[str]) -> pd.DataFrame:
    """The observations of these indicators, as published."""
    return package.official[package.official["indicator_id"].isin(indicator_ids)]


@memo(at_most=_FULL_TABLES)
def observations_in_prefectures(package: DataPackage) -> pd.DataFrame:
    """The observations of single prefectures, as published."""
    return package.official[in_prefecture(package.official)]


def _assemble(
    package: DataPackage,
    extract: Extract,
    reported: pd.DataFrame | None = None,
    follows_routes: bool = True,
    *,
    table: str,
    **parts: object,
) -> Panel:
    """A panel with what follows from its rows: caption, sources, pictures, the table of figures in print.

    ``reported`` are figures in print that official series are shown with: they have a table and a file of their own.
    Where the filter of routes does not apply to the rows, and ``follows_routes`` is false, the caption says so.
    """
    tables, caption = [table], extract.unit
    if reported is not None and not reported.empty:
        rows = figure_cells(reported, package)
        tables.append(format_table(Table(_("Figures in print"), figure_columns(), rows)))
    if not follows_routes:
        no_routes = _("The filter of routes does not apply here.")
        caption = f"{caption}  \n{no_routes}"
        extract = replace(extract, selection=replace(extract.selection, programmes=()))
    extract = replace(extract, reported=reported)
    return Panel(
        extract=extract,
        caption=caption,
        tables=tuple(tables),
        sources=format_sources(extract.tables.values(), package),
        pictures=format_pictures(extract, package),
        **parts,
    )


def _how_to_read(figure: go.Figure) -> str:
    """That points lead on, where there are any; that the table has more than the labels in the chart, where it has."""
    leads_on = _("Select a point: its words and its source open.") if figure.data else ""
    has_more = figure.layout.meta and figure.layout.meta["unlabelled"]
    rest = _("Labels stand where there is room; the table has every figure.") if has_more else ""
    return " ".join(filter(None, [leads_on, rest]))


def _what_is_left_out(facets: Sequence[Facet], can_be_drawn: bool) -> str:
    """What the table has and the chart has not."""
    has_parts = any(facet.leaves_out and not facet.is_log for facet in facets)
    if can_be_drawn:
        return _("Only whole years are drawn; parts of years stand in the table.") if has_parts else ""
    if has_parts:
        return _("Of no whole year a figure was found: parts of years stand in the table.")
    return _("Nothing of what is drawn here falls into the selection: the table has the rest.")


@memo(at_most=PANELS)
def make_reported(
    package: DataPackage, selection: Selection, slug: str, title: str, unit: str, figure_ids: tuple[str, ...]
) -> Panel:
    """Reported figures in a panel, by their ids: a facet for what is counted, and all that belongs to a figure."""
    rows = package.reported[package.reported["figure_id"].isin(figure_ids)]
    facets = build_reported_facets(rows, package)
    figure = draw_reported(facets)
    return _assemble(
        package,
        Extract(slug, title, "  \n".join(filter(None, [unit, _how_to_read(figure)])), rows, selection),
        full=package.reported,
        table=format_table(Table(title, figure_columns(), figure_cells(rows, package))),
        figure=SharedFigure(figure),
        alt=describe_reported(facets),
    )


@memo(at_most=PANELS)
def make_events(package: DataPackage, selection: Selection, slug: str, title: str, event_ids: tuple[str, ...]) -> Panel:
    """Dated events in a panel, by their ids: the timeline, and all that belongs to a figure."""
    events = package.events[package.events["event_id"].isin(event_ids)]
    figure = draw_timeline(events, package)
    unit = _("A bar is as long as the source leaves the date open. Two sources of one event are two entries.")
    return _assemble(
        package,
        Extract(slug, title, "  \n".join(filter(None, [unit, _how_to_read(figure)])), events, selection),
        full=package.events,
        table=format_table(Table(title, event_columns(), event_cells(events, package))),
        figure=SharedFigure(figure),
        alt=describe_events(events),
    )


@memo(at_most=PANELS)
def make_prefectures(package: DataPackage, selection: Selection, slug: str, title: str, day: str) -> Panel:
    """Residents by prefecture on a day of the selection, as tiles in the shape of Japan."""
    series = full_series(package)
    rows = latest_prefectures(series, selection)[day]
    told = _("Pakistani residents on {day}. Shade and bar of a tile grow with its number.")
    unit = [told.format(day=format_date(pd.Timestamp(day))), explain_marks(rows, is_drawn=False)]
    return _assemble(
        package,
        Extract(slug, title, "  \n".join(filter(None, unit)), rows, selection),
        follows_routes=False,
        full=observations_in_prefectures(package),
        table=prefecture_table(rows, series, package),
        tiles=format_tile_map(rows, describe_prefectures(rows, package), package),
        is_official=True,
    )
