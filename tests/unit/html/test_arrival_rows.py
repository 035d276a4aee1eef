"""The counts that are called arrivals, in a table."""

from labour_migration.data.selection import Selection
from labour_migration.data.series import full_series
from labour_migration.figures.arrivals import common_year
from labour_migration.html.arrival_rows import arrival_cells, arrival_columns


def test_each_count_says_whom_it_counts_and_who_counts(package):
    year, rows = common_year(full_series(package), Selection())
    cells = arrival_cells(rows, package)
    assert len(cells) == len(rows)
    assert {len(row) for row in cells} == {len(arrival_columns(year))}
    assert all(all(row) for row in cells)
    assert all(row[-1].startswith("<a href=") for row in cells)
