"""What is known by programme and year, as one map."""

import re

import pytest

from labour_migration.coverage import NOTHING, OFFICIAL, QUESTIONS, coverage
from labour_migration.data.selection import Selection
from labour_migration.data.series import pick
from labour_migration.glossary import PROGRAMMES
from labour_migration.html.coverage_rows import PARTLY, coverage_cells, format_coverage


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.question_id)
def test_every_year_says_what_is_known_and_only_what_is_official_is_a_link(question, package):
    rows = pick(coverage(package, Selection()), question=question.question_id)
    cells = coverage_cells(rows, question.page, package, set(rows["programme_id"]))
    assert {len(years) for _head, years in cells} == {rows["year"].nunique()}
    shown = [cell for _head, years in cells for cell in years]
    assert sum(cell.state == OFFICIAL for cell in shown) == (rows["state"] == OFFICIAL).sum()
    assert all(("<a " in cell.shown) == (cell.state in (OFFICIAL, PARTLY)) for cell in shown)
    told = {cell.state for cell in shown if '<span class="aloud">none found</span>' in cell.shown}
    assert told <= {NOTHING}


def test_programme_without_a_figure_says_where_a_part_of_it_has_one(package):
    rows = pick(coverage(package, Selection()), question="limits")
    cells = dict(coverage_cells(rows, "programmes", package, ["ssw", "ssw-i"]))
    (ssw,) = (years for head, years in cells.items() if "SSW" in head)
    (part,) = (years for head, years in cells.items() if "(i)" in head)
    assert {cell.state for cell in ssw} == {PARTLY}
    assert {cell.state for cell in part} == {OFFICIAL}


def test_map_has_each_question_for_the_programmes_that_are_asked_for(package):
    html = format_coverage(coverage(package, Selection()), package, PROGRAMMES)
    assert html.count("<table") == 1
    assert html.count('class="question"') == len(QUESTIONS)
    assert re.findall(r"<summary>([^<]+)</summary>", html) == ["TITP", "SSW", "ESD"] * len(QUESTIONS)
    assert 'href="residents?programme=titp&amp;from=2019&amp;to=2019"' in html
    assert "●</b> official" in html
