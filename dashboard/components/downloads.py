"""What a reader takes away: the files of rows, and the citation of a chart, a figure, a source or the package."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from labour_migration.blocks import Download, Downloads, RowCitation
from labour_migration.charts import charts_of
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
from labour_migration.embeds import embed_chart
from labour_migration.failures import recorded
from labour_migration.html.framed import format_snippets
from labour_migration.html.inline import link_within
from labour_migration.html.references import format_lines
from labour_migration.html.sharing import format_sharing
from labour_migration.labels import format_number
from labour_migration.language import bound, ngettext
from labour_migration.language import gettext as _
from labour_migration.output.bibliography import APA, CHICAGO, format_entries
from labour_migration.output.export import file_name, to_csv
from labour_migration.output.extract import Extract, cite_extract, reference_extract
from labour_migration.output.formats import CITATION_FORMATS, CSV, FORMATS
from labour_migration.site import API, find_page
from labour_migration.verbatim import literal
from labour_migration.view import View, format_address

# A test has no address of its own; without one, the app stands where `streamlit run` puts it.
_LOCAL = "http://localhost:8501/"


def base_address(path: str) -> str:
    """The address of the site, with a slash at its end, as seen from the page at a path below it."""
    address = (st.context.url or _LOCAL).removesuffix("/")
    return address.removesuffix(f"/{path}" if path else "") + "/"


def take_now(extract: Extract) -> Extract:
    """The extract with the address of the site, and the day of today (in universal time)."""
    return replace(extract, base=base_address(extract.path), day=datetime.now(tz=UTC).date())


# A fragment: opening one of them runs this again and nothing else of the page.
@st.fragment
def show_downloads(downloads: Downloads, package: DataPackage) -> None:
    """The line below a table that opens its files, its citation and its address."""
    with st.container(horizontal=True, gap="small", key=f"foot-{downloads.extract.slug}"):
        show_takeaways(downloads, package)


def show_takeaways(downloads: Downloads, package: DataPackage) -> None:
    """What opens the files and pictures of an extract, its citation, its address: each is made when it is opened."""
    extract = take_now(downloads.extract)
    slug = extract.slug
    with open_quietly(_("Download"), f"download-{slug}") as files:
        if files.open:
            _show_files(downloads, extract, package)
    with open_quietly(_("Cite"), f"cite-{slug}") as cite:
        if cite.open:
            _cite_extract(extract, package)
    with open_quietly(_("Share"), f"share-{slug}") as share:
        if share.open:
            st.html(format_sharing(extract.title, extract.address))
            _show_embed(extract, package)


def _show_embed(extract: Extract, package: DataPackage) -> None:
    """What puts a chart or a statement into a page of another site; nothing for a table, which is not embedded."""
    charts = [chart for chart in charts_of(find_page(extract.path).view) if chart.slug == extract.slug]
    embed = embed_chart(charts[0], extract.view, package) if charts else None
    if embed is None:
        return
    st.markdown(f"**{_('Embed')}**")
    for name, snippet in format_snippets(embed, package, extract.base).items():
        st.caption(name)
        st.code(snippet, language=None, wrap_lines=True)


def open_quietly(label: str, key: str) -> DeltaGenerator:
    """A popover that looks like a link; its ``open`` says whether a reader has opened it."""
    return st.popover(literal(label), type="tertiary", key=key, on_change="rerun", wrap=True)


def _show_files(downloads: Downloads, extract: Extract, package: DataPackage) -> None:
    """The files of rows, the pictures, the other forms."""
    full = downloads.full
    if full is not extract.rows:
        show_download(Download(_("This chart (CSV)"), extract.slug, extract.rows, extract.view), package)
    if downloads.is_official and full is not None:
        show_download(Download(_("All official rows (CSV)"), f"{extract.slug}-published", full), package)
    elif full is not None:
        show_download(Download(_("Full table (CSV)"), extract.slug, full), package)
    for slug, (_table, rows) in list(extract.tables.items())[1:]:
        show_download(Download(_("Reported figures (CSV)"), slug, rows, extract.view), package)
    if downloads.pictures:
        st.html(downloads.pictures)
    for one in FORMATS:
        if one.on_pages:
            name = file_name(extract.slug, package, extract.view, one.ending)
            key = f"{one.ending}-{extract.slug}"
            _show_button(_(one.label), key, name, one.media_type, lambda one=one: one.write(extract, package))
    show_whole_package(package)


def show_download(download: Download, package: DataPackage) -> None:
    """A button that gives rows as CSV, with the number of them."""
    counted = ngettext("{label} ({count} row)", "{label} ({count} rows)", len(download.rows)).format(
        label=download.label, count=format_number(len(download.rows))
    )
    name = file_name(download.slug, package, download.view)
    key = f"csv-{download.slug}-{'full' if download.view is None else 'shown'}"
    _show_button(counted, key, name, CSV.media_type, lambda: to_csv(download.rows, package))


def _show_button(label: str, key: str, name: str, mime: str, write: Callable[[], bytes | str]) -> None:
    """A button that gives a file; its bytes are made when it is pressed, by a thread that knows no reader."""
    st.download_button(
        literal(label), bound(recorded(write, name)), file_name=name, mime=mime, on_click="ignore", key=key
    )


def show_whole_package(package: DataPackage) -> None:
    """A link to the whole Data Package, which the data API serves."""
    whole = link_within(f"{API.lstrip('/')}datapackage.zip", package.pinned, _("All data (ZIP)"))
    st.html(format_lines(whole))


def _cite_extract(extract: Extract, package: DataPackage) -> None:
    chart = reference_extract(extract, package)
    items = [chart_item(chart, package.descriptor), *map(source_item, chart.sources)]
    lines = [format_licence_line(source, is_processed=True) for source in chart.sources]
    name = file_name(extract.slug, package, extract.view, "{ending}")
    show_citation(name, cite_extract(extract, package), items, _name_licence(lines))


def cite_row(citation: RowCitation, package: DataPackage) -> None:
    """The citation of one reported figure, or of a source; both with the version of the package that records them."""
    source, row, descriptor = citation.source, citation.row, package.descriptor
    item = row_item(row, source, descriptor)
    name = file_name(row.get("figure_id", source.source_id), package, ending="{ending}")
    others = {_("Wikipedia"): format_wikipedia(row, source)}
    others |= _name_licence([format_licence_line(source, is_processed=False)])
    show_citation(name, citation.sentence, [item], others, with_notes=True)


def cite_package(package: DataPackage, view: View) -> None:
    """The citation of the package itself, at the page that shows all of it."""
    descriptor = package.descriptor
    address = f"{base_address('data')}data{format_address(view)}"
    name = file_name(descriptor.name, package, ending="{ending}")
    items = [dataset_item(descriptor, address)]
    show_citation(name, format_dataset_citation(descriptor, address), items, {})


def _name_licence(lines: Sequence[str]) -> dict[str, str]:
    """The lines that the Public Data License of Japan asks for, as a text with its name."""
    return {_("Public Data License 1.0, in Japanese"): "\n".join(filter(None, lines))}


def show_citation(
    name: str, sentence: str, items: Sequence[dict], others: Mapping[str, str], with_notes: bool = False
) -> None:
    """A citation to copy, as a sentence and in two styles, and as files: of ``items`` of CSL-JSON.

    ``others`` are more texts by their names, of which empty ones are left out; ``name`` is that of the files, with
    ``{ending}``. Notes say of a figure what no style prints: its words, and where they are archived and recorded.
    """
    texts = {
        _("APA"): _entries(items, APA, with_notes),
        _("Chicago"): _entries(items, CHICAGO, with_notes),
        _("In a sentence"): sentence,
        **others,
    }
    for label, text in texts.items():
        if text:
            st.caption(label)
            st.code(text, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        for one in CITATION_FORMATS:
            file = name.format(ending=one.ending)
            _show_button(_(one.label), file, file, one.media_type, lambda one=one: one.write(items))


def _entries(items: Sequence[dict], style: str, with_notes: bool) -> str:
    """The entries of a list of references, in the order of the alphabet."""
    entries = format_entries(items, style)
    if with_notes:
        entries = [f"{entry} {item['note']}" for entry, item in zip(entries, items, strict=True)]
    return "\n\n".join(sorted(entries, key=str.casefold))
