"""The chart of the first page: the official line of residents with the figures that articles report on it."""

import pandas as pd

from labour_migration.data.codes import JAPAN, PAKISTAN
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import select_years
from labour_migration.data.series import pick
from labour_migration.figures.facets import LINE, Facet, Series, with_reports
from labour_migration.figures.residents import stand_alone
from labour_migration.labels import format_measure
from labour_migration.language import gettext as _
from labour_migration.view import View

INDICATOR = "residents"


def build_headline(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Residents of Pakistani nationality since 2012, with every dated report of them; promises are no marks here."""
    rows = pick(series, indicator_id=INDICATOR, nationality_id=PAKISTAN, area_id=JAPAN, programme_id=ROOT)
    points = select_years(rows, view.selection)
    indicator = package.indicators.loc[INDICATOR]
    facet = Facet(
        title=_(indicator["name"]),
        unit=indicator["unit"],
        kind=format_measure(indicator["measure"]),
        shape=LINE,
        series=(Series(_("Official count"), points),) if len(points) else (),
    )
    facet = with_reports(facet, INDICATOR, package, view.selection)
    return [stand_alone(facet, package)] if facet.series or facet.in_print else []
