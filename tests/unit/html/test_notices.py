"""Notices of what an address names in vain."""

from labour_migration.data.selection import query_problem
from labour_migration.html.notices import format_notice


def notice(*told: str) -> str:
    return str(format_notice([query_problem("option-unknown", "q", "x", "y", one) for one in told]))


def test_each_problem_is_a_sentence_that_screen_readers_tell():
    assert notice("One.", "Two.", "One.") == '<div class="warned" role="alert"><p>One.</p><p>Two.</p></div>'


def test_text_is_text():
    assert notice("<b>**x**</b> & \"'") == (
        '<div class="warned" role="alert"><p>&lt;b&gt;**x**&lt;/b&gt; &amp; &#34;&#39;</p></div>'
    )


def test_many_problems_are_counted():
    shown = notice(*(f"Problem {number}." for number in range(300)))
    assert "<p>Problem 9.</p><p>… and 290 more</p></div>" in shown
    assert "Problem 10." not in shown


def test_problem_without_words_for_readers_says_what_programs_are_told():
    told = str(format_notice([query_problem("option-unknown", "q", "<i>", "one of a, b")]))
    assert "found ‘&lt;i&gt;’, expected one of a, b" in told
