"""The frame of every page: where its parts stand, what opens, what a telephone shows of it."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from labour_migration.charts import filters_of, is_charted
from labour_migration.site import NAVIGATION, PAGES

from .conftest import DESKTOP, PHONE, open_below, open_filter, seen_at, stand

ADDRESSES = [page.path for page in PAGES]
CHARTED = [page.path for page in PAGES if is_charted(page.view)]
# By the width of the window, in pixels from the top: where the first chart begins, and where the page ends, at most.
FIRST_CHART = {1280: 380, 390: 480}
TALLEST = {1280: 5_000, 390: 7_000}
MOST_WORDS = 25  # above a chart, in its panel; the labels of what can be chosen are not read as text
DRAWN = ".ranking, .multiples, [class*='st-key-chart-']"
# What stands above the chart of each panel: its heading, and its lines.
ABOVE = """drawn => [...document.querySelectorAll('[class*="st-key-panel-"]')].flatMap(panel => {
    const chart = panel.querySelector(drawn);
    if (!chart) return [];
    const range = document.createRange();
    range.setStart(panel, 0);
    range.setEndBefore(chart);
    const texts = [...range.cloneContents().querySelectorAll('h2, [data-testid="stCaptionContainer"] p')];
    const words = texts.map(one => one.textContent).join(' ');
    return [[panel.className.match(/st-key-panel-([\\w-]+)/)[1], words]];
})"""
# The lines of text of the app that are neither data nor the names of what can be pressed or chosen.
LINES = """() => {
    const listed = "table, .tiles, .ranking, .multiples, .claims, .headlines, .cards, .key, [class*='st-key-chart-']";
    const named = "button, a, label, [role=radiogroup], .tally, .sources";
    return [...document.querySelectorAll("#root p, #root caption, #root li, #root figcaption")]
        .filter(one => one.checkVisibility() && !one.closest(`${listed}, ${named}`))
        .map(one => one.innerText.trim()).filter(Boolean);
}"""
PANEL = "residents-by-status"
# Where the parts stand in the first paint and in the app.
PLACES = """() => {
    const top = (root, selector) => document.querySelector(root)?.querySelector(selector)?.getBoundingClientRect().top;
    const pairs = {title: ["h1", "h1"], filters: [".filters", ".st-key-filters"], heading: ["h2:not(.words h2)", "h2"]};
    const [root, place] = document.querySelector("#shell") ? ["#shell", 0] : ["#root", 1];
    return Object.fromEntries(Object.entries(pairs).map(([name, pair]) => [name, top(root, pair[place])]));
}"""


@seen_at(ADDRESSES, DESKTOP, PHONE)
def test_head_has_seven_entries_in_one_row_and_no_sidebar(address, seen):
    page = seen.page
    titles = {entry.path: entry.title for entry in NAVIGATION}
    row = page.locator(".st-key-navigation")
    links = row.get_by_role("link")
    expect(links).to_have_count(len(titles))
    assert len({round(link.bounding_box()["y"]) for link in links.all()}) == 1
    assert all(link.bounding_box()["height"] >= 44 for link in links.all())
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    expect(page.locator(".st-key-current-page")).to_have_text([titles[address]] if address in titles else [])


@seen_at(CHARTED, DESKTOP, PHONE)
def test_first_chart_starts_in_the_first_screen(address, seen):
    page = seen.page
    stand(page)
    first = page.locator("#root").locator(DRAWN).first
    expect(first).to_be_visible()
    assert first.bounding_box()["y"] <= FIRST_CHART[page.viewport_size["width"]]


@seen_at(ADDRESSES, DESKTOP, PHONE)
def test_page_is_no_taller_than_anybody_reads(address, seen):
    page = seen.page
    stand(page)
    height = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    assert height <= TALLEST[page.viewport_size["width"]]


@seen_at(CHARTED, DESKTOP, PHONE)
def test_few_words_stand_above_a_chart(address, seen):
    stand(seen.page)
    above = dict(seen.page.evaluate(ABOVE, DRAWN))
    assert above
    assert {slug: text for slug, text in above.items() if len(_words(text)) > MOST_WORDS} == {}


def _words(text):
    """The words of a text: a dash or a slash between two of them is none."""
    return [word for word in text.split() if re.search(r"\w", word)]


@seen_at(ADDRESSES, DESKTOP)
def test_no_sentence_of_the_page_is_told_more_than_three_times(address, seen):
    stand(seen.page)
    sentences = [one for line in seen.page.evaluate(LINES) for one in re.split(r"(?<=[.?!])\s+", line)]
    told = Counter(one for one in sentences if len(_words(one)) > 1)
    assert told
    assert {sentence: times for sentence, times in told.items() if times > 3} == {}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", ["residents", "trade", "claims"])
def test_first_paint_and_app_have_the_same_parts_in_the_same_places(path, size, app, browser):
    context = browser.new_context(viewport=dict(zip(("width", "height"), size, strict=True)))
    page = context.new_page()
    page.route("**/static/js/**", lambda route: route.abort())
    page.goto(f"{app.url}/{path}", wait_until="domcontentloaded")
    first = page.evaluate(PLACES)
    page.unroute_all()
    page.goto(f"{app.url}/{path}")
    stand(page)
    then = page.evaluate(PLACES)
    # A title is set with its line in the one, with its padding in the other: its letters are compared by what follows.
    shown = [name for name in ("filters", "heading") if first[name] is not None]  # a list opens without a heading
    assert {name: first[name] for name in shown} == pytest.approx({name: then[name] for name in shown}, abs=2)
    context.close()


@pytest.mark.parametrize("path", ["residents", "trade"])
def test_telephone_has_one_button_for_all_filters_with_their_number(path, app, visit):
    page = visit(f"{app.url}/{path}?from=2019", *PHONE).page
    shown = page.locator(".st-key-filters").get_by_role("button", name=re.compile("^(Programme|Years|Filters)"))
    expect(shown.filter(visible=True)).to_have_count(1)
    button = page.get_by_role("button", name="Filters (1)")
    assert button.bounding_box()["height"] >= 44
    button.click()
    opened = page.get_by_test_id("stPopoverBody")
    expect(opened.get_by_role("slider")).to_have_count(2)
    expect(opened.get_by_role("combobox")).to_have_count(int("programmes" in filters_of(path)))
    opened.get_by_role("button", name="All years").click()
    expect(page).to_have_url(f"{app.url}/{path}")
    expect(opened).to_be_visible()


def test_filter_stays_open_while_it_is_changed_and_is_named_when_it_closes(app, visit):
    page = visit(f"{app.url}/residents").page
    opened = open_filter(page, "Years")
    opened.get_by_role("button", name="Since 2019").click()
    expect(page).to_have_url(f"{app.url}/residents?from=2019")
    opened.get_by_label("Last year").fill("2024")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{app.url}/residents?from=2019&to=2024")
    expect(opened).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Years: 2019–2024")).to_be_visible()
    expect(page.get_by_text("Filtered: 2019–2024").first).to_be_visible()
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page).to_have_url(f"{app.url}/residents")
    expect(page.get_by_role("button", name="Clear", exact=True)).to_have_count(0)


def test_what_stands_below_a_chart_is_closed_and_opens_one_by_one(app, visit):
    page = visit(f"{app.url}/residents?from=2019").page
    panel = f".st-key-panel-{PANEL}"
    expect(page.locator(panel).locator(".table, .sources, .pictures")).to_have_count(0)
    expect(open_below(page, panel, "Table").locator("table")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(panel).get_by_role("button", name=re.compile("^Source: ")).click()
    sources = page.get_by_test_id("stPopoverBody").locator(".sources")
    expect(sources).to_contain_text("Immigration Services Agency of Japan: ")
    expect(sources).not_to_contain_text("http")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)


def test_link_to_a_chart_with_its_filters_is_copied(app, visit):
    page = visit(f"{app.url}/residents?from=2019").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = open_below(page, f".st-key-panel-{PANEL}", "Share")
    address = f"{app.url}/residents?from=2019#{PANEL}"
    expect(opened.locator("code")).to_have_text(address)
    opened.get_by_role("button", name="Copy link").click()
    expect(opened.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address


# What is neither a finding nor a figure: caveats, lines of source and actions, lists of sources, downloads, the foot.
LISTS = '[class*="st-key-foot-"], [class*="st-key-panel-"] .terms, .foot, .sources, .stDownloadButton'
MOST_LISTS = {1280: 0.15, 390: 0.2}  # of the place of a page, by the width of the window
HEIGHTS = """lists => {
    const main = document.querySelector("[data-testid=stMain]");
    const boxes = [...document.querySelectorAll(lists)].filter(one => one.checkVisibility());
    const area = box => box.width * box.height;
    const wide = document.querySelector(".st-key-opening").getBoundingClientRect().width;
    return boxes.reduce((sum, one) => sum + area(one.getBoundingClientRect()), 0) / (main.scrollHeight * wide);
}"""


@seen_at(ADDRESSES, DESKTOP, PHONE)
def test_lists_downloads_and_captions_are_a_small_part_of_a_page(address, seen):
    stand(seen.page)
    assert seen.page.evaluate(HEIGHTS, LISTS) <= MOST_LISTS[seen.page.viewport_size["width"]]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_words_of_a_page_are_folded_below_all_that_its_first_paint_shows_and_open_without_scripts(size, app, browser):
    context = browser.new_context(viewport=dict(zip(("width", "height"), size, strict=True)), java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{app.url}/residents")
    words, chart = page.locator("details.words"), page.locator("#shell section > svg")
    heading = words.get_by_role("heading", name="Saitama (4,577)")
    expect(heading).to_be_hidden()
    words.scroll_into_view_if_needed()
    place, below = chart.bounding_box(), words.bounding_box()
    assert below["y"] > place["y"] + place["height"]
    words.locator("> summary").click()
    expect(heading).to_be_visible()
    assert chart.bounding_box() == place
    assert page.locator("html").evaluate("html => html.scrollWidth") <= size[0]
    context.close()
