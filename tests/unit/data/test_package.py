"""Reading CSV text, and typing it."""

import csv
import io
import tracemalloc

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labour_migration.data.package import FrameRows, fingerprint, parse_table, read_package


def test_lines_are_those_of_the_file_though_a_cell_has_two():
    table, problems = parse_table("t.csv", b'a,b\n1,"x\ny"\n2,z\n')
    assert problems == []
    assert table.rows == [(3, ["1", "x\ny"]), (4, ["2", "z"])]


def test_code_that_looks_like_a_gap_stays_text():
    table, _problems = parse_table("t.csv", b"code\nNA\nnull\n")
    assert [row for _line, row in table.rows] == [["NA"], ["null"]]


pieces = st.sampled_from(["a", "b", ",", ",", "\n", "\n", '"', '"', "x,y\n", '"q, ""r"""', "é", " ", "NA", "007"])


@given(st.lists(pieces, max_size=16).map(lambda some: "h,i\n" + "".join(some)))
def test_plain_and_other_text_are_read_alike(text):
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    table, problems = parse_table("t.csv", text.encode())
    try:
        (_line, header), *rows = [(reader.line_num, row) for row in reader]
    except csv.Error:
        assert table is None
        assert [problem.code for problem in problems] == ["csv-syntax"]
        return
    assert problems == []
    assert (table.header, list(table.rows), len(table.rows)) == (header, rows, len(rows))
    assert table.ragged == [(line, row) for line, row in rows if len(row) != 2]
    if not table.ragged:
        assert list(zip(table.frame.index, table.frame.to_numpy().tolist(), strict=True)) == rows


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        ('h,i\n"a, ""b""",c\n', True),
        ("h,i\na,b", True),
        ('h,i\n"a\nb",c\n', False),
        ('h,i\na"b",c\n', False),
        ("h,i\n\na,b\n", False),
        ("h,i\na\n", False),
        ("h,h\na,b\n", False),
        ("h,i\r\na,b\r\n", False),
    ],
)
def test_rows_become_a_frame_at_once_where_each_line_is_plainly_one(text, is_plain):
    table, _problems = parse_table("t.csv", text.encode())
    assert (table is not None and isinstance(table.rows, FrameRows)) == is_plain


@pytest.mark.parametrize("after", ["b\n", "b\n\n"])
def test_cell_may_be_vast(after):
    table, problems = parse_table("t.csv", f"h,i\n{'a' * 3_000_000},{after}".encode())
    assert problems == []
    assert table.rows[0] == (2, ["a" * 3_000_000, "b"])


def test_rows_of_a_frame_are_those_of_a_list():
    table, _problems = parse_table("t.csv", b"a,b\n1,x\n2,y\n3,z\n")
    assert table.rows[1] == (3, ["2", "y"])
    assert table.rows[::-1] == [(4, ["3", "z"]), (3, ["2", "y"]), (2, ["1", "x"])]


def test_columns_are_typed_as_the_descriptor_says(package):
    reported = package.reported
    assert reported["value"].dtype == float
    assert reported["period_start"].dtype == "datetime64[s]"
    assert reported["is_period_inferred"].dtype == bool
    assert reported["note"].isna().sum() == 0
    assert package.events["date_start"].iloc[0] == pd.Timestamp("2019-01-01")


def test_codes_of_the_long_table_are_categories_in_the_order_of_their_list(package, raw):
    official = package.official
    assert {name for name in official if official[name].dtype == "category"} == {
        "indicator_id", "programme_id", "nationality_id", "area_id", "category", "obs_status", "rank", "source_id",
        "remarks",
    }  # fmt: skip
    assert list(official["programme_id"].cat.categories) == list(package.programmes.index)
    assert list(official["category"].cat.categories)[:2] == ["", "tourism"]
    stored = raw.tables["official_statistics"].frame
    for name in official.select_dtypes("category"):
        assert list(official[name]) == list(stored[name])


def test_source_is_a_record_with_dates(package):
    undated = package.sources["embassy-of-pakistan-tokyo-manpower"]
    assert undated.date_published is None
    assert package.sources["the-news-2023-06-05"].is_date_inferred is True


def test_fingerprint_changes_with_any_file(lay_package):
    folder = lay_package()
    before = fingerprint(folder)
    assert fingerprint(folder) == before
    file = folder / "sectors.csv"
    file.write_text(file.read_text() + "\n")
    changed = fingerprint(folder)
    assert changed != before
    file.unlink()
    assert fingerprint(folder) not in (before, changed)


def test_fingerprint_is_that_of_the_files_of_the_package(lay_package):
    folder = lay_package()
    before = fingerprint(folder)
    (folder / "notes.txt").write_text("a curator's own")
    (folder / ".#sectors.csv").symlink_to("nowhere")  # an editor's lock
    assert fingerprint(folder) == before
    tables = [file.name for file in folder.glob("*.csv") if file.exists()]
    assert [name for name, _changed, _size in before] == sorted(["datapackage.json", *tables])
    assert fingerprint(folder / "missing") == ()


def test_raw_package_keeps_every_cell_as_text(lay_package):
    raw = read_package(lay_package())
    cells = [cell for table in raw.tables.values() for _line, row in table.rows for cell in row]
    assert all(isinstance(cell, str) for cell in cells)


def test_comparisons_are_typed_and_what_names_no_official_figure_is_empty(sound):
    comparisons = sound.comparisons.set_index("figure_id")
    chosen, none = comparisons.loc["gazette-2020-01-15-residents"], comparisons.loc["gazette-2020-01-15-potential"]
    assert (chosen["method"], chosen["period_end"], chosen["is_same_definition"]) == (
        "stock_at",
        pd.Timestamp("2020-01-15"),
        True,
    )
    assert (none["indicator_id"], none["method"], none["is_same_definition"]) == ("", "", False)
    assert pd.isna(none["period_start"])


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (b"a" + 12 * b",cell" + b"\n", []),  # each is told by its width
        (b'"a"b' + 11 * b",cell" + b"\n", ["csv-syntax"]),
        (b'"a\nb"' + 11 * b",cell" + b"\n", ["not-plain"]),
        (b"\xff" + 11 * b",cell" + b"\n", ["encoding"]),
    ],
)
def test_long_table_that_is_not_plain_is_told_and_its_rows_are_not_kept(more, told):
    header = ",".join(f"column_{place}" for place in range(12)).encode() + b"\n"
    content = header + 90_000 * (b"cell" + 11 * b",cell" + b"\n") + 2_000 * more
    tracemalloc.start()
    table, problems = parse_table("t.csv", content)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [problem.code for problem in problems] == told
    assert most < 5 * len(content)  # as lists of cells, its rows take fourteen times as much
    if not told:
        assert len(table.ragged) == len(table.rows) == 1_000
        assert table.rows[0][0] == 90_002
