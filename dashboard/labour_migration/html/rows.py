"""Rows of the package as readers see them: cells for tables, headline figures."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from labour_migration.caching import VERSIONS, memo
from labour_migration.citation import format_event_date, format_office, format_published
from labour_migration.coverage import NOT_IN_FORCE, NOTHING, OFFICIAL, REPORTED
from labour_migration.data.codes import JAPAN, PAKISTAN, in_prefecture, of_subject
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.schema import Source
from labour_migration.data.selection import Selection, format_query, in_order_of_time, select_table
from labour_migration.data.series import KEY, nearest, pick
from labour_migration.figures.facets import Facet
from labour_migration.html.tables import Cell, format_table, indented, joined, link, link_within, noted, quote_words
from labour_migration.labels import (
    format_date,
    format_figure,
    format_figure_period,
    format_locator,
    format_number,
    format_obs_status,
    format_period,
    format_programme,
    format_quantity,
    format_role,
    format_statement,
    format_unit,
    months_between,
    row_quantity,
)
from labour_migration.language import gettext as _
from labour_migration.language import marked, ngettext
from labour_migration.output.export import join_citations

_KEPT = 128  # tables of sources that are kept, and selections of rows
# A symbol and a word: never colour alone.
_STATES = {
    OFFICIAL: ("●", marked("official")),
    REPORTED: ("○", marked("report only")),
    NOTHING: ("–", marked("nothing")),
    NOT_IN_FORCE: ("·", marked("not in force")),
}


def figure_columns() -> list[str]:
    """Heads of the columns of :func:`figure_cells`."""
    return [_("Figure"), _("What is counted"), _("Period"), _("Words as printed"), _("Said by"), _("Source")]


def figure_cells(reported: pd.DataFrame, package: DataPackage) -> list[list[str | Cell]]:
    """A row a reported figure: with its hedge, its period, the link to its words."""
    sources, cells = package.sources, []
    for row in reported.to_dict("records"):
        indicator, source = package.indicators.loc[row["indicator_id"]], sources[row["source_id"]]
        statement = "" if row["statement"] == "outcome" else f" ({format_statement(row['statement'])})"
        cells.append(
            [
                figure_words(row, indicator["unit"]),
                noted(_(indicator["name"]) + statement, row["note"]),
                format_figure_period(row),
                quote_words(row["as_printed"], source),
                row["attributed_to"] or _("no speaker named"),
                joined(source.publisher + ",", format_published(source) + ",", format_locator(row["locator"])),
            ]
        )
    return cells


def figure_words(row: Mapping, unit: str) -> str:
    """A figure as readers see it; beside words without a number, how we read them."""
    shown, quantity = format_figure(row, unit), row_quantity(row)
    if quantity.value is not None:
        return shown
    return _("{words} (we read: {bounds})").format(words=shown, bounds=format_quantity(quantity, unit))


def event_columns() -> list[str]:
    """Heads of the columns of :func:`event_cells`."""
    return [_("When"), _("What"), _("Programme"), _("Words as printed"), _("Source")]


def event_cells(events: pd.DataFrame, package: DataPackage) -> list[list[str | Cell]]:
    """A row an event, in order of time."""
    sources, cells = package.sources, []
    for row in in_order_of_time(events).to_dict("records"):
        source = sources[row["source_id"]]
        cells.append(
            [
                format_event_date(row, source),
                noted(_(row["title"]), row["note"]),
                format_programme(package.programmes.loc[row["programme_id"]]),
                quote_words(row["as_printed"], source),
                joined(source.publisher + ",", format_published(source)),
            ]
        )
    return cells


def coverage_columns(rows: pd.DataFrame) -> list[str]:
    """Heads of the columns of :func:`coverage_cells`."""
    return [_("Programme"), *map(str, rows["year"].unique())]


def coverage_cells(rows: pd.DataFrame, page: str, package: DataPackage) -> list[list[str | Cell]]:
    """A row a programme of what is known by year, of one question; what is official leads to the page that shows it."""
    cells = []
    for code, years in rows.groupby("programme_id", sort=False):
        is_part = len(package.routes.line(code)) > 2  # group, route, part
        name = _("All routes together") if code == ROOT else format_programme(package.programmes.loc[code])
        query = format_query(Selection(() if code == ROOT else (code,)))
        cells.append(
            [indented(name) if is_part else name, *(_state_cell(state, page, query) for state in years["state"])]
        )
    return cells


def _state_cell(state: str, page: str, query: Mapping[str, Sequence[str]]) -> str | Cell:
    symbol, word = _STATES[state]
    shown = f"{symbol}\u00a0{_(word)}"
    return link_within(page, query, shown) if state == OFFICIAL else shown


def format_headlines(
    reported: pd.DataFrame, series: pd.DataFrame, package: DataPackage, verdicts: Mapping[str, Cell]
) -> str:
    """The figures as an HTML list of large numbers, each with its hedge, source, date and link to the words.

    Below each stands the official figure of ``series`` that is nearest to its period, if there is one, and what
    ``verdicts`` has under its ``figure_id``.
    """
    sources = package.sources
    items = (
        _headline(
            row,
            package.indicators.loc[row["indicator_id"]],
            sources[row["source_id"]],
            _official_beside(row, series, package),
            verdicts.get(row["figure_id"]),
        )
        for row in reported.to_dict("records")
    )
    return f'<ul class="headlines">{"".join(items)}</ul>'


def _official_beside(row: Mapping, series: pd.DataFrame, package: DataPackage) -> Cell | None:
    """The official figure nearest to a reported one, with its date and its source; of another kind, it says so.

    None where there is none, or the reported figure has no period.
    """
    if pd.isna(row["period_end"]):
        return None
    indicator_id = row["indicator_id"]
    beside = pick(series, indicator_id=indicator_id)
    if beside.empty:
        indicator_id = package.indicators.loc[indicator_id, "counterpart_id"]
        beside = pick(series, indicator_id=indicator_id)
    beside = pick(beside, programme_id=row["programme_id"], category="")
    beside = of_subject(beside[~in_prefecture(beside)])
    point = nearest(beside, row["period_start"], row["period_end"])
    if point is None:
        return None
    indicator, source = package.indicators.loc[indicator_id], package.sources[point["source_id"]]
    figure = _("{figure}, {period}").format(
        figure=format_number(point["value"], indicator["unit"]),
        period=format_period(point["period_start"], point["period_end"]),
    )
    status = format_obs_status(point["obs_status"])
    figure = _("{figure} ({status})").format(figure=figure, status=status) if status else figure
    if indicator_id == row["indicator_id"]:
        opening = _("Nearest official figure:")
    else:
        opening = _("Nearest official figure, of another kind: {indicator},").format(indicator=_(indicator["name"]))
    return joined(
        opening, link(source.url, _("{figure}: {publisher}").format(figure=figure, publisher=format_office(source)))
    )


def _headline(row: Mapping, indicator: pd.Series, source: Source, official: Cell | None, verdict: Cell | None) -> str:
    lines = [
        ("number", format_figure(row, indicator["unit"])),
        ("what", _(indicator["name"])),
        ("small", _("Period: {period}").format(period=format_figure_period(row))),
        ("small", _monthly(row, indicator)),
        ("small", quote_words(row["as_printed"], source)),
        ("small", row["attributed_to"] or _("No speaker named")),
        ("small", link(source.url, f"{source.publisher}, {format_published(source)}")),
        ("official", official),
        ("ruling", verdict),
    ]
    blocks = (f'<div class="{kind}">{joined(line).html}</div>' for kind, line in lines if line)
    return f"<li>{''.join(blocks)}</li>"


def _monthly(row: Mapping, indicator: pd.Series) -> str:
    """Our arithmetic on a flow over whole months, the hedge carried on; nothing where it gives no whole number."""
    if pd.isna(row["period_end"]):
        return ""
    months = months_between(row["period_start"], row["period_end"])
    if indicator["measure"] != "flow" or not months or months == 1:
        return ""
    monthly = row_quantity(row) / months
    if monthly.value is None or not monthly.value.is_integer():
        return ""
    return _("Our arithmetic over {months} months: {quantity} a month").format(
        months=format_number(months), quantity=format_quantity(monthly, indicator["unit"])
    )


def series_columns(facets: Sequence[Facet]) -> list[str]:
    """Heads of the columns of :func:`series_cells`: when, each member, the source."""
    heads = []
    for facet in facets:
        for member in facet.series:
            if len(facets) == 1:
                heads.append(member.name)
            elif len(facet.series) == 1:
                heads.append(facet.title)
            else:
                heads.append(_("{facet}: {series}").format(facet=facet.title, series=member.name))
    return [_("Period"), *heads, _("Source")]


def series_cells(facets: Sequence[Facet], package: DataPackage) -> list[list[str | Cell]]:
    """A row a period, the latest first: every member's figure with its marks, its rivals, and where it was read."""
    members = [(member.points, facet.unit) for facet in facets for member in facet.series]
    if not members:
        return []
    points = pd.concat([points for points, _unit in members]).sort_values(
        ["period_end", "period_start"], ascending=False
    )
    found = [
        {(point["period_start"], point["period_end"]): point for point in rows.to_dict("records")}
        for rows, _unit in members
    ]
    rivals = find_rivals(package)
    cells = []
    for start, end in points[["period_start", "period_end"]].drop_duplicates().itertuples(index=False):
        row = [column.get((start, end)) for column in found]
        sources = dict.fromkeys(point["source_id"] for point in row if point is not None)
        cells.append(
            [
                format_period(start, end),
                *(
                    "" if point is None else _series_cell(point, unit, rivals, package)
                    for point, (_rows, unit) in zip(row, members, strict=True)
                ),
                joined(
                    *(link(package.sources[used].url, format_office(package.sources[used])) for used in sources),
                    by="; ",
                ),
            ]
        )
    return cells


