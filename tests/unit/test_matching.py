"""A text held against the recorded statements, by value."""

import time
import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labour_migration.findings.answers import to_record
from labour_migration.matching import CONTRADICTS, LIKE, QUALIFIER_ADDED, SAME, SCALE, check_text
from labour_migration.results.repeats import PERIOD_MOVED, PROMISE_AS_OUTCOME, QUALIFIER_CHANGED, QUALIFIER_LOST
from labour_migration.search import AT_MOST

RESIDENTS, REGISTRATIONS = "urdupoint-2024-08-29-residents", "the-news-2023-06-05-registrations"
TRADE = "urdupoint-2024-08-29-trade"


@pytest.mark.parametrize(
    ("text", "figure_id", "relation", "drifts"),
    [
        ("Some 25,000 Pakistanis live in Japan", RESIDENTS, SAME, ()),
        ("More than 5,000 Pakistanis have registered in Japan in ten months", REGISTRATIONS, SAME, ()),
        ("5,000 Pakistanis have registered in Japan in ten months", REGISTRATIONS, SAME, (QUALIFIER_LOST,)),
        ("About 5,000 Pakistanis have registered in Japan", REGISTRATIONS, SAME, (QUALIFIER_CHANGED,)),
        ("جاپان میں پانچ ہزار سے زائد پاکستانی رجسٹر ہوئے", REGISTRATIONS, SAME, ()),
        ("日本で登録したパキスタン人は5000人を上回る", REGISTRATIONS, SAME, ()),
        ("Trade between Pakistan and Japan stands at $1.27 billion", TRADE, SAME, ()),
        ("Trade between Pakistan and Japan stands at over $1.27 billion", TRADE, SAME, (QUALIFIER_ADDED,)),
        ("Trade between Pakistan and Japan stands at $1.27 million", TRADE, LIKE, (SCALE,)),
        ("In 2026 trade between Pakistan and Japan stands at $1.27 billion", TRADE, SAME, (PERIOD_MOVED,)),
        (
            "Over 525,000 workers from Pakistan have already been hired in Japan",
            "the-azb-2025-05-workers-lacking",
            SAME,
            (PROMISE_AS_OUTCOME,),
        ),
        ("In 2024 trade between Pakistan and Japan was $9 billion", TRADE, CONTRADICTS, ()),
    ],
)
def test_statement_relation_and_drift(text, figure_id, relation, drifts, package):
    found = {match.figure_id: match for match in check_text(package, text).matches}
    assert figure_id in found
    assert (found[figure_id].relation, found[figure_id].drifts) == (relation, drifts)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "???",
        "More than 5,000 runs",
        "25,000 Pakistanis live in Germany",
        "25,000 Nepalis live in Japan",
        "25,000 Pakistanis live in Osaka",
        "25,000 Japanese tourists arrived in Pakistan",
        "Pakistan's trade with Turkey is $1.27 billion",
        "Japan lent Pakistan 1.27 billion rupees",
        "25,000% of Pakistanis live in Japan",
        "Should I go to Japan?",
    ],
)
def test_what_is_about_something_else_has_no_match(text, package):
    assert check_text(package, text).matches == ()


def test_number_alone_finds_all_that_have_it(package):
    found = {match.figure_id for match in check_text(package, "25,000").matches}
    assert found == {RESIDENTS, "pakistan-today-2025-03-04-residents", "ary-2019-12-residents"}


def test_each_quantity_of_a_paragraph_has_its_best_match_in_the_order_of_the_text(package):
    text = "Trade between Pakistan and Japan stands at $1.27 billion. About 25,000 Pakistanis live in Japan."
    assert [match.figure_id for match in check_text(package, text).retold] == [TRADE, RESIDENTS]


def test_subjects_are_told_where_nothing_is_recorded(package):
    check = check_text(package, "40,000 Pakistanis live in Japan")
    assert (check.matches, check.subjects[0]) == ((), "residents")


def test_words_stand_in_the_text_where_the_reading_says(package):
    text = "  In\x00Japan, more than\t5,000 Pakistanis have registered"
    (reading,) = check_text(package, text).readings
    assert text[reading.start : reading.end].split() == reading.words.split() == ["more", "than", "5,000"]


PARTS = [
    "1 ", "5,000 Pakistanis in Japan. ", "more than ", "$1.27 billion trade ", "a. 5 B ", "پانچ ہزار ", "約5千人。",
    "\n", "japan pakistan trade ", "5,000\n", "a", "ا", "千", "(", "5 million Pakistanis live in Japan! ",
    "Osaka in Tokyo ",
    "2023-24 ", "November 2026 ", "half of the ", "technical intern 5. X ", "india china nepal ", " in ",
]  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_no_text_takes_long(part, package):
    """Text as long as is read: 50 ms of the processor with the answer, in the quickest of five runs."""
    text = (part * AT_MOST)[:AT_MOST]
    to_record(check_text(package, "Some 25,000 Pakistanis live in Japan"), package)  # memos
    took = timeit.repeat(
        lambda: to_record(check_text(package, text), package), number=1, repeat=5, timer=time.process_time
    )
    assert min(took) < 0.05


def test_what_is_beyond_the_limit_is_not_read(package):
    assert check_text(package, " " * AT_MOST + "5,000 Pakistanis arrived in Japan").readings == ()


@given(st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=12)), max_size=40))
def test_any_text_is_answered(package, parts):
    record = to_record(check_text(package, "".join(parts)), package)
    assert record["answer"]
    assert all(match["figure_id"] for match in record["matches"])


@pytest.mark.parametrize(
    ("text", "figure_id"),
    [
        ("25,000 Pakistanis in Japan", "ary-2019-12-residents"),
        ("about 25,000 Pakistanis in Japan", "urdupoint-2024-08-29-residents"),
        ("Japan has 25,000 Pakistanis", "ary-2019-12-residents"),
        ("5,000 Pakistanis arrived", "the-news-2023-06-05-arrivals"),
        ("trade of $1.27 billion", "urdupoint-2024-08-29-trade"),
    ],
)
def test_number_with_no_more_than_what_is_counted_is_found(text, figure_id, package):
    best, *_others = check_text(package, text).matches
    assert (best.figure_id, best.relation) == (figure_id, SAME)


@pytest.mark.parametrize(
    "text",
    [
        "25,000 Pakistanis in Germany",
        "25,000 Nepalis in Japan",
        "trade of $1.27 billion with China",
        "a loss of $1.27 billion",
    ],
)
def test_number_with_anything_else_is_not(text, package):
    assert check_text(package, text).matches == ()
