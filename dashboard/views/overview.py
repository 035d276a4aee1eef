"""What articles print, at a glance: headline figures beside official ones, what is quoted over time, dated events."""

import streamlit as st

from components.filters import choose_selection, show_empty
from components.panel import make_events, make_reported
from labour_migration.data.selection import select_table
from labour_migration.html.headlines import find_quoted, format_page_headlines
from labour_migration.language import gettext as _
from labour_migration.site import find_page, format_heading
from loading import valid_package

PAGE = find_page("")

package = valid_package()
st.title(format_heading(PAGE))
st.markdown(
    _("Every figure that the recorded articles print about labour migration from Pakistan to Japan, hedge included.")
    + "  \n"
    + _("Each leads to its source and to the exact words that print it, to the nearest official figure and a verdict.")
)
selection = choose_selection(package, "overview")
events = select_table(package, "events", selection)

if headlines := format_page_headlines(PAGE, selection, package):
    st.html(headlines)

title = _("The figures in print over time")
quoted = find_quoted(PAGE, selection, package)
if not quoted:
    show_empty(_("{title}: none of them falls into this selection.").format(title=title), selection)
else:
    unit = (
        _("As articles print them, each strip in its own unit. An arrow is a hedge without an end: more than, about.")
        + " "
        + _("Hollow: no number is printed. Dates are inferred where the table says so.")
        + "  \n"
        + _("These are the figures that are quoted most; all stand in the ledger: [Reported vs official](claims).")
    )
    make_reported(package, selection, "reported-figures", title, unit, quoted).show(package)

if events.empty:
    show_empty(_("No dated event falls into this selection."), selection)
else:
    make_events(package, selection, "events", _("Dated events"), tuple(events["event_id"])).show(package)
