"""How many Pakistanis live in Japan, under which status, where, and beside whom."""

import pandas as pd
import streamlit as st

from components.figure_panel import show_panel, show_strips
from components.filters import choose_selection, show_empty
from components.options import choose_option
from components.rows import explain_marks, prefecture_table
from components.tile_map import format_tile_map
from labour_migration.figures.programmes import build_count
from labour_migration.figures.residents import (
    INDEX,
    SHARE,
    build_comparison,
    build_residents,
    build_statuses,
    compared_counts,
    describe_prefectures,
    latest_prefectures,
)
from labour_migration.labels import format_date, format_programme
from labour_migration.language import gettext as _
from labour_migration.routes import ROOT
from labour_migration.selection import Selection
from labour_migration.series import full_series
from loading import valid_package

package = valid_package()
series = full_series(package)
st.title(_("Residents"))
st.markdown(
    _("How many people of Pakistani nationality live in Japan, as the Immigration Services Agency counts them")
    + " "
    + _("each half-year, with the figures that articles print as marks beside its line.")
)
selection = choose_selection(package)
axis = choose_option("axis", _("Y axis of lines"), {"zero": _("from zero"), "fit": _("fitted to the line")})
is_fitted = axis == "fit"

show_strips(
    slug="residents",
    title=_("Pakistanis in Japan"),
    unit=_("Two counts, never one line: until 2011 registered foreigners, visitors among them; since 2012 residents."),
    strips=build_residents(series, package, selection),
    opening=_("Official counts:"),
    package=package,
    selection=selection,
    is_fitted=is_fitted,
    height=250,
)

names = {code: format_programme(package.programmes.loc[code]) for code in package.routes.groups}
groups = {ROOT: _("All groups"), **names}
unfolded = choose_option("unfold", _("Statuses of residence: group to unfold"), groups, is_list=True)
show_strips(
    slug="residents-by-status",
    title=_("By status of residence"),
    unit=_("Stacked, every half-year. The groups are ours; each is the sum of its statuses."),
    strips=build_statuses(series, package, selection, unfolded),
    opening=_("Pakistani residents by status:"),
    package=package,
    selection=selection,
    height=380,
)

counts = latest_prefectures(series, selection)
title = _("By prefecture")
if not counts:
    show_empty(_("{title}: no official figure falls into this selection.").format(title=title), selection)
else:
    days = {day: format_date(pd.Timestamp(day)) for day in counts}
    every_day = latest_prefectures(series, Selection())
    day = choose_option("day", _("Prefectures: day of the count"), days, is_list=True, elsewhere=every_day)
    rows = counts[day]
    show_panel(
        slug="residents-by-prefecture",
        title=title,
        unit="  \n".join(
            filter(
                None,
                [
                    _("Pakistani residents on {day}. Shade and bar of a tile grow with its number.").format(
                        day=days[day]
                    ),
                    explain_marks(rows, is_drawn=False),
                ],
            )
        ),
        show=lambda: st.html(format_tile_map(rows, describe_prefectures(rows, package), package)),
        table=prefecture_table(rows, series, package),
        shown=rows,
        full=package.official[package.official["area_id"].str.startswith("JP-")],
        package=package,
        selection=selection,
        follows_routes=False,
        has_chart=False,
    )

measure = choose_option("compare", _("Compare by"), {INDEX: _("index"), SHARE: _("share of all foreign residents")})
compared = compared_counts(series, selection)
show_strips(
    slug="residents-compared",
    title=_("Beside other nationalities"),
    unit=_("The file has the counts behind the lines."),
    strips=build_comparison(compared, package, measure),
    opening=_("Residents of Japan by nationality, index:")
    if measure == INDEX
    else _("Share of all foreign residents:"),
    package=package,
    selection=selection,
    counted=compared,
    is_fitted=is_fitted,
    height=340,
    follows_routes=False,
)

show_strips(
    slug="tertiary-students",
    title=_("Students at universities"),
    unit=_("UNESCO's count of students who seek a degree, far fewer than the residents with the status Student."),
    strips=build_count(series, package, selection, "tertiary-students"),
    opening=_("As UNESCO counts:"),
    package=package,
    selection=selection,
    follows_routes=False,
)
