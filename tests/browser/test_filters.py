"""A filter changes chart and address; the address reproduces the view."""

from playwright.sync_api import Locator, Page, expect

from labour_migration.data.selection import year_span

from .conftest import open_filter
from .test_pages import count_charts, wait_for_charts


def choose_route(page: Page, name: str) -> None:
    opened = page.get_by_test_id("stPopoverBody")
    if not opened.count():
        open_filter(page, "Programme")
    opened.get_by_role("combobox").click()
    page.get_by_role("option", name=name, exact=True).click()


def finding(page: Page) -> Locator:
    """The title of the first chart, which says what the filters leave."""
    return page.locator(".st-key-panel-residents h2")


def test_filter_changes_chart_and_address_and_the_link_shows_the_same(app, visit, official_figure):
    page = visit(f"{app.url}/residents").page
    everybody, trainees = official_figure("2025-12-31"), official_figure("2025-12-31", programme_id="titp")
    expect(finding(page)).to_contain_text(everybody, timeout=30_000)
    choose_route(page, "TITP")
    expect(finding(page)).to_contain_text(f"{trainees} in December 2025")
    expect(page).to_have_url(f"{app.url}/residents?programme=titp")
    texts = page.locator(".st-key-chart-residents .annotation-text")
    expect(texts.filter(has_text=trainees)).not_to_have_count(0)

    again = visit(page.url).page
    expect(finding(again)).to_have_text(finding(page).inner_text(), timeout=30_000)
    wait_for_charts(again, count_charts("residents?programme=titp"))
    shown = again.locator(".st-key-chart-residents .annotation-text")
    assert shown.all_text_contents() == texts.all_text_contents()
    assert again.url == page.url


def test_years_are_chosen_by_keyboard_and_kept_on_the_next_page(app, visit):
    page = visit(f"{app.url}/residents?from=2019").page
    slider = open_filter(page, "Years").get_by_role("slider").first
    slider.focus()
    for year in range(2020, 2024):
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(f"{app.url}/residents?from={year}")
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(finding(page)).to_contain_text("2023")
    page.keyboard.press("Escape")  # a click beside an open popover closes it, and may do no more
    page.locator(".st-key-navigation").get_by_role("link", name="Trade and money").click()
    expect(page.get_by_role("heading", name="Trade and money", exact=True)).to_be_visible()
    expect(page).to_have_url(f"{app.url}/trade?from=2023")
    page.locator(".st-key-navigation").get_by_role("link", name="Residents").click()
    expect(finding(page)).to_contain_text("2023")
    expect(page).to_have_url(f"{app.url}/residents?from=2023")


def test_no_key_is_lost_while_the_page_follows_the_one_before(app, visit):
    page = visit(f"{app.url}/residents?from=1995").page
    slider = open_filter(page, "Years").get_by_role("slider").first
    slider.focus()
    for _key in range(8):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(100)  # as a key repeats that is held down: faster than the page is drawn
    expect(page).to_have_url(f"{app.url}/residents?from=2003")
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(slider).to_have_value("2003")


def test_back_takes_a_filter_back(app, visit, official_figure):
    page = visit(f"{app.url}/residents").page
    everybody, trainees = official_figure("2025-12-31"), official_figure("2025-12-31", programme_id="titp")
    expect(finding(page)).to_contain_text(everybody, timeout=30_000)
    choose_route(page, "TITP")
    expect(finding(page)).to_contain_text(f"{trainees} in")
    page.go_back()
    expect(finding(page)).to_contain_text(everybody)
    expect(page).to_have_url(f"{app.url}/residents")
    page.go_forward()
    expect(finding(page)).to_contain_text(f"{trainees} in")


def test_back_returns_to_the_page_before_with_its_filter(app, visit, official_figure):
    page = visit(f"{app.url}/residents?programme=ssw").page
    holders = official_figure("2025-12-31", programme_id="ssw")
    expect(finding(page)).to_contain_text(f"{holders} in", timeout=30_000)
    page.locator(".st-key-navigation").get_by_role("link", name="Trade and money").click()
    expect(page.get_by_role("heading", name="Trade and money", exact=True)).to_be_visible()
    page.go_back()
    expect(finding(page)).to_contain_text(f"{holders} in")
    expect(page).to_have_url(f"{app.url}/residents?programme=ssw")


def test_unknown_values_are_named_and_ignored(app, visit, package):
    first, last = year_span(package)
    visited = visit(f"{app.url}/residents?programme=tipt&programme=ssw&from=abc")
    page = visited.page
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("We ignored “programme=tipt” in this link. Use the code of a programme or status, ")
    expect(notice).to_contain_text(f"=abc” in this link. Use one year from {first} to {last}.")
    choose_route(page, "TITP")
    expect(notice).to_have_count(0)
    expect(page).to_have_url(f"{app.url}/residents?programme=titp&programme=ssw")
    assert visited.errors == []


def test_moving_a_handle_is_one_step_of_the_history(app, visit):
    page = visit(f"{app.url}/trade?from=2000").page
    slider = open_filter(page, "Years").get_by_role("slider").first
    before = page.evaluate("history.length")
    slider.focus()
    for year in range(2001, 2006):
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(f"{app.url}/trade?from={year}")
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    expect(page).to_have_url(f"{app.url}/trade?from=2000")
    expect(slider).to_have_value("2000")
    slider.focus()
    page.keyboard.press("ArrowRight")  # another gesture is another step
    expect(page).to_have_url(f"{app.url}/trade?from=2001")
    page.go_back()
    expect(page).to_have_url(f"{app.url}/trade?from=2000")


def test_old_addresses_lead_to_the_page_of_data(app, visit):
    page = visit(f"{app.url}/gaps?programme=titp").page
    expect(page).to_have_url(f"{app.url}/data?programme=titp#missing-data")
    page = visit(f"{app.url}/sources?source=urdupoint-2024-08-29").page
    expect(page.get_by_role("heading", name="Cite this source")).to_be_visible(timeout=30_000)
    expect(page).to_have_url(f"{app.url}/data?source=urdupoint-2024-08-29#sources")
