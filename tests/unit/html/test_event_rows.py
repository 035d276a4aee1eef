"""Dated events in a table."""

import pandas as pd

from labour_migration.html.event_rows import event_cells, event_columns


def test_events_stand_in_order_of_time_each_with_its_words(package):
    before = package.events.copy()
    cells = event_cells(package.events, package)
    assert {len(row) for row in cells} == {len(event_columns())}
    assert len(cells) == len(package.events)
    assert all(row[3].startswith("<a href=") for row in cells)
    pd.testing.assert_frame_equal(package.events, before)


def test_no_events_are_no_rows(package):
    assert event_cells(package.events.head(0), package) == []
