"""Reads the bytes of the package's files: plain files alone, each once, and none that is larger than it may be."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from labour_migration.language import gettext as _
from labour_migration.problems import DataPackageError, Problem

DESCRIPTOR = "datapackage.json"
CHANGELOG = "CHANGELOG.md"
DOCUMENTS = ("CODEBOOK.md", CHANGELOG)  # they belong to a package where there are any
_TABLE = ".csv"
LONGEST = "official_statistics"  # years add rows to it, and to no other table
_MEGABYTE = 1_000_000
# What the largest table is today, some hundred times: 400,000 rows. Beyond it, a spreadsheet and the memory of a small
# server come to their end.
_LIMITS = {LONGEST + _TABLE: 64 * _MEGABYTE}
_LIMIT = 8 * _MEGABYTE  # twenty times what the largest of the others is


def read_files(folder: Path) -> dict[str, bytes]:
    """The bytes of the package's files by name: the descriptor, every CSV file, the documents beside them.

    Those that there are: what is missing, or is no plain file, has no entry.

    Raises
    ------
    DataPackageError
        Where files are larger than they may be; none is read to its end then.
    """
    problems = [_too_large(file.name) for file in list_files(folder) if _size(file.path) > limit(file.name)]
    if problems:
        raise DataPackageError(problems)
    return dict(_read([Path(file.path) for file in list_files(folder)]))


def read_file(file: Path) -> bytes:
    """The bytes of a plain file.

    Raises
    ------
    DataPackageError
        Where it is larger than it may be.
    OSError
        Where it is missing, cannot be read, or is no plain file: a pipe would keep its reader waiting for ever.
    """
    if not S_ISREG(file.stat().st_mode):
        raise FileNotFoundError(f"{file} is no file")
    with file.open("rb") as opened:
        content = opened.read(limit(file.name) + 1)
    if len(content) > limit(file.name):
        raise DataPackageError([_too_large(file.name)])
    return content


def list_files(folder: Path) -> list[os.DirEntry]:
    """The entries of a folder that belong to a package by their names, in the order of these; none of no folder."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:  # every run of a page asks, so that each file is looked at once
        files = [one for one in entries if one.name.endswith(_TABLE) or one.name in (DESCRIPTOR, *DOCUMENTS)]
    return sorted(files, key=lambda file: file.name)


def limit(name: str) -> int:
    """How many bytes a file may have."""
    return _LIMITS.get(name, _LIMIT)


def _read(files: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    for file in files:
        with suppress(OSError):  # taken away just now; an editor's lock; a chain of links that leads to itself
            yield file.name, read_file(file)


def _size(file: str) -> int:
    with suppress(OSError):
        return os.stat(file).st_size
    return 0


def _too_large(name: str) -> Problem:
    megabytes = limit(name) // _MEGABYTE
    found, expected = _("a larger file"), _("at most {count} MB").format(count=megabytes)
    remedy = _("Restore the file: a table of figures that articles and offices publish is far smaller.")
    return Problem("file-too-large", name, found, expected, remedy)
