"""A chart, its table, its sources, its files: always together."""

import streamlit as st

from components.downloads import show_buttons
from components.point import show_chart
from labour_migration.blocks import Panel
from labour_migration.data.package import DataPackage
from labour_migration.language import gettext as _


# A fragment: choosing a point, unfolding the table, opening what holds more formats run this again and nothing
# else of the page.
@st.fragment
def show_panel(panel: Panel, package: DataPackage) -> None:
    """The panel on the page."""
    extract = panel.extract
    with st.container(border=True, key=f"panel-{extract.slug}"):
        show_heading(extract.heading, extract.slug)
        st.caption(panel.caption)
        if panel.figure is not None:
            show_chart(panel, package)
        if panel.tiles:
            st.html(panel.tiles)
        _show_tables(panel)
        st.html(panel.sources)
        show_buttons(panel.downloads, package)


def show_heading(text: str, anchor: str) -> None:
    """A heading; its dollar signs are no formulas."""
    st.header(text.replace("$", r"\$"), anchor=anchor)


def _show_tables(panel: Panel) -> None:
    """The tables, which are sent once they are unfolded; unfolded where nothing else shows the figures."""
    is_alone = panel.figure is None and not panel.tiles
    key = f"table-{panel.extract.slug}"
    with st.expander(_("The same in a table"), expanded=is_alone, key=key, on_change="rerun") as unfolded:
        if unfolded.open:
            for table in panel.tables:
                st.html(table)
