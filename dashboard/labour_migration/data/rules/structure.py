"""Rules about the structure of tables: their header, the width of their rows, their Table Schema."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from labour_migration.data import digests
from labour_migration.data.package import RawPackage
from labour_migration.data.rules.conformity import find_suspects
from labour_migration.data.schema import DESCRIPTOR, Descriptor, Resource
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.problems import Problem

if TYPE_CHECKING:
    import frictionless

_MAY_BE_EMPTY = {"exceptions"}
# Where readers say that a figure is wrong: a mail, or a page with a query that is filled in.
_MAIL = re.compile(r"mailto:[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_ISSUE = re.compile(r"https://[\w.-]+(:\d+)?(/[\w/.~%-]*)?\?([\w.~%&=+-]|\{title\}|\{body\})+", re.ASCII)

# What a library raises where a schema says something that nobody would write, such as a bound that is a list.
_MISREAD = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_READ_FIRST = 2_000  # suspect rows of a table: a fifth of a second

Lines = Sequence[tuple[int, list[str]]]
"""Rows of a table, each with its line."""


def find_in_structure(raw: RawPackage, is_thorough: bool = False) -> list[Problem]:
    """What is wrong with the files, the shape of the tables and their schema.

    Frictionless reads the rows that may break the schema, where ``is_thorough`` every row.
    """
    problems = [*raw.problems, *_address_problems(raw.descriptor), *_shape_problems(raw)]
    return problems + _schema_problems(raw, sound_tables(raw, problems), is_thorough)


def sound_tables(raw: RawPackage, problems: Collection[Problem]) -> list[Resource]:
    """The tables that were read and of whose files there is none of these problems.

    One of other bytes than the descriptor says may be sound: a curator who changed it sees what else is wrong with it.
    """
    bad = {problem.file for problem in problems if problem.code != digests.CODE}
    return [
        resource for resource in raw.descriptor.resources if resource.name in raw.tables and resource.path not in bad
    ]


def _address_problems(descriptor: Descriptor) -> Iterator[Problem]:
    """An address for corrections that a browser could not be sent to, or that would leave out what was wrong."""
    address = descriptor.corrections
    is_whole = _ISSUE.fullmatch(address) and address.count("{title}") == address.count("{body}") == 1
    if address and not _MAIL.fullmatch(address) and not is_whole:
        expected = _("mailto: with an address, or an https: address with {title} and {body} once each in its query")
        remedy = _("Fix the address, or take the property out: then pages have no link for corrections.")
        yield Problem("corrections-address", DESCRIPTOR, f"‘{address}’", expected, remedy, field="corrections")


def _shape_problems(raw: RawPackage) -> Iterator[Problem]:
    """Tables with another header, or none but it; rows with too few or too many cells."""
    for resource in raw.descriptor.resources:
        if resource.name not in raw.tables:
            continue
        table, columns = raw.tables[resource.name], resource.columns
        if table.header != columns:
            found, expected = ", ".join(table.header), ", ".join(columns)
            yield Problem("header", resource.path, found, expected, _("Restore the header line."), 1)
            continue
        if not table.rows and resource.name not in _MAY_BE_EMPTY:
            expected, remedy = _("a row at least"), _("Restore the rows.")
            yield Problem("table-empty", resource.path, _("only a header"), expected, remedy, 1)
        for line, row in table.ragged:
            remedy = _("Look for a missing or needless comma, or an empty line; put text with commas in quotes.")
            yield Problem("row-width", resource.path, _count(row), _count(columns), remedy, line)


def _count(cells: Sequence[str]) -> str:
    return ngettext("{count} cell", "{count} cells", len(cells)).format(count=len(cells))


def _schema_problems(raw: RawPackage, whole: list[Resource], is_thorough: bool) -> list[Problem]:
    """What frictionless finds in the tables whose shape is whole.

    It reads a row in a tenth of a millisecond, and is not even imported where no row is suspect. Of very many rows the
    first are enough, where it finds something in them.
    """
    suspects = _find_suspects(raw, whole, is_thorough)
    first = {name: rows & (rows.cumsum() <= _READ_FIRST) for name, rows in suspects.items()}
    is_short = all((first[name] == rows).all() for name, rows in suspects.items())
    found = [] if is_short or is_thorough else _find_by_frictionless(raw, whole, first)
    return found or _find_by_frictionless(raw, whole, suspects)


def _find_suspects(raw: RawPackage, whole: list[Resource], is_thorough: bool) -> dict[str, np.ndarray]:
    """For each table, which of its rows frictionless has to judge."""
    frames = {resource.name: raw.tables[resource.name].frame for resource in whole}
    if is_thorough:
        return {name: np.ones(len(frame), dtype=bool) for name, frame in frames.items()}
    return {resource.name: find_suspects(resource, frames) for resource in whole}


def _find_by_frictionless(raw: RawPackage, whole: list[Resource], suspects: Mapping[str, np.ndarray]) -> list[Problem]:
    """What frictionless finds in these rows."""
    read = _rows_to_check(raw, whole, suspects)
    if not read:
        return []
    import frictionless

    try:
        names = {resource.name for resource, _rows in read}
        resources = [_checkable(resource, rows, names) for resource, rows in read]
        report = frictionless.Package(resources=resources).validate()
    except (frictionless.FrictionlessException, re.error, *_MISREAD) as error:
        expected, remedy = _("Table Schemas that frictionless can read"), _("Fix the descriptor.")
        return [Problem("descriptor-schema", DESCRIPTOR, str(error), expected, remedy)]
    found = []
    for (resource, rows), task in zip(read, report.tasks, strict=True):
        for error in task.errors:
            line, cells = rows[error.row_number - 2]
            field, code, shown, expected, remedy = _told(resource, raw, cells, error)
            found.append(Problem(code, resource.path, shown, expected, remedy, line, field))
    return found


def _rows_to_check(
    raw: RawPackage, whole: list[Resource], suspects: Mapping[str, np.ndarray]
) -> list[tuple[Resource, Lines]]:
    """The rows that frictionless has to read: those that are suspect, and all of a table that these refer to."""
    checked = {name for name, rows in suspects.items() if rows.any()}
    # Only with all of its rows can others refer to a table.
    targets = {target for resource in whole if resource.name in checked for target in resource.references.values()}
    read = []
    for resource in whole:
        rows = raw.tables[resource.name].rows
        if resource.name in targets:
            read.append((resource, rows))
        elif resource.name in checked:
            read.append((resource, list(compress(rows, suspects[resource.name]))))
    return read


def _checkable(resource: Resource, rows: Lines, names: Collection[str]) -> "frictionless.Resource":
    """Rows of a table for frictionless, without the keys into tables that are not read: told already, or sound."""
    import frictionless

    keys = resource.table_schema.get("foreignKeys", ())
    readable = [key for key in keys if (key["reference"]["resource"] or resource.name) in names]
    return frictionless.Resource(
        name=resource.name,
        data=[resource.columns, *(row for _line, row in rows)],
        schema=frictionless.Schema.from_descriptor({**resource.table_schema, "foreignKeys": readable}),
    )


def _told(resource: Resource, raw: RawPackage, row: list[str], error: "frictionless.Error") -> tuple[str, ...]:
    """A frictionless error in our words: the field, a code, what was found, what was expected, what to do."""
    name = getattr(error, "field_name", "") or ""
    cell = f"‘{getattr(error, 'cell', None)}’"
    if error.type == "type-error":
        expected = _("a value of type {type}").format(type=resource.field(name).type)
        return name, error.type, cell, expected, _("Write it as the codebook says.")
    if error.type == "constraint-error":
        return name, *_constraint_told(resource, name, cell, error.note)
    if error.type == "unique-error":
        expected, remedy = _("a value that no other row has"), _("Take one of the rows out, or correct it.")
        return name, "not-unique", cell, expected, remedy
    if error.type == "primary-key":
        cells = dict(zip(resource.columns, row, strict=True))
        key = ", ".join(cells[column] for column in resource.primary_key)
        expected, remedy = _("a key that no other row has"), _("Rename this row, or take it out if it is the same.")
        return ", ".join(resource.primary_key), "key-repeated", f"‘{key}’", expected, remedy
    if error.type == "foreign-key":
        name = error.field_names[0]
        target = raw.descriptor.resource(resource.references[name]).path
        found, expected = ", ".join(map(str, error.field_cells)), _("an identifier from {file}").format(file=target)
        return name, "reference-unknown", f"‘{found}’", expected, _("Add the row there, or correct the identifier.")
    return name, error.type, error.note, resource.path, error.description


def _constraint_told(resource: Resource, name: str, cell: str, note: str) -> tuple[str, ...]:
    """A broken constraint of a field: a code, what was found, what was expected, what to do."""
    field, constraint = resource.field(name), re.search(r'constraint "(\w+)"', note)[1]
    if constraint == "required":
        return "cell-empty", _("an empty cell"), _("a value"), _("Fill it in, or take the row out.")
    if constraint == "enum":
        expected = _("one of {choices}").format(choices=", ".join(field.choices))
        return "not-in-list", cell, expected, _("Correct it, or add the value to datapackage.json with what it means.")
    return "not-in-pattern", cell, note, field.description
