"""Who came to Japan: every count of entries, visas and registrations by itself, and why they differ."""

from collections.abc import Iterator

from labour_migration.blocks import (
    Block,
    Caption,
    Downloads,
    Empty,
    Heading,
    Html,
    Introduction,
    Section,
    Text,
    Title,
    charts,
    find_full,
)
from labour_migration.caching import memo
from labour_migration.charts import find_chart, find_content, find_extract
from labour_migration.content import Content
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import Selection
from labour_migration.data.series import full_series, pick
from labour_migration.figures.arrivals import CLAIM, MONTH, YEAR, common_year, find_months, find_records
from labour_migration.html.arrival_rows import (
    age_cells,
    age_columns,
    arrival_cells,
    arrival_columns,
    format_record,
    month_cells,
    month_columns,
    record_cells,
    record_columns,
)
from labour_migration.html.event_rows import event_cells, event_columns
from labour_migration.html.marks import explain_marks
from labour_migration.html.references import format_references
from labour_migration.html.reported_rows import figure_cells, figure_columns
from labour_migration.html.tables import Table, format_table
from labour_migration.labels import format_date, format_number, format_period
from labour_migration.language import gettext as _
from labour_migration.output.extract import find_sources
from labour_migration.site import find_view, format_heading
from labour_migration.view import View

_TITP = "titp"
_KEPT = 64  # sections that are kept


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down."""
    yield Title(format_heading(find_view("arrivals")))
    yield Introduction(_("Five official figures are called “arrivals”. Each counts something different."))
    yield Caption(_tell_missing(package))
    if found := common_year(full_series(package), view.selection):
        year, rows = found
        table = format_table(Table(_("What each counts"), arrival_columns(year), arrival_cells(rows, package)))
        yield Section(
            "panel-arrivals-compared",
            (
                Heading(_("Five counts of {year}").format(year=year), "arrivals-compared"),
                Html(table),
                Caption(explain_marks(rows, is_drawn=False)),
            ),
        )
    yield from charts("arrivals", package, view)
    for slug in _TABLES:
        yield _make_section(slug, package, find_chart("arrivals", slug).narrow(view, package))


def _tell_missing(package: DataPackage) -> str:
    """That no count of arrivals is by programme, and which visas are."""
    said = _("We found no arrivals by labour programme. We do not know whether they are published.")
    visas = pick(full_series(package), indicator_id="visas-issued")
    visas = visas[visas["programme_id"].isin(package.routes.family(_TITP))]
    if visas.empty:
        return said
    found = _("Visas for technical interns, {first} to {last}, are on the [Data](data) page.").format(
        first=visas["period_end"].min().year, last=visas["period_end"].max().year
    )
    return f"{said} {found}"


@memo(at_most=_KEPT)
def _make_section(slug: str, package: DataPackage, view: View) -> Section | Empty:
    """A table of the registry with its sources and files; a sentence where a view leaves no row."""
    chart = find_chart("arrivals", slug)
    content, extract = find_content(chart, package, view), find_extract(chart, package, view)
    if content.is_empty:
        return Empty(_(chart.empty).format(title=extract.title), view)
    return Section(
        f"panel-{slug}",
        (
            Heading(extract.heading, slug),
            Caption(extract.below_heading(extract.unit)),
            *_TABLES[slug](content, package, view),
            Caption(explain_marks(content.rows, is_drawn=False)),
            Html(format_references(find_sources(extract.frames, package))),
            Downloads(extract, find_full(chart, content.rows, package)),
        ),
    )


def _lay_out_months(content: Content, package: DataPackage, _view: View) -> Iterator[Block]:
    """The months that an article counts in; what it reports of them stands in a table of its own."""
    total = content.rows[content.rows["is_computed"]]
    if not total.empty:
        row = total.iloc[0]
        yield Text(
            _("Official: {entries} entries in {period} (our total).").format(
                entries=format_number(row["value"]), period=format_period(row["period_start"], row["period_end"])
            )
            + " "
            + _("Entries are not people: one person can enter several times.")
            + " "
            + _("Reported and official figures measure different things, so we calculate no difference.")
        )
    yield Html(format_table(Table(_("Official visitor arrivals by month"), month_columns(), month_cells(content.rows))))
    reported = content.reported
    yield Html(format_table(Table(_("Reported figures"), figure_columns(), figure_cells(reported, package))))


def _lay_out_records(_content: Content, package: DataPackage, _view: View) -> Iterator[Block]:
    """The claim of an all-time high: its words, the runs of months that it may mean, what they cannot show."""
    events = pick(package.events, event_id=CLAIM)
    yield Html(format_table(Table(_("What the article says"), event_columns(), event_cells(events, package))))
    records = find_records(package)
    # What the article may speak of: the year so far, or the months that it names.
    told = [format_record(record) for record in records if record.months not in (MONTH, YEAR)]
    if told:
        yield Text(" ".join(told))
    yield Html(format_table(Table(_("Official visitor arrivals"), record_columns(), record_cells(records))))
    first = find_months(full_series(package), Selection())["period_start"].min()
    yield Text(
        _("The table compares months since {month}.").format(month=format_date(first, "month"))
        + " "
        + _("It counts entries for all purposes, including tourists and residents who return.")
        + " "
        + _("The article is about employment, education and business.")
        + " "
        + _("We found arrivals by purpose for whole years only, so the table cannot confirm or refute it.")
    )


def _lay_out_ages(content: Content, package: DataPackage, _view: View) -> Iterator[Block]:
    """Entries by age and sex."""
    yield Html(format_table(Table(_("Entries by age in years"), age_columns(package), age_cells(content.rows))))


_TABLES = {"ten-months": _lay_out_months, "all-time-high": _lay_out_records, "entries-by-age": _lay_out_ages}
