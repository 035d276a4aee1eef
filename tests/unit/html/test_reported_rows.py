"""Reported figures in a table."""

import pandas as pd
import pytest

from labour_migration.html.reported_rows import figure_cells, figure_columns


def test_row_has_a_cell_for_each_column_and_leaves_the_figures_as_they_were(make_reported, sound):
    rows = make_reported({})
    before = rows.copy()
    (cells,) = figure_cells(rows, sound)
    assert len(cells) == len(figure_columns())
    pd.testing.assert_frame_equal(rows, before)


@pytest.mark.parametrize(
    ("change", "place", "said"),
    [
        ({"period_start": pd.NaT, "period_end": pd.NaT}, 2, "no date"),
        ({"attributed_to": ""}, 4, ""),
    ],
)
def test_what_a_figure_lacks_is_said(change, place, said, make_reported, sound):
    assert figure_cells(make_reported(change), sound)[0][place] == said


def test_target_is_called_a_target(make_reported, sound):
    assert "(target)" in figure_cells(make_reported({"statement": "target"}), sound)[0][1]


def test_route_that_a_figure_is_about_is_named(make_reported, sound):
    of_one, of_all = (figure_cells(make_reported({"programme_id": code}), sound)[0][1] for code in ("titp", "all"))
    assert of_one == f"{of_all}: TITP"
