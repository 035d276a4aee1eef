"""Observations -> one value per key and date; and the wholes that nobody published, as sums of their parts."""

import pandas as pd

from labour_migration.language import gettext as _
from labour_migration.package import DataPackage
from labour_migration.routes import ROOT, Routes
from labour_migration.sharing import VERSIONS, shared

# What an observation is of: two rows that share it are rivals.
KEY = [
    "indicator_id", "programme_id", "nationality_id", "area_id", "category", "period_start", "period_end",
]  # fmt: skip
COLUMNS = [*KEY, "value", "obs_status", "is_computed", "source_id", "locator", "note"]
# Publications of these have a number for every status of residence: what they leave out can be summed.
_BY_STATUS = ("residents", "registered-foreigners")
# A sum is no surer than the least sure of its parts.
_DOUBTS = ("U", "P", "E", "B", "A")


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
    """The series with the routes and groups that nobody published, each as the sum of its parts.

    A sum is made of one publication's parts, of indicators that are published by status, and only where it has
    every part that is published for anybody at that time; of a group, where the statuses that it is published with
    sum to the published total. The total of all routes is never made.
    ``is_computed`` marks the sums, ``locator`` names the cells that they are made of, ``obs_status`` is that of
    the least sure part.
    """
    statuses = [code for code in reversed(routes.ordered) if code not in (ROOT, *routes.groups)]
    for whole in (*statuses, *routes.groups):  # groups last: their statuses have to be whole by then
        if routes.parts(whole):
            series = pd.concat([series, _sums(series, whole, routes)], ignore_index=True)
    return series


def _sums(series: pd.DataFrame, whole: str, routes: Routes) -> pd.DataFrame:
    """The sums of the parts of one route where it has no value of its own."""
    rest = [column for column in [*KEY, "source_id"] if column != "programme_id"]
    anybody = [column for column in rest if column not in ("nationality_id", "source_id")]
    rows = series[series["programme_id"].isin(routes.parts(whole)) & series["indicator_id"].isin(_BY_STATUS)]
    expected = rows.drop_duplicates([*anybody, "programme_id"]).groupby(anybody).size().rename("expected")
    published = pd.MultiIndex.from_frame(series.loc[series["programme_id"] == whole, rest[:-1]])
    complete = _complete(series, routes, rest) if whole in routes.groups else None
    sums = []
    for key, own in rows.groupby(rest, sort=False):
        at = dict(zip(rest, key, strict=True))
        if key[:-1] in published or len(own) < expected[tuple(at[column] for column in anybody)]:
            continue
        if complete is not None and key not in complete:
            continue
        sums.append(
            {
                **at,
                "programme_id": whole,
                "value": own["value"].sum(),
                "obs_status": min(own["obs_status"], key=_DOUBTS.index),
                "is_computed": True,
                "locator": "; ".join(own["locator"]),
                "note": _("Sum that we made of: {parts}.").format(parts=", ".join(own["programme_id"])),
            }
        )
    return pd.DataFrame(sums, columns=COLUMNS).astype(series.dtypes.to_dict())


def _complete(series: pd.DataFrame, routes: Routes, rest: list[str]) -> pd.MultiIndex:
    """The keys at which the statuses of one publication sum to the total that it publishes."""
    statuses = [part for group in routes.groups for part in routes.parts(group)]
    sums = series[series["programme_id"].isin(statuses)].groupby(rest)["value"].sum()
    totals = series[series["programme_id"] == ROOT].set_index(rest)["value"]
    totals = totals[totals.index.isin(sums.index)]
    return totals.index[totals == sums[totals.index]]


@shared(at_most=VERSIONS)
def full_series(package: DataPackage) -> pd.DataFrame:
    """Every official series of a package with its sums, in the order of time; shared: never change it in place."""
    return add_sums(build_series(package.official), package.routes).sort_values(
        ["period_end", "period_start"], kind="stable", ignore_index=True
    )


def pick(series: pd.DataFrame, **key: str) -> pd.DataFrame:
    """The rows of a series with these values, such as ``indicator_id="residents"``; the others as they are."""
    for column, value in key.items():
        series = series[series[column] == value]
    return series


def of_subject(series: pd.DataFrame) -> pd.DataFrame:
    """The rows of Pakistani nationality in whole countries; where none is of a nationality, those of all together."""
    whole = series[~series["area_id"].str.startswith("JP-")]
    own = whole[whole["nationality_id"] == "PAK"]
    return own if not own.empty else whole[whole["nationality_id"] == "all"]


def nearest(series: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.Series | None:
    """The row whose period is nearest to another one: overlapping it or the fewest days away, of equals the later.

    None where the series is empty.
    """
    if series.empty:
        return None
    before, after = start - series["period_end"], series["period_start"] - end
    away = pd.concat([before, after], axis=1).max(axis=1).clip(lower=pd.Timedelta(0))
    return series[away == away.min()].iloc[-1]
