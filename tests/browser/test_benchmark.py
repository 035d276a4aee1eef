"""What the benchmark's watcher takes for a chart that is seen, for one that answers, and for a change of it."""

from pathlib import Path

import pytest

WATCH = Path(__file__).parents[1] / "benchmark" / "watch.js"
ADDRESS = "http://localhost/"
TWO_PLACES = """<!doctype html><p>First words</p>
<div class="st-key-chart-and-points-figures"></div>
<div class="st-key-chart-and-points-events"></div>"""
# As Plotly draws: marks, words, and above them what acts on the pointer.
DRAW = """([at, text, isAlive = true]) => {
  document.querySelectorAll("div[class]")[at].innerHTML =
    `<div data-testid="stPlotlyChart"><svg><path class="point" d="M0 0h9v9z"/><text>${text}</text>
     <g class="draglayer">${isAlive ? "<rect/>" : ""}</g></svg></div>`;
}"""
STILL = """() => {
  document.querySelector("p").innerHTML = "<svg><rect width=9 height=9 /><text>a figure</text></svg>";
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
    assert watched.evaluate("benchmark.interactive") is None
    watched.evaluate(DRAW, [0, "a figure"])
    watched.wait_for_function("benchmark.interactive > 300")


def test_chart_that_answers_once_drawn_is_seen_at_that_time(watched):
    watched.evaluate(DRAW, [0, "a figure"])
    watched.wait_for_function("benchmark.interactive")
    assert watched.evaluate("benchmark.interactive - benchmark.seen") == pytest.approx(0, abs=20)
    # The two are told by observers of their own, which may take turns either way within a frame.
    assert 0 < watched.evaluate("benchmark.words") <= watched.evaluate("benchmark.seen") + 20


def test_drawing_that_came_with_the_page_is_seen_and_does_not_answer(watched):
    watched.evaluate(STILL)
    watched.wait_for_function("benchmark.seen")
    watched.wait_for_timeout(200)
    watched.evaluate(DRAW, [0, "a figure"])
    watched.wait_for_function("benchmark.interactive > benchmark.seen + 150")


def test_icon_is_no_chart(watched):
    watched.evaluate(STILL.replace("<text>a figure</text>", ""))
    watched.wait_for_timeout(300)
    assert watched.evaluate("benchmark.seen") is None


@pytest.mark.parametrize(
    "style",
    ["div { visibility: hidden }", "p { position: fixed; inset: 0; margin: 0 }"],
    ids=["hidden", "covered"],
)
def test_chart_that_the_pointer_does_not_reach_does_not_answer(watched, style):
    watched.evaluate("style => document.head.insertAdjacentHTML('beforeend', `<style>${style}</style>`)", style)
    watched.evaluate(DRAW, [0, "a figure"])
    watched.wait_for_timeout(300)
    assert watched.evaluate("benchmark.interactive") is None
    watched.evaluate("document.querySelector('style').remove()")
    watched.wait_for_function("benchmark.interactive > 300")


def test_chart_answers_once_something_acts_on_the_pointer(watched):
    watched.evaluate(DRAW, [0, "a figure", False])
    watched.wait_for_function("benchmark.seen")
    watched.wait_for_timeout(200)
    assert watched.evaluate("benchmark.interactive") is None
    watched.evaluate(DRAW, [0, "a figure"])
    watched.wait_for_function("benchmark.interactive")


def test_page_without_a_chart_stands_once_the_app_has_run_in_place_of_its_first_words(watched):
    watched.evaluate("""() => {
      document.body.innerHTML = `<main id="shell"></main>
        <div class="stApp" data-test-script-state="notRunning"><div data-testid="stMain"><h1>Data</h1></div></div>`;
    }""")
    watched.wait_for_timeout(300)
    assert watched.evaluate("benchmark.stands") is None
    watched.evaluate("document.getElementById('shell').remove()")
    watched.wait_for_function("benchmark.stands > 300")


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
