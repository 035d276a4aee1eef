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

# A sign and a word: never colour alone.
_STATES = {
    OFFICIAL: ("●", marked("official")),
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
    for code, years in rows[rows["programme_id"].isin(programmes)].groupby("programme_id", sort=False):
        is_part = len(package.routes.line(code)) > 2  # group, status, part
        name = _("All statuses together") if code == ROOT else format_programme(package.programmes.loc[code])
        query = format_query(Selection(() if code == ROOT else (code,)))
        shown = [
            Cell(row.state, str(row.year), _show_state(row.state, page, query, str(row.year)))
            for row in years.itertuples()
        ]
        cells.append((indented(name) if is_part else explain(code, name, package), shown))
    return cells


def _show_state(state: str, page: str, query: Mapping[str, Sequence[str]], year: str) -> str | Markup:
    symbol, word = _STATES[state]
    if state == OFFICIAL:
        return link_within(page, {**query, "from": [year], "to": [year]}, _ALOUD % (symbol, _(word)))
    return _ALOUD % (symbol, _(word))


_ALOUD = Markup('<span aria-hidden="true">%s</span><span class="aloud">%s</span>')


def format_coverage(rows: pd.DataFrame, package: DataPackage, programmes: Collection[str]) -> Markup:
    """The map of these programmes as HTML: what was found of each in each year, question by question."""
    groups = []
    for question in QUESTIONS:
        asked = pick(rows, question=question.question_id)
        groups.append({"label": _(question.label), "rows": coverage_cells(asked, question.page, package, programmes)})
    states = [state for state in _STATES if (rows.loc[rows["programme_id"].isin(programmes), "state"] == state).any()]
    return render(
        "coverage",
        caption=_("Official figures by programme and year"),
        columns=[_("Programme"), *map(str, rows["year"].unique())],
        groups=groups,
        legend=[(state, Sign(_STATES[state][0], _(_STATES[state][1]))) for state in states],
    )
