"""Sentences about results: every figure in them is one of the comparison, and nobody is blamed."""

import re

import pytest

from labour_migration.labels import format_figure, format_number
from labour_migration.results.judgement import AGREES, JUDGED, NOT_JUDGED, VERDICTS
from labour_migration.results.reconcile import reconcile
from labour_migration.results.wording import describe_arithmetic, describe_verdict, format_verdict

BLAME = ("wrong", "false", "lie", "mislead", "exaggerat", "incorrect", "claim")


def test_every_result_has_a_name_of_its_own():
    assert len({format_verdict(verdict) for verdict in VERDICTS}) == len(VERDICTS)


def test_sentence_opens_with_the_reported_figure_and_blames_nobody(package):
    for found in reconcile(package):
        sentence = describe_verdict(found, package)
        unit = package.indicators.loc[found.figure["indicator_id"], "unit"]
        assert sentence.startswith(f"Reported: {format_figure(found.figure, unit)}. ")
        assert not [word for word in BLAME if re.search(rf"\b{word}(?!s between)", sentence.lower())]
        assert "  " not in sentence
        assert "{" not in sentence
        assert sentence.endswith(".")


def test_sentence_gives_the_official_figures(package):
    for found in reconcile(package):
        if found.official is None or found.verdict == NOT_JUDGED:
            continue
        unit = package.indicators.loc[found.comparison["indicator_id"], "unit"]
        sentence = describe_verdict(found, package)
        for official in filter(None, (found.official, found.earlier, found.beside)):
            assert format_number(abs(official.value), unit) in sentence


def test_figure_without_a_year_is_placed_in_one_sentence(package):
    sentences: dict[str, set] = {}
    for found in reconcile(package):
        if found.verdict == NOT_JUDGED:
            sentences.setdefault(found.figure["figure_id"], set()).add(describe_verdict(found, package))
    assert sentences
    for said in sentences.values():
        (sentence,) = said
        assert re.search(
            r"The article gives no year\. The number (lies between|is higher than|is lower than) ", sentence
        )


@pytest.mark.parametrize("verdict", JUDGED)
def test_difference_is_given_as_a_share_of_the_official_figure(verdict, package):
    for found in reconcile(package):
        if found.verdict != verdict:
            continue
        assert found.difference_percent == pytest.approx(found.difference / found.official.value * 100)
        assert any("of the official figure)" in step for step in describe_arithmetic(found, package))
        assert ("consistent" in describe_verdict(found, package)) == (verdict == AGREES)


def test_calculation_names_the_day_of_the_article_and_the_days_of_release(package):
    (found,) = [one for one in reconcile(package) if one.figure["figure_id"] == "urdupoint-2024-08-29-residents"]
    assert describe_arithmetic(found, package) == [
        "We read the reported figure as 23,750 to 26,250.",
        "Day of the article: 29 August 2024.",
        "Official, 31 December 2023: 25,334, published on 22 March 2024.",
        "25,000 − 25,334 = −334 (−1.3% of the official figure)",
        "Official, 30 June 2024: 27,642, published by 13 October 2024 (assumed).",
    ]
