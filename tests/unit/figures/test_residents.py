"""Residents by value: the official line, statuses, prefectures, other nationalities."""

import pandas as pd
import pytest

from labour_migration.charts import find_chart
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection
from labour_migration.data.series import full_series, pick
from labour_migration.figures.drawing import ALT_AT_MOST
from labour_migration.figures.residents import (
    CATEGORIES,
    address_prefecture,
    build_comparison,
    build_prefecture,
    build_residents,
    compared_counts,
    describe_prefectures,
    latest_prefectures,
    rank_peers,
    rank_prefectures,
    rank_statuses,
)
from labour_migration.figures.small_multiples import draw_facets
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
    (residents,) = build_residents(series, package, WHOLE, "residents")
    (line,) = residents.series
    counts = official(package, "PAK")
    assert values(line) == dict(zip(counts["period_end"].dt.date.astype(str), counts["value"], strict=True))
    assert residents.in_print.marks["label"].iloc[0] == "about 25,000"


def test_every_report_of_residents_has_its_label_as_on_the_first_page(series, package):
    for selection, unlabelled in ((ALL, 0), (Selection(year_from=2019, year_to=2024), 0)):
        facets = build_residents(series, package, View(selection, ()), "residents")
        figure = draw_facets(facets, package, height=find_chart("residents", "residents").height)
        assert figure.layout.meta == {"unlabelled": unlabelled}
        assert facets[0].is_alone
    two = View(Selection(programmes=("titp", "ssw")), ())
    assert not build_residents(series, package, two, "residents")[0].is_alone


def test_registered_foreigners_are_another_chart(series, package):
    (registered,) = build_residents(series, package, WHOLE, "registered-foreigners")
    assert list(values(registered.series[0]).values()) == [9_086, 9_332, 9_856, 10_295, 10_299, 10_849]
    assert registered.in_print is None
    assert registered.series[0].points["period_end"].max() == pd.Timestamp("2011-12-31")


def test_promise_is_no_mark_on_the_official_line(series, package):
    marks = build_residents(series, package, WHOLE, "residents")[0].in_print.marks
    assert not marks["label"].str.contains("hundreds").any()


def test_chosen_routes_have_a_line_each_and_only_reports_of_their_own(series, package):
    view = View(Selection(("titp", "work")))
    (residents,) = build_residents(series, package, view, "residents")
    (registered,) = build_residents(series, package, view, "registered-foreigners")
    assert [member.name for member in residents.series] == ["TITP", "Work"]
    assert list(residents.reported["figure_id"]) == ["embassy-of-pakistan-tokyo-manpower-residents"]
    assert build_residents(series, package, View(Selection(("ssw", "work"))), "residents")[0].in_print is None
    assert values(residents.series[0])["2025-12-31"] == 219
    assert [member.name for member in registered.series] == ["Work"]


def test_line_of_one_route_is_named_in_its_title(series, package):
    (facet,) = build_residents(series, package, View(Selection(("titp",))), "residents")
    assert facet.title == "Pakistanis living in Japan: TITP"


def ranked(ranking) -> dict[str, tuple]:
    """The rows of a ranking: number, and number at the earlier day."""
    return {row.name: (row.point["value"], row.base and row.base["value"]) for row in ranking.rows}


def test_statuses_are_ranked_beside_those_of_2019(series, package):
    ranking = rank_statuses(series, package, unfold(ROOT))
    assert (str(ranking.day.date()), str(ranking.base_day.date())) == ("2025-12-31", "2019-12-31")
    rows = ranked(ranking)
    assert list(rows)[:5] == [
        "Dependent",
        "Engineer / Specialist in Humanities / International Services",
        "Permanent Resident",
        "Business Manager",
        "Student",
    ]
    assert list(rows.values())[:5] == [(9_211, 3_936), (7_860, 2_340), (5_616, 5_015), (3_014, 1_284), (2_647, 600)]
    assert rows["TITP"] == (219, 5)


def test_ranked_statuses_and_their_rest_are_all_residents(series, package):
    ranking = rank_statuses(series, package, unfold(ROOT))
    assert sum(row.point["value"] for row in ranking.rows) == 34_911
    assert sum(row.base["value"] for row in ranking.rows) == 17_766
    assert ranked(ranking)["All others, our total"] == (283, 157)


