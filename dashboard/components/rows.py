"""Rows of the package as readers see them: cells for tables, headline figures."""

import re
from collections.abc import Mapping

import pandas as pd

from components.tables import Cell, joined, link, noted, quote_words
from labour_migration.citation import format_event_date, format_published
from labour_migration.labels import (
    format_figure,
    format_figure_period,
    format_locator,
    format_number,
    format_programme,
    format_quantity,
    format_role,
    format_statement,
    months_between,
    row_quantity,
)
from labour_migration.language import gettext as _
from labour_migration.package import DataPackage
from labour_migration.schema import Source
from labour_migration.selection import in_order_of_time


def figure_columns() -> list[str]:
    """Heads of the columns of :func:`figure_cells`."""
    return [_("Figure"), _("What is counted"), _("Period"), _("Words as printed"), _("Said by"), _("Source")]


def figure_cells(reported: pd.DataFrame, package: DataPackage) -> list[list[str | Cell]]:
    """A row a reported figure: with its hedge, its period, the link to its words."""
    sources, cells = package.sources, []
    for row in reported.to_dict("records"):
        indicator, source = package.indicators.loc[row["indicator_id"]], sources[row["source_id"]]
        statement = "" if row["statement"] == "outcome" else f" ({format_statement(row['statement'])})"
        cells.append(
            [
                figure_words(row, indicator["unit"]),
                noted(_(indicator["name"]) + statement, row["note"]),
                format_figure_period(row),
                quote_words(row["as_printed"], source),
                row["attributed_to"] or _("no speaker named"),
                joined(source.publisher + ",", format_published(source) + ",", format_locator(row["locator"])),
            ]
        )
    return cells


def figure_words(row: Mapping, unit: str) -> str:
    """A figure as readers see it; beside words without a number, how we read them."""
    shown, quantity = format_figure(row, unit), row_quantity(row)
    if quantity.value is not None:
        return shown
    return _("{words} (we read: {bounds})").format(words=shown, bounds=format_quantity(quantity, unit))


def event_columns() -> list[str]:
    """Heads of the columns of :func:`event_cells`."""
    return [_("When"), _("What"), _("Programme"), _("Words as printed"), _("Source")]


def event_cells(events: pd.DataFrame, package: DataPackage) -> list[list[str | Cell]]:
    """A row an event, in order of time."""
    sources, cells = package.sources, []
    for row in in_order_of_time(events).to_dict("records"):
        source = sources[row["source_id"]]
        cells.append(
            [
                format_event_date(row, source),
                noted(_(row["title"]), row["note"]),
                format_programme(package.programmes.loc[row["programme_id"]]),
                quote_words(row["as_printed"], source),
                joined(source.publisher + ",", format_published(source)),
            ]
        )
    return cells


def format_headlines(reported: pd.DataFrame, package: DataPackage) -> str:
    """The figures as an HTML list of large numbers, each with its hedge, source, date and link to the words."""
    sources = package.sources
    items = (
        _headline(row, package.indicators.loc[row["indicator_id"]], sources[row["source_id"]])
        for row in reported.to_dict("records")
    )
    return f'<ul class="headlines">{"".join(items)}</ul>'


def _headline(row: Mapping, indicator: pd.Series, source: Source) -> str:
    lines = [
        ("number", format_figure(row, indicator["unit"])),
        ("what", _(indicator["name"])),
        ("small", _("Period: {period}").format(period=format_figure_period(row))),
        ("small", _monthly(row, indicator)),
        ("small", quote_words(row["as_printed"], source)),
        ("small", row["attributed_to"] or _("No speaker named")),
        ("small", link(source.url, f"{source.publisher}, {format_published(source)}")),
    ]
    blocks = (f'<div class="{kind}">{joined(line).html}</div>' for kind, line in lines if line)
    return f"<li>{''.join(blocks)}</li>"


def _monthly(row: Mapping, indicator: pd.Series) -> str:
    """Our arithmetic on a flow over whole months, the hedge carried on; nothing where it gives no whole number."""
    months = months_between(row["period_start"], row["period_end"])
    if indicator["measure"] != "flow" or not months or months == 1:
        return ""
    monthly = row_quantity(row) / months
    if monthly.value is None or not monthly.value.is_integer():
        return ""
    return _("Our arithmetic over {months} months: {quantity} a month").format(
        months=format_number(months), quantity=format_quantity(monthly, indicator["unit"])
    )


def sector_columns(package: DataPackage) -> list[str]:
    """Heads of the columns of :func:`sector_cells`: the sector and each role."""
    return [_("Sector"), *map(format_role, _roles(package))]


def sector_cells(package: DataPackage) -> list[list[str | Cell]]:
    """A matrix of sectors and roles: the words that say so, or a dash."""
    sources = package.sources
    return [
        [_(row["name"])]
        + [
            quote_words(row["as_printed"], sources[row["source_id"]]) if row["role"] == role else "–"
            for role in _roles(package)
        ]
        for row in package.sectors.to_dict("records")
    ]


def _roles(package: DataPackage) -> list[str]:
    """The roles, in the order of the closed list."""
    return list(package.descriptor.resource("sectors").field("role").choices)


def resting_columns() -> list[str]:
    """Heads of the columns of :func:`resting_cells`."""
    return [_("Where"), _("What"), _("Words as printed")]


def resting_cells(source: Source, package: DataPackage) -> list[list[str | Cell]]:
    """Every row that rests on a source, in the source's order: figures, events, sectors, programmes."""
    rows = []
    for row in _on(source, package.reported).to_dict("records"):
        indicator = package.indicators.loc[row["indicator_id"]]
        what = f"{_(indicator['name'])}: {figure_words(row, indicator['unit'])}"
        rows.append((row["locator"], what, row["as_printed"]))
    for row in _on(source, package.events).to_dict("records"):
        when = format_event_date(row, source)
        rows.append((row["locator"], f"{when}: {_(row['title'])}", row["as_printed"]))
    for row in _on(source, package.sectors).to_dict("records"):
        rows.append((row["locator"], f"{format_role(row['role'])}: {_(row['name'])}", row["as_printed"]))
    for row in _on(source, package.programmes).to_dict("records"):
        rows.append(("", _("{programme}: dates and description").format(programme=format_programme(row)), ""))
    ordered = sorted(rows, key=lambda row: locator_order(row[0]))
    return [
        [format_locator(where) if where else _("the page"), what, quote_words(words, source)]
        for where, what, words in ordered
    ]


def locator_order(locator: str) -> list[int]:
    """What sorts locators by the place they name: its numbers, paragraph before sentence."""
    return [int(number) for number in re.findall(r"\d+", locator)]


def _on(source: Source, rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["source_id"] == source.source_id]
