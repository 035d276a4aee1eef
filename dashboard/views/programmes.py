"""TITP and SSW since 2019: who holds them, what was announced, what each is, what the articles say; the sectors."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from markupsafe import Markup

from labour_migration.blocks import (
    Block,
    Caption,
    Downloads,
    Empty,
    Folded,
    Heading,
    Html,
    Introduction,
    Section,
    Title,
    chart_blocks,
    charts,
    missing_figures,
)
from labour_migration.charts import find_chart, find_content, find_extract
from labour_migration.citation import format_published, format_publisher
from labour_migration.coverage import LABOUR
from labour_migration.data.codes import JAPAN, PAKISTAN
from labour_migration.data.package import DataPackage
from labour_migration.data.schema import Source
from labour_migration.data.series import full_series, pick
from labour_migration.figures.programmes import is_chosen
from labour_migration.html.event_rows import event_cells, event_columns
from labour_migration.html.foreign import JAPANESE, in_language
from labour_migration.html.inline import joined, link, listed
from labour_migration.html.marks import format_marks
from labour_migration.html.reported_rows import figure_cells, figure_columns
from labour_migration.html.sector_rows import sector_cells, sector_columns
from labour_migration.html.tables import Table, format_table
from labour_migration.html.terms import open_terms
from labour_migration.labels import format_date, format_number, name_programme
from labour_migration.language import current
from labour_migration.language import gettext as _
from labour_migration.site import find_view, format_heading
from labour_migration.view import View

# What is not on the people under the programmes: unfolded at a reader's wish.
FOLDED = ("japanese-language", "workers-registered-share", "programme-events")


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down."""
    yield Title(format_heading(find_view("programmes")))
    told = _("Pakistan and Japan agreed on two labour programmes in 2019: TITP and SSW. ESD is to replace TITP.")
    yield Introduction(open_terms(told, package))
    share = find_chart("programmes", "programme-share")
    yield from chart_blocks(share, package, view)
    codes = [code for code in package.routes.parts(LABOUR) if is_chosen(code, package, view.selection)]
    if codes:
        yield _lay_out_meanings(codes, package)
    yield from charts("programmes", package, view, but=[share.slug, *FOLDED])
    if not codes:
        yield Empty(_("No labour programme matches these filters."), view)
    yield Folded(
        _("More: learners of Japanese, registered workers, dated events, sectors, missing figures"),
        partial(_lay_out_aside, package, view, codes),
        "more",
    )


def _lay_out_aside(package: DataPackage, view: View, codes: Sequence[str]) -> Iterator[Block]:
    """What is not on the people under the programmes."""
    for slug in FOLDED:
        yield from chart_blocks(find_chart("programmes", slug), package, view)
    for code in codes:
        yield from _lay_out_programme(code, package, view)
    yield _lay_out_sectors(package, view)
    yield missing_figures("programmes", package, view)


def _lay_out_meanings(codes: Sequence[str], package: DataPackage) -> Section:
    """What each programme is, how many Pakistanis are in it at the latest date, where to read more."""
    rows = pick(full_series(package), indicator_id="residents", nationality_id=PAKISTAN, area_id=JAPAN)
    cells = []
    for code in codes:
        programme, counts = package.programmes.loc[code], pick(rows, programme_id=code)
        source = package.sources.get(programme["source_id"])
        cells.append(
            [
                joined(name_programme(programme), _name_in_japanese(programme)),
                _(programme["description"]),
                "–" if counts.empty else _tell_count(counts.iloc[-1]),
                _link_to(source) if source else "",
            ]
        )
    columns = [_("Programme"), _("Description"), _("Pakistanis in Japan"), _("Read more")]
    table = Table(_("Labour programmes"), columns, cells)
    link_to_statuses = _("The next chart shows other ways to work or study in Japan, and how many Pakistanis use each.")
    return Section(
        "panel-meanings",
        (
            Heading(_("The labour programmes in brief"), "meanings"),
            Html(format_table(table)),
            Caption(link_to_statuses),
        ),
    )


def _name_in_japanese(programme: Mapping) -> str | Markup:
    """Its name in Japan, which a reader of Japanese has read already."""
    return "" if current().code == JAPANESE else in_language(programme["name_ja"], JAPANESE)


def _link_to(source: Source) -> Markup:
    """A source by its publisher, and its date where it has one."""
    date = format_published(source) if source.date_published else ""
    return link(source.url, listed(format_publisher(source), date))


def _tell_count(row: Mapping) -> str:
    number = " ".join(filter(None, [format_number(row["value"]), format_marks(row)]))
    return _("{number} on {day}").format(number=number, day=format_date(row["period_end"]))


def _lay_out_programme(code: str, package: DataPackage, view: View) -> Iterator[Block]:
    """What the sources say of one programme, and what articles print of it; nothing where there is neither."""
    programme = package.programmes.loc[code]
    events, reported = (
        rows[rows["programme_id"] == code]
        for rows in (
            find_content(find_chart("programmes", slug), package, view).rows
            for slug in ("programme-events", "programme-figures")
        )
    )
    tables = []
    if not events.empty:
        tables.append(Table(_("Dated events"), event_columns(), event_cells(events, package)))
    if not reported.empty:
        tables.append(Table(_("Reported figures"), figure_columns(), figure_cells(reported, package)))
    if tables:
        shown = (Html(format_table(table)) for table in tables)
        yield Section(f"programme-{code}", (Heading(name_programme(programme), code), *shown))


def _lay_out_sectors(package: DataPackage, view: View) -> Section:
    """The sectors that articles name; no filter applies to them."""
    extract = find_extract(find_chart("programmes", "sectors"), package, view)
    table = Table(_("Sectors and their role"), sector_columns(package), sector_cells(package))
    return Section(
        "panel-sectors",
        (
            Heading(extract.title, extract.slug),
            Caption(extract.unit),
            Html(format_table(table)),
            Downloads(extract, package.sectors),
        ),
    )
