"""Filters rows by what a reader has chosen, and reads and writes the choice as the query of an address."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.package import VERSION_KEY, DataPackage
from labour_migration.labels import join_names
from labour_migration.language import gettext as _
from labour_migration.language import marked
from labour_migration.problems import Problem
from labour_migration.verbatim import echo

QUERY_KEYS = ("programme", "from", "to", VERSION_KEY)  # those that the pages share
YEAR_KEYS = ("from", "to")
# Query key -> the attribute of a selection that has its codes, which is named as the table that lists them; and what is
# told of a value that is no code: to programs what was expected, to readers a sentence. The column of a row that holds
# a code is named after the key, with ``_id``.
_CODES = {
    "indicator": (
        "indicators",
        marked("the code of an indicator, such as {examples}"),
        marked("We ignored “{key}={value}” in this link. Use the code of an indicator, such as {examples}."),
    ),
    "programme": (
        "programmes",
        marked("the code of a programme or status, such as {examples}"),
        marked("We ignored “{key}={value}” in this link. Use the code of a programme or status, such as {examples}."),
    ),
    "nationality": (
        "nationalities",
        marked("the code of a nationality, such as {examples}"),
        marked("We ignored “{key}={value}” in this link. Use the code of a nationality, such as {examples}."),
    ),
    "area": (
        "areas",
        marked("the code of an area, such as {examples}"),
        marked("We ignored “{key}={value}” in this link. Use the code of an area, such as {examples}."),
    ),
    "source": (
        "sources",
        marked("the code of a source, such as {examples}"),
        marked("We ignored “{key}={value}” in this link. Use the code of a source, such as {examples}."),
    ),
}
CODE_TABLES = {key: table for key, (table, *_words) in _CODES.items()}
_NAMED = 12  # codes at most that a notice names
_TABLES_AT_MOST = 256  # selections of a table that are kept: those of reports and events are small


@dataclass(frozen=True)
class Selection:
    """What a reader has chosen to see: codes (none chosen: all), first and last year (None: open).

    ``version`` is that of the data where a reader asked for one, "" for the data as they are now.
    """

    programmes: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    indicators: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    version: str = ""

    @property
    def is_everything(self) -> bool:
        """True where nothing is left out, of whatever version."""
        return self == Selection(version=self.version)

    def codes(self, key: str) -> tuple[str, ...]:
        """The codes that are chosen under a key of the query."""
        return getattr(self, CODE_TABLES[key])


def query_keys(rows: pd.DataFrame) -> tuple[str, ...]:
    """The keys of a query that rows can be selected by, which their columns say: codes, and years where they have days.

    Months are no days: they are text.
    """
    keys = [key for key in CODE_TABLES if f"{key}_id" in rows]
    has_days = {"period_end", "date_end"} & set(rows.select_dtypes("datetime").columns)
    return (*keys, *YEAR_KEYS) if has_days else tuple(keys)


def select(rows: pd.DataFrame, selection: Selection, package: DataPackage) -> pd.DataFrame:
    """The rows that a selection shows, as a new frame with the same columns, index and order.

    A row needs the columns that ``query_keys`` goes by for what is chosen. It is shown where it has one of the codes of
    each kind, of routes also where it has a part of one, and where its period touches a chosen year.
    """
    is_shown = _touches_years(rows, selection)
    for key in CODE_TABLES:
        if codes := selection.codes(key):
            covered = package.routes.covered(codes) if key == "programme" else codes
            is_shown &= rows[f"{key}_id"].isin(covered)
    return rows[is_shown]


@memo(at_most=_TABLES_AT_MOST)
def select_table(package: DataPackage, table: str, selection: Selection) -> pd.DataFrame:
    """Memo of ``select`` for a table of the package; results must not be mutated."""
    return select(package.tables[table], selection, package)


def select_years(rows: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The rows whose period touches a chosen year, whatever their route; undated rows only where no year is chosen."""
    return rows[_touches_years(rows, selection)]


def _touches_years(rows: pd.DataFrame, selection: Selection) -> pd.Series:
    """Whether the period of each row touches one of the chosen years."""
    kind = "period" if "period_start" in rows else "date"
    touches = pd.Series(True, index=rows.index)
    if selection.year_from is not None:
        touches &= rows[f"{kind}_end"] >= pd.Timestamp(selection.year_from, 1, 1)
    if selection.year_to is not None:
        touches &= rows[f"{kind}_start"] <= pd.Timestamp(selection.year_to, 12, 31)
    return touches


def in_order_of_time(events: pd.DataFrame) -> pd.DataFrame:
    """The events by their first day, then their last; those of the same days in the order of the file."""
    return events.sort_values(["date_start", "date_end"], kind="stable")


