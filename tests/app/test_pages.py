"""Every page: its title, charts, tables, buttons, and what it says where there is nothing to show."""

import re
from html import unescape

import pytest

from labour_migration.charts import MULTIPLES, RANKING, TILES, charts_of, find_extract, is_charted, view_of
from labour_migration.content import OFFICIAL
from labour_migration.figures.arrivals import COUNTS
from labour_migration.site import PAGES, format_heading

from .conftest import address, charts, notices, open_all, popovers, unfolded

CHARTED = [page.view for page in PAGES if is_charted(page.view)]
VIEWS = {page.view: format_heading(page) for page in PAGES}


def alts(app) -> list[str]:
    return [chart["alt"] for chart in charts(app)]


def html(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def downloads(app) -> list[str]:
    return [button.proto.label for button in app.get("download_button")]


@pytest.mark.parametrize("view", CHARTED)
def test_a_chart_s_finding_is_its_heading_and_its_neutral_title_opens_the_line_below(view, run_app, package):
    app = run_app(view)
    headings, captions = ([one.value for one in group] for group in (app.main.header, app.main.caption))
    for chart in charts_of(view):
        extract = find_extract(chart, package, view_of(view, package))
        if not chart.is_drawn or extract.rows.empty:
            continue
        assert extract.heading.replace("$", r"\$") in headings
        if extract.finding and not extract.finding.startswith(f"{extract.title}:"):  # which says it itself
            assert any(caption.startswith(f"{extract.title}. ") for caption in captions)


@pytest.mark.parametrize("view", VIEWS)
def test_page_runs_and_has_its_title(view, run_app):
    app = run_app(view)
    assert [title.value for title in app.title] == [VIEWS[view]]
    assert not app.error
    assert not notices(app)


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
    assert "The News International, 5 June 2023 (assumed date)" in text


def test_headline_has_the_nearest_official_figure_with_its_date_and_doubts(run_app, official_figure):
    residents, entrants = official_figure("2023-12-31"), official_figure("2023-12-31", "new-entrants")
    beside = [
        unescape(re.sub("<[^>]*>", "", text))
        for text in re.findall(r'<div class="official">(.*?)</div>', html(run_app()))
    ]
    assert [" ".join(text.replace("\u2009", " ").split()) for text in beside] == [
        f"Official: {residents} on 31 December 2023",
        f"Closest official figure (New entrants): {entrants} in 2023 (unverified)",
        f"Closest official figure (New entrants): {entrants} in 2023 (unverified)",
        "Official: US$1.33 billion in FY2023-24 (unverified); US$1.26 billion in FY2022-23",
    ]


def test_home_draws_one_chart_and_the_data_page_the_events_with_alternative_texts(run_app):
    (figures,) = alts(run_app())
    assert "reported: about 25,000; about 10,000; 25,000; more than 30,000" in figures
    *_others, events = alts(run_app("data"))
    assert events.startswith("20 events, 2019 to 2024: Memorandum on TITP signed (no day given)")


UNCHOSEN = {"prefecture"}  # nothing of it is chosen
AS_HTML = {TILES, RANKING, MULTIPLES}


@pytest.mark.parametrize("view", [view for view in CHARTED if view != "data"])
def test_every_chart_has_a_table_with_caption_and_scopes_its_source_and_its_files(view, run_app):
    app = run_app(view)
    shown = [chart for chart in charts_of(view) if chart.slug not in UNCHOSEN]
    drawn = {chart.slug for chart in shown if chart.is_drawn}
    as_html = {chart.slug for chart in shown if chart.form in AS_HTML}
    official = {chart.slug for chart in shown if chart.table == OFFICIAL}
    panel_count, file_count = len(drawn), len(drawn | official)
    chart_count = len(drawn - as_html)
    assert len(alts(app)) == chart_count
    tables = re.findall(r"<table.*?</table>", html(unfolded(app)), re.DOTALL)
    assert len(tables) >= panel_count
    for table in tables:
        assert "<caption>" in table
        assert 'scope="col"' in table
        assert 'scope="row"' in table
    for kind in ("download", "cite", "share"):
        assert len(popovers(app, kind)) >= file_count
    assert len(popovers(app, "table")) == chart_count + len(as_html)
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
    captions = re.findall("<caption>(.*?)</caption>", html(run_app("trade", from_="2021", to="2022")))
    assert captions == ["Used vehicles from Japan"]  # parts of years alone


def test_every_link_to_words_opens_beside_the_app_and_every_other_leads_to_a_page(run_app):
    for view in VIEWS:
        text = html(run_app(view))
        for anchor in re.findall(r"<a [^>]*>", text):
            if "data-language" in anchor or 'class="skip"' in anchor:
                continue  # to the same page in another language, and over the head
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
        "Pakistanis living in Japan: no figures match these filters. The nearest year with figures is 2012. "
        "Try more statuses or more years, or clear the filters.",
    ]


