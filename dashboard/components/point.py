"""A chart, and beside it what the points that a reader has selected lead to."""

from collections.abc import Mapping, Sequence
from functools import partial

import plotly.graph_objects as go
import streamlit as st

from labour_migration.blocks import Panel
from labour_migration.data.package import DataPackage
from labour_migration.html.points import format_points
from labour_migration.language import gettext as _

# Two points that are selected in quick succession are no double click.
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClickDelay": 0}


def show_chart(panel: Panel, package: DataPackage) -> None:
    """The chart of a panel, and beside it what the points that a reader has selected lead to.

    The points carry names (:func:`labour_migration.figures.drawing.name_point`). Selecting the point again, or closing
    what it opened, takes the choice back.
    """
    slug, figure = panel.extract.slug, panel.figure
    closings = f"closings-{slug}"
    if revision := st.session_state.get(closings):
        # A new revision is all that takes a choice back from here; the figure itself may be shared.
        figure = go.Figure(figure).update_layout(selectionrevision=revision)
    with st.container(horizontal=True, key=f"chart-and-points-{slug}"):
        chosen = st.plotly_chart(
            figure, key=f"chart-{slug}", alt=panel.alt, config=_CONFIG, on_select="rerun", selection_mode="points"
        )
        if names := _all_chosen(figure, chosen.selection.points, f"chosen-{slug}"):
            with st.container(key=f"points-{slug}"):
                st.button(_("Close"), key=f"close-{slug}", on_click=partial(_count, closings), type="tertiary")
                st.html(format_points(names, package, panel.facets))


def _all_chosen(figure: go.Figure, points: Sequence[Mapping], key: str) -> list[str]:
    """The names of all points that a chart shows as chosen, the last first.

    Plotly tells the choice in one facet and leaves that in another as it is, until all are taken back at once.
    """
    now: dict[str, list[str]] = {}
    for point in points:
        axis = figure.data[point["curve_number"]].yaxis or "y"
        now.setdefault(axis, []).append(point["customdata"])
    before = st.session_state.get(key, {}) if now else {}
    chosen = {**now, **{axis: names for axis, names in before.items() if axis not in now}}
    st.session_state[key] = chosen
    return [name for names in chosen.values() for name in names]


def _count(key: str) -> None:
    st.session_state[key] = st.session_state.get(key, 0) + 1
