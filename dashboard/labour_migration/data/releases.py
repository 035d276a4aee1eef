"""Releases: when an official figure became public, and on which day a report could have known it."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.goods import MADE_OF
from labour_migration.data.package import DataPackage
from labour_migration.data.schema import Source

# The columns of an observation that say when it was released.
OF_RELEASE = ("indicator_id", "period_end", "is_computed")


class Release(NamedTuple):
    """The day on which an official figure became public; ``is_inferred`` is true where the day is assumed."""

    day: pd.Timestamp
    is_inferred: bool


@memo(at_most=VERSIONS, has_words=False)
def _releases(package: DataPackage) -> dict[tuple[str, pd.Timestamp], Release]:
    """The releases of a package by indicator and last day of the period."""
    return {
        (row["indicator_id"], row["period_end"]): Release(row["date_released"], row["is_inferred"])
        for row in package.releases.to_dict("records")
    }


def find_release(observation: Mapping, package: DataPackage) -> Release | None:
    """When an observation became public; None where no day is recorded.

    ``observation`` needs :data:`OF_RELEASE`. What we make of both directions of goods became public with the later of
    the two.
    """
    is_made = observation["is_computed"] and observation["indicator_id"] in MADE_OF
    named = MADE_OF[observation["indicator_id"]] if is_made else (observation["indicator_id"],)
    found = [_releases(package).get((indicator_id, observation["period_end"])) for indicator_id in named]
    return None if None in found else max(found)


def seen_on(figure: Mapping, sources: Mapping[str, Source]) -> pd.Timestamp | None:
    """The day of a report: its publication, or the last day of the period that stands for it; None if unknown."""
    day = sources[figure["source_id"]].date_published
    if day is not None:
        return pd.Timestamp(day)
    return figure["period_end"] if figure["is_period_inferred"] else None


def names_no_year(figure: Mapping, measure: str) -> bool:
    """Whether a figure over a period names none: the day or the month of the article stands for it.

    ``figure`` is a row of ``reported_figures.csv``, typed or still text; ``measure`` that of its indicator.
    """
    if measure == "stock" or figure["is_period_inferred"] not in (True, "true"):
        return False
    start, end = (str(figure[name])[: len("2024-08")] for name in ("period_start", "period_end"))
    return start == end
