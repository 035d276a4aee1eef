"""Official series as rows of a table: every figure with its marks and its rivals."""

from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from labour_migration.caching import VERSIONS, memo
from labour_migration.citation import format_office
from labour_migration.data.package import DataPackage
from labour_migration.data.series import KEY
from labour_migration.figures.facets import Facet
from labour_migration.html.inline import claused, joined, link, noted
from labour_migration.html.marks import format_marks
from labour_migration.html.wrong import link_wrong_official
from labour_migration.labels import format_number, format_period, join_clauses
from labour_migration.language import gettext as _


def series_columns(facets: Sequence[Facet]) -> list[str]:
    """Heads of the columns of :func:`series_cells`: when, each member, the source."""
    heads = []
    for facet in facets:
        for member in facet.series:
            if len(facets) == 1:
                heads.append(member.name)
            elif len(facet.series) == 1:
                heads.append(facet.title)
            else:
                heads.append(_("{facet}: {series}").format(facet=facet.title, series=member.name))
    return [_("Period"), *heads, _("Source")]


def series_cells(facets: Sequence[Facet], package: DataPackage) -> list[list[str | Markup]]:
    """A row a period, the latest first: every member's figure with its marks, its rivals, and where it was read.

    A period that a member lacks is an empty cell.
    """
    members = [(member.points, facet.unit) for facet in facets for member in facet.series]
    if not members:
        return []
    # One frame of all members, each known by its place: a frame into records is what takes time here.
    points = pd.concat([points for points, _unit in members], keys=range(len(members)))
    points = points.sort_values(["period_end", "period_start"], ascending=False)
    periods: dict[tuple[pd.Timestamp, pd.Timestamp], dict[int, Mapping]] = {}
    for place, point in zip(points.index.get_level_values(0), points.to_dict("records"), strict=True):
        periods.setdefault((point["period_start"], point["period_end"]), {})[place] = point
    rivals = find_rivals(package)
    cells = []
    for (start, end), found in periods.items():
        shown = [found[place] for place in sorted(found)]
        used = dict.fromkeys(point["source_id"] for point in shown)
        sources = [package.sources[source_id] for source_id in used]
        origin = claused(*(link(source.url, format_office(source)) for source in sources))
        cells.append(
            [
                format_period(start, end),
                *(
                    _series_cell(found[place], unit, rivals, package) if place in found else ""
                    for place, (_points, unit) in enumerate(members)
                ),
                joined(origin, link_wrong_official(shown, package), by=" · "),
            ]
        )
    return cells


def _series_cell(point: Mapping, unit: str, rivals: Mapping[tuple, list[dict]], package: DataPackage) -> str | Markup:
    text = " ".join(filter(None, [format_number(point["value"], unit), format_marks(point)]))
    return noted(text, join_clauses(format_rivals(point, unit, rivals, package)))


def format_rivals(point: Mapping, unit: str, rivals: Mapping[tuple, list[dict]], package: DataPackage) -> list[str]:
    """What other publications have for a point of a series, and what its own no longer has."""
    return [
        (
            _("no longer {figure}: {publisher}") if rival["rank"] == "deprecated" else _("also {figure}: {publisher}")
        ).format(
            figure=format_number(rival["value"], unit), publisher=format_office(package.sources[rival["source_id"]])
        )
        for rival in rivals.get(tuple(point[column] for column in KEY), [])
        if (rival["source_id"], rival["locator"]) != (point["source_id"], point["locator"])
    ]


@memo(at_most=VERSIONS)
def find_rivals(package: DataPackage) -> dict[tuple, list[dict]]:
    """The observations that are not alone with their key, by it."""
    rows = package.official[package.official.duplicated(KEY, keep=False)]
    rivals: dict[tuple, list[dict]] = {}
    for row in rows.to_dict("records"):
        rivals.setdefault(tuple(row[column] for column in KEY), []).append(row)
    return rivals
