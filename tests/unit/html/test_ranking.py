"""Ranked rows as a table: bars true to scale, numbers with their marks, shares, changes, what stands out."""

import re

import pandas as pd
import pytest

from labour_migration.data.series import build_series
from labour_migration.figures.facets import LINE, Facet, Series
from labour_migration.figures.ranking import Order, Ranked, Ranking, rank
from labour_migration.html.ranking import format_ranking

DAY, BEFORE = pd.Timestamp("2025-06-30"), pd.Timestamp("2019-12-31")


@pytest.fixture
def make_table(make_official, package):
    """A ranking as HTML, of a value or of an earlier and a later one for each name."""

    def make(
        whole: float | None = None, status: str = "A", base: bool = False, kind: str = "Nationality", **values: tuple
    ) -> str:
        def series(name: str, found: tuple) -> Series:
            days = [BEFORE, DAY][-len(found) :]
            rows = [
                {"period_end": day, "value": value, "obs_status": status}
                for day, value in zip(days, found, strict=True)
            ]
            return Series(name, build_series(make_official(*rows)))

        members = tuple(series(name, found) for name, found in values.items())
        order = Order(DAY, BEFORE if base else None, None if whole is None else series("All", (whole,)), ("Pakistan",))
        return format_ranking(
            rank(Facet("", "persons", "", LINE, members), kind, order), "People by nationality", package
        )

    return make


def rows(html: str) -> list[list[str]]:
    """The cells of each row as text."""
    found = re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    cells = [re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL) for row in found]
    return [[re.sub("<[^>]*>", "", cell).strip() for cell in row] for row in cells]


def test_rows_have_name_number_and_share_and_the_rest_is_named_as_ours(make_table):
    html = make_table(whole=449432, Pakistan=(205,), Vietnam=(198417,))
    assert rows(html) == [
        ["Nationality", "June 2025", "Share"],
        ["Vietnam", "198,417", "44.1%"],
        ["Pakistan", "205", "0.05%"],
        ["All others, our total", "250,810", "55.8%"],
    ]
    assert re.findall(r'<tr role="row" class="(\w+)">', html) == ["highlighted", "rest"]


def test_bar_is_a_share_of_the_greatest_value_and_zero_has_none(make_table):
    html = make_table(Pakistan=(205,), Vietnam=(198417,), Nepal=(0,))
    assert re.findall(r'<i style="--share: ([\d.]+)">', html) == ["1.00000", "0.00103"]


def test_earlier_number_and_change_stand_beside_the_later_one(make_table):
    html = make_table(base=True, Engineer=(2340, 7860), Trainee=(13, 1), Student=(2647,))
    assert [row[:4] for row in rows(html)] == [
        ["Nationality", "June 2025", "December 2019", "Change"],
        ["Engineer", "7,860", "2,340", "+5,520"],
        ["Student", "2,647", "", ""],
        ["Trainee", "1", "13", "−12"],
    ]
    assert re.findall(r'<s style="--share: ([\d.]+)">', html) == ["0.29771", "0.00165"]
    assert 'aria-label="2,340 in December 2019, 7,860 in June 2025"' in html


def test_doubtful_number_has_its_mark(make_table):
    assert rows(make_table(status="U", Pakistan=(11,)))[1][1] == "11 [u]"


def test_it_is_a_table_with_a_caption_heads_and_roles(make_table):
    html = make_table(Pakistan=(205,))
    assert "<caption>People by nationality</caption>" in html
    assert html.count('scope="col" role="columnheader"') == 2
    assert html.count('scope="row" role="rowheader"') == 1
    assert 'role="table"' in html


def test_head_that_is_a_term_opens_its_definition(make_table):
    html = make_table(kind="Status of residence", Student=(5,))
    assert 'class="name"><details class="term" name="term"><summary>Status of residence</summary>' in html


def test_nothing_to_rank_is_nothing(package):
    assert format_ranking(Ranking("", Facet("", "persons", "", LINE, ()), ()), "", package) == ""


def test_counts_of_different_things_are_dots_each_with_what_it_counts(make_official, package):
    point = build_series(make_official({"period_end": DAY, "value": 5})).iloc[0]
    html = format_ranking(
        Ranking(
            "Figure",
            Facet("", "", "", LINE, ()),
            (Ranked("Entries", point, note="By <b>."),),
            period="2025",
            is_dotted=True,
        ),
        "Five",
        package,
    )
    assert '<div class="ranking dots">' in html
    assert '<span class="note">By &lt;b&gt;.</span>' in html
    assert rows(html)[0] == ["Figure", "2025"]
