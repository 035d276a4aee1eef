"""The keeper of the last valid package: what it serves while files change, how often it validates, what it says."""

import gc
import logging
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from weakref import WeakSet

import pytest

from labour_migration.data import keeper as keeping
from labour_migration.data.keeper import BROKEN, CURRENT, REST, STALE, STARTING, UNREAD, Keeper
from labour_migration.problems import DataPackageError


class Clock:
    """A clock that stands still until time is let pass."""

    def __init__(self):
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def wait(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@pytest.fixture(autouse=True)
def _logged(monkeypatch) -> None:
    """The log as it is when the app is served: import-linter, which runs in another test, silences every logger."""
    monkeypatch.setattr(keeping._LOG, "disabled", False)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(lay_package):
    return lay_package()


@pytest.fixture
def validated(monkeypatch) -> list:
    """The packages that were validated since."""
    found = []

    def validate(raw):
        found.append(raw)
        return require_valid(raw)

    require_valid = keeping.require_valid
    monkeypatch.setattr(keeping, "require_valid", validate)
    return found


def change(file, old: str, new: str) -> None:
    """Change a file, so that its fingerprint changes whatever the clock of the file system."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def break_(folder) -> None:
    with (folder / "events.csv").open("a", encoding="utf-8") as file:
        file.write("half a row")


@pytest.fixture
def add_event(seal) -> Callable[[Path, int], None]:
    """Adds an event, under a number of its own, to the package in a folder."""

    def add(folder: Path, number: int) -> None:
        rows = (folder / "events.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / "events.csv").write_text("".join([*rows, f"again-{number}-{rows[1]}"]), encoding="utf-8")
        seal(folder)

    return add


def settle(keeper: Keeper, clock: Clock) -> bool:
    """Look as the thread does, until the files have rested."""
    looks = [keeper.look()]
    clock.wait(REST)
    return any([*looks, keeper.look()])


def test_last_valid_package_stays_while_files_are_broken(folder, clock, validated):
    keeper = Keeper(folder, clock)
    assert keeper.state.data == UNREAD
    package = keeper.load()
    break_(folder)
    for _request in range(5):
        assert keeper.load() is package
    assert len(validated) == 2  # the first, and the broken one once
    assert (keeper.state.data, keeper.state.problems[0].file) == (STALE, "events.csv")


def test_broken_files_with_nothing_good_are_told_and_mended_ones_are_served(folder, clock, validated):
    sound = (folder / "events.csv").read_bytes()
    break_(folder)
    keeper = Keeper(folder, clock)
    for _request in range(3):
        with pytest.raises(DataPackageError, match=r"events\.csv"):
            keeper.load()
    assert (len(validated), keeper.state.data, keeper.state.package) == (1, BROKEN, None)
    (folder / "events.csv").write_bytes(sound)
    assert keeper.load() is keeper.state.package
    assert keeper.state.data == CURRENT


def test_who_asks_for_watched_data_never_looks_at_the_files(folder, clock, monkeypatch):
    keeper = Keeper(folder, clock, sleep=clock.wait)
    looks = keeper.watch()
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(keeper.load)
        assert next(looks)
        package = asked.result(timeout=30)
    monkeypatch.setattr(keeping, "fingerprint", pytest.fail)
    monkeypatch.setattr(keeping, "read_files", pytest.fail)
    assert keeper.load() is package


def test_changed_files_are_taken_once_they_rest(folder, clock, validated, add_event):
    keeper = Keeper(folder, clock)
    former = keeper.load()
    for number in range(5):  # each a moment after the other: none of them rests
        add_event(folder, number)
        assert not keeper.look()
        clock.wait(REST * 0.9)
        assert not keeper.look()
    assert len(validated) == 1
    clock.wait(REST * 0.2)
    assert keeper.look()
    assert len(validated) == 2
    assert len(keeper.state.package.events) == len(former.events) + 5


def test_slow_copy_never_shows_a_mixture(folder, clock, tmp_path, add_event):
    """Twenty files come one after another; any mixture of the two versions would be valid."""
    keeper = Keeper(folder, clock)
    former = keeper.load().files
    later = shutil.copytree(folder, tmp_path / "later")
    change(later / "datapackage.json", '"version": "', '"version": "9')
    change(later / "sources.csv", "2026-01-01", "2026-01-02")
    add_event(later, 0)
    files = sorted(later.iterdir())
    seen = []
    for file in files:
        shutil.copy(file, folder)
        keeper.look()
        clock.wait(REST / 2)
        keeper.look()
        seen.append(keeper.state.package.files)
    assert all(one == former for one in seen)
    clock.wait(REST)
    keeper.look()
    expected = {file.name: file.read_bytes() for file in files}
    assert {name: expected[name] for name in keeper.state.package.files} == keeper.state.package.files != former


def test_files_that_change_while_they_are_read_are_not_taken(folder, clock, monkeypatch, validated, add_event):
    keeper = Keeper(folder, clock)
    package = keeper.load()
    add_event(folder, 0)
    keeper.look()
    clock.wait(REST)
    read_files = keeping.read_files

    def read_slowly(folder):
        content = read_files(folder)
        add_event(folder, 1)
        return content

    with monkeypatch.context() as patch:
        patch.setattr(keeping, "read_files", read_slowly)
        assert not keeper.look()
    assert (len(validated), keeper.state.package, keeper.state.data) == (1, package, CURRENT)
    assert settle(keeper, clock)
    assert len(keeper.state.package.events) == len(package.events) + 2


def test_first_files_that_never_rest_are_told(folder, clock, monkeypatch):
    keeper = Keeper(folder, clock, sleep=clock.wait)
    turns = iter(range(100))
    monkeypatch.setattr(keeping, "fingerprint", lambda _folder: (("events.csv", next(turns), 1),))
    with pytest.raises(DataPackageError) as raised:
        keeper.load()
    assert [problem.code for problem in raised.value.problems] == ["files-changing"]


def test_failure_is_remembered_until_the_files_change(folder, clock, validated):
    keeper = Keeper(folder, clock)
    keeper.load()
    break_(folder)
    settle(keeper, clock)
    since = keeper.state.since
    for _turn in range(3):
        clock.wait(60)
        assert not keeper.look()
    assert len(validated) == 2
    break_(folder)
    settle(keeper, clock)
    assert len(validated) == 3
    assert keeper.state.since == since  # it has been stale all the while


def test_files_that_are_mended_as_they_were_are_the_same_package(folder, clock, lay_package, validated):
    keeper = Keeper(folder, clock)
    package = keeper.load()
    break_(folder)
    settle(keeper, clock)
    lay_package()
    assert not settle(keeper, clock)
    assert (keeper.state.package, keeper.state.data, len(validated)) == (package, CURRENT, 2)


def test_log_says_once_that_data_are_stale_and_once_that_they_are_mended(folder, clock, lay_package, caplog):
    keeper = Keeper(folder, clock)
    keeper.load()
    for _turn in range(2):
        break_(folder)
        settle(keeper, clock)
        keeper.load()
    (stale,) = [record.getMessage() for record in caplog.records]
    version = keeper.state.package.descriptor.version
    assert stale.startswith(f"The data have problems (2); version served: {version}. events.csv, ")
    lay_package()
    settle(keeper, clock)
    assert [record.getMessage() for record in caplog.records[1:]] == [
        f"The data are valid again: version {version} is served."
    ]
    assert {record.levelno for record in caplog.records} == {logging.WARNING}


def test_package_is_served_once_its_pages_are_made(folder, clock, add_event):
    served = []

    def prepare(package) -> None:
        served.append(keeper.state.package is package)

    keeper = Keeper(folder, clock, prepare)
    keeper.load()
    add_event(folder, 0)
    assert settle(keeper, clock)
    assert served == [True, False]  # nobody waits for the first longer than for its validation


def test_first_package_is_starting_until_its_pages_are_made(folder, clock):
    found = []
    keeper = Keeper(folder, clock, lambda _package: found.append(keeper.state.data))
    keeper.load()
    assert (found, keeper.state.data) == ([STARTING], CURRENT)


def test_version_of_which_a_page_fails_is_not_served(folder, clock, caplog, add_event):
    def prepare(package) -> None:
        if len(package.events) > count:
            raise ZeroDivisionError("a page of it")

    count = 1000
    keeper = Keeper(folder, clock, prepare)
    package = keeper.load()
    count = len(package.events)
    add_event(folder, 0)
    assert not settle(keeper, clock)
    assert (keeper.state.package, keeper.state.data) == (package, STALE)
    assert "ZeroDivisionError: a page of it" in str(keeper.state.problems[0])
    assert [record.exc_info[0] for record in caplog.records] == [ZeroDivisionError]


def test_first_version_of_which_a_page_fails_is_served_and_not_well(folder, clock):
    def prepare(_package) -> None:
        raise ZeroDivisionError

    keeper = Keeper(folder, clock, prepare)
    assert keeper.load() is keeper.state.package
    assert keeper.state.data == BROKEN


def test_whatever_a_rule_raises_the_former_package_stays(folder, clock, monkeypatch, add_event):
    def raise_(_raw) -> None:
        raise RecursionError("deep")

    keeper = Keeper(folder, clock)
    package = keeper.load()
    monkeypatch.setattr(keeping, "require_valid", raise_)
    add_event(folder, 0)
    assert not settle(keeper, clock)
    assert (keeper.load(), keeper.state.data, keeper.state.problems[0].code) == (package, STALE, "unexpected")


def test_folder_that_is_taken_away_leaves_the_package(folder, clock):
    keeper = Keeper(folder, clock)
    package = keeper.load()
    shutil.rmtree(folder)
    settle(keeper, clock)
    assert keeper.load() is package
    assert [problem.code for problem in keeper.state.problems] == ["descriptor-missing"]


def test_who_come_at_once_have_files_validated_once(folder, clock, validated):
    keeper = Keeper(folder, clock)
    with ThreadPoolExecutor(8) as threads:
        packages = list(threads.map(lambda _turn: keeper.load(), range(8)))
    assert all(package is packages[0] for package in packages)
    assert len(validated) == 1


def test_many_changes_leave_one_package_alive(folder, clock, add_event):
    alive = WeakSet()
    keeper = Keeper(folder, clock, alive.add)
    keeper.load()
    for number in range(10):
        add_event(folder, number)
        assert settle(keeper, clock)
    gc.collect()
    assert list(alive) == [keeper.state.package]
