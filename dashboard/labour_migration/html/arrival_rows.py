"""The counts that are called arrivals as rows of a table."""

import pandas as pd
from markupsafe import Markup

from labour_migration.citation import format_office
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.html.inline import link
from labour_migration.html.marks import format_marks
from labour_migration.labels import format_number, format_unit
from labour_migration.language import gettext as _


def arrival_columns(year: int) -> list[str]:
    """Heads of the columns of :func:`arrival_cells`."""
    return [_("Count"), str(year), _("Who is counted"), _("Counted as"), _("By whom")]


def arrival_cells(rows: pd.DataFrame, package: DataPackage) -> list[list[str | Markup]]:
    """A row a count that is called arrivals: its figure, whom it counts, entries or visas, who counts.

    ``rows`` are of a series, all of one year; a count that nobody published for it has no row.
    """
    cells = []
    for row in rows.to_dict("records"):
        indicator, source = package.indicators.loc[row["indicator_id"]], package.sources[row["source_id"]]
        name, definition = _(indicator["name"]), _(indicator["definition"])
        if row["programme_id"] != ROOT:
            route = _(package.programmes.loc[row["programme_id"], "name"])
            name = _("{name}: {route}").format(name=name, route=route)
            definition = _("Those new entrants whose status is {route}: no workers, students or families.").format(
                route=route
            )
        figure = " ".join(filter(None, [format_number(row["value"], indicator["unit"]), format_marks(row)]))
        cells.append(
            [name, figure, definition, format_unit(indicator["unit"]), link(source.url, format_office(source))]
        )
    return cells
