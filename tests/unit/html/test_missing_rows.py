"""Missing figures as rows: the figure, the reason, the source."""

from labour_migration.html.missing_rows import missing_cells, missing_columns


def test_row_says_why_and_leads_to_the_source(sound):
    ((figure, reason, source),) = missing_cells(sound.missing_data, sound)
    assert (figure, reason) == ("Employees from Pakistan", "The office counts them with others.")
    assert "https://example.org/office/1" in source
    assert len(missing_columns()) == 3


def test_nothing_is_no_row(sound):
    assert missing_cells(sound.missing_data.iloc[:0], sound) == []
