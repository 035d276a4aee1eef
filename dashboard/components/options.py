"""Choices of one page <-> query string: how a chart is drawn, not which rows it shows.

They stand in the address in codes, as the filters do, and are left out where they are the default.
"""

from collections.abc import Collection, Mapping

import streamlit as st

from components.filters import show_notice
from labour_migration.data.selection import parse_option


def choose_option(
    key: str, label: str, options: Mapping[str, str], is_list: bool = False, elsewhere: Collection[str] = ()
) -> str:
    """The code that a reader has chosen, as the address names it; the first is the default.

    ``options`` are names by code: a few, to be seen at once, or those of a list that unfolds. Codes of ``elsewhere``
    are options under other filters: they give way to the default without a notice.
    """
    chosen = _read(key, options, elsewhere)
    widget = {
        "options": list(options),
        "format_func": options.__getitem__,
        "key": f"option-{key}",
        "on_change": _write,
        "args": [key, next(iter(options))],
    }
    if is_list:
        st.selectbox(label, **widget)
    else:
        st.radio(label, horizontal=True, **widget)
    return chosen


def _read(key: str, options: Mapping[str, str], elsewhere: Collection[str]) -> str:
    """The code that the address names; the widget is set to it, and what is named in vain is told."""
    query = {key: st.query_params.get_all(key)}
    chosen, problems = parse_option(query, key, list(options), elsewhere)
    show_notice(problems)
    st.session_state[f"option-{key}"] = chosen
    return chosen


def _write(key: str, default: str) -> None:
    chosen = st.session_state[f"option-{key}"]
    if chosen == default:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = chosen
