"""Every statement beside the official figures that were public on its day, with the calculation in the open."""

from collections.abc import Iterator

from labour_migration.blocks import (
    Block,
    Download,
    Downloads,
    Empty,
    Heading,
    Html,
    Introduction,
    RowCitation,
    Title,
    charts,
)
from labour_migration.charts import find_chart, find_extract
from labour_migration.data.package import DataPackage
from labour_migration.html.cards import make_cards
from labour_migration.html.inline import link_within
from labour_migration.html.references import format_lines
from labour_migration.language import gettext as _
from labour_migration.site import find_view, format_heading
from labour_migration.statements import find_original
from labour_migration.view import View


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down: one statement where the address names it, else all that the view leaves."""
    yield Title(format_heading(find_view("claims")))
    yield Introduction(_("Reported figures compared with official statistics. Forecasts and plans are not checked."))
    yield from _lay_out_statement(package, view) if view["figure"] else _lay_out_ledger(package, view)


def _lay_out_statement(package: DataPackage, view: View) -> Iterator[Block]:
    """One statement with all that is known of it, whichever of its repeats the address names."""
    figure_id = view["figure"]
    row = package.reported.set_index("figure_id", drop=False).loc[figure_id].to_dict()
    yield Html(format_lines(link_within("claims", {}, _("All statements"))))
    yield Html(make_cards(package, frozenset([find_original(figure_id, package)]), is_unfolded=True))
    yield Downloads(find_extract(find_chart("claims", "statement"), package, view))
    yield Heading(_("Cite this figure"), "cite")
    yield RowCitation(package.sources[row["source_id"]], row)


def _lay_out_ledger(package: DataPackage, view: View) -> Iterator[Block]:
    """The statements that the reader chooses: tied to the official figures, and as cards."""
    yield from charts("claims", package, view)
    chart = find_chart("claims", "statements")
    extract = find_extract(chart, package, view)
    if extract.rows.empty:
        yield Empty(_(chart.empty), view)
        return
    ids = frozenset(extract.rows.loc[extract.rows["repeats"] == "", "figure_id"])
    compared = package.comparisons[package.comparisons["figure_id"].isin(ids)]
    yield Heading(extract.heading, extract.slug)
    yield Downloads(extract)
    yield Download(_("Comparisons as CSV"), "comparisons", compared, extract.view)
    yield Html(make_cards(package, ids))
