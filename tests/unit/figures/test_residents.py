"""Residents by value: the official line, statuses, prefectures, other nationalities."""

import pandas as pd
import pytest

from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection
from labour_migration.data.series import full_series, pick
from labour_migration.figures.drawing import ALT_AT_MOST
from labour_migration.figures.residents import (
    build_comparison,
    build_peers,
    build_residents,
    build_statuses,
    compared_counts,
    describe_prefectures,
    latest_prefectures,
)
from labour_migration.view import WHOLE, Choice, View

ALL = Selection()


def unfold(group: str, selection: Selection = ALL) -> View:
    """A view of a selection in which the statuses of a group are unfolded."""
    return View(selection, (Choice("unfold", group, "", "", is_default=False),))


@pytest.fixture(scope="module")
def series(package) -> pd.DataFrame:
    return full_series(package)


def values(member) -> dict[str, float]:
    days = member.points["period_end"].dt.date.astype(str)
    return dict(zip(days, member.points["value"], strict=True))


def official(package, nationality: str) -> pd.DataFrame:
    """Residents of a nationality as they are published, by time."""
    rows = pick(package.official, indicator_id="residents", programme_id=ROOT, area_id="JPN")
    return pick(rows, nationality_id=nationality).sort_values("period_end")


def test_official_line_has_every_half_year_and_the_report_is_beside_it(series, package):
    residents, registered = build_residents(series, package, WHOLE)
    (line,) = residents.series
    counts = official(package, "PAK")
    assert values(line) == dict(zip(counts["period_end"].dt.date.astype(str), counts["value"], strict=True))
    assert residents.in_print.marks["label"].iloc[0] == "about 25,000"
    assert registered.in_print is None


def test_registered_foreigners_are_another_facet_and_the_break_is_named(series, package):
    residents, registered = build_residents(series, package, WHOLE)
    assert list(values(registered.series[0]).values()) == [9_086, 9_332, 9_856, 10_295, 10_299, 10_849]
    for facet in (residents, registered):
        (broken,) = facet.breaks
        assert broken.text.startswith("break: another count")
        assert pd.Timestamp("2011-12-31") < broken.start < pd.Timestamp("2012-12-31")


def test_promise_is_no_mark_on_the_official_line(series, package):
    marks = build_residents(series, package, WHOLE)[0].in_print.marks
    assert not marks["label"].str.contains("hundreds").any()


def test_chosen_routes_have_a_line_each_and_only_reports_of_their_own(series, package):
    residents, registered = build_residents(series, package, View(Selection(("titp", "work"))))
    assert [member.name for member in residents.series] == ["TITP", "Work"]
    assert list(residents.reported["figure_id"]) == ["embassy-of-pakistan-tokyo-manpower-residents"]
    assert build_residents(series, package, View(Selection(("ssw", "work"))))[0].in_print is None
    assert values(residents.series[0])["2025-12-31"] == 219
    assert [member.name for member in registered.series] == ["Work"]


def test_line_of_one_route_is_named_in_its_title(series, package):
    (facet,) = build_residents(series, package, View(Selection(("titp",))))
    assert facet.title == "Pakistanis living in Japan: TITP"


def test_groups_of_statuses_sum_to_the_total_at_every_date(series, package):
    (facet,) = build_statuses(series, package, unfold(ROOT, ALL))
    total = values(build_residents(series, package, WHOLE)[0].series[0])
    stacked = pd.DataFrame([values(member) for member in facet.series]).sum()
    assert stacked.to_dict() == total


def test_group_unfolds_into_its_statuses(series, package):
    (facet,) = build_statuses(series, package, unfold("labour-programmes", ALL))
    assert {member.name: values(member)["2025-12-31"] for member in facet.series} == {"TITP": 219, "SSW": 11}


def test_largest_statuses_of_a_group_are_named_and_all_are_there(series, package):
    (facet,) = build_statuses(series, package, unfold("work", ALL))
    named = [member for member in facet.series if member.is_labelled]
    assert len(named) == 6
    assert len(facet.series) > 10
    assert max(member.points["value"].iloc[-1] for member in facet.series) == 7_860


