"""Rules about notes and reasons: remarks that are known and used, free text for what is told of a row or two."""

import re
from collections import Counter
from collections.abc import Iterator

from labour_migration.data.remarks import FREE_TEXT
from labour_migration.data.rules.rule import Cell, Frames, Rules
from labour_migration.language import gettext as _
from labour_migration.problems import Problem

RULES = Rules()

RECURS_IN = 3  # rows in which a sentence is a remark
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")


@RULES.reading(*FREE_TEXT, "remarks")
def find_unfit_codes(frames: Frames) -> Iterator[Problem]:
    """Codes of remarks that are not in their list, or stand twice in a cell; remarks that no row has."""
    remarks, used = frames["remarks"]["remark_id"], set()
    known = set(remarks)
    for table in FREE_TEXT:
        cells = frames[table]["remarks"]
        named = {cell: cell.split() for cell in cells.unique().tolist()}
        used.update(*named.values())
        unfit = [cell for cell, codes in named.items() if len(set(codes)) < len(codes) or not known.issuperset(codes)]
        for line, cell in cells[cells.isin(unfit)].items():
            at = Cell(table, line, "remarks")
            for code, times in Counter(named[cell]).items():
                if code not in known:
                    remedy = _("Add the remark there, or correct the code.")
                    yield at.problem("remark-unknown", f"‘{code}’", _("a code from remarks.csv"), remedy)
                if times > 1:
                    yield at.problem("remark-twice", f"‘{code}’ × {times}", _("each code once"), _("Remove one."))
    for line, code in remarks[~remarks.isin(used)].items():
        expected, remedy = _("a row that has it"), _("Name it where it is true, or take this row out.")
        yield Cell("remarks", line, "remark_id").problem("remark-unused", f"‘{code}’", expected, remedy)


@RULES.reading(*FREE_TEXT, "remarks")
def find_remarks_in_free_text(frames: Frames) -> Iterator[Problem]:
    """Free text that says what a remark says."""
    texts = frames["remarks"].set_index("text")["remark_id"].to_dict()
    for table, column in FREE_TEXT.items():
        cells = frames[table][column]
        repeated = {cell: [text for text in texts if text in cell] for cell in cells.unique().tolist()}
        for line, cell in cells[cells.isin([cell for cell, found in repeated.items() if found])].items():
            for text in repeated[cell]:
                expected = _("its code, ‘{code}’, in remarks").format(code=texts[text])
                remedy = _("Name the remark, and take its text out.")
                yield Cell(table, line, column).problem("remark-in-words", f"‘{text}’", expected, remedy)


@RULES.reading(*FREE_TEXT)
def find_recurring_sentences(frames: Frames) -> Iterator[Problem]:
    """Sentences of free text that stand in so many rows that they are remarks."""
    counts, first = Counter(), {}
    for table, column in FREE_TEXT.items():
        cells = frames[table][column]
        for cell, count in cells.value_counts(sort=False).to_dict().items():
            for sentence in filter(None, dict.fromkeys(_SENTENCE_END.split(cell))):
                counts[sentence] += count
                first.setdefault(sentence, (table, column, cell))
    for sentence, count in counts.items():
        if count >= RECURS_IN:
            table, column, cell = first[sentence]
            cells = frames[table][column]
            found = _("‘{sentence}’ in {count} rows").format(sentence=sentence, count=count)
            expected = _("what is told of fewer than {count} rows").format(count=RECURS_IN)
            remedy = _("Make it a remark: add it to remarks.csv, and name its code in these rows.")
            at = Cell(table, int(cells.index[cells == cell][0]), column)
            yield at.problem("sentence-recurring", found, expected, remedy)