@memo(at_most=VERSIONS)
def year_span(package: DataPackage) -> tuple[int, int]:
    """First and last year in which a period ends; without undated rows, and without limits, which lie ahead."""
    limits = package.indicators.index[package.indicators["measure"] == "limit"]
    is_limit = package.official["indicator_id"].isin(limits)
    counted = package.official.loc[~is_limit, "period_end"]
    ends = pd.concat([counted, package.reported["period_end"], package.events["date_end"]])
    return int(ends.min().year), int(ends.max().year)


def parse_query(query: Mapping[str, Sequence[str]], package: DataPackage) -> tuple[Selection, list[Problem]]:
    """The selection that a query names: codes (each key may be repeated), ``from`` and ``to``.

    A value that is unknown or malformed is a problem and is ignored, the others hold; so is each
    year of a reversed range. Other keys are not ours and are let pass. The version is that of the package. Never
    raises.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    problems = []
    for key, (table, expected, told) in _CODES.items():
        codes = codes_of(key, package)
        values = query.get(key, ())
        chosen[table] = tuple(value for value in values if value in codes)
        for value in values:
            if value not in codes:
                examples = join_names(codes[1:4])
                words = (_(text).format(key=key, value=echo(value), examples=examples) for text in (expected, told))
                problems.append(query_problem(f"{key}-unknown", key, value, *words))
    first, last = year_span(package)
    years: dict[str, int] = {}
    for key in ("from", "to"):
        values = query.get(key, ())
        for value in values:
            if len(values) == 1 and re.fullmatch("[0-9]{4}", value) and first <= int(value) <= last:
                years[key] = int(value)
            else:
                expected = _("one year from {first} to {last}").format(first=first, last=last)
                told = _("We ignored “{key}={value}” in this link. Use one year from {first} to {last}.")
                told = told.format(key=key, value=echo(value), first=first, last=last)
                problems.append(query_problem("year-unknown", key, value, expected, told))
    if years.get("from", first) > years.get("to", last):
        expected = _("a first year that is not after the last")
        told = _("We ignored “{key}={value}” in this link. Use a first year that is not after the last.")
        value = f"{years['from']}–{years['to']}"
        told = told.format(key="from", value=value)
        problems.append(query_problem("years-reversed", "from", value, expected, told))
        years = {}
    selection = Selection(**chosen, year_from=years.get("from"), year_to=years.get("to"), version=package.pin)
    return normalise(selection, package), problems


@memo(at_most=VERSIONS * len(_CODES))
def codes_of(key: str, package: DataPackage) -> list[str]:
    """The codes that a key of the query takes, in the order of their table; shared: never change the list."""
    return package.tables[CODE_TABLES[key]][f"{key}_id"].to_list()


def parse_option(
    query: Mapping[str, Sequence[str]], key: str, codes: Sequence[str], elsewhere: Collection[str] = ()
) -> tuple[str, list[Problem]]:
    """The one of ``codes`` that a query names under ``key``, the first where it names none.

    What it names in vain is a problem and is ignored, but for codes that another selection has: those of
    ``elsewhere``. Never raises.
    """
    values = list(query.get(key, ()))
    if len(values) == 1 and values[0] in codes:
        return values[0], []
    few = [code for code in codes if code][:_NAMED]
    named = join_names([*few, "…"] if len(codes) > _NAMED else few)
    expected = _("one of {codes}, once").format(codes=named)
    told = _("We ignored “{key}={value}” in this link. Use one of {codes}, once.")
    in_vain = [value for value in values if len(values) > 1 or value not in elsewhere]
    return codes[0], [
        query_problem("option-unknown", key, value, expected, told.format(key=key, value=echo(value), codes=named))
        for value in in_vain
    ]


def normalise(selection: Selection, package: DataPackage) -> Selection:
    """The same selection in its one canonical form: codes in table order, open where nothing is left out."""
    first, last = year_span(package)
    codes = {
        table: tuple(code for code in codes_of(key, package) if code in selection.codes(key))
        for key, table in CODE_TABLES.items()
    }
    return Selection(
        **{table: chosen if len(chosen) < len(package.tables[table]) else () for table, chosen in codes.items()},
        year_from=None if selection.year_from == first else selection.year_from,
        year_to=None if selection.year_to == last else selection.year_to,
        version=selection.version,
    )


def format_query(selection: Selection) -> dict[str, list[str]]:
    """The query that names a selection, in codes; what is open is left out."""
    query = {key: list(selection.codes(key)) for key in CODE_TABLES}
    query["from"] = [] if selection.year_from is None else [str(selection.year_from)]
    query["to"] = [] if selection.year_to is None else [str(selection.year_to)]
    query[VERSION_KEY] = [selection.version] if selection.version else []
    return {key: values for key, values in query.items() if values}


def query_problem(code: str, key: str, value: str, expected: str, told: str = "") -> Problem:
    """What is wrong with a value in the query of an address; a long one is cut.

    ``told`` says it to readers of a page; without it, a problem is for programs alone.
    """
    return Problem(code, _("Address"), f"‘{echo(value)}’", expected, _("It was ignored."), field=key, told=told)
