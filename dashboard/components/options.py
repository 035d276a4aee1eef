"""Widgets of the options of a page or of a chart <-> the query of the address.

They stand in the address in codes, as the filters do, and are left out where they are the default.
"""

import streamlit as st

from components.chip import open_chip
from labour_migration.blocks import Choices
from labour_migration.data.package import DataPackage
from labour_migration.language import gettext as _
from labour_migration.verbatim import literal
from labour_migration.view import LIST, Option, View, name_options


def show_options(choices: Choices, place: str, package: DataPackage) -> None:
    """The widgets of options, side by side; ``place`` names what they stand in."""
    with st.container(horizontal=True, gap="small", key=f"options-{place}-{choices.options[0].key}"):
        for option in choices.options:
            _show_option(option, choices.view, f"option-{place}-{option.key}", package)


def _show_option(option: Option, view: View, key: str, package: DataPackage) -> None:
    names = option.find_choices(package, view.selection)
    widget = {
        "options": list(names),
        "format_func": lambda code: literal(names[code]),
        "key": key,
        "on_change": _write,
        "args": [option.key, key, next(iter(names))],
    }
    if option.widget == LIST:
        (label,) = name_options([option], view)
        with open_chip(label, f"open-{key}") as chip:
            if chip.open:
                st.session_state[key] = view[option.key]
                st.radio(_(option.label), **widget)
    else:
        st.session_state[key] = view[option.key]
        st.pills(_(option.label), required=True, **widget)


def _write(option: str, key: str, default: str) -> None:
    chosen = st.session_state[key]
    if chosen == default:
        st.query_params.pop(option, None)
    else:
        st.query_params[option] = chosen
