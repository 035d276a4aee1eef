"""Who came to Japan: five official figures side by side, and why they differ; then each over time."""

from collections.abc import Iterator

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
    Text,
    Title,
    chart_blocks,
    charts,
    find_full,
)
from labour_migration.caching import memo
from labour_migration.charts import find_chart, find_content, find_extract
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import Selection
from labour_migration.data.series import full_series, pick
from labour_migration.figures.arrivals import CLAIM, MONTH, YEAR, find_months, find_records
from labour_migration.html.arrival_rows import format_record, record_cells, record_columns
from labour_migration.html.event_rows import event_cells, event_columns
from labour_migration.html.marks import explain_marks
from labour_migration.html.references import format_references
from labour_migration.html.tables import Table, format_table
from labour_migration.labels import format_date, join_sentences
from labour_migration.language import gettext as _
from labour_migration.output.extract import find_sources
from labour_migration.site import find_view, format_heading
from labour_migration.verbatim import Markdown
from labour_migration.view import View, format_address

_TITP = "titp"
_HIGHEST, _AGES = "all-time-high", "entries-by-age"
_KEPT = 64  # sections that are kept


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down."""
    yield Title(format_heading(find_view("arrivals")))
    yield Introduction(_("Five official figures are called “arrivals”. Each counts something different."))
    yield from charts("arrivals", package, view, but=(_AGES,))
    highest = find_chart("arrivals", _HIGHEST)
    yield Folded(_(highest.title), (_examine(package, highest.narrow(view, package)),))
    yield from chart_blocks(find_chart("arrivals", _AGES), package, view)
    yield Caption(Markdown(_tell_missing(package)))


def _tell_missing(package: DataPackage) -> str:
    """That no count of arrivals is by programme, and which visas are."""
    said = _("We found no arrivals by labour programme. We do not know whether they are published.")
    visas = pick(full_series(package), indicator_id="visas-issued")
    visas = visas[visas["programme_id"].isin(package.routes.family(_TITP))]
    if visas.empty:
        return said
    found = _("Visas for technical interns, {first} to {last}, are on the page [Data and sources]({address}).").format(
        first=visas["period_end"].min().year,
        last=visas["period_end"].max().year,
        address=f"data{format_address(View(Selection(version=package.pin)))}",
    )
    return join_sentences([said, found])


@memo(at_most=_KEPT)
def _examine(package: DataPackage, view: View) -> Section | Empty:
    """The claim of an all-time high: its words, the runs of months that it may mean, what they cannot show."""
    chart = find_chart("arrivals", _HIGHEST)
    content, extract = find_content(chart, package, view), find_extract(chart, package, view)
    if content.is_empty:
        return Empty(_(chart.empty).format(title=extract.title), view)
    events = pick(package.events, event_id=CLAIM)
    records = find_records(package)
    # What the article may speak of: the year so far, or the months that it names.
    told = [format_record(record) for record in records if record.months not in (MONTH, YEAR)]
    first = find_months(full_series(package), Selection())["period_start"].min()
    limits = [
        _("The table compares months since {month}.").format(month=format_date(first, "month")),
        _("It counts entries for all purposes, including tourists and residents who return."),
        _("The article is about employment, education and business."),
        _("We found arrivals by purpose for whole years only, so the table cannot confirm or refute it."),
    ]
    return Section(
        f"panel-{_HIGHEST}",
        (
            Heading(extract.heading, _HIGHEST),
            Caption(chart.format_subtitle(package, content)),
            Html(format_table(Table(_("Quote from the article"), event_columns(), event_cells(events, package)))),
            *([Text(join_sentences(told))] if told else []),
            Html(format_table(Table(_("Official visitor arrivals"), record_columns(), record_cells(records)))),
            Text(join_sentences(limits)),
            Caption(explain_marks(content.rows, is_drawn=False)),
            Html(format_references(find_sources(extract.frames, package))),
            Downloads(extract, find_full(chart, content.rows, package)),
        ),
    )
