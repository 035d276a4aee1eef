"""What is said aloud of each point of a chart: its date, its figure with the qualifier, what it belongs to."""

import re
from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from labour_migration.caching import VERSIONS, memo
from labour_migration.citation import format_event_date
from labour_migration.data.package import DataPackage
from labour_migration.figures.facets import Facet, Series, name_points, seen
from labour_migration.labels import (
    format_figure,
    format_figure_period,
    format_obs_status,
    join_clauses,
    join_sentences,
)
from labour_migration.language import gettext as _
from labour_migration.results.reconcile import reconcile
from labour_migration.results.wording import format_verdict

_TAG = re.compile("<[^>]*>")


def say_points(figure: go.Figure, package: DataPackage, facets: Sequence[Facet] = ()) -> dict[str, str]:
    """A sentence for each point of a figure, by the name that the point carries (:func:`name_point`).

    ``facets`` are what the figure was drawn of, where it has official points.
    """
    hovers = {
        name: hover
        for trace in figure.data
        if trace.customdata is not None
        for name, hover in zip(trace.customdata, trace.hovertext, strict=True)
    }
    say = {
        "official": lambda names: _say_official({name: hovers[name] for name in names}, facets),
        "reported": lambda names: _say_reported(names, package),
        "event": lambda names: _say_events(names, package),
    }
    said: dict[str, str] = {}
    for kind, say_all in say.items():
        if names := [name for name in hovers if name.split(" ")[0] == kind]:
            said |= say_all(names)
    return said


def _say_official(hovers: Mapping[str, str], facets: Sequence[Facet]) -> dict[str, str]:
    shown = seen(facets)
    said = {}
    for place, facet in enumerate(shown):
        drawn = facet.drawn
        for number, member in enumerate(drawn):
            if len(drawn) == 1:
                series = facet.title
            elif len(shown) == 1:
                series = member.name
            else:
                series = _("{facet}, {series}").format(facet=facet.title, series=member.name)
            names = name_points(place, number, member)
            said |= zip(names, _say_series(series, member, [hovers[name] for name in names]), strict=True)
    return said


def _say_series(series: str, member: Series, hovers: Sequence[str]) -> list[str]:
    """The points of a series, in their order; their hover texts begin with the figure and the period."""
    said = []
    for hover, status in zip(hovers, map(format_obs_status, member.points["obs_status"]), strict=True):
        figure, period = (_TAG.sub("", line) for line in hover.split("<br>")[:2])
        if status:
            pattern = _("{period}, official: {figure}, {series} ({status}).")
        else:
            pattern = _("{period}, official: {figure}, {series}.")
        said.append(pattern.format(period=period, figure=figure, series=series, status=status))
    return said


def _say_reported(names: Sequence[str], package: DataPackage) -> dict[str, str]:
    """Points of reported figures; several of one day and number share one."""
    said = _say_figures(package)
    return {name: join_sentences([said[figure_id] for figure_id in name.split(" ")[1:]]) for name in names}


@memo(VERSIONS)
def _say_figures(package: DataPackage) -> dict[str, str]:
    """The sentence on each reported figure that has a period, by its id: the figure and the results it has."""
    results: dict[str, dict[str, None]] = {}
    for one in reconcile(package):
        results.setdefault(one.figure["figure_id"], {})[format_verdict(one.verdict)] = None
    said = {}
    for row in package.reported[package.reported["period_end"].notna()].to_dict("records"):
        found = results.get(row["figure_id"])
        pattern = _("{period}, reported: {figure}. Result: {results}.") if found else _("{period}, reported: {figure}.")
        figure = format_figure(row, package.indicators.loc[row["indicator_id"], "unit"])
        said[row["figure_id"]] = pattern.format(
            period=format_figure_period(row), figure=figure, results=join_clauses(list(found or ()))
        )
    return said


def _say_events(names: Sequence[str], package: DataPackage) -> dict[str, str]:
    events = package.events.set_index("event_id")
    said = {}
    for name in names:
        event = events.loc[name.split(" ")[1]]
        period = format_event_date(event, package.sources[event["source_id"]])
        said[name] = _("{period}: {event}.").format(period=period, event=_(event["title"]))
    return said
