"""The chart in a page: what ``dashboard/chart`` draws in the browser, and which of its points a reader has chosen."""

from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from labour_migration.figures.browser import BrowserChart
from labour_migration.site import CHART_COMPONENT


def draw_chart(chart: BrowserChart, key: str) -> list[str]:
    """Show a chart; the names of the points that are chosen in it, the last first.

    A choice in another chart of the same key, before a filter was changed, is none in this one.
    """
    result = _find_component()(key=key, data=chart.content, height=chart.height, on_chosen_change=_take)
    chosen = result.get("chosen") or {}
    if chosen.get("id") != chart.digest:
        return []
    return [name for name in chosen["points"] if name in chart.points]


@cache
def _find_component() -> ComponentRenderer:
    """The component; found at the first run of a page, since before it Streamlit knows none."""
    # Its place belongs to the page, whose styles reach it: Plotly writes its own into the document.
    return st.components.v2.component(".".join(CHART_COMPONENT), js="chart.js", isolate_styles=False)


def _take() -> None:
    """Nothing: Streamlit keeps a component's state where there is a callback for it."""
