"""The rules by value, at their edges; and what no result may depend on."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labour_migration.language import gettext as _
from labour_migration.quantities import Quantity
from labour_migration.results.allowance import Allowance, allow_official
from labour_migration.results.judgement import (
    ABOVE,
    AGREES,
    AGREES_WITH_EARLIER,
    BELOW,
    JUDGED,
    NEAR,
    VERDICTS,
    WELL_ABOVE,
    WELL_BELOW,
    holds,
    judge,
)
from labour_migration.results.tolerances import CLOSE, FAR, ROUNDED, SAME

# How harsh a result is on a report.
HARSH = {AGREES: 0, NEAR: 1, WELL_BELOW: 1, WELL_ABOVE: 1, AGREES_WITH_EARLIER: 2, ABOVE: 3, BELOW: 3}


def exactly(value: float) -> Allowance:
    return Allowance(value, value)


def on(quantity: Quantity, official: float) -> str:
    return judge(quantity, exactly(official))[0]


def test_tolerances_are_those_that_readers_are_told():
    assert (ROUNDED, SAME, CLOSE, FAR) == (0.05, 0.01, 0.05, 0.10)
    assert f"{CLOSE:.0%}" in _(VERDICTS[NEAR])


@pytest.mark.parametrize(
    ("quantity", "official", "verdict"),
    [
        # A number: what rounds to it, then one per cent, then five per cent of the official figure.
        (Quantity(25_000), 24_500, AGREES),
        (Quantity(25_000), 25_499, AGREES),
        (Quantity(25_000), 25_500, NEAR),
        (Quantity(25_000), 26_315, NEAR),
        (Quantity(25_000), 26_316, BELOW),
        (Quantity(25_000), 23_810, NEAR),
        (Quantity(25_000), 23_809, ABOVE),
        (Quantity(29_647), 29_900, AGREES),
        (Quantity(29_647), 29_999, NEAR),
        # "About": five per cent of the number itself.
        (Quantity(25_000, comparator="~"), 26_250, AGREES),
        (Quantity(25_000, comparator="~"), 26_300, NEAR),
        (Quantity(25_000, comparator="~"), 26_400, BELOW),
        (Quantity(25_000, comparator="~"), 23_750, AGREES),
        (Quantity(25_000, comparator="~"), 23_749, ABOVE),
        # "More than": up to a tenth above the number, further off true but well below.
        (Quantity(30_000, comparator=">"), 33_000, AGREES),
        (Quantity(30_000, comparator=">"), 33_001, WELL_BELOW),
        (Quantity(30_000, comparator=">="), 33_001, WELL_BELOW),
        (Quantity(30_000, comparator=">"), 30_000, AGREES),
        (Quantity(30_000, comparator=">"), 29_703, AGREES),
        (Quantity(30_000, comparator=">"), 29_702, NEAR),
        (Quantity(30_000, comparator=">"), 28_572, NEAR),
        (Quantity(30_000, comparator=">"), 28_571, ABOVE),
        # "Less than" likewise, the other way round.
        (Quantity(30_000, comparator="<"), 27_000, AGREES),
        (Quantity(30_000, comparator="<"), 26_999, WELL_ABOVE),
        (Quantity(30_000, comparator="<="), 26_999, WELL_ABOVE),
        (Quantity(30_000, comparator="<"), 30_303, AGREES),
        (Quantity(30_000, comparator="<"), 30_304, NEAR),
        (Quantity(30_000, comparator="<"), 31_579, BELOW),
        # Words without a number: their bounds.
        (Quantity(low=200_000, high=999_999), 200_000, AGREES),
        (Quantity(low=200_000, high=999_999), 195_000, NEAR),
        (Quantity(low=200_000, high=999_999), 34_911, ABOVE),
        (Quantity(0), 0, AGREES),
        (Quantity(5), 0, ABOVE),
    ],
)
def test_result_by_value(quantity, official, verdict):
    assert on(quantity, official) == verdict


@pytest.mark.parametrize(
    ("quantity", "official", "is_true"),
    [
        (Quantity(30_000, comparator=">"), 34_911, True),  # well below, and true
        (Quantity(30_000, comparator=">"), 29_703, True),  # within one per cent
        (Quantity(30_000, comparator=">"), 29_702, False),  # close is not true
        (Quantity(30_000, comparator="<"), 10_000, True),  # well above, and true
        (Quantity(25_000, comparator="~"), 26_250, True),
        (Quantity(25_000, comparator="~"), 26_300, False),
        (Quantity(25_000), 27_642, False),
    ],
)
def test_true_is_what_is_consistent_or_well_below_or_above(quantity, official, is_true):
    assert holds(quantity, exactly(official)) is is_true


def test_rounding_of_the_official_figure_counts_too():
    assert on(Quantity(1.245e9), 1.26e9) == NEAR
    assert judge(Quantity(1.245e9), allow_official(1.26e9, "usd"))[0] == AGREES
    assert judge(Quantity(1.245e9), allow_official(1.26e9, "persons"))[0] == NEAR
    assert judge(Quantity(1.9e9), Allowance(1.889e9, 1.936e9))[0] == AGREES


@pytest.mark.parametrize(
    ("quantity", "official", "earlier", "result"),
    [
        (Quantity(25_000, comparator="~"), 27_642, [22_118, 23_417, 25_334], (AGREES_WITH_EARLIER, 2)),
        (Quantity(25_000, comparator="~"), 25_334, [25_000], (AGREES, None)),
        (Quantity(25_000), 17_766, [16_198, 16_968], (ABOVE, None)),
        (Quantity(5_000), 9_000, [5_000, 4_990, 8_000], (AGREES_WITH_EARLIER, 1)),
        (Quantity(26_000, comparator=">"), 34_911, [26_100], (WELL_BELOW, None)),
        (Quantity(25_000), 26_000, [25_000], (NEAR, None)),
    ],
)
def test_older_figure_is_named_where_the_public_one_contradicts(quantity, official, earlier, result):
    assert judge(quantity, exactly(official), dict(enumerate(map(exactly, earlier)))) == result


def test_older_figure_is_rounded_as_the_present_one_is():
    about, present = Quantity(1.9e9, comparator="~"), exactly(2.3e9)
    assert judge(about, present, {0: allow_official(2e9, "usd")}) == (AGREES_WITH_EARLIER, 0)
    assert judge(about, present, {0: exactly(2e9 + 1)}) == (BELOW, None)


numbers = st.integers(1, 10**7)
widenings = st.one_of(
    st.tuples(numbers.map(Quantity), st.just("~")),
    st.tuples(numbers.map(lambda number: Quantity(number, comparator=">")), st.just(">=")),
    st.tuples(numbers.map(lambda number: Quantity(number, comparator="<")), st.just("<=")),
)


@given(widenings, numbers, st.lists(numbers, max_size=5))
def test_wider_hedge_is_never_judged_more_harshly(widening, official, earlier):
    narrow, sign = widening
    before = dict(enumerate(map(exactly, earlier)))
    harsh = judge(narrow, exactly(official), before)[0]
    mild = judge(replace(narrow, comparator=sign), exactly(official), before)[0]
    assert HARSH[mild] <= HARSH[harsh]


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), numbers)
def test_wider_bounds_are_never_judged_more_harshly(low, span, less, more, official):
    narrow, wide = Quantity(low=low, high=low + span), Quantity(low=max(low - less, 0), high=low + span + more)
    assert HARSH[on(wide, official)] <= HARSH[on(narrow, official)]


@given(widenings, numbers, numbers, numbers)
def test_wider_official_range_is_never_judged_more_harshly(widening, official, less, more):
    quantity, _sign = widening
    wide = Allowance(max(official - less, 1), official + more)
    assert HARSH[judge(quantity, wide)[0]] <= HARSH[on(quantity, official)]


@given(numbers, numbers)
def test_number_that_is_printed_as_counted_is_consistent(number, other):
    assert judge(Quantity(number), exactly(number), {0: exactly(other)}) == (AGREES, None)


def test_every_judged_result_is_of_the_closed_list():
    assert set(HARSH) == set(JUDGED) < set(VERDICTS)
