"""The pages of the site."""

from pathlib import Path

import pytest

from labour_migration.site import MOVED, PAGES, find_feed, find_page, format_title, name_feed

VIEWS = Path(__file__).parents[2] / "dashboard" / "views"


def test_every_view_is_a_page_and_every_page_a_view():
    assert sorted(page.view for page in PAGES) == sorted(view.stem for view in VIEWS.glob("[a-z]*.py"))


def test_addresses_titles_and_descriptions_are_each_page_s_own():
    for name in ("path", "title", "description"):
        assert len({getattr(page, name) for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_description_is_of_a_length_that_is_shown_whole(page):
    assert 50 <= len(page.description) <= 160
    assert page.description.endswith(".")
    assert page.description.count(".") <= 2


def test_tables_and_headlines_are_those_of_the_package(package):
    assert {table for page in PAGES for table in page.tables} <= set(package.tables)
    assert {figure for page in PAGES for figure in page.headlines} <= set(package.reported["figure_id"])


def test_title_of_the_document_names_the_page_and_the_site():
    assert format_title(find_page("")) == "Labour migration from Pakistan to Japan: reported and official figures"
    assert format_title(find_page("trade")) == "Trade and money – Labour migration from Pakistan to Japan"


def test_address_of_no_page_finds_none():
    assert find_page("nowhere") is None


def test_page_that_has_moved_is_none_and_leads_to_one():
    for path, (page, anchor) in MOVED.items():
        assert find_page(path) is None
        assert find_page(page.partition("?")[0])
        assert anchor


def test_pages_offer_their_feeds():
    assert find_feed(find_page("data"), "source")[0] == "corrections.atom"
    assert find_feed(find_page("claims"), "a&b")[0] == "claims.atom?figure=a%26b"
    assert find_feed(find_page("claims")) == ("claims.atom", name_feed("claims.atom"))
    assert find_feed(find_page("trade")) is None
