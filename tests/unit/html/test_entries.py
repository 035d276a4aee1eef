"""One layout of a statement for headlines, cards and points."""

import re
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest

from labour_migration.html.entries import CARDS, HEADLINES, POINTS, Entry, build_entry, find_repeats, format_list
from labour_migration.results.reconcile import reconcile

REGISTRATIONS = "the-news-2023-06-05-registrations"


def text(html: str) -> str:
    """What a reader sees."""
    return unescape(re.sub("<[^>]*>", " ", html)).strip()


@pytest.fixture
def entry_of(package):
    """The entry of a reported figure of the real package in a place."""

    def build(place: str, figure_id: str = REGISTRATIONS) -> Entry:
        ones = [one for one in reconcile(package) if one.figure["figure_id"] == figure_id]
        return build_entry(place, ones[0].figure, ones, package)

    return build


def test_undated_figure_stands_beside_no_official_one(make_reported, sound):
    undated = {"period_start": pd.NaT, "period_end": pd.NaT, "indicator_id": "residents"}
    (figure,) = make_reported(undated).to_dict("records")
    entry = build_entry(HEADLINES, figure, [], sound)
    assert (entry.official, entry.ruling) == ("", "")


def test_places_show_the_same_figure_and_words_and_all_but_headlines_the_speaker(entry_of):
    entries = [entry_of(place) for place in (HEADLINES, CARDS, POINTS)]
    assert {(entry.figure, entry.what) for entry in entries} == {(entries[0].figure, entries[0].what)}
    for entry in entries:
        assert sum("<q " in line for line in entry.lines) == 1
    assert ["Japan's immigration authorities" in entry.lines for entry in entries] == [False, True, True]
    assert len(entries[0].lines) == 2


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        (HEADLINES, {"official", "ruling"}),
        (CARDS, {"verdicts", "repeats_head", "repeats", "repeats_lost", "note", "address"}),
        (POINTS, {"ruling", "repeats_head", "repeats", "repeats_lost", "note", "address"}),
    ],
)
def test_each_place_shows_its_parts(place, parts, entry_of):
    everywhere = {"kind", "figure", "what", "lines", "code"}
    assert {name for name, part in vars(entry_of(place)).items() if part} == everywhere | parts


@pytest.mark.parametrize(
    ("place", "opening"),
    [
        (HEADLINES, '<ul class="headlines">\n<li>\n<div class="claimed"><div class="number">'),
        (CARDS, '<ul class="cards">\n<li id="figure">\n<h3>'),
        (POINTS, '<div role="status">\n<ul class="cards points">\n<li class="event">\n<h3>'),
    ],
)
def test_place_gives_the_classes_that_the_style_sheet_knows(place, opening):
    entry = Entry(kind="event", figure="2 May", what="A memorandum", lines=(), code="figure")
    assert format_list(place, [entry]).startswith(opening)


def test_empty_part_is_not_shown_and_text_is_escaped():
    bad = "<script>\"'&"
    entry = Entry(kind="event", figure=bad, what=bad, lines=(bad,), official=bad, note=bad)
    html = format_list(POINTS, [replace(entry, official=""), entry])
    assert "<script>" not in html
    assert html.count('class="official"') == 1
    assert not any(part in html for part in ("verdict", "repeats", "<details"))
    assert text(html).count(bad) == 9


@pytest.mark.parametrize(("is_unfolded", "tag"), [(False, "<details>"), (True, "<details open>")])
def test_arithmetic_is_unfolded_when_asked(is_unfolded, tag, entry_of):
    assert tag in format_list(CARDS, [entry_of(CARDS, "urdupoint-2024-08-29-residents")], is_unfolded)


def test_every_repeat_is_found_under_its_original(package):
    repeats = package.reported[package.reported["repeats"] != ""]
    assert sum(map(len, find_repeats(package).values())) == len(repeats)
