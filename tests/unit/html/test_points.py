"""What a chosen point leads to: every point of every chart has a name, and the name leads to words or publication."""

import re
from html import unescape
from urllib.parse import urlsplit

import plotly.graph_objects as go
import pytest

from labour_migration.charts import CHARTS, FACETS, MULTIPLES, find_content, options_of
from labour_migration.figures.facets import Facet, find_point
from labour_migration.figures.reported import build_reported_facets, draw_marks
from labour_migration.figures.small_multiples import draw_facets
from labour_migration.figures.timeline import draw_timeline
from labour_migration.html.points import format_chosen, format_points
from labour_migration.view import parse_view

FORMS = (FACETS, MULTIPLES)
# Every chart of official series as its page opens, and as each choice of its options draws it.
OF_SERIES = {chart.slug: (chart, {}) for chart in CHARTS if chart.form in FORMS} | {
    f"{chart.slug}, {key}={code}": (chart, {key: [code]})
    for chart in CHARTS
    if chart.form in FORMS
    for key, code in (("compare", "share"), ("axis", "fit"), ("prefecture", "JP-11"))
    if key in [option.key for option in chart.options]
}


@pytest.fixture
def build(package):
    """The facets of a chart of the pages, with all that the package has."""

    def build_facets(name: str) -> tuple[Facet, ...]:
        chart, query = OF_SERIES[name]
        view, problems = parse_view(query, options_of(chart.page), package)
        assert not problems
        return find_content(chart, package, view).facets

    return build_facets


def spots(figure: go.Figure) -> list[tuple[str, float]]:
    """The name and the level of every point that a pointer finds."""
    found = []
    for trace in figure.data:
        if trace.hoverinfo == "text":
            assert len(trace.customdata) == len(trace.y) == len(trace.hovertext)
            found += zip(trace.customdata, trace.y, strict=True)
    return found


def links(html: str) -> list[str]:
    return [unescape(address) for address in re.findall(r'href="(.*?)"', html)]


def text(html: str) -> str:
    return unescape(re.sub("<[^>]*>", " ", html))


def require_way_out(name: str, facets: list[Facet], package) -> None:
    """A reported figure leads to its words, an official point to the page of its publication."""
    found = links(format_points([name], package, facets))
    kind, *ids = name.split(" ")
    if kind == "reported":
        rows = package.reported.set_index("figure_id").loc[ids]
        addresses = [package.sources[source].url.split("#")[0] for source in rows["source_id"]]
        for address in addresses:
            has_words = urlsplit(address).path != "/"  # the address of a site alone leads to no words
            assert any(link.startswith(address) and (":~:text=" in link) == has_words for link in found), name
    else:
        _facet, point = find_point(facets, *map(int, ids))
        assert package.sources[point["source_id"]].url in found, name


@pytest.mark.parametrize("chart", OF_SERIES)
def test_every_point_of_a_chart_leads_to_its_words_or_its_publication(chart, build, package):
    facets = build(chart)
    found = spots(draw_facets(facets, package))
    assert found or not any(facet.drawn for facet in facets)
    for name, level in found:
        kind, *ids = name.split(" ")
        if kind == "reported":
            require_way_out(name, facets, package)
        else:
            assert find_point(facets, *map(int, ids))[1]["value"] == level
    last = {name.rsplit(" ", 1)[0]: name for name, _level in found if name.startswith("official")}
    for name in last.values():  # of each member one: they differ in what they need said
        require_way_out(name, facets, package)


def test_every_figure_in_print_leads_to_its_words(package):
    panels = build_reported_facets(package.reported, package)
    names = [name for name, _level in spots(go.Figure([trace for panel in panels for trace in draw_marks(panel)]))]
    for name in names:
        require_way_out(name, [], package)
    dated = package.reported[package.reported["period_end"].notna() & (package.reported["repeats"] == "")]
    assert sorted(" ".join(names).replace("reported ", "").split(" ")) == sorted(dated["figure_id"])


def test_every_event_leads_to_its_source(package):
    found = spots(draw_timeline(package.events, package))
    assert {name for name, _level in found} == {f"event {event}" for event in package.events["event_id"]}
    for event in package.events.itertuples():
        (words, page, archived) = links(format_points([f"event {event.event_id}"], package))
        source = package.sources[event.source_id]
        assert (":~:text=" in words) == bool(event.as_printed)
        assert (page, archived) == (source.url, source.archive_url)


def test_report_has_its_hedge_its_words_its_speaker_and_who_repeats_it(package):
    html = format_points(["reported the-news-2023-06-05-registrations"], package)
    assert "<h3>more than 5,000</h3>" in html
    assert "Japan's immigration authorities" in text(html)
    assert "paragraph 1, sentence 2" in html
    assert "Also reported on 4 other pages:" in html
    found = links(html)
    assert sum(":~:text=" in link for link in found) == 5
    assert package.sources["the-news-2023-06-05"].archive_url in found
    assert "claims?figure=the-news-2023-06-05-registrations" in found


def test_figures_at_one_point_stand_one_below_the_other(package):
    ids = ["urdupoint-2024-08-29-residents", "the-news-2023-06-05-arrivals"]
    html = format_points([f"reported {' '.join(ids)}", f"reported {ids[0]}"], package)
    assert html.count('<li class="reported">') == 3
    assert 'role="status"' in html


def official(build, chart: str, of: str, package) -> str:
    """The text of the last point of a chart that a test asks for by words in it."""
    facets = build(chart)
    names = [name for name, _level in spots(draw_facets(facets, package)) if name.startswith("official")]
    return next(shown for name in reversed(names) if of in (shown := text(format_points([name], package, facets))))


def test_sum_of_ours_names_its_parts_with_their_numbers(build, package):
    shown = official(build, "programme-holders", "TITP; Pakistan; Japan, 31 December 2019", package)
    assert "5 people [s]" in shown
    assert "[s] our total of published figures." in shown
    assert "Technical Intern Training (i)(a): 2; " in shown


def test_index_names_the_count_behind_it(build, package):
    shown = official(build, "residents-compared", "Pakistan; Japan, 30 June 2014", package)
    assert "108.3" in shown
    assert "Our calculation from the count: 11,481 people." in shown


def test_doubtful_point_says_why_and_where_it_was_read(build, package):
    shown = official(build, "arrivals-over-time", "18,049 entries [u]", package)
    assert "18,049 entries [u]" in shown
    assert "[u] unverified." in shown
    assert "Place in the source: 3-5, 2016, Pakistan" in shown
    assert re.search(r"Read on \d+ \w+ 2026\.", shown)
    assert package.remarks["copy-halved"] in shown


def test_point_with_a_rival_names_it_and_its_publisher(build, package):
    assert re.search(r"also US\$[\d.,]+ \w+: \w+", official(build, "goods-trade", "also ", package))


def test_what_opens_names_its_points_for_the_script_and_can_be_closed(build, package):
    shown = format_chosen(["official 0 0 1", "official 0 0 0"], package, build("residents"))
    assert '<div class="chosen" data-points="official 0 0 1 official 0 0 0">' in shown
    assert '<button type="button" data-close="">Close</button>' in shown
    assert shown.count("<li") == 2
