"""A chart, and over it what the points that a reader has selected lead to."""

import streamlit as st

from components.chart import draw_chart
from labour_migration.blocks import Panel
from labour_migration.data.package import DataPackage
from labour_migration.html.points import format_chosen


def show_chart(panel: Panel, package: DataPackage) -> None:
    """The chart of a panel, and over it what the points that a reader has selected lead to.

    The points carry names (:func:`labour_migration.figures.drawing.name_point`). Selecting the point again, or closing
    what it opened, takes the choice back.
    """
    slug = panel.extract.slug
    with st.container(key=f"chart-and-points-{slug}"):
        if names := draw_chart(panel.chart, key=f"chart-{slug}"):
            with st.container(key=f"points-{slug}"):
                st.html(format_chosen(names, package, panel.facets))
