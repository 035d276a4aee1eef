"""The head of the page: completed for browsers, everything else untouched."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import HTMLResponse, JSONResponse
from starlette.types import ASGIApp

from web.head import Head

PAGE = "<!DOCTYPE html><html><head><title>x</title></head><body></body></html>"
STYLE = "p { margin: 0; }"
BROWSER = {"accept": "text/html,application/xhtml+xml", "accept-encoding": "gzip, br"}


def ask(app: ASGIApp, headers: dict[str, str], method: str = "GET") -> tuple[dict, bytes]:
    """Headers and body of what an ASGI app answers."""
    scope = {
        "type": "http",
        "method": method,
        "path": "/data",
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


def test_page_tells_its_script_where_the_server_is_and_has_its_style():
    headers, body = ask(Head(HTMLResponse(PAGE), STYLE), BROWSER)
    assert body.startswith(b"<!DOCTYPE html><html><head><script>window.__streamlit={BACKEND_BASE_URL:")
    assert body.endswith(b"<title>x</title><style>p { margin: 0; }</style></head><body></body></html>")
    assert headers[b"content-length"] == str(len(body)).encode()


def test_page_is_asked_for_uncompressed():
    async def app(scope, receive, send):
        assert b"accept-encoding" not in dict(scope["headers"])
        await HTMLResponse(PAGE)(scope, receive, send)

    _headers, body = ask(Head(app, STYLE), BROWSER)
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
    assert ask(Head(app, STYLE), headers) == ask(app, headers)


def test_answer_in_parts_is_completed_whole():
    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": PAGE[:30].encode(), "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[30:].encode()})

    _headers, body = ask(Head(app, STYLE), BROWSER)
    assert body.count(b"BACKEND_BASE_URL") == 1
    assert body.endswith(b"<title>x</title><style>p { margin: 0; }</style></head><body></body></html>")


def test_answer_without_a_body_stays_without():
    async def app(scope, receive, send):
        headers = [(b"content-type", b"text/html"), (b"content-length", b"70")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    headers, body = ask(Head(app, STYLE), BROWSER, "HEAD")
    assert (headers[b"content-length"], body) == (b"70", b"")
