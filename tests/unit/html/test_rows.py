"""Series as readers see them in tables: marks, rivals, sums, shares."""

import re
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest

from labour_migration.data.selection import Selection
from labour_migration.data.series import build_series, full_series, pick
from labour_migration.figures.facets import LINE, Facet, Series
from labour_migration.figures.residents import latest_prefectures
from labour_migration.html.rows import (
    explain_marks,
    figure_cells,
    format_headlines,
    format_marks,
    prefecture_table,
    resting_cells,
    series_cells,
    series_columns,
)


def text(cell) -> str:
    """What a reader sees of a cell."""
    return unescape(re.sub("<[^>]*>", " ", getattr(cell, "html", cell))).strip()


@pytest.fixture
def make_facet(make_official):
    def make(*changes: dict) -> Facet:
        return Facet("Residents", "persons", "", LINE, (Series("All", build_series(make_official(*changes))),))

    return make


def test_undated_figure_says_so_and_stands_beside_no_official_one(make_reported, sound):
    rows = make_reported({"period_start": pd.NaT, "period_end": pd.NaT, "indicator_id": "residents"})
    assert figure_cells(rows, sound)[0][2] == "undated"
    headline = text(format_headlines(rows, full_series(sound), sound, {}))
    assert "Period: undated" in headline
    assert "Nearest official figure" not in headline


@pytest.mark.parametrize(
    ("status", "is_computed", "marks"),
    [("A", False, ""), ("U", False, "[u]"), ("B", False, "[b]"), ("A", True, "[s]"), ("U", True, "[u] [s]")],
)
def test_marks_say_doubt_and_sum(status, is_computed, marks):
    assert format_marks({"obs_status": status, "is_computed": is_computed}) == marks


def test_marks_are_explained_where_they_stand(make_official):
    points = build_series(make_official({"obs_status": "U"}, {"obs_status": "P", "period_end": "2019-06-30"}))
    assert explain_marks(points) == (
        "Pale or hollow: [p] provisional; [u] low reliability (one secondary copy alone, or doubtful otherwise)."
    )
    assert explain_marks(points.assign(obs_status="A")) == ""
    assert explain_marks(points.assign(obs_status="A", is_computed=True)) == "[s] sum of published parts, made here."


def test_table_has_the_latest_period_first_and_names_the_office(make_facet, sound):
    facet = make_facet({"period_end": "2019-06-30", "value": 5}, {"period_end": "2019-12-31", "value": 1234})
    assert series_columns([facet]) == ["Period", "All", "Source"]
    cells = [[text(cell) for cell in row] for row in series_cells([facet], sound)]
    assert [row[:2] for row in cells] == [["31 December 2019", "1,234"], ["30 June 2019", "5"]]
    assert all(row[2] for row in cells)


@pytest.mark.parametrize(
    ("facets", "heads"),
    [((1,), ["T1"]), ((2,), ["T1", "T2"]), ((1, 1), ["S1", "S2"]), ((2, 1), ["S1: T1", "S1: T2", "S2"])],
)
def test_column_names_facet_and_series_as_far_as_there_are_several(facets, heads, make_official):
    points = build_series(make_official({}))
    drawn = [
        Facet(f"S{place}", "persons", "", LINE, tuple(Series(f"T{member}", points) for member in range(1, count + 1)))
        for place, count in enumerate(facets, 1)
    ]
    assert series_columns(drawn) == ["Period", *heads, "Source"]


def test_period_that_a_series_lacks_is_an_empty_cell(make_official, sound):
    members = tuple(
        Series(name, build_series(make_official({"period_end": end, "value": 7})))
        for name, end in (("A", "2019-06-30"), ("B", "2019-12-31"))
    )
    cells = series_cells([Facet("Residents", "persons", "", LINE, members)], sound)
    assert [[text(cell) for cell in row[1:3]] for row in cells] == [["", "7"], ["7", ""]]


def test_rival_of_a_figure_stands_beside_it_with_its_office(package):
    rivals = package.official[package.official["rank"] == "preferred"]
    row = rivals.iloc[0]
    points = build_series(package.official).loc[[row.name]]
    facet = Facet("", package.indicators.loc[row["indicator_id"], "unit"], "", LINE, (Series("All", points),))
    ((_period, figure, _source),) = series_cells([facet], package)
    assert "also " in text(figure)


def test_prefectures_are_ranked_with_their_share_and_the_rest_is_named(package):
    series = full_series(package)
    rows = latest_prefectures(series, Selection())["2024-12-31"]
    html = prefecture_table(rows, series, package)
    lines = [text(line).split("\n") for line in re.findall("<tr.*?</tr>", html, re.DOTALL)]
    assert len(lines) >= 1 + 47 + 1
    assert "1. Saitama" in " ".join(lines[1])
    whole = pick(series, indicator_id="residents", programme_id="all", nationality_id="PAK", area_id="JPN")
    (total,) = whole.loc[whole["period_end"] == "2024-12-31", "value"]
    assert f"{total:,.0f}" in " ".join(lines[-1])
    assert "100%" in " ".join(lines[-1])


def test_difference_that_nobody_published_is_ours(package):
    series = full_series(package)
    html = prefecture_table(latest_prefectures(series, Selection())["2020-12-31"], series, package)
    lines = [text(line).split() for line in re.findall("<tr.*?</tr>", html, re.DOTALL)]
    assert " ".join(lines[-2]).startswith("In none of them, our difference 170 0.89%")
    assert lines[-1][:4] == ["All", "of", "Japan", "19,103"]


@pytest.mark.parametrize(("rank", "said"), [("normal", "also 2: "), ("deprecated", "no longer 2: ")])
def test_rival_is_told_beside_the_figure_and_is_not_the_figure_itself(rank, said, make_official, sound):
    rows = make_official({"value": 1, "rank": "preferred"}, {"value": 2, "rank": rank, "locator": "another page"})
    facet = Facet("Residents", "persons", "", LINE, (Series("All", build_series(rows)),))
    tables = {**sound.tables, "official_statistics": rows}
    ((_period, cell, *_more),) = series_cells([facet], replace(sound, tables=tables))
    assert said in text(cell)
    assert "also 1" not in text(cell)


def test_what_rests_on_a_publication_is_summed_up(package):
    source = package.sources["isa-residents-by-status"]
    (where, what, _words), *_routes = resting_cells(source, package)
    assert where == "the page"
    assert what.startswith("Pakistanis living in Japan, and 7 other nationalities: 2,275 observations, 31 Dec 2012")


def test_cells_leave_the_series_as_it_was(make_facet, sound):
    facet = make_facet({"period_end": "2019-06-30"})
    before = facet.series[0].points.copy()
    series_cells([facet], sound)
    pd.testing.assert_frame_equal(facet.series[0].points, before)
