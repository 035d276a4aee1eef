"""What a chosen point of a chart leads to: the figure, its hedge, its source and the link to the words."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

import pandas as pd

from labour_migration.citation import format_event_date, format_office, format_published
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.series import KEY, full_series, pick
from labour_migration.figures.facets import Facet, find_point
from labour_migration.html.cards import format_statement_with, format_verdicts
from labour_migration.html.rows import explain_marks, find_rivals, format_marks, format_rivals
from labour_migration.html.tables import Cell, joined, link, linked, quote_words
from labour_migration.labels import (
    format_date,
    format_locator,
    format_number,
    format_period,
    format_programme,
    format_unit,
    says_itself,
)
from labour_migration.language import gettext as _
from labour_migration.results.reconcile import reconcile


def format_points(names: Sequence[str], package: DataPackage, facets: Sequence[Facet] = ()) -> str:
    """What points lead to in HTML, one below the other, by the names that they carry."""
    items: list[tuple[str, str]] = []
    for name in dict.fromkeys(names):
        kind, *ids = name.split(" ")
        if kind == "reported":
            items += [(kind, _format_reported(figure_id, package)) for figure_id in ids]
        elif kind == "event":
            items += [(kind, _format_event(event_id, package)) for event_id in ids]
        else:
            items.append((kind, _format_official(*find_point(facets, *map(int, ids)), package)))
    cards = "".join(f'<li class="{kind}">{item}</li>' for kind, item in items)
    return f'<div role="status"><ul class="cards points">{cards}</ul></div>'


def _format_reported(figure_id: str, package: DataPackage) -> str:
    ones = [one for one in reconcile(package) if one.figure["figure_id"] == figure_id]
    verdicts = f'<div class="verdict">{format_verdicts(ones).html}</div>'
    return format_statement_with([verdicts], ones[0].figure, package)


def _format_event(event_id: str, package: DataPackage) -> str:
    event = package.events.set_index("event_id").loc[event_id].to_dict()
    source = package.sources[event["source_id"]]
    return _format_item(
        format_event_date(event, source),
        _(event["title"]),
        [
            format_programme(package.programmes.loc[event["programme_id"]]),
            quote_words(event["as_printed"], source),
            joined(
                link(source.url, source.publisher),
                format_published(source),
                format_locator(event["locator"]),
                link(source.archive_url, _("archived copy")),
                by=", ",
            ),
        ],
        event["note"],
    )


def _format_official(facet: Facet, point: Mapping, package: DataPackage) -> str:
    source, indicator = package.sources[point["source_id"]], package.indicators.loc[point["indicator_id"]]
    is_ours = facet.unit != indicator["unit"]  # an index, a share
    parts = [] if is_ours else _find_parts(point, package)
    unit = "" if says_itself(facet.unit) else format_unit(facet.unit)
    figure = [format_number(point["value"], facet.unit), unit, format_marks(point)]
    return _format_item(
        " ".join(filter(None, figure)),
        facet.title if is_ours else _(indicator["name"]),
        [
            _("{series}, {period}").format(
                series="; ".join(_describe_series(point, package)),
                period=format_period(point["period_start"], point["period_end"]),
            ),
            _format_count_behind(point, indicator, package) if is_ours else "",
            explain_marks(pd.DataFrame([point]), is_drawn=False),
            _("; ").join(f"{name}: {format_number(value, facet.unit)}" for name, value in parts),
            joined(_("Official:"), link(source.url, format_office(source))),
            _("Place in it: {locator}").format(locator=point["locator"]),
            _("Read in: {copy}, {day}.").format(copy=source.retrieved_from, day=format_date(source.date_accessed)),
            link(source.archive_url, _("archived copy")),
            *format_rivals(point, facet.unit, find_rivals(package), package),
        ],
        "" if parts else point["note"],
    )


def _describe_series(point: Mapping, package: DataPackage) -> Iterator[str]:
    """Of which route, which people, which place and which kind a point is."""
    if point["programme_id"] != ROOT:
        yield format_programme(package.programmes.loc[point["programme_id"]])
    yield _(package.nationalities.loc[point["nationality_id"], "name"])
    yield _(package.areas.loc[point["area_id"], "name"])
    if point["category"]:
        yield _(package.descriptor.resource("official_statistics").field("category").choices[point["category"]])


def _format_count_behind(point: Mapping, indicator: pd.Series, package: DataPackage) -> str:
    """The count that an index or a share was computed from."""
    count = pick(full_series(package), **{column: point[column] for column in KEY})["value"].iloc[0]
    return _("Our arithmetic on the count: {figure} {unit}.").format(
        figure=format_number(count, indicator["unit"]), unit=format_unit(indicator["unit"])
    )


def _find_parts(point: Mapping, package: DataPackage) -> list[tuple[str, float]]:
    """The routes that a sum of ours was made of, with their numbers; none where it is no sum of routes."""
    shared = [column for column in [*KEY, "source_id"] if column != "programme_id"]
    rows = pick(full_series(package), **{column: point[column] for column in shared})
    rows = rows[rows["programme_id"].isin(package.routes.parts(point["programme_id"]) if point["is_computed"] else [])]
    names = [format_programme(package.programmes.loc[code]) for code in rows["programme_id"]]
    return list(zip(names, rows["value"], strict=True))


def _format_item(figure: str, what: str, lines: Sequence[str | Cell], note: str) -> str:
    """What a point leads to, laid out as the cards of the ledger are."""
    blocks = "".join(f"<div>{joined(line).html}</div>" for line in lines if line)
    said = f'<div class="note">{linked(note).html}</div>' if note else ""
    return f'<h3>{escape(figure)}</h3><div class="what">{escape(what)}</div>{blocks}{said}'
