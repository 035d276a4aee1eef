"""How many Pakistanis live in Japan, under which status, where, and beside whom."""

import pandas as pd
import streamlit as st

from components.filters import choose_selection, show_empty
from components.options import choose_option
from components.panel import make_prefectures, show_facets
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection
from labour_migration.figures.programmes import build_count
from labour_migration.figures.residents import (
    INDEX,
    SHARE,
    build_compared,
    build_residents,
    build_statuses,
    compared_counts,
    prefecture_days,
)
from labour_migration.labels import format_date, format_programme
from labour_migration.language import gettext as _
from loading import valid_package

package = valid_package()
st.title(_("Residents"))
st.markdown(
    _("How many people of Pakistani nationality live in Japan, as the Immigration Services Agency counts them")
    + " "
    + _("each half-year, with the figures that articles print as marks beside its line.")
)
selection = choose_selection(package, "residents")
axis = choose_option("axis", _("Y axis of lines"), {"zero": _("from zero"), "fit": _("fitted to the line")})
is_fitted = axis == "fit"

show_facets(
    slug="residents",
    title=_("Pakistanis in Japan"),
    unit=_("Two counts, never one line: until 2011 registered foreigners, visitors among them; since 2012 residents."),
    build=build_residents,
    opening=_("Official counts:"),
    package=package,
    selection=selection,
    is_fitted=is_fitted,
    height=250,
)

names = {code: format_programme(package.programmes.loc[code]) for code in package.routes.groups}
groups = {ROOT: _("All groups"), **names}
unfolded = choose_option("unfold", _("Statuses of residence: group to unfold"), groups, is_list=True)
show_facets(
    slug="residents-by-status",
    title=_("By status of residence"),
    unit=_("Stacked, every half-year. The groups are ours; each is the sum of its statuses."),
    build=build_statuses,
    options=(unfolded,),
    opening=_("Pakistani residents by status:"),
    package=package,
    selection=selection,
    height=380,
)

counted = prefecture_days(package, selection)
title = _("By prefecture")
if not counted:
    show_empty(_("{title}: no official figure falls into this selection.").format(title=title), selection)
else:
    days = {day: format_date(pd.Timestamp(day)) for day in counted}
    every_day = prefecture_days(package, Selection())
    day = choose_option("day", _("Prefectures: day of the count"), days, is_list=True, elsewhere=every_day)
    make_prefectures(package, selection, "residents-by-prefecture", title, day).show(package)

measure = choose_option("compare", _("Compare by"), {INDEX: _("index"), SHARE: _("share of all foreign residents")})
show_facets(
    slug="residents-compared",
    title=_("Beside other nationalities"),
    unit=_("The file has the counts behind the lines."),
    build=build_compared,
    options=(measure,),
    opening=_("Residents of Japan by nationality, index:")
    if measure == INDEX
    else _("Share of all foreign residents:"),
    package=package,
    selection=selection,
    count=compared_counts,
    is_fitted=is_fitted,
    height=340,
    follows_routes=False,
)

show_facets(
    slug="tertiary-students",
    title=_("Students at universities"),
    unit=_("UNESCO's count of students who seek a degree, far fewer than the residents with the status Student."),
    build=build_count,
    options=("tertiary-students",),
    opening=_("As UNESCO counts:"),
    package=package,
    selection=selection,
    follows_routes=False,
)
