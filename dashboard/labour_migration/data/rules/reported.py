"""Rules about what articles print: their words, the numbers in them, periods, repeats, promises."""

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from labour_migration.data.rules.rule import Cell, Frames, Rules, by_key, by_line
from labour_migration.language import gettext as _
from labour_migration.problems import Problem
from labour_migration.quantities import Quantity, read_quantities

RULES = Rules()
WORDS_AT_MOST = 12  # a few words that print a fact, not a passage

_REPORTED = "reported_figures"
_PRINTED = (_REPORTED, "events", "sectors")  # tables that quote the words of a source
# Words that announce: a row printed with them is no outcome; "managed to send" is one.
_ANNOUNCES = re.compile(
    r"\b(?:will|would|could|may|might|(?<!managed )to (?:reach|send|hire|recruit|accept|bring)|target|potential|plans?|"
    r"planned|aims?|expect(?:s|ed)?|by 20\d\d)\b",
    re.IGNORECASE,
)
_PERIODS = {
    _REPORTED: ("period_start", "period_end"),
    "official_statistics": ("period_start", "period_end"),
    "events": ("date_start", "date_end"),
}
_FREQUENCIES = {"month": "M", "year": "Y"}  # a day may be the first of several
_NUMBERS = ("value", "value_low", "value_high")
# What a repeat shares with the statement that it repeats.
_REPEATED = ["indicator_id", "programme_id", "statement"]


@RULES.reading(_REPORTED)
def find_other_numbers(frames: Frames) -> Iterator[Problem]:
    """Numbers that are not those of the printed words, and hedges that were lost on the way."""
    for line, row in by_line(frames[_REPORTED]):
        try:
            numbers = [float(row[name]) if row[name] else None for name in _NUMBERS]
            stored = Quantity(*numbers, comparator=row["comparator"])
        except ValueError as error:
            remedy = _("Give a value, or bounds where the words give none.")
            at = Cell(_REPORTED, line, "value")
            yield at.problem("quantity", str(error), _("a number or bounds in order"), remedy)
            continue
        readings = [reading.quantity for reading in read_quantities(row["as_printed"]) if not reading.is_time]
        if stored in readings:
            continue
        alike = [reading for reading in readings if _bounds(reading) == _bounds(stored)]
        if alike:
            found = f"‘{row['comparator']}’"
            expected = _("‘{sign}’, as ‘{words}’ says").format(sign=alike[0].comparator, words=row["as_printed"])
            at = Cell(_REPORTED, line, "comparator")
            yield at.problem("hedge-lost", found, expected, _("Keep the qualifier of the quote."))
        else:
            found = ", ".join(row[name] for name in _NUMBERS if row[name])
            expected = _("a number that ‘{words}’ prints").format(words=row["as_printed"])
            remedy = _("Correct the number, or quote the words that print it.")
            yield Cell(_REPORTED, line, "value").problem("value-not-in-words", found, expected, remedy)


def _bounds(quantity: Quantity) -> tuple[float | None, float | None, float | None]:
    return quantity.value, quantity.low, quantity.high


@RULES.reading(*_PRINTED, "sources")
def find_long_or_missing_words(frames: Frames) -> Iterator[Problem]:
    """Words that are a passage rather than a fact, or that are missing where an article printed them."""
    kinds = frames["sources"].set_index("source_id")["kind"].to_dict()
    for table in _PRINTED:
        for line, row in by_line(frames[table]):
            at, count = Cell(table, line, "as_printed"), len(row["as_printed"].split())
            if count > WORDS_AT_MOST:
                expected = _("{count} words at most").format(count=WORDS_AT_MOST)
                yield at.problem("words-too-many", str(count), expected, _("Keep the words that print the figure."))
            if not count and kinds[row["source_id"]] == "article":
                remedy = _("Quote the few words that print it.")
                yield at.problem("words-missing", _("an empty cell"), _("the words of the article"), remedy)