def test_categories_sum_to_the_total_without_a_rest(series, package):
    rows = ranked(rank_statuses(series, package, unfold(CATEGORIES)))
    assert rows["Family and settlement"] == (13_897, 6_807)
    assert sum(now for now, _then in rows.values()) == 34_911
    assert "All others, our total" not in rows


def test_group_unfolds_into_its_statuses(series, package):
    rows = ranked(rank_statuses(series, package, unfold("labour-programmes")))
    assert (rows["TITP"], rows["SSW"]) == ((219, 5), (11, 0))


def test_ranked_statuses_follow_the_filters(series, package):
    ranking = rank_statuses(series, package, unfold(ROOT, Selection(("titp",), 2023, 2023)))
    assert ranked(ranking) == {"TITP": (73, 17)}
    assert rank_statuses(series, package, unfold(ROOT, Selection(("esd",)))) is None
    rows = ranked(rank_statuses(series, package, unfold(ROOT, Selection(("ssw-i", "study")))))
    assert {"Specified Skilled Worker (i)", "Student"} <= set(rows)
    assert "All others, our total" not in rows


def test_statuses_that_ended_have_no_row(series, package):
    assert "Engineer" not in ranked(rank_statuses(series, package, unfold("work")))


def in_prefecture(code: str, day: str = "2025-12-31") -> View:
    """A view of a day in which a prefecture is chosen."""
    return View(
        ALL,
        tuple(
            Choice(key, value, "", "", is_default=not value) for key, value in {"day": day, "prefecture": code}.items()
        ),
    )


def test_prefectures_are_ranked_and_the_rest_is_what_is_left_of_japan(package):
    ranking = rank_prefectures(package, in_prefecture("JP-23"))
    assert list(ranked(ranking).items())[:3] == [
        ("Saitama", (4_577, None)), ("Ibaraki", (4_065, None)), ("Aichi", (3_564, None)),
    ]  # fmt: skip
    assert sum(row.point["value"] for row in ranking.rows) == 34_911
    assert [row.name for row in ranking.rows if row.is_highlighted] == ["Aichi"]


def test_name_of_a_prefecture_leads_to_its_history_and_keeps_what_was_chosen(package):
    view = in_prefecture("", "2024-06-30")
    assert address_prefecture("JP-08", view) == "residents?day=2024-06-30&prefecture=JP-08#prefecture"
    assert rank_prefectures(package, in_prefecture("")).rows[-1].address == ""


def test_history_of_a_prefecture_is_there_where_one_is_chosen(series, package):
    (facet,) = build_prefecture(series, package, in_prefecture("JP-11"))
    assert facet.title == "Saitama"
    assert values(facet.series[0])["2025-12-31"] == 4_577
    assert {day[5:] for day in values(facet.series[0])} == {"12-31"}
    assert build_prefecture(series, package, in_prefecture("")) == []


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
    assert facet.kind == "30 June 2019 = 100, our calculation"


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


def test_peers_are_ranked_on_the_latest_day_that_all_have(series, package):
    ranking = rank_peers(series, package, WHOLE, "titp")
    assert str(ranking.day.date()) == "2025-06-30"
    assert {name: now for name, (now, _then) in ranked(ranking).items()} == {
        "Viet Nam": 198_417, "Indonesia": 110_965, "Nepal": 3_903, "Sri Lanka": 2_699, "Bangladesh": 1_973,
        "India": 1_197, "Pakistan": 205, "All others, our total": 130_073,
    }  # fmt: skip
    assert [row.name for row in ranking.rows if row.is_highlighted] == ["Pakistan"]
    assert sum(row.share for row in ranking.rows) == pytest.approx(1)
    assert ranked(rank_peers(series, package, WHOLE, "ssw"))["Pakistan"] == (9, None)


def test_peers_without_a_common_day_are_ranked_on_the_day_of_pakistan(series, package):
    ranking = rank_peers(series, package, View(Selection(year_from=2026)), "titp")
    assert ranking is None
