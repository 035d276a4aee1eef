"""What the benchmark's watcher takes for the first chart of a page, and for a change of it."""

from pathlib import Path

import pytest

WATCH = Path(__file__).parents[1] / "benchmark" / "watch.js"
ADDRESS = "http://localhost/"
TWO_PLACES = """<!doctype html>
<div class="st-key-chart-and-points-figures"></div>
<div class="st-key-chart-and-points-events"></div>"""
DRAW = """([at, text]) => {
  document.querySelectorAll("div[class]")[at].innerHTML =
    `<div data-testid="stPlotlyChart"><svg><path class="point" d="M0 0h9v9z"/><text>${text}</text></svg></div>`;
}"""


@pytest.fixture
def watched(browser):
    context = browser.new_context()
    context.add_init_script(path=WATCH)
    page = context.new_page()
    page.route(ADDRESS, lambda route: route.fulfill(body=TWO_PLACES, content_type="text/html"))
    page.goto(ADDRESS)
    yield page
    context.close()


def test_chart_that_is_drawn_before_the_first_is_not_taken_for_it(watched):
    watched.evaluate(DRAW, [1, "an event"])
    watched.wait_for_timeout(300)
    assert watched.evaluate("benchmark.painted") is None
    watched.evaluate(DRAW, [0, "a figure"])
    watched.wait_for_function("benchmark.painted > 300")


def test_change_is_that_of_the_first_chart(watched):
    watched.evaluate(DRAW, [1, "an event"])
    watched.evaluate(DRAW, [0, "a figure"])
    watched.evaluate("benchmark.watch(400)")
    watched.keyboard.press("ArrowRight")
    watched.evaluate(DRAW, [1, "another event"])
    assert watched.evaluate("benchmark.changed") is None
    watched.evaluate("benchmark.watch(4000)")
    watched.keyboard.press("ArrowRight")
    watched.evaluate(DRAW, [0, "another figure"])
    assert 0 < watched.evaluate("benchmark.changed") < 4000


def test_first_chart_may_be_out_of_the_page_for_a_while(watched):
    for at, text in enumerate(["a figure", "an event"]):
        watched.evaluate(DRAW, [at, text])
    watched.evaluate("benchmark.watch(4000)")
    watched.keyboard.press("ArrowRight")
    watched.evaluate("document.querySelector('div[class]').replaceChildren()")
    watched.wait_for_timeout(200)
    watched.evaluate(DRAW, [0, "another figure"])
    assert watched.evaluate("benchmark.changed") > 200
