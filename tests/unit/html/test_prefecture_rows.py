"""Residents by prefecture in a table: rank, share, what is in none of them."""

import re
from html import unescape

from labour_migration.data.selection import Selection
from labour_migration.data.series import full_series, pick
from labour_migration.figures.residents import latest_prefectures
from labour_migration.html.prefecture_rows import prefecture_table
from labour_migration.html.tables import format_table


def text(cell: str) -> str:
    """What a reader sees of a cell."""
    return unescape(re.sub("<[^>]*>", " ", cell)).strip()


def test_prefectures_are_ranked_with_their_share_and_the_rest_is_named(package):
    series = full_series(package)
    rows = latest_prefectures(series, Selection())["2024-12-31"]
    html = format_table(prefecture_table(rows, series, package))
    lines = [text(line).split("\n") for line in re.findall("<tr.*?</tr>", html, re.DOTALL)]
    assert len(lines) >= 1 + 47 + 1
    assert "1. Saitama" in " ".join(lines[1])
    whole = pick(series, indicator_id="residents", programme_id="all", nationality_id="PAK", area_id="JPN")
    (total,) = whole.loc[whole["period_end"] == "2024-12-31", "value"]
    assert f"{total:,.0f}" in " ".join(lines[-1])
    assert "100%" in " ".join(lines[-1])


def test_difference_that_nobody_published_is_ours(package):
    series = full_series(package)
    html = format_table(prefecture_table(latest_prefectures(series, Selection())["2020-12-31"], series, package))
    lines = [text(line).split() for line in re.findall("<tr.*?</tr>", html, re.DOTALL)]
    assert " ".join(lines[-2]).startswith("Not in any prefecture, our difference 170 0.89%")
    assert lines[-1][:4] == ["All", "of", "Japan", "19,103"]
