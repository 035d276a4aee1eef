"""Every page: its title, charts, tables, buttons, and what it says where there is nothing to show."""

import re

import pytest

VIEWS = {
    "overview": "Pakistanis in Japan: the figures in print",
    "programmes": "Programmes",
    "sources": "Sources",
    "data": "Data",
}


def charts(app) -> list[str]:
    return [chart.proto.alt for chart in app.get("plotly_chart")]


def html(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def downloads(app) -> list[str]:
    return [button.proto.label for button in app.get("download_button")]


@pytest.mark.parametrize("view", VIEWS)
def test_page_runs_and_has_its_title(view, run_app):
    app = run_app(view)
    assert [title.value for title in app.title] == [VIEWS[view]]
    assert not app.error
    assert not app.warning


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    "query",
    [
        {"programme": ["titp"]},
        {"programme": ["esd"]},
        {"from_": "2020", "to": "2021"},
        {"programme": ["all"], "to": "2019"},
    ],
)
def test_page_runs_for_every_kind_of_selection(view, query, run_app):
    app = run_app(view, **query)
    assert [title.value for title in app.title] == [VIEWS[view]]


def test_overview_has_four_headlines_with_hedge_source_and_link(run_app):
    text = html(run_app())
    numbers = re.findall(r'<div class="number">(.*?)</div>', text)
    assert numbers == ["about 25,000", "more than 5,000", "5,000", "US$1.27 billion"]
    assert text.count("#:~:text=25%2C000%2Dstrong%20Pakistani%20diaspora%20in%20Japan") >= 1
    assert "UrduPoint, 29 August 2024" in text
    assert "The News International, 5 June 2023 (date inferred)" in text
    assert "Our arithmetic over 10 months: more than 500 a month" in text


def test_overview_draws_figures_and_events_with_alternative_texts(run_app):
    figures, events = charts(run_app())
    assert figures.startswith("As articles print it: Pakistanis living in Japan: about 25,000")
    assert events.startswith("10 dated entries, 2019 to 2024: Memorandum on TITP signed (no day given)")


def test_every_chart_has_a_table_with_caption_and_scopes_and_two_buttons(run_app):
    for view, count in (("overview", 2), ("programmes", 1)):
        app = run_app(view)
        assert len(charts(app)) == count
        tables = re.findall(r"<table.*?</table>", html(app), re.DOTALL)
        assert len(tables) >= count
        for table in tables:
            assert "<caption>" in table
            assert 'scope="col"' in table
            assert 'scope="row"' in table
        assert sum("CSV, shown" in label for label in downloads(app)) == count
        assert sum("CSV, full" in label for label in downloads(app)) >= count


def test_every_link_to_words_opens_beside_the_app(run_app):
    for view in VIEWS:
        for anchor in re.findall(r"<a [^>]*>", html(run_app(view))):
            assert 'target="_blank" rel="noopener"' in anchor
            assert 'href="http' in anchor


def test_selection_without_figures_is_a_sentence_and_no_chart(run_app):
    app = run_app(programme=["titp"], from_="2020", to="2021")
    assert charts(app) == []
    assert [info.value for info in app.info] == [
        "No reported figure is about this selection. "
        "Choose more routes or a longer range of years, or clear the filters.",
        "No dated event falls into this selection. "
        "Choose more routes or a longer range of years, or clear the filters.",
    ]


def test_programmes_page_tells_each_programme_and_the_sectors(run_app):
    app = run_app("programmes")
    headings = [heading.value for heading in app.main.header]
    assert headings == [
        "The programmes in time",
        "Technical Intern Training Program (TITP)",
        "Specified Skilled Worker (SSW)",
        "Employment for Skill Development (ESD)",
        "Sectors that the articles name",
    ]
    text = html(app)
    assert "Specified Skilled Workers (SSW) Programs signed in 2019" in text
    assert "26 February 2019" in text
    assert "23 December 2019" in text
    matrix = next(table for table in re.findall(r"<table.*?</table>", text, re.DOTALL) if "Halal food" in table)
    assert matrix.count("<tr") == 7


def test_sources_page_lists_what_rests_on_an_article_in_its_order(run_app):
    text = html(run_app("sources"))
    the_news = next(table for table in re.findall(r"<table.*?</table>", text, re.DOTALL) if "five thousand" in table)
    places = re.findall(r"paragraph (\d+), sentence (\d+)", the_news)
    assert [tuple(map(int, place)) for place in places] == [
        (1, 1),
        (1, 2),
        (3, 1),
        (5, 2),
        (6, 1),
        (6, 2),
        (6, 3),
        (6, 4),
    ]
    assert "Why this date: The page shows no date." in text


def test_data_page_has_every_table_and_the_codebook(run_app, package):
    app = run_app("data")
    filtered = [len(table) for table in (package.reported, package.official, package.events)]
    whole = [(resource.title, len(package.tables[resource.name])) for resource in package.descriptor.resources]
    counts = [("CSV, shown", count) for count in filtered] + whole
    assert downloads(app) == [f"{label} ({count:,} row{'s' if count != 1 else ''})" for label, count in counts]
    assert len(app.expander) == len(package.tables)
    assert "| `comparator` | string |" in "\n".join(block.value for block in app.markdown)
    assert app.dataframe[0].value["quantity"].iloc[0] == "more than 5,000"
