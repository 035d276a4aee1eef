"""What readers see: hedges in words, numbers without rounding, dates as exact as they are known."""

import re
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labour_migration.labels import (
    close_isolates,
    format_change,
    format_counted,
    format_date,
    format_figure,
    format_list,
    format_locator,
    format_measure,
    format_month,
    format_number,
    format_obs_status,
    format_period,
    format_qualifier,
    format_quantity,
    format_share,
    format_unit,
    format_years,
    isolate,
    isolate_line,
    join_clauses,
    join_names,
    join_sentences,
    months_between,
    quote,
    says_itself,
    whole_months,
)
from labour_migration.language import speaking
from labour_migration.quantities import Quantity, read_quantities


@pytest.mark.parametrize(
    ("quantity", "unit", "words"),
    [
        (Quantity(5000, comparator=">"), "persons", "more than 5,000"),
        (Quantity(5000), "persons", "5,000"),
        (Quantity(25000, comparator="~"), "persons", "about 25,000"),
        (Quantity(118, comparator=">="), "persons", "at least 118"),
        (Quantity(500, comparator="<="), "persons", "at most 500"),
        (Quantity(500, comparator="<"), "persons", "less than 500"),
        (Quantity(1_270_000_000), "usd", "US$1.27 billion"),
        (Quantity(62_280_000, comparator="~"), "usd", "about US$62.28 million"),
        (Quantity(1_234_567_891), "usd", "US$1,234,567,891"),
        (Quantity(low=200_000, high=999_999), "persons", "200,000 to 999,999"),
        (Quantity(low=3), "schools", "at least 3"),
        (Quantity(high=9), "schools", "at most 9"),
        (Quantity(30_000, low=30_000, comparator="~"), "persons", "about 30,000 or more"),
        (Quantity(30_000, high=30_000, comparator="~"), "persons", "about 30,000 or less"),
        (Quantity(2_300_000_000, low=2_300_000_000, comparator="~"), "usd", "about US$2.3 billion or more"),
        (Quantity(7, low=5, high=9, comparator="~"), "schools", "about 7 (5 to 9)"),
        (Quantity(7, low=5), "schools", "7 (at least 5)"),
        (Quantity(7, high=9, comparator=">"), "schools", "more than 7 (at most 9)"),
    ],
)
def test_hedge_is_kept_in_words(quantity, unit, words):
    assert format_quantity(quantity, unit) == words


@given(st.integers(min_value=0, max_value=10**13), st.sampled_from(["persons", "usd", "jpy"]))
def test_formatted_number_reads_back_as_the_same_number(number, unit):
    (reading,) = read_quantities(format_number(number, unit))
    assert reading.quantity == Quantity(number)


@given(
    st.integers(min_value=1, max_value=10**12),
    st.sampled_from(["", ">", ">=", "~", "<=", "<"]),
    st.sampled_from(["persons", "usd", "jpy"]),
)
def test_formatted_quantity_reads_back_with_its_hedge(number, comparator, unit):
    quantity = Quantity(number, comparator=comparator)
    assert [reading.quantity for reading in read_quantities(format_quantity(quantity, unit))] == [quantity]


@given(st.integers(min_value=1, max_value=10**12), st.sampled_from(["low", "high"]))
def test_about_with_a_bound_reads_back_with_both(number, bound):
    quantity = Quantity(number, comparator="~", **{bound: number})
    assert [reading.quantity for reading in read_quantities(format_quantity(quantity, "usd"))] == [quantity]


@pytest.mark.parametrize(("comparator", "words"), [(">", "more than"), ("~", "about"), ("<=", "at most"), ("", "")])
def test_qualifier_in_words(comparator, words):
    assert format_qualifier(comparator) == words


def test_figure_without_a_number_is_shown_in_its_own_words(make_reported):
    bounds = {"as_printed": "it may reach tens of thousands", "value": float("nan"), "comparator": ""}
    figure = make_reported({**bounds, "value_low": 20000, "value_high": 99999}).iloc[0]
    assert format_figure(figure, "persons") == "“tens of thousands”"


