"""The registry: one record for each chart and table of the pages, read by all that shows, names or describes one.

Pages, panels, downloads, JSON-LD, alternative texts and the tests read it. To add a chart, add its record.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from labour_migration.caching import memo
from labour_migration.content import (
    OFFICIAL,
    REPORTED,
    Content,
    build_ages,
    build_claimed_months,
    build_coverage,
    build_missing,
    build_prefectures,
    build_records,
    build_statement,
    build_statements,
    build_then,
    of_programmes,
    of_series,
    of_table,
)
from labour_migration.coverage import LABOUR
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection
from labour_migration.figures.arrivals import BY_MONTH, COUNTS, build_arrivals, build_months, build_registered
from labour_migration.figures.headline import build_headline
from labour_migration.figures.programmes import (
    HELD,
    SINCE,
    build_count,
    build_fields,
    build_holders,
    build_language,
    build_limits,
    build_share,
    is_chosen,
    share_counts,
)
from labour_migration.figures.residents import (
    INDEX,
    SHARE,
    build_compared,
    build_peers,
    build_residents,
    build_statuses,
    compared_counts,
    prefecture_days,
)
from labour_migration.figures.style import FACET_HEIGHT
from labour_migration.figures.trade import (
    build_early_goods,
    build_goods,
    build_payments,
    build_remittances,
    build_vehicles,
)
from labour_migration.findings import sentences
from labour_migration.labels import format_date, format_number, format_period, format_programme
from labour_migration.language import gettext as _
from labour_migration.language import marked, ngettext
from labour_migration.output.extract import COVERAGE, Extract
from labour_migration.results.reconcile import reconcile
from labour_migration.results.wording import format_allowance
from labour_migration.site import find_view
from labour_migration.statements import CHOOSABLE, FIGURE, SEARCH, SHOW, find_original
from labour_migration.view import LINKS, LIST, PROGRAMMES, YEARS, Option, View, parse_view

# What a chart is drawn as: small multiples of official series, dated events, prefectures as tiles; or a table, which
# its page lays out itself.
FACETS, EVENTS, TILES, TABLE = "facets", "events", "tiles", "table"
_CONTENTS = 512  # contents that are kept, over all charts and views

FITTED = "fit"
_NOTHING_OFFICIAL = marked("{title}: no official figure falls into this selection.")


Words = str | Callable[[DataPackage, Content], str]


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart or a table: its name on its page and in files, how it is built, and what its reader can choose of it.

    ``build`` gets the view with the ``filters`` and the ``options`` that stand here and no others. ``title``,
    ``subtitle``, one line above it, ``caveat``, one below it, and ``opening``, which begins the alternative text, are
    messages, or functions of the package and the rows shown. ``table`` is the resource that the rows are of.
    ``routes`` are those that it is about: it is shown only while one of them is chosen, or a part or a group of one.
    Of ``whole`` routes it shows no parts: who chooses a part sees the whole. What else is chosen is not said of it.
    ``empty`` is what is said where nothing is left to show. ``has_files`` is false of rows that the page shows among
    others and gives no file of. ``finding`` says in a sentence what the rows shown tell, "" where they tell nothing:
    readers see it in place of the title.
    """

    slug: str
    page: str
    title: Words
    subtitle: Words
    build: Callable[[DataPackage, View], Content]
    form: str = FACETS
    table: str = OFFICIAL
    opening: Words = ""
    filters: tuple[str, ...] = (PROGRAMMES, YEARS)
    options: tuple[Option, ...] = ()
    routes: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    height: int = FACET_HEIGHT
    empty: str = _NOTHING_OFFICIAL
    has_files: bool = True
    caveat: Words = ""
    finding: Callable[[DataPackage, Content], str] | None = None

    @property
    def is_drawn(self) -> bool:
        """True of a chart; false of a table."""
        return self.form != TABLE

    @property
    def is_linked(self) -> bool:
        """True of a chart that links alone lead to: no page shows it as it opens."""
        return any(option.widget == LINKS for option in self.options)

    def is_shown(self, view: View, package: DataPackage) -> bool:
        """True where a view is about one of its routes."""
        return not self.routes or any(is_chosen(route, package, view.selection) for route in self.routes)

    def narrow(self, view: View, package: DataPackage) -> View:
        """What a view says of this chart: its filters and options alone, its routes alone, whole ones as wholes."""
        narrowed = view.only(self.filters, [option.key for option in self.options])
        codes = narrowed.selection.programmes
        about = self.routes or self.whole
        if related := [code for code in codes if any(map(partial(_are_related, code, package), about))]:
            codes = related
        codes = [next((one for one in self.whole if one in package.routes.line(code)), code) for code in codes]
        return replace(narrowed, selection=replace(narrowed.selection, programmes=tuple(dict.fromkeys(codes))))

    def format_title(self, package: DataPackage, content: Content) -> str:
        """Its title for the rows shown, in the reader's language."""
        return _words(self.title, package, content)

    def format_finding(self, package: DataPackage, content: Content) -> str:
        """Its finding of the rows shown, in the reader's language; "" where there is none."""
        return self.finding(package, content) if self.finding and not content.is_empty else ""

    def format_subtitle(self, package: DataPackage, content: Content) -> str:
        """Its subtitle for the rows shown, in the reader's language."""
        return _words(self.subtitle, package, content)

    def format_caveat(self, package: DataPackage, content: Content) -> str:
        """What a reader should know of the rows shown, in the reader's language; "" where that is nothing."""
        return _words(self.caveat, package, content)

    def format_opening(self, package: DataPackage, content: Content) -> str:
        """What begins the alternative text of the rows shown, in the reader's language."""
        return _words(self.opening, package, content)


