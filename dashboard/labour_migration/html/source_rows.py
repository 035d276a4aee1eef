"""All sources as a table; what rests on one, and what became of its sentences; rows with their citations."""

import re
from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from labour_migration.caching import VERSIONS, memo
from labour_migration.citation import format_event_date, format_published, format_publisher
from labour_migration.data.package import DataPackage
from labour_migration.data.schema import Source
from labour_migration.data.selection import Selection, select_table
from labour_migration.html.foreign import name_title
from labour_migration.html.inline import joined, link_to_named, link_within, named, quote_words
from labour_migration.html.rendering import render
from labour_migration.html.reported_rows import figure_words
from labour_migration.html.tables import Table, format_table
from labour_migration.html.verdicts import link_to_card
from labour_migration.html.wrong import link_wrong_figure, link_wrong_in_source
from labour_migration.labels import (
    format_kind,
    format_locator,
    format_number,
    format_period,
    format_programme,
    format_role,
)
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.output.export import join_citations
from labour_migration.results.wording import name_counted

_KEPT = 128  # selections of rows that are kept
_TABLES = 8  # tables whose rows are kept by their source
_SOURCES = 64  # sources whose tables are kept


class Cell(NamedTuple):
    """What is shown, and the text that it is sorted by."""

    value: str
    shown: str | Markup


class Line(NamedTuple):
    """A line of a register."""

    cells: tuple[Cell, ...]


def register_columns() -> list[str]:
    """Heads of the columns of :func:`register_lines`."""
    return [_("Title"), _("Publisher"), _("Date"), _("Kind"), _("Figures")]


@memo(at_most=VERSIONS)
def register_lines(package: DataPackage) -> tuple[Line, ...]:
    """A line for each source, the latest first: its title, which leads to its detail, publisher, date, kind, figures.

    Figures are the rows of reported figures and of official statistics that rest on it.
    """
    counts = pd.concat([package.reported["source_id"], package.official["source_id"].astype(str)]).value_counts()
    lines = []
    for source in package.sources.values():
        count = int(counts.get(source.source_id, 0))
        day = source.date_published.isoformat() if source.date_published else ""
        title = link_within("data", {"source": [source.source_id], **package.pinned}, name_title(source))
        kind = format_kind(source.kind)
        lines.append(
            Line(
                (
                    Cell(source.title.casefold(), title),
                    Cell(format_publisher(source).casefold(), format_publisher(source)),
                    Cell(day, format_published(source)),
                    Cell(kind, kind),
                    Cell(f"{count:06}", format_number(count)),
                )
            )
        )
    return tuple(sorted(lines, key=lambda line: line.cells[2].value, reverse=True))


@memo(at_most=VERSIONS)
def format_register(package: DataPackage) -> Markup:
    """All sources as a table that readers search and sort, by ``dashboard/assets/register.js``."""
    lines = register_lines(package)
    many = _("{shown} of {count} sources")
    return render(
        "register",
        search=_("Search sources"),
        one=_("{shown} source of {count}"),
        many=many,
        shown=many.format(shown=format_number(len(lines)), count=format_number(len(lines))),
        caption=_("All sources"),
        columns=register_columns(),
        rows=lines,
    )


def resting_columns() -> list[str]:
    """Heads of the columns of :func:`resting_cells`."""
    return [_("Where"), _("Figure"), _("Quote")]


def resting_cells(source: Source, package: DataPackage) -> list[list[str | Markup]]:
    """A row for each thing that rests on a source, in its order: figures, events, sectors, missing data, routes.

    Observations have a row for each indicator, with their number; names of routes are counted in one row. What has no
    place of its own in the source stands under the page, and what has no words leads to the page.
    """
    rows = []
    wrong = partial(link_wrong_in_source, source_id=source.source_id, package=package)
    for row in _on(source, "reported_figures", package):
        about = link_wrong_figure(row["figure_id"], package)
        rows.append((row["locator"], _name_figure(row, package), row["as_printed"], about))
    observations = package.official[package.official["source_id"] == source.source_id]
    for indicator_id, own in observations.groupby("indicator_id", sort=False):
        rows.append(("", _summary(own, package.indicators.loc[indicator_id]), "", ""))
    for row in _on(source, "events", package):
        what = named(row["event_id"], _name_event(row, source))
        rows.append((row["locator"], what, row["as_printed"], wrong(row["event_id"])))
    for row in _on(source, "sectors", package):
        what = named(row["sector_id"], _name_sector(row))
        rows.append((row["locator"], what, row["as_printed"], wrong(row["sector_id"])))
    for row in _on(source, "missing_data", package):
        rows.append(("", _("Missing figure: {name}").format(name=_(row["name"])), "", wrong(row["missing_id"])))
    routes = _on(source, "programmes", package)
    told = [route for route in routes if route["description"] or route["date_start"]]
    said = _("{programme}: dates and description")
    rows += [("", said.format(programme=format_programme(row)), "", wrong(row["programme_id"])) for row in told]
    if len(routes) > len(told):
        names = ngettext(
            "Name of {count} status of residence", "Names of {count} statuses of residence", len(routes) - len(told)
        )
        rows.append(("", names.format(count=len(routes) - len(told)), "", ""))
    ordered = sorted(rows, key=lambda row: locator_order(row[0]))
    return [
        [
            format_locator(where) or _("whole page"),
            what,
            joined(quote_words(words, source), about, by=" · "),
        ]
        for where, what, words, about in ordered
    ]


