"""What the feeds tell: corrections cell by cell, results that turned."""

from xml.etree import ElementTree

import pandas as pd
import pytest

from labour_migration.data.corrections import find_corrections
from labour_migration.data.schema import read_time
from labour_migration.feeds import parse_feed_query, write_corrections, write_turns
from labour_migration.labels import format_period
from labour_migration.results.turns import Result, Turn

ATOM = {"a": "http://www.w3.org/2005/Atom"}
BASE = "https://a.example/"
RESIDENTS = "urdupoint-2024-08-29-residents"


def entries_of(feed: bytes) -> list[dict[str, str]]:
    return [
        {name: entry.findtext(f"a:{name}", None, ATOM) for name in ("id", "title", "updated", "summary")}
        | {"link": entry.find("a:link", ATOM).get("href")}
        for entry in ElementTree.fromstring(feed).findall("a:entry", ATOM)
    ]


def test_each_changed_cell_of_a_figure_is_an_entry(package):
    entries = entries_of(write_corrections(package, BASE))
    ids = [entry["id"] for entry in entries]
    assert len(set(ids)) == len(ids)
    figures = [one for one in find_corrections(package) if not one.changes[0].is_wording and not one.is_many]
    assert len([entry for entry in entries if " changed in " not in entry["title"]]) == sum(
        len(one.changes) for one in figures
    )
    (status,) = [entry for entry in entries if "obs_status" in entry["title"]]
    period = format_period(pd.Timestamp("2025-01-01"), pd.Timestamp("2025-03-31"))
    assert status["title"] == f"Workers registered in Pakistan for work in Japan, {period}: obs_status changed"
    assert status["summary"].startswith("Version 3.2.0. It was A (normal value), and is now U (unverified). ")
    assert status["link"] == f"{BASE}data?source=beoe-via-app-2025-04-21"
    assert status["updated"] == "2026-11-26T00:00:00Z"


def test_mass_change_is_one_entry_with_the_number_of_rows(package):
    (notes,) = [
        entry
        for entry in entries_of(write_corrections(package, BASE))
        if entry["title"].startswith("note changed in 2,0")
    ]
    assert notes["title"] == "note changed in 2,052 rows of “Official statistics”."
    assert notes["link"] == f"{BASE}data?part=corrections"


def test_entries_are_told_by_the_same_identifiers_at_every_address(package):
    here, there = (entries_of(write_corrections(package, base)) for base in (BASE, "http://b.example:1/x/"))
    assert [entry["id"] for entry in here] == [entry["id"] for entry in there]


@pytest.fixture
def turns(monkeypatch, package):
    """Two statements that turned."""
    source = package.sources["isa-residents-by-status"]
    old = Result("above", "Higher than official", "It was higher.", None, ())
    new = Result("agrees", "Consistent", "The two are consistent.", None, (source,))
    codes = (RESIDENTS, "the-news-2023-06-05-arrivals")
    found = tuple(Turn(code, "4.0.0", read_time(package.descriptor.created), old, new) for code in codes)
    monkeypatch.setattr("labour_migration.feeds.find_turns", lambda _package: found)
    return found


def test_result_that_turned_is_told_with_both_results_and_the_official_source(turns, package):
    told = entries_of(write_turns.__wrapped__(package, BASE))
    assert len(told) == len(turns)
    assert told[0]["title"].startswith("Consistent: About 25,000")
    assert (
        "The result was “Higher than official”, and is now “Consistent”. The two are consistent." in told[0]["summary"]
    )
    assert "Official figure: Immigration Services Agency of Japan, https://" in told[0]["summary"]
    assert told[0]["link"] == f"{BASE}claims?figure={RESIDENTS}"


def test_feed_of_a_statement_has_its_own_turns_and_that_of_a_repeat_those_of_its_original(turns, package):
    feed = write_turns.__wrapped__(package, BASE, RESIDENTS)
    assert len(entries_of(feed)) == 1
    repeats = package.reported[package.reported["repeats"] == RESIDENTS]["figure_id"]
    assert {write_turns.__wrapped__(package, BASE, code) for code in repeats} <= {feed}
    link = ElementTree.fromstring(feed).find("a:link[@rel='self']", ATOM)
    assert link.get("href") == f"{BASE}claims.atom?figure={RESIDENTS}"


@pytest.mark.parametrize(
    ("query", "feed", "code", "fields"),
    [
        ({}, "claims.atom", "", []),
        ({"figure": ["a"]}, "claims.atom", "a", []),
        ({"figure": ["a"]}, "corrections.atom", "", ["figure"]),
        ({"figure": ["a", "b"]}, "claims.atom", "a", ["figure"]),
        ({"figure": [""]}, "claims.atom", "", ["figure"]),
        ({"figure": ["a"], "v": ["3.0.0"]}, "claims.atom", "a", ["v"]),
    ],
)
def test_query_names_one_figure_or_none(query, feed, code, fields):
    found, problems = parse_feed_query(query, feed)
    assert (found, [problem.field for problem in problems]) == (code, fields)
    assert all("claims.atom?figure=…" in problem.remedy for problem in problems)