def _words(words: Words, package: DataPackage, content: Content) -> str:
    if isinstance(words, str):
        return words and _(words)
    return words(package, content)


def _are_related(code: str, package: DataPackage, route: str) -> bool:
    """True where one of two routes is a part of the other, or both are one."""
    return code in package.routes.line(route) or route in package.routes.line(code)


def find_content(chart: Chart, package: DataPackage, view: View) -> Content:
    """What a chart shows of a view of its page."""
    return _build(chart, package, chart.narrow(view, package))


@memo(_CONTENTS)
def _build(chart: Chart, package: DataPackage, view: View) -> Content:
    return chart.build(package, view)


def find_extract(chart: Chart, package: DataPackage, view: View) -> Extract:
    """The rows of a chart in a view, with what names and explains them in files and citations."""
    content = find_content(chart, package, view)
    return Extract(
        slug=chart.slug,
        title=chart.format_title(package, content),
        unit="  \n".join(
            filter(None, [chart.format_subtitle(package, content), chart.format_caveat(package, content)])
        ),
        rows=content.rows,
        table=chart.table,
        view=chart.narrow(view, package),
        path=find_view(chart.page).path,
        reported=content.reported,
        finding=chart.format_finding(package, content),
    )


# --- what can be chosen -----------------------------------------------------------------------------


def _list_groups(package: DataPackage, _selection: Selection) -> dict[str, str]:
    names = {code: format_programme(package.programmes.loc[code]) for code in package.routes.groups}
    return {ROOT: _("All groups"), **names}


def _list_days(package: DataPackage, selection: Selection) -> dict[str, str]:
    return {day: format_date(pd.Timestamp(day)) for day in prefecture_days(package, selection)}


def _list_sources(package: DataPackage, _selection: Selection) -> dict[str, str]:
    return {"": ""} | {code: source.title for code, source in package.sources.items()}


AXIS = Option(
    "axis",
    marked("Vertical axis"),
    lambda _package, _selection: {"zero": _("from zero"), FITTED: _("zoomed in")},
)
UNFOLD = Option("unfold", marked("Category to break down"), _list_groups, LIST)
DAY = Option("day", marked("Date"), _list_days, LIST)
COMPARE = Option(
    "compare",
    marked("Compare by"),
    lambda _package, _selection: {INDEX: _("index"), SHARE: _("share of all foreign residents")},
)
SOURCE = Option("source", marked("Source"), _list_sources, LINKS)
# What a page can be asked for that is none of its charts'.
_OF_PAGES = {"data": (SOURCE,)}

