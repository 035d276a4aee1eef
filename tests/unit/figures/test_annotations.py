"""Words in a chart: none over another, each tied to what it names."""

from dataclasses import replace
from itertools import combinations, pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labour_migration.figures.annotations import (
    EndLabel,
    build_end_labels,
    draw_day_labels,
    draw_end_labels,
    draw_inside_labels,
    draw_mark_labels,
    draw_notes,
    name_notes,
)
from labour_migration.figures.facets import BARS, STEPS, YEARLY, Note
from labour_migration.figures.placement import PlotSpace, wrap
from labour_migration.figures.reported import build_reported_facets

from .conftest import in_ink, years

WINDOW = (pd.Timestamp("2017-01-01"), pd.Timestamp("2020-03-01"))


def plot(window: tuple) -> PlotSpace:
    """A plot in which no report is."""
    return PlotSpace(window, linear, 200, 250)


def linear(level: float) -> float:
    return level / 100


@given(st.lists(st.tuples(st.floats(0, 100), st.integers(1, 3)), min_size=1, max_size=8))
def test_no_end_label_stands_over_another(labels):
    given_labels = [EndLabel(level, ("word",) * lines, "#3f93ae") for level, lines in labels]
    texts, leaders = draw_end_labels(given_labels, "y", linear, 300)
    places = [(300 * text["y"], len(text["text"].split("<br>"))) for text in texts]
    for (low, low_lines), (high, high_lines) in pairwise(places):
        assert high - low >= 16 * (low_lines + high_lines) / 2 - 0.001
    assert 1 <= len(leaders) == len(texts) <= len(labels)


def test_label_with_room_stands_at_its_level_and_its_leader_is_level():
    (text,), (leader,) = draw_end_labels([EndLabel(50, ("one",), "#ac8939")], "y2", linear, 200)
    assert text["yref"] == "y2 domain"
    assert text["y"] == leader["y0"] == leader["y1"] == 0.5
    assert leader["line"]["color"] == "#ac8939"


def test_end_label_names_a_series_where_there_are_several_and_its_date_where_it_is_earlier(make_facet):
    facet = make_facet([("2019-06-30", 5), ("2019-12-31", 1234)])
    assert [label.lines for label in build_end_labels(facet, WINDOW)] == [("1,234", "December 2019")]
    facet = make_facet([("2019-12-31", 1234)], [("2019-12-30", 7)])
    assert [label.lines for label in build_end_labels(facet, WINDOW)] == [
        ("Series 1 1,234",),
        ("Series 2 7", "December 2019"),
    ]


def test_stacked_bars_are_labelled_at_the_middle_of_their_part(make_facet):
    facet = make_facet(years(2018, 1, 10), years(2018, 2, 20), shape=BARS)
    assert [label.level for label in build_end_labels(facet, WINDOW)] == [5, 20]


def test_parts_of_the_stack_before_the_last_are_labelled_with_their_year_and_older_ones_not(make_facet):
    facet = make_facet(years(2016, 1, 1, 10), years(2018, 20), years(2019, 50), years(2016, 3), shape=BARS)
    assert [(label.level, label.lines) for label in build_end_labels(facet, WINDOW)] == [
        (5, ("Series 1 10", "2018")),
        (20, ("Series 2 20", "2018")),
        (25, ("Series 3 50",)),
    ]


def test_series_that_ends_early_is_labelled_at_its_last_point(make_facet):
    facet = make_facet([("2017-06-30", 5)])
    assert build_end_labels(facet, WINDOW) == []
    (label,) = draw_inside_labels(facet, "y", plot(WINDOW))
    assert (in_ink(label["text"]), label["x"]) == ("5<br>June 2017", pd.Timestamp("2017-06-30"))


def test_strokes_and_bars_that_end_early_have_no_label_beside_the_plot(make_facet):
    many = years(2010, 1, 2, 3, 4, 5)
    assert build_end_labels(make_facet(many, shape=STEPS), WINDOW) == []
    assert build_end_labels(make_facet(many, shape=BARS), WINDOW) == []


def test_few_strokes_have_their_figure_above_them(make_facet):
    facet = make_facet(years(2018, 345_150, 820_000), shape=STEPS)
    assert [in_ink(label["text"]) for label in draw_inside_labels(facet, "y", plot(WINDOW))] == ["820,000", "345,150"]
    assert build_end_labels(facet, WINDOW) == []


def test_facet_with_reports_alone_has_no_figure_above_a_stroke(make_facet):
    facet = make_facet(shape=STEPS)
    assert draw_inside_labels(facet, "y", plot(WINDOW)) == []
    assert build_end_labels(facet, WINDOW) == []


def test_strokes_of_one_time_are_labelled_above_and_below(make_facet):
    facet = make_facet(years(2018, 1_330), years(2018, 1_331), shape=STEPS)
    labels = {in_ink(label["text"]): label["yanchor"] for label in draw_inside_labels(facet, "y", plot(WINDOW))}
    assert labels == {"1,330": "top", "1,331": "bottom"}


