"""Trade and money: both countries' reports of one trade, payments, remittances, investment, used vehicles."""

from dataclasses import replace

import pandas as pd

from labour_migration.figures.canvas import CATEGORICAL, OFFICIAL
from labour_migration.figures.programmes import build_count
from labour_migration.figures.tracks import STEPS, Note, Strip, Track, with_reports
from labour_migration.labels import format_measure
from labour_migration.language import gettext as _
from labour_migration.package import DataPackage
from labour_migration.selection import Selection, select_years
from labour_migration.series import KEY, pick

_DIRECTIONS = ("goods-to-pakistan", "goods-to-japan")
_REPORTERS = (("JPN", OFFICIAL), ("PAK", CATEGORICAL[1]))


def build_goods(series: pd.DataFrame, package: DataPackage, selection: Selection) -> list[Strip]:
    """Goods in each direction as each country reports them, and both together, with what articles print of each.

    Sums of both directions are ours, of one country's report of one period from one publication.
    """
    strips = []
    for indicator_id in _DIRECTIONS:
        rows = select_years(pick(series, indicator_id=indicator_id), selection)
        tracks = [
            Track(_reporter(code, package), pick(rows, area_id=code), colour)
            for code, colour in _REPORTERS
            if (rows["area_id"] == code).any()
        ]
        if tracks:
            indicator = package.indicators.loc[indicator_id]
            kind = format_measure(indicator["measure"])
            strip = Strip(_(indicator["name"]), indicator["unit"], kind, STEPS, tuple(tracks))
            strips.append(with_reports(strip, indicator_id, package, selection))
    together = _build_together(series, package, selection)
    return [*strips, together] if together else strips


def _reporter(code: str, package: DataPackage) -> str:
    return _("{country} reports").format(country=_(package.areas.loc[code, "name"]))


def _build_together(series: pd.DataFrame, package: DataPackage, selection: Selection) -> Strip | None:
    sums = select_years(sum_directions(series), selection)
    tracks = [
        Track(_reporter(code, package), pick(sums, area_id=code), colour)
        for code, colour in _REPORTERS
        if (sums["area_id"] == code).any()
    ]
    ministry = select_years(pick(series, indicator_id="trade"), selection)
    if not ministry.empty:
        tracks.append(Track(_("Ministry of Commerce"), ministry, CATEGORICAL[2]))
    indicator = package.indicators.loc["trade"]
    strip = Strip(
        title=_(indicator["name"]),
        unit=indicator["unit"],
        kind=_("both directions; the sums of reports are ours"),
        shape=STEPS,
        tracks=tuple(tracks),
    )
    strip = with_reports(strip, "trade", package, selection)
    return strip if strip.tracks or strip.panel else None


def sum_directions(series: pd.DataFrame) -> pd.DataFrame:
    """Both directions of goods together, where one publication has both of one period: our sums, marked so."""
    rows = series[series["indicator_id"].isin(_DIRECTIONS)].astype({"obs_status": "str"})  # categories have no order
    rest = [column for column in [*KEY, "source_id"] if column != "indicator_id"]
    both = rows.groupby(rest, as_index=False, sort=False).agg(
        value=("value", "sum"),
        count=("value", "size"),
        obs_status=("obs_status", "max"),
        locator=("locator", "; ".join),
    )
    both = both[both["count"] == len(_DIRECTIONS)].assign(
        indicator_id="trade", is_computed=True, note=_("Sum that we made of both directions.")
    )
    return both[series.columns].astype(series.dtypes.to_dict()).sort_values("period_end", ignore_index=True)


def build_remittances(series: pd.DataFrame, package: DataPackage, selection: Selection) -> list[Strip]:
    """Remittances by fiscal year, with the break drawn where the first year after it begins."""
    return [
        replace(
            strip,
            breaks=tuple(
                Note(_("break: another attribution since"), start)
                for start in strip.tracks[0].points.query("obs_status == 'B'")["period_start"]
            ),
        )
        for strip in build_count(series, package, selection, "remittances")
    ]


def build_payments(series: pd.DataFrame, package: DataPackage, selection: Selection) -> list[Strip]:
    """What Pakistan's banks received and paid for trade with Japan: parts of two years alone were found."""
    return [
        strip
        for indicator_id in ("import-payments", "export-receipts")
        for strip in build_count(series, package, selection, indicator_id)
    ]


def build_vehicles(series: pd.DataFrame, package: DataPackage, selection: Selection) -> list[Strip]:
    """Used vehicles: exports from Japan to Pakistan, and imports into Pakistan from anywhere, each its own strip."""
    return [
        strip
        for indicator_id in ("used-vehicles-exported", "used-vehicles-imported")
        for strip in build_count(series, package, selection, indicator_id)
    ]
