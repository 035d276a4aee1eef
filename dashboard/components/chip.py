"""A button that names what is chosen, and opens what changes it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from labour_migration.verbatim import literal


def open_chip(label: str, key: str) -> DeltaGenerator:
    """A popover whose ``open`` says whether a reader has opened it: what it holds is made then.

    While it is open it keeps the label that it was opened with. To Streamlit a popover of another label is another,
    which is closed: it would close at the first change.
    """
    kept = f"label-{key}"
    if not st.session_state.get(key):
        st.session_state[kept] = label
    return st.popover(literal(st.session_state.setdefault(kept, label)), key=key, on_change="rerun")
