"""The chart of the first page: the official line of residents with the figures that articles report on it."""

from dataclasses import replace

import pandas as pd

from labour_migration.data.codes import JAPAN, PAKISTAN
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import select_years
from labour_migration.data.series import pick
from labour_migration.figures.facets import LINE, Facet, Series, with_reports
from labour_migration.labels import format_measure
from labour_migration.language import gettext as _
from labour_migration.results.judgement import AGREES, AGREES_WITH_EARLIER
from labour_migration.results.reconcile import reconcile
from labour_migration.view import View

INDICATOR = "residents"


def build_headline(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Residents of Pakistani nationality since 2012, with every dated report of them; promises are no marks here.

    The latest count is labelled, the first, and those that a report matched on its day.
    """
    rows = pick(series, indicator_id=INDICATOR, nationality_id=PAKISTAN, area_id=JAPAN, programme_id=ROOT)
    points = select_years(rows, view.selection)
    indicator = package.indicators.loc[INDICATOR]
    facet = Facet(
        title=_(indicator["name"]),
        unit=indicator["unit"],
        kind=format_measure(indicator["measure"]),
        shape=LINE,
        series=(Series(_("Official count"), points),) if len(points) else (),
        is_alone=True,
    )
    facet = with_reports(facet, INDICATOR, package, view.selection)
    if not (facet.series or facet.in_print):
        return []
    shown = set(facet.reported["figure_id"])
    matched = [
        (one.earlier or one.official).period_end
        for one in reconcile(package)
        if one.figure["figure_id"] in shown and one.verdict in (AGREES, AGREES_WITH_EARLIER)
    ]
    ends = [points["period_end"].max(), points["period_end"].min()] if len(points) else []
    return [replace(facet, labelled=tuple(dict.fromkeys([*ends, *matched])))]
