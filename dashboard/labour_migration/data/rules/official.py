"""Rules about official statistics: what can be a count, the periods of a measure, parts that fit their whole."""

from collections.abc import Iterator

import pandas as pd

from labour_migration.data.coherence import find_incoherences
from labour_migration.data.rules.programmes import find_loose_routes, routes_of
from labour_migration.data.rules.rule import Cell, Frames, Rules, by_line
from labour_migration.data.series import AmbiguousSeriesError
from labour_migration.labels import is_money
from labour_migration.language import gettext as _
from labour_migration.problems import Problem

RULES = Rules()

_OFFICIAL = "official_statistics"
_EXCEPTION_KEY = ["code", "indicator_id", "programme_id", "nationality_id", "period_end"]


@RULES.reading(_OFFICIAL, "indicators")
def find_impossible_counts(frames: Frames) -> Iterator[Problem]:
    """Observations that cannot be counts: less than nothing, or a fraction of a person."""
    indicators = frames["indicators"].set_index("indicator_id")
    rows = frames[_OFFICIAL]
    balances = indicators.index[indicators["measure"] == "balance"]
    counts = indicators.index[~indicators["unit"].map(is_money)]
    is_less = rows["value"].str.startswith("-") & ~rows["indicator_id"].isin(balances)
    is_fraction = rows["value"].str.contains(".", regex=False) & rows["indicator_id"].isin(counts)
    for line, cell in rows.loc[is_less | is_fraction, "value"].items():
        expected, remedy = _("a whole number from 0"), _("Correct the number, or the indicator's unit and measure.")
        yield Cell(_OFFICIAL, line, "value").problem("not-a-count", f"‘{cell}’", expected, remedy)


@RULES.reading(_OFFICIAL, "indicators")
def find_periods_of_other_measures(frames: Frames) -> Iterator[Problem]:
    """Flows of a day, and stocks over a period that is no year."""
    measures = frames["indicators"].set_index("indicator_id")["measure"]
    rows = frames[_OFFICIAL]
    found = rows["indicator_id"].map(measures)
    is_day = rows["period_start"] == rows["period_end"]
    years = rows["period_start"].str[:4]
    is_year = (rows["period_start"] == years + "-01-01") & (rows["period_end"] == years + "-12-31")
    for is_wrong, expected in (
        (is_day & found.isin(["flow", "balance", "limit"]), _("the first and the last day of a period")),
        (~is_day & ~is_year & (found == "stock"), _("one day, or a calendar year of which no day is known")),
    ):
        days = rows.loc[is_wrong, ["period_start", "period_end"]]
        for line, first, last in days.itertuples(name=None):
            remedy = _("Correct the days, or the measure of the indicator.")
            at = Cell(_OFFICIAL, line, "period_end")
            yield at.problem("period-of-measure", f"{first} – {last}", expected, remedy)


@RULES.reading(_OFFICIAL, "programmes", "exceptions")
def find_unfitting_parts(frames: Frames) -> Iterator[Problem]:
    """Parts that do not fit their published whole, but for known exceptions; and exceptions that no longer are."""
    if any(True for _problem in find_loose_routes(frames)):  # told by themselves; a circle has no parts and wholes
        return
    rows = frames[_OFFICIAL]
    dates = {name: pd.to_datetime(rows[name], errors="coerce") for name in ("period_start", "period_end")}
    try:
        incoherences = find_incoherences(rows.assign(value=rows["value"].astype(float), **dates), routes_of(frames))
    except AmbiguousSeriesError:  # told as rivals
        return
    known = {
        (*(row[name] for name in _EXCEPTION_KEY), float(row["difference"])): line
        for line, row in by_line(frames["exceptions"])
    }
    for incoherence in incoherences:
        key = incoherence.key
        at = (incoherence.code, *(key[name] for name in _EXCEPTION_KEY[1:-1]), key["period_end"].date().isoformat())
        if known.pop((*at, incoherence.difference), None) is None:
            found = _("parts that sum to {parts:.15g}").format(parts=incoherence.parts)
            expected = _("{whole:.15g}, or no more where parts are missing ({code})").format(
                whole=incoherence.whole, code=incoherence.code
            )
            remedy = _("Correct the row that is wrong, or record the exception and its reason in exceptions.csv.")
            yield Cell(_OFFICIAL, incoherence.line, "value").problem(incoherence.code, found, expected, remedy)
    for (code, *_rest), line in known.items():
        expected, remedy = _("a sum that is as the exception says"), _("Take the exception out: it is no longer true.")
        yield Cell("exceptions", line, "code").problem("exception-stale", f"‘{code}’", expected, remedy)
