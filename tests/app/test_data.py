"""The page of all data: the explorer, the sources, what is missing, what unfolds."""

import re

import pytest

from labour_migration.charts import PART
from labour_migration.corrections import summarise_corrections
from labour_migration.coverage import coverage
from labour_migration.data.corrections import find_corrections, find_differences
from labour_migration.data.selection import Selection
from labour_migration.glossary import list_terms
from views.data import _PARTS

from .conftest import address, charts, notices, open_all, popovers
from .test_pages import downloads, html, table_titled

MISSING = "Full table (CSV) ({count} rows)"


def test_whole_package_comes_first_and_is_at_the_foot_of_every_page(run_app):
    introduction = run_app("data").markdown[0].value
    assert introduction.startswith("[Download all data (ZIP)](api/v1/datapackage.zip)")
    assert 'href="api/v1/datapackage.zip"' in html(run_app("overview"))


def test_explorer_draws_what_the_address_names(run_app):
    app = run_app("data", indicator="residents", nationality=["PAK", "NPL"], programme="titp", from_="2019")
    assert app.header[0].value.startswith("Foreign residents of Japan: TITP: ")
    chart, _timeline = charts(app)
    assert chart["alt"].startswith("Official figures: ")
    assert "Nepal" in chart["alt"]
    chips = popovers(app, "filter")
    assert chips["filter-nationalities-data"] == "Nationality: Pakistan, Nepal"
    assert chips["filter-programmes-data"] == "Programme or status of residence: TITP"
    assert chips["filter-areas-data"] == "Area: Japan"


def test_explorer_offers_only_what_there_is_and_writes_it_into_the_address(run_app):
    app = open_all(run_app("data", indicator="visas-issued", nationality="PAK"), "filter")
    nationalities = app.multiselect(key="nationalities-filter-nationalities-data")
    assert nationalities.options == ["Pakistan"]
    app.selectbox(key="indicators-filter-indicators-data").select("residents").run()
    assert address(app) == {}  # Pakistani residents are what is shown where nothing is named
    app.multiselect(key="nationalities-filter-nationalities-data").select("NPL").run()
    assert address(app) == {"nationality": ["PAK", "NPL"]}
    app.button(key="clear").click().run()
    assert address(app) == {}


def test_explorer_offers_parts_and_periods_where_there_are_any(run_app):
    app = run_app("data", indicator="visitor-arrivals")
    assert popovers(app, "open-option") == {"open-option-explorer-breakdown": "Breakdown: Total"}
    app.pills(key="option-explorer-period").set_value("1").run()
    assert address(app) == {"indicator": ["visitor-arrivals"], "period": ["1"]}
    assert app.header[0].value.startswith("Visitor arrivals: ")
    assert not popovers(run_app("data"), "open-option")


def test_code_that_there_is_not_is_told(run_app):
    app = run_app("data", indicator="nothing", area="JP-99")
    (notice,) = notices(app)
    assert "We ignored “indicator=nothing” in this link." in notice
    assert "We ignored “area=JP-99” in this link." in notice
    assert app.header[0].value.startswith("Pakistanis living in Japan: ")


def test_choice_without_figures_says_so(run_app):
    app = run_app("data", indicator="remittances", nationality="NPL")
    assert app.info[0].value.startswith("Official figures: no figures match these filters.")


def test_sources_are_a_line_each_and_one_opens_by_its_address(run_app, package):
    register = html(run_app("data"))
    assert all(f'href="data?source={source}"' in register for source in package.sources)
    app = run_app("data", source="isa-residents-by-status")
    assert [header.value for header in app.header][:2] == ["Source", package.sources["isa-residents-by-status"].title]
    assert "Cite this source" in [header.value for header in app.header]
    assert not charts(app)


def test_source_lists_its_figures_in_the_article_s_order(run_app, package):
    text = html(run_app("data", source="the-news-2023-06-05"))
    the_news = next(table for table in re.findall(r"<table.*?</table>", text, re.DOTALL) if "five thousand" in table)
    places = [tuple(map(int, place)) for place in re.findall(r"paragraph (\d+), sentence (\d+)", the_news)]
    assert places == sorted(places)
    assert len(places) == 13
    assert f"Reason for this date: {package.remarks['no-date']}" in text


@pytest.mark.parametrize(("source", "sentences"), [("urdupoint-2024-08-29", 18), ("the-news-2023-06-05", 12)])
def test_every_sentence_of_an_article_that_is_recorded_whole_is_folded(source, sentences, run_app):
    (folded,) = run_app("data", source=source).expander
    assert folded.label == "Every sentence of this article, and how we recorded it"
    assert len(set(re.findall(r"paragraph \d+, sentence \d+", html(folded)))) == sentences


