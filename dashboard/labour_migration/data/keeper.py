"""Keeper: the last package that was valid, kept while its files are changed, broken or written half-way."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Event, Lock
from time import sleep

from labour_migration.caching import Owner
from labour_migration.data.files import read_files
from labour_migration.data.package import DataPackage, fingerprint, parse_files
from labour_migration.data.rules.engine import require_valid
from labour_migration.data.schema import DESCRIPTOR
from labour_migration.language import gettext as _
from labour_migration.problems import DataPackageError, Problem

# What the data are: the files as they are now; the last valid ones, since those of now are not; none that are valid;
# valid, and pages are being made of them for the first time; not read yet.
CURRENT, STALE, BROKEN, STARTING, UNREAD = "current", "stale", "broken", "starting", "unread"
REST = 1.0  # seconds without a change after which files are taken to be written
_TRIES = 20  # to read the first files between two changes
_LOG = logging.getLogger(__name__)

Files = tuple[tuple[str, int, int], ...]  # fingerprint of files


@dataclass(frozen=True, eq=False)
class State(Owner):
    """What is served, and what is wrong with the files as they are now. It is replaced whole, never changed."""

    package: DataPackage | None = None  # the last valid one
    problems: tuple[Problem, ...] = ()  # of the files as they are now
    since: datetime | None = None  # that it has been so
    is_ready: bool = False  # its pages were made once
    descriptor: bytes = b""  # of the package, or of the files where there is none

    @property
    def data(self) -> str:
        """What the data are, in one word: CURRENT, STALE, BROKEN, STARTING or UNREAD."""
        if self.since is None:
            return UNREAD
        if self.problems:
            return STALE if self.is_ready else BROKEN
        return CURRENT if self.is_ready else STARTING


class _ChangingError(Exception):
    """Files are changed while they are read."""


class Keeper:
    """Keeps the last valid package of a folder.

    ``look`` is called again and again, by one thread that watches the files, or, where there is none, by whoever asks
    for the package. Files that have changed are read once they rest, all between two equal fingerprints, so that no
    package is a mixture of versions; they are validated once, and ``prepare`` makes of the package what readers ask
    for. The package is then served at once and whole. Where any of it fails, the former stays, and the failure is
    remembered until the files change again.

    ``clock`` tells the time; ``sleep`` waits for a number of seconds.
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime],
        prepare: Callable[[DataPackage], object] = lambda _package: None,
        sleep: Callable[[float], object] = sleep,
    ):
        self.folder, self.prepare = folder, prepare
        self.state = State()
        self._clock, self._sleep = clock, sleep
        self._is_watched = False
        self._is_read = Event()
        self._looking = Lock()
        self._judged: Files | None = None  # what the state is of
        self._seen: Files | None = None  # when the files were last looked at
        self._changed = clock()  # when they were first seen so

    def load(self) -> DataPackage:
        """The last valid package, from memory; of files that nobody watches, as they are now if they are valid.

        Raises
        ------
        DataPackageError
            Where no files were valid yet.
        """
        if self._is_watched:
            self._is_read.wait()
        else:
            self.look(rest=0)
        state = self.state
        if state.package is None:
            raise DataPackageError(state.problems)
        return state.package

    def watch(self) -> Iterator[bool]:
        """Look at the files for ever, a moment after the look before; says of each whether another package is served.

        From now on nobody who asks for the package looks at the files.
        """
        self._is_watched = True
        return self._look_for_ever()

    def _look_for_ever(self) -> Iterator[bool]:
        yield self.look(rest=0)
        while True:
            self._sleep(REST / 4)
            yield self.look()

    def look(self, rest: float = REST) -> bool:
        """Look at the files, and take them where they have changed and then rested for some seconds.

        True where another package is served from now on.
        """
        with self._looking:
            files = self._find_rested(rest)
            return files is not None and self._take(files)

    def _find_rested(self, rest: float) -> Files | None:
        """The fingerprint of files that are to be judged; None where there are none, or not yet."""
        now = fingerprint(self.folder)
        if now != self._seen:
            self._seen, self._changed = now, self._clock()
        is_at_rest = (self._clock() - self._changed).total_seconds() >= rest
        return now if now != self._judged and is_at_rest else None

    def _take(self, files: Files) -> bool:
        """Judge files, and serve their package where it is valid."""
        former, content = self.state, {}
        try:
            files, content = self._read(files, tries=1 if former.package else _TRIES)
            raw = parse_files(content, self.folder)
            if former.is_ready and raw.files == former.package.files:  # written again, or mended, as they were
                self._serve(former, files)
                return False
            served = State(require_valid(raw), descriptor=content[DESCRIPTOR])
            if former.package is None:  # who waits for the first package need not wait for all of its pages
                self._serve(served, files)
            self.prepare(served.package)
        except _ChangingError:  # they are looked at again
            if former.package is None:
                self._refuse([_tell_changing()], files, b"")
            return False
        except DataPackageError as error:
            self._refuse(error.problems, files, content.get(DESCRIPTOR, b""))
        except Exception as error:  # noqa: BLE001 - whatever is in the files, the former package stays
            self._refuse([_describe(error)], files, content.get(DESCRIPTOR, b""), error)
        else:
            self._serve(replace(served, is_ready=True), files)
        return self.state.package is not former.package

    def _read(self, files: Files, tries: int) -> tuple[Files, dict[str, bytes]]:
        """The bytes of the files, none of which changed meanwhile, and their fingerprint."""
        for _try in range(tries):
            content, before = read_files(self.folder), files
            if (files := fingerprint(self.folder)) == before:
                return files, content
            self._sleep(REST / 10)
        raise _ChangingError

    def _serve(self, served: State, files: Files) -> None:
        """Serve a package from now on: it is that of these files."""
        is_mended = bool(self.state.problems)
        self.state, self._judged = replace(served, problems=(), since=self._clock()), files
        self._is_read.set()
        if is_mended:
            version = served.package.descriptor.version
            _LOG.log(logging.WARNING, "The data are valid again: version %s is served.", version)

    def _refuse(
        self, problems: Sequence[Problem], files: Files, descriptor: bytes, error: Exception | None = None
    ) -> None:
        """Keep what is served, and remember what is wrong with these files; the log has it once, until it is mended."""
        former = self.state
        self.state = replace(
            former,
            problems=tuple(problems),
            since=former.since if former.problems else self._clock(),
            descriptor=former.descriptor if former.package else descriptor,
        )
        self._judged = files
        self._is_read.set()
        if error or not former.problems:
            version = former.package.descriptor.version if former.package else "none"
            what = "The data have problems (%d); version served: %s. %s"
            _LOG.log(logging.WARNING, what, len(problems), version, problems[0], exc_info=error)


def _tell_changing() -> Problem:
    remedy = _("Wait until all files are written.")
    return Problem("files-changing", DESCRIPTOR, _("files that are being changed"), _("files at rest"), remedy)


def _describe(error: Exception) -> Problem:
    """An exception that nothing expects, as a problem of the files."""
    found = f"{type(error).__name__}: {error}"[:200]
    remedy = _("Take back the last change of the files; the log says more.")
    return Problem("unexpected", DESCRIPTOR, found, _("data that pages can be made of"), remedy)
