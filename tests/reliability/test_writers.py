"""Imports that are killed, that meet a full disk or each other: the table is always whole, and no row is lost."""

import os
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from click.testing import CliRunner

from curate import curate
from labour_migration.data.package import parse_table

ROOT = Path(__file__).parents[2]
DASHBOARD = ROOT / "dashboard"
TABLE = "official_statistics.csv"
SOURCE = (
    "isa-residents-by-status,statistics,Residents,,Example Office,,false,2026-01-01,https://example.org/,,ja,"
    "made for the tests,,,\n"
)
# The half-years that the tests import, each with a number of its own.
HALF_YEARS = {"2020年6月": 110, "2020年12月": 120}
WITHIN = 120  # seconds: an import takes two, on a busy machine many more
# Kills an import so many seconds after it begins to write, which is when it first opens a file in the folder for that.
KILLED = """
import os, signal, sys, threading, time
folder, wait = os.path.realpath(sys.argv[3]), float(sys.argv.pop())
begun = threading.Event()

def watch(event, values):
    if event == "open" and str(values[0]).startswith(folder) and values[2] & (os.O_WRONLY | os.O_RDWR):
        if not str(values[0]).endswith(".lock"):
            begun.set()

def kill():
    begun.wait()
    time.sleep(wait)
    os.kill(os.getpid(), signal.SIGKILL)

from curate import curate
sys.addaudithook(watch)
threading.Thread(target=kill, daemon=True).start()
curate()
"""
# Waits for a line before it begins, so that several begin at once.
WAITING = "from curate import curate; print('ready', flush=True); input(); curate()"


@pytest.fixture(scope="module")
def estat() -> Callable[..., bytes]:
    """What makes a download of e-Stat, as the tests of single modules have it."""
    spec = spec_from_file_location("published", ROOT / "tests" / "unit" / "published.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.estat


@pytest.fixture
def folder(lay_package, seal) -> Path:
    """A sound package that knows the table of e-Stat, with a table of a megabyte: what takes time to write."""
    laid = lay_package()
    row = "residents,titp,PAK,JP-01,,{day},{day},7,A,deprecated,statistics-2020,table 1 {long},,Superseded on {day}.\n"
    days = [date(2013, 1, 1) + timedelta(number) for number in range(3000)]
    with (laid / TABLE).open("a", encoding="utf-8") as file:
        file.writelines(row.format(day=day, long="x" * 200) for day in days)
    with (laid / "sources.csv").open("a", encoding="utf-8") as file:
        file.write(SOURCE)
    seal(laid)
    return laid


@pytest.fixture
def files(tmp_path, estat) -> list[Path]:
    """A download of each half-year."""
    written = []
    for half_year, count in HALF_YEARS.items():
        written.append(tmp_path / f"{half_year}.csv")
        written[-1].write_bytes(estat((half_year, "パキスタン", count, count - 45, 5, 40, 20, 20)))
    return written


def start(program: str, *arguments: object, **options: object) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(DASHBOARD)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )


def say(importing: subprocess.Popen) -> str:
    """Let an import begin that waits to; what it said until its end."""
    return importing.communicate("\n", timeout=WITHIN)[0]


def find_rest(folder: Path) -> set[str]:
    """What stands in a folder beside the files of a package."""
    return {file.name for file in folder.iterdir() if not file.name.endswith((".csv", ".json", ".md"))}


def has_row(folder: Path, count: int) -> bool:
    return f",{count},A,normal,isa-residents-by-status," in (folder / TABLE).read_text(encoding="utf-8")


def times(short: int, long: int) -> list:
    """The numbers of rounds: the first few with the tests, the others among the long ones."""
    return [pytest.param(number, marks=[pytest.mark.long] if number >= short else []) for number in range(long)]


@pytest.mark.parametrize("number", times(5, 25))
def test_import_that_is_killed_while_it_writes_leaves_the_old_table_or_the_new_one(number, folder, files, seal):
    old = (folder / TABLE).read_bytes()
    wait = random.Random(number).uniform(0, 0.004)
    killed = start(KILLED, "import-estat", files[0], folder, "--write", wait)
    say(killed)
    assert killed.returncode in (0, -signal.SIGKILL)
    left = (folder / TABLE).read_bytes()
    assert left == old or has_row(folder, 110)
    assert parse_table(TABLE, left)[1] == []
    seal(folder)  # where it was killed between the table and its digest, validate tells, and this is what mends it
    again = CliRunner().invoke(curate, ["import-estat", str(files[1]), str(folder), "--write"])
    assert again.exit_code == 0, again.output
    assert has_row(folder, 120)
    assert find_rest(folder) <= {".lock"}


@pytest.mark.parametrize("number", times(2, 10))
def test_two_imports_at_once_lose_no_row_of_each_other(number, folder, files):
    both = [start(WAITING, "import-estat", file, folder, "--write") for file in files]
    assert [one.stdout.readline() for one in both] == ["ready\n", "ready\n"]
    with ThreadPoolExecutor() as threads:
        said = [*threads.map(say, both)]
    assert [one.returncode for one in both] == [0, 0], said
    assert [has_row(folder, count) for count in HALF_YEARS.values()] == [True, True], said
    assert find_rest(folder) <= {".lock"}


def test_import_on_a_full_disk_leaves_the_table_as_it_was_and_says_so(folder, files):
    old = (folder / TABLE).read_bytes()
    full = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (100, 100))
    importing = start(WAITING, "import-estat", files[0], folder, "--write", preexec_fn=full)
    assert say(importing).endswith(
        f"Error: {folder / TABLE} could not be written (File too large) and is as it was. "
        "Free space on the disk and run the command again.\n"
    )
    assert importing.returncode == 1
    assert (folder / TABLE).read_bytes() == old
    assert find_rest(folder) == {".lock"}
