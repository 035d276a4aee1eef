"""Figures that are not here, each with the reason, as rows of a table."""

import pandas as pd
from markupsafe import Markup

from labour_migration.data.package import DataPackage
from labour_migration.html.inline import link
from labour_migration.language import gettext as _


def missing_columns() -> list[str]:
    """Heads of the columns of :func:`missing_cells`."""
    return [_("Figure"), _("Why it is missing"), _("Source")]


def missing_cells(rows: pd.DataFrame, package: DataPackage) -> list[list[str | Markup]]:
    """A row for each row of ``missing_data.csv``: what is missing, why, and the source of that."""
    sources = [package.sources[source_id] for source_id in rows["source_id"]]
    return [
        [_(row["name"]), _(row["reason"]), link(source.url, source.publisher)]
        for row, source in zip(rows.to_dict("records"), sources, strict=True)
    ]
