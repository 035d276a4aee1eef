"""The statements of the press, and those that a reader chooses."""

import pytest

from labour_migration.charts import options_of
from labour_migration.data.selection import Selection
from labour_migration.results.reconcile import reconcile
from labour_migration.site import find_page
from labour_migration.statements import choose_statements, find_original, find_quoted, originals, with_repeats
from labour_migration.view import View, parse_view

OVERVIEW = find_page("")


def chosen(package, **query: str) -> View:
    view, problems = parse_view({key: [code] for key, code in query.items()}, options_of("claims"), package)
    assert problems == []
    return view


def test_what_is_quoted_is_of_the_same_indicators_as_the_headlines(package):
    rows = find_quoted(OVERVIEW, Selection(), package)
    quoted = set(rows["figure_id"])
    assert set(rows["programme_id"]) == {"all"}
    assert set(OVERVIEW.headlines) < quoted < set(package.reported["figure_id"])
    assert set(rows["indicator_id"]) == set(rows.loc[rows["figure_id"].isin(OVERVIEW.headlines), "indicator_id"])


def test_every_statement_is_left_where_nothing_is_chosen(package):
    assert choose_statements(package, chosen(package)) == reconcile(package)


@pytest.mark.parametrize("verdict", ["below", "above", "pending"])
def test_verdict_leaves_the_statements_that_have_it_with_all_that_they_are_held_against(verdict, package):
    left = choose_statements(package, chosen(package, verdict=verdict))
    ids = {one.figure["figure_id"] for one in reconcile(package) if one.verdict == verdict}
    assert {one.figure["figure_id"] for one in left} == ids
    assert left == tuple(one for one in reconcile(package) if one.figure["figure_id"] in ids)


def test_outlet_leaves_what_it_prints_first_or_repeats(package):
    left = choose_statements(package, chosen(package, outlet="urdupoint"))
    for figure in {one.figure["figure_id"] for one in left}:
        rows = with_repeats({figure}, package)
        assert "UrduPoint" in {package.sources[code].publisher for code in rows["source_id"]}


def test_original_of_a_repeat_is_what_it_repeats_and_of_an_original_itself(package):
    repeat = package.reported[package.reported["repeats"] != ""].iloc[0]
    assert find_original(repeat["figure_id"], package) == repeat["repeats"]
    assert find_original(repeat["repeats"], package) == repeat["repeats"]
    assert set(originals(package)["repeats"]) == {""}
