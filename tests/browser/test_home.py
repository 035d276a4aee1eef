"""Home and Check a figure as a reader uses them: what is seen at once, what a search finds."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESKTOP, PHONE, seen_at, stand


def search(page: Page, words: str) -> None:
    field = page.get_by_role("textbox", name="Check a figure")
    field.fill(words)
    field.press("Enter")
    expect(page.get_by_role("heading", name="Check a figure", exact=True)).to_be_visible(timeout=60_000)


@seen_at([""], DESKTOP)
def test_founding_figures_are_compact(address, seen):
    stand(seen.page)
    cards = seen.page.locator(".headlines > li")
    expect(cards).to_have_count(4)
    assert all(card.bounding_box()["height"] <= 150 for card in cards.all())


@seen_at([""], DESKTOP, PHONE)
def test_whether_25000_is_right_is_told_without_a_click(address, seen):
    stand(seen.page)
    heading = seen.page.get_by_role("heading", name="“About 25,000” in August 2024 matched December 2023’s count")
    expect(heading).to_be_in_viewport()


def test_one_search_finds_all_that_business_recorder_reported(app, visit):
    page = visit(app.url).page
    stand(page)
    search(page, "Business Recorder")
    rows = page.locator(".claims details")
    expect(rows).not_to_have_count(0)
    assert "q=Business" in page.url
    ids = [row.get_attribute("id") for row in rows.all()]
    assert {"business-recorder-2022-01-21-trade", "business-recorder-2022-09-14-trade"} <= set(ids)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "telephone"])
def test_one_search_says_who_reported_30000_and_when_the_count_passed_it(size, app, visit):
    page = visit(app.url, *size).page
    stand(page)
    search(page, "30,000 live in Japan")
    passed = "passed 30,000 between 31 December 2024 (29,647) and 30 June 2025 (32,478)"
    expect(page.get_by_text(passed)).to_be_visible()
    row = page.locator(".claims > details > summary")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Higher than official")
    expect(row).to_contain_text("more than 30,000")
    expect(row).to_contain_text("Apr 2021")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "telephone"])
def test_sentence_that_is_pasted_on_home_is_answered_at_the_top(size, app, visit):
    page = visit(app.url, *size).page
    stand(page)
    search(page, "جاپان میں تیس ہزار پاکستانی مقیم ہیں")
    answer = page.locator(".stApp .answer")
    expect(answer.locator("mark")).to_have_text("تیس ہزار")
    expect(answer.locator("mark")).to_be_in_viewport()
    expect(
        answer.get_by_text("Qualifier missing: the report has more than 30,000, the text 30,000.")
    ).to_be_in_viewport()
    field = page.get_by_role("textbox", name="Check a figure").bounding_box()
    assert field["y"] + field["height"] <= answer.bounding_box()["y"]


def test_row_opens_to_the_quote_and_leads_to_the_page_of_its_figure(app, visit):
    page = visit(f"{app.url}/claims").page
    stand(page)
    row = page.locator("#urdupoint-2024-08-29-residents")
    expect(row.locator("blockquote")).to_be_hidden()
    row.locator("> summary").click()
    expect(row.locator("blockquote")).to_contain_text("25,000-strong Pakistani diaspora in Japan")
    row.get_by_role("link", name="Link, chart and citation of this figure").click()
    expect(page.get_by_role("heading", name="About 25,000 (Pakistanis living in Japan): Consistent")).to_be_visible()
    expect(page.locator(".chart .main-svg").first).to_be_attached(timeout=60_000)
    assert page.url.endswith("claims?figure=urdupoint-2024-08-29-residents")


def test_field_of_the_first_paint_asks_without_scripts(app, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(app.url)
    page.locator("#shell input[name=q]").fill("30,000")
    page.locator("#shell input[name=q]").press("Enter")
    expect(page.locator("#shell")).to_contain_text("more than 30,000")
    assert page.url.endswith("claims?q=30%2C000")
    context.close()
