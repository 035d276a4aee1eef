"""What is said aloud of the points of a chart, by value for one chart of each kind."""

import pytest

from labour_migration.blocks import make_panel
from labour_migration.charts import CHARTS, find_chart, view_of
from labour_migration.figures.speech import say_points


@pytest.fixture(scope="module")
def said(package):
    """What is said of the points of a chart of a page, as it opens."""

    def say(page: str, slug: str) -> list[str]:
        chart = find_chart(page, slug)
        panel = make_panel(chart, package, chart.narrow(view_of(page, package), package))
        return list(say_points(panel.figure, package, panel.facets).values())

    return say


def test_reported_figure_is_said_with_its_qualifier_and_its_result(said):
    assert "29 August 2024 (inferred), reported: about 25,000. Result: Consistent." in said(
        "overview", "reported-figures"
    )


def test_official_figure_is_said_with_its_series(said, official_figure):
    figure = official_figure("2023-12-31")
    series = "Pakistanis living in Japan"
    assert f"31 December 2023, official: {figure} persons, {series}." in said("residents", "residents")


def test_doubt_about_an_official_figure_is_said(said):
    assert any(one.endswith("(provisional).") for one in said("arrivals", "visitor-arrivals-by-month"))


def test_event_is_said_with_its_date(said):
    assert "29 August 2024: Progress under SSW called encouraging." in said("programmes", "programme-events")


@pytest.mark.parametrize("chart", [chart for chart in CHARTS if chart.is_drawn], ids=lambda chart: chart.slug)
def test_every_point_of_every_chart_is_said(chart, package):
    panel = make_panel(chart, package, chart.narrow(view_of(chart.page, package), package))
    if panel.figure is None:
        return
    named = {name for trace in panel.figure.data if trace.customdata is not None for name in trace.customdata}
    assert set(say_points(panel.figure, package, panel.facets)) == named == panel.chart.points
