"""Every statement held against the official figure, with the arithmetic in the open."""

import streamlit as st

from components.downloads import cite_row, extract_rows, show_download, show_takeaway
from components.filters import choose_selection, show_empty, show_notice
from components.options import choose_option
from components.panel import show_facets
from labour_migration.data.selection import parse_option, select_table
from labour_migration.figures.reported import find_publishers
from labour_migration.figures.statements import build_statements, is_drawn
from labour_migration.html.cards import make_cards, to_code
from labour_migration.html.inline import link_within
from labour_migration.html.verdicts import verdict_mark
from labour_migration.labels import format_number
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.results.reconcile import VERDICTS, reconcile
from loading import valid_package

EVERY = "all"

package = valid_package()
st.title(_("Reported vs official"))
st.markdown(
    _("Each statement that the press prints, the official figure that it can fairly be held against, and the sums.")
    + "  \n"
    + _("What many pages print of one speech or story is one statement. What is promised is never judged.")
)
selection = choose_selection(package, "claims")
reported = package.reported
originals = reported[reported["repeats"] == ""]
found = reconcile(package)

queried = {"figure": st.query_params.get_all("figure")}
figure_id, problems = parse_option(queried, "figure", ["", *reported["figure_id"]])
show_notice(problems)


def show_statement(figure_id: str) -> None:
    """One statement with all that is known of it, whichever of its repeats the address names."""
    original = reported.loc[reported["figure_id"] == figure_id, "repeats"].iloc[0] or figure_id
    st.html(f'<div class="sources">{link_within("claims", {}, _("All statements"))}</div>')
    st.html(make_cards(package, frozenset([original]), is_unfolded=True))
    rows = reported[(reported["figure_id"] == original) | (reported["repeats"] == original)]
    show_takeaway(extract_rows(original, _("This statement"), "", rows, selection), package)
    st.header(_("Cite this figure"), anchor="cite")
    cite_row(reported[reported["figure_id"] == figure_id].iloc[0], package)


def show_ledger() -> None:
    """The statements that the reader chooses: tied to the official figures, and as cards."""
    speakers = {to_code(name): name for name in originals["attributed_to"] if name}
    outlets = {
        to_code(name): name for name in sorted({package.sources[code].publisher for code in reported["source_id"]})
    }
    indicators = {code: _(package.indicators.loc[code, "name"]) for code in originals["indicator_id"].unique()}
    verdicts = {code: verdict_mark(code) for code in VERDICTS}
    with st.container(key="ledger-filters"):
        columns = st.columns(4)
        with columns[0]:
            verdict = choose_option("verdict", _("Verdict"), {EVERY: _("All"), **verdicts}, is_list=True)
        with columns[1]:
            indicator = choose_option("indicator", _("What is counted"), {EVERY: _("All"), **indicators}, is_list=True)
        with columns[2]:
            outlet = choose_option("outlet", _("Outlet"), {EVERY: _("All"), **outlets}, is_list=True)
        with columns[3]:
            speaker = choose_option("speaker", _("Speaker"), {EVERY: _("All"), **speakers}, is_list=True)

    def is_shown(figure: dict) -> bool:
        """True of a statement that the choices above leave."""
        publishers = map(to_code, find_publishers(figure, package))
        return (
            indicator in (EVERY, figure["indicator_id"])
            and speaker in (EVERY, to_code(figure["attributed_to"]))
            and outlet in (EVERY, *publishers)
        )

    chosen = set(select_table(package, "reported_figures", selection)["figure_id"])
    statements = {figure["figure_id"] for figure in originals.to_dict("records") if is_shown(figure)} & chosen
    with_verdict = {one.figure["figure_id"] for one in found if verdict in (EVERY, one.verdict)}
    shown = [one for one in found if one.figure["figure_id"] in statements & with_verdict]
    ids = {one.figure["figure_id"] for one in shown}
    rows = reported[reported["figure_id"].isin(ids) | reported["repeats"].isin(ids)]

    if not shown:
        show_empty(_("No statement is about this selection."), selection)
    else:
        if any(is_drawn(one) for one in shown):
            show_facets(
                slug="ledger",
                title=_("Statements tied to the official figures"),
                unit=_(
                    "Where the definition is the same. A grey line ties a statement (orange) to its official figure."
                ),
                build=build_statements,
                options=(frozenset(ids),),
                opening=_("Official figures and statements:"),
                package=package,
                selection=selection,
            )
        count = ngettext("{count} statement", "{count} statements", len(ids)).format(count=format_number(len(ids)))
        st.header(count, anchor="statements")
        unit = _("What articles print, with its hedge; what repeats a statement stands beside it.")
        show_takeaway(extract_rows("statements", count, unit, rows, selection), package)
        compared = package.comparisons[package.comparisons["figure_id"].isin(ids)]
        show_download(_("Comparisons as CSV"), "comparisons", compared, package, selection)
        st.html(make_cards(package, frozenset(ids)))


if figure_id:
    show_statement(figure_id)
else:
    show_ledger()