def test_labels_of_several_lines_that_end_early_stand_beside_the_plot(make_facet):
    facet = make_facet([("2017-06-30", 5)], [("2017-06-30", 6)])
    assert draw_inside_labels(facet, "y", plot(WINDOW)) == []
    assert [label.lines for label in build_end_labels(facet, WINDOW)] == [
        ("Series 1 5", "June 2017"),
        ("Series 2 6", "June 2017"),
    ]


def test_strokes_far_apart_are_labelled_whatever_their_times(make_facet):
    starts = {2024: 820_000, 2026: 805_700, 2027: 426_200}  # caps: one replaced another, a third is of its own
    points = [
        {"period_start": f"{year}-04-01", "period_end": "2029-03-31", "value": value} for year, value in starts.items()
    ]
    facet = make_facet(points, shape=STEPS)
    window = (pd.Timestamp("2019-01-01"), pd.Timestamp("2029-06-30"))
    labels = {in_ink(label["text"]): label["yanchor"] for label in draw_inside_labels(facet, "y", plot(window))}
    assert labels == {"820,000": "bottom", "805,700": "top", "426,200": "top"}


def test_label_of_a_stroke_that_has_no_room_gives_way_to_the_latest(make_facet):
    facet = make_facet(years(2018, 1_260_000, 1_331_000), years(2019, 1_330_000), shape=STEPS)
    window = (pd.Timestamp("2012-01-01"), WINDOW[1])
    assert {in_ink(label["text"]) for label in draw_inside_labels(facet, "y", plot(window))} == {
        "1,331,000",
        "1,330,000",
    }


def test_label_of_a_report_keeps_its_hedge_and_is_led_to_its_mark(make_reported, sound):
    reported = build_reported_facets(make_reported({}), sound)[0]
    (label,) = draw_mark_labels(reported, "y", PlotSpace(WINDOW, lambda level: level / 2400, 200, 250))
    assert in_ink(label["text"]) == "<b>more than 1,200</b><br>Example Gazette, 2019"
    assert label["y"] == 1200


def test_label_that_has_no_room_beside_its_mark_is_led_to_it(make_reported, sound):
    reported = build_reported_facets(make_reported({}), sound)[0]
    space = PlotSpace(WINDOW, lambda level: level / 2400, 200, 250)
    space.take_box((0, 200, 80, 170))
    (label,) = draw_mark_labels(reported, "y", space, has_publishers=False)
    assert (in_ink(label["text"]), label["showarrow"]) == ("<b>more than 1,200</b><br>2019", True)
    assert label["ay"] > 0


def test_day_is_labelled_with_its_figure(make_facet):
    facet = make_facet([("2018-12-31", 5), ("2019-12-31", 7)])
    days = [pd.Timestamp("2019-12-31"), pd.Timestamp("2001-01-01")]
    for height, text in ((200, "<b>7</b><br>Dec 2019"), (100, "<b>7</b> Dec 2019")):
        space = PlotSpace(WINDOW, lambda level: level / 10, 300, height)
        (label,) = draw_day_labels(facet, days, "y", space)
        assert in_ink(label["text"]) == text


def test_period_is_labelled_at_its_middle(make_facet):
    facet = make_facet([{"period_start": "2019-01-01", "period_end": "2019-12-31", "value": 7}], shape=BARS)
    space = PlotSpace(WINDOW, lambda level: level / 10, 300, 200)
    (label,) = draw_day_labels(facet, [pd.Timestamp("2019-12-31")], "y", space)
    assert in_ink(label["text"]) == "<b>7</b><br>2019"
    assert label["x"] == pd.Timestamp("2019-07-02")


def test_reports_are_labelled_as_far_as_there_is_room_the_latest_first(make_reported, sound):
    days = pd.date_range("2019-01-31", "2019-12-31", freq="ME")
    rows = [
        {"indicator_id": "residents", "period_start": day, "period_end": day, "value": 1000 + place}
        for place, day in enumerate(days)
    ]
    reported = build_reported_facets(make_reported(*rows), sound)[0]
    labels = draw_mark_labels(reported, "y", PlotSpace(WINDOW, lambda level: level / 2400, 200, 250))
    assert any("more than 1,011" in label["text"] for label in labels)
    assert 1 < len(labels) < len(rows)


@pytest.mark.parametrize(("start", "count"), [("2019-06-01", 1), ("2025-01-01", 0)])
def test_break_is_drawn_and_named_where_it_falls_into_the_window(start, count, make_facet):
    facet = make_facet([("2019-12-31", 1)], breaks=(Note("break: another count", pd.Timestamp(start)),))
    assert [shape["line"]["dash"] for shape in draw_notes(facet, "y", WINDOW)] == ["dash"] * count
    assert [text["text"] for text in name_notes(facet, "y", plot(WINDOW))] == ["break: another count"] * count


