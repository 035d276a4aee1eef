"""The head of the page that every address is answered with."""

import json
import re
from collections.abc import Callable
from functools import lru_cache
from html import escape

from anyio import to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from labour_migration.language import gettext as _
from labour_migration.metadata import describe_page
from labour_migration.package import DataPackage
from labour_migration.problems import DataPackageError
from labour_migration.site import NAME, PAGES, Page, find_page, format_title
from web.address import base_address, path_below
from web.assets import SCRIPT

# Streamlit's client looks for its server below the address of the page first (/data/_stcore/…), fails with
# 404 and only then looks beside it. Pages have addresses of one segment: the server is beside each of them.
_SERVER_ADDRESS = (
    b"<script>window.__streamlit={BACKEND_BASE_URL:location.origin+location.pathname.replace(/[^/]*$/,'')}</script>"
)
_TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)
# What could end the script element or a line of it, as JSON writes it otherwise.
_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


class Head:
    """ASGI middleware that completes the head of the HTML that a browser asks for; all else passes as it is.

    ``style`` is our style sheet: it stands in the head, so that nothing is ever seen without it. Our script comes
    as a file, so that a policy may forbid every other. Each page of
    the site has its own title, description and metadata; an address of no page has those of none. Nothing that
    a request says is written into the answer.
    """

    def __init__(self, app: ASGIApp, style: str, load_package: Callable[[], DataPackage]):
        self.app = app
        self.ending = f'<style>{style}</style><script async src="./{SCRIPT}"></script></head>'.encode()
        self.load_package = load_package

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        headers = scope.get("headers", [])
        if scope["type"] != "http" or b"text/html" not in dict(headers).get(b"accept", b""):
            await self.app(scope, receive, send)
            return
        # What is compressed already cannot be completed.
        scope = {**scope, "headers": [pair for pair in headers if pair[0] != b"accept-encoding"]}
        held: list[Message] = []

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_html(message):
                held.append(message)
            elif not held or message["type"] != "http.response.body":
                await send(message)
            else:
                held.append(message)
                if not message.get("more_body"):
                    await self._send_completed(scope, held, send)

        await self.app(scope, receive, complete)

    async def _send_completed(self, scope: Scope, held: list[Message], send: Send) -> None:
        start, *parts = held
        body = b"".join(part.get("body", b"") for part in parts)
        if body:  # a HEAD request is answered without one
            # In a thread: reading a package takes longer than other connections should wait.
            tags = await to_thread.run_sync(self._find_tags, scope)
            body = _TITLE.sub(lambda title: tags or title[0], body, count=1)
            body = body.replace(b"<head>", b"<head>" + _SERVER_ADDRESS, 1).replace(b"</head>", self.ending, 1)
            length = (b"content-length", str(len(body)).encode())
            start["headers"] = [pair for pair in start["headers"] if pair[0] != b"content-length"] + [length]
        await send(start)
        await send({"type": "http.response.body", "body": body})

    def _find_tags(self, scope: Scope) -> bytes:
        """The tags of the page at an address; nothing where there is none."""
        page = find_page(path_below(scope))
        if page is None:
            return b""
        try:
            return write_tags(page, base_address(scope), self.load_package())
        except DataPackageError:  # the page itself says what is wrong
            return write_tags(page, base_address(scope), None)


# A page for each address at which the process is known, in this version of the data and the one before.
@lru_cache(maxsize=8 * len(PAGES))
def write_tags(page: Page, base: str, package: DataPackage | None) -> bytes:
    """Title, description, canonical address, Open Graph, citation and JSON-LD of a page, as HTML.

    Without a package, since it is broken, what is known without it.
    """
    title, description, address = format_title(page), _(page.description), base + page.path
    graph = {
        "og:title": title,
        "og:description": description,
        "og:url": address,
        "og:type": "website",
        "og:site_name": _(NAME),
    }
    tags = [
        f"<title>{escape(title)}</title>",
        _meta("name", "description", description),
        f'<link rel="canonical" href="{escape(address)}">',
        *(_meta("property", name, content) for name, content in graph.items()),
    ]
    if package is not None:
        descriptor = package.descriptor
        tags += [
            _meta("name", "citation_title", descriptor.title),
            *(_meta("name", "citation_author", person.title) for person in descriptor.contributors),
            _meta("name", "citation_publication_date", descriptor.released.isoformat().replace("-", "/")),
        ]
        document = json.dumps(describe_page(page, package, base), ensure_ascii=False, separators=(",", ":"))
        tags.append(f'<script type="application/ld+json">{document.translate(_IN_SCRIPT)}</script>')
    return "".join(tags).encode()


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content)}">'


def _is_html(start: Message) -> bool:
    return dict(start["headers"]).get(b"content-type", b"").startswith(b"text/html")
