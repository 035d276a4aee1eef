"""What a reader does on the page of data: all of it as one file, any figure as a chart, a citation, a source."""

import re

import pytest
from playwright.sync_api import expect

from labour_migration.site import PAGES


@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_everything_as_one_file_is_a_click_away_on_every_page(path, app, visit):
    page = visit(f"{app.url}/{path}").page
    link = page.locator(".foot").get_by_role("link", name="All data (ZIP)")
    with page.expect_download() as caught:
        link.click()
    assert re.fullmatch(r"pakistan-japan-labour-migration\.v[\d.]+\.zip", caught.value.suggested_filename)


def test_a_chart_is_cited_in_apa_in_one_click_in_the_order_of_the_alphabet(app, visit):
    page = visit(f"{app.url}/data?indicator=remittances").page
    page.locator(".st-key-foot-explorer").get_by_role("button", name="Cite").click()
    body = page.locator("[data-testid=stPopoverBody]")
    expect(body.get_by_text("APA", exact=True)).to_be_visible(timeout=30_000)
    entries = body.locator("code").first.inner_text().split("\n\n")
    assert len(entries) > 1
    assert entries == sorted(entries, key=str.casefold)


def test_sources_are_searched_and_sorted_where_they_stand_and_one_opens(app, visit, package):
    page = visit(f"{app.url}/data").page
    register = page.locator(".register")
    register.get_by_label("Search sources").fill("urdupoint 2024")
    shown = register.locator("tbody tr:visible")
    expect(register.get_by_role("status")).to_contain_text(f"of {len(package.sources)} sources")
    assert 0 < shown.count() < 20
    register.get_by_label("Search sources").fill("")
    register.get_by_role("button", name="Figures").click()
    register.get_by_role("button", name="Figures").click()
    expect(register.get_by_role("columnheader", name="Figures")).to_have_attribute("aria-sort", "descending")
    most = max(int(text.replace(",", "")) for text in register.locator("td:last-child").all_text_contents())
    assert shown.first.locator("td:last-child").inner_text() == f"{most:,}"
    shown.first.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Cite this source")).to_be_visible(timeout=30_000)


def test_a_term_opens_its_definition_by_key_and_closes(app, visit):
    page = visit(f"{app.url}/data").page
    term = page.locator("details.term").first
    term.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(term.locator("span")).to_be_visible()
    page.keyboard.press("Escape")
    expect(term.locator("span")).not_to_be_visible()
