"""A real browser."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

expect.set_options(timeout=15_000)  # a busy machine is slow, not wrong
# Without these, the browser calls its maker's hosts and fails to.
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
# A machine without a graphics card would emulate one, which costs a third of the time of each page.
PLAIN = ["--disable-gpu"]


DESKTOP, PHONE = (1280, 900), (390, 844)
# What a page does that it should not: what moves without the reader's doing, what the policy forbids.
WATCH = """
    window.shift = 0; window.violations = [];
    new PerformanceObserver(list => {
        for (const one of list.getEntries()) if (!one.hadRecentInput) shift += one.value;
    }).observe({type: "layout-shift", buffered: true});
    addEventListener("securitypolicyviolation", one => violations.push(`${one.violatedDirective} ${one.blockedURI}`));
"""


class Look(NamedTuple):
    """What is looked at: an address, in a window of a size, by a reader of light or of dark pages."""

    address: str
    size: tuple[int, int] = DESKTOP
    scheme: str = "light"

    def __str__(self) -> str:
        return f"{self.address or 'overview'}-{self.size[0]}-{self.scheme}"


def seen_at(addresses: Iterable[str], *sizes: tuple[int, int], **more) -> pytest.MarkDecorator:
    """Pages to look at, each at each size: its address, and how it is seen."""
    seen = [Look(address, size, **more) for address in addresses for size in sizes or [DESKTOP]]
    pairs = [(look.address, look) for look in seen]
    return pytest.mark.parametrize(("address", "seen"), pairs, indirect=["seen"], ids=map(str, seen))


def open_below(page: Page, panel: str, name: str) -> Locator:
    """What a button of the line below a chart opens, such as Table or Download; it may be open already."""
    opened = page.get_by_test_id("stPopoverBody")
    button = page.locator(panel).get_by_role("button", name=re.compile(f"^{name}[:：]"))
    if button.get_attribute("aria-expanded") != "true":
        button.click()
    expect(opened).to_be_visible()
    return opened


def open_filter(page: Page, name: str) -> Locator:
    """What the button of a filter opens: the one whose words begin with a name."""
    page.locator(".st-key-filters").get_by_role("button", name=re.compile(f"^{name}")).click()
    opened = page.get_by_test_id("stPopoverBody")
    expect(opened.locator("[data-testid=stMultiSelect], [data-testid=stSlider]").first).to_be_visible()
    return opened


def stand(page: Page) -> None:
    """Wait until the app has taken the place of the first paint, and all of it is there."""
    expect(page.locator("#shell")).to_have_count(0, timeout=60_000)
    expect(page.locator("#root .foot")).to_be_visible(timeout=60_000)
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=60_000)
    page.wait_for_load_state("networkidle")


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, and put those that look at the same page next to each other."""
    looks = {place: item.callspec.params["seen"] for place, item in enumerate(items) if is_look(item)}
    for place, item in zip(looks, [items[at] for at in sorted(looks, key=looks.get)], strict=True):
        items[place] = item
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.browser)
        if not find_chromium() and os.environ.get("CI") != "true":
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine: install Debian's package chromium"))


def is_look(item: pytest.Item) -> bool:
    return "seen" in getattr(getattr(item, "callspec", None), "params", ())


@dataclass
class Visit:
    """A page in the browser, and what it should not do: errors on its console, requests to other hosts."""

    page: Page
    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = find_chromium()
    if chromium is None:
        pytest.fail("no Chromium on this machine, and CI must have one: see .ci/run")
    sandbox = [] if os.getuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=[*QUIET, *PLAIN, *sandbox])
        yield running
        running.close()


@pytest.fixture(scope="session")
def open_page(browser: Browser) -> Callable[..., Visit]:
    """Open an address in a fresh profile and wait until the page stands."""

    def visit(url: str, width: int = 1280, height: int = 900, color_scheme: str = "light") -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=color_scheme, accept_downloads=True
        )
        context.add_init_script(WATCH)
        visited = Visit(context.new_page())
        page = visited.page
        page.on("console", lambda message: visited.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: visited.errors.append(str(error)))
        page.on(
            "request", lambda request: visited.hosts.add(request.url.split("/")[2]) if "//" in request.url else None
        )
        page.goto(url)
        page.locator("#root h1, #root [data-testid=stAlert]").first.wait_for(timeout=30_000)
        return visited

    return visit


@pytest.fixture
def visit(open_page) -> Iterator[Callable[..., Visit]]:
    """Open pages in profiles of their own, for a test that does something there."""
    visits: list[Visit] = []

    def visit(*arguments, **named) -> Visit:
        visits.append(open_page(*arguments, **named))
        return visits[-1]

    yield visit
    for visited in visits:
        visited.page.context.close()


@pytest.fixture(scope="session")
def last_seen(app, open_page) -> Iterator[Callable[[Look], Visit]]:
    """The page that is looked at: opened once for all tests that follow each other and look at the same."""
    kept: dict[Look, Visit] = {}

    def close() -> None:
        while kept:
            kept.popitem()[1].page.context.close()

    def see(look: Look) -> Visit:
        if look not in kept:
            close()
            address, (width, height), scheme = look
            kept[look] = open_page(f"{app.url}/{address}", width, height, scheme)
        return kept[look]

    yield see
    close()


@pytest.fixture
def seen(request, last_seen) -> Iterator[Visit]:
    """A page of the shared app as it stands, for a test that only looks: it shares the visit with its neighbours.

    A test that makes the window another size has it made again as it was: those after it look at what they name.
    """
    look: Look = request.param
    visited = last_seen(look)
    yield visited
    width, height = look.size
    if visited.page.viewport_size != {"width": width, "height": height}:
        visited.page.set_viewport_size({"width": width, "height": height})
        visited.page.wait_for_timeout(500)  # charts are drawn anew
