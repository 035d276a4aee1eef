"""What is computed for a chart is tested by value; the drawing, by its traces, shapes and axes."""

from dataclasses import replace

import pandas as pd
import pytest

from labour_migration.data.selection import Selection, select
from labour_migration.figures.drawing import ALT_AT_MOST
from labour_migration.figures.placement import PlotSpace
from labour_migration.figures.reported import (
    SYMBOLS,
    build_label_points,
    build_reported_facets,
    draw_hedges,
    draw_marks,
    find_shapes,
)
from labour_migration.figures.style import PROMISED, REPORTED
from labour_migration.figures.timeline import describe_events, draw_timeline

POTENTIAL = {
    "as_printed": "it could reach tens of thousands",
    "statement": "potential",
    "value": float("nan"),
    "comparator": "",
    "value_low": 20000,
    "value_high": 99999,
}
DAY = {"indicator_id": "residents", "period_start": pd.Timestamp("2019-12-31")}
WINDOW = (pd.Timestamp("2019-01-01"), pd.Timestamp("2020-12-31"))


def symbols(facet) -> list[str]:
    return [
        symbol
        for trace in draw_marks(facet)
        if isinstance(trace.get("marker", {}).get("symbol"), tuple)
        for symbol in trace["marker"]["symbol"]
    ]


def space(top: float, height: float = 240) -> PlotSpace:
    return PlotSpace(WINDOW, lambda level: level / top, 300, height)


def test_each_indicator_has_a_panel_and_promises_have_their_own(articles, package):
    facets = build_reported_facets(articles, package)
    assert [(facet.title, facet.is_promise) for facet in facets] == [
        ("Pakistanis living in Japan", False),
        ("Pakistanis living in Japan", True),
        ("Pakistanis registered in Japan", False),
        ("Pakistanis who arrived in Japan", False),
        ("Japanese-language schools in Pakistan", False),
        ("Trade between Pakistan and Japan", False),
    ]


def test_panel_never_mixes_units_measures_or_promises(package):
    for facet in build_reported_facets(package.reported, package):
        reported = package.reported
        originals = reported[reported["period_end"].notna() & (reported["repeats"] == "")]
        rows = originals[originals["indicator_id"].map(package.indicators["name"]) == facet.title]
        assert facet.unit == package.indicators.loc[rows["indicator_id"].iloc[0], "unit"]
        drawn = rows[(rows["statement"] != "outcome") == facet.is_promise]
        assert len(facet.marks) == len(drawn)


def test_marks_keep_number_hedge_and_words(articles, package):
    marks = pd.concat([facet.marks for facet in build_reported_facets(articles, package)], ignore_index=True)
    assert list(marks["label"]) == [
        "about 25,000",
        "“hundreds of thousands”",
        "more than 5,000, in 5 articles",
        "5,000",
        "“several”",
        "US$1.27 billion, in 2 articles",
    ]
    assert list(marks["level"]) == [25000, 200000, 5000, 5000, 3, 1.27e9]
    assert list(marks["is_about"]) == [True, False, False, False, False, False]
    assert list(marks["is_open_above"]) == [False, False, True, False, True, False]
    assert not marks["is_open_below"].any()
    assert list(marks["low"].dropna()) == [23_750, 200_000, 3]
    assert list(marks["high"].dropna()) == [26_250, 999_999]
    assert list(marks["shape"]) == ["disc", "diamond", "dash", "dash", "dot", "dash"]
    assert list(marks["publisher"])[::2] == [
        "UrduPoint",
        "The News International and 4 others",
        "The News International",
    ]
    assert marks["date"].iloc[0] == "Aug 2024"


def test_undated_figure_has_no_mark_and_alone_no_panel(make_reported, sound):
    undated = {"period_start": pd.NaT, "period_end": pd.NaT}
    (facet,) = build_reported_facets(make_reported({}, undated), sound)
    assert len(facet.marks) == 1
    assert build_reported_facets(make_reported(undated), sound) == []


