"""Statements of the ledger as cards: the words, the verdict, the arithmetic, both sources."""

import re
from collections.abc import Collection, Sequence

import pandas as pd
from markupsafe import Markup

from labour_migration.caching import memo
from labour_migration.data.package import DataPackage
from labour_migration.html.entries import CARDS, build_entry, format_list
from labour_migration.results.reconcile import Reconciliation, reconcile

_KEPT = 128  # selections whose cards are kept


def to_code(text: str) -> str:
    """A name as a code for the address."""
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-")


def format_cards(found: Sequence[Reconciliation], package: DataPackage, is_unfolded: bool = False) -> Markup:
    """The statements as a list, a card each: the latest first, undated ones last; unfolded with their arithmetic."""
    statements: dict[str, list[Reconciliation]] = {}
    for one in sorted(found, key=_time, reverse=True):
        statements.setdefault(one.figure["figure_id"], []).append(one)
    entries = [build_entry(CARDS, ones[0].figure, ones, package) for ones in statements.values()]
    return format_list(CARDS, entries, is_unfolded)


@memo(at_most=_KEPT)
def make_cards(package: DataPackage, figure_ids: Collection[str], is_unfolded: bool = False) -> Markup:
    """The cards of these statements, as :func:`format_cards` has them."""
    found = [one for one in reconcile(package) if one.figure["figure_id"] in figure_ids]
    return format_cards(found, package, is_unfolded)


def _time(one: Reconciliation) -> float:
    day = one.figure["period_end"]
    return float("-inf") if pd.isna(day) else day.timestamp()
