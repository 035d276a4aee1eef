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
    build_claimed_months,
    build_coverage,
    build_missing,
    build_prefectures,
    build_records,
    build_statement,
    build_statements,
    build_then,
    of_programmes,
    of_ranking,
    of_series,
    of_table,
)
from labour_migration.coverage import LABOUR
from labour_migration.data.codes import EVERYBODY, PAKISTAN, in_prefecture
from labour_migration.data.combinations import find_offered
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection
from labour_migration.data.series import full_series
from labour_migration.figures.arrivals import (
    BY_MONTH,
    build_arrivals,
    build_months,
    build_registered,
    common_years,
    rank_ages,
    rank_counts,
)
from labour_migration.figures.explorer import (
    BREAKDOWN,
    PERIOD,
    build_explored,
    list_parts,
    list_periods,
    tell_undrawn,
)
from labour_migration.figures.headline import build_headline
from labour_migration.figures.programmes import (
    FOR_WORK,
    HELD,
    build_count,
    build_fields,
    build_holders,
    build_language,
    build_limits,
    build_share,
    is_chosen,
    rank_held,
    rank_work,
    share_counts,
)
from labour_migration.figures.residents import (
    CATEGORIES,
    INDEX,
    PREFECTURE_HISTORY,
    SHARE,
    build_compared,
    build_prefecture,
    build_residents,
    compared_counts,
    prefecture_days,
    rank_peers,
    rank_statuses,
)
from labour_migration.figures.style import FACET_HEIGHT
from labour_migration.figures.trade import (
    build_early_goods,
    build_goods,
    build_remittances,
    build_trade,
    rank_payments,
)
from labour_migration.findings import sentences
from labour_migration.findings.kinds import find_common
from labour_migration.findings.wording import end_sentence, name_period, qualify
from labour_migration.html.arrival_rows import age_cells, age_columns, arrival_cells, arrival_columns
from labour_migration.html.tables import Table
from labour_migration.labels import (
    format_date,
    format_figure,
    format_number,
    format_period,
    format_programme,
    format_unit,
    isolate,
    join_sentences,
)
from labour_migration.language import gettext as _
from labour_migration.language import marked, ngettext
from labour_migration.output.extract import COVERAGE, Extract
from labour_migration.results.reconcile import reconcile
from labour_migration.results.wording import format_allowance
from labour_migration.site import find_view
from labour_migration.statements import CHOOSABLE, FIGURE, SEARCH, SHOW, find_original
from labour_migration.view import (
    AREAS,
    FILTER_KEYS,
    INDICATORS,
    LINKS,
    LIST,
    NATIONALITIES,
    PROGRAMMES,
    YEARS,
    Option,
    View,
    parse_view,
)

# What a chart is drawn as: small multiples of official series, dated events, prefectures as tiles beside ranked rows,
# ranked rows with bars, a small line for each series of a facet; or a table, which its page lays out itself.
FACETS, EVENTS, TILES, TABLE = "facets", "events", "tiles", "table"
RANKING, MULTIPLES = "ranking", "multiples"
_CONTENTS = 512  # contents that are kept, over all charts and views
_SELECTIONS = 128  # selections whose years to choose are kept

FITTED = "fit"
_NOTHING_OFFICIAL = marked("{title}: no figures match these filters.")


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
    readers see it in place of the title. ``former`` are slugs of charts that it has taken the place of: links to them
    lead to it. ``lay_out_table`` makes the table behind ranked rows that are of no common time.
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
    former: tuple[str, ...] = ()
    lay_out_table: Callable[[DataPackage, Content], Table] | None = None

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


@memo(_CONTENTS)
def _find_finding(chart: Chart, package: DataPackage, view: View) -> str:
    return chart.format_finding(package, _build(chart, package, view))


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
        finding=_find_finding(chart, package, chart.narrow(view, package)),
    )


# --- what can be chosen -----------------------------------------------------------------------------


