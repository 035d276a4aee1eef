"""What changed between the released versions: each cell once, by value and against all cells; and why."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from labour_migration.data.corrections import (
    AT_ONCE,
    WORDING,
    WORDING_TABLES,
    Change,
    Entry,
    Release,
    ReleasedTable,
    changed_since,
    compare_releases,
    find_corrections,
    find_differences,
    find_reasons,
    parse_changelog,
)
from labour_migration.data.package import RawTable
from labour_migration.data.versions import list_versions, read_version_files

DAY = datetime(2026, 1, 2, tzinfo=UTC)


def difference(package, version):
    (found,) = [one for one in find_differences(package) if one.version == version]
    return found


def cells_of(version: str, folder) -> dict[tuple, str]:
    """Every cell of a released version by its table, the key of its row and its column, read as plainly as can be."""
    files, cells = read_version_files(version, folder), {}
    for resource in json.loads(files["datapackage.json"])["resources"]:
        key = resource["schema"]["primaryKey"]
        for row in csv.DictReader(io.StringIO(files[resource["path"]].decode(), newline="")):
            code = tuple(row[name] for name in key)
            cells |= {(resource["name"], code, column): text for column, text in row.items() if column not in key}
    return cells


def test_every_changed_cell_is_told_once_and_nothing_else(package):
    versions = list_versions(package.folder)
    assert versions[:2] == ["3.0.0", "3.1.0"]
    for (was, old), (version, new) in pairwise((one, cells_of(one, package.folder)) for one in versions):
        found = difference(package, version)
        assert found.since == was
        told = [(one.table, tuple(one.key.values()), one.column, one.old, one.new) for one in found.changes]
        expected = [(*place, old[place], new[place]) for place in new if place in old and old[place] != new[place]]
        assert Counter(told) == Counter(expected)
        rows = [{place[:2] for place in cells} for cells in (old, new)]
        tables = [{table for table, _code in those} for those in rows]
        added = {row for row in rows[1] - rows[0] if row[0] in tables[0]}
        removed = {row for row in rows[0] - rows[1] if row[0] in tables[1]}
        assert {(table, code) for table, codes in found.rows_added.items() for code in codes} == added
        assert {(table, code) for table, codes in found.rows_removed.items() for code in codes} == removed
        assert {*found.tables_added} == tables[1] - tables[0]


def test_what_really_changed_in_3_2_0(package):
    changes = difference(package, "3.2.0").changes
    assert len(changes) == 49
    addresses = {one.key["source_id"]: one.new for one in changes if one.column == "url"}
    assert addresses.keys() == {
        "sbp-via-92-news-2019-07",
        "samaa-2023-09",
        "pakistan-livewire-2017-08-26",
        "express-tribune-2024-09-05",
    }
    assert addresses["express-tribune-2024-09-05"] == "https://tribune.com.pk/story/2493616"
    (status,) = [one for one in changes if one.column == "obs_status"]
    assert (status.old, status.new, status.key["indicator_id"], status.key["period_end"]) == (
        "A",
        "U",
        "workers-registered",
        "2025-03-31",
    )
    assert Counter(one.column for one in changes if one.table == "official_statistics") == {"obs_status": 1, "note": 32}


def test_what_each_version_added_and_how_many_cells_changed(package):
    found = {one.version: one for one in find_differences(package)}
    counts = {version: len(one.changes) for version, one in found.items()}
    assert counts["3.1.0"] == counts["5.0.0"] == counts["5.1.0"] == counts["5.2.0"] == 0
    assert counts["4.0.0"] == 2516
    assert len(found["3.1.0"].rows_added["official_statistics"]) == 467  # 413 by month, 54 by sex and age
    assert found["3.2.0"].tables_added == {"missing_data": 3}
    assert found["4.0.0"].tables_added == {"passages": 40, "remarks": 67}
    assert found["4.0.0"].columns_added["sources"] == ("sentences", "remarks")
    assert {*found["5.0.0"].columns_added} == {"programmes", "indicators", "nationalities"}
    assert found["5.1.0"].tables_added == {"translations": 2185}
    known = ["3.1.0", "3.2.0", "4.0.0", "5.0.0", "5.1.0", "5.2.0"]
    assert not any(found[version].rows_removed for version in known)
    assert [version for version in known if found[version].is_of_words] == ["5.0.0", "5.1.0", "5.2.0"]


def test_corrections_have_each_change_once_and_say_why(package):
    corrections = find_corrections(package)
    told = [(one.version, one.table, *one.key.values(), one.column) for those in corrections for one in those.changes]
    assert Counter(told) == Counter(
        (one.version, one.table, *one.key.values(), one.column)
        for version in find_differences(package)
        for one in version.changes
    )
    assert max(Counter(told).values()) == 1
    by_cell = {(one.table, one.column): those for those in corrections for one in those.changes}
    (status,) = by_cell["official_statistics", "obs_status"].reasons
    assert status.startswith("`workers-registered` of January to March 2025, 108, is unverified")
    (addresses,) = by_cell["sources", "url"].reasons
    assert addresses.startswith("Four addresses in `sources.csv` were broken")
    assert by_cell["events", "as_printed"].reasons == ()  # no entry names the event
    notes = by_cell["official_statistics", "note"]
    assert notes.is_many
    assert len(notes.changes) > AT_ONCE


def test_figures_and_wording_are_never_together(package):
    for correction in find_corrections(package):
        assert len({one.is_wording for one in correction.changes}) == 1


def released(version: str, rows: list[list[str]], header=("source_id", "url", "note")) -> Release:
    table = RawTable([*header], [(line, row) for line, row in enumerate(rows, 2)])
    return Release(version, DAY, {"sources": ReleasedTable(("source_id",), table)})


def test_row_that_was_taken_out_and_a_column_that_came_change_no_cell():
    old = released("1.0.0", [["a", "x", ""], ["b", "y", ""]])
    new = released("1.0.1", [["c", "z", "", "1"], ["a", "x", "", "2"]], ("source_id", "url", "note", "sentences"))
    found = compare_releases(old, new)
    assert found.changes == ()
    assert (found.rows_added, found.rows_removed) == ({"sources": {("c",)}}, {"sources": {("b",)}})
    assert (found.columns_added, found.columns_removed) == ({"sources": ("sentences",)}, {})
    assert compare_releases(new, old).columns_removed == {"sources": ("sentences",)}


def test_order_of_rows_and_of_columns_changes_nothing():
    old = released("1.0.0", [["a", "x", ""], ["b", "y", "n"]])
    new = released("1.0.1", [["n", "b", "y"], ["", "a", "x"]], ("note", "source_id", "url"))
    found = compare_releases(old, new)
    assert (found.changes, found.rows_added, found.rows_removed) == ((), {}, {})
    assert found.is_of_words


@pytest.mark.parametrize(("column", "is_of_words"), [("note", True), ("url", False)])
def test_version_that_changes_words_alone_turns_no_result(column, is_of_words):
    row = {"source_id": "a", "url": "x", "note": "y"}
    new = released("1.0.1", [[*(row | {column: "other"}).values()]])
    assert compare_releases(released("1.0.0", [[*row.values()]]), new).is_of_words is is_of_words


CHANGELOG = """# What changed

