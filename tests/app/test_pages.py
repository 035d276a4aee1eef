"""Every page: its title, charts, tables, buttons, and what it says where there is nothing to show."""

import re
from html import unescape

import pytest

from labour_migration.charts import charts_of, is_charted
from labour_migration.content import OFFICIAL
from labour_migration.coverage import coverage
from labour_migration.data.selection import Selection
from labour_migration.figures.arrivals import COUNTS
from labour_migration.site import PAGES, format_heading

from .conftest import address, charts, open_all, popovers, unfolded

CHARTED = [page.view for page in PAGES if is_charted(page.view)]
VIEWS = {page.view: format_heading(page) for page in PAGES}


def alts(app) -> list[str]:
    return [chart["alt"] for chart in charts(app)]


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
        {"programme": ["family-and-settlement", "titp-i-a"], "from_": "2026"},
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


def test_headline_has_the_nearest_official_figure_with_its_date_and_doubts(run_app, official_figure):
    residents, entrants = official_figure("2023-12-31"), official_figure("2023-12-31", "new-entrants")
    beside = [
        unescape(re.sub("<[^>]*>", "", text))
        for text in re.findall(r'<div class="official">(.*?)</div>', html(run_app()))
    ]
    assert [" ".join(text.replace("\u2009", " ").split()) for text in beside] == [
        f"Official: {residents} on 31 December 2023",
        f"Closest official figure (New entrants): {entrants} in 2023 (low reliability)",
        f"Closest official figure (New entrants): {entrants} in 2023 (low reliability)",
        "Official: US$1.33 billion in FY2023-24 (low reliability); US$1.26 billion in FY2022-23",
    ]


def test_home_draws_one_chart_and_the_data_page_the_events_with_alternative_texts(run_app):
    (figures,) = alts(run_app())
    assert "reported: about 25,000; about 10,000; 25,000; more than 30,000" in figures
    *_others, events = alts(run_app("data"))
    assert events.startswith("20 dated entries, 2019 to 2024: Memorandum on TITP signed (no day given)")


WITHOUT_PLOT = {"residents-by-prefecture", "trade-payments"}  # tiles; a table alone, since no whole year is known


@pytest.mark.parametrize("view", [view for view in CHARTED if view != "data"])
def test_every_chart_has_a_table_with_caption_and_scopes_its_source_and_its_files(view, run_app):
    app = run_app(view)
    drawn = {chart.slug for chart in charts_of(view) if chart.is_drawn}
    official = {chart.slug for chart in charts_of(view) if chart.table == OFFICIAL}
    chart_count, panel_count, file_count = len(drawn - WITHOUT_PLOT), len(drawn), len(drawn | official)
    assert len(alts(app)) == chart_count
    tables = re.findall(r"<table.*?</table>", html(unfolded(app)), re.DOTALL)
    assert len(tables) >= panel_count
    for table in tables:
        assert "<caption>" in table
        assert 'scope="col"' in table
        assert 'scope="row"' in table
    for kind in ("download", "cite", "share"):
        assert len(popovers(app, kind)) >= file_count
    assert len(popovers(app, "table")) == chart_count + ("residents-by-prefecture" in drawn)
    assert len(popovers(app, "credit")) == panel_count
    open_all(app, "download")
    assert sum("This chart (CSV)" in label for label in downloads(app)) == file_count
    others = [label for label in downloads(app) if "Full table (CSV)" in label or "All official rows (CSV)" in label]
    assert len(others) >= file_count


def test_table_is_sent_once_it_is_unfolded_and_stays_so_under_another_filter(run_app):
    app = run_app("overview", from_="2019")
    assert "<caption>Pakistanis living in Japan" not in html(app)
    assert "<caption>Pakistanis living in Japan" in html(unfolded(app))
    open_all(app, "filter").slider[0].set_range(2020, 2026).run()
    assert "<caption>Pakistanis living in Japan" in html(app)


def test_table_stands_unfolded_where_nothing_else_shows_the_figures(run_app):
    captions = re.findall("<caption>(.*?)</caption>", html(run_app("trade")))
    assert captions == ["Payments for trade"]


