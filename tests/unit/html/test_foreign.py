"""What stands in another language than the words around it says so, keeps its order, and is translated as ours."""

from dataclasses import replace
from gettext import NullTranslations

import pytest
from markupsafe import Markup

from labour_migration import language
from labour_migration.citation import format_office, format_publisher
from labour_migration.html.foreign import (
    in_language,
    name_title,
    show_in_language,
    show_quote,
    translate_quote,
)
from labour_migration.html.inline import quote_words
from labour_migration.language import LOCALES, Language, speaking

WORDS = {
    "Example Office": "دفتر مثال",
    "more than 1,200": "1,200 سے زائد",
    "“{words}”": "«{words}»",
    "Our translation: “{quote}”": "ہمارا ترجمہ: «{quote}»",
}


@pytest.fixture
def urdu(monkeypatch):
    """All is written in Urdu, by these words."""

    class Words(NullTranslations):
        def gettext(self, message: str) -> str:
            return WORDS.get(message, message)

    words = Words()  # one, by which memos know the language
    monkeypatch.setattr(language, "find", lambda code: Language(code, LOCALES[code], words))
    with speaking("ur"):
        yield


@pytest.fixture
def make_source(sound):
    return lambda **changed: replace(sound.sources["gazette-2020-01-15"], **changed)


def test_publisher_has_its_name_in_the_readers_language_and_stands_apart(urdu, make_source):
    assert format_publisher(make_source()) == "\u2068Example Gazette\u2069"
    assert format_publisher(make_source(publisher="Example Office")) == "\u2068دفتر مثال\u2069"
    assert format_office(make_source(kind="quoted", author="Example Office")).startswith("\u2068دفتر مثال\u2069, in ")


@pytest.mark.parametrize(
    ("title", "html"),
    [
        ("Workers leave for <Japan>", "Workers leave for <Japan>"),
        ("[Urdu item on the JFT-Basic test]", "[Urdu item on the JFT-Basic test]"),
        ("2022年1-3月の輸出", '<bdi lang="ja">2022年1-3月の輸出</bdi>'),
        ("Statistics (在留 2025 統計), <t1>", 'Statistics (<bdi lang="ja">在留 2025 統計</bdi>), &lt;t1&gt;'),
        ("<出典>: of 難民", '<bdi lang="ja">&lt;出典&gt;: of 難民</bdi>'),
    ],
)
def test_title_says_its_language_where_it_is_not_the_readers(title, html, make_source):
    assert name_title(make_source(title=title, language="ja")) == html


def test_english_title_says_so_to_readers_of_another_language(make_source):
    with speaking("ja"):
        assert name_title(make_source(title="Seminar")) == '<bdi lang="en">Seminar</bdi>'
        assert name_title(make_source(title="出典", language="ja")) == "出典"
        assert in_language("", "en") == ""
        both = name_title(make_source(title="Survey (調査)", language="ja"))
    assert both == '<bdi lang="en">Survey (調査)</bdi>'


def test_text_in_the_readers_language_is_left_as_it_is():
    assert in_language("Changed.", "en") == "Changed."
    with speaking("ja"):
        assert in_language(Markup("<b>Changed</b>."), "en") == '<bdi lang="en"><b>Changed</b>.</bdi>'


def test_paragraphs_in_another_language_say_so():
    assert show_in_language(Markup("<p>Added</p>"), "en") == '<div lang="en" dir="auto"><p>Added</p></div>'


def test_quote_stands_in_its_own_language_and_is_translated_as_ours(urdu, make_source):
    source, words = make_source(), "more than 1,200"
    assert '<q lang="en" dir="auto">more than 1,200</q>' in quote_words(words, source)
    assert translate_quote(words, source) == '<span class="translated">ہمارا ترجمہ: «1,200 سے زائد»</span>'
    assert show_quote(Markup("<q>more</q>")) == "«<q>more</q>»"


def test_quote_without_a_translation_or_in_the_readers_language_has_none(urdu, make_source):
    assert translate_quote("about 5,000", make_source()) == ""
    assert translate_quote("more than 1,200", make_source(language="ur")) == ""
    assert translate_quote("", make_source()) == ""
    with speaking("en"):
        assert translate_quote("more than 1,200", make_source()) == ""
