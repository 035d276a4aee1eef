"""Sentences in answer to what a reader asks for: what is recorded, what a text changed of it, what is official."""

from collections.abc import Iterable
from urllib.parse import urlencode

import pandas as pd

from labour_migration.citation import format_publisher
from labour_migration.data.codes import JAPAN, PAKISTAN, of_subject
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.series import full_series, pick
from labour_migration.findings.kinds import find_crossing, in_time
from labour_migration.findings.wording import end_sentence, qualify
from labour_migration.labels import (
    format_date,
    format_figure,
    format_figure_period,
    format_number,
    format_period,
    format_quantity,
    join_sentences,
    quote,
    row_quantity,
)
from labour_migration.language import gettext as _
from labour_migration.language import marked
from labour_migration.matching import CONTRADICTS, LIKE, QUALIFIER_ADDED, SAME, SCALE, Check, Match
from labour_migration.results.reconcile import find_comparisons, find_results
from labour_migration.results.repeats import PERIOD_MOVED, PROMISE_AS_OUTCOME, QUALIFIER_CHANGED, QUALIFIER_LOST
from labour_migration.results.wording import describe_verdict, format_verdict, name_counted
from labour_migration.search import find_numbers

_RESIDENTS = "residents"
_TRIED = 3  # numbers of a text, for the one that a count has passed
_RELATIONS = {
    SAME: marked("Recorded: {figure}, {counted}. {publisher}, {period}."),
    LIKE: marked("A similar figure is recorded: {figure}, {counted}. {publisher}, {period}."),
    CONTRADICTS: marked("Another figure is recorded: {figure}, {counted}. {publisher}, {period}."),
}
_DRIFTS = {
    QUALIFIER_LOST: marked("Qualifier missing: the report has {figure}, the text {told}."),
    QUALIFIER_CHANGED: marked("Different qualifier: the report has {figure}, the text {told}."),
    QUALIFIER_ADDED: marked("Added qualifier: the report has {figure}, the text {told}."),
    SCALE: marked("Different scale: the report has {figure}, the text {told}."),
    PROMISE_AS_OUTCOME: marked("Forecast or plan: the text tells it as something that has happened."),
    PERIOD_MOVED: marked("Older figure: the report is of {period}."),
}


def tell_answer(check: Check, package: DataPackage) -> str:
    """A checked text in sentences: the best match, what the text changes of it, its result; else what is official.

    Says plainly "Not recorded" where no recorded statement is near. A result is that of the recorded figure.
    """
    official = tell_official(check, package)
    if not check.matches:
        return join_sentences([tell_nothing(check), official])
    best = check.matches[0]
    result = tell_result(best, package) if SCALE not in best.drifts else ""
    told = [tell_match(best, package), *tell_drifts(best, package), result, *tell_alike(check, best, package), official]
    return join_sentences(told)


def tell_alike(check: Check, match: Match, package: DataPackage) -> list[str]:
    """The other statements that a text may mean, with their results, a sentence each."""
    pattern, results = _("Also recorded: {figure}. {publisher}, {period}. Result: {result}."), find_results(package)
    return [
        pattern.format(**_name(one, package), result=format_verdict(results[one.figure_id]))
        for one in check.alike(match)
    ]


def to_record(check: Check, package: DataPackage) -> dict[str, object]:
    """A checked text for JSON: its quantities, the matches with their results, the answer in sentences.

    Bounds and values are in the unit that the words have: 1.27 billion is 1270000000. ``verdict`` is that of the
    recorded figure, never of the text.
    """
    return {
        "version": package.descriptor.version,
        "text": check.text,
        "quantities": [
            {
                "words": reading.words,
                "start": reading.start,
                "end": reading.end,
                "comparator": reading.quantity.comparator,
                "value": reading.quantity.value,
                "low": reading.quantity.low,
                "high": reading.quantity.high,
                "is_time": reading.is_time,
            }
            for reading in check.readings
        ],
        "matches": [_match_record(match, package) for match in check.matches],
        "answer": tell_answer(check, package),
    }


