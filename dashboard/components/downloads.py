"""What a reader takes away: files of a panel's rows, and the citation of a chart, a figure or a source."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from labour_migration.citation import (
    chart_item,
    dataset_item,
    format_dataset_citation,
    format_licence_line,
    format_office,
    format_row_citation,
    row_item,
    source_item,
)
from labour_migration.data.package import DataPackage
from labour_migration.data.schema import Source
from labour_migration.data.selection import Selection
from labour_migration.html.inline import link_within
from labour_migration.html.pictures import Picture, format_picture_buttons
from labour_migration.html.references import format_references
from labour_migration.labels import format_date, format_number
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.output.bibliography import APA, CHICAGO, format_entries, write_bibtex, write_csl, write_ris
from labour_migration.output.export import file_name, to_csv
from labour_migration.output.extract import Extract, cite_extract, describe_filters, find_sources, to_bundle, to_xlsx
from labour_migration.output.snippets import API

# A test has no address of its own; without one, the app stands where `streamlit run` puts it.
_LOCAL = "http://localhost:8501/"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def page_address(anchor: str = "") -> str:
    """The address that reopens the page as it stands, at an anchor."""
    query = urlencode({key: st.query_params.get_all(key) for key in st.query_params}, doseq=True)
    address = "?".join(filter(None, [st.context.url or _LOCAL, query]))
    return f"{address}#{anchor}" if anchor else address


def extract_rows(
    slug: str,
    title: str,
    unit: str,
    rows: pd.DataFrame,
    selection: Selection,
    reported: pd.DataFrame | None = None,
) -> Extract:
    """Rows as this page shows them today (the day in universal time)."""
    return taken_now(Extract(slug, title, unit, rows, selection, reported=reported))


def taken_now(extract: Extract) -> Extract:
    """The extract with the address that reopens it, and the day of today (in universal time)."""
    return replace(extract, address=page_address(extract.slug), day=datetime.now(tz=UTC).date())


def format_sources(tables: Iterable[pd.DataFrame], package: DataPackage) -> str:
    """The sources that rows of these tables rest on, as HTML: each a reference that leads to its page."""
    return format_references(find_sources(tables, package))


def lay_out_takeaway(
    extract: Extract,
    package: DataPackage,
    full: pd.DataFrame | None = None,
    is_official: bool = False,
    pictures: str = "",
) -> None:
    """The files of an extract, of the ``full`` table behind it where there is one (it may be the same), its citation.

    ``pictures`` are the buttons that give its chart as a picture, as HTML.

    Of official series the full file has the rows as published, without the sums that the extract may have.
    """
    with st.container(horizontal=True, key=f"takeaway-{extract.slug}"):
        if full is not extract.rows:
            show_download(_("CSV, shown"), extract.slug, extract.rows, package, extract.selection)
        if is_official:
            show_download(_("CSV, as published"), f"{extract.slug}-published", full, package)
        elif full is not None:
            show_download(_("CSV, full"), extract.slug, full, package)
        for slug, rows in list(extract.tables.items())[1:]:
            show_download(_("CSV, in print"), slug, rows, package, extract.selection)
        if pictures:
            st.html(pictures, width="content")
        # What a popover holds is made when it is opened.
        with st.popover(_("More formats"), key=f"formats-{extract.slug}", on_change="rerun") as formats:
            if formats.open:
                _show_formats(extract, package)
        with st.popover(_("Cite"), key=f"cite-{extract.slug}", on_change="rerun") as cite:
            if cite.open:
                _cite_chart(extract, package)


# A fragment: opening what holds more formats runs this again and nothing else of the page.
show_takeaway = st.fragment(lay_out_takeaway)


def show_download(
    label: str, slug: str, rows: pd.DataFrame, package: DataPackage, selection: Selection | None = None
) -> None:
    """A button that gives rows as CSV, with the number of them."""
    counted = ngettext("{label} ({count} row)", "{label} ({count} rows)", len(rows)).format(
        label=label, count=format_number(len(rows))
    )
    name = file_name(slug, package, selection)
    _show_button(
        counted, f"csv-{slug}-{'full' if selection is None else 'shown'}", name, "text/csv", to_csv, rows, package
    )


def _show_button(label: str, key: str, name: str, mime: str, write: Callable[..., bytes | str], *args: object) -> None:
    """A button that gives a file; its bytes are made when it is pressed."""
    st.download_button(label, lambda: write(*args), file_name=name, mime=mime, on_click="ignore", key=key)


def format_pictures(extract: Extract, package: DataPackage) -> str:
    """The buttons for the picture of a panel's chart: every office of its sources, its filters, version and day."""
    offices = map(format_office, find_sources(extract.tables.values(), package))
    descriptor = package.descriptor
    line = _("Sources: {sources}. {package}, version {version}.").format(
        sources=_("; ").join(dict.fromkeys(offices)), package=_(descriptor.title), version=descriptor.version
    )
    day = _("Shown: {filters}. Data of {day}.").format(
        filters=describe_filters(extract.selection, package), day=format_date(descriptor.released)
    )
    names = (file_name(extract.slug, package, extract.selection, ending) for ending in ("png", "svg"))
    return format_picture_buttons(Picture(extract.slug, extract.title, extract.unit, line, day, *names))


