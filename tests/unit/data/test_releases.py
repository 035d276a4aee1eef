"""When official figures became public, and what a report could know."""

from dataclasses import replace

import pandas as pd
import pytest

from labour_migration.data.releases import find_release, names_no_year, seen_on


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def observation(indicator_id: str, period_end: str, is_computed: bool = False) -> dict:
    return {"indicator_id": indicator_id, "period_end": day(period_end), "is_computed": is_computed}


@pytest.fixture
def traded(sound):
    """The sound package with releases of goods in both directions."""
    rows = [
        {"indicator_id": code, "period_end": day("2018-12-31"), "date_released": released, "is_inferred": is_inferred}
        for code, released, is_inferred in (
            ("goods-to-japan", day("2019-03-01"), False),
            ("goods-to-pakistan", day("2019-06-11"), True),
        )
    ]
    return replace(sound, tables={**sound.tables, "releases": pd.concat([sound.releases, pd.DataFrame(rows)])})


def test_release_is_that_of_the_indicator_and_the_day(sound):
    assert find_release(observation("residents", "2019-06-30"), sound) == (day("2019-09-30"), False)
    assert find_release(observation("residents", "2019-12-31"), sound) == (day("2020-03-01"), True)
    assert find_release(observation("permits", "2019-12-31"), sound) is None


def test_sum_of_both_directions_is_public_with_the_later(traded, sound):
    assert find_release(observation("trade", "2018-12-31", is_computed=True), traded) == (day("2019-06-11"), True)
    assert find_release(observation("trade", "2018-12-31"), traded) is None
    assert find_release(observation("trade", "2018-12-31", is_computed=True), sound) is None


@pytest.mark.parametrize(
    ("published", "is_inferred", "expected"),
    [("2020-01-20", False, "2020-01-20"), (None, True, "2020-01-15"), (None, False, None)],
)
def test_day_of_a_report_is_its_publication_or_the_day_that_stands_for_it(published, is_inferred, expected, sound):
    source = replace(sound.sources["gazette-2020-01-15"], date_published=published and day(published).date())
    figure = {"source_id": "a", "period_end": day("2020-01-15"), "is_period_inferred": is_inferred}
    assert seen_on(figure, {"a": source}) == (expected and day(expected))


@pytest.mark.parametrize(
    ("indicator_id", "start", "end", "is_inferred", "is_without"),
    [
        ("remittances", "2020-01-15", "2020-01-15", True, True),
        ("remittances", "2020-01-01", "2020-01-31", True, True),
        ("remittances", "2019-01-01", "2019-12-31", True, False),  # "last year"
        ("remittances", "2020-01-15", "2020-01-15", False, False),
        ("residents", "2020-01-15", "2020-01-15", True, False),
    ],
)
def test_flow_names_no_year_where_the_day_of_the_article_stands_for_it(
    indicator_id, start, end, is_inferred, is_without, sound
):
    figure = {
        "indicator_id": indicator_id,
        "period_start": day(start),
        "period_end": day(end),
        "is_period_inferred": is_inferred,
    }
    assert names_no_year(figure, sound.indicators.loc[indicator_id, "measure"]) == is_without
