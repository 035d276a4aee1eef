"""Any official series as a chart: one indicator on one axis."""

import pandas as pd
import pytest

from labour_migration.charts import filters_of, find_chart, find_content, options_of
from labour_migration.data.combinations import find_lines
from labour_migration.data.series import KEY, full_series, pick
from labour_migration.figures.explorer import AT_MOST, list_parts, list_periods, tell_undrawn
from labour_migration.figures.facets import BARS, LINE
from labour_migration.figures.small_multiples import draw_facets
from labour_migration.figures.vector import draw_svg
from labour_migration.view import View, name_view, parse_view

CHART = find_chart("data", "explorer")


def find_view(package, **query) -> View:
    """The view that a query names, none of it in vain."""
    listed = {key: [value] if isinstance(value, str) else value for key, value in query.items()}
    view, problems = parse_view(listed, options_of("data"), package, filters_of("data"))
    assert problems == []
    return view


def explore(package, **query):
    return find_content(CHART, package, find_view(package, **query))


def values(content, name: str) -> dict[str, float]:
    """The values of a line by their last days."""
    (member,) = (member for member in content.facets[0].series if member.name == name)
    return {
        str(day.date()): value for day, value in zip(member.points["period_end"], member.points["value"], strict=True)
    }


def test_it_opens_with_the_pakistani_residents_of_japan(package):
    content = explore(package)
    (facet,) = content.facets
    assert (facet.title, facet.unit, facet.shape) == ("Pakistanis living in Japan", "persons", LINE)
    found = values(content, "Total")
    assert (found["2019-12-31"], found["2025-12-31"]) == (17_766, 34_911)
    assert CHART.format_finding(package, content) == (
        "Pakistanis living in Japan: 34,911 in December 2025, up 96.5% from 17,766 in December 2019"
    )


def test_nationalities_stand_beside_each_other_under_a_name_that_fits_both(package):
    content = explore(package, nationality=["PAK", "NPL"], programme="titp")
    assert content.facets[0].title == "Foreign residents of Japan: TITP"
    assert values(content, "Pakistan")["2025-06-30"] == 205
    assert values(content, "Nepal")["2025-06-30"] == 3_903
    assert "Nepal" in CHART.format_finding(package, content)


def test_prefectures_stand_beside_each_other(package):
    content = explore(package, area=["JP-11", "JP-08"])
    assert values(content, "Saitama")["2025-12-31"] == 4_577
    assert CHART.format_finding(package, content) == (
        "Pakistanis living in Japan: 4,577 in December 2025 (Saitama), the highest shown"
    )


def test_flow_is_bars_of_whole_years_and_months_are_never_among_them(package):
    yearly = explore(package, indicator="visitor-arrivals")
    assert (yearly.facets[0].shape, yearly.facets[0].kind) == (BARS, "per year")
    assert values(yearly, "Total")["2019-12-31"] == 17_208
    monthly = explore(package, indicator="visitor-arrivals", period="1")
    assert monthly.facets[0].kind == "per month"
    assert not set(map(tuple, yearly.rows[KEY].astype(str).to_numpy())) & set(
        map(tuple, monthly.rows[KEY].astype(str).to_numpy())
    )
    assert " from " not in CHART.format_finding(package, monthly)  # no month is compared with one of another season


def test_two_countries_reports_are_named_as_reports(package):
    content = explore(package, indicator="goods-to-japan")
    assert [member.name for member in content.facets[0].series] == ["Reported by Japan", "Reported by Pakistan"]


def test_total_and_parts_are_never_on_one_axis(package):
    assert list(list_parts(package, find_view(package, indicator="visitor-arrivals").selection))[:2] == [
        "total",
        "each",
    ]
    parts = explore(package, indicator="visitor-arrivals", breakdown="each")
    assert set(parts.rows["category"]) == {"tourism", "business", "transit-shore", "study-work-family-others"}
    one = find_view(package, indicator="entries", breakdown="male/0-4")
    assert "/" not in "".join(name_view(one))  # of a file's name
    assert set(find_content(CHART, package, one).rows["category"]) == {"male/0-4"}


def test_of_many_lines_the_largest_are_drawn_and_the_table_has_all(package):
    content = explore(package, indicator="ssw-by-field", breakdown="each")
    (facet,) = content.facets
    assert len(facet.drawn) == AT_MOST < len(facet.series)
    assert tell_undrawn(content.facets).startswith(f"The chart shows the {AT_MOST} largest; ")
    assert tell_undrawn(content.facets) in CHART.format_caveat(package, content)


def test_nothing_is_shown_where_there_is_nothing(package):
    assert explore(package, indicator="remittances", nationality="NPL").is_empty
    assert list_parts(package, find_view(package).selection) == {}
    assert list_periods(package, find_view(package).selection) == {}


def test_second_indicator_is_told_and_ignored(package):
    query = {"indicator": ["entries", "residents"]}
    view, problems = parse_view(query, options_of("data"), package, filters_of("data"))
    assert len(view.selection.indicators) == 1
    assert [problem.code for problem in problems] == ["indicator-second"]
    assert problems[0].told.endswith("Use one indicator at a time.")


def test_unknown_codes_are_told(package):
    query = {"indicator": ["nothing"], "area": ["JP-99"]}
    _view, problems = parse_view(query, options_of("data"), package, filters_of("data"))
    assert [problem.field for problem in problems] == ["indicator", "area"]


def _all_lines(package) -> list[tuple[str, dict]]:
    codes = full_series(package)["indicator_id"].unique()
    return [(code, line) for code in codes for line in find_lines(package, code).to_dict("records")]


def test_every_official_value_can_be_charted(package):
    """Each line by itself, and each length of its periods: together they have every row of every series."""
    found = 0
    for indicator_id, line in _all_lines(package):
        named = {"indicator": indicator_id, "nationality": line["nationality_id"], "programme": line["programme_id"]}
        named |= {"area": line["area_id"], "breakdown": line["category"] or "total"}
        selection = find_view(package, **{**named, "breakdown": []}).selection
        if not list_parts(package, selection):
            del named["breakdown"]
        lengths = list(list_periods(package, selection)) or [None]
        for length in lengths:
            content = explore(package, **named, **({"period": length} if length else {}))
            rows = content.rows
            if length is None or not rows.empty:
                assert rows["value"].notna().all()
            assert (rows["category"] == line["category"]).all(), named
            if not rows.empty:
                assert content.facets[0].can_draw(rows).all(), (named, length)
            found += len(rows)
    assert found == len(full_series(package))


@pytest.mark.parametrize("query", [
    {}, {"nationality": ["PAK", "NPL", "VNM"]}, {"indicator": "visitor-arrivals", "period": "1", "breakdown": "each"},
    {"indicator": "direct-investment", "period": "10"}, {"indicator": "intake-limit"},
    {"indicator": "workers-registered", "period": "516"},
])  # fmt: skip
def test_it_is_drawn_in_the_served_page_too(query, package):
    content = explore(package, **query)
    assert "<svg" in draw_svg(draw_facets(content.facets, package), "")


def test_line_that_is_picked_has_all_of_its_rows(package):
    line = pick(full_series(package), indicator_id="residents", nationality_id="IDN", programme_id="all")
    assert len(explore(package, nationality="IDN").rows) == len(line) > 20
    assert isinstance(line, pd.DataFrame)


def test_none_is_called_the_highest_where_one_has_ended_before(package):
    content = explore(package, indicator="visitor-arrivals", breakdown="each")
    ends = {member.points["period_end"].max() for member in content.facets[0].drawn}
    assert len(ends) > 1
    assert CHART.format_finding(package, content) == ""
