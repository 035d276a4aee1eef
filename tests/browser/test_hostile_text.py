"""Hostile text in every column of text, and in the address, in a real browser: nothing of it runs, nothing is asked."""

import re
import time
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from labour_migration.site import PAGES

from .conftest import stand

# What hostile text calls if it runs, in this page or in a frame of it.
HOOK = "window.ran = []; window.run = () => window.ran.push(String(new Error().stack));"
PATHS = [*(page.path for page in PAGES), "ur/claims", "claims?figure=the-news-2023-06-05-registrations"]


@pytest.fixture(scope="module")
def hostile_app(start_changed_app, make_hostile):
    """The app over data of which every cell of text is hostile: no rule is asked."""
    app = start_changed_app("labour_migration.data.rules.engine:find_problems=find_nothing")
    make_hostile(app.folder / "datasets")
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with urllib.request.urlopen(f"{app.url}/api/v1/events.csv", timeout=60) as answer:
            if b"run()" in answer.read():
                return app
        time.sleep(0.5)
    pytest.fail("the app did not take the changed data up")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that no policy protects; other hosts are none."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    context.add_init_script(HOOK)
    context.set_default_timeout(60_000)
    yield context
    context.close()


def is_evil(address: str) -> bool:
    return urlsplit(address).netloc == "evil.example"


def look(context: BrowserContext, url: str) -> tuple[Page, list[str]]:
    """A page as it stands, and what it did that text cannot do."""
    page, done = context.new_page(), []
    page.on("dialog", lambda dialog: (done.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: done.append(f"request {request.url}") if is_evil(request.url) else None)
    page.on("framenavigated", lambda frame: done.append(f"went to {frame.url}") if is_evil(frame.url) else None)
    page.goto(url)
    return page, done


def open_everything(page: Page) -> None:
    """Open what unfolds, one after the other: the tables, the files and the citation of the first charts."""
    for name in ("Table", "Cite", "Download"):
        for button in (
            page.locator("[class*=st-key-panel-]").get_by_role("button", name=re.compile(f"^{name}")).all()[:2]
        ):
            button.click()
            expect(page.get_by_test_id("stPopoverBody").first).to_be_visible()
            page.keyboard.press("Escape")


def test_what_would_run_is_heard(app, context):
    page, done = look(context, f"{app.url}/about")
    strange = "<img src=x onerror=run()><img src=http://evil.example/i.png>"
    page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", strange)
    page.wait_for_function("window.ran.length > 0")
    assert done == ["request http://evil.example/i.png"]


@pytest.mark.parametrize("path", PATHS)
def test_hostile_data_do_nothing_on_a_page_without_a_policy(path, hostile_app, context):
    page, done = look(context, f"{hostile_app.url}/{path}")
    stand(page)
    open_everything(page)
    assert [frame.evaluate("window.ran") for frame in page.frames] == [[]] * len(page.frames)
    assert done == []
    assert page.locator("#root iframe, #root script, #root form, #root meta, #root base").count() == 0
    assert "Failure" not in hostile_app.log.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize("path", ["embed/residents", "embed/timeline"])
def test_hostile_data_do_nothing_in_a_frame_without_a_policy(path, hostile_app, context):
    page, done = look(context, f"{hostile_app.url}/{path}")
    expect(page.locator("main.embed h1")).to_be_visible()
    for summary in page.locator("main.embed > footer > details > summary").all():
        summary.click()
    assert page.evaluate("window.ran") == []
    assert done == []


def test_hostile_address_is_text_in_the_notice_without_a_policy(app, context):
    values = ["<img src=x onerror=run()>", "# heading\n===", "[a](http://evil.example)", "![i](http://evil.example/i)"]
    values += ["<script>run()</script>", "`code` **bold**", "javascript:run()", "a\u202eb\u200bc"]
    page, done = look(context, f"{app.url}/residents?{urlencode({'programme': values, 'from': values[0]}, doseq=True)}")
    stand(page)
    notice = page.get_by_role("alert")
    expect(notice).to_have_count(1)
    for value in (*values[:1], *values[2:-1]):
        expect(notice).to_contain_text(value)
    expect(notice).to_contain_text("# headingU+000A===")
    expect(notice).to_contain_text("aU+202EbU+200Bc")
    assert notice.locator(":scope *:not(p)").count() == 0
    assert page.evaluate("window.ran") == []
    assert done == []