# --- words that depend on rows ------------------------------------------------------------------------


def _name_programme(code: str, pattern: str) -> Callable[[DataPackage, Content], str]:
    """Words that name a programme by its abbreviation."""
    return lambda package, _content: _(pattern).format(programme=package.programmes.loc[code, "abbreviation"])


def _first_title(indicator_id: str) -> Callable[[DataPackage, Content], str]:
    """The title of the first facet; of nothing, the name of the indicator."""
    return lambda package, content: (
        content.facets[0].title if content.facets else _(package.indicators.loc[indicator_id, "name"])
    )


def _of_indicator(indicator_id: str, column: str) -> Callable[[DataPackage, Content], str]:
    """The definition of an indicator, or the note with what a reader must know of it."""
    return lambda package, _content: _(package.indicators.loc[indicator_id, column])


def _count_statements(_package: DataPackage, content: Content) -> str:
    count = int((content.rows["repeats"] == "").sum())
    return ngettext("{count} statement", "{count} statements", count).format(count=format_number(count))


def _tell_undated(_package: DataPackage, content: Content) -> str:
    rows = content.reported
    count = 0 if rows is None else int((rows["period_end"].isna() & (rows["repeats"] == "")).sum())
    if not count:
        return _("An article may count people of Pakistani origin too.")
    return ngettext(
        "An article may count people of Pakistani origin too. {count} figure without a date is in the table.",
        "An article may count people of Pakistani origin too. {count} figures without a date are in the table.",
        count,
    ).format(count=format_number(count))


def _tell_allowed(package: DataPackage, content: Content) -> str:
    """How the words of the one reported figure are read."""
    if content.reported is None or content.reported.empty:
        return ""
    shown = find_original(content.reported["figure_id"].iloc[0], package)
    own = [one for one in reconcile(package) if one.figure["figure_id"] == shown]
    unit = package.indicators.loc[own[0].figure["indicator_id"], "unit"]
    allowed = format_allowance(own[0].allowance, unit)
    return _("We read the reported figure as {allowed}.").format(allowed=allowed)


def _tell_day(_package: DataPackage, content: Content) -> str:
    told = _("Residents on {day}. Darker tiles mean more people.")
    return "" if content.is_empty else told.format(day=format_date(content.rows["period_end"].iloc[0]))


def _tell_months(_package: DataPackage, content: Content) -> str:
    if content.is_empty:
        return _("The ten months before June 2023")
    start, end = content.rows["period_start"].min(), content.rows["period_end"].max()
    return _("Visitor arrivals, {period}").format(period=format_period(start, end))


def _tell_year(_package: DataPackage, content: Content) -> str:
    if content.is_empty:
        return _("Entries by age and sex")
    return _("Entries by age and sex, {year}").format(year=content.rows["period_end"].iloc[0].year)


def _tell_measure(_package: DataPackage, content: Content) -> str:
    is_share = any(facet.unit == "percent" for facet in content.facets)
    return _("Share of all foreign residents:") if is_share else _("Residents of Japan by nationality, index:")


def _tell_counts(_package: DataPackage, content: Content) -> str:
    told = _("Until 2011: registered foreigners, including visitors, so the two lines never join.")
    return told if content.rows["indicator_id"].nunique() > 1 else ""


def _tell_measured(_package: DataPackage, content: Content) -> str:
    is_share = any(facet.unit == "percent" for facet in content.facets)
    if is_share:
        return _("Share of all foreign residents of Japan, by nationality.")
    return _("Residents of Japan by nationality, compared with their own number at the start.")


def _resource_title(table: str) -> Callable[[DataPackage, Content], str]:
    return lambda package, _content: _(package.descriptor.resource(table).title)


def _resource_description(table: str) -> Callable[[DataPackage, Content], str]:
    return lambda package, _content: _(package.descriptor.resource(table).description)