def test_every_link_to_words_opens_beside_the_app_and_every_other_leads_to_a_page(run_app):
    for view in VIEWS:
        text = html(run_app(view))
        for anchor in re.findall(r"<a [^>]*>", text):
            if on_the_page := re.fullmatch(r'<a href="#([\w-]+)" target="_self">', anchor):
                assert f'id="{on_the_page[1]}"' in text
            elif 'href="http' in anchor:
                assert 'target="_blank" rel="noopener"' in anchor
            else:
                leads_to = re.fullmatch(r'<a href="([\w./]+)(\?.*)?" target="_self">', anchor)[1]
                assert leads_to in {*VIEWS, "api/v1/datapackage.zip"}


def test_selection_without_figures_is_a_sentence_and_no_chart(run_app):
    app = run_app(from_="1962", to="1970")
    assert alts(app) == []
    assert [info.value for info in app.info] == [
        "Pakistanis living in Japan: no official figure falls into this selection. "
        "Try more statuses or more years, or clear the filters.",
    ]


def test_programmes_page_tells_each_programme_and_the_sectors(run_app):
    app = run_app("programmes")
    headings = [heading.value for heading in app.main.header]
    assert headings == [
        "Pakistanis under the programmes",
        "TITP beside other nationalities",
        "SSW beside other nationalities",
        "SSW by field, all nationalities",
        "Intake caps, all nationalities",
        "Japanese in Pakistan",
        "Japan among all destinations of Pakistani workers",
        "The programmes in time",
        "Technical Intern Training Program (TITP)",
        "Specified Skilled Worker (SSW)",
        "Employment for Skill Development (ESD)",
        "Sectors that the articles name",
        "Figures that are missing",
    ]
    text = html(app)
    assert "Specified Skilled Workers (SSW) Programs signed in 2019" in text
    assert "26 February 2019" in text
    assert "23 December 2019" in text
    matrix = next(table for table in re.findall(r"<table.*?</table>", text, re.DOTALL) if "Halal food" in table)
    assert matrix.count("<tr") == 7


def test_data_page_lists_what_rests_on_an_article_in_its_order(run_app, package):
    text = html(run_app("data"))
    the_news = next(table for table in re.findall(r"<table.*?</table>", text, re.DOTALL) if "five thousand" in table)
    places = re.findall(r"paragraph (\d+), sentence (\d+)", the_news)
    assert [tuple(map(int, place)) for place in places] == [
        (1, 1),
        (1, 2),
        (2, 1),
        (3, 1),
        (3, 1),
        (4, 1),
        (5, 1),
        (5, 2),
        (6, 1),
        (6, 2),
        (6, 2),
        (6, 3),
        (6, 4),
    ]
    assert f"Why this date: {package.remarks['no-date']}" in text


def test_data_page_folds_every_sentence_of_the_articles_that_are_recorded_whole(run_app):
    app = run_app("data")
    label = "Every sentence of this article, and what it became"
    urdupoint, the_news = (html(folded) for folded in app.expander if folded.label == label)
    assert len(set(re.findall(r"paragraph \d+, sentence \d+", urdupoint))) == 18
    assert len(set(re.findall(r"paragraph \d+, sentence \d+", the_news))) == 12
    assert "Nothing: praise, thanks or good wishes" in the_news


def test_data_page_has_every_table_and_the_codebook(run_app, package):
    app = open_all(run_app("data"), "download")
    filtered = [len(table) for table in (package.reported, package.official, package.events)]
    whole = [(resource.title, len(package.tables[resource.name])) for resource in package.descriptor.resources]
    counts = [("This chart (CSV)", count) for count in filtered] + whole
    files = [f"{label} ({count:,} row{'s' if count != 1 else ''})" for label, count in counts]
    assert set(files) <= set(downloads(app))
    codebook = [folded.label for folded in app.expander if folded.label.endswith(".csv")]
    assert len(codebook) == len(package.tables)
    assert "| `comparator` | string |" in "\n".join(block.value for block in app.markdown)
    assert app.dataframe[0].value["quantity"].iloc[0] == "more than 5,000"


