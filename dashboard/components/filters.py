"""Widgets <-> query string <-> Selection.

The address is the one place that keeps a selection: widgets show what it says and write into it,
links to other pages carry it on, Back and a copied link bring it along.
"""

from collections.abc import Sequence

import streamlit as st

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import QUERY_KEYS, Selection, format_query, normalise, parse_query, year_span
from labour_migration.labels import format_programme
from labour_migration.language import gettext as _
from labour_migration.problems import Problem


def choose_selection(package: DataPackage, page: str) -> Selection:
    """The reader's selection, as the address names it; the sidebar of ``page`` shows it and changes the address.

    What the address names in vain is told in a notice until the reader changes a filter.
    """
    selection, problems = parse_query(shared_query(), package)
    with st.sidebar:
        _show_widgets(selection, package, page)
    show_notice(problems)
    return selection


def show_notice(problems: Sequence[Problem]) -> None:
    """What the address names in vain, in a notice; nothing where there is none."""
    if problems:
        st.warning("\n\n".join(_quoted(str(problem)) for problem in problems))


def shared_query() -> dict[str, list[str]]:
    """What the address says of the selection, as it stands: for links to other pages."""
    return {key: st.query_params.get_all(key) for key in QUERY_KEYS if key in st.query_params}


def show_empty(sentence: str, selection: Selection) -> None:
    """A sentence that says what a selection leaves out, and how to widen it."""
    if not selection.is_everything:
        sentence += " " + _("Choose more routes or a longer range of years, or clear the filters.")
    st.info(sentence)


def _show_widgets(selection: Selection, package: DataPackage, page: str) -> None:
    first, last = year_span(package)
    names = route_names(package)
    # To Streamlit the widgets of another page are others, which know nothing of what these show.
    routes_key, years_key = f"routes-{page}", f"years-{page}"

    def adopt() -> None:
        years = st.session_state.get(years_key, (first, last))
        _write_query(normalise(Selection(tuple(st.session_state[routes_key]), *years), package))

    _set(routes_key, list(selection.programmes))
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
        _("Clear the filters"), on_click=_write_query, args=[Selection()], disabled=selection.is_everything, key="clear"
    )


def _set(key: str, value: object) -> None:
    """Have a widget show a value. Where it does already, nothing is sent: that would undo what a reader presses now."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


@memo(at_most=VERSIONS)
def route_names(package: DataPackage) -> dict[str, str]:
    """The name of every route by its code, set in below that of its group."""
    routes, programmes = package.routes, package.programmes
    return {
        code: "\u2003" * (len(routes.line(code)) - 1) + format_programme(programmes.loc[code])
        for code in routes.ordered
    }


def _write_query(selection: Selection) -> None:
    others = {key: st.query_params.get_all(key) for key in st.query_params if key not in QUERY_KEYS}
    st.query_params.from_dict({**others, **format_query(selection)})


def _quoted(text: str) -> str:
    """Text as it stands, whatever Markdown would make of it."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]()<>#+-.!|~$:" else char for char in text)
