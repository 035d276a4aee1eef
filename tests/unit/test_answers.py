"""What official figures answer to what a reader looks for, by value."""

import pytest

from labour_migration.findings.answers import tell_answer, tell_passed
from labour_migration.matching import check_text


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


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Some 25,000 Pakistanis live in Japan",
            [
                "Recorded: about 25,000, Pakistanis living in Japan. UrduPoint, 29 August 2024 (assumed).",
                "The two are consistent.",
                "Also recorded: about 25,000. Pakistan Today, 4 March 2025 (assumed). Result: Matches an older figure.",
                "passed 25,000 between 30 June 2023 (23,417) and 31 December 2023 (25,334).",
            ],
        ),
        (
            "5,000 Pakistanis have registered in Japan",
            ["Qualifier missing: the report has more than 5,000, the text 5,000."],
        ),
        (
            "Trade between Pakistan and Japan stands at $1.27 million",
            [
                "A similar figure is recorded: US$1.27 billion, Trade between Pakistan and Japan.",
                "Different scale: the report has US$1.27 billion, the text US$1.27 million.",
            ],
        ),
        (
            "40,000 Pakistanis live in Japan",
            [
                "Not recorded: no report of such a figure is in this data.",
                "The latest official figure, Pakistanis living in Japan: 34,911 (31 December 2025).",
            ],
        ),
        ("Should I go?", ["Not recorded: no figure was read in this text."]),
    ],
)
def test_answer_tells_what_is_recorded_what_was_changed_and_what_is_official(text, sentences, package):
    answer = tell_answer(check_text(package, text), package)
    assert [sentence for sentence in sentences if sentence not in answer] == []


def test_no_result_is_told_of_a_number_of_another_scale(package):
    answer = tell_answer(
        check_text(package, "250,000 Pakistanis live in Japan, UrduPoint wrote in August 2024"), package
    )
    assert "Different scale" in answer
    assert "consistent" not in answer
