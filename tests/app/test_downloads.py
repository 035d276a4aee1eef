"""What a reader takes away: files in several forms, citations of charts, figures and sources."""

import csv
import io
import re
from dataclasses import replace
from html import unescape

import openpyxl
import pytest

from components import downloads
from labour_migration.charts import CHARTS, PREFECTURE, find_extract, view_of
from labour_migration.data.selection import Selection
from labour_migration.language import current, speaking
from labour_migration.output.formats import CITATION_FORMATS, FORMATS
from labour_migration.results.reconcile import reconcile
from labour_migration.takeaways import File
from labour_migration.view import LINKS, PROGRAMMES, YEARS

from .conftest import notices, open_all

# On the page of data, in parts that unfold: the beginning of the names of their files.
UNFOLDED = {
    "rows": [f"{slug}.filtered.from-2000" for slug in ("reported-figures", "official-statistics", "events")],
    "missing-figures": ["missing-figures"],
}
_APART = {start.partition(".")[0] for starts in UNFOLDED.values() for start in starts}
# Every chart and table that its page shows as it opens; what links alone lead to has its own tests.
EXTRACTS = [
    chart
    for chart in CHARTS
    if chart.has_files
    and not any(option.widget == LINKS for option in chart.options)
    and (chart.page != "data" or chart.slug not in _APART)
]


def test_file_is_in_the_language_of_its_button_whoever_asks_for_it(monkeypatch):
    made = []
    monkeypatch.setattr(downloads.st, "download_button", lambda _label, write, **_named: made.append(write))
    with speaking("ja"):
        downloads._show_button(File("JSON", "json", "a.json", "application/json", lambda: current().code))
    assert [write() for write in made] == ["ja"]


def labels(app) -> list[str]:
    return [button.proto.label for button in app.get("download_button")]


def opened(app, key: str):
    """The page after a reader has opened a popover."""
    app.session_state[key] = True
    return app.run()


CHOSEN = {"residents": {"prefecture": "JP-11"}}  # without it, a chart has nothing


@pytest.mark.parametrize("page", dict.fromkeys(chart.page for chart in EXTRACTS))
def test_every_chart_and_table_gives_all_forms_of_files_and_cites_itself(page, given, package):
    files = given(page, from_="2000", **CHOSEN.get(page, {}))
    texts = [block.value for block in files.page.code]
    for chart in (chart for chart in EXTRACTS if chart.page == page):
        follows = YEARS in chart.filters
        start = f"{chart.slug}.filtered.from-2000" if follows else chart.slug
        if PREFECTURE in chart.options:
            start = f"{start}.prefecture-JP-11"
        start = f"{start}.v{package.descriptor.version}"
        endings = ["csv", *(one.ending for one in FORMATS if one.on_pages), *(one.ending for one in CITATION_FORMATS)]
        assert {f"{start}.{ending}" for ending in endings} <= files.keys()
        place = next(place for place, text in enumerate(texts) if f"#{chart.slug} (accessed on " in text)
        apa, chicago, sentence = texts[place - 2 : place + 1]
        filters = "all statuses; from 2000" if follows else "all statuses; all years"
        filters += "; Prefecture: Saitama" if PREFECTURE in chart.options else ""
        assert f"({filters}), in: {package.descriptor.title}, version {package.descriptor.version}, http" in sentence
        for entries, own in ((apa, "The project's curators. (2026). "), (chicago, "The project's curators. 2026. “")):
            listed = entries.split("\n\n")
            assert listed == sorted(listed, key=str.casefold)
            assert any(entry.startswith(own) for entry in listed)


@pytest.mark.parametrize("part", UNFOLDED)
def test_part_of_the_page_of_data_gives_all_forms_of_files(part, given, package):
    files = given("data", part=part, from_="2000")
    endings = ["csv", *(one.ending for one in FORMATS if one.on_pages)]
    names = [f"{start}.v{package.descriptor.version}.{ending}" for start in UNFOLDED[part] for ending in endings]
    assert set(names) <= files.keys()


