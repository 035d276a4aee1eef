"""Corrections: what differs between the released versions of the package, cell by cell, and why."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import pairwise, repeat
from pathlib import Path

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.package import DataPackage, RawTable, parse_table
from labour_migration.data.schema import DESCRIPTOR, read_time
from labour_migration.data.versions import list_versions, read_version_files, version_key

# Columns that say in words what the others mean, and the tables of nothing else. What changes there corrects no figure.
WORDING = frozenset(
    {"note", "reason", "remarks", "name", "name_ja", "title", "abbreviation", "description", "definition", "text"}
    | {"aliases_en", "aliases_ja", "aliases_ur"}
)
WORDING_TABLES = frozenset({"remarks", "passages", "translations"})
NUMBERS = frozenset({"value", "value_low", "value_high", "difference", "comparator"})
AT_ONCE = 20  # changed cells of one column in one release that are told one by one; of more, their number
_EXPLAIN = ("Changed", "Removed", "Corrected", "Fixed")  # kinds of entries that are about what was there before
_SECTION = re.compile(r"^## \[([^\]]+)\].*$", re.MULTILINE)
_KIND = re.compile(r"^### (.+)$", re.MULTILINE)
_ENTRY = re.compile(r"^- ", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class ReleasedTable:
    """A table of a released version: every cell is text, as in its file."""

    key: tuple[str, ...]
    table: RawTable


@dataclass(frozen=True)
class Release:
    """A released version as it was released: its number, its time, its tables by their names."""

    version: str
    released: datetime
    tables: Mapping[str, ReleasedTable]


@dataclass(frozen=True)
class Change:
    """A cell that has another text in a version than in the one before it.

    ``key`` has the cells of the row's primary key by their columns; ``old`` and ``new`` are text, "" of an empty cell.
    """

    version: str
    released: datetime
    table: str
    key: Mapping[str, str]
    column: str
    old: str
    new: str

    @property
    def is_wording(self) -> bool:
        """True of words about figures; False of a value, a qualifier, a date, a quote, a source, a comparison."""
        return self.column in WORDING or self.table in WORDING_TABLES


@dataclass(frozen=True)
class Difference:
    """What differs between a version and the older one ``since``: changed cells, and by table what only one has.

    Rows are the cells of their primary keys. A table or a column that only one of the two has is told by its name: it
    changes no cell.
    """

    since: str
    version: str
    released: datetime
    changes: tuple[Change, ...]
    rows_added: Mapping[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    rows_removed: Mapping[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    columns_added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns_removed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tables_added: Mapping[str, int] = field(default_factory=dict)
    tables_removed: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_of_words(self) -> bool:
        """True where nothing but wording changed, came or went: no result of a statement can be another."""
        tables = {*self.rows_added, *self.rows_removed, *self.tables_added, *self.tables_removed}
        columns = {name for names in (*self.columns_added.values(), *self.columns_removed.values()) for name in names}
        return tables <= WORDING_TABLES and columns <= WORDING and all(one.is_wording for one in self.changes)


@dataclass(frozen=True)
class Correction:
    """Changes of one release that have one reason; or, where they are more than :data:`AT_ONCE`, those of one column.

    ``reasons`` are entries of the changelog, in Markdown: none where no entry names the rows.
    """

    version: str
    released: datetime
    reasons: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def is_many(self) -> bool:
        """True of too many changes to be told one by one."""
        return len({(one.table, one.column) for one in self.changes}) == 1 and len(self.changes) > AT_ONCE


@dataclass(frozen=True)
class Entry:
    """An entry of the changelog about what was there before, as Markdown, and the codes that it names."""

    text: str

    @cached_property
    def codes(self) -> frozenset[str]:
        """What it has between backticks: rows, columns and files of tables by their codes."""
        return frozenset(_CODE.findall(self.text))


def read_release(version: str, folder: Path) -> Release:
    """A released version of the package in a folder, every cell still text.

    Raises
    ------
    OSError
        Where no such version is kept.
    """
    files = read_version_files(version, folder)
    document = json.loads(files[DESCRIPTOR])
    tables = {}
    for resource in document["resources"]:
        table, _problems = parse_table(resource["path"], files[resource["path"]])
        tables[resource["name"]] = ReleasedTable(tuple(resource["schema"]["primaryKey"]), table)
    return Release(version, read_time(document["created"]), tables)


def compare_releases(old: Release, new: Release) -> Difference:
    """What differs between two versions, row by row: rows with the same primary key are one row.

    The key is that of the newer version, as far as the older one has its columns. Changes are in the order of tables
    and rows of the newer version.
    """
    shared = [name for name in new.tables if name in old.tables]
    compared = {name: _compare_tables(name, old.tables[name], new) for name in shared}
    headers = {name: (old.tables[name].table.header, new.tables[name].table.header) for name in shared}
    return Difference(
        since=old.version,
        version=new.version,
        released=new.released,
        changes=tuple(change for changes, _added, _removed in compared.values() for change in changes),
        rows_added=_filled({name: added for name, (_changes, added, _removed) in compared.items()}),
        rows_removed=_filled({name: removed for name, (_changes, _added, removed) in compared.items()}),
        columns_added=_filled({name: _only(now, then) for name, (then, now) in headers.items()}),
        columns_removed=_filled({name: _only(then, now) for name, (then, now) in headers.items()}),
        tables_added={name: len(new.tables[name].table.rows) for name in _only(new.tables, old.tables)},
        tables_removed={name: len(old.tables[name].table.rows) for name in _only(old.tables, new.tables)},
    )


def _only(names: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in others)


def _filled(found: Mapping) -> dict:
    return {name: those for name, those in found.items() if those}


def _compare_tables(name: str, old: ReleasedTable, new: Release) -> tuple[list[Change], frozenset, frozenset]:
    """The changed cells of a table, the keys of rows that only the newer has, and of those that only the older has."""
    now, then = new.tables[name].table, old.table
    key = [column for column in new.tables[name].key if column in then.header]
    columns = [column for column in now.header if column in then.header and column not in key]
    before, after = _by_key(then, key, columns), _by_key(now, key, columns)
    changes = [
        Change(new.version, new.released, name, dict(zip(key, code, strict=True)), column, was, is_now)
        for code, cells in after.items()
        if code in before and before[code] != cells
        for column, was, is_now in zip(columns, before[code], cells, strict=True)
        if was != is_now
    ]
    return changes, frozenset(after.keys() - before.keys()), frozenset(before.keys() - after.keys())


def _by_key(table: RawTable, key: Sequence[str], columns: Sequence[str]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The cells of these columns of each row, by the cells of its key."""
    codes, cells = ([table.frame[name].to_numpy(dtype=object) for name in names] for names in (key, columns))
    return dict(zip(zip(*codes, strict=True), zip(*cells, strict=True) if cells else repeat(()), strict=False))


