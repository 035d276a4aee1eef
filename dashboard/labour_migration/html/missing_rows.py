"""Figures that are not here, each with the reason, as rows of a table."""

import pandas as pd
from markupsafe import Markup

from labour_migration.citation import format_publisher
from labour_migration.data.package import DataPackage
from labour_migration.html.inline import joined, link
from labour_migration.html.wrong import link_wrong_in_source
from labour_migration.language import gettext as _


def missing_columns() -> list[str]:
    """Heads of the columns of :func:`missing_cells`."""
    return [_("Figure"), _("Why it is missing"), _("Source")]


def missing_cells(rows: pd.DataFrame, package: DataPackage) -> list[list[str | Markup]]:
    """A row for each row of ``missing_data.csv``: what is missing, why, and the source of that."""
    cells = []
    for row in rows.to_dict("records"):
        source = package.sources[row["source_id"]]
        wrong = link_wrong_in_source(row["missing_id"], source.source_id, package)
        origin = joined(link(source.url, format_publisher(source)), wrong, by=" · ")
        cells.append([_(row["name"]), _(row["reason"]), origin])
    return cells
