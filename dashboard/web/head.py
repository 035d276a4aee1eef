"""The HTML that the address of each page is answered with; 404 for an address of none."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from urllib.parse import quote

from starlette.datastructures import Headers, QueryParams
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from labour_migration.blocks import Block
from labour_migration.caching import memo
from labour_migration.charts import filters_of, is_charted, options_of
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import VERSION_KEY
from labour_migration.data.versions import UnknownVersionError
from labour_migration.embeds import embed_page
from labour_migration.html.languages import format_offer
from labour_migration.html.markdown import to_markdown
from labour_migration.html.pages import (
    name_folds,
    take_opening,
    take_record,
    take_words,
    write_all,
    write_apology,
    write_blocks,
    write_shell,
    write_unknown,
)
from labour_migration.html.versions import format_unknown_version
from labour_migration.language import LOCALES, USUAL, current
from labour_migration.language import gettext as _
from labour_migration.link_pictures import describe_picture
from labour_migration.metadata import describe_page, describe_record
from labour_migration.previews import find_record, preview
from labour_migration.problems import DataPackageError
from labour_migration.site import MOVED, NAME, Page, find_feed, find_page, lead_to_language
from labour_migration.view import WHOLE, View, name_filters, parse_view
from web.assets import SCRIPTS
from web.base_url import base_address, base_path, path_below
from web.delivery.accepting import HTML, MARKDOWN, find_language, prefers_markdown
from web.delivery.encoding import VARY, choose_encoding, encode_kept, encoding_headers, names_tag
from web.delivery.static import find_chart_scripts
from web.delivery.threads import Threads
from web.doors import is_closed, is_theirs, without_origin
from web.embeds import write_discovery
from web.link_pictures import PICTURE, picture_path
from web.security import write_policy

METHODS = ("GET", "HEAD")
_AT_ONCE = 4  # pages whose words are written, each in a thread
# Streamlit's client looks for its server below the address of the page first (/data/_stcore/…), fails with
# 404 and only then looks beside it. Pages have addresses of one segment: the server is beside each of them.
_SERVER_ADDRESS = (
    b"<script>window.__streamlit={BACKEND_BASE_URL:location.origin+location.pathname.replace(/[^/]*$/,'')}</script>"
)
_ROOT = b'<div id="root"></div>'
_OUR_SCRIPTS = "".join(f'<script async src="./{name}"></script>' for name in SCRIPTS)
_NOSCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
_SHEET = re.compile(rb'<link rel="stylesheet"[^>]*>')
# What a request says of how it wants the page sent, which we do ourselves.
_OF_TRANSFER = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
# What lies there may be HTML of its own.
_THEIRS = ("media/", "component/")
_FEED = '<link rel="alternate" type="application/atom+xml" title="{title}" href="{address}">'
_ALTERNATE = '<link rel="alternate" hreflang="{}" href="{}">'
_LANGUAGE = re.compile(rb"<html[^>]*>")
_TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)
# What JSON-LD says of a page that other pages say of themselves, or Croissant of all.
_PARTS = (
    "hasPart", "isBasedOn", "prov:wasDerivedFrom", "measurementTechnique", "conditionsOfAccess", "subjectOf",
    "includedInDataCatalog", "contributor", "keywords",
)  # fmt: skip
# What could end the script element or a line of it, as JSON writes it otherwise.
_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


class Head:
    """ASGI middleware that completes the HTML of our pages, compressed; an address of no page is answered 404.

    ``styles`` has our style sheet for each language: it stands in the head, so that nothing is ever seen without it.
    Our scripts come as files, so that a policy may forbid every other but the few that stand in the page, by their
    hashes. Each page of the site has its own title, description, metadata and first paint: the opening of the blocks
    that ``layout_of`` gives for it, and folded the words of the others; ``give_way`` is the script that takes the first
    paint away. Who would rather have Markdown gets the same words as Markdown. Nothing that a request says is written
    into the answer, but the codes of the view that it names.
    """

    def __init__(
        self,
        app: ASGIApp,
        styles: Mapping[str, str],
        give_way: str,
        load_package: Callable[[Sequence[str]], DataPackage],
        layout_of: Callable[[Page], Callable[[DataPackage, View], Iterator[Block]]],
    ):
        self.app = app
        self.styles = styles
        self.give_way = f"<script>{give_way}</script>".encode()
        self.load_package = load_package
        self.layout_of = layout_of
        self.threads = Threads(_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = path_below(scope)
        page = find_page(path)
        if path in MOVED:
            await _redirect(path, scope)(scope, receive, send)
        elif is_closed(scope):
            await self._send_unknown(scope, receive, send)
        elif page is None:
            await self._pass(scope, receive, send)
        elif scope["method"] in METHODS and prefers_markdown(Headers(scope=scope)):
            response = await self.threads.run(self._answer_markdown, page, scope)
            await response(scope, receive, send)
        else:
            await self._complete(page, scope, receive, send)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; the page that Streamlit answers with wherever it has nothing else is none of ours."""
        is_owned = path_below(scope).startswith(_THEIRS)
        is_unknown = False

        async def refuse(message: Message) -> None:
            nonlocal is_unknown
            if (
                message["type"] == "http.response.start"
                and not is_owned
                and _is_html(message)
                and not _has_policy(message)
            ):
                is_unknown = True
            if not is_unknown:
                await send(message)

        await self.app(without_origin(scope) if is_theirs(scope) else scope, receive, refuse)
        if is_unknown:
            await self._send_unknown(scope, receive, send)

    async def _send_unknown(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self.threads.run(self._answer_unknown, scope)
        await response(scope, receive, send)

    def _answer_unknown(self, scope: Scope) -> Response:
        html = write_unknown(base_path())
        if prefers_markdown(Headers(scope=scope)):
            return _answer(scope, to_markdown(html, base_address(scope)).encode(), 404, MARKDOWN)
        style = self.styles[current().code]
        return _answer(scope, str(html).replace("</head>", f"<style>{style}</style></head>").encode(), 404)

    def _write_ending(self) -> bytes:
        """What the head of a page ends with."""
        return f"<style>{self.styles[current().code]}</style>{_OUR_SCRIPTS}</head>".encode()

    def _answer_markdown(self, page: Page, scope: Scope) -> Response:
        """The words of a page, for which Streamlit is not asked."""
        base = base_address(scope)
        try:
            package, view = self._read(page, scope)
            return _answer(scope, write_markdown(page, self.layout_of(page), package, view, base), 200, MARKDOWN)
        except UnknownVersionError as error:
            return _answer(scope, to_markdown(format_unknown_version(error.versions), base).encode(), 404, MARKDOWN)
        except (DataPackageError, OSError):  # for now
            return _answer(scope, to_markdown(write_apology(page), base).encode(), 503, MARKDOWN)

    def _read(self, page: Page, scope: Scope) -> tuple[DataPackage, View]:
        """The package that a request asks for, and its view of the page; what it names in vain is left out."""
        params = QueryParams(scope.get("query_string", b""))
        query = {key: params.getlist(key) for key in params}
        package = self.load_package(query.get(VERSION_KEY, ()))
        view, _problems = parse_view(query, options_of(page.view), package, filters_of(page.view))
        return package, view

    async def _complete(self, page: Page, scope: Scope, receive: Receive, send: Send) -> None:
        # What is compressed already, or not sent since the browser has it, cannot be completed.
        asked = [pair for pair in scope.get("headers", []) if pair[0] not in _OF_TRANSFER]
        held: list[Message] = []

        async def hold(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_html(message):
                held.append(message)
            elif not held or message["type"] != "http.response.body":
                await send(message)
            else:
                held.append(message)

        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        await self.app({**scope, "method": method, "headers": asked}, receive, hold)
        if held:
            body = b"".join(part.get("body", b"") for part in held[1:])
            # In a thread: reading a package takes longer than other connections should wait.
            response = await self.threads.run(self._answer_page, page, scope, body)
            await response(scope, receive, send)

    def _answer_page(self, page: Page, scope: Scope, body: bytes) -> Response:
        """Streamlit's page with what is ours."""
        record, status = "", 200
        try:
            package, view = self._read(page, scope)
            record = find_record(page, view, package)
            discovery = write_discovery(embed_page(page, view, package), base_address(scope))
            shell = write_first_paint(page, self.layout_of(page), package, view)
        except UnknownVersionError as error:
            package, discovery, status = None, "", 404
            shell = write_shell(page, WHOLE, format_unknown_version(error.versions))
        except (DataPackageError, OSError):  # the page itself says what is wrong
            package, discovery, shell = None, "", write_shell(page, WHOLE, write_apology(page))
        tags = write_tags(page, base_address(scope), package, record)
        # The first paint waits for no style sheet but ours: Streamlit's comes after it.
        sheets = b"".join(_SHEET.findall(body))
        body = _NOSCRIPT.sub(b"", _SHEET.sub(b"", body), count=1)
        body = _TITLE.sub(lambda _title: tags + discovery.encode(), body, count=1)
        spoken = current()
        opened = f'<html lang="{spoken.code}" dir="{spoken.direction}">'.encode()
        body = _LANGUAGE.sub(opened, body, count=1)
        body = body.replace(b"<head>", b"<head>" + _SERVER_ADDRESS, 1)
        body = body.replace(b"</head>", (_preload_chart() if is_charted(page.view) else b"") + self._write_ending(), 1)
        offer = _offer_language(page, scope)
        body = body.replace(_ROOT, (shell + (offer or "")).encode() + _ROOT + self.give_way + sheets, 1)
        response = _answer(scope, body, status)
        if offer is not None:
            response.headers["Vary"] += ", Accept-Language"
        return response


# The pages in some of their views, and all statements and sources: a few thousand bytes each.
@memo(at_most=320)
def write_first_paint(
    page: Page, lay_out: Callable[[DataPackage, View], Iterator[Block]], package: DataPackage, view: View
) -> str:
    """The first paint of a page in a view, as HTML: how it opens, but all of one statement or one source.

    What else the page says stands folded below where nothing is filtered: who asks without scripts asks for that, and
    no reader who filters waits for it.
    """
    if find_record(page, view, package):
        return write_shell(page, view, write_blocks(take_record(lay_out(package, view))))
    filters = tuple(name_filters(filters_of(page.view), view.selection, package).values())
    if not view.is_everything:
        opening = take_opening(lay_out(package, view), is_charted(page.view), filters)
        return write_shell(page, view, write_blocks(opening))
    shown = list(lay_out(package, view))
    opening = list(take_opening(iter(shown), is_charted(page.view), filters))
    words = write_blocks(take_words(shown, opening, name_folds(page, view)))
    return write_shell(page, view, write_blocks(opening), words)


# All pages, statements and sources once: some ten thousand bytes each.
@memo(at_most=320)
def write_markdown(
    page: Page, lay_out: Callable[[DataPackage, View], Iterator[Block]], package: DataPackage, view: View, base: str
) -> bytes:
    """All that a page says in a view, as Markdown: of one statement or one source where the view names it."""
    address = base + preview(page, package, find_record(page, view, package)).path
    return to_markdown(write_all(page, package, view, lay_out(package, view)), address).encode()


# All pages, statements and sources at one of the addresses at which the process is known, and the pages at others.
@memo(at_most=320)
def write_tags(page: Page, base: str, package: DataPackage | None, record: str = "", is_file: bool = False) -> bytes:
    """Title, description, canonical address, Open Graph with its picture, citation and JSON-LD of a page, as HTML.

    Those of a statement or a source where ``record`` is its code. Without a package, since it is broken, what is known
    without it. A file has one form, and its JSON-LD leaves the statements
    and the sources that a page shows to their own pages.
    """
    shown = preview(page, package, record)
    title, description, address = shown.title, shown.description, base + shown.path
    graph = {
        "og:title": title,
        "og:description": description,
        "og:url": address,
        "og:type": "website",
        "og:site_name": _(NAME),
        "og:locale": current().locale,
    }
    tags = [
        f"<title>{escape(title)}</title>",
        _meta("name", "description", description),
        f'<link rel="canonical" href="{escape(address)}">',
        "" if is_file else f'<link rel="alternate" type="{MARKDOWN}" href="{escape(address)}">',
        *(_ALTERNATE.format(code, escape(lead_to_language(base, code) + shown.path)) for code in LOCALES),
        _ALTERNATE.format("x-default", escape(lead_to_language(base, USUAL) + shown.path)),
        *(_meta("property", name, content) for name, content in graph.items()),
    ]
    if feed := find_feed(page, record):
        path, name = map(escape, feed)
        tags.append(_FEED.format(title=name, address=escape(base) + path))
    if package is not None:
        descriptor = package.descriptor
        picture = {
            "og:image": base + picture_path(page, package, record),
            **PICTURE,
            "og:image:alt": describe_picture(page, record, package),
        }
        tags += [
            *(_meta("property", name, content) for name, content in picture.items()),
            _meta("name", "twitter:card", "summary_large_image"),
            _meta("name", "citation_title", title if record else descriptor.title),
            *(_meta("name", "citation_author", person.title) for person in descriptor.contributors),
            _meta("name", "citation_publication_date", descriptor.released.isoformat().replace("-", "/")),
        ]
        described = describe_record(page, package, base, record) if record else describe_page(page, package, base)
        if is_file:
            described = {name: value for name, value in described.items() if name not in _PARTS}
        document = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
        tags.append(f'<script type="application/ld+json">{document.translate(_IN_SCRIPT)}</script>')
    return "".join(tags).encode()


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content)}">'


