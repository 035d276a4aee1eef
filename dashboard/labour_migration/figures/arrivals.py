"""Who came: one facet for each count, never two on one axis."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from labour_migration.caching import VERSIONS, memo
from labour_migration.citation import format_office
from labour_migration.data.codes import PAKISTAN, PART, whole_category
from labour_migration.data.months import find_highest, in_months, sum_months
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection, select_years
from labour_migration.data.series import full_series, pick
from labour_migration.figures.facets import BARS, Facet, Note, Series, in_calendar_years, with_reports
from labour_migration.figures.programmes import build_count, field_name
from labour_migration.figures.ranking import Ranked, Ranking
from labour_migration.figures.style import CONTEXT
from labour_migration.labels import format_measure, format_number, format_unit, months_between
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

# The count that is published by month, and the event in which an article calls the arrivals an all-time high.
BY_MONTH, CLAIM = "visitor-arrivals", "all-time-high-2023"
MONTH, YEAR = 1, 12  # months


def build_arrivals(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Each count as bars over its years, on an axis of its own; by purpose, sex or kind of visa in the table alone.

    Months and ages are left out.
    """
    labels = package.descriptor.resource("official_statistics").field("category").choices
    facets = []
    for indicator_id, route in COUNTS:
        rows = pick(series, indicator_id=indicator_id, programme_id=route, nationality_id=PAKISTAN)
        rows = select_years(rows[~in_months(rows) & ~_is_nested(rows)], view.selection)
        total = pick(rows, category="")
        if total.empty:
            continue
        kinds = [code for code in labels if code and (rows["category"] == code).any()]
        parts = [Series(field_name(labels[code]), pick(rows, category=code), is_drawn=False) for code in kinds]
        indicator = package.indicators.loc[indicator_id]
        name = name_count(indicator_id, route, package)
        facet = Facet(name, indicator["unit"], _("per year"), BARS, (Series(_("Total"), total), *parts))
        facets.append(with_reports(facet, indicator_id, package, view.selection, (route,)))
    return facets


def name_count(indicator_id: str, route: str, package: DataPackage) -> str:
    """What a count is called: its indicator, and its status of residence where it is of one."""
    name = _(package.indicators.loc[indicator_id, "name"])
    if route == ROOT:
        return name
    return _("{name}: {route}").format(name=name, route=_(package.programmes.loc[route, "name"]))


def define_count(indicator_id: str, route: str, package: DataPackage) -> str:
    """Whom a count counts, in a sentence or two."""
    if route == ROOT:
        return _(package.indicators.loc[indicator_id, "definition"])
    return _("New entrants with the status {route}. Excludes workers, students and families.").format(
        route=_(package.programmes.loc[route, "name"])
    )


def _is_nested(rows: pd.DataFrame) -> pd.Series:
    return rows["category"].map(whole_category) != ""


def common_years(series: pd.DataFrame, selection: Selection) -> dict[str, pd.DataFrame]:
    """The chosen years of which every count is published, the latest first, each with its rows, the widest first."""
    counts = []
    for indicator_id, route in COUNTS:
        rows = pick(series, indicator_id=indicator_id, programme_id=route, nationality_id=PAKISTAN, category="")
        rows = select_years(rows, selection)
        years = rows[in_calendar_years(rows)]
        counts.append(years.set_index(years["period_end"].dt.year.astype(str)))
    shared = set.intersection(*(set(rows.index) for rows in counts))
    years = sorted(shared, reverse=True)
    return {year: pd.concat([rows.loc[[year]] for rows in counts], ignore_index=True) for year in years}


def rank_counts(series: pd.DataFrame, package: DataPackage, view: View) -> Ranking | None:
    """The counts of the year that a view names side by side, the widest first, each with whom it counts and who counts.

    Dots, since none is a part of another; None where no chosen year has all.
    """
    years = common_years(series, view.selection)
    if not years:
        return None
    year = view["year"]
    rows = tuple(
        Ranked(
            name=name_count(row["indicator_id"], row["programme_id"], package),
            point=row,
            note=_("{definition} Counts {unit}. {publisher}.").format(
                definition=define_count(row["indicator_id"], row["programme_id"], package),
                unit=format_unit(package.indicators.loc[row["indicator_id"], "unit"]),
                publisher=format_office(package.sources[row["source_id"]]),
            ),
        )
        for row in years[year].to_dict("records")
    )
    facet = Facet(_("Arrivals"), "", "", BARS, (Series(_("Arrivals"), years[year]),))
    return Ranking(kind=_("What is counted"), facet=facet, rows=rows, period=year, is_dotted=True)


def build_months(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """The count that is published by month as bars over its months: never with years, nor with parts of years."""
    points = find_months(series, view.selection)
    if points.empty:
        return []
    indicator = package.indicators.loc[BY_MONTH]
    members = (Series(_("Total"), points),)
    return [Facet(_(indicator["name"]), indicator["unit"], _("per month"), BARS, members, bar_months=MONTH)]


def build_claimed(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """The months that an article counts arrivals in among those around them, and our total of them as a bracket.

    Of the count that is published by month. What the article reports counts something else, and is no mark here. No
    facet where none of its months is chosen, no bracket where one of them is not.
    """
    rows = sum_claimed(series, package, view.selection)
    claimed, total = rows[~rows["is_computed"]], rows[rows["is_computed"]]
    if claimed.empty:
        return []
    months = find_months(series, view.selection)
    first, last = claimed["period_start"].min(), claimed["period_end"].max()
    is_around = months["period_end"].dt.year.between(first.year, last.year)
    others = months[is_around & ~months["period_end"].isin(claimed["period_end"])]
    members = [Series(_("Months that the article counts"), claimed, is_labelled=False)]
    if not others.empty:
        members.append(Series(_("Months before and after"), others, CONTEXT, is_labelled=False))
    brackets = []
    for row in total.to_dict("records"):
        members.append(Series(_("Our total"), total, is_drawn=False))
        told = _("Our total: {number}").format(number=format_number(row["value"]))
        brackets.append(Note(told, row["period_start"], row["period_end"]))
    indicator = package.indicators.loc[BY_MONTH]
    return [
        Facet(
            title=_(indicator["name"]),
            unit=indicator["unit"],
            kind=_("per month"),
            shape=BARS,
            series=tuple(members),
            totals=tuple(brackets),
            bar_months=MONTH,
        )
    ]


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


def rank_ages(series: pd.DataFrame, package: DataPackage, view: View) -> Ranking | None:
    """Entries by age in the latest chosen year, the youngest first: our total of both sexes; None without any.

    An age that one sex alone is published of has no row.
    """
    rows = find_ages(series, view.selection)
    ages = rows[_is_nested(rows)]
    if ages.empty:
        return None
    found = []
    for age, both in ages.groupby(ages["category"].str.partition(PART)[2], sort=False):
        if len(both) == len(SEXES):
            total = {**both.iloc[0], "value": both["value"].sum(), "is_computed": True}
            found.append(Ranked(age.replace("-", "–"), total))
    indicator = package.indicators.loc["entries"]
    members = (Series(_(indicator["name"]), rows),)
    facet = Facet(_(indicator["name"]), indicator["unit"], format_measure(indicator["measure"]), BARS, members)
    year = str(rows["period_end"].iloc[0].year)
    return Ranking(kind=_("Age in years"), facet=facet, rows=tuple(found), period=year)


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
