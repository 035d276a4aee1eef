"""Months of a flow: told from other periods, summed, and the highest run of them."""

import pandas as pd
import pytest

from labour_migration.data.months import find_highest, in_months, sum_months
from labour_migration.data.series import build_series


@pytest.fixture
def make_months(make_official):
    """Rows of a series, a month each from the first; None is a month that nobody published."""

    def make(first: str, *values: float | None, **more) -> pd.DataFrame:
        months = pd.period_range(first, periods=len(values), freq="M")
        rows = [
            {"period_start": str(month.start_time.date()), "period_end": str(month.end_time.date()), "value": value}
            for month, value in zip(months, values, strict=True)
            if value is not None
        ]
        return build_series(make_official(*({**row, "locator": f"cell {row['value']}", **more} for row in rows)))

    return make


@pytest.mark.parametrize(
    ("start", "end", "is_month"),
    [
        ("2023-02-01", "2023-02-28", True),
        ("2024-02-01", "2024-02-28", False),
        ("2023-12-01", "2023-12-31", True),
        ("2023-01-01", "2023-12-31", False),
        ("2023-01-01", "2023-05-31", False),
        ("2022-01-01", "2023-01-31", False),
        ("2023-05-31", "2023-05-31", False),
    ],
)
def test_month_is_told_from_what_is_longer_or_shorter(start, end, is_month, make_official):
    assert list(in_months(make_official({"period_start": start, "period_end": end}))) == [is_month]


def test_sum_of_months_is_ours_and_names_its_parts(make_months):
    months = make_months("2022-11", 1, 2, 3, remarks="secondary-copy")
    months.loc[months.index[1], "obs_status"] = "P"
    before = months.copy()
    (total,) = sum_months(months, pd.Period("2023-01"), 3).to_dict("records")
    assert (str(total["period_start"].date()), str(total["period_end"].date())) == ("2022-11-01", "2023-01-31")
    assert (total["value"], total["is_computed"], total["obs_status"]) == (6, True, "P")
    assert total["locator"] == "cell 1; cell 2; cell 3"
    assert (total["remarks"], total["note"]) == ("", "Our total of 3 months.")
    pd.testing.assert_frame_equal(months, before)


def test_one_month_is_no_sum(make_months):
    (month,) = sum_months(make_months("2022-11", 1, 2), pd.Period("2022-12"), 1).to_dict("records")
    assert (month["value"], month["is_computed"]) == (2, False)


def test_no_sum_where_a_month_is_missing(make_months):
    assert sum_months(make_months("2022-11", 1, None, 3), pd.Period("2023-01"), 3).empty
    assert sum_months(make_months("2022-11", 1, 2), pd.Period("2023-01"), 2).empty


def test_highest_run_is_of_earlier_months_without_a_gap(make_months):
    months = make_months("2021-01", 1, 9, 9, None, 20, 1, 99)
    assert list(find_highest(months, 2, pd.Period("2021-07"))["value"]) == [21]
    assert list(find_highest(months, 2, pd.Period("2021-06"))["value"]) == [18]
    assert find_highest(months, 2, pd.Period("2021-02")).empty
    assert find_highest(months, 2, pd.Period("2020-01")).empty


def test_highest_run_of_the_same_months_is_of_an_earlier_year(make_months):
    months = make_months("2020-01", *range(1, 13), *range(20, 32), 5, 6)
    (found,) = find_highest(months, 2, pd.Period("2022-02"), is_same=True).to_dict("records")
    assert (found["value"], str(found["period_end"].date())) == (41, "2021-02-28")


def test_of_equal_runs_the_first_is_found(make_months):
    (found,) = find_highest(make_months("2020-01", 5, 5, 5), 1, pd.Period("2020-03")).to_dict("records")
    assert str(found["period_end"].date()) == "2020-01-31"
