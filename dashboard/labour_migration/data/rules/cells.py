"""Rules about the cells of any table: what a reader sees in them, plain numbers and dates, no spreadsheet formulas."""

import re
from collections.abc import Iterator

import pandas as pd

from labour_migration.characters import find_unfit, name_character
from labour_migration.data.rules.rule import Cell
from labour_migration.data.schema import Resource
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.problems import Problem

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
# A spreadsheet cuts a cell after 32,767 characters, and exports join some: a reference has four, a row's notes more.
LONGEST = 2_000
MOST_DIGITS = 15  # that a float holds exactly, as a spreadsheet does
FIRST_YEAR, LAST_YEAR = 1900, 2100  # what has no such day is a slip: nobody counted migrants before, nor plans beyond
# What trips a rule that reads the cell, too: where a table has such cells, no rule is asked about it.
UNREADABLE = frozenset({"character", "cell-too-long", "number-of-digits", "date-out-of-range"})


def find_in_cells(resource: Resource, frame: pd.DataFrame) -> Iterator[Problem]:
    """Cells of a table that would trip who reads it; ``frame`` has them as text, each row under its line."""
    for field in resource.fields:
        cells = frame[field.name]
        # A text that comes again and again is looked at once.
        tripping = {cell: problems for cell in cells.unique().tolist() if (problems := _trips(cell, field.type))}
        if not tripping:
            continue
        for line, cell in cells[cells.isin(list(tripping))].items():
            at = Cell(resource.name, line, field.name)
            for trip in tripping[cell]:
                yield at.problem(*trip)


def _trips(cell: str, type_: str) -> list[tuple[str, str, str, str]]:
    """What is wrong with a cell of this type: codes, what is found, what is expected, remedies."""
    if unfit := find_unfit(cell):
        remedy = _("Take it out: a space in place of the end of a line.")
        return [("character", name_character(unfit), _("characters that a reader sees"), remedy)]
    if len(cell) > LONGEST:
        found = ngettext("{count} character", "{count} characters", len(cell)).format(count=len(cell))
        expected = _("at most {count} characters").format(count=LONGEST)
        return [("cell-too-long", found, expected, _("Shorten it."))]
    return [(code, f"‘{cell}’", expected, remedy) for code, expected, remedy in _trips_of_form(cell, type_)]


def _trips_of_form(cell: str, type_: str) -> list[tuple[str, str, str]]:
    """What is wrong with the form of a cell of this type: codes, what is expected, remedies."""
    found = []
    if cell != cell.strip():
        found.append(("outer-space", _("no space around the text"), _("Remove it.")))
    form = _FORMS.get(type_)
    if cell and form and not form.fullmatch(cell):
        expected = _("a {type} in its plain form, such as {example}").format(type=type_, example=_EXAMPLES[type_])
        found.append(("not-plain", expected, _("Write it as in the other rows.")))
    if type_ == "number" and sum(map(str.isdigit, cell)) > MOST_DIGITS:
        expected = _("a number of up to {count} digits").format(count=MOST_DIGITS)
        found.append(("number-of-digits", expected, _("Write it as in the source: more digits are no longer exact.")))
    if type_ in ("date", "yearmonth") and cell and not FIRST_YEAR <= int(cell[:4]) <= LAST_YEAR:
        expected = _("a year from {first} to {last}").format(first=FIRST_YEAR, last=LAST_YEAR)
        found.append(("date-out-of-range", expected, _("Write the day as in the source.")))
    if type_ == "string" and _FORMULA.match(cell):
        expected = _("text that does not begin like a spreadsheet formula")
        remedy = _("Begin the text with a letter, a digit or a quotation mark.")
        found.append(("formula-cell", expected, remedy))
    return found
