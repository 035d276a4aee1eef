"""Widgets of the filters <-> the query of the address.

The address is the one place that keeps what was chosen: widgets show what it says and write into it,
links to other pages carry the filters on, Back and a copied link bring all of it along.
"""

from collections.abc import Sequence

import streamlit as st

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import QUERY_KEYS, Selection, format_query, normalise, year_span
from labour_migration.labels import format_programme
from labour_migration.language import gettext as _
from labour_migration.problems import Problem


def read_query() -> dict[str, list[str]]:
    """The query of the address, as it stands."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def shared_query() -> dict[str, list[str]]:
    """What the address says of the filters, as it stands: for links to other pages."""
    return {key: values for key, values in read_query().items() if key in QUERY_KEYS}


def show_notice(problems: Sequence[Problem]) -> None:
    """What the address names in vain, in a notice; nothing where there is none."""
    if problems:
        st.warning("\n\n".join(_quoted(str(problem)) for problem in problems))


def show_filters(selection: Selection, package: DataPackage, page: str) -> None:
    """The widgets of the filters, in the sidebar of a page: they show a selection and change the address."""
    first, last = year_span(package)
    names = route_names(package)
    # To Streamlit the widgets of another page are others, which know nothing of what these show.
    routes_key, years_key = f"routes-{page}", f"years-{page}"

    def adopt() -> None:
        years = st.session_state.get(years_key, (first, last))
        _write_query(normalise(Selection(tuple(st.session_state[routes_key]), *years), package))

    _set(routes_key, list(selection.programmes))
    with st.sidebar:
        st.header(_("Filters"))
        st.multiselect(
            _("Route"),
            options=list(names),
            format_func=names.__getitem__,
            key=routes_key,
            placeholder=_("All"),
            on_change=adopt,
        )
        if first < last:
            _set(years_key, (selection.year_from or first, selection.year_to or last))
            st.slider(_("Years"), first, last, key=years_key, on_change=adopt)
        st.button(
            _("Clear the filters"),
            on_click=_write_query,
            args=[Selection()],
            disabled=selection.is_everything,
            key="clear",
        )


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


def _write_query(selection: Selection) -> None:
    others = {key: values for key, values in read_query().items() if key not in QUERY_KEYS}
    st.query_params.from_dict({**others, **format_query(selection)})


def _quoted(text: str) -> str:
    """Text as it stands, whatever Markdown would make of it."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]()<>#+-.!|~$:" else char for char in text)
