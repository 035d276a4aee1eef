"""Changes of the data leave nothing behind: neither packages nor what was made of them."""

import gc
import shutil
from datetime import UTC, datetime
from pathlib import Path
from weakref import WeakSet

import pytest

from labour_migration.charts import filters_of, options_of
from labour_migration.data.keeper import Keeper
from labour_migration.data.package import DataPackage
from labour_migration.site import find_page
from labour_migration.view import parse_view
from views import layout_of
from web.head import write_first_paint, write_tags
from web.readiness import forget

DATASETS = Path(__file__).parents[2] / "datasets"
STATUS = Path("/proc/self/statm")
PAGE = 4096


def memory() -> float:
    """The memory of this process, in MiB."""
    return int(STATUS.read_text().split()[1]) * PAGE / 2**20


@pytest.fixture
def folder(tmp_path) -> Path:
    return shutil.copytree(DATASETS, tmp_path / "datasets", ignore=shutil.ignore_patterns("versions"))


@pytest.fixture
def alive():
    """The packages that something still leads to; what is frozen now is thawed at the end."""
    yield WeakSet()
    gc.unfreeze()


@pytest.fixture
def keeper(folder, alive) -> Keeper:
    """A keeper that has a page made of each version, with its head, and notes each package."""

    def prepare(package: DataPackage) -> None:
        alive.add(package)
        page = find_page("residents")
        view, _problems = parse_view({}, options_of(page.view), package, filters_of(page.view))
        write_tags(page, "/", package)
        write_first_paint(page, layout_of(page), package, view)

    keeper = Keeper(folder, lambda: datetime.now(tz=UTC), prepare)
    keeper.load()
    return keeper


def change(keeper: Keeper, number: int) -> None:
    """Another version of the data, as when a curator saves a file."""
    file = keeper.folder / "CHANGELOG.md"
    file.write_text(file.read_text(encoding="utf-8") + f"\nEdit {number}.\n", encoding="utf-8")
    assert keeper.look(rest=0)
    forget()


def test_changes_leave_at_most_two_packages_alive(keeper, alive):
    for number in range(3):
        change(keeper, number)
        assert len(alive) == 1
    shown = keeper.state.package  # by a page that is open still
    for number in range(2):
        change(keeper, number)
        assert len(alive) == 2
    assert shown in alive


def test_first_package_goes_though_it_was_taken_out_of_garbage_collection(keeper, alive):
    gc.freeze()  # as after the start (warming.py)
    change(keeper, 0)
    assert list(alive) == [keeper.state.package]


@pytest.mark.long
@pytest.mark.skipif(not STATUS.exists(), reason="no /proc, as on Linux, to read memory from")
def test_hundred_changes_leave_memory_as_it_was(keeper, alive):
    for number in range(20):  # the allocator settles
        change(keeper, number)
    settled = memory()
    for number in range(20, 100):
        change(keeper, number)
        assert len(alive) <= 2
    assert (memory() - settled) / 80 < 1  # MiB each; 5.5 when caches kept what was made of former packages
