"""Any official series as a chart: one indicator at a time, a line for each nationality, status, area or part."""

from collections.abc import Mapping, Sequence

import pandas as pd

from labour_migration.caching import memo
from labour_migration.data.codes import PAKISTAN, in_prefecture
from labour_migration.data.combinations import match_lines, resolve
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import Selection, select_years
from labour_migration.data.series import full_series, pick
from labour_migration.figures.facets import BARS, LINE, Facet, Series
from labour_migration.figures.programmes import field_name
from labour_migration.figures.style import CATEGORICAL, CONTEXT
from labour_migration.labels import (
    format_measure,
    format_number,
    format_programme,
    join_names,
    months_between,
)
from labour_migration.language import gettext as _
from labour_migration.language import marked, ngettext
from labour_migration.view import View

# Choices of an explorer that are no codes of rows: the total or its parts, and how long a period is.
BREAKDOWN, PERIOD = "breakdown", "period"
TOTAL, EACH = "total", "each"
AT_MOST = len(CATEGORICAL)  # lines that readers can tell apart
_YEAR = 12
_KEPT = 128
# Names that speak of Pakistanis -> what is said where others are shown.
_OF_ALL = {
    "residents": marked("Foreign residents of Japan"),
    "registered-foreigners": marked("Registered foreigners in Japan"),
}
_LINE = ["nationality_id", "programme_id", "area_id", "category"]


@memo(_KEPT)
def list_parts(package: DataPackage, selection: Selection) -> dict[str, str]:
    """What can be shown of an indicator that has parts: its total, each part, one of them; nothing without parts."""
    categories = list(match_lines(resolve(selection, package), package)["category"].drop_duplicates())
    if not any(categories):
        return {}
    labels = package.descriptor.resource("official_statistics").field("category").choices
    parts = {code: field_name(labels[code]) for code in categories if code}
    return ({TOTAL: _("Total")} if "" in categories else {}) | {EACH: _("Each part")} | parts


@memo(_KEPT)
def list_periods(package: DataPackage, selection: Selection) -> dict[str, str]:
    """The lengths of the periods of a flow, whole years first; nothing of a stock, or where all are alike."""
    chosen = resolve(selection, package)
    if _is_stock(chosen, package):
        return {}
    rows = _pick_lines(full_series(package), match_lines(chosen, package), chosen.indicators[0])
    counts = _months(rows).value_counts()
    lengths = sorted(counts.index, key=lambda months: (months != _YEAR, -counts[months]))
    return {str(months): _name_length(months) for months in lengths} if len(lengths) > 1 else {}


