"""The numbers that printed words allow, and those that the rounding of an official figure allows."""

from dataclasses import dataclass

from labour_migration.labels import is_money
from labour_migration.quantities import Quantity, half_of_last_place
from labour_migration.results.tolerances import OFFICIALLY_ROUNDED, ROUNDED


@dataclass(frozen=True)
class Allowance:
    """A range of numbers: those that words, or a rounding, allow.

    A bound that is None is open. A strict bound is not in the range itself.
    """

    low: float | None
    high: float | None
    is_low_strict: bool = False
    is_high_strict: bool = False

    def __contains__(self, value: float) -> bool:
        is_below = self.low is not None and (value <= self.low if self.is_low_strict else value < self.low)
        is_above = self.high is not None and (value >= self.high if self.is_high_strict else value > self.high)
        return not (is_below or is_above)

    def distance(self, other: "Allowance") -> float:
        """How far another range lies above this one; negative where it lies below, 0 where the two touch."""
        if self.high is not None and other.low is not None and other.low > self.high:
            return other.low - self.high
        if self.low is not None and other.high is not None and other.high < self.low:
            return other.high - self.low
        return 0.0


def allow(quantity: Quantity) -> Allowance:
    """The range of numbers that a printed quantity allows, by these rules and no others.

    - A number without a qualifier allows what rounds to it, by its last digit that is not zero ("25,000": 24,500 to
      less than 25,500; "1.27 billion": 1.265 to less than 1.275 billion), but never more than "about" allows.
    - "about" and "-strong" allow the share ``ROUNDED`` on either side.
    - "more than" allows every greater number, "at least" the number itself as well; "less than" and "at most" likewise.
    - Words with two bounds and no number allow the numbers between them, and the bounds.
    """
    value = quantity.value
    if value is None:
        return Allowance(quantity.low, quantity.high)
    if quantity.comparator in (">", ">="):
        return Allowance(value, None, is_low_strict=quantity.comparator == ">")
    if quantity.comparator in ("<", "<="):
        return Allowance(None, value, is_high_strict=quantity.comparator == "<")
    share = abs(value) * ROUNDED
    half = half_of_last_place(value)
    if quantity.comparator == "~" or half >= share:
        return Allowance(value - share, value + share)
    return Allowance(value - half, value + half, is_high_strict=True)


def allow_official(value: float, unit: str) -> Allowance:
    """The range of numbers that an official figure stands for: people are counted exactly, money is often rounded."""
    half = min(half_of_last_place(value), abs(value) * OFFICIALLY_ROUNDED) if is_money(unit) else 0.0
    return Allowance(value - half, value + half)
