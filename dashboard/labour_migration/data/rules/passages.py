"""Rules about articles that are recorded whole: no sentence is left out, and each became something or has a reason."""

import re
from collections.abc import Iterator

from labour_migration.data.rules.rule import Cell, Frames, Row, Rules, by_line
from labour_migration.language import gettext as _
from labour_migration.problems import Problem

RULES = Rules()

_PASSAGES, _SOURCES = "passages", "sources"
# Column of passages.csv -> the table of what a sentence became.
_OUTCOMES = {"figure_id": "reported_figures", "event_id": "events", "sector_id": "sectors"}
_REASON = "reason"


@RULES.reading(_PASSAGES)
def find_passages_without_outcome(frames: Frames) -> Iterator[Problem]:
    """Rows that say nothing of what a sentence became, or two things; sentences that became something and nothing."""
    passages, columns = frames[_PASSAGES], [*_OUTCOMES, _REASON]
    became = {_place(row) for row in passages.to_dict("records") if not row[_REASON]}
    for line, row in by_line(passages):
        filled = [column for column in columns if row[column]]
        if not filled:
            remedy = _("Name what the sentence became, or the reason why it became nothing.")
            expected = _("one of {columns}").format(columns=", ".join(columns))
            yield Cell(_PASSAGES, line, _REASON).problem("passage-outcome", _("none"), expected, remedy)
        elif len(filled) > 1 or (row[_REASON] and _place(row) in became):
            remedy = _("Give each thing that the sentence became a row of its own, and none with a reason beside it.")
            at = Cell(_PASSAGES, line, filled[-1])
            expected = _("one thing a row, and a reason only where the sentence became nothing")
            yield at.problem("passage-outcome", ", ".join(row[column] for column in filled), expected, remedy)


@RULES.reading(_PASSAGES, _SOURCES)
def find_missing_sentences(frames: Frames) -> Iterator[Problem]:
    """Sentences that are left out: a hole in the order of paragraphs and sentences, or another number than is told."""
    listed: dict[str, list[tuple[int, int]]] = {}
    for line, row in by_line(frames[_PASSAGES]):
        source_id, place = _place(row)
        places = listed.setdefault(source_id, [])
        if places and place == places[-1]:
            continue
        paragraph, sentence = places[-1] if places else (0, 0)
        if place not in ((paragraph, sentence + 1), (paragraph + 1, 1)):
            expected = _("the sentence that follows on paragraph {paragraph}, sentence {sentence}")
            expected = expected.format(paragraph=paragraph, sentence=sentence) if places else _("the first sentence")
            remedy = _("Add the sentences that are missing, in the order of the article.")
            yield Cell(_PASSAGES, line, "locator").problem("passage-gap", f"‘{row['locator']}’", expected, remedy)
        places.append(place)
    for line, row in by_line(frames[_SOURCES]):
        told, count = row["sentences"] or "0", len(listed.get(row["source_id"], ()))
        if float(told) != count:
            expected = _("{count}, as many as passages.csv lists").format(count=count)
            remedy = _("Count the sentences of the article again, and record all of them or none.")
            yield Cell(_SOURCES, line, "sentences").problem("passage-count", told, expected, remedy)


@RULES.reading(_PASSAGES, *_OUTCOMES.values())
def find_rows_without_passage(frames: Frames) -> Iterator[Problem]:
    """Figures, events and sectors of an article recorded whole that the sentence of their locator does not name.

    And passages that name what another source says.
    """
    passages = frames[_PASSAGES]
    whole = set(passages["source_id"])
    for column, table in _OUTCOMES.items():
        rows = frames[table]
        named = passages[passages[column] != ""]
        places = set(named[["source_id", "locator", column]].itertuples(index=False, name=None))
        for line, source_id, locator, code in rows[["source_id", "locator", column]].itertuples(name=None):
            if source_id in whole and (source_id, locator, code) not in places:
                expected = _("a passage at this place that names ‘{code}’").format(code=code)
                remedy = _("Add it to passages.csv, or correct the locator.")
                yield Cell(table, line, "locator").problem("passage-missing", f"‘{locator}’", expected, remedy)
        sources = dict(zip(rows[column], rows["source_id"], strict=True))
        for line, source_id, code in named[["source_id", column]].itertuples(name=None):
            if sources[code] != source_id:
                expected = _("what ‘{source}’ says").format(source=source_id)
                remedy = _("Name the row that was recorded from this article.")
                yield Cell(_PASSAGES, line, column).problem("passage-of-another", f"‘{code}’", expected, remedy)


def _place(row: Row) -> tuple[str, tuple[int, int]]:
    """The article, and the numbers of paragraph and sentence."""
    paragraph, sentence = map(int, re.findall(r"\d+", row["locator"]))
    return row["source_id"], (paragraph, sentence)
