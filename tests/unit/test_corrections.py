"""Corrections in words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from labour_migration import corrections
from labour_migration.corrections import (
    figures_first,
    find_address,
    list_changes,
    name_row,
    show_cell,
    summarise_corrections,
)
from labour_migration.data.corrections import Change, Correction, Difference, find_differences

DAY = datetime(2026, 1, 2, tzinfo=UTC)
KEY = {
    "indicator_id": "residents",
    "programme_id": "titp",
    "nationality_id": "VNM",
    "area_id": "JP-01",
    "category": "",
    "period_start": "2019-12-31",
    "period_end": "2019-12-31",
    "source_id": "statistics-2020",
}
CHANGE = Change("1.0.1", DAY, "official_statistics", KEY, "value", "1", "2")


def test_finding_counts_the_rows_of_each_table_since_the_first_version(package):
    then = replace(package, descriptor=replace(package.descriptor, version="5.0.0"))
    assert summarise_corrections(then) == (
        "Since version 3.0.0 we have changed 1 official figure, 1 event and 6 sources, the last on 26 November 2026. "
        "No number changed, only links, dates, quotes or marks."
    )
    first = replace(package, descriptor=replace(package.descriptor, version="3.1.0"))
    assert summarise_corrections(first) == "No figure has changed since version 3.0.0."
    assert summarise_corrections(replace(package, folder=None)) == (
        "We have not released another version of the data yet."
    )


def test_finding_says_in_how_many_the_number_changed(monkeypatch, sound):
    changes = (
        CHANGE,
        replace(CHANGE, column="obs_status"),
        replace(CHANGE, key={**KEY, "area_id": "JPN"}, column="rank"),
    )
    monkeypatch.setattr(corrections, "find_differences", lambda _package: (Difference("1.0.0", "1.0.1", DAY, changes),))
    monkeypatch.setattr(corrections, "find_corrections", lambda _package: (Correction("1.0.1", DAY, (), changes),))
    assert summarise_corrections(sound) == (
        "Since version 1.0.0 we have changed 2 official figures, the last on 2 January 2026. "
        "In 1 of them the number changed."
    )


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({}, "People living in Japan, Technical Intern Training Program, Viet Nam, Hokkaido, 31 December 2019"),
        (
            {"programme_id": "all", "nationality_id": "PAK", "area_id": "JPN"},
            "People living in Japan, 31 December 2019",
        ),
        ({"indicator_id": "gone", "nationality_id": "all"}, "gone, Technical Intern Training Program, Hokkaido"),
    ],
)
def test_official_figure_is_named_by_what_is_counted_of_whom_where_and_when(changed, name, sound):
    assert name_row(replace(CHANGE, key={**KEY, **changed}), sound).startswith(name)


def test_row_leads_to_its_statement_else_to_its_source_else_nowhere(sound):
    def of(table: str, **key: str):
        return find_address(replace(CHANGE, table=table, key=key), sound)

    figure = "gazette-2020-01-15-residents"
    assert of("comparisons", figure_id=figure, indicator_id="residents") == ("claims", {"figure": [figure]})
    assert find_address(CHANGE, sound) == ("data", {"source": ["statistics-2020"]})
    event = sound.events.iloc[0]
    assert of("events", event_id=event["event_id"]) == ("data", {"source": [event["source_id"]]})
    assert of("areas", area_id="JPN") is None
    assert of("events", event_id="gone") is None


@pytest.mark.parametrize(
    ("column", "text", "shown"),
    [
        ("obs_status", "U", "U (unverified)"),
        ("period_end", "2019-12-31", "31 December 2019"),
        ("value", "0.50", "0.50"),
        ("note", "", "empty"),
        ("gone", "text", "text"),
    ],
)
def test_cell_is_shown_as_it_is_read(column, text, shown, sound):
    assert show_cell(replace(CHANGE, column=column), text, sound) == shown


def test_file_has_every_change_and_its_reason(package):
    figures, words = figures_first(package)
    rows = list_changes([*figures, *words])
    assert len(rows) == sum(len(one.changes) for one in find_differences(package))
    assert not rows.duplicated(["version", "table", "row", "column"]).any()
    (status,) = rows[rows["column"] == "obs_status"].to_dict("records")
    assert (status["old"], status["new"], status["date_released"]) == ("A", "U", "2026-11-26")
    assert status["reason"].startswith("`workers-registered`")
