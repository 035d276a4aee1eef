"""All data as files, any official figure as a chart, every source, what is missing, and what terms mean."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple
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
    Section,
    Snippets,
    Text,
    Title,
    WholePackage,
    chart_blocks,
    charts,
    cite_row,
    missing_figures,
)
from labour_migration.charts import Chart, charts_of, find_chart, find_extract
from labour_migration.citation import format_citation, format_published, format_publisher
from labour_migration.corrections import figures_first, list_changes, summarise_corrections
from labour_migration.coverage import NOTHING, OFFICIAL, QUESTIONS, REPORTED
from labour_migration.data.codebook import describe_resource
from labour_migration.data.combinations import resolve
from labour_migration.data.corrections import find_differences
from labour_migration.data.package import DataPackage
from labour_migration.data.remarks import format_note
from labour_migration.data.schema import Source
from labour_migration.data.selection import Selection
from labour_migration.glossary import PROGRAMMES, list_terms
from labour_migration.html.correction_rows import format_corrections, version_cells, version_columns
from labour_migration.html.coverage_rows import format_coverage
from labour_migration.html.foreign import ENGLISH, show_in_language
from labour_migration.html.inline import joined, link, link_within, linked
from labour_migration.html.references import format_lines
from labour_migration.html.rendering import render_markdown
from labour_migration.html.source_rows import cited_rows, format_register, make_passages, make_resting
from labour_migration.html.tables import Table, format_table
from labour_migration.html.terms import format_glossary
from labour_migration.html.wrong import link_wrong_in_source
from labour_migration.labels import format_date, format_kind, format_number, join_sentences
from labour_migration.language import current, marked
from labour_migration.language import gettext as _
from labour_migration.output.snippets import api_address
from labour_migration.site import CORRECTIONS_FEED, find_view, format_heading
from labour_migration.verbatim import Markdown, literal
from labour_migration.view import View

_HEADING = re.compile("^#", re.MULTILINE)
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


class Part(NamedTuple):
    """A part of the page that unfolds, and that has an address of its own: its name, and what lays it out."""

    name: str
    lay_out: Callable[[DataPackage, View], Iterable[Block]]


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down: one source or one part where the address names it, else all."""
    yield Title(format_heading(find_view("data")))
    said = _("[Download all data (ZIP)]({address}): version {version}, a citation in every row.")
    is_filtered = not view["source"] and view["part"] not in _UNFILTERED
    # An introduction has the filters of the page below it: a text has none.
    yield (Introduction if is_filtered else Text)(
        Markdown(
            said.format(
                address=api_address("", "datapackage.zip", Selection(version=package.pin)),
                version=literal(package.descriptor.version),
            )
        )
    )
    if chosen := view["source"]:
        yield Heading(_("Source"), "sources")
        yield Html(format_lines(link_within("data", package.pinned, _("All data and sources"))))
        yield _lay_out_source(package.sources[chosen], package)
        yield Heading(_("Cite this source"), "cite")
        yield cite_row(package.sources[chosen], package)
        return
    if chosen := view["part"]:
        part = _PARTS[chosen]
        yield Heading(_(part.name), chosen)
        yield Html(format_lines(link_within("data", package.pinned, _("All data and sources"))))
        yield from part.lay_out(package, view)
        return
    yield from charts("data", package, view, but=["timeline"])
    yield _fold("api", package, view)
    yield Heading(_("Sources"), "sources")
    yield Html(format_register(package))
    yield from _lay_out_missing(package, view)
    yield from chart_blocks(find_chart("data", "timeline"), package, view)
    yield Heading(_("Reference"), "reference")
    for code in ("glossary", "rows", "tables", "codebook", "corrections", "changelog", "cite"):
        yield _fold(code, package, view)


def _fold(code: str, package: DataPackage, view: View) -> Folded:
    part = _PARTS[code]
    return Folded(_(part.name), partial(part.lay_out, package, view), code)


