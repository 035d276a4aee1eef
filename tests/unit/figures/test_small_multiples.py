"""How official series are drawn: gaps, breaks, doubts, axes."""

from dataclasses import replace

import pandas as pd
import pytest

from labour_migration.figures.facets import BARS, STEPS, YEARLY, Note
from labour_migration.figures.reported import build_reported_facets
from labour_migration.figures.small_multiples import draw_facets, format_hover_texts

from .conftest import in_ink, years


def lines(figure) -> list:
    return [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "lines"]


def dots(figure) -> list:
    return [
        trace for trace in figure.data if trace.type == "scatter" and trace.mode == "markers" and trace.marker.size == 6
    ]


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
    for width in ("wide", "narrow"):
        texts = [one.text for one in draw_facets([facet], sound).layout.annotations if one.name == width]
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


@pytest.mark.parametrize("height", [100, 140, 190])
def test_label_of_the_highest_bar_stands_above_it_however_broad_the_bar_is(height, make_facet, sound):
    points = years(2014, 50, 60, 70, 100)
    facet = make_facet(points, shape=BARS, labelled=(pd.Timestamp("2017-12-31"),))
    figure = draw_facets([facet], sound, height=height)
    labels = [one for one in figure.layout.annotations if one.name in ("wide", "narrow")]
    assert [label.yanchor for label in labels] == ["bottom", "bottom"]
    assert all(label.yshift > 0 for label in labels)


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


def test_each_facet_has_its_own_axis_and_its_unit(make_facet, sound):
    facet = make_facet([("2019-12-31", 1)])
    figure = draw_facets([facet, facet], sound)
    assert {trace.yaxis for trace in figure.data} == {"y", "y2"}
    titles = [in_ink(note.text) for note in figure.layout.annotations if note.text.startswith("<b>")]
    assert titles == ["<b>Title</b><br>people, on one day"] * 2


def test_report_is_a_mark_with_its_hedge_and_never_a_point_of_the_line(make_facet, make_reported, sound):
    reported = build_reported_facets(make_reported({"indicator_id": "residents"}), sound)[0]
    figure = draw_facets([make_facet([("2019-12-31", 100)], in_print=reported)], sound)
    symbols = [
        symbol for trace in figure.data if isinstance(trace.marker.symbol, tuple) for symbol in trace.marker.symbol
    ]
    assert symbols == ["circle", "circle"]  # of the report, which has no official figure beside it, and of the line
    assert [shape.path for shape in figure.layout.shapes if shape.type == "path"] == ["M-5.5,9L0,14L5.5,9"]
    assert "<b>more than 1,200</b><br>Example Gazette, 2019" in [
        in_ink(note.text) for note in figure.layout.annotations
    ]
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
    assert [in_ink(note.text) for note in figure.layout.annotations] == ["No official figure matches these filters."]


