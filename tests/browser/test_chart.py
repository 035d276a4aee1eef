"""How charts are drawn: once a change, by the library of our own, in the colours of the page; on paper whole."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESKTOP, PHONE, open_filter, seen_at
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
def test_chart_whose_script_does_not_come_leaves_its_drawing_and_its_table(script, app, browser):
    context = browser.new_context()
    page = context.new_page()
    page.route(f"**/{script}", lambda route: route.abort())
    page.goto(f"{app.url}/residents")
    expect(page.get_by_role("button", name="Table: ").first).to_be_visible(timeout=60_000)
    expect(page.locator("#shell")).to_have_count(0)
    expect(page.locator(".main-svg")).to_have_count(0)
    drawing = page.locator("svg.drawing")  # of the first chart, which came with the page
    expect(drawing).to_be_visible()
    expect(drawing).to_have_attribute("aria-label", re.compile("^Official counts:"))
    place = page.locator(".st-key-chart-tertiary-students")
    expect(place).to_be_attached()
    expect(place).to_be_hidden()
    open_filter(page, "Years").get_by_role("slider").last.focus()
    page.keyboard.press("ArrowLeft")
    expect(drawing).to_have_count(0)  # it shows what is chosen no more
    context.close()


# Where charts are while a page is laid out for paper, and the last label of each one's years.
ON_PAPER = """() => matchMedia("print").addEventListener("change", ({matches}) => {
    const end = element => element.getBoundingClientRect().right;
    if (matches) window.paper = {
        sheet: document.documentElement.clientWidth,
        charts: [...document.querySelectorAll(".chart .main-svg:first-child")].map(end),
        years: [...document.querySelectorAll(".chart .plot")].map(plot => {
            const labels = [...plot.querySelectorAll("[class$=xtick] text, .xtick text")];
            const last = labels.reduce((one, other) => end(other) > end(one) ? other : one);
            return {text: last.textContent, right: end(last)};
        }),
    };
})"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "telephone"])
@pytest.mark.parametrize("path", ["residents", "programmes"])
def test_newest_year_of_every_chart_is_on_the_sheet(path, size, app, visit):
    page = visit(f"{app.url}/{path}", *size).page
    wait_for_charts(page, count_charts(path))
    page.evaluate(ON_PAPER)
    assert page.pdf(format="A4").startswith(b"%PDF")
    paper = page.evaluate("paper")
    assert len(paper["charts"]) == len(paper["years"]) == count_charts(path)
    assert max(paper["charts"]) <= paper["sheet"]
    assert paper["sheet"] <= 810  # as wide as A4 within a few pixels: nothing makes the browser shrink the page
    for year in paper["years"]:
        assert re.fullmatch(r"20[12]\d", year["text"])
        assert 0 < year["right"] <= paper["sheet"]
    # Nothing stays of it on the screen.
    expect(page.locator("[data-drawn]").first).to_have_css("zoom", "1")


@seen_at(["residents"], PHONE)
def test_chart_fills_its_place_on_a_telephone(address, seen):
    wait_for_charts(seen.page, count_charts(address))
    for box in [one.bounding_box() for one in seen.page.locator(".chart .main-svg").all()]:
        assert 250 < box["width"] <= PHONE[0]
