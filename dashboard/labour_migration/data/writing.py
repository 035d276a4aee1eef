"""Writes files whole or not at all, one writer at a time: no reader, crash or full disk meets half of a file."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

LOCK = ".lock"  # in a folder that is written to: has the number of the process that wrote there last, or does now
WAITS = 60  # seconds for the lock: longer than any command that holds it takes
_PART = ".part"  # ending of a file that is not whole yet, whose name begins with a dot


class FolderInUseError(Exception):
    """Another process is writing in a folder; ``holder`` is its number, "" where it is not known."""

    def __init__(self, folder: Path, holder: str):
        self.folder, self.holder = folder, holder
        process = f"Process {holder}" if holder else "Another process"
        super().__init__(f"{process} is writing in {folder}.")


class NotWrittenError(OSError):
    """A file could not be written. All are as they were, but those in ``replaced``, which have their new content."""

    def __init__(self, file: Path, error: OSError, replaced: tuple[Path, ...] = ()):
        super().__init__(error.errno, error.strerror, str(file))
        self.replaced = replaced


@contextmanager
def lock_folder(folder: Path, within: float = WAITS) -> Iterator[None]:
    """Hold the lock of a folder: a process that asks for it waits until this one ends, however it ends.

    Who reads a file in order to change it holds the lock from before the reading. A folder that is not there is made.

    Raises
    ------
    FolderInUseError
        When the lock is still held by another after so many seconds.
    OSError
        When there can be no such folder, or nothing can be written in it.
    """
    from filelock import FileLock, Timeout  # only writers wait for it: a server starts without

    file = folder / LOCK
    try:
        with FileLock(file, timeout=within, on_acquired=_sign):
            yield
    except Timeout:
        raise FolderInUseError(folder, _read_holder(file)) from None


def _sign(lock: int) -> None:
    """Write the number of this process into the open file of a lock."""
    with suppress(OSError):  # on a full disk the lock holds all the same
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)


def _read_holder(lock: Path) -> str:
    with suppress(OSError):
        return lock.read_text(encoding="ascii", errors="replace")
    return ""


def remove_leftovers(folder: Path) -> None:
    """Remove what killed writers left in a folder and those below it; for the holder of its lock."""
    for part in folder.rglob(f".*{_PART}"):
        part.unlink(missing_ok=True)


def write_file(file: Path, content: bytes) -> None:
    """Give a file new content at once; see :func:`write_files`."""
    write_files({file: content})


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Give files new content, each at once: whoever reads one meanwhile has the old bytes or the new ones.

    All are on the disk before the first takes its place, in the order given: a full disk changes none of them, and a
    crash between two of them leaves each whole. Where a file is a link, what it leads to is replaced; files keep their
    permissions.

    Raises
    ------
    NotWrittenError
        When one cannot be written, with the reason of the operating system. Nothing is left beside the files.
    """
    parts: dict[Path, Path] = {}
    replaced: list[Path] = []
    try:
        for file, content in contents.items():
            whole = Path(os.path.realpath(file))
            parts[file] = whole.with_name(f".{whole.name}.{uuid4().hex}{_PART}")
            _write_through(parts[file], content)
            with suppress(FileNotFoundError):
                parts[file].chmod(whole.stat().st_mode)
        for file in contents:
            os.replace(parts[file], os.path.realpath(file))
            replaced.append(file)
    except OSError as error:
        raise NotWrittenError(file, error, tuple(replaced)) from error
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
        for folder in {part.parent for part in parts.values()}:
            _write_entries_through(folder)


def _write_through(file: Path, content: bytes) -> None:
    """Write a new file and wait until the disk has it."""
    with file.open("xb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _write_entries_through(folder: Path) -> None:
    """Wait until the disk has the names in a folder, where the system can do so: files are whole with or without."""
    with suppress(OSError):
        entry = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entry)
        finally:
            os.close(entry)
