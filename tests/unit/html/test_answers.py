"""The answer to a text as HTML: the text with its marks, what is recorded beside it, everything escaped."""

import pytest
from markupsafe import Markup

from labour_migration.html.answers import Retold, format_answer, mark_text


@pytest.mark.parametrize(
    ("spans", "html"),
    [
        ([], "a &lt;b&gt; c"),
        ([(2, 5)], "a <mark>&lt;b&gt;</mark> c"),
        ([(6, 7), (0, 1)], "<mark>a</mark> &lt;b&gt; <mark>c</mark>"),
        ([(0, 5), (2, 7)], "<mark>a &lt;b&gt;</mark> c"),
    ],
)
def test_parts_of_a_text_are_marked_and_all_of_it_is_escaped(spans, html):
    assert mark_text("a <b> c", spans) == html


def test_answer_has_what_is_recorded_what_was_changed_and_the_result():
    quote, result = Markup("<q>words</q>"), Markup("<i>Consistent</i>")
    retold = Retold("Recorded: <x>", quote, ("Changed.",), result, "Told.", ("Also <y>.",), Markup())
    html = format_answer(Markup("<mark>5</mark>"), [retold], ["Official.", ""])
    assert html.index("<mark>5</mark>") < html.index("Recorded: &lt;x&gt;") < html.index("Changed.")
    assert html.index("Changed.") < html.index("<q>words</q>") < html.index("<i>Consistent</i>") < html.index("Told.")
    assert html.index("Told.") < html.index("Also &lt;y&gt;.") < html.index("Official.")
    assert html.count("<p>") == 4  # what is recorded, the result, what is recorded alike, what is official


def test_text_without_a_mark_is_not_repeated():
    assert "<blockquote" not in format_answer(Markup(), [], ["Not recorded."])
