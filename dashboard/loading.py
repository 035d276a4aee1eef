"""Cached read of a valid package, of today or of a version that was released, or its problems on screen."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.package import DataPackage, fingerprint, read_package
from labour_migration.data.rules.engine import require_valid
from labour_migration.data.selection import VERSION_KEY
from labour_migration.data.versions import UnknownVersionError, find_version, read_version
from labour_migration.html.versions import format_unknown_version
from labour_migration.language import gettext as _
from labour_migration.language import ngettext, use_words
from labour_migration.problems import DataPackageError, list_problems

DATASETS = Path(__file__).parent.parent / "datasets"
_RECHECK_SECONDS = 2


def load_package(versions: Sequence[str] = ()) -> DataPackage:
    """The package in ``datasets/``, as its files are now: the same object until they change.

    Where the query of an address asks for a released version, that one; ``versions`` are all that it asks for. Its
    words are translated as those of now are.

    Raises
    ------
    DataPackageError
        When it has problems.
    UnknownVersionError
        When no such version is kept.
    """
    version, now = find_version(versions, DATASETS), fingerprint(DATASETS)
    if (words := _find_words(str(DATASETS), now)) is not None:
        use_words(words)
    return _load_version(version, str(DATASETS), now) if version else _load(str(DATASETS), now)


def valid_package() -> DataPackage:
    """The package in ``datasets/`` for a page: the version that its address asks for, or that of now.

    Where it has problems, the page says so in one sentence with the list of them, and stops; it
    looks again by itself until the files change. It also stops where there is no such version.
    """
    try:
        return load_package(st.query_params.get_all(VERSION_KEY))
    except UnknownVersionError as error:
        st.html(format_unknown_version(error.versions))
        st.stop()
    except DataPackageError as error:
        _show_problems(error, fingerprint(DATASETS))
        st.stop()


# Never copied: nobody may change its frames.
@memo(at_most=VERSIONS, has_words=False)
def _load(folder: str, version: tuple) -> DataPackage:  # noqa: ARG001 - the version is the cache's key
    return require_valid(read_package(Path(folder)))


@memo(at_most=VERSIONS, has_words=False)
def _find_words(folder: str, now: tuple) -> Mapping[str, Mapping[str, str]] | None:
    """The words of the package as it is now; None while it has problems: those that were used stay in use."""
    try:
        return _load(folder, now).words
    except DataPackageError:
        return None


# Of their own, so that who asks for old versions does not make the others wait for today's.
@memo(at_most=VERSIONS, has_words=False)
def _load_version(version: str, folder: str, now: tuple) -> DataPackage:  # noqa: ARG001 - of the cache's key
    return read_version(version, Path(folder))


def _show_problems(error: DataPackageError, version: tuple) -> None:
    count = len(error.problems)
    st.error(
        ngettext(
            "We cannot show this page: the data has {count} problem. It will return when that is fixed.",
            "We cannot show this page: the data has {count} problems. It will return when they are fixed.",
            count,
        ).format(count=count)
    )
    with st.expander(_("Problems and how to fix them"), expanded=True):
        for line in list_problems(error.problems):
            st.text(line)

    @st.fragment(run_every=_RECHECK_SECONDS)
    def look_again() -> None:
        if fingerprint(DATASETS) != version:
            st.rerun()

    look_again()
