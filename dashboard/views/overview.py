"""What articles print, at a glance: headline figures beside official ones, what is quoted over time, dated events."""

import streamlit as st

from components.figure_panel import show_events, show_figure
from components.filters import choose_selection, show_empty
from components.ledger import format_page_headlines
from components.rows import figure_cells, figure_columns
from labour_migration.figures.reported import build_panels, describe_reported, draw_reported
from labour_migration.language import gettext as _
from labour_migration.selection import select
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
selection = choose_selection(package)
reported, events = select(package.reported, selection, package), select(package.events, selection, package)

if headlines := format_page_headlines(PAGE, selection, package):
    st.html(headlines)

title = _("The figures in print over time")
indicators = package.reported.loc[package.reported["figure_id"].isin(PAGE.headlines), "indicator_id"]
quoted = reported[reported["indicator_id"].isin(indicators)]
if quoted.empty:
    show_empty(_("{title}: none of them falls into this selection.").format(title=title), selection)
else:
    panels = build_panels(quoted, package)
    show_figure(
        slug="reported-figures",
        title=title,
        unit=_(
            "As articles print them, each strip in its own unit. An arrow is a hedge without an end: more than, about."
        )
        + " "
        + _("Hollow: no number is printed. Dates are inferred where the table says so.")
        + "  \n"
        + _("These are the figures that are quoted most; all stand in the ledger: [Reported vs official](claims)."),
        figure=draw_reported(panels),
        alt=describe_reported(panels),
        columns=figure_columns(),
        cells=figure_cells(quoted, package),
        shown=quoted,
        full=package.reported,
        package=package,
        selection=selection,
    )

if events.empty:
    show_empty(_("No dated event falls into this selection."), selection)
else:
    show_events("events", _("Dated events"), events, package, selection)
