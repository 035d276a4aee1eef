"""The component of charts on the side of the server: what is sent, and which choice counts."""

import pytest

from components import chart as component
from labour_migration.figures.browser import BrowserChart

from .conftest import charts

CHART = BrowserChart(content=b"...", digest="one", points=frozenset({"event a", "event b"}), height=300)


@pytest.mark.parametrize(
    ("state", "chosen"),
    [
        ({}, []),
        ({"chosen": None}, []),
        ({"chosen": {"id": "one", "points": ["event b", "event a"]}}, ["event b", "event a"]),
        ({"chosen": {"id": "another", "points": ["event a"]}}, []),
        ({"chosen": {"id": "one", "points": ["official 0 0 0", "event a"]}}, ["event a"]),
    ],
)
def test_choice_counts_in_the_chart_that_it_was_made_in_and_for_points_that_it_has(state, chosen, monkeypatch):
    monkeypatch.setattr(component, "_find_component", lambda: lambda **_named: state)
    assert component.draw_chart(CHART, key="chart-a") == chosen


def test_chart_is_sent_as_it_was_written_once(run_app):
    (sent,) = run_app("overview").get("bidi_component")
    (again,) = run_app("overview", from_="1900").get("bidi_component")
    assert sent.proto.bytes == again.proto.bytes
    assert sent.proto.js_source_path == "chart.js"
    assert not sent.proto.js_content  # a script in the page would be refused by its policy


def test_figure_of_a_chart_has_what_is_said_of_each_point(run_app):
    for chart in charts(run_app("residents")):
        named = {name for trace in chart["figure"]["data"] for name in trace.get("customdata", ())}
        assert named == set(chart["said"])
