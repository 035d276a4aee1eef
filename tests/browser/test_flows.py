"""Arrivals and trade as a reader meets them: a year of choice, labels that nothing strikes."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESKTOP, PHONE

WINDOWS = (DESKTOP, PHONE)


def wait(page: Page) -> None:
    expect(page.locator("#shell")).to_have_count(0, timeout=30_000)
    expect(page.locator(".chart .main-svg .trace").first).to_be_attached(timeout=30_000)
    expect(page.locator("#root .foot")).to_be_visible(timeout=30_000)
    page.wait_for_load_state("networkidle")


def test_reader_chooses_a_year_of_the_five_figures(app, visit):
    page = visit(f"{app.url}/arrivals").page
    wait(page)
    title = page.locator(".st-key-panel-arrivals-compared h2")
    expect(title).to_contain_text("Five figures for 2025")
    page.get_by_role("button", name="Year: 2025").click()
    page.get_by_text("2019", exact=True).click()
    expect(title).to_contain_text("Five figures for 2019, from 8,906 to 23,709")
    expect(page).to_have_url(f"{app.url}/arrivals?year=2019")


@pytest.mark.parametrize("size", WINDOWS, ids=str)
@pytest.mark.parametrize("slug", ["goods-trade", "trade-both-directions"])
def test_no_mark_strikes_through_a_label(slug, size, app, visit):
    page = visit(f"{app.url}/trade?from=2020", *size).page
    wait(page)
    chart = page.locator(f".st-key-chart-{slug} .chart")
    expect(chart.locator(".main-svg .trace").first).to_be_attached(timeout=30_000)
    struck = chart.evaluate(
        """chart => {
            const boxes = (found) => [...chart.querySelectorAll(found)].map(one => [one, one.getBoundingClientRect()]);
            const texts = boxes('.annotation-text').filter(([one]) => /^US\\$/.test(one.textContent));
            const marks = boxes('.trace .lines path, .trace .js-line').filter(([, box]) => box.width > 2);
            return texts.filter(([, text]) => marks.some(([, mark]) => mark.left < text.right && text.left < mark.right
                && mark.top > text.top + 3 && mark.bottom < text.bottom - 3)).map(([one]) => one.textContent);
        }"""
    )
    assert struck == []
