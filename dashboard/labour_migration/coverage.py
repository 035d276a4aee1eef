"""Coverage: for which programmes and years official figures exist, only reports, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from labour_migration.caching import memo
from labour_migration.data.codes import EVERYBODY, PAKISTAN, SINCE, in_prefecture
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection, year_span
from labour_migration.data.series import full_series, pick
from labour_migration.language import gettext as _
from labour_migration.language import marked

OFFICIAL, REPORTED, NOTHING, NOT_IN_FORCE = "official", "reported", "nothing", "not_in_force"
COLUMNS = ["programme_id", "question", "year", "state", "reason", "office"]
LABOUR = "labour-programmes"  # the group of routes that the memoranda are about
_KEPT = 64  # selections whose coverage is kept


@dataclass(frozen=True)
class Question:
    """A question about each programme that official figures can answer.

    ``indicators`` are values of columns of ``indicators.csv``, by which the indicators are chosen that answer it, for
    people of ``nationality_id``. ``page`` shows them, ``office`` would publish them, ``reason`` says why one may be
    missing.
    """

    question_id: str
    label: str
    indicators: Mapping[str, str]
    nationality_id: str
    page: str
    office: str
    reason: str


QUESTIONS = (
    Question(
        "holders",
        marked("Pakistanis who live in Japan"),
        {"indicator_id": "residents"},
        PAKISTAN,
        "residents",
        marked("Immigration Services Agency of Japan"),
        marked("The agency publishes every status every six months. We do not know why this one is missing."),
    ),
    Question(
        "arrivals",
        marked("Pakistanis who arrived"),
        {"theme": "arrivals", "measure": "flow"},
        PAKISTAN,
        "arrivals",
        marked("Immigration Services Agency of Japan; for TITP also the Organization for Technical Intern Training"),
        marked(
            "We found entries, visas and registrations for Pakistanis as a whole, but none by programme. We do not "
            "know whether such figures are published."
        ),
    ),
    Question(
        "limits",
        marked("Intake cap, all nationalities"),
        {"indicator_id": "intake-limit"},
        EVERYBODY,
        "programmes",
        marked("Government of Japan"),
        marked(
            "The decisions that we found set a cap for SSW (i), and for ESD from April 2027. We do not know whether "
            "other statuses have a cap."
        ),
    ),
)


@memo(at_most=_KEPT)
def coverage(package: DataPackage, selection: Selection) -> pd.DataFrame:
    """What is known of each programme in each year since the memoranda, within a selection.

    Returns
    -------
    DataFrame
        A row is a question about one programme in one year; columns ``COLUMNS``, key ``programme_id, question, year``,
        sorted by question, programme (groups before their parts) and year. ``state`` is OFFICIAL where the period of
        an official figure or of a sum of official parts overlaps the year, REPORTED where only that of a reported
        outcome does, NOT_IN_FORCE before the programme begins, otherwise NOTHING. ``reason`` says why an official
        figure is missing; it is "" where there is one or the programme is not in force. ``office`` would publish it.
        No cell is missing. The frame is shared and must not be changed.
    """
    first, last = year_span(package)
    years = range(
        max(SINCE, first, selection.year_from or first),
        min(last, selection.year_to or last) + 1,
    )
    routes = package.routes
    codes = [ROOT, *routes.family(LABOUR)[1:]]
    if selection.programmes:
        codes = [code for code in codes if code in routes.covered(selection.programmes)]
    cells = []
    for question in QUESTIONS:
        official, reported = map(_touched, find_answers(question, package))
        latest = max((year for _code, year in official), default=last)
        for code in codes:
            for year in years:
                state, reason = NOTHING, _(question.reason)
                if year > latest:
                    reason = _("The last figure that we found is for {year}.").format(year=latest)
                if (code, year) in official:
                    state, reason = OFFICIAL, ""
                elif (code, year) in reported:
                    state = REPORTED
                elif year < _first_year(code, package):
                    state, reason = NOT_IN_FORCE, ""
                cells.append((code, question.question_id, year, state, reason, _(question.office)))
    return pd.DataFrame(cells, columns=COLUMNS)


def find_answers(question: Question, package: DataPackage) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What answers a question: rows of the official series in whole countries, and outcomes in print."""
    indicators = pick(package.indicators, **question.indicators)["indicator_id"]
    counted = pick(full_series(package), nationality_id=question.nationality_id)
    counted = counted[~in_prefecture(counted) & counted["indicator_id"].isin(indicators)]
    outcomes = pick(package.reported, statement="outcome")
    return counted, outcomes[outcomes["indicator_id"].isin(indicators)]


def _touched(rows: pd.DataFrame) -> set[tuple[str, int]]:
    """Programme and year of every year that a period overlaps; rows without a period have none."""
    dated = rows.dropna(subset=["period_start", "period_end"])
    return {
        (row.programme_id, year)
        for row in dated.itertuples()
        for year in range(row.period_start.year, row.period_end.year + 1)
    }


def _first_year(code: str, package: DataPackage) -> int:
    """The year in which a programme comes into force, or the one that it is part of; 0 where it is not known."""
    starts = package.programmes.loc[list(package.routes.line(code)), "date_start"]
    return max(int(start[:4] or 0) for start in starts)