def _show_formats(extract: Extract, package: DataPackage) -> None:
    for label, ending, mime, write in (
        (_("Workbook (XLSX): data, sources, filters, notes"), "xlsx", _XLSX, to_xlsx),
        (_("ZIP: CSV, metadata, readme"), "zip", "application/zip", to_bundle),
    ):
        name = file_name(extract.slug, package, extract.selection, ending)
        _show_button(label, f"{ending}-{extract.slug}", name, mime, write, extract, package)
    show_whole_package()


def show_whole_package() -> None:
    """A link to the whole Data Package, which the data API serves."""
    whole = link_within(f"{API.lstrip('/')}datapackage.zip", {}, _("The whole Data Package (ZIP)"))
    st.html(f'<div class="sources">{whole}</div>')


def _cite_chart(extract: Extract, package: DataPackage) -> None:
    filters = describe_filters(extract.selection, package)
    chart = chart_item(extract.slug, extract.title, filters, package.descriptor, extract.address, extract.day)
    sources = find_sources(extract.tables.values(), package)
    items = [chart, *map(source_item, sources)]
    lines = [format_licence_line(source, is_processed=True) for source in sources]
    name = file_name(extract.slug, package, extract.selection, "{ending}")
    show_citation(extract.slug, cite_extract(extract, package), items, lines, name)


def cite_row(row: Mapping, package: DataPackage) -> None:
    """The citation of one reported figure."""
    _cite_source(row["figure_id"], row, package.sources[row["source_id"]], package)


def cite_source(source: Source, package: DataPackage) -> None:
    """The citation of one source, with the version of the package that records what rests on it."""
    _cite_source(source.source_id, {}, source, package)


def _cite_source(slug: str, row: Mapping, source: Source, package: DataPackage) -> None:
    descriptor = package.descriptor
    sentence, item = format_row_citation(row, source, descriptor), row_item(row, source, descriptor)
    lines = [format_licence_line(source, is_processed=False)]
    show_citation(slug, sentence, [item], lines, file_name(slug, package, ending="{ending}"), with_notes=True)


def cite_dataset(package: DataPackage) -> None:
    """The citation of the package itself."""
    descriptor, address = package.descriptor, page_address()
    items = [dataset_item(descriptor, address)]
    name = file_name(descriptor.name, package, ending="{ending}")
    show_citation(descriptor.name, format_dataset_citation(descriptor, address), items, [], name)


def show_citation(
    slug: str,
    sentence: str,
    items: Sequence[dict],
    licence_lines: Sequence[str],
    name: str,
    with_notes: bool = False,
) -> None:
    """A citation to copy, as a sentence and in two styles, and as files: of ``items`` of CSL-JSON.

    ``licence_lines`` are those that the Public Data License of Japan asks for; ``name`` is that of the files, with
    ``{ending}``. Notes say of a figure what no style prints: its words, and where they are archived and recorded.
    """
    texts = {
        _("In a sentence"): sentence,
        _("APA"): _entries(items, APA, with_notes),
        _("Chicago"): _entries(items, CHICAGO, with_notes),
        _("Public Data License 1.0, in Japanese"): "\n".join(filter(None, licence_lines)),
    }
    for label, text in texts.items():
        if text:
            st.caption(label)
            st.code(text, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        for label, ending, mime, write in (
            (_("BibTeX"), "bib", "application/x-bibtex", write_bibtex),
            (_("RIS"), "ris", "application/x-research-info-systems", write_ris),
            (_("CSL-JSON"), "csl.json", "application/vnd.citationstyles.csl+json", write_csl),
        ):
            _show_button(label, f"{ending}-{slug}", name.format(ending=ending), mime, write, items)


def _entries(items: Sequence[dict], style: str, with_notes: bool) -> str:
    entries = format_entries(items, style)
    if with_notes:
        entries = [f"{entry} {item['note']}" for entry, item in zip(entries, items, strict=True)]
    return "\n\n".join(entries)
