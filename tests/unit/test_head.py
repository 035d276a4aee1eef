"""The head of the page: completed for browsers, everything else untouched."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from starlette.responses import HTMLResponse, JSONResponse
from starlette.types import ASGIApp

from labour_migration.problems import DataPackageError
from labour_migration.site import PAGES, find_page, format_title
from web.head import Head, write_tags

PAGE = "<!DOCTYPE html><html><head><title>x</title></head><body></body></html>"
STYLE = "p { margin: 0; }"
SCRIPT = b'<script async src="./charts.js"></script>'
BROWSER = {"accept": "text/html,application/xhtml+xml", "accept-encoding": "gzip, br"}


def ask(app: ASGIApp, headers: dict[str, str], method: str = "GET", path: str = "/of-no-page") -> tuple[dict, bytes]:
    """Headers and body of what an ASGI app answers."""
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "server": ("127.0.0.1", 8501),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    sent = []

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    # In a thread of its own: the browser tests keep an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, app(scope, receive, send)).result()
    start, *parts = sent
    return dict(start["headers"]), b"".join(part.get("body", b"") for part in parts)


def no_package():
    raise DataPackageError([])


def complete(app: ASGIApp) -> Head:
    """The middleware without a package."""
    return Head(app, STYLE, no_package)


def test_page_tells_its_script_where_the_server_is_and_has_its_style():
    headers, body = ask(complete(HTMLResponse(PAGE)), BROWSER)
    assert body.startswith(b"<!DOCTYPE html><html><head><script>window.__streamlit={BACKEND_BASE_URL:")
    assert body.endswith(b"<title>x</title><style>p { margin: 0; }</style>" + SCRIPT + b"</head><body></body></html>")
    assert headers[b"content-length"] == str(len(body)).encode()


def test_page_is_asked_for_uncompressed():
    async def app(scope, receive, send):
        assert b"accept-encoding" not in dict(scope["headers"])
        await HTMLResponse(PAGE)(scope, receive, send)

    _headers, body = ask(complete(app), BROWSER)
    assert b"BACKEND_BASE_URL" in body


@pytest.mark.parametrize(
    ("app", "headers"),
    [
        (JSONResponse({"a": "<head>"}), BROWSER),
        (HTMLResponse(PAGE), {"accept": "*/*"}),
        (HTMLResponse(PAGE), {}),
    ],
)
def test_every_other_answer_passes_as_it_is(app, headers):
    assert ask(complete(app), headers) == ask(app, headers)


def test_answer_in_parts_is_completed_whole():
    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": PAGE[:30].encode(), "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[30:].encode()})

    _headers, body = ask(complete(app), BROWSER)
    assert body.count(b"BACKEND_BASE_URL") == 1
    assert body.endswith(b"<title>x</title><style>p { margin: 0; }</style>" + SCRIPT + b"</head><body></body></html>")


def test_answer_without_a_body_stays_without():
    async def app(scope, receive, send):
        headers = [(b"content-type", b"text/html"), (b"content-length", b"70")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    headers, body = ask(complete(app), BROWSER, "HEAD")
    assert (headers[b"content-length"], body) == (b"70", b"")


def read_graph(html: bytes) -> dict:
    (document,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html.decode())
    return json.loads(document)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_each_page_has_its_own_title_description_address_and_dataset(page, package):
    head = Head(HTMLResponse(PAGE), STYLE, lambda: package)
    _headers, body = ask(head, BROWSER, path=f"/{page.path}")
    html, address = body.decode(), f"http://127.0.0.1:8501/{page.path}"
    assert re.findall("<title>(.*?)</title>", html) == [format_title(page)]
    assert f'<meta name="description" content="{page.description}">' in html
    assert f'<link rel="canonical" href="{address}">' in html
    assert f'<meta property="og:url" content="{address}">' in html
    assert f'<meta property="og:title" content="{format_title(page)}">' in html
    assert '<meta name="citation_publication_date" content="2026/11/25">' in html
    assert read_graph(body)["@id"] == address


def test_address_of_no_page_has_the_head_of_none(package):
    head = Head(HTMLResponse(PAGE), STYLE, lambda: package)
    _headers, body = ask(head, BROWSER, path="/nowhere")
    assert b"<title>x</title>" in body
    assert b"canonical" not in body


def test_broken_package_leaves_title_and_description():
    _headers, body = ask(complete(HTMLResponse(PAGE)), BROWSER, path="/trade")
    assert b"<title>Trade" in body
    assert b'name="description"' in body
    assert b"ld+json" not in body
    assert b"citation" not in body


@pytest.mark.parametrize("path", ["/", "/data", '/"><script>evil()</script>'])
def test_nothing_that_a_request_says_is_answered(path, package):
    head = Head(HTMLResponse(PAGE), STYLE, lambda: package)
    hostile = {**BROWSER, "host": "evil.example", "x-forwarded-host": "evil.example", "referer": "evil.example"}
    _headers, body = ask(head, hostile, path=path)
    assert b"evil" not in body


def test_no_data_can_end_the_script(package):
    hostile = "</script><script>evil()</script><!-- & \u2028"
    descriptor = replace(package.descriptor, description=hostile)
    html = write_tags(find_page("trade"), "https://a.example/", replace(package, descriptor=descriptor))
    assert b"evil()</script>" not in html
    assert "\u2028".encode() not in html
    assert read_graph(html)["description"].endswith(hostile)