@RULES.reading(*_PERIODS)
def find_impossible_periods(frames: Frames) -> Iterator[Problem]:
    """Periods that end before they start, and dates that claim another precision than they have."""
    for table, (start, end) in _PERIODS.items():
        rows = frames[table][[start, end]]
        for line, first, last in rows[(rows[end] != "") & (rows[start] > rows[end])].itertuples(name=None):
            expected, remedy = _("a first day that is not after the last"), _("Swap or correct the days.")
            yield Cell(table, line, start).problem("period-order", f"{first} – {last}", expected, remedy)
    for line, row in by_line(frames["events"]):
        if row["date_precision"] not in _FREQUENCIES:
            continue
        whole = pd.Period(row["date_start"], _FREQUENCIES[row["date_precision"]])
        first, last = whole.start_time.date().isoformat(), whole.end_time.date().isoformat()
        if (row["date_start"], row["date_end"]) != (first, last):
            found = f"{row['date_start']} – {row['date_end']}"
            remedy = _("Give the first and the last day of it, or another date_precision.")
            at = Cell("events", line, "date_precision")
            yield at.problem("date-precision", found, f"{first} – {last}", remedy)


@RULES.reading(_REPORTED, "sources")
def find_missing_periods(frames: Frames) -> Iterator[Problem]:
    """Figures without a period whose source has a day, with half a period, or with an inferred one that is none."""
    published = frames["sources"].set_index("source_id")["date_published"].to_dict()
    for line, row in by_line(frames[_REPORTED]):
        days = [row["period_start"], row["period_end"]]
        if all(days):
            continue
        if any(days):
            expected, remedy = _("both days of the period, or neither"), _("Add the other day.")
            at = Cell(_REPORTED, line, "period_end" if row["period_start"] else "period_start")
            yield at.problem("period-half", _("an empty cell"), expected, remedy)
        elif day := published[row["source_id"]]:
            expected = _("a period, since the source is dated {day}").format(day=day)
            remedy = _("Where the words name none, give the day of publication and set is_period_inferred.")
            at = Cell(_REPORTED, line, "period_start")
            yield at.problem("period-missing", _("an empty cell"), expected, remedy)
        elif row["is_period_inferred"] == "true":
            expected, remedy = _("‘false’, since there is no period"), _("Set it to false, or give the period.")
            yield Cell(_REPORTED, line, "is_period_inferred").problem("period-inferred", "‘true’", expected, remedy)


@RULES.reading(_REPORTED)
def find_false_repeats(frames: Frames) -> Iterator[Problem]:
    """Repeats of themselves, of repeats, or of a statement about something else."""
    reported = frames[_REPORTED]
    originals = by_key(reported, "figure_id")
    for line, row in by_line(reported[reported["repeats"] != ""]):
        at, original, found = Cell(_REPORTED, line, "repeats"), originals[row["repeats"]], f"‘{row['repeats']}’"
        if row["repeats"] == row["figure_id"]:
            remedy = _("Leave the cell empty: an original repeats nothing.")
            yield at.problem("repeat-of-itself", found, _("another row"), remedy)
        elif original["repeats"]:
            remedy = _("Name ‘{figure}’, which that row repeats.").format(figure=original["repeats"])
            yield at.problem("repeat-of-a-repeat", found, _("an original"), remedy)
        elif not _is_about_the_same(row, original):
            expected = _("a row of the same {columns}").format(columns=", ".join(_REPEATED))
            remedy = _("Correct the row, or leave the cell empty: what says something else is no repeat.")
            yield at.problem("repeat-of-another", found, expected, remedy)


def _is_about_the_same(row: Mapping, original: Mapping) -> bool:
    """Whether a row can be a repeat: it shares all of ``_REPEATED``, but may tell a promise as an outcome."""
    is_alike = all(row[column] == original[column] for column in _REPEATED if column != "statement")
    return is_alike and row["statement"] in (original["statement"], "outcome")


@RULES.reading(_REPORTED, "sources")
def find_promises_as_outcomes(frames: Frames) -> Iterator[Problem]:
    """Promises that are recorded as outcomes: words that announce, or a period that was still to come."""
    published = frames["sources"].set_index("source_id")["date_published"].to_dict()
    for line, row in by_line(frames[_REPORTED]):
        if row["statement"] != "outcome":
            continue
        announced = _ANNOUNCES.search(row["as_printed"])
        is_to_come = "" < published[row["source_id"]] < row["period_end"]
        if announced or is_to_come:
            expected = _("target, potential or agreement, since the words say ‘{words}’").format(
                words=announced[0] if announced else row["period_end"]
            )
            remedy = _("A promise is no outcome: change the statement, or the words if they are another figure's.")
            yield Cell(_REPORTED, line, "statement").problem("promise-as-outcome", "‘outcome’", expected, remedy)
