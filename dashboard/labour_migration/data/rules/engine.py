"""Package -> problems, all of them."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, compress
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from labour_migration.data.coherence import find_incoherences
from labour_migration.data.package import DataPackage, RawPackage, build_package
from labour_migration.data.routes import ROOT, Routes
from labour_migration.data.rules.conformity import find_suspects
from labour_migration.data.schema import DESCRIPTOR, Resource
from labour_migration.data.series import KEY, AmbiguousSeriesError
from labour_migration.labels import is_money
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.problems import DataPackageError, Problem
from labour_migration.quantities import Quantity, read_quantities

if TYPE_CHECKING:
    import frictionless

WORDS_AT_MOST = 12  # a few words that print a fact, not a passage

# First characters that make a spreadsheet run a text cell: OWASP's "CSV Injection", and the
# full-width forms that Japanese input gives.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n\0]")
# What frictionless accepts in more forms than one has one form here.
_FORMS = {
    "number": re.compile(r"-?[0-9]+(\.[0-9]+)?"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "yearmonth": re.compile(r"[0-9]{4}-[0-9]{2}"),
}
_EXAMPLES = {"number": "1270000000", "date": "2024-08-29", "yearmonth": "2019-04"}
# Words that announce: a row printed with them is no outcome; "managed to send" is one.
_ANNOUNCES = re.compile(
    r"\b(?:will|would|could|may|might|(?<!managed )to (?:reach|send|hire|recruit|accept|bring)|target|potential|plans?|"
    r"planned|aims?|expect(?:s|ed)?|by 20\d\d)\b",
    re.IGNORECASE,
)
_PERIODS = {
    "reported_figures": ("period_start", "period_end"),
    "official_statistics": ("period_start", "period_end"),
    "events": ("date_start", "date_end"),
}
# Rows that say the same of the same: rank has to choose between them.
_RIVAL_KEYS = {
    "reported_figures": ["indicator_id", "programme_id", "statement", "period_start", "period_end"],
    "official_statistics": KEY,
}
# What each table may rest on: what articles print and what offices publish never change places.
# A page that prints official figures may print claims beside them.
_SOURCE_KINDS = {"reported_figures": {"article", "quoted"}, "official_statistics": {"statistics", "quoted"}}
# What a repeat shares with the statement that it repeats.
_REPEATED = ["indicator_id", "programme_id", "statement"]
# Which measures a method compares with: a stock is never summed, a flow never differenced.
_METHOD_MEASURES = {"stock_at": "stock", "change_between": "stock", "flow_in": "flow", "balance_in": "balance"}
_COMPARED = ["indicator_id", "programme_id", "area_id", "method", "period_start", "period_end"]
_EXCEPTION_KEY = ["code", "indicator_id", "programme_id", "nationality_id", "period_end"]
_MAY_BE_EMPTY = {"exceptions"}

_FREQUENCIES = {"month": "M", "year": "Y"}  # a day may be the first of several

Frames = dict[str, pd.DataFrame]
Row = dict[str, str]
# Source, first and last day of each observation, by indicator, programme and area.
Observed = dict[tuple[str, ...], list[tuple[str, str, str]]]


def find_problems(raw: RawPackage, is_thorough: bool = False) -> list[Problem]:
    """Everything that is wrong with a package: its files, its schema (by frictionless), our own rules.

    In the order of the descriptor's tables, then of lines. Our rules are held against the tables
    whose schema is sound, so that one mistake is not told twice. Frictionless reads the rows that are suspect, where
    ``is_thorough`` every row: the outcome is the same, but for a descriptor that only frictionless minds.
    """
    problems = _table_problems(raw, is_thorough)
    frames = {resource.name: raw.tables[resource.name].frame for resource in _sound(raw, problems)}
    problems += chain.from_iterable(_cell_problems(raw, name, frame) for name, frame in frames.items())
    problems += chain.from_iterable(rule(frames) for rule, tables in _RULES.items() if tables <= frames.keys())
    order = {resource.path: place for place, resource in enumerate(raw.descriptor.resources)}
    return sorted(problems, key=lambda problem: (order.get(problem.file, -1), problem.line or 0))


def require_valid(raw: RawPackage) -> DataPackage:
    """The package typed.

    Raises
    ------
    DataPackageError
        With every problem found, when there is one.
    """
    if problems := find_problems(raw):
        raise DataPackageError(problems)
    return build_package(raw)


def require_sound(raw: RawPackage) -> DataPackage:
    """The package typed, where its files and its schema are sound; our own rules may be broken.

    For an import, which may be what mends them.

    Raises
    ------
    DataPackageError
        With every problem of files and schema, when there is one.
    """
    problems = _table_problems(raw)
    problems += chain.from_iterable(
        _cell_problems(raw, resource.name, raw.tables[resource.name].frame) for resource in _sound(raw, problems)
    )
    if problems:
        raise DataPackageError(problems)
    return build_package(raw)


def _table_problems(raw: RawPackage, is_thorough: bool = False) -> list[Problem]:
    """What is wrong with the files, the shape of the tables and their schema."""
    problems = [*raw.problems, *_shape_problems(raw)]
    return problems + list(_schema_problems(raw, _sound(raw, problems), is_thorough))


def _sound(raw: RawPackage, problems: list[Problem]) -> list[Resource]:
    """The tables that were read and of which nothing bad is known yet."""
    bad = {problem.file for problem in problems}
    return [
        resource for resource in raw.descriptor.resources if resource.name in raw.tables and resource.path not in bad
    ]


# --- the shape of tables, and the schema as frictionless checks it ------------------------------


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
            yield Problem("table-empty", resource.path, _("a header alone"), expected, remedy, 1)
        for line, row in table.ragged:
            found = ngettext("{count} cell", "{count} cells", len(row)).format(count=len(row))
            expected = ngettext("{count} cell", "{count} cells", len(columns)).format(count=len(columns))
            remedy = _("Look for a missing or needless comma, or an empty line; put text with commas in quotes.")
            yield Problem("row-width", resource.path, found, expected, remedy, line)


def _schema_problems(raw: RawPackage, whole: list[Resource], is_thorough: bool) -> Iterator[Problem]:
    """What frictionless finds in the tables whose shape is whole: in every row, or in those that are suspect.

    It reads a row in a tenth of a millisecond, and is not even imported where no row is suspect.
    """
    frames = {resource.name: raw.tables[resource.name].frame for resource in whole}
    suspects = {
        resource.name: np.ones(len(frames[resource.name]), dtype=bool)
        if is_thorough
        else find_suspects(resource, frames)
        for resource in whole
    }
    checked = {name for name, rows in suspects.items() if rows.any()}
    if not checked:
        return
    # Only with all of its rows can others refer to a table.
    targets = {target for resource in whole if resource.name in checked for target in resource.references.values()}
    read = []
    for resource in whole:
        rows = raw.tables[resource.name].rows
        if resource.name in targets:
            read.append((resource, rows))
        elif resource.name in checked:
            read.append((resource, list(compress(rows, suspects[resource.name]))))
    import frictionless

    try:
        names = {resource.name for resource, _rows in read}
        resources = [_checkable(resource, rows, names) for resource, rows in read]
        report = frictionless.Package(resources=resources).validate()
    except (frictionless.FrictionlessException, re.error, TypeError) as error:
        expected, remedy = _("Table Schemas that frictionless can read"), _("Mend the descriptor.")
        yield Problem("descriptor-schema", DESCRIPTOR, str(error), expected, remedy)
        return
    for (resource, rows), task in zip(read, report.tasks, strict=True):
        for error in task.errors:
            yield _schema_problem(resource, raw, rows[error.row_number - 2], error)


def _checkable(
    resource: Resource, rows: Sequence[tuple[int, list[str]]], names: Collection[str]
) -> "frictionless.Resource":
    """Rows of a table for frictionless, without the keys into tables that are not read: told already, or sound."""
    import frictionless

    keys = resource.table_schema.get("foreignKeys", ())
    readable = [key for key in keys if (key["reference"]["resource"] or resource.name) in names]
    return frictionless.Resource(
        name=resource.name,
        data=[resource.columns, *(row for _line, row in rows)],
        schema=frictionless.Schema.from_descriptor({**resource.table_schema, "foreignKeys": readable}),
    )


def _schema_problem(
    resource: Resource, raw: RawPackage, at: tuple[int, list[str]], error: "frictionless.Error"
) -> Problem:
    """A frictionless error in our words: where, what was found, what was expected, what to do."""
    line, row = at
    name = getattr(error, "field_name", "") or ""
    cell = getattr(error, "cell", None)
    code, found, expected, remedy = error.type, error.note, resource.path, error.description
    if error.type == "type-error":
        expected = _("a value of type {type}").format(type=resource.field(name).type)
        found, remedy = f"‘{cell}’", _("Write it as the codebook says.")
    elif error.type == "constraint-error":
        constraint = re.search(r'constraint "(\w+)"', error.note)
        code = {"required": "cell-empty", "enum": "not-in-list"}.get(constraint[1], "not-in-pattern")
        if code == "cell-empty":
            found, expected, remedy = _("an empty cell"), _("a value"), _("Fill it in, or take the row out.")
        elif code == "not-in-list":
            found, expected = f"‘{cell}’", _("one of {choices}").format(choices=", ".join(resource.field(name).choices))
            remedy = _("Correct it, or add the value to datapackage.json with what it means.")
        else:
            found, expected = f"‘{cell}’", error.note
            remedy = resource.field(name).description
    elif error.type == "unique-error":
        code, found, expected = "not-unique", f"‘{cell}’", _("a value that no other row has")
        remedy = _("Take one of the rows out, or correct it.")
    elif error.type == "primary-key":
        key = [dict(zip(resource.columns, row, strict=True))[column] for column in resource.primary_key]
        name, code, found = ", ".join(resource.primary_key), "key-repeated", f"‘{', '.join(key)}’"
        expected, remedy = _("a key that no other row has"), _("Rename this row, or take it out if it is the same.")
    elif error.type == "foreign-key":
        name = error.field_names[0]
        target = raw.descriptor.resource(resource.references[name]).path
        code, found = "reference-unknown", f"‘{', '.join(map(str, error.field_cells))}’"
        expected = _("an identifier from {file}").format(file=target)
        remedy = _("Add the row there, or correct the identifier.")
    return Problem(code, resource.path, found, expected, remedy, line, name)


# --- our own rules -----------------------------------------------------------------------------


def _by_line(frame: pd.DataFrame) -> Iterator[tuple[int, Row]]:
    """The rows of a small table with their lines; far quicker than as series."""
    return zip(frame.index, frame.to_dict("records"), strict=True)


def _by_key(frame: pd.DataFrame, key: str) -> dict[str, Row]:
    """The rows of a small table by the column that identifies them."""
    return {row[key]: row for row in frame.to_dict("records")}


def _cell_problems(raw: RawPackage, name: str, frame: pd.DataFrame) -> Iterator[Problem]:
    """Cells that would trip a reader of any table: spaces around them, text that a spreadsheet would run."""
    resource = raw.descriptor.resource(name)
    for field in resource.fields:
        form = _FORMS.get(field.type)
        told = {cell for cell in frame[field.name].unique().tolist() if _trips(cell, field.type)}
        if not told:
            continue
        for line, cell in frame.loc[frame[field.name].isin(told), field.name].items():
            if cell != cell.strip():
                found, expected = f"‘{cell}’", _("no space around the text")
                yield Problem("outer-space", resource.path, found, expected, _("Remove it."), line, field.name)
            if cell and form and not form.fullmatch(cell):
                expected = _("a {type} in its plain form, such as {example}").format(
                    type=field.type, example=_EXAMPLES[field.type]
                )
                remedy = _("Write it as in the other rows.")
                yield Problem("not-plain", resource.path, f"‘{cell}’", expected, remedy, line, field.name)
            if field.type == "string" and _FORMULA.match(cell):
                expected = _("text that does not begin like a spreadsheet formula")
                remedy = _("Begin the text with a letter, a digit or a quotation mark.")
                yield Problem("formula-cell", resource.path, f"‘{cell}’", expected, remedy, line, field.name)


def _trips(cell: str, type_: str) -> bool:
    """Whether anything is to be told of a cell."""
    form = _FORMS.get(type_)
    is_plain = not cell or form is None or form.fullmatch(cell)
    return cell != cell.strip() or not is_plain or (type_ == "string" and bool(_FORMULA.match(cell)))


def _quantity_problems(frames: Frames) -> Iterator[Problem]:
    """Numbers that are not those of the printed words, and hedges that were lost on the way."""
    for line, row in _by_line(frames["reported_figures"]):
        try:
            numbers = [float(row[name]) if row[name] else None for name in ("value", "value_low", "value_high")]
            stored = Quantity(*numbers, comparator=row["comparator"])
        except ValueError as error:
            remedy = _("Give a value, or bounds where the words give none.")
            yield _figure_problem("quantity", line, "value", str(error), _("a number or bounds in order"), remedy)
            continue
        readings = [r.quantity for r in read_quantities(row["as_printed"]) if not r.is_time]
        if stored in readings:
            continue
        if any(_numbers(stored) == _numbers(reading) for reading in readings):
            printed = next(reading for reading in readings if _numbers(stored) == _numbers(reading))
            found = f"‘{row['comparator']}’"
            expected = _("‘{sign}’, as ‘{words}’ says").format(sign=printed.comparator, words=row["as_printed"])
            remedy = _("Keep the hedge of the words.")
            yield _figure_problem("hedge-lost", line, "comparator", found, expected, remedy)
        else:
            found = ", ".join(row[name] for name in ("value", "value_low", "value_high") if row[name])
            expected = _("a number that ‘{words}’ prints").format(words=row["as_printed"])
            remedy = _("Correct the number, or quote the words that print it.")
            yield _figure_problem("value-not-in-words", line, "value", found, expected, remedy)


def _numbers(quantity: Quantity) -> tuple[float | None, float | None, float | None]:
    return quantity.value, quantity.low, quantity.high


def _words_problems(frames: Frames) -> Iterator[Problem]:
    """Words that are a passage rather than a fact, or that are missing where an article printed them."""
    kinds = frames["sources"].set_index("source_id")["kind"]
    for table in ("reported_figures", "events", "sectors"):
        for line, row in _by_line(frames[table]):
            count = len(row["as_printed"].split())
            if count > WORDS_AT_MOST:
                found, expected = str(count), _("{count} words at most").format(count=WORDS_AT_MOST)
                remedy = _("Keep the words that print the figure.")
                yield Problem("words-too-many", f"{table}.csv", found, expected, remedy, line, "as_printed")
            if not count and kinds[row["source_id"]] == "article":
                found, expected = _("an empty cell"), _("the words of the article")
                remedy = _("Quote the few words that print it.")
                yield Problem("words-missing", f"{table}.csv", found, expected, remedy, line, "as_printed")


def _period_problems(frames: Frames) -> Iterator[Problem]:
    """Periods that end before they start, and dates that claim another precision than they have."""
    for table, (start, end) in _PERIODS.items():
        rows = frames[table][[start, end]]
        for line, first, last in rows[(rows[end] != "") & (rows[start] > rows[end])].itertuples(name=None):
            found, expected = f"{first} – {last}", _("a first day that is not after the last")
            remedy = _("Swap or correct the days.")
            yield Problem("period-order", f"{table}.csv", found, expected, remedy, line, start)
    for line, row in _by_line(frames["events"]):
        if row["date_precision"] not in _FREQUENCIES:
            continue
        whole = pd.Period(row["date_start"], _FREQUENCIES[row["date_precision"]])
        first, last = whole.start_time.date().isoformat(), whole.end_time.date().isoformat()
        if (row["date_start"], row["date_end"]) != (first, last):
            found = f"{row['date_start']} – {row['date_end']}"
            remedy = _("Give the first and the last day of it, or another date_precision.")
            yield Problem("date-precision", "events.csv", found, f"{first} – {last}", remedy, line, "date_precision")


def _undated_problems(frames: Frames) -> Iterator[Problem]:
    """Figures without a period whose source has a day, with half a period, or with an inferred one that is none."""
    published = frames["sources"].set_index("source_id")["date_published"]
    for line, row in _by_line(frames["reported_figures"]):
        days = [row["period_start"], row["period_end"]]
        if all(days):
            continue
        if any(days):
            expected, remedy = _("both days of the period, or neither"), _("Add the other day.")
            field = "period_end" if row["period_start"] else "period_start"
            yield _figure_problem("period-half", line, field, _("an empty cell"), expected, remedy)
        elif day := published[row["source_id"]]:
            expected = _("a period, since the source is dated {day}").format(day=day)
            remedy = _("Where the words name none, give the day of publication and set is_period_inferred.")
            yield _figure_problem("period-missing", line, "period_start", _("an empty cell"), expected, remedy)
        elif row["is_period_inferred"] == "true":
            expected, remedy = _("‘false’, since there is no period"), _("Set it to false, or give the period.")
            yield _figure_problem("period-inferred", line, "is_period_inferred", "‘true’", expected, remedy)


def _repeat_problems(frames: Frames) -> Iterator[Problem]:
    """Repeats of themselves, of repeats, or of a statement about something else."""
    reported = frames["reported_figures"]
    originals = _by_key(reported, "figure_id")
    for line, row in _by_line(reported[reported["repeats"] != ""]):
        original, found = originals[row["repeats"]], f"‘{row['repeats']}’"
        if row["repeats"] == row["figure_id"]:
            expected, remedy = _("another row"), _("Leave the cell empty: an original repeats nothing.")
            yield _figure_problem("repeat-of-itself", line, "repeats", found, expected, remedy)
        elif original["repeats"]:
            expected, remedy = _("an original"), _("Name ‘{figure}’, which that row repeats.")
            remedy = remedy.format(figure=original["repeats"])
            yield _figure_problem("repeat-of-a-repeat", line, "repeats", found, expected, remedy)
        elif any(row[column] != original[column] for column in _REPEATED):
            expected = _("a row of the same {columns}").format(columns=", ".join(_REPEATED))
            remedy = _("Correct the row, or leave the cell empty: what says something else is no repeat.")
            yield _figure_problem("repeat-of-another", line, "repeats", found, expected, remedy)


def _promise_problems(frames: Frames) -> Iterator[Problem]:
    """Promises that are recorded as outcomes: words that announce, or a period that was still to come."""
    published = frames["sources"].set_index("source_id")["date_published"]
    for line, row in _by_line(frames["reported_figures"]):
        if row["statement"] != "outcome":
            continue
        announced = _ANNOUNCES.search(row["as_printed"])
        is_to_come = "" < published[row["source_id"]] < row["period_end"]
        if announced or is_to_come:
            expected = _("target, potential or agreement, since the words say ‘{words}’").format(
                words=announced[0] if announced else row["period_end"]
            )
            remedy = _("A promise is no outcome: change the statement, or the words if they are another figure's.")
            yield _figure_problem("promise-as-outcome", line, "statement", "‘outcome’", expected, remedy)


def _rival_problems(frames: Frames) -> Iterator[Problem]:
    """Rivals of which none, or more than one, is preferred. Repeats are no rivals, nor is what has no period."""
    for table, key in _RIVAL_KEYS.items():
        rows = frames[table][frames[table]["rank"] != "deprecated"]
        if "repeats" in rows:
            rows = rows[(rows["repeats"] == "") & (rows["period_end"] != "")]
        for _key, rivals in rows[rows.duplicated(key, keep=False)].groupby(key, sort=False):
            preferred = list(rivals.index[rivals["rank"] == "preferred"])
            if len(preferred) != 1:
                found = _("{count} preferred in lines {lines}").format(
                    count=len(preferred), lines=", ".join(map(str, rivals.index))
                )
                remedy = _("Prefer one for a reason that its note gives; the others stay.")
                line = (preferred or list(rivals.index))[-1]
                yield Problem(
                    "preferred-rival", f"{table}.csv", found, _("exactly one preferred"), remedy, line, "rank"
                )


def _unused_problems(frames: Frames) -> Iterator[Problem]:
    """Sources and indicators that no row rests on."""
    for table, column in (("sources", "source_id"), ("indicators", "indicator_id")):
        used = {
            identifier
            for name, frame in frames.items()
            if name not in (table, "comparisons", "exceptions") and column in frame
            for identifier in frame[column].unique()
        }
        for line, identifier in frames[table][column].items():
            if identifier not in used:
                expected, remedy = _("a row that rests on it"), _("Record the figure, or take this row out.")
                yield Problem(f"{table[:-1]}-unused", f"{table}.csv", f"‘{identifier}’", expected, remedy, line, column)


def _unexplained_problems(frames: Frames) -> Iterator[Problem]:
    """Choices and doubts without a reason: an inferred date, an unknown locator, a preferred rival, a status."""
    doubts = [("sources", "is_date_inferred", "true")]
    doubts += [(table, "rank", "preferred") for table in _RIVAL_KEYS]
    doubts += [("official_statistics", "obs_status", status) for status in "BEPU"]
    doubts += [(table, "locator", "unknown") for table in ("reported_figures", "events", "sectors")]
    for table, column, doubt in doubts:
        frame = frames[table]
        notes = frame["note"] if "note" in frame else pd.Series("", index=frame.index)
        for line in frame.index[(frame[column] == doubt) & (notes == "")]:
            expected, remedy = _("a note that says why"), _("Give the reason in note.")
            yield Problem("reason-missing", f"{table}.csv", f"‘{doubt}’", expected, remedy, line, column)


def _source_problems(frames: Frames) -> Iterator[Problem]:
    """Figures of articles that rest on statistics, and observations that rest on articles."""
    kinds = frames["sources"].set_index("source_id")["kind"]
    for table, allowed in _SOURCE_KINDS.items():
        found = frames[table]["source_id"].map(kinds)
        for line in found.index[~found.isin(allowed)]:
            expected = _("a source of kind {kinds}").format(kinds=", ".join(sorted(allowed)))
            remedy = _("Reported figures and official statistics are kept apart: record the row in the other table.")
            yield Problem("source-kind", f"{table}.csv", f"‘{found[line]}’", expected, remedy, line, "source_id")


def _route_problems(frames: Frames) -> Iterator[Problem]:
    """Routes that hang on no group."""
    programmes = frames["programmes"]
    for line in programmes.index[~programmes["programme_id"].isin(_routes(frames).ordered)]:
        expected, remedy = _("a row from which parents lead to ‘all’"), _("Name the group or the route above it.")
        found = f"‘{programmes.loc[line, 'parent_id']}’"
        yield Problem("route-without-group", "programmes.csv", found, expected, remedy, line, "parent_id")
    is_root = programmes["programme_id"] == ROOT
    for line in programmes.index[is_root & (programmes["parent_id"] != "")]:
        expected, remedy = _("an empty cell"), _("Leave it empty: nothing is above all routes.")
        found = f"‘{programmes.loc[line, 'parent_id']}’"
        yield Problem("root-with-parent", "programmes.csv", found, expected, remedy, line, "parent_id")


def _routes(frames: Frames) -> Routes:
    return Routes(frames["programmes"].set_index("programme_id")["parent_id"].to_dict())


def _count_problems(frames: Frames) -> Iterator[Problem]:
    """Observations that cannot be counts: less than nothing, or a fraction of a person."""
    indicators = frames["indicators"].set_index("indicator_id")
    rows = frames["official_statistics"]
    balances = indicators.index[indicators["measure"] == "balance"]
    counts = indicators.index[~indicators["unit"].map(is_money)]
    is_less = rows["value"].str.startswith("-") & ~rows["indicator_id"].isin(balances)
    is_fraction = rows["value"].str.contains(".", regex=False) & rows["indicator_id"].isin(counts)
    for line, cell in rows.loc[is_less | is_fraction, "value"].items():
        expected, remedy = _("a whole number from 0"), _("Correct the number, or the indicator's unit and measure.")
        yield Problem("not-a-count", "official_statistics.csv", f"‘{cell}’", expected, remedy, line, "value")


def _measure_problems(frames: Frames) -> Iterator[Problem]:
    """Flows of a day, and stocks over a period that is no year."""
    measures = frames["indicators"].set_index("indicator_id")["measure"]
    rows = frames["official_statistics"]
    found = rows["indicator_id"].map(measures)
    is_day = rows["period_start"] == rows["period_end"]
    years = rows["period_start"].str[:4]
    is_year = (rows["period_start"] == years + "-01-01") & (rows["period_end"] == years + "-12-31")
    for line in rows.index[is_day & found.isin(["flow", "balance", "limit"])]:
        yield _measure_problem(rows.loc[line], _("the first and the last day of a period"), line)
    for line in rows.index[~is_day & ~is_year & (found == "stock")]:
        yield _measure_problem(rows.loc[line], _("one day, or a calendar year of which no day is known"), line)


def _measure_problem(row: pd.Series, expected: str, line: int) -> Problem:
    remedy = _("Correct the days, or the measure of the indicator.")
    days = f"{row['period_start']} – {row['period_end']}"
    return Problem("period-of-measure", "official_statistics.csv", days, expected, remedy, line, "period_end")


def _coherence_problems(frames: Frames) -> Iterator[Problem]:
    """Parts that do not fit their published whole, but for known exceptions; and exceptions that no longer are."""
    if any(True for _problem in _route_problems(frames)):  # told by themselves; a circle has no parts and wholes
        return
    rows = frames["official_statistics"]
    dates = {name: pd.to_datetime(rows[name], errors="coerce") for name in ("period_start", "period_end")}
    try:
        incoherences = find_incoherences(rows.assign(value=rows["value"].astype(float), **dates), _routes(frames))
    except AmbiguousSeriesError:  # told as rivals
        return
    known = {
        (*(row[name] for name in _EXCEPTION_KEY), float(row["difference"])): line
        for line, row in _by_line(frames["exceptions"])
    }
    for incoherence in incoherences:
        key = incoherence.key
        at = (incoherence.code, *(key[name] for name in _EXCEPTION_KEY[1:-1]), key["period_end"].date().isoformat())
        if known.pop((*at, incoherence.difference), None) is None:
            found = _("parts that sum to {parts:.15g}").format(parts=incoherence.parts)
            expected = _("{whole:.15g}, or no more where parts are missing ({code})").format(
                whole=incoherence.whole, code=incoherence.code
            )
            remedy = _("Correct the row that is wrong, or record the exception and its reason in exceptions.csv.")
            yield Problem(
                incoherence.code, "official_statistics.csv", found, expected, remedy, incoherence.line, "value"
            )
    for key, line in known.items():
        found = f"‘{key[0]}’"
        expected, remedy = _("a sum that is as the exception says"), _("Take the exception out: it is no longer true.")
        yield Problem("exception-stale", "exceptions.csv", found, expected, remedy, line, "code")


def _comparison_problems(frames: Frames) -> Iterator[Problem]:
    """Statements that are held against nothing without a word, and comparisons that cannot be made."""
    reported, comparisons = frames["reported_figures"], frames["comparisons"]
    compared = set(comparisons["figure_id"])
    for line, figure in reported.loc[reported["repeats"] == "", "figure_id"].items():
        if figure not in compared:
            expected = _("a row in comparisons.csv")
            remedy = _("Choose the official figure to hold it against; where none fits, give the reason alone.")
            yield _figure_problem("comparison-missing", line, "figure_id", f"‘{figure}’", expected, remedy)
    figures, counts = _by_key(reported, "figure_id"), comparisons["figure_id"].value_counts().to_dict()
    indicators, official = _by_key(frames["indicators"], "indicator_id"), _compared_observations(frames)
    for line, row in _by_line(comparisons):
        figure = figures[row["figure_id"]]
        if figure["repeats"]:
            expected, remedy = _("an original"), _("Compare ‘{figure}’, which it repeats, or take the row out.")
            remedy = remedy.format(figure=figure["repeats"])
            found = f"‘{row['figure_id']}’"
            yield _comparison_problem("comparison-of-a-repeat", line, "figure_id", found, expected, remedy)
        elif row["indicator_id"]:
            yield from _choice_problems(line, row, figure, indicators, official)
        else:
            yield from _none_problems(line, row, counts[row["figure_id"]])


def _compared_observations(frames: Frames) -> Observed:
    """The observations of whole indicators that a comparison may name."""
    official, named = frames["official_statistics"], ["indicator_id", "programme_id", "area_id"]
    is_named = official["category"] == ""
    for column in named:
        is_named &= official[column].isin(frames["comparisons"][column].unique())
    rows = official.loc[is_named, [*named, "source_id", "period_start", "period_end"]].drop_duplicates()
    observed: Observed = {}
    for *key, source, first, last in rows.itertuples(index=False, name=None):
        observed.setdefault(tuple(key), []).append((source, first, last))
    return observed


def _none_problems(line: int, row: Row, count: int) -> Iterator[Problem]:
    """A row that says that no official figure fits, and yet names part of one, or stands beside one."""
    filled = [name for name in _COMPARED if row[name]]
    filled += ["is_same_definition"] if row["is_same_definition"] == "true" else []
    if filled:
        expected = _("nothing but the reason, since no indicator is named")
        remedy = _("Name the indicator, or empty the cell.")
        yield _comparison_problem("comparison-incomplete", line, filled[0], f"‘{row[filled[0]]}’", expected, remedy)
    if count > 1:
        expected = _("no other row for ‘{figure}’").format(figure=row["figure_id"])
        remedy = _("Take this row out, or the others: either an official figure fits or none does.")
        yield _comparison_problem("comparison-beside-none", line, "indicator_id", _("an empty cell"), expected, remedy)


def _choice_problems(
    line: int, row: Row, figure: Row, indicators: dict[str, Row], official: Observed
) -> Iterator[Problem]:
    """A comparison with an official figure that is not there, or by a method that does not fit it."""
    if empty := [name for name in _COMPARED if not row[name]]:
        expected, remedy = _("a value, since an indicator is named"), _("Fill it in.")
        yield _comparison_problem("comparison-incomplete", line, empty[0], _("an empty cell"), expected, remedy)
        return
    measure = indicators[row["indicator_id"]]["measure"]
    if _METHOD_MEASURES[row["method"]] != measure:
        fitting = [method for method, fits in _METHOD_MEASURES.items() if fits == measure]
        expected = _("a method for a {measure}: {methods}").format(measure=measure, methods=", ".join(fitting) or "–")
        remedy = _("Choose a method that fits the indicator.")
        yield _comparison_problem("comparison-method", line, "method", f"‘{row['method']}’", expected, remedy)
        return
    if row["is_same_definition"] == "true" and row["indicator_id"] != figure["indicator_id"]:
        expected = _("‘false’, since the report is about ‘{indicator}’").format(indicator=figure["indicator_id"])
        remedy = _("Say false; what the two have in common is for the reason to tell.")
        yield _comparison_problem("comparison-definition", line, "is_same_definition", "‘true’", expected, remedy)
    observations = official.get((row["indicator_id"], row["programme_id"], row["area_id"]), ())
    periods = [(first, last) for source, first, last in observations if source != figure["source_id"]]
    if not periods:
        found = f"‘{row['indicator_id']}, {row['programme_id']}, {row['area_id']}’"
        expected = _("what another source than the report's has an official observation of")
        remedy = _("Choose another figure; where there is none, leave all but the reason empty.")
        yield _comparison_problem("comparison-without-official", line, "indicator_id", found, expected, remedy)
        return
    days = row["period_start"], row["period_end"]
    if expected := _expected_days(row["method"], days, figure, periods):
        found, remedy = " – ".join(days), _("Correct the days.")
        yield _comparison_problem("comparison-period", line, "period_start", found, expected, remedy)


def _expected_days(method: str, days: tuple[str, str], figure: Row, periods: list[tuple[str, str]]) -> str:
    """What the days of a comparison should be, of these periods that are observed; nothing where they are that."""
    if method == "stock_at":
        day = figure["period_end"]
        return "" if day and days == (day, day) else _("the last day of the report's period, twice")
    if method == "change_between":
        are_counted = {*days} <= {last for _first, last in periods}
        return "" if are_counted and days[0] < days[1] else _("an earlier and a later day that have observations")
    return "" if days in periods else _("the first and the last day of an official observation")


def _comparison_problem(code: str, line: int, field: str, found: str, expected: str, remedy: str) -> Problem:
    return Problem(code, "comparisons.csv", found, expected, remedy, line, field)


def _figure_problem(code: str, line: int, field: str, found: str, expected: str, remedy: str) -> Problem:
    return Problem(code, "reported_figures.csv", found, expected, remedy, line, field)


# Each rule with the tables that it reads: it is held against them where all are sound.
_RULES = {
    _quantity_problems: {"reported_figures"},
    _words_problems: {"reported_figures", "events", "sectors", "sources"},
    _period_problems: set(_PERIODS),
    _undated_problems: {"reported_figures", "sources"},
    _repeat_problems: {"reported_figures"},
    _promise_problems: {"reported_figures", "sources"},
    _comparison_problems: {"reported_figures", "official_statistics", "comparisons", "indicators"},
    _rival_problems: set(_RIVAL_KEYS),
    _source_problems: {*_SOURCE_KINDS, "sources"},
    _route_problems: {"programmes"},
    _count_problems: {"official_statistics", "indicators"},
    _measure_problems: {"official_statistics", "indicators"},
    _coherence_problems: {"official_statistics", "programmes", "exceptions"},
    _unused_problems: {
        "reported_figures", "official_statistics", "events", "sectors", "programmes", "indicators", "sources",
    },
    _unexplained_problems: {"reported_figures", "official_statistics", "events", "sectors", "sources"},
}  # fmt: skip
