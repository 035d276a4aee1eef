"""Trade and money: both countries' reports of one trade, payments, remittances, investment, used vehicles."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from labour_migration.data.goods import DIRECTIONS, RECENT, TRADE, sum_directions
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import select_years
from labour_migration.data.series import pick
from labour_migration.figures.facets import BARS, YEARLY, Facet, Note, Series, with_reports
from labour_migration.figures.programmes import build_count
from labour_migration.figures.ranking import Ranked, Ranking
from labour_migration.figures.style import CATEGORICAL, REPORTERS
from labour_migration.labels import format_date, format_measure, format_period
from labour_migration.language import gettext as _
from labour_migration.view import View

PAYMENTS = ("import-payments", "export-receipts")


def build_goods(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Goods in each direction as each country records them since 2003, with what articles print of each direction."""
    recent = series[series["period_start"] >= RECENT]
    return [
        with_reports(facet, indicator_id, package, view.selection)
        for indicator_id, facet in _build_directions(recent, package, view)
    ]


def build_early_goods(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Goods in each direction as each country records them, until 2002."""
    return [facet for _indicator, facet in _build_directions(series[series["period_end"] < RECENT], package, view)]


def _build_directions(series: pd.DataFrame, package: DataPackage, view: View) -> Iterator[tuple[str, Facet]]:
    """A facet for each direction, with its indicator."""
    for indicator_id in DIRECTIONS:
        rows = select_years(pick(series, indicator_id=indicator_id), view.selection)
        if members := _by_reporter(rows, package):
            indicator = package.indicators.loc[indicator_id]
            yield indicator_id, Facet(_(indicator["name"]), indicator["unit"], _("per year"), YEARLY, members)


def _by_reporter(rows: pd.DataFrame, package: DataPackage) -> tuple[Series, ...]:
    """A series for each country that reports: at its end stands the name of the country alone."""
    return tuple(
        Series(
            _("Reported by {country}").format(country=_(package.areas.loc[code, "name"])),
            pick(rows, area_id=code),
            colour,
            label=_(package.areas.loc[code, "name"]),
        )
        for code, colour in REPORTERS.items()
        if (rows["area_id"] == code).any()
    )


def build_trade(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Goods in both directions together since 2003, with what articles print of them.

    Sums of both directions are ours, of one country's report of one period from one publication. What Pakistan's
    ministry publishes is a series of its own.
    """
    sums = select_years(sum_directions(series[series["period_start"] >= RECENT]), view.selection)
    members = _by_reporter(sums, package)
    ministry = select_years(pick(series, indicator_id=TRADE), view.selection)
    if not ministry.empty:
        members += (Series(_("Ministry of Commerce"), ministry, CATEGORICAL[2], label=_("Ministry")),)
    indicator = package.indicators.loc[TRADE]
    facet = Facet(_(indicator["name"]), indicator["unit"], _("per year, both directions"), YEARLY, members)
    facet = with_reports(facet, TRADE, package, view.selection)
    return [facet] if facet.series or facet.in_print else []


def build_remittances(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Remittances by fiscal year, with the break drawn where the first year after it begins."""
    return [
        replace(
            facet,
            breaks=tuple(
                Note(_("new rules since {month}").format(month=format_date(start, "month")), start)
                for start in facet.series[0].points.query("obs_status == 'B'")["period_start"]
            ),
        )
        for facet in build_count(series, package, view, "remittances")
    ]


def rank_payments(series: pd.DataFrame, package: DataPackage, view: View) -> Ranking | None:
    """What Pakistan's banks paid and received for trade with Japan in the latest of the longest periods of both.

    Parts of two years alone were found: the table has the others. None where no period has both.
    """
    rows = select_years(pick(series, category=""), view.selection)
    points = {code: pick(rows, indicator_id=code) for code in PAYMENTS}
    unit = package.indicators.loc[PAYMENTS[0], "unit"]
    members = [Series(_(package.indicators.loc[code, "name"]), found) for code, found in points.items()]
    facet = Facet(_("Payments"), unit, format_measure("flow"), BARS, tuple(members))
    latest = find_payments(pd.concat(points.values()))
    if latest.empty:
        return None
    first, last = latest["period_start"].iloc[0], latest["period_end"].iloc[0]
    named = zip(members, latest.to_dict("records"), strict=True)
    return Ranking(
        kind=_("Payments"),
        facet=facet,
        rows=tuple(Ranked(member.name, point) for member, point in named),
        period=format_period(first, last),
    )


def find_payments(rows: pd.DataFrame) -> pd.DataFrame:
    """Payments and receipts in the latest of the longest periods that both have: two rows of a series, or none."""
    rows = rows[rows["indicator_id"].isin(PAYMENTS)]
    both = rows[rows.duplicated(["period_start", "period_end"], keep=False)]
    length = both["period_end"] - both["period_start"]
    latest = both[length > length.max() - pd.Timedelta(days=3)]  # half-years differ by a day or two
    latest = latest[latest["period_end"] == latest["period_end"].max()]
    return latest.set_index("indicator_id", drop=False).reindex(PAYMENTS) if len(latest) else latest
