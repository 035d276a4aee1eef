"""Remarks in words: before the free text of a row, in the reader's language, for every row of a table."""

from gettext import NullTranslations

import pandas as pd
import pytest

from labour_migration import language
from labour_migration.data.remarks import FREE_TEXT, format_note, with_whole_notes

COPY, NO_COUNT = "We read it only in a copy.", "Nobody counts what may be."


@pytest.mark.parametrize(
    ("remarks", "own", "told"),
    [
        ("", "", ""),
        ("", "Of last year.", "Of last year."),
        ("secondary-copy", "", COPY),
        ("no-count secondary-copy", "Of last year.", f"{NO_COUNT} {COPY} Of last year."),
    ],
)
def test_note_is_the_remarks_in_their_order_then_the_free_text(remarks, own, told, sound):
    assert format_note(remarks, own, sound) == told


def test_code_that_is_not_in_the_list_is_refused(sound):
    with pytest.raises(KeyError):
        format_note("seen-in-a-dream", "", sound)


def test_remarks_and_free_text_are_translated(sound, monkeypatch):
    class Loud(NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper()

    monkeypatch.setattr(language, "find", lambda code: language.Language(code, "en_GB", Loud()))
    assert format_note("secondary-copy", "Of last year.", sound) == f"{COPY.upper()} OF LAST YEAR."


@pytest.mark.parametrize("table", FREE_TEXT)
def test_rows_get_whole_notes_and_keep_all_else(table, package):
    rows, column = package.tables[table].iloc[::-1], FREE_TEXT[table]
    before = rows.copy()
    whole = with_whole_notes(rows, package)
    pd.testing.assert_frame_equal(rows, before)
    pd.testing.assert_frame_equal(whole.drop(columns=column), rows.drop(columns=column))
    expected = [format_note(*cells, package) for cells in zip(rows["remarks"], rows[column], strict=True)]
    assert list(whole[column]) == expected
    assert whole[column].dtype == rows[column].dtype


def test_no_rows_and_rows_without_remarks_come_back_as_they_are(package):
    assert with_whole_notes(package.official.iloc[:0], package).empty
    assert with_whole_notes(package.events, package) is package.events