def cells(table: str) -> list[list[str]]:
    """The rows of an HTML table as text."""
    rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    return [
        [unescape(re.sub("<[^>]*>", "", cell)) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)]
        for row in rows
    ]


def table_titled(app, caption: str) -> list[list[str]]:
    found = [table for table in re.findall(r"<table.*?</table>", html(unfolded(app)), re.DOTALL) if caption in table]
    assert len(found) == 1
    return cells(found[0])


@pytest.mark.parametrize("year", [2019, 2023, 2024, 2025])
def test_residents_page_has_the_official_count_of_a_day(year, run_app, official_figure):
    rows = table_titled(run_app("residents"), "<caption>Pakistanis in Japan")
    (row,) = [row for row in rows if row[0] == f"31 December {year}"]
    assert row[1] == official_figure(f"{year}-12-31")


def test_report_stands_beside_the_official_line_with_its_hedge_and_words(run_app, package):
    app = run_app("residents")
    reported = package.reported[package.reported["indicator_id"] == "residents"]
    reported = reported.query("statement == 'outcome' and programme_id == 'all'")
    assert "articles print about 25,000" in alts(app)[0]
    rows = table_titled(app, "<caption>Reported figures")
    assert rows[1][0] == "about 25,000"
    assert len(rows) - 1 == len(reported)
    assert "#:~:text=25%2C000%2Dstrong%20Pakistani%20diaspora%20in%20Japan" in html(app)
    assert f"Reported figures (CSV) ({len(reported)} rows)" in downloads(open_all(app, "download"))


def test_statuses_unfold_at_the_readers_wish_and_the_address_says_so(run_app, official_figure):
    titp, ssw = (official_figure("2025-12-31", programme_id=code) for code in ("titp", "ssw"))
    app = run_app("residents", unfold="labour-programmes")
    assert alts(app)[1] == (
        f"Pakistani residents by status: TITP: 0 (31 December 2012) to {titp} (31 December 2025); "
        f"SSW: 0 (30 June 2019) to {ssw} (31 December 2025)."
    )
    unfold = "option-residents-by-status-unfold"
    open_all(app, "open-option").radio(key=unfold).set_value("permanent").run()
    assert address(app) == {"unfold": ["permanent"]}
    assert "TITP" not in alts(app)[1]
    app.radio(key=unfold).set_value("all").run()
    assert address(app) == {}


def test_comparison_is_an_index_or_a_share(run_app):
    app = run_app("residents")
    assert alts(app)[2].startswith("Residents of Japan by nationality, index: Pakistan: 100.0")
    app.pills(key="option-residents-compared-compare").set_value("share").run()
    assert alts(app)[2].startswith("Share of all foreign residents: Pakistan: ")
    assert address(app) == {"compare": ["share"]}


def test_prefectures_are_a_map_and_a_ranked_table_of_the_chosen_day(run_app, official_figure):
    app = run_app("residents")
    assert html(app).count('<li style="grid-area:') == 47
    rows = table_titled(app, "<caption>Pakistani residents by prefecture, 31 December 2025")
    assert rows[1][:2] == ["1. Saitama", official_figure("2025-12-31", area_id="JP-11")]
    assert rows[-1][:3] == ["All of Japan", official_figure("2025-12-31"), "100%"]
    app = run_app("residents", day="2020-12-31")
    rows = table_titled(app, "<caption>Pakistani residents by prefecture, 31 December 2020")
    assert rows[1][0] == "1. Saitama"


def test_option_that_is_none_is_told(run_app):
    app = run_app("residents", unfold="everything")
    (notice,) = [warning.value.replace("\\", "") for warning in app.warning]
    assert notice.startswith("Address, unfold: found ‘everything’, expected one of all, labour-programmes, ")
    chips = popovers(app, "open-option")
    assert chips["open-option-residents-by-status-unfold"] == "Category to break down: All groups"


DAYS = ("2019-12-31", "2025-12-31")


