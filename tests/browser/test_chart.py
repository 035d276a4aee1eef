"""How charts are drawn: once a change, by the library of our own, in the colours of the page; on paper whole."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import PHONE, open_filter, seen_at
from .test_pages import count_charts, wait_for_charts

# Counts what Plotly has drawn from now on.
COUNT = """() => {
    window.drawn = 0;
    for (const plot of document.querySelectorAll('.chart .plot')) plot.on('plotly_afterplot', () => window.drawn++);
}"""


def settle(page: Page) -> int:
    """How often charts were drawn, once nothing has been for a second."""
    before, now = -1, 0
    while before != now:
        before = now
        page.wait_for_timeout(1000)
        now = page.evaluate("drawn")
    return now


def test_change_of_a_filter_draws_each_chart_once(app, visit):
    page = visit(app.url).page
    wait_for_charts(page, count_charts(""))
    page.wait_for_load_state("networkidle")
    page.evaluate(COUNT)
    drawn = page.locator("[data-drawn]")
    before = drawn.evaluate_all("all => all.map(one => one.dataset.drawn)")
    open_filter(page, "Years").get_by_role("slider").last.focus()
    page.keyboard.press("ArrowLeft")
    expect(drawn.first).not_to_have_attribute("data-drawn", before[0])
    count = settle(page)
    after = drawn.evaluate_all("all => all.map(one => one.dataset.drawn)")
    assert count == sum(one != other for one, other in zip(before, after, strict=True)) > 0


def test_choosing_reading_and_the_dark_draw_nothing(app, visit):
    page = visit(f"{app.url}/residents").page
    wait_for_charts(page, count_charts("residents"))
    page.wait_for_load_state("networkidle")
    page.evaluate(COUNT)
    chart = page.locator(".chart").first
    ink = chart.locator("[class$=tick] text").first
    light = ink.evaluate("text => getComputedStyle(text).fill")
    chart.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".stApp")).to_have_css("color-scheme", "dark")
    expect(ink).not_to_have_css("fill", light)
    assert settle(page) == 0


def test_page_asks_for_our_library_alone(app, visit):
    page = visit(app.url).page
    wait_for_charts(page, count_charts(""))
    page.wait_for_load_state("networkidle")
    files = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    assert not [file for file in files if "PlotlyChart" in file]
    assert len([file for file in files if "plotly-basic" in file]) == 1


@pytest.mark.parametrize("script", ["plotly-basic-*", "chart.js"])
def test_chart_whose_script_does_not_come_leaves_its_table(script, app, browser):
    context = browser.new_context()
    page = context.new_page()
    page.route(f"**/{script}", lambda route: route.abort())
    page.goto(app.url)
    expect(page.get_by_role("button", name="Table", exact=True).first).to_be_visible(timeout=60_000)
    expect(page.locator(".main-svg")).to_have_count(0)
    place = page.locator(".st-key-chart-reported-figures")
    expect(place).to_be_attached()
    expect(place).to_be_hidden()
    context.close()


@pytest.mark.parametrize("path", ["residents", "programmes"])
def test_no_chart_is_wider_than_the_sheet_it_is_printed_on(path, app, visit):
    page = visit(f"{app.url}/{path}").page
    wait_for_charts(page, count_charts(path))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    widths = page.locator(".chart .main-svg").evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")
    assert max(widths) <= 661
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".chart .main-svg").first.bounding_box()["width"] > 661


@seen_at(["residents"], PHONE)
def test_chart_fills_its_place_on_a_telephone(address, seen):
    wait_for_charts(seen.page, count_charts(address))
    for box in [one.bounding_box() for one in seen.page.locator(".chart .main-svg").all()]:
        assert 250 < box["width"] <= PHONE[0]
