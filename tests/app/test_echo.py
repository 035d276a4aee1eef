"""What an address says is shown as text, on every page, whatever it says: no heading, link, picture or code."""

import re

import pytest
from markdown_it import MarkdownIt

from labour_migration.charts import filters_of, options_of
from labour_migration.html.notices import format_notice
from labour_migration.site import PAGES
from labour_migration.view import TEXT, keys_of, parse_view

from .conftest import notices

PLAIN = ("Html", "TextInput", "PageLink", "Code", "BidiComponent")  # what is not read as Markdown
MARK = "zqx"  # by which a value is found again
VALUES = [
    f"{before}{MARK}{after}"
    for before, after in (
        ("# ", ""), ("\n# ", ""), ("", "\n==="), ("", "\n---"), ("> ", ""), ("\n> ", ""), ("- ", ""), ("\n1. ", ""),
        ("    ", ""), ("\n\n    ", ""), ("\t", ""), ("`", "`"), ("```\n", "\n```"), ("~~~", "~~~"), ("**", "**"),
        ("_", "_"), ("~~", "~~"), ("[", "](http://evil.example)"), ("[", "](javascript:run())"),
        ("![", "](http://evil.example/i.png)"), ("<http://evil.example/", ">"), ("http://evil.example/", ""),
        ("https://evil.example/?", ""), ("www.evil.example/", ""), ("a", "@evil.example"), ("mailto:a@", ".example"),
        ("<b>", "</b>"), ("<script>run()//", "</script>"), ("<img src=x onerror=run() alt=", ">"),
        ("<a href=x>", "</a>"),
        ("<!--", "-->"), ("&lt;b&gt;", ""), ("&#35; ", ""), ("$", "$"), ("$$", "$$"), (":red[", "]"),
        (":blue-badge[", "]"),
        (":material/home: ", ""), (":smile: ", ""), ("| ", " |\n|---|\n| b |"), ("[x]: http://evil.example\n[", "]"),
        ("\\", "\\"), ("\u202e", "\u202c"), ("\u2066", "\u2069"), ("\u200b", "\ufeff"), ("\x00\x1b[2J", ""),
        ("\u2028", "\u2029"), ("{x} {0} %s ", ""), ("{{7*7}} ", ""), ("” in this link. # ", ""), ("***\n", ""),
        ("\r\n\r\n# ", ""), ("<details><summary>", "</summary>"), ("<style>*{display:none}", "</style>"),
    )
]  # fmt: skip
GITHUB = MarkdownIt("gfm-like", {"html": False, "linkify": False})
IDS = [page.view for page in PAGES]


def parameters(page) -> list[str]:
    """The parameters of a page whose values are codes: any other words are looked for."""
    keys = [*keys_of(filters_of(page.view)), *(one.key for one in options_of(page.view) if one.widget != TEXT)]
    return [key for key in dict.fromkeys(keys) if key != "version"]  # which has a page of its own


def test_there_are_as_many_values_as_were_tried_once():
    assert len(set(VALUES)) >= 47


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_value_of_every_parameter_is_text_in_the_notice(page, package):
    for key in parameters(page):
        _view, problems = parse_view({key: VALUES}, options_of(page.view), package, filters_of(page.view))
        if not problems:  # an option that this view has not
            continue
        assert len(problems) == len(VALUES)
        for problem in problems:
            html = str(format_notice([problem]))
            assert re.findall(r"<(\w+)", html) == ["div", "p"]
            assert MARK in html
            assert all(char.isprintable() or char in "\u2068\u2069" for char in html)


def markdown(app) -> list[str]:
    """Everything of a page that Streamlit reads as Markdown, which has something of a value in it."""
    texts, ahead = [], [app._tree]
    while ahead:
        block = ahead.pop()
        ahead += getattr(block, "children", {}).values()
        proto = getattr(block, "proto", None)
        if proto is not None and proto.DESCRIPTOR.name not in (
            "Html",
            "TextInput",
            "PageLink",
            "Code",
            "BidiComponent",
        ):
            texts += re.findall(r'"((?:[^"\\]|\\.)*)"', str(proto))
    return [text.encode().decode("unicode_escape") for text in texts if MARK in text]


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_notice_of_a_page_has_the_value_as_text(page, run_app):
    keys = parameters(page)
    values = {f"{key}_": VALUES[place :: len(keys)][:3] for place, key in enumerate(keys)}
    app = run_app(page.view, **values)
    assert not app.exception
    if page.view != "about":  # whose address says nothing but what all pages share
        assert len(notices(app)) == 1
    assert markdown(app) == []


@pytest.mark.parametrize("value", VALUES[::6])
def test_what_is_looked_for_is_text(value, run_app):
    app = run_app("claims", q=f"25,000 {value}")
    assert not app.exception
    for text in markdown(app):
        assert set(re.findall(r"<(\w+)", GITHUB.render(text))) <= {"p"}
    bodies = [element.proto.body for element in app.get("html")]
    assert not [body for body in bodies if re.search("<(script|img|b|a href=x|style)>|onerror", body)]
