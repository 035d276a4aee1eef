"""Who came to Japan: every count of entries, visas and registrations by itself, and why they differ."""

from collections.abc import Iterator

from labour_migration.blocks import Block, Caption, Heading, Html, Introduction, Section, Title, charts
from labour_migration.data.package import DataPackage
from labour_migration.data.series import full_series
from labour_migration.figures.arrivals import common_year
from labour_migration.html.arrival_rows import arrival_cells, arrival_columns
from labour_migration.html.marks import explain_marks
from labour_migration.html.tables import Table, format_table
from labour_migration.language import gettext as _
from labour_migration.view import View


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down."""
    yield Title(_("Arrivals"))
    yield Introduction(
        _("Five official counts are called arrivals, and those of one year differ by a factor of three.")
        + " "
        + _("Each is shown by itself.")
    )
    if found := common_year(full_series(package), view.selection):
        year, rows = found
        table = format_table(Table(_("What each counts"), arrival_columns(year), arrival_cells(rows, package)))
        yield Section(
            "panel-arrivals-compared",
            (
                Heading(_("Five counts of {year}").format(year=year), "arrivals-compared"),
                Html(table),
                Caption(explain_marks(rows, is_drawn=False)),
            ),
        )
    yield from charts("arrivals", package, view)
