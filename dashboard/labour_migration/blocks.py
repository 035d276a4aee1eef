"""What a page is made of: blocks in their order, which one writer shows with Streamlit and another as HTML."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

import pandas as pd
from markupsafe import Markup

from labour_migration.caching import Lazy, memo
from labour_migration.charts import (
    AXIS,
    DAY,
    EVENTS,
    FACETS,
    FITTED,
    MULTIPLES,
    RANKING,
    TILES,
    YEAR,
    Chart,
    charts_of,
    filters_of,
    find_chart,
    find_content,
    find_extract,
    options_of,
)
from labour_migration.citation import format_office, format_row_citation
from labour_migration.content import OFFICIAL, Content
from labour_migration.data.codes import PAKISTAN, in_prefecture
from labour_migration.data.package import DataPackage
from labour_migration.data.schema import Source
from labour_migration.data.selection import YEAR_KEYS, Selection
from labour_migration.data.series import full_series
from labour_migration.figures.browser import BrowserChart, write_chart
from labour_migration.figures.drawing import Figure
from labour_migration.figures.facets import Facet, describe_facets
from labour_migration.figures.residents import address_prefecture, describe_prefectures
from labour_migration.figures.shapes import describe_key
from labour_migration.figures.small_multiples import draw_facets
from labour_migration.figures.speech import say_points
from labour_migration.figures.timeline import describe_events, draw_timeline
from labour_migration.html.event_rows import event_cells, event_columns
from labour_migration.html.inline import joined, named
from labour_migration.html.marks import explain_marks
from labour_migration.html.missing_rows import missing_cells, missing_columns
from labour_migration.html.multiples import format_multiples
from labour_migration.html.pictures import Picture, format_picture_buttons
from labour_migration.html.prefecture_rows import prefecture_table
from labour_migration.html.ranking import format_ranking
from labour_migration.html.references import format_credit_line, format_references
from labour_migration.html.reported_rows import figure_cells, figure_columns
from labour_migration.html.series_rows import series_cells, series_columns
from labour_migration.html.signs import format_key
from labour_migration.html.tables import Table, format_table
from labour_migration.html.terms import open_terms
from labour_migration.html.tiles import format_tile_map
from labour_migration.labels import format_date, join_clauses, join_sentences
from labour_migration.language import gettext as _
from labour_migration.output.export import file_name
from labour_migration.output.extract import Extract, find_sources
from labour_migration.view import LINKS, Option, View, describe_view, format_view, parse_view, tell_filters

_PANELS = 256  # panels that are kept, over all charts and views; one takes some 0.3 MB
_FULL_TABLES = 48
_BESIDE = Markup('<div class="beside">%s%s</div>')


@dataclass(frozen=True)
class Title:
    """What a page says above all."""

    text: str


@dataclass(frozen=True)
class Introduction:
    """What a page is about, below its title, in words or as HTML; what its address names in vain is told below."""

    text: str | Markup


@dataclass(frozen=True)
class Chips:
    """The places of buttons that only the app has, each with the words on it."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Search:
    """A field to look for reported figures; ``asked`` is what was looked for. It leads to the page that has them.

    ``version`` is that of the data where a reader asked for one.
    """

    asked: str = ""
    version: str = ""

    @property
    def label(self) -> str:
        """What can be looked for, for who does not see the field."""
        return _("Check a figure: a sentence, a number, a publisher, a name")

    @property
    def example(self) -> str:
        """The same in few words, within the field."""
        return _("Check a figure: 25,000, or a sentence")


@dataclass(frozen=True)
class Text:
    """Words, as they stand; as Markdown where they are our own and of that class."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading that links can lead to."""

    text: str
    anchor: str


@dataclass(frozen=True)
class Caption:
    """What a reader should know of what stands above, as in a text."""

    text: str


@dataclass(frozen=True)
class Html:
    """HTML of a card, a list or a table."""

    html: Markup


@dataclass(frozen=True)
class Empty:
    """That a selection leaves nothing here, and how to widen it."""

    sentence: str
    view: View

    @property
    def told(self) -> str:
        """The sentence; where something is left out, also how to widen the selection."""
        if self.view.selection.is_everything:
            return self.sentence
        return join_sentences([self.sentence, _("Try more statuses or more years, or clear the filters.")])


@dataclass(frozen=True)
class Choices:
    """Options side by side, with what was chosen of each: of the page, for all that follows, or of one chart."""

    options: tuple[Option, ...]
    view: View


