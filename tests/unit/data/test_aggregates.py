"""Sums of flows and last values of stocks, the same on each engine; nothing of it where the app starts."""

import ast
import importlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from curate import curate
from labour_migration.data.aggregates import DoubleCountError, aggregate, find_flows, open_observations
from labour_migration.data.series import KEY

# What Ibis asks of DuckDB and of pandas, which will go in their next versions.
pytestmark = [
    pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:The 'future.infer_string' option:DeprecationWarning"),
]
DASHBOARD = Path(__file__).parents[3] / "dashboard"
FLOWS = ["visas-issued"]
ROW = {
    "indicator_id": "visas-issued",
    "programme_id": "all",
    "nationality_id": "PAK",
    "area_id": "JPN",
    "category": "",
    "period_start": "2024-01-01",
    "period_end": "2024-01-31",
    "value": 1.0,
    "rank": "normal",
}
PANDAS, DUCKDB, IBIS = "pandas", "duckdb", "ibis"


def make(*rows: dict) -> pd.DataFrame:
    frame = pd.DataFrame([ROW | row for row in rows])
    return frame.astype(dict.fromkeys(["period_start", "period_end"], "datetime64[s]"))


def stock(day: str, value: float, **cells: str) -> dict:
    return {"indicator_id": "residents", "period_start": day, "period_end": day, "value": value, **cells}


def month(number: int, value: float, **cells: str) -> dict:
    start = pd.Timestamp(2024, number, 1)
    return {"period_start": start, "period_end": start + pd.offsets.MonthEnd(), "value": value, **cells}


@pytest.fixture
def give_to(tmp_path) -> Callable:
    """Give observations to an engine, which is skipped where it is not installed; in CI it must be."""

    def give(engine: str, observations: pd.DataFrame):
        if engine == PANDAS:
            return observations
        for name in (DUCKDB, engine):
            if os.environ.get("CI") == "true":
                importlib.import_module(name)
            else:
                pytest.importorskip(name, reason="see .deploy/growth.txt")
        parquet, warehouse = tmp_path / "official.parquet", tmp_path / "warehouse.duckdb"
        observations.to_parquet(parquet)
        if engine == DUCKDB:
            return open_observations(str(parquet))
        with importlib.import_module(DUCKDB).connect(warehouse) as connection:
            connection.execute(f"CREATE OR REPLACE TABLE official_statistics AS FROM '{parquet}'")
        return open_observations(f"duckdb://{warehouse}")

    return give


@pytest.fixture(params=[PANDAS, DUCKDB, IBIS])
def give(request, give_to) -> Callable:
    return lambda *rows: give_to(request.param, make(*rows))


def days(first: str, last: str) -> dict[str, pd.Timestamp]:
    return {"period_start": pd.Timestamp(first), "period_end": pd.Timestamp(last)}


def test_flow_is_summed_over_periods(give):
    found = aggregate(give(month(2, 20), month(1, 10), month(3, 5, programme_id="titp")), ["indicator_id"], FLOWS)
    expected = {"indicator_id": "visas-issued", **days("2024-01-01", "2024-03-31"), "value": 35.0, "rows": 3}
    assert found.to_dict("records") == [expected]


def test_stock_is_never_summed_over_dates_but_has_its_last_value(give):
    rows = [
        stock("2023-12-31", 100, area_id="JP-01"),
        stock("2024-06-30", 110, area_id="JP-01"),
        stock("2024-06-30", 40, area_id="JP-02"),
        stock("2023-12-31", 7, area_id="JP-01", programme_id="titp"),
    ]
    found = aggregate(give(*rows), ["indicator_id", "programme_id"], FLOWS)
    expected = [("all", pd.Timestamp("2024-06-30"), 150.0, 2), ("titp", pd.Timestamp("2023-12-31"), 7.0, 1)]
    assert [*found[["programme_id", "period_end", "value", "rows"]].itertuples(index=False, name=None)] == expected
    dated = aggregate(give(*rows), ["indicator_id", "period_end"], FLOWS, {"programme_id": "all"})
    assert dated["value"].to_list() == [100.0, 150.0]


