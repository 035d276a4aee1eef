"""What is known of each programme by year, as one map: a group of rows a question, a row a programme."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from labour_migration.coverage import NOT_IN_FORCE, NOTHING, OFFICIAL, QUESTIONS, REPORTED
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection, format_query
from labour_migration.data.series import pick
from labour_migration.html.inline import indented, link_within
from labour_migration.html.rendering import render
from labour_migration.html.terms import explain
from labour_migration.labels import format_programme
from labour_migration.language import gettext as _
from labour_migration.language import marked

PARTLY = "partly"  # of a programme of which there is an official figure for a part alone
# A sign and a word: never colour alone.
_STATES = {
    OFFICIAL: ("●", marked("official")),
    PARTLY: ("(●)", marked("official for a part")),
    REPORTED: ("○", marked("reported only")),
    NOTHING: ("–", marked("none found")),
    NOT_IN_FORCE: ("·", marked("not in force")),
}


class Cell(NamedTuple):
    """What is known of a programme in a year: the state, the year, and what is shown of it."""

    state: str
    year: str
    shown: str | Markup


class Sign(NamedTuple):
    """The sign of a state, and what it means."""

    symbol: str
    word: str


def coverage_cells(
    rows: pd.DataFrame, page: str, package: DataPackage, programmes: Collection[str]
) -> list[tuple[str | Markup, list[Cell]]]:
    """Each of these programmes with what is known of it by year, of one question.

    What is official leads to the page that shows it. A sign stands for the state; screen readers hear the word.
    """
    cells = []
    known = set(rows.loc[rows["state"] == OFFICIAL, ["programme_id", "year"]].itertuples(index=False, name=None))
    for code, years in rows[rows["programme_id"].isin(programmes)].groupby("programme_id", sort=False):
        parts = set() if code == ROOT else set(package.routes.family(code)) - {code}
        is_part = len(package.routes.line(code)) > 2  # group, status, part
        name = _("All statuses together") if code == ROOT else format_programme(package.programmes.loc[code])
        query = format_query(Selection(() if code == ROOT else (code,), version=package.pin))
        shown = [
            Cell(state, str(year), _show_state(state, page, query, str(year)))
            for state, year in (
                (PARTLY if state != OFFICIAL and any((part, year) in known for part in parts) else state, year)
                for state, year in zip(years["state"], years["year"], strict=True)
            )
        ]
        cells.append((indented(name) if is_part else explain(code, name, package), shown))
    return cells


def _show_state(state: str, page: str, query: Mapping[str, Sequence[str]], year: str) -> str | Markup:
    symbol, word = _STATES[state]
    if state in (OFFICIAL, PARTLY):
        return link_within(page, {**query, "from": [year], "to": [year]}, _ALOUD % (symbol, _(word)))
    return _ALOUD % (symbol, _(word))


_ALOUD = Markup('<span aria-hidden="true">%s</span><span class="aloud">%s</span>')


def format_coverage(rows: pd.DataFrame, package: DataPackage, programmes: Collection[str]) -> Markup:
    """The map of these programmes as HTML: what was found of each in each year, question by question."""
    groups, states = [], set()
    for question in QUESTIONS:
        asked = pick(rows, question=question.question_id)
        cells = coverage_cells(asked, question.page, package, programmes)
        groups.append({"label": _(question.label), "rows": cells})
        states |= {cell.state for _head, years in cells for cell in years}
    return render(
        "coverage",
        caption=_("Official figures by programme and year"),
        columns=[_("Programme"), *map(str, rows["year"].unique())],
        groups=groups,
        legend=[(state, Sign(symbol, _(word))) for state, (symbol, word) in _STATES.items() if state in states],
    )