def test_statement_in_many_publications_is_one_mark_with_their_number_in_words(make_reported, sound):
    original, repeat, again = (
        {"figure_id": "first", "source_id": "gazette-2020-01-15"},
        {"figure_id": "second", "source_id": "office-2019", "repeats": "first"},
        {"figure_id": "third", "source_id": "office-2019", "repeats": "first"},
    )
    rows, compared = make_reported(original, repeat, again), sound.comparisons.iloc[:0]
    everything = replace(sound, tables={**sound.tables, "reported_figures": rows, "comparisons": compared})
    (facet,) = build_reported_facets(make_reported(original, repeat), everything)
    assert facet.marks["label"].to_list() == ["more than 1,200, in 2 articles"]
    assert facet.marks["publisher"].to_list() == ["Example Gazette and 1 other"]
    assert facet.marks["hover"].iloc[0].endswith("<br>Example Gazette<br>Example Office")
    assert build_reported_facets(make_reported(repeat), everything) == []


def test_figures_on_one_point_have_one_label_and_all_hover_texts(make_reported, sound):
    (facet,) = build_reported_facets(make_reported(DAY, DAY | {"as_printed": "1,200 and more"}), sound)
    (point,) = build_label_points(facet)
    assert point.figure == "more than 1,200"
    assert "“more than 1,200 workers left last year”" in point.hover
    assert "“1,200 and more”" in point.hover


@pytest.mark.parametrize(
    ("comparator", "kinds", "path"),
    [
        (">", ["path"], "M-5.5,9L0,14L5.5,9"),
        (">=", ["path"], "M-5.5,9L0,14L5.5,9"),
        ("<", ["path"], "M-5.5,-9L0,-14L5.5,-9"),
        ("<=", ["path"], "M-5.5,-9L0,-14L5.5,-9"),
        ("~", ["line", "line", "line"], None),
        ("", [], None),
    ],
)
def test_hedge_is_a_caret_or_a_bracket_and_never_long(comparator, kinds, path, make_reported, sound):
    (facet,) = build_reported_facets(make_reported(DAY | {"comparator": comparator}), sound)
    drawn = draw_hedges(facet, "y", space(2400))
    assert [shape["type"] for shape in drawn] == kinds
    assert {shape.get("path") for shape in drawn} - {None} == ({path} if path else set())


def test_bracket_of_about_is_five_per_cent_on_either_side_to_scale(make_reported, sound):
    (facet,) = build_reported_facets(make_reported(DAY | {"comparator": "~", "value": 25_000}), sound)
    low, high, post = draw_hedges(facet, "y2", space(30_000))
    assert (low["y0"], low["y1"], high["y0"], high["y1"]) == (23_750, 23_750, 26_250, 26_250)
    assert (post["y0"], post["y1"], post["yref"]) == (23_750, 26_250, "y2")
    assert post["x0"] == post["x1"] == 0  # 20 pixels: it is seen around its mark
    *_bounds, post = draw_hedges(facet, "y", space(300_000))
    assert post["x0"] == post["x1"] == -10  # 2 pixels: beside it


def test_two_bounds_without_a_number_are_a_bracket_with_the_result_in_its_middle(make_reported, sound):
    (facet,) = build_reported_facets(make_reported(POTENTIAL), sound)
    low, high, _post = draw_hedges(facet, "y", space(120_000))
    assert (low["y0"], high["y0"]) == (20_000, 99_999)
    points = [trace for trace in draw_marks(facet) if isinstance(trace.get("marker", {}).get("symbol"), tuple)]
    assert list(points[0]["y"]) == [59_999.5]


def test_promise_is_a_diamond_in_its_own_colour(make_reported, sound):
    for facet in build_reported_facets(make_reported(POTENTIAL, {"statement": "target"}), sound):
        assert symbols(facet) == ["diamond-open"]
        assert {trace["marker"]["color"] for trace in draw_marks(facet) if trace["mode"] == "markers"} == {PROMISED}
    (outcome,) = build_reported_facets(make_reported(DAY), sound)
    assert {trace["marker"]["color"] for trace in draw_marks(outcome) if trace["mode"] == "markers"} == {REPORTED}
    assert symbols(outcome) == [SYMBOLS["dot"][0]]


