"""A program, so that its memory is its own: 2,000 selections of pages and tables, no two the same.

It prints, in JSON, the MiB that it has after half of them and after all, and which memos keep more than they may.
"""

import gc
import json
import os
import random
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from labour_migration.charts import filters_of, options_of
from labour_migration.data.package import DataPackage, read_package
from labour_migration.data.rules.engine import require_valid
from labour_migration.data.selection import codes_of, select_table, year_span
from labour_migration.language import use_words
from labour_migration.site import PAGES
from labour_migration.view import parse_view
from views import layout_of
from web.api import DOCUMENTS, read_query
from web.head import write_first_paint

ROOT = Path(__file__).parents[2]
DASHBOARD = ROOT / "dashboard"
SELECTIONS = 2_000
_PAINTED = 8  # a paint takes half a second on a busy machine


def find_memos() -> dict[str, Callable]:
    """Every function of ours that keeps results."""
    names = [file.relative_to(DASHBOARD).with_suffix("").as_posix() for file in DASHBOARD.rglob("*.py")]
    found = {}
    for name in names:
        if name.partition("/")[0] not in ("labour_migration", "web", "components", "views"):
            continue
        module = import_module(name.removesuffix("/__init__").replace("/", "."))
        for attribute, value in vars(module).items():
            if hasattr(value, "cache_info") and getattr(value, "__module__", "") == module.__name__:
                found[f"{module.__name__}.{attribute}"] = value
    return found


def ask(package: DataPackage, count: int, chance: random.Random) -> None:
    """Ask for rows of the tables, each time with another selection; of every eighth for the first paint of a page."""
    first, last = year_span(package)
    documents = [one for one in DOCUMENTS if one.table and one.name.endswith("csv")]
    for number in range(count):
        page = chance.choice(PAGES)
        query = {
            "programme": chance.sample(codes_of("programme", package), chance.randint(1, 6)),
            "from": [str(year := chance.randint(first, last))],
            "to": [str(chance.randint(year, last))],
        }
        view, problems = parse_view(query, options_of(page.view), package, filters_of(page.view))
        assert not problems
        selection, _with_bom, _problems = read_query(query, chance.choice(documents), package)
        select_table(package, "reported_figures", selection)
        if number % _PAINTED == 0:
            write_first_paint(page, layout_of(page), package, view)


def resident() -> int:
    """MiB of memory that this process has."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20


def main() -> None:
    """Ask, and print what is left of it."""
    package, chance = require_valid(read_package(ROOT / "datasets")), random.Random(20)
    use_words(package.words)
    ask(package, SELECTIONS // 2, chance)
    half = resident()
    ask(package, SELECTIONS // 2, chance)
    kept = {name: memo.cache_info() for name, memo in find_memos().items()}
    over = [name for name, info in kept.items() if info.maxsize is not None and info.currsize > info.maxsize]
    print(json.dumps({"half": half, "whole": resident(), "over": over}))


if __name__ == "__main__":
    main()
