"""The pages of this app as they are measured, and the first chart of each."""

import sys
from dataclasses import replace

from servers import APP, ROOT

sys.path.insert(0, str(ROOT / "dashboard"))

from labour_migration.blocks import Panel, chart_blocks
from labour_migration.charts import MULTIPLES, RANKING, TILES, charts_of, is_charted, view_of
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import Selection, year_span
from labour_migration.site import PAGES as SITE

# By the names of their views; one process serves them all. Where there is no chart, the page is to stand.
PAGES = tuple(
    replace(APP, name=page.view, page=f"/{page.path}", ready="interactive" if is_charted(page.view) else "stands")
    for page in SITE
)
CHARTED = tuple(page.name for page in PAGES if is_charted(page.name))
STEADY = ("arrivals",)  # whose first chart is of months that are the same in each range of years
CHANGING = tuple(page for page in CHARTED if page not in STEADY)
TITLES = {page.view: page.title for page in SITE}


AS_HTML = (TILES, RANKING, MULTIPLES)  # forms without a figure


def draw_first(page: str, package: DataPackage, year: int) -> str:
    """The first chart of a page from a year on, as it is sent; nothing where no chart is left."""
    chart = next(chart for chart in charts_of(page) if chart.is_drawn and chart.form not in AS_HTML)
    view = replace(view_of(page, package), selection=Selection((), year, year_span(package)[1]))
    panels = [block for block in chart_blocks(chart, package, view) if isinstance(block, Panel)]
    return panels[0].figure.to_json() if panels and panels[0].figure else ""
