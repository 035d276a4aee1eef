"""Who lives in Japan: facets of residents, of their statuses, and of Pakistan beside other nationalities."""

from collections.abc import Sequence

import pandas as pd

from labour_migration.caching import memo
from labour_migration.data.codes import EVERYBODY, JAPAN, PAKISTAN, in_prefecture
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection, select_years
from labour_migration.data.series import full_series, pick
from labour_migration.figures.drawing import fitted
from labour_migration.figures.facets import BARS, LINE, Facet, Note, Series, with_reports
from labour_migration.figures.style import CATEGORICAL, CONTEXT, OFFICIAL
from labour_migration.labels import format_date, format_measure, format_number, format_obs_status, format_programme
from labour_migration.language import gettext as _
from labour_migration.view import View

INDEX, SHARE = "index", "share"
_DAYS_KEPT = 64  # selections whose days of count are kept
_NAMED_AT_MOST = 6  # statuses of a group that are stacked by themselves


def build_residents(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Residents since 2012 with the reports of them, and registered foreigners until 2011: two counts, two axes.

    One line for all routes together or for each that is chosen. Promises are no marks here.
    """
    facets = []
    for indicator_id, text in (
        ("residents", _("break: another count before")),
        ("registered-foreigners", _("break: another count after")),
    ):
        rows = select_years(_subject(series, indicator_id), view.selection)
        members = _route_series(rows, package, view.selection)
        indicator = package.indicators.loc[indicator_id]
        name = _(indicator["name"])
        is_one_route = len(members) == 1 and bool(view.selection.programmes)
        facet = Facet(
            title=_("{name}: {route}").format(name=name, route=members[0].name) if is_one_route else name,
            unit=indicator["unit"],
            kind=format_measure(indicator["measure"]),
            shape=LINE,
            series=members,
            breaks=tuple(Note(text, day) for day in _break_days(series)),
        )
        facets.append(with_reports(facet, indicator_id, package, view.selection, view.selection.programmes or (ROOT,)))
    return [facet for facet in facets if facet.series or facet.in_print]


def _subject(series: pd.DataFrame, indicator_id: str) -> pd.DataFrame:
    """The series of people of Pakistani nationality in all of Japan."""
    return pick(series, indicator_id=indicator_id, nationality_id=PAKISTAN, area_id=JAPAN)


def _break_days(series: pd.DataFrame) -> list[pd.Timestamp]:
    """The middle between the last count of registered foreigners and the first of residents."""
    before = _subject(series, "registered-foreigners")["period_end"]
    after = _subject(series, "residents")["period_end"]
    return [] if before.empty or after.empty else [before.max() + (after.min() - before.max()) / 2]


def _route_series(rows: pd.DataFrame, package: DataPackage, selection: Selection) -> tuple[Series, ...]:
    """A member for each chosen route, or one for all together."""
    codes = selection.programmes or (ROOT,)
    members = [
        Series(
            format_programme(package.programmes.loc[code]) if code != ROOT else _("All routes"),
            pick(rows, programme_id=code),
            CATEGORICAL[place % len(CATEGORICAL)],
        )
        for place, code in enumerate(codes)
    ]
    return tuple(member for member in members if not member.points.empty)


def build_statuses(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Residents by group of statuses, or by the statuses of one group, stacked half-year upon half-year.

    Of a group with many statuses the largest at the last date are named; the table has all.
    """
    unfolded = view["unfold"]
    rows = select_years(_subject(series, "residents"), view.selection)
    routes = package.routes
    chosen = routes.covered(view.selection.programmes) if view.selection.programmes else frozenset(routes.ordered)
    series_of = {code: pick(rows, programme_id=code) for code in routes.highest(unfolded, chosen)}
    series_of = {code: points for code, points in series_of.items() if not points.empty and points["value"].any()}
    day = max((points["period_end"].max() for points in series_of.values()), default=None)
    at_last = {code: points.loc[points["period_end"] == day, "value"].sum() for code, points in series_of.items()}
    latest = sorted(series_of, key=at_last.__getitem__, reverse=True)[:_NAMED_AT_MOST]
    # The small ones lie on top of the stack, in grey and without a label.
    ordered = [code for code in series_of if code in latest] + [code for code in series_of if code not in latest]
    members = [
        Series(
            format_programme(package.programmes.loc[code]),
            series_of[code],
            CATEGORICAL[place] if code in latest else CONTEXT,
            is_labelled=code in latest,
        )
        for place, code in enumerate(ordered)
    ]
    if not members:
        return []
    if len(members) == 1:
        title = members[0].name
    elif unfolded == ROOT:
        title = _("Chosen routes") if view.selection.programmes else _("All groups")
    else:
        title = format_programme(package.programmes.loc[unfolded])
    unit = package.indicators.loc["residents", "unit"]
    return [Facet(title, unit, format_measure("stock"), BARS, tuple(members))]


def latest_prefectures(series: pd.DataFrame, selection: Selection) -> dict[str, pd.DataFrame]:
    """The prefectures' rows by the day of the count (ISO 8601), the latest first; those of the chosen years alone."""
    rows = pick(series, indicator_id="residents", nationality_id=PAKISTAN, programme_id=ROOT)
    rows = select_years(rows[in_prefecture(rows)], selection)
    days = sorted(rows["period_end"].unique(), reverse=True)
    return {day.date().isoformat(): rows[rows["period_end"] == day] for day in map(pd.Timestamp, days)}


@memo(at_most=_DAYS_KEPT)
def prefecture_days(package: DataPackage, selection: Selection) -> tuple[str, ...]:
    """The days of :func:`latest_prefectures` alone."""
    return tuple(latest_prefectures(full_series(package), selection))


def describe_prefectures(rows: pd.DataFrame, package: DataPackage) -> str:
    """The alternative text of the map: the largest prefectures with their numbers, the others counted."""
    largest = rows.sort_values("value", ascending=False, kind="stable")
    names = package.areas["name"]
    clauses = [f"{_(names[row.area_id])} {format_number(row.value)}" for row in largest.itertuples()]
    day = format_date(rows["period_end"].iloc[0])
    if len(doubts := set(rows["obs_status"].map(format_obs_status)) - {""}) == 1:
        day = _("{day} ({status})").format(day=day, status=doubts.pop())
    return fitted(_("Pakistani residents by prefecture, {day}:").format(day=day), clauses)


def build_comparison(counts: pd.DataFrame, package: DataPackage, measure: str) -> list[Facet]:
    """Residents of each nationality as an index (first date = 100) or as a share of all foreign residents.

    ``counts`` are those of :func:`compared_counts`. The numbers that come out are ours; those of all
    nationalities stand in the index alone.
    """
    if counts.empty:
        return []
    first = counts["period_end"].min()
    bases = counts[(counts["period_end"] == first) & (counts["value"] > 0)].set_index("nationality_id")["value"]
    wholes = counts[counts["nationality_id"] == EVERYBODY].set_index("period_end")["value"]
    members = []
    for code, name in package.nationalities["name"].items():
        points = pick(counts, nationality_id=code)
        if points.empty or (measure == SHARE and code == EVERYBODY) or (measure == INDEX and code not in bases):
            continue
        base = points["period_end"].map(wholes) if measure == SHARE else bases[code]
        points = points.assign(value=points["value"] / base * 100).dropna(subset="value")
        members.append(Series(_(name), points, *_peer_style(code, len(members))))
    if measure == SHARE:
        title, unit, kind = _("Share of all foreign residents"), "percent", _("our arithmetic")
    else:
        title, unit = _("Residents, index"), "index"
        kind = _("{day} = 100, our arithmetic").format(day=format_date(first))
    return [Facet(title, unit, kind, LINE, _subject_last(members, package))]


def build_compared(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """The facets of :func:`build_comparison` of the counts that a view selects, by what it compares."""
    return build_comparison(compared_counts(series, view.selection), package, view["compare"])


def compared_counts(series: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Residents of every nationality that the package holds, all routes together, in the chosen years."""
    return select_years(pick(series, indicator_id="residents", programme_id=ROOT, area_id=JAPAN), selection)


def build_peers(series: pd.DataFrame, package: DataPackage, view: View, route: str, since: str) -> list[Facet]:
    """Holders of one status by nationality on a logarithmic axis, where a zero has no place."""
    rows = pick(series, indicator_id="residents", programme_id=route, area_id=JAPAN)
    rows = select_years(rows[rows["period_end"] >= pd.Timestamp(since)], view.selection)
    members: list[Series] = []
    for code, name in package.nationalities["name"].items():
        points = pick(rows, nationality_id=code)
        if not points.empty:
            members.append(Series(_(name), points, *_peer_style(code, len(members))))
    if not members:
        return []
    title = format_programme(package.programmes.loc[route])
    kind = _("{measure}, logarithmic axis").format(measure=format_measure("stock"))
    unit = package.indicators.loc["residents", "unit"]
    return [Facet(title, unit, kind, LINE, _subject_last(members, package), is_log=True)]


def _peer_style(code: str, place: int) -> tuple[str, int]:
    """Colour and width of a nationality's line: Pakistan's stands out, the total is grey."""
    if code == PAKISTAN:
        return OFFICIAL, 4
    return (CONTEXT, 2) if code == EVERYBODY else (CATEGORICAL[1 + (place - 1) % (len(CATEGORICAL) - 1)], 2)


def _subject_last(members: Sequence[Series], package: DataPackage) -> tuple[Series, ...]:
    """The members with Pakistan's drawn over the others."""
    subject = _(package.nationalities.loc[PAKISTAN, "name"])
    return tuple(sorted(members, key=lambda member: member.name == subject))
