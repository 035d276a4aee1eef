"""TITP and SSW since 2019: who holds them, what was announced, what each is, what the articles say; the sectors."""

import pandas as pd
import streamlit as st

from components.downloads import extract_rows, format_sources, show_takeaway
from components.filters import choose_selection, show_empty
from components.panel import make_events, show_facets
from labour_migration.citation import format_citation
from labour_migration.data.selection import Selection, select_table
from labour_migration.figures.programmes import (
    HELD,
    SINCE,
    build_fields,
    build_holders,
    build_language,
    build_limits,
    is_chosen,
)
from labour_migration.figures.residents import build_peers
from labour_migration.html.event_rows import event_cells, event_columns
from labour_migration.html.inline import link
from labour_migration.html.reported_rows import figure_cells, figure_columns
from labour_migration.html.sector_rows import sector_cells, sector_columns
from labour_migration.html.tables import Table, format_table
from labour_migration.labels import format_date
from labour_migration.language import gettext as _
from loading import valid_package

package = valid_package()
st.title(_("Programmes"))
st.markdown(
    _("The two routes for workers that Pakistan and Japan agreed on in 2019, and the announced successor of one.")
)
selection = choose_selection(package, "programmes")

codes = [code for code in package.routes.parts("labour-programmes") if is_chosen(code, package, selection)]
programmes = package.programmes.loc[codes]
events, reported = (
    rows[rows["programme_id"].isin(programmes.index)]
    for rows in (select_table(package, name, selection) for name in ("events", "reported_figures"))
)

show_facets(
    slug="programme-holders",
    title=_("Pakistanis under the programmes"),
    unit=_("Each half-year since 2019, the year of both memoranda; whole programmes, whatever part is chosen.")
    + " "
    + _("Shaded: the time in which the programme is followed."),
    build=build_holders,
    opening=_("Pakistani holders:"),
    package=package,
    selection=selection,
    height=240,
)
for code in HELD:
    if code in programmes.index:
        name = programmes.loc[code, "abbreviation"]
        show_facets(
            slug=f"{code}-compared",
            title=_("{programme} beside other nationalities").format(programme=name),
            unit=_("On a logarithmic axis each tick is ten times the one below; a zero stands in the table alone.")
            + " "
            + _("The whole programme, whatever part is chosen."),
            build=build_peers,
            options=(code, SINCE),
            opening=_("Holders of {programme} by nationality:").format(programme=name),
            package=package,
            selection=selection,
            height=340,
        )
if "ssw" in programmes.index:
    show_facets(
        slug="ssw-fields",
        title=_("SSW by field, all nationalities"),
        unit=_("Few dates were found with every field; lines break where one is missing. Holders of (i); at the dates")
        + " "
        + _("of 2023 (ii) is counted too, at that of January 2025 it may be."),
        build=build_fields,
        opening=_("Specified skilled workers:"),
        package=package,
        selection=selection,
        height=300,
    )
if not programmes.empty:
    show_facets(
        slug="intake-limits",
        title=_("Limits of acceptance, all nationalities"),
        unit=_("Decisions and proposals of the Government of Japan, no people: never on one axis with them.")
        + " "
        + _("No country has a quota."),
        build=build_limits,
        opening=_("Limits:"),
        package=package,
        selection=selection,
        height=140,
    )
    show_facets(
        slug="japanese-language",
        title=_("Japanese in Pakistan"),
        unit=_("The Japan Foundation's survey, every three years."),
        build=build_language,
        opening=_("As the survey counts:"),
        package=package,
        selection=selection,
        height=110,
        follows_routes=False,
    )

if programmes.empty:
    show_empty(_("No programme of its own is in this selection."), selection)
elif not package.reported["programme_id"].isin(programmes.index).any():
    st.markdown(_("The articles print no number of people under these programmes."))

if not events.empty:
    title = _("The programmes in time")
    make_events(package, selection, "programme-events", title, tuple(events["event_id"])).show(package)
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
        if programme.source_id:
            source = package.sources[programme.source_id]
            st.html(f'<div class="sources">{link(source.url, format_citation(source))}</div>')
        own = events[events["programme_id"] == programme.programme_id]
        if not own.empty:
            rows = event_cells(own, package)
            st.html(format_table(Table(_("What the sources say of it"), event_columns(), rows)))
        own = reported[reported["programme_id"] == programme.programme_id]
        if not own.empty:
            rows = figure_cells(own, package)
            st.html(format_table(Table(_("Figures in print"), figure_columns(), rows)))

with st.container(border=True, key="panel-sectors"):
    st.header(_("Sectors that the articles name"), anchor="sectors")
    st.caption(_("The articles give no number for any of them, and no programme: the filters do not apply here."))
    st.html(format_table(Table(_("Sectors and their role"), sector_columns(package), sector_cells(package))))
    st.html(format_sources([package.sectors], package))
    unit = _("The articles give no number for any of them.")
    named = extract_rows("sectors", _("Sectors that the articles name"), unit, package.sectors, Selection())
    show_takeaway(named, package, package.sectors)
