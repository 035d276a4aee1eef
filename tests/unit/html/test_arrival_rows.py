"""Arrivals in tables: the counts that are called so, months and runs of them, ages."""

from labour_migration.data.selection import Selection
from labour_migration.data.series import full_series
from labour_migration.figures.arrivals import Record, common_years, find_ages, find_records
from labour_migration.html.arrival_rows import (
    age_cells,
    age_columns,
    arrival_cells,
    arrival_columns,
    format_record,
    record_cells,
    record_columns,
)


def test_each_count_says_whom_it_counts_and_who_counts(package):
    year, rows = next(iter(common_years(full_series(package), Selection()).items()))
    cells = arrival_cells(rows, package)
    assert len(cells) == len(rows)
    assert {len(row) for row in cells} == {len(arrival_columns(year))}
    assert all(all(row) for row in cells)
    assert all(row[-1].startswith("<a href=") for row in cells)


def test_run_is_highest_of_all_of_the_same_months_or_not(package):
    records = find_records(package)
    cells = record_cells(records)
    assert {len(row) for row in cells} == {len(record_columns())}
    assert [row[-1] for row in cells] == ["Yes", "Yes", "Among the same months only", "No"]
    said = [" ".join(format_record(record).replace("\u2009", " ").split()) for record in records]
    assert said[1] == (
        "Jan – May 2023 had 8,224 entries, the most in any 5 months up to then. "
        "The same months of earlier years had at most 6,707, in Jan – May 2019."
    )
    assert said[2].endswith("Other runs of 10 months had more before: 14,862 in Apr 2019 – Jan 2020.")
    assert "the most" not in said[3]


def test_run_that_equals_an_earlier_one_is_not_the_highest(package):
    run = find_records(package)[0].run
    (cells,) = record_cells([Record(1, run, run, run)])
    assert cells[-1] == "No"


def test_ages_are_in_order_and_all_ages_last(package):
    cells = age_cells(find_ages(full_series(package), Selection()))
    assert {len(row) for row in cells} == {len(age_columns(package))}
    assert [row[0] for row in cells][:2] == ["0–4", "5–9"]
    assert [row[0] for row in cells][-2:] == ["70+", "All ages"]
    assert all(all(row) for row in cells)


def test_age_of_one_sex_alone_leaves_the_other_empty(package):
    rows = find_ages(full_series(package), Selection())
    assert age_cells(rows[rows["category"] == "male/0-4"]) == [["0–4", "633 [u]", ""]]
