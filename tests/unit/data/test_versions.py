"""Released versions: which are kept, how an old one is read, what a query asks for."""

import json
import zipfile

import pytest

from labour_migration.data.files import read_files
from labour_migration.data.versions import (
    UnknownVersionError,
    find_version,
    list_versions,
    path_of,
    read_version,
    read_version_files,
    version_key,
)
from labour_migration.metadata import write_zip
from labour_migration.results.reconcile import reconcile


@pytest.fixture
def folder(lay_package):
    """The sound package with two versions that were released: 1.0.0, before there were passages, and 1.10.0."""
    folder = lay_package()
    (folder / "versions").mkdir()
    path_of("1.10.0", folder).write_bytes(write_zip(read_files(folder)))
    with zipfile.ZipFile(path_of("1.10.0", folder)) as today, zipfile.ZipFile(path_of("1.0.0", folder), "w") as old:
        for name in today.namelist():
            content = today.read(name)
            if name == "datapackage.json":
                content = without_passages(content)
            if name != "passages.csv":
                old.writestr(name, content)
    return folder


def without_passages(descriptor: bytes) -> bytes:
    document = json.loads(descriptor)
    document["resources"] = [one for one in document["resources"] if one["name"] != "passages"]
    for resource in document["resources"]:
        if resource["name"] == "areas":
            fields = resource["schema"]["fields"]
            resource["schema"]["fields"] = [field for field in fields if field["name"] != "name_ja"]
    return json.dumps(document).encode()


def test_versions_are_in_the_order_of_their_numbers(folder):
    assert list_versions(folder) == ["1.0.0", "1.10.0"]
    assert version_key("1.9.0") < version_key("1.10.0")


def test_folder_without_versions_has_none(lay_package):
    assert list_versions(lay_package()) == []


@pytest.mark.parametrize(("values", "version"), [([], ""), (["1.0.0"], "1.0.0"), (["1.10.0"], "1.10.0")])
def test_query_asks_for_one_version_that_is_kept(values, version, folder):
    assert find_version(values, folder) == version


@pytest.mark.parametrize("values", [["2.0.0"], ["../1.0.0"], [""], ["1.0.0", "1.10.0"]])
def test_query_that_asks_for_another_is_told_which_there_are(values, folder):
    with pytest.raises(UnknownVersionError) as raised:
        find_version(values, folder)
    assert raised.value.versions == ("1.0.0", "1.10.0")
    assert [str(one) for one in raised.value.problems] == [
        f"Address, v: found ‘{value}’, expected one of 1.0.0, 1.10.0, once. "
        "Ask for one of them, or leave the version out."
        for value in values
    ]


def test_version_is_read_as_it_was_released(folder, sound):
    package = read_version("1.10.0", folder, sound.today)
    assert package.pin == "1.10.0"
    assert all(package.tables[name].equals(sound.tables[name]) for name in sound.tables)
    assert read_version_files("1.10.0", folder)["areas.csv"] == (folder / "areas.csv").read_bytes()


def test_old_version_has_what_came_later_empty(folder, sound):
    package = read_version("1.0.0", folder, sound.today)
    assert list(package.tables) == list(sound.tables)
    assert package.passages.empty
    assert package.passages.columns.to_list() == sound.passages.columns.to_list()
    assert [one.verdict for one in reconcile(package)] == [one.verdict for one in reconcile(sound)]


def test_version_that_is_not_kept_is_an_error(folder, sound):
    with pytest.raises(OSError, match=r"2\.0\.0"):
        read_version("2.0.0", folder, sound.today)
