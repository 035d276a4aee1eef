"""What articles print, at a glance: headline figures beside official ones, what is quoted over time, dated events."""

import streamlit as st

from components.figure_panel import show_events, show_figure
from components.filters import choose_selection, show_empty
from components.ledger import format_verdicts
from components.rows import figure_cells, figure_columns, format_headlines
from labour_migration.figures.reported import build_panels, describe_reported, draw_reported
from labour_migration.language import gettext as _
from labour_migration.reconciliation import reconcile
from labour_migration.selection import select
from labour_migration.series import full_series
from labour_migration.site import find_page
from loading import valid_package

HEADLINES = find_page("").headlines

package = valid_package()
st.title(_("Pakistanis in Japan: the figures in print"))
st.markdown(
    _("Every figure that the recorded articles print about labour migration from Pakistan to Japan, hedge included.")
    + "  \n"
    + _("Each leads to its source and to the exact words that print it, to the nearest official figure and a verdict.")
)
selection = choose_selection(package)
reported, events = select(package.reported, selection, package), select(package.events, selection, package)

headlines = reported.set_index("figure_id", drop=False)
headlines = headlines.loc[[figure for figure in HEADLINES if figure in headlines.index]]
if not headlines.empty:
    verdicts = {
        figure: format_verdicts([one for one in reconcile(package) if one.figure["figure_id"] == figure])
        for figure in headlines.index
    }
    st.html(format_headlines(headlines, full_series(package), package, verdicts))

title = _("The figures in print over time")
indicators = package.reported.loc[package.reported["figure_id"].isin(HEADLINES), "indicator_id"]
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
