"""A chart with what names it above, and below it one line that opens its sources, table, files and citation."""

from collections.abc import Sequence

import streamlit as st

from components.downloads import open_quietly, show_takeaways
from components.options import show_options
from components.point import show_chart
from labour_migration.blocks import Panel
from labour_migration.data.package import DataPackage
from labour_migration.html.inline import joined
from labour_migration.html.tables import format_table
from labour_migration.html.terms import LINE
from labour_migration.language import gettext as _
from labour_migration.verbatim import as_markdown, literal


def show_panel(panel: Panel, package: DataPackage, hints: Sequence[str] = ()) -> None:
    """The panel on the page, with those of its hints that the page has not told yet."""
    extract = panel.extract
    with st.container(key=f"panel-{extract.slug}", gap=None):
        show_heading(extract.heading, extract.slug)
        if panel.former:
            st.html(panel.former)
        # One element each, whatever is chosen: the chart keeps its place among them, and is not made anew.
        for line in (panel.subtitle, panel.filtered):
            if line:
                st.caption(as_markdown(line))
            else:
                st.empty()
        # Outside of the fragment: what is chosen here changes the page.
        if panel.choices:
            show_options(panel.choices, extract.slug, package)
        _show_body(panel, package, hints)


# A fragment: choosing a point or opening something of the line below runs this again and nothing else of the page.
@st.fragment
def _show_body(panel: Panel, package: DataPackage, hints: Sequence[str]) -> None:
    slug = panel.extract.slug
    if panel.figure is not None:
        show_chart(panel, package)
    if panel.tiles:
        st.html(panel.tiles)
    if panel.key:
        st.html(panel.key)
    is_alone = panel.figure is None and not panel.tiles
    if is_alone:  # nothing else shows the figures
        _show_tables(panel)
    if caveat := joined(panel.caveat, *hints, by=" "):
        st.html(LINE % caveat)
    with st.container(horizontal=True, gap="small", key=f"foot-{slug}"):
        if panel.credit:
            with open_quietly(panel.credit, f"credit-{slug}") as sources:
                if sources.open:
                    st.html(panel.sources)
        if not is_alone:
            with open_quietly(_("Table"), f"table-{slug}") as table:
                if table.open:
                    _show_tables(panel)
        show_takeaways(panel.downloads, package)


def show_heading(text: str, anchor: str) -> None:
    """A heading, as it stands."""
    st.header(literal(text), anchor=anchor)


def _show_tables(panel: Panel) -> None:
    for table in panel.tables:
        st.html(format_table(table))
    if panel.notes:
        st.html(LINE % panel.notes)
