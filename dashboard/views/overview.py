"""What articles print, at a glance: headline figures beside official ones, what is quoted over time, dated events."""

from collections.abc import Iterator

from labour_migration.blocks import Block, Html, Introduction, Title, charts
from labour_migration.data.package import DataPackage
from labour_migration.html.headlines import format_page_headlines
from labour_migration.language import gettext as _
from labour_migration.site import find_view, format_heading
from labour_migration.view import View


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down."""
    page = find_view("overview")
    yield Title(format_heading(page))
    yield Introduction(
        _("What news articles have reported about Pakistanis in Japan, compared with official statistics.")
    )
    if headlines := format_page_headlines(page, view.selection, package):
        yield Html(headlines)
    yield from charts("overview", package, view)
