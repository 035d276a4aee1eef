"""What is said of a page once its filters have changed: numbers of what its charts show."""

import pytest

from labour_migration.charts import filters_of, find_chart, find_content, options_of
from labour_migration.site import PAGES
from labour_migration.spoken import tell_shown
from labour_migration.statements import originals
from labour_migration.view import parse_view


def look(page: str, package, **query: str):
    return parse_view({key: [code] for key, code in query.items()}, options_of(page), package, filters_of(page))[0]


def test_figures_of_the_one_chart_of_a_page_are_counted_with_those_in_print(package):
    chart, view = (
        find_chart("overview", "reported-residents"),
        look("overview", package, **{"from": "2019", "to": "2024"}),
    )
    content, whole = find_content(chart, package, view), find_content(chart, package, look("overview", package))
    in_print = content.reported[content.reported["repeats"] == ""]
    shown = len(content.rows) + len(in_print)
    count = len(whole.rows) + int((whole.reported["repeats"] == "").sum())
    assert 0 < shown < count
    said = tell_shown("overview", package, view)
    assert said == f"{shown} of {count} figures. The first chart now shows 2019 to 2024."


def test_one_year_is_said_as_one(package):
    said = tell_shown("overview", package, look("overview", package, **{"from": "2024", "to": "2024"}))
    assert said.endswith(" figures. The first chart now shows 2024.")


def test_nothing_is_said_as_such(package):
    view = look("overview", package, **{"from": "1963", "to": "1963"})
    assert tell_shown("overview", package, view) == "No figures match these filters."


def test_of_all_is_said_only_where_what_is_shown_is_a_part_of_it(package):
    whole = tell_shown("residents", package, look("residents", package))
    assert " of " in whole
    other = tell_shown("residents", package, look("residents", package, programme="titp"))
    assert other.split(". ")[0].split(" ", 1)[1] == "figures"  # figures that the page shows of no other view


def test_page_of_statements_counts_each_once(package):
    said = tell_shown("claims", package, look("claims", package, show="all"))
    count = len(originals(package))
    assert said.startswith(f"{count} of {count} figures. They are of ")


@pytest.mark.parametrize("page", [page.view for page in PAGES])
def test_each_page_has_something_to_say(page, package):
    assert tell_shown(page, package, look(page, package))
