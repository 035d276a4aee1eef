"""Links, quoted words and notes: pieces of HTML that stand in a line or in a cell. Text is escaped, Markup is not."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup, escape

from labour_migration.citation import link_to_words
from labour_migration.data.schema import Source
from labour_migration.labels import join_clauses, join_names
from labour_migration.language import current
from labour_migration.language import gettext as _

# What `%` puts into Markup is escaped, as by `format`, in a third of the time.
_AWAY = Markup('<a href="%s" target="_blank" rel="noopener">%s</a>')
_WITHIN = Markup('<a href="%s" target="_self">%s</a>')
_TO_ROW, _ROW = Markup('<a href="#%s" target="_self">%s</a>'), Markup('<span id="%s">%s</span>')
# What is in another language than the reader's may run the other way.
_QUOTED, _QUOTED_APART = Markup('<q lang="%s">%s</q>'), Markup('<q lang="%s" dir="auto">%s</q>')
_PART = Markup('<span class="part">%s</span>')
_NOTE = Markup('<div class="note">%s</div>')
_ADDRESS = re.compile(r"""(https?://[^\s)<>"']+[^\s)<>"'.,;])""")


def link(url: str, text: str | Markup) -> Markup:
    """A link that opens beside the app; nothing where there is no address."""
    return _AWAY % (url, text) if url else Markup()


def link_within(page: str, query: Mapping[str, Sequence[str]], text: str | Markup) -> Markup:
    """A link to a page of the app, with the query of its address."""
    return _WITHIN % ("?".join(filter(None, (page, urlencode(query, doseq=True)))), text)


def named(code: str, text: str | Markup) -> Markup:
    """Text that :func:`link_to_named` can lead to on the same page; the code is no other's there."""
    return _ROW % (code, text)


def link_to_named(code: str, text: str | Markup) -> Markup:
    """A link to text on the same page."""
    return _TO_ROW % (code, text)


def quote_words(words: str, source: Source) -> Markup:
    """The words as printed, in their language, leading to the words on the page; the page where none are kept."""
    if not words:
        return link(source.url, _("Open the page"))
    quoted = _QUOTED if source.language == current().code else _QUOTED_APART
    return link(link_to_words(source.url, words), quoted % (source.language, words))


def linked(text: str) -> Markup:
    """Text whose addresses are links."""
    parts = _ADDRESS.split(text)
    return joined(*(link(part, part) if place % 2 else part for place, part in enumerate(parts)), by="")


def indented(text: str) -> Markup:
    """The name of a part, set in below that of its whole."""
    return _PART % text


def noted(text: str, note: str) -> str | Markup:
    """Text with what a reader must know below it; the text as it is where the note is ""."""
    return escape(text) + _NOTE % linked(note) if note else text


def listed(*parts: str | Markup) -> Markup:
    """Parts with commas between them; empty ones leave no gap."""
    return joined(*parts, by=join_names(["", ""]))


def claused(*parts: str | Markup) -> Markup:
    """Parts that may have commas of their own; empty ones leave no gap."""
    return joined(*parts, by=join_clauses(["", ""]))


def joined(*parts: str | Markup, by: str | Markup = " ") -> Markup:
    """Parts in one line; empty ones leave no gap."""
    return escape(by).join(filter(None, parts))
