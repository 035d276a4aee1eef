"""What Pakistan and Japan trade, as each reports it, and the money that goes with people."""

from collections.abc import Iterator

from labour_migration.blocks import Block, Introduction, Section, Title, chart_blocks, charts
from labour_migration.charts import find_chart
from labour_migration.data.package import DataPackage
from labour_migration.language import gettext as _
from labour_migration.site import find_view, format_heading
from labour_migration.view import View

# Charts of few figures, or of old ones: they stand small, beside each other where there is room.
_SMALL = (
    "remittances-share",
    "used-vehicles-imported",
    "direct-investment",
    "trade-payments",
    "goods-trade-1962-2002",
)


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down."""
    yield Title(format_heading(find_view("trade")))
    yield Introduction(_("Goods, remittances, investment and used vehicles, in current US dollars."))
    yield from charts("trade", package, view, but=_SMALL)
    small = [block for slug in _SMALL for block in chart_blocks(find_chart("trade", slug), package, view)]
    if small:
        yield Section("small-charts", tuple(small))