def test_holders_of_the_programmes_are_on_the_programmes_page(run_app, official_figure):
    held = {day: [official_figure(day, programme_id=code) for code in ("titp", "ssw")] for day in DAYS}
    rows = table_titled(run_app("programmes"), "<caption>Pakistanis under the programmes")
    at = {row[0]: row[1:3] for row in rows[1:]}
    assert at["31 December 2019"] == [f"{figure} [s]" for figure in held[DAYS[0]]]
    assert at["31 December 2025"] == held[DAYS[1]]


def test_five_counts_of_one_year_stand_side_by_side_and_say_whom_they_count(run_app, official_figure, package):
    rows = table_titled(run_app("arrivals"), "<caption>What each counts")
    assert rows[0][:2] == ["Count", "2025"]
    names = [package.indicators.loc[indicator_id, "name"] for indicator_id, _route in COUNTS]
    names[-1] += ": Temporary Visitor"
    assert [row[:2] for row in rows[1:]] == [
        [name, f"{official_figure('2025-12-31', indicator_id, programme_id=route)} [u]"]
        for name, (indicator_id, route) in zip(names, COUNTS, strict=True)
    ]


def test_ten_months_stand_beside_both_reports_and_never_in_one_table(run_app):
    app = run_app("arrivals")
    months = table_titled(app, "<caption>Official visitor arrivals by month")
    assert [row[1] for row in months] == [
        "Entries", "1,107 [u]", "1,042 [u]", "982 [u]", "1,276 [u]", "1,163 [u]", "1,816 [u]", "1,564 [u]",
        "1,489 [u]", "1,331 [u]", "2,024 [u]", "13,794 [u] [s]",
    ]  # fmt: skip
    reported = table_titled(app, "<caption>Reported figures")
    assert [row[0] for row in reported[1:]] == ["more than 5,000", "5,000"]
    assert any("13,794 entries" in text.value and "(our total)" in text.value for text in app.markdown)


def test_months_outside_the_filter_leave_no_total(run_app):
    app = run_app("arrivals", from_="2023")
    months = table_titled(app, "<caption>Official visitor arrivals by month")
    assert [row[0] for row in months[1:]] == ["January 2023", "February 2023", "March 2023", "April 2023", "May 2023"]
    assert not any("our total" in text.value for text in app.markdown)


@pytest.mark.parametrize("from_", ["1992", "2022"])
def test_all_time_high_is_examined_by_all_months_whatever_is_chosen(from_, run_app):
    app = run_app("arrivals", from_=from_)
    rows = table_titled(app, "<caption>Official visitor arrivals<")
    assert [(row[1], row[-1]) for row in rows[1:]] == [
        ("2,024 [u]", "Yes"),
        ("8,224 [u] [s]", "Yes"),
        ("13,794 [u] [s]", "Among the same months only"),
        ("15,615 [u] [s]", "No"),
    ]


def test_arrivals_say_that_none_are_known_by_programme(run_app):
    said = [caption.value for caption in run_app("arrivals").caption]
    assert any(text.startswith("We found no arrivals by labour programme.") for text in said)
    assert any("2010 to 2017" in text for text in said)


def test_entries_by_age_sum_to_each_sex(run_app):
    rows = table_titled(run_app("arrivals"), "<caption>Entries by age in years")
    assert rows[0] == ["Age", "Male", "Female"]
    assert rows[1] == ["0–4", "633 [u]", "605 [u]"]
    assert rows[-1] == ["All ages", "23,931 [u]", "6,402 [u]"]
    for column in (1, 2):
        *ages, total = (int(row[column].removesuffix(" [u]").replace(",", "")) for row in rows[1:])
        assert sum(ages) == total


def test_registered_workers_and_remittances_have_their_years(run_app, official_figure):
    rows = table_titled(run_app("arrivals"), "<caption>Workers registered in Pakistan for work in Japan")
    years = {row[0]: row[1] for row in rows[1:]}
    for year in (2022, 2025):
        assert years[str(year)].startswith(official_figure(f"{year}-12-31", "workers-registered", area_id="PAK"))
    rows = table_titled(run_app("trade"), "<caption>Remittances from Japan")
    years = {" ".join(row[0].replace("\u2009", " ").split()): row[1] for row in rows[1:]}
    remitted = official_figure("2025-06-30", "remittances", nationality_id="all", area_id="PAK")
    assert years["FY2024-25"].startswith(remitted)


