"""Builds series: one official value per key and period, with computed sums where only the parts are published."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT, Routes
from labour_migration.language import gettext as _

# What an observation is of: two rows that share it are rivals.
KEY = [
    "indicator_id", "programme_id", "nationality_id", "area_id", "category", "period_start", "period_end",
]  # fmt: skip
COLUMNS = [*KEY, "value", "obs_status", "is_computed", "source_id", "locator", "remarks", "note"]
# Publications of these have a number for every status of residence: what they leave out can be summed.
_BY_STATUS = ("residents", "registered-foreigners")
# A sum is no surer than the least sure of its parts.
DOUBTS = ("U", "P", "E", "B", "A")
# What the parts of a sum share: with rows of any publication, with those of one, with those of any nationality.
_ANYWHERE = [column for column in KEY if column != "programme_id"]
_ONE_PUBLICATION = [*_ANYWHERE, "source_id"]
_ANYBODY = [column for column in _ANYWHERE if column != "nationality_id"]
# Two dates follow each other that are at most so many days apart: in half-yearly and in yearly series.
_HALF_YEAR, _YEAR = 185, 372
_TOLERANCE = 1.02  # in other series: as far apart as the nearest two dates, or this multiple of it


class AmbiguousSeriesError(Exception):
    """Rivals between which rank does not choose; the message names their keys."""


def build_series(observations: pd.DataFrame) -> pd.DataFrame:
    """One value per indicator, route, nationality, area, category and period.

    Parameters
    ----------
    observations
        Rows of ``official_statistics.csv``, typed. Rivals allowed; deprecated rows are ignored.

    Returns
    -------
    DataFrame
        ``COLUMNS``, with the index and the order of the observations. ``value`` is in the indicator's
        unit; ``is_computed`` is false. What nobody published has no row.

    Raises
    ------
    AmbiguousSeriesError
        When two rows share a key and rank does not choose between them.
    """
    kept = observations[observations["rank"] != "deprecated"]
    is_rival = kept.duplicated(KEY, keep=False)
    chosen = kept[~is_rival | (kept["rank"] == "preferred")]
    if chosen.duplicated(KEY).any() or len(chosen) < len(kept.drop_duplicates(KEY)):
        unclear = kept[is_rival].groupby(KEY)["rank"].filter(lambda ranks: (ranks == "preferred").sum() != 1)
        keys = kept.loc[unclear.index, KEY].drop_duplicates().astype(str).agg(", ".join, axis=1)
        raise AmbiguousSeriesError("; ".join(keys))
    return chosen.assign(is_computed=False)[COLUMNS]


def add_sums(series: pd.DataFrame, routes: Routes) -> pd.DataFrame:
    """The series with a computed row for each route and group that is published only in parts: their sum.

    A row is a value as in ``build_series``, with the same columns, key and units; the computed ones come last, and the
    index is new. Where a part is missing there is no row.

    A sum is made of one publication's parts, of indicators that are published by status, and only where it has
    every part that is published for anybody at that time; of a group, where the statuses that it is published with
    sum to the published total. The total of all routes is never made.
    ``is_computed`` marks the sums, ``locator`` names the cells that they are made of, ``obs_status`` is that of
    the least sure part.
    """
    statuses = [code for code in reversed(routes.ordered) if code not in (ROOT, *routes.groups)]
    published = series[series["indicator_id"].isin(_BY_STATUS)]
    sums: dict[str, pd.DataFrame] = {}
    for whole in statuses:
        if routes.parts(whole):
            sums[whole] = _sums(published, sums, whole, routes)
    # Groups last: their statuses have to be whole by now.
    complete = _complete(pd.concat([published, *sums.values()]), routes)
    for whole in routes.groups:
        if routes.parts(whole):
            sums[whole] = _sums(published, sums, whole, routes, complete)
    return pd.concat([series, *sums.values()], ignore_index=True)


def _sums(
    published: pd.DataFrame,
    sums: Mapping[str, pd.DataFrame],
    whole: str,
    routes: Routes,
    complete: pd.MultiIndex | None = None,
) -> pd.DataFrame:
    """The sums of the parts of one route where it has no value of its own, of those keys alone that are complete."""
    parts = routes.parts(whole)
    rows = published[published["programme_id"].isin(parts)]
    rows = pd.concat([rows, *(found for part, found in sums.items() if part in parts)], ignore_index=True)
    own = published.loc[published["programme_id"] == whole, _ANYWHERE]
    # A row counts once for anybody's parts, once for the parts of its own publication.
    expected = rows.drop_duplicates([*_ANYBODY, "programme_id"]).groupby(_ANYBODY).size().rename("expected")
    is_summed = (
        rows.groupby(_ONE_PUBLICATION)["value"].transform("size") >= rows.join(expected, on=_ANYBODY)["expected"]
    )
    is_summed &= ~pd.MultiIndex.from_frame(rows[_ANYWHERE]).isin(pd.MultiIndex.from_frame(own))
    if complete is not None:
        is_summed &= pd.MultiIndex.from_frame(rows[_ONE_PUBLICATION]).isin(complete)
    rows = rows[is_summed]
    place = rows.groupby(_ONE_PUBLICATION, sort=False).ngroup()
    rows, place = rows.iloc[place.argsort(kind="stable")], place.sort_values(kind="stable")
    firsts = ~place.duplicated().to_numpy()
    doubts = rows["obs_status"].map({doubt: rank for rank, doubt in enumerate(DOUBTS)}).astype(int)
    doubts = doubts.groupby(place.to_numpy()).min()
    ends = [*np.flatnonzero(firsts), len(rows)]
    joined = {
        name: [separator.join(cells[start:end]) for start, end in pairwise(ends)]
        for name, separator, cells in (
            ("locator", "; ", rows["locator"].to_list()),
            ("programme_id", ", ", rows["programme_id"].to_list()),
        )
    }
    notes = {named: _("Our total of: {parts}.").format(parts=named) for named in set(joined["programme_id"])}
    found = rows[firsts].assign(
        programme_id=whole,
        value=rows["value"].groupby(place.to_numpy()).sum().to_numpy(),
        obs_status=[DOUBTS[doubt] for doubt in doubts],
        is_computed=True,
        locator=joined["locator"],
        remarks="",
        note=[notes[named] for named in joined["programme_id"]],
    )
    return found[COLUMNS].astype(published.dtypes.to_dict())


def _complete(series: pd.DataFrame, routes: Routes) -> pd.MultiIndex:
    """The keys at which the statuses of one publication sum to the total that it publishes."""
    statuses = [part for group in routes.groups for part in routes.parts(group)]
    sums = series[series["programme_id"].isin(statuses)].groupby(_ONE_PUBLICATION)["value"].sum().rename("sum")
    totals = series[series["programme_id"] == ROOT].join(sums, on=_ONE_PUBLICATION)
    return pd.MultiIndex.from_frame(totals.loc[totals["value"] == totals["sum"], _ONE_PUBLICATION])


@memo(at_most=VERSIONS)
def full_series(package: DataPackage) -> pd.DataFrame:
    """Memo: every official series of a package with its computed sums; must not be mutated.

    A row is a value as in ``build_series`` and ``add_sums``, key ``KEY``, in the indicator's unit; sorted by
    ``period_end, period_start``. What is neither published nor computable has no row.
    """
    return add_sums(build_series(package.official), package.routes).sort_values(
        ["period_end", "period_start"], kind="stable", ignore_index=True
    )


def pick(series: pd.DataFrame, **key: str) -> pd.DataFrame:
    """The rows that have all of these values, such as ``indicator_id="residents"``.

    A filter: columns, index and order are as they were.
    """
    is_picked = np.ones(len(series), dtype=bool)
    for column, value in key.items():
        is_picked &= (series[column] == value).to_numpy()
    return series[is_picked]


def nearest(series: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.Series | None:
    """The row whose period overlaps another one or is the fewest days away from it; of equals the last.

    None where the series is empty.
    """
    if series.empty:
        return None
    before, after = start - series["period_end"], series["period_start"] - end
    away = pd.concat([before, after], axis=1).max(axis=1).clip(lower=pd.Timedelta(0))
    return series[away == away.min()].iloc[-1]


def find_whole(series: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """The row over exactly these days, or else the rows that follow each other from the first day to the last.

    ``series`` is of one indicator, route, nationality, area and category. No row where the days are not covered.
    """
    exact = series[(series["period_start"] == start) & (series["period_end"] == end)]
    if len(exact):
        return exact.tail(1)
    within = series[(series["period_start"] >= start) & (series["period_end"] <= end)]
    parts = within.sort_values("period_end", kind="stable").drop_duplicates("period_start")
    expected = [start, *(parts["period_end"].iloc[:-1] + pd.Timedelta(days=1))]
    covers = len(parts) and parts["period_end"].iloc[-1] == end and list(parts["period_start"]) == expected
    return parts if covers else parts.iloc[:0]


def split_runs(dates: pd.Series, breaks: Sequence[pd.Timestamp]) -> list[list[int]]:
    """The dates in runs without a gap and without a break, as their positions: [[0, 1], [2]]."""
    days = list(dates)
    steps = [(day - last).days for last, day in pairwise(days)]
    usual = min(max(_HALF_YEAR, min(steps) * _TOLERANCE), _YEAR) if steps else _HALF_YEAR
    runs: list[list[int]] = []
    for place, day in enumerate(days):
        last = days[place - 1]
        if not place or steps[place - 1] > usual or any(last < broken <= day for broken in breaks):
            runs.append([])
        runs[-1].append(place)
    return runs
