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
    return text if not text or code == current().code else _IN_LANGUAGE % (code, text)


def show_in_language(html: Markup, code: str) -> Markup:
    """Paragraphs and lists in a language."""
    return _PARAGRAPHS % (code, html)


def name_title(source: Source) -> str | Markup:
    """The title of a source, or our description of one without a title, with the languages that it is in."""
    return mark_languages(source.title, source)


def mark_languages(text: str, source: Source) -> str | Markup:
    """A text of a source with its language: English, with words of the source's, or that of the source throughout."""
    first = _LETTER.search(text)
    if first and re.match(_LETTERS, first[0]):
        return in_language(text, source.language)
    parts = _OTHER_LETTERS.split(text)
    if len(parts) == 1:
        return in_language(text, ENGLISH)
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
