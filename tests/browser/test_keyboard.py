"""Everything by keys alone: order, names, focus that is not lost, and what is said of what changed."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from labour_migration.charts import filters_of, is_charted, options_of
from labour_migration.site import NAVIGATION, PAGES
from labour_migration.spoken import tell_shown
from labour_migration.view import parse_view

from .conftest import DESKTOP, PHONE, open_below, open_filter, seen_at, stand
from .test_pages import count_charts, wait_for_charts

ADDRESSES = [page.path for page in NAVIGATION]
AT_MOST = 12  # stops before the first chart, beside the link that leads over them
LINE = 30  # pixels
# The one that has the focus: whether it is a chart or stands in or after the first one, where it is, what it is called.
STOP = """() => {
    const stop = document.activeElement;
    const box = stop.getBoundingClientRect();
    const charts = ".reader[role=slider], .ranking, ul.tiles, ul.multiples, .claims";
    const first = document.querySelector(`#root :is(${charts})`);
    let scrolled = 0; // of the page, and of a table in it
    for (let one = stop; one; one = one.parentElement) scrolled += one.scrollTop;
    return {
        isNowhere: stop === document.body,
        isAtChart: stop === first || first.contains(stop) || Boolean(first.compareDocumentPosition(stop) & 4),
        isSeen: stop.checkVisibility({visibilityProperty: true, opacityProperty: true}) && box.width > 1,
        isWithin: box.right > 0 && box.left < innerWidth,
        name: stop.getAttribute("aria-label") || stop.textContent,
        top: box.top + scrolled, left: box.left, right: box.right,
        inHead: Boolean(stop.closest(".st-key-head")),
    };
}"""


def is_lost(page: Page) -> bool:
    return page.evaluate("document.activeElement === document.body")


def at_rest(page: Page) -> None:
    """Wait until the page has followed what was pressed, and longer than focus may be nowhere."""
    page.wait_for_timeout(300)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_timeout(500)


def walk(page: Page, count: int) -> list[dict]:
    """The stops of the Tab key from the top of a page, as many as asked for."""
    stand(page)
    page.evaluate("document.activeElement.blur()")
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")
    page.mouse.click(2, 2)  # where nothing is: keys begin at the top
    stops = []
    for _stop in range(count):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOP))
        if stops[-1]["isNowhere"]:  # the end of the page
            return stops[:-1]
    return stops


@seen_at(ADDRESSES, DESKTOP, PHONE)
def test_first_chart_is_reached_after_few_stops_in_the_order_of_sight(address, seen):
    stops = walk(seen.page, 40)
    assert stops[0]["name"].strip() == "Skip to the content"
    before = next(place for place, stop in enumerate(stops[1:]) if stop["isAtChart"])
    assert before <= AT_MOST, [stop["name"] for stop in stops[1 : before + 1]]
    for stop in stops:
        assert stop["isSeen"], stop
        assert stop["isWithin"], stop
    for one, other in pairwise(stops):
        # Of what stands side by side the next column begins above the end of the one before it.
        if not one["inHead"] and other["left"] < one["right"]:
            assert other["top"] >= one["top"] - LINE, (one, other)


def test_focus_that_leaves_the_page_by_tab_is_not_called_back(app, visit):
    page = visit(app.url).page
    stand(page)
    page.locator("#root .foot a").last.focus()
    page.keyboard.press("Tab")
    page.wait_for_timeout(600)
    assert is_lost(page)


def test_link_that_skips_leads_to_the_title_and_the_next_stop_follows_it(app, visit):
    page = visit(f"{app.url}/residents").page
    stand(page)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["height"] >= 24
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".st-key-filters").get_by_role("button").first).to_be_focused()
    assert page.url == f"{app.url}/residents"


def test_link_that_skips_works_in_the_first_paint_without_scripts(app, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{app.url}/programmes")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#shell summary").first).to_be_focused()  # of a term in the introduction
    context.close()


LEVELS = """() => [...document.querySelectorAll("#root :is(h1, h2, h3, h4, h5, h6)")]
    .filter(heading => heading.checkVisibility()).map(heading => Number(heading.tagName[1]))"""


@seen_at(ADDRESSES, DESKTOP)
def test_page_has_its_landmarks_its_current_link_and_headings_in_order(address, seen):
    page = seen.page
    stand(page)
    expect(page.get_by_role("main")).to_have_count(1)
    links = page.get_by_role("navigation", name="Pages").get_by_role("link")
    expect(links).to_have_count(len(NAVIGATION))
    title = next(one.title for one in PAGES if one.path == address)
    expect(page.locator("#root [aria-current=page]")).to_have_text([title])
    expect(page.locator("#root .st-key-navigation a[aria-current=page]")).to_have_css("box-shadow", re.compile("inset"))
    addresses = page.locator(".st-key-head a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert all(addresses)
    levels = page.evaluate(LEVELS)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(other <= one + 1 for one, other in pairwise(levels)), levels


def test_current_link_follows_the_page_and_shows_its_ring(app, visit):
    page = visit(app.url).page
    stand(page)
    link = page.locator(".st-key-navigation").get_by_role("link", name="Arrivals")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Arrivals")).to_be_visible()
    expect(page.locator("#root [aria-current=page]")).to_have_text(["Arrivals"])
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_have_css("outline-style", "solid")


# --- Below a chart ----------------------------------------------------------------------------------------------------

FOOT = ".st-key-foot-residents"


def foot_button(page: Page, name: str) -> Locator:
    return page.locator(FOOT).get_by_role("button", name=re.compile(f"^{name}: "))


def test_popovers_take_the_focus_in_and_give_it_back(app, visit):
    page = visit(f"{app.url}/residents").page
    stand(page)
    opened = page.get_by_test_id("stPopoverBody")
    for name, following in (("Source", "Table"), ("Table", "Download"), ("Download", "Cite"), ("Cite", "Share")):
        foot_button(page, name).focus()
        page.keyboard.press("Enter")
        expect(opened).to_be_focused()
        expect(opened).to_have_attribute("role", "dialog")
        at_rest(page)
        page.keyboard.press("Tab")
        assert opened.evaluate("body => body.contains(document.activeElement)")
        page.keyboard.press("Escape")
        expect(opened).to_have_count(0)
        expect(foot_button(page, name)).to_be_focused()
        at_rest(page)
        page.keyboard.press("Enter")
        expect(opened).to_be_focused()
        at_rest(page)
        for _stop in range(200):
            page.keyboard.press("Tab")
            if not opened.count() or not opened.evaluate("body => body.contains(document.activeElement)"):
                break
        expect(foot_button(page, following)).to_be_focused()
        expect(opened).to_have_count(0)
        expect(foot_button(page, following)).to_be_focused()  # and stays so


def test_shift_and_tab_lead_from_a_popover_to_its_button(app, visit):
    page = visit(f"{app.url}/residents").page
    stand(page)
    foot_button(page, "Share").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stPopoverBody")).to_be_focused()
    at_rest(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(foot_button(page, "Share")).to_be_focused()
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)


@seen_at(ADDRESSES, DESKTOP)
def test_no_two_buttons_below_charts_share_a_name(address, seen):
    stand(seen.page)
    buttons = seen.page.locator('[class*="st-key-foot-"] [data-testid=stPopoverButton]')
    names = buttons.evaluate_all("buttons => buttons.map(button => button.getAttribute('aria-label'))")
    told = [name for name in names if not name.startswith("Source: ")]
    assert len(set(told)) == len(told), sorted(told)
    shown = buttons.locator("p").all_text_contents()
    assert all(name.startswith(words) for name, words in zip(names, shown, strict=True))


def test_texts_to_copy_are_copied_by_keys_and_named(app, visit):
    page = visit(f"{app.url}/residents").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    stand(page)
    cite = open_below(page, ".st-key-panel-residents", "Cite")
    at_rest(page)
    copy = cite.get_by_role("button", name="Copy: APA", exact=True)
    expect(copy).to_be_visible()
    page.keyboard.press("Tab")
    expect(copy).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    assert page.evaluate("navigator.clipboard.readText()").startswith(cite.locator("code").first.inner_text()[:40])


@seen_at(["data?part=api"], DESKTOP, PHONE)
def test_what_scrolls_sideways_takes_the_focus_and_has_a_name(address, seen):
    stand(seen.page)
    seen.page.wait_for_function("""() => [...document.querySelectorAll("#root pre")]
        .every(one => one.scrollWidth <= one.clientWidth || one.tabIndex === 0)""")
    regions = seen.page.evaluate("""() => [...document.querySelectorAll("#root :is(pre, .table)")]
        .filter(one => one.scrollWidth > one.clientWidth || one.matches("[tabindex='0']"))
        .map(one => [one.tabIndex, one.getAttribute("role"), one.getAttribute("aria-label")])""")
    assert regions
    assert all(stop == 0 and role == "group" and name for stop, role, name in regions), regions


# --- Focus is never lost ----------------------------------------------------------------------------------------------


def test_focus_stays_after_downloads(app, visit):
    page = visit(f"{app.url}/residents").page
    stand(page)
    opened = open_below(page, ".st-key-panel-residents", "Download")
    for button in (
        opened.get_by_test_id("stDownloadButton").get_by_role("button").first,
        opened.get_by_test_id("stDownloadButton").get_by_role("button").last,
        opened.locator("button[data-picture=svg]"),
    ):
        button.focus()
        with page.expect_download():
            page.keyboard.press("Enter")
        at_rest(page)
        expect(button).to_be_focused()
    page.keyboard.press("Escape")
    share = open_below(page, ".st-key-panel-residents", "Share")
    copy = share.locator("button[data-copy]")
    copy.focus()
    page.keyboard.press("Enter")
    at_rest(page)
    expect(copy).to_be_focused()


def test_focus_stays_while_filters_change(app, visit):
    page = visit(f"{app.url}/residents").page
    stand(page)
    opened = page.get_by_test_id("stPopoverBody")
    open_filter(page, "Years").get_by_role("button", name="Since 2019").focus()
    page.keyboard.press("Enter")  # which disables it
    expect(opened.get_by_role("button", name="Last five years")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Years: 2019–2026")).to_be_focused()  # it has another name now
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    combobox = opened.get_by_role("combobox")
    expect(combobox).to_be_visible()
    page.keyboard.press("Tab")
    expect(combobox).to_be_focused()
    page.keyboard.type("TITP")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{app.url}/residents?programme=titp&from=2019")
    at_rest(page)
    opened.locator("[data-tag]").focus()
    page.keyboard.press("Backspace")
    expect(page).to_have_url(f"{app.url}/residents?from=2019")
    at_rest(page)
    assert opened.evaluate("body => body.contains(document.activeElement)")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")  # the first may close the list alone
    expect(opened).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("^Programme"))).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Clear", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{app.url}/residents")
    expect(page.locator(".st-key-filters").get_by_role("button").first).to_be_focused()


def test_focus_stays_when_a_fold_is_closed(app, visit):
    page = visit(f"{app.url}/data").page
    stand(page)
    fold = page.locator(".st-key-folded-cite summary")
    fold.focus()
    for _press in range(2):
        page.keyboard.press("Enter")
        at_rest(page)
        expect(fold).to_be_focused()


# --- Filters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("direction", "ahead", "back"), [("ltr", "Right", "Left"), ("rtl", "Left", "Right")])
def test_filters_are_one_stop_that_arrows_walk_the_way_they_stand(direction, ahead, back, app, visit):
    page = visit(f"{app.url}/data?from=2019").page
    stand(page)
    page.evaluate("direction => { document.documentElement.dir = direction }", direction)
    bar = page.get_by_role("toolbar", name="Filters")
    buttons = bar.get_by_role("button").filter(visible=True)
    buttons.first.focus()
    for place in range(1, buttons.count()):
        page.keyboard.press(f"Arrow{ahead}")
        expect(buttons.nth(place)).to_be_focused()
    page.keyboard.press(f"Arrow{back}")
    expect(buttons.nth(buttons.count() - 2)).to_be_focused()
    page.keyboard.press("Tab")
    assert not bar.evaluate("bar => bar.contains(document.activeElement)")
    page.keyboard.press("Shift+Tab")
    expect(buttons.nth(buttons.count() - 2)).to_be_focused()


SAID = """() => {
    window.heard = [];
    const region = document.querySelector("body > [role=status]");
    new MutationObserver(() => heard.push(region.textContent)).observe(region, {childList: true, characterData: true});
    return region.textContent;
}"""


def test_change_of_filters_is_said_once_with_the_numbers_of_the_view(app, visit, package):
    page = visit(app.url).page
    stand(page)
    page.wait_for_timeout(300)
    assert page.evaluate(SAID) == ""  # nothing is said of a page as it opens
    open_filter(page, "Years").get_by_label("First year").fill("2024")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{app.url}/?from=2024")
    at_rest(page)
    view, _problems = parse_view({"from": ["2024"]}, options_of("overview"), package, filters_of("overview"))
    said = tell_shown("overview", package, view)
    assert page.evaluate("heard") == [said]
    assert re.fullmatch(r"\d+ of \d+ figures\. The first chart now shows 2024 to 20\d\d\.", said)
    assert page.locator(".spoken").get_attribute("data-said") == said
    page.keyboard.press("Escape")
    page.locator(".st-key-navigation").get_by_role("link", name="Arrivals").click()
    expect(page.get_by_role("heading", level=1, name="Arrivals")).to_be_visible()
    at_rest(page)
    assert page.evaluate("heard") == [said]  # another page is not another choice of filters


# --- Charts -----------------------------------------------------------------------------------------------------------

WALKED = """chart => {
    const reader = chart.querySelector(".reader");
    const press = key => reader.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
    const now = () => reader.getAttribute("aria-valuenow");
    const heard = new Set();
    const walk = key => {
        for (let before = null; before !== now();) { before = now(); heard.add(before); press(key); }
    };
    for (let before = null; before !== now();) { before = now(); press("ArrowUp"); press("Home"); }
    for (let before = -1; before !== heard.size;) {
        before = heard.size;
        press("Home");
        walk("ArrowRight");
        press("Home");
        press("ArrowDown");
    }
    return heard.size;
}"""


@pytest.mark.parametrize("path", [page.path for page in PAGES if is_charted(page.view)])
def test_every_point_of_every_chart_is_reached_by_keys(path, app, visit):
    page = visit(f"{app.url}/{path}").page
    wait_for_charts(page, count_charts(path))
    for chart in page.locator(".chart").all():
        reader = chart.get_by_role("slider")
        reader.focus()
        assert chart.evaluate(WALKED) == int(reader.get_attribute("aria-valuemax")), reader.get_attribute("aria-label")


@pytest.mark.parametrize("path", [page.path for page in PAGES if is_charted(page.view)])
def test_what_is_drawn_of_html_has_nothing_for_the_pointer_alone(path, app, visit):
    """Tiles, rankings and small multiples: what a pointer can press there is a link or opens, and takes the focus."""
    page = visit(f"{app.url}/{path}").page
    stand(page)
    pressed = page.evaluate("""() => [...document.querySelectorAll("#root :is(.ranking, .tiles, .multiples) *")]
        .filter(one => getComputedStyle(one).cursor === "pointer")
        .filter(one => !one.closest("a[href], summary, button")).length""")
    assert pressed == 0
    unnamed = page.locator("#root ul:is(.tiles, .multiples):not([aria-label])")
    expect(unnamed).to_have_count(0)


CONTRAST = """label => {
    const light = colour => {
        const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255)
            .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = light(getComputedStyle(label).backgroundColor);
    return Math.min(...[label, ...label.querySelectorAll("b, div")].map(one => {
        const ink = light(getComputedStyle(one).color);
        return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
    }));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_beside_the_pointer_is_readable_and_escape_dismisses_it(scheme, app, visit):
    page = visit(f"{app.url}/residents", color_scheme=scheme).page
    wait_for_charts(page, count_charts("residents"))
    chart = page.locator(".st-key-chart-residents .chart")
    box = chart.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2)
    label = chart.locator(".reading")
    expect(label).to_be_visible()
    assert label.evaluate(CONTRAST) >= 4.5
    page.keyboard.press("Escape")
    expect(label).to_be_hidden()


def test_escape_leaves_the_focus_on_a_chart(app, visit):
    page = visit(app.url).page
    wait_for_charts(page, 1)
    reader = page.locator(".chart").get_by_role("slider")
    page.keyboard.press("Tab")
    reader.focus()
    page.keyboard.press("ArrowLeft")
    label = page.locator(".chart .reading")
    expect(label).to_be_visible()
    page.keyboard.press("Escape")
    expect(label).to_be_hidden()
    expect(reader).to_be_focused()
    told = reader.get_attribute("aria-valuenow")
    page.keyboard.press("Enter")
    opened = page.get_by_role("dialog", name="Selected point")
    expect(opened).to_be_focused()
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    expect(reader).to_be_focused()
    assert reader.get_attribute("aria-valuenow") == told
