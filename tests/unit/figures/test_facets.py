"""What facets are made of: which points can be drawn, and what is said of them."""

import pytest

from labour_migration.figures.drawing import ALT_AT_MOST
from labour_migration.figures.facets import BARS, LINE, STEPS, describe_facets
from labour_migration.figures.reported import build_reported_facets

from .conftest import years

HALF = {"period_start": "2020-01-01", "period_end": "2020-06-30", "value": 5}
FIVE_YEARS = {"period_start": "2019-04-01", "period_end": "2024-03-31", "value": 345_150}
FISCAL = {"period_start": "2019-07-01", "period_end": "2020-06-30", "value": 7}


@pytest.mark.parametrize(
    ("shape", "points", "drawn"),
    [
        (LINE, [("2019-06-30", 1), ("2019-12-31", 2)], [1, 2]),
        (BARS, [*years(2018, 1, 2), HALF, FISCAL], [1, 2, 7]),
        (BARS, [FIVE_YEARS], []),
        (BARS, [("2019-12-31", 3)], [3]),
        (STEPS, [*years(2018, 1), HALF, FIVE_YEARS], [1, 345_150]),
    ],
)
def test_only_periods_that_can_stand_beside_years_are_drawn(shape, points, drawn, make_facet):
    facet = make_facet(points, shape=shape)
    assert [value for member in facet.drawn for value in member.points["value"]] == drawn
    assert facet.leaves_out == (len(drawn) < len(points))
    assert len(facet.series[0].points) == len(points)


def test_bars_of_months_show_no_year(make_facet):
    month = {"period_start": "2020-02-01", "period_end": "2020-02-29", "value": 3}
    facet = make_facet([*years(2018, 1), month, HALF], shape=BARS, bar_months=1)
    assert [value for member in facet.drawn for value in member.points["value"]] == [3]
    assert facet.leaves_out


def test_alternative_text_has_first_and_last_figure_of_each_series(make_facet):
    facet = make_facet([("2019-06-30", 1000), ("2019-12-31", 2000)])
    assert describe_facets([facet], "Counted:") == "Counted: Title: 1,000 (30 June 2019) to 2,000 (31 December 2019)."
    facet = make_facet([("2019-06-30", 1)], [("2019-06-30", 2)])
    assert describe_facets([facet], "Counted:") == "Counted: Series 1: 1 (30 June 2019); Series 2: 2 (30 June 2019)."


def test_alternative_text_keeps_the_hedge_of_reports(make_facet, make_reported, sound):
    reported = build_reported_facets(make_reported({}), sound)[0]
    text = describe_facets([make_facet([("2019-12-31", 1)], in_print=reported)], "Counted:")
    assert text.endswith("reported: more than 1,200.")


def test_alternative_text_is_short(make_facet):
    facet = make_facet(*([("2019-06-30", 10**6), ("2019-12-31", 10**7)] for _place in range(9)))
    text = describe_facets([facet], "Counted:")
    assert len(text) <= ALT_AT_MOST
    assert text.endswith("more.")
    assert describe_facets([], "Counted:") == ""
