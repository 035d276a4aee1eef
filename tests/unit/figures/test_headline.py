"""The chart of the first page, by value: the official line, each report with the shape of its result, the labels."""

import pandas as pd
import pytest

from labour_migration.charts import find_chart, find_content, options_of, view_of
from labour_migration.figures.small_multiples import draw_facets
from labour_migration.view import parse_view

from .conftest import in_ink

CHART = find_chart("overview", "reported-residents")


@pytest.fixture(scope="module")
def facet(package):
    (facet,) = find_content(CHART, package, view_of("overview", package)).facets
    return facet


def test_reports_stand_on_the_line_each_with_the_shape_of_its_result(facet):
    marks = facet.in_print.marks.set_index("figure_id")
    assert marks["shape"].to_dict() == {
        "urdupoint-2024-08-29-residents": "disc",
        "the-news-2017-12-14-residents": "cross",
        "ary-2019-12-residents": "cross",
        "pakistanis-news-2021-04-26-residents": "cross",
        "pakistan-today-2025-03-04-residents": "ring",
        "daily-the-province-2026-02-residents": "cross",
        "wikipedia-pakistanis-in-japan-residents": "disc",
        "explained-today-pakistanis-in-japan-residents": "disc",
    }
    points = facet.series[0].points
    assert (points["period_end"].min(), points["value"].iloc[0]) == (pd.Timestamp("2012-12-31"), 10_599)
    assert (points["period_end"].max(), points["value"].iloc[-1]) == (pd.Timestamp("2025-12-31"), 34_911)


def test_the_latest_the_first_and_the_matched_counts_may_be_labelled(facet):
    assert facet.labelled == tuple(map(pd.Timestamp, ("2025-12-31", "2012-12-31", "2023-12-31")))


def test_every_report_has_its_label_with_its_hedge_its_publisher_and_its_date(facet, package):
    figure = draw_facets([facet], package, height=CHART.height)
    assert figure.layout.meta == {"unlabelled": 0}
    texts = {
        name: [in_ink(note.text) for note in figure.layout.annotations if note.name == name]
        for name in ("wide", "narrow")
    }
    assert "<b>about 25,000</b><br>UrduPoint, Aug 2024" in texts["wide"]
    assert "<b>about 25,000</b><br>Aug 2024" in texts["narrow"]
    assert "<b>more than 26,000</b><br>Daily The Province, Feb 2026" in texts["wide"]
    for label in facet.in_print.marks["figure"]:
        for name in texts:
            assert any(text.startswith(f"<b>{label}</b><br>") for text in texts[name])


def test_chosen_years_leave_what_is_in_them(package):
    view, _problems = parse_view({"from": ["2024"], "to": ["2024"]}, options_of("overview"), package)
    content = find_content(CHART, package, view)
    assert list(content.facets[0].series[0].points["value"]) == [27_642, 29_647]
    assert set(content.facets[0].in_print.marks["label"]) == {"about 25,000", "29,647"}
    view, _problems = parse_view({"from": ["1962"], "to": ["1970"]}, options_of("overview"), package)
    assert find_content(CHART, package, view).is_empty


def test_rows_are_left_as_they_were(package):
    before = package.reported.copy()
    find_content(CHART, package, view_of("overview", package))
    pd.testing.assert_frame_equal(package.reported, before)
