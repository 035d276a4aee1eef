"""The words of findings: numbers, periods and qualifiers as they stand in a sentence."""

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from labour_migration.findings.kinds import PLAINER, Comparison, find_word
from labour_migration.labels import format_date, format_number, format_period, format_share, join_names
from labour_migration.language import gettext as _
from labour_migration.language import marked

ALONE = "alone"  # a value that is compared with no other
# A word of a comparison -> the sentence that says it, in the form that fits the count.
Sentences = Mapping[str, Callable[[int], str]]

# What is doubtful of the figures in a sentence: of all of them, of some.
_DOUBTS = {
    "U": (marked("unverified"), marked("partly unverified")),
    "P": (marked("provisional"), marked("partly provisional")),
    "E": (marked("estimated"), marked("partly estimated")),
}


def qualify(sentence: str, rows: Iterable[Mapping]) -> str:
    """A sentence with what is doubtful of the rows behind it, and whether a total of ours is among them."""
    rows = list(rows)
    said = []
    if any(row["is_computed"] for row in rows):
        said.append(_("our total"))
    for code, (of_all, of_some) in _DOUBTS.items():
        if count := sum(row["obs_status"] == code for row in rows):
            said.append(_(of_all) if count == len(rows) else _(of_some))
    return _("{finding} ({qualifiers})").format(finding=sentence, qualifiers=join_names(said)) if said else sentence


def write(sentences: Sentences, value: Mapping, comparison: Comparison | None, unit: str, **names: str) -> str:
    """The sentence on a value that its ratio to a base justifies; where there is none, the one on the value alone."""
    word = find_word(comparison.ratio) if comparison else ALONE
    word = word if word in sentences else PLAINER.get(word)
    told = {"number": format_number(value["value"], unit), "period": name_period(value), **names}
    if comparison is None or word not in sentences:
        return qualify(sentences[ALONE](int(value["value"])).format(**told), [value])
    base, ratio = comparison.base, comparison.ratio
    told |= {
        "base": format_number(base["value"], unit),
        "start": name_period(base),
        "times": format_decimal(ratio),
        "percent": format_share(abs(ratio - 1)),
    }
    return qualify(sentences[word](int(value["value"])).format(**told), [value, base])


def name_period(row: Mapping) -> str:
    """The month of a day on which something is counted; of a flow, its period."""
    start, end = row["period_start"], row["period_end"]
    return format_date(end, "month") if start == end else format_period(start, end)


def format_decimal(value: float) -> str:
    """A number with one decimal place."""
    return format_number(value, "index")


def tell_share(number: float, whole: Mapping) -> dict[str, str]:
    """The words of a part of a whole, which is a row: ``number``, ``total``, ``period`` and ``percent``."""
    return {
        "number": format_number(number),
        "total": format_number(whole["value"]),
        "period": name_period(whole),
        "percent": format_share(number / whole["value"]),
    }


def end_sentence(finding: str) -> str:
    """A finding as a sentence among others."""
    return _("{sentence}.").format(sentence=finding)


def join_rows(*frames: pd.DataFrame) -> list[Mapping]:
    """The rows of frames as records, for :func:`qualify`."""
    return [row for frame in frames for row in frame.to_dict("records")]
