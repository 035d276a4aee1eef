"""Trade and money: both countries' reports of one trade, payments, remittances, investment, used vehicles."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from labour_migration.data.goods import DIRECTIONS, RECENT, TRADE, sum_directions
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

    Since 2003. Sums of both directions are ours, of one country's report of one period from one publication.
    """
    recent = series[series["period_start"] >= RECENT]
    facets = [
        with_reports(facet, indicator_id, package, view.selection)
        for indicator_id, facet in _build_directions(recent, package, view)
    ]
    together = _build_together(recent, package, view)
    return [*facets, together] if together else facets


def build_early_goods(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Goods in each direction as each country reports them, until 2002."""
    return [facet for _indicator, facet in _build_directions(series[series["period_end"] < RECENT], package, view)]


def _build_directions(series: pd.DataFrame, package: DataPackage, view: View) -> Iterator[tuple[str, Facet]]:
    """A facet for each direction, with its indicator."""
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
            yield indicator_id, Facet(_(indicator["name"]), indicator["unit"], kind, STEPS, tuple(members))


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
