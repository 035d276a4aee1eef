"""The checker against sentences written one by one: what it has to find, and what it must never say.

``paraphrases.csv`` has sentences that retell recorded statements in other words, ``unrelated.csv`` sentences that are
about something else, ``mutations.csv`` three sentences a statement with one mistake each, ``originals.csv`` the
recorded quotes and true sentences. None was made from the rows by a program.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from labour_migration.findings.answers import tell_answer
from labour_migration.matching import DRIFTS, QUALIFIER_ADDED, SCALE, check_text
from labour_migration.results.reconcile import find_results
from labour_migration.results.repeats import PERIOD_MOVED, PROMISE_AS_OUTCOME, QUALIFIER_CHANGED, QUALIFIER_LOST

HERE = Path(__file__).parent
LEAST = 0.95  # of paraphrases found among the first three, and of mutations marked
MARKS = {
    "qualifier": {QUALIFIER_LOST, QUALIFIER_CHANGED, QUALIFIER_ADDED},
    "scale": {SCALE},
    "promise": {PROMISE_AS_OUTCOME},
    "period": {PERIOD_MOVED},
}


def read(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def statements(package) -> set[str]:
    return set(package.reported.loc[package.reported["repeats"] == "", "figure_id"])


def test_sets_are_of_every_statement_and_of_three_languages(statements):
    paraphrases, unrelated, mutations = read("paraphrases"), read("unrelated"), read("mutations")
    for rows in (paraphrases, unrelated):
        assert {row["language"] for row in rows} == {"en", "ur", "ja"}
        assert len({row["text"] for row in rows}) == len(rows)
    assert len(paraphrases) >= 150
    assert len(unrelated) >= 60
    assert min(Counter(row["figure_id"] for row in paraphrases).values()) >= 2
    assert Counter(row["figure_id"] for row in mutations) == dict.fromkeys(statements, 3)
    for rows in (paraphrases, mutations):
        assert {row["figure_id"] for row in rows} == statements


def test_right_statement_is_among_the_first_three(package):
    rows = read("paraphrases")
    missed = [
        row
        for row in rows
        if row["figure_id"] not in [match.figure_id for match in check_text(package, row["text"]).matches[:3]]
    ]
    assert len(missed) <= len(rows) * (1 - LEAST), missed


def test_no_wrong_result_is_stated(package):
    """What is told of a sentence is the result of its statement, or of all that it may mean."""
    results, wrong = find_results(package), []
    for row in read("paraphrases"):
        check = check_text(package, row["text"])
        if check.retold and not check.matches[0].drifts:
            first = check.matches[0]
            told = {results[match.figure_id] for match in (first, *check.alike(first))}
            wrong += [row] if results[row["figure_id"]] not in told else []
    assert wrong == []


@pytest.mark.parametrize("row", read("unrelated"), ids=lambda row: row["text"][:40])
def test_unrelated_text_is_not_recorded(row, package):
    check = check_text(package, row["text"])
    assert check.matches == ()
    assert tell_answer(check, package).startswith("Not recorded")


def test_what_a_text_changes_is_marked(package):
    rows = read("mutations")
    missed = []
    for row in rows:
        first = next(iter(check_text(package, row["text"]).matches), None)
        if first is None or not MARKS[row["drift"]] & set(first.drifts):
            missed.append(row)
    assert len(missed) <= len(rows) * (1 - LEAST), missed


def test_nothing_is_marked_in_what_is_as_recorded(package):
    marked = [
        (row, first.drifts)
        for row in read("originals")
        if (first := next(iter(check_text(package, row["text"]).matches), None)) and first.drifts
    ]
    assert marked == []


def test_every_drift_is_told_in_some_mutation(package):
    told = {
        drift
        for row in read("mutations")
        for match in check_text(package, row["text"]).matches
        for drift in match.drifts
    }
    assert told == set(DRIFTS)
