"""Who lives in Japan: facets of residents, of their statuses, and of Pakistan beside other nationalities."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import chain
from urllib.parse import urlencode

import pandas as pd

from labour_migration.caching import memo
from labour_migration.data.codes import EVERYBODY, JAPAN, PAKISTAN, SINCE, in_prefecture
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection, select_years
from labour_migration.data.series import full_series, pick
from labour_migration.figures.drawing import fitted
from labour_migration.figures.facets import LINE, Facet, Series, with_reports
from labour_migration.figures.ranking import Order, Ranked, Ranking, find_base_day, find_common_day, rank
from labour_migration.figures.style import CATEGORICAL, CONTEXT, OFFICIAL
from labour_migration.labels import format_date, format_measure, format_number, format_obs_status, format_programme
from labour_migration.language import gettext as _
from labour_migration.results.judgement import AGREES, AGREES_WITH_EARLIER
from labour_migration.results.reconcile import reconcile
from labour_migration.site import find_view
from labour_migration.view import View, format_view

INDEX, SHARE = "index", "share"
PREFECTURE_HISTORY = "prefecture"  # the place of the history of one prefecture on its page
_DECEMBER = 12
_DAYS_KEPT = 64  # selections whose days of count are kept
_RANKED_AT_MOST = 12  # rows of a ranking, beside that of the rest
CATEGORIES = "categories"  # our groups of statuses, in place of the statuses of one


def build_residents(series: pd.DataFrame, package: DataPackage, view: View, indicator_id: str) -> list[Facet]:
    """Residents since 2012, or registered foreigners until 2011, with the reports of them: two counts, never one axis.

    One line for all routes together or for each that is chosen. Promises are no marks here.
    """
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
    )
    facet = with_reports(facet, indicator_id, package, view.selection, view.selection.programmes or (ROOT,))
    if not (facet.series or facet.in_print):
        return []
    return [stand_alone(facet, package) if len(members) < 2 else facet]


def stand_alone(facet: Facet, package: DataPackage) -> Facet:
    """A facet of at most one line as the one of its chart: all labels inside, of its reports and of some counts.

    The latest count is labelled, the first, and those that a report matched on its day.
    """
    ends = [member.points["period_end"].agg(["max", "min"]) for member in facet.series]
    shown = set(facet.reported["figure_id"])
    matched = [
        (one.earlier or one.official).period_end
        for one in reconcile(package)
        if one.figure["figure_id"] in shown and one.verdict in (AGREES, AGREES_WITH_EARLIER)
    ]
    return replace(facet, is_alone=True, labelled=tuple(dict.fromkeys([*chain(*ends), *matched])))


def _subject(series: pd.DataFrame, indicator_id: str, area_id: str | None = JAPAN) -> pd.DataFrame:
    """The series of people of Pakistani nationality in all of Japan, in a prefecture, or in all areas."""
    rows = pick(series, indicator_id=indicator_id, nationality_id=PAKISTAN)
    return rows if area_id is None else pick(rows, area_id=area_id)


def _route_series(rows: pd.DataFrame, package: DataPackage, selection: Selection) -> tuple[Series, ...]:
    """A member for each chosen route, or one for all together."""
    codes = selection.programmes or (ROOT,)
    members = [
        Series(
            format_programme(package.programmes.loc[code]) if code != ROOT else _("All statuses"),
            pick(rows, programme_id=code),
            CATEGORICAL[place % len(CATEGORICAL)],
        )
        for place, code in enumerate(codes)
    ]
    return tuple(member for member in members if not member.points.empty)


def rank_statuses(series: pd.DataFrame, package: DataPackage, view: View) -> Ranking | None:
    """The statuses of Pakistani residents by their number at the latest date, beside that of the end of 2019.

    All statuses, those of one category, or the categories, which are ours; of them those that are chosen.
    """
    unfolded, routes = view["unfold"], package.routes
    if unfolded == CATEGORIES:
        codes = routes.groups
    elif unfolded == ROOT:
        codes = tuple(code for group in routes.groups for code in routes.parts(group))
    else:
        codes = routes.parts(unfolded)
    ranking = rank_routes(series, package, view.selection, codes, ())
    return ranking and link_programmes(ranking, "residents", view)


def rank_routes(
    series: pd.DataFrame,
    package: DataPackage,
    selection: Selection,
    codes: Collection[str],
    highlighted: Collection[str],
) -> Ranking | None:
    """Pakistani residents by some routes, of them those that are chosen; None where none is left.

    Where nothing is chosen, the rest of all residents is the last row.
    """
    routes = package.routes
    if selection.programmes:
        chosen = routes.covered(selection.programmes)
        codes = [high for code in codes for high in ((code,) if code in chosen else routes.highest(code, chosen))]
    rows = select_years(_subject(series, "residents"), selection)
    found = _split(rows, "programme_id")
    whole = Series(_("All Pakistani residents"), found.get(ROOT, rows.iloc[:0]), is_drawn=False)
    members = [Series(format_programme(package.programmes.loc[code]), found[code]) for code in codes if code in found]
    if not members or whole.points.empty:
        return None
    day = max(member.points["period_end"].max() for member in members)
    order = Order(
        day,
        find_base_day(whole.points["period_end"][whole.points["period_end"] <= day], SINCE),
        None if selection.programmes else whole,
        [format_programme(package.programmes.loc[code]) for code in highlighted],
        _RANKED_AT_MOST,
    )
    wholes = () if selection.programmes else (whole,)
    facet = _people(_("Pakistani residents"), (*members, *wholes), package)
    return rank(facet, _("Status of residence"), order)


def link_programmes(ranking: Ranking, page: str, view: View) -> Ranking:
    """The ranking with names that lead to a page of one programme or status each, with all else that a view chose."""

    def address(row: Ranked) -> str:
        query = format_view(view) | {"programme": [row.point["programme_id"]]}
        return f"{find_view(page).path}?{urlencode(query, doseq=True)}"

    has_page = [not row.is_rest and row.point["programme_id"] != ROOT for row in ranking.rows]
    rows = zip(ranking.rows, has_page, strict=True)
    return replace(ranking, rows=tuple(replace(row, address=address(row)) if is_one else row for row, is_one in rows))


def _at_ends_of_years(rows: pd.DataFrame) -> pd.DataFrame:
    """The counts of December: until 2023 there are no others by prefecture, and a line of both kinds would be torn."""
    return rows[rows["period_end"].dt.month == _DECEMBER]


def _split(rows: pd.DataFrame, column: str) -> dict[str, pd.DataFrame]:
    """The rows by the code of a column; a code without rows is not there."""
    return dict(iter(rows.groupby(column, observed=True, sort=False)))


def _people(title: str, members: Sequence[Series], package: DataPackage) -> Facet:
    """A facet of residents."""
    return Facet(title, package.indicators.loc["residents", "unit"], format_measure("stock"), LINE, tuple(members))


def rank_prefectures(package: DataPackage, view: View) -> Ranking:
    """The prefectures by their Pakistani residents on the day of a view, and how many live in the others.

    A name leads to the history of its prefecture, below on the same page; the one that is chosen stands out.
    """
    rows = select_years(_subject(full_series(package), "residents", area_id=None), view.selection)
    rows = pick(rows, programme_id=ROOT)
    whole = Series(_("All of Japan"), pick(rows, area_id=JAPAN), is_drawn=False)
    placed, day = rows[in_prefecture(rows)], pd.Timestamp(view["day"])
    if day.month == _DECEMBER:
        placed = _at_ends_of_years(placed)
    found = _split(placed, "area_id")
    names = {_(package.areas.loc[code, "name"]): code for code in found}
    members = [Series(name, found[code]) for name, code in names.items()]
    chosen = [name for name, code in names.items() if code == view["prefecture"]]
    order = Order(day, whole=whole if len(whole.points) else None, highlighted=chosen, most=_RANKED_AT_MOST)
    ranking = rank(_people(_("Pakistani residents"), (*members, whole), package), _("Prefecture"), order)
    linked = [
        row if row.is_rest else replace(row, address=address_prefecture(names[row.name], view)) for row in ranking.rows
    ]
    return replace(ranking, rows=tuple(linked))


def address_prefecture(code: str, view: View) -> str:
    """The address that opens the history of a prefecture, with all else that a view has chosen."""
    query = format_view(view) | {"prefecture": [code]}
    return f"{find_view('residents').path}?{urlencode(query, doseq=True)}#{PREFECTURE_HISTORY}"


def build_prefecture(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Pakistani residents of the prefecture that a view names, at the end of each year; nothing where it names none."""
    code = view["prefecture"]
    rows = select_years(_subject(series, "residents", area_id=code), view.selection) if code else series.iloc[:0]
    points = _at_ends_of_years(pick(rows, programme_id=ROOT))
    if points.empty:
        return []
    name = _(package.areas.loc[code, "name"])
    return [_people(name, [Series(name, points)], package)]


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
    clauses = [
        _("{name} {number}").format(name=_(names[row.area_id]), number=format_number(row.value))
        for row in largest.itertuples()
    ]
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
        title, unit, kind = _("Share of all foreign residents"), "percent", _("our calculation")
    else:
        title, unit = _("Residents, index"), "index"
        kind = _("{day} = 100, our calculation").format(day=format_date(first))
    return [Facet(title, unit, kind, LINE, _subject_last(members, package))]


