"""Digests: the size and the hash of each table, in the descriptor and of the file."""

import json

import pytest

from labour_migration.data.digests import digest, renew_digests
from labour_migration.data.package import parse_files, read_package
from labour_migration.data.rules.engine import find_problems, require_valid
from labour_migration.problems import DataPackageError

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # SHA-256 of nothing (FIPS 180-4)


def test_digest_is_the_size_and_the_sha_256_as_data_package_has_them():
    assert digest(b"") == {"bytes": 0, "hash": f"sha256:{EMPTY}"}
    assert digest(b"a,b\n")["bytes"] == 4


def test_table_cut_to_half_of_its_rows_is_told(raw):
    content = raw.files["events.csv"]
    lines = content.splitlines(keepends=True)
    cut = b"".join(lines[: len(lines) // 2 + 1])
    with pytest.raises(DataPackageError) as caught:
        require_valid(parse_files({**raw.files, "events.csv": cut}))
    first = caught.value.problems[0]
    assert (first.code, first.file, first.field) == ("digest", "events.csv", "bytes")
    assert (first.found, first.expected) == (str(len(cut)), f"{len(content)}, as datapackage.json says")
    assert "python dashboard/curate.py digests" in first.remedy


def test_every_cut_of_a_table_is_told_by_its_digest(lay_package):
    files = read_package(lay_package()).files
    content = files["sectors.csv"]
    for length in range(len(content)):
        problems = parse_files({**files, "sectors.csv": content[:length]}).problems
        assert ("digest", "sectors.csv") in [(one.code, one.file) for one in problems], length


@pytest.mark.parametrize("name", ["bytes", "hash"])
def test_table_without_a_digest_is_told(name, lay_package):
    files = read_package(lay_package()).files
    document = json.loads(files["datapackage.json"])
    del document["resources"][5][name]
    (problem,) = find_problems(parse_files({**files, "datapackage.json": json.dumps(document).encode()}))
    assert (problem.code, problem.file, problem.field) == ("digest", "events.csv", name)
    assert problem.expected == "its digest in datapackage.json"


def test_digests_of_named_files_alone_are_renewed_and_nothing_else(raw):
    before = raw.files["datapackage.json"]
    assert renew_digests(before, raw.files) == before
    document = json.loads(renew_digests(before, {"events.csv": b"a,b\n"}))
    changed = {one["name"]: one.pop("bytes") for one in document["resources"] if one["path"] == "events.csv"}
    assert changed == {"events": 4}
    assert [*document["resources"][5]][:4] == ["name", "type", "path", "hash"]
    kept = json.loads(before)
    assert [one for one in document["resources"] if one["name"] != "events"] == [
        one for one in kept["resources"] if one["name"] != "events"
    ]