def _share_of(part: str, whole: str) -> Callable[[DataPackage, View], Content]:
    """A builder of one indicator as a share of another, with the counts behind it."""
    return of_series(build_share, count=partial(share_counts, part=part, whole=whole), part=part, whole=whole)


def _missing_figures(page: str, theme: str = "") -> Chart:
    """The table of figures that are missing from a page, or from all, whatever the filters; one page has its files."""
    return Chart(
        slug="missing-figures",
        page=page,
        title=marked("Figures that are missing"),
        subtitle=marked("Not published, counted together with others, or not read. Filters do not apply here."),
        build=partial(build_missing, theme=theme),
        form=TABLE,
        table="missing_data",
        filters=(),
        empty="",
        has_files=not theme,
    )


# --- the records, in the order of their pages -----------------------------------------------------------

_OF_EVENTS = marked("A longer bar means a less exact date.")

CHARTS: tuple[Chart, ...] = (
    Chart(
        slug="reported-residents",
        page="overview",
        title=marked("Pakistanis living in Japan"),
        subtitle=marked("Official count on 30 June and 31 December, and reported figures."),
        caveat=_tell_undated,
        build=of_series(build_headline),
        opening=marked("Official count and reported figures:"),
        filters=(YEARS,),
        height=330,
        finding=sentences.headline,
    ),
    Chart(
        slug="timeline",
        page="data",
        title=marked("Timeline of agreements, visits and statements"),
        subtitle=marked("A longer bar means a less exact date."),
        build=of_table("events"),
        form=EVENTS,
        table="events",
        empty=marked("{title}: no events match these filters."),
    ),
    Chart(
        slug="what-was-official",
        page="claims",
        title=marked("What was official when"),
        subtitle=marked("The reported figure, and the official figures of the years around it."),
        caveat=_tell_allowed,
        build=build_then,
        opening=marked("Official figures and the reported one:"),
        filters=(),
        options=(FIGURE,),
        height=240,
        empty="",
    ),
    Chart(
        slug="statements",
        page="claims",
        title=_count_statements,
        subtitle=marked("What articles have reported, in their own words."),
        build=build_statements,
        form=TABLE,
        table=REPORTED,
        options=(*CHOOSABLE, SEARCH, SHOW),
        empty=marked("{title}: no figures match these filters."),
        finding=sentences.checked,
    ),
    Chart(
        slug="statement",
        page="claims",
        title=marked("This statement"),
        subtitle="",
        build=build_statement,
        form=TABLE,
        table=REPORTED,
        filters=(),
        options=(FIGURE,),
        empty="",
        finding=sentences.result,
    ),
    Chart(
        slug="residents",
        page="residents",
        title=marked("Pakistanis in Japan"),
        subtitle=marked("Residents, on 30 June and 31 December."),
        caveat=_tell_counts,
        build=of_series(build_residents),
        opening=marked("Official counts:"),
        options=(AXIS,),
        height=250,
        finding=sentences.residents,
    ),
    Chart(
        slug="residents-by-status",
        page="residents",
        title=marked("By status of residence"),
        subtitle=marked("Pakistani residents by status of residence, every six months."),
        caveat=marked("The categories are ours; each is the total of its statuses."),
        build=of_series(build_statuses),
        opening=marked("Pakistani residents by status:"),
        options=(UNFOLD,),
        height=380,
        finding=sentences.largest_status,
    ),
    Chart(
        slug="residents-by-prefecture",
        page="residents",
        title=marked("By prefecture"),
        subtitle=_tell_day,
        build=build_prefectures,
        form=TILES,
        filters=(YEARS,),
        options=(DAY,),
        finding=sentences.prefectures,
    ),
    Chart(
        slug="residents-compared",
        page="residents",
        title=marked("Beside other nationalities"),
        subtitle=_tell_measured,
        caveat=marked("The files have the counts behind the lines."),
        build=of_series(build_compared, count=compared_counts),
        opening=_tell_measure,
        filters=(YEARS,),
        options=(COMPARE, AXIS),
        height=340,
        finding=sentences.share_of_foreigners,
    ),
    Chart(
        slug="tertiary-students",
        page="residents",
        title=marked("Students at universities"),
        subtitle=marked("Degree students from Pakistan, per year (UNESCO)."),
        caveat=marked("Language students are not included, so residents with the status Student are far more."),
        build=of_series(build_count, indicator_id="tertiary-students"),
        opening=marked("As UNESCO counts:"),
        filters=(YEARS,),
        finding=sentences.students,
    ),
    Chart(
        slug="asylum-applications",
        page="residents",
        title=marked("Asylum applications by Pakistanis"),
        subtitle=_of_indicator("asylum-applications", "definition"),
        caveat=_of_indicator("asylum-applications", "note"),
        build=of_series(build_count, indicator_id="asylum-applications"),
        opening=marked("By year:"),
        filters=(YEARS,),
        finding=sentences.asylum,
    ),
    _missing_figures("residents", theme="residents"),
    Chart(
        slug="programme-holders",
        page="programmes",
        title=marked("Pakistanis under the programmes"),
        subtitle=marked("Pakistani residents with each status, every six months since 2019."),
        caveat=marked("Each line is a whole programme. Shaded: the time since the agreement."),
        build=of_series(build_holders),
        opening=marked("Pakistani holders:"),
        whole=HELD,
        height=240,
        finding=sentences.holders,
    ),
    *(
        Chart(
            slug=f"{code}-compared",
            page="programmes",
            title=_name_programme(code, marked("{programme} beside other nationalities")),
            subtitle=_name_programme(code, marked("Residents with {programme} status, by nationality.")),
            caveat=marked("Log scale: each step is ten times larger. Zeros are in the table only."),
            build=of_series(build_peers, route=code, since=SINCE),
            opening=_name_programme(code, marked("Holders of {programme} by nationality:")),
            finding=sentences.share_of_programme,
            routes=(code,),
            whole=(code,),
            height=340,
        )
        for code in HELD
    ),
    Chart(
        slug="ssw-fields",
        page="programmes",
        title=marked("SSW by field, all nationalities"),
        subtitle=marked("SSW (i) workers of all nationalities, five largest fields."),
        caveat=marked(
            "Lines break where no figure was found. Figures for 2023 include SSW (ii); January 2025 may too."
        ),
        build=of_series(build_fields),
        opening=marked("Specified skilled workers:"),
        routes=("ssw",),
        whole=("ssw",),
        height=300,
        finding=sentences.largest_field,
    ),
    Chart(
        slug="intake-limits",
        page="programmes",
        title=marked("Intake caps, all nationalities"),
        subtitle=marked("Intake caps decided or proposed by Japan's government, not people."),
        caveat=marked("No country has its own quota."),
        build=of_series(build_limits),
        opening=marked("Limits:"),
        routes=(LABOUR,),
        height=140,
        finding=sentences.cap,
    ),
    Chart(
        slug="japanese-language",
        page="programmes",
        title=marked("Japanese in Pakistan"),
        subtitle=marked("Learners, teachers and institutions in the Japan Foundation survey, every three years."),
        build=of_series(build_language),
        opening=marked("As the survey counts:"),
        filters=(YEARS,),
        routes=(LABOUR,),
        height=110,
        finding=sentences.learners,
    ),
    Chart(
        slug="workers-registered-share",
        page="programmes",
        title=marked("Japan among all destinations of Pakistani workers"),
        subtitle=marked(
            "Workers whom Pakistan registered for Japan, as a share of those registered for work abroad, per year."
        ),
        build=_share_of("workers-registered", "workers-registered-all"),
        opening=marked("By year:"),
        filters=(YEARS,),
        routes=(LABOUR,),
        finding=sentences.share_of_workers,
    ),
    Chart(
        slug="programme-events",
        page="programmes",
        title=marked("The programmes in time"),
        subtitle=_OF_EVENTS,
        build=of_programmes("events"),
        form=EVENTS,
        table="events",
        routes=(LABOUR,),
        empty=marked("No dated event of these programmes falls into this selection."),
    ),
    Chart(
        slug="programme-figures",
        page="programmes",
        title=marked("Figures in print"),
        subtitle="",
        build=of_programmes(REPORTED),
        form=TABLE,
        table=REPORTED,
        routes=(LABOUR,),
        empty="",
        has_files=False,
    ),
    Chart(
        slug="sectors",
        page="programmes",
        title=marked("Sectors that the articles name"),
        subtitle=marked("The articles give no number for any of them."),
        build=lambda package, _view: Content(package.sectors),
        form=TABLE,
        table="sectors",
        filters=(),
    ),
    _missing_figures("programmes", theme="programmes"),
    *(
        Chart(
            slug=indicator_id if route == ROOT else f"{indicator_id}-{route}",
            page="arrivals",
            title=_first_title(indicator_id),
            subtitle=_of_indicator(indicator_id, "definition"),
            caveat=_of_indicator(indicator_id, "note"),
            build=of_series(build_arrivals, indicator_id=indicator_id, route=route),
            opening=marked("By year:"),
            finding=sentences.ARRIVALS[indicator_id, route],
            filters=(YEARS,),
        )
        for indicator_id, route in COUNTS
    ),
    Chart(
        slug="workers-registered",
        page="arrivals",
        title=_first_title("workers-registered"),
        subtitle=_of_indicator("workers-registered", "definition"),
        caveat=_of_indicator("workers-registered", "note"),
        build=of_series(build_registered),
        opening=marked("By year:"),
        filters=(YEARS,),
        finding=sentences.workers,
    ),
    Chart(
        slug=f"{BY_MONTH}-by-month",
        page="arrivals",
        title=marked("Visitor arrivals by month"),
        subtitle=marked("Entries of Pakistani nationals for all purposes, without permanent residents of Japan."),
        finding=sentences.busiest_month,
        build=of_series(build_months),
        opening=marked("By month:"),
        filters=(YEARS,),
    ),
    Chart(
        slug="ten-months",
        page="arrivals",
        title=_tell_months,
        subtitle=marked("Entries in the whole months before the article, without permanent residents of Japan."),
        build=build_claimed_months,
        form=TABLE,
        filters=(YEARS,),
        finding=sentences.months_of_claim,
    ),
    Chart(
        slug="all-time-high",
        page="arrivals",
        title=marked("The reported “all-time high”"),
        subtitle=marked("Visitor arrivals before the article, compared with all earlier months. No filter applies."),
        build=build_records,
        form=TABLE,
        filters=(),
        finding=sentences.record,
    ),
    Chart(
        slug="entries-by-age",
        page="arrivals",
        title=_tell_year,
        subtitle=marked("Entries of Pakistani nationals, re-entries included."),
        build=build_ages,
        form=TABLE,
        filters=(YEARS,),
        finding=sentences.men,
    ),
    Chart(
        slug="goods-trade",
        page="trade",
        title=marked("Goods, reported from both sides"),
        subtitle=marked("Goods in current US dollars, by calendar year or Pakistan's fiscal year (July–June)."),
        build=of_series(build_goods),
        opening=marked("Goods:"),
        filters=(YEARS,),
        height=220,
        finding=sentences.disagreement,
    ),
    Chart(
        slug="goods-trade-1962-2002",
        page="trade",
        title=marked("Goods, 1962 to 2002"),
        subtitle=marked("Goods in current US dollars, by calendar year."),
        caveat=marked(
            "Whether the first years count what is now Bangladesh is not stated. Pakistan did not report 1994."
        ),
        build=of_series(build_early_goods),
        opening=marked("Goods, by year:"),
        filters=(YEARS,),
        height=180,
        empty="",
        finding=sentences.disagreement,
    ),
    Chart(
        slug="remittances",
        page="trade",
        title=marked("Remittances from Japan"),
        subtitle=marked("Current US dollars, by Pakistan's fiscal year (July–June)."),
        caveat=marked("The rules changed in July 2019, so do not compare across the line."),
        build=of_series(build_remittances),
        opening=marked("By year:"),
        filters=(YEARS,),
        finding=sentences.remittances,
    ),
    Chart(
        slug="remittances-share",
        page="trade",
        title=marked("Japan among all sources of remittances"),
        subtitle=marked("Remittances from Japan as a share of those from all countries, by fiscal year (July–June)."),
        build=_share_of("remittances", "remittances-all"),
        opening=marked("By year:"),
        filters=(YEARS,),
        finding=sentences.share_of_remittances,
    ),
    Chart(
        slug="direct-investment",
        page="trade",
        title=marked("Direct investment from Japan"),
        subtitle=marked("Net investment in current US dollars, by fiscal year (July–June)."),
        caveat=marked("Below zero means more money left than arrived."),
        build=of_series(build_count, indicator_id="direct-investment"),
        opening=marked("By year:"),
        filters=(YEARS,),
        finding=sentences.investment,
    ),
    Chart(
        slug="used-vehicles",
        page="trade",
        title=marked("Used vehicles"),
        subtitle=marked(
            "Exports by Japanese customs, calendar years; Pakistan's imports from all countries, fiscal years."
        ),
        build=of_series(build_vehicles),
        opening=marked("By year:"),
        filters=(YEARS,),
        finding=sentences.vehicles,
    ),
    Chart(
        slug="trade-payments",
        page="trade",
        title=marked("Payments for trade"),
        subtitle=marked("Payments through Pakistan's banks, including services."),
        caveat=marked("This is not customs data."),
        build=of_series(build_payments),
        opening=marked("By year:"),
        filters=(YEARS,),
        finding=sentences.payments,
    ),
    *(
        Chart(
            slug=table.replace("_", "-"),
            page="data",
            title=_resource_title(table),
            subtitle=_resource_description(table),
            build=of_table(table),
            form=TABLE,
            table=table,
            empty=marked("No row of this table is in the selection."),
        )
        for table in (REPORTED, OFFICIAL, "events")
    ),
    Chart(
        slug="coverage",
        page="data",
        title=marked("Missing data"),
        subtitle=marked("Labour programmes by year: an official figure, only a reported one, or neither."),
        build=build_coverage,
        form=TABLE,
        table=COVERAGE,
        empty=marked("No labour programme since 2019 is in the selection."),
        finding=sentences.known,
    ),
    _missing_figures("data"),
)


