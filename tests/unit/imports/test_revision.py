"""What an import adds, changes and leaves; and the table that is written."""

import csv
import io

from labour_migration.data.package import RawTable, parse_table, read_package
from labour_migration.data.rules.engine import find_problems
from labour_migration.imports.revision import compare, revise


def rows_of(table: RawTable) -> list[dict]:
    return [dict(zip(table.header, cells, strict=True)) for _line, cells in table.rows]


def official(lay_package) -> RawTable:
    return read_package(lay_package()).tables["official_statistics"]


def test_same_rows_are_left(lay_package):
    table = official(lay_package)
    revision = compare(table, rows_of(table))
    assert revision.is_empty
    assert len(revision.left) == len(table.rows)


def test_new_row_is_added_and_changed_number_is_changed_with_rank_and_note_kept(lay_package):
    table = official(lay_package)
    rows = rows_of(table)
    new = {**rows[0], "period_start": "2020-06-30", "period_end": "2020-06-30"}
    other = {**rows[9], "value": "66", "note": "", "rank": "normal", "obs_status": "A"}
    revision = compare(table, [new, other])
    assert revision.added == (new,)
    ((old, changed),) = revision.changed
    assert old == rows[9]
    assert changed == {**rows[9], "value": "66"}


def test_number_of_a_deprecated_row_is_added_anew(lay_package):
    table = official(lay_package)
    old = rows_of(table)[0]
    deprecated = [list({**old, "rank": "deprecated"}.values())]
    revision = compare(RawTable(table.header, [(2, deprecated[0])]), [{**old, "source_id": "another"}])
    assert [row["source_id"] for row in revision.added] == ["another"]
    assert revision.held == ()


def test_same_number_of_another_source_is_left_and_another_number_is_a_rival(lay_package):
    table = official(lay_package)
    same = {**rows_of(table)[0], "source_id": "another"}
    revision = compare(table, [same, {**same, "value": "7"}])
    assert revision.held == (same,)
    assert [row["value"] for row in revision.added] == ["7"]


def test_revised_table_is_in_order_and_reads_back(lay_package, sound):
    table = official(lay_package)
    new = {
        **rows_of(table)[1],
        "period_start": "2018-12-31",
        "period_end": "2018-12-31",
        "note": 'with "quotes", commas',
    }
    text = revise(table, compare(table, [new]), sound)
    back, problems = parse_table("official_statistics.csv", text.encode())
    assert problems == []
    assert rows_of(back)[1] == new
    assert sorted(map(str, rows_of(back))) == sorted(map(str, [new, *rows_of(table)]))


def test_order_is_that_of_the_code_lists_then_of_time(lay_package, sound):
    table = official(lay_package)
    shuffled = RawTable(table.header, table.rows[::-1])
    assert revise(shuffled, compare(shuffled, []), sound) == revise(table, compare(table, []), sound)


def test_row_of_a_code_that_is_in_no_list_is_written_last_and_told(lay_package, sound, seal):
    folder = lay_package()
    table = read_package(folder).tables["official_statistics"]
    new = {**rows_of(table)[0], "indicator_id": "unknown"}
    text = revise(table, compare(table, [new]), sound)
    assert list(csv.DictReader(io.StringIO(text)))[-1]["indicator_id"] == "unknown"
    (folder / "official_statistics.csv").write_text(text, encoding="utf-8")
    seal(folder)
    assert [problem.code for problem in find_problems(read_package(folder))] == ["reference-unknown"]