@dataclass(frozen=True)
class Section:
    """Blocks that belong together; a panel, a card."""

    key: str
    blocks: tuple


@dataclass(frozen=True)
class Row:
    """Blocks beside each other."""

    blocks: tuple


@dataclass(frozen=True)
class Beside:
    """A panel, and what stands beside it on a wide screen, below it on a narrow one."""

    main: "Panel"
    aside: tuple


@dataclass(frozen=True)
class Folded:
    """Blocks that unfold at a reader's wish; those of a section with a code are made when it unfolds."""

    title: str
    blocks: "tuple | Callable[[], Iterable[Block]]"
    code: str = ""

    @property
    def inner(self) -> "Iterable[Block]":
        """What unfolds."""
        return self.blocks() if callable(self.blocks) else self.blocks


@dataclass(frozen=True)
class Code:
    """A text to copy as it stands, and what it is."""

    caption: str
    text: str


@dataclass(frozen=True)
class Snippets:
    """How a program reads the rows of tables that a selection shows: their addresses, and code for them."""

    tables: tuple[str, ...]
    selection: Selection


@dataclass(frozen=True, eq=False)
class Grid:
    """Rows to scroll, sort and search, with the columns that come first and what a screen reader is told of them."""

    rows: pd.DataFrame
    first: tuple[str, ...]
    alt: str


@dataclass(frozen=True, eq=False)
class Download:
    """A file of rows as CSV; what was chosen of them stands in its name."""

    label: str
    slug: str
    rows: pd.DataFrame
    view: View | None = None


@dataclass(frozen=True, eq=False)
class Downloads:
    """The files of an extract, of the ``full`` table behind it where there is one, and its citation.

    Of official series the full file has the rows as published, without the sums that the extract may have.
    ``pictures`` are the buttons that give its chart as a picture, as HTML.
    """

    extract: Extract
    full: pd.DataFrame | None = None
    pictures: Markup | None = None

    @property
    def is_official(self) -> bool:
        """True of official series."""
        return self.extract.table == OFFICIAL


@dataclass(frozen=True)
class WholePackage:
    """A link to the Data Package as one file, of a ``version`` where a reader asked for one."""

    version: str = ""


@dataclass(frozen=True, eq=False)
class RowCitation:
    """The citation of one reported figure, as a row of ``reported_figures.csv``; without one, of a source.

    ``sentence`` is the reference line; other styles and files are made of the source and the row.
    """

    source: Source
    row: Mapping
    sentence: str


@dataclass(frozen=True)
class PackageCitation:
    """The citation of the Data Package."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """What is drawn of a chart: a ``figure`` with the text that tells it, and as it is sent to browsers; or HTML.

    ``tiles`` are what is drawn as HTML in place of a figure: tiles, ranked rows.
    """

    figure: Figure | None = None
    alt: str = ""
    chart: BrowserChart | None = None
    tiles: Markup | None = None


@dataclass(frozen=True, eq=False)
class Panel:
    """What is always together: what is drawn, the same as tables, the sources, the files.

    Above the chart stand its title, ``subtitle``, ``filtered`` where something is left out, and ``choices``; below it
    its ``key``, ``caveat`` and ``hints``, which a page tells once.
    ``notes`` explain the tables, ``credit`` says in a few words whose figures these are.
    Nothing is drawn, and no table made, before it is asked for. ``facets`` are what is drawn, where it has official
    figures. Shared by all readers: nothing of it is ever changed, its frames and its figure least of all. ``former`` is
    what links to charts whose place it has taken lead to.
    """

    downloads: Downloads
    choices: Choices | None
    subtitle: str
    filtered: str
    caveat: Markup
    notes: Markup
    credit: str
    sources: Markup
    _tables: Lazy
    _drawn: Lazy
    facets: tuple[Facet, ...] = ()
    former: Markup | None = None
    key: Markup | None = None
    hints: tuple[str, ...] = ()

    @property
    def extract(self) -> Extract:
        """Its rows, with what names and explains them."""
        return self.downloads.extract

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its rows as a reader reads them, and the reported figures in it, if any."""
        return self._tables.compute()

    @property
    def figure(self) -> Figure | None:
        """What is drawn of it; None where that is HTML, or nothing."""
        return self._drawn.compute().figure

    @property
    def alt(self) -> str:
        """What its figure tells, in words."""
        return self._drawn.compute().alt

    @property
    def chart(self) -> BrowserChart | None:
        """Its figure as it is sent to browsers."""
        return self._drawn.compute().chart

    @property
    def tiles(self) -> Markup | None:
        """What is drawn of it as HTML, in place of a figure."""
        return self._drawn.compute().tiles


