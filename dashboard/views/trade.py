"""What Pakistan and Japan trade, as each reports it, and the money that goes with people."""

import streamlit as st

from components.filters import choose_selection
from components.panel import show_facets
from labour_migration.figures.programmes import build_count
from labour_migration.figures.trade import build_goods, build_payments, build_remittances, build_vehicles
from labour_migration.language import gettext as _
from labour_migration.site import find_page, format_heading
from loading import valid_package

package = valid_package()
st.title(format_heading(find_page("trade")))
st.markdown(_("Goods as both countries report them, remittances, investment and used vehicles, in dollars of the day."))
selection = choose_selection(package, "trade")

show_facets(
    slug="goods-trade",
    title=_("Goods, reported from both sides"),
    unit=_("A stroke is as long as its year: calendar years begin in January, Pakistan's fiscal years in July."),
    build=build_goods,
    opening=_("Goods:"),
    package=package,
    selection=selection,
    height=220,
    follows_routes=False,
)
for slug, title, note, build, *options in (
    (
        "remittances",
        _("Remittances from Japan"),
        _("Pakistan's fiscal years, July to June. Since July 2019 another rule of attribution: the years before and")
        + " "
        + _("after are not comparable."),
        build_remittances,
    ),
    (
        "direct-investment",
        _("Direct investment from Japan"),
        _("Net, by fiscal year: below zero more was withdrawn than invested."),
        build_count,
        "direct-investment",
    ),
    (
        "used-vehicles",
        _("Used vehicles"),
        _("Exports that Japan's customs cleared, by calendar year; imports from anywhere, by fiscal year."),
        build_vehicles,
    ),
    (
        "trade-payments",
        _("Payments for trade"),
        _("What Pakistan's banks paid and received, services included: no customs statistics, hence by itself."),
        build_payments,
    ),
):
    show_facets(
        slug=slug,
        title=title,
        unit=note,
        build=build,
        options=tuple(options),
        opening=_("By year:"),
        package=package,
        selection=selection,
        follows_routes=False,
    )
