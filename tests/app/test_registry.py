"""A chart that is added to the registry is everywhere, without another edit."""

import pytest

from labour_migration import charts
from labour_migration.charts import BREAKDOWN, FACETS, PERIOD, Chart, find_content, options_of, view_of
from labour_migration.content import of_series
from labour_migration.data.selection import Selection
from labour_migration.figures.programmes import build_count
from labour_migration.figures.small_multiples import draw_facets
from labour_migration.html.points import format_points
from labour_migration.language import marked
from labour_migration.metadata import describe_page
from labour_migration.site import PAGES, find_view
from labour_migration.view import FILTER_KEYS, PROGRAMMES, TEXT, YEARS, Option

from .conftest import charts as charts_of
from .conftest import popovers
from .test_language import shown, speak_blank, untranslated

SPEED = Option("speed", marked("Speed of trains"), lambda _package, _selection: {"slow": "…", "fast": "……"})
ADDED = Chart(
    slug="language-learners",
    page="trade",
    title=marked("Learners of Japanese"),
    subtitle=marked("Counted every three years."),
    build=of_series(build_count, indicator_id="language-learners"),
    opening=marked("Learners:"),
    filters=(YEARS,),
    options=(SPEED,),
)


@pytest.fixture(autouse=True)
def added(monkeypatch):
    monkeypatch.setattr(charts, "CHARTS", (*charts.CHARTS, ADDED))


def test_it_is_on_its_page_with_its_option_its_table_and_its_files(given, run_app, package):
    app = run_app("trade", speed="fast")
    assert "Learners of Japanese" in [heading.value for heading in app.main.header]
    assert app.pills(key="option-language-learners-speed").value == "fast"
    assert any(chart["alt"].startswith("Learners: ") for chart in charts_of(app))
    assert "table-language-learners" in popovers(app)
    version = f"v{package.descriptor.version}"
    names = given("trade", speed="fast")
    assert {f"language-learners.filtered.speed-fast.{version}.{ending}" for ending in ("csv", "xlsx", "zip")} <= set(
        names
    )


def test_its_points_lead_to_their_publication(package):
    facets = find_content(ADDED, package, view_of("trade", package)).facets
    figure = draw_facets(facets, package)
    names = [name for trace in figure.data if trace.hoverinfo == "text" for name in trace.customdata]
    source = package.sources[facets[0].series[0].points["source_id"].iloc[-1]]
    assert source.url in format_points([names[-1]], package, facets)


def test_machines_are_told_of_it(package):
    measured = [
        one["@id"] for one in describe_page(find_view("trade"), package, "https://a.example/")["variableMeasured"]
    ]
    assert "https://a.example/data#language-learners" in measured


def test_its_words_are_translated(monkeypatch, run_app, foreign):
    speak_blank(monkeypatch)
    texts = shown(run_app("trade"))
    assert untranslated(texts, foreign) == []
    assert not any("Learners" in text for text in texts)


@pytest.mark.parametrize("page", [page.view for page in PAGES])
def test_slugs_are_each_chart_s_own_and_builders_get_what_is_declared_alone(page, package):
    own = [chart for chart in charts.CHARTS if chart.page == page]
    assert len({chart.slug for chart in own}) == len(own)
    for chart in own:
        assert set(chart.filters) <= set(FILTER_KEYS)
        assert page == "data" or set(chart.filters) <= {PROGRAMMES, YEARS}
        assert chart.form != FACETS or chart.opening
        narrowed = chart.narrow(view_of(page, package), package)
        assert [choice.key for choice in narrowed.choices] == [
            option.key
            for option in options_of(page)
            if option in chart.options and (option.widget == TEXT or option.find_choices(package, Selection()))
        ]
        assert chart.is_shown(narrowed, package)
        assert find_content(chart, package, narrowed) is find_content(chart, package, view_of(page, package))


def test_every_option_has_choices_for_everything(package):
    for page in PAGES:
        for option in options_of(page.view):
            is_free = option.widget == TEXT or option.key in (BREAKDOWN, PERIOD)
            assert is_free or len(option.find_choices(package, Selection())) > 1
