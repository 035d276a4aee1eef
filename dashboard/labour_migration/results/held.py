"""When the words of a report were true: the recorded official figures on which they held, and runs of them."""

from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from labour_migration.data.package import DataPackage
from labour_migration.data.series import split_runs
from labour_migration.labels import months_between, row_quantity
from labour_migration.results.allowance import allow_official
from labour_migration.results.judgement import JUDGED, holds
from labour_migration.results.reconcile import Reconciliation, is_as_long, official_points


@dataclass(frozen=True)
class Run:
    """Official figures that follow each other without a missing date, and on all of which a report was true.

    ``first`` and ``last`` are the first and last day of the first and of the last one: of a stock the same day twice.
    ``is_latest`` is true where no later official figure is recorded.
    """

    first: tuple[pd.Timestamp, pd.Timestamp]
    last: tuple[pd.Timestamp, pd.Timestamp]
    is_latest: bool


def has_dates(one: Reconciliation) -> bool:
    """True of a judged comparison with a single observation, to which every other of its series is comparable."""
    return one.verdict in JUDGED and len(one.official.observations) == 1


def find_held(one: Reconciliation, package: DataPackage) -> pd.DataFrame:
    """The official figures of a comparison, whenever they were published, of which the words of the report are true.

    Returns
    -------
    DataFrame
        Rows of :func:`labour_migration.results.reconcile.official_points`, in the order of time; of a flow only those
        over periods as long as the one compared. True is what :func:`labour_migration.results.judgement.holds` calls
        so. No row where :func:`has_dates` is false.
    """
    points = _recorded(one, package)
    return points[_is_held(points, one, package)]


def find_runs(one: Reconciliation, package: DataPackage) -> list[Run]:
    """The official figures of :func:`find_held` in runs, in the order of time.

    A run ends where a recorded official figure is none of them, and where a date or a period is missing. Calendar years
    and fiscal years overlap: each are runs of their own.
    """
    points = _recorded(one, package)
    latest, runs = points["period_end"].max(), []
    for _phase, alike in points.groupby(_find_phases(points)):
        periods = list(zip(alike["period_start"], alike["period_end"], strict=True))
        is_held = _is_held(alike, one, package).to_list()
        for places in split_runs(alike["period_end"], _find_gaps(alike)):
            for held, own in groupby(places, key=is_held.__getitem__):
                first, *others = own
                last = periods[[first, *others][-1]]
                if held:
                    runs.append(Run(periods[first], last, is_latest=last[1] == latest))
    return sorted(runs, key=lambda run: run.first)


def _recorded(one: Reconciliation, package: DataPackage) -> pd.DataFrame:
    points = official_points(one.figure, one.comparison, package)
    return points[is_as_long(points, one.official)] if has_dates(one) else points.iloc[:0]


def _is_held(points: pd.DataFrame, one: Reconciliation, package: DataPackage) -> pd.Series:
    quantity, unit = row_quantity(one.figure), package.indicators["unit"].get(one.comparison["indicator_id"], "")
    is_held = [holds(quantity, allow_official(value, unit)) for value in points["value"]]
    return pd.Series(is_held, index=points.index, dtype=bool)


def _find_phases(points: pd.DataFrame) -> list[int]:
    """The same number for periods that can follow each other: of years, the month in which they begin; 0 of days."""
    periods = zip(points["period_start"], points["period_end"], strict=True)
    return [0 if start == end else start.month % (months_between(start, end) or 1) for start, end in periods]


def _find_gaps(points: pd.DataFrame) -> list[pd.Timestamp]:
    """The starts of periods that do not follow the one before; none of days, between which days always lie."""
    starts, ends = points["period_start"], points["period_end"]
    return list(starts[(starts > ends.shift() + pd.Timedelta(days=1)) & (starts < ends)])
