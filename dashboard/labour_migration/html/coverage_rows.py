"""What is known of each programme by year, as rows of a grid."""

from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from labour_migration.coverage import NOT_IN_FORCE, NOTHING, OFFICIAL, REPORTED
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection, format_query
from labour_migration.html.inline import indented, link_within
from labour_migration.labels import format_programme
from labour_migration.language import gettext as _
from labour_migration.language import marked

# A symbol and a word: never colour alone.
_STATES = {
    OFFICIAL: ("●", marked("official")),
    REPORTED: ("○", marked("report only")),
    NOTHING: ("–", marked("nothing")),
    NOT_IN_FORCE: ("·", marked("not in force")),
}


def coverage_columns(rows: pd.DataFrame) -> list[str]:
    """Heads of the columns of :func:`coverage_cells`."""
    return [_("Programme"), *map(str, rows["year"].unique())]


def coverage_cells(rows: pd.DataFrame, page: str, package: DataPackage) -> list[list[str | Markup]]:
    """A row a programme of what is known by year, of one question; what is official leads to the page that shows it.

    What is missing says so: a report only, nothing, or not in force.
    """
    cells = []
    for code, years in rows.groupby("programme_id", sort=False):
        is_part = len(package.routes.line(code)) > 2  # group, route, part
        name = _("All routes together") if code == ROOT else format_programme(package.programmes.loc[code])
        query = format_query(Selection(() if code == ROOT else (code,)))
        cells.append(
            [indented(name) if is_part else name, *(_state_cell(state, page, query) for state in years["state"])]
        )
    return cells


def _state_cell(state: str, page: str, query: Mapping[str, Sequence[str]]) -> str | Markup:
    symbol, word = _STATES[state]
    shown = f"{symbol}\u00a0{_(word)}"
    return link_within(page, query, shown) if state == OFFICIAL else shown