def _lay_out_api(package: DataPackage, view: View) -> Iterator[Block]:
    """How a program reads the rows that the filters leave."""
    told = _(
        "You can read the same rows from a link that keeps your filters. Replace `.csv` with `.json` for JSON. "
        "The first link lists all tables and parameters."
    )
    yield Text(Markdown(told))
    yield Caption(_("Official figures in the chart above"))
    yield Snippets(("official_statistics",), resolve(view.selection, package))
    yield Caption(_("All tables, with the filters that apply to them"))
    yield Snippets(tuple(chart.table for chart in charts_of("data") if chart.slug in _FILTERED), view.selection)


def _lay_out_rows(package: DataPackage, view: View) -> Iterator[Block]:
    """The rows of the tables that the filters leave."""
    for chart in charts_of("data"):
        if chart.slug in _FILTERED:
            yield from _lay_out_table(chart, package, view)


def _lay_out_table(chart: Chart, package: DataPackage, view: View) -> Iterator[Block]:
    """The rows of a table that the filters leave: the first of them on the page, all in the file."""
    extract = find_extract(chart, package, view)
    yield Heading(_("{table}, filtered").format(table=extract.title), extract.slug)
    if extract.rows.empty:
        yield Empty(_(chart.empty).format(title=extract.title), view)
        return
    count = len(extract.rows)
    if count > _ROWS_AT_MOST:
        told = _("These are the first {count} of {all} rows. The file has all of them.")
        yield Caption(told.format(count=format_number(_ROWS_AT_MOST), all=format_number(count)))
    rows = cited_rows(package, chart.table, extract.view.selection, _ROWS_AT_MOST)
    alt = _("Rows of {table} that match the filters, with citations").format(table=extract.title)
    yield Grid(rows, _FIRST_COLUMNS.get(chart.table, ()), alt)
    yield Downloads(extract)


def _lay_out_tables(package: DataPackage, _view: View) -> Iterator[Block]:
    """Every table as a file, and all of them as one."""
    yield WholePackage(package.pin)
    yield Row(
        tuple(
            Download(_(resource.title), resource.name.replace("_", "-"), package.tables[resource.name])
            for resource in package.descriptor.resources
        )
    )


def _lay_out_codebook(package: DataPackage, _view: View) -> Iterator[Block]:
    for resource in package.descriptor.resources:
        yield Folded(f"{_(resource.title)} · {resource.path}", (Text(Markdown(describe_resource(resource))),))


def _lay_out_changelog(package: DataPackage, _view: View) -> Iterator[Block]:
    """What each version changed and corrected, the latest first; nobody translates it."""
    text = _HEADING.sub("##\\g<0>", package.changelog)
    yield Text(Markdown(text)) if current().code == ENGLISH else Html(show_in_language(render_markdown(text), ENGLISH))


def _lay_out_corrections(package: DataPackage, _view: View) -> Iterator[Block]:
    """What each released version changed of the one before it: figures first, then words, then what was added."""
    yield Text(Markdown(f"**{literal(summarise_corrections(package))}**"))
    differences, (figures, words) = find_differences(package), figures_first(package)
    yield Html(format_lines(link_within(CORRECTIONS_FEED, {}, _("Follow corrections (Atom feed)"))))
    if not differences:
        return
    yield Html(format_corrections(figures, package))
    yield Download(_("All changed cells (CSV)"), "corrections", list_changes([*figures, *words]))
    yield Folded(_("Changed notes, names and definitions"), (Html(format_corrections(words, package)),))
    caption = _("What each version changed and added")
    yield Html(format_table(Table(caption, version_columns(), version_cells(differences, package))))


def _lay_out_glossary(package: DataPackage, _view: View) -> Iterator[Block]:
    yield Html(format_glossary(list_terms(package)))


def _lay_out_cite(_package: DataPackage, _view: View) -> Iterator[Block]:
    yield PackageCitation()


def _lay_out_missing(package: DataPackage, view: View) -> Iterator[Block]:
    """What is known of each labour programme in each year, and what readers look for in vain."""
    chart = find_chart("data", "coverage")
    extract = find_extract(chart, package, view)
    yield Heading(extract.title, "missing-data")
    if extract.rows.empty:
        yield Empty(_(chart.empty).format(title=extract.title), view)
    else:
        yield Text(Markdown(_summarise(extract.rows)))
        shown = set(extract.rows["programme_id"])
        # Where the filters leave parts alone, they are shown at once.
        yield Html(format_coverage(extract.rows, package, shown & set(PROGRAMMES) or shown))
        if shown - set(PROGRAMMES) and shown & set(PROGRAMMES):
            yield _fold("parts", package, view)
        yield _fold("reasons", package, view)
        yield Downloads(extract)
    yield _fold("missing-figures", package, view)


