"""Hedged numbers: exact semantics, and reading them out of words in three languages."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labour_migration.quantities import COMPARATORS, Quantity, read_quantities

# Words -> the quantities that they print, in their order.
READINGS = {
    "25,000-strong Pakistani diaspora in Japan": [Quantity(25000, comparator="~")],
    "current bilateral trade volume stands at $1.27 billion": [Quantity(1_270_000_000)],
    "Over the past 10 months, more than 5,000 Pakistanis": [Quantity(10), Quantity(5000, comparator=">")],
    "a total of five thousand people": [Quantity(5000)],
    "hundreds of thousands": [Quantity(low=200_000, high=999_999)],
    "tens of thousands": [Quantity(low=20_000, high=99_999)],
    "more than hundreds of thousands": [Quantity(low=200_000)],
    "several Japanese language schools": [Quantity(low=3)],
    "several hundred workers": [Quantity(low=300, high=999)],
    "1.2万": [Quantity(12_000)],
    "12 ہزار": [Quantity(12_000)],
    "0.12 lakh": [Quantity(12_000)],
    "1,00,000": [Quantity(100_000)],
    "1.2 lakh crore": [Quantity(1_200_000_000_000)],
    "1億2000万": [Quantity(120_000_000)],
    "one hundred and twenty-five thousand": [Quantity(125_000)],
    "ten thousand million": [Quantity(10_000_000_000)],
    "US$1.27bn": [Quantity(1_270_000_000)],
    "over 340,000 jobs in 14 sectors": [Quantity(340_000, comparator=">"), Quantity(14)],
    "over a total of 900": [Quantity(900, comparator=">")],
    "at least 118 candidates": [Quantity(118, comparator=">=")],
    "10,000 or more": [Quantity(10_000, comparator=">=")],
    "10,000+": [Quantity(10_000, comparator=">=")],
    "about 900": [Quantity(900, comparator="~")],
    "up to 500,000": [Quantity(500_000, comparator="<=")],
    "no more than $5 million": [Quantity(5_000_000, comparator="<=")],
    "nearly 10,000": [Quantity(10_000, comparator="<")],
    "less than 200": [Quantity(200, comparator="<")],
    "moreover 5": [Quantity(5)],
    "約12,000人": [Quantity(12_000, comparator="~")],
    "２５，０００人以上": [Quantity(25_000, comparator=">=")],
    "登録されたパキスタン人の数が5000人を上回る": [Quantity(5000, comparator=">")],
    "1.5万人超": [Quantity(15_000, comparator=">")],
    "پانچ ہزار سے زائد پاکستانی": [Quantity(5000, comparator=">")],
    "5ہزارپاکستانی رجسٹرہوئے": [Quantity(5000)],
    "نو سو پاکستانی": [Quantity(900)],
    "تقریباً ۲۵۰۰۰": [Quantity(25_000, comparator="~")],
    "the 29th of August 2024": [Quantity(2024)],
    "the 12,000th visitor": [],
    "not more than 5,000": [Quantity(5000, comparator="<=")],
    "no less than 5,000": [Quantity(5000, comparator=">=")],
    "not fewer than 5,000": [Quantity(5000, comparator=">=")],
    "not over 5,000": [Quantity(5000, comparator="<=")],
    "arrivals exceeded 5,000": [Quantity(5000, comparator=">")],
    "numbers topped 5,000": [Quantity(5000, comparator=">")],
    "crossed 5,000": [Quantity(5000, comparator=">")],
    "circa 900": [Quantity(900, comparator="~")],
    "approx. 5,000": [Quantity(5000, comparator="~")],
    "5,000 or so": [Quantity(5000, comparator="~")],
    "5,000 or fewer": [Quantity(5000, comparator="<=")],
    "5,000 at least": [Quantity(5000, comparator=">=")],
    "5,000-plus": [Quantity(5000, comparator=">=")],
    ">5,000": [Quantity(5000, comparator=">")],
    "≥5,000": [Quantity(5000, comparator=">=")],
    "5000人余り": [Quantity(5000, comparator=">")],
    "5000人近く": [Quantity(5000, comparator="<")],
    "5000人足らず": [Quantity(5000, comparator="<")],
    "1億2千万円": [Quantity(120_000_000)],
    "2千5百人": [Quantity(2500)],
    "五千人": [Quantity(5000)],
    "十万人": [Quantity(100_000)],
    "数千人": [Quantity(low=2000, high=9999)],
    "千葉県": [],
    "five-thousand-strong": [Quantity(5000, comparator="~")],
    "a hundred and fifty": [Quantity(150)],
    "two and a half million": [Quantity(2_500_000)],
    "half a million": [Quantity(500_000)],
    "a million": [Quantity(1_000_000)],
    "a third": [],
    "dozens": [Quantity(low=24, high=119)],
    "several thousands": [Quantity(low=3000, high=9999)],
    "€5m": [Quantity(5_000_000)],
    "$1.27b": [Quantity(1_270_000_000)],
    "5k": [Quantity(5000)],
    "nineteen ninety": [Quantity(19), Quantity(90)],
    "نومبر دسمبر ساتھ دونوں نوجوان": [],
    "پچیس ہزار": [Quantity(25_000)],
    "ڈیڑھ لاکھ": [Quantity(150_000)],
    "لاکھوں": [Quantity(low=200_000, high=999_999)],
    "between 5,000 and 6,000": [Quantity(low=5000, high=6000)],
    "5,000–6,000 people": [Quantity(low=5000, high=6000)],
    "five to six thousand": [Quantity(low=5000, high=6000)],
    "$5 to 6 million": [Quantity(low=5_000_000, high=6_000_000)],
    "900 and 1,200": [Quantity(900), Quantity(1200)],
    "not a single intern had been dispatched": [Quantity(0)],
    "not a single one of 50": [Quantity(0), Quantity(1), Quantity(50)],
    "six interns/trainees": [Quantity(6)],
    "send only 200": [Quantity(200)],
    "merely 175 million dollars in 2020-21": [Quantity(175_000_000), Quantity(2020), Quantity(21)],
    "hired 32 Assistant Language Teachers": [Quantity(32)],
    "more than 26 thousand": [Quantity(26_000, comparator=">")],
    "could reach nearly 1,000 per year": [Quantity(1000, comparator="<")],
    "worth nearly $2.1 billion": [Quantity(2_100_000_000, comparator="<")],
    "induct some 340,000 skilled workers": [Quantity(340_000, comparator="~")],
    "29,647 (in December, 2024)": [Quantity(29_647), Quantity(2024)],
    "was US$ 1968.65 million": [Quantity(1_968_650_000)],
    "around US $ 2.3 billion": [Quantity(2_300_000_000, comparator="~")],
    "over USD 5 million": [Quantity(5_000_000, comparator=">")],
    "Exports: JPY 33.7 billion": [Quantity(33_700_000_000)],
    "over JPY 33.7 billion": [Quantity(33_700_000_000, comparator=">")],
    "figured dollars two billion": [Quantity(2_000_000_000)],
    "2 million 500 thousand": [Quantity(2_500_000)],
    "2 million 500 people": [Quantity(2_000_000), Quantity(500)],
    "20億ドル程度": [Quantity(2_000_000_000, comparator="~")],
    "19億米ドル": [Quantity(1_900_000_000)],
    "国内で70人ほど": [Quantity(70, comparator="~")],
    "4人のパキスタン人女性": [Quantity(4)],
    "1.6 ارب ڈالر": [Quantity(1_600_000_000)],
    "78.2 ملین ڈالر": [Quantity(78_200_000)],
    "تین کروڑ 81 لاکھ ڈالر": [Quantity(38_100_000)],
    "ساڑھے تین لاکھ نوکریوں کا بندوبست": [Quantity(350_000)],
    "ساڑھے 3 لاکھ": [Quantity(350_000)],
    "ساڑھے": [],
    "تین لاکھ سے زائد پاکستانی": [Quantity(300_000, comparator=">")],
    "30 ہزار سے زیادہ پاکستانی": [Quantity(30_000, comparator=">")],
    "زیادہ سے زیادہ 500 امیدوار": [Quantity(500, comparator="<=")],
    "no number at all": [],
    "": [],
}


@pytest.mark.parametrize("words", READINGS)
def test_words_print_these_quantities(words):
    assert [reading.quantity for reading in read_quantities(words)] == READINGS[words]


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("25,000-strong diaspora", "25,000-strong"),
        ("stands at $1.27 billion", "$1.27 billion"),
        ("to reach hundreds of thousands soon", "hundreds of thousands"),
        ("now more than 5,000 have", "more than 5,000"),
        ("２５，０００人以上が", "２５，０００人以上"),
    ],
)
def test_reading_keeps_the_words_that_print_it(words, printed):
    assert [reading.words for reading in read_quantities(words)] == [printed]


@pytest.mark.parametrize(
    ("words", "is_time"),
    [
        ("the last ten months", [True]),
        ("a 10-month period", [True]),
        ("10か月", [True]),
        ("دس ماہ", [True]),
        ("2,019 workers in 2019", [False, True]),
        ("2019 workers", [False]),
        ("5,000 Pakistanis", [False]),
        ("175 million in 2020-21", [False, True, True]),
    ],
)
def test_number_that_says_when_is_told_from_one_that_says_how_many(words, is_time):
    assert [reading.is_time for reading in read_quantities(words)] == is_time


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(COMPARATORS))
def test_digits_and_hedge_are_read_back(number, comparator):
    phrase = {"": "{}", ">": "more than {}", ">=": "at least {}", "~": "about {}", "<=": "up to {}", "<": "under {}"}
    (reading,) = read_quantities(f"It is {phrase[comparator].format(f'{number:,}')} people")
    assert reading.quantity == Quantity(number, comparator=comparator)


@given(st.decimals(min_value="0.01", max_value="9999", places=2), st.sampled_from(["million", "billion", "lakh", "万"]))
def test_scales_multiply_without_rounding(number, scale):
    factor = {"million": 10**6, "billion": 10**9, "lakh": 10**5, "万": 10**4}[scale]
    (reading,) = read_quantities(f"{number} {scale}")
    assert reading.quantity.value == float(number * factor)


@given(st.text(max_size=200))
def test_any_text_is_read_without_error_and_its_words_stand_in_it(text):
    for reading in read_quantities(text):
        assert reading.words in text


@pytest.mark.parametrize("comparator", COMPARATORS)
def test_hedge_is_carried_on_by_division(comparator):
    assert Quantity(5000, comparator=comparator) / 10 == Quantity(500, comparator=comparator)


def test_bounds_are_carried_on_by_division():
    assert Quantity(low=200_000, high=900_000) / 10 == Quantity(low=20_000, high=90_000)


@pytest.mark.parametrize("divisor", [0, -1, math.inf, math.nan])
def test_division_that_would_turn_or_lose_a_hedge_is_refused(divisor):
    with pytest.raises(ValueError, match="hedge"):
        Quantity(5000, comparator=">") / divisor


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({}, "value or a bound"),
        ({"value": math.nan}, "finite"),
        ({"low": -math.inf, "high": 1}, "finite"),
        ({"low": 2, "high": 1}, "order"),
        ({"value": 5, "low": 6}, "order"),
        ({"value": 5, "comparator": "≥"}, "comparator"),
        ({"low": 5, "comparator": ">"}, "hedges a value"),
    ],
)
def test_what_is_no_quantity_is_refused(arguments, reason):
    with pytest.raises(ValueError, match=reason):
        Quantity(**arguments)


@pytest.mark.parametrize(
    ("quantity", "below", "above", "hedged"),
    [
        (Quantity(5), False, False, False),
        (Quantity(5, comparator=">"), False, True, True),
        (Quantity(5, comparator=">="), False, True, True),
        (Quantity(5, comparator="~"), True, True, True),
        (Quantity(5, comparator="<="), True, False, True),
        (Quantity(5, comparator="<"), True, False, True),
        (Quantity(low=5), False, True, True),
        (Quantity(high=5), True, False, True),
        (Quantity(low=5, high=9), False, False, True),
        (Quantity(7, low=5, high=9, comparator="~"), False, False, True),
    ],
)
def test_openness_says_what_the_words_allow(quantity, below, above, hedged):
    assert (quantity.is_open_below, quantity.is_open_above, quantity.is_hedged) == (below, above, hedged)


@pytest.mark.parametrize(
    ("quantity", "level"),
    [(Quantity(0), 0), (Quantity(5, low=3, high=9), 5), (Quantity(low=3), 3), (Quantity(high=9), 9)],
)
def test_level_is_the_value_or_the_bound(quantity, level):
    assert quantity.level == level