def _offer_language(page: Page, scope: Scope) -> str | None:
    """What offers the first page in the language that its reader likes best; None where a page offers none to anybody.

    It is "" for who reads the language of the page.
    """
    if page.path or current().code != USUAL:
        return None
    code = find_language(Headers(scope=scope), LOCALES)
    return "" if code == USUAL else format_offer(code)


def _redirect(path: str, scope: Scope) -> Response:
    """The way to where a page has moved, with the query that was asked."""
    page, anchor = MOVED[path]
    query = quote(scope.get("query_string", b""), safe="=&%+")
    address = f"{base_path()}{page}{('&' if '?' in page else '?') if query else ''}{query}#{anchor}"
    return Response(status_code=308, headers={"Location": address, "Cache-Control": "no-cache"})


def _is_html(start: Message) -> bool:
    return dict(start["headers"]).get(b"content-type", b"").startswith(b"text/html")


def _has_policy(start: Message) -> bool:
    """True of an answer with a policy of its own, which Streamlit's never have: a route of ours has given it."""
    return any(name.lower() == b"content-security-policy" for name, _value in start["headers"])


def _answer(scope: Scope, content: bytes, status: int = 200, media_type: str = HTML) -> Response:
    """A page in the encoding that a request accepts, or word that its reader has it already."""
    asked = Headers(scope=scope)
    encoding = choose_encoding(asked)
    body, tag = encode_kept(content, encoding)
    headers = {
        "ETag": tag,
        "Cache-Control": "no-cache",  # a page names the scripts of one version of Streamlit: ask each time
        "Content-Length": str(len(body)),
        **encoding_headers(encoding),
        "Vary": f"Accept, {VARY}",
    }
    if media_type == HTML:
        headers["Content-Security-Policy"] = write_policy(content)
    if status == 200 and names_tag(asked.getlist("if-none-match"), tag):
        del headers["Content-Length"]
        return Response(status_code=304, headers=headers)
    return Response(b"" if scope["method"] == "HEAD" else body, status, headers, media_type)


@cache
def _preload_chart() -> bytes:
    """The scripts that draw charts, asked for at once but after all that the first words need."""
    link = '<link rel="modulepreload" crossorigin fetchpriority="low" href="./{}">'
    return "".join(map(link.format, find_chart_scripts())).encode()
