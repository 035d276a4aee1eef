"""Pages of the static edition in a browser: nothing but its own files, no script, no barrier, no width too narrow."""

import functools
import http.server
import threading
from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from streamlit import config

import publish
from labour_migration.edition import Address
from labour_migration.language import LOCALES
from labour_migration.site import find_view, language_path

from .conftest import DESKTOP, PHONE

BASE = "https://figures.example.org/"
SHOWN = (
    Address(find_view("residents")),
    Address(find_view("residents"), "chart", "residents"),
    Address(find_view("claims"), "figure", "urdupoint-2024-08-29-residents"),
)
INTERACTIVE = Address(find_view("residents"), "interactive", "residents")
SETTINGS = ("browser.serverAddress", "browser.serverPort", "server.baseUrlPath")
axe = Axe()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server of a folder that says nothing."""

    def log_message(self, *_said: object) -> None:
        pass


@pytest.fixture(scope="module")
def edition(tmp_path_factory) -> Iterator[str]:
    """The address of a server that knows of files alone, with a few pages in every language."""
    folder = tmp_path_factory.mktemp("edition")
    before = [config.get_option(name) for name in SETTINGS]
    publish.publish(folder, BASE, date(2026, 11, 27), lambda task: task in (*SHOWN, INTERACTIVE))
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
    for name, value in zip(SETTINGS, before, strict=True):
        config.set_option(name, value, config.ConfigOption.DEFAULT_DEFINITION)


@pytest.mark.parametrize("address", SHOWN, ids=lambda address: address.path)
@pytest.mark.parametrize("code", LOCALES)
@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone-dark", "desktop-light"])
def test_page_stands_by_itself(edition, browser: Browser, address, code, size, scheme):
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page, asked, wrong = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: wrong.append(response.url) if response.status >= 400 else None)
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    try:
        page.goto(f"{edition}{language_path(code)}{address.path}")
        page.wait_for_load_state("networkidle")
        assert wrong == []
        assert [url for url in asked if not url.startswith(edition)] == []
        assert page.locator("script:not([type='application/ld+json'])").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("getComputedStyle(document.body).direction") == ("rtl" if code == "ur" else "ltr")
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(rule["id"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in found] == []
    finally:
        context.close()


@pytest.mark.parametrize("code", LOCALES)
@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone-dark", "desktop-light"])
def test_interactive_chart_is_drawn_by_plotly_and_tells_its_points(edition, browser: Browser, code, size, scheme):
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page, asked, wrong = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: wrong.append(response.url) if response.status >= 400 else None)
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    try:
        page.goto(f"{edition}{language_path(code)}{INTERACTIVE.path}")
        expect(page.locator("#interactive .main-svg").first).to_be_visible()
        expect(page.locator("#interactive > svg")).to_be_hidden()
        page.get_by_role("slider").press("ArrowLeft")
        expect(page.locator(".reading.shown")).to_contain_text("2025")
        page.get_by_role("slider").press("Enter")
        expect(page.locator(".ring.is-chosen")).to_have_count(0)
        assert wrong == []
        assert [url for url in asked if not url.startswith(edition)] == []
        assert len([url for url in asked if "plotly-basic" in url]) == 1
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(rule["id"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in found] == []
    finally:
        context.close()


def test_interactive_chart_shows_its_drawing_without_scripts(edition, browser: Browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    try:
        page.goto(f"{edition}{INTERACTIVE.path}")
        expect(page.locator("#interactive > svg")).to_be_visible()
    finally:
        context.close()


@pytest.mark.parametrize(("code", "font"), [("", "Source Serif"), ("ur/", "Noto Nastaliq Urdu")])
def test_headings_stand_in_the_font_of_headings(edition, browser: Browser, code, font):
    page = browser.new_page()
    try:
        page.goto(f"{edition}{code}{SHOWN[0].path}")
        page.evaluate("document.fonts.ready")
        loaded = "[...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family)"
        assert font in page.evaluate(loaded)
        assert font in page.locator("h1").evaluate("element => getComputedStyle(element).fontFamily")
    finally:
        page.close()
