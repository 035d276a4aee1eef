"""What the package alone costs: a program that says in lines of JSON which step it begins and the number it came to.

``steps.py check FOLDER`` reads the package in a folder with every check; ``steps.py use FOLDER`` reads it without, then
changes a filter and exports, as the pages do.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

import psutil

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "dashboard"))

from labour_migration.charts import FACETS, charts_of, view_of  # noqa: E402
from labour_migration.data.package import DataPackage, build_package, read_package  # noqa: E402
from labour_migration.data.rules.engine import require_valid  # noqa: E402
from labour_migration.data.selection import Selection, select  # noqa: E402
from labour_migration.data.series import full_series  # noqa: E402
from labour_migration.figures.small_multiples import draw_facets  # noqa: E402
from labour_migration.output.export import to_csv  # noqa: E402 - the path comes first

CHANGES = 5


def say(name: str, number: float | None) -> None:
    """Tell the number of a step; None where it begins."""
    print(json.dumps([name, number]), flush=True)


def timed(name: str, step: Callable, times: int = 1) -> object:
    """What a step gives; the seconds that it took, the median of several times, are told."""
    say(name, None)
    seconds = []
    for _turn in range(times):
        begun = time.perf_counter()
        result = step()
        seconds.append(time.perf_counter() - begun)
    say(name, median(seconds))
    return result


def check(folder: Path) -> None:
    """Reading with every check."""
    timed("read and check, s", lambda: require_valid(read_package(folder)))


def use(folder: Path) -> None:
    """Reading without a check; one change of a filter on the page of residents; the CSV file of two years; memory."""
    package = timed("read, s", lambda: build_package(read_package(folder)))
    timed("sums, s", lambda: full_series(package))
    selections = iter([Selection((), 2013 + turn, 2024) for turn in range(CHANGES)])
    timed("Residents drawn, s", lambda: draw(package, next(selections)), CHANGES)
    rows = timed("rows filtered, s", lambda: select(package.official, Selection((), 2023, 2024), package), CHANGES)
    say("memory, MiB", psutil.Process().memory_info().rss / 2**20)
    content = timed("CSV of 2023–2024, s", lambda: to_csv(rows, package))
    if content.count(b"\r\n") != len(rows) + 1:
        raise ValueError("the file has not the rows of the selection")
    say("CSV, MiB", len(content) / 2**20)


def draw(package: DataPackage, selection: Selection) -> None:
    """The charts of official series on the page of residents; raises where a selection leaves one empty."""
    view = replace(view_of("residents", package), selection=selection)
    for chart in charts_of("residents"):
        if chart.form == FACETS:
            content = chart.build(package, chart.narrow(view, package))  # built anew each time, unlike on the page
            if content.is_empty:
                raise ValueError(f"{chart.slug}: nothing is drawn")
            draw_facets(content.facets, package, height=chart.height)


if __name__ == "__main__":
    {"check": check, "use": use}[sys.argv[1]](Path(sys.argv[2]))
