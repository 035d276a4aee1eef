"""Where days and levels stand, and which have ticks."""

import pytest

from labour_migration.figures.axes import Axis, Plot, choose, milliseconds

LEVELS = {"range": [0, 100], "tickvals": [0, 50], "ticktext": ["0", "50"], "ticklabelposition": "inside top"}
TIME = {"range": ["2020-01-01", "2030-01-01"], "dtick": "M24", "tickformat": "%Y"}


def lay_out(**changes) -> Plot:
    """A plot of 100 pixels in height."""
    margin = {"l": 13, "r": 8, "t": 20, "b": 30, "pad": 8}
    return Plot({"height": 150, "margin": margin, "xaxis": TIME, "yaxis": LEVELS} | changes)


def test_level_stands_in_its_part_of_the_plot():
    axis = Axis("y2", {**LEVELS, "domain": [0.5, 1]}, 200)
    assert (axis.top, axis.foot, axis.height) == (0, 100, 100)
    assert [axis.y(level) for level in (0, 50, 100, 150)] == [100, 50, 0, -50]
    assert axis.ticks == {0: "0", 50: "50"}


def test_logarithmic_level_stands_at_its_power_of_ten():
    axis = Axis("y", {**LEVELS, "type": "log", "range": [0, 4]}, 200)
    assert [axis.y(level) for level in (1, 100, 10_000)] == [200, 100, 0]


@pytest.mark.parametrize(
    ("changes", "has_line"),
    [
        ({}, True),
        ({"range": [-5, 5]}, True),
        ({"range": [1, 5]}, False),
        ({"range": None}, False),
        ({"zeroline": False}, False),
        ({"visible": False}, False),
        ({"type": "log"}, False),
    ],
)
def test_axis_that_reaches_zero_has_a_line_there(changes, has_line):
    assert bool(Axis("y", LEVELS | changes, 100).has_zero_line) == has_line


def test_axis_that_is_not_seen_has_no_ticks():
    assert Axis("y", {**LEVELS, "visible": False}, 100).ticks == {}


def test_place_is_one_of_days_or_levels_or_of_the_paper():
    plot = lay_out()
    assert (plot.across("2020-01-01", "x"), plot.across(0.3, "paper")) == (0, 0.3)
    assert plot.share(milliseconds("2030-01-01")) == 1
    assert [plot.y(*place) for place in ((50, "y"), (0.25, "y domain"), (0.25, "paper"))] == [50, 75, 75]


def test_labels_stand_as_far_outwards_as_the_margin_says():
    assert (lay_out().label_shift, lay_out().levels_aside) == (8, -5)
    assert Plot({"height": 9, "margin": dict.fromkeys("lrtb", 0), "xaxis": {}}).levels_aside == 3


def test_years_are_round_and_those_below_the_labels_of_levels_are_left_out():
    assert [day.lines for day in lay_out().days] == [["2022"], ["2024"], ["2026"], ["2028"], ["2030"]]
    bare = lay_out(yaxis={**LEVELS, "visible": False})
    assert [day.lines for day in bare.days] == [["2020"], ["2022"], ["2024"], ["2026"], ["2028"], ["2030"]]
    wide = lay_out(yaxis={**LEVELS, "ticktext": ["0", "US$50 million"]})
    assert wide.has_room(0.3, 326)
    assert not wide.has_room(0.1, 326)


def test_year_is_named_once_beside_its_months():
    halves = lay_out(xaxis={"range": ["2028-12-01", "2030-01-01"], "dtick": "M6", "tickformat": "%b\n%Y"})
    assert [day.lines for day in halves.days] == [["Jan", "2029"], ["Jul"], ["Jan", "2030"]]


def test_labels_of_periods_stand_where_they_are_put():
    named = lay_out(xaxis={**TIME, "tickvals": ["2025-01-01", "2040-01-01"], "ticktext": ["Jan<br>2025", "x"]})
    assert [(round(day.share, 2), day.lines) for day in named.days] == [(0.5, ["Jan", "2025"])]


def test_milliseconds_are_counted_since_1970():
    assert milliseconds("1970-01-02") == 86_400_000
    assert milliseconds("1969-12-31T12:00:00") == -43_200_000


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: milliseconds("abc"), "'abc' on a time axis"),
        (lambda: lay_out(xaxis={}).share("2020-01-01"), "days without a range"),
        (lambda: lay_out(yaxis={}).y(1, "y"), "levels without a range"),
        (lambda: Axis("y", {"type": "category"}, 1), "axis category"),
        (lambda: Axis("y", {**LEVELS, "ticklabelposition": "outside"}, 1), "beside the plot"),
        (lambda: choose("dash", {"solid": 0}, "longdash"), "the dash longdash"),
    ],
)
def test_what_has_no_place_is_refused(make, said):
    with pytest.raises(ValueError, match=said):
        make()
