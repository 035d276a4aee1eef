"""What official figures answer to what a reader looks for, by value."""

import pytest

from labour_migration.findings.answers import tell_passed


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            "30,000 live in Japan",
            "The official count of Pakistani residents passed 30,000 between 31 December 2024 (29,647) and "
            "30 June 2025 (32,478)",
        ),
        (
            "25000",
            "The official count of Pakistani residents passed 25,000 between 30 June 2023 (23,417) and "
            "31 December 2023 (25,334)",
        ),
        ("90,000", ""),
        ("5,000", ""),
        ("Business Recorder", ""),
        ("", ""),
    ],
)
def test_the_two_counts_between_which_a_number_was_passed_are_named(asked, told, package):
    assert tell_passed(package, asked) == told


def test_without_counts_there_is_no_answer(sound):
    assert tell_passed(sound, "30,000") == ""