def test_figure_is_cited_with_its_words_by_its_own_page(run_app):
    app = run_app("claims", figure="the-news-2023-06-05-registrations")
    apa, _chicago, sentence, wikipedia = [block.value for block in app.code]
    assert "|quote=Over the past 10 months, more than 5,000 Pakistanis have registered" in wikipedia
    for text in (sentence, apa):
        assert "“Over the past 10 months, more than 5,000 Pakistanis have registered”" in text
        assert "said by Japan's immigration authorities, paragraph 1, sentence 2." in text
    assert labels(app)[-3:] == ["BibTeX", "RIS", "CSL-JSON"]


def test_repeat_is_cited_by_the_page_that_repeats(run_app, package):
    repeat = package.reported[package.reported["repeats"] != ""].iloc[0]
    app = run_app("claims", figure=repeat["figure_id"])
    sentence = app.code[2].value
    assert f"“{repeat['as_printed']}”" in sentence
    assert package.sources[repeat["source_id"]].publisher in sentence


def test_source_has_an_address_and_a_citation_of_its_own(run_app):
    app = run_app("data", source="isa-residents-by-status")
    headings = [heading.value for heading in app.main.header]
    assert (headings[0], headings[-1], len(headings)) == ("Source", "Cite this source", 3)
    texts = [block.value for block in app.code]
    assert texts[-1].startswith("出典：「在留外国人統計」（出入国在留管理庁）")


def test_unknown_source_is_told_and_all_are_listed(run_app, package):
    app = run_app("data", source="nobody")
    assert "nobody" in notices(app)[0]
    shown = unescape(re.sub("<[^>]*>", "", "".join(element.proto.body for element in app.get("html"))))
    assert all(source.title in shown for source in package.sources.values())


def test_package_is_cited_on_the_data_page(run_app, package):
    texts = [block.value for block in run_app("data", part="cite").code]
    assert any(text.startswith(f"The project's curators, “{package.descriptor.title}”") for text in texts)


# --- what was chosen reaches what is taken away ---------------------------------------------------------


def sheet(content: bytes, name: str) -> list[tuple]:
    """The rows of a sheet of a workbook, without its head."""
    return list(openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(min_row=2, values_only=True))


