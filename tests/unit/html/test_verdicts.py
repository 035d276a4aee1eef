"""Verdicts in words, with all that a reader needs to check them."""

from dataclasses import replace

import pytest

from labour_migration.data.remarks import format_note
from labour_migration.html.verdicts import build_verdicts, format_verdicts, link_to_card
from labour_migration.results.judgement import JUDGED, NOT_JUDGED, VERDICTS
from labour_migration.results.reconcile import reconcile


def test_card_is_linked_by_the_id_of_its_statement(sound):
    assert link_to_card("a-1", sound, "this") == '<a href="claims?figure=a-1" target="_self">this</a>'


def test_card_is_linked_in_the_version_that_was_asked_for(sound):
    old = replace(sound, pin="1.0.0")
    assert link_to_card("a-1", old, "this") == '<a href="claims?figure=a-1&amp;v=1.0.0" target="_self">this</a>'


def test_verdict_on_two_figures_names_the_date_that_was_compared(package):
    judged = next(one for one in reconcile(package) if one.verdict in JUDGED)
    assert "(" in format_verdicts([judged], package)


@pytest.mark.parametrize("code", VERDICTS)
def test_verdict_leads_to_the_official_sources_where_there_are_any(code, package):
    for one in reconcile(package):
        if one.verdict == code:
            (verdict,) = build_verdicts([one], package)
            reason = format_note(one.comparison["remarks"], one.comparison["reason"], package)
            assert (verdict.code, verdict.reasons) == (code, (reason,))
            officials = [official for official in (one.official, one.earlier, one.beside) if official]
            assert len(verdict.sources) == sum(len(official.observations) for official in officials)
            assert all(source.startswith("Official: <a href=") for source in verdict.sources)


def test_what_is_said_in_one_sentence_is_said_once_with_every_source(package):
    ones = [one for one in reconcile(package) if one.verdict == NOT_JUDGED]
    first = [one for one in ones if one.figure["figure_id"] == ones[0].figure["figure_id"]]
    assert len(first) > 1
    (verdict,) = build_verdicts(first, package)
    assert len(verdict.reasons) == len(verdict.sources) == len(first)
    assert len(set(verdict.steps)) == len(verdict.steps)
