"""The labour programmes by value: holders, fields, limits, schools."""

import pandas as pd
import pytest

from labour_migration.data.selection import Selection
from labour_migration.data.series import full_series
from labour_migration.figures.facets import STEPS, describe_facets
from labour_migration.figures.programmes import (
    build_count,
    build_fields,
    build_holders,
    build_language,
    build_limits,
    build_share,
    is_chosen,
    rank_held,
    rank_work,
)
from labour_migration.view import WHOLE, View

ALL = Selection()


@pytest.fixture(scope="module")
def series(package) -> pd.DataFrame:
    return full_series(package)


def ends(member) -> dict[str, float]:
    return dict(zip(member.points["period_end"].dt.date.astype(str), member.points["value"], strict=True))


def test_holders_at_every_date_since_2019(series, package):
    titp, ssw = build_holders(series, package, WHOLE)
    assert len(titp.series[0].points) == len(ssw.series[0].points) == 14
    assert (ends(titp.series[0])["2019-12-31"], ends(titp.series[0])["2025-12-31"]) == (5, 219)
    assert (ends(ssw.series[0])["2019-12-31"], ends(ssw.series[0])["2025-12-31"]) == (0, 11)


def test_announcements_are_days(series, package):
    titp, ssw = build_holders(series, package, WHOLE)
    assert [day.text for day in titp.days] == [
        "26 February 2019: Memorandum on TITP signed in Tokyo",
        "29 August 2024: Progress under TITP called encouraging",
    ]
    assert [str(day.start.date()) for day in ssw.days] == ["2019-12-23", "2024-08-29"]


def test_both_programmes_are_in_proportion_to_all_residents(series, package):
    ranking = rank_held(series, package, WHOLE)
    assert [(row.name, row.point["value"]) for row in ranking.rows] == [
        ("All Pakistani residents", 34_911), ("TITP or SSW", 230), ("TITP", 219), ("SSW", 11),
    ]  # fmt: skip
    assert [row.name for row in ranking.rows if row.is_highlighted] == ["TITP or SSW"]
    assert ranking.rows[1].share == 230 / 34_911
    assert ranking.rows[1].point["is_computed"]


def test_proportion_follows_the_years(series, package):
    ranking = rank_held(series, package, View(Selection(year_to=2019)))
    assert [row.point["value"] for row in ranking.rows] == [17_766, 5, 5, 0]
    assert rank_held(series, package, View(Selection(year_from=2026))) is None


def test_statuses_for_work_and_study_have_the_programmes_among_them(series, package):
    ranking = rank_work(series, package, WHOLE)
    rows = {row.name: (row.point["value"], row.base["value"]) for row in ranking.rows}
    assert rows["Engineer / Specialist in Humanities / International Services"] == (7_860, 2_340)
    assert (rows["Student"], rows["TITP"], rows["SSW"]) == ((2_647, 600), (219, 5), (11, 0))
    assert [row.name for row in ranking.rows if row.is_highlighted] == ["TITP", "SSW"]
    assert not any(row.is_rest for row in ranking.rows)


@pytest.mark.parametrize(
    ("programmes", "titles"),
    [((), 2), (("ssw",), 1), (("ssw-i",), 1), (("labour-programmes",), 2), (("work",), 0), (("esd",), 0)],
)
def test_programme_is_shown_where_it_or_a_part_of_it_is_chosen(programmes, titles, series, package):
    assert len(build_holders(series, package, View(Selection(programmes)))) == titles


def test_all_routes_together_choose_no_programme(package):
    assert not is_chosen("titp", package, Selection(("all",)))
    assert is_chosen("titp", package, ALL)


def test_five_largest_fields_are_drawn_and_all_are_in_the_table(series, package):
    (facet,) = build_fields(series, package, WHOLE)
    drawn = {member.name: member.points["value"].iloc[-1] for member in facet.series if member.is_drawn}
    assert drawn == {
        "Manufacture of food and beverages": 84_071,
        "Nursing care": 54_916,
        "Industrial products manufacturing": 51_063,
        "Construction": 43_599,
        "Food service": 35_771,
    }
    assert len(facet.series) == 16


def test_field_has_one_figure_a_date(series, package):
    (facet,) = build_fields(series, package, WHOLE)
    for member in facet.series:
        assert not member.points["period_end"].duplicated().any()
    care = next(member for member in facet.series if member.name == "Nursing care")
    assert list(care.points["value"]) == [
        19, 170, 939, 2_703, 5_155, 10_411, 16_081, 21_915, 28_400, 36_719, 44_367, 45_836, 54_916,
    ]  # fmt: skip


