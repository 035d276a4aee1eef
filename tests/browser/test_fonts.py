"""Fonts on screen: no page loads a whole one, letters are as wide as in the whole ones, and icons are no words."""

import base64

import pytest
from playwright.sync_api import Page, expect

from labour_migration.charts import is_charted
from labour_migration.site import PAGES
from web.delivery.fonts import ENDING, FONTS, read_fonts, stem_of
from web.delivery.static import FOLDER
from web.delivery.subsets import ICONS as FONT_OF_ICONS
from web.delivery.subsets import LETTERS, URDU

from .conftest import DESKTOP, PHONE, open_filter, seen_at, stand

WHOLE = {stem_of(file.name): file for file in (FOLDER / "static" / "media").glob(f"*{ENDING}")}
LOADED = "performance.getEntriesByType('resource').map(one => one.name).filter(name => name.endsWith('.woff2'))"
# The width of each icon's text, which is its name unless its font draws the icon, in widths of the icon's font.
ICONS = """() => [...document.querySelectorAll("[data-testid=stIconMaterial], [translate=no][aria-hidden=true]")]
  .filter(icon => icon.textContent && icon.checkVisibility())
  .map(icon => {
    const text = document.createRange();
    text.selectNodeContents(icon);
    return [icon.textContent, text.getBoundingClientRect().width / parseFloat(getComputedStyle(icon).fontSize)];
  })"""
# The fonts that the first element of each kind asks for.
FAMILIES = """kinds => kinds.map(kind => getComputedStyle(document.querySelector(kind)).fontFamily
    .split(",").map(name => name.replaceAll('"', "").trim()))"""
# How much wider words are in a subset than in the whole font, as a share of their width.
WIDER = """async ([fonts, styles, words]) => {
  const pen = document.createElement("canvas").getContext("2d");
  await Promise.all(fonts.map(async ([name, content]) => {
    const face = new FontFace(name, `url(data:font/woff2;base64,${content})`, { weight: "100 900" });
    document.fonts.add(await face.load());
  }));
  const width = (style, name, text) => { pen.font = `${style} ${name}`; return pen.measureText(text).width; };
  return styles.flatMap(style => words.map(text => width(style, "subset", text) / width(style, "whole", text) - 1));
}"""
WORDS = [
    "Pakistanis in Japan: 27,642 on 30 June 2024, “more than 5,000” – about £1.27 and ¥900",
    "AVATAR Tokyo, Yokohama; fi fl ffi 0123456789 ▲▼△▽ × ≈ ≠ − … ≤ ≥",
    "Lāhore, Ōsaka, Kōchi, São, Müller, l’été ‘single’",
]
STYLES = {
    "SourceSansVF-Upright": ["400 16px", "500 14px", "600 13px", "700 18px"],
    "SourceSansVF-Italic": ["400 14px", "600 16px"],
    "SourceSerifVariable-Roman": ["600 20px", "700 21.6px", "600 24px", "600 33.6px"],
    "SourceCodeVF-Upright": ["400 14px"],
}


def expect_icons(page: Page) -> set[str]:
    """Every icon in sight is drawn by its font: no name of an icon stands there as a word. The names."""
    expect(page.locator("[data-testid=stIconMaterial]").first).to_be_attached()
    page.evaluate("document.fonts.ready.then(() => 0)")
    widths = page.evaluate(ICONS)
    assert [(name, width) for name, width in widths if not 0.9 < width < 1.1] == []
    return {name for name, _width in widths}


@seen_at([page.path for page in PAGES], DESKTOP, PHONE)
def test_page_loads_our_fonts_alone_and_draws_its_icons(address, seen, app):
    seen.page.wait_for_load_state("networkidle")
    asked = {stem_of(name) for name in seen.page.evaluate(LOADED)}
    assert "SourceSansVF-Upright" in asked
    assert asked <= set(read_fonts())
    if is_charted(next(page.view for page in PAGES if page.path == address)):
        expect_icons(seen.page)


@pytest.mark.parametrize(("language", "own"), [("", set()), ("ja/", set()), ("ur/", {font.file for font in URDU})])
def test_each_language_loads_its_own_fonts_alone(language, own, app, visit):
    page = visit(f"{app.url}/{language}residents").page
    stand(page)
    asked = {stem_of(name) for name in page.evaluate(LOADED)}
    latin = asked - {font.file for font in URDU}
    assert latin <= {*(font.file for font in LETTERS), FONT_OF_ICONS}
    assert asked - latin == own


@pytest.mark.parametrize(
    ("language", "face"), [("", "Source Sans"), ("ja/", "Source Sans"), ("ur/", "Noto Naskh Arabic")]
)
def test_words_of_charts_and_pages_are_in_one_font(language, face, app, visit):
    page = visit(f"{app.url}/{language}residents").page
    stand(page)
    families = page.evaluate(
        FAMILIES, [".st-key-navigation p", ".chart .annotation text", ".stPopover p", ".ranking th"]
    )
    assert all(names[0] == "Source Sans" and face in names for names in families)
    assert families == [families[0]] * len(families)


def test_heading_in_urdu_moves_nothing_when_its_font_comes_late(app, browser):
    context = browser.new_context(viewport=dict(zip(("width", "height"), DESKTOP, strict=True)))
    page = context.new_page()
    late = []
    page.route("**/NotoNastaliq*", lambda route: late.append(route))
    page.goto(f"{app.url}/ur/residents", wait_until="commit")
    expect(page.locator("#shell")).to_have_count(0, timeout=60_000)
    expect(page.locator("#root .foot")).to_be_visible(timeout=60_000)
    tall = "() => [...document.querySelectorAll('#root h1, #root h2')].map(one => one.getBoundingClientRect().height)"
    before = page.evaluate(tall)
    for route in late:
        route.continue_()
    page.wait_for_function("document.fonts.check('600 20px \"Noto Nastaliq Urdu\"', 'میں')")
    assert late
    assert page.evaluate(tall) == before
    context.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_icons_of_widgets_are_drawn_when_they_open(size, app, visit):
    page = visit(f"{app.url}/residents?programme=titp", *size).page
    names = expect_icons(page)
    if size == PHONE:
        page.get_by_role("button", name="Filters").click()
        names |= expect_icons(page)
    else:
        open_filter(page, "Years")
        names |= expect_icons(page)
    assert len(names) > 1


@pytest.mark.parametrize("stem", STYLES)
def test_letters_are_as_wide_as_in_the_whole_font(stem, app, visit):
    page = visit(f"{app.url}/trade").page
    files = {"subset": FONTS / f"{stem}{ENDING}", "whole": WHOLE[stem]}
    fonts = [[name, base64.b64encode(file.read_bytes()).decode()] for name, file in files.items()]
    wider = page.evaluate(WIDER, [fonts, STYLES[stem], WORDS])
    assert len(wider) == len(STYLES[stem]) * len(WORDS)
    assert max(map(abs, wider)) < 0.002  # a part of an axis has its masters rounded to units of the font
