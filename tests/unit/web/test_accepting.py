"""Markdown is for those who ask for it by its name, and like it no less than HTML."""

import pytest
from starlette.datastructures import Headers

from web.delivery.accepting import prefers_markdown

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "is_markdown"),
    [
        (BROWSER, False),
        ("*/*", False),
        ("text/*", False),
        ("", False),
        ("application/json", False),
        ("text/markdown", True),
        ("Text/Markdown; charset=utf-8", True),
        ("text/markdown, */*", True),
        ("text/markdown, text/html;q=0.9, */*;q=0.1", True),
        ("text/html;q=0.9, text/markdown", True),
        ("text/markdown, text/html, */*", True),
        ("text/html, text/markdown", False),
        ("text/markdown;q=0.5, text/html", False),
        ("text/markdown;q=0.5, */*", False),
        ("text/markdown;q=0.5, text/*;q=0.4, */*", True),
        ("text/markdown;q=0.5, text/html;q=0.4", True),
        ("text/markdown;q=0", False),
        ("text/markdown;q=0, text/html;q=0", False),
        ("text/markdown;q=nonsense", True),
        (",;q=1,,text/markdown;;", True),
    ],
)
def test_weights_decide_then_what_is_named_then_the_order(accept, is_markdown):
    assert prefers_markdown(Headers({"accept": accept})) == is_markdown


def test_request_that_says_nothing_gets_html():
    assert not prefers_markdown(Headers({}))


def test_fields_that_are_sent_apart_count_as_one():
    fields = [(b"accept", b"text/html;q=0.2"), (b"accept", b"text/markdown;q=0.3")]
    assert prefers_markdown(Headers(raw=fields))