Block = (
    Title | Introduction | Search | Chips | Text | Heading | Caption | Html | Empty | Choices | Section | Row | Beside
    | Folded | Code | Snippets | Grid | Download | Downloads | WholePackage | RowCitation | PackageCitation | Panel
)  # fmt: skip


def cite_row(source: Source, package: DataPackage, row: Mapping = MappingProxyType({})) -> RowCitation:
    """The citation of a source, or of one reported figure in it, with the version of the package that records them."""
    return RowCitation(source, row, format_row_citation(row, source, package.descriptor))


def charts(page: str, package: DataPackage, view: View, but: Sequence[str] = ()) -> Iterator[Block]:
    """The charts of a page in the order of the registry, below the options of the page that they have.

    Its tables, and charts whose slugs are in ``but``, are for the page to place.
    """
    drawn = [chart for chart in charts_of(page) if chart.is_drawn and chart.slug not in but]
    offered = dict.fromkeys(option for chart in drawn for option in chart.options if option.of_page)
    if choices := _offer(offered, view):
        yield choices
    for chart in drawn:
        yield from chart_blocks(chart, package, view)


def _offer(options: Iterable[Option], view: View) -> Choices | None:
    """The options that something can be chosen of; None where there is none."""
    keys = {choice.key for choice in view.choices}
    offered = tuple(option for option in options if option.key in keys)
    return Choices(offered, view) if offered else None


def chart_blocks(chart: Chart, package: DataPackage, view: View) -> Iterator[Block]:
    """A chart in its panel; a sentence where a view leaves nothing of it, nothing where it is about other routes."""
    if not chart.is_shown(view, package):
        return
    content = find_content(chart, package, view)
    if content.is_empty:
        if chart.empty:
            told = _(chart.empty).format(title=chart.format_title(package, content))
            if year := _find_nearest(chart, package, view):
                told = join_sentences([told, _("The nearest year with figures is {year}.").format(year=year)])
            yield Empty(told, view)
    else:
        yield make_panel(chart, package, chart.narrow(view, package))


def _find_nearest(chart: Chart, package: DataPackage, view: View) -> int | None:
    """The year nearest to the chosen ones of which a chart has rows; None where no years are chosen, or it has none."""
    first, last = view.selection.year_from, view.selection.year_to
    if first is None and last is None:
        return None
    query = {key: codes for key, codes in format_view(view).items() if key not in YEAR_KEYS}
    of_all_years, _problems = parse_view(query, options_of(chart.page), package, filters_of(chart.page))
    dated = [option for option in chart.options if option in (DAY, YEAR)]
    if dated:  # a chart of one date, which readers choose
        years = {int(code[:4]) for option in dated for code in option.find_choices(package, of_all_years.selection)}
    else:
        rows = find_content(chart, package, of_all_years).rows
        years = {end.year for end in rows.get("period_end", rows.get("date_end", pd.Series())).dropna()}
    away = {year: max(year - last if last else 0, first - year if first else 0, 0) for year in years}
    year = min(away, key=lambda year: (away[year], -year), default=None)
    return year if year and away[year] else None


def missing_figures(page: str, package: DataPackage, view: View) -> Section:
    """The figures that are missing from a page, with the reasons, whatever the view."""
    chart = find_chart(page, "missing-figures")
    extract = find_extract(chart, package, view)
    table = Table(_("What is missing, and why"), missing_columns(), missing_cells(extract.rows, package))
    return Section(
        f"panel-{extract.slug}",
        (
            Heading(extract.title, extract.slug),
            Caption(extract.unit),
            Html(format_table(table)),
            *([Downloads(extract, package.missing_data)] if chart.has_files else []),
        ),
    )


