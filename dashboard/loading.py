"""Cached read of a valid package, or its problems on screen."""

from pathlib import Path

import streamlit as st

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.package import DataPackage, fingerprint, read_package
from labour_migration.data.rules.engine import require_valid
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.problems import DataPackageError, list_problems

DATASETS = Path(__file__).parent.parent / "datasets"
_RECHECK_SECONDS = 2


def load_package() -> DataPackage:
    """The package in ``datasets/``, as its files are now: the same object until they change.

    Raises
    ------
    DataPackageError
        When it has problems.
    """
    return _load(str(DATASETS), fingerprint(DATASETS))


def valid_package() -> DataPackage:
    """The package in ``datasets/`` for a page.

    Where it has problems, the page says so in one sentence with the list of them, and stops; it
    looks again by itself until the files change.
    """
    version = fingerprint(DATASETS)
    try:
        return _load(str(DATASETS), version)
    except DataPackageError as error:
        _show_problems(error, version)
        st.stop()


# Never copied: nobody may change its frames.
@memo(at_most=VERSIONS, has_words=False)
def _load(folder: str, version: tuple) -> DataPackage:  # noqa: ARG001 - the version is the cache's key
    return require_valid(read_package(Path(folder)))


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