def _series_cell(point: Mapping, unit: str, rivals: Mapping[tuple, list[dict]], package: DataPackage) -> Cell:
    text = " ".join(filter(None, [format_number(point["value"], unit), format_marks(point)]))
    return noted(text, "; ".join(format_rivals(point, unit, rivals, package)))


def format_rivals(point: Mapping, unit: str, rivals: Mapping[tuple, list[dict]], package: DataPackage) -> list[str]:
    """What other publications have for a point of a series, and what its own no longer has."""
    return [
        (
            _("no longer {figure}: {publisher}") if rival["rank"] == "deprecated" else _("also {figure}: {publisher}")
        ).format(
            figure=format_number(rival["value"], unit), publisher=format_office(package.sources[rival["source_id"]])
        )
        for rival in rivals.get(tuple(point[column] for column in KEY), [])
        if (rival["source_id"], rival["locator"]) != (point["source_id"], point["locator"])
    ]


@memo(at_most=VERSIONS)
def find_rivals(package: DataPackage) -> dict[tuple, list[dict]]:
    """The observations that are not alone with their key, by it."""
    rows = package.official[package.official.duplicated(KEY, keep=False)]
    rivals: dict[tuple, list[dict]] = {}
    for row in rows.to_dict("records"):
        rivals.setdefault(tuple(row[column] for column in KEY), []).append(row)
    return rivals


