"""How problems are told."""

import pytest

from labour_migration.problems import DataPackageError, Problem, list_problems


def make_problem(number: int) -> Problem:
    return Problem("code", "t.csv", "‘a’", "b", "Do it.", number, "field")


def test_problem_without_line_or_field_names_the_file():
    assert (
        str(Problem("code", "t.csv", "nothing", "a file", "Add it."))
        == "t.csv: found nothing, expected a file. Add it."
    )


@pytest.mark.parametrize(("count", "lines"), [(3, 3), (20, 20), (25, 21)])
def test_long_lists_are_cut_with_a_count(count, lines):
    listed = list_problems([make_problem(number) for number in range(count)])
    assert len(listed) == lines
    assert count <= 20 or listed[-1] == "… and 5 more"


def test_error_carries_every_problem():
    problems = [make_problem(number) for number in range(25)]
    assert DataPackageError(problems).problems == tuple(problems)
