"""Who came: one facet for each count, never two on one axis."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.codes import PAKISTAN, whole_category
from labour_migration.data.months import find_highest, in_months, sum_months
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection, select_years
from labour_migration.data.series import full_series, pick
from labour_migration.figures.facets import BARS, Facet, Series, with_reports
from labour_migration.figures.programmes import build_count, field_name
from labour_migration.figures.style import CATEGORICAL, CONTEXT
from labour_migration.labels import format_measure, months_between
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
SEXES = ("male", "female")
# Kinds that together are the whole, and are stacked; of other indicators they stand in the table.
_STACKED = {
    ("entries", ROOT): SEXES,
    ("visitor-arrivals", ROOT): ("study-work-family-others", "business", "tourism", "transit-shore"),
    ("new-entrants", "temporary-visitor"): (
        "tourism",
        "business",
        "visiting-relatives",
        "other-purposes",
        "cultural-academic",
    ),
}


# The count that is published by month, and the event in which an article calls the arrivals an all-time high.
BY_MONTH, CLAIM = "visitor-arrivals", "all-time-high-2023"
MONTH, YEAR = 1, 12  # months


def build_arrivals(
    series: pd.DataFrame, package: DataPackage, view: View, indicator_id: str, route: str
) -> list[Facet]:
    """One count as bars over its years, by purpose or by sex where these are the whole; without months and ages."""
    rows = pick(series, indicator_id=indicator_id, programme_id=route, nationality_id=PAKISTAN)
    rows = select_years(rows[~in_months(rows) & ~_is_nested(rows)], view.selection)
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
        parts += [Series(_("No breakdown"), undivided, CONTEXT)] if not undivided.empty else []
        parts.append(Series(_("Total"), total, is_drawn=False))
    title = _(indicator["name"])
    if route != ROOT:
        title = f"{title}: {_(package.programmes.loc[route, 'name'])}"
    facet = Facet(title, indicator["unit"], format_measure(indicator["measure"]), BARS, tuple(parts))
    return [with_reports(facet, indicator_id, package, view.selection, (route,))]


def _is_nested(rows: pd.DataFrame) -> pd.Series:
    return rows["category"].map(whole_category) != ""


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


def build_months(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """The count that is published by month as bars over its months: never with years, nor with parts of years."""
    points = find_months(series, view.selection)
    if points.empty:
        return []
    indicator = package.indicators.loc[BY_MONTH]
    members = (Series(_("Total"), points),)
    return [Facet(_(indicator["name"]), indicator["unit"], _("by month"), BARS, members, bar_months=MONTH)]


def find_months(series: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The months of the count that is published by month, in the order of time: rows of the series."""
    rows = pick(series, indicator_id=BY_MONTH, programme_id=ROOT, nationality_id=PAKISTAN, category="")
    return select_years(rows[in_months(rows)], selection)


def find_claimed(package: DataPackage) -> pd.DataFrame:
    """The figures that the article of the claim reports of arrivals: dated rows of ``reported_figures.csv``."""
    rows = package.reported
    articles = package.events.loc[package.events["event_id"] == CLAIM, "source_id"]
    is_about = rows["indicator_id"].map(package.indicators["theme"]) == "arrivals"
    return rows[rows["source_id"].isin(articles) & is_about & rows["period_end"].notna()]


def _claimed_months(package: DataPackage) -> tuple[pd.Period, int] | None:
    """The last whole month of the period that the article names, and how many months it names."""
    claimed = find_claimed(package)
    if claimed.empty:
        return None
    start, end = claimed["period_start"].min(), claimed["period_end"].max()
    return (end + pd.Timedelta(days=1)).to_period("M") - 1, months_between(start, end) or 0


def sum_claimed(series: pd.DataFrame, package: DataPackage, selection: Selection) -> pd.DataFrame:
    """The months of the claim, and below them their sum, which is ours; no sum where a month is missing.

    The article counts its months back from its own day; ours are the whole months before that day.
    """
    months = find_months(series, selection)
    found = _claimed_months(package)
    if not found:
        return months.iloc[:0]
    last, count = found
    at = months["period_end"].dt.to_period("M")
    return pd.concat([months[(at > last - count) & (at <= last)], sum_months(months, last, count)])


@dataclass(frozen=True, eq=False)
class Record:
    """A run of so many months that may be the highest so far: one row each, of a series.

    ``same`` is the highest run of the same months in an earlier year, ``ever`` the highest earlier run of any as many
    months.
    """

    months: int
    run: pd.Series
    same: pd.Series
    ever: pd.Series

    @property
    def rows(self) -> Sequence[pd.Series]:
        """All three."""
        return self.run, self.same, self.ever


@memo(at_most=VERSIONS)
def find_records(package: DataPackage) -> tuple[Record, ...]:
    """The claim of an all-time high examined: a month, the year so far, the months that the article names, a year.

    All end with the last whole month before the article. A run without an earlier one is left out. Whatever years are
    chosen, all months are compared: what is highest of some years is no all-time high.
    """
    months = find_months(full_series(package), Selection())
    found = _claimed_months(package)
    if not found:
        return ()
    last, named = found
    records = []
    for count in sorted({MONTH, last.month, named, YEAR}):
        frames = [
            sum_months(months, last, count),
            find_highest(months, count, last, is_same=True),
            find_highest(months, count, last),
        ]
        if not any(frame.empty for frame in frames):
            records.append(Record(count, *(frame.iloc[0] for frame in frames)))
    return tuple(records)


def find_ages(series: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Entries by age and sex in the latest chosen year that is published so, with both sexes: rows of the series."""
    rows = select_years(pick(series, indicator_id="entries", nationality_id=PAKISTAN), selection)
    ages = rows[_is_nested(rows)]
    latest = rows[rows["period_end"] == ages["period_end"].max()]
    return latest[_is_nested(latest) | latest["category"].isin(SEXES)]


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
