"""HTML as Markdown: links made whole, tables, quotes, nothing that is drawn."""

import subprocess
import sys

import pytest
from markupsafe import Markup

from labour_migration.html.inline import noted, quote_words
from labour_migration.html.markdown import to_markdown
from labour_migration.html.tables import Table, format_table

ADDRESS = "https://a.example/below/claims?figure=x"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1>Title</h1><p>Words <b>in bold</b>.</p>", "# Title\n\nWords **in bold**.\n"),
        ('<a href="./residents?from=2020">R</a>', "[R](https://a.example/below/residents?from=2020)\n"),
        ('<a href="https://b.example/#:~:text=a%20b">R</a>', "[R](https://b.example/#:~:text=a%20b)\n"),
        ('<a href="#term">R</a>', "[R](https://a.example/below/claims?figure=x#term)\n"),
        ("<p>said <q>25,000</q></p>", "said “25,000”\n"),
        ('<p><q><a href="https://b.example/"><q lang="en">5</q></a></q></p>', "“[5](https://b.example/)”\n"),
        ('<blockquote>“<a href="https://b.example/"><q lang="en">5</q></a>”</blockquote>',
         "> “[5](https://b.example/)”\n"),
        ('<p>a</p><svg role="img"><title>b</title><text>c</text></svg><form><input value="d"></form>', "a\n"),
        ('<p>a</p><div aria-hidden="true"><span>b</span></div>', "a\n"),
        ("<span>Dec 2019</span><span>Dec 2025</span>", "Dec 2019 Dec 2025\n"),
        ('<p>a <details class="term"><summary>TITP</summary><span>Technical training.</span></details>.</p>',
         "a TITP.\n"),
        ("<details><summary>More</summary><p>a</p></details>", "**More**\n\na\n"),
        ("<html><head><title>b</title></head><body><p>a</p></body></html>", "a\n"),
        ("<p>&lt;b&gt; &amp; 1 * 2</p>", "\\<b> & 1 \\* 2\n"),
        ("<p>[a](http://c.example) ![b](c) `d` [u]</p>", "[a\\](http://c.example) \\![b\\](c) \\`d\\` [u]\n"),
    ],
)  # fmt: skip
def test_html_is_markdown(html, text):
    assert to_markdown(html, ADDRESS) == text


def test_table_is_one_of_markdown_with_its_caption_its_notes_and_bars(package):
    source = package.sources["urdupoint-2024-08-29"]
    rows = [["1|2", noted("25,000", "about it")], ["3", Markup("<b>4</b>")], ["5", quote_words("a few words", source)]]
    told = to_markdown(format_table(Table("Caption", ["A", "B"], rows)), ADDRESS)
    assert told.splitlines()[:6] == [
        "**Caption**", "", "| A | B |", "| --- | --- |", "| 1\\|2 | 25,000 (about it) |", "| 3 | **4** |",
    ]  # fmt: skip
    assert told.splitlines()[6].startswith("| 5 | [“a few words”](https://www.urdupoint.com/")
    assert len(told.splitlines()) == 7


def test_converter_is_imported_when_markdown_is_asked_for():
    code = "import sys, labour_migration.html.markdown as m; print('markdownify' in sys.modules, 'bs4' in sys.modules)"
    asked = f"{code}; m.to_markdown('a', 'http://a/'); print('markdownify' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], cwd="dashboard", capture_output=True, text=True, check=True)
    assert done.stdout == "False False\nTrue\n"