def _name_length(months: int) -> str:
    if months == _YEAR:
        return _("year")
    if months and months % _YEAR == 0:
        return ngettext("{count} year", "{count} years", months // _YEAR).format(count=months // _YEAR)
    if months == 1:
        return _("month")
    if not months:
        return _("other periods")
    return ngettext("{count} month", "{count} months", months).format(count=months)


def _name_kind(months: int) -> str:
    """What a flow over periods of so many months is, behind its unit."""
    if months == _YEAR:
        return _("per year")
    if months == 1:
        return _("per month")
    if not months:
        return _("over other periods")
    if months % _YEAR == 0:
        return ngettext("over {count} year", "over {count} years", months // _YEAR).format(count=months // _YEAR)
    return ngettext("over {count} month", "over {count} months", months).format(count=months)


def _is_stock(chosen: Selection, package: DataPackage) -> bool:
    return package.indicators.loc[chosen.indicators[0], "measure"] == "stock"


def _months(rows: pd.DataFrame) -> pd.Series:
    """The number of months of each period; 0 of one that is no number of whole months."""
    lengths = {
        (start, end): months_between(start, end) or 0
        for start, end in rows[["period_start", "period_end"]].drop_duplicates().itertuples(index=False)
    }
    periods = zip(rows["period_start"], rows["period_end"], strict=True)
    return pd.Series([lengths[period] for period in periods], index=rows.index, dtype=int)


def _pick_lines(series: pd.DataFrame, lines: pd.DataFrame, indicator_id: str) -> pd.DataFrame:
    """The rows of some lines of an indicator."""
    rows = pick(series, indicator_id=indicator_id)
    wanted = pd.MultiIndex.from_frame(lines[_LINE])
    return rows[pd.MultiIndex.from_frame(rows[_LINE].astype(str)).isin(wanted)]


def build_explored(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """One indicator on one axis: a line for each nationality, status, area and part that is chosen.

    One definition and one unit, so that the lines can stand beside each other; a single line of a flow is drawn as
    bars. Of more lines than readers can tell apart the largest at the last date are drawn; the table has all.
    """
    chosen = resolve(view.selection, package)
    choices = {choice.key: choice.code for choice in view.choices}
    lines = _take_parts(match_lines(chosen, package), choices)
    indicator = package.indicators.loc[chosen.indicators[0]]
    rows = select_years(_pick_lines(series, lines, chosen.indicators[0]), view.selection)
    is_stock = _is_stock(chosen, package)
    months = _YEAR
    if not is_stock and not rows.empty:
        lengths = _months(rows)
        months = int(choices.get(PERIOD, lengths.iloc[0]))
        rows = rows[lengths == months]
    members = _draw_largest(_name_lines(rows, lines, package))
    if not members:
        return []
    is_alone = len(members) == 1
    return [
        Facet(
            title=name_chart(indicator, lines, package),
            unit=indicator["unit"],
            kind=format_measure(indicator["measure"]) if is_stock else _name_kind(months),
            shape=BARS if is_alone and not is_stock and months else LINE,
            series=members,
            bar_months=months,
        )
    ]


def _take_parts(lines: pd.DataFrame, choices: Mapping[str, str]) -> pd.DataFrame:
    """The lines of the total, of each part, or of one part."""
    part = choices.get(BREAKDOWN, TOTAL if (lines["category"] == "").any() else EACH)
    if part == EACH:
        return lines[lines["category"] != ""]
    return lines[lines["category"] == ("" if part == TOTAL else part)]


def _name_lines(rows: pd.DataFrame, lines: pd.DataFrame, package: DataPackage) -> list[Series]:
    """A member for each line that has a value, called by what tells it from the others."""
    differing = [column for column in _LINE if lines[column].nunique() > 1]
    has_reporters = not in_prefecture(lines).any()  # of countries there are several where each reports the same
    members = []
    for place, line in enumerate(lines.to_dict("records")):
        points = pick(rows, **line)
        if not points.empty:
            names = {column: _name_code(column, line[column], package) for column in differing}
            if has_reporters and "area_id" in names:
                names["area_id"] = _("Reported by {country}").format(country=names["area_id"])
            name = join_names(list(names.values()))
            members.append(Series(name or _("Total"), points, CATEGORICAL[place % AT_MOST]))
    return members


def _name_code(column: str, code: str, package: DataPackage) -> str:
    if column == "category":
        labels = package.descriptor.resource("official_statistics").field("category").choices
        return field_name(labels[code]) if code else _("Total")
    if column == "programme_id":
        return format_programme(package.programmes.loc[code])
    return _({"nationality_id": package.nationalities, "area_id": package.areas}[column].loc[code, "name"])


def _draw_largest(members: Sequence[Series]) -> tuple[Series, ...]:
    """Of many lines the largest at their last dates in colours of their own; the others are in the table alone."""
    if len(members) <= AT_MOST:
        return tuple(members)
    last = max(member.points["period_end"].max() for member in members)
    at_last = [member.points.loc[member.points["period_end"] == last, "value"].sum() for member in members]
    largest = sorted(range(len(members)), key=lambda place: -at_last[place])[:AT_MOST]
    colours = {place: CATEGORICAL[rank] for rank, place in enumerate(sorted(largest))}
    return tuple(
        Series(
            member.name,
            member.points,
            colours.get(place, CONTEXT),
            is_drawn=place in colours,
            is_labelled=place in colours,
        )
        for place, member in enumerate(members)
    )


def name_chart(indicator: pd.Series, lines: pd.DataFrame, package: DataPackage) -> str:
    """What is counted, of whom and where: what all lines share and the name of the indicator does not say."""
    is_pakistani = set(lines["nationality_id"]) == {PAKISTAN}
    name = _(indicator["name"] if is_pakistani else _OF_ALL.get(indicator.name, indicator["name"]))
    shared = {column: lines[column].iloc[0] for column in _LINE if lines[column].nunique() == 1}
    said = []
    if not is_pakistani and "nationality_id" in shared and indicator.name in _OF_ALL:
        said.append(_name_code("nationality_id", shared["nationality_id"], package))
    if shared.get("programme_id", "all") != "all":
        said.append(_name_code("programme_id", shared["programme_id"], package))
    if shared.get("area_id", "").startswith("JP-"):
        said.append(_name_code("area_id", shared["area_id"], package))
    if shared.get("category"):
        said.append(_name_code("category", shared["category"], package))
    return _("{name}: {parts}").format(name=name, parts=join_names(said)) if said else name


def count_undrawn(facets: Sequence[Facet]) -> int:
    """How many lines are in the table alone."""
    return sum(not member.is_drawn for facet in facets for member in facet.series)


def tell_undrawn(facets: Sequence[Facet]) -> str:
    """That the chart has the largest lines alone; "" where it has all."""
    count = count_undrawn(facets)
    if not count:
        return ""
    told = ngettext(
        "The chart shows the {drawn} largest; {count} more is in the table.",
        "The chart shows the {drawn} largest; {count} more are in the table.",
        count,
    )
    return told.format(drawn=AT_MOST, count=format_number(count))
