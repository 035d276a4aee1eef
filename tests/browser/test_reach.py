"""Within reach of every eye and hand: large enough to press and to read, in forced colours, without movement."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from labour_migration.site import PAGES

from .conftest import DESKTOP, PHONE, Visit, open_below, open_filter, seen_at, stand

ADDRESSES = [
    *(page.path for page in PAGES),
    "claims?figure=urdupoint-2024-08-29-residents",
    "data?source=isa-residents-by-status",
]
LEAST, PRIMARY = 24, 44  # pixels
# What can be pressed and is smaller: a link in a line of text needs no more than its line (WCAG 2.5.8), nor does what
# has nothing else to be pressed within the circle of that size around its middle.
SMALL = """least => {
    const pressed = "a[href], button, summary, input, select, textarea, [role=radio], [role=combobox]";
    const all = [...document.querySelectorAll(pressed)]
        .filter(one => one.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}) && !one.disabled)
        .filter(one => one.type !== "range") // out of sight: the handle stands for it, and years can be typed
        .map(one => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width > 1 && box.height > 1);
    const isSmall = box => Math.min(box.width, box.height) < least - 0.5;
    const isInline = one => one.matches("a, summary") && getComputedStyle(one).display === "inline"
        && [...one.parentElement.childNodes].some(n => n !== one && n.textContent.trim().length > 1);
    const middle = box => [box.left + box.width / 2, box.top + box.height / 2];
    const away = ([x, y], box) => Math.hypot(
        Math.max(box.left - x, x - box.right, 0), Math.max(box.top - y, y - box.bottom, 0));
    const isNear = (one, box) => all.some(([other, others]) => other !== one && !other.contains(one)
        && !one.contains(other) && (isSmall(others)
            ? Math.hypot(middle(box)[0] - middle(others)[0], middle(box)[1] - middle(others)[1]) < least
            : away(middle(box), others) < least / 2));
    return all.filter(([one, box]) => isSmall(box) && !isInline(one) && isNear(one, box))
        .map(([one, box]) => `${one.outerHTML.slice(0, 120)} ${Math.round(box.width)}×${Math.round(box.height)}`);
}"""
MAIN = ".st-key-head a, .st-key-filters button, [class*=st-key-options-] button, [class*=st-key-foot-] button"
HEIGHTS = """([selector, least]) => [...document.querySelectorAll(selector)]
    .filter(one => one.checkVisibility() && !one.matches(".skip"))
    .map(one => [one.textContent.slice(0, 40), one.getBoundingClientRect().height])
    .filter(([, height]) => height < least)"""
# What is cut: a page that scrolls sideways, words that are wider than their place and hidden there.
CUT = """() => {
    const main = document.querySelector("[data-testid=stMain]") ?? document.documentElement;
    const wide = Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth);
    const scrolls = one => ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
    const holds = one => { for (let e = one; e; e = e.parentElement) if (scrolls(e)) return e; return main; };
    const told = "h1, h2, h3, p, li, td, th, dt, dd, summary, button, label, a, caption, b, span, em";
    const out = [...document.querySelectorAll(`#root :is(${told})`)]
        .filter(one => one.checkVisibility({checkOpacity: true}) && one.textContent.trim())
        .filter(one => holds(one) === main && !one.closest(".aloud, .chart, caption, [data-testid=stDataFrame]"))
        .filter(one => {
            const box = one.getBoundingClientRect(), style = getComputedStyle(one);
            if (box.width <= 1) return false;
            const isOut = box.left < -1 || box.right > innerWidth + 1;
            const isHidden = style.overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1
                || style.overflowY === "hidden" && one.scrollHeight > one.clientHeight + 2;
            return isOut || isHidden;
        }).map(one => one.textContent.trim().slice(0, 60));
    return [...(wide > 1 ? [`${wide} pixels too wide`] : []), ...new Set(out)];
}"""
# Lines of text that stand on each other.
OVER = """() => {
    const isClipped = one => { for (let e = one; e; e = e.parentElement)
        if (getComputedStyle(e).clipPath !== "none" || getComputedStyle(e).overflow === "hidden" && e.clientWidth <= 1)
            return true; return false; };
    const walker = document.createTreeWalker(document.querySelector("#root"), NodeFilter.SHOW_TEXT);
    const lines = [];
    while (walker.nextNode()) {
        const node = walker.currentNode, one = node.parentElement;
        const others = ".chart, .aloud, script, style, svg, [data-testid=stIconMaterial]";
        if (!node.data.trim() || one.closest(others)) continue;
        if (!one.checkVisibility({checkOpacity: true}) || isClipped(one)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const frames = [];
        for (let e = one; e.id !== "root"; e = e.parentElement)
            if (getComputedStyle(e).overflowY !== "visible") frames.push(e.getBoundingClientRect());
        const isSeen = box => frames.every(f => box.top >= f.top - 1 && box.bottom <= f.bottom + 1);
        const boxes = [...range.getClientRects()].filter(box => box.width > 2 && box.height > 4 && isSeen(box));
        lines.push(...boxes.map(box => [node, box]));
    }
    lines.sort(([, one], [, other]) => one.top - other.top);
    const found = new Set();
    lines.forEach(([one, a], place) => {
        for (const [other, b] of lines.slice(place + 1)) {
            if (b.top > a.bottom) break;
            if (one === other) continue;
            const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (across > 3 && down > Math.min(a.height, b.height) * 0.45)
                found.add(`${one.data.trim().slice(0, 30)} / ${other.data.trim().slice(0, 30)}`);
        }
    });
    return [...found];
}"""
PANEL = ".st-key-panel-residents-by-status"


@pytest.mark.sampled
@seen_at(ADDRESSES, DESKTOP, PHONE)
def test_what_can_be_pressed_is_large_enough(address, seen):
    page = seen.page
    stand(page)
    assert page.evaluate(SMALL, LEAST) == []
    if page.viewport_size["width"] == PHONE[0]:
        assert page.evaluate(HEIGHTS, [MAIN, PRIMARY - 0.5]) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_opens_is_large_enough_to_press(size, app, visit: Callable[..., Visit]):
    page = visit(f"{app.url}/residents", *size).page
    stand(page)
    small = {}
    for name in ("Table", "Download", "Cite", "Share"):
        open_below(page, PANEL, name)
        small[name] = page.evaluate(SMALL, LEAST)
        page.keyboard.press("Escape")
    open_filter(page, "Years" if size == DESKTOP else "Filters")
    small["filter"] = page.evaluate(SMALL, LEAST)
    assert {name: found for name, found in small.items() if found} == {}


@pytest.mark.sampled
@seen_at(ADDRESSES, (640, 450), (320, 640))  # a window of 1280 pixels at 200 and at 400 per cent
def test_nothing_is_lost_where_a_reader_zooms(address, seen):
    stand(seen.page)
    assert seen.page.evaluate(CUT) == []
    assert seen.page.evaluate(OVER) == []


@pytest.mark.sampled
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_lost_where_text_is_twice_as_large(address, app, visit: Callable[..., Visit]):
    page = visit(f"{app.url}/{address}").page
    stand(page)
    page.add_style_tag(content="html { font-size: 200% !important; }")
    page.wait_for_timeout(300)
    assert page.evaluate(CUT) == []
    assert page.evaluate(OVER) == []


CHOSEN = """selector => [...document.querySelectorAll(selector)].map(one => {
    const { backgroundColor, outlineStyle, outlineColor } = getComputedStyle(one);
    return [backgroundColor, outlineStyle === "none" ? "" : outlineColor].join("|");
})"""


def test_what_is_chosen_is_seen_in_forced_colours(app, browser: Browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, forced_colors="active")
    page = context.new_page()
    page.goto(f"{app.url}/arrivals")
    stand(page)
    # What tells the chosen one from the others, in colours of the system.
    here = page.evaluate(CHOSEN, ".st-key-current-page a")
    others = page.evaluate(CHOSEN, ".st-key-navigation a:not(.st-key-current-page a)")
    assert len(here) == 1
    assert here[0] not in others
    open_filter(page, "Years")
    ground, *parts = page.evaluate(CHOSEN, "body, [data-testid=stSlider] [role=group] > div > *:not([data-testid])")
    assert len(parts) == 3  # the track and its two handles
    assert not {part.split("|")[0] for part in parts} & {ground.split("|")[0], "rgba(0, 0, 0, 0)"}
    page.keyboard.press("Escape")
    page.locator("[class*=st-key-open-option-]").get_by_role("button").first.click()
    page.get_by_test_id("stRadio").wait_for()
    assert page.evaluate(CHOSEN, "[data-testid=stRadioOption][data-selected]")[0] not in page.evaluate(
        CHOSEN, "[data-testid=stRadioOption]:not([data-selected])"
    )
    page.goto(f"{app.url}/residents")
    stand(page)
    pills = "[class*=st-key-options-] button[aria-checked='{}']"
    assert not {*page.evaluate(CHOSEN, pills.format("true"))} & {*page.evaluate(CHOSEN, pills.format("false"))}
    context.close()


MOVING = """() => [...document.querySelectorAll("#root *")].filter(one => {
    const { transitionDuration, animationName, animationDuration, scrollBehavior } = getComputedStyle(one);
    const seconds = durations => Math.max(...durations.split(",").map(parseFloat));
    return seconds(transitionDuration) > 0.01 || animationName !== "none" && seconds(animationDuration) > 0.01
        || scrollBehavior === "smooth";
}).map(one => one.outerHTML.slice(0, 80))"""


def test_nothing_moves_for_who_asked_for_less_movement(app, browser: Browser):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{app.url}/residents")
    stand(page)
    open_below(page, PANEL, "Share")
    assert page.evaluate(MOVING) == []
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(MOVING) != []
    context.close()


# What has a colour of its own for what it means says it in words, too, or by its shape.
COLOURED = """() => [".sign", ".coverage td", ".legend span", ".tiles li", ".ranking .highlighted"]
    .flatMap(selector => [...document.querySelectorAll(selector)])
    .filter(one => one.checkVisibility()).filter(one => !(
        one.textContent.trim()
        || getComputedStyle(one).getPropertyValue("--shape") && one.parentElement.textContent.trim()
        || one.querySelector("[aria-label], title")
    )).map(one => one.outerHTML.slice(0, 100))"""


@pytest.mark.sampled
@seen_at(["claims", "data", "residents", "programmes"], DESKTOP)
def test_nothing_is_told_by_colour_alone(address, seen):
    stand(seen.page)
    assert seen.page.evaluate(COLOURED) == []
