"""The findings that open the first page, by value and again from the files."""

from pathlib import Path

import pandas as pd
import pytest

from labour_migration.findings.glances import find_glances

DATASETS = Path(__file__).parents[2] / "datasets"


@pytest.fixture(scope="module")
def glances(package):
    return list(find_glances(package))


def test_first_page_has_three_findings_in_whole_sentences(glances):
    assert [(glance.view, glance.sentence) for glance in glances] == [
        (
            "residents",
            "34,911 Pakistanis lived in Japan in December 2025, nearly double the 17,766 of December 2019",
        ),
        ("programmes", "230 of 34,911 Pakistanis in Japan held TITP or SSW in December 2025, 0.7% (our total)"),
        (
            "trade",
            "Articles in 2024 and 2025 reported trade of US$1.19 billion to US$1.72 billion. Official: "
            "US$1.33 billion in FY2023-24 (unverified)",
        ),
    ]


def test_small_charts_have_the_numbers_of_the_sentences(glances):
    residents, programmes, trade = glances
    assert [rows["value"].iloc[[0, -1]].to_list() for _name, rows in residents.lines] == [[17_766, 34_911]]
    assert {name: rows["value"].iloc[-1] for name, rows in programmes.lines} == {"TITP": 219, "SSW": 11}
    assert (trade.reported, trade.official) == ((1.19e9, 1.27e9, 1.72e9), (1.26e9, 1.33e9))


def test_trade_is_what_the_files_report_without_a_year(glances):
    reported = pd.read_csv(DATASETS / "reported_figures.csv", dtype=str, keep_default_na=False)
    days = ["2024-08-29", "2024-09-04", "2025-03-04"]
    rows = reported[(reported["indicator_id"] == "trade") & reported["period_end"].isin(days)]
    rows = rows[(rows["period_start"] == rows["period_end"]) & (rows["repeats"] == "")]
    assert sorted(map(float, rows["value"])) == list(glances[2].reported)


def test_without_rows_there_is_no_finding(sound):
    assert all(glance.sentence for glance in find_glances(sound))