def test_page_without_figures_names_the_nearest_years_and_says_the_way_out_once(run_app):
    app = run_app("residents", from_="1965", to="1970")
    assert len(app.info) == 1
    assert app.info[0].value.endswith("Try more statuses or more years, or clear the filters.")
    pattern = r"^(.*): no figures match these filters\. The nearest year with figures is (\d{4})\.$"
    told = [re.match(pattern, caption.value) for caption in app.caption]
    assert {found[1]: found[2] for found in told if found} == {
        "By prefecture": "2012",
        "By status of residence": "2012",
        "Compared with other nationalities": "2012",
        "Students at universities": "1998",
        "Asylum applications by Pakistanis": "2014",
    }


def test_programmes_page_tells_each_programme_and_the_sectors(run_app):
    app = run_app("programmes")
    headings = [heading.value for heading in app.main.header]
    assert headings[:2] == [
        "230 of 34,911 Pakistanis in Japan held TITP or SSW in December 2025, 0.7% (our total)",
        "The labour programmes in brief",
    ]
    assert headings[4:6] == [
        "205 of 449,432 people in TITP were Pakistani in June 2025",
        "9 of 336,196 people in SSW were Pakistani in June 2025",
    ]
    assert "Timeline of TITP and SSW" in headings
    assert headings[-2:] == ["Sectors named in the articles", "Missing figures"]
    meanings = table_titled(app, "<caption>Labour programmes<")
    assert [row[2] for row in meanings[1:]] == ["219 on 31 December 2025", "11 on 31 December 2025", "–"]
    text = html(app)
    assert "Specified Skilled Workers (SSW) Programs signed in 2019" in text
    assert "26 February 2019" in text
    assert "23 December 2019" in text
    matrix = next(table for table in re.findall(r"<table.*?</table>", text, re.DOTALL) if "Halal food" in table)
    assert matrix.count("<tr") == 7


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
    return cells(re.sub("(?<=</summary>)<span>.*?</span>(?=</details>)", "", found[0]))  # without definitions of terms


@pytest.mark.parametrize("year", [2019, 2023, 2024, 2025])
def test_residents_page_has_the_official_count_of_a_day(year, run_app, official_figure):
    rows = table_titled(run_app("residents"), "<caption>Pakistanis in Japan")
    (row,) = [row for row in rows if row[0] == f"31 December {year}"]
    assert row[1] == official_figure(f"{year}-12-31")


def test_report_stands_beside_the_official_line_with_its_hedge_and_words(run_app, package):
    app = run_app("residents")
    reported = package.reported[package.reported["indicator_id"] == "residents"]
    reported = reported.query("statement == 'outcome' and programme_id == 'all'")
    assert "reported: about 25,000" in alts(app)[0]
    rows = table_titled(app, "<caption>Reported figures in this chart")
    assert rows[1][0] == "about 25,000"
    assert len(rows) - 1 == len(reported)
    assert "#:~:text=25%2C000%2Dstrong%20Pakistani%20diaspora%20in%20Japan" in html(app)
    assert f"Reported figures (CSV) ({len(reported)} rows)" in downloads(open_all(app, "download"))


def test_statuses_unfold_at_the_readers_wish_and_the_address_says_so(run_app, official_figure):
    titp, ssw = (official_figure("2025-12-31", programme_id=code) for code in ("titp", "ssw"))
    app = run_app("residents", unfold="labour-programmes")
    rows = table_titled(app, "<caption>By status of residence, ranked")
    assert rows[:3] == [
        ["Status of residence", "December 2025", "December 2019", "Change", "Since 2019, own scales"],
        ["TITP", titp, "5 [s]", "+214", ""],
        ["SSW", ssw, "0 [s]", "+11", ""],
    ]
    unfold = "option-residents-by-status-unfold"
    open_all(app, "open-option").radio(key=unfold).set_value("permanent").run()
    assert address(app) == {"unfold": ["permanent"]}
    assert table_titled(app, "<caption>By status of residence, ranked")[1][0] == "Permanent Resident"
    app.radio(key=unfold).set_value("all").run()
    assert address(app) == {}


