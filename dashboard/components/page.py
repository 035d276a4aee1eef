"""The writer of blocks for Streamlit: a page's blocks -> its elements and widgets."""

from collections.abc import Callable, Iterable, Iterator

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.downloads import base_address, cite_package, cite_row, show_download, show_downloads, show_whole_package
from components.filters import read_query, show_filters, show_notice
from components.options import show_options
from components.panel import show_heading, show_panel
from components.search import OpenList, show_search
from labour_migration import blocks
from labour_migration.charts import filters_of, options_of
from labour_migration.data.package import DataPackage
from labour_migration.html.access import format_spoken
from labour_migration.html.terms import LINE
from labour_migration.language import gettext as _
from labour_migration.previews import find_record, preview
from labour_migration.problems import Problem
from labour_migration.site import Page
from labour_migration.spoken import tell_shown
from labour_migration.takeaways import list_snippets
from labour_migration.verbatim import as_markdown, literal
from labour_migration.view import View, format_address, parse_view

LayOut = Callable[[DataPackage, View], Iterator[blocks.Block]]


def show_page(page: Page, lay_out: LayOut, package: DataPackage, open_list: OpenList) -> None:
    """A page as its address names it: its title, introduction and filters, and its blocks below each other.

    ``open_list`` opens the page that lists the reported figures.
    """
    view, problems = parse_view(read_query(), options_of(page.view), package, filters_of(page.view))
    if record := find_record(page, view, package):  # its address has a title of its own
        st.set_page_config(page_title=preview(page, package, record).title)
    writer = Writer(page, package, view, problems, open_list)
    writer.show(lay_out(package, view))
    writer.warn()
    writer.tell()


class Writer:
    """Shows blocks of one page in one view; ``problems`` are what its address names in vain."""

    def __init__(self, page: Page, package: DataPackage, view: View, problems: list[Problem], open_list: OpenList):
        self.page, self.package, self.view, self.problems, self.open_list = page, package, view, problems, open_list
        self.opening = st.container(key="opening", gap=None)
        self.lead = None  # the introduction, until something else stands below it
        self.told: set[str] = set()  # the hints that some chart of the page has given
        self.has_way_out = False  # the first chart without figures says how to widen the selection

    def show(self, shown: Iterable[blocks.Block]) -> None:
        """Show blocks in their order."""
        for block in shown:
            self._show(block)
            if not isinstance(block, blocks.Introduction):
                self.lead = None

    def _show(self, block: blocks.Block) -> None:
        match block:
            case blocks.Title(text):
                self.opening.title(literal(text), anchor=False)
            case blocks.Introduction(text):
                self._introduce(text)
            case blocks.Search():
                with self.lead or st.container(key="search"):
                    show_search(block, self.page.view == "claims", self.open_list)
            case blocks.Text(text):
                st.markdown(as_markdown(text))
            case blocks.Heading(text, anchor):
                show_heading(text, anchor)
            case blocks.Caption(text):
                st.caption(as_markdown(text))
            case blocks.Html(html):
                st.html(html)
            case blocks.Empty():
                self._tell_nothing(block)
            case blocks.Choices():
                show_options(block, self.page.view, self.package)
            case blocks.Section(key, inner):
                with st.container(key=key):
                    self.show(inner)
            case blocks.Folded(code=code) if code:
                self._show_folded(block)
            case blocks.Folded(title):
                with st.expander(literal(title)):
                    self.show(block.inner)
            case blocks.Row(inner):
                with st.container(horizontal=True):
                    self.show(inner)
            case blocks.Beside(main, aside):
                with st.container(key="beside"):
                    self.show((main, *aside))
            case blocks.Code(caption, text):
                st.caption(literal(caption))
                st.code(text, language=None)  # colours of a language are too pale to read
            case blocks.Snippets(tables, selection):
                self.show(list_snippets(base_address(self.page.path), tables, selection))
            case blocks.Grid(rows, first, alt):
                show_grid(rows, first, alt)
            case blocks.Download():
                show_download(block, self.package)
            case blocks.Downloads():
                show_downloads(block, self.package)
            case blocks.WholePackage():
                show_whole_package(self.package)
            case blocks.RowCitation():
                cite_row(block, self.package)
            case blocks.PackageCitation():
                cite_package(self.package, self.view)
            case blocks.Panel():
                show_panel(block, self.package, [hint for hint in block.hints if hint not in self.told])
                self.told.update(block.hints)
            case _:
                raise TypeError(f"no way to show {type(block).__name__}")

    # A fragment: unfolding runs this again and nothing else of the page.
    @st.fragment
    def _show_folded(self, folded: blocks.Folded) -> None:
        with st.expander(literal(folded.title), key=f"folded-{folded.code}", on_change="rerun") as section:
            if section.open:
                self.show(folded.inner)

    def _tell_nothing(self, empty: blocks.Empty) -> None:
        if self.has_way_out:
            st.caption(literal(empty.sentence))
        else:
            st.info(literal(empty.told))
        self.has_way_out = True

    def _introduce(self, text: str) -> None:
        with self.opening:
            self.lead = st.container(key="lead", gap=None)
            if isinstance(text, Markup):
                self.lead.html(LINE % text)
            else:
                self.lead.markdown(as_markdown(text))
            if filters_of(self.page.view):
                show_filters(self.view, self.package, self.page.view)
        self.warn()

    def warn(self) -> None:
        """Tell what the address names in vain, once: below the introduction, at the latest at the end of the page."""
        with self.opening:
            show_notice(self.problems)
        self.problems = []

    def tell(self) -> None:
        """Leave word of what is shown, which is said aloud once the filters have changed."""
        said = tell_shown(self.page.view, self.package, self.view)
        with self.opening:
            st.html(format_spoken(self.page.view, format_address(View(self.view.selection)), said))


def show_grid(rows: pd.DataFrame, first: Iterable[str], alt: str) -> None:
    """Rows to scroll, sort and search, some columns before the others."""
    dates = rows.select_dtypes("datetime").columns
    first = list(first)
    if "archive_url" in rows:
        rows = rows.assign(archive_url=rows["archive_url"].replace("", None))  # text would be a link to nothing
    st.dataframe(
        rows,
        hide_index=True,
        column_order=[*first, *rows.columns.drop(first)],
        column_config={
            **{column: st.column_config.DateColumn(format="YYYY-MM-DD") for column in dates},
            "words_url": st.column_config.LinkColumn(display_text=_("quote in the source")),
            "url": st.column_config.LinkColumn(display_text=_("source")),
            "archive_url": st.column_config.LinkColumn(display_text=_("archived copy")),
        },
        alt=alt,
    )
