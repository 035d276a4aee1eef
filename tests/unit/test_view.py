"""The one state of a page: its address, its names, its words."""

import pytest

from labour_migration.charts import CHARTS, find_chart, options_of, view_of
from labour_migration.data.selection import Selection
from labour_migration.site import PAGES
from labour_migration.view import WHOLE, View, describe_view, format_view, list_view, name_view, parse_view


def parse(page: str, package, **query: str) -> View:
    """The view of a page that a query names, each value once; none of it in vain."""
    view, problems = parse_view({key: [value] for key, value in query.items()}, options_of(page), package)
    assert problems == []
    return view


@pytest.mark.parametrize("page", [page.view for page in PAGES])
def test_page_opens_with_nothing_chosen_and_an_address_without_a_query(page, package):
    view = view_of(page, package)
    assert view.is_everything
    assert format_view(view) == {}
    assert describe_view(view, package) == "all statuses; all years"
    assert list_view(view, package) == []
    assert name_view(view) == []


@pytest.mark.parametrize(("page", "option"), [(page.view, one) for page in PAGES for one in options_of(page.view)],
                         ids=lambda value: getattr(value, "key", value))  # fmt: skip
def test_every_choice_has_an_address_that_brings_it_back_and_a_name_of_its_own(page, option, package):
    codes = list(option.find_choices(package, Selection()))
    if not codes:  # what only some indicators have: tests/unit/figures/test_explorer.py
        return
    views = [parse(page, package, **{option.key: code}) for code in codes]
    assert [view[option.key] for view in views] == codes
    assert [view.is_everything for view in views] == [True] + [False] * (len(codes) - 1)
    for view in views[1:]:
        assert parse_view(format_view(view), options_of(page), package) == (view, [])
    names = [".".join(name_view(view)) for view in views]
    assert len(set(names)) == len(codes)
    assert max(map(len, names)) < 120  # of the 255 bytes that file systems take, slug and version need some


def test_choice_is_told_with_its_option_in_words_and_codes(package):
    view = parse("residents", package, compare="share", **{"from": "2019"})
    assert describe_view(view, package) == "all statuses; from 2019; Compare by: share of all foreign residents"
    assert list_view(view, package) == [
        ("from", "2019", "2019"),
        ("compare", "share", "share of all foreign residents"),
    ]
    assert format_view(view) == {"from": ["2019"], "compare": ["share"]}
    assert name_view(view) == ["from-2019", "compare-share"]


def test_option_under_the_key_of_a_code_selects_no_rows(package):
    view = parse("claims", package, indicator="residents")
    assert view.selection == Selection()
    assert view["indicator"] == "residents"


def test_default_follows_the_selection_and_a_code_of_another_is_no_mistake(package):
    assert view_of("residents", package)["day"] == "2025-12-31"
    view = parse("residents", package, to="2021", day="2025-12-31")
    assert view["day"] == "2021-12-31"
    assert view.chosen == ()


def test_code_of_none_is_told_and_ignored(package):
    view, problems = parse_view({"compare": ["nothing"]}, options_of("residents"), package)
    assert [problem.field for problem in problems] == ["compare"]
    assert view.is_everything


def test_view_of_a_chart_has_what_the_chart_declares_alone(package):
    view = parse("residents", package, programme="titp", unfold="work", compare="share", **{"from": "2019"})
    for chart in (chart for chart in CHARTS if chart.page == "residents"):
        narrowed = chart.narrow(view, package)
        assert [choice.key for choice in narrowed.choices] == [
            choice.key for choice in view.choices if choice.key in [option.key for option in chart.options]
        ]
        assert bool(narrowed.selection.programmes) == ("programmes" in chart.filters)
        assert narrowed.selection.year_from == (2019 if "years" in chart.filters else None)
    with pytest.raises(KeyError):
        find_chart("residents", "residents").narrow(view, package)["compare"]


@pytest.mark.parametrize(
    ("slug", "chosen", "narrowed"),
    [
        ("titp-compared", ("titp-i-a",), ("titp",)),
        ("titp-compared", ("titp-i-a", "ssw"), ("titp",)),
        ("titp-compared", ("labour-programmes",), ("labour-programmes",)),
        ("programme-holders", ("titp-i-a", "titp-ii-a", "ssw-i"), ("titp", "ssw")),
        ("programme-holders", ("titp-i-a", "permanent"), ("titp",)),
        ("intake-limits", ("ssw-i", "permanent"), ("ssw-i",)),
        ("japanese-language", ("ssw-i",), ()),
    ],
)
def test_part_of_a_route_that_is_shown_whole_is_named_as_the_whole(slug, chosen, narrowed, package):
    assert find_chart("programmes", slug).narrow(View(Selection(chosen)), package).selection.programmes == narrowed


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(), "all statuses; all years"),
        (Selection(("titp",)), "TITP; all years"),
        (Selection(year_from=2020), "all statuses; from 2020"),
        (Selection(year_to=2020), "all statuses; until 2020"),
        (Selection(("titp", "ssw"), 2020, 2020), "TITP, SSW; 2020"),
        (Selection(nationalities=("PAK",), areas=("JP-11",)), "all statuses; Pakistan; Saitama; all years"),
    ],
)
def test_filters_are_told_in_words(selection, words, package):
    assert describe_view(View(selection), package) == words


def test_whole_view_is_everything():
    assert WHOLE.is_everything