def column(content: bytes, name: str) -> list[str]:
    """A column of a CSV file."""
    return [row[name] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


def named(files: dict, start: str, ending: str) -> list[str]:
    """The names of the files of a chart of one kind."""
    return [name for name in files if name.startswith(f"{start}.") and name.endswith(f".{ending}")]


def citation(app, slug: str) -> str:
    """The sentence that cites a chart."""
    return next(block.value for block in opened(app, f"cite-{slug}").code if f"#{slug} (accessed on " in block.value)


@pytest.mark.parametrize("slug", ["titp-compared", "programme-holders"])
def test_programme_that_is_shown_whole_is_named_as_the_whole(slug, given, run_app, package):
    files = given("programmes", programme=["titp-i-a"])
    version = f"v{package.descriptor.version}"
    assert named(files, f"{slug}.filtered", "csv") == [f"{slug}.filtered.titp.{version}.csv"]
    assert set(column(files[f"{slug}.filtered.titp.{version}.csv"](), "programme_id")) == {"titp"}
    filters = sheet(files[f"{slug}.filtered.titp.{version}.xlsx"](), "Filters")
    assert filters[0] == ("programme", "titp", "TITP")
    assert "titp-i-a" not in str(filters)
    sentence = citation(run_app("programmes", programme=["titp-i-a"]), slug)
    assert "(TITP; all years)" in sentence
    assert f"programmes?programme=titp#{slug}" in sentence


def test_two_days_of_prefectures_are_two_files_that_say_their_day(given, run_app, package):
    slug, version = "residents-by-prefecture", f"v{package.descriptor.version}"
    days = ["2019-12-31", "2020-12-31"]
    for day in days:
        files = given("residents", day=day)
        (shown,) = named(files, f"{slug}.filtered", "csv")
        assert shown == f"{slug}.filtered.day-{day}.{version}.csv"
        assert set(column(files[shown](), "period_end")) == {day}
        filters = sheet(files[shown.replace(".csv", ".xlsx")](), "Filters")
        year = day[:4]
        assert filters[0] == ("day", day, f"31 December {year}")
        sentence = citation(run_app("residents", day=day), slug)
        assert f"Date: 31 December {year})" in sentence
        assert f"residents?day={day}#{slug}" in sentence


def test_statements_with_a_verdict_are_named_cited_and_listed_as_such(given, run_app, package):
    files = given("claims", verdict="below")
    for slug in ("statements", "comparisons"):
        (shown,) = named(files, slug, "csv")
        assert shown == f"{slug}.filtered.verdict-below.v{package.descriptor.version}.csv"
    below = {one.figure["figure_id"] for one in reconcile(package) if one.verdict == "below"}
    (shown,) = named(files, "statements", "csv")
    rows = package.reported
    expected = rows[rows["figure_id"].isin(below) | rows["repeats"].isin(below)]["figure_id"]
    assert column(files[shown](), "figure_id") == list(expected)
    assert len(expected) < len(rows)
    filters = sheet(files[shown.replace(".csv", ".xlsx")](), "Filters")
    assert filters[0] == ("verdict", "below", "Lower than official")
    sentence = citation(run_app("claims", verdict="below"), "statements")
    assert "(all statuses; all years; Result: Lower than official)" in sentence
    assert "claims?verdict=below#statements" in sentence


def test_statement_gives_its_files_and_both_its_citations(given, package):
    figure = "the-news-2023-06-05-registrations"
    files = given("claims", figure=figure)
    (shown,) = named(files, "statement", "csv")
    assert shown == f"statement.filtered.figure-{figure}.v{package.descriptor.version}.csv"
    rows = package.reported
    expected = rows[(rows["figure_id"] == figure) | (rows["repeats"] == figure)]["figure_id"]
    assert column(files[shown](), "figure_id") == list(expected)
    assert len(named(files, "statement", "bib")) == len(named(files, figure, "bib")) == 1


def test_picture_of_a_chart_says_what_was_chosen(run_app, package):
    app = open_all(run_app("residents", axis="fit"), "download")
    bodies = "".join(element.proto.body for element in app.get("html"))
    (about,) = re.findall('<div class="pictures" data-slug="residents".*?</div>', bodies, re.DOTALL)
    assert "Vertical axis: zoomed in" in about
    assert f"residents.filtered.axis-fit.v{package.descriptor.version}.png" in about


def test_export_of_what_is_not_known_explains_its_own_columns(given):
    files = given("data")
    (name,) = named(files, "coverage", "xlsx")
    notes = {row[0]: row[2] for row in sheet(files[name](), "Notes")}
    assert notes["question"] == "The question."
    assert notes["reason"] == "Reason why the figure is missing."
    assert notes["office"]
    assert set(column(files[name.replace(".xlsx", ".csv")](), "question")) == {"holders", "arrivals", "limits"}


@pytest.mark.parametrize("chart", [chart for chart in CHARTS if PROGRAMMES in chart.filters], ids=lambda one: one.slug)
def test_every_row_is_of_the_routes_that_its_file_names(chart, package):
    if chart.slug == "ledger":  # there the filter chooses statements, and the rows are what they are held against
        return
    for code in package.routes.ordered[1:]:
        view = replace(view_of(chart.page, package), selection=Selection((code,)))
        if chart.is_shown(view, package):
            extract = find_extract(chart, package, view)
            covered = package.routes.covered(extract.view.selection.programmes)
            assert set(extract.rows.get("programme_id", [])) <= covered, code


def test_share_has_the_address_of_the_chart_with_its_filters(run_app):
    app = open_all(run_app("residents", from_="2019"), "share")
    bodies = "".join(element.proto.body for element in app.get("html"))
    assert "<code>http://localhost:8501/residents?from=2019#residents</code>" in bodies