def _lay_out_parts(package: DataPackage, view: View) -> Iterator[Block]:
    """The same map of all statuses together, and of the parts of programmes."""
    rows = find_extract(find_chart("data", "coverage"), package, view).rows
    yield Html(format_coverage(rows, package, set(rows["programme_id"]) - set(PROGRAMMES)))


def _lay_out_reasons(package: DataPackage, view: View) -> Iterator[Block]:
    """Who would publish what is missing, and why it may be missing."""
    rows = find_extract(find_chart("data", "coverage"), package, view).rows
    for question in QUESTIONS:
        asked = rows[rows["question"] == question.question_id]
        said = join_sentences(asked["reason"].unique())
        told = _("**{question}.** Agency: {office}. {reason}")
        named = {"question": _(question.label), "office": _(question.office), "reason": said}
        yield Text(Markdown(told.format(**{name: literal(text) for name, text in named.items()})))


def _lay_out_missing_figures(package: DataPackage, view: View) -> Iterator[Block]:
    yield missing_figures("data", package, view)


def _summarise(rows: pd.DataFrame) -> str:
    counts = {state: int((rows["state"] == state).sum()) for state in (OFFICIAL, REPORTED, NOTHING)}
    numbers = {state: format_number(count) for state, count in counts.items()}
    pattern = _(
        "**{official} of {cells} programme-years have an official figure, {reported} only a reported one, {nothing} "
        "neither.**"
    )
    said = pattern.format(cells=format_number(sum(counts.values())), **numbers)
    return join_sentences([said, _("Select a year to see its figures.")])


def _lay_out_source(source: Source, package: DataPackage) -> Section:
    """A source: its reference, its note, the figures from it, and its sentences where it is recorded whole."""
    wrong = link_wrong_in_source(source.source_id, source.source_id, package)
    links = [link(source.url, _("Page")), link(source.archive_url, _("Archived copy")), wrong]
    read = _("Read on {day}.").format(day=format_date(source.date_accessed))
    blocks = [
        Heading(source.title, source.source_id),
        Caption(f"{format_publisher(source)} · {format_published(source)} · {format_kind(source.kind)}"),
        Html(format_lines(unquote(format_citation(source)), read, joined(*links, by=" · "))),
    ]
    if note := format_note(source.remarks, source.note, package):
        why = _("Reason for this date: {note}") if source.is_date_inferred else _("Note: {note}")
        blocks.append(Html(format_lines(linked(why.format(note=note)))))
    blocks.append(Html(make_resting(package, source.source_id)))
    if passages := make_passages(package, source.source_id):
        blocks.append(Folded(_("Every sentence of this article, and how we recorded it"), (Html(passages),)))
    return Section(f"source-{source.source_id}", tuple(blocks))


_PARTS = {
    "api": Part(marked("Use the API"), _lay_out_api),
    "parts": Part(marked("Parts of the programmes, and all statuses together"), _lay_out_parts),
    "reasons": Part(marked("Why figures are missing"), _lay_out_reasons),
    "missing-figures": Part(marked("Other missing figures"), _lay_out_missing_figures),
    "glossary": Part(marked("Glossary: terms and marks"), _lay_out_glossary),
    "rows": Part(marked("Rows with these filters"), _lay_out_rows),
    "tables": Part(marked("Every table (CSV)"), _lay_out_tables),
    "codebook": Part(marked("Codebook: every column"), _lay_out_codebook),
    "corrections": Part(marked("Corrections"), _lay_out_corrections),
    "changelog": Part(marked("Changelog"), _lay_out_changelog),
    "cite": Part(marked("Cite the data"), _lay_out_cite),
}
_UNFILTERED = ("missing-figures", "glossary", "tables", "codebook", "corrections", "changelog", "cite")
