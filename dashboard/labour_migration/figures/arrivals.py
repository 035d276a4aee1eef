"""Who came: one facet for each count, never two on one axis."""

from dataclasses import replace

import pandas as pd

from labour_migration.data.codes import PAKISTAN
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection, select_years
from labour_migration.data.series import pick
from labour_migration.figures.facets import BARS, Facet, Series, with_reports
from labour_migration.figures.programmes import build_count, field_name
from labour_migration.figures.style import CATEGORICAL, CONTEXT
from labour_migration.labels import format_measure
from labour_migration.language import gettext as _
from labour_migration.view import View

# The counts that are called arrivals, the widest first: indicator and route.
COUNTS = (
    ("entries", ROOT),
    ("visitor-arrivals", ROOT),
    ("visas-issued", ROOT),
    ("new-entrants", ROOT),
    ("new-entrants", "temporary-visitor"),
)
# Kinds that together are the whole, and are stacked; of other indicators they stand in the table.
_STACKED = {
    ("visitor-arrivals", ROOT): ("study-work-family-others", "business", "tourism", "transit-shore"),
    ("new-entrants", "temporary-visitor"): (
        "tourism",
        "business",
        "visiting-relatives",
        "other-purposes",
        "cultural-academic",
    ),
}


def build_arrivals(
    series: pd.DataFrame, package: DataPackage, view: View, indicator_id: str, route: str
) -> list[Facet]:
    """One count as bars over its years, by purpose where the purposes are the whole."""
    rows = pick(series, indicator_id=indicator_id, programme_id=route, nationality_id=PAKISTAN)
    rows = select_years(rows, view.selection)
    total = pick(rows, category="")
    if total.empty:
        return []
    labels = package.descriptor.resource("official_statistics").field("category").choices
    indicator = package.indicators.loc[indicator_id]
    stacked = _STACKED.get((indicator_id, route), ())
    kinds = [code for code in labels if (rows["category"] == code).any()]
    whole = _divided(rows, total, stacked)
    parts = [
        Series(
            field_name(labels[code]),
            points[points["period_end"].isin(whole)] if stacked else points,
            CATEGORICAL[place % len(CATEGORICAL)],
            is_drawn=bool(stacked),
        )
        for place, code in enumerate([code for code in stacked if code in kinds] or kinds)
        if not (points := pick(rows, category=code)).empty
    ]
    undivided = total[~total["period_end"].isin(whole)]
    if not stacked:
        parts.append(Series(_("Total"), total))
    else:
        parts += [Series(_("Not by purpose"), undivided, CONTEXT)] if not undivided.empty else []
        parts.append(Series(_("Total"), total, is_drawn=False))
    title = _(indicator["name"])
    if route != ROOT:
        title = f"{title}: {_(package.programmes.loc[route, 'name'])}"
    facet = Facet(title, indicator["unit"], format_measure(indicator["measure"]), BARS, tuple(parts))
    return [with_reports(facet, indicator_id, package, view.selection, (route,))]


def _divided(rows: pd.DataFrame, total: pd.DataFrame, kinds: tuple[str, ...]) -> set[pd.Timestamp]:
    """The last days of the periods of which the kinds together are the total."""
    sums = rows[rows["category"].isin(kinds)].groupby("period_end")["value"].sum()
    totals = total.set_index("period_end")["value"]
    return {day for day, value in sums.items() if totals.get(day) == value}


def common_year(series: pd.DataFrame, selection: Selection) -> tuple[int, pd.DataFrame] | None:
    """The latest chosen year of which every count is published, and the five rows, the widest count first."""
    counts = []
    for indicator_id, route in COUNTS:
        rows = pick(series, indicator_id=indicator_id, programme_id=route, nationality_id=PAKISTAN, category="")
        rows = select_years(rows, selection)
        years = rows[(rows["period_end"] - rows["period_start"]).dt.days.between(364, 365)]
        counts.append(years.set_index(years["period_end"].dt.year))
    shared = set.intersection(*(set(rows.index) for rows in counts))
    if not shared:
        return None
    year = max(shared)
    return year, pd.concat([rows.loc[[year]] for rows in counts])


def build_registered(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Workers registered in Pakistan for Japan; by office in the table."""
    facets = build_count(series, package, view, "workers-registered")
    rows = select_years(pick(series, indicator_id="workers-registered"), view.selection)
    labels = package.descriptor.resource("official_statistics").field("category").choices
    offices = [
        Series(field_name(labels[code]), points, is_drawn=False)
        for code, points in rows[rows["category"] != ""].groupby("category", sort=False)
    ]
    return [replace(facet, series=(*facet.series, *offices)) for facet in facets]