def format_marks(point: Mapping) -> str:
    """The marks of a figure in a table: ``[u]``, ``[b]``, ``[p]``, ``[e]``, and ``[s]`` of a sum that we made."""
    status = "" if point["obs_status"] == "A" else f"[{point['obs_status'].lower()}]"
    return " ".join(filter(None, [status, "[s]" if point["is_computed"] else ""]))


def explain_marks(points: pd.DataFrame, is_drawn: bool = True) -> str:
    """What the marks in a table of these points say; nothing where there are none.

    A chart shows the doubts too: pale, or hollow.
    """
    said = [
        f"[{status.lower()}] {format_obs_status(status)}" for status in "BEPU" if (points["obs_status"] == status).any()
    ]
    if (points["obs_status"] == "U").any():
        said[-1] += " " + _("(one secondary copy alone, or doubtful otherwise)")
    pattern = _("Pale or hollow: {marks}.") if is_drawn else "{marks}."
    doubts = [pattern.format(marks="; ".join(said))] if said else []
    return " ".join([*([_("[s] sum of published parts, made here.")] if points["is_computed"].any() else []), *doubts])


def prefecture_table(rows: pd.DataFrame, series: pd.DataFrame, package: DataPackage) -> str:
    """Prefectures of one day as an HTML table, the most first: number, share of the total, and where it was read.

    What the prefectures fall short of the published total stands in the last rows: published, or our difference.
    """
    day = rows["period_end"].iloc[0]
    at_day = series[
        (series["period_end"] == day) & (series["nationality_id"] == PAKISTAN) & (series["programme_id"] == ROOT)
    ]
    total = at_day[(at_day["indicator_id"] == "residents") & (at_day["area_id"] == JAPAN)]
    unplaced = at_day[at_day["indicator_id"] == "residents-undetermined"]
    whole = total["value"].iloc[0] if len(total) else rows["value"].sum()
    ordered = rows.sort_values(["value", "area_id"], ascending=[False, True]).to_dict("records")
    cells = [
        _prefecture_cells(f"{rank}. {_(package.areas.loc[row['area_id'], 'name'])}", row, whole, package)
        for rank, row in enumerate(ordered, 1)
    ]
    cells += [_prefecture_cells(_("Prefecture not known"), row, whole, package) for row in unplaced.to_dict("records")]
    if rest := whole - rows["value"].sum() - unplaced["value"].sum():
        share = format_number(rest / whole * 100, "percent")
        cells.append([_("In none of them, our difference"), format_number(rest), share, ""])
    cells += [_prefecture_cells(_("All of Japan"), row, whole, package) for row in total.to_dict("records")]
    columns = [_("Prefecture"), _("Residents"), _("Share of all, our arithmetic"), _("Source")]
    return format_table(_("Pakistani residents by prefecture, {day}").format(day=format_date(day)), columns, cells)


