"""A chart in a frame on a page of another site: it tells its height, and nothing moves."""

import http.client
import http.server
import re
import threading
from collections.abc import Iterator
from html import unescape

import pytest
from playwright.sync_api import Browser

from labour_migration.embeds import find_embed
from labour_migration.html.framed import format_snippets
from labour_migration.site import PAGES
from web.assets import SCRIPTS

from .conftest import WATCH


@pytest.fixture
def article(app, package) -> Iterator[str]:
    """The address of a page on another port, which has the snippet of a chart and frames a page of ours, too."""
    embed, _problems = find_embed("residents", {"from": ["2019"]}, package)
    snippet = next(iter(format_snippets(embed, package, f"{app.url}/").values()))
    html = f'<!DOCTYPE html><p>Above.</p>{snippet}<p>Below.</p><iframe id="page" src="{app.url}/residents"></iframe>'

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_arguments: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(("width", "scheme"), [(720, "light"), (360, "dark")])
def test_framed_chart_tells_its_height_and_nothing_moves_in_it(width, scheme, app, article, browser: Browser):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.add_init_script("window.told = []; addEventListener('message', ({data}) => told.push(data))")
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(article)
    page.wait_for_function("told.length > 0")
    (told,) = page.evaluate("told")[:1]
    frame = next(frame for frame in page.frames if "/embed/" in frame.url)
    high = frame.evaluate("document.querySelector('main').getBoundingClientRect().height")
    assert told == {"type": "labour-migration:height", "src": frame.url, "height": told["height"]}
    assert high <= told["height"] < high + 1
    assert page.locator("iframe").first.evaluate("frame => frame.clientHeight") == told["height"]
    assert frame.evaluate("document.documentElement.scrollWidth") <= width
    assert frame.evaluate("[shift, violations]") == [0, []]
    frame.locator("summary", has_text="Table").click()
    page.wait_for_function("height => told.at(-1).height > height", arg=told["height"])
    ground = frame.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(253, 252, 249)" if scheme == "light" else "rgb(21, 24, 28)")
    # The page beside it is refused by its own policy.
    assert any("frame-ancestors" in text for text in refused), refused
    context.close()


def ask(app, path: str) -> tuple[int, str, str]:
    """Status, policy and text of an address of the running app."""
    connection = http.client.HTTPConnection(app.url.removeprefix("http://"), timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.headers["Content-Security-Policy"], answer.read().decode(errors="replace")


def test_running_app_lets_embeds_alone_be_framed(app):
    status, policy, html = ask(app, "/embed/residents")
    assert (status, "frame-ancestors *" in policy) == (200, True)
    paths = [f"/{page.path}" for page in PAGES] + [f"/{name}" for name in SCRIPTS] + ["/robots.txt", "/sitemap.xml"]
    paths += ["/embed", "/embeds/x", "/oembed", "/healthz", "/_stcore/health", "/api/v1/", "/nothing"]
    assert [path for path in paths if "frame-ancestors 'none'" not in ask(app, path)[1]] == []
    address = unescape(re.search('href="([^"]*oembed[^"]*)"', ask(app, "/residents")[2])[1])
    status, _policy, described = ask(app, address.removeprefix(app.url))
    assert (status, f"{app.url}/embed/residents" in described) == (200, True)
    assert "<h1>" in html
