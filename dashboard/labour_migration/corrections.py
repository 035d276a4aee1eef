"""Corrections in words: what changed of which row, from what to what, and how many figures that concerns."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import pandas as pd
from pandas.api.types import is_datetime64_any_dtype as is_datetime

from labour_migration.citation import format_published, format_publisher, plain_title
from labour_migration.data.codes import EVERYBODY, JAPAN, PAKISTAN
from labour_migration.data.corrections import (
    NUMBERS,
    Change,
    Correction,
    changed_since,
    find_corrections,
    find_differences,
)
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.labels import (
    format_date,
    format_figure,
    format_list,
    format_number,
    format_period,
    isolate,
    join_names,
    join_sentences,
)
from labour_migration.language import gettext as _
from labour_migration.language import ngettext

_COUNTED: Mapping[str, Callable[[int], str]] = {
    "official_statistics": lambda count: ngettext("{count} official figure", "{count} official figures", count),
    "reported_figures": lambda count: ngettext("{count} reported figure", "{count} reported figures", count),
    "comparisons": lambda count: ngettext("{count} comparison", "{count} comparisons", count),
    "events": lambda count: ngettext("{count} event", "{count} events", count),
    "sources": lambda count: ngettext("{count} source", "{count} sources", count),
}
# A table whose rows have a name or a title, and its column that has it.
_NAMED = {
    "events": "title",
    "sectors": "name",
    "missing_data": "name",
    "programmes": "name",
    "indicators": "name",
    "areas": "name",
    "nationalities": "name",
}
_UNTOLD = {"programme_id": ROOT, "nationality_id": PAKISTAN, "area_id": JAPAN}  # what an official figure is about else
_EXPLAINED = re.compile("[:：]")  # in the label of a code: what follows explains it
_TABLE_OF = {
    "indicator_id": "indicators",
    "programme_id": "programmes",
    "nationality_id": "nationalities",
    "area_id": "areas",
}


def figures_first(package: DataPackage) -> tuple[list[Correction], list[Correction]]:
    """All corrections, the newest first: those of figures, and those of wording."""
    found = find_corrections(package)
    return (
        [one for one in found if not one.changes[0].is_wording],
        [one for one in found if one.changes[0].is_wording],
    )


def summarise_corrections(package: DataPackage) -> str:
    """The finding: how many figures changed since the first version that is kept, and when the last of them did."""
    differences = find_differences(package)
    if not differences:
        return _("We have not released another version of the data yet.")
    since = differences[-1].since
    changes = [change for correction in figures_first(package)[0] for change in correction.changes]
    if not changes:
        return _("No figure has changed since version {version}.").format(version=since)
    rows = Counter(table for table, _key in {(one.table, tuple(one.key.values())) for one in changes})
    others = sum(count for table, count in rows.items() if table not in _COUNTED)
    counted = [
        tell(rows[table]).format(count=format_number(rows[table])) for table, tell in _COUNTED.items() if rows[table]
    ]
    if others:
        counted.append(ngettext("{count} other row", "{count} other rows", others).format(count=format_number(others)))
    said = _("Since version {version} we have changed {counted}, the last on {day}.").format(
        version=since, counted=format_list(counted), day=format_date(changes[0].released)
    )
    return join_sentences([said, _tell_numbers(changes)])


def _tell_numbers(changes: Sequence[Change]) -> str:
    """In how many of the changed rows the number or its qualifier itself is another."""
    count = len({(one.table, tuple(one.key.values())) for one in changes if one.column in NUMBERS})
    if not count:
        return _("No number changed, only links, dates, quotes or marks.")
    said = ngettext("In {count} of them the number changed.", "In {count} of them the number changed.", count)
    return said.format(count=format_number(count))


def tell_version(version: str, day: date) -> str:
    """A version with its day: ``Version 3.2.0, 26 November 2026``."""
    return _("Version {version}, {day}").format(version=version, day=format_date(day))


def tell_many(correction: Correction, package: DataPackage) -> str:
    """Changes of one column in a sentence that counts them."""
    count, first = len(correction.changes), correction.changes[0]
    said = ngettext(
        "{column} changed in {count} row of “{table}”.", "{column} changed in {count} rows of “{table}”.", count
    )
    return said.format(column=first.column, count=format_number(count), table=name_table(first.table, package))


def name_table(table: str, package: DataPackage) -> str:
    """The title of a table; its code where the package has it no more."""
    titles = {resource.name: resource.title for resource in package.descriptor.resources}
    return _(titles[table]) if table in titles else table


def name_row(change: Change, package: DataPackage) -> str:
    """The row of a change in words; by the codes of its key where the package has it no more."""
    key = change.key
    row = _find_row(change.table, key, package)
    if change.table == "official_statistics":
        return _name_observation(key, package)
    if "figure_id" in key:
        figure = _find_row("reported_figures", {"figure_id": key["figure_id"]}, package)
        if figure is not None:
            source = package.sources[figure["source_id"]]
            quantity = format_figure(figure, package.indicators.loc[figure["indicator_id"], "unit"])
            return _("{figure} ({publisher}, {day})").format(
                figure=quantity, publisher=format_publisher(source), day=format_published(source)
            )
    if change.table == "sources" and row is not None:
        source = package.sources[key["source_id"]]
        return _("{publisher}: {title}").format(publisher=format_publisher(source), title=isolate(plain_title(source)))
    if change.table in _NAMED and row is not None:
        return _(row[_NAMED[change.table]])
    return join_names([code for code in key.values() if code])


def _find_row(table: str, key: Mapping[str, str], package: DataPackage) -> Mapping | None:
    """The row of a table with one code as its key; None where there is none, or where its key has more columns."""
    if len(key) > 1 or table not in package.tables:
        return None
    ((column, code),) = key.items()
    rows = package.tables[table]
    found = rows[rows[column] == code]
    return None if found.empty else found.iloc[0].to_dict()


def _name_observation(key: Mapping[str, str], package: DataPackage) -> str:
    """An official figure: what is counted, of whom and where unless it is as in most, and when."""
    names = []
    for column, table in _TABLE_OF.items():
        code, listed = key.get(column, ""), getattr(package, table)["name"]
        is_told = code and _UNTOLD.get(column) != code and (column, code) != ("area_id", PAKISTAN)
        if is_told and code != EVERYBODY:
            names.append(_(listed[code]) if code in listed.index else code)
    start, end = (pd.Timestamp(key[name]) for name in ("period_start", "period_end"))
    return join_names([name for name in [*names, key.get("category", ""), format_period(start, end)] if name])


def find_address(change: Change, package: DataPackage) -> tuple[str, dict[str, list[str]]] | None:
    """The page that shows a row, with the query that names it: the statement, or the source; None of neither."""
    figure_id, source_id = change.key.get("figure_id", ""), change.key.get("source_id", "")
    if figure_id in set(package.reported["figure_id"]):
        return "claims", {"figure": [figure_id]}
    row = _find_row(change.table, change.key, package) or {}
    source_id = source_id or row.get("source_id", "")
    return ("data", {"source": [source_id]}) if source_id in package.sources else None


def show_cell(change: Change, text: str, package: DataPackage) -> str:
    """The text of a cell as a reader sees it: a code of a closed list by its label, a date in words."""
    if not text:
        return _("empty")
    fields = {
        field.name: field
        for resource in package.descriptor.resources
        if resource.name == change.table
        for field in resource.fields
    }
    field = fields.get(change.column)
    if field is None:
        return text
    if text in field.choices:
        label = _EXPLAINED.split(_(field.choices[text]), maxsplit=1)[0]
        return _("{code} ({label})").format(code=text, label=label)
    if field.type == "date":
        return format_date(date.fromisoformat(text))
    return _(text) if change.is_wording else text


def list_changes(corrections: Iterable[Correction]) -> pd.DataFrame:
    """Every change as a row of a file, in the order given; key ``version, table, row, column``.

    Columns are text: ``version``, ``date_released``, ``table``, ``row`` (the key's cells), ``column``, ``old``,
    ``new``, ``reason`` (the changelog's entries).
    """
    columns = ["version", "date_released", "table", "row", "column", "old", "new", "reason"]
    rows = [
        [
            one.version,
            one.released.date().isoformat(),
            one.table,
            "; ".join(one.key.values()),
            one.column,
            one.old,
            one.new,
            " ".join(correction.reasons),
        ]
        for correction in corrections
        for one in correction.changes
    ]
    return pd.DataFrame(rows, columns=columns, dtype="str")


def tell_changed(shown: Iterable[tuple[str, pd.DataFrame]], package: DataPackage) -> str:
    """How many of the figures shown of a released version have changed since; "" of the newest, and of today's data.

    ``shown`` has tables by their names, with the rows of them that are shown: a row counts once, by its primary key. A
    reported figure has changed where its comparison has.
    """
    if not package.pin or package.pin == package.newest:
        return ""
    changed = changed_since(package.pin, package.folder)
    codes = {table: set(rows) for table, rows in changed.items()}
    codes.setdefault("reported_figures", set()).update(code[:1] for code in codes.get("comparisons", ()))
    count = len(
        {(table, key) for table, rows in shown for key in _keys_of(table, rows, package) & codes.get(table, set())}
    )
    if not count:
        return _("None of the figures shown has changed since.")
    told = ngettext(
        "{count} of the figures shown has changed since.", "{count} of the figures shown have changed since.", count
    )
    return told.format(count=format_number(count))


def _keys_of(table: str, rows: pd.DataFrame, package: DataPackage) -> set[tuple[str, ...]]:
    """The primary keys of rows of a table, each cell as in its file; none of rows that do not have them."""
    if table not in package.tables:
        return set()
    columns = list(package.descriptor.resource(table).primary_key)
    if rows.empty or not set(columns) <= set(rows):
        return set()
    cells = (
        rows[name].dt.strftime("%Y-%m-%d").fillna("") if is_datetime(rows[name]) else rows[name].astype(str)
        for name in columns
    )
    return set(zip(*cells, strict=True))
