"""Goods in both directions: trade and Pakistan's deficit, made of one publication's reports of each direction."""

import pandas as pd

from labour_migration.data.series import KEY
from labour_migration.language import gettext as _

TO_PAKISTAN, TO_JAPAN = "goods-to-pakistan", "goods-to-japan"
DIRECTIONS = (TO_PAKISTAN, TO_JAPAN)
TRADE, DEFICIT = "trade", "trade-deficit"
# From here on other publications stand beside the one that has every year, and articles name years. What was before
# has a chart of its own: on one axis the older four decades would press these years together, and look as if all of
# them came from one publication.
RECENT = pd.Timestamp("2003-01-01")
# What both directions make, and the sign with which each enters it.
MADE_OF = {TRADE: {TO_PAKISTAN: 1, TO_JAPAN: 1}, DEFICIT: {TO_PAKISTAN: 1, TO_JAPAN: -1}}


def sum_directions(series: pd.DataFrame, indicator_id: str = TRADE) -> pd.DataFrame:
    """Both directions of goods together, where one publication has both of one period: our total, marked so.

    Parameters
    ----------
    series
        Rows as in :func:`labour_migration.data.series.build_series`.
    indicator_id
        ``TRADE`` adds the two directions; ``DEFICIT`` is what went to Pakistan less what went to Japan.

    Returns
    -------
    DataFrame
        Rows like those of ``series`` under that indicator, in United States dollars, with a new index, in the order
        of time. ``obs_status`` is that of the less sure direction.
    """
    signs = MADE_OF[indicator_id]
    rows = series[series["indicator_id"].isin(DIRECTIONS)].astype({"obs_status": "str"})  # categories have no order
    rows = rows.assign(value=rows["value"] * rows["indicator_id"].map(signs).astype(float))
    rest = [column for column in [*KEY, "source_id"] if column != "indicator_id"]
    both = rows.groupby(rest, as_index=False, sort=False).agg(
        value=("value", "sum"),
        count=("value", "size"),
        obs_status=("obs_status", "max"),
        locator=("locator", "; ".join),
    )
    note = _("Our total of both directions.") if indicator_id == TRADE else _("Our difference of both directions.")
    both = both[both["count"] == len(DIRECTIONS)].assign(
        indicator_id=indicator_id, is_computed=True, remarks="", note=note
    )
    return both[series.columns].astype(series.dtypes.to_dict()).sort_values("period_end", ignore_index=True)
