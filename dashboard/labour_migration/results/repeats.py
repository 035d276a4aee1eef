"""What an article that repeats a statement made of it: the same, or what was lost, rounded, moved or claimed."""

from collections.abc import Mapping, Sequence

import pandas as pd

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.package import DataPackage
from labour_migration.labels import format_figure, format_figure_period, format_qualifier, row_quantity
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.quantities import Quantity, half_of_last_place
from labour_migration.results.allowance import allow
from labour_migration.results.tolerances import RETOLD_DAYS

UNCHANGED, QUALIFIER_LOST, QUALIFIER_CHANGED = "same", "qualifier_lost", "qualifier_changed"
ROUNDED_OFF, NUMBER_CHANGED = "rounded", "number_changed"
PERIOD_MOVED, PROMISE_AS_OUTCOME = "period_moved", "promise_as_outcome"
# All types, in the order of the rules.
TYPES = (
    PROMISE_AS_OUTCOME, QUALIFIER_LOST, ROUNDED_OFF, NUMBER_CHANGED, QUALIFIER_CHANGED, PERIOD_MOVED, UNCHANGED,
)  # fmt: skip


@memo(at_most=VERSIONS, has_words=False)
def find_repeats(package: DataPackage) -> dict[str, list[dict]]:
    """The rows that repeat a statement, by its id; a statement that nobody repeats has none."""
    repeats: dict[str, list[dict]] = {}
    for row in package.reported[package.reported["repeats"] != ""].to_dict("records"):
        repeats.setdefault(row["repeats"], []).append(row)
    return repeats


def type_repeat(row: Mapping, original: Mapping) -> str:
    """The one type of a repeat: the first of these rules that fits.

    1. PROMISE_AS_OUTCOME: a target, a potential or an agreement is told as something that has happened.
    2. QUALIFIER_LOST (:func:`has_lost_qualifier`).
    3. ROUNDED_OFF: the original number rounds to this one, which has fewer digits that count.
    4. NUMBER_CHANGED: it is any other number, or other bounds.
    5. QUALIFIER_CHANGED: there is another qualifier, or one where there was none.
    6. PERIOD_MOVED: it is told of another period (:func:`has_moved`).
    7. UNCHANGED: none of these. A period that a repeat leaves out changes nothing.

    Parameters
    ----------
    row, original
        Rows of ``reported_figures.csv``: ``repeats`` of the first names the second.
    """
    told, said = row_quantity(row), row_quantity(original)
    if original["statement"] != "outcome" and row["statement"] == "outcome":
        return PROMISE_AS_OUTCOME
    if has_lost_qualifier(row, original):
        return QUALIFIER_LOST
    if (told.value, told.low, told.high) != (said.value, said.low, said.high):
        return ROUNDED_OFF if _is_rounded(told.value, said.value) else NUMBER_CHANGED
    if told.comparator != said.comparator:
        return QUALIFIER_CHANGED
    return PERIOD_MOVED if has_moved(row, original) else UNCHANGED


def has_lost_qualifier(row: Mapping, original: Mapping) -> bool:
    """True of a repeat that gives a number as it is where the original qualifies it, whatever else was changed."""
    return bool(original["comparator"]) and not row_quantity(row).is_hedged


def has_moved(row: Mapping, original: Mapping) -> bool:
    """True of a repeat that tells a figure of another period than the original does.

    Where both articles name their periods, the two differ. Where one is assumed to be the day of its article, more than
    ``RETOLD_DAYS`` lie between the two: articles of the same days are the same news. False where either has no period.
    """
    if pd.isna(row["period_end"]) or pd.isna(original["period_end"]):
        return False
    if not row["is_period_inferred"] and not original["is_period_inferred"]:
        return (row["period_start"], row["period_end"]) != (original["period_start"], original["period_end"])
    apart = max(row["period_start"] - original["period_end"], original["period_start"] - row["period_end"])
    return apart.days > RETOLD_DAYS


def _is_rounded(told: float | None, said: float | None) -> bool:
    if told is None or said is None or half_of_last_place(told) <= half_of_last_place(said):
        return False
    return said in allow(Quantity(told))


def format_repeat(row: Mapping, original: Mapping, unit: str) -> str:
    """The type of a repeat in words, with what is different."""
    named = {"figure": format_figure(row, unit), "period": format_figure_period(row)}
    named["qualifier"] = format_qualifier(original["comparator"])
    return _WORDS[type_repeat(row, original)]().format(**named)


_WORDS = {
    UNCHANGED: lambda: _("the same figure"),
    QUALIFIER_LOST: lambda: _("lost the qualifier “{qualifier}”"),
    QUALIFIER_CHANGED: lambda: _("changed the qualifier: {figure}"),
    ROUNDED_OFF: lambda: _("rounded the number: {figure}"),
    NUMBER_CHANGED: lambda: _("changed the number: {figure}"),
    PERIOD_MOVED: lambda: _("reports it for another period: {period}"),
    PROMISE_AS_OUTCOME: lambda: _("reports a forecast or plan as fact"),
}


def count_lost_qualifiers(rows: Sequence[Mapping], original: Mapping) -> str:
    """How many of these repeats lost the qualifier of a statement, in a sentence; "" where there is none to lose."""
    if not original["comparator"] or not rows:
        return ""
    lost = sum(has_lost_qualifier(row, original) for row in rows)
    if lost:
        pattern = ngettext(
            "The one article that repeats it lost the qualifier “{qualifier}”.",
            "{lost} of {count} articles that repeat it lost the qualifier “{qualifier}”.",
            len(rows),
        )
    else:
        pattern = ngettext(
            "The one article that repeats it did not lose the qualifier “{qualifier}”.",
            "None of the {count} articles that repeat it lost the qualifier “{qualifier}”.",
            len(rows),
        )
    return pattern.format(lost=lost, count=len(rows), qualifier=format_qualifier(original["comparator"]))
