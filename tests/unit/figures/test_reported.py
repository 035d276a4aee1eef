"""What is computed for a chart is tested by value; the drawing, by its traces, axes and alternative text."""

from dataclasses import replace

import pandas as pd
import pytest

from labour_migration.data.selection import Selection, select
from labour_migration.figures.drawing import ALT_AT_MOST
from labour_migration.figures.reported import build_reported_facets, describe_reported, draw_reported
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


def symbols(figure) -> list[str]:
    return [symbol for trace in figure.data if isinstance(trace.marker.symbol, tuple) for symbol in trace.marker.symbol]


def trace_texts(figure) -> list[str]:
    return [" ".join(text.replace("<br>", " ").split()) for trace in figure.data if trace.text for text in trace.text]


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
        "more than 5,000, in 5 outlets",
        "5,000",
        "“several”",
        "US$1.27 billion, in 2 outlets",
    ]
    assert list(marks["level"]) == [25000, 200000, 5000, 5000, 3, 1.27e9]
    assert list(marks["is_open_above"]) == [True, False, True, False, True, False]
    assert list(marks["is_open_below"]) == [True, False, False, False, False, False]
    assert marks["high"].dropna().to_list() == [999999]


def test_undated_figure_has_no_mark_and_alone_no_panel(make_reported, sound):
    undated = {"period_start": pd.NaT, "period_end": pd.NaT}
    (facet,) = build_reported_facets(make_reported({}, undated), sound)
    assert len(facet.marks) == 1
    assert build_reported_facets(make_reported(undated), sound) == []


def test_statement_in_many_outlets_is_one_mark_with_their_number_in_words(make_reported, sound):
    original, repeat, again = (
        {"figure_id": "first", "source_id": "gazette-2020-01-15"},
        {"figure_id": "second", "source_id": "office-2019", "repeats": "first"},
        {"figure_id": "third", "source_id": "office-2019", "repeats": "first"},
    )
    everything = replace(sound, tables={**sound.tables, "reported_figures": make_reported(original, repeat, again)})
    (facet,) = build_reported_facets(make_reported(original, repeat), everything)
    assert facet.marks["label"].to_list() == ["more than 1,200, in 2 outlets"]
    assert facet.marks["lines"].to_list() == [("more than 1,200,", "in 2 outlets")]
    assert facet.marks["hover"].iloc[0].endswith("<br>Example Gazette<br>Example Office")
    assert "more than 1,200, in 2 outlets" in describe_reported([facet])
    assert build_reported_facets(make_reported(repeat), everything) == []


def test_figures_on_one_point_have_one_label_and_all_hover_texts(make_reported, sound):
    same = {"indicator_id": "residents", "period_start": pd.Timestamp("2019-12-31")}
    figure = draw_reported(build_reported_facets(make_reported(same, same | {"as_printed": "1,200 and more"}), sound))
    assert trace_texts(figure) == ["more than 1,200"]
    (hover,) = [text for trace in figure.data if trace.hovertext for text in trace.hovertext]
    assert "“more than 1,200 workers left last year”" in hover
    assert "“1,200 and more”" in hover


def test_every_label_is_drawn_and_every_axis_starts_at_zero(articles, package):
    figure = draw_reported(build_reported_facets(articles, package))
    labels = [label for facet in build_reported_facets(articles, package) for label in facet.marks["label"]]
    assert trace_texts(figure) == labels
    assert figure.layout.meta == {"unlabelled": 0}
    for axis in figure.select_yaxes():
        assert axis.range[0] == 0
        assert axis.range[1] > axis.tickvals[1] > 0


@pytest.mark.parametrize(
    ("change", "arrows"),
    [
        ({}, ["arrow-up"]),
        ({"comparator": ""}, []),
        ({"comparator": "~"}, ["arrow-up", "arrow-down"]),
        ({"comparator": "<="}, ["arrow-down"]),
        ({"comparator": "<"}, ["arrow-down"]),
        (POTENTIAL, []),
    ],
)
def test_hedge_is_an_arrow_without_an_end(change, arrows, make_reported, sound):
    figure = draw_reported(build_reported_facets(make_reported(change), sound))
    assert [symbol for symbol in symbols(figure) if symbol.startswith("arrow")] == arrows


def test_promise_is_drawn_in_its_own_colour_and_never_as_a_filled_dot(make_reported, sound):
    promised = draw_reported(build_reported_facets(make_reported(POTENTIAL, {"statement": "target"}), sound))
    colours = {trace.line.color for trace in promised.data if trace.mode == "lines"}
    assert colours == {PROMISED}
    assert set(symbols(promised)) == {"line-ew-open", "arrow-up", "circle-open"}
    outcome = draw_reported(build_reported_facets(make_reported({}), sound))
    assert {trace.line.color for trace in outcome.data if trace.mode == "lines"} == {REPORTED}


