"""Reading bytes: plain files of the package, within their limits, each once."""

import os

import pytest

from labour_migration.data import files
from labour_migration.data.files import read_file, read_files
from labour_migration.data.package import fingerprint, parse_files, read_package
from labour_migration.data.rules.engine import find_problems, require_valid
from labour_migration.problems import DataPackageError


def codes(folder):
    return [problem.code for problem in find_problems(read_package(folder))]


def test_package_is_made_of_the_bytes_that_were_read(lay_package):
    folder = lay_package()
    read = read_files(folder)
    package = require_valid(parse_files(read, folder))
    assert package.files == read
    assert set(read) == {"datapackage.json", *(file.name for file in folder.glob("*.csv"))}


def test_file_that_is_none_of_the_package_is_none_of_its_bytes(lay_package):
    folder = lay_package()
    (folder / "scratch.csv").write_text("a,b\n")
    (folder / "notes.txt").write_text("a curator's own")
    assert "scratch.csv" not in read_package(folder).files
    assert "notes.txt" not in read_files(folder)


@pytest.mark.parametrize("make", ["links that lead to themselves", "a folder", "a pipe", "a device"])
def test_what_is_no_plain_file_is_missing(make, lay_package):
    folder = lay_package()
    file = folder / "sectors.csv"
    file.unlink()
    if make == "a folder":
        file.mkdir()
    elif make == "a pipe":
        os.mkfifo(file)
    elif make == "a device":
        file.symlink_to("/dev/zero")
    else:
        file.symlink_to(folder / "other.csv")
        (folder / "other.csv").symlink_to(file)
    assert codes(folder) == ["file-missing"]
    assert len(fingerprint(folder)) >= len(list(folder.glob("*.csv"))) - 2


def test_descriptor_of_links_that_lead_to_themselves_is_missing(lay_package):
    folder = lay_package()
    (folder / "datapackage.json").unlink()
    (folder / "datapackage.json").symlink_to(folder / "datapackage.json")
    with pytest.raises(DataPackageError) as caught:
        read_package(folder)
    assert [problem.code for problem in caught.value.problems] == ["descriptor-missing"]


def test_changelog_that_is_no_text_is_told(lay_package):
    folder = lay_package()
    (folder / "CHANGELOG.md").write_bytes(b"# What changed\n\xff\n")
    (problem,) = find_problems(read_package(folder))
    assert (problem.code, problem.file, problem.line) == ("encoding", "CHANGELOG.md", 2)


@pytest.mark.parametrize("name", ["official_statistics.csv", "sectors.csv", "datapackage.json", "CHANGELOG.md"])
def test_file_that_is_too_large_is_not_read(name, lay_package):
    folder = lay_package()
    with (folder / name).open("ab") as file:
        file.truncate(files.limit(name) + 1)  # a hole: it takes no place on the disk
    for read in (read_package, lambda folder: read_file(folder / name)):
        with pytest.raises(DataPackageError) as caught:
            read(folder)
        assert [(one.code, one.file) for one in caught.value.problems] == [("file-too-large", name)]
    assert "expected at most " in str(caught.value)


def test_every_table_may_grow_ten_times(raw):
    for name, content in raw.files.items():
        assert files.limit(name) > 10 * len(content), name
