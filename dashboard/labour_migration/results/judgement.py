"""The result of a comparison: its codes, and the rules by which a printed quantity gets one."""

from collections.abc import Mapping

from labour_migration.language import marked
from labour_migration.quantities import Quantity
from labour_migration.results.allowance import Allowance, allow
from labour_migration.results.tolerances import CLOSE, FAR, SAME

AGREES, ABOVE, BELOW, AGREES_WITH_EARLIER = "agrees", "above", "below", "agrees_with_earlier"
NEAR, WELL_BELOW, WELL_ABOVE = "close", "well_below", "well_above"
REPEATS, NOT_JUDGED = "repeats_official", "not_judged"
NOT_COMPARABLE, NO_COUNTERPART, PENDING = "not_comparable", "no_counterpart", "pending"
# All results, in the order of the filter on the page. The codes are those of the data API.
VERDICTS = {
    AGREES: marked("Consistent"),
    NEAR: marked("Close (within 5%)"),
    WELL_BELOW: marked("True, but well below"),
    WELL_ABOVE: marked("True, but well above"),
    AGREES_WITH_EARLIER: marked("Matches an older figure"),
    ABOVE: marked("Higher than official"),
    BELOW: marked("Lower than official"),
    REPEATS: marked("Repeats the official figure"),
    NOT_JUDGED: marked("No year given, not judged"),
    NOT_COMPARABLE: marked("Not comparable"),
    NO_COUNTERPART: marked("No official figure found"),
    PENDING: marked("Forecast or plan, not checked"),
}

# The results on two figures of the same definition.
JUDGED = (AGREES, NEAR, WELL_BELOW, WELL_ABOVE, AGREES_WITH_EARLIER, ABOVE, BELOW)


def judge(
    quantity: Quantity, official: Allowance, earlier: Mapping[object, Allowance] | None = None
) -> tuple[str, object | None]:
    """The result of a reported outcome beside an official figure of the same definition, by these rules and no others.

    - Consistent: the words allow what the official figure stands for, or the printed number differs from it by at most
      ``SAME``.
    - "More than" and "less than" are consistent up to ``FAR`` beyond their number; further off they are true, but well
      below or above.
    - Close: the printed number differs from the official figure by at most ``CLOSE``.
    - An older figure: an earlier official figure would have been consistent.
    - Otherwise higher or lower than official.

    Shares are of the official figure, but for ``FAR``, which is of the number that the words hedge.

    Parameters
    ----------
    quantity
        The printed quantity, in the unit of the official figure.
    official
        What the official figure stands for (:func:`labour_migration.results.allowance.allow_official`); where
        offices differ, the range from the least to the greatest.
    earlier
        What earlier official figures that still count stand for, in the order of time, by any label.

    Returns
    -------
    tuple
        A code of ``JUDGED``, and the label of the earlier value with ``AGREES_WITH_EARLIER``, otherwise None.
    """
    verdict = _compare(quantity, official)
    if verdict not in (ABOVE, BELOW):
        return verdict, None
    fitting = [label for label, figure in (earlier or {}).items() if _compare(quantity, figure) == AGREES]
    return (AGREES_WITH_EARLIER, fitting[-1]) if fitting else (verdict, None)


def holds(quantity: Quantity, official: Allowance) -> bool:
    """True where a printed quantity is true of an official figure: consistent with it, or true but well below or above.

    The rules are those of :func:`judge`.
    """
    return _compare(quantity, official) in (AGREES, WELL_BELOW, WELL_ABOVE)


def _compare(quantity: Quantity, official: Allowance) -> str:
    allowed = allow(quantity)
    side = allowed.side(official)
    if not side:
        return _reach(quantity, official)
    nearest, bound = (official.low, allowed.high) if side > 0 else (official.high, allowed.low)
    printed = bound if quantity.value is None else quantity.value
    off = abs((nearest - printed) / nearest) if nearest else float("inf")
    if off <= SAME:
        return AGREES
    if off <= CLOSE:
        return NEAR
    return BELOW if side > 0 else ABOVE


def _reach(quantity: Quantity, official: Allowance) -> str:
    """Consistent, unless "more than" or "less than" hedges a number that is far from the official figure."""
    value = quantity.value
    if quantity.comparator in (">", ">=") and official.low > value * (1 + FAR):
        return WELL_BELOW
    if quantity.comparator in ("<", "<=") and official.high < value * (1 - FAR):
        return WELL_ABOVE
    return AGREES
