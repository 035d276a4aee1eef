"""Visitors with a browser: loads until the chart answers, changes until another one is drawn."""

import base64
import json
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psutil
from playwright.sync_api import BrowserContext, BrowserType, Locator, Page, sync_playwright
from servers import HERE, KEPT, Server

WITHIN = 120  # seconds: a load or a change that takes longer has failed
HANGS_AFTER = 600  # seconds: no two loads and no thirty changes take as long
QUIET_FOR, PATIENT_FOR = 1.5, 10  # seconds without traffic: then a page has loaded; while it awaits answers
PAUSE = 0.25  # seconds between two changes, as a quick reader makes
WATCH = HERE / "watch.js"
# Bits a second and milliseconds, as the issue names them.
LINKS = {"none": None, "4G": (10e6, 40), "3G": (1.6e6, 150)}


class NoChartError(Exception):
    """A page that shows nothing of what it should, or whose chart does not follow its filter, in the time it has."""


@dataclass
class Traffic:
    """What a page asks for: bytes on the wire, requests that are not answered yet, when it last received something."""

    bytes: float = 0
    pending: dict[str, str] = field(default_factory=dict)
    last: float = field(default_factory=time.monotonic)

    def follow(self, page: Page, link: str) -> None:
        """Begin to count, with the page on a link as slow as is named."""
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        if LINKS[link]:
            rate, latency = LINKS[link]
            limits = {"downloadThroughput": rate / 8, "uploadThroughput": rate / 8, "latency": latency}
            wire.send("Network.emulateNetworkConditions", {"offline": False, **limits})
        wire.on("Network.requestWillBeSent", lambda sent: self._begin(sent["requestId"], sent["request"]["url"]))
        wire.on("Network.loadingFailed", lambda failed: self._end(failed["requestId"], 0))
        wire.on("Network.loadingFinished", lambda done: self._end(done["requestId"], done["encodedDataLength"]))
        wire.on("Network.webSocketFrameReceived", lambda frame: self._end("", _length(frame["response"])))
        wire.on("Network.webSocketFrameSent", lambda frame: self._end("", _length(frame["response"])))

    def _begin(self, request: str, url: str) -> None:
        self.pending[request] = url

    def _end(self, request: str, length: float) -> None:
        self.pending.pop(request, None)
        self.bytes += length
        self.last = time.monotonic()


def _length(frame: dict) -> int:
    """The length of a frame's content; what is binary is told in base 64."""
    payload = frame["payloadData"]
    return len(base64.b64decode(payload)) if frame["opcode"] == 2 else len(payload.encode())


def find_chromium() -> str:
    """Where this machine has Chromium; raises where it has none."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        raise RuntimeError("no Chromium on this machine: install Debian's package chromium")
    return chromium


@contextmanager
def chromium() -> Iterator[BrowserType]:
    """Debian's Chromium, to be launched."""
    with sync_playwright() as playwright:
        yield playwright.chromium


@contextmanager
def profile(browser: BrowserType) -> Iterator[BrowserContext]:
    """A browser of its own with a profile that has seen nothing yet; it makes no call to its maker.

    A page whose scripts never end would hold up all: its browser is ended, which raises a BrowserError.
    """
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    running = browser.launch(executable_path=find_chromium(), args=[*quiet, "--no-sandbox"])
    watchdog = threading.Timer(HANGS_AFTER, _end_browsers)
    watchdog.start()
    try:
        context = running.new_context(viewport={"width": 1280, "height": 900})
        context.add_init_script(path=WATCH)
        yield context
    finally:
        watchdog.cancel()
        running.close()


def _end_browsers() -> None:
    """End the browsers that this program has launched."""
    for process in psutil.Process().children(recursive=True):
        if "chrom" in process.name():
            with suppress(psutil.NoSuchProcess):
                process.kill()


