"""Which codes have official series beside others, and which are meant where a reader names none."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.codes import EVERYBODY, PAKISTAN, in_prefecture
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import CODE_TABLES, Selection
from labour_migration.data.series import full_series, pick

FIRST_INDICATOR = "residents"  # the one that most readers come for
_LINE = ["nationality_id", "programme_id", "area_id", "category"]
_INDICATORS = 64  # whose lines are kept
_SELECTIONS = 256


@memo(_INDICATORS * VERSIONS, has_words=False)
def find_lines(package: DataPackage, indicator_id: str) -> pd.DataFrame:
    """The series of an indicator: a row for each nationality, status, area and category that has a value."""
    rows = pick(full_series(package), indicator_id=indicator_id)
    return rows[_LINE].astype(str).drop_duplicates(ignore_index=True)


@memo(_SELECTIONS, has_words=False)
def resolve(selection: Selection, package: DataPackage) -> Selection:
    """A selection of one indicator, with the codes that are meant where it names none; years are as they were.

    Of nationalities Pakistan, else all together; of statuses all together; of areas whole countries; where there is
    none of these, all that there are beside what is chosen.
    """
    known = package.indicators["indicator_id"]
    default = FIRST_INDICATOR if (known == FIRST_INDICATOR).any() else known.iloc[0]
    chosen = replace(selection, indicators=selection.indicators[:1] or (default,))
    for key, prefer in _PREFERRED.items():
        if not chosen.codes(key):
            lines = match_lines(chosen, package)
            codes = lines[f"{key}_id"].drop_duplicates()
            chosen = replace(chosen, **{CODE_TABLES[key]: tuple(prefer(codes))})
    return chosen


def _one_of(*codes: str) -> Callable[[pd.Series], Sequence[str]]:
    def prefer(found: pd.Series) -> Sequence[str]:
        return next(([code] for code in codes if (found == code).any()), list(found))

    return prefer


def _countries(found: pd.Series) -> Sequence[str]:
    whole = found[~in_prefecture(found.to_frame("area_id"))]
    return list(found if whole.empty else whole)


_PREFERRED = {"nationality": _one_of(PAKISTAN, EVERYBODY), "programme": _one_of(ROOT), "area": _countries}


def match_lines(selection: Selection, package: DataPackage, but: str = "") -> pd.DataFrame:
    """The lines of :func:`find_lines` that a selection of one indicator names, whatever it says of the key ``but``.

    A status without a line of its own stands for the highest ones below it that have one.
    """
    lines = find_lines(package, selection.indicators[0])
    for key in _PREFERRED:
        codes = selection.codes(key)
        if codes and key != but:
            if key == "programme":
                codes = _with_lines(codes, lines, package)
            lines = lines[lines[f"{key}_id"].isin(codes)]
    return lines


def _with_lines(codes: Sequence[str], lines: pd.DataFrame, package: DataPackage) -> set[str]:
    known = set(lines["programme_id"])
    return {one for code in codes for one in ((code,) if code in known else package.routes.highest(code, known))}


@memo(_SELECTIONS, has_words=False)
def find_offered(selection: Selection, package: DataPackage) -> dict[str, tuple[str, ...]]:
    """For each key of a query, the codes that have a line beside the others that are chosen, in the order of tables."""
    chosen = resolve(selection, package)
    with_values = set(full_series(package)["indicator_id"].unique())
    found = {"indicator": with_values}
    found |= {key: set(match_lines(chosen, package, but=key)[f"{key}_id"]) for key in _PREFERRED}
    return {
        key: tuple(code for code in package.tables[CODE_TABLES[key]][f"{key}_id"] if code in codes)
        for key, codes in found.items()
    }


def fit(selection: Selection, package: DataPackage) -> Selection:
    """A selection without the codes of which its indicator has no value: what is left when another one is chosen."""
    lines = find_lines(package, resolve(selection, package).indicators[0])
    kept = {}
    for key in _PREFERRED:
        known = set(lines[f"{key}_id"])
        kept[CODE_TABLES[key]] = tuple(
            code
            for code in selection.codes(key)
            if code in known or (key == "programme" and package.routes.highest(code, known))
        )
    return replace(selection, **kept)


def simplify(selection: Selection, package: DataPackage) -> Selection:
    """The same selection without codes that are meant where none is named: its one address."""
    for key in ("indicator", *_PREFERRED):
        left = replace(selection, **{CODE_TABLES[key]: ()})
        if selection.codes(key) and resolve(left, package).codes(key) == selection.codes(key):
            selection = left
    return selection
