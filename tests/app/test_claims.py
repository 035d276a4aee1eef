"""The ledger: cards with words, verdict, arithmetic and both sources; its filters; an address for each statement."""

import re
from html import unescape

import pytest

from .conftest import address, charts, open_all

ORIGINAL = "urdupoint-2024-08-29-residents"


def html(app) -> str:
    return unescape("\n".join(element.proto.body for element in app.get("html")))


def cards(app) -> list[str]:
    return re.findall(r'<li id="([a-z0-9-]+)">', html(app))


def test_every_statement_is_one_card(run_app, package):
    app = run_app("claims")
    originals = package.reported.loc[package.reported["repeats"] == "", "figure_id"]
    assert sorted(cards(app)) == sorted(originals)
    assert any(f" of {len(originals)} reported figures; " in header.value for header in app.header)


def test_card_has_words_verdict_arithmetic_and_both_sources(run_app, official_figure):
    later, public = official_figure("2024-06-30"), official_figure("2023-12-31")
    text = html(run_app("claims", figure=ORIGINAL))
    assert '<q lang="en">25,000-strong Pakistani diaspora in Japan</q>' in text
    assert f"Latest official figure then public: {public} (31 December 2023). The two are consistent." in text
    assert f"The count nearest to the day itself was published later: {later} (30 June 2024)." in text
    assert "<details open>" in text
    assert f"25,000 − {public} = " in text
    assert "https://www.urdupoint.com/" in text
    assert "https://www.e-stat.go.jp/" in text
    assert f'href="claims?figure={ORIGINAL}"' in text


def test_address_of_a_repeat_leads_to_its_original(run_app, package):
    repeat = package.reported[package.reported["repeats"] != ""].iloc[0]
    app = run_app("claims", figure=repeat["figure_id"])
    assert cards(app) == [repeat["repeats"]]
    assert not app.warning


def test_statement_that_is_none_is_told(run_app):
    app = run_app("claims", figure="nobody-said")
    (notice,) = [warning.value.replace("\\", "") for warning in app.warning]
    assert notice.startswith("We ignored “figure=nobody-said” in this link. Use one of ")
    assert len(notice) < 700
    assert len(cards(app)) > 1


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
    assert cards(run_app("claims", **query)) == ids


def test_choice_is_written_into_the_address(run_app):
    app = run_app("claims")
    open_all(app, "open-option").radio(key="option-claims-verdict").set_value("pending").run()
    assert address(app) == {"verdict": ["pending"]}
    assert cards(app)
    assert "Forecast or plan, not checked" in html(app)
    assert not charts(app)


def test_repeats_stand_in_the_card_of_their_original(run_app, package):
    text = html(run_app("claims", figure="the-news-2023-06-05-registrations"))
    assert "Also reported on 4 other pages:" in text
    assert "登録されたパキスタン人の数が5000人を上回る" in text
    assert "پانچ ہزار سے زائد پاکستانی" in text


def test_chart_ties_statements_of_one_definition(run_app):
    (chart,) = charts(run_app("claims", indicator="residents"))
    assert chart["alt"].startswith("Official figures and statements: ")


def test_overview_has_a_verdict_below_each_headline(run_app):
    rulings = re.findall(r'<div class="ruling">(.*?)</div>', html(run_app()))
    assert [re.sub("<[^>]*>", "", ruling) for ruling in rulings] == [
        "✓ Consistent (31 December 2023)",
        "≠ Not comparable",
        "≠ Not comparable",
        "? No year given, not judged",
    ]