def load(context: BrowserContext, server: Server, link: str) -> dict[str, float]:
    """One load: layout shift, bytes on the wire, and milliseconds by what came to be: words, a chart, one that answers.

    Of a page without a chart ``interactive`` is when it stands. Shift and bytes are those of the whole page, after it
    has come to rest.
    """
    page, traffic = context.new_page(), Traffic()
    try:
        traffic.follow(page, link)
        answer = page.goto(server.url, wait_until="commit", timeout=WITHIN * 1000)
        if not answer or answer.status >= 400:
            raise NoChartError(f"{server.contestant.name}: HTTP {answer and answer.status} at {server.url}")
        ready = await_ready(page, server, traffic)
        if LINKS[link] and traffic.bytes * 8 / LINKS[link][0] * 1000 > ready * 1.1:
            raise NoChartError(f"{server.contestant.name}: faster than {link} lets it be")
        await_rest(page, traffic)
        told = json.loads(page.evaluate("JSON.stringify(benchmark)"))
    finally:
        page.close()
    if not told.get("words"):
        raise NoChartError(f"{server.contestant.name}: ready without a first paint")
    chart = {"seen": told["seen"]} if server.contestant.ready == "interactive" else {}
    return {"words": told["words"], **chart, "interactive": ready, "shift": told["shift"], "bytes": traffic.bytes}


def await_rest(page: Page, traffic: Traffic) -> None:
    """Wait until nothing has come for a while; what is asked for may take longer."""
    while time.monotonic() - traffic.last < (PATIENT_FOR if traffic.pending else QUIET_FOR):
        page.wait_for_timeout(100)


def await_ready(page: Page, server: Server, traffic: Traffic) -> float:
    """The milliseconds from navigation until the first chart answered; of a page without one, until it stood."""
    deadline = time.monotonic() + WITHIN
    while time.monotonic() < deadline:
        # Not by wait_for_function, which a strict policy of a page forbids.
        ready = page.evaluate(f"window.benchmark && benchmark.{server.contestant.ready}")
        if ready:
            return ready
        page.wait_for_timeout(50)
    picture = KEPT / f"not-ready-{server.contestant.name}-{time.strftime('%H%M%S')}.png"
    page.screenshot(path=picture)
    raise NoChartError(
        f"{server.contestant.name}: not {server.contestant.ready} within {WITHIN} s; picture {picture.name}; "
        f"unanswered: {', '.join(traffic.pending.values()) or 'nothing'}"
    )


@contextmanager
def at_slider(browser: BrowserType, server: Server, year: int) -> Iterator[Page]:
    """The page with its first handle of years focused and moved to a year, by keys."""
    with profile(browser) as context:
        page, traffic = context.new_page(), Traffic()
        traffic.follow(page, "none")
        page.goto(server.url)
        await_ready(page, server, traffic)
        years = page.get_by_role("button", name="Years: ")
        if years.count():  # ours are behind a button
            years.click()
            page.get_by_role("slider", name="Years").first.wait_for()
        handle = _find_handle(page)
        handle.focus()
        deadline = time.monotonic() + WITHIN
        while _year(page) != year:
            page.keyboard.press("ArrowRight" if _year(page) < year else "ArrowLeft")
            page.wait_for_timeout(100)
            if time.monotonic() > deadline:
                raise NoChartError(f"{server.contestant.name}: the slider does not reach {year}")
        await_rest(page, traffic)
        yield page


def _find_handle(page: Page) -> Locator:
    """The first handle of years: ours is named, and charts have handles too."""
    named = page.get_by_role("slider", name="Years")
    return named.first if named.count() else page.get_by_role("slider").first


def _year(page: Page) -> int:
    """Where the first handle stands: an element with that role, or a field that has it by nature."""
    return int(float(_find_handle(page).evaluate("(one) => one.ariaValueNow ?? one.value")))


def change(page: Page, server: Server, key: str) -> float:
    """The milliseconds from a key on the slider until another chart is drawn."""
    page.evaluate(f"benchmark.watch({WITHIN * 1000})")
    page.keyboard.press(key)
    taken = page.evaluate("benchmark.changed")
    if taken is None:
        raise NoChartError(f"{server.contestant.name}: no other chart within {WITHIN} s of {key} at {_year(page)}")
    page.wait_for_timeout(PAUSE * 1000)
    return taken
