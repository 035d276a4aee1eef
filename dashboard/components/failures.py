"""The last net of pages: what fails while one is run becomes a sentence, and an entry in the log."""

import streamlit as st

from labour_migration.failures import record


def show_failure(error: Exception) -> bool:
    """Show the sentence where a page or a part of it has failed; True, so that Streamlit shows nothing of its own.

    For ``on_script_error`` of ``st.App``, which is asked for pages, fragments and callbacks of widgets alike.
    """
    st.error(str(record(error, f"page {st.context.url or ''}")))
    return True
