"""How official series are drawn: gaps, breaks, doubts, axes."""

import pandas as pd
import pytest

from labour_migration.figures.facets import BARS, STEPS, Note
from labour_migration.figures.reported import build_reported_facets
from labour_migration.figures.small_multiples import draw_facets, format_hover_texts, split_runs

from .conftest import years


def lines(figure) -> list:
    return [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "lines"]


def dots(figure) -> list:
    return [
        trace for trace in figure.data if trace.type == "scatter" and trace.mode == "markers" and trace.marker.size == 6
    ]


def days(*texts: str) -> pd.Series:
    return pd.Series(pd.to_datetime(texts))


@pytest.mark.parametrize(
    ("dates", "breaks", "runs"),
    [
        (("2018-12-31", "2019-06-30", "2019-12-31"), (), [[0, 1, 2]]),
        (("2018-12-31", "2019-12-31", "2020-06-30"), (), [[0], [1, 2]]),
        (("2018-12-31", "2019-12-31", "2020-12-31"), (), [[0, 1, 2]]),
        (("2018-12-31", "2019-12-31", "2021-12-31"), (), [[0, 1], [2]]),
        (("2018-12-31", "2019-06-30"), ("2019-03-01",), [[0], [1]]),
        (("2018-12-31",), (), [[0]]),
        ((), (), []),
    ],
)
def test_line_is_broken_at_missing_dates_and_at_breaks(dates, breaks, runs):
    assert split_runs(days(*dates), [pd.Timestamp(day) for day in breaks]) == runs


def test_missing_date_stays_a_gap(make_facet, sound):
    facet = make_facet([("2018-06-30", 1), ("2018-12-31", 2), ("2019-12-31", 3)])
    figure = draw_facets([facet], sound)
    (line,) = lines(figure)
    assert list(line.y) == [1, 2, None]
    assert line.connectgaps is False
    (points,) = dots(figure)
    assert list(points.y) == [1, 2, 3]


@pytest.mark.parametrize(("broken", "count"), [("2018-12-01", 1), ("2018-06-30", 0)])
def test_break_with_nothing_before_it_is_not_drawn(broken, count, make_facet, sound):
    note = Note("break: another rule", pd.Timestamp(broken))
    facet = make_facet([("2018-06-30", 1), ("2018-12-31", 2)], breaks=(note,))
    texts = [annotation.text for annotation in draw_facets([facet], sound).layout.annotations]
    assert texts.count(note.text) == count


def test_doubtful_point_is_hollow(make_facet, sound):
    points = [{"period_end": "2019-06-30", "obs_status": "U"}, {"period_end": "2019-12-31", "obs_status": "A"}]
    (drawn,) = dots(draw_facets([make_facet(points)], sound))
    assert drawn.marker.symbol == ("circle-open", "circle")


def test_count_starts_at_zero_unless_the_reader_asks_otherwise(make_facet, sound):
    facet = make_facet([("2019-06-30", 900), ("2019-12-31", 1000)])
    assert draw_facets([facet], sound).layout.yaxis.range[0] == 0
    fitted = draw_facets([facet], sound, is_fitted=True).layout.yaxis.range
    assert 0 < fitted[0] < 900
    assert fitted[1] > 1000


def test_bars_start_at_zero_whatever_is_asked_and_stack(make_facet, sound):
    facet = make_facet(years(2018, 10, 20), years(2018, 1, 2), shape=BARS)
    figure = draw_facets([facet], sound, is_fitted=True)
    assert figure.layout.yaxis.range[0] == 0
    assert [list(bar.base) for bar in figure.data] == [[0, 0], [10, 20]]
    assert [list(bar.y) for bar in figure.data] == [[10, 20], [1, 2]]


def test_bar_is_as_wide_as_its_period_and_in_its_middle(make_facet, sound):
    (bar,) = draw_facets([make_facet(years(2019, 5), shape=BARS)], sound).data
    assert bar.x[0] == pd.Timestamp("2019-07-02")
    assert bar.width[0] == pytest.approx(364 * 86_400 * 860)


def test_loss_is_drawn_below_zero(make_facet, sound):
    axis = draw_facets([make_facet(years(2018, -10, 20), shape=BARS)], sound).layout.yaxis
    assert axis.range[0] < -10
    assert 0 in axis.tickvals


def test_stroke_is_as_long_as_its_period_and_named_in_the_key_once(make_facet, sound):
    facet = make_facet(years(2018, 5, 6), shape=STEPS)
    figure = draw_facets([facet, facet], sound)
    assert list(lines(figure)[0].x[:2]) == [pd.Timestamp("2018-01-01"), pd.Timestamp("2018-12-31")]
    assert [trace.name for trace in figure.data if trace.showlegend] == ["Series 1"]
    assert figure.layout.showlegend


def test_logarithmic_axis_has_powers_of_ten(make_facet, sound):
    axis = draw_facets([make_facet([("2019-06-30", 3), ("2019-12-31", 2500)], is_log=True)], sound).layout.yaxis
    assert axis.type == "log"
    assert axis.tickvals == (1, 10, 100, 1000)
    assert axis.ticktext == ("1", "10", "100", "1,000")


