"""Reported figures as rows of a table."""

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from labour_migration.citation import format_published, format_publisher
from labour_migration.data.package import DataPackage
from labour_migration.data.remarks import format_note
from labour_migration.html.inline import joined, listed, noted, quote_words
from labour_migration.html.wrong import link_wrong_figure
from labour_migration.labels import (
    format_figure,
    format_figure_period,
    format_locator,
    format_quantity,
    format_statement,
    row_quantity,
)
from labour_migration.language import gettext as _
from labour_migration.results.wording import name_counted


def figure_columns() -> list[str]:
    """Heads of the columns of :func:`figure_cells`."""
    return [_("Figure"), _("What is counted"), _("Period"), _("Quote"), _("Speaker"), _("Source")]


def figure_cells(reported: pd.DataFrame, package: DataPackage) -> list[list[str | Markup]]:
    """A row a reported figure: with its hedge, its period, the link to its words.

    Without a period it says undated, without a speaker that none is named; without words the page is linked.
    """
    indicators, cells = package.indicators.to_dict("index"), []
    for row in reported.to_dict("records"):
        indicator, source = indicators[row["indicator_id"]], package.sources[row["source_id"]]
        origin = listed(format_publisher(source), format_published(source), format_locator(row["locator"]))
        cells.append(
            [
                figure_words(row, indicator["unit"]),
                noted(what_is_counted(row, package), format_note(row["remarks"], row["note"], package)),
                format_figure_period(row),
                quote_words(row["as_printed"], source),
                _(row["attributed_to"]),
                joined(origin, link_wrong_figure(row["figure_id"], package), by=" · "),
            ]
        )
    return cells


def figure_words(row: Mapping, unit: str) -> str:
    """A figure as readers see it; beside words without a number, how we read them."""
    shown, quantity = format_figure(row, unit), row_quantity(row)
    if quantity.value is not None:
        return shown
    return _("{words} (we read this as {bounds})").format(words=shown, bounds=format_quantity(quantity, unit))


def what_is_counted(row: Mapping, package: DataPackage) -> str:
    """The name of what a figure counts; of what is no outcome, that it is a target, a potential or an agreement."""
    name = name_counted(row, package)
    if row["statement"] == "outcome":
        return name
    return _("{name} ({statement})").format(name=name, statement=format_statement(row["statement"]))
