"""The filtered rows, every table for download, the codebook, what is missing, and each source."""

from collections.abc import Iterator
from urllib.parse import unquote

import pandas as pd

from labour_migration.blocks import (
    Block,
    Caption,
    Download,
    Downloads,
    Empty,
    Folded,
    Grid,
    Heading,
    Html,
    Introduction,
    PackageCitation,
    Row,
    RowCitation,
    Section,
    Snippets,
    Text,
    Title,
    WholePackage,
    chart_blocks,
    missing_figures,
)
from labour_migration.charts import Chart, charts_of, find_chart, find_extract
from labour_migration.citation import format_citation, format_published
from labour_migration.coverage import NOTHING, OFFICIAL, QUESTIONS, REPORTED, Question
from labour_migration.data.codebook import describe_resource
from labour_migration.data.package import DataPackage
from labour_migration.data.remarks import format_note
from labour_migration.data.schema import Source
from labour_migration.data.series import pick
from labour_migration.html.coverage_rows import coverage_cells, coverage_columns
from labour_migration.html.inline import joined, link, link_within, linked
from labour_migration.html.references import format_lines
from labour_migration.html.source_rows import cited_rows, make_passages, make_resting
from labour_migration.html.tables import Table, format_table
from labour_migration.labels import format_date, format_kind, format_number
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.site import find_view, format_heading
from labour_migration.view import View

