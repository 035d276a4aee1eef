"""Widgets of the filters of a page <-> the query of the address.

The address is the one place that keeps what was chosen: widgets show what it says and write into it,
links to other pages carry the filters on, Back and a copied link bring all of it along.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from components.chip import open_chip
from labour_migration.caching import VERSIONS, memo
from labour_migration.charts import filters_of, offered_of
from labour_migration.data.codes import SINCE
from labour_migration.data.combinations import fit, resolve, simplify
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import QUERY_KEYS, Selection, format_query, normalise, parse_query, year_span
from labour_migration.html.notices import format_notice
from labour_migration.labels import format_programme
from labour_migration.language import gettext as _
from labour_migration.problems import Problem
from labour_migration.view import (
    AREAS,
    FILTER_KEYS,
    INDICATORS,
    NATIONALITIES,
    PROGRAMMES,
    YEARS,
    View,
    count_active,
    keys_of,
    name_filters,
)


def read_query() -> dict[str, list[str]]:
    """The query of the address, as it stands."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def shared_query() -> dict[str, list[str]]:
    """What the address says of the filters, as it stands: for links to other pages."""
    return {key: values for key, values in read_query().items() if key in QUERY_KEYS}


def show_notice(problems: Sequence[Problem]) -> None:
    """What the address names in vain, in a notice; nothing where there is none."""
    if problems:
        st.html(format_notice(problems))


def show_filters(view: View, package: DataPackage, page: str) -> None:
    """The filters that some chart of a page follows, each a button that names its value and opens its widgets.

    They show a view and change the address. On a telephone one button opens them all. What is changed can be cleared.
    """
    filters = filters_of(page)
    selection = view.only(filters, ()).selection
    widgets = {
        INDICATORS: _choose_indicator,
        NATIONALITIES: partial(_choose_codes, NATIONALITIES),
        PROGRAMMES: partial(_choose_codes, PROGRAMMES),
        AREAS: partial(_choose_codes, AREAS),
        YEARS: _choose_years,
    }
    labels = name_filters(filters, selection, package)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="filters"):
        for name in filters:
            place = f"filter-{name}-{page}"
            with open_chip(labels[name], place) as chip:
                if chip.open:
                    widgets[name](selection, package, page, place)
        active = count_active(filters, selection)
        label = _("Filters ({count})").format(count=active) if active else _("Filters")
        place = f"filters-all-{page}"
        with open_chip(label, place) as chip:
            if chip.open:
                for name in filters:
                    widgets[name](selection, package, page, place)
        options = [choice.key for choice in view.chosen if not choice.is_linked]
        if options or not selection.is_everything:
            st.button(_("Clear"), on_click=_clear, args=[options, page], type="tertiary", key="clear")


def _choose_indicator(selection: Selection, package: DataPackage, page: str, place: str) -> None:
    """One indicator. What is chosen beside it stays where the new one has it."""
    key = f"{INDICATORS}-{place}"
    _set(key, resolve(selection, package).indicators[0])
    names = package.indicators["name"]
    st.selectbox(
        _("Indicator"),
        options=offered_of(page, INDICATORS, selection, package),
        format_func=lambda code: _(names[code]),
        key=key,
        on_change=lambda: _change(package, page, place, indicators=(st.session_state[key],)),
    )


def _choose_codes(name: str, selection: Selection, package: DataPackage, page: str, place: str) -> None:
    """Several codes of a filter: those that have figures beside what is chosen."""
    key = f"{name}-{place}"
    (parameter,) = FILTER_KEYS[name]
    is_explored = INDICATORS in filters_of(page)
    shown = (resolve(selection, package) if is_explored else selection).codes(parameter)
    # To Streamlit the widgets of another place are others, which know nothing of what these show.
    _set(key, list(shown))
    labels = {
        NATIONALITIES: _("Nationality"),
        PROGRAMMES: _("Programme or status of residence"),
        AREAS: _("Country or prefecture"),
    }
    names = _names(name, package)
    offered = {*offered_of(page, name, selection, package), *shown}
    st.multiselect(
        labels[name],
        options=[code for code in names if code in offered],
        format_func=names.__getitem__,
        key=key,
        placeholder=_("Choose one or more") if is_explored else _("All"),
        on_change=lambda: _change(package, page, place, **{name: tuple(st.session_state[key])}),
    )


