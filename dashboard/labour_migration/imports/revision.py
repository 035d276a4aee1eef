"""Difference between imported rows and the official statistics: added, changed, left; and its merge."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from labour_migration.data.package import DataPackage, RawTable
from labour_migration.data.series import KEY

# An observation is its key and its source; of it, an import knows these cells. Rank, remarks and note are curators'.
_IDENTITY = [*KEY, "source_id"]
_REVISED = ["value", "locator"]

Row = dict[str, str]


@dataclass(frozen=True)
class Revision:
    """The outcome of holding imported rows against a table: rows of text, each in the table's columns.

    ``changed`` are pairs of the row as it is and as it would be; ``left`` are imported rows that the
    table has already, ``held`` those that it has with the same number from another source.
    """

    added: tuple[Row, ...]
    changed: tuple[tuple[Row, Row], ...]
    left: tuple[Row, ...]
    held: tuple[Row, ...]

    @property
    def is_empty(self) -> bool:
        """True where nothing would be written."""
        return not self.added and not self.changed


def compare(table: RawTable, imported: Iterable[Row]) -> Revision:
    """The difference that imported rows make to a table, by key and source; the table is not changed."""
    rows = [dict(zip(table.header, cells, strict=True)) for _line, cells in table.rows]
    own = {_cells(row, _IDENTITY): row for row in rows}
    numbers = {(_cells(row, KEY), row["value"]) for row in rows if row["rank"] != "deprecated"}
    added, changed, left, held = [], [], [], []
    for row in imported:
        present = own.get(_cells(row, _IDENTITY))
        if present is None:
            (held if (_cells(row, KEY), row["value"]) in numbers else added).append(row)
        elif _cells(row, _REVISED) == _cells(present, _REVISED):
            left.append(present)
        else:
            changed.append((present, {**present, **{name: row[name] for name in _REVISED}}))
    return Revision(tuple(added), tuple(changed), tuple(left), tuple(held))


def revise(table: RawTable, revision: Revision, package: DataPackage) -> str:
    """The table's CSV text with a revision made: rows in the order of the code lists, then of time."""
    changes = {_cells(old, _IDENTITY): new for old, new in revision.changed}
    rows = [dict(zip(table.header, cells, strict=True)) for _line, cells in table.rows]
    rows = [changes.get(_cells(row, _IDENTITY), row) for row in [*rows, *revision.added]]
    lists = {
        "indicator_id": list(package.indicators.index),
        "nationality_id": list(package.nationalities.index),
        "area_id": list(package.areas.index),
        "programme_id": list(package.programmes.index),
        "category": ["", *package.descriptor.resource("official_statistics").field("category").choices],
    }
    places = {column: {code: place for place, code in enumerate(codes)} for column, codes in lists.items()}
    rows.sort(
        key=lambda row: (
            [places[column].get(row[column], len(places[column])) for column in places],
            [row[column] for column in ("period_end", "period_start", "source_id")],
        )
    )
    text = io.StringIO()
    writer = csv.DictWriter(text, table.header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _cells(row: Row, columns: list[str]) -> tuple[str, ...]:
    return tuple(row[column] for column in columns)