def _prefecture_cells(name: str, row: Mapping, whole: float, package: DataPackage) -> list[str | Cell]:
    source = package.sources[row["source_id"]]
    return [
        name,
        " ".join(filter(None, [format_number(row["value"]), format_marks(row)])),
        format_number(row["value"] / whole * 100, "percent"),
        link(source.url, format_office(source)),
    ]


def arrival_columns(year: int) -> list[str]:
    """Heads of the columns of :func:`arrival_cells`."""
    return [_("Count"), str(year), _("Who is counted"), _("Counted as"), _("By whom")]


def arrival_cells(rows: pd.DataFrame, package: DataPackage) -> list[list[str | Cell]]:
    """A row a count that is called arrivals: its figure, whom it counts, entries or visas, who counts."""
    cells = []
    for row in rows.to_dict("records"):
        indicator, source = package.indicators.loc[row["indicator_id"]], package.sources[row["source_id"]]
        name, definition = _(indicator["name"]), _(indicator["definition"])
        if row["programme_id"] != ROOT:
            route = _(package.programmes.loc[row["programme_id"], "name"])
            name = _("{name}: {route}").format(name=name, route=route)
            definition = _("Those new entrants whose status is {route}: no workers, students or families.").format(
                route=route
            )
        figure = " ".join(filter(None, [format_number(row["value"], indicator["unit"]), format_marks(row)]))
        cells.append(
            [name, figure, definition, format_unit(indicator["unit"]), link(source.url, format_office(source))]
        )
    return cells