def _names(name: str, package: DataPackage) -> Mapping[str, str]:
    """The name of every code of a filter."""
    if name == PROGRAMMES:
        return route_names(package)
    table = {NATIONALITIES: package.nationalities, AREAS: package.areas}[name]
    return {code: _(label) for code, label in table["name"].items()}


def _choose_years(selection: Selection, package: DataPackage, page: str, place: str) -> None:
    """Years by a preset, typed, or by a slider: all three show the same."""
    first, last = year_span(package)
    if first == last:
        return
    shown = (selection.year_from or first, selection.year_to or last)
    presets = {
        _("Since {year}").format(year=SINCE): (SINCE, last),
        _("Last five years"): (last - 4, last),
        _("All years"): (first, last),
    }
    with st.container(horizontal=True, gap="small", key=f"presets-{place}"):
        for number, (label, years) in enumerate(presets.items()):
            key = f"preset-{number}-{place}"
            st.button(
                label, on_click=_change_years, args=[package, page, place, years], disabled=shown == years, key=key
            )
    typed = [f"{name}-{place}" for name in ("first", "last")]
    with st.container(horizontal=True, gap="small", key=f"typed-{place}"):
        for key, label, year in zip(typed, (_("First year"), _("Last year")), shown, strict=True):
            _set(key, year)
            st.number_input(
                label, first, last, step=1, key=key,
                on_change=lambda: _change_years(package, page, place, [st.session_state[one] for one in typed]),
            )  # fmt: skip
    # To Streamlit a slider that offers other years is another, which knows nothing of what this one shows: changed data
    # would have it show all of them.
    slider = f"years-{first}-{last}-{place}"
    _set(slider, shown)
    st.slider(
        _("Years"),
        first,
        last,
        key=slider,
        on_change=lambda: _change_years(package, page, place, st.session_state[slider]),
    )


def _change_years(package: DataPackage, page: str, place: str, years: Sequence[int]) -> None:
    """Choose years, whichever of them comes first."""
    _change(package, page, place, year_from=min(years), year_to=max(years))


def _change(package: DataPackage, page: str, place: str, **chosen: object) -> None:
    """Choose something else than the address says, and leave the rest of it.

    Nothing where the popover that a widget stands in is being closed: a widget that goes may tell what it showed
    before, which nobody has chosen.
    """
    if not st.session_state.get(place):
        return
    filters = filters_of(page)
    query = read_query()
    selection, _problems = parse_query({key: query[key] for key in keys_of(filters) if key in query}, package)
    selection = normalise(replace(selection, **chosen), package)
    if INDICATORS in filters:
        selection = simplify(fit(selection, package) if INDICATORS in chosen else selection, package)
    _write_query(selection, page)


def _clear(options: Sequence[str], page: str) -> None:
    """Choose everything, and the default of these options."""
    for key in options:
        st.query_params.pop(key, None)
    _write_query(Selection(), page)


def _set(key: str, value: object) -> None:
    """Have a widget show a value. Where it does already, nothing is sent: that would undo what a reader presses now."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


@memo(VERSIONS)
def route_names(package: DataPackage) -> dict[str, str]:
    """The name of every route by its code, set in below that of its group."""
    routes, programmes = package.routes, package.programmes
    return {
        code: "\u2003" * (len(routes.line(code)) - 1) + format_programme(programmes.loc[code])
        for code in routes.ordered
    }


def _write_query(selection: Selection, page: str) -> None:
    keys = keys_of(filters_of(page))
    others = {key: values for key, values in read_query().items() if key not in keys}
    st.query_params.from_dict({**others, **format_query(selection)})
