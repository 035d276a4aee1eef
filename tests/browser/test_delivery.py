"""How a page arrives: compressed or not, first or again, with scripts or without; quiet under its own policy."""

import http.client
import re
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Browser, Page, Request, expect

from labour_migration.site import ICON, find_page, format_heading
from web.delivery.encoding import BROTLI, SWITCH, THOROUGH, encode
from web.delivery.static import CHART_FOLDER, CompressedFiles, find_chart_scripts

from .conftest import WATCH, open_below, seen_at

CHART = "#root .js-plotly-plot .main-svg"


@pytest.fixture
def context(browser: Browser):
    """A profile that has seen nothing yet and watches its pages."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    yield context
    context.close()


@pytest.fixture(scope="session")
def plain_app(start_shared_app):
    """The app with all compression off."""
    return start_shared_app(**{SWITCH: "off"})


@pytest.fixture(params=["compressed", "plain"])
def either(request, app):
    """The app, with compression on and off."""
    return app if request.param == "compressed" else request.getfixturevalue("plain_app")


def ask(app, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(app.url.removeprefix("http://"), timeout=30)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def expect_complete(page: Page, path: str = "") -> None:
    """The app has replaced the first paint and stands: heading, figures, chart."""
    expect(page.locator("#shell")).to_have_count(0, timeout=60_000)
    expect(page.locator("#root h1")).to_have_text(format_heading(find_page(path)))
    expect(page.locator(CHART).first).to_be_visible(timeout=60_000)


def test_page_is_complete_on_a_first_load_and_on_a_reload(either, context):
    page, answers = context.new_page(), {}
    page.on("response", lambda answer: answers.setdefault(answer.url.removeprefix(either.url), answer.status))
    page.goto(either.url)
    expect_complete(page)
    assert {status for path, status in answers.items() if path.startswith("/static/")} == {200}
    page.reload()
    expect_complete(page)
    assert page.evaluate("violations") == []
    tag = ask(either, "/")[1]["etag"]
    assert ask(either, "/", if_none_match=tag)[0] == 304


def test_page_is_complete_whatever_an_older_streamlit_left_on_disk(start_app, context, tmp_path):
    version = streamlit.__version__
    for left in ("1.0.0", version):  # of another version, and of this one cut short
        files = CompressedFiles(cache=tmp_path / "labour-migration-dashboard", version=left)
        for name in files.names()[:60]:
            file = files.cache / f"{name}.br"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(encode(b"throw new Error('of an older version')", BROTLI, THOROUGH))
    app, page = start_app(XDG_CACHE_HOME=str(tmp_path)), context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(app.url)
    expect_complete(page)
    assert errors == []


def test_page_is_complete_in_a_browser_that_knows_an_older_version(app, context):
    """What it has kept are the older page, which it must ask for anew, and scripts of other names."""
    older, page = "/static/js/index.OLDERONE.js", context.new_page()
    with_older = re.compile(rf"^{re.escape(app.url)}/$")

    def answer(route) -> None:
        html = f'<!DOCTYPE html><title>Older</title><script type="module" src=".{older}"></script>'
        route.fulfill(body=html, content_type="text/html", headers={"cache-control": "no-cache", "etag": '"older"'})

    page.route(with_older, answer)
    page.route(f"{app.url}{older}", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(app.url)
    expect(page).to_have_title("Older")
    page.unroute_all()
    page.goto(app.url)
    expect_complete(page)
    assert ask(app, "/", if_none_match='"older"')[0] == 200
    assert ask(app, older)[0] == 404


# What the introduction of a page says.
WORDS = {
    "": "What news articles have reported about Pakistanis in Japan",
    "programmes": "Pakistan and Japan agreed on two labour programmes in 2019",
}


@pytest.mark.parametrize("path", WORDS)
def test_reader_without_javascript_gets_the_page_in_words(path, either, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{either.url}/{path}")
    expect(page.get_by_role("heading", level=1)).to_have_text(format_heading(find_page(path)))
    expect(page.locator("#shell > :is(p, .terms)").first).to_contain_text(WORDS[path])
    expect(page.locator(".headlines > li")).to_have_count(len(find_page(path).headlines))
    expect(page.locator("svg[role=img], .ranking table").first).to_be_visible()
    if not path:
        expect(page.get_by_text("more than 5,000", exact=True)).to_be_visible()
        expect(page.get_by_role("link", name="25,000-strong Pakistani diaspora in Japan")).to_be_visible()
    expect(page.locator("noscript p")).to_be_visible()
    assert "Charts and filters need JavaScript" in page.content()
    link = page.get_by_role("link", name="(CSV)").get_attribute("href")
    answer = context.request.get(f"{either.url}/{link}")
    assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, "text/csv")
    page.get_by_role("navigation").get_by_role("link", name="Residents", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Residents")
    context.close()


def test_words_are_painted_before_any_script_has_come(app, context):
    page, held = context.new_page(), []
    page.route("**/static/js/**", lambda route: held.append(route))
    page.goto(app.url, wait_until="commit")
    expect(page.get_by_text("more than 5,000", exact=True)).to_be_visible()
    painted = "performance.getEntriesByName('first-contentful-paint').length"
    for _turn in range(100):  # not by wait_for_function, which the policy forbids
        if page.evaluate(painted):
            break
        page.wait_for_timeout(100)
    assert page.evaluate(painted) == 1
    assert held
    for route in held:
        route.continue_()
    page.unroute_all()
    expect_complete(page)


@pytest.mark.parametrize("path", ["residents", "trade"])
def test_first_chart_is_seen_before_any_script_and_the_interactive_one_takes_its_place(path, app, context):
    page, held = context.new_page(), []
    page.route("**/static/js/**", lambda route: held.append(route))
    page.goto(f"{app.url}/{path}", wait_until="commit")
    drawing = page.locator("#shell svg[role=img]")
    expect(drawing).to_be_visible()
    assert drawing.get_attribute("aria-label")
    first = drawing.bounding_box()
    for route in held:
        route.continue_()
    page.unroute_all()
    expect_complete(page, path)
    chart = page.locator("#root .js-plotly-plot").first.bounding_box()
    # Its words may take a line more or less in the letters of the app.
    for key in ("x", "width", "height"):
        assert chart[key] == pytest.approx(first[key], abs=1)
    assert abs(chart["y"] - first["y"]) < 60
    assert page.evaluate("violations") == []


def test_sentence_in_the_place_of_an_empty_first_chart_stands_where_the_app_has_it(app, context):
    page, held = context.new_page(), []
    page.route("**/static/js/**", lambda route: held.append(route))
    page.goto(f"{app.url}/residents?from=1962&to=1963", wait_until="commit")
    sentence = page.locator("#shell .empty").first
    expect(sentence).to_contain_text("clear the filters")
    first = sentence.bounding_box()
    for route in held:
        route.continue_()
    page.unroute_all()
    expect(page.locator("#shell")).to_have_count(0, timeout=60_000)
    told = page.locator("#root").get_by_test_id("stAlertContainer").first.bounding_box()
    assert [told[key] for key in ("x", "y", "width", "height")] == pytest.approx(list(first.values()), abs=1)


def test_policy_lets_a_reader_take_the_picture_of_a_chart(app, context):
    page = context.new_page()
    page.goto(f"{app.url}/trade")
    expect_complete(page, "trade")
    for kind in ("PNG", "SVG"):
        with page.expect_download() as download:
            open_below(page, ".st-key-panel-goods-trade", "Download").get_by_role(
                "button", name=kind, exact=True
            ).click()
        assert download.value.path().stat().st_size > 1000
    assert page.evaluate("violations") == []


def test_first_load_stays_small_and_asks_for_the_chart_at_once(app, context):
    page, sizes = context.new_page(), []
    for _turn in range(600):  # compressing takes its time, once for each version of Streamlit
        last = ask(app, f"/{CompressedFiles().names()[-1]}", accept_encoding=BROTLI)
        if last[1].get("content-encoding") == BROTLI:
            break
        page.wait_for_timeout(200)

    def weigh(request: Request) -> None:
        sizes.append(request.sizes()["responseBodySize"])

    page.on("requestfinished", weigh)
    page.goto(app.url)
    expect_complete(page)
    page.wait_for_load_state("networkidle")
    assert sum(sizes) < 1_300_000
    preloads = page.locator("link[rel=modulepreload][fetchpriority=low]")
    assert [link.get_attribute("href") for link in preloads.all()] == [
        f"./{address}" for address in find_chart_scripts()
    ]


@pytest.mark.parametrize("path", ["/", "/nonsense", "/api/v1/reported.csv", "/charts.js", "/healthz", "/robots.txt"])
def test_every_answer_has_the_headers_of_security(path, either):
    _status, headers, _body = ask(either, path)
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "referrer-policy" in headers


@seen_at([""])
def test_icon_of_a_page_is_ours(address, seen, app):
    expect(seen.page.locator("link[rel~=icon]").first).to_have_attribute("href", re.compile(ICON))
    status, headers, body = ask(app, ICON)
    assert (status, headers["content-type"]) == (200, "image/png")
    assert body == (Path(__file__).parents[2] / "dashboard" / "assets" / "icon.png").read_bytes()


def test_what_is_no_page_is_answered_so(either):
    for path in ("/nonsense", "/a/b", "/_stcore/metrics", "/static/js/nothing.js"):
        status, _headers, body = ask(either, path)
        assert (status, b"Page not found" in body) == (404, True), path
    for path in ("/_stcore/health", "/_stcore/host-config", "/favicon.png", "/healthz"):
        assert ask(either, path)[0] == 200, path
    assert ask(either, "/data/")[0] == 301


def test_unknown_page_leads_home(app, visit_plainly):
    page = visit_plainly(f"{app.url}/a/b")
    page.get_by_role("link", name="Home").click()
    expect_complete(page)


@pytest.fixture
def visit_plainly(context):
    """Open an address that may be no page of the app."""

    def open_page(url: str) -> Page:
        page = context.new_page()
        page.goto(url)
        return page

    return open_page


def test_page_and_api_are_compressed_where_that_is_on(app, plain_app):
    for path in ("/", "/residents", "/api/v1/official.csv"):
        for encoding in ("br", "gzip"):
            assert ask(app, path, accept_encoding=encoding)[1].get("content-encoding") == encoding
        assert ask(plain_app, path, accept_encoding="br")[1].get("content-encoding") is None


def test_missing_compressed_file_is_sent_as_it_lies(plain_app):
    for chart in find_chart_scripts():
        status, _headers, body = ask(plain_app, f"/{chart}", accept_encoding="br")
        assert (status, body) == (200, (CHART_FOLDER / Path(chart).name).read_bytes())
