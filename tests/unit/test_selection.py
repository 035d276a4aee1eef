"""Selecting rows, and the codec between a selection and an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labour_migration.selection import Selection, format_query, normalise, parse_query, select, year_span

CODES = ["all", "titp", "ssw", "esd"]


def test_nothing_chosen_shows_every_row(package):
    assert select(package.reported, Selection()).equals(package.reported)
    assert Selection().is_everything


def test_programmes_choose_their_rows(package):
    shown = select(package.events, Selection(programmes=("titp",)))
    assert list(shown["event_id"]) == ["moc-titp-2019", "moc-titp-2019-02-26", "progress-titp-2024"]


@pytest.mark.parametrize(
    ("first", "last", "ids"),
    [
        (2019, 2019, ["moc-titp-2019", "moc-ssw-2019", "moc-titp-2019-02-26", "moc-ssw-2019-12-23"]),
        (2020, 2022, ["floods-2022"]),
        (2022, 2023, ["floods-2022", "all-time-high-2023", "foreign-minister-visit-2023"]),
        (2020, 2021, []),
    ],
)
def test_years_choose_rows_whose_dates_touch_them(first, last, ids, package):
    assert list(select(package.events, Selection(year_from=first, year_to=last))["event_id"]) == ids


def test_period_over_a_turn_of_the_year_is_shown_for_both_years(package):
    for year in (2022, 2023):
        ids = select(package.reported, Selection(year_from=year, year_to=year))["figure_id"]
        assert "the-news-2023-06-05-registrations" in set(ids)


def test_select_leaves_its_input_as_it_was(package):
    before = package.reported.copy()
    select(package.reported, Selection(("titp",), 2020, 2021))
    assert package.reported.equals(before)


def test_year_span_covers_every_row(package):
    assert year_span(package) == (2019, 2024)


@pytest.mark.parametrize(
    ("query", "selection"),
    [
        ({}, Selection()),
        ({"programme": ["titp", "ssw"]}, Selection(("titp", "ssw"))),
        ({"programme": ["ssw", "titp", "ssw"]}, Selection(("titp", "ssw"))),
        ({"programme": CODES}, Selection()),
        ({"from": ["2020"], "to": ["2023"]}, Selection(year_from=2020, year_to=2023)),
        ({"from": ["2019"], "to": ["2024"]}, Selection()),
        ({"utm_source": ["a"], "embed": ["true"]}, Selection()),
    ],
)
def test_query_names_a_selection(query, selection, package):
    assert parse_query(query, package) == (selection, [])


@pytest.mark.parametrize(
    ("query", "selection", "codes"),
    [
        ({"programme": ["tipt", "ssw"]}, Selection(("ssw",)), ["programme-unknown"]),
        ({"programme": ["TITP"]}, Selection(), ["programme-unknown"]),
        ({"programme": [""]}, Selection(), ["programme-unknown"]),
        ({"from": ["abc"], "to": ["2023"]}, Selection(year_to=2023), ["year-unknown"]),
        ({"from": ["2020.5"]}, Selection(), ["year-unknown"]),
        ({"from": ["02020"]}, Selection(), ["year-unknown"]),
        ({"from": ["1990"]}, Selection(), ["year-unknown"]),
        ({"from": ["２０２０"]}, Selection(), ["year-unknown"]),
        ({"from": ["2020", "2021"]}, Selection(), ["year-unknown", "year-unknown"]),
        ({"from": ["2023"], "to": ["2020"]}, Selection(), ["years-reversed"]),
        ({"to": ["9" * 5000]}, Selection(), ["year-unknown"]),
        ({"programme": ["<script>alert(1)</script>"]}, Selection(), ["programme-unknown"]),
    ],
)
def test_what_a_query_names_in_vain_is_told_and_the_rest_holds(query, selection, codes, package):
    parsed, problems = parse_query(query, package)
    assert parsed == selection
    assert [problem.code for problem in problems] == codes
    assert all(len(str(problem)) < 200 for problem in problems)


def test_notice_names_parameter_value_and_what_is_allowed(package):
    _selection, (problem,) = parse_query({"programme": ["tipt"]}, package)
    assert str(problem) == "Address, programme: found ‘tipt’, expected all, titp, ssw, esd. It was ignored."


@given(
    st.lists(st.sampled_from(CODES), max_size=4).map(tuple),
    st.one_of(st.none(), st.integers(2019, 2024)),
    st.one_of(st.none(), st.integers(2019, 2024)),
)
def test_selection_survives_its_address(package, programmes, first, last):
    if first is not None and last is not None and first > last:
        first, last = last, first
    selection = normalise(Selection(programmes, first, last), package)
    query = format_query(selection)
    assert parse_query(query, package) == (selection, [])
    assert format_query(parse_query(query, package)[0]) == query


@given(st.dictionaries(st.sampled_from(["programme", "from", "to", "x"]), st.lists(st.text(max_size=20), max_size=3)))
def test_any_query_gives_a_selection_that_survives_its_address(package, query):
    selection, _problems = parse_query(query, package)
    assert parse_query(format_query(selection), package) == (selection, [])


def test_defaults_are_left_out_of_the_address():
    assert format_query(Selection()) == {}
    assert format_query(Selection(("titp",), None, 2023)) == {"programme": ["titp"], "to": ["2023"]}
