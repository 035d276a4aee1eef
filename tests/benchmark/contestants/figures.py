"""What the rivals show: the chart of the Overview, drawn by the app's own package, and the rows behind it."""

import sys
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "dashboard"))

from labour_migration.export import to_csv  # noqa: E402 - the path comes first
from labour_migration.figures.reported import build_panels, draw_reported  # noqa: E402
from labour_migration.package import read_package  # noqa: E402
from labour_migration.selection import Selection, select, year_span  # noqa: E402
from labour_migration.validation import require_valid  # noqa: E402

INDICATORS = ("registrations", "arrivals", "trade", "residents")  # those of the headlines of the Overview
COLUMNS = ["figure_id", "indicator_id", "programme_id", "period_start", "period_end", "as_printed", "source_id"]

package = require_valid(read_package(ROOT / "datasets"))
FIRST, LAST = year_span(package)
PROGRAMMES = list(package.programmes.index)


def choose(years: tuple[int, int], programmes: list[str] | None) -> pd.DataFrame:
    """The reported figures of a selection."""
    rows = select(package.reported, Selection(tuple(programmes or ()), *map(int, years)), package)
    return rows[rows["indicator_id"].isin(INDICATORS)]


def draw(rows: pd.DataFrame) -> go.Figure:
    """The chart of the Overview of these rows."""
    return draw_reported(build_panels(rows, package))


def csv(rows: pd.DataFrame) -> bytes:
    """The rows with their citations."""
    return to_csv(rows, package)


def distinct_years() -> list[int]:
    """The longest run of first years of which each draws another chart than the year before."""
    drawn = {year: draw(choose((year, LAST), [])).to_json() for year in range(FIRST, LAST + 1)}
    runs = [[FIRST]]
    for year in range(FIRST + 1, LAST + 1):
        if drawn[year] != drawn[year - 1]:
            runs[-1].append(year)
        else:
            runs.append([year])
    return max(runs, key=len)


def distinct_ranges(count: int = 36) -> list[tuple[int, int]]:
    """Ranges of years that all draw another chart: as many as there are, and ``count`` at most."""
    chosen: dict[tuple, tuple[int, int]] = {}
    for first in range(FIRST, LAST + 1):
        for last in range(first, LAST):
            rows = choose((first, last), [])
            if not rows.empty:
                chosen.setdefault(tuple(rows.index), (first, last))
    drawn = {draw(choose(years, [])).to_json(): years for years in chosen.values()}
    ranges = list(drawn.values())
    return ranges[:: max(1, len(ranges) // count)][:count]
