"""The answer to a text that a reader checks: the text with its marks, the recorded words beside what it changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from labour_migration.html.rendering import render
from labour_migration.language import gettext as _

_MARK, _APART = Markup("<mark>%s</mark>"), Markup('<span dir="auto">%s</span>')


@dataclass(frozen=True)
class Retold:
    """A recorded statement that a text retells: what is recorded, its words, what the text changed, its result.

    ``alike`` are sentences on other statements that the text may mean.
    """

    told: str
    quote: Markup
    changed: tuple[str, ...]
    mark: Markup
    result: str
    alike: tuple[str, ...]
    more: Markup
    translated: str | Markup = ""  # the quote, by us; "" where the reader needs no translation


def format_answer(text: Markup, retold: Sequence[Retold], others: Iterable[str]) -> Markup:
    """An answer: the text, "" where nothing in it is marked; each statement that it retells; sentences below them."""
    recorded = escape(_("Recorded words: {quote}"))
    told = [(one, recorded.format(quote=_APART % one.quote)) for one in retold]
    return render("answer", label=_("The text"), text=text, retold=told, others=[one for one in others if one])


def mark_text(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """A text with these parts of it marked; spans that overlap an earlier one are left out."""
    parts, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            parts += [escape(text[at:start]), _MARK % text[start:end]]
            at = end
    return Markup().join([*parts, escape(text[at:])])