_FILTERED = ("reported-figures", "official-statistics", "events")  # tables whose rows follow the filters
_ROWS_AT_MOST = 500  # of a table on the page: the file has all
# What a reader looks for first; the other columns follow in the order of the file.
_FIRST_COLUMNS = {
    "reported_figures": ("quantity", "unit", "indicator_id", "statement", "as_printed", "words_url"),
    "official_statistics": (
        "indicator_id", "programme_id", "nationality_id", "area_id", "category", "period_end", "value", "unit",
        "obs_status", "url",
    ),
    "events": ("title", "date_start", "date_end", "as_printed", "words_url"),
}  # fmt: skip


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down: one source where the address names it, else all data and all sources."""
    yield Title(format_heading(find_view("data")))
    said = _("Version {version}. Every row includes its citation: publisher, title, date, link and quote.")
    yield Introduction(said.format(version=package.descriptor.version))
    if chosen := view["source"]:
        yield Heading(_("Sources"), "sources")
        yield Html(format_lines(link_within("data", {}, _("All sources"))))
        yield _lay_out_source(package.sources[chosen], package, is_alone=True)
        yield Heading(_("Cite this source"), "cite")
        yield RowCitation(package.sources[chosen], {})
        return
    yield from _lay_out_data(package, view)
    yield from _lay_out_missing(package, view)
    yield from _lay_out_sources(package)
    yield from chart_blocks(find_chart("data", "timeline"), package, view)


def _lay_out_data(package: DataPackage, view: View) -> Iterator[Block]:
    """The rows that the filters leave, how a program reads them, every table, the citation, the codebook."""
    resources = package.descriptor.resources
    tables = [chart for chart in charts_of("data") if chart.slug in _FILTERED]
    for chart in tables:
        yield from _lay_out_table(chart, package, view)
    yield Heading(_("Use the API"), "api")
    yield Text(
        _(
            "You can read the same rows from a link that keeps your filters. Replace `.csv` with `.json` for JSON. "
            "The first link lists all tables and parameters."
        )
    )
    yield Snippets(tuple(chart.table for chart in tables), view.selection)
    yield Heading(_("Every table"), "tables")
    yield Row(
        tuple(
            Download(_(resource.title), resource.name.replace("_", "-"), package.tables[resource.name])
            for resource in resources
        )
    )
    yield WholePackage()
    yield Heading(_("Cite the data"), "cite")
    yield PackageCitation()
    yield Heading(_("Codebook"), "codebook")
    for resource in resources:
        yield Folded(f"{_(resource.title)} · {resource.path}", (Text(describe_resource(resource)),))


def _lay_out_table(chart: Chart, package: DataPackage, view: View) -> Iterator[Block]:
    """The rows of a table that the filters leave: the first of them on the page, all in the file."""
    extract = find_extract(chart, package, view)
    yield Heading(_("{table}, as filtered").format(table=extract.title), extract.slug)
    if extract.rows.empty:
        yield Empty(_(chart.empty), view)
        return
    count = len(extract.rows)
    if count > _ROWS_AT_MOST:
        told = _("The first {count} of {all} rows; the file has all of them.")
        yield Caption(told.format(count=format_number(_ROWS_AT_MOST), all=format_number(count)))
    rows = cited_rows(package, chart.table, view.selection, _ROWS_AT_MOST)
    alt = _("The rows of {table} that the filters leave, with their citations").format(table=extract.title)
    yield Grid(rows, _FIRST_COLUMNS.get(chart.table, ()), alt)
    yield Downloads(extract)


def _lay_out_missing(package: DataPackage, view: View) -> Iterator[Block]:
    """What is known of each labour programme in each year, and what readers look for in vain."""
    chart = find_chart("data", "coverage")
    extract = find_extract(chart, package, view)
    yield Heading(extract.title, "missing-data")
    yield Text(
        _(
            "Which official figures exist for each labour programme since the 2019 agreements, and which we could not "
            "find. Select a year to see its figures."
        )
    )
    if extract.rows.empty:
        yield Empty(_(chart.empty), view)
    else:
        yield Text(_summarise(extract.rows))
        for question in QUESTIONS:
            yield _lay_out_question(question, pick(extract.rows, question=question.question_id), package)
        yield Downloads(extract)
    yield missing_figures("data", package, view)


def _summarise(rows: pd.DataFrame) -> str:
    counts = {state: int((rows["state"] == state).sum()) for state in (OFFICIAL, REPORTED, NOTHING)}
    numbers = {state: format_number(count) for state, count in counts.items()}
    pattern = _(
        "**{official} of {cells} programme-years have an official figure, {reported} only a reported one, {nothing} "
        "neither.**"
    )
    said = pattern.format(cells=format_number(sum(counts.values())), **numbers)
    return f"{said} {_('Years before a programme is in force are not counted.')}"


def _lay_out_question(question: Question, asked: pd.DataFrame, package: DataPackage) -> Section:
    label = _(question.label)
    caption = _("{question}: a figure of the {office}").format(question=label, office=_(question.office))
    cells = coverage_cells(asked, question.page, package)
    reasons = filter(None, asked["reason"].unique())
    return Section(
        f"panel-{question.question_id}",
        (
            Heading(label, question.question_id),
            Html(format_table(Table(caption, coverage_columns(asked), cells, is_grid=True))),
            *(Caption(_("Why something is missing: {reason}").format(reason=reason)) for reason in reasons),
        ),
    )


def _lay_out_sources(package: DataPackage) -> Iterator[Block]:
    """Every source, its date and what rests on it, in the source's own order."""
    count = len(package.sources)
    yield Heading(_("Sources"), "sources")
    said = ngettext(
        "The one source, and the figures we took from it.",
        "All {count} sources and the figures we took from each. Filters do not apply here.",
        count,
    )
    yield Text(said.format(count=format_number(count)))
    for source in package.sources.values():
        yield _lay_out_source(source, package, is_alone=False)


def _lay_out_source(source: Source, package: DataPackage, is_alone: bool) -> Section:
    links = [link(source.url, _("Page")), link(source.archive_url, _("Archived copy"))]
    if not is_alone:
        links.append(link_within("data", {"source": [source.source_id]}, _("Cite")))
    read = _("Read on {day}.").format(day=format_date(source.date_accessed))
    blocks = [
        Heading(source.title, source.source_id),
        Caption(f"{source.publisher} · {format_published(source)} · {format_kind(source.kind)}"),
        Html(format_lines(unquote(format_citation(source)), read, joined(*links, by=" · "))),
    ]
    if note := format_note(source.remarks, source.note, package):
        why = _("Why this date: {note}") if source.is_date_inferred else _("Note: {note}")
        blocks.append(Html(format_lines(linked(why.format(note=note)))))
    blocks.append(Html(make_resting(package, source.source_id)))
    if passages := make_passages(package, source.source_id):
        blocks.append(Folded(_("Every sentence of this article, and what it became"), (Html(passages),)))
    return Section(f"source-{source.source_id}", tuple(blocks))
