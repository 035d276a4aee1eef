"""axe-core finds nothing on any page, in any width, in light or in dark, whatever a reader has opened.

Its rules for WCAG 2.2 AA and its best practices; the version of axe-core is that of ``requirements.txt``.
"""

import re
from collections.abc import Callable, Iterator, Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from labour_migration.language import LOCALES, USUAL, speaking
from labour_migration.language import gettext as _
from labour_migration.site import PAGES, language_path
from views.about import AXE

from .conftest import DESKTOP, PHONE, Visit, open_below, open_filter, seen_at, stand

# What stands before the address of a page in each language.
LANGUAGES = [language_path(code) for code in LOCALES]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}  # what light and dark may differ in
STATEMENT, SOURCE = "claims?figure=urdupoint-2024-08-29-residents", "data?source=isa-residents-by-status"
# Every page, one statement, one source, what a sentence is answered with, parts that unfold, a selection of nothing, a
# notice, an older version.
ADDRESSES = [
    *(page.path for page in PAGES),
    STATEMENT,
    SOURCE,
    "claims?q=More+than+30%2C000+Pakistanis+live+in+Japan",
    "data?part=glossary",
    "trade?from=1940&to=1941",
    "residents?programme=tipt&v=3.1.0",
]
# What has no app in it: two embeds, an address of no page, a version that there never was.
PLAIN = ["embed/residents-by-status", "embed/urdupoint-2024-08-29-residents?theme=dark", "nothing", "?v=9.9.9"]
PANEL = ".st-key-panel-residents-by-status"
SIZES = {"desktop": DESKTOP, "phone": PHONE}
axe = Axe()


def find_faults(page: Page, options: Mapping) -> list[str]:
    """What axe finds on a page as it stands: a rule, and the first elements that break it."""
    found = axe.run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [f"{rule['id']}: {[node['html'][:200] for node in rule['nodes'][:3]]}" for rule in found]


def find_all_faults(page: Page) -> list[str]:
    """The same in light and in dark, of a page that was opened in the light, which it is left in."""
    faults = find_faults(page, ALL)
    switch(page, "dark")
    faults += find_faults(page, COLOURS)
    switch(page, "light")
    return faults


def switch(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    if page.locator(".stApp").count():
        expect(page.locator(".stApp")).to_have_css("color-scheme", scheme)
        page.wait_for_timeout(300)  # colours fade


def test_statement_names_the_version_of_axe_that_is_asked():
    assert axe.axe_script.startswith(f"/*! axe v{AXE}\n")


@pytest.mark.sampled
@seen_at([language + address for language in LANGUAGES for address in ADDRESSES], DESKTOP)
def test_page_has_no_fault(address, seen):
    """Wide and narrow, light and dark."""
    page = seen.page
    stand(page)
    faults = {"wide": find_all_faults(page)}
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.wait_for_timeout(500)  # charts are drawn anew
    faults["narrow"] = find_all_faults(page)
    assert {width: found for width, found in faults.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_no_app_has_no_fault(language, app, browser: Browser):
    context = browser.new_context()
    page = context.new_page()
    faults = {}
    for address in PLAIN:
        page.goto(f"{app.url}/{language}{address}")
        page.locator("h1, h2").first.wait_for()
        for name, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            faults[address, name] = find_all_faults(page)
    context.close()
    assert {state: found for state, found in faults.items() if found} == {}


def name_buttons(code: str) -> dict[str, str]:
    """What the names of buttons begin with in a language."""
    with speaking(code):
        names = {name: _(name) for name in ("Table", "Download", "Cite", "Share", "Filters")}
        names["Source"] = _("Source: {publisher} ({count})")
        names["Programme"] = _("Programme or status of residence: {names}")
        names["Years"] = _("Years: {first}–{last}")
    return {name: words.partition("{")[0].strip() for name, words in names.items()}


def open_states(page: Page, name: str, names: Mapping[str, str]) -> Iterator[str]:
    """What a reader can open on the page of residents, one after the other: its name while it is open."""
    for button in (names[one] for one in ("Table", "Download", "Cite", "Share")):
        opened = open_below(page, PANEL, button)
        expect(opened.locator("table, button, code").first).to_be_visible()
        yield button
        page.keyboard.press("Escape")
    page.locator(PANEL).get_by_role("button", name=re.compile(f"^{names['Source']}")).click()
    expect(page.get_by_test_id("stPopoverBody").locator(".sources")).to_be_visible()
    yield "Source"
    page.keyboard.press("Escape")
    for chip in ("Programme", "Years") if name == "desktop" else ("Filters",):
        open_filter(page, names[chip])
        yield chip
        page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    reader = page.locator(".st-key-chart-residents .reader")
    reader.focus()
    page.keyboard.press("ArrowLeft")
    yield "a point that is read"
    page.keyboard.press("Enter")
    expect(page.locator(".chosen")).to_be_visible()
    yield "a point that is chosen"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SIZES)
def test_whatever_is_opened_has_no_fault(language, name, app, visit: Callable[..., Visit]):
    page = visit(f"{app.url}/{language}residents", *SIZES[name]).page
    stand(page)
    names = name_buttons(language.strip("/") or USUAL)
    faults = {state: find_all_faults(page) for state in open_states(page, name, names)}
    assert len(faults) >= 8
    assert {state: found for state, found in faults.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_opened_statement_and_unfolded_parts_have_no_fault(language, app, visit: Callable[..., Visit]):
    page = visit(f"{app.url}/{language}claims").page
    stand(page)
    page.locator(".claims details > summary").first.click()
    page.locator(".claims .claim").first.wait_for()
    assert find_all_faults(page) == []


def test_page_of_broken_data_has_no_fault(start_app, seal, visit: Callable[..., Visit]):
    def spoil(folder) -> None:
        file = folder / "datasets" / "reported_figures.csv"
        file.write_bytes(file.read_bytes().replace(b",~,25000,", b",~,52000,", 1))
        seal(file.parent)

    app = start_app(spoil=spoil)
    page = visit(app.url).page
    expect(page.get_by_role("alert")).to_contain_text("the data has 1 problem", timeout=30_000)
    assert find_all_faults(page) == []
