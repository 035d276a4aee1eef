"""On paper each page is a briefing: title, findings, charts, sources, address and date, and nothing to press."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from labour_migration.labels import format_date
from labour_migration.site import PAGES, format_heading

from .conftest import DESKTOP, PHONE, Visit, open_below, stand
from .test_pages import count_charts, wait_for_charts

SHEET = {"width": 794, "height": 1009}  # pixels of A4: its whole width, its height within the margins
# The page while it is laid out for paper.
ON_PAPER = """() => matchMedia("print").addEventListener("change", ({matches}) => {
    if (!matches) return;
    const seen = selector => [...document.querySelectorAll(`#root ${selector}`)]
        .filter(one => one.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}));
    const told = one => one.innerText.trim();
    const pressed = "button, input, textarea, select, [data-testid=stPopoverBody], .st-key-navigation a";
    const stays = "[class*=st-key-credit-] *, [data-variant=pills][aria-checked=true], .register thead button";
    const ground = one => getComputedStyle(one).backgroundColor;
    window.paper = {
        texts: document.querySelector("#root").innerText,
        headings: seen("h1, h2").map(told),
        credits: seen("[class*=st-key-credit-]").map(told),
        pressed: seen(pressed).filter(one => !one.matches(stays)).map(one => one.outerHTML.slice(0, 120)),
        charts: seen("[class*=st-key-chart-and-points-]").map(frame => {
            const drawn = frame.querySelector(".main-svg").getBoundingClientRect();
            return {
                left: drawn.left, right: drawn.right, height: drawn.height,
                isSmall: !!frame.closest(".st-key-small-charts"),
                whole: getComputedStyle(frame).breakInside,
            };
        }),
        wide: document.documentElement.clientWidth,
        grounds: [...new Set([document.body, ...seen(".stApp, [data-testid=stMain]")].map(ground))],
        inks: [...new Set(seen("h1, h2, p").map(one => getComputedStyle(one).color))],
    };
})"""


def print_page(page: Page) -> dict:
    """Print a page as Chromium does; how it is laid out for that."""
    page.evaluate(ON_PAPER)
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    return page.evaluate("paper")


@pytest.mark.sampled
@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "dark-phone"])
@pytest.mark.parametrize("here", PAGES, ids=lambda page: page.view)
def test_page_prints_as_a_briefing(here, size, scheme, app, visit: Callable[..., Visit]):
    page = visit(f"{app.url}/{here.path}", *size, scheme).page
    stand(page)
    wait_for_charts(page, count_charts(here.path))
    panels = page.locator("[class*=st-key-credit-]").count()
    paper = print_page(page)
    assert paper["headings"][0] == format_heading(here)
    assert f"Printed from {app.url}/{here.path} on {format_date(datetime.now(tz=UTC).date())}." in paper["texts"]
    assert len(paper["credits"]) == panels
    assert all(credit.startswith("Source: ") for credit in paper["credits"])
    assert paper["pressed"] == []
    assert len(paper["charts"]) == count_charts(here.path)
    for chart in paper["charts"]:
        assert 0 <= chart["left"] < chart["right"] <= SHEET["width"]
        assert chart["whole"] == "avoid"
        assert chart["height"] <= SHEET["height"] * 0.9
        assert chart["isSmall"] or chart["right"] - chart["left"] > 640 or chart["height"] > 800
    assert paper["wide"] <= SHEET["width"] + 16
    assert paper["grounds"] == ["rgb(255, 255, 255)"]
    # Dark on white, whatever the screen has.
    assert {max(map(int, re.findall(r"\d+", ink)[:3])) < 160 for ink in paper["inks"]} == {True}


def test_what_is_chosen_stands_on_paper_as_words(app, visit: Callable[..., Visit]):
    page = visit(f"{app.url}/residents?from=2019&axis=fit").page
    stand(page)
    paper = print_page(page)
    assert f"Printed from {app.url}/residents?from=2019&axis=fit on " in paper["texts"]
    assert re.search(r"Filtered: .*2019", paper["texts"])
    assert re.search(r"Vertical axis\s+zoomed in", paper["texts"])
    assert "from zero" not in paper["texts"].partition("By prefecture")[0]


def test_share_prints_the_page(app, visit: Callable[..., Visit]):
    page = visit(f"{app.url}/residents").page
    stand(page)
    page.evaluate("() => { window.printed = 0; window.print = () => { printed += 1; }; }")
    opened = open_below(page, ".st-key-panel-residents", "Share")
    opened.get_by_role("button", name="Print or save as PDF").click()
    assert page.evaluate("printed") == 1
    expect(opened).to_be_visible()
