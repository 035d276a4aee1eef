"""Selecting rows, and the codec between a selection and an address."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labour_migration.data.selection import (
    CODE_TABLES,
    Selection,
    codes_of,
    format_query,
    normalise,
    parse_option,
    parse_query,
    query_keys,
    select,
    select_years,
    year_span,
)

CODES = ["all", "titp", "ssw", "esd", "work", "titp-i-a"]


def test_nothing_chosen_shows_every_row(package):
    assert select(package.reported, Selection(), package).equals(package.reported)
    assert Selection().is_everything


def test_programmes_choose_their_rows(package):
    shown = select(package.events, Selection(programmes=("titp",)), package)
    assert list(shown["event_id"]) == ["moc-titp-2019", "moc-titp-2019-02-26", "progress-titp-2024"]


@pytest.mark.parametrize(
    ("first", "last", "ids"),
    [
        (2019, 2019, ["moc-titp-2019", "moc-ssw-2019", "moc-titp-2019-02-26", "moc-ssw-2019-12-23"]),
        (2020, 2022, ["floods-2022"]),
        (
            2022,
            2023,
            [
                "floods-2022", "all-time-high-2023", "settling-pakistanis-2023", "embassy-seminars-2023",
                "task-force-2023", "japanese-required-2023", "ministry-website-2023", "foreign-minister-visit-2023",
            ],
        ),
        (2020, 2021, []),
    ],
)  # fmt: skip
def test_years_choose_rows_whose_dates_touch_them(first, last, ids, package):
    assert list(select(package.events, Selection(year_from=first, year_to=last), package)["event_id"]) == ids


def test_period_over_a_turn_of_the_year_is_shown_for_both_years(package):
    for year in (2022, 2023):
        ids = select(package.reported, Selection(year_from=year, year_to=year), package)["figure_id"]
        assert "the-news-2023-06-05-registrations" in set(ids)


def test_undated_figure_is_shown_while_no_year_is_chosen(make_reported, sound):
    rows = make_reported({}, {"figure_id": "undated", "period_start": pd.NaT, "period_end": pd.NaT})
    assert select(rows, Selection(("titp",)), sound).equals(rows)
    for selection in (Selection(year_from=2018), Selection(year_to=2030), Selection(year_from=2018, year_to=2030)):
        assert list(select_years(rows, selection)["figure_id"]) == ["figure"]


def test_undated_figures_widen_no_span_of_years(make_reported, sound):
    undated = make_reported({"period_start": pd.NaT, "period_end": pd.NaT})
    assert year_span(replace(sound, tables={**sound.tables, "reported_figures": undated})) == (2019, 2020)


def test_select_leaves_its_input_as_it_was(package):
    before = package.reported.copy()
    select(package.reported, Selection(("titp",), 2020, 2021), package)
    assert package.reported.equals(before)


def test_year_span_reaches_from_the_first_to_the_last_year_that_ends_a_count(sound):
    assert year_span(sound) == (2019, 2020)


def test_year_span_leaves_limits_out_that_reach_ahead(sound, make_official):
    indicators = sound.tables["indicators"]
    indicators = indicators.assign(measure=indicators["measure"].mask(indicators["indicator_id"] == "permits", "limit"))
    limit = make_official({"indicator_id": "permits", "period_start": "2019-01-01", "period_end": "2029-12-31"})
    tables = {**sound.tables, "indicators": indicators, "official_statistics": limit}
    assert year_span(replace(sound, tables=tables)) == (2019, 2020)


@pytest.mark.parametrize(
    ("programmes", "shown"),
    [
        (("titp",), {"titp", "titp-i-a", "titp-i-b"}),
        (("labour-programmes",), {"titp", "titp-i-a", "titp-i-b", "ssw"}),
        (("all",), {"all"}),
        (("titp-i-a", "work"), {"titp-i-a", "engineer"}),
    ],
)
def test_route_chooses_its_parts_too_but_all_stands_for_itself(programmes, shown, sound):
    rows = select(sound.official, Selection(programmes), sound)
    assert set(rows["programme_id"]) == shown


def test_years_alone_are_chosen_whatever_the_route(sound):
    selection = Selection(("ssw",), 2018, 2018)
    assert list(select_years(sound.official, selection)["indicator_id"]) == ["remittances", "net-investment"]
    assert select(sound.official, selection, sound).empty


@pytest.mark.parametrize(
    ("query", "code", "count"),
    [
        ({}, "index", 0),
        ({"compare": ["share"]}, "share", 0),
        ({"compare": ["index"]}, "index", 0),
        ({"compare": ["Share"]}, "index", 1),
        ({"compare": ["share", "index"]}, "index", 2),
        ({"compare": ["<script>" * 50]}, "index", 1),
        ({"other": ["share"]}, "index", 0),
    ],
)
def test_option_is_read_from_a_query_and_what_is_in_vain_is_told(query, code, count):
    chosen, problems = parse_option(query, "compare", ["index", "share"])
    assert chosen == code
    assert [problem.code for problem in problems] == ["option-unknown"] * count
    assert all(len(str(problem)) < 200 for problem in problems)


@pytest.mark.parametrize(
    ("selection", "column", "values"),
    [
        (Selection(indicators=("residents", "entries")), "indicator_id", {"residents", "entries"}),
        (Selection(nationalities=("PAK",)), "nationality_id", {"PAK"}),
        (Selection(areas=("JP-11",)), "area_id", {"JP-11"}),
        (Selection(sources=("isa-residents-by-status",)), "source_id", {"isa-residents-by-status"}),
    ],
)
def test_codes_of_each_kind_choose_the_rows_that_have_one(selection, column, values, package):
    rows = package.official
    shown = select(rows, selection, package)
    assert shown.equals(rows[rows[column].isin(values)])
    assert not shown.empty


def test_kinds_of_codes_are_chosen_together(package):
    rows = select(package.official, Selection(("titp",), 2019, 2019, nationalities=("PAK",)), package)
    assert set(rows["nationality_id"]) == {"PAK"}
    assert set(rows["programme_id"]) <= package.routes.covered(["titp"])
    assert not rows.empty


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        ("reported_figures", ("indicator", "programme", "source", "from", "to")),
        ("official_statistics", ("indicator", "programme", "nationality", "area", "source", "from", "to")),
        ("events", ("programme", "source", "from", "to")),
        ("programmes", ("programme", "source")),
        ("sources", ("source",)),
    ],
)
def test_columns_say_what_rows_can_be_selected_by(table, keys, package):
    assert query_keys(package.tables[table]) == keys


@pytest.mark.parametrize(
    ("query", "selection"),
    [
        ({}, Selection()),
        ({"programme": ["titp", "ssw"]}, Selection(("titp", "ssw"))),
        ({"programme": ["ssw", "titp", "ssw"]}, Selection(("titp", "ssw"))),
        ({"programme": ["work", "titp-i-a"]}, Selection(("titp-i-a", "work"))),
        ({"from": ["2020"], "to": ["2023"]}, Selection(year_from=2020, year_to=2023)),
        ({"utm_source": ["a"], "embed": ["true"]}, Selection()),
        ({"nationality": ["PAK"], "area": ["JP-11"]}, Selection(nationalities=("PAK",), areas=("JP-11",))),
        ({"indicator": ["entries", "residents"]}, Selection(indicators=("residents", "entries"))),
        ({"source": ["urdupoint-2024-08-29"]}, Selection(sources=("urdupoint-2024-08-29",))),
    ],
)
def test_query_names_a_selection(query, selection, package):
    assert parse_query(query, package) == (selection, [])


def test_all_years_are_no_filter(package):
    first, last = year_span(package)
    assert parse_query({"from": [str(first)], "to": [str(last)]}, package) == (Selection(), [])


@pytest.mark.parametrize(
    ("query", "selection", "codes"),
    [
        ({"programme": ["tipt", "ssw"]}, Selection(("ssw",)), ["programme-unknown"]),
        ({"programme": ["TITP"]}, Selection(), ["programme-unknown"]),
        ({"programme": [""]}, Selection(), ["programme-unknown"]),
        ({"indicator": ["?", "entries"]}, Selection(indicators=("entries",)), ["indicator-unknown"]),
        ({"nationality": ["pak"]}, Selection(), ["nationality-unknown"]),
        ({"area": ["JP-99"]}, Selection(), ["area-unknown"]),
        ({"source": ["\x00"]}, Selection(), ["source-unknown"]),
        ({"from": ["abc"], "to": ["2023"]}, Selection(year_to=2023), ["year-unknown"]),
        ({"from": ["2020.5"]}, Selection(), ["year-unknown"]),
        ({"from": ["02020"]}, Selection(), ["year-unknown"]),
        ({"from": ["1961"]}, Selection(), ["year-unknown"]),
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
    assert str(problem) == (
        "Address, programme: found ‘tipt’, expected the code of a programme or status, such as labour-programmes, "
        "titp, titp-i-a. It was ignored."
    )


@given(
    st.lists(st.sampled_from(CODES), max_size=4).map(tuple),
    st.one_of(st.none(), st.integers(2013, 2025)),
    st.one_of(st.none(), st.integers(2013, 2025)),
    st.lists(st.sampled_from(["PAK", "all"]), max_size=2).map(tuple),
    st.lists(st.sampled_from(["JPN", "JP-11", "PAK"]), max_size=3).map(tuple),
)
def test_selection_survives_its_address(package, programmes, first, last, nationalities, areas):
    if first is not None and last is not None and first > last:
        first, last = last, first
    selection = Selection(programmes, first, last, nationalities=nationalities, areas=areas)
    selection = normalise(selection, package)
    query = format_query(selection)
    assert parse_query(query, package) == (selection, [])
    assert format_query(parse_query(query, package)[0]) == query


@pytest.mark.parametrize("key", CODE_TABLES)
def test_every_code_of_a_kind_is_no_filter(key, package):
    codes = codes_of(key, package)
    assert parse_query({key: codes}, package) == (Selection(), [])
    assert parse_query({key: codes[1:]}, package)[0].codes(key) == tuple(codes[1:])


@given(st.dictionaries(st.sampled_from([*CODE_TABLES, "from", "to", "x"]), st.lists(st.text(max_size=20), max_size=3)))
def test_any_query_gives_a_selection_that_survives_its_address(package, query):
    selection, _problems = parse_query(query, package)
    assert parse_query(format_query(selection), package) == (selection, [])


def test_defaults_are_left_out_of_the_address():
    assert format_query(Selection()) == {}
    assert format_query(Selection(("titp",), None, 2023)) == {"programme": ["titp"], "to": ["2023"]}


@pytest.mark.parametrize(("value", "count"), [(["2019-12-31"], 0), (["2018-12-31"], 1), (["2019-12-31", "x"], 2)])
def test_option_of_another_selection_gives_way_without_a_word(value, count):
    code, problems = parse_option({"day": value}, "day", ["2024-12-31", "2025-12-31"], elsewhere=["2019-12-31"])
    assert code == "2024-12-31"
    assert len(problems) == count