@pytest.mark.parametrize(
    ("precision", "words"), [("day", "29 August 2024"), ("month", "August 2024"), ("year", "2024")]
)
def test_date_is_shown_as_exactly_as_it_is_known(precision, words):
    assert format_date(date(2024, 8, 29), precision) == words


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2024-08-29", "2024-08-29", "day", "29 August 2024"),
        ("2023-07-01", "2023-07-04", "day", "1–4 Jul 2023"),
        ("2022-08-05", "2023-06-04", "day", "5 Aug 2022 – 4 Jun 2023"),
        ("2019-01-01", "2019-12-31", "year", "2019"),
        ("2019-01-01", "2019-12-31", "day", "2019"),
        ("2023-06-01", "2023-06-30", "day", "June 2023"),
        ("2024-07-01", "2025-06-30", "day", "FY2024-25"),
        ("2022-01-01", "2022-03-31", "day", "Jan – Mar 2022"),
        ("2019-04-01", "2024-03-31", "day", "Apr 2019 – Mar 2024"),
        ("2022-01-02", "2022-03-31", "day", "2 Jan – 31 Mar 2022"),
    ],
)
def test_period_is_shown_from_first_to_last_day(start, end, precision, words):
    shown = format_period(pd.Timestamp(start), pd.Timestamp(end), precision)
    assert " ".join(shown.replace("\u2009", " ").split()) == words


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2022-08-05", "2023-06-04", 10),
        ("2019-01-01", "2019-12-31", 12),
        ("2019-04-01", "2019-04-30", 1),
        ("2023-07-01", "2023-07-04", None),
        ("2024-08-29", "2024-08-29", None),
    ],
)
def test_months_are_counted_only_where_they_are_whole(start, end, months):
    assert months_between(pd.Timestamp(start), pd.Timestamp(end)) == months


@pytest.mark.parametrize("locator", ["paragraph 6, sentence 4", "paragraph 3"])
def test_locator_is_shown_as_it_is(locator):
    assert format_locator(locator) == locator


def test_unknown_locator_says_so():
    assert format_locator("unknown") == ""


def test_months_of_the_calendar_begin_on_its_first_day():
    assert whole_months(pd.Timestamp("2019-04-01"), pd.Timestamp("2020-03-31")) == 12
    assert whole_months(pd.Timestamp("2022-08-05"), pd.Timestamp("2023-06-04")) is None


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (329.3801, "index", "329.4"),
        (100.0, "index", "100.0"),
        (0.84624381, "percent", "0.846%"),
        (100.0, "percent", "100%"),
        (-4_300_000, "usd", "US$-4.3 million"),
        (8_130_000, "usd", "US$8.13 million"),
        (33.7e9, "jpy", "JP¥33.7 billion"),
        (146_900_000_000, "jpy", "JP¥146.9 billion"),
        (5_000_000, "jpy", "JP¥5 million"),
        (0, "jpy", "JP¥0"),
        (80, "companies", "80"),
    ],
)
def test_computed_and_money_have_their_places(value, unit, words):
    assert format_number(value, unit) == words


def test_measures_say_what_kind_of_count_they_are():
    kinds = {measure: format_measure(measure) for measure in ("stock", "flow", "balance", "limit")}
    assert kinds == {
        "stock": "on one day",
        "flow": "over a period",
        "balance": "net, over a period",
        "limit": "cap for a period",
    }


def test_every_unit_and_measure_of_the_package_has_its_words(package):
    indicators = package.descriptor.resource("indicators")
    for unit in indicators.field("unit").choices:
        assert format_number(1, unit)
    assert all(" " in format_measure(measure) for measure in indicators.field("measure").choices)


@pytest.mark.parametrize(
    ("status", "words"),
    [("A", ""), ("B", "break in the series"), ("E", "estimated"), ("P", "provisional"), ("U", "unverified")],
)
def test_status_says_what_a_reader_must_know(status, words):
    assert format_obs_status(status) == words