def _list_groups(package: DataPackage, _selection: Selection) -> dict[str, str]:
    names = {code: format_programme(package.programmes.loc[code]) for code in package.routes.groups}
    return {ROOT: _("All statuses"), CATEGORIES: _("Categories"), **names}


def _list_days(package: DataPackage, selection: Selection) -> dict[str, str]:
    return {day: format_date(pd.Timestamp(day)) for day in prefecture_days(package, selection)}


@memo(_SELECTIONS, has_words=False)
def _list_years(package: DataPackage, selection: Selection) -> dict[str, str]:
    return {year: year for year in common_years(full_series(package), selection)}


# What unfolds on the page of data, as addresses name it.
_PARTS_OF_DATA = {
    code: code
    for code in (
        "api", "parts", "reasons", "missing-figures", "glossary", "rows", "tables", "codebook", "corrections",
        "changelog", "cite",
    )
}  # fmt: skip


def _list_sources(package: DataPackage, _selection: Selection) -> dict[str, str]:
    return {"": ""} | {code: source.title for code, source in package.sources.items()}


def _list_prefectures(package: DataPackage, _selection: Selection) -> dict[str, str]:
    areas = package.areas
    return {"": _("all")} | {code: _(name) for code, name in areas.loc[in_prefecture(areas), "name"].items()}


AXIS = Option(
    "axis",
    marked("Vertical axis"),
    lambda _package, _selection: {"zero": _("from zero"), FITTED: _("zoomed in")},
)
UNFOLD = Option("unfold", marked("Category to break down"), _list_groups, LIST)
DAY = Option("day", marked("Date"), _list_days, LIST)
PREFECTURE = Option("prefecture", marked("Prefecture"), _list_prefectures, LIST)
COMPARE = Option(
    "compare",
    marked("Compare by"),
    lambda _package, _selection: {INDEX: _("index"), SHARE: _("share of all foreign residents")},
)
YEAR = Option("year", marked("Year"), _list_years, LIST)
BROKEN_DOWN = Option(BREAKDOWN, marked("Breakdown"), list_parts, LIST)
BY_PERIOD = Option(PERIOD, marked("Period"), list_periods)
SOURCE = Option("source", marked("Source"), _list_sources, LINKS)
PART = Option("part", marked("Part"), lambda _package, _selection: {"": "", **_PARTS_OF_DATA}, LINKS)
# What a page can be asked for that is none of its charts'.
_OF_PAGES = {"data": (SOURCE, PART)}

# --- words that depend on rows ------------------------------------------------------------------------


def _name_programme(code: str, pattern: str) -> Callable[[DataPackage, Content], str]:
    """Words that name a programme by its abbreviation."""
    return lambda package, _content: _(pattern).format(programme=isolate(package.programmes.loc[code, "abbreviation"]))


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
    return ngettext("{count} reported figure", "{count} reported figures", count).format(count=format_number(count))