@memo(_PANELS)
def make_panel(chart: Chart, package: DataPackage, view: View) -> Panel:
    """The panel of a chart that shows something of a view."""
    content = find_content(chart, package, view)
    drawing = _DRAW[chart.form](chart, content, package, view)
    extract = find_extract(chart, package, view)
    subtitle = extract.below_heading(chart.format_subtitle(package, content))
    told = [extract.unit, *drawing.below, drawing.left_out, describe_key(drawing.shapes), drawing.notes]
    extract = replace(extract, unit="  \n".join(filter(None, told)))
    sources = find_sources(extract.frames, package)
    pictures = format_pictures(extract, package) if drawing.has_figure else None  # of a chart, not of tiles
    return Panel(
        downloads=Downloads(extract, find_full(chart, content.rows, package), pictures),
        choices=_offer([option for option in chart.options if not option.of_page and option.widget != LINKS], view),
        subtitle=subtitle,
        filtered=tell_filters(view.selection, package),
        caveat=open_terms(join_sentences([chart.format_caveat(package, content), *drawing.below]), package),
        hints=tuple(filter(None, [drawing.left_out, drawing.has_figure and _("Select any point to see its source.")])),
        notes=open_terms(drawing.notes, package),
        credit=format_credit_line(sources),
        sources=format_references(sources),
        _tables=Lazy(partial(_lay_out_tables, drawing, content, package)),
        _drawn=Lazy(drawing.draw),
        facets=content.facets,
        former=joined(*(named(slug, "") for slug in chart.former), by=""),
        key=format_key(drawing.shapes, content.facets[0].is_alone) if drawing.shapes else None,
    )


def _lay_out_tables(drawing: "_Drawing", content: Content, package: DataPackage) -> tuple[Table, ...]:
    """The rows of a content as a table, and the reported figures in it as another."""
    reported = content.reported
    if reported is None or reported.empty:
        return (drawing.lay_out(),)
    in_print = Table(_("Reported figures in this chart"), figure_columns(), figure_cells(reported, package))
    return (drawing.lay_out(), in_print)


def _add_chart(drawn: Drawn, title: str, content: Content, package: DataPackage) -> Drawn:
    """What is drawn with its chart as browsers get it, with the words of the script that draws it."""
    words = {
        "points": _("{title}: use the arrow keys to read points and Enter to open one").format(title=title),
        "opened": _("Selected point"),
    }
    said = say_points(drawn.figure, package, content.facets)
    return replace(drawn, chart=write_chart(drawn.figure, said, drawn.alt, words))


@dataclass(frozen=True, eq=False)
class _Drawing:
    """A content as it is shown: what lays it out as a table, what draws it as a chart or tiles, what is said of either.

    ``draw`` may take a tenth of a second: what needs words alone does without.
    """

    lay_out: Callable[[], Table]
    draw: Callable[[], Drawn] = Drawn
    has_figure: bool = False
    below: tuple[str, ...] = ()  # how to read what is drawn
    left_out: str = ""  # what the table has and a chart has not
    notes: str = ""  # what the marks in the table say
    shapes: frozenset[str] = frozenset()  # of reported figures, for the key


def _lay_out_series(title: str, content: Content, package: DataPackage) -> Table:
    return Table(title, series_columns(content.facets), series_cells(content.facets, package))


def _draw_facets(chart: Chart, content: Content, package: DataPackage, view: View) -> _Drawing:
    facets = content.facets
    can_be_drawn = any(facet.drawn or facet.in_print for facet in facets)
    title = chart.format_title(package, content)

    def draw() -> Drawn:
        figure = draw_facets(facets, package, AXIS in chart.options and view[AXIS.key] == FITTED, chart.height)
        alt = describe_facets(facets, chart.format_opening(package, content))
        return _add_chart(Drawn(figure, alt), title, content, package)

    return _Drawing(
        lay_out=partial(_lay_out_series, title, content, package),
        draw=draw if can_be_drawn else Drawn,
        has_figure=can_be_drawn,
        below=() if can_be_drawn else (_what_is_undrawn(facets),),
        left_out=_what_is_left_out(facets) if can_be_drawn else "",
        notes=explain_marks(content.rows),
        shapes=frozenset().union(*(facet.shapes for facet in facets)),
    )


def _draw_events(chart: Chart, content: Content, package: DataPackage, _view: View) -> _Drawing:
    title = chart.format_title(package, content)

    def draw() -> Drawn:
        drawn = Drawn(draw_timeline(content.rows, package), describe_events(content.rows))
        return _add_chart(drawn, title, content, package)

    return _Drawing(
        lay_out=lambda: Table(title, event_columns(), event_cells(content.rows, package)), draw=draw, has_figure=True
    )


