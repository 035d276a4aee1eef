"""Statements tied to their official figures."""

import pandas as pd

from labour_migration.figures.ledger import build_ledger
from labour_migration.figures.strips import draw_strips
from labour_migration.figures.tracks import LINE
from labour_migration.reconciliation import JUDGED, reconcile


def test_one_indicator_a_strip_and_every_statement_is_tied(package):
    found = reconcile(package)
    strips = build_ledger(found, package)
    titles = [strip.title for strip in strips]
    assert len(set(titles)) == len(titles)
    dated = [one for one in found if one.verdict in JUDGED and pd.notna(one.figure["period_end"])]
    assert sum(len(strip.ties) for strip in strips) == len(dated)


def test_tie_joins_the_printed_number_to_the_official_one(package):
    own = [one for one in reconcile(package) if one.figure["figure_id"] == "urdupoint-2024-08-29-residents"]
    (strip,) = build_ledger(own, package)
    assert strip.ties == ((pd.Timestamp("2024-08-29"), 25_000, 27_642),)
    assert strip.shape == LINE
    assert strip.tracks[0].points["value"].iloc[-1] == 34_911
    assert list(strip.panel.marks["label"].str.startswith("about 25,000")) == [True]


def test_official_series_behind_has_nothing_of_the_reports_own_page(package):
    for one in reconcile(package):
        for strip in build_ledger([one], package):
            sources = {source for track in strip.tracks for source in track.points["source_id"]}
            assert one.figure["source_id"] not in sources


def test_what_is_not_judged_is_not_drawn(package):
    assert build_ledger([one for one in reconcile(package) if one.verdict not in JUDGED], package) == []


def test_tie_is_drawn_from_level_to_level(package):
    own = [one for one in reconcile(package) if one.figure["figure_id"] == "urdupoint-2024-08-29-residents"]
    figure = draw_strips(build_ledger(own, package), package)
    assert any(list(trace.y)[:2] == [25_000, 27_642] for trace in figure.data if trace.mode == "lines")
