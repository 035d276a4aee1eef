"""Reports held against official figures: what words allow, verdicts by value, and what no verdict may depend on."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labour_migration.quantities import Quantity
from labour_migration.results.reconcile import (
    ABOVE,
    AGREES,
    AGREES_WITH_EARLIER,
    BELOW,
    NO_COUNTERPART,
    NOT_COMPARABLE,
    PENDING,
    VERDICTS,
    allow,
    judge,
    reconcile,
)
from labour_migration.results.wording import describe_arithmetic, describe_verdict, format_allowance, format_verdict

NOTHING = pd.Series(dtype=float)
# How harsh a verdict is on a report.
HARSH = {AGREES: 0, AGREES_WITH_EARLIER: 1, ABOVE: 2, BELOW: 2}


def of_figure(package, figure_id: str) -> list:
    return [found for found in reconcile(package) if found.figure["figure_id"] == figure_id]


@pytest.mark.parametrize(
    ("quantity", "unit", "text"),
    [
        (Quantity(25_000), "persons", "24,500 to 25,499"),
        (Quantity(25_000, comparator="~"), "persons", "23,750 to 26,250"),
        (Quantity(1.27e9), "usd", "US$1.265 billion to less than US$1.275 billion"),
        (Quantity(1486), "persons", "1,486 alone"),
        (Quantity(900), "persons", "855 to 945"),
        (Quantity(10_000), "persons", "9,500 to 10,500"),
        (Quantity(6), "persons", "6 alone"),
        (Quantity(0), "persons", "0 alone"),
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
    ("quantity", "official", "earlier", "verdict", "label"),
    [
        (Quantity(25_000, comparator="~"), 27_642, [22_118, 23_417, 25_334], AGREES_WITH_EARLIER, 2),
        (Quantity(25_000, comparator="~"), 25_334, [22_118], AGREES, None),
        (Quantity(25_000), 17_766, [16_198, 16_968], ABOVE, None),
        (Quantity(10_000, comparator="~"), 14_312, [13_752], BELOW, None),
        (Quantity(30_000, comparator=">"), 19_103, [], ABOVE, None),
        (Quantity(30_000, comparator="<"), 30_000, [], BELOW, None),
        (Quantity(15_000, comparator=">"), 22_118, [], AGREES, None),
        (Quantity(5_000), 4_900, [5_000, 4_990], AGREES, None),
        (Quantity(5_000), 9_000, [5_000, 4_990, 8_000], AGREES_WITH_EARLIER, 1),
    ],
)
def test_verdict_by_value(quantity, official, earlier, verdict, label):
    assert judge(quantity, official, pd.Series(earlier, dtype=float)) == (verdict, label)


numbers = st.integers(1, 10**7)
widenings = st.one_of(
    st.tuples(numbers.map(Quantity), st.just("~")),
    st.tuples(numbers.map(lambda number: Quantity(number, comparator=">")), st.just(">=")),
    st.tuples(numbers.map(lambda number: Quantity(number, comparator="<")), st.just("<=")),
)


@given(widenings, numbers, st.lists(numbers, max_size=5))
def test_wider_hedge_is_never_judged_more_harshly(widening, official, earlier):
    narrow, sign = widening
    before = pd.Series(earlier, dtype=float)
    harsh, mild = judge(narrow, official, before)[0], judge(replace(narrow, comparator=sign), official, before)[0]
    assert HARSH[mild] <= HARSH[harsh]


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), numbers)
def test_wider_bounds_are_never_judged_more_harshly(low, span, less, more, official):
    narrow, wide = Quantity(low=low, high=low + span), Quantity(low=max(low - less, 0), high=low + span + more)
    assert HARSH[judge(wide, official, NOTHING)[0]] <= HARSH[judge(narrow, official, NOTHING)[0]]


@given(numbers, numbers)
def test_number_that_is_printed_as_counted_agrees(number, other):
    assert judge(Quantity(number), number, pd.Series([other], dtype=float)) == (AGREES, None)


@pytest.mark.parametrize("statement", ["target", "potential", "agreement"])
def test_no_promise_ever_gets_a_verdict(statement, package):
    reported = package.reported.assign(statement=statement)
    promised = replace(package, tables={**package.tables, "reported_figures": reported})
    assert {found.verdict for found in reconcile(promised)} == {PENDING}


def test_every_promise_of_the_data_is_pending_and_no_outcome_is(package):
    for found in reconcile(package):
        assert (found.verdict == PENDING) == (found.figure["statement"] != "outcome")
        assert (found.gap is not None) == (found.verdict in HARSH)


@pytest.mark.parametrize("seed", range(3))
def test_verdict_does_not_change_with_the_order_of_rows(seed, package):
    tables = {
        name: package.tables[name].sample(frac=1, random_state=seed, ignore_index=True)
        for name in ("reported_figures", "official_statistics", "comparisons")
    }
    shuffled = replace(package, tables={**package.tables, **tables})

    def verdicts(found: list) -> dict:
        keys = ("figure_id", "indicator_id", "programme_id", "area_id", "method", "period_start")
        return {
            tuple(str(one.comparison[key]) for key in keys): (one.verdict, one.gap, one.official and one.official.value)
            for one in found
        }

    assert verdicts(reconcile(shuffled)) == verdicts(reconcile(package))


def test_every_original_has_a_verdict_of_the_closed_list(package):
    found = reconcile(package)
    originals = package.reported.loc[package.reported["repeats"] == "", "figure_id"]
    assert {one.figure["figure_id"] for one in found} == set(originals)
    assert {one.verdict for one in found} <= set(VERDICTS)


def test_about_25_000_was_last_so_in_december_2023(package):
    (found,) = of_figure(package, "urdupoint-2024-08-29-residents")
    assert (found.verdict, found.official.value, found.gap) == (AGREES_WITH_EARLIER, 27_642, 2_642)
    assert (found.earlier.value, str(found.earlier.period_end.date())) == (25_334, "2023-12-31")
    assert describe_verdict(found, package) == (
        "The report prints about 25,000. The official count nearest before it, 30 June 2024, is 27,642 (2,642 more). "
        "Last within what the words allow: 31 December 2023, 25,334."
    )
    assert describe_arithmetic(found, package) == [
        "The words allow: 23,750 to 26,250.",
        "Official, 30 June 2024: 27,642.",
        "27,642 − 25,000 = 2,642, which is 10.6% of the printed number",
    ]


@pytest.mark.parametrize("figure_id", ["the-news-2023-06-05-registrations", "the-news-2023-06-05-arrivals"])
def test_five_thousand_is_compared_with_no_gap(figure_id, package):
    found = of_figure(package, figure_id)
    assert {one.verdict for one in found} == {NOT_COMPARABLE}
    values = {(one.comparison["indicator_id"], one.official.period_end.year): one.official.value for one in found}
    assert values["residents", 2023] == 23_417 - 20_927 == 2_490
    assert (values["workers-registered", 2022], values["workers-registered", 2023]) == (900, 1_184)
    assert all(one.gap is None for one in found)
    change = next(one for one in found if one.comparison["method"] == "change_between")
    assert "23,417 − 20,927 = 2,490" in describe_arithmetic(change, package)
    assert "a change of 2,490. No gap is computed." in describe_verdict(change, package)


def test_trade_volume_lies_between_two_fiscal_years(package):
    latest, before = of_figure(package, "urdupoint-2024-08-29-trade")
    assert (latest.verdict, latest.official.value, latest.gap) == (BELOW, 1.33e9, pytest.approx(6e7))
    assert (before.verdict, before.official.value, before.gap) == (ABOVE, 1.26e9, pytest.approx(-1e7))
    assert describe_arithmetic(before, package)[-1] == (
        "US$1.26 billion − US$1.27 billion = −US$10 million, which is −0.8% of the printed number"
    )


def test_hundreds_of_thousands_are_pending_with_what_came_since(package):
    (found,) = of_figure(package, "the-news-2023-06-05-residents-potential")
    assert (found.verdict, found.official.value, found.earlier.value) == (PENDING, 34_911, 22_118)
    assert describe_verdict(found, package).endswith(
        "So far: Pakistanis living in Japan, 31 December 2025, 34,911. "
        "At the time of the statement (31 December 2022): 22,118."
    )


def test_figure_without_a_counterpart_says_so(package):
    (found,) = of_figure(package, "the-news-2023-06-05-language-schools")
    assert (found.verdict, found.official, found.gap) == (NO_COUNTERPART, None, None)
    assert describe_verdict(found, package) == (
        "The report prints “several”. No official figure to hold it against was found."
    )


def test_report_is_never_held_against_its_own_page(package):
    for found in reconcile(package):
        if found.official is not None:
            assert found.figure["source_id"] not in {row["source_id"] for row in found.official.observations}


def test_every_verdict_has_a_name_and_blames_nobody(package):
    assert len({format_verdict(verdict) for verdict in VERDICTS}) == len(VERDICTS)
    for found in reconcile(package):
        sentence = describe_verdict(found, package)
        assert sentence.startswith("The report prints ")
        assert not any(
            word in sentence.lower() for word in ("wrong", "false", "lie", "mislead", "exaggerat", "incorrect")
        )