def test_pointer_shows_figure_period_doubt_sum_and_publisher(make_points, sound):
    points = make_points({"period_end": "2019-12-31", "value": 1234, "obs_status": "U"}).assign(is_computed=True)
    assert format_hover_texts("TITP", points, "persons", sound) == [
        "<b>1,234</b> people<br>31 December 2019<br>TITP<br>our total<br>unverified<br>Example Office"
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
        texts[note.name].append(in_ink(note.text))
    assert texts == {
        "wide": ["<b>100</b><br>Dec 2019", "<b>more than 1,200</b><br>Example Gazette, 2019"],
        "narrow": ["<b>100</b><br>Dec 2019", "<b>more than 1,200</b><br>2019"],
    }


@pytest.mark.parametrize(("unit", "shown"), [("index", "<b>5.0</b><br>"), ("persons", "<b>5</b> people<br>")])
def test_pointer_says_no_unit_where_the_title_does(unit, shown, make_points, sound):
    (text,) = format_hover_texts("All", make_points(("2019-06-30", 5)), unit, sound)
    assert text.startswith(shown)


def fiscal(first: int, *values: float) -> list[dict]:
    """Points of a flow over Pakistan's fiscal years."""
    return [
        {"period_start": f"{first + place}-07-01", "period_end": f"{first + place + 1}-06-30", "value": value}
        for place, value in enumerate(values)
    ]


def test_line_goes_through_calendar_years_and_never_through_a_fiscal_one(make_facet, sound):
    figure = draw_facets([make_facet([*years(2018, 5, 6), *fiscal(2020, 9)], shape=YEARLY)], sound)
    line, stroke = lines(figure)
    assert list(line.y) == [5, 6, None]
    assert line.x[0] == pd.Timestamp("2018-07-02")  # the middle of the year
    assert list(stroke.y) == [9, 9, None]
    assert list(stroke.x[:2]) == [pd.Timestamp("2020-07-01"), pd.Timestamp("2021-06-30")]
    assert not figure.layout.showlegend
    names = [name for trace in figure.data if trace.customdata for name in trace.customdata]
    assert names == ["official 0 0 0", "official 0 0 1", "official 0 0 2"]


def test_missing_year_breaks_the_line(make_facet, sound):
    figure = draw_facets([make_facet([*years(2016, 5, 6), *years(2020, 7)], shape=YEARLY)], sound)
    (line,) = lines(figure)
    assert list(line.y) == [5, 6, None]
    assert [list(points.y) for points in dots(figure)] == [[5, 6, 7]]


def test_label_of_a_year_stands_below_its_bar(make_facet, sound):
    axis = draw_facets([make_facet(years(2018, 5, 6), shape=BARS)], sound).layout.xaxis
    assert (axis.tickvals, axis.ticktext) == (("2018-07-02", "2019-07-02"), ("2018", "2019"))
    axis = draw_facets([make_facet(fiscal(2018, 5, 6), shape=BARS)], sound).layout.xaxis
    assert (axis.tickvals, axis.ticktext) == (("2018-12-30", "2019-12-30"), ("2018-19", "2019-20"))


def test_calendar_years_name_the_axis_that_fiscal_ones_share(make_facet, sound):
    facets = [make_facet(years(2018, 5), shape=BARS), make_facet(fiscal(2018, 5), shape=BARS)]
    assert draw_facets(facets, sound).layout.xaxis.ticktext == ("2018",)


def test_months_have_labels_below_their_bars_and_the_year_below_the_first(make_facet, sound):
    points = [
        {"period_start": f"{month}-01", "period_end": f"{month}-{last}", "value": 1}
        for month, last in (("2022-11", 30), ("2022-12", 31), ("2023-01", 31), ("2023-02", 28))
    ]
    axis = draw_facets([make_facet(points, shape=BARS, bar_months=1)], sound).layout.xaxis
    labels = dict(zip(axis.tickvals, axis.ticktext, strict=True))
    assert labels["2022-12-16"] == "Dec"
    assert labels["2023-01-16"] == "Jan<br>2023"
    assert axis.ticktext[0].endswith("<br>2022")


def test_total_is_a_bracket_above_its_bars(make_facet, sound):
    total = Note("11 in two years", pd.Timestamp("2018-01-01"), pd.Timestamp("2019-12-31"))
    figure = draw_facets([make_facet(years(2018, 5, 6, 9), shape=BARS, totals=(total,))], sound)
    across, *hooks = [shape for shape in figure.layout.shapes if shape.yref == "y"]
    assert across.y0 == across.y1 > 6
    assert all(hook.y1 < across.y0 for hook in hooks)
    (text,) = [note for note in figure.layout.annotations if in_ink(note.text) == total.text]
    assert text.y == across.y0
    early = Note("", pd.Timestamp("2001-01-01"), pd.Timestamp("2001-12-31"))
    shapes = draw_facets([make_facet(years(2018, 5), shape=BARS, totals=(early,))], sound).layout.shapes
    assert all(shape.yref != "y" for shape in shapes)


def test_title_of_a_facet_alone_is_its_unit_and_low_ones_have_titles_in_a_line(make_facet, sound):
    facet = make_facet(years(2018, 5), shape=BARS)

    def titles(*facets, **more) -> list[str]:
        return [
            note.text for note in draw_facets(facets, sound, **more).layout.annotations if "on one day" in note.text
        ]

    assert titles(facet) == ["people, on one day"]
    assert titles(facet, facet, height=80) == ["<b>Title</b>, people, on one day"] * 2
    assert draw_facets([facet] * 2, sound, height=80).layout.height < 2 * (80 + 52)


def test_no_report_strikes_through_the_figure_of_a_stroke(make_facet, make_reported, sound):
    stroke = [{"period_start": "2018-01-01", "period_end": "2020-12-31", "value": 166}]
    report = {"value": 175, "comparator": "", "period_start": "2018-07-01", "period_end": "2020-06-30"}
    (reported,) = build_reported_facets(make_reported(report), sound)
    plain = draw_facets([make_facet(stroke, shape=STEPS)], sound).layout.annotations
    beside = draw_facets([make_facet(stroke, shape=STEPS, in_print=reported)], sound).layout.annotations
    assert [note.yanchor for note in plain if in_ink(note.text) == "166"] == ["bottom"]
    assert [note.yanchor for note in beside if in_ink(note.text) == "166"] == ["top"]


def test_line_that_ends_early_among_others_is_labelled_above_its_end(make_facet, sound):
    facet = make_facet(years(2003, 30, 20), years(2003, *range(10, 30)), shape=YEARLY)
    facet = replace(facet, series=(replace(facet.series[0], label="Japan"), facet.series[1]))
    texts = {in_ink(note.text): note for note in draw_facets([facet], sound).layout.annotations}
    assert texts["Japan<br>20<br>2004"].yanchor == "bottom"
    assert "Series 2 29<br>2022" in texts


def test_lines_of_which_one_has_no_room_for_its_label_are_named_beside_the_plot(make_facet, make_reported, sound):
    facet = make_facet(years(2003, 30, 20), years(2003, *range(10, 30)), shape=YEARLY)
    report = {"value": 20, "value_low": None, "value_high": None, "comparator": "~"}
    report |= {"period_start": "2006-01-01", "period_end": "2010-12-31"}
    (reported,) = build_reported_facets(make_reported(report), sound)
    notes = draw_facets([replace(facet, in_print=reported)], sound).layout.annotations
    beside = [in_ink(note.text) for note in notes if note.xref == "paper" and note.x == 1]
    assert beside == ["Series 1 20<br>2004", "Series 2 29<br>2022"]