@memo(at_most=_SOURCES)
def make_resting(package: DataPackage, source_id: str) -> Markup:
    """What rests on a source, as an HTML table."""
    rows = resting_cells(package.sources[source_id], package)
    return format_table(Table(_("Figures from this source"), resting_columns(), rows))


def passage_columns() -> list[str]:
    """Heads of the columns of :func:`passage_cells`."""
    return [_("Where"), _("About"), _("Recorded as")]


def passage_cells(source: Source, package: DataPackage) -> list[list[str | Markup]]:
    """A row for each thing that a sentence of an article became, or why it became nothing, in the article's order.

    A figure leads to its card, an event and a sector to their words among :func:`resting_cells`. No row for a source
    that is not recorded whole.
    """
    reasons = package.descriptor.resource("passages").field("reason").choices
    figures, events, sectors = (
        {row[column]: row for row in _on(source, table, package)}
        for column, table in (("figure_id", "reported_figures"), ("event_id", "events"), ("sector_id", "sectors"))
    )
    cells = []
    for row in _on(source, "passages", package):
        if code := row["figure_id"]:
            became = link_to_card(code, package, _name_figure(figures[code], package))
        elif code := row["event_id"]:
            became = link_to_named(code, _name_event(events[code], source))
        elif code := row["sector_id"]:
            became = link_to_named(code, _name_sector(sectors[code]))
        else:
            became = _("Not recorded: {reason}").format(reason=_(reasons[row["reason"]]))
        cells.append([format_locator(row["locator"]), _(row["subject"]), became])
    return cells


@memo(at_most=_SOURCES)
def make_passages(package: DataPackage, source_id: str) -> Markup:
    """Every sentence of an article as an HTML table; nothing for a source that is not recorded whole."""
    rows = passage_cells(package.sources[source_id], package)
    return format_table(Table(_("Every sentence"), passage_columns(), rows)) if rows else Markup()


def _name_figure(row: Mapping, package: DataPackage) -> str:
    unit = package.indicators.loc[row["indicator_id"], "unit"]
    return _("{name}: {figure}").format(name=name_counted(row, package), figure=figure_words(row, unit))


def _name_event(row: Mapping, source: Source) -> str:
    return _("{date}: {title}").format(date=format_event_date(row, source), title=_(row["title"]))


def _name_sector(row: Mapping) -> str:
    return _("{role}: {name}").format(role=format_role(row["role"]), name=_(row["name"]))


@memo(at_most=_KEPT)
def cited_rows(package: DataPackage, table: str, selection: Selection, at_most: int) -> pd.DataFrame:
    """The first rows of a table that a selection shows, each with its citation; shared: never change them in place."""
    return join_citations(select_table(package, table, selection).head(at_most), package)


def _summary(observations: pd.DataFrame, indicator: pd.Series) -> str:
    """What a publication has of an indicator: of whom, how many observations, of when."""
    first, last = observations["period_start"].min(), observations["period_end"].max()
    name = _(indicator["name"])
    if others := observations["nationality_id"].nunique() - 1:
        beside = ngettext("{name}, and {count} other nationality", "{name}, and {count} other nationalities", others)
        name = beside.format(name=name, count=others)
    told = ngettext(
        "{name}: {count} official figure, {period}", "{name}: {count} official figures, {period}", len(observations)
    )
    return told.format(name=name, count=format_number(len(observations)), period=format_period(first, last))


def locator_order(locator: str) -> list[int]:
    """What sorts locators by the place they name: its numbers, paragraph before sentence."""
    return [int(number) for number in re.findall(r"\d+", locator)]


def _on(source: Source, table: str, package: DataPackage) -> list[dict]:
    """The rows of a table that rest on a source."""
    return _group_by_source(package, table).get(source.source_id, [])


@memo(_TABLES, has_words=False)
def _group_by_source(package: DataPackage, table: str) -> dict[str, list[dict]]:
    found = {}
    for row in package.tables[table].to_dict("records"):
        found.setdefault(row["source_id"], []).append(row)
    return found
