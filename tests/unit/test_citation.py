"""Reference lines and the link from a figure to its words."""

from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labour_migration.citation import format_citation, format_office, link_to_words


@pytest.fixture
def source(sound):
    return sound.sources["gazette-2020-01-15"]


def test_reference_line_names_title_publisher_date_and_address(source):
    assert format_citation(source) == (
        "“Workers leave for Japan”, Example Gazette, 15 January 2020, https://example.org/gazette/1."
    )


def test_reference_line_says_that_a_date_was_inferred(source):
    inferred = replace(source, is_date_inferred=True, author="A. Reporter", date_published=date(2023, 6, 5))
    line = format_citation(inferred)
    assert line.startswith("A. Reporter, “Workers leave for Japan”, Example Gazette, 5 June 2023 (date inferred), ")


def test_reference_line_says_that_there_is_no_date(source):
    assert "Example Gazette, undated, https" in format_citation(replace(source, date_published=None))


def test_title_that_is_our_description_stays_in_brackets(source):
    assert format_citation(replace(source, title="[A report]")).startswith("[A report], Example Gazette")


def test_office_is_the_publisher_or_is_named_with_the_page_that_quotes_it(source):
    assert format_office(source) == "Example Gazette"
    quoted = replace(source, kind="quoted", author="Example Office")
    assert format_office(quoted) == "Example Office, in Example Gazette"


@pytest.mark.parametrize(
    ("url", "words", "link"),
    [
        ("https://a.example/p", "25,000-strong", "https://a.example/p#:~:text=25%2C000%2Dstrong"),
        ("https://a.example/p", "at $1.27 billion & more", "https://a.example/p#:~:text=at%20%241.27%20billion%20%26%20more"),
        ("https://a.example/p#page", "two words", "https://a.example/p#page:~:text=two%20words"),
        ("https://a.example/p", "人を上回る", "https://a.example/p#:~:text=%E4%BA%BA%E3%82%92%E4%B8%8A%E5%9B%9E%E3%82%8B"),
        ("https://a.example/p", "", "https://a.example/p"),
    ],
)  # fmt: skip
def test_link_opens_the_page_at_its_words(url, words, link):
    assert link_to_words(url, words) == link


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=120))
def test_any_words_are_encoded_whole_and_cannot_end_the_directive(words):
    directive = link_to_words("https://a.example/p", words).partition("#:~:text=")[2]
    assert unquote(directive) == words
    assert not set(directive) & set("-,& #")
