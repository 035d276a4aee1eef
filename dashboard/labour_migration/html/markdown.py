"""The HTML that a server sends as Markdown, for programs that read words: assistants, readers, notes."""

import re
from functools import cache
from typing import Protocol
from urllib.parse import urljoin

from labour_migration.labels import quote
from labour_migration.language import gettext as _

# What begins or ends a link, a picture, code or HTML: a mark such as [u] is none of them.
_SPECIAL = re.compile(r"\](?=[(\[:])|!(?=\[)|[<`]")


class _Element(Protocol):
    """What is read of an element of HTML: its attributes, and what it stands in."""

    parent: "_Element"

    def get(self, name: str, default: object = None) -> object: ...

    def find_parent(self, name: str | list[str]) -> "_Element | None": ...


def to_markdown(html: str, address: str) -> str:
    """HTML of the writer of blocks as Markdown: headings, lists, tables, quotes.

    ``address`` is where the HTML stands: each link is made whole by it. What is drawn, and what needs an app, has no
    place in it; what unfolds stands below its summary, but for the definition of a term, which only explains it.
    """
    text = _make_converter()(address).convert(html)
    return "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"


@cache
def _make_converter() -> type:
    """The converter of markdownify, which takes a tenth of a second to import: who reads HTML does not wait for it."""
    from markdownify import ATX, MarkdownConverter

    class Converter(MarkdownConverter):
        """Markdown of what our HTML has beyond the usual: whole links, quotes, captions, what unfolds."""

        def __init__(self, address: str):
            super().__init__(heading_style=ATX, bullets="-", autolinks=False, bs4_options="html.parser")
            self.address = address

        def escape(self, text: str, parent_tags: set[str]) -> str:
            """Text as Markdown that makes nothing of it: no links, pictures or code of the data."""
            return _SPECIAL.sub(r"\\\g<0>", super().escape(text, parent_tags))

        def convert_a(self, el: _Element, text: str, parent_tags: set[str]) -> str:
            """A link with its whole address."""
            el["href"] = urljoin(self.address, el["href"])
            return super().convert_a(el, text, parent_tags)

        def convert_q(self, el: _Element, text: str, **_context: object) -> str:
            """Words as printed, in one pair of marks; those that stand out have them before and behind already."""
            return text if el.find_parent(["q", "blockquote"]) else quote(text)

        def convert_svg(self, _el: _Element, _text: str, **_context: object) -> str:
            """Nothing of what is drawn, nor of a form, nor of the head of a document."""
            return ""

        convert_form = convert_head = convert_svg

        def convert_caption(self, _el: _Element, text: str, **_context: object) -> str:
            """What a table has, in a line above it."""
            return f"**{text.strip()}**\n\n"

        def convert_summary(self, el: _Element, text: str, **_context: object) -> str:
            """What unfolds, by its name; a term as it stands in its sentence."""
            text = " ".join(text.split())
            return text if _is_term(el.parent) else f"\n\n**{text}**\n\n"

        def convert_span(self, el: _Element, text: str, **_context: object) -> str:
            """Words as they are, apart from those beside them; none of a definition."""
            if _is_term(el.parent):
                return ""
            return f"{text} " if getattr(el.next_sibling, "name", "") == "span" else text

        def convert_td(self, el: _Element, text: str, parent_tags: set[str]) -> str:
            """A cell, whatever stands in it."""
            return super().convert_td(el, text.replace("|", r"\|"), parent_tags)

        convert_th = convert_td

        def convert_div(self, el: _Element, text: str, parent_tags: set[str]) -> str:
            """A part of the page; what explains the words before it in a cell, set apart; nothing to be seen alone."""
            if el.get("aria-hidden"):
                return ""
            if "_inline" in parent_tags and "note" in el.get("class", ()):
                return " " + _("({note})").format(note=text.strip())
            return super().convert_div(el, text, parent_tags)

    return Converter


def _is_term(element: _Element) -> bool:
    return "term" in element.get("class", ())
