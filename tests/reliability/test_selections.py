"""However many selections are asked for, what is kept of them is bounded."""

import gc
import os
import random
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from labour_migration.charts import filters_of, options_of
from labour_migration.data.selection import codes_of, select_table, year_span
from labour_migration.language import LOCALES
from labour_migration.site import PAGES
from labour_migration.view import parse_view
from views import layout_of
from web.api import DOCUMENTS, read_query
from web.head import write_first_paint

DASHBOARD = Path(__file__).parents[2] / "dashboard"
# Of words, numbers and dates, a few dozen bytes each, more is kept.
KEPT_AT_MOST = 5_000
# Kept without a limit, since there are only as many as there are pages, languages and fonts of ours.
UNLIMITED = {
    "components.chart._find_component",
    "labour_migration.html.markdown._make_converter",
    "labour_migration.language._read",
    "labour_migration.language.describe",
    "views.layout_of",
    "web.head._preload_chart",
    "web.link_pictures._read_faces",
}
SELECTIONS = 2_000
_PAINTED = 8  # a paint takes half a second on a busy machine


def memos() -> dict[str, Callable]:
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


def test_what_is_kept_by_what_a_reader_asks_is_bounded():
    limits = {name: memo.cache_info().maxsize for name, memo in memos().items()}
    assert len(limits) > 40
    assert [name for name, most in limits.items() if most is not None and most > KEPT_AT_MOST * len(LOCALES)] == []
    assert {name for name, most in limits.items() if most is None} <= UNLIMITED


def ask(package, count: int, chance: random.Random) -> None:
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


@pytest.mark.long
def test_two_thousand_selections_leave_no_more_than_a_thousand(package):
    chance = random.Random(20)
    ask(package, SELECTIONS // 2, chance)
    half = resident()
    ask(package, SELECTIONS // 2, chance)
    whole = resident()
    for name, memo in memos().items():
        info = memo.cache_info()
        assert info.maxsize is None or info.currsize <= info.maxsize, name
    assert whole - half < 100
