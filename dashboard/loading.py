"""The valid package of today or of a version that was released, kept in memory, or its problems on screen."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.keeper import Keeper, State
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import VERSION_KEY
from labour_migration.data.versions import UnknownVersionError, find_version, read_version
from labour_migration.html.versions import format_unknown_version
from labour_migration.language import gettext as _
from labour_migration.language import ngettext, use_words
from labour_migration.problems import DataPackageError, list_problems

DATASETS = Path(__file__).parent.parent / "datasets"
_RECHECK_SECONDS = 2


def find_keeper() -> Keeper:
    """What keeps the last valid package of ``datasets/``: one in the process."""
    return _make_keeper(DATASETS)


def find_state() -> State:
    """What is served of ``datasets/`` now, and what is wrong with its files."""
    return find_keeper().state


@memo(at_most=VERSIONS, has_words=False)
def _make_keeper(folder: Path) -> Keeper:
    return Keeper(folder, lambda: datetime.now(tz=UTC))


def load_package(versions: Sequence[str] = ()) -> DataPackage:
    """The package in ``datasets/``, as it was last valid: the same object until its files change.

    Where the query of an address asks for a released version, that one; ``versions`` are all that it asks for. Its
    words are translated as those of now are.

    Raises
    ------
    DataPackageError
        When it has problems, and had from the start.
    UnknownVersionError
        When no such version is kept.
    """
    version, keeper = find_version(versions, DATASETS), find_keeper()
    try:
        package = keeper.load()
        use_words(package.words)
    except DataPackageError:
        if not version:
            raise
    return _load_version(version, keeper.state) if version else package


def valid_package() -> DataPackage:
    """The package in ``datasets/`` for a page: the version that its address asks for, or that of now.

    Where it has problems, and had from the start, the page says so in one sentence with the list of them, and stops;
    it looks again by itself until the files change. It also stops where there is no such version.
    """
    try:
        return load_package(st.query_params.get_all(VERSION_KEY))
    except UnknownVersionError as error:
        st.html(format_unknown_version(error.versions))
        st.stop()
    except DataPackageError as error:
        _show_problems(error)
        st.stop()


@memo(at_most=VERSIONS, has_words=False)
def _load_version(version: str, state: State) -> DataPackage:
    """A released version; while no version of the files was valid, beside the descriptor of those."""
    try:
        return read_version(version, DATASETS, state.descriptor)
    except ValueError:  # the descriptor of now is no JSON
        raise DataPackageError(state.problems) from None


def _show_problems(error: DataPackageError) -> None:
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

    state = find_state()

    @st.fragment(run_every=_RECHECK_SECONDS)
    def look_again() -> None:
        if find_state() is not state:
            st.rerun()

    look_again()