def find_differences(package: DataPackage) -> tuple[Difference, ...]:
    """What each released version changed of the one before, the newest first; of a pinned package up to its version.

    None where the package is in no folder, or where that keeps fewer than two versions.
    """
    if package.folder is None:
        return ()
    last = version_key(package.descriptor.version)
    versions = [version for version in list_versions(package.folder) if version_key(version) <= last]
    return _find_differences(tuple(versions), package.folder)


@memo(at_most=VERSIONS, has_words=False)
def _find_differences(versions: tuple[str, ...], folder: Path) -> tuple[Difference, ...]:
    releases = (read_release(version, folder) for version in versions)  # two of them are in memory at a time
    return tuple(compare_releases(old, new) for old, new in pairwise(releases))[::-1]


@memo(at_most=16, has_words=False)
def changed_since(version: str, folder: Path) -> Mapping[str, Mapping[tuple[str, ...], frozenset[str]]]:
    """What a reader of a released version would find changed in the newest one: table -> key of a row -> its columns.

    Rows are the cells of their primary key as text; a row that was taken out has no column. Wording is left out, as are
    rows and columns that only the newest version has. Nothing where the version is the newest.

    Raises
    ------
    OSError
        Where no such version is kept.
    """
    newest = list_versions(folder)[-1:]
    if newest == [version]:
        return {}
    difference = compare_releases(read_release(version, folder), read_release("".join(newest), folder))
    found: dict[str, dict[tuple[str, ...], frozenset[str]]] = {}
    for one in difference.changes:
        if not one.is_wording:
            rows, code = found.setdefault(one.table, {}), tuple(one.key.values())
            rows[code] = rows.get(code, frozenset()) | {one.column}
    for table, codes in difference.rows_removed.items():
        if table not in WORDING_TABLES:
            found.setdefault(table, {}).update(dict.fromkeys(codes, frozenset()))
    return found


def parse_changelog(changelog: str) -> dict[str, tuple[Entry, ...]]:
    """The entries of each version that are about what was there before, by version, in the order of the changelog."""
    _head, *parts = _SECTION.split(changelog)
    return {version: tuple(_parse_entries(body)) for version, body in zip(parts[::2], parts[1::2], strict=True)}


def _parse_entries(section: str) -> Iterator[Entry]:
    _head, *parts = _KIND.split(section)
    for kind, body in zip(parts[::2], parts[1::2], strict=True):
        if kind.strip() in _EXPLAIN:
            yield from (Entry(" ".join(text.split())) for text in _ENTRY.split(body)[1:])


def find_reasons(change: Change, entries: Sequence[Entry]) -> tuple[str, ...]:
    """The entries that are about a change, and nothing where it is not plain from their words which are.

    An entry is about a row that it names: by the code that its table is in the order of, or by that of its source.
    Where none names the row, an entry is about a column that it names together with the file of its table.
    """
    first = next(iter(change.key.values()), "")
    row = {first, change.key.get("source_id", first)}
    named = [entry.text for entry in entries if row & entry.codes]
    column = {change.column, f"{change.table}.csv"}
    return tuple(named or [entry.text for entry in entries if column <= entry.codes])


@memo(at_most=VERSIONS, has_words=False)
def find_corrections(package: DataPackage) -> tuple[Correction, ...]:
    """Every change of every release once, those with one reason together, the newest first (:class:`Correction`)."""
    sections = parse_changelog(package.changelog)
    return tuple(
        correction
        for difference in find_differences(package)
        for correction in _group(difference, sections.get(difference.version, ()))
    )


def _group(difference: Difference, entries: Sequence[Entry]) -> list[Correction]:
    """The changes of a release by their reasons; figures apart from wording."""
    counts = Counter((one.table, one.column) for one in difference.changes)
    groups: dict[tuple, list[Change]] = {}
    for one in difference.changes:
        column = (one.table, one.column)
        if counts[column] > AT_ONCE:
            about = replace(one, key={})  # the column, not one of its rows
            groups.setdefault((one.is_wording, column, find_reasons(about, entries)), []).append(one)
        else:
            groups.setdefault((one.is_wording, "", find_reasons(one, entries)), []).append(one)
    return [
        Correction(difference.version, difference.released, reasons, tuple(changes))
        for (_wording, _column, reasons), changes in groups.items()
    ]
