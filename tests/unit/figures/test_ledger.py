"""Statements tied to their official figures."""

import pandas as pd

from labour_migration.figures.facets import LINE, describe_facets
from labour_migration.figures.ledger import build_ledger
from labour_migration.figures.small_multiples import draw_facets
from labour_migration.results.judgement import JUDGED, NOT_JUDGED
from labour_migration.results.reconcile import reconcile


def test_one_indicator_of_one_route_a_facet_and_every_statement_is_tied(package):
    found = reconcile(package)
    facets = build_ledger(found, package)
    titles = [facet.title for facet in facets]
    assert len(set(titles)) == len(titles)
    dated = [one for one in found if one.verdict in JUDGED and pd.notna(one.figure["period_end"])]
    assert sum(len(facet.ties) for facet in facets) == len(dated)


def test_tie_joins_the_printed_number_to_the_official_one(package):
    own = [one for one in reconcile(package) if one.figure["figure_id"] == "urdupoint-2024-08-29-residents"]
    (facet,) = build_ledger(own, package)
    assert facet.ties == ((pd.Timestamp("2024-08-29"), 25_000, 25_334),)
    assert facet.shape == LINE
    assert facet.series[0].points["value"].iloc[-1] == 34_911
    assert list(facet.in_print.marks["label"].str.startswith("about 25,000")) == [True]


def test_statement_about_one_route_has_a_facet_of_its_own(package):
    facets = {facet.title: facet for facet in build_ledger(reconcile(package), package)}
    interns = facets["Pakistanis living in Japan: TITP"]
    assert interns.series[0].points["period_end"].max() <= pd.Timestamp("2023-06-30")  # three years later
    assert interns.ties == ((pd.Timestamp("2020-06-30"), 22, 6),)
    assert interns.series[0].points["value"].iloc[-1] == 17
    bounds = interns.in_print.marks[["low", "high"]].iloc[0].to_list()
    assert bounds == [21.5, 22.5]  # what “22” allows
    assert not facets["Pakistanis living in Japan"].reported["programme_id"].eq("titp").any()


def test_official_series_behind_has_nothing_of_the_reports_own_page(package):
    for one in reconcile(package):
        for facet in build_ledger([one], package):
            sources = {source for member in facet.series for source in member.points["source_id"]}
            assert one.figure["source_id"] not in sources


def test_what_has_no_official_figure_of_its_definition_is_not_drawn(package):
    others = [one for one in reconcile(package) if one.verdict not in (*JUDGED, NOT_JUDGED)]
    assert others
    assert build_ledger(others, package) == []


def test_statement_without_a_year_is_drawn_and_tied_to_nothing(package):
    own = [one for one in reconcile(package) if one.figure["figure_id"] == "urdupoint-2024-08-29-trade"]
    (facet,) = build_ledger(own, package)
    assert facet.ties == ()
    assert len(facet.in_print.marks) == 1


def test_country_that_reports_has_one_colour_in_every_facet(package):
    colours: dict[str, set] = {}
    for facet in build_ledger(reconcile(package), package):
        for member in facet.series:
            colours.setdefault(member.name, set()).add(member.colour)
    assert {len(found) for found in colours.values()} == {1}
    assert len(set.union(*colours.values())) == len(colours)


def test_tie_is_drawn_from_level_to_level(package):
    own = [one for one in reconcile(package) if one.figure["figure_id"] == "urdupoint-2024-08-29-residents"]
    figure = draw_facets(build_ledger(own, package), package)
    assert any(list(trace.y)[:2] == [25_000, 25_334] for trace in figure.data if trace.mode == "lines")


def held_of(figure_id: str, package) -> list[tuple[str, float]]:
    own = [one for one in reconcile(package) if one.figure["figure_id"] == figure_id]
    (facet,) = build_ledger(own, package)
    drawn = pd.concat([member.points for member in facet.drawn])
    places = set(zip(drawn["period_start"], drawn["period_end"], drawn["value"], strict=True))
    assert set(facet.held) <= places  # nothing is marked that is not in the chart
    return sorted((f"{end:%F}", value) for _start, end, value in facet.held)


def test_official_figures_of_which_the_statement_is_true_are_marked(package):
    assert held_of("urdupoint-2024-08-29-residents", package) == [("2023-12-31", 25_334)]
    assert [day for day, _value in held_of("daily-the-province-2026-02-residents", package)] == [
        "2024-06-30",
        "2024-12-31",
        "2025-06-30",
        "2025-12-31",
    ]
    assert held_of("the-news-2017-12-14-residents", package) == []
    assert held_of("urdupoint-2024-08-29-trade", package) == []  # not judged


def test_marks_are_those_of_the_years_in_the_chart_and_of_both_agencies(package):
    assert [day for day, _value in held_of("jablog-relations-trade", package)] == [
        "2013-12-31",
        "2014-12-31",
        "2014-12-31",
        "2015-12-31",
        "2015-12-31",
    ]


def test_marked_figures_are_squares_around_their_points(package):
    own = [one for one in reconcile(package) if one.figure["figure_id"] == "urdupoint-2024-08-29-residents"]
    facets = build_ledger(own, package)
    (squares,) = [trace for trace in draw_facets(facets, package).data if "square-open" in (trace.marker.symbol or ())]
    assert (list(squares.x), list(squares.y)) == ([pd.Timestamp("2023-12-31")], [25_334])
    assert facets[0].shapes == {"disc", "bracket", "square"}
    assert describe_facets(facets, "Official figures:").endswith("reported: about 25,000; true: Dec 2023.")