def test_limits_are_strips_of_their_own_and_proposals_others(series, package):
    decided, proposed = build_limits(series, package, WHOLE)
    assert decided.shape == proposed.shape == STEPS
    assert [(member.name, list(member.points["value"])) for member in decided.drawn] == [
        ("Specified Skilled Worker (i)", [345_150, 820_000, 805_700]),
        ("ESD", [426_200]),
    ]
    (together,) = [member for member in decided.series if not member.is_drawn]
    assert (together.name, list(together.points["value"])) == (
        "Labour programmes, SSW (i) and ESD together",
        [1_231_900],
    )
    assert {member.name: member.points["value"].iloc[-1] for member in proposed.drawn} == {
        "Specified Skilled Worker (i)": 805_700,
        "ESD": 426_200,
    }
    assert {decided.drawn[0].colour} == {member.colour for member in proposed.drawn if member.name.startswith("Spec")}
    assert len({member.colour for member in proposed.drawn}) == 2
    assert "cap for a period" in decided.kind
    assert {member.name for member in proposed.series if not member.is_drawn} == {
        "Specified Skilled Worker (i), Nursing care",
        "Specified Skilled Worker (i), Food service",
        "Specified Skilled Worker (i), Construction",
        "Specified Skilled Worker (i), Agriculture",
    }


def test_language_has_learners_teachers_and_institutions(series, package):
    facets = build_language(series, package, WHOLE)
    assert [list(facet.series[0].points["value"]) for facet in facets] == [[243, 906], [13, 42], [5, 9]]


def test_share_is_of_periods_that_both_indicators_have(series, package):
    share, japan, everywhere = build_share(series, package, WHOLE, "workers-registered", "workers-registered-all")
    years = share.drawn[0].points.set_index("period_end")["value"]
    assert [str(day.date()) for day in years.index] == [
        f"{year}-12-31" for year in (2014, 2015, 2016, 2018, 2019, 2020, 2021, 2022, 2024, 2025)
    ]
    assert years["2025-12-31"] == pytest.approx(2_244 / 763_526 * 100)
    assert round(years["2025-12-31"], 2) == 0.29
    assert not share.series[0].points["is_computed"].any()  # no sum of parts
    assert (japan.unit, everywhere.unit, share.unit) == ("persons", "persons", "percent")
    assert not japan.drawn
    assert not everywhere.drawn
    assert share.leaves_out  # January to March 2025, January to August 2026
    assert len(share.series[0].points) == len(japan.series[0].points) == len(everywhere.series[0].points) == 12


def test_share_of_remittances_names_what_it_was_divided_by(series, package):
    share, *_counts = build_share(series, package, WHOLE, "remittances", "remittances-all")
    points = share.drawn[0].points
    assert [round(value, 3) for value in points["value"]] == [0.274, 0.172, 0.163, 0.163]
    assert points["note"].iloc[-1] == ("Divided by US$41,584.69 million: Workers' remittances from all countries.")
    assert build_share(series, package, View(Selection(year_to=2020)), "remittances", "remittances-all") == []


def test_count_follows_the_years(series, package):
    (facet,) = build_count(series, package, View(Selection(year_from=2022, year_to=2023)), "tertiary-students")
    assert list(facet.series[0].points["value"]) == [412, 455]
    assert build_count(series, package, View(Selection(year_from=2025)), "tertiary-students") == []


def test_largest_fields_are_the_same_whatever_years_are_chosen(series, package):
    names = [
        {member.name for member in facet.drawn}
        for selection in (ALL, Selection(year_from=2022), Selection(year_to=2021))
        for facet in build_fields(series, package, View(selection))
    ]
    assert names[1] == names[0]
    assert names[2] <= names[0]


def test_fields_and_limits_follow_the_chosen_programme(series, package):
    only_titp = Selection(("titp",))
    assert build_fields(series, package, View(only_titp)) == []
    names = {member.name for facet in build_limits(series, package, View(only_titp)) for member in facet.series}
    assert names == set()
    assert "ESD" in {
        member.name for facet in build_limits(series, package, View(Selection(("esd",)))) for member in facet.series
    }


def test_alternative_text_tells_a_limit_from_a_proposal(series, package):
    text = describe_facets(build_limits(series, package, View(Selection(("esd",)))), "Limits:")
    assert f"{package.indicators.loc['intake-limit', 'name']}: 426,200" in text
    assert f"{package.indicators.loc['intake-limit-proposed', 'name']}: 426,200" in text
