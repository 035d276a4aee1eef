"""What Pakistan and Japan trade, as each reports it, and the money that goes with people."""

from collections.abc import Iterator

from labour_migration.blocks import Block, Introduction, Title, charts
from labour_migration.data.package import DataPackage
from labour_migration.language import gettext as _
from labour_migration.site import find_view, format_heading
from labour_migration.view import View


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down."""
    yield Title(format_heading(find_view("trade")))
    yield Introduction(_("Goods, remittances, investment and used vehicles, in current US dollars."))
    yield from charts("trade", package, view)
