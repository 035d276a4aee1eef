"""What a reader takes of a page: the files of rows, and the citation of a chart, a figure, a source or the package.

The app makes each when its button is pressed, the static edition all of them when it is published.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from labour_migration.blocks import Code, Download, Downloads, RowCitation
from labour_migration.citation import (
    chart_item,
    dataset_item,
    format_dataset_citation,
    format_licence_line,
    format_wikipedia,
    row_item,
    source_item,
)
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import Selection
from labour_migration.labels import format_number
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.output.bibliography import APA, CHICAGO, format_entries
from labour_migration.output.export import file_name, to_csv
from labour_migration.output.extract import Extract, cite_extract, reference_extract
from labour_migration.output.formats import CITATION_FORMATS, CSV, FORMATS
from labour_migration.output.snippets import api_address, curl_snippet, pandas_snippet, r_snippet
from labour_migration.site import API_TABLES

_ENDING = "{ending}"


@dataclass(frozen=True, eq=False)
class File:
    """A file to take away: what names it on its page, in the page's list of files and on a disk; and what writes it."""

    label: str
    key: str
    name: str
    media_type: str
    write: Callable[[], bytes | str]


@dataclass(frozen=True, eq=False)
class Cited:
    """A citation: texts to copy by the names of their styles, and the same as files."""

    texts: Mapping[str, str]
    files: tuple[File, ...]


def list_rows(downloads: Downloads, extract: Extract, package: DataPackage) -> Iterator[File]:
    """The rows of an extract as CSV, of the full table behind it, and of the reported figures in it."""
    full = downloads.full
    if full is not extract.rows:
        yield name_download(Download(_("This chart (CSV)"), extract.slug, extract.rows, extract.view), package)
    if downloads.is_official and full is not None:
        yield name_download(Download(_("All official rows (CSV)"), f"{extract.slug}-published", full), package)
    elif full is not None:
        yield name_download(Download(_("Full table (CSV)"), extract.slug, full), package)
    for slug, (_table, rows) in list(extract.tables.items())[1:]:
        yield name_download(Download(_("Reported figures (CSV)"), slug, rows, extract.view), package)


def list_forms(extract: Extract, package: DataPackage) -> Iterator[File]:
    """An extract in the other forms that pages offer."""
    for one in FORMATS:
        if one.on_pages:
            name = file_name(extract.slug, package, extract.view, one.ending)
            key = f"{one.ending}-{extract.slug}"
            yield File(_(one.label), key, name, one.media_type, partial(one.write, extract, package))


def name_download(download: Download, package: DataPackage) -> File:
    """A file of rows as CSV, named with the number of them."""
    counted = ngettext("{label} ({count} row)", "{label} ({count} rows)", len(download.rows)).format(
        label=download.label, count=format_number(len(download.rows))
    )
    name = file_name(download.slug, package, download.view)
    key = f"csv-{download.slug}-{'full' if download.view is None else 'shown'}"
    return File(counted, key, name, CSV.media_type, lambda: to_csv(download.rows, package))


def list_snippets(base: str, tables: Collection[str], selection: Selection) -> Iterator[Code]:
    """The addresses of tables in the data API as a selection shows them, and the code that reads them."""
    addresses = {
        name: api_address(base, f"{name}.csv", selection) for name, table in API_TABLES.items() if table in tables
    }
    listing = api_address(base, "", Selection(version=selection.version))
    yield Code(_("Links"), "\n".join([listing, *addresses.values()]))
    yield Code(_("In Python, with pandas"), pandas_snippet(addresses))
    yield Code(_("In R"), r_snippet(addresses))
    yield Code(_("In a shell, with curl"), curl_snippet(addresses))


def cite_chart(extract: Extract, package: DataPackage) -> Cited:
    """The citation of an extract, with all sources that it shows."""
    chart = reference_extract(extract, package)
    items = [chart_item(chart, package.descriptor), *map(source_item, chart.sources)]
    lines = [format_licence_line(source, is_processed=True) for source in chart.sources]
    name = file_name(extract.slug, package, extract.view, _ENDING)
    return _cite(name, cite_extract(extract, package), items, _name_licence(lines))


def cite_record(citation: RowCitation, package: DataPackage) -> Cited:
    """The citation of one reported figure, or of a source; both with the version of the package that records them."""
    source, row, descriptor = citation.source, citation.row, package.descriptor
    item = row_item(row, source, descriptor)
    name = file_name(row.get("figure_id", source.source_id), package, ending=_ENDING)
    others = {_("Wikipedia"): format_wikipedia(row, source)}
    others |= _name_licence([format_licence_line(source, is_processed=False)])
    return _cite(name, citation.sentence, [item], others, with_notes=True)


def cite_whole(package: DataPackage, address: str) -> Cited:
    """The citation of the package itself, at the address of the page that shows all of it."""
    descriptor = package.descriptor
    name = file_name(descriptor.name, package, ending=_ENDING)
    items = [dataset_item(descriptor, address)]
    return _cite(name, format_dataset_citation(descriptor, address), items, {})


def _name_licence(lines: Sequence[str]) -> dict[str, str]:
    """The lines that the Public Data License of Japan asks for, as a text with its name."""
    return {_("Public Data License 1.0, in Japanese"): "\n".join(filter(None, lines))}


def _cite(
    name: str, sentence: str, items: Sequence[dict], others: Mapping[str, str], with_notes: bool = False
) -> Cited:
    """A citation as a sentence and in two styles, and as files: of ``items`` of CSL-JSON.

    ``others`` are more texts by their names, of which empty ones are left out; ``name`` is that of the files, with
    ``{ending}``. Notes say of a figure what no style prints: its words, and where they are archived and recorded.
    """
    texts = {
        _("APA"): _join_entries(items, APA, with_notes),
        _("Chicago"): _join_entries(items, CHICAGO, with_notes),
        _("In a sentence"): sentence,
        **others,
    }
    files = []
    for one in CITATION_FORMATS:
        file = name.format(ending=one.ending)
        files.append(File(_(one.label), file, file, one.media_type, partial(one.write, items)))
    return Cited({label: text for label, text in texts.items() if text}, tuple(files))


def _join_entries(items: Sequence[dict], style: str, with_notes: bool) -> str:
    """The entries of a list of references, in the order of the alphabet."""
    entries = format_entries(items, style)
    if with_notes:
        entries = [f"{entry} {item['note']}" for entry, item in zip(entries, items, strict=True)]
    return "\n\n".join(sorted(entries, key=str.casefold))
