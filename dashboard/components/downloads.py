"""What a reader takes away: the files of rows, and the citation of a chart, a figure, a source or the package."""

from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from labour_migration.blocks import Download, Downloads, RowCitation
from labour_migration.charts import charts_of
from labour_migration.data.package import DataPackage
from labour_migration.embeds import embed_chart
from labour_migration.failures import recorded
from labour_migration.html.framed import format_snippets
from labour_migration.html.inline import link_within
from labour_migration.html.references import format_lines
from labour_migration.html.sharing import format_sharing
from labour_migration.language import bound
from labour_migration.language import gettext as _
from labour_migration.output.extract import Extract
from labour_migration.site import API, find_page
from labour_migration.takeaways import (
    Cited,
    File,
    cite_chart,
    cite_record,
    cite_whole,
    list_forms,
    list_rows,
    name_download,
)
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
            show_citation(cite_chart(extract, package))
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
    for file in list_rows(downloads, extract, package):
        _show_button(file)
    if downloads.pictures:
        st.html(downloads.pictures)
    for file in list_forms(extract, package):
        _show_button(file)
    show_whole_package(package)


def show_download(download: Download, package: DataPackage) -> None:
    """A button that gives rows as CSV, with the number of them."""
    _show_button(name_download(download, package))


def _show_button(file: File) -> None:
    """A button that gives a file; its bytes are made when it is pressed, by a thread that knows no reader."""
    st.download_button(
        literal(file.label),
        bound(recorded(file.write, file.name)),
        file_name=file.name,
        mime=file.media_type,
        on_click="ignore",
        key=file.key,
    )


def show_whole_package(package: DataPackage) -> None:
    """A link to the whole Data Package, which the data API serves."""
    whole = link_within(f"{API.lstrip('/')}datapackage.zip", package.pinned, _("All data (ZIP)"))
    st.html(format_lines(whole))


def cite_row(citation: RowCitation, package: DataPackage) -> None:
    """The citation of one reported figure, or of a source."""
    show_citation(cite_record(citation, package))


def cite_package(package: DataPackage, view: View) -> None:
    """The citation of the package itself, at the page that shows all of it."""
    show_citation(cite_whole(package, f"{base_address('data')}data{format_address(view)}"))


def show_citation(cited: Cited) -> None:
    """A citation to copy, and as files."""
    for label, text in cited.texts.items():
        st.caption(label)
        st.code(text, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        for file in cited.files:
            _show_button(file)