def test_names_of_days_stand_at_the_top_and_lower_only_where_there_is_no_room(make_facet):
    days = (Note("one day named", pd.Timestamp("2017-06-01")), Note("another day named", pd.Timestamp("2019-11-01")))
    facet = make_facet([("2019-12-31", 1)], days=days)
    wide, narrow = PlotSpace(WINDOW, linear, 590, 250), PlotSpace(WINDOW, linear, 140, 250)
    assert [note["yshift"] for note in name_notes(facet, "y", wide)] == [0, 0]
    first, second = name_notes(facet, "y", narrow)
    assert first["yshift"] == 0 > second["yshift"]


def test_name_of_a_day_lies_on_no_line(make_facet):
    facet = make_facet([("2019-12-31", 1)], days=(Note("a day", pd.Timestamp("2018-06-01")),))
    space = plot(WINDOW)
    space.take_marks([(WINDOW[0], 95, WINDOW[1], 95)], around=4)
    (name,) = name_notes(facet, "y", space)
    _left, _right, _foot, top = space.text_box(name)
    assert top < 0.95 * 250 - 4
    space = plot(WINDOW)
    space.take_box((0, 200, 0, 250))
    assert [name["yshift"] for name in name_notes(facet, "y", space)] == [0]


def test_words_stay_whole_in_lines():
    assert wrap("Manufacture of food and beverages 84,071", 14) == ["Manufacture of", "food and", "beverages", "84,071"]
    assert wrap("", 14) == [""]


def test_lowest_labels_are_left_out_where_not_all_fit():
    given_labels = [EndLabel(level, (f"line {level}", "date"), "#3f93ae") for level in range(10, 100, 10)]
    texts, leaders = draw_end_labels(given_labels, "y", linear, 150)
    assert [in_ink(text["text"]).split("<br>")[0] for text in texts] == ["line 60", "line 70", "line 80", "line 90"]
    assert len(leaders) == 4


def test_figure_at_an_end_keeps_its_unit_and_all_its_digits(make_facet):
    facet = make_facet([("2019-12-31", 2_231_241_878)])
    for unit, shown in (("usd", "US$2,231,241,878"), ("jpy", "JP¥2,231,241,878"), ("persons", "2,231,241,878")):
        (label,) = build_end_labels(replace(facet, unit=unit), WINDOW)
        assert label.lines[0] == shown


def test_words_have_the_tone_of_their_mark_and_origins_that_of_the_context(make_facet, make_reported, sound):
    space = PlotSpace(WINDOW, lambda level: level / 2400, 200, 250)
    (label,) = draw_mark_labels(build_reported_facets(make_reported({}), sound)[0], "y", space)
    figure, origin = label["text"].split("<br>")
    assert (figure, origin) == (
        '<b style="color:var(--reported-text, #a54612)">more than 1,200</b>',
        '<span style="color:var(--soft, #5b6068)">Example Gazette, 2019</span>',
    )
    (end,), _leaders = draw_end_labels([EndLabel(50, ("one",), "#3f93ae")], "y", linear, 200)
    assert end["text"] == '<span style="color:var(--official-text, #246b83)">one</span>'
    (day,) = draw_day_labels(make_facet([("2019-12-31", 7)]), [pd.Timestamp("2019-12-31")], "y", plot(WINDOW))
    assert day["text"].startswith('<b style="color:var(--official-text, #246b83)">7</b>')


def test_labels_of_lines_that_end_early_cover_no_other_and_stay_in_the_plot(make_facet):
    facet = make_facet(years(2017, 50), years(2017, 52), years(2017, 99), shape=YEARLY)
    labels = draw_inside_labels(facet, "y", plot(WINDOW))
    boxes = [plot(WINDOW).text_box(label) for label in labels]
    assert all(foot >= 0 and head <= 250 for _left, _right, foot, head in boxes)
    assert all(one[3] <= other[2] or other[3] <= one[2] for one, other in combinations(boxes, 2))


def test_day_is_not_labelled_where_a_report_of_its_number_is(make_facet, make_reported, sound):
    day = pd.Timestamp("2019-12-31")
    rows = {"indicator_id": "residents", "period_start": day, "period_end": day, "value": 7, "comparator": ""}
    facet = make_facet([("2018-12-31", 5), ("2019-12-31", 7)])
    reported = build_reported_facets(make_reported(rows), sound)[0]
    space = PlotSpace(WINDOW, lambda level: level / 10, 300, 200)
    days = [day, pd.Timestamp("2018-12-31")]
    (label,) = draw_day_labels(replace(facet, in_print=reported), days, "y", space)
    assert in_ink(label["text"]) == "<b>5</b><br>Dec 2018"
