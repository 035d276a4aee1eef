"""Pages as HTML: all words of their blocks, their tables and sources, and the first paint."""

import re
from html import unescape

import pytest
from markupsafe import Markup, escape

from labour_migration import blocks
from labour_migration.charts import charts_of, filters_of, is_charted, options_of, view_of
from labour_migration.citation import format_published, format_row_citation, link_to_words
from labour_migration.data.selection import Selection
from labour_migration.html.claim_rows import make_statement
from labour_migration.html.pages import (
    name_folds,
    take_opening,
    take_record,
    take_words,
    write_all,
    write_apology,
    write_blocks,
    write_shell,
    write_unknown,
)
from labour_migration.html.source_rows import resting_cells
from labour_migration.html.tables import format_table
from labour_migration.labels import format_figure
from labour_migration.results.reconcile import find_comparisons
from labour_migration.results.wording import describe_arithmetic, describe_verdict
from labour_migration.site import PAGES, find_page, find_view
from labour_migration.verbatim import Markdown
from labour_migration.view import View, parse_view
from views import layout_of


def text_of(html: str) -> str:
    """The words of HTML, with single spaces."""
    return " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())


@pytest.fixture(scope="module")
def pages(package) -> dict[str, str]:
    """Every page whole, as HTML, by its view."""
    return {page.view: write_blocks(layout_of(page)(package, view_of(page.view, package))) for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_page_has_its_title_each_chart_as_a_drawing_and_in_a_table_and_its_sources(page, pages, package):
    html, text = pages[page.view], text_of(pages[page.view])
    assert html.count("<h1>") == 1
    for block in layout_of(page)(package, view_of(page.view, package)):
        if isinstance(block, blocks.Panel):
            assert f'<section id="panel-{block.extract.slug}"><h2 id="{block.extract.slug}">' in html
            assert text_of(block.extract.title) in text
            assert block.alt in unescape(html)
            assert all(format_table(table) in html for table in block.tables)
            assert block.sources in html
    drawn = [chart for chart in charts_of(page.view) if chart.is_drawn and not chart.is_linked]
    assert html.count('<section id="panel-') >= len(drawn)


def test_statement_has_its_words_result_and_sources(package):
    page = find_view("claims")
    view = View(view_of("claims", package).selection, tuple(
        choice if choice.key != "figure" else type(choice)("figure", "urdupoint-2024-08-29-residents", "", "", False)
        for choice in view_of("claims", package).choices
    ))  # fmt: skip
    html = write_blocks(layout_of(page)(package, view))
    assert "25,000-strong Pakistani diaspora in Japan" in text_of(html)
    assert "The two are consistent." in text_of(html)
    assert ":~:text=" in html


def test_hedge_stands_wherever_the_figure_does(pages):
    for view in ("overview", "claims"):
        assert "more than 5,000" in text_of(pages[view])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_opening_ends_with_the_first_chart_or_before_the_first_section_and_makes_nothing_more(page, package):
    asked = []

    def note(shown):
        for block in shown:
            asked.append(block)
            yield block

    is_first = is_charted(page.view)
    opening = list(take_opening(note(layout_of(page)(package, view_of(page.view, package))), is_first))
    assert isinstance(opening[0], blocks.Title)
    assert isinstance(opening[1], blocks.Introduction)
    if opening[-1] == asked[-1] and isinstance(asked[-1], blocks.Section):  # the headline figures
        del opening[-1], asked[-1]
    assert asked[: len(opening) - is_first] == opening[: len(opening) - is_first]
    assert len(asked) <= len(opening) + (not is_first)
    panels = [block.main if isinstance(block, blocks.Beside) else block for block in asked]
    charts = [
        block for block in panels if isinstance(block, blocks.Panel) and (block.figure is not None or block.tiles)
    ]
    assert charts == ([panels[-1]] if is_first else [])
    if is_first:
        html = write_blocks(opening)
        if charts[0].figure is not None:
            assert html.count('role="img"') == 1
            assert f'aria-label="{charts[0].alt}"' in unescape(html)
        else:  # ranked rows are a table
            assert html.count("<table") == 1
        assert f'<h2 id="{charts[0].extract.slug}">' in html
        assert not any(format_table(table) in html for table in charts[0].tables)


def test_opening_of_a_view_without_a_chart_is_what_there_is(package):
    page = find_view("programmes")
    view, _problems = parse_view({"from": ["1960"], "to": ["1961"]}, [], package)
    opening = list(take_opening(layout_of(page)(package, view), is_charted=True))
    assert not any(isinstance(block, blocks.Panel) for block in opening)
    assert isinstance(opening[0], blocks.Title)


@pytest.fixture
def undrawn(monkeypatch):
    """Panels that are not drawn: who asks for a figure fails."""

    def refuse(_panel):
        raise AssertionError("a figure was drawn")

    for name in ("figure", "chart", "alt", "tiles"):
        monkeypatch.setattr(blocks.Panel, name, property(refuse))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_words_of_a_page_have_each_finding_and_the_first_rows_of_each_table_and_draw_nothing(page, package, undrawn):
    view = view_of(page.view, package)
    html = write_all(page, package, view, layout_of(page)(package, view))
    assert html.count("<h1>") == 1
    assert 'href="./api/v1/reported.csv">' in html
    for panel in filter(None, map(find_panel, layout_of(page)(package, view))):
        assert f"<h2>{escape(panel.extract.heading)}</h2>" in html
        assert panel.sources in html
        for table in panel.tables:
            assert format_table(table.first(12)) in html
            assert (format_table(table) in html) == (len(table.rows) <= 12)


def find_panel(block):
    """The panel that a block is or has; None where there is none."""
    block = block.main if isinstance(block, blocks.Beside) else block
    return block if isinstance(block, blocks.Panel) else None


def test_cut_table_says_how_many_rows_the_file_has(package):
    page = find_view("residents")
    view, _problems = parse_view({"from": ["2024"]}, options_of("residents"), package, filters_of("residents"))
    html = write_blocks(take_words(layout_of(page)(package, view)))
    assert "The first 12 of 47 rows. The file has all of them." not in html  # of prefectures, with two rows of sums
    assert "The first 12 of 49 rows. The file has all of them." in html


def test_words_leave_out_what_the_opening_shows_and_widgets(package):
    page = find_view("overview")
    shown = list(layout_of(page)(package, view_of("overview", package)))
    opening = list(take_opening(iter(shown), is_charted=True))
    html = write_blocks(take_words(shown, opening))
    assert html.count("<h2>") == 1  # of the chart, whose table the opening has not
    assert "<h1>" not in html
    assert "<form" not in html
    assert "headline figures" not in html
    assert "headline figures" in write_blocks(take_words(shown))


def test_parts_that_have_addresses_are_links_in_the_words_and_others_unfold(package):
    data, programmes = find_view("data"), find_view("programmes")
    view, _problems = parse_view({"from": ["2020"]}, options_of("data"), package, filters_of("data"))
    assert name_folds(data, view) == "./data?from=2020&part="
    assert name_folds(programmes, view) == ""
    html = write_blocks(take_words(layout_of(data)(package, view), folds=name_folds(data, view)))
    assert '<p><a href="./data?from=2020&part=glossary">Glossary: terms and marks</a></p>' in unescape(html)
    assert "<dt>" not in html
    shown = layout_of(programmes)(package, view_of("programmes", package))
    assert "Sectors named in the articles" in write_blocks(take_words(shown))


def test_words_have_no_anchor_that_a_link_would_unfold(package):
    page = find_view("residents")
    html = write_blocks(take_words(layout_of(page)(package, view_of("residents", package))))
    assert " id=" not in html


def test_files_of_official_figures_are_of_the_indicators_of_the_chart(package):
    page = find_view("trade")
    html = write_blocks(take_words(layout_of(page)(package, view_of("trade", package))))
    assert '<a href="./api/v1/official.csv?indicator=remittances' in unescape(html)


def write_record(path, code, package):
    """What is served at the address of a statement or a source before scripts run."""
    page = find_page(path)
    view, _problems = parse_view({page.record: [code]}, options_of(page.view), package, filters_of(page.view))
    return write_blocks(take_record(layout_of(page)(package, view)))


def test_every_statement_is_served_with_its_quote_result_calculation_and_sources(package):
    for code, ones in find_comparisons(package).items():
        html = unescape(write_record("claims", code, package))
        text, figure = text_of(html), ones[0].figure
        source, unit = package.sources[figure["source_id"]], package.indicators.loc[figure["indicator_id"], "unit"]
        assert format_figure(figure, unit) in text  # with its qualifier
        assert f'">{figure["as_printed"]}</q>' in html
        assert f'<a href="{link_to_words(source.url, figure["as_printed"])}"' in html
        assert source.publisher in text
        assert not source.archive_url or f'href="{source.archive_url}"' in html
        for one in ones:
            assert text_of(escape(describe_verdict(one, package))) in text
            assert all(text_of(escape(step)) in text for step in describe_arithmetic(one, package))
            for row in one.official.observations if one.official else ():
                assert f'<a href="{package.sources[row["source_id"]].url}"' in html
        assert format_row_citation(figure, source, package.descriptor) in html


def test_repeat_is_served_as_the_statement_that_it_repeats_with_its_own_citation(package):
    for row in package.reported[package.reported["repeats"] != ""].to_dict("records"):
        html, source = unescape(write_record("claims", row["figure_id"], package)), package.sources[row["source_id"]]
        assert make_statement(package, row["repeats"]) in write_record("claims", row["figure_id"], package)
        assert format_row_citation(row, source, package.descriptor) in html


def test_every_source_is_served_with_its_row_and_what_is_recorded_from_it(package):
    for code, source in package.sources.items():
        html = unescape(write_record("data", code, package))
        text = text_of(html)
        assert text_of(escape(source.title)) in text
        assert f"{source.publisher} · {format_published(source)}" in text
        assert f'<a href="{source.url}"' in html
        assert not source.archive_url or f'<a href="{source.archive_url}"' in html
        for cells in resting_cells(source, package):
            assert all(text_of(escape(cell)) in text for cell in cells)
        assert format_row_citation({}, source, package.descriptor) in html


def test_chart_of_a_statement_is_drawn_and_its_tables_are_left_to_the_app(package):
    html = write_record("claims", "urdupoint-2024-08-29-residents", package)
    assert html.count('role="img"') == 1
    assert "<table" not in html


def test_text_is_escaped_and_markdown_has_no_html():
    hostile = "<script>evil()</script>"
    html = write_blocks([blocks.Title(hostile), blocks.Introduction(hostile), blocks.Empty(hostile, View()),
                         blocks.Heading(hostile, '"><b>'), blocks.Code(hostile, hostile)])  # fmt: skip
    assert "<script" not in html
    assert "<b>" not in html
    assert html.count("&lt;script&gt;") == 6


def test_search_stands_before_the_filters_and_asks_the_page_that_lists_figures(package):
    opening = list(take_opening(layout_of(find_view("overview"))(package, View()), True, ("Years: all",)))
    assert [type(block) for block in opening[:4]] == [blocks.Title, blocks.Introduction, blocks.Search, blocks.Chips]
    html = write_blocks([blocks.Search('"><script>')])
    assert '<form class="search" role="search" action="claims">' in html
    assert 'value="&#34;&gt;&lt;script&gt;"' in html


def test_empty_selection_is_told_with_the_way_out():
    everything, later = View(), View(Selection(year_from=2019))
    assert write_blocks([blocks.Empty("Nothing.", everything)]) == '<p class="empty">Nothing.</p>'
    assert "Nothing. Try more statuses or more years" in write_blocks([blocks.Empty("Nothing.", later)])


def test_markdown_is_html():
    html = write_blocks([blocks.Text(Markdown("**8 of 9** have one  \n[Reported vs official](claims)."))])
    assert html == '<p><strong>8 of 9</strong> have one<br />\n<a href="claims">Reported vs official</a>.</p>'


def test_words_that_are_not_our_own_are_no_markdown():
    words = "# **b** [a](javascript:x) ![i](http://a.example/i.png) <b>"
    shown = [blocks.Text(words), blocks.Caption(words), blocks.Introduction(words)]
    html = str(write_blocks(shown))
    assert html.count(words.replace("<b>", "&lt;b&gt;")) == 3
    assert set(re.findall(r"<(\w+)", html)) == {"p", "div"}


def test_pictures_of_other_hosts_are_never_shown():
    html = write_blocks([blocks.Text(Markdown("![i](http://a.example/i.png)"))])
    assert "<img" not in html


def test_shell_links_to_every_page_with_the_selection():
    html = write_shell(find_view("trade"), View(Selection(("titp",), 2019)), Markup("<h1>Trade</h1>"))
    for page in PAGES:
        assert f'href="./{page.path}?programme=titp&amp;from=2019"' in html
    assert html.count('aria-current="page"') == 1
    assert 'href="./api/v1/reported.csv?programme=titp&amp;from=2019"' in html


def test_apology_and_unknown_page_say_what_they_are():
    assert "We are fixing the data." in write_apology(find_view("trade"))
    html = write_unknown("/base/")
    assert "Page not found" in html
    assert 'href="/base/residents"' in html
    assert '<html lang="en" dir="ltr">' in html
