"""Trade and money: both countries' reports of one trade, payments, remittances, investment, used vehicles."""

from dataclasses import replace

import pandas as pd

from labour_migration.data.goods import DIRECTIONS, TRADE, sum_directions
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import select_years
from labour_migration.data.series import pick
from labour_migration.figures.facets import STEPS, Facet, Note, Series, with_reports
from labour_migration.figures.programmes import build_count
from labour_migration.figures.style import CATEGORICAL, REPORTERS
from labour_migration.labels import format_measure
from labour_migration.language import gettext as _
from labour_migration.view import View


def build_goods(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Goods in each direction as each country reports them, and both together, with what articles print of each.

    Sums of both directions are ours, of one country's report of one period from one publication.
    """
    facets = []
    for indicator_id in DIRECTIONS:
        rows = select_years(pick(series, indicator_id=indicator_id), view.selection)
        members = [
            Series(_reporter(code, package), pick(rows, area_id=code), colour)
            for code, colour in REPORTERS.items()
            if (rows["area_id"] == code).any()
        ]
        if members:
            indicator = package.indicators.loc[indicator_id]
            kind = format_measure(indicator["measure"])
            facet = Facet(_(indicator["name"]), indicator["unit"], kind, STEPS, tuple(members))
            facets.append(with_reports(facet, indicator_id, package, view.selection))
    together = _build_together(series, package, view)
    return [*facets, together] if together else facets


def _reporter(code: str, package: DataPackage) -> str:
    return _("{country} reports").format(country=_(package.areas.loc[code, "name"]))


def _build_together(series: pd.DataFrame, package: DataPackage, view: View) -> Facet | None:
    sums = select_years(sum_directions(series), view.selection)
    members = [
        Series(_reporter(code, package), pick(sums, area_id=code), colour)
        for code, colour in REPORTERS.items()
        if (sums["area_id"] == code).any()
    ]
    ministry = select_years(pick(series, indicator_id=TRADE), view.selection)
    if not ministry.empty:
        members.append(Series(_("Ministry of Commerce"), ministry, CATEGORICAL[2]))
    indicator = package.indicators.loc[TRADE]
    facet = Facet(
        title=_(indicator["name"]),
        unit=indicator["unit"],
        kind=_("both directions; the sums of reports are ours"),
        shape=STEPS,
        series=tuple(members),
    )
    facet = with_reports(facet, TRADE, package, view.selection)
    return facet if facet.series or facet.in_print else None


def build_remittances(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Remittances by fiscal year, with the break drawn where the first year after it begins."""
    return [
        replace(
            facet,
            breaks=tuple(
                Note(_("break: another attribution since"), start)
                for start in facet.series[0].points.query("obs_status == 'B'")["period_start"]
            ),
        )
        for facet in build_count(series, package, view, "remittances")
    ]


def build_payments(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """What Pakistan's banks received and paid for trade with Japan: parts of two years alone were found."""
    return [
        facet
        for indicator_id in ("import-payments", "export-receipts")
        for facet in build_count(series, package, view, indicator_id)
    ]


def build_vehicles(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Used vehicles: exports from Japan to Pakistan, and imports into Pakistan from anywhere, each its own facet."""
    return [
        facet
        for indicator_id in ("used-vehicles-exported", "used-vehicles-imported")
        for facet in build_count(series, package, view, indicator_id)
    ]
