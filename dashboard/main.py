"""Page config, language, navigation: nothing else."""

from collections.abc import Mapping
from contextlib import nullcontext
from functools import partial

import streamlit as st

from components.filters import read_query, shared_query
from components.footer import show_address, show_footer
from components.page import show_page
from components.stale import show_stale
from labour_migration.html.access import format_skip
from labour_migration.html.languages import format_switch
from labour_migration.language import gettext as _
from labour_migration.site import ICON, PAGES, SHORT_NAME, find_page, format_title
from loading import find_state, valid_package
from views import layout_of


def _show(path: str) -> None:
    page = find_page(path)
    show_page(page, layout_of(page), package, _open_list)


def _is_in_head(other: st.Page) -> bool:
    return not find_page(other.url_path).is_aside


def _open_list(query: Mapping[str, object]) -> None:
    """The page that lists the reported figures, with the query of its address."""
    st.switch_page(next(one for one in pages if one.url_path == "claims"), query_params=query)


pages = [
    st.Page(partial(_show, page.path), title=_(page.title), url_path=page.path, default=not page.path) for page in PAGES
]
page = st.navigation(pages, position="hidden")
# A local icon: with none, Streamlit would fetch a page's icon from another host.
st.set_page_config(page_title=format_title(find_page(page.url_path)), page_icon=ICON, layout="wide")
# Our own links, since Streamlit's would drop the filters from the address.
query = shared_query()
with st.container(gap=None, key="head"):
    st.html(format_skip())
    with st.container(horizontal=True, gap=None, wrap=False, key="site"):
        st.page_link(pages[0], label=_(SHORT_NAME), query_params=query)
        st.html(format_switch(page.url_path, read_query()))
    show_address(page.url_path)
    with st.container(horizontal=True, gap=None, wrap=False, key="navigation"):
        for other in filter(_is_in_head, pages):
            with st.container(width="content", key="current-page") if other is page else nullcontext():
                st.page_link(other, query_params=query)
package = valid_package()  # one for all of the page: another may be served in a moment
show_stale(find_state())
page.run()
show_footer(package, query)
