"""What is known by programme and year, in a grid."""

import pytest

from labour_migration.coverage import NOTHING, OFFICIAL, QUESTIONS, coverage
from labour_migration.data.selection import Selection
from labour_migration.data.series import pick
from labour_migration.html.coverage_rows import coverage_cells, coverage_columns


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.question_id)
def test_every_year_says_what_is_known_and_only_what_is_official_is_a_link(question, package):
    rows = pick(coverage(package, Selection()), question=question.question_id)
    cells = coverage_cells(rows, question.page, package)
    assert {len(row) for row in cells} == {len(coverage_columns(rows))}
    shown = [cell for row in cells for cell in row[1:]]
    assert sum("<a " in cell for cell in shown) == (rows["state"] == OFFICIAL).sum()
    assert sum(cell == "–\u00a0nothing" for cell in shown) == (rows["state"] == NOTHING).sum()
