"""The ledger as cards: their order, their codes."""

import re

import pytest

from labour_migration.html.cards import format_cards, make_cards, to_code
from labour_migration.results.reconcile import reconcile


@pytest.mark.parametrize(
    ("name", "code"), [("The News", "the-news"), ("Kyodo_News (Tokyo)", "kyodo-news-tokyo"), ("共同", "共同"), ("", "")]
)
def test_name_becomes_a_code_for_the_address(name, code):
    assert to_code(name) == code


def test_latest_statement_comes_first_and_undated_ones_last(package):
    days = package.reported.set_index("figure_id")["period_end"]
    ids = re.findall(r'<li id="([a-z0-9-]+)">', format_cards(reconcile(package), package))
    assert len(ids) == len(set(ids))
    shown = days.loc[ids]
    assert shown.dropna().is_monotonic_decreasing
    assert shown.isna().is_monotonic_increasing


def test_cards_are_those_that_were_asked_for(package):
    figure_id = package.reported["figure_id"].iloc[0]
    assert re.findall(r'<li id="(.*?)"', make_cards(package, frozenset([figure_id]))) == [figure_id]
    assert "<li" not in make_cards(package, frozenset())
