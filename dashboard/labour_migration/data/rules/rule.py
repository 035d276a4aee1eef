"""What every rule is made of: its registration with the tables that it reads, and the cells where it finds problems."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from labour_migration.problems import Problem

Frames = dict[str, pd.DataFrame]
"""Tables by name, every cell still text under its column, every row under the number of its line; and under the name of
the descriptor its texts, in the column ``text``."""
Row = dict[str, str]


@dataclass(frozen=True)
class Rule:
    """A check of the package: ``find`` reads ``tables``, and is run where all of them have a sound schema."""

    find: Callable[[Frames], Iterator[Problem]]
    tables: frozenset[str]


class Rules(list[Rule]):
    """Registry of the rules of one module, in the order in which they are written."""

    def reading(self, *tables: str) -> Callable:
        """Decorator: registers a function as the rule that reads these tables."""

        def register(find: Callable[[Frames], Iterator[Problem]]) -> Callable[[Frames], Iterator[Problem]]:
            self.append(Rule(find, frozenset(tables)))
            return find

        return register


@dataclass(frozen=True)
class Cell:
    """Where a problem is: a table, a line of its file, a column."""

    table: str
    line: int
    field: str

    def problem(self, code: str, found: str, expected: str, remedy: str) -> Problem:
        """A problem of this cell."""
        return Problem(code, f"{self.table}.csv", found, expected, remedy, self.line, self.field)


def by_line(frame: pd.DataFrame) -> Iterator[tuple[int, Row]]:
    """The rows of a small table, each with its line; far quicker than ``iterrows``."""
    return zip(frame.index, frame.to_dict("records"), strict=True)


def by_key(frame: pd.DataFrame, key: str) -> dict[str, Row]:
    """The rows of a small table by the column that identifies them."""
    return {row[key]: row for row in frame.to_dict("records")}
