"""Every page as a reader meets it: painted, quiet, within a telephone's width, readable in light and dark."""

from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator, Page, expect

from labour_migration.blocks import Beside, Block, Panel
from labour_migration.charts import filters_of, is_charted, options_of
from labour_migration.data.package import DataPackage, read_package
from labour_migration.data.rules.engine import require_valid
from labour_migration.site import PAGES as SITE
from labour_migration.site import find_page, format_heading
from labour_migration.view import parse_view
from views import layout_of

from ..conftest import DATASETS
from .conftest import DESKTOP, PHONE, seen_at

# Every page, charts as a reader chooses to see them, pages with chips in their filter, a notice.
PAGES = [page.path for page in SITE]
CHOSEN = ["residents?unfold=work&axis=fit&compare=share", "programmes?from=2022", "trade?from=2020"]
FILTERED = [f"{page.path}?programme=titp&programme=all" for page in SITE if filters_of(page.view)]
FILTERED.append("?programme=titp&programme=tipt&from=2020&to=2021")
CHARTED = [page.path for page in SITE if is_charted(page.view)] + CHOSEN


@cache
def read_datasets() -> DataPackage:
    return require_valid(read_package(DATASETS))


@cache
def count_charts(address: str) -> int:
    """How many charts the page at an address has, by the blocks that lay it out."""
    path, _mark, query = address.partition("?")
    page, package = find_page(path), read_datasets()
    view, _problems = parse_view(parse_qs(query), options_of(page.view), package, filters_of(page.view))
    return sum(panel.figure is not None for panel in find_panels(layout_of(page)(package, view)))


def find_panels(shown: Iterable[Block]) -> Iterator[Panel]:
    """The panels among blocks, and within them."""
    for block in shown:
        if isinstance(block, Panel):
            yield block
        if isinstance(block, Beside):
            yield block.main
        inner = getattr(block, "blocks", ())
        yield from find_panels(() if callable(inner) else inner)  # what is made as it unfolds is not there yet


def wait_for_charts(page: Page, count: int) -> Locator:
    """The drawn charts of a page, once they are as many as they should be."""
    charts = page.locator(".chart .main-svg:has(.cartesianlayer .trace)")
    expect(charts).to_have_count(count, timeout=30_000)
    return charts


@seen_at(PAGES, DESKTOP)
def test_page_paints_its_charts_without_error_or_foreign_request(address, seen, app):
    charts = wait_for_charts(seen.page, count_charts(address))
    for place in range(count_charts(address)):
        assert charts.nth(place).bounding_box()["height"] > 150
    figures = seen.page.get_by_role("figure")
    assert figures.count() == count_charts(address)
    seen.page.wait_for_load_state("networkidle")
    assert seen.errors == []
    assert seen.hosts == {app.url.removeprefix("http://")}


@seen_at(PAGES, PHONE)
def test_telephone_scrolls_down_only(address, seen):
    wait_for_charts(seen.page, count_charts(address))
    widths = seen.page.evaluate(
        "() => [document.documentElement, document.querySelector('[data-testid=stMain]')].map(e => e.scrollWidth)"
    )
    assert max(widths) <= PHONE[0]


@seen_at(CHARTED, PHONE)
def test_no_label_of_a_chart_is_cut_on_a_telephone(address, seen):
    wait_for_charts(seen.page, count_charts(address))
    cut = seen.page.evaluate(
        """() => [...document.querySelectorAll('.chart')].flatMap(chart => {
            const frame = chart.getBoundingClientRect();
            return [...chart.querySelectorAll('.annotation-text, .textpoint text, [class$=tick] text')]
                .filter(text => text.textContent.trim() && text.checkVisibility({checkOpacity: true}))
                .filter(text => { const box = text.getBoundingClientRect();
                    return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1; })
                .map(text => text.textContent);
        })"""
    )
    assert cut == []


@seen_at(CHARTED, PHONE, DESKTOP)
def test_no_label_of_a_chart_stands_on_another(address, seen):
    wait_for_charts(seen.page, count_charts(address))
    over = seen.page.evaluate(
        """() => [...document.querySelectorAll('.chart')].flatMap(chart => {
            const texts = [...chart.querySelectorAll('.annotation-text, .textpoint text, [class$=tick] text')]
                .filter(text => text.textContent.trim())
                .map(text => [text.textContent, text.getBoundingClientRect()]);
            return texts.flatMap(([one, a], place) => texts.slice(place + 1)
                .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
                    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
                .map(([other]) => [one, other]));
        })"""
    )
    assert over == []


