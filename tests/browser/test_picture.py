"""The picture of a chart: made in the browser, with title, unit, source and date inside."""

import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect

from labour_migration.labels import format_date

from .conftest import PHONE, Look, open_below, seen_at

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = {"": "reported-residents", "residents": "residents", "trade": "goods-trade"}


def take(page: Page, slug: str, kind: str) -> tuple[str, bytes]:
    """Name and bytes of the picture that a button gives."""
    with page.expect_download() as caught:
        open_below(page, f".st-key-panel-{slug}", "Download").get_by_role("button", name=kind, exact=True).click()
    return caught.value.suggested_filename, Path(caught.value.path()).read_bytes()


def wait_for_chart(page: Page, slug: str) -> None:
    expect(page.locator(f".st-key-chart-{slug} .main-svg .trace").first).to_be_attached(timeout=30_000)


@seen_at(CHARTS)
def test_svg_has_the_marks_of_the_chart_and_the_words_around_it(address, seen, app, package):
    page, slug = seen.page, CHARTS[address]
    wait_for_chart(page, slug)
    name, content = take(page, slug, "SVG")
    assert name == f"{slug}.v{package.descriptor.version}.svg"
    picture = ElementTree.fromstring(content)
    marks = f".st-key-chart-{slug} .main-svg .trace path"
    drawn = [part for part in picture.iter() if "trace" in part.get("class", "").split()]
    paths = sum(len(list(trace.iter(f"{SVG}path"))) for trace in drawn)
    assert paths == page.locator(marks).count() > 0
    panel = page.locator(f".st-key-panel-{slug}")
    about = page.locator(".pictures")
    told = " ".join("".join(text.itertext()) for text in picture.findall(f"{SVG}text"))
    for word in ("title", "unit", "source", "day"):
        expected = re.sub(r"\s+", " ", about.get_attribute(f"data-{word}"))
        assert expected.strip() in told
    assert panel.locator("h2").inner_text() == picture.find(f"{SVG}title").text
    assert "Select any point" not in told
    assert told.endswith(f"{page.url}#{slug}")
    assert picture.get("width") == "1200"
    assert int(picture.get("height")) >= 670
    expect(page.locator(".aside")).to_have_count(0)
    assert format_date(package.descriptor.released) in told
    assert seen.errors == []
    assert seen.hosts <= {app.url.removeprefix("http://")}


@seen_at([""])
def test_picture_needs_nothing_but_itself(address, seen):
    wait_for_chart(seen.page, "reported-residents")
    _name, content = take(seen.page, "reported-residents", "SVG")
    text = content.decode()
    assert "@font-face" in text
    assert all(address.startswith(("data:", "#")) for address in re.findall(r"url\((.*?)\)", text))
    assert not re.findall(r"(?:href|src)=\"https?:", text)
    assert ' style="' not in text


@pytest.mark.parametrize("seen", [Look("residents"), Look("residents", scheme="dark")], indirect=True, ids=str)
def test_png_has_double_size_and_the_ground_of_the_page(seen, package):
    page = seen.page
    wait_for_chart(page, "residents")
    ground = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    name, content = take(page, "residents", "PNG")
    assert name == f"residents.v{package.descriptor.version}.png"
    _name, svg = take(page, "residents", "SVG")
    size = ElementTree.fromstring(svg)
    image = Image.open(BytesIO(content)).convert("RGB")
    assert image.size == (2 * int(size.get("width")), 2 * int(size.get("height")))
    assert image.getpixel((2, 2)) == tuple(map(int, re.findall(r"\d+", ground)[:3]))
    assert len(image.getcolors(maxcolors=1_000_000)) > 50


def test_no_tooltip_is_in_the_picture(app, visit):
    page = visit(f"{app.url}/residents").page
    wait_for_chart(page, "tertiary-students")
    chart = page.locator(".st-key-chart-tertiary-students")
    chart.scroll_into_view_if_needed()
    bar = chart.locator(".bars .point path").last.bounding_box()
    page.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    tooltip = chart.locator(".reading")
    expect(tooltip).to_be_visible()
    words = tooltip.locator("b").first.text_content()
    # Without moving the mouse, so that the tooltip stays.
    panel = page.locator(".st-key-panel-tertiary-students")
    panel.get_by_role("button", name="Download: ").dispatch_event("click")
    with page.expect_download() as caught:
        page.get_by_test_id("stPopoverBody").locator("button[data-picture=svg]").dispatch_event("click")
    expect(tooltip).to_be_visible()
    text = Path(caught.value.path()).read_text(encoding="utf-8")
    assert "hover" not in text
    assert words not in text


# A low chart, one with labels at the ends of its series, and one that needs more height than the picture has.
UPRIGHT = {"arrivals": "visitor-arrivals-by-month", "programmes": "ssw-fields", "data": "timeline"}


@seen_at(UPRIGHT, PHONE)
def test_picture_from_a_telephone_is_upright_and_full(address, seen):
    wait_for_chart(seen.page, UPRIGHT[address])
    image = Image.open(BytesIO(take(seen.page, UPRIGHT[address], "PNG")[1])).convert("RGB")
    width, height = image.size
    assert (width, height > 1350) == (1080, address == "data")
    assert height >= 1350
    # No band of it is empty: a fifth of its height has words or marks everywhere.
    ground = Image.new("RGB", (width, height // 5), image.getpixel((2, 2)))
    for top in range(0, height - height // 5, 50):
        assert ImageChops.difference(image.crop((0, top, width, top + height // 5)), ground).getbbox()


def test_picture_is_copied_and_that_is_said_aloud(app, visit):
    page = visit(f"{app.url}/trade").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    wait_for_chart(page, "direct-investment")
    opened = open_below(page, ".st-key-panel-direct-investment", "Download")
    opened.get_by_role("button", name="Copy picture").click()
    expect(opened.get_by_role("status")).to_have_text("Picture copied.")
    size = page.evaluate("""async () => {
        const [copied] = await navigator.clipboard.read();
        const image = await createImageBitmap(await copied.getType("image/png"));
        return [image.width, image.height];
    }""")
    assert size == [2 * 1200, 2 * 675]
    expect(opened.get_by_role("status")).to_be_empty()


def test_browser_that_copies_no_pictures_offers_none(app, browser):
    context = browser.new_context()
    context.add_init_script("delete window.ClipboardItem")
    page = context.new_page()
    page.goto(f"{app.url}/trade")
    wait_for_chart(page, "direct-investment")
    opened = open_below(page, ".st-key-panel-direct-investment", "Download")
    expect(opened.get_by_role("button", name="PNG", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Copy picture")).to_have_count(0)
    context.close()


@seen_at(["trade?from=2020"])
def test_picture_follows_the_selection_in_its_name(address, seen, package):
    page = seen.page
    wait_for_chart(page, "goods-trade")
    name, content = take(page, "goods-trade", "SVG")
    assert name == f"goods-trade.filtered.from-2020.v{package.descriptor.version}.svg"
    title = ElementTree.fromstring(content).find(f"{SVG}title").text
    assert title.endswith("(all statuses; from 2020)")
    assert page.url.split("?")[1] in content.decode()
