"""Reading CSV text, and typing it."""

import pandas as pd

from labour_migration.package import fingerprint, parse_table, read_package


def test_lines_are_those_of_the_file_though_a_cell_has_two():
    table, problems = parse_table("t.csv", b'a,b\n1,"x\ny"\n2,z\n')
    assert problems == []
    assert table.rows == [(3, ["1", "x\ny"]), (4, ["2", "z"])]


def test_code_that_looks_like_a_gap_stays_text():
    table, _problems = parse_table("t.csv", b"code\nNA\nnull\n")
    assert [row for _line, row in table.rows] == [["NA"], ["null"]]


def test_columns_are_typed_as_the_descriptor_says(package):
    reported = package.reported
    assert reported["value"].dtype == float
    assert reported["period_start"].dtype == "datetime64[s]"
    assert reported["is_period_inferred"].dtype == bool
    assert reported["note"].isna().sum() == 0
    assert package.events["date_start"].iloc[0] == pd.Timestamp("2019-01-01")


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