def _tell_undated(_package: DataPackage, content: Content) -> str:
    rows = content.reported
    count = 0 if rows is None else int((rows["period_end"].isna() & (rows["repeats"] == "")).sum())
    if not count:
        return _("Articles may also count people of Pakistani origin.")
    return ngettext(
        "Articles may also count people of Pakistani origin. {count} figure without a date is in the table.",
        "Articles may also count people of Pakistani origin. {count} figures without a date are in the table.",
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
    told = _("Residents on {day}.")
    return "" if content.is_empty else told.format(day=format_date(content.rows["period_end"].iloc[0]))


def _tell_months(_package: DataPackage, content: Content) -> str:
    if content.is_empty:
        return _("The ten months before June 2023")
    start, end = content.rows["period_start"].min(), content.rows["period_end"].max()
    return _("Visitor arrivals, {period}").format(period=format_period(start, end))


def _tell_claim(package: DataPackage, content: Content) -> str:
    """That an article and an agency count different things; and what else the article reports."""
    told = _("Entries are not people and include tourists, so we calculate no difference.")
    rows = pd.DataFrame() if content.reported is None else content.reported
    for row in rows[rows["indicator_id"] == "registrations"].head(1).to_dict("records") if len(rows) else []:
        figure = format_figure(row, package.indicators.loc["registrations", "unit"])
        also = _("The same article’s “{figure}” registered is a different figure.").format(figure=figure)
        told = join_sentences([told, also])
    return told


def _tell_year(_package: DataPackage, content: Content) -> str:
    if content.is_empty:
        return _("Entries by age and sex")
    return _("Entries by age and sex, {year}").format(year=content.rows["period_end"].iloc[0].year)


def _tell_measure(_package: DataPackage, content: Content) -> str:
    is_share = any(facet.unit == "percent" for facet in content.facets)
    return _("Share of all foreign residents:") if is_share else _("Residents of Japan by nationality, index:")


def _tell_ranked(_package: DataPackage, content: Content) -> str:
    """Who is counted in a ranking of residents, and when where it is one day; of two, its columns name them."""
    if content.ranking is None or content.ranking.base_day is not None:
        return _("Pakistani residents.")
    return _("Residents on {day}.").format(day=format_date(content.ranking.day))


def _tell_held(_package: DataPackage, content: Content) -> str:
    """The day of a ranking of programmes."""
    return "" if content.ranking is None else _("On {day}.").format(day=format_date(content.ranking.day))


def _tell_line(package: DataPackage, content: Content) -> str:
    """What the vertical line of each bar is; and that the categories are ours, where they are what is ranked."""
    told = []
    if content.ranking is not None and content.ranking.base_day is not None:
        told.append(_("Vertical line: {day}.").format(day=format_date(content.ranking.base_day)))
    if content.rows["programme_id"].isin(package.routes.groups).any():
        told.append(_("The categories are ours. Each is the total of its statuses."))
    return join_sentences(told)


def _tell_arrivals(_package: DataPackage, _content: Content) -> str:
    return _("These people live in Japan. We found no figure for arrivals by programme.")


def _tell_latest_peers(_package: DataPackage, content: Content) -> str:
    """Why an earlier day is shown than the latest one with Pakistan's number, and what that is."""
    if content.ranking is None:
        return ""
    both = find_common(content.rows, "nationality_id", [PAKISTAN, EVERYBODY])
    if both.empty or both["period_end"].iloc[0] == content.ranking.day:
        return ""
    own, whole = both.iloc[0], both.iloc[1]
    told = _("This is the latest date with figures for all shown. In {month}, Pakistanis were {number} of {total}")
    told = told.format(
        month=format_date(own["period_end"], "month"),
        number=format_number(own["value"]),
        total=format_number(whole["value"]),
    )
    return end_sentence(qualify(told, [own, whole]))


def _first_facet(pattern: str, otherwise: str) -> Callable[[DataPackage, Content], str]:
    """Words with the title of the first facet; where there is none, others."""
    return lambda _package, content: _(pattern).format(name=content.facets[0].title) if content.facets else _(otherwise)


def _tell_peers(code: str) -> Callable[[DataPackage, Content], str]:
    def tell(package: DataPackage, content: Content) -> str:
        programme = isolate(package.programmes.loc[code, "abbreviation"])
        if content.ranking is None:
            return _("Residents with {programme} status.").format(programme=programme)
        day = format_date(content.ranking.day)
        return _("Residents with {programme} status, on {day}.").format(programme=programme, day=day)

    return tell


def _tell_explored(_package: DataPackage, content: Content) -> str:
    """The name of the indicator, of whom and where; where nothing is left, that of the page's explorer."""
    return content.facets[0].title if content.facets else _("Official figures")


def _measure_explored(_package: DataPackage, content: Content) -> str:
    """What the lines are counted in, and from when to when."""
    drawn = [member.points for facet in content.facets for member in facet.drawn]
    if not drawn:
        return ""
    facet, points = content.facets[0], pd.concat(drawn).sort_values("period_end")
    first, last = name_period(points.iloc[0]), name_period(points.iloc[-1])
    counted = {"unit": format_unit(facet.unit), "kind": facet.kind, "first": first, "last": last}
    told = (
        _("Unit: {unit}, {kind}. Shown: {first}.") if first == last else _("Unit: {unit}, {kind}. {first} to {last}.")
    )
    return told.format(**counted)


def _define_explored(package: DataPackage, content: Content) -> str:
    """What is counted, what a reader must know of it, and what the chart leaves out."""
    if content.rows.empty:
        return ""
    indicator = package.indicators.loc[content.rows["indicator_id"].iloc[0]]
    said = (_(indicator[column]) for column in ("definition", "note") if indicator[column])
    return join_sentences([tell_undrawn(content.facets), *said])


def _tell_measured(_package: DataPackage, content: Content) -> str:
    is_share = any(facet.unit == "percent" for facet in content.facets)
    if is_share or content.is_empty:
        return _("Share of all foreign residents.")
    return _("Residents, index: {day} = 100.").format(day=format_date(content.rows["period_end"].min()))


def _lay_out_counts(package: DataPackage, content: Content) -> Table:
    rows = content.rows
    return Table(_("What each figure counts"), arrival_columns(content.ranking.period), arrival_cells(rows, package))


def _lay_out_ages(package: DataPackage, content: Content) -> Table:
    return Table(_("Entries by age in years"), age_columns(package), age_cells(content.rows))


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
        title=marked("Missing figures"),
        subtitle=marked(
            "These figures are not published, are counted with others or were not read. Filters do not apply here."
        ),
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
        slug="explorer",
        page="data",
        title=_tell_explored,
        subtitle=_measure_explored,
        caveat=_define_explored,
        build=of_series(build_explored),
        opening=marked("Official figures:"),
        filters=(INDICATORS, NATIONALITIES, PROGRAMMES, AREAS, YEARS),
        options=(BROKEN_DOWN, BY_PERIOD, AXIS),
        height=300,
        empty=_NOTHING_OFFICIAL,
        finding=sentences.explored,
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
        title=marked("Official figures at the time"),
        subtitle=marked("The reported figure and the official figures of the years around it."),
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
        subtitle=marked("Figures from articles, with their exact quotes."),
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
        title=marked("This reported figure"),
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
        build=of_series(build_residents, indicator_id="residents"),
        opening=marked("Official counts:"),
        options=(AXIS,),
        height=330,
        finding=sentences.residents,
    ),
    Chart(
        slug="residents-by-prefecture",
        page="residents",
        title=marked("By prefecture"),
        subtitle=_tell_day,
        caveat=marked("Darker tiles mean more people."),
        build=build_prefectures,
        form=TILES,
        filters=(YEARS,),
        options=(DAY, PREFECTURE),
        finding=sentences.prefectures,
    ),
    Chart(
        slug=PREFECTURE_HISTORY,
        page="residents",
        title=_first_facet(marked("Pakistani residents of {name}"), marked("Pakistani residents of one prefecture")),
        subtitle=marked("Residents, on 31 December."),
        build=of_series(build_prefecture),
        opening=marked("Official counts:"),
        filters=(YEARS,),
        options=(PREFECTURE,),
        height=150,
        empty="",
        finding=sentences.prefecture,
    ),
    Chart(
        slug="residents-by-status",
        page="residents",
        title=marked("By status of residence"),
        subtitle=_tell_ranked,
        caveat=_tell_line,
        build=of_ranking(rank_statuses),
        form=RANKING,
        options=(UNFOLD,),
        finding=sentences.growth,
    ),
    Chart(
        slug="residents-compared",
        page="residents",
        title=marked("Compared with other nationalities"),
        subtitle=_tell_measured,
        caveat=marked("All charts share one scale. Pale line: Pakistan. The counts are in the files."),
        build=of_series(build_compared, count=compared_counts),
        form=MULTIPLES,
        opening=_tell_measure,
        filters=(YEARS,),
        options=(COMPARE, AXIS),
        height=340,
        finding=sentences.share_of_foreigners,
    ),
    Chart(
        slug="registered-foreigners",
        page="residents",
        title=marked("Before 2012: registered foreigners"),
        subtitle=marked("On 31 December, including visitors."),
        caveat=marked("They are not comparable with residents, who have been counted since 2012."),
        build=of_series(build_residents, indicator_id="registered-foreigners"),
        opening=marked("Official counts:"),
        empty="",
        finding=sentences.residents,
    ),
    Chart(
        slug="tertiary-students",
        page="residents",
        title=marked("Students at universities"),
        subtitle=marked("Degree students from Pakistan, per year (UNESCO)."),
        caveat=marked("Language students are not included, so far more residents have the status Student."),
        build=of_series(build_count, indicator_id="tertiary-students"),
        opening=marked("UNESCO figures:"),
        filters=(YEARS,),
        finding=sentences.students,
    ),
    Chart(
        slug="asylum-applications",
        page="residents",
        title=marked("Asylum applications by Pakistanis"),
        subtitle=marked("Per year, for refugee recognition."),
        caveat=_of_indicator("asylum-applications", "note"),
        build=of_series(build_count, indicator_id="asylum-applications"),
        opening=marked("By year:"),
        filters=(YEARS,),
        finding=sentences.asylum,
    ),
    _missing_figures("residents", theme="residents"),
    Chart(
        slug="programme-share",
        page="programmes",
        title=marked("Pakistanis in TITP and SSW"),
        subtitle=_tell_held,
        caveat=_tell_arrivals,
        build=of_ranking(rank_held),
        form=RANKING,
        filters=(YEARS,),
        routes=HELD,
        finding=sentences.holders,
    ),
    Chart(
        slug="routes",
        page="programmes",
        title=marked("Statuses for work, training and study"),
        subtitle=_tell_ranked,
        caveat=_tell_line,
        build=of_ranking(rank_work),
        form=RANKING,
        routes=FOR_WORK,
        finding=sentences.growth,
    ),
    Chart(
        slug="programme-holders",
        page="programmes",
        title=marked("Pakistanis by programme"),
        subtitle=marked("Every six months."),
        caveat=marked("Each line is a whole programme. Vertical lines: agreements and other dated events."),
        build=of_series(build_holders),
        opening=marked("Pakistani residents:"),
        whole=HELD,
        finding=sentences.holders_since,
    ),
    *(
        Chart(
            slug=f"{code}-compared",
            page="programmes",
            title=_name_programme(code, marked("{programme} by nationality")),
            subtitle=_tell_peers(code),
            caveat=_tell_latest_peers,
            build=of_ranking(rank_peers, route=code),
            form=RANKING,
            finding=sentences.share_of_programme,
            routes=(code,),
            whole=(code,),
        )
        for code in HELD
    ),
    Chart(
        slug="ssw-fields",
        page="programmes",
        title=marked("SSW by field, all nationalities"),
        subtitle=marked("SSW (i), five largest fields."),
        caveat=marked("Lines break where we found no figure. Figures for 2023 include SSW (ii); January 2025 may too."),
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
        subtitle=marked("Decided or proposed by Japan's government."),
        caveat=marked("A cap is not a number of people. No country has its own quota."),
        build=of_series(build_limits),
        opening=marked("Intake caps:"),
        routes=(LABOUR,),
        height=140,
        finding=sentences.cap,
    ),
    Chart(
        slug="japanese-language",
        page="programmes",
        title=marked("Japanese in Pakistan"),
        subtitle=marked("Japan Foundation survey, every three years."),
        build=of_series(build_language),
        opening=marked("Survey figures:"),
        filters=(YEARS,),
        routes=(LABOUR,),
        height=110,
        finding=sentences.learners,
    ),
    Chart(
        slug="workers-registered-share",
        page="programmes",
        title=marked("Japan's share of registered workers"),
        subtitle=marked("Registered in Pakistan, per year."),
        build=_share_of("workers-registered", "workers-registered-all"),
        opening=marked("By year:"),
        filters=(YEARS,),
        routes=(LABOUR,),
        finding=sentences.share_of_workers,
    ),
    Chart(
        slug="programme-events",
        page="programmes",
        title=marked("Timeline of TITP and SSW"),
        subtitle=_OF_EVENTS,
        build=of_programmes("events"),
        form=EVENTS,
        table="events",
        routes=(LABOUR,),
        empty=marked("{title}: no events match these filters."),
    ),
    Chart(
        slug="programme-figures",
        page="programmes",
        title=marked("Reported figures"),
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
        title=marked("Sectors named in the articles"),
        subtitle=marked("The articles give no numbers for these sectors."),
        build=lambda package, _view: Content(package.sectors),
        form=TABLE,
        table="sectors",
        filters=(),
    ),
    _missing_figures("programmes", theme="programmes"),
    Chart(
        slug="arrivals-compared",
        page="arrivals",
        title=marked("Official figures called “arrivals”"),
        subtitle=marked("Each counts something different, per year."),
        caveat=marked("One trip can be in several of them, so we never add them up."),
        build=of_ranking(rank_counts),
        form=RANKING,
        filters=(YEARS,),
        options=(YEAR,),
        lay_out_table=_lay_out_counts,
        finding=sentences.range_of_counts,
    ),
    Chart(
        slug="ten-months",
        page="arrivals",
        title=_tell_months,
        subtitle=marked("Entries by month."),
        caveat=_tell_claim,
        build=build_claimed_months,
        opening=marked("By month:"),
        filters=(YEARS,),
        height=210,
        finding=sentences.months_of_claim,
    ),
    Chart(
        slug="arrivals-over-time",
        page="arrivals",
        title=marked("Each figure over time"),
        subtitle=marked("By year, each on its own scale."),
        caveat=marked("Purposes, sexes and kinds of visa are in the table."),
        build=of_series(build_arrivals),
        opening=marked("By year:"),
        filters=(YEARS,),
        height=84,
        former=("entries", "visitor-arrivals", "visas-issued", "new-entrants", "new-entrants-temporary-visitor"),
        finding=sentences.growth_of_counts,
    ),
    Chart(
        slug="workers-registered",
        page="arrivals",
        title=_first_title("workers-registered"),
        subtitle=marked("Per year."),
        caveat=_of_indicator("workers-registered", "note"),
        build=of_series(build_registered),
        opening=marked("By year:"),
        filters=(YEARS,),
        height=110,
        finding=sentences.workers,
    ),
    Chart(
        slug=f"{BY_MONTH}-by-month",
        page="arrivals",
        title=marked("Visitor arrivals by month"),
        subtitle=marked("Entries for all purposes."),
        finding=sentences.busiest_month,
        build=of_series(build_months),
        opening=marked("By month:"),
        filters=(YEARS,),
        height=110,
    ),
    Chart(
        slug="all-time-high",
        page="arrivals",
        title=marked("The reported “all-time high”"),
        subtitle=marked(
            "Visitor arrivals before the article, compared with all earlier months. Filters do not apply here."
        ),
        build=build_records,
        form=TABLE,
        filters=(),
        finding=sentences.record,
    ),
    Chart(
        slug="entries-by-age",
        page="arrivals",
        title=_tell_year,
        subtitle=marked("Including re-entries."),
        caveat=sentences.men,
        build=of_ranking(rank_ages),
        form=RANKING,
        filters=(YEARS,),
        lay_out_table=_lay_out_ages,
        finding=sentences.commonest_age,
    ),
    Chart(
        slug="goods-trade",
        page="trade",
        title=marked("Goods, as each country records them"),
        subtitle=marked("Current US dollars, by calendar year."),
        caveat=marked("Short lines: Pakistan's fiscal years (July–June)."),
        build=of_series(build_goods),
        opening=marked("Goods:"),
        filters=(YEARS,),
        height=180,
        finding=sentences.disagreement,
    ),
    Chart(
        slug="trade-both-directions",
        page="trade",
        title=marked("Trade in both directions"),
        subtitle=marked("Goods, in current US dollars."),
        caveat=marked("Long lines: our totals of each country's figures. Short lines: Pakistan's fiscal years."),
        build=of_series(build_trade),
        opening=marked("Trade:"),
        filters=(YEARS,),
        height=260,
        finding=sentences.trade,
    ),
    Chart(
        slug="remittances",
        page="trade",
        title=marked("Remittances from Japan"),
        subtitle=marked("US dollars, fiscal years (July–June)."),
        caveat=marked("Do not compare across July 2019, when rules changed."),
        build=of_series(build_remittances),
        opening=marked("By year:"),
        filters=(YEARS,),
        height=170,
        finding=sentences.remittances,
    ),
    Chart(
        slug="used-vehicles",
        page="trade",
        title=marked("Used vehicles from Japan"),
        subtitle=marked("Japanese customs, by calendar year."),
        build=of_series(build_count, indicator_id="used-vehicles-exported"),
        opening=marked("By year:"),
        filters=(YEARS,),
        height=150,
        finding=sentences.vehicles,
    ),
    Chart(
        slug="remittances-share",
        page="trade",
        title=marked("Japan's share of remittances"),
        subtitle=marked("Share of remittances to Pakistan, by fiscal year (July–June)."),
        build=_share_of("remittances", "remittances-all"),
        opening=marked("By year:"),
        filters=(YEARS,),
        height=110,
        finding=sentences.share_of_remittances,
    ),
    Chart(
        slug="used-vehicles-imported",
        page="trade",
        title=marked("Used vehicles from all countries"),
        subtitle=marked("Fiscal years (July–June)."),
        build=of_series(build_count, indicator_id="used-vehicles-imported"),
        opening=marked("By year:"),
        filters=(YEARS,),
        height=110,
        empty="",
        finding=sentences.vehicles_imported,
    ),
    Chart(
        slug="direct-investment",
        page="trade",
        title=marked("Direct investment from Japan"),
        subtitle=marked("US dollars, fiscal years (July–June)."),
        caveat=marked("Below zero means more money left than arrived."),
        build=of_series(build_count, indicator_id="direct-investment"),
        opening=marked("By year:"),
        filters=(YEARS,),
        height=110,
        finding=sentences.investment,
    ),
    Chart(
        slug="trade-payments",
        page="trade",
        title=marked("Bank payments for trade"),
        subtitle=marked("Including services."),
        caveat=marked("This is not customs data. We found no full-year figures."),
        build=of_ranking(rank_payments),
        form=RANKING,
        filters=(YEARS,),
        finding=sentences.payments,
    ),
    Chart(
        slug="goods-trade-1962-2002",
        page="trade",
        title=marked("Goods, 1962 to 2002"),
        subtitle=marked("Current US dollars, by calendar year."),
        caveat=marked(
            "The source does not say whether early years include what is now Bangladesh. "
            "Pakistan reported nothing for 1994."
        ),
        build=of_series(build_early_goods),
        opening=marked("Goods, by year:"),
        filters=(YEARS,),
        height=110,
        empty="",
        finding=sentences.disagreement,
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
            empty=_NOTHING_OFFICIAL,
        )
        for table in (REPORTED, OFFICIAL, "events")
    ),
    Chart(
        slug="coverage",
        page="data",
        title=marked("Missing data"),
        subtitle=marked("Official and reported figures for each labour programme, by year."),
        build=build_coverage,
        form=TABLE,
        table=COVERAGE,
        empty=_NOTHING_OFFICIAL,
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
    return tuple(name for name in FILTER_KEYS if name in followed)


def offered_of(page: str, name: str, selection: Selection, package: DataPackage) -> list[str]:
    """The codes of a filter that a page offers: where it explores the data, those that have figures beside the others.

    Elsewhere, of statuses, those that one of its charts is about.
    """
    if INDICATORS in filters_of(page):
        (key,) = FILTER_KEYS[name]
        return list(find_offered(selection, package)[key])
    return routes_of(page, package)


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
    return parse_view({}, options_of(page), package, filters_of(page))[0]
