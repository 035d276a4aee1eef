"""Rules about a curator's care: no row that nothing rests on, no choice or doubt without a reason."""

from collections.abc import Iterator

import pandas as pd

from labour_migration.data.rules.rule import Cell, Frames, Rules
from labour_migration.language import gettext as _
from labour_migration.problems import Problem

RULES = Rules()

# Column -> the table whose rows it names. A comparison or an exception alone is no use of an indicator, and a passage
# none of a source.
_LISTED = {"source_id": "sources", "indicator_id": "indicators"}
_NO_USE = {"comparisons", "exceptions", "passages"}
# Table, column and value of each choice or doubt that needs a reason: a remark, or a note of its own.
_DOUBTS = (
    ("sources", "is_date_inferred", "true"),
    ("reported_figures", "rank", "preferred"),
    ("official_statistics", "rank", "preferred"),
    *(("official_statistics", "obs_status", status) for status in "BEPU"),
    *((table, "locator", "unknown") for table in ("reported_figures", "events", "sectors")),
)


_RESTING = ("reported_figures", "official_statistics", "releases", "events", "sectors", "programmes", "missing_data")


@RULES.reading(*_RESTING, *_LISTED.values())
def find_unused_rows(frames: Frames) -> Iterator[Problem]:
    """Sources and indicators that no row rests on."""
    for column, table in _LISTED.items():
        used = {
            identifier
            for name, frame in frames.items()
            if name not in (table, *_NO_USE) and column in frame
            for identifier in frame[column].unique()
        }
        for line, identifier in frames[table][column].items():
            if identifier not in used:
                expected, remedy = _("a row that rests on it"), _("Record the figure, or take this row out.")
                at = Cell(table, line, column)
                yield at.problem(f"{table[:-1]}-unused", f"‘{identifier}’", expected, remedy)


@RULES.reading("reported_figures", "official_statistics", "comparisons", "events", "sectors", "sources")
def find_missing_reasons(frames: Frames) -> Iterator[Problem]:
    """Choices and doubts without a reason: an inferred date, an unknown locator, a rank, a status, a comparison."""
    expected, remedy = _("a remark or a note that says why"), _("Give the reason in remarks or in note.")
    for table, column, doubt in _DOUBTS:
        frame = frames[table]
        for line in frame.index[(frame[column] == doubt) & _is_untold(frame, "note")]:
            yield Cell(table, line, column).problem("reason-missing", f"‘{doubt}’", expected, remedy)
    for line in frames["comparisons"].index[_is_untold(frames["comparisons"], "reason")]:
        expected, remedy = _("a remark or a reason"), _("Say why this official figure, or why none.")
        yield Cell("comparisons", line, "reason").problem("reason-missing", _("an empty cell"), expected, remedy)


def _is_untold(frame: pd.DataFrame, column: str) -> pd.Series:
    """Whether each row of a table has neither a remark nor free text in a column."""
    told = [frame[name] != "" for name in ("remarks", column) if name in frame]
    return ~pd.concat(told, axis="columns").any(axis="columns") if told else pd.Series(True, index=frame.index)