def _match_record(match: Match, package: DataPackage) -> dict[str, object]:
    verdict = find_results(package)[match.figure_id]
    return {
        "figure_id": match.figure_id,
        "relation": match.relation,
        "drifts": list(match.drifts),
        "drift_sentences": tell_drifts(match, package),
        "words": match.reading.words,
        "as_printed": match.figure["as_printed"],
        **_name(match, package),
        "counted": name_counted(match.figure, package),
        "url": package.sources[match.figure["source_id"]].url,
        "verdict": verdict,
        "verdict_name": format_verdict(verdict),
        "sentence": tell_result(match, package),
        "address": f"/claims?{urlencode({'figure': match.figure_id, **package.pinned}, doseq=True)}",
    }


def tell_nothing(check: Check) -> str:
    """That nothing is recorded of a text: no report of its figures, or no figure in it."""
    if check.has_number:
        return _("Not recorded: no report of such a figure is in this data.")
    return _("Not recorded: no figure was read in this text.")


def tell_match(match: Match, package: DataPackage) -> str:
    """The recorded statement, and how it is to the text."""
    return _(_RELATIONS[match.relation]).format(**_name(match, package), counted=name_counted(match.figure, package))


def tell_drifts(match: Match, package: DataPackage) -> list[str]:
    """What a text changes of a statement, a sentence each."""
    unit = package.indicators.loc[match.figure["indicator_id"], "unit"]
    told = format_quantity(match.reading.quantity, unit)
    return [_(_DRIFTS[drift]).format(**_name(match, package), told=told) for drift in match.drifts]


def _name(match: Match, package: DataPackage) -> dict[str, str]:
    figure = match.figure
    unit = package.indicators.loc[figure["indicator_id"], "unit"]
    return {
        "figure": quote(figure["as_printed"]) if row_quantity(figure).value is None else format_figure(figure, unit),
        "publisher": format_publisher(package.sources[figure["source_id"]]),
        "period": format_figure_period(figure),
    }


def tell_result(match: Match, package: DataPackage) -> str:
    """The result of the recorded figure; "" where it was compared with nothing."""
    ones = find_comparisons(package).get(match.figure_id)  # that of the result comes first
    return describe_verdict(ones[0], package) if ones else ""


def tell_official(check: Check, package: DataPackage) -> str:
    """The official figures on both sides of the number in time; of what is not recorded, the latest official figure."""
    best = check.matches[0] if check.matches else None
    subject = best.figure["indicator_id"] if best else next(iter(check.subjects), "")
    is_whole = best is None or best.figure["programme_id"] == ROOT
    if subject == _RESIDENTS and is_whole:
        readings = [best.reading] if best else [one for one in check.readings if not one.is_time]
        if passed := _tell_passed(package, [reading.quantity.level for reading in readings[:_TRIED]]):
            return end_sentence(passed)
    return "" if best or not subject else _tell_latest(package, subject)


def tell_passed(package: DataPackage, asked: str) -> str:
    """Between which two counts the number of residents passed a number that is asked for; "" where it did not."""
    return _tell_passed(package, find_numbers(asked))


def _tell_passed(package: DataPackage, numbers: Iterable[float]) -> str:
    rows = pick(
        full_series(package), indicator_id=_RESIDENTS, nationality_id=PAKISTAN, area_id=JAPAN, programme_id=ROOT
    )
    for number in numbers:
        if crossing := find_crossing(rows, number):
            return _tell(number, *crossing)
    return ""


def _tell(number: float, before: pd.Series, after: pd.Series) -> str:
    told = _(
        "The official count of Pakistani residents passed {number} between {start} ({less}) and {end} ({more})"
    ).format(
        number=format_number(number),
        start=format_date(before["period_end"]),
        less=format_number(before["value"]),
        end=format_date(after["period_end"]),
        more=format_number(after["value"]),
    )
    return qualify(told, [before, after])


def _tell_latest(package: DataPackage, indicator_id: str) -> str:
    """The latest official figure of an indicator, or of its counterpart; "" where there is none."""
    indicator = package.indicators.loc[indicator_id]
    for code in filter(None, (indicator_id, indicator["counterpart_id"])):
        rows = pick(full_series(package), indicator_id=code, programme_id=ROOT, category="")
        rows = in_time(of_subject(rows))
        rows = rows[rows["area_id"].isin((JAPAN, PAKISTAN))]
        if len(rows):
            last, counted = rows.iloc[-1], package.indicators.loc[code]
            told = _("The latest official figure, {name}: {value} ({period})").format(
                name=_(counted["name"]),
                value=format_number(last["value"], counted["unit"]),
                period=format_period(last["period_start"], last["period_end"]),
            )
            return end_sentence(qualify(told, [last]))
    return ""
