"""Tables that a screen reader can walk: caption, scopes, roles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from labour_migration.html.rendering import render

_ROW, _ROLE_OF_ROW = '\n<tr role="row">', ' role="row"'  # how the template begins one
_BARE_ROW, _ENDING = Markup("\n<tr>"), Markup("\n</tbody>")
_TABLE = re.compile(r'<div class="table\b.*?</table></div>', re.DOTALL)
_ROLES = re.compile(r' role="(?:table|rowgroup|row|rowheader|columnheader|cell)"| data-column="[^"]*"')
_SAID_AGAIN = re.compile(r' (?:role|data-column)="[^"]*"')


@dataclass(frozen=True)
class Table:
    """A table before it is HTML.

    Each row has a cell for each column, and its first cell heads it; a cell that is missing is "". Text is escaped,
    Markup is not. A grid has many columns of few words.
    """

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | Markup]]
    is_grid: bool = False

    def first(self, count: int) -> "Table":
        """The table with its first rows alone, as many as are asked for."""
        return replace(self, rows=self.rows[:count])


def format_table(table: Table) -> Markup:
    """The table as HTML.

    On a narrow screen the style sheet stacks the cells of a row, each under the name of its column.

    Raises
    ------
    ValueError
        When a row has more or fewer cells than there are columns.
    """
    rows = [(row[0], zip(table.columns[1:], row[1:], strict=True)) for row in table.rows]
    return render("table", caption=table.caption, columns=table.columns, rows=rows, is_grid=table.is_grid)


def shorten_table(html: Markup, at_most: int) -> tuple[Markup, int]:
    """A table of :func:`format_table` in so many characters, and how many of its last rows that leaves out.

    Its cells do not say again what the elements say, nor their columns: it is for a place where it is never stacked.
    One row at least is left.
    """
    for again in set(_SAID_AGAIN.findall(html)) - {_ROLE_OF_ROW}:
        html = html.replace(again, "")
    head, *rows = html.split(_ROW)
    if not rows:
        return html, 0
    last, ending = rows[-1].split(_ENDING)
    room, kept = at_most - len(head) - len(ending), []
    for row in (*rows[:-1], last):
        room -= len(row) + len(_BARE_ROW)
        if room < 0 and kept:
            break
        kept.append(row)
    head = head.replace(_ROLE_OF_ROW, "")
    return _BARE_ROW.join([head, *kept]) + _ENDING + ending, len(rows) - len(kept)


def strip_tables(html: str) -> str:
    """HTML whose tables of :func:`format_table` say nothing twice: for a page that never stacks their cells."""
    return _TABLE.sub(lambda table: _ROLES.sub("", table[0]), html)
