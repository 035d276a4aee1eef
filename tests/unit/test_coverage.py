"""Programme by year: an official figure, only a report, nothing."""

from dataclasses import replace

import pandas as pd
import pytest

from labour_migration.coverage import (
    COLUMNS,
    NOT_IN_FORCE,
    NOTHING,
    OFFICIAL,
    QUESTIONS,
    REPORTED,
    coverage,
)
from labour_migration.data.codes import SINCE
from labour_migration.data.selection import Selection, year_span


def states(rows: pd.DataFrame, code: str, question: str) -> dict[int, str]:
    own = rows[(rows["programme_id"] == code) & (rows["question"] == question)]
    return dict(zip(own["year"], own["state"], strict=True))


@pytest.fixture(scope="module")
def rows(package):
    return coverage(package, Selection())


def test_every_question_is_asked_of_every_programme_in_every_year(rows, package):
    family = package.routes.family("labour-programmes")[1:]
    years = range(SINCE, year_span(package)[1] + 1)
    assert list(rows.columns) == COLUMNS
    assert len(rows) == len(QUESTIONS) * (1 + len(family)) * len(years)
    assert not rows.duplicated(["programme_id", "question", "year"]).any()


def test_holders_of_titp_are_official_as_far_as_they_were_counted(rows):
    assert states(rows, "titp", "holders") == {**dict.fromkeys(range(2019, 2026), OFFICIAL), 2026: NOTHING}
    last = rows[(rows["question"] == "holders") & (rows["year"] == 2026) & (rows["programme_id"] == "titp")]
    assert list(last["reason"]) == ["The last figure that we found is for 2025."]


def test_programme_that_is_yet_to_begin_is_no_gap(rows):
    assert set(states(rows, "esd", "holders").values()) == {NOT_IN_FORCE}
    assert set(rows.loc[rows["state"] == NOT_IN_FORCE, "reason"]) == {""}


def test_part_of_a_programme_begins_with_it(sound):
    programmes = sound.tables["programmes"].replace({"date_start": {"2019-02": "2020-04"}})
    later = replace(sound, tables={**sound.tables, "programmes": programmes})
    assert states(coverage(later, Selection()), "titp-i-a", "limits") == {2019: NOT_IN_FORCE, 2020: NOTHING}


def test_limit_is_official_for_every_year_of_its_period(rows):
    assert set(states(rows, "ssw-i", "limits").values()) == {OFFICIAL}
    assert set(states(rows, "ssw-ii", "limits").values()) == {NOTHING}


def test_gap_has_its_reason_and_its_office_and_official_cells_have_no_reason(rows):
    gap = rows[(rows["programme_id"] == "ssw") & (rows["question"] == "arrivals") & (rows["year"] == 2023)].iloc[0]
    assert gap["state"] == NOTHING
    assert gap["reason"].startswith("We found entries, visas and registrations for Pakistanis as a whole")
    assert gap["office"].startswith("Immigration Services Agency of Japan")
    assert (rows.loc[rows["state"] == NOTHING, "reason"] != "").all()
    assert set(rows.loc[rows["state"] == OFFICIAL, "reason"]) == {""}


def test_sum_of_published_parts_is_official(sound):
    assert sound.official.query("programme_id == 'titp' and period_end == '2019-12-31'").empty
    assert states(coverage(sound, Selection()), "titp", "holders")[2019] == OFFICIAL


def test_outcome_in_print_alone_is_a_report_and_keeps_the_reason(sound):
    rows = coverage(sound, Selection())
    assert states(rows, "titp", "arrivals") == {2019: REPORTED, 2020: NOTHING}
    assert states(rows, "all", "holders") == {2019: OFFICIAL, 2020: REPORTED}
    assert (rows.loc[rows["state"] == REPORTED, "reason"] != "").all()


def test_promise_and_undated_report_are_none(sound, make_reported):
    report = {"indicator_id": "residents", "programme_id": "ssw", "period_end": pd.Timestamp("2020-03-31")}
    promise = make_reported(report | {"statement": "target"})
    undated = make_reported(report | {"period_start": pd.NaT, "period_end": pd.NaT})
    for reported in (promise, undated):
        changed = replace(sound, tables={**sound.tables, "reported_figures": reported})
        assert NOTHING in states(coverage(changed, Selection()), "ssw", "holders").values()
        assert REPORTED not in set(coverage(changed, Selection())["state"])


def test_figure_of_a_prefecture_or_of_another_nationality_is_none(sound, make_official):
    official = make_official(
        {"programme_id": "ssw", "area_id": "JP-01"}, {"programme_id": "ssw", "nationality_id": "VNM"}
    )
    changed = replace(sound, tables={**sound.tables, "official_statistics": official})
    assert OFFICIAL not in set(coverage(changed, Selection())["state"])


def test_filters_choose_routes_with_their_parts_and_years(package):
    rows = coverage(package, Selection(("ssw",), 2021, 2022))
    assert list(rows["programme_id"].unique()) == ["ssw", "ssw-i", "ssw-ii"]
    assert list(rows["year"].unique()) == [2021, 2022]
    assert coverage(package, Selection(("work",))).empty
    assert coverage(package, Selection(year_to=2018)).empty


def test_interns_and_their_visas_are_told_by_reports_alone(rows):
    arrivals = states(rows, "titp", "arrivals")
    assert [year for year, state in arrivals.items() if state == REPORTED] == [2019, 2020, 2022]
