"""Sectors and their role, in a table."""

from labour_migration.html.sector_rows import sector_cells, sector_columns


def test_each_sector_has_its_words_under_its_role_alone(package):
    cells = sector_cells(package)
    assert len(cells) == len(package.sectors)
    for row in cells:
        assert len(row) == len(sector_columns(package))
        assert [cell == "–" for cell in row[1:]].count(False) == 1
