"""Statements tied to their official figures."""

import pandas as pd

from labour_migration.figures.facets import LINE
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
