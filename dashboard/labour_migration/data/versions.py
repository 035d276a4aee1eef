"""Released versions of the package: each is kept as a ZIP file beside the data, and is read from it."""

import csv
import json
import os
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from labour_migration.data.package import (
    DataPackage,
    FrameRows,
    RawPackage,
    RawTable,
    build_package,
    parse_table,
)
from labour_migration.data.schema import DESCRIPTOR, Descriptor, decode_document, parse_descriptor
from labour_migration.data.selection import VERSION_KEY, query_problem
from labour_migration.labels import join_names
from labour_migration.language import gettext as _

FOLDER = "versions"  # of the ZIP files, in that of the package
_ENDING = ".zip"


def list_versions(folder: Path) -> list[str]:
    """The released versions that are kept of the package in a folder, the first release first."""
    try:
        names = os.listdir(folder / FOLDER)
    except OSError:
        return []
    versions = [name.removesuffix(_ENDING) for name in names if name.endswith(_ENDING)]
    return sorted(versions, key=version_key)


def version_key(version: str) -> tuple[int, ...]:
    """What sorts versions in the order of their numbers."""
    return tuple(int(number) for number in version.split(".") if number.isdigit())


class UnknownVersionError(LookupError):
    """A query asks for a version that is not kept, or for two; ``versions`` are those there are."""

    def __init__(self, values: Iterable[str], versions: Sequence[str]):
        expected = _("one of {codes}, once").format(codes=join_names(versions)) if versions else _("no version")
        remedy = _("Ask for one of them, or leave the version out.")
        problems = (query_problem("version-unknown", VERSION_KEY, value, expected) for value in values)
        self.problems = tuple(replace(one, remedy=remedy) for one in problems)
        self.versions = tuple(versions)
        super().__init__("\n".join(map(str, self.problems)))


def find_version(values: Sequence[str], folder: Path) -> str:
    """The released version that a query asks for, "" where it asks for none.

    ``values`` are all that it has under ``v``.

    Raises
    ------
    UnknownVersionError
        Where no such version is kept, or more than one is asked for.
    """
    if not values:  # as most requests: the folder is not looked at
        return ""
    versions = list_versions(folder)
    if len(values) > 1 or values[0] not in versions:
        raise UnknownVersionError(values, versions)
    return values[0]


def path_of(version: str, folder: Path) -> Path:
    """The file of a released version."""
    return folder / FOLDER / f"{version}{_ENDING}"


def read_version_files(version: str, folder: Path) -> dict[str, bytes]:
    """The bytes of the files of a released version by name, as they were released.

    Raises
    ------
    OSError
        Where no such version is kept.
    """
    with zipfile.ZipFile(path_of(version, folder)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_version(version: str, folder: Path, today: bytes) -> DataPackage:
    """A released version of the package in a folder, typed: its ``pin`` is the version, ``newest`` that of today.

    ``today`` is the descriptor of the data as they are now, as its file has it. The version held the rules of its day
    and is not checked against those of today. Tables and columns that it did not have yet are there and empty, in the
    order of today's descriptor.

    Raises
    ------
    OSError
        Where no such version is kept.
    DataPackageError
        Where the descriptor of today has problems.
    """
    files = read_version_files(version, folder)
    newest = decode_document(today)
    descriptor = parse_descriptor(_complete_descriptor(json.loads(files[DESCRIPTOR]), newest))
    tables = {}
    for resource in descriptor.resources:
        empty = {field.name: "false" if field.type == "boolean" else "" for field in resource.fields}
        tables[resource.name] = _complete_table(files.get(resource.path), empty)
    package = build_package(RawPackage(descriptor, tables, (), files, folder))
    return replace(package, pin=version, newest=newest["version"], beside=today)


def as_released(descriptor: Descriptor, files: Mapping[str, bytes]) -> Descriptor:
    """The descriptor with the tables and columns that the files of a release have, and no others.

    ``files`` are the bytes of the files by name.
    """
    resources = []
    for resource in descriptor.resources:
        if content := files.get(resource.path):
            header = next(csv.reader([content.partition(b"\n")[0].decode()]))
            fields = tuple(field for field in resource.fields if field.name in header)
            resources.append(replace(resource, fields=fields))
    return replace(descriptor, resources=tuple(resources))


def _complete_descriptor(released: Mapping, today: Mapping) -> dict:
    """The descriptor of a release with the resources and columns that only today's has."""
    theirs = {resource["name"]: resource for resource in released["resources"]}
    known = [resource["name"] for resource in today["resources"]]
    return {
        **released,
        "resources": [
            *(_complete_resource(theirs.get(ours["name"], ours), ours) for ours in today["resources"]),
            *(theirs[name] for name in theirs if name not in known),
        ],
    }


def _complete_resource(released: Mapping, today: Mapping) -> dict:
    """The resource of a release with the columns that only today's has."""
    theirs = {field["name"]: field for field in released["schema"]["fields"]}
    ours = {field["name"]: field for field in today["schema"]["fields"]}
    keys = released["schema"].get("foreignKeys", [])
    new = [key for key in today["schema"].get("foreignKeys", []) if not theirs.keys() & set(key["fields"])]
    schema = {**released["schema"], "fields": list((ours | theirs).values()), "foreignKeys": [*keys, *new]}
    return {**released, "schema": schema}


def _complete_table(content: bytes | None, empty: Mapping[str, str]) -> RawTable:
    """The table in the bytes of a file, with these columns; a cell that it does not have has the value of ``empty``."""
    if content is None:
        return RawTable(list(empty), [])
    table, _problems = parse_table("", content)
    frame = table.frame.assign(**{name: value for name, value in empty.items() if name not in table.header})
    return RawTable([*empty], FrameRows(frame.astype(str)[[*empty]]))
