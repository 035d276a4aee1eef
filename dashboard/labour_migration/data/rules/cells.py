"""Rules about the cells of any table: no spaces around them, plain numbers and dates, no spreadsheet formulas."""

import re
from collections.abc import Iterator

import pandas as pd

from labour_migration.data.rules.rule import Cell
from labour_migration.data.schema import Resource
from labour_migration.language import gettext as _
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
            for code, expected, remedy in tripping[cell]:
                yield at.problem(code, f"‘{cell}’", expected, remedy)


def _trips(cell: str, type_: str) -> list[tuple[str, str, str]]:
    """What is wrong with a cell of this type: codes, what is expected, remedies."""
    found = []
    if cell != cell.strip():
        found.append(("outer-space", _("no space around the text"), _("Remove it.")))
    form = _FORMS.get(type_)
    if cell and form and not form.fullmatch(cell):
        expected = _("a {type} in its plain form, such as {example}").format(type=type_, example=_EXAMPLES[type_])
        found.append(("not-plain", expected, _("Write it as in the other rows.")))
    if type_ == "string" and _FORMULA.match(cell):
        expected = _("text that does not begin like a spreadsheet formula")
        remedy = _("Begin the text with a letter, a digit or a quotation mark.")
        found.append(("formula-cell", expected, remedy))
    return found
