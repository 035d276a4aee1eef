"""What a chosen point of a chart leads to: the figure, its hedge, its source and the link to the words."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
from markupsafe import Markup, escape

from labour_migration.citation import format_event_date, format_office, format_published, format_publisher
from labour_migration.data.package import DataPackage
from labour_migration.data.remarks import format_note
from labour_migration.data.routes import ROOT
from labour_migration.data.series import KEY, full_series, pick
from labour_migration.figures.facets import Facet, find_point
from labour_migration.html.entries import POINTS, Entry, build_entry, format_list
from labour_migration.html.foreign import mark_languages, translate_quote
from labour_migration.html.inline import link, linked, listed, quote_words
from labour_migration.html.marks import explain_marks, format_marks
from labour_migration.html.rendering import render
from labour_migration.html.series_rows import find_rivals, format_rivals
from labour_migration.html.wrong import link_wrong_in_source, link_wrong_official
from labour_migration.labels import (
    format_counted,
    format_date,
    format_locator,
    format_number,
    format_period,
    format_programme,
    join_clauses,
)
from labour_migration.language import gettext as _
from labour_migration.results.reconcile import reconcile


def format_chosen(names: Sequence[str], package: DataPackage, facets: Sequence[Facet] = ()) -> Markup:
    """What chosen points lead to (:func:`format_points`), with the button that closes it."""
    return render("chosen", names=" ".join(names), close=_("Close"), points=format_points(names, package, facets))


def format_points(names: Sequence[str], package: DataPackage, facets: Sequence[Facet] = ()) -> Markup:
    """What points lead to as a list, one below the other, by the names that they carry.

    ``facets`` are what the chart was drawn of, where it has official points.
    """
    entries: list[Entry] = []
    for name in dict.fromkeys(names):
        kind, *ids = name.split(" ")
        if kind == "reported":
            entries += [_build_reported(figure_id, package) for figure_id in ids]
        elif kind == "event":
            entries += [_build_event(event_id, package) for event_id in ids]
        else:
            entries.append(_build_official(*find_point(facets, *map(int, ids)), package))
    return format_list(POINTS, entries)


def _build_reported(figure_id: str, package: DataPackage) -> Entry:
    ones = [one for one in reconcile(package) if one.figure["figure_id"] == figure_id]
    return build_entry(POINTS, ones[0].figure, ones, package)


def _build_event(event_id: str, package: DataPackage) -> Entry:
    event = package.events.set_index("event_id").loc[event_id].to_dict()
    source = package.sources[event["source_id"]]
    place_of_words = listed(
        link(source.url, format_publisher(source)),
        format_published(source),
        format_locator(event["locator"]),
        link(source.archive_url, _("archived copy")),
    )
    programme, words = format_programme(package.programmes.loc[event["programme_id"]]), event["as_printed"]
    return Entry(
        kind="event",
        figure=format_event_date(event, source),
        what=_(event["title"]),
        lines=tuple(
            filter(None, [programme, quote_words(words, source), translate_quote(words, source), place_of_words])
        ),
        note=linked(_(event["note"])),
        wrong=link_wrong_in_source(event_id, event["source_id"], package),
    )


def _build_official(facet: Facet, point: Mapping, package: DataPackage) -> Entry:
    source, indicator = package.sources[point["source_id"]], package.indicators.loc[point["indicator_id"]]
    is_ours = facet.unit != indicator["unit"]  # an index, a share
    parts = [] if is_ours else _find_parts(point, package)
    number, named = format_counted(point["value"], facet.unit), _("{name}: {number}")
    lines = [
        _("{series}, {period}").format(
            series=join_clauses(list(_describe_series(point, package))),
            period=format_period(point["period_start"], point["period_end"]),
        ),
        _format_count_behind(point, indicator, package) if is_ours else "",
        explain_marks(pd.DataFrame([point]), is_drawn=False),
        join_clauses([named.format(name=name, number=format_number(value, facet.unit)) for name, value in parts]),
        escape(_("Official: {source}")).format(source=link(source.url, format_office(source))),
        escape(_("Place in the source: {locator}")).format(locator=mark_languages(point["locator"], source)),
        _("Read on {day}.").format(day=format_date(source.date_accessed)),
        link(source.archive_url, _("archived copy")),
        *format_rivals(point, facet.unit, find_rivals(package), package),
    ]
    return Entry(
        kind="official",
        figure=" ".join(filter(None, [number, format_marks(point)])),
        what=facet.title if is_ours else _(indicator["name"]),
        lines=tuple(filter(None, lines)),
        note="" if parts else linked(format_note(point["remarks"], point["note"], package)),
        wrong=link_wrong_official([point], package),
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
    return _("Our calculation from the count: {figure}.").format(figure=format_counted(count, indicator["unit"]))


def _find_parts(point: Mapping, package: DataPackage) -> list[tuple[str, float]]:
    """The routes that a sum of ours was made of, with their numbers; none where it is no sum of routes."""
    shared = [column for column in [*KEY, "source_id"] if column != "programme_id"]
    rows = pick(full_series(package), **{column: point[column] for column in shared})
    rows = rows[rows["programme_id"].isin(package.routes.parts(point["programme_id"]) if point["is_computed"] else [])]
    names = [format_programme(package.programmes.loc[code]) for code in rows["programme_id"]]
    return list(zip(names, rows["value"], strict=True))