def test_comparison_is_an_index_or_a_share(run_app):
    app = run_app("residents")
    assert 'aria-label="Residents of Japan by nationality, index: Pakistan: 100.0' in html(app)
    app.pills(key="option-residents-compared-compare").set_value("share").run()
    assert 'aria-label="Share of all foreign residents: Pakistan: ' in html(app)
    assert address(app) == {"compare": ["share"]}


def test_prefecture_opens_its_own_history_and_none_leaves_no_empty_panel(run_app, official_figure):
    app = run_app("residents", prefecture="JP-11")
    number = official_figure("2025-12-31", area_id="JP-11")
    assert any(header.value.startswith(f"Saitama: Pakistani residents numbered {number}") for header in app.main.header)
    assert 'href="residents?prefecture=JP-08#prefecture"' in html(app)
    app = run_app("residents")
    assert not any("Saitama: " in header.value for header in app.main.header)
    assert not app.info


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
    (notice,) = notices(app)
    assert notice.startswith(
        "We ignored “unfold=everything” in this link. Use one of all, categories, labour-programmes, "
    )
    chips = popovers(app, "open-option")
    assert chips["open-option-residents-by-status-unfold"] == "Category to break down: All statuses"


DAYS = ("2019-12-31", "2025-12-31")


def test_holders_of_the_programmes_are_on_the_programmes_page(run_app, official_figure):
    held = {day: [official_figure(day, programme_id=code) for code in ("titp", "ssw")] for day in DAYS}
    rows = table_titled(run_app("programmes"), "<caption>Pakistanis by programme")
    at = {row[0]: row[1:3] for row in rows[1:]}
    assert at["31 December 2019"] == [f"{figure} [s]" for figure in held[DAYS[0]]]
    assert at["31 December 2025"] == held[DAYS[1]]


def test_five_counts_of_one_year_stand_side_by_side_and_say_whom_they_count(run_app, official_figure, package):
    rows = table_titled(run_app("arrivals"), "<caption>What each figure counts")
    assert rows[0][:2] == ["Figure", "2025"]
    names = [package.indicators.loc[indicator_id, "name"] for indicator_id, _route in COUNTS]
    names[-1] += ": Temporary Visitor"
    assert [row[:2] for row in rows[1:]] == [
        [name, f"{official_figure('2025-12-31', indicator_id, programme_id=route)} [u]"]
        for name, (indicator_id, route) in zip(names, COUNTS, strict=True)
    ]


def test_ten_months_stand_beside_both_reports_and_never_in_one_table(run_app):
    app = run_app("arrivals")
    months = table_titled(app, "<caption>Visitor arrivals, Jan 2022")
    assert months[0][1:4] == ["Months that the article counts", "Months before and after", "Our total"]
    assert [row[1] for row in reversed(months) if row[1] and row is not months[0]] == [
        "1,107 [u]", "1,042 [u]", "982 [u]", "1,276 [u]", "1,163 [u]", "1,816 [u]", "1,564 [u]", "1,489 [u]",
        "1,331 [u]", "2,024 [u]",
    ]  # fmt: skip
    assert [row[3] for row in months[1:] if row[3]] == ["13,794 [u] [s]"]
    tables = re.findall(r"<table.*?</table>", html(unfolded(app)), re.DOTALL)
    (reported,) = [one for one in tables if "<caption>Reported figures" in one and "five thousand people" in one]
    assert "more than 5,000" in reported


def test_months_outside_the_filter_leave_no_total(run_app):
    app = run_app("arrivals", from_="2023")
    months = table_titled(app, "<caption>Visitor arrivals, 2023")
    counted = [row[0] for row in reversed(months) if row[1] and row is not months[0]]
    assert counted == ["January 2023", "February 2023", "March 2023", "April 2023", "May 2023"]
    assert "Our total" not in months[0]


def test_year_of_the_five_counts_is_chosen_by_the_address(run_app):
    app = run_app("arrivals", year="2019")
    assert table_titled(app, "<caption>What each figure counts")[1][:2] == [
        "All entries, including re-entries",
        "23,709 [u]",
    ]
    assert popovers(app, "open-option")["open-option-arrivals-compared-year"] == "Year: 2019"
    assert '<span id="visas-issued"></span>' in html(app)  # links to charts that were lead to the one of all


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
    assert html(run_app(view)).count("Select any point to see its source.") == 1


@pytest.mark.parametrize("view", ["residents", "programmes"])
def test_page_says_what_its_readers_look_for_in_vain(view, run_app, package):
    figures = [row[0] for row in table_titled(run_app(view), "<caption>What is missing, and why")]
    assert figures == ["Figure", *package.missing_data.query("theme == @view")["name"]]
