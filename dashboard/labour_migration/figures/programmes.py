"""The labour programmes in numbers: holders, fields of SSW, limits, and the language schools behind them."""

import re
from dataclasses import replace

import pandas as pd

from labour_migration.coverage import LABOUR
from labour_migration.data.codes import JAPAN, PAKISTAN, SINCE, in_prefecture, of_subject
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection, select, select_years
from labour_migration.data.series import pick
from labour_migration.figures.facets import BARS, LINE, STEPS, Facet, Note, Series, with_reports
from labour_migration.figures.ranking import Order, Ranking, find_common_day, rank
from labour_migration.figures.residents import link_programmes, rank_routes
from labour_migration.figures.style import CATEGORICAL
from labour_migration.labels import format_date, format_measure, format_number, format_programme, name_programme
from labour_migration.language import gettext as _
from labour_migration.view import View

HELD = ("titp", "ssw")  # programmes whose status of residence is counted
FOR_WORK = (LABOUR, "work", "study")  # the groups of statuses for work, training and study
_FIELDS = 5  # of SSW that are drawn
_KIND = re.compile(r"^[^:：]*[:：]\s*")  # what kind of breakdown a category is of, such as "SSW field"


def build_holders(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """People of Pakistani nationality with the status of each programme since 2019, a facet a programme.

    Days of dated events, such as the agreement, are lines through it.
    """
    rows = pick(series, indicator_id="residents", nationality_id=PAKISTAN, area_id=JAPAN)
    rows = select_years(rows[rows["period_end"].dt.year >= SINCE], view.selection)
    events = select(package.events, view.selection, package)
    facets = []
    for code in HELD:
        points = pick(rows, programme_id=code)
        if points.empty or not is_chosen(code, package, view.selection):
            continue
        programme = package.programmes.loc[code]
        own = events[(events["programme_id"] == code) & (events["date_precision"] == "day")]
        facet = Facet(
            title=name_programme(programme),
            unit=package.indicators.loc["residents", "unit"],
            kind=format_measure("stock"),
            shape=LINE,
            series=(Series(format_programme(programme), points),),
            days=tuple(
                Note(
                    _("{date}: {event}").format(date=format_date(event.date_start), event=_(event.title)),
                    event.date_start,
                )
                for event in own.itertuples()
            ),
        )
        facets.append(with_reports(facet, "residents", package, view.selection, (code,)))
    return facets


def rank_held(series: pd.DataFrame, package: DataPackage, view: View) -> Ranking | None:
    """How many of all Pakistani residents are under the programmes, at the latest date: all, both together, and each.

    None where no date of the chosen years has them all.
    """
    rows = pick(series, indicator_id="residents", nationality_id=PAKISTAN, area_id=JAPAN)
    rows = select_years(rows[rows["period_end"].dt.year >= SINCE], view.selection)
    first, second = (format_programme(package.programmes.loc[code]) for code in HELD)
    names = {ROOT: _("All Pakistani residents"), LABOUR: _("{first} or {second}").format(first=first, second=second)}
    names |= dict(zip(HELD, (first, second), strict=True))
    members = [Series(name, pick(rows, programme_id=code)) for code, name in names.items()]
    day = find_common_day(members)
    if day is None:
        return None
    unit = package.indicators.loc["residents", "unit"]
    facet = Facet(_("Pakistani residents"), unit, format_measure("stock"), LINE, tuple(members))
    order = Order(day, whole=members[0], highlighted=[members[1].name])
    return link_programmes(rank(facet, _("Pakistanis in Japan"), order), "programmes", view)


def rank_work(series: pd.DataFrame, package: DataPackage, view: View) -> Ranking | None:
    """The statuses that people come to work, train or study on, beside those of 2019: the programmes stand out."""
    routes = package.routes
    codes = [code for group in FOR_WORK for code in routes.parts(group)]
    ranking = rank_routes(series, package, view.selection, codes, HELD)
    # Of what is left of all residents, most came for other reasons: no row of this ranking.
    if ranking is None:
        return None
    ranked = replace(ranking, rows=tuple(row for row in ranking.rows if not row.is_rest))
    return link_programmes(ranked, "programmes", view)


def is_chosen(code: str, package: DataPackage, selection: Selection) -> bool:
    """True where a route is chosen, or one above or below it, or none at all."""
    related = {*package.routes.line(code), *package.routes.family(code)}
    return not selection.programmes or bool(related & set(selection.programmes))


def build_fields(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Specified skilled workers of all nationalities, in the five fields that are largest at the last date.

    The table has all fields. Where a date has (i) alone, that; else (i) and (ii) together. The five are the same
    whatever years are chosen.
    """
    rows = pick(series, indicator_id="ssw-by-field")
    is_shown = rows["programme_id"].map(lambda code: is_chosen(code, package, view.selection))
    rows = rows[(rows["category"] != "") & is_shown]
    rows = rows[~(rows["programme_id"].eq("ssw") & rows.duplicated(["category", "period_end"], keep=False))]
    if rows.empty:
        return []
    last = rows["period_end"].max()
    largest = rows[rows["period_end"] == last].nlargest(_FIELDS, "value")["category"].to_list()
    labels = package.descriptor.resource("official_statistics").field("category").choices
    rows = select_years(rows, view.selection)
    others = [code for code in labels if code not in largest]
    members = [
        Series(
            field_name(labels[code]),
            pick(rows, category=code),
            CATEGORICAL[place % len(CATEGORICAL)],
            is_drawn=code in largest,
        )
        for place, code in enumerate([*largest, *others])
        if (rows["category"] == code).any()
    ]
    if not members:
        return []
    indicator = package.indicators.loc["ssw-by-field"]
    title = _("The fields that were largest in {month}").format(month=format_date(last, "month"))
    return [Facet(title, indicator["unit"], format_measure(indicator["measure"]), LINE, tuple(members))]


def field_name(label: str) -> str:
    """The name of a category without what kind of breakdown it is of."""
    name = _KIND.sub("", _(label))
    return name[:1].upper() + name[1:]


def build_limits(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """The limits of acceptance that were decided, and those that were proposed: never on the axis of people.

    That of several programmes together is left out where single ones are chosen.
    """
    labels = package.descriptor.resource("official_statistics").field("category").choices
    facets, colours = [], {}  # a programme has one colour in both facets
    for indicator_id in ("intake-limit", "intake-limit-proposed"):
        rows = select_years(pick(series, indicator_id=indicator_id), view.selection)
        members = []
        for (code, category), points in rows.groupby(["programme_id", "category"], sort=False):
            is_group_left_out = code in package.routes.groups and code not in (view.selection.programmes or (code,))
            if is_group_left_out or not is_chosen(code, package, view.selection):
                continue
            name = format_programme(package.programmes.loc[code])
            if category:
                name = _("{programme}, {field}").format(programme=name, field=field_name(labels[category]))
            colour = colours.setdefault(code, CATEGORICAL[len(colours) % len(CATEGORICAL)])
            members.append(Series(name, points, colour, is_drawn=not category))
        if members:
            indicator = package.indicators.loc[indicator_id]
            kind = format_measure(indicator["measure"])
            facets.append(Facet(_(indicator["name"]), indicator["unit"], kind, STEPS, tuple(members)))
    return facets


def build_language(series: pd.DataFrame, package: DataPackage, view: View) -> list[Facet]:
    """Learners and teachers of Japanese in Pakistan, and the institutions, a facet each."""
    return [
        facet
        for indicator_id in ("language-learners", "language-teachers", "language-institutions")
        for facet in build_count(series, package, view, indicator_id)
    ]


def build_count(series: pd.DataFrame, package: DataPackage, view: View, indicator_id: str) -> list[Facet]:
    """One indicator as bars over its years, all routes and kinds together, with what articles print of it.

    Empty where no official figure is left. Of Pakistani nationality, where the indicator counts by nationality.
    """
    rows = pick(series, indicator_id=indicator_id, programme_id=ROOT, category="")
    rows = select_years(of_subject(rows[~in_prefecture(rows)]), view.selection)
    if rows.empty:
        return []
    indicator = package.indicators.loc[indicator_id]
    kind = _("per year") if indicator["measure"] == "flow" else format_measure(indicator["measure"])
    facet = Facet(_(indicator["name"]), indicator["unit"], kind, BARS, (Series(_("Total"), rows),))
    return [with_reports(facet, indicator_id, package, view.selection)]


def build_share(series: pd.DataFrame, package: DataPackage, view: View, part: str, whole: str) -> list[Facet]:
    """Japan's share of a whole, in per cent, as bars over the years, with both counts for the table alone.

    ``part`` and ``whole`` are indicators; a period that one of them lacks has no share. The shares are ours.
    """
    counts = share_counts(series, view.selection, part, whole)
    if counts.empty:
        return []
    behind = {}
    for code in (part, whole):
        indicator = package.indicators.loc[code]
        points = pick(counts, indicator_id=code)
        members = (Series(_(indicator["name"]), points, is_drawn=False),)
        kind = format_measure(indicator["measure"])
        behind[code] = Facet(_(indicator["name"]), indicator["unit"], kind, BARS, members)
    parts, wholes = (behind[code].series[0].points.reset_index(drop=True) for code in (part, whole))
    unit = behind[whole].unit
    shares = parts.assign(
        value=parts["value"] / wholes["value"] * 100,
        obs_status=[max(pair) for pair in zip(parts["obs_status"], wholes["obs_status"], strict=True)],
        note=[
            _("Divided by {figure}: {whole}.").format(figure=format_number(value, unit), whole=behind[whole].title)
            for value in wholes["value"]
        ],
    )
    share = Facet(_("Japan's share"), "percent", _("our calculation"), BARS, (Series(_("Japan's share"), shares),))
    return [share, *behind.values()]


def share_counts(series: pd.DataFrame, selection: Selection, part: str, whole: str) -> pd.DataFrame:
    """The observations behind :func:`build_share`: of each period that both indicators have, one row of each."""
    rows = pick(series, programme_id=ROOT, category="")
    rows = select_years(rows[rows["indicator_id"].isin([part, whole])], selection)
    return rows[rows.duplicated(["area_id", "period_start", "period_end"], keep=False)]