def test_map_tells_what_is_official_and_what_is_not(run_app, package):
    app = run_app("data")
    rows = table_titled(app, "<caption>Official figures by programme and year")
    assert rows[0][:2] == ["Programme", "2019"]
    assert rows[1] == ["Pakistanis who live in Japan"]
    assert rows[2][1].endswith("●official")
    assert rows[4][1].endswith("·not in force")
    assert app.markdown[1].value.startswith(
        "**93 of 264 programme-years have an official figure, 4 only a reported one, 167 neither.**"
    )
    shown = f"This chart (CSV) ({len(coverage(package, Selection()))} rows)"
    assert shown in downloads(open_all(app, "download"))


def test_map_follows_the_filters(run_app):
    app = run_app("data", programme=["ssw"], from_="2024", to="2025")
    rows = table_titled(app, "<caption>Official figures by programme and year")
    assert rows[0] == ["Programme", "2024", "2025"]
    assert len(rows) == 1 + 3 * 2
    said = "**8 of 18 programme-years have an official figure, 0 only a reported one, 10 neither.**"
    assert any(text.value.startswith(said) for text in app.markdown)
    parts = run_app("data", programme=["ssw"], from_="2024", to="2025", part="parts")
    rows = table_titled(parts, "<caption>Official figures by programme and year")
    assert [row[0] for row in rows[2:4]] == ["Specified Skilled Worker (i)", "Specified Skilled Worker (ii)"]


def test_no_programme_in_the_filters_is_told(run_app):
    assert "Missing data: no figures match these filters. Try more statuses or more years, or clear the filters." in [
        info.value for info in run_app("data", programme=["permanent"]).info
    ]


def test_what_unfolds_is_made_when_it_does_and_has_an_address(run_app, package):
    app = run_app("data")
    labels = [folded.label for folded in app.expander]
    assert labels == [
        _PARTS[code].name
        for code in (
            "api", "parts", "reasons", "missing-figures", "glossary", "rows", "tables", "codebook",
            "corrections", "changelog", "cite",
        )
    ]  # fmt: skip
    assert not any(folded.children for folded in app.expander)
    assert {"", *_PARTS} == set(PART.find_choices(package, Selection()))
    for code, part in _PARTS.items():
        assert run_app("data", part=code).header[0].value == part.name


def test_glossary_unfolds(run_app, package):
    app = run_app("data", part="glossary")
    assert html(app).count("<dt>") == len(list_terms(package))


def test_every_table_is_a_file_and_has_its_codebook(run_app, package):
    shown = set(downloads(run_app("data", part="tables")))
    for resource in package.descriptor.resources:
        count = len(package.tables[resource.name])
        assert f"{resource.title} ({count:,} row{'s' if count != 1 else ''})" in shown
    codebook = [folded.label for folded in run_app("data", part="codebook").expander]
    assert len(codebook) == len(package.tables)
    rows = run_app("data", part="rows")
    assert rows.dataframe[0].value["quantity"].iloc[0] == "more than 5,000"


def test_corrections_have_their_finding_first_and_a_file_of_all(run_app, package):
    app = run_app("data", part="corrections")
    assert f"**{summarise_corrections(package)}**" in [block.value for block in app.markdown]
    assert html(app).count('class="correction"') == len(find_corrections(package))
    count = sum(len(one.changes) for one in find_differences(package))
    assert f"All changed cells (CSV) ({count:,} rows)" in downloads(app)
    assert app.expander[0].label == "Changed notes, names and definitions"


def test_changelog_tells_what_was_corrected(run_app, package):
    (text,) = [block.value for block in run_app("data", part="changelog").markdown if "Corrected" in block.value]
    assert f"#### [{package.descriptor.version}]" in text


def test_what_is_missing_everywhere_is_listed(run_app, package):
    app = run_app("data", part="missing-figures")
    figures = [row[0] for row in table_titled(app, "<caption>What is missing, and why")]
    assert figures == ["Figure", *package.missing_data["name"]]
    assert MISSING.format(count=len(package.missing_data)) in downloads(open_all(app, "download"))


def test_addresses_of_the_api_are_those_of_the_chart_and_of_the_filters(run_app):
    shown = [code.value for code in run_app("data", part="api", programme=["titp"], from_="2019").code]
    query = "indicator=residents&programme=titp&nationality=PAK&area=JPN&from=2019"
    assert f"http://localhost:8501/api/v1/official.csv?{query}" in shown[0].splitlines()
    assert "http://localhost:8501/api/v1/reported.csv?programme=titp&from=2019" in shown[4].splitlines()
