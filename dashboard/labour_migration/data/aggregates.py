"""Aggregates of an official table of any size, by one definition: in memory, in Parquet files or in a warehouse.

The app reads its table into memory and imports nothing of this module: it is for tables of millions of rows, and for
``curate.py aggregate``. The engines beside pandas are in ``.deploy/growth.txt``.
"""

from collections.abc import Collection, Mapping, Sequence

import narwhals.stable.v2 as nw
import pandas as pd
from narwhals.stable.v2.typing import IntoFrame

from labour_migration.data.series import KEY

FLOWS = ("flow", "balance")  # measures that may be summed over periods; a stock or a limit has one value at a time
PERIOD = ["period_start", "period_end"]


class DoubleCountError(ValueError):
    """A sum would count something twice; the message says what, and how to ask otherwise."""


def aggregate(
    observations: IntoFrame, by: Sequence[str], flows: Collection[str], where: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """One value per group of official observations: of a flow their sum, of all else their sum at the last date.

    Parameters
    ----------
    observations
        Rows like those of ``official_statistics.csv``, typed: a frame of pandas, a relation of DuckDB, a table of Ibis.
        Deprecated rows are ignored; of rivals, the preferred one counts.
    by
        Columns of ``series.KEY`` that make a group. ``indicator_id`` is one: no two indicators are summed.
    flows
        The indicators that may be summed over periods: those whose measure is one of ``FLOWS``.
    where
        Values of columns that rows must have, such as ``{"area_id": "JPN"}``. Where a column that is no part of ``by``
        has a whole beside its parts (all nationalities, Japan), choose one of them here: codes alone do not tell.

    Returns
    -------
    DataFrame
        Of pandas whatever the engine: the columns of ``by``, which are its key and its order; ``period_start`` and
        ``period_end``, from the first day to the last that the value is of; ``value`` in the indicator's unit;
        ``rows``, the number of observations. What nobody published has no row.

    Raises
    ------
    ValueError
        Where a column is asked for that makes no group, or the table lacks one.
    DoubleCountError
        Where periods of a flow overlap that would be summed, or rivals are left of which none is preferred.
    """
    where = where or {}
    if "indicator_id" not in by or not {*by, *where} <= {*KEY}:
        raise ValueError(
            f"{', '.join([*by, *where])}: name columns of {', '.join(KEY)}, and indicator_id to group by among them."
        )
    column = nw.col
    rows = nw.from_native(observations).lazy()
    if missing := {*KEY, "value", "rank"} - {*rows.collect_schema().names()}:
        raise ValueError(f"The table has no {', '.join(sorted(missing))}: give one like official_statistics.csv.")
    rows = rows.filter(column("rank") != "deprecated", ~column("value").is_null())
    for name, value in where.items():
        rows = rows.filter(column(name) == value)
    rows = rows.with_columns(is_preferred=(column("rank") == "preferred").cast(nw.Int64))
    rows = rows.with_columns(is_decided=column("is_preferred").max().over(*KEY))
    rows = rows.filter(column("is_preferred") == column("is_decided"))
    rows = rows.with_columns(rivals=nw.len().over(*KEY), last=column("period_end").max().over(*by))
    rows = rows.filter(column("indicator_id").is_in([*flows]) | (column("period_end") == column("last")))
    # Two periods of one series overlap where one begins before the one that began before it has ended.
    series = [name for name in KEY if name not in PERIOD]
    ended = column("period_end").shift(1).over(*series, order_by=PERIOD)
    rows = rows.with_columns(overlaps=(column("period_start") <= ended).cast(nw.Int64))
    spans = {"period_start": column("period_start").min(), "period_end": column("period_end").max()}
    grouped = rows.group_by(*by).agg(
        **{name: span for name, span in spans.items() if name not in by},
        value=column("value").sum(),
        rows=nw.len(),
        rivals=column("rivals").max(),
        overlaps=column("overlaps").max(),
    )
    found = grouped.collect("pandas").to_native()
    codes = [name for name in by if name not in PERIOD]
    found = found.astype({**dict.fromkeys(codes, "str"), "value": float, "rows": "int64"})
    found = found.assign(**{name: pd.to_datetime(found[name]).astype("datetime64[s]") for name in PERIOD})
    found = found.sort_values([*by], ignore_index=True)
    _require_once(found, by)
    return found[[*by, *(name for name in PERIOD if name not in by), "value", "rows"]]


def _require_once(found: pd.DataFrame, by: Sequence[str]) -> None:
    """Raise where a group has rivals or periods that overlap."""
    for column, what, remedy in (
        ("rivals", "has rivals of which none is preferred", "Give one of them the rank preferred"),
        ("overlaps", "has periods that overlap", "Group by period_start and period_end"),
    ):
        wrong = found[found[column] > (1 if column == "rivals" else 0)]
        if column == "overlaps" and {*PERIOD} <= {*by}:
            continue
        if len(wrong):
            group = ", ".join(str(wrong.iloc[0][name]) for name in by)
            raise DoubleCountError(f"{group} {what}: it would be counted twice. {remedy}.")


def find_flows(indicators: pd.DataFrame) -> list[str]:
    """The indicators that may be summed over periods; ``indicators`` has a row for each, by its id."""
    return indicators.index[indicators["measure"].isin(FLOWS)].to_list()


def open_observations(place: str, table: str = "official_statistics") -> IntoFrame:
    """The official observations at a place: in Parquet files, or in a table of a warehouse.

    Parquet files are named by a path, in which ``*`` stands for any letters, and read by DuckDB in parts that fit into
    memory. A warehouse is named by its address, as Ibis reads it (``postgres://…``, ``bigquery://…``, ``duckdb://…``),
    and does the work itself.

    Raises
    ------
    ImportError
        When the engine is not installed: it is in ``.deploy/growth.txt``.
    ValueError
        When there is no such table.
    """
    import duckdb

    try:
        return _open_warehouse(place, table) if "://" in place else duckdb.read_parquet(place)
    except (duckdb.Error, OSError, ValueError) as error:
        raise ValueError(f"{place} cannot be read: {error}") from None


def _open_warehouse(address: str, table: str) -> IntoFrame:
    import ibis

    warehouse = ibis.connect(address)
    if table not in (known := warehouse.list_tables()):
        raise ValueError(f"it has no table {table!r}, but {', '.join(known) or 'none'}")
    return warehouse.table(table)
