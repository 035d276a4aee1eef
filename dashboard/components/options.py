"""Widgets of the options of a page <-> the query of the address.

They stand in the address in codes, as the filters do, and are left out where they are the default.
"""

from collections.abc import Sequence
from contextlib import nullcontext

import streamlit as st

from components.filters import show_notice
from labour_migration.data.package import DataPackage
from labour_migration.language import gettext as _
from labour_migration.problems import Problem
from labour_migration.view import LIST, Option, View


def show_options(options: Sequence[Option], view: View, problems: Sequence[Problem], package: DataPackage) -> None:
    """The widgets of options, side by side where there are several; above each, what the address names in vain."""
    if len(options) == 1:
        _show_each(options, [nullcontext()], view, problems, package)
        return
    with st.container(key="-".join(["options", *(option.key for option in options)])):
        _show_each(options, st.columns(len(options)), view, problems, package)


def _show_each(
    options: Sequence[Option], places: Sequence, view: View, problems: Sequence[Problem], package: DataPackage
) -> None:
    for option, place in zip(options, places, strict=True):
        with place:
            show_notice([problem for problem in problems if problem.field == option.key])
            _show_option(option, view, package)


def _show_option(option: Option, view: View, package: DataPackage) -> None:
    names = option.find_choices(package, view.selection)
    st.session_state[f"option-{option.key}"] = view[option.key]
    widget = {
        "options": list(names),
        "format_func": names.__getitem__,
        "key": f"option-{option.key}",
        "on_change": _write,
        "args": [option.key, next(iter(names))],
    }
    if option.widget == LIST:
        st.selectbox(_(option.label), **widget)
    else:
        st.radio(_(option.label), horizontal=True, **widget)


def _write(key: str, default: str) -> None:
    chosen = st.session_state[f"option-{key}"]
    if chosen == default:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = chosen
