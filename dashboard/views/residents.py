"""How many Pakistanis live in Japan, under which status, where, and beside whom."""

from collections.abc import Iterator

from labour_migration.blocks import Block, Introduction, Title, charts, missing_figures
from labour_migration.data.package import DataPackage
from labour_migration.language import gettext as _
from labour_migration.site import find_view, format_heading
from labour_migration.view import View


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down."""
    yield Title(format_heading(find_view("residents")))
    yield Introduction(
        _("How many Pakistanis live in Japan, counted every six months, next to what articles have reported.")
    )
    yield from charts("residents", package, view)
    yield missing_figures("residents", package, view)
