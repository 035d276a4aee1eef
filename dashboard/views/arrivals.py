"""Who came to Japan: every count of entries, visas and registrations by itself, and why they differ."""

import streamlit as st

from components.filters import choose_selection
from components.panel import show_facets
from labour_migration.data.series import full_series
from labour_migration.figures.arrivals import COUNTS, build_arrivals, build_registered, common_year
from labour_migration.html.arrival_rows import arrival_cells, arrival_columns
from labour_migration.html.marks import explain_marks
from labour_migration.html.tables import Table, format_table
from labour_migration.language import gettext as _
from loading import valid_package

package = valid_package()
series = full_series(package)
st.title(_("Arrivals"))
st.markdown(
    _("Five official counts are called arrivals, and those of one year differ by a factor of three.")
    + " "
    + _("Each is shown by itself.")
)
selection = choose_selection(package, "arrivals")

if found := common_year(series, selection):
    year, rows = found
    with st.container(border=True, key="panel-arrivals-compared"):
        st.header(_("Five counts of {year}").format(year=year), anchor="arrivals-compared")
        st.html(format_table(Table(_("What each counts"), arrival_columns(year), arrival_cells(rows, package))))
        st.caption(explain_marks(rows, is_drawn=False))

panels = [
    (indicator_id, indicator_id if route == "all" else f"{indicator_id}-{route}", build_arrivals, (indicator_id, route))
    for indicator_id, route in COUNTS
]
panels.append(("workers-registered", "workers-registered", build_registered, ()))
for indicator_id, slug, build, options in panels:
    if indicator_id not in package.indicators.index:
        continue
    indicator = package.indicators.loc[indicator_id]
    show_facets(
        slug=slug,
        title=_(indicator["name"]),
        unit=f"{_(indicator['definition'])} {_(indicator['note'])}",
        build=build,
        options=options,
        opening=_("By year:"),
        package=package,
        selection=selection,
        follows_routes=False,
        has_own_title=True,
    )