## [2.0.0] - 2026-01-02

### Added

- `a` is new.

### Corrected

- The link of `a`
  was broken.
- All of `note` in `sources.csv` is plain.

## [1.0.0] - 2026-01-01

### Removed

- `b` is out.
"""


def test_entries_of_the_changelog_are_those_on_what_was_there_before():
    sections = parse_changelog(CHANGELOG)
    assert {version: [one.text for one in entries] for version, entries in sections.items()} == {
        "2.0.0": ["The link of `a` was broken.", "All of `note` in `sources.csv` is plain."],
        "1.0.0": ["`b` is out."],
    }
    assert parse_changelog("") == {}


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("a", "note", "The link of `a` was broken."),  # which names the row
        ("c", "note", "All of `note` in `sources.csv` is plain."),  # which names the column and its table
        ("c", "url", None),
        ("link", "url", None),  # a word of an entry is no code
    ],
)
def test_reason_is_the_entry_that_names_the_row_else_the_column_else_none(row, column, reason):
    change = Change("2.0.0", DAY, "sources", {"source_id": row}, column, "x", "y")
    assert find_reasons(change, parse_changelog(CHANGELOG)["2.0.0"]) == ((reason,) if reason else ())


def test_row_is_named_by_its_first_code_or_its_source_and_by_no_other():
    key = {"indicator_id": "residents", "programme_id": "titp", "source_id": "office"}
    change = Change("2.0.0", DAY, "official_statistics", key, "value", "1", "2")
    named = {code: find_reasons(change, [Entry(f"`{code}` was wrong.")]) for code in (*key.values(), "value")}
    assert [code for code, reasons in named.items() if reasons] == ["residents", "office"]


def test_what_changed_since_a_version_is_of_figures_alone(package):
    newest = list_versions(package.folder)[-1]
    old, new, found = cells_of("3.1.0", package.folder), cells_of(newest, package.folder), {}
    for place, text in old.items():
        if (place in new and new[place] != text) and place[2] not in WORDING and place[0] not in WORDING_TABLES:
            found.setdefault(place[0], {}).setdefault(place[1], set()).add(place[2])
    assert changed_since("3.1.0", package.folder) == found
    assert found["sources"]["samaa-2023-09",] == {"url", "archive_url"}
    assert found["events"]["moc-titp-2019-02-26",] == {"as_printed"}
    assert changed_since(newest, package.folder) == {}
    with pytest.raises(OSError, match=r"9\.9\.9"):
        changed_since("9.9.9", package.folder)


def test_older_package_knows_nothing_of_later_versions(package):
    then = replace(package, descriptor=replace(package.descriptor, version="3.2.0"))
    assert [one.version for one in find_differences(then)] == ["3.2.0", "3.1.0"]
    assert find_differences(replace(package, folder=None)) == ()
