"""Characters that may stand in the data, and how the others are told."""

import pytest

from labour_migration.characters import find_unfit, make_visible, name_character


@pytest.mark.parametrize(
    "text",
    [
        "",
        "About 5,000 – “more than” half…",
        "特定技能　１号",  # with the wide space of Japanese
        "25\u00a0000",
        "می\u200cخواہم ۵۰۰۰؁ \u0601۲۰۱۹ \u200f(ISA)\u200e",  # the joiner and the marks of Urdu, the sign of a year
        "👨\u200d👩\u200d👧",
    ],
)
def test_what_scripts_need_is_fit(text):
    assert find_unfit(text) == ""
    assert make_visible(text) == text


@pytest.mark.parametrize(
    "character",
    [
        *"\0\t\n\r\x0b\x1b\x7f\x85\x9b",  # controls
        *"\u2028\u2029",  # ends of a line and a paragraph
        *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",  # embeddings, overrides, isolates
        *"\u200b\u2060\u00ad\ufeff\U000e0041",  # what nobody sees
        *"\ud800\ufffe\ue000",  # half of a character, none, and one of somebody's own
    ],
    ids=ascii,
)
def test_what_forges_hides_or_turns_is_unfit(character):
    assert find_unfit(f"5,000{character}people") == character
    assert make_visible(f"a{character}b") == f"aU+{ord(character):04X}b"


def test_character_is_named_by_its_number():
    assert name_character("\u202e") == "U+202E RIGHT-TO-LEFT OVERRIDE"
    assert name_character("\0") == "U+0000"


def test_long_text_is_cut_before_its_end():
    assert make_visible(f"‘{'x' * 500}’") == f"‘{'x' * 198}…’"
    assert make_visible("x" * 200) == "x" * 200