STILL = 0.05  # the most that may be moved on a page, as browsers measure it (CLS)


@seen_at(PAGES, DESKTOP, PHONE)
def test_app_takes_the_place_of_the_first_paint_without_a_jump(address, seen, visit):
    page, here, shift = seen.page, find_page(address), 1.0
    for _turn in range(3):  # a busy machine lets pages jump: what is asked is that they can do without
        expect(page.locator("#shell")).to_have_count(0, timeout=60_000)
        expect(page.locator("#root h1")).to_have_text(format_heading(here))
        charts = page.locator("#root .js-plotly-plot .main-svg")
        if is_charted(here.view):
            expect(charts.first).to_be_attached(timeout=60_000)
        page.wait_for_load_state("networkidle")
        assert (charts.count() > 0) == is_charted(here.view)
        assert page.evaluate("violations") == []
        if (shift := page.evaluate("shift")) <= STILL:
            break
        page = visit(page.url, **page.viewport_size).page
    assert shift <= STILL


# Text that is smaller than the browser sees by itself: the colours of text and what lies behind it.
CONTRASTS = """() => {
    // A mixed colour has its channels from 0 to 1: color(srgb 0.5 0.6 0.7 / 0.9).
    const channels = colour => {
        const found = colour.match(/[\\d.]+/g).map(Number);
        return colour.startsWith('color(') ? found.map((v, i) => i < 3 ? v * 255 : v) : found;
    };
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = element => {
        for (let e = element; e; e = e.parentElement) {
            if (e.querySelector(':scope > [data-testid=stSliderThumbValue]')) continue;  // above the thumb, not on it
            const found = channels(getComputedStyle(e).backgroundColor);
            if (found.length < 4 || found[3] === 1) return found;
        }
        return [255, 255, 255];
    };
    const low = [];
    for (const element of document.querySelectorAll('body *')) {
        const own = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
        const shown = element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true});
        if (!own || !shown || element.closest('[disabled], noscript, style, script')) continue;
        const style = getComputedStyle(element);
        const ground = behind(element);
        let ink = channels(element.closest('svg') ? style.fill : style.color);
        let alpha = ink[3] ?? 1;
        for (let e = element; e; e = e.parentElement) alpha *= getComputedStyle(e).opacity;
        ink = ink.slice(0, 3).map((v, i) => v * alpha + ground[i] * (1 - alpha));
        const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x);
        if ((a + 0.05) / (b + 0.05) < 4.5) low.push([element.textContent.trim().slice(0, 30), (a + 0.05) / (b + 0.05)]);
    }
    return low;
}"""


@pytest.mark.parametrize("scheme", ["dark", "light"])
@seen_at(FILTERED, DESKTOP, scheme="dark")
def test_text_has_contrast_in_light_and_dark(address, seen, scheme):
    page = seen.page
    page.emulate_media(color_scheme=scheme)  # the page is opened in the dark, and follows when it dawns
    expect(page.locator(".stApp")).to_have_css("color-scheme", scheme)
    expect(page.get_by_role("button", name="Years: ")).to_be_visible()
    wait_for_charts(page, count_charts(address))
    # Colours fade in when the style sheet arrives: what counts is where they come to rest.
    for _turn in range(20):
        if not (low := page.evaluate(CONTRASTS)):
            break
        page.wait_for_timeout(250)
    assert low == []


def test_address_of_a_page_is_its_own(app, visit):
    page = visit(app.url).page
    page.locator(".st-key-navigation").get_by_role("link", name="Labour programmes").click()
    expect(page.get_by_role("heading", name="Labour programmes", exact=True)).to_be_visible()
    assert page.url == f"{app.url}/programmes"


@seen_at([""])
def test_link_leads_from_a_number_to_the_words(address, seen):
    link = seen.page.locator(".headlines a").first
    expect(link).to_have_text("25,000-strong Pakistani diaspora in Japan")
    assert link.get_attribute("href") == (
        "https://www.urdupoint.com/en/pakistan/pakistan-keen-to-expand-cooperation-with-japa-1858115.html"
        "#:~:text=25%2C000%2Dstrong%20Pakistani%20diaspora%20in%20Japan"
    )
    assert "noopener" in link.get_attribute("rel")
    assert link.get_attribute("target") == "_blank"
