"""From any point of any chart to the words in two clicks: the point, and the link that stands beside it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from labour_migration.charts import is_charted
from labour_migration.site import NAVIGATION, PAGES

from .conftest import PHONE, open_filter, seen_at
from .test_pages import count_charts, wait_for_charts

# What can be chosen in a chart, once the chart fills its place: what its point carries, and where it is.
SPOTS = """async chart => {
    const fills = () => Math.abs(chart.querySelector('.main-svg')?.clientWidth - chart.clientWidth) < 2;
    for (let frames = 600; frames && !fills(); frames--) await new Promise(requestAnimationFrame);
    return [...chart.querySelectorAll('.trace')].flatMap(group => {
        const {customdata} = group.__data__[0].trace;
        return [...group.querySelectorAll('path.point, .point > path')].map(path => {
            const box = path.getBoundingClientRect();
            const {i} = path.__data__ ?? path.parentNode.__data__;
            return {name: customdata?.[i] ?? '', high: box.height, x: box.left + box.width / 2,
                y: box.top + box.height / 2};
        });
    });
}"""
SCROLLED = """async (main, top) => {
    for (let frames = 300; frames && main.scrollTop <= top + 40; frames--) await new Promise(requestAnimationFrame);
    return main.scrollTop > top + 40;
}"""
APART = 9  # pixels between a point and any other, for a click to be its own
WORDS, PUBLICATION = "a[href*=':~:text=']", "a[href^='http']"


def spots(chart: Locator) -> list[dict]:
    """The points of a chart that a click finds: none with another so near that it would be chosen instead."""
    found = [spot for spot in chart.evaluate(SPOTS) if spot["name"] and spot["high"] > 4]
    return [
        one
        for one in found
        if all(
            abs(one["x"] - other["x"]) > APART or abs(one["y"] - other["y"]) > APART
            for other in found
            if other["name"] != one["name"]
        )
    ]


def choose(page: Page, chart: Locator, name: str, is_tap: bool = False) -> Locator:
    """Select the point of this name as a reader does; what opens beside the chart."""
    main = page.get_by_test_id("stMain")
    spot = next(spot for spot in spots(chart) if spot["name"] == name)
    main.evaluate("(main, y) => main.scrollBy({top: y - innerHeight / 3, behavior: 'instant'})", spot["y"])
    spot = next(spot for spot in spots(chart) if spot["name"] == name)
    (page.touchscreen.tap if is_tap else page.mouse.click)(spot["x"], spot["y"])
    opened = page.locator(f".st-key-{key_of(chart).replace('chart-', 'points-', 1)}")
    expect(opened).to_have_count(1)
    return opened


def key_of(chart: Locator) -> str:
    """The name of a chart, as its container has it."""
    return chart.evaluate("c => c.closest('[class*=\"st-key-chart-\"]').className.match(/st-key-(chart-[\\w-]+)/)[1]")


def charts_of(page: Page, path: str) -> list[Locator]:
    wait_for_charts(page, count_charts(path))
    return page.locator(".chart").all()


@pytest.mark.parametrize("path", [page.path for page in PAGES if is_charted(page.view)])
def test_point_of_each_chart_leads_to_words_or_publication_in_two_clicks(path, app, visit):
    # Of all years, months are too near each other to be told apart by a click: a reader chooses years first.
    visited = visit(f"{app.url}/{path}?from=2023" if path == "arrivals" else f"{app.url}/{path}")
    for chart in charts_of(visited.page, path):
        kinds = {spot["name"].split(" ")[0] for spot in spots(chart)}
        assert kinds, key_of(chart)
        for kind in sorted(kinds):
            name = [spot["name"] for spot in spots(chart) if spot["name"].startswith(kind)][-1]
            opened = choose(visited.page, chart, name)
            card = opened.locator(f"li.{kind}").first
            expect(card).to_be_visible()
            expect(card.locator(PUBLICATION if kind == "official" else WORDS).first).to_be_visible()
            visited.page.keyboard.press("Escape")
            expect(opened).to_have_count(0)
    assert visited.errors == []


@pytest.mark.parametrize("path", [page.path for page in NAVIGATION if not is_charted(page.view)])
def test_page_without_a_chart_leads_to_the_words_in_two_clicks(path, app, visit):
    page = visit(f"{app.url}/{path}", width=1920).page
    row = page.locator("details:not([open])").filter(has=page.locator(WORDS)).first
    row.locator("summary").first.click()
    expect(row.or_(page.locator("details[open]")).locator(WORDS).first).to_be_visible()


@seen_at(["residents"])
def test_tile_of_a_prefecture_leads_to_its_history(address, seen):
    expect(seen.page.locator(".tiles a[href^='residents?prefecture=JP-']")).to_have_count(47)


def rings(chart: Locator, count: int) -> list[str]:
    """The names of the points that are marked as chosen, once there are that many.

    The chart is drawn again by the next run of its page, some time after what was opened has gone.
    """
    chosen = chart.locator(".ring.is-chosen")
    expect(chosen).to_have_count(count)
    return chosen.evaluate_all("rings => rings.map(ring => ring.dataset.name)")


@pytest.mark.parametrize("path", ["residents", "arrivals"])
def test_choosing_marks_the_point_and_choosing_it_again_gives_it_back(path, app, visit):
    page = visit(f"{app.url}/{path}").page
    chart = charts_of(page, path)[0]
    width = chart.bounding_box()["width"]
    name = spots(chart)[len(spots(chart)) // 2]["name"]
    opened = choose(page, chart, name)
    assert rings(chart, 1) == [name]
    assert chart.bounding_box()["width"] == width  # what opened lies over the chart
    reader = chart.locator(".reader")
    reader.focus()
    page.keyboard.press("Enter")
    expect(opened).to_have_count(0)
    expect(chart.locator(".ring.is-chosen")).to_have_count(0)  # the chart may be drawn a moment later


def test_points_of_two_strips_stand_below_each_other_until_they_are_closed(app, visit):
    page = visit(f"{app.url}/programmes").page
    charts_of(page, "programmes")
    chart = page.locator(".st-key-chart-programme-holders .chart")
    first, second = (
        next(s["name"] for s in spots(chart) if s["name"].startswith(of)) for of in ("official 0", "official 1")
    )
    opened = choose(page, chart, first)
    expect(opened.locator("li.official")).to_have_count(1)
    choose(page, chart, second)
    expect(opened.locator("li.official")).to_have_count(2)
    assert rings(chart, 2) == [second, first]
    opened.get_by_role("button", name="Close").click()
    expect(opened).to_have_count(0)
    assert rings(chart, 0) == []
    expect(chart.locator(".reader")).to_be_focused()


def test_choice_does_not_outlive_its_chart(app, visit):
    page = visit(f"{app.url}/residents").page
    chart = charts_of(page, "residents")[0]
    opened = choose(page, chart, spots(chart)[0]["name"])
    open_filter(page, "Years").get_by_role("slider").last.focus()
    page.keyboard.press("ArrowLeft")
    expect(opened).to_have_count(0)
    assert rings(chart, 0) == []


def test_pointer_reads_the_nearest_date_of_all_series_there(app, visit, official_figure):
    page = visit(f"{app.url}/programmes").page
    chart = page.locator(".st-key-chart-ssw-fields .chart")
    spot = max((spot for spot in spots(chart)), key=lambda spot: spot["x"])
    page.get_by_test_id("stMain").evaluate(
        "(main, y) => main.scrollBy({top: y - innerHeight / 2, behavior: 'instant'})", spot["y"]
    )
    spot = next(one for one in spots(chart) if one["name"] == spot["name"])
    page.mouse.move(spot["x"] + 2, spot["y"])
    label = chart.locator(".reading")
    expect(label).to_be_visible()
    expect(label.locator("b").first).to_have_text("30 June 2025")
    assert label.locator(".row").count() > 3
    expect(chart.locator(".crosshair")).to_be_visible()
    box, frame = label.bounding_box(), chart.bounding_box()
    assert frame["x"] <= box["x"]
    assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
    page.mouse.move(5, 5)
    expect(label).to_be_hidden()


def test_keys_walk_the_points_which_are_said_aloud_and_enter_opens_one(app, visit):
    page = visit(app.url).page
    chart = page.locator(".st-key-chart-reported-residents .chart")
    charts_of(page, "")
    reader = chart.get_by_role("slider")
    reader.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    said = reader.get_attribute("aria-valuetext")
    page.keyboard.press("ArrowLeft")
    assert reader.get_attribute("aria-valuetext") != said
    heard = set()
    page.keyboard.press("Home")
    for way, then in (
        ("ArrowRight", "ArrowDown"),
        ("ArrowLeft", "Home"),
    ):  # the official line, then the reported figures
        for _step in range(int(reader.get_attribute("aria-valuemax"))):
            heard.add(reader.get_attribute("aria-valuetext"))
            page.keyboard.press(way)
        page.keyboard.press(then)
    assert "29 August 2024 (assumed), reported: about 25,000. Result: Consistent." in heard
    above = reader.get_attribute("aria-valuenow")
    page.keyboard.press("ArrowUp")
    assert int(reader.get_attribute("aria-valuenow")) < int(above)
    page.keyboard.press("Enter")
    opened = page.get_by_role("dialog", name="Selected point")
    expect(opened).to_be_focused()
    expect(opened.locator("li.official").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    expect(reader).to_be_focused()
    page.keyboard.press("Escape")
    expect(chart.locator(".reading")).to_be_hidden()
    expect(reader).to_be_focused()


def test_screen_reader_is_told_each_kind_of_chart(app, visit, official_figure):
    page = visit(app.url).page
    (reported,) = charts_of(page, "")
    last = official_figure("2025-12-31")
    start = "Official count and reported figures: Pakistanis living in Japan: "
    assert reported.get_attribute("aria-label").startswith(start)
    assert f" to {last} (31 December 2025); reported: about 25,000;" in reported.get_attribute("aria-label")
    page.goto(f"{app.url}/data")
    charts_of(page, "data")
    events = page.locator(".st-key-chart-timeline .chart")
    assert " events, 2019 to 2024: Memorandum on TITP signed (no day given);" in events.get_attribute("aria-label")
    name = "Timeline of agreements, visits and statements: use the arrow keys to read points and Enter to open one"
    reader = events.get_by_role("slider", name=name, exact=True)
    reader.focus()
    page.keyboard.press("Home")
    expect(reader).to_have_attribute("aria-valuetext", "2019: Memorandum on TITP signed (no day given).")
    page.keyboard.press("ArrowDown")
    expect(reader).to_have_attribute("aria-valuetext", "2019: Memorandum on SSW signed (no day given).")
    page.goto(f"{app.url}/residents")
    residents = charts_of(page, "residents")[0]
    assert f" to {last} (31 December 2025); reported: about 25,000;" in residents.get_attribute("aria-label")
    told = f"31 December 2025, official: {last} people, Pakistanis living in Japan."
    expect(residents.get_by_role("slider")).to_have_attribute("aria-valuetext", told)
    first = official_figure("2025-12-31", area_id="JP-11")
    tiles = page.get_by_role(
        "list", name=f"Pakistani residents by prefecture, 31 December 2025 (unverified): Saitama {first};"
    )
    expect(tiles.get_by_role("listitem")).to_have_count(47)


@seen_at([page.path for page in PAGES if is_charted(page.view)])
def test_chart_is_one_tab_stop_with_a_name(address, seen):
    charts = charts_of(seen.page, address)
    for chart in charts:
        assert chart.locator("[tabindex='0']").count() == 1
        reader = chart.get_by_role("slider")
        assert "arrow keys" in reader.get_attribute("aria-label")
        assert reader.get_attribute("aria-valuetext")


# One facet each: bars one pixel apart, and lines of five fields.
CROWDED = {"visitor-arrivals-by-month": "arrivals", "ssw-fields": "programmes"}


def is_near(spot: dict, x: float, y: float) -> bool:
    return abs(spot["x"] - x) <= APART + 1 and abs(spot["y"] - y) <= APART + 1 + spot["high"] / 2


@pytest.mark.parametrize(("slug", "path"), CROWDED.items(), ids=CROWDED)
def test_each_of_twelve_taps_opens_the_nearest_date(slug, path, app, browser):
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{app.url}/{path}")
    charts_of(page, path)
    chart = page.locator(f".st-key-chart-{slug} .chart")
    for tap in range(12):
        chart.evaluate("chart => chart.scrollIntoView({block: 'start', behavior: 'instant'})")
        page.get_by_test_id("stMain").evaluate("main => main.scrollBy({top: -100, behavior: 'instant'})")
        found = [spot for spot in chart.evaluate(SPOTS) if spot["name"]]
        places = {spot["name"]: spot["x"] for spot in found}
        x = min(places.values()) + (max(places.values()) - min(places.values())) * tap / 11
        # Where no mark is below the finger: that would be meant.
        top = chart.bounding_box()["y"]
        y = next(y for y in range(round(top) + 80, round(top) + 300, 5) if not any(is_near(one, x, y) for one in found))
        page.touchscreen.tap(x, y)
        opened = page.get_by_role("dialog")
        expect(opened.locator("li.official")).to_have_count(1)
        (name,) = rings(chart, 1)
        assert abs(places[name] - x) <= min(abs(place - x) for place in places.values()) + 0.5
        page.keyboard.press("Escape")
        expect(opened).to_have_count(0)
    context.close()


READING = """chart => {
    const box = name => chart.querySelector(name).getBoundingClientRect();
    const [frame, label, line] = [chart.getBoundingClientRect(), box(".reading"), box(".crosshair")];
    return {
        isWithin: label.left >= frame.left - 1 && label.right <= frame.right + 1,
        isBeside: label.right < line.left || label.left > line.left,
    };
}"""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_label_and_panel_keep_to_their_sides_in_both_directions(direction, app, visit):
    page = visit(f"{app.url}/residents").page
    charts_of(page, "residents")
    page.evaluate("direction => { document.documentElement.dir = direction }", direction)
    chart = page.locator(".st-key-chart-residents .chart")
    expect(chart).to_have_css("direction", direction)
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    for share in (0.8, 0.5, 0.3, 0.08):  # the last where there is the official line alone, which keys then walk
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        expect(chart.locator(".reading")).to_be_visible()
        assert chart.evaluate(READING) == {"isWithin": True, "isBeside": True}
    page.mouse.move(1, 1)
    chart.get_by_role("slider").focus()
    opened, left = page.get_by_role("dialog"), chart.bounding_box()["x"]
    for key, back, is_right in (("Home", "ArrowRight", True), ("End", "ArrowLeft", False)):
        page.keyboard.press(key)
        ring = chart.locator(".ring").last
        before = ring.bounding_box()["x"]
        page.keyboard.press(back)
        assert (ring.bounding_box()["x"] > before) == is_right  # a key moves the way that is seen
        page.keyboard.press("Enter")
        expect(opened).to_be_focused()
        panel, frame = opened.bounding_box(), chart.bounding_box()
        assert (panel["x"] > left + frame["width"] / 2) == is_right  # where the point is not
        assert frame["x"] - 1 <= panel["x"]
        assert panel["x"] + panel["width"] <= frame["x"] + frame["width"] + 1
        page.keyboard.press("Escape")
        expect(opened).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_reading_is_seen_in_the_colours_that_a_reader_forces(scheme, app, browser):
    context = browser.new_context(forced_colors="active", color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{app.url}/residents")
    chart = charts_of(page, "residents")[0]
    chart.get_by_role("slider").focus()
    page.keyboard.press("Home")
    ink, ground = page.evaluate("""() => ["CanvasText", "Canvas"].map(name => {
        const probe = document.body.appendChild(document.createElement("i"));
        probe.style.cssText = `color: ${name}; forced-color-adjust: none`;
        const seen = getComputedStyle(probe).color;
        probe.remove();
        return seen;
    })""")
    assert ink != ground
    expect(chart).to_have_css("outline-color", ink)
    expect(chart.locator(".crosshair")).to_have_css("border-left-color", ink)
    expect(chart.locator(".crosshair")).to_be_visible()
    expect(chart.locator(".reading")).to_have_css("background-color", ground)
    assert chart.locator(".ring").evaluate("ring => getComputedStyle(ring).borderTopColor") not in (ground, "")
    context.close()


def test_telephone_scrolls_over_a_chart_and_a_tap_chooses(app, browser):
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{app.url}/residents")
    chart, main = charts_of(page, "residents")[0], page.get_by_test_id("stMain")
    opened = choose(page, chart, spots(chart)[-1]["name"], is_tap=True)
    expect(opened.locator(PUBLICATION).first).to_be_in_viewport()
    assert main.evaluate("main => main.scrollWidth") <= PHONE[0]
    before, box = main.evaluate("main => main.scrollTop"), chart.bounding_box()
    finger, x, y = context.new_cdp_session(page), box["x"] + box["width"] / 2, max(box["y"], 0) + 200
    for kind, points in (
        ("touchStart", [{"x": x, "y": y}]),
        *(("touchMove", [{"x": x, "y": y - 15 * step}]) for step in range(1, 10)),
        ("touchEnd", []),
    ):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert main.evaluate(SCROLLED, before)
    context.close()
