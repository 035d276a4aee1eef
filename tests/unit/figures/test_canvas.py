"""What all charts share."""

import pandas as pd
import pytest

from labour_migration.figures.canvas import draw_nothing, finish, fitted, tick_step, time_ticks


@pytest.mark.parametrize(
    ("years", "ticks"), [(1, "M6"), (3, "M6"), (6, "M12"), (13, "M24"), (20, "M60"), (34, "M60"), (60, "M120")]
)
def test_time_axis_has_round_years_and_seven_ticks_at_most(years, ticks):
    assert time_ticks(pd.Timedelta(days=365 * years))["dtick"] == ticks


@pytest.mark.parametrize("top", [1, 7, 40_000, 2.6e9, 0.9])
def test_step_gives_two_or_three_ticks(top):
    assert 2 <= int(top / tick_step(top)) + 1 <= 4


def test_clauses_are_kept_whole_and_the_rest_is_counted():
    assert fitted("Open:", ["a" * 90, "b" * 90, "c" * 40]) == f"Open: {'a' * 90}; {'b' * 90}, and 1 more."
    assert fitted("Open:", ["a" * 300]) == "1 entry."


def test_empty_figure_carries_its_sentence():
    figure = draw_nothing("Nothing here.")
    assert [annotation.text for annotation in figure.layout.annotations] == ["Nothing here."]
    assert not figure.data


def test_figure_has_no_template_and_no_mode_bar_of_dragging():
    figure = finish(draw_nothing(""), height=100, right=50)
    assert (figure.layout.height, figure.layout.margin.r, figure.layout.dragmode) == (100, 50, False)
    assert figure.layout.template.to_plotly_json() == {}
