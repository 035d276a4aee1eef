"""Drawings of charts beside Plotly's own, in Chromium: every text and every mark stands where Plotly puts it."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import plotly
import pytest
import streamlit
from playwright.sync_api import Browser, Page
from plotly.io import to_json

from labour_migration.blocks import Panel, chart_blocks
from labour_migration.charts import CHARTS, EVENTS, FACETS, view_of
from labour_migration.figures.vector import draw_svg

from ..conftest import ROOT
from ..test_theme import contrast
from .conftest import DESKTOP, PHONE
from .test_pages import read_datasets

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
(SANS,) = (Path(streamlit.__file__).parent / "static" / "static" / "media").glob("SourceSansVF-Upright*.woff2")
STYLE = (ROOT / "dashboard" / "assets" / "style.css").read_text(encoding="utf-8")
DRAWN = [chart for chart in CHARTS if chart.form in (EVENTS, FACETS)]
WIDTHS = {DESKTOP: 786, PHONE: 326}  # of a chart in its panel, by the window
NEAR = 1.5  # pixels: Plotly puts the place and the size of an annotation on whole ones
PALE = 0.02  # share of opacity

# The page that both are drawn into, over each other, with the letters and the style of the app.
PAGE = """<!DOCTYPE html><html dir="{direction}"><meta charset="utf-8"><style>{style}</style><style>
    @font-face {{ font-family: Sans; font-weight: 200 900; src: url(data:font/woff2;base64,{font}); }}
    :root {{ color-scheme: light dark; }}
    body {{ font-family: Sans; color: light-dark(#22252a, #e9e6df); background: light-dark(#fdfcf9, #15181c); }}
    .box {{ position: absolute; top: 0; left: 0; }}
</style><body>a<b>b</b><div class="box" id="theirs"></div><div class="box" id="ours"></div></body></html>"""

DRAW = """async ([figure, svg, width]) => {
    await document.fonts.ready;
    theirs.replaceChildren();
    theirs.style.width = ours.style.width = `${width}px`;
    ours.innerHTML = svg;
    const {data, layout} = JSON.parse(figure);
    const other = width < 720 ? 'wide' : 'narrow';  // as chart.js
    layout.annotations = layout.annotations?.filter(({name}) => name !== other);
    await Plotly.newPlot(theirs, data, {...layout, width, font: {family: 'Sans'}}, {displayModeBar: false});
}"""

# What a box shows, in pixels from its corner: lines of text with their boxes and looks, marks with their corners.
LOOK = """box => {
    const corner = box.getBoundingClientRect();
    const isOurs = box.id === 'ours';
    const isSeen = element => element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true});

    const lines = [];
    const TEXTS = '.annotation-text, [class$=tick] text, .textpoint text, .legendtext';
    for (const text of box.querySelectorAll(isOurs ? 'text, foreignObject span' : TEXTS)) {
        if (!isSeen(text)) continue;
        let line = null;
        const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            if (!isSeen(node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)) continue;
            if (node.nodeType === Node.ELEMENT_NODE && node.matches('[dy]')) line = null;
            if (node.nodeType === Node.ELEMENT_NODE || !node.data) continue;
            if (!line) lines.push(line = {text: '', bold: '', left: Infinity, right: -Infinity});
            const range = document.createRange();
            range.selectNodeContents(node);
            const {left, right, top, bottom} = range.getBoundingClientRect();
            const look = getComputedStyle(node.parentElement);
            line.text += node.data;
            line.bold += look.fontWeight >= 600 ? node.data : '';
            line.left = Math.min(line.left, left - corner.left);
            line.right = Math.max(line.right, right - corner.left);
            Object.assign(line, {top: top - corner.top, bottom: bottom - corner.top, size: look.fontSize});
            line.colour = text.matches('text') ? look.fill : look.color;
        }
    }

    const absolute = d => {
        let x = 0, y = 0;
        const points = [];
        for (const [, command, rest] of d.matchAll(/([MLHVZhvl])([^MLHVZhvl]*)/g)) {
            const numbers = (rest.match(/-?[\\d.]+(e-?\\d+)?/g) || []).map(Number);
            if (command === 'Z') continue;
            if (command === 'H') [x] = numbers;
            else if (command === 'V') [y] = numbers;
            else if (command === 'h') x += numbers[0];
            else if (command === 'v') y += numbers[0];
            else if (command === 'l') [x, y] = [x + numbers[0], y + numbers[1]];
            else [x, y] = numbers;
            points.push([x, y]);
        }
        return points;
    };
    const corners = element => {
        let points;
        const d = element.getAttribute('d');
        if (!element.getScreenCTM) {  // a piece of a line in HTML: its ends
            const {left, right, top, bottom} = element.getBoundingClientRect();
            return [left, right].map(x => [x - corner.left, (top + bottom) / 2 - corner.top]);
        }
        if (d && !/[ac]/i.test(d)) points = absolute(d);
        else {
            const {x, y, width, height} = element.getBBox();
            points = [[x, y], [x + width, y], [x, y + height], [x + width, y + height]];
        }
        if (element.closest('.annotation-arrow-g')) {  // Plotly hides the end by a dash
            const shown = getComputedStyle(element).strokeDasharray.split(',').map(parseFloat)[2];
            const [[a, b], [c, d]] = points, share = shown / Math.hypot(c - a, d - b);
            points[1] = [a + (c - a) * share, b + (d - b) * share];
        }
        return points.map(([x, y]) => new DOMPoint(x, y).matrixTransform(element.getScreenCTM()))
            .map(({x, y}) => [x - corner.left, y - corner.top]);
    };
    const channels = (colour, opacity, element) => {
        const [r, g, b, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
        let all = alpha * opacity;
        for (let e = element; e !== box; e = e.parentElement) all *= getComputedStyle(e).opacity;
        return [r, g, b, all];
    };
    const paints = element => {
        const look = getComputedStyle(element);
        if (!element.getScreenCTM) return [channels(look.backgroundColor, 1, element)];
        const fill = element.closest('.annotation-arrow-g') ? 'none' : look.fill;  // a leader has no inside
        return [[fill, look.fillOpacity], [look.stroke, look.strokeOpacity]]
            .filter(([colour]) => colour !== 'none').map(one => channels(...one, element)).filter(one => one[3] > 0);
    };
    const THEIRS = {
        mark: ['.scatterlayer :is(.point, .js-line)', '.barlayer .point path', '.shapelayer path',
               '.annotation-arrow-g path:not(.annotation-arrow)', '.legendlines .js-line'].join(),
        axis: '.gridlayer path, .zerolinelayer path',
    };
    const OURS = {
        mark: ':is(path, line):not([stroke^="var("], [stroke^="var("] *), circle, rect, i',
        axis: ':is(path, line):is([stroke^="var("], [stroke^="var("] *)',
    };
    // How wide a line is and how it is dashed; the dash of a leader only hides its end.
    const strokes = element => {
        const look = getComputedStyle(element);
        if (!element.getScreenCTM) return `${parseFloat(look.height)} none`;
        const dash = element.closest('.annotation-arrow-g') ? 'none' : look.strokeDasharray;
        const width = look.stroke === 'none' ? 0 : parseFloat(look.strokeWidth);
        return width ? `${width} ${dash}` : '';
    };
    const marks = Object.entries(isOurs ? OURS : THEIRS).flatMap(([kind, chosen]) =>
        [...box.querySelectorAll(chosen)].filter(isSeen)
            .map(element => ({kind, corners: corners(element), paints: paints(element), stroke: strokes(element)})));
    return {lines, marks};
}"""


@cache
def read_figures(slug: str) -> list[tuple[str, str]]:
    """The figures of a chart as its page opens, each as the browser gets it, and its drawing."""
    package = read_datasets()
    chart = next(chart for chart in DRAWN if chart.slug == slug)
    shown = chart_blocks(chart, package, view_of(chart.page, package))
    panels = [block for block in shown if isinstance(block, Panel) and block.figure is not None]
    return [(to_json(panel.figure), draw_svg(panel.figure, panel.alt)) for panel in panels]


@pytest.fixture(scope="module")
def open_canvas(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page to draw on, in a window of a size, for a reader of light or of dark pages, from the left or the right."""
    opened: dict[tuple, Page] = {}

    def open_page(size: tuple[int, int] = DESKTOP, scheme: str = "light", direction: str = "ltr") -> Page:
        asked = size, scheme, direction
        if asked not in opened:
            width, height = size
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            font = b64encode(SANS.read_bytes()).decode()
            page.set_content(PAGE.format(direction=direction, style=STYLE, font=font))
            page.add_script_tag(path=PLOTLY)
            opened[asked] = page
        return opened[asked]

    yield open_page
    for page in opened.values():
        page.close()


def draw(page: Page, figure: str, svg: str, width: int) -> tuple[dict, dict]:
    """What Plotly's drawing shows in a width, and what ours does."""
    page.evaluate(DRAW, [figure, svg, width])
    return tuple(page.locator(name).evaluate(LOOK) for name in ("#theirs", "#ours"))


def is_near(one: list[float], other: list[float]) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def is_same_text(one: dict, other: dict) -> bool:
    """True of lines of one text and one look, in one place."""
    said = [[line[key].strip() for key in ("text", "bold", "size")] for line in (one, other)]
    return said[0] == said[1] and is_near(*([line[key] for key in EDGES] for line in (one, other)))


EDGES = ("left", "right", "top", "bottom")


def is_same_paint(one: dict, other: dict) -> bool:
    """True of two marks with lines of one kind and the same colours; lines of axes are each page's own."""
    if "axis" in (one["kind"], other["kind"]):
        return one["kind"] == other["kind"]
    paints = zip(one["paints"], other["paints"], strict=False)
    is_as_wide = one["stroke"] == other["stroke"] and len(one["paints"]) == len(other["paints"])
    return is_as_wide and all(a[:3] == b[:3] and abs(a[3] - b[3]) <= PALE for a, b in paints)


def find_missing(theirs: dict, ours: dict) -> list:
    """Texts and marks of one drawing that the other has not, has in another look, or has at another place."""
    texts = [line for line in theirs["lines"] if line["text"].strip()]
    missing = [line for line in texts if not any(is_same_text(line, other) for other in ours["lines"])]
    for mark in theirs["marks"]:
        places = [place for other in ours["marks"] if is_same_paint(mark, other) for place in other["corners"]]
        if not all(any(is_near(corner, place) for place in places) for corner in mark["corners"]):
            missing.append(mark)
    return missing


@pytest.mark.parametrize("size", WIDTHS, ids=lambda size: str(size[0]))
@pytest.mark.parametrize("slug", [chart.slug for chart in DRAWN])
def test_every_text_and_every_mark_stands_where_plotly_puts_it(slug, size, open_canvas):
    for figure, svg in read_figures(slug):
        theirs, ours = draw(open_canvas(size), figure, svg, WIDTHS[size])
        assert theirs["lines"]
        assert theirs["marks"]
        assert find_missing(theirs, ours) == []
        # Nor is there more: but for days whose labels a wider or a narrower chart has room for.
        more = find_missing(ours, theirs)
        years = re.compile(r"\d{4}")
        assert [one for one in more if one.get("kind") != "axis" and not years.fullmatch(one.get("text", ""))] == []


def as_hex(colour: str) -> str:
    """A colour as a browser computes it, as hexadecimal digits."""
    share = 255 if colour.startswith("color(srgb") else 1
    return "#" + "".join(f"{round(float(one) * share):02x}" for one in re.findall(r"[\d.]+", colour)[:3])


@pytest.mark.parametrize("slug", ["reported-residents", "residents", "goods-trade", "ssw-fields"])
def test_light_and_dark_are_one_drawing_in_the_colours_of_the_page(slug, open_canvas):
    seen = []
    grounds = {"light": ("rgb(34, 37, 42)", "#fdfcf9"), "dark": ("rgb(233, 230, 223)", "#15181c")}
    for scheme, (ink, paper) in grounds.items():
        ((figure, svg),) = read_figures(slug)
        theirs, ours = draw(open_canvas(scheme=scheme), figure, svg, WIDTHS[DESKTOP])
        tinted = {(line["text"], line["colour"]) for line in ours["lines"] if line["colour"] != ink}
        assert tinted
        assert tinted <= {(line["text"], line["colour"]) for line in theirs["lines"]}
        assert min(contrast(as_hex(colour), paper) for _text, colour in tinted) >= 4.5
        seen.append(ours)
    light, dark = ({line["colour"] for line in ours["lines"]} for ours in seen)
    assert not light & dark
    light, dark = ([mark["paints"] for mark in ours["marks"] if mark["kind"] == "axis"] for ours in seen)
    assert all(one != other for one, other in zip(light, dark, strict=True))
    light, dark = ([mark for mark in ours["marks"] if mark["kind"] == "mark"] for ours in seen)
    assert light == dark


@pytest.mark.parametrize("slug", ["reported-residents", "goods-trade"])
def test_drawing_is_the_same_on_a_page_that_is_read_from_the_right(slug, open_canvas):
    ((figure, svg),) = read_figures(slug)
    usual, other = (draw(open_canvas(direction=way), figure, svg, WIDTHS[DESKTOP])[1] for way in ("ltr", "rtl"))
    assert find_missing(usual, other) == []
    assert len(usual["lines"]) == len(other["lines"])
