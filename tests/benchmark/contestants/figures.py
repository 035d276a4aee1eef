"""What the rivals show: the chart of Home, drawn by the app's own package, and the reported figures on it."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations_with_replacement
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "dashboard"))

from labour_migration.charts import find_chart, find_content, view_of  # noqa: E402 - the path comes first
from labour_migration.content import Content  # noqa: E402
from labour_migration.data.package import build_package, read_package  # noqa: E402
from labour_migration.data.selection import Selection, year_span  # noqa: E402
from labour_migration.figures.small_multiples import draw_facets  # noqa: E402
from labour_migration.output.export import to_csv  # noqa: E402

COLUMNS = ["figure_id", "indicator_id", "programme_id", "period_start", "period_end", "as_printed", "source_id"]

package = build_package(read_package(ROOT / "datasets"))  # the rivals check nothing: that is this app's own
FIRST, LAST = year_span(package)
PROGRAMMES = list(package.programmes.index)


CHART = find_chart("overview", "reported-residents")


def _find(years: Sequence[int]) -> Content:
    selection = Selection((), *map(int, years))
    return find_content(CHART, package, replace(view_of("overview", package), selection=selection))


def choose(years: Sequence[int], _programmes: list[str] | None) -> pd.DataFrame:
    """The reported figures of a selection; they remember its years. The chart has no other filter."""
    reported = _find(years).reported
    rows = package.reported.iloc[:0] if reported is None else reported[reported["period_end"].notna()]
    return _remember(rows, years)


def _remember(rows: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    rows = rows.copy()
    rows.attrs["years"] = tuple(map(int, years))
    return rows


def draw(rows: pd.DataFrame) -> go.Figure:
    """The chart of Home in the years of these rows."""
    return draw_facets(_find(rows.attrs["years"]).facets, package, height=CHART.height)


def csv(rows: pd.DataFrame) -> bytes:
    """The rows with their citations."""
    return to_csv(rows, package)


def distinct_years(
    draw: Callable[[int], str] = lambda year: _drawn((year, LAST)), years: Sequence[int] = range(FIRST, LAST + 1)
) -> list[int]:
    """The longest run of first years of which each draws another chart than the year before.

    ``draw`` gives a chart from a year on as text, nothing where nothing is drawn; it is the rivals' if none is named.
    """
    runs: list[list[int]] = [[]]
    last = ""
    for year in years:
        drawn = draw(year)
        runs = [*runs[:-1], [*runs[-1], year]] if drawn and drawn != last else [*runs, [year] if drawn else []]
        last = drawn
    return max(runs, key=len)


def distinct_ranges(count: int = 36) -> list[tuple[int, int]]:
    """Ranges of years that all draw another chart, and another than the whole: ``count`` at most."""
    chosen: dict[tuple, tuple[int, int]] = {}
    for years in combinations_with_replacement(range(FIRST, LAST), 2):
        rows = choose(years, [])
        if not rows.empty:
            chosen.setdefault(tuple(rows.index), years)
    ranges = list(chosen.values())
    spread = [ranges[place * len(ranges) // count] for place in range(min(count, len(ranges)))]
    charts = {_drawn((FIRST, LAST)): None, **{_drawn(years): years for years in spread}}
    return [years for years in charts.values() if years]


def _drawn(years: tuple[int, int]) -> str:
    return _chart_of(tuple(years))


@cache
def _chart_of(years: tuple[int, int]) -> str:
    return draw(choose(years, [])).to_json()
