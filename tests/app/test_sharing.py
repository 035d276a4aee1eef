"""What is made for one reader is there for the next, and is nobody's to change."""

import pytest

from components import panel

pytestmark = pytest.mark.anew

MAKERS = [getattr(panel, name) for name in ("make_facets", "make_reported", "make_events", "make_prefectures")]
WITH_CHARTS = ["overview", "claims", "residents", "programmes", "arrivals", "trade"]


def made() -> int:
    return sum(make.cache_info().misses for make in MAKERS)


def sent(app) -> list[tuple[str, str]]:
    """The charts of a page as they are sent: their content and their alternative text."""
    return [(chart.proto.spec, chart.proto.alt) for chart in app.get("plotly_chart")]


@pytest.mark.parametrize("view", WITH_CHARTS)
def test_second_reader_has_the_same_charts_and_none_is_made_for_him(view, run_app):
    first = sent(run_app(view, from_="2018"))
    before = made()
    assert sent(run_app(view, from_="2018")) == first
    assert first
    assert made() == before


def test_another_selection_makes_another_chart(run_app):
    first = sent(run_app("residents", from_="2018"))
    before = made()
    assert sent(run_app("residents", from_="2017")) != first
    assert made() > before
