"""Turns: the statements whose result changed from one version of the data to another, with the official figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from labour_migration.caching import VERSIONS, apart, memo
from labour_migration.data.corrections import find_differences
from labour_migration.data.package import DataPackage
from labour_migration.data.schema import Source, read_time
from labour_migration.data.versions import read_version
from labour_migration.results.reconcile import Official, find_comparisons
from labour_migration.results.wording import describe_verdict, format_verdict


@dataclass(frozen=True)
class Result:
    """The result of a statement in words: its code, its name, its sentences.

    ``official`` is the official figure behind it, None where there is none, ``sources`` where that was published.
    """

    verdict: str
    name: str
    sentences: str
    official: Official | None
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Turn:
    """A statement whose result is another in a version of the data than it was in an older one."""

    figure_id: str
    version: str
    released: datetime
    old: Result
    new: Result


def turned(old: DataPackage, new: DataPackage) -> tuple[Turn, ...]:
    """The statements whose result changed from one package to another, in the order of the newer one.

    A statement that only one of them has did not turn. Both are judged by today's rules: what turns a result is data.
    """
    released = read_time(new.descriptor.created)
    return tuple(_compare(tell_results(old), tell_results(new), new.descriptor.version, released))


def _compare(before: Mapping[str, Result], after: Mapping[str, Result], version: str, released: datetime) -> list[Turn]:
    return [
        Turn(code, version, released, before[code], result)
        for code, result in after.items()
        if code in before and before[code].verdict != result.verdict
    ]


def tell_results(package: DataPackage) -> dict[str, Result]:
    """The one result of each statement in words, by its ``figure_id``."""
    found = {}
    for code, (one, *_others) in find_comparisons(package).items():
        official = one.earlier or one.official
        rows = official.observations if official else ()
        sources = tuple(package.sources[source_id] for source_id in dict.fromkeys(row["source_id"] for row in rows))
        found[code] = Result(
            one.verdict, format_verdict(one.verdict), describe_verdict(one, package), official, sources
        )
    return found


@memo(at_most=VERSIONS)
def find_turns(package: DataPackage) -> tuple[Turn, ...]:
    """What turned from each released version to the next, up to the package itself; the newest first.

    Every version that may have turned one is read and judged, which takes seconds: it is done when somebody asks.
    """
    found, differences = [], find_differences(package)
    if not differences:
        return ()
    after = _tell_version(differences[0].version, package)
    for one in differences:
        if not one.is_of_words:  # else the results of the version before are the same
            before = _tell_version(one.since, package)
            found += _compare(before, after, one.version, one.released)
            after = before
    return tuple(found)


def _tell_version(version: str, package: DataPackage) -> dict[str, Result]:
    """The results in a released version, which is read and forgotten unless it is that of the package."""
    if version == package.descriptor.version:
        return tell_results(package)
    with apart():
        return tell_results(read_version(version, package.folder, package.today))
