"""The package at a version: where a link that is frozen at one gets its data."""

from collections.abc import Callable

from labour_migration.data.package import DataPackage


class UnknownVersion(Exception):  # noqa: N818 - what a reader asks for, no fault of ours
    """There is no such version; ``versions`` are those that there are."""

    def __init__(self, versions: list[str]):
        self.versions = versions
        super().__init__(", ".join(versions))


def load_at(version: str, load_package: Callable[[], DataPackage]) -> DataPackage:
    """The package at a version, the current one where that is "". Of versions there is the current one alone, so far.

    Raises
    ------
    UnknownVersion
        Where there is no such version.
    DataPackageError
        Where the package has problems.
    """
    package = load_package()
    if version and version != package.descriptor.version:
        raise UnknownVersion([package.descriptor.version])
    return package
