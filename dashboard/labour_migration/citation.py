"""One source -> reference line and the link to the words."""

from collections.abc import Mapping
from urllib.parse import quote

from labour_migration.labels import format_date, format_period
from labour_migration.language import gettext as _
from labour_migration.schema import Source


def format_citation(source: Source) -> str:
    """A reference line: author, title, publisher, date and address, in the order of the Chicago manual's notes."""
    parts = [
        source.author,
        _("“{title}”").format(title=source.title) if not source.title.startswith("[") else source.title,
        source.publisher,
        format_published(source),
        source.url,
    ]
    return ", ".join(part for part in parts if part) + "."


def format_office(source: Source) -> str:
    """Whose statistics a source prints: the publisher, or the office that others quote, and who prints it."""
    if source.kind != "quoted":
        return source.publisher
    return _("{office}, in {publisher}").format(office=source.author, publisher=source.publisher)


def format_published(source: Source) -> str:
    """The day of publication as readers see it; says where it was inferred or is unknown."""
    if source.date_published is None:
        return _("undated")
    day = format_date(source.date_published)
    return _("{day} (date inferred)").format(day=day) if source.is_date_inferred else day


def format_event_date(event: Mapping, source: Source) -> str:
    """When an event was, as exactly as is known; says where its day is an inferred day of publication."""
    is_inferred = source.is_date_inferred and event["date_end"].date() == source.date_published
    return format_period(event["date_start"], event["date_end"], event["date_precision"], is_inferred)


def link_to_words(url: str, words: str) -> str:
    """The address that opens a page at its own words, marked by the browser.

    Follows URL Fragment Text Directives (WICG): ``#:~:text=`` and the words percent-encoded, among
    them ``-``, ``,`` and ``&``, which have a meaning in the directive; behind an existing fragment
    the directive comes without another ``#``. Without words, the address itself.
    """
    if not words:
        return url
    encoded = quote(words, safe="").replace("-", "%2D")
    return f"{url}{'' if '#' in url else '#'}:~:text={encoded}"
