"""Tables that a screen reader can walk: caption, scopes, roles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from labour_migration.html.rendering import render


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
