"""TITP and SSW since 2019: what each is, its dates, what the articles say of it; the sectors."""

import pandas as pd
import streamlit as st

from components.figure_panel import show_download, show_events, show_sources
from components.filters import choose_selection, show_empty
from components.rows import event_cells, event_columns, figure_cells, figure_columns, sector_cells, sector_columns
from components.tables import format_table, link
from labour_migration.citation import format_citation
from labour_migration.labels import format_date
from labour_migration.language import gettext as _
from labour_migration.selection import select
from loading import valid_package

package = valid_package()
st.title(_("Programmes"))
st.markdown(
    _("The two routes for workers that Pakistan and Japan agreed on in 2019, and the announced successor of one.")
)
selection = choose_selection(package)

codes = package.routes.parts("labour-programmes")
chosen = package.routes.covered(selection.programmes) if selection.programmes else codes
programmes = package.programmes.loc[[code for code in codes if code in chosen]]
events, reported = (
    rows[rows["programme_id"].isin(programmes.index)]
    for rows in (select(package.events, selection, package), select(package.reported, selection, package))
)

if programmes.empty:
    show_empty(_("No programme of its own is in this selection."), selection)
elif not package.reported["programme_id"].isin(programmes.index).any():
    st.markdown(_("The articles print no number of people under these programmes."))

if not events.empty:
    show_events("programme-events", _("The programmes in time"), events, package, selection)
elif not programmes.empty:
    show_empty(_("No dated event of these programmes falls into this selection."), selection)

for programme in programmes.itertuples():
    with st.container(border=True, key=f"programme-{programme.programme_id}"):
        st.header(f"{_(programme.name)} ({programme.abbreviation})", anchor=programme.programme_id)
        facts = [programme.name_ja]
        if programme.date_start:
            started = format_date(pd.Timestamp(programme.date_start), "month")
            facts.append(_("start in this record: {month}").format(month=started))
        st.caption(" · ".join(filter(None, facts)))
        st.markdown(_(programme.description))
        source = package.sources[programme.source_id]
        st.html(f'<div class="sources">{link(source.url, format_citation(source)).html}</div>')
        own = events[events["programme_id"] == programme.programme_id]
        if not own.empty:
            st.html(format_table(_("What the sources say of it"), event_columns(), event_cells(own, package)))
        own = reported[reported["programme_id"] == programme.programme_id]
        if not own.empty:
            st.html(format_table(_("Figures in print"), figure_columns(), figure_cells(own, package)))

with st.container(border=True, key="panel-sectors"):
    st.header(_("Sectors that the articles name"), anchor="sectors")
    st.caption(_("The articles give no number for any of them, and no programme: the filters do not apply here."))
    st.html(format_table(_("Sectors and their role"), sector_columns(package), sector_cells(package)))
    show_sources(package.sectors, package)
    show_download(_("CSV, full"), "sectors", package.sectors, package)