def _draw_tiles(chart: Chart, content: Content, package: DataPackage, view: View) -> _Drawing:
    rows = content.rows

    def draw() -> Drawn:
        tiles = format_tile_map(
            rows, describe_prefectures(rows, package), package, lambda code: address_prefecture(code, view)
        )
        return Drawn(tiles=_BESIDE % (_rank(content, chart.format_title(package, content), package), tiles))

    return _Drawing(
        lay_out=lambda: prefecture_table(rows, full_series(package), package),
        draw=draw,
        notes=explain_marks(rows, is_drawn=False),
    )


def _rank(content: Content, title: str, package: DataPackage) -> Markup:
    """The ranked rows of a content; its own table has the title alone for its caption."""
    return format_ranking(content.ranking, _("{title}, ranked").format(title=title), package)


def _draw_ranking(chart: Chart, content: Content, package: DataPackage, _view: View) -> _Drawing:
    title = chart.format_title(package, content)
    rows = [row for row in content.ranking.rows if not row.is_rest]
    points = pd.DataFrame([point for row in rows for point in (row.point, row.base) if point is not None])
    return _Drawing(
        lay_out=partial(chart.lay_out_table, package, content)
        if chart.lay_out_table
        else partial(_lay_out_series, title, content, package),
        draw=lambda: Drawn(tiles=_rank(content, title, package)),
        below=tuple(filter(None, [explain_marks(points, is_drawn=False)])),
        notes=explain_marks(content.rows, is_drawn=False),
    )


def _draw_multiples(chart: Chart, content: Content, package: DataPackage, view: View) -> _Drawing:
    (facet,) = content.facets

    def draw() -> Drawn:
        subject = _(package.nationalities.loc[PAKISTAN, "name"])
        is_fitted = AXIS in chart.options and view[AXIS.key] == FITTED
        label = describe_facets(content.facets, chart.format_opening(package, content))
        return Drawn(tiles=format_multiples(facet, label, subject, is_fitted))

    return _Drawing(
        lay_out=partial(_lay_out_series, chart.format_title(package, content), content, package),
        draw=draw,
        notes=explain_marks(content.rows, is_drawn=False),
    )


_DRAW = {
    FACETS: _draw_facets,
    EVENTS: _draw_events,
    TILES: _draw_tiles,
    RANKING: _draw_ranking,
    MULTIPLES: _draw_multiples,
}


def _what_is_left_out(facets: Sequence[Facet]) -> str:
    """What the table has and the chart has not."""
    return _("Part-year figures are in the table.") if any(facet.leaves_out for facet in facets) else ""


def _what_is_undrawn(facets: Sequence[Facet]) -> str:
    """Why there is a table and no chart."""
    if any(facet.leaves_out for facet in facets):
        return _("We found no full-year figures. Part-year figures are in the table.")
    return _("The figures that match these filters are only in the table.")


def find_full(chart: Chart, rows: pd.DataFrame, package: DataPackage) -> pd.DataFrame:
    """All rows of the table that the rows of a chart are of; of official series, the observations as published."""
    if chart.form == TILES:
        return _observations_in_prefectures(package)
    if chart.table == OFFICIAL:
        return _observations_of(package, frozenset(rows["indicator_id"]))
    return package.tables[chart.table]


@memo(_FULL_TABLES)
def _observations_of(package: DataPackage, indicator_ids: frozenset[str]) -> pd.DataFrame:
    return package.official[package.official["indicator_id"].isin(indicator_ids)]


@memo(_FULL_TABLES)
def _observations_in_prefectures(package: DataPackage) -> pd.DataFrame:
    return package.official[in_prefecture(package.official)]


def format_pictures(extract: Extract, package: DataPackage) -> Markup:
    """The buttons for the picture of a chart: every office of its sources, what was chosen, version and day."""
    offices = map(format_office, find_sources(extract.frames, package))
    descriptor = package.descriptor
    line = _("Sources: {sources}. {package}, version {version}.").format(
        sources=join_clauses(list(dict.fromkeys(offices))), package=_(descriptor.title), version=descriptor.version
    )
    day = _("Filters: {filters}. Data as of {day}.").format(
        filters=describe_view(extract.view, package), day=format_date(descriptor.released)
    )
    names = (file_name(extract.slug, package, extract.view, ending) for ending in ("png", "svg"))
    title = extract.heading
    if not extract.view.is_everything:
        title = _("{title} ({filters})").format(title=title, filters=describe_view(extract.view, package))
    return format_picture_buttons(Picture(extract.slug, title, extract.below_heading(extract.unit), line, day, *names))