def test_flow_is_a_bar_over_its_period_and_stock_a_dot_on_its_day(make_reported, sound):
    flow = draw_reported(build_reported_facets(make_reported({"comparator": ""}), sound))
    (bar,) = [trace for trace in flow.data if trace.mode == "lines"]
    assert list(pd.to_datetime(bar.x)) == [pd.Timestamp("2019-01-01"), pd.Timestamp("2019-12-31"), pd.NaT]
    assert list(bar.y) == [1200, 1200, None]
    day = {"indicator_id": "residents", "comparator": "", "period_start": pd.Timestamp("2019-12-31")}
    stock = draw_reported(build_reported_facets(make_reported(day), sound))
    assert [trace for trace in stock.data if trace.mode == "lines"] == []


def test_words_without_a_number_are_hollow(make_reported, sound):
    several = {"as_printed": "several left", "value": float("nan"), "comparator": "", "value_low": 3}
    drawn = symbols(draw_reported(build_reported_facets(make_reported(several), sound)))
    assert sorted(drawn) == ["arrow-up", "circle-open"]


def test_flow_whose_period_is_not_named_says_so(articles, package):
    kinds = {facet.title: facet.kind for facet in build_reported_facets(articles, package)}
    assert kinds["Trade between Pakistan and Japan"] == "over a period that is not named"
    assert kinds["Pakistanis who arrived in Japan"] == "over a period"


@pytest.mark.parametrize(
    ("value", "ticks"),
    [(25_000, (0, 20_000)), (5000, (0, 5000)), (1.27e9, (0, 1e9)), (3, (0, 2, 4)), (900, (0, 1000))],
)
def test_ticks_are_round(value, ticks, make_reported, sound):
    figure = draw_reported(build_reported_facets(make_reported({"value": value, "as_printed": "a number"}), sound))
    assert figure.layout.yaxis.tickvals == ticks


def test_inferred_day_of_an_event_is_told(package):
    event = package.events[package.events["event_id"] == "all-time-high-2023"]
    (label,) = draw_timeline(event, package).layout.annotations
    assert label.text == "<b>5 June 2023 (assumed)</b> Arrivals called an all-time<br>high"


def test_hover_text_names_words_period_and_publisher(articles, package):
    marks = build_reported_facets(articles, package)[0].marks
    assert marks["hover"].iloc[0] == (
        "<b>about 25,000</b><br>29 August 2024 (assumed)<br>“25,000-strong Pakistani diaspora in Japan”<br>UrduPoint"
    )


def test_nothing_to_draw_is_a_sentence(package):
    for figure in (draw_reported([]), draw_timeline(package.events.iloc[:0], package)):
        assert len(figure.data) == 0
        assert "in this selection" in figure.layout.annotations[0].text


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
    assert list(pd.to_datetime(bar.x)) == [pd.Timestamp("2022-01-01"), pd.Timestamp("2023-01-01"), pd.NaT]


SELECTIONS = [
    Selection(),
    Selection(("titp",)),
    Selection(year_from=2023),
    Selection(year_to=2019),
    Selection(("ssw",)),
]


@pytest.mark.parametrize("selection", SELECTIONS)
def test_alternative_text_is_short_and_says_more_than_the_title(selection, package):
    reported, events = select(package.reported, selection, package), select(package.events, selection, package)
    for text, rows in (
        (describe_reported(build_reported_facets(reported, package)), reported),
        (describe_events(events), events),
    ):
        assert rows.empty or 20 < len(text) <= ALT_AT_MOST
        assert text not in ("The figures in print over time", "Dated events")


def test_alternative_text_keeps_the_hedge(articles, package):
    text = describe_reported(build_reported_facets(articles, package))
    assert text == (
        "As articles print it: Pakistanis living in Japan: about 25,000; "
        "Pakistanis registered in Japan: more than 5,000, in 5 outlets; Pakistanis who arrived in Japan: 5,000, "
        "and 3 more."
    )


def test_alternative_text_says_that_a_promise_is_one(make_reported, sound):
    text = describe_reported(build_reported_facets(make_reported(POTENTIAL), sound))
    assert text == "As articles print it: Workers who left for Japan: “tens of thousands” (forecast)."


def test_alternative_text_counts_what_does_not_fit(package):
    text = describe_events(package.events)
    assert text.startswith("20 dated entries, 2019 to 2024: Memorandum on TITP signed")
    assert text.endswith(", and 16 more.")


def test_drawing_leaves_its_input_as_it_was(package):
    reported, events = package.reported.copy(), package.events.copy()
    draw_reported(build_reported_facets(package.reported, package))
    draw_timeline(package.events, package)
    assert package.reported.equals(reported)
    assert package.events.equals(events)