def charts_of(page: str) -> list[Chart]:
    """The charts and tables of a page, by the name of its view, in their order."""
    return [chart for chart in CHARTS if chart.page == page]


def filters_of(page: str) -> tuple[str, ...]:
    """The filters that some chart or table of a page follows: no other is offered there."""
    followed = {name for chart in charts_of(page) for name in chart.filters}
    return tuple(name for name in (PROGRAMMES, YEARS) if name in followed)


def routes_of(page: str, package: DataPackage) -> list[str]:
    """The codes of routes that some chart or table of a page which follows them is about, each group before its parts.

    A chart without routes of its own is about all of them.
    """
    found: set[str] = set()
    for chart in charts_of(page):
        if PROGRAMMES in chart.filters:
            about = chart.routes or chart.whole
            found |= {
                code
                for code in package.routes.ordered
                if not about or any(_are_related(code, package, route) for route in about)
            }
    return [code for code in package.routes.ordered if code in found]


def is_charted(page: str) -> bool:
    """True of a page that opens with a chart, not with tables alone."""
    return any(chart.is_drawn and not chart.is_linked for chart in charts_of(page))


def find_chart(page: str, slug: str) -> Chart:
    """The chart or table of a page with this slug; StopIteration where there is none."""
    return next(chart for chart in CHARTS if (chart.page, chart.slug) == (page, slug))


def options_of(page: str) -> list[Option]:
    """All that can be chosen on a page beside its filters, in the order of its charts."""
    offered = [option for chart in charts_of(page) for option in chart.options]
    return list(dict.fromkeys([*offered, *_OF_PAGES.get(page, ())]))


def view_of(page: str, package: DataPackage) -> View:
    """A page as it opens: nothing left out, nothing chosen."""
    return parse_view({}, options_of(page), package)[0]
