"""Package -> every problem in it: runs the rules of this folder, which register themselves in their modules."""

from itertools import chain

import pandas as pd

from labour_migration.data.package import DataPackage, RawPackage, build_package
from labour_migration.data.rules import (
    comparisons,
    curation,
    notes,
    official,
    passages,
    programmes,
    provenance,
    releases,
    reported,
    translations,
)
from labour_migration.data.rules.cells import UNREADABLE, find_in_cells
from labour_migration.data.rules.reported import WORDS_AT_MOST
from labour_migration.data.rules.rule import Frames
from labour_migration.data.rules.structure import find_in_structure, sound_tables
from labour_migration.data.schema import DESCRIPTOR
from labour_migration.problems import DataPackageError, Problem

__all__ = ["WORDS_AT_MOST", "find_problems", "require_sound", "require_valid"]

# Problems of one line are told in this order.
_MODULES = (reported, comparisons, passages, releases, provenance, programmes, official, curation, notes, translations)
RULES = tuple(chain.from_iterable(module.RULES for module in _MODULES))


def find_problems(raw: RawPackage, is_thorough: bool = False) -> list[Problem]:
    """Everything that is wrong with a package: its files, its schema (by frictionless), our own rules.

    In the order of the descriptor's tables, then of lines. Our rules are held against the tables whose
    schema is sound, so that one mistake is not told twice. Frictionless reads the rows that are suspect, where
    ``is_thorough`` every row: the outcome is the same, but for a descriptor that only frictionless minds.
    """
    problems, frames = _find_in_tables(raw, is_thorough)
    problems += chain.from_iterable(rule.find(frames) for rule in RULES if rule.tables <= frames.keys())
    order = {resource.path: place for place, resource in enumerate(raw.descriptor.resources)}
    return sorted(problems, key=lambda problem: (order.get(problem.file, -1), problem.line or 0))


def require_valid(raw: RawPackage) -> DataPackage:
    """The package typed.

    Raises
    ------
    DataPackageError
        With every problem found, when there is one.
    """
    if problems := find_problems(raw):
        raise DataPackageError(problems)
    return build_package(raw)


def require_sound(raw: RawPackage) -> DataPackage:
    """The package typed, where its files and its schema are sound; our own rules may be broken.

    For an import, which may be what mends them.

    Raises
    ------
    DataPackageError
        With every problem of files and schema, when there is one.
    """
    problems, _frames = _find_in_tables(raw)
    if problems:
        raise DataPackageError(problems)
    return build_package(raw)


def _find_in_tables(raw: RawPackage, is_thorough: bool = False) -> tuple[list[Problem], Frames]:
    """The problems of files, schema and cells; and the tables whose files and schema have none, nor their cells.

    Of cells, such as would trip who reads them.
    """
    problems = find_in_structure(raw, is_thorough)
    sound = sound_tables(raw, problems)
    frames = {resource.name: raw.tables[resource.name].frame for resource in sound}
    frames[DESCRIPTOR] = pd.DataFrame({"text": raw.descriptor.texts})
    for resource in sound:
        found = list(find_in_cells(resource, frames[resource.name]))
        problems += found
        if any(problem.code in UNREADABLE for problem in found):
            del frames[resource.name]
    return problems, frames
