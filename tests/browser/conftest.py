"""A real browser."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

expect.set_options(timeout=15_000)  # a busy machine is slow, not wrong
# Without these, the browser calls its maker's hosts and fails to.
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.browser)
        if not find_chromium() and os.environ.get("CI") != "true":
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine: install Debian's package chromium"))


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
        running = playwright.chromium.launch(executable_path=chromium, args=[*QUIET, *sandbox])
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser):
    """Open an address in a fresh profile and wait until the page stands."""
    contexts = []

    def open_page(url: str, width: int = 1280, height: int = 900, color_scheme: str = "light") -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=color_scheme, accept_downloads=True
        )
        contexts.append(context)
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

    yield open_page
    for context in contexts:
        context.close()
