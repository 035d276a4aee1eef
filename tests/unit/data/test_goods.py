"""Both directions of goods together: our totals and differences, of one publication, period and reporter."""

import pandas as pd
import pytest

from labour_migration.data.goods import DEFICIT, TRADE, sum_directions
from labour_migration.data.series import COLUMNS, full_series


@pytest.fixture(scope="module")
def series(package) -> pd.DataFrame:
    return full_series(package)


def test_sum_of_directions_is_of_one_report_period_and_publication(series):
    sums = sum_directions(series)
    assert list(sums.columns) == COLUMNS
    assert set(sums["indicator_id"]) == {TRADE}
    assert sums["is_computed"].all()
    japan_2016 = sums[(sums["area_id"] == "JPN") & (sums["period_end"] == "2016-12-31")]
    assert list(japan_2016["value"]) == [1_963_312_143 + 267_929_735]
    pakistan_2018 = sums[(sums["area_id"] == "PAK") & (sums["period_end"] == "2018-12-31")]
    assert list(pakistan_2018["value"]) == [2_486_000_000]
    assert not ((sums["area_id"] == "PAK") & (sums["period_end"] == "2019-12-31")).any()


def test_deficit_is_what_went_to_pakistan_less_what_went_to_japan(series):
    deficits = sum_directions(series, DEFICIT)
    pakistan_2018 = deficits[(deficits["area_id"] == "PAK") & (deficits["period_end"] == "2018-12-31")]
    assert list(pakistan_2018["value"]) == [2_284_000_000 - 202_000_000] == [2_082_000_000]
    assert deficits["period_end"].is_monotonic_increasing


def test_sum_is_no_surer_than_its_less_sure_direction(series):
    sums = sum_directions(series)
    directions = series[series["indicator_id"].isin(["goods-to-japan", "goods-to-pakistan"])]
    keys = ["area_id", "period_start", "period_end", "source_id"]
    worst = directions.astype({"obs_status": "str"}).groupby(keys, observed=True)["obs_status"].max()
    assert [worst[tuple(row[key] for key in keys)] for row in sums.to_dict("records")] == list(sums["obs_status"])
