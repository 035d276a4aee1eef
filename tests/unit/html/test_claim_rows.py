"""Statements as rows: in the order of their results, each with its cells and all that it opens to."""

import re
from gettext import NullTranslations
from html import unescape

import pytest

from labour_migration import language
from labour_migration.figures.shapes import order_results
from labour_migration.html.claim_rows import make_quoted, make_rows, make_statement
from labour_migration.html.points import format_points
from labour_migration.language import LOCALES, Language, speaking
from labour_migration.results.judgement import VERDICTS
from labour_migration.results.reconcile import find_results, reconcile

RESIDENTS, TRADE = "urdupoint-2024-08-29-residents", "urdupoint-2024-08-29-trade"


def text(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())


def cells(html: str) -> list[str]:
    """What is seen of each row while it is closed."""
    return [text(row) for row in re.findall("<summary>\n(.*?)</summary>", html, re.DOTALL)]


def test_row_has_result_figure_publisher_official_figure_and_difference(package):
    assert cells(make_rows(package, frozenset([RESIDENTS]))) == [
        "Consistent about 25,000 Pakistanis living in Japan UrduPoint, Aug 2024 25,334 31 Dec 2023 −1.3%"
    ]


@pytest.mark.parametrize(
    ("code", "cell"),
    [
        (TRADE, "No year given, not judged US$1.27 billion Trade between Pakistan and Japan UrduPoint, Aug 2024"),
        ("the-news-2023-06-05-registrations", "counts something else –"),
        ("the-news-2023-06-05-residents-potential", "so far 34,911 31 Dec 2025 –"),
        ("pakistanis-news-2021-04-26-residents", "Higher than official more than 30,000"),
        ("pakistanis-news-2021-04-26-residents", "+57%"),
        ("wikipedia-pakistanis-in-japan-residents", "29,647 31 Dec 2024 0"),
        ("the-current-hiring-residents", "No official figure found more than 16,000"),
    ],
)
def test_cells_keep_qualifiers_and_claim_no_difference_where_there_is_none(code, cell, package):
    (row,) = cells(make_rows(package, frozenset([code])))
    assert cell in row


def test_rows_are_in_the_order_of_results(package):
    html = make_rows(package, frozenset(find_results(package)))
    ids = re.findall('<details id="([a-z0-9-]+)">', html)
    places = [order_results(VERDICTS).index(find_results(package)[code]) for code in ids]
    assert places == sorted(places)
    assert len(ids) == len({one.figure["figure_id"] for one in reconcile(package)})


def test_row_opens_to_the_words_the_sums_and_both_sources(package):
    for html in (make_rows(package, frozenset([RESIDENTS])), make_statement(package, RESIDENTS)):
        assert '<q lang="en">25,000-strong Pakistani diaspora in Japan</q>' in html
        assert "#:~:text=25%2C000%2Dstrong" in html
        assert "25,000 − 25,334 = " in unescape(html)
        assert "https://www.e-stat.go.jp/" in html
        assert f'href="claims?figure={RESIDENTS}"' in html
        assert "We read the reported figure as 23,750 to 26,250." in unescape(html)


def test_what_repeats_a_statement_stands_with_it(package):
    html = make_statement(package, "the-news-2023-06-05-registrations")
    assert "Also reported on 4 other pages:" in html
    assert "登録されたパキスタン人の数が5000人を上回る" in html
    repeats = [text(line) for line in re.findall("<li>(.*?)</li>", html.split("4 other pages:")[1])][:4]
    told = ["the same figure", "the same figure", "lost the qualifier “more than”", "the same figure"]
    assert [line.endswith(words) for line, words in zip(repeats, told, strict=True)] == [True] * 4
    assert "1 of 4 articles that repeat it lost the qualifier “more than”." in html


def test_nothing_chosen_is_no_row(package):
    assert "<details" not in make_rows(package, frozenset())


def test_flow_over_months_is_told_by_the_month_with_its_hedge(package):
    told = "Our calculation: more than 500 a month over 10 months."
    assert told in make_statement(package, "the-news-2023-06-05-registrations")
    assert "a month over" not in make_statement(package, RESIDENTS)


def test_statement_says_when_it_was_true(package):
    html = text(make_statement(package, RESIDENTS))
    assert "When it was true The reported figure, about 25,000, was true in December 2023." in html
    assert "When it was true" not in make_statement(package, TRADE)  # not judged


def test_translation_of_ours_follows_the_quote_wherever_a_statement_is_shown(package, monkeypatch):
    class Words(NullTranslations):
        def gettext(self, message: str) -> str:
            return "約25,000人" if message == "25,000-strong Pakistani diaspora in Japan" else message

    words = Words()  # one, by which memos know the language
    monkeypatch.setattr(language, "find", lambda code: Language(code, LOCALES[code], words))
    with speaking("ja"):
        for html in (make_statement(package, RESIDENTS), make_quoted(package, RESIDENTS)):
            told = text(html)
            assert (
                told.index("diaspora in Japan") < told.index("Our translation: “約25,000人”") < told.index("UrduPoint")
            )
        assert "Our translation: “約25,000人”" in format_points([f"reported {RESIDENTS}"], package)
    assert "Our translation" not in make_statement(package, RESIDENTS)
