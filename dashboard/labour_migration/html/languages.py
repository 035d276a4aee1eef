"""The languages of the site: what leads to a page in another of them, and what offers it at a first visit."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from labour_migration import language
from labour_migration.html.inline import joined
from labour_migration.language import LOCALES, Language, describe
from labour_migration.language import gettext as _
from labour_migration.site import language_path

_SWITCH = Markup('<nav class="languages" aria-label="%s">%s</nav>')
_LINK = Markup('<a href="%s" hreflang="%s" lang="%s" dir="%s" target="_self" data-language%s>%s</a>')
_CURRENT = Markup(' aria-current="true"')
_OFFER = Markup(
    '<aside id="offer" lang="%s" dir="%s"><a href="%s" hreflang="%s" data-language>%s</a>'
    '<button type="button" aria-label="%s">×</button></aside>'
)


def format_switch(path: str, query: Mapping[str, Sequence[str]]) -> Markup:
    """A link to the page at a path below the site in each language, with the query of its address.

    The links are relative to the address of the page. A script has them follow what a reader chooses later.
    """
    spoken = language.current()
    links = []
    for code in LOCALES:
        other = describe(LOCALES[code])  # without their catalogues, which a page in this language does not need
        address = "?".join(filter(None, (_lead_to(code) + path, urlencode(query, doseq=True))))
        current = _CURRENT if code == spoken.code else ""
        links.append(_LINK % (address, code, code, other.direction, current, other.name))
    return _SWITCH % (_("Languages"), joined(*links))


def format_offer(code: str) -> Markup:
    """What offers the page of now, which is the first one, in another language, in the words of that."""
    with language.speaking(code):
        offered: Language = language.current()
        words, close = _("Read this site in {language}").format(language=offered.name), _("Close")
    return _OFFER % (code, offered.direction, _lead_to(code), code, words, close)


def _lead_to(code: str) -> str:
    """The way from a page to the site in a language: all pages lie directly below it."""
    root = "../" if language_path(language.current().code) else "./"
    return root + language_path(code)
