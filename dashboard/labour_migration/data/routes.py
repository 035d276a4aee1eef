"""Tree of the routes of migration: groups, routes, and the parts of routes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

ROOT = "all"  # all routes together, or none in particular


@dataclass(frozen=True)
class Routes:
    """The tree of ``programmes.csv``: ``parents`` has the code of each row and of the row that it is a part of.

    Below the root are groups, below them routes, below some routes their parts. Codes keep the order
    of the table. A parent that is no row makes a root of its own; a circle has no root, and a parent of the
    root counts for nothing.
    """

    parents: Mapping[str, str]

    @cached_property
    def _parts(self) -> dict[str, tuple[str, ...]]:
        parts: dict[str, list[str]] = {}
        for code, parent in self.parents.items():
            if code != ROOT:
                parts.setdefault(parent, []).append(code)
        return {parent: tuple(codes) for parent, codes in parts.items()}

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of routes, in order."""
        return self.parts(ROOT)

    @cached_property
    def ordered(self) -> tuple[str, ...]:
        """Every code from the root down, each before its parts."""
        return (ROOT, *(code for group in self.groups for code in self.family(group)))

    def parts(self, code: str) -> tuple[str, ...]:
        """The codes right below one."""
        return self._parts.get(code, ())

    def family(self, code: str) -> tuple[str, ...]:
        """A code and every code below it, each before its parts; of a circle, each once."""
        members, ahead = [], [code]
        while ahead:
            member = ahead.pop()
            if member not in members:
                members.append(member)
                ahead += reversed(self.parts(member))
        return tuple(members)

    def highest(self, code: str, among: Collection[str]) -> tuple[str, ...]:
        """The highest codes below one that are in ``among``: what is below a code that is found is left out."""
        parts = self.parts(code)
        return tuple(high for part in parts for high in ((part,) if part in among else self.highest(part, among)))

    def line(self, code: str) -> tuple[str, ...]:
        """A code and every code above it, up to the group; of the root, itself."""
        line = [code]
        while (parent := self.parents.get(line[-1], "")) not in ("", ROOT, *line):
            line.append(parent)
        return tuple(line)

    def group(self, code: str) -> str:
        """The group that a code belongs to; of the root, itself."""
        return self.line(code)[-1]

    def covered(self, codes: Iterable[str]) -> frozenset[str]:
        """These codes, each with all codes below it; the root stands for itself alone."""
        return frozenset(member for code in codes for member in ((code,) if code == ROOT else self.family(code)))
