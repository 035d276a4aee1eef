"""Corrections as lists and as a table of versions."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from labour_migration.data.corrections import Change, Correction, find_differences
from labour_migration.html.correction_rows import format_corrections, format_reason, version_cells, version_columns

DAY = datetime(2026, 1, 2, tzinfo=UTC)
CHANGE = Change("1.0.1", DAY, "sources", {"source_id": "gazette-2020-01-15"}, "url", "https://a.example/<1>", "")


def correction(*changes: Change, reasons: tuple[str, ...] = ()) -> Correction:
    return Correction("1.0.1", DAY, reasons, changes)


def test_changed_cell_leads_to_its_source_and_shows_both_texts_escaped(sound):
    shown = format_corrections([correction(CHANGE, reasons=("`gazette` was *wrong* <b>.",))], sound)
    assert "<h3>Version 1.0.1, 2 January 2026</h3>" in shown
    assert (
        '<a href="data?source=gazette-2020-01-15" target="_self">Example Gazette: Workers leave for Japan</a>' in shown
    )
    assert "<code>url</code>: was <del>https://a.example/&lt;1&gt;</del>, is now <ins>empty</ins>" in shown
    assert "<code>gazette</code> was <em>wrong</em> &lt;b&gt;." in shown


def test_statement_is_shown_by_its_figure_and_leads_to_its_card(sound):
    key = {"figure_id": "gazette-2020-01-15-workers"}
    shown = format_corrections([correction(replace(CHANGE, table="reported_figures", key=key, column="value"))], sound)
    assert 'href="claims?figure=gazette-2020-01-15-workers"' in shown
    assert "more than 1,200 (Example Gazette, 15 January 2020)" in shown


def test_row_that_is_there_no_more_is_named_by_its_codes_and_leads_nowhere(sound):
    shown = format_corrections([correction(replace(CHANGE, key={"source_id": "gone"}))], sound)
    assert "<li>gone, <code>url</code>" in shown


def test_many_changes_of_one_column_are_counted(sound):
    changes = [replace(CHANGE, key={"source_id": f"source-{place}"}, column="note") for place in range(21)]
    shown = format_corrections([correction(*changes)], sound)
    assert "note changed in 21 rows of “Sources”." in shown
    assert "<del>" not in shown
    assert format_corrections([correction(*changes[1:])], sound).count("<del>") == 20


def test_change_that_no_entry_names_leads_to_the_changelog(sound):
    told = format_reason(correction(CHANGE), sound)
    assert told.startswith("No single entry of the changelog names these rows.")
    assert 'href="data?part=changelog"' in told


def test_each_version_tells_what_it_changed_and_added(package):
    cells = {row[0]: row[1:] for row in version_cells(find_differences(package), package)}
    assert cells["Version 3.1.0, 26 November 2026"] == ["0", "Official statistics: 467", "0", "none"]
    assert cells["Version 4.0.0, 26 November 2026"][0] == "2,516"
    assert "table “Remarks” (67 rows)" in cells["Version 4.0.0, 26 November 2026"][3]
    assert {len(row) for row in version_cells(find_differences(package), package)} == {len(version_columns())}


@pytest.mark.parametrize("package", [None])
def test_nothing_is_nothing(package):
    assert format_corrections([], package).strip() == ""
