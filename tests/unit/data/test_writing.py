"""A file that is written is the old one or the new one, whatever happens; one process writes in a folder at a time."""

import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from labour_migration.data.writing import (
    LOCK,
    FolderInUseError,
    NotWrittenError,
    lock_folder,
    remove_leftovers,
    write_file,
    write_files,
)

DASHBOARD = Path(__file__).parents[3] / "dashboard"
OLD, NEW = b"old\n", b"new\n" * 1000
START = "import sys; from pathlib import Path; from labour_migration.data.writing import *; folder = Path(sys.argv[1]);"
# Writes a table of a megabyte again and again, all of one letter.
WRITING = f"""{START}
for letter in "abcdefghij" * 10_000:
    write_file(folder / "table.csv", letter.encode() * 1_000_000)
"""
# Counts up in a file, which is read and written under the lock.
COUNTING = f"""{START}
for _time in range(50):
    with lock_folder(folder):
        file = folder / "count"
        write_file(file, str(int(file.read_text()) + 1).encode())
"""

# Holds the lock, and says so by a file.
HOLDING = f"""import time; {START}
with lock_folder(folder):
    (folder / "held").touch()
    time.sleep(600)
"""


def start(program: str, folder: Path) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", program, folder], env={**os.environ, "PYTHONPATH": str(DASHBOARD)})


def wait_for(happens, process: subprocess.Popen) -> None:
    while not happens():
        assert process.poll() is None
        time.sleep(0.001)


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_file_has_the_new_content_and_nothing_stands_beside_it(tmp_path):
    write_file(tmp_path / "table.csv", OLD)
    write_file(tmp_path / "table.csv", NEW)
    assert (tmp_path / "table.csv").read_bytes() == NEW
    assert names(tmp_path) == {"table.csv"}


def test_file_keeps_its_permissions_and_a_new_one_has_those_of_any_new_file(tmp_path):
    kept, new, usual = tmp_path / "kept", tmp_path / "new", tmp_path / "usual"
    kept.write_bytes(OLD)
    kept.chmod(0o640)
    usual.write_bytes(OLD)
    write_files({kept: NEW, new: NEW})
    assert kept.stat().st_mode & 0o777 == 0o640
    assert new.stat().st_mode == usual.stat().st_mode


def test_what_a_link_leads_to_is_replaced_and_the_link_stays(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    table = tmp_path / "elsewhere" / "table.csv"
    table.write_bytes(OLD)
    link = tmp_path / "table.csv"
    link.symlink_to(table)
    write_file(link, NEW)
    assert link.is_symlink()
    assert table.read_bytes() == NEW


def test_reader_who_has_the_file_open_reads_the_old_one_to_its_end(tmp_path):
    file = tmp_path / "table.csv"
    file.write_bytes(OLD)
    with file.open("rb") as opened:
        write_file(file, NEW)
        assert opened.read() == OLD


@pytest.fixture
def small_disk():
    """No file may grow beyond 100 bytes, as on a disk that is full then."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_full_disk_leaves_every_file_as_it_was_and_nothing_beside_them(tmp_path, small_disk):
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_bytes(OLD)
    second.write_bytes(OLD)
    with pytest.raises(NotWrittenError, match="File too large") as refused:
        write_files({first: b"short", second: NEW})
    assert (refused.value.filename, refused.value.replaced) == (str(second), ())
    assert (first.read_bytes(), second.read_bytes()) == (OLD, OLD)
    assert names(tmp_path) == {"first", "second"}


def test_files_that_were_replaced_before_one_that_cannot_be_are_named(tmp_path):
    first, folder = tmp_path / "first", tmp_path / "second"
    first.write_bytes(OLD)
    folder.mkdir()  # no file takes the place of a folder
    with pytest.raises(NotWrittenError) as refused:
        write_files({first: NEW, folder: NEW})
    assert (refused.value.filename, refused.value.replaced) == (str(folder), (first,))
    assert first.read_bytes() == NEW
    assert names(tmp_path) == {"first", "second"}


def test_writer_that_is_killed_leaves_a_whole_file_each_time(tmp_path):
    sizes = random.Random(20)
    file = tmp_path / "table.csv"
    for _time in range(25):
        file.write_bytes(b"z" * 1_000_000)
        writer = start(WRITING, tmp_path)
        wait_for(lambda: file.read_bytes()[:1] != b"z", writer)
        time.sleep(sizes.uniform(0, 0.01))
        writer.kill()
        writer.wait()
        content = file.read_bytes()
        assert content == content[:1] * 1_000_000
    with lock_folder(tmp_path):
        remove_leftovers(tmp_path)
    assert names(tmp_path) == {"table.csv", LOCK}


def test_two_writers_who_hold_the_lock_lose_nothing_of_each_other(tmp_path):
    (tmp_path / "count").write_text("0")
    writers = [start(COUNTING, tmp_path), start(COUNTING, tmp_path)]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert (tmp_path / "count").read_text() == "100"


def test_folder_in_use_names_the_process_and_is_free_once_that_is_killed(tmp_path):
    holder = start(HOLDING, tmp_path)
    wait_for((tmp_path / "held").exists, holder)
    with pytest.raises(FolderInUseError) as refused, lock_folder(tmp_path, within=0):
        pass
    assert str(refused.value) == f"Process {holder.pid} is writing in {tmp_path}."
    holder.kill()
    holder.wait()
    with lock_folder(tmp_path, within=10):
        assert (tmp_path / LOCK).read_text() == str(os.getpid())


def test_lock_makes_the_folder_that_is_to_be_written_to(tmp_path):
    with lock_folder(tmp_path / "new" / "cache"):
        assert names(tmp_path / "new" / "cache") == {LOCK}


def test_lock_of_a_place_where_no_folder_can_be_is_refused_by_the_system(tmp_path):
    (tmp_path / "file").write_bytes(OLD)
    with pytest.raises(OSError, match=r"File exists|Not a directory"), lock_folder(tmp_path / "file"):
        pass
