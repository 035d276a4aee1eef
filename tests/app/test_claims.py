"""Check a figure: a search, a row a statement with all behind it, an address for each statement."""

import re
from html import unescape

import pytest

from labour_migration.site import PAGES

from .conftest import address, charts, notices, open_all

ORIGINAL = "urdupoint-2024-08-29-residents"


def html(app) -> str:
    return unescape("\n".join(element.proto.body for element in app.get("html")))


def rows(app) -> list[str]:
    return re.findall(r'<details id="([a-z0-9-]+)">', html(app))


def test_results_come_first_and_every_statement_is_one_row_once_all_are_asked_for(run_app, package):
    originals = package.reported.loc[package.reported["repeats"] == "", "figure_id"]
    first = rows(run_app("claims"))
    everything = rows(run_app("claims", show="all"))
    assert sorted(everything) == sorted(originals)
    assert len(first) == len(set(first)) < len(everything)
    assert set(PAGES[0].headlines) < set(first)


def test_page_says_what_came_out(run_app):
    app = run_app("claims")
    assert app.markdown[0].value.startswith(
        "We compared 76 reported figures with official statistics. 18 have a result:"
    )
    assert html(app).count('<i class="sign disc">') > 3


def test_statement_has_words_result_arithmetic_and_both_sources(run_app, official_figure):
    later, public = official_figure("2024-06-30"), official_figure("2023-12-31")
    app = run_app("claims", figure=ORIGINAL)
    assert [title.value for title in app.title] == ["About 25,000 (Pakistanis living in Japan): Consistent"]
    text = html(app)
    assert '<q lang="en">25,000-strong Pakistani diaspora in Japan</q>' in text
    assert f"Latest official figure then public: {public} (31 December 2023). The two are consistent." in text
    assert f"The count closest to the day itself was published later: {later} (30 June 2024)." in text
    assert f"25,000 − {public} = " in text
    assert "https://www.urdupoint.com/" in text
    assert "https://www.e-stat.go.jp/" in text
    (chart,) = charts(app)
    assert chart["alt"].startswith("Official figures and the reported one: Pakistanis living in Japan: ")
    assert "reported: about 25,000" in chart["alt"]


def test_statement_without_an_official_figure_has_no_chart(run_app):
    assert charts(run_app("claims", figure="the-news-2023-06-05-arrivals")) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [("25,000 urdupoint", [ORIGINAL]), ("30,000 live in Japan", ["pakistanis-news-2021-04-26-residents"])],
)
def test_search_of_the_address_leaves_what_is_asked_for(asked, found, run_app):
    app = run_app("claims", q=asked)
    assert rows(app) == found
    assert app.text_input[0].value == asked


def test_search_says_when_the_official_count_passed_a_number(run_app):
    said = html(run_app("claims", q="30,000"))
    assert "passed 30,000 between 31 December 2024 (29,647) and 30 June 2025 (32,478)" in said


def test_pasted_sentence_is_answered_with_what_it_changed_and_the_statements_it_retells(run_app):
    app = run_app(
        "claims",
        q="5,000 Pakistanis have registered in Japan and bilateral trade with Pakistan stands at $1.27 million",
    )
    said = html(app)
    assert "<mark>5,000</mark> Pakistanis have registered" in said
    assert "<mark>$1.27 million</mark>" in said
    assert "Qualifier missing: the report has more than 5,000, the text 5,000." in said
    assert "Different scale: the report has US$1.27 billion, the text US$1.27 million." in said
    assert {"the-news-2023-06-05-registrations", "urdupoint-2024-08-29-trade"} <= set(rows(app))


def test_sentence_about_something_else_is_not_recorded(run_app):
    app = run_app("claims", q="25,000 Pakistanis live in Germany")
    assert "Not recorded: no report of such a figure is in this data." in html(app)
    assert (rows(app), list(app.info)) == ([], [])


def test_search_is_written_into_the_address_and_taken_back(run_app):
    app = run_app("claims")
    app.text_input[0].set_value("Business Recorder").run()
    assert address(app) == {"q": ["Business Recorder"]}
    assert {"business-recorder-2022-01-21-trade", "business-recorder-2022-09-14-trade"} <= set(rows(app))
    app.text_input[0].set_value("").run()
    assert address(app) == {}


def test_search_of_home_opens_the_list(run_app):
    app = run_app()
    app.text_input[0].set_value("1.27 billion").run()
    assert [title.value for title in app.title] == ["Check a figure"]
    assert rows(app) == ["urdupoint-2024-08-29-trade"]


def test_search_that_finds_nothing_says_so(run_app):
    app = run_app("claims", q="nobody said this")
    assert rows(app) == []
    assert any("no figures match" in info.value for info in app.info)


def test_address_of_a_repeat_leads_to_its_original(run_app, package):
    repeat = package.reported[package.reported["repeats"] != ""].iloc[0]
    app = run_app("claims", figure=repeat["figure_id"])
    assert f'href="claims?figure={repeat["repeats"]}"' in html(app)
    assert not notices(app)


def test_statement_that_is_none_is_told(run_app):
    app = run_app("claims", figure="nobody-said")
    (notice,) = notices(app)
    assert notice.startswith("We ignored “figure=nobody-said” in this link. Use one of ")
    assert len(notice) < 700
    assert len(rows(app)) > 1


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({"verdict": "agrees", "outlet": "urdupoint"}, [ORIGINAL]),
        ({"indicator": "language-schools"}, ["the-news-2023-06-05-language-schools"]),
        ({"indicator": "residents", "to": "2017"}, ["the-news-2017-12-14-residents"]),
        ({"verdict": "agrees", "indicator": "language-schools"}, []),
    ],
)
def test_filters_leave_the_statements_that_they_name(query, ids, run_app):
    assert rows(run_app("claims", **query)) == ids


def test_choice_is_written_into_the_address(run_app):
    app = run_app("claims")
    open_all(app, "open-option").radio(key="option-claims-verdict").set_value("pending").run()
    assert address(app) == {"verdict": ["pending"]}
    assert rows(app)
    assert "Forecast or plan, not checked" in html(app)
    assert not charts(app)


def test_repeats_stand_with_their_original(run_app):
    text = html(run_app("claims", figure="the-news-2023-06-05-registrations"))
    assert "Also reported on 4 other pages:" in text
    assert "登録されたパキスタン人の数が5000人を上回る" in text
    assert "پانچ ہزار سے زائد پاکستانی" in text
    assert "1 of 4 articles that repeat it lost the qualifier “more than”." in text


def test_page_of_a_statement_says_and_shows_when_it_was_true(run_app):
    app = run_app("claims", figure="urdupoint-2024-08-29-residents")
    assert "The reported figure, about 25,000, was true in December 2023." in html(app)
    assert "The reported figure was true then" in html(app)  # in the key of the chart


def test_home_has_a_result_below_each_headline(run_app):
    rulings = re.findall(r'<div class="ruling">(.*?)</div>', html(run_app()))
    assert [re.sub("<[^>]*>", "", ruling) for ruling in rulings] == [
        "Consistent (31 December 2023)",
        "Not comparable",
        "Not comparable",
        "No year given, not judged",
    ]