def test_statuses_follow_the_filters(series, package):
    selection = Selection(("titp",), 2023, 2023)
    (facet,) = build_statuses(series, package, unfold(ROOT, selection))
    assert [(member.name, values(member)) for member in facet.series] == [
        ("TITP", {"2023-06-30": 17, "2023-12-31": 73})
    ]
    assert facet.title == "TITP"
    assert build_statuses(series, package, unfold(ROOT, Selection(("esd",)))) == []


def test_route_chosen_beside_a_group_is_stacked_with_it(series, package):
    (facet,) = build_statuses(series, package, unfold(ROOT, Selection(("titp", "family-and-settlement"))))
    assert {member.name: values(member)["2025-12-31"] for member in facet.series} == {
        "TITP": 219,
        "Family and settlement": 13_897,
    }
    assert facet.title == "Chosen routes"


def test_prefectures_are_the_published_ones_of_each_day(series):
    counts = latest_prefectures(series, ALL)
    assert list(counts)[:3] == ["2025-12-31", "2025-06-30", "2024-12-31"]
    assert {len(rows) for rows in counts.values()} == {47}
    latest = counts["2025-12-31"].set_index("area_id")["value"]
    assert (latest["JP-11"], latest["JP-08"], latest["JP-23"]) == (4_577, 4_065, 3_564)
    assert list(latest_prefectures(series, Selection(year_from=2021, year_to=2023))) == [
        "2023-12-31", "2022-12-31", "2021-12-31",
    ]  # fmt: skip


def test_alternative_text_of_the_map_names_the_largest(series, package):
    text = describe_prefectures(latest_prefectures(series, ALL)["2025-12-31"], package)
    assert text.startswith(
        "Pakistani residents by prefecture, 31 December 2025 (unverified): Saitama 4,577; Ibaraki 4,065; Aichi 3,564"
    )
    assert len(text) <= ALT_AT_MOST


def test_index_is_a_hundred_at_the_first_date(series, package):
    counts = compared_counts(series, ALL)
    (facet,) = build_comparison(counts, package, "index")
    latest = {member.name: member.points["value"].iloc[-1] for member in facet.series}
    counted = official(package, "PAK")["value"]
    assert {round(member.points["value"].iloc[0]) for member in facet.series} == {100}
    assert latest["Pakistan"] == pytest.approx(counted.iloc[-1] / counted.iloc[0] * 100)
    assert "All nationalities" in latest
    assert facet.series[-1].name == "Pakistan"


def test_index_begins_where_the_reader_begins(series, package):
    counts = compared_counts(series, Selection(year_from=2019))
    (facet,) = build_comparison(counts, package, "index")
    assert facet.kind == "30 June 2019 = 100, our arithmetic"


def test_share_is_of_all_foreign_residents(series, package):
    (facet,) = build_comparison(compared_counts(series, ALL), package, "share")
    shares = {member.name: member.points["value"].iloc[-1] for member in facet.series}
    pakistan, everybody = (official(package, code)["value"].iloc[-1] for code in ("PAK", "all"))
    assert shares["Pakistan"] == pytest.approx(pakistan / everybody * 100)
    assert "All nationalities" not in shares


def test_comparison_leaves_counts_as_they_were(series, package):
    counts = compared_counts(series, ALL)
    before = counts.copy()
    build_comparison(counts, package, "index")
    assert counts.equals(before)
    assert build_comparison(counts.iloc[:0], package, "share") == []


def test_peers_are_on_a_logarithmic_axis_without_zeros(series, package):
    (facet,) = build_peers(series, package, WHOLE, "ssw", "2019-01-01")
    assert facet.is_log
    latest = {member.name: member.points["value"].iloc[-1] for member in facet.drawn}
    assert latest["Pakistan"] == 11
    assert latest["All nationalities"] == 390_296
    assert all((member.points["value"] > 0).all() for member in facet.drawn)


def test_statuses_that_ended_are_not_named(series, package):
    (facet,) = build_statuses(series, package, unfold("work", ALL))
    named = [member.points["period_end"].max() for member in facet.series if member.is_labelled]
    assert set(named) == {pd.Timestamp("2025-12-31")}