def test_group_has_only_rows_with_the_values_that_are_asked_for(give):
    given = give(month(1, 10), month(1, 99, nationality_id="all"), month(1, 3, area_id="PAK"))
    found = aggregate(given, ["indicator_id"], FLOWS, {"nationality_id": "PAK", "area_id": "JPN"})
    assert found["value"].to_list() == [10.0]
    assert aggregate(given, ["indicator_id"], FLOWS, {"area_id": "KOR"}).empty


def test_preferred_rival_counts_and_deprecated_row_does_not(give):
    rivals = [month(1, 10, rank="preferred"), month(1, 12), month(2, 1), month(2, 70, rank="deprecated")]
    found = aggregate(give(*rivals), ["indicator_id"], FLOWS)
    assert (found["value"].to_list(), found["rows"].to_list()) == ([11.0], [2])


def test_rivals_without_a_choice_are_not_summed(give):
    with pytest.raises(DoubleCountError, match=r"^visas-issued has rivals of which none is preferred"):
        aggregate(give(month(1, 10), month(1, 12)), ["indicator_id"], FLOWS)


def test_year_is_not_summed_with_its_months(give):
    year = {**days("2024-01-01", "2024-12-31"), "value": 100.0}
    given = give(year, month(1, 10), month(2, 12))
    with pytest.raises(DoubleCountError, match=r"^visas-issued has periods that overlap"):
        aggregate(given, ["indicator_id"], FLOWS)
    apart = aggregate(given, ["indicator_id", "period_start", "period_end"], FLOWS)
    assert apart["value"].to_list() == [10.0, 100.0, 12.0]


@pytest.mark.parametrize("by", [[], ["area_id"], ["indicator_id", "locator"]])
def test_columns_that_make_no_group_are_refused(by):
    with pytest.raises(ValueError, match=r"and indicator_id to group by among them"):
        aggregate(make(month(1, 10)), by, FLOWS)


def test_table_that_lacks_a_column_or_is_asked_for_another_is_refused():
    with pytest.raises(ValueError, match=r"^The table has no rank, value: give one like official_statistics.csv\.$"):
        aggregate(make(month(1, 10)).drop(columns=["rank", "value"]), ["indicator_id"], FLOWS)
    with pytest.raises(ValueError, match=r"^indicator_id, colour: name columns of "):
        aggregate(make(month(1, 10)), ["indicator_id"], FLOWS, {"colour": "blue"})


def test_place_without_a_table_is_told_in_a_sentence(tmp_path, give_to):
    give_to(IBIS, make(month(1, 10)))
    (tmp_path / "text.parquet").write_text("no Parquet")
    for place, table in (
        (f"{tmp_path}/gone.parquet", ""),
        (f"{tmp_path}/text.parquet", ""),
        (f"duckdb://{tmp_path}/warehouse.duckdb", "gone"),
        ("nowhere://else", ""),
    ):
        asked = ["aggregate", "--by", "indicator_id", "--from", place, "--table", table]
        refused = CliRunner().invoke(curate, asked)
        assert refused.exit_code == 1, place
        assert refused.output.startswith(f"Error: {place} "), refused.output
        assert "Traceback" not in refused.output


def test_observations_are_left_as_they_were():
    given = make(month(1, 10), stock("2024-06-30", 5))
    before = given.copy()
    aggregate(given, ["indicator_id"], FLOWS)
    pd.testing.assert_frame_equal(given, before)


def test_flows_are_told_by_the_codebook(package):
    flows = find_flows(package.indicators)
    assert {"visas-issued", "trade-deficit"} < {*flows}
    assert not {"residents", "intake-limit"} & {*flows}