def test_every_status_of_the_package_is_known_to_readers(package):
    choices = package.descriptor.resource("official_statistics").field("obs_status").choices
    assert [status for status in choices if not format_obs_status(status)] == ["A"]


def test_dates_and_numbers_that_were_written_in_one_language_are_written_anew_in_another():
    day, start = date(2024, 8, 29), date(2024, 8, 1)
    english = [format_date(day), format_period(start, day), format_number(1_234_567), format_number(2e9, "usd")]
    with speaking("ja"):
        assert [format_date(day), format_number(2e9, "usd")] == ["2024年8月29日", "20億米ドル"]
    with speaking("ur"):
        assert [seen(format_date(day)), seen(format_number(2e9, "usd"))] == ["29 اگست 2024", "2 ارب امریکی ڈالر"]
    assert english == [format_date(day), format_period(start, day), format_number(1_234_567), format_number(2e9, "usd")]


ISOLATE, END = "\u2068", "\u2069"


def seen(text: str) -> str:
    """A text without the signs that nobody sees."""
    return text.replace(ISOLATE, "").replace(END, "")


@pytest.mark.parametrize("code", ["ja", "ur"])
def test_numbers_have_latin_digits_in_groups_of_three_in_every_language(code):
    with speaking(code):
        assert [seen(format_number(number)) for number in (25_000, 1_234_567.5)] == ["25,000", "1,234,567.5"]
        shares = [re.match(r"[\d.]+", seen(format_share(share)))[0] for share in (0.441, 0.0005)]
        assert shares == ["44.1", "0.05"]
        assert [seen(format_change(number)) for number in (5520, -275, 0)] == ["+5,520", "−275", "0"]


@pytest.mark.parametrize(
    ("code", "value", "unit", "words"),
    [
        ("ja", 1_270_000_000, "usd", "12.7億米ドル"),
        ("ja", 62_280_000, "usd", "6,228万米ドル"),
        ("ja", 1_234_567_891, "usd", "1,234,567,891米ドル"),
        ("ja", 1.6e12, "jpy", "1.6兆円"),
        ("ja", 146.9e9, "jpy", "1,469億円"),
        ("ja", 999, "jpy", "999円"),
        ("ja", -4_300_000, "usd", "-430万米ドル"),
        ("ur", 1_270_000_000, "usd", "1.27 ارب امریکی ڈالر"),
        ("ur", 62_280_000, "usd", "62.28 ملین امریکی ڈالر"),
        ("ur", 1_234_567_891, "usd", "1,234,567,891 امریکی ڈالر"),
        ("ur", 146.9e9, "jpy", "146.9 ارب جاپانی ین"),
    ],
)
def test_money_is_exact_in_the_steps_of_each_language(code, value, unit, words):
    with speaking(code):
        assert seen(format_number(value, unit)) == words


STEPS = {"兆": 10**12, "億": 10**8, "万": 10**4, "ارب": 10**9, "ملین": 10**6}


@given(st.integers(min_value=0, max_value=10**13), st.sampled_from(["usd", "jpy"]), st.sampled_from(["ja", "ur"]))
def test_no_amount_is_rounded_in_any_language(number, unit, code):
    with speaking(code):
        text = seen(format_number(number, unit))
    digits, words = re.fullmatch(r"([\d,.]+) ?(.*)", text).groups()
    step = next((factor for name, factor in STEPS.items() if name in words), 1)
    assert Decimal(digits.replace(",", "")) * step == number


@pytest.mark.parametrize(
    ("code", "start", "end", "words"),
    [
        ("ja", "2023-07-01", "2023-07-04", "2023年7月1日～4日"),
        ("ja", "2022-01-01", "2022-03-31", "2022年1月～3月"),
        ("ja", "2019-01-01", "2019-12-31", "2019年"),
        ("ur", "2023-07-01", "2023-07-04", "1–4 جولائی 2023"),
        ("ur", "2022-08-05", "2023-06-04", "5 اگست 2022 – 4 جون 2023"),
        ("ur", "2023-06-01", "2023-06-30", "جون 2023"),
    ],
)
def test_periods_are_those_of_the_language(code, start, end, words):
    with speaking(code):
        period = format_period(pd.Timestamp(start), pd.Timestamp(end))
    assert " ".join(seen(period).replace("\u2009", " ").split()) == words


