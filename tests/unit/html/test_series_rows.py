"""Official series in tables: periods, marks, rivals."""

import re
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest

from labour_migration.data.series import build_series
from labour_migration.figures.facets import LINE, Facet, Series
from labour_migration.html.series_rows import series_cells, series_columns


def text(cell: str) -> str:
    """What a reader sees of a cell."""
    return unescape(re.sub("<[^>]*>", " ", cell)).strip()


@pytest.fixture
def make_facet(make_official):
    def make(*changes: dict) -> Facet:
        return Facet("Residents", "persons", "", LINE, (Series("All", build_series(make_official(*changes))),))

    return make


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


@pytest.mark.parametrize(("rank", "said"), [("normal", "also 2: "), ("deprecated", "no longer 2: ")])
def test_rival_is_told_beside_the_figure_and_is_not_the_figure_itself(rank, said, make_official, sound):
    rows = make_official({"value": 1, "rank": "preferred"}, {"value": 2, "rank": rank, "locator": "another page"})
    facet = Facet("Residents", "persons", "", LINE, (Series("All", build_series(rows)),))
    tables = {**sound.tables, "official_statistics": rows}
    ((_period, cell, *_more),) = series_cells([facet], replace(sound, tables=tables))
    assert said in text(cell)
    assert "also 1" not in text(cell)


def test_cells_leave_the_series_as_it_was(make_facet, sound):
    facet = make_facet({"period_end": "2019-06-30"})
    before = facet.series[0].points.copy()
    series_cells([facet], sound)
    pd.testing.assert_frame_equal(facet.series[0].points, before)