def test_flow_is_a_bar_over_its_period_and_stock_a_mark_on_its_day(make_reported, sound):
    (flow,) = build_reported_facets(make_reported({"comparator": ""}), sound)
    (bar,) = [trace for trace in draw_marks(flow) if trace["mode"] == "lines"]
    assert list(pd.to_datetime(bar["x"])) == [pd.Timestamp("2019-01-01"), pd.Timestamp("2019-12-31"), pd.NaT]
    assert list(bar["y"]) == [1200, 1200, None]
    (stock,) = build_reported_facets(make_reported(DAY | {"comparator": ""}), sound)
    assert [trace for trace in draw_marks(stock) if trace["mode"] == "lines"] == []


def test_key_has_the_shapes_that_are_drawn(make_reported, sound):
    (facet,) = build_reported_facets(make_reported(DAY | {"comparator": "~"}, DAY | {"comparator": ">"}), sound)
    assert find_shapes(facet) == {"dot", "bracket", "caret"}


def test_flow_whose_period_is_not_named_says_so(articles, package):
    kinds = {facet.title: facet.kind for facet in build_reported_facets(articles, package)}
    assert kinds["Trade between Pakistan and Japan"] == "period not stated"
    assert kinds["Pakistanis who arrived in Japan"] == "over a period"


def test_inferred_day_of_an_event_is_told(package):
    event = package.events[package.events["event_id"] == "all-time-high-2023"]
    (label,) = draw_timeline(event, package).layout.annotations
    assert label.text == "<b>5 June 2023 (assumed)</b> Arrivals called an all-time high"


def test_hover_text_names_words_period_and_publisher(articles, package):
    marks = build_reported_facets(articles, package)[0].marks
    assert marks["hover"].iloc[0] == (
        "<b>about 25,000</b><br>29 August 2024 (assumed)<br>“25,000-strong Pakistani diaspora in Japan”<br>UrduPoint"
    )


def test_timeline_has_every_event_in_order_of_time(package):
    figure = draw_timeline(package.events, package)
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert len(texts) == len(package.events)
    assert texts[0] == "<b>2019</b> Memorandum on TITP signed (no day given)"
    assert texts[3] == "<b>23 December 2019</b> Memorandum on SSW signed in Islamabad"
    depths = [annotation.y for annotation in figure.layout.annotations]
    assert depths == sorted(depths)


def test_year_is_a_bar_of_a_year_in_the_timeline(package):
    floods = package.events[package.events["event_id"] == "floods-2022"]
    _track, bar, _dot = draw_timeline(floods, package).data
    assert list(pd.to_datetime(bar["x"])) == [pd.Timestamp("2022-01-01"), pd.Timestamp("2023-01-01"), pd.NaT]


def test_alternative_text_counts_what_does_not_fit(package):
    text = describe_events(package.events)
    assert text.startswith("20 events, 2019 to 2024: Memorandum on TITP signed")
    assert text.endswith(", and 15 more.")


def test_alternative_text_of_events_is_short_whatever_is_chosen(package):
    for selection in (Selection(), Selection(("titp",)), Selection(year_from=2023), Selection(year_to=2019)):
        events = select(package.events, selection, package)
        assert events.empty or 20 < len(describe_events(events)) <= ALT_AT_MOST


def test_no_event_is_a_sentence(package):
    figure = draw_timeline(package.events.iloc[:0], package)
    assert len(figure.data) == 0
    assert "matches these filters" in figure.layout.annotations[0].text


def test_drawing_leaves_its_input_as_it_was(package):
    reported, events = package.reported.copy(), package.events.copy()
    for facet in build_reported_facets(package.reported, package):
        draw_marks(facet)
    draw_timeline(package.events, package)
    assert package.reported.equals(reported)
    assert package.events.equals(events)
