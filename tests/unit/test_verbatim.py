"""Text as it stands: Markdown makes nothing of it, and nothing of it hides."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from labour_migration.verbatim import Markdown, as_markdown, echo, literal

# As Streamlit reads it: CommonMark with tables, strikethrough and addresses that become links; HTML is none.
GITHUB = MarkdownIt("gfm-like", {"html": False, "linkify": False})
MARKS = "\\`*_{}[]()<>#+-.!|~$:&=@/\"' \t\nw1ahi"


def elements(text: str) -> set[str]:
    return set(re.findall(r"<(\w+)", GITHUB.render(literal(text)))) - {"p"}


def words(text: str) -> str:
    """The words of the HTML that text becomes, with single spaces."""
    html = re.sub(r"<[^>]*>", " ", GITHUB.render(literal(text)))
    for entity, char in {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}.items():
        html = html.replace(entity, char)
    return " ".join(html.split())


@pytest.mark.parametrize(
    "text",
    [
        "# heading", "heading\n===", "heading\n---", "- item", "+ item", "* item", "1. item", "1) item", "> quote",
        "---",        "    code", "\tcode", "```\ncode\n```", "`code`", "**bold**", "_stress_", "~~gone~~", "[a](http://a.example)",
        "![a](http://a.example/x.png)", "<b>bold</b>", "<http://a.example>", "&copy;", "| a |\n|---|\n| b |", "\\*a\\*",
        "[a]: http://a.example\n[a]", "a\n\n# b", "a\r\n\r\n> b", "***", "[x][y]", "line  \nbreak", "a\\\nb",
    ],
)  # fmt: skip
def test_markdown_makes_nothing_of_text(text):
    assert elements(text) <= {"br"}
    assert words(text) == " ".join(text.split())


@given(st.text(alphabet=MARKS, max_size=40))
def test_markdown_makes_nothing_of_any_text(text):
    assert elements(text) <= {"br"}
    assert words(text) == " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "Residents, on 30 June and 31 December.",
        "We found 1,234 of 5.6% (in 2019–2024): SSW (i), “about” · Japan's",
        "パキスタン人の在留者数（2025年）",
        "جاپان میں پاکستانی",
        "one line  \nanother",
        "0.2% of TITP, SSW. 5 (i), below",
    ],
)
def test_usual_sentences_stay_as_they_are(text):
    assert literal(text) == text


def test_icons_colours_formulas_and_addresses_are_none():
    assert literal(":red[x] :material/home: $1$ https://a.example www.a.example a@b.example") == (
        r"\:red\[x\] \:material/home: \$1\$ https\:\//a.example www\.a.example a\@b.example"
    )


def test_our_own_markdown_is_left_alone():
    assert as_markdown(Markdown("**ours** `x`")) == "**ours** `x`"
    assert as_markdown("**theirs**") == r"\*\*theirs\*\*"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("titp", "titp"),
        ("a\u202eb", "aU+202Eb"),
        ("a\nb\tc\x00d\x1be", "aU+000AbU+0009cU+0000dU+001Be"),
        ("\u200b\ufeff\u2066\u2069\u2028", "U+200BU+FEFFU+2066U+2069U+2028"),
        ("\ud800\ue000\U000e0041", "U+D800U+E000U+E0041"),
        ("\u06a9\u200c\u06af", "\u2068\u06a9\u200c\u06af\u2069"),  # a word of Urdu, by itself
        ("x" * 41, "x" * 40 + "…"),
        ("日本 é", "日本 é"),
        ("", ""),
    ],
)
def test_nothing_hides_in_an_echo(value, shown):
    assert echo(value) == shown


@given(st.text())
def test_echo_is_short_and_has_no_character_that_hides(text):
    shown = echo(text).replace("\u2068", "").replace("\u2069", "").replace("\u200c", "").replace("\u200d", "")
    assert shown.isprintable() or re.sub(r"\s", "", shown).isprintable()
    assert len(shown) <= 41 * len("U+10FFFF") + 2
