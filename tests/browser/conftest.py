"""The app as it is served, and a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 60  # seconds
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


@dataclass(frozen=True)
class Served:
    """A running copy of the app: its address, its folder, its log."""

    url: str
    folder: Path
    log: Path


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


@pytest.fixture(scope="session")
def start_app(tmp_path_factory):
    """Start a copy of the app of its own, so that a test may break its data."""
    started = []

    def start() -> Served:
        folder = tmp_path_factory.mktemp("app")
        for part in ("dashboard", "datasets", ".streamlit"):
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        log = folder / "server.log"
        command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py"]
        options = ["--server.port", str(port), "--server.address", "127.0.0.1"]
        with log.open("wb") as output:
            process = subprocess.Popen([*command, *options], cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        served = Served(f"http://127.0.0.1:{port}", folder, log)
        started.append((process, served))
        wait_until_healthy(process, served)
        return served

    yield start
    for process, _served in started:
        process.terminate()
        process.wait(timeout=20)


def wait_until_healthy(process: subprocess.Popen, served: Served) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{served.url}/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the app did not start:\n{served.log.read_text()}")


@pytest.fixture(scope="session")
def app(start_app) -> Served:
    """The app with its real data, shared by the tests that only look."""
    return start_app()


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
        page.locator("h1, [data-testid=stAlert]").first.wait_for(timeout=30_000)
        return visited

    yield open_page
    for context in contexts:
        context.close()
