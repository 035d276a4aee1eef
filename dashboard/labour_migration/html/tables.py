"""HTML that a screen reader can walk: tables with caption and scopes, links to words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from labour_migration.citation import link_to_words
from labour_migration.data.schema import Source
from labour_migration.language import gettext as _


@dataclass(frozen=True)
class Cell:
    """HTML that is safe already, such as a link."""

    html: str


def format_table(
    caption: str, columns: Sequence[str], rows: Sequence[Sequence[str | Cell]], is_grid: bool = False
) -> str:
    """An HTML table; the first cell of a row heads it. Text is escaped. A grid has many columns of few words.

    On a narrow screen the style sheet stacks the cells of a row, each under the name of its column:
    the roles keep it a table for a screen reader there.
    """
    head = "".join(f'<th scope="col" role="columnheader">{escape(column)}</th>' for column in columns)
    body = "".join(f'<tr role="row">{"".join(_cells(columns, row))}</tr>' for row in rows)
    kind = "table grid" if is_grid else "table"
    return (
        f'<div class="{kind}" tabindex="0"><table role="table"><caption>{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _cells(columns: Sequence[str], row: Sequence[str | Cell]) -> Iterator[str]:
    yield f'<th scope="row" role="rowheader">{_html(row[0])}</th>'
    for column, cell in zip(columns[1:], row[1:], strict=True):
        yield f'<td role="cell" data-column="{escape(column)}">{_html(cell)}</td>'


def quote_words(words: str, source: Source) -> Cell:
    """The words as printed, in their language, leading to the words on the page; the page where none are kept."""
    if not words:
        return link(source.url, _("Open the page"))
    quoted = f'<q lang="{escape(source.language)}">{escape(words)}</q>'
    return Cell(_anchor(link_to_words(source.url, words), quoted))


def link(url: str, text: str | Cell) -> Cell:
    """A link that opens beside the app."""
    return Cell(_anchor(url, _html(text)))


def link_within(page: str, query: Mapping[str, Sequence[str]], text: str) -> Cell:
    """A link to a page of the app, with the query of its address."""
    address = "?".join(filter(None, (page, urlencode(query, doseq=True))))
    return Cell(f'<a href="{escape(address)}" target="_self">{escape(text)}</a>')


def linked(text: str) -> Cell:
    """Text whose addresses are links."""
    parts = re.split(r"(https?://[^\s)]+[^\s).,;])", text)
    return joined(*(link(part, part) if place % 2 else part for place, part in enumerate(parts)), by="")


def indented(text: str) -> Cell:
    """The name of a part, set in below that of its whole."""
    return Cell(f'<span class="part">{escape(text)}</span>')


def noted(text: str, note: str) -> Cell:
    """Text with what a reader must know beside it."""
    return Cell(escape(text) + (f'<div class="note">{linked(note).html}</div>' if note else ""))


def joined(*parts: str | Cell, by: str = " ") -> Cell:
    """Parts in one cell; text is escaped."""
    return Cell(by.join(_html(part) for part in parts))


def _anchor(url: str, html: str) -> str:
    return f'<a href="{escape(url)}" target="_blank" rel="noopener">{html}</a>'


def _html(cell: str | Cell) -> str:
    return cell.html if isinstance(cell, Cell) else escape(cell)
