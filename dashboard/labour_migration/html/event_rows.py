"""Dated events as rows of a table."""

import pandas as pd
from markupsafe import Markup

from labour_migration.citation import format_event_date, format_published, format_publisher
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import in_order_of_time
from labour_migration.html.inline import joined, listed, noted, quote_words
from labour_migration.html.wrong import link_wrong_in_source
from labour_migration.labels import format_programme
from labour_migration.language import gettext as _


def event_columns() -> list[str]:
    """Heads of the columns of :func:`event_cells`."""
    return [_("Date"), _("Event"), _("Programme"), _("Quote"), _("Source")]


def event_cells(events: pd.DataFrame, package: DataPackage) -> list[list[str | Markup]]:
    """A row an event, in order of time; without words of its own the page is linked."""
    cells = []
    for row in in_order_of_time(events).to_dict("records"):
        source = package.sources[row["source_id"]]
        cells.append(
            [
                format_event_date(row, source),
                noted(_(row["title"]), _(row["note"])),
                format_programme(package.programmes.loc[row["programme_id"]]),
                quote_words(row["as_printed"], source),
                joined(
                    listed(format_publisher(source), format_published(source)),
                    link_wrong_in_source(row["event_id"], row["source_id"], package),
                    by=" · ",
                ),
            ]
        )
    return cells