def sector_columns(package: DataPackage) -> list[str]:
    """Heads of the columns of :func:`sector_cells`: the sector and each role."""
    return [_("Sector"), *map(format_role, _roles(package))]


def sector_cells(package: DataPackage) -> list[list[str | Cell]]:
    """A matrix of sectors and roles: the words that say so, or a dash."""
    sources = package.sources
    return [
        [_(row["name"])]
        + [
            quote_words(row["as_printed"], sources[row["source_id"]]) if row["role"] == role else "–"
            for role in _roles(package)
        ]
        for row in package.sectors.to_dict("records")
    ]


def _roles(package: DataPackage) -> list[str]:
    """The roles, in the order of the closed list."""
    return list(package.descriptor.resource("sectors").field("role").choices)


def resting_columns() -> list[str]:
    """Heads of the columns of :func:`resting_cells`."""
    return [_("Where"), _("What"), _("Words as printed")]


def resting_cells(source: Source, package: DataPackage) -> list[list[str | Cell]]:
    """What rests on a source, in the source's order: figures, observations, events, sectors, routes."""
    rows = []
    for row in _on(source, package.reported).to_dict("records"):
        indicator = package.indicators.loc[row["indicator_id"]]
        what = f"{_(indicator['name'])}: {figure_words(row, indicator['unit'])}"
        rows.append((row["locator"], what, row["as_printed"]))
    for indicator_id, own in _on(source, package.official).groupby("indicator_id", sort=False):
        rows.append(("", _summary(own, package.indicators.loc[indicator_id]), ""))
    for row in _on(source, package.events).to_dict("records"):
        when = format_event_date(row, source)
        rows.append((row["locator"], f"{when}: {_(row['title'])}", row["as_printed"]))
    for row in _on(source, package.sectors).to_dict("records"):
        rows.append((row["locator"], f"{format_role(row['role'])}: {_(row['name'])}", row["as_printed"]))
    routes = _on(source, package.programmes).to_dict("records")
    told = [route for route in routes if route["description"] or route["date_start"]]
    rows += [("", _("{programme}: dates and description").format(programme=format_programme(row)), "") for row in told]
    if len(routes) > len(told):
        names = ngettext("Name of {count} route", "Names of {count} routes", len(routes) - len(told))
        rows.append(("", names.format(count=len(routes) - len(told)), ""))
    ordered = sorted(rows, key=lambda row: locator_order(row[0]))
    return [
        [format_locator(where) if where else _("the page"), what, quote_words(words, source)]
        for where, what, words in ordered
    ]


@memo(at_most=_KEPT)
def make_resting(package: DataPackage, source_id: str) -> str:
    """What rests on a source, as an HTML table."""
    return format_table(_("What rests on it"), resting_columns(), resting_cells(package.sources[source_id], package))


@memo(at_most=_KEPT)
def cited_rows(package: DataPackage, table: str, selection: Selection, at_most: int) -> pd.DataFrame:
    """The first rows of a table that a selection shows, each with its citation; shared: never change them in place."""
    return join_citations(select_table(package, table, selection).head(at_most), package)


def _summary(observations: pd.DataFrame, indicator: pd.Series) -> str:
    """What a publication has of an indicator: of whom, how many observations, of when."""
    first, last = observations["period_start"].min(), observations["period_end"].max()
    name = _(indicator["name"])
    if others := observations["nationality_id"].nunique() - 1:
        beside = ngettext("{name}, and {count} other nationality", "{name}, and {count} other nationalities", others)
        name = beside.format(name=name, count=others)
    return _("{name}: {count}, {period}").format(
        name=name,
        count=ngettext("{count} observation", "{count} observations", len(observations)).format(
            count=format_number(len(observations))
        ),
        period=format_period(first, last),
    )


def locator_order(locator: str) -> list[int]:
    """What sorts locators by the place they name: its numbers, paragraph before sentence."""
    return [int(number) for number in re.findall(r"\d+", locator)]


def _on(source: Source, rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["source_id"] == source.source_id]
