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
    assert "29 August 2024 (assumed), reported: about 25,000. Result: Consistent." in said(
        "overview", "reported-residents"
    )


def test_official_figure_is_said_with_its_series(said, official_figure):
    figure = official_figure("2023-12-31")
    series = "Pakistanis living in Japan"
    assert f"31 December 2023, official: {figure} people, {series}." in said("residents", "residents")


def test_doubt_about_an_official_figure_is_said(said):
    assert any(one.endswith("(provisional).") for one in said("arrivals", "visitor-arrivals-by-month"))


def test_event_is_said_with_its_date(said):
    assert "29 August 2024: Progress under SSW called encouraging." in said("programmes", "programme-events")


# All that is told of a chart of the sound package: its alternative text, and each of its points.
FACETS = (
    "Official count and reported figures: People living in Japan: 90 (30 June 2019) to 100 (31 December 2019); "
    "reported: about 3,000.",
    "30 June 2019, official: 90 people, People living in Japan.",
    "31 December 2019, official: 100 people, People living in Japan.",
    "15 January 2020 (assumed), reported: about 3,000. Result: Higher than official.",
)
EVENTS = (
    "3 events, 2019 to 2020: Memorandum signed; Office opened; Seminar held.",
    "2019: Memorandum signed.",
    "1 April 2019: Office opened.",
    "1 February 2020: Seminar held.",
)


@pytest.mark.parametrize(
    ("page", "slug", "told"),
    [("overview", "reported-residents", FACETS), ("data", "timeline", EVENTS)],
    ids=["facets", "events"],
)
def test_all_that_is_told_of_a_chart(page, slug, told, sound):
    chart = find_chart(page, slug)
    panel = make_panel(chart, sound, chart.narrow(view_of(page, sound), sound))
    assert (panel.alt, *say_points(panel.figure, sound, panel.facets).values()) == told


def test_chart_of_reported_figures_is_told_with_their_qualifiers(package):
    chart = find_chart("overview", "reported-residents")
    panel = make_panel(chart, package, chart.narrow(view_of("overview", package), package))
    assert "reported: about 25,000; about 10,000; 25,000; more than 30,000" in panel.alt
    assert panel.alt.startswith("Official count and reported figures: Pakistanis living in Japan: 10,599")


def test_tiles_are_told_the_largest_first(package, official_figure):
    chart = find_chart("residents", "residents-by-prefecture")
    panel = make_panel(chart, package, chart.narrow(view_of("residents", package), package))
    first, second = (official_figure("2025-12-31", area_id=area) for area in ("JP-11", "JP-08"))
    start = f"Pakistani residents by prefecture, 31 December 2025 (unverified): Saitama {first}; Ibaraki {second};"
    assert f'aria-label="{start}' in panel.tiles


@pytest.mark.parametrize("chart", [chart for chart in CHARTS if chart.is_drawn], ids=lambda chart: chart.slug)
def test_every_point_of_every_chart_is_said(chart, package):
    panel = make_panel(chart, package, chart.narrow(view_of(chart.page, package), package))
    if panel.figure is None:
        return
    named = {name for trace in panel.figure.data if trace.customdata is not None for name in trace.customdata}
    assert set(say_points(panel.figure, package, panel.facets)) == named == panel.chart.points
