"""Names, titles and quotes that stand in another language than the words around them; and our translation of quotes."""

import re

from markupsafe import Markup, escape

from labour_migration.data.schema import Source
from labour_migration.language import current
from labour_migration.language import gettext as _

ENGLISH, JAPANESE = "en", "ja"
_IN_LANGUAGE = Markup('<bdi lang="%s">%s</bdi>')
_PARAGRAPHS = Markup('<div lang="%s" dir="auto">%s</div>')
_TRANSLATED = Markup('<span class="translated">%s</span>')
# From the first to the last letter of Urdu or Japanese in a text.
_LETTERS = "[\u0600-\u06ff\u3005-\u30ff\u3400-\u9fff]"
_OTHER_LETTERS = re.compile(f"({_LETTERS}(?:[^A-Za-z]*{_LETTERS})?)")
_LETTER = re.compile(r"[^\W\d_]")


def in_language(text: str | Markup, code: str) -> str | Markup:
    """A text in a language, which is named where it is not that of the reader."""
    return text if code == current().code else _IN_LANGUAGE % (code, text)


def show_in_language(html: Markup, code: str) -> Markup:
    """Paragraphs and lists in a language."""
    return _PARAGRAPHS % (code, html)


def name_title(source: Source) -> str | Markup:
    """The title of a source in its own language; where that is English with words of another, these are marked too.

    What stands in brackets is our description, in English, of a source without a title.
    """
    first = _LETTER.search(source.title)
    if first and re.match(_LETTERS, first[0]):
        return in_language(source.title, source.language)
    parts = _OTHER_LETTERS.split(source.title)
    if len(parts) == 1:
        return in_language(source.title, ENGLISH)
    marked = (in_language(part, source.language) if place % 2 else part for place, part in enumerate(parts))
    return in_language(Markup().join(marked), ENGLISH)


def show_quote(quote: Markup) -> Markup:
    """A quote between the quotation marks of the reader's language."""
    return escape(_("“{words}”")).format(words=quote)


def translate_quote(words: str, source: Source) -> Markup:
    """Our translation of words as printed, marked as ours; "" where the reader needs none, or there is none."""
    translated = _(words)
    if source.language == current().code or translated == words:
        return Markup()
    return _TRANSLATED % _("Our translation: “{quote}”").format(quote=translated)