def test_months_of_an_axis_are_those_of_the_language_whichever_was_written_first():
    months = {}
    for code in ("ja", "ur", "en", "ur"):
        with speaking(code):
            months[code] = format_month(date(2024, 9, 1))
    assert months == {"ja": "9月", "ur": "ستمبر", "en": "Sep"}


def test_lists_clauses_and_sentences_are_joined_as_the_language_does():
    def join() -> list[str]:
        return [
            format_list("ab"),
            join_names("abc"),
            join_names("a"),
            join_clauses("ab"),
            join_sentences(["a", "", "b"]),
        ]

    assert join() == ["a and b", "a, b, c", "a", "a; b", "a b"]
    with speaking("ja"):
        assert join() == ["a、b", "a、b、c", "a", "a；b", "ab"]
    with speaking("ur"):
        assert join() == ["a اور b", "a، b، c", "a", "a؛ b", "a b"]


def test_what_keeps_its_order_is_isolated_only_in_lines_from_the_right():
    for code in ("en", "ja"):
        with speaking(code):
            assert isolate("US$") == "US$"
            assert ISOLATE not in quote("x") + format_years(2019, 2024) + format_change(-4e6, "usd") + format_number(5)
    with speaking("ur"):
        assert isolate("US$") == f"{ISOLATE}US${END}"
        assert isolate("") == ""
        assert format_change(5520) == f"{ISOLATE}+5,520{END}"
        assert format_change(-4_300_000, "usd") == f"{ISOLATE}−4.3{END} ملین امریکی ڈالر"
        assert format_years(2019, 2024) == f"{ISOLATE}2019–2024{END}"
        july = format_period(pd.Timestamp("2023-07-01"), pd.Timestamp("2023-07-04"))
        assert july.replace("\u2009", "") == f"{ISOLATE}{ISOLATE}1–4{END} جولائی 2023{END}"


def test_line_of_a_chart_runs_from_the_right_where_a_word_of_it_does():
    line = isolate_line("Dawn، 2024")
    assert line == "Dawn، 2024"
    with speaking("ur"):
        assert isolate_line("34,911") == f"{ISOLATE}34,911{END}"
        assert isolate_line("Dawn") == f"{ISOLATE}Dawn{END}"
        line = f"{isolate('Dawn')}، {format_date(date(2024, 8, 29))}"
        assert isolate_line(line) == f"\u2067{line}{END}"


def test_isolate_across_a_break_is_closed_in_each_line():
    assert close_isolates([f"a {ISOLATE}b", f"c{END} d", "e"]) == [f"a {ISOLATE}b{END}", f"{ISOLATE}c{END} d", "e"]


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (25_000, "persons", "25,000 people"),
        (1, "persons", "1 person"),
        (1.27e9, "usd", "US$1.27 billion"),
        (2, "index", "2.0"),
    ],
)
def test_number_stands_with_what_it_counts_unless_it_says_so_itself(value, unit, words):
    assert format_counted(value, unit) == words
    assert format_counted(value, unit, "n") == words.replace(format_number(value, unit), "n")


def test_every_unit_of_the_package_can_be_counted(package):
    for unit in package.descriptor.resource("indicators").field("unit").choices:
        assert says_itself(unit) or format_counted(2, unit) == f"2 {format_unit(unit)}"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (198417 / 449432, "44.1%"),
        (205 / 449432, "0.05%"),
        (230 / 34911, "0.7%"),
        (0, "0%"),
        (1, "100%"),
        (2e-5, "0.002%"),
    ],
)
def test_share_has_one_decimal_place_and_a_small_one_its_first_digit(share, text):
    assert format_share(share) == text


def test_change_has_its_sign_and_none_has_no_sign():
    assert [format_change(number) for number in (5520, -275, 0)] == ["+5,520", "−275", "0"]
