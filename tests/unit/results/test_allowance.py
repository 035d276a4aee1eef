"""What printed words allow, and what the rounding of an official figure allows, by value."""

import pytest

from labour_migration.quantities import Quantity
from labour_migration.results.allowance import Allowance, allow, allow_official
from labour_migration.results.wording import format_allowance


@pytest.mark.parametrize(
    ("quantity", "unit", "text"),
    [
        (Quantity(25_000), "persons", "24,500 to 25,499"),
        (Quantity(25_000, comparator="~"), "persons", "23,750 to 26,250"),
        (Quantity(1.27e9), "usd", "US$1.265 billion to less than US$1.275 billion"),
        (Quantity(1486), "persons", "exactly 1,486"),
        (Quantity(900), "persons", "855 to 945"),
        (Quantity(10_000), "persons", "9,500 to 10,500"),
        (Quantity(6), "persons", "exactly 6"),
        (Quantity(0), "persons", "exactly 0"),
        (Quantity(5_000, comparator=">"), "persons", "more than 5,000"),
        (Quantity(5_000, comparator=">="), "persons", "at least 5,000"),
        (Quantity(5_000, comparator="<"), "persons", "less than 5,000"),
        (Quantity(5_000, comparator="<="), "persons", "at most 5,000"),
        (Quantity(low=3), "schools", "at least 3"),
        (Quantity(low=200_000, high=999_999), "persons", "200,000 to 999,999"),
    ],
)
def test_words_allow(quantity, unit, text):
    assert format_allowance(allow(quantity), unit) == text


@pytest.mark.parametrize(
    ("quantity", "inside", "outside"),
    [
        (Quantity(25_000), [24_500, 25_499], [24_499, 25_500]),
        (Quantity(1.27e9), [1.265e9, 1.2749e9], [1.2649e9, 1.275e9]),
        (Quantity(5_000, comparator=">"), [5_001, 10**9], [5_000, 0]),
        (Quantity(5_000, comparator=">="), [5_000], [4_999]),
        (Quantity(5_000, comparator="<"), [4_999, 0], [5_000]),
        (Quantity(5_000, comparator="<="), [5_000], [5_001]),
        (Quantity(25_000, comparator="~"), [23_750, 26_250], [23_749, 26_251]),
        (Quantity(low=200_000, high=999_999), [200_000, 999_999], [199_999, 1_000_000]),
    ],
)
def test_bounds_of_what_words_allow(quantity, inside, outside):
    allowed = allow(quantity)
    assert [value in allowed for value in inside] == [True] * len(inside)
    assert [value in allowed for value in outside] == [False] * len(outside)


@pytest.mark.parametrize(
    ("value", "unit", "low", "high"),
    [
        (27_642, "persons", 27_642, 27_642),
        (25_000, "persons", 25_000, 25_000),  # people are counted, not rounded
        (1.26e9, "usd", 1.255e9, 1.265e9),
        (1_888_914_316, "usd", 1_888_914_315.5, 1_888_914_316.5),
        (2e9, "usd", 1.98e9, 2.02e9),  # a round number may be exact: one per cent at most
        (-10_800_000, "usd", -10_850_000, -10_750_000),
        (0, "usd", 0, 0),
    ],
)
def test_official_figure_stands_for_what_rounds_to_it(value, unit, low, high):
    assert allow_official(value, unit) == Allowance(low, high)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        (Allowance(1, 2), Allowance(2, 3), 0),
        (Allowance(1, 2), Allowance(4, 5), 2),
        (Allowance(4, 5), Allowance(1, 2), -2),
        (Allowance(5, None), Allowance(3, 3), -2),
        (Allowance(None, 5), Allowance(9, 9), 4),
        (Allowance(5, None), Allowance(9, 9), 0),
    ],
)
def test_distance_of_ranges(one, other, distance):
    assert one.distance(other) == distance
