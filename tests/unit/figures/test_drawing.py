"""What all charts share."""

import pandas as pd
import pytest

from labour_migration.figures.drawing import draw_nothing, fitted, make_figure, tick_step, time_ticks
from labour_migration.language import speaking


@pytest.mark.parametrize(("years", "ticks"), [(6, "M12"), (13, "M24"), (20, "M60"), (34, "M60"), (60, "M120")])
def test_time_axis_has_round_years_and_seven_ticks_at_most(years, ticks):
    start = pd.Timestamp("1962-01-01")
    assert time_ticks((start, start + pd.Timedelta(days=365 * years)))["dtick"] == ticks


def test_short_time_axis_names_each_half_year_and_each_year_once():
    ticks = time_ticks((pd.Timestamp("2023-01-15"), pd.Timestamp("2024-08-01")))
    assert ticks["tickvals"] == ["2023-07-01", "2024-01-01", "2024-07-01"]
    assert ticks["ticktext"] == ["Jul<br>2023", "Jan<br>2024", "Jul"]


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


def test_figure_has_no_template_and_no_axis_that_moves():
    layout = make_figure([{"type": "scatter", "x": [1], "y": [1], "mode": "markers"}], {}, height=100, right=50).layout
    assert layout.template.to_plotly_json() == {}
    assert (layout.height, layout.margin.r) == (100, 50)
    assert (layout.xaxis.fixedrange, layout.yaxis.fixedrange) == (True, True)


@pytest.mark.parametrize(
    ("axis", "margins"),
    [
        ({}, (8, 33)),
        ({"tickformat": "%b\n%Y"}, (8, 49)),
        ({"side": "top"}, (33, 8)),
        ({"side": "top", "tickformat": "%b\n%Y"}, (49, 8)),
        ({"visible": False}, (8, 8)),
    ],
)
def test_labels_of_the_time_axis_have_their_room_without_being_measured(axis, margins):
    layout = make_figure([], {"xaxis": axis}, height=100).layout
    assert (layout.margin.t, layout.margin.b) == margins
    assert (layout.xaxis.automargin, layout.yaxis.automargin) == (False, False)


def test_each_line_of_a_chart_has_its_own_order_where_lines_are_read_from_the_right():
    layout = {
        "annotations": [{"text": "<b>1</b><br>2", "showarrow": False}],
        "yaxis": {"tickvals": [1], "ticktext": ["1"]},
    }
    with speaking("ur"):
        drawn = make_figure([], layout, height=100).layout
    assert drawn.annotations[0].text == "\u2068<b>1</b>\u2069<br>\u20682\u2069"
    assert drawn.yaxis.ticktext == ("\u20681\u2069",)
    assert make_figure([], layout, height=100).layout.annotations[0].text == "<b>1</b><br>2"


def test_months_of_an_axis_are_in_the_language_of_the_reader():
    window = (pd.Timestamp("2023-01-15"), pd.Timestamp("2024-08-01"))
    with speaking("ja"):
        assert time_ticks(window)["ticktext"] == ["7月<br>2023", "1月<br>2024", "7月"]
