"""The figures above a page: in its order, only those that the selection shows."""

import re

from labour_migration.data.selection import Selection
from labour_migration.html.headlines import format_page_headlines
from labour_migration.site import find_page

OVERVIEW = find_page("")


def test_headlines_are_those_of_the_page_each_with_words_and_verdict(package):
    html = format_page_headlines(OVERVIEW, Selection(), package)
    assert html.count('class="number"') == html.count('class="ruling"') == len(OVERVIEW.headlines)
    assert re.findall(r"claims\?figure=([a-z0-9-]+)", html) == list(OVERVIEW.headlines)


def test_selection_without_headlines_has_no_html(package):
    assert format_page_headlines(OVERVIEW, Selection(("ssw",)), package) == ""
