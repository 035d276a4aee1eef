"""Free text: what is looked for is found in other spellings, and nothing else is."""

import pytest

from labour_migration.search import clean, find_numbers, matches, to_code


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [("25,000", (25_000,)), ("25000", (25_000,)), ("25 thousand", (25_000, 25)), ("none", ()), ("1.27", (1.27,))],
)
def test_numbers_are_read_in_any_spelling(asked, numbers):
    assert find_numbers(asked) == numbers


@pytest.mark.parametrize(
    ("asked", "text", "is_found"),
    [
        ("trade", "Trading partners", True),
        ("live in Japan", "Pakistanis living in Japan", True),
        ("recorder business", "Business Recorder", True),
        ("recorder nation", "Business Recorder", False),
        ("30,000", "more than 30,000", True),
        ("3,000", "more than 30,000", False),
        ("", "anything", True),
        ("(.*", "anything", True),
    ],
)
def test_all_words_are_found_from_their_beginning(asked, text, is_found):
    assert matches(asked, text) == is_found


def test_number_is_found_by_its_value():
    assert matches("30000 people", "more than 30,000 people", frozenset([30_000]))
    assert not matches("31000 people", "more than 30,000 people", frozenset([30_000]))


def test_what_is_looked_for_is_one_line_no_longer_than_a_paragraph():
    assert clean("  a\n\x00 b  ") == "a b"
    assert len(clean("x" * 5_000)) == 2_000
    assert to_code("The News International") == "the-news-international"
