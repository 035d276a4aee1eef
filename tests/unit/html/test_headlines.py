"""The figures of a page that are quoted most: in its order, each with words, source, official figure and result."""

import re
from dataclasses import replace
from html import unescape

from labour_migration.html.headlines import format_page_headlines
from labour_migration.site import find_page

OVERVIEW = find_page("")


def test_headlines_are_those_of_the_page_each_with_words_and_result(package):
    html = format_page_headlines(OVERVIEW, package)
    assert html.count('class="number"') == html.count('class="ruling"') == len(OVERVIEW.headlines)
    assert html.count('class="official"') == html.count("<q ") == len(OVERVIEW.headlines)
    assert re.findall(r"claims\?figure=([a-z0-9-]+)", html) == list(OVERVIEW.headlines)


def test_headline_is_told_in_few_lines(package):
    first = format_page_headlines(OVERVIEW, package).split("</li>")[0]
    words = [" ".join(unescape(re.sub("<[^>]*>", " ", line)).split()) for line in first.split("\n")]
    assert [line for line in words if line] == [
        "about 25,000 Pakistanis living in Japan",
        "25,000-strong Pakistani diaspora in Japan",
        "UrduPoint, 29 August 2024",
        "Official: 25,334 on 31 December 2023",
        "Consistent (31 December 2023)",
    ]


def test_page_without_headlines_has_no_html(package):
    assert format_page_headlines(replace(OVERVIEW, headlines=("nobody-said",)), package) == ""
