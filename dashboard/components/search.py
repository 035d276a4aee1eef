"""The field to look for reported figures <-> ``q`` of the address of the page that lists them."""

from collections.abc import Callable, Mapping

import streamlit as st

from components.filters import shared_query
from labour_migration.blocks import Search
from labour_migration.search import AT_MOST
from labour_migration.statements import SEARCH

# Opens the page that lists reported figures, with the query of its address.
OpenList = Callable[[Mapping[str, object]], None]


def show_search(search: Search, is_here: bool, open_list: OpenList) -> None:
    """The field; what is typed opens the list of what was found, or changes the list that ``is_here``."""
    key = f"search-{'here' if is_here else 'elsewhere'}"
    if is_here and st.session_state.get(key) != search.asked:
        st.session_state[key] = search.asked
    typed = st.text_input(
        search.label,
        key=key,
        placeholder=search.example,
        label_visibility="collapsed",
        max_chars=AT_MOST,
        on_change=_write if is_here else None,
        args=[key] if is_here else None,
    )
    if typed and not is_here:
        open_list({**shared_query(), SEARCH.key: typed})


def _write(key: str) -> None:
    if asked := st.session_state[key].strip():
        st.query_params[SEARCH.key] = asked
        st.query_params.pop("figure", None)
    else:
        st.query_params.pop(SEARCH.key, None)
