"""Corrections as lists: a group a reason, a line a changed cell; and what each version added, as rows of a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from labour_migration.corrections import (
    find_address,
    name_row,
    name_table,
    show_cell,
    tell_many,
    tell_version,
)
from labour_migration.data.corrections import Change, Correction, Difference
from labour_migration.data.package import DataPackage
from labour_migration.html.foreign import ENGLISH, in_language
from labour_migration.html.inline import joined, link_within
from labour_migration.html.rendering import render, render_line
from labour_migration.labels import format_number, join_clauses, join_names
from labour_migration.language import gettext as _
from labour_migration.language import ngettext

_CODE, _OLD, _NEW = Markup("<code>%s</code>"), Markup("<del>%s</del>"), Markup("<ins>%s</ins>")


@dataclass(frozen=True)
class Group:
    """A correction as it is shown: the version with its day, the reason, a line for each changed cell."""

    heading: str
    reason: Markup
    lines: tuple[Markup, ...]


def format_corrections(corrections: Sequence[Correction], package: DataPackage) -> Markup:
    """Corrections in their order; of those with too many changes, the number alone."""
    groups = [
        Group(
            heading=tell_version(one.version, one.released),
            reason=format_reason(one, package),
            lines=(escape(tell_many(one, package)),)
            if one.is_many
            else tuple(_format_change(change, package) for change in one.changes),
        )
        for one in corrections
    ]
    return render("corrections", groups=groups)


def format_reason(correction: Correction, package: DataPackage) -> Markup:
    """What the changelog says of a correction; where no entry names its rows, the way to the changelog."""
    if correction.reasons:
        return joined(*(in_language(render_line(reason), ENGLISH) for reason in correction.reasons))
    to_changelog = link_within("data", {"part": ["changelog"], **package.pinned}, _("See the changelog"))
    told = _("No single entry of the changelog names these rows.")
    return joined(told, to_changelog)


def _format_change(change: Change, package: DataPackage) -> Markup:
    """A changed cell: its row, which leads to where it is shown, its column, what it was and what it is."""
    name, place = name_row(change, package), find_address(change, package)
    if place:
        page, query = place
        name = link_within(page, {**query, **package.pinned}, name)
    named = {
        "row": name,
        "column": _CODE % change.column,
        "old": _OLD % show_cell(change, change.old, package),
        "new": _NEW % show_cell(change, change.new, package),
    }
    return escape(_("{row}, {column}: was {old}, is now {new}")).format(**named)


def version_columns() -> list[str]:
    """Heads of the columns of :func:`version_cells`."""
    return [_("Version"), _("Cells changed"), _("Rows added"), _("Rows taken out"), _("New columns and tables")]


def version_cells(differences: Sequence[Difference], package: DataPackage) -> list[list[str]]:
    """A row for each version: how much of the one before it changed, and what is new, each column and table once."""
    return [
        [
            tell_version(one.version, one.released),
            format_number(len(one.changes)),
            _tell_rows(one.rows_added, package),
            _tell_rows(one.rows_removed, package),
            _tell_new(one, package),
        ]
        for one in differences
    ]


def _tell_rows(rows: dict[str, frozenset], package: DataPackage) -> str:
    pattern = _("{table}: {count}")
    told = [
        pattern.format(table=name_table(name, package), count=format_number(len(keys))) for name, keys in rows.items()
    ]
    return join_clauses(told) or format_number(0)


def _tell_new(difference: Difference, package: DataPackage) -> str:
    """Tables with their rows, and columns with their tables, that a version has and the one before it had not."""
    told = []
    for name, count in difference.tables_added.items():
        pattern = ngettext("table “{table}” ({count} row)", "table “{table}” ({count} rows)", count)
        told.append(pattern.format(table=name_table(name, package), count=format_number(count)))
    for name, columns in difference.columns_added.items():
        pattern = ngettext("column {columns} of “{table}”", "columns {columns} of “{table}”", len(columns))
        told.append(pattern.format(table=name_table(name, package), columns=join_names(columns)))
    for name in difference.tables_removed:
        told.append(_("table “{table}” taken out").format(table=name_table(name, package)))
    for name, columns in difference.columns_removed.items():
        pattern = _("taken out of “{table}”: {columns}")
        told.append(pattern.format(table=name_table(name, package), columns=join_names(columns)))
    return join_clauses(told) or _("none")