@pytest.mark.parametrize("view", CHARTED)
def test_what_a_point_is_for_is_said_once_a_page(view, run_app):
    captions = [caption.value for caption in run_app(view).caption]
    assert sum("Select any point to see its source." in text for text in captions) == 1


def test_data_page_tells_what_is_official_and_what_is_not(run_app, package):
    app = run_app("data")
    rows = table_titled(
        app, "<caption>Pakistanis who live in Japan: a figure of the Immigration Services Agency of Japan"
    )
    assert rows[0][:2] == ["Programme", "2019"]
    assert rows[1][:2] == ["All routes together", "●\xa0official"]
    assert rows[-1][:2] == ["ESD", "·\xa0not in force"]
    assert '<a href="residents?programme=titp" target="_self">' in html(app)
    rows = table_titled(app, "<caption>Pakistanis who came")
    titp = next(row for row in rows if row[0] == "TITP")
    assert titp[1:6] == ["○\xa0report only"] * 2 + ["–\xa0nothing", "○\xa0report only", "–\xa0nothing"]
    assert any("none names a programme" in caption.value for caption in app.caption)
    shown = {f"This chart (CSV) ({len(coverage(package, Selection()))} rows)", _missing(package)}
    assert shown <= set(downloads(open_all(app, "download")))
    figures = [row[0] for row in table_titled(app, "<caption>What is missing, and why")]
    assert figures == ["Figure", *package.missing_data["name"]]


def _missing(package) -> str:
    """The button that gives all figures that are missing."""
    return f"Full table (CSV) ({len(package.missing_data)} rows)"


@pytest.mark.parametrize("view", ["residents", "programmes"])
def test_page_says_what_its_readers_look_for_in_vain(view, run_app, package):
    figures = [row[0] for row in table_titled(run_app(view), "<caption>What is missing, and why")]
    assert figures == ["Figure", *package.missing_data.query("theme == @view")["name"]]


def test_data_page_follows_the_filters(run_app, package):
    app = run_app("data", programme=["ssw"], from_="2024", to="2025")
    rows = table_titled(app, "<caption>Intake cap")
    assert rows == [
        ["Programme", "2024", "2025"],
        ["SSW", "–\xa0nothing", "–\xa0nothing"],
        ["Specified Skilled Worker (i)", "●\xa0official", "●\xa0official"],
        ["Specified Skilled Worker (ii)", "–\xa0nothing", "–\xa0nothing"],
    ]
    said = "**8 of 18 programme-years have an official figure, 0 only a reported one, 10 neither.**"
    assert any(text.value.startswith(said) for text in app.markdown)
    assert {"This chart (CSV) (18 rows)", _missing(package)} <= set(downloads(open_all(app, "download")))


def test_data_page_says_where_no_programme_is_selected(run_app, package):
    app = run_app("data", programme=["permanent"])
    assert [info.value for info in app.info] == [
        "No labour programme since 2019 is in the selection. Try more statuses or more years, or clear the filters."
    ]
    assert downloads(app) == [f"CSV, full ({len(package.missing_data)} rows)"]  # what is missing whatever is selected


def test_data_page_shows_the_addresses_of_the_filtered_rows_and_the_code_that_reads_them(run_app):
    shown = [code.value for code in run_app("data", programme=["titp"], from_="2019").code][:4]  # before citations
    query = "programme=titp&from=2019"
    assert shown[0].splitlines() == [
        "http://localhost:8501/api/v1/",
        *(f"http://localhost:8501/api/v1/{name}.csv?{query}" for name in ("reported", "official", "events")),
    ]
    assert [code.split("\n")[0][:8] for code in shown[1:]] == ["import p", "reported", "curl --f"]
    assert all(code.count(query) == 3 for code in shown)