def build_compared(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """The facets of :func:`build_comparison` of the counts that a view selects, by what it compares."""
    return build_comparison(compared_counts(series, view.selection), package, view["compare"])


def compared_counts(series: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Residents of every nationality that the package holds, all routes together, in the chosen years."""
    return select_years(pick(series, indicator_id="residents", programme_id=ROOT, area_id=JAPAN), selection)


def rank_peers(series: pd.DataFrame, package: DataPackage, view: View, route: str) -> Ranking | None:
    """The holders of one status by nationality at the latest date that has all of them, as parts of all holders.

    Where no date has all, at the latest that has Pakistan's and the total. None where there is none.
    """
    rows = pick(series, indicator_id="residents", programme_id=route, area_id=JAPAN)
    rows = select_years(rows[rows["period_end"] >= pd.Timestamp(f"{SINCE}-12-31")], view.selection)
    named = {
        code: Series(_(name), pick(rows, nationality_id=code), is_drawn=code != EVERYBODY)
        for code, name in package.nationalities["name"].items()
    }
    named = {code: member for code, member in named.items() if not member.points.empty}
    if not {PAKISTAN, EVERYBODY} <= set(named):
        return None
    day = find_common_day(named.values()) or find_common_day([named[PAKISTAN], named[EVERYBODY]])
    if day is None:
        return None
    order = Order(day, whole=named[EVERYBODY], highlighted=[named[PAKISTAN].name])
    facet = _people(format_programme(package.programmes.loc[route]), tuple(named.values()), package)
    return rank(facet, _("Nationality"), order)


def _peer_style(code: str, place: int) -> tuple[str, int]:
    """Colour and width of a nationality's line: Pakistan's stands out, the total is grey."""
    if code == PAKISTAN:
        return OFFICIAL, 4
    return (CONTEXT, 2) if code == EVERYBODY else (CATEGORICAL[1 + (place - 1) % (len(CATEGORICAL) - 1)], 2)


def _subject_last(members: Sequence[Series], package: DataPackage) -> tuple[Series, ...]:
    """The members with Pakistan's drawn over the others."""
    subject = _(package.nationalities.loc[PAKISTAN, "name"])
    return tuple(sorted(members, key=lambda member: member.name == subject))