def test_each_facet_has_its_own_axis_and_its_unit(make_facet, sound):
    facet = make_facet([("2019-12-31", 1)])
    figure = draw_facets([facet, facet], sound)
    assert {trace.yaxis for trace in figure.data} == {"y", "y2"}
    titles = [note.text for note in figure.layout.annotations if note.text.startswith("<b>")]
    assert titles == ["<b>Title</b><br>persons, counted at a time"] * 2


def test_report_is_a_mark_with_its_hedge_and_never_a_point_of_the_line(make_facet, make_reported, sound):
    reported = build_reported_facets(make_reported({"indicator_id": "residents"}), sound)[0]
    figure = draw_facets([make_facet([("2019-12-31", 100)], in_print=reported)], sound)
    symbols = [
        symbol for trace in figure.data if isinstance(trace.marker.symbol, tuple) for symbol in trace.marker.symbol
    ]
    assert symbols == ["circle", "circle"]  # of the report, which has no official figure beside it, and of the line
    assert [shape.path for shape in figure.layout.shapes if shape.type == "path"] == ["M-5.5,9L0,14L5.5,9"]
    assert "<b>more than 1,200</b><br>Example Gazette, 2019" in [note.text for note in figure.layout.annotations]
    assert [list(points.y) for points in dots(figure)] == [[100]]
    assert figure.layout.yaxis.range[1] > 1200


def test_break_ends_the_line(make_facet, sound):
    facet = make_facet([("2019-06-30", 1), ("2019-12-31", 2)], breaks=(Note("break", pd.Timestamp("2019-09-01")),))
    figure = draw_facets([facet], sound)
    assert lines(figure) == []
    assert any(shape.line.dash == "dash" for shape in figure.layout.shapes)


def test_nothing_to_draw_is_a_sentence(make_facet, sound):
    assert not draw_facets([], sound).data
    figure = draw_facets([make_facet([{"period_start": "2019-01-01", "period_end": "2019-06-30"}], shape=BARS)], sound)
    assert [note.text for note in figure.layout.annotations] == ["No official figure in this selection."]


def test_pointer_shows_figure_period_doubt_sum_and_publisher(make_points, sound):
    points = make_points({"period_end": "2019-12-31", "value": 1234, "obs_status": "U"}).assign(is_computed=True)
    assert format_hover_texts("TITP", points, "persons", sound) == [
        "<b>1,234</b> persons<br>31 December 2019<br>TITP<br>our sum of its parts<br>low reliability<br>Example Office"
    ]


def test_drawing_leaves_its_input_as_it_was(make_facet, sound):
    facet = make_facet(years(2018, 1, 2), shape=BARS)
    before = facet.series[0].points.copy()
    draw_facets([facet], sound)
    assert facet.series[0].points.equals(before)


def test_doubtful_stroke_is_pale(make_facet, sound):
    points = years(2018, 5, 7)
    points[1]["obs_status"] = "U"
    figure = draw_facets([make_facet(points, shape=STEPS)], sound)
    assert [trace.opacity for trace in lines(figure)] == [1, 0.62]


def test_bracket_stays_inside_an_axis_that_is_fitted(make_facet, make_reported, sound):
    (reported,) = build_reported_facets(make_reported({"value": 1000, "comparator": "~"}), sound)
    facet = make_facet([("2019-06-30", 990), ("2019-12-31", 1010)], in_print=reported)
    figure = draw_facets([facet], sound, is_fitted=True)
    low, high = figure.layout.yaxis.range
    bounds = {level for shape in figure.layout.shapes if shape.yref == "y" for level in (shape.y0, shape.y1)}
    assert bounds == {950, 1050}
    assert all(low <= level <= high for level in bounds)


def test_facet_that_is_alone_has_no_title_and_its_labels_inside_for_both_widths(make_facet, make_reported, sound):
    reported = build_reported_facets(make_reported({"indicator_id": "residents"}), sound)[0]
    day = pd.Timestamp("2019-12-31")
    facet = make_facet([("2018-12-31", 90), (day, 100)], in_print=reported, is_alone=True, labelled=(day,))
    figure = draw_facets([facet], sound)
    assert figure.layout.margin.r == 8
    texts = {note.name: [] for note in figure.layout.annotations}
    for note in figure.layout.annotations:
        texts[note.name].append(note.text)
    assert texts == {
        "wide": ["<b>100</b><br>Dec 2019", "<b>more than 1,200</b><br>Example Gazette, 2019"],
        "narrow": ["<b>100</b><br>Dec 2019", "<b>more than 1,200</b><br>2019"],
    }


def test_dates_more_than_a_year_apart_are_a_gap_whatever_is_usual():
    assert split_runs(days("2011-06-30", "2013-06-30", "2015-06-30"), []) == [[0], [1], [2]]


@pytest.mark.parametrize(("unit", "shown"), [("index", "<b>5.0</b><br>"), ("persons", "<b>5</b> persons<br>")])
def test_pointer_says_no_unit_where_the_title_does(unit, shown, make_points, sound):
    (text,) = format_hover_texts("All", make_points(("2019-06-30", 5)), unit, sound)
    assert text.startswith(shown)
