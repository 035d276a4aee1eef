"""Pages in Urdu on screen: laid out from right to left, but for time, scales, maps and code."""

import pytest
from playwright.sync_api import expect

from labour_migration.site import PAGES

from .conftest import DESKTOP, PHONE, seen_at, stand

ADDRESSES = [f"ur/{page.path}" for page in PAGES]
RESIDENTS = "ur/residents"
# What a page scrolls sideways by, and its main part.
OVERFLOW = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
    .map(one => one.scrollWidth - one.clientWidth)"""
# How far the labels of axes stand from the places that Plotly has given them, in pixels.
TICKS = """() => [...document.querySelectorAll(".chart .main-svg :is(.xtick, .ytick) text")]
    .filter(text => getComputedStyle(text).display !== "none").map(text => {
    const { left, right } = text.getBoundingClientRect();
    const [, moved] = /translate\\(([-\\d.]+)/.exec(text.getAttribute("transform") ?? "translate(0");
    const place = text.ownerSVGElement.getBoundingClientRect().left + +moved + +text.getAttribute("x");
    const { textAnchor } = getComputedStyle(text);
    return { start: left, end: right, middle: (left + right) / 2 }[textAnchor] - place;
})"""
# How far labels stand out of the boxes that Plotly has measured for them.
LABELS = """() => [...document.querySelectorAll(".chart .annotation")].map(one => {
    const [box, text] = [one.querySelector(".bg"), one.querySelector("text")].map(part => part.getBoundingClientRect());
    return Math.max(box.left - text.left, text.right - box.right);
})"""
LOOKS = """() => [...document.querySelectorAll("#root :is(h1, h2, h3, p, li, td, th, q, em, i, span)")]
    .filter(one => /[\\u0600-\\u06ff]/.test(one.textContent))
    .map(one => getComputedStyle(one))
    .filter(({ fontStyle, letterSpacing }) => fontStyle !== "normal" || letterSpacing !== "normal").length"""

IN_SIGHT = """one => {
    const { left, right } = one.getBoundingClientRect();
    return left >= 0 && right <= innerWidth;
}"""


def lefts(locator) -> list[float]:
    return [one.bounding_box()["x"] for one in locator.all()]


@seen_at(ADDRESSES, DESKTOP, PHONE)
def test_page_starts_at_the_right_and_fits_its_window(address, seen):
    page = seen.page
    stand(page)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.evaluate(OVERFLOW) == [0, 0]
    entries = lefts(page.locator(".st-key-navigation a"))
    assert entries == sorted(entries, reverse=True)
    heading = page.locator("h1").first.bounding_box()
    edge = page.locator(".st-key-opening").bounding_box()
    assert heading["x"] + heading["width"] == pytest.approx(edge["x"] + edge["width"], abs=1)
    assert seen.errors == []


@seen_at(ADDRESSES, DESKTOP)
def test_joined_letters_are_neither_slanted_nor_spaced(address, seen):
    stand(seen.page)
    assert seen.page.evaluate(LOOKS) == 0


@seen_at([RESIDENTS, "ur/trade"], DESKTOP, PHONE)
def test_words_of_charts_stand_where_they_belong(address, seen):
    page = seen.page
    stand(page)
    expect(page.locator(".chart .xtick text").first).to_be_attached()
    assert max(map(abs, page.evaluate(TICKS))) < 2
    assert max(page.evaluate(LABELS)) < 2


@seen_at([RESIDENTS], DESKTOP, PHONE)
def test_time_runs_to_the_right_in_small_charts_too_and_rows_to_the_left(address, seen):
    page = seen.page
    stand(page)
    first, last = lefts(page.locator(".multiples .years").first.locator("span"))
    assert first < last
    name, number = (page.locator(f".ranking tbody {part}").first.bounding_box() for part in (".name", ".figure b"))
    assert name["x"] + name["width"] > number["x"] + number["width"]


@seen_at([RESIDENTS], DESKTOP)
def test_map_of_tiles_is_not_mirrored(address, seen):
    stand(seen.page)
    (hokkaido, *_others), okinawa = lefts(seen.page.locator(".tiles > li")), seen.page.locator(".tiles > li").last
    assert okinawa.bounding_box()["x"] < hokkaido


@seen_at([RESIDENTS], DESKTOP)
def test_bars_of_a_ranking_grow_from_the_side_of_their_names(address, seen):
    stand(seen.page)
    track = seen.page.locator(".ranking tbody .track").first
    box, bar = track.bounding_box(), track.locator("i").bounding_box()
    assert bar["x"] + bar["width"] == pytest.approx(box["x"] + box["width"], abs=1)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_slider_rises_to_the_right_and_what_opens_is_in_sight(size, app, visit):
    page = visit(f"{app.url}/{RESIDENTS}", *size).page
    stand(page)
    buttons = page.locator(".st-key-filters").get_by_test_id("stPopoverButton").filter(visible=True)
    buttons.last.click()
    opened = page.get_by_test_id("stPopoverBody")
    thumbs = opened.get_by_role("slider")
    expect(thumbs).to_have_count(2)
    expect_in_sight(opened)
    values = [int(thumb.input_value()) for thumb in thumbs.all()]
    places = lefts(thumbs)
    assert values[0] < values[1]
    assert places[0] < places[1]
    thumbs.first.press("ArrowRight")
    expect(thumbs.first).to_have_value(str(values[0] + 1))
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    foot = page.locator("[class*=st-key-foot-]").first
    for button in foot.get_by_test_id("stPopoverButton").all():
        button.click()
        expect(opened).to_be_visible()
        expect_in_sight(opened)
        page.keyboard.press("Escape")
        expect(opened).to_have_count(0)


def expect_in_sight(opened) -> None:
    """What has opened lies between the left and the right edge of the window, once its place is found."""
    opened.page.wait_for_function(IN_SIGHT, arg=opened.element_handle(), timeout=5_000)