def grow(rows: int) -> pd.DataFrame:
    """So many official observations: a stock and a flow by status, nationality, prefecture and month, with rivals."""
    numbers = np.random.default_rng(20)
    months = pd.date_range("2000-01-01", periods=200, freq="MS", unit="s")
    place = np.arange(rows)
    start = months[place % 200]
    is_stock = place // 200 % 2 == 0
    end = start + pd.offsets.MonthEnd(0)
    frame = pd.DataFrame(
        {
            "indicator_id": np.where(is_stock, "residents", "visas-issued"),
            "programme_id": [f"programme-{code}" for code in place // 400 % 10],
            "nationality_id": [f"N{code}" for code in place // 4000 % 50],
            "area_id": [f"JP-{code}" for code in place // 200_000],
            "category": "",
            "period_start": np.where(is_stock, end, start),
            "period_end": end,
            "value": numbers.integers(0, 1_000_000, rows).astype(float),
            "rank": np.where(numbers.random(rows) < 0.01, "deprecated", "normal"),
        }
    )
    rivals = frame.iloc[:: rows // 100].assign(rank="preferred", value=7.0)
    whole = pd.concat([frame, rivals], ignore_index=True)
    return whole.astype(dict.fromkeys(["period_start", "period_end"], "datetime64[s]"))


@pytest.mark.parametrize("rows", [4_000, pytest.param(1_000_000, marks=pytest.mark.long)])
@pytest.mark.parametrize(
    ("by", "where"),
    [
        (["indicator_id", "programme_id", "area_id", "period_start", "period_end"], None),
        (["indicator_id", "nationality_id"], {"programme_id": "programme-3"}),
        (KEY, {"indicator_id": "residents", "nationality_id": "N0"}),
    ],
    ids=["by-date", "over-dates", "one-series"],
)
def test_three_engines_give_equal_values(rows, by, where, give_to):
    observations = grow(rows)
    first, *others = [aggregate(give_to(one, observations), by, FLOWS, where) for one in (PANDAS, DUCKDB, IBIS)]
    assert len(first) > 1
    assert first["rows"].sum() > rows / 10_000
    for other in others:
        pd.testing.assert_frame_equal(other, first, check_exact=True)


def test_sums_of_the_real_table_are_those_of_its_own_rows(package):
    found = aggregate(
        package.official,
        ["indicator_id", "period_start", "period_end"],
        find_flows(package.indicators),
        {"indicator_id": "residents", "nationality_id": "PAK", "area_id": "JPN", "programme_id": "all", "category": ""},
    )
    assert found.loc[found["period_end"] == "2024-12-31", "value"].to_list() == [29647.0]


def test_command_prints_what_is_asked_for(tmp_path, package, give_to):
    give_to(DUCKDB, package.official)
    asked = ["aggregate", "--by", "indicator_id", "--where", "indicator_id=residents", "--where", "nationality_id=PAK"]
    asked += ["--where", "area_id=JPN", "--where", "programme_id=all", "--where", "category="]
    printed = CliRunner().invoke(curate, asked)
    header, row = printed.output.splitlines()
    assert header == "indicator_id,period_start,period_end,value,rows"
    assert row.startswith("residents,")
    other = CliRunner().invoke(curate, [*asked, "--from", str(tmp_path / "official.parquet")])
    assert other.output == printed.output


def test_command_says_what_it_cannot_sum():
    refused = CliRunner().invoke(curate, ["aggregate", "--by", "area_id"])
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: area_id: name columns of indicator_id, ")


def test_app_starts_without_it():
    """Narwhals is there all the same: Plotly has it for itself."""
    program = "import sys, app, views, components.page; print(*sys.modules)"
    command = [sys.executable, "-c", program]
    started = subprocess.run(command, cwd=DASHBOARD, capture_output=True, text=True, check=True)
    imported = {*started.stdout.split()}
    assert "labour_migration.data.series" in imported
    assert not imported & {"labour_migration.data.aggregates", "duckdb", "ibis"}


def test_engines_are_imported_in_one_module():
    engines, found = {"duckdb", "ibis", "narwhals"}, set()
    for module in DASHBOARD.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if engines & {name.partition(".")[0] for name in names}:
                found.add(module.name)
    assert found == {"aggregates.py"}
