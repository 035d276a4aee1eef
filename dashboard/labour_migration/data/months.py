"""Months of a flow: told from longer periods, summed over a run of them, and the highest of all runs."""

import pandas as pd

from labour_migration.data.series import DOUBTS, find_whole
from labour_migration.language import gettext as _


def in_months(rows: pd.DataFrame) -> pd.Series:
    """Boolean mask, with the index of the rows: True where the period is one calendar month."""
    start, end = rows["period_start"], rows["period_end"]
    return start.dt.is_month_start & end.dt.is_month_end & (start.dt.to_period("M") == end.dt.to_period("M"))


def sum_months(months: pd.DataFrame, last: pd.Period, count: int) -> pd.DataFrame:
    """So many months of a flow up to the last one, as one row: their sum, which is ours, or the month itself.

    Parameters
    ----------
    months
        Rows of one series (``labour_migration.data.series.COLUMNS``), each of one month (:func:`in_months`), in the
        order of time.
    last, count
        The last month, and the number of months.

    Returns
    -------
    DataFrame
        One row with the same columns; of a sum, ``is_computed`` is true, ``locator`` names every month and
        ``obs_status`` is that of the least sure one. No row where a month is missing.
    """
    run = find_whole(months, (last - count + 1).start_time, last.end_time.normalize())
    if len(run) < 2:
        return run
    total = run.iloc[:1].assign(
        period_end=run["period_end"].iloc[-1],
        value=run["value"].sum(),
        obs_status=min(run["obs_status"], key=DOUBTS.index),
        is_computed=True,
        locator="; ".join(run["locator"]),
        remarks="",
        note=_("Our total of {count} months.").format(count=count),
    )
    return total.astype(months.dtypes.to_dict())


def find_highest(months: pd.DataFrame, count: int, before: pd.Period, is_same: bool = False) -> pd.DataFrame:
    """The run of so many months with the highest sum, of those that ended before a month, as :func:`sum_months` gives.

    With ``is_same`` only the same months of earlier years; of equal sums the first. No row where there is no such run.
    """
    values = months.set_index(months["period_end"].dt.to_period("M"))["value"]
    values = values[values.index < before]
    if values.empty:
        return months.iloc[:0]
    sums = values.reindex(pd.period_range(values.index.min(), values.index.max(), freq="M")).rolling(count).sum()
    if is_same:
        sums = sums[sums.index.month == before.month]
    sums = sums.dropna()
    return months.iloc[:0] if sums.empty else sum_months(months, sums.idxmax(), count)
