"""The head of the page: completed for browsers, everything else untouched."""

import asyncio
import gzip
import json
import re
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from html import escape, unescape
from itertools import islice

import brotli
import pytest
from markupsafe import Markup
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.types import ASGIApp

from labour_migration.charts import is_charted, view_of
from labour_migration.html.rendering import render_markdown
from labour_migration.language import LOCALES, speaking
from labour_migration.previews import list_records, preview
from labour_migration.problems import DataPackageError
from labour_migration.site import PAGES, find_page, format_title
from views import layout_of
from web.assets import SCRIPTS
from web.head import Head, write_tags
from web.languages import Languages

PAGE = (
    '<!DOCTYPE html><html><head><title>x</title><link rel="stylesheet" href="./static/css/a.css"></head>'
    '<body><noscript>Enable it.</noscript><div id="root"></div></body></html>'
)
STYLE = "p { margin: 0; }"
GIVE_WAY = "give(way)"
SCRIPT = b"".join(f'<script async src="./{name}"></script>'.encode() for name in SCRIPTS)
BROWSER = {"accept": "text/html,application/xhtml+xml", "accept-encoding": "gzip, br"}
PLAIN = {"accept": "text/html"}
MARKDOWN = {"accept": "text/markdown"}
RESIDENTS = "urdupoint-2024-08-29-residents"


def exchange(
    app: ASGIApp, headers: dict[str, str], method: str = "GET", path: str = "/", query: str = ""
) -> tuple[int, dict, bytes]:
    """Status, headers and body of what an ASGI app answers."""
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
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
    return start["status"], dict(start["headers"]), b"".join(part.get("body", b"") for part in parts)


def ask(app: ASGIApp, headers: dict[str, str], method: str = "GET", path: str = "/") -> tuple[dict, bytes]:
    """Headers and body of what an ASGI app answers."""
    return exchange(app, headers, method, path)[1:]


def no_package(_versions=()):
    raise DataPackageError([])


def always(package):
    """What loads this package, whichever version is asked for."""
    return lambda _versions=(): package


def complete(app: ASGIApp, load_package=no_package) -> Head:
    """The middleware, without a package unless one is given."""
    return Head(app, dict.fromkeys(LOCALES, STYLE), GIVE_WAY, load_package, layout_of)


def test_page_tells_its_script_where_the_server_is_and_has_its_style():
    headers, body = ask(complete(HTMLResponse(PAGE)), PLAIN)
    assert body.startswith(b'<!DOCTYPE html><html lang="en" dir="ltr"><head><script>window.__streamlit={')
    assert b"<script>window.__streamlit={BACKEND_BASE_URL:" in body
    assert b"<style>p { margin: 0; }</style>" + SCRIPT + b"</head><body>" in body
    assert headers[b"content-length"] == str(len(body)).encode()


def test_page_is_asked_for_whole_and_uncompressed():
    async def app(scope, receive, send):
        assert (
            not {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"} & dict(scope["headers"]).keys()
        )
        await HTMLResponse(PAGE)(scope, receive, send)

    asked = {**BROWSER, "if-none-match": '"x"', "if-modified-since": "now", "range": "bytes=0-1"}
    _headers, body = ask(complete(app), asked | {"accept-encoding": "identity"})
    assert b"BACKEND_BASE_URL" in body


@pytest.mark.parametrize(("encoding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_page_is_sent_compressed_with_a_tag_of_its_own(encoding, decode):
    app = complete(HTMLResponse(PAGE))
    plain, whole = ask(app, PLAIN)
    headers, body = ask(app, PLAIN | {"accept-encoding": encoding})
    assert headers[b"content-encoding"] == encoding.encode()
    assert headers[b"vary"] == b"Accept, Accept-Encoding, Accept-Language"
    assert headers[b"cache-control"] == b"no-cache"
    assert decode(body) == whole
    assert headers[b"etag"] != plain[b"etag"]


def test_page_that_a_browser_has_is_not_sent_again():
    app = complete(HTMLResponse(PAGE))
    headers, _body = ask(app, BROWSER)
    status, again, body = exchange(app, BROWSER | {"if-none-match": headers[b"etag"].decode()})
    assert (status, body) == (304, b"")
    assert again[b"etag"] == headers[b"etag"]


def test_scripts_in_the_page_are_allowed_by_their_hashes_alone():
    headers, body = ask(complete(HTMLResponse(PAGE)), PLAIN)
    policy = headers[b"content-security-policy"].decode()
    inline = re.findall(rb"<script>(.*?)</script>", body, re.DOTALL)
    assert GIVE_WAY.encode() in inline
    for script in inline:
        assert f"'sha256-{b64encode(sha256(script).digest()).decode()}'" in policy
    assert "unsafe-inline" not in re.search("script-src[^;]*", policy)[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_first_paint_has_heading_description_and_files_before_any_style_sheet_of_streamlit(page, package):
    _headers, body = ask(complete(HTMLResponse(PAGE), always(package)), PLAIN, path=f"/{page.path}")
    html = body.decode()
    title, introduction = islice(layout_of(page)(package, view_of(page.view, package)), 2)
    assert f"<h1>{escape(title.text)}</h1>" in html
    told = introduction.text if isinstance(introduction.text, Markup) else render_markdown(introduction.text)
    assert text_of(f"<main>{told}</main>") in text_of(html)
    assert '<a href="./api/v1/reported.csv">' in html
    assert html.index("<h1>") < html.index('<div id="root">') < html.index('<link rel="stylesheet"')
    assert [f'href="./{other.path}"' in html for other in PAGES] == [True] * len(PAGES)
    assert ("plotly-basic" in html) == ("chart.js" in html) == is_charted(page.view)
    # Check a figure opens with a row of shapes, Arrivals with ranked rows.
    assert ('role="img"' in html or '<div class="ranking' in html) == (page.view == "claims" or is_charted(page.view))
    assert "Enable it." not in html


@pytest.mark.parametrize("page", [page for page in PAGES if is_charted(page.view)], ids=lambda page: page.view)
def test_first_chart_adds_few_bytes_to_a_page(page, package):
    _headers, body = ask(complete(HTMLResponse(PAGE), always(package)), PLAIN, path=f"/{page.path}")
    without = re.sub(
        rb'<section id="panel-[^"]*">(?:(?!</section>).)*role="img".*?</section>', b"", body, flags=re.DOTALL
    )
    assert b'role="img"' not in without
    assert len(brotli.compress(body)) - len(brotli.compress(without)) < 5_000


def text_of(html: str) -> str:
    """The words of HTML, with single spaces and without the definitions of terms, which are closed."""
    html = re.sub("(?<=</summary>)<span>.*?</span>(?=</details>)", "", html)
    return " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())


def test_first_paint_of_home_has_the_reports_with_their_hedges_and_the_findings(package):
    _headers, body = ask(complete(HTMLResponse(PAGE), always(package)), PLAIN)
    text = text_of(body.decode())
    assert "“About 25,000” in August 2024 matched December 2023’s count" in text
    assert "more than 26,000 Daily The Province, Feb 2026" in text
    assert "230 of 34,911 Pakistanis in Japan held TITP or SSW" in text


def test_first_paint_shows_what_the_address_selects(package):
    app = complete(HTMLResponse(PAGE), always(package))
    _status, _headers, body = exchange(app, PLAIN, query="from=2024&programme=evil")
    shown = re.search("<main.*</main>", body.decode(), re.DOTALL)[0]
    assert "more than 26,000" in shown
    assert "more than 30,000" not in shown  # of 2021
    assert b'<a href="./residents?from=2024">' in body
    assert b"evil" not in body


def test_first_paint_of_broken_data_says_that_the_figures_return():
    _headers, body = ask(complete(HTMLResponse(PAGE)), PLAIN)
    assert b"<h1>Pakistanis in Japan: reported and official figures</h1>" in body
    assert b"The figures will return when it is ready." in body
    assert b'class="number"' not in body


@pytest.mark.parametrize("path", ["/nonsense", "/a/b", "/_stcore/nonsense", "/static/js/of-an-older-version.js"])
def test_address_of_no_page_is_answered_404_with_links_to_the_pages(path):
    status, headers, body = exchange(complete(HTMLResponse(PAGE)), PLAIN, path=path)
    assert status == 404
    assert headers[b"content-type"].startswith(b"text/html")
    assert b"Page not found" in body
    assert f"<style>{STYLE}</style></head>".encode() in body  # as a sheet, not as text
    assert b'href="/residents"' in body
    assert path.encode() not in body


@pytest.mark.parametrize("path", ["/media/page.html", "/component/a/index.html"])
def test_html_of_others_stays_as_it_is(path):
    status, _headers, body = exchange(complete(HTMLResponse(PAGE)), BROWSER, path=path)
    assert (status, body) == (200, PAGE.encode())


def test_metrics_are_not_public():
    status, _headers, _body = exchange(complete(PlainTextResponse("1")), {}, path="/_stcore/metrics")
    assert status == 404


def test_answers_that_are_no_html_stay_as_they_are():
    headers, body = ask(complete(JSONResponse({"a": 1})), BROWSER, path="/api/v1/")
    assert json.loads(body) == {"a": 1}
    assert headers[b"content-type"] == b"application/json"


def test_head_is_answered_as_get_is_without_a_body():
    app = complete(HTMLResponse(PAGE))
    got, _body = ask(app, BROWSER)
    headers, body = ask(app, BROWSER, "HEAD")
    assert body == b""
    assert headers == got


def test_words_are_folded_below_the_opening_in_the_first_paint(package):
    _headers, body = ask(complete(HTMLResponse(PAGE), always(package)), PLAIN, path="/residents")
    opening, words = body.decode().split('<details class="words"><summary>Findings, tables and sources')
    assert 'role="img"' in opening
    assert 'role="img"' not in words
    assert "<table" not in opening
    assert words.count("<h2>") == 8  # seven charts, the missing figures
    assert words.index("</main>") < words.index('<div id="root">')


def test_markdown_is_answered_to_who_asks_for_it_with_a_tag_of_its_own(package):
    app = complete(HTMLResponse(PAGE), always(package))
    of_html, _html = ask(app, PLAIN, path="/residents")
    headers, body = ask(app, MARKDOWN, path="/residents")
    assert headers[b"content-type"] == b"text/markdown; charset=utf-8"
    assert of_html[b"content-type"] == b"text/html; charset=utf-8"
    assert headers[b"vary"] == of_html[b"vary"] == b"Accept, Accept-Encoding"
    assert headers[b"etag"] != of_html[b"etag"]
    assert headers[b"content-length"] == str(len(body)).encode()
    assert body.startswith(b"# Residents\n\nHow many Pakistanis live in Japan")
    assert b"| 31 December 2025 | 34,911 | [Immigration Services Agency of Japan](https://www.e-stat.go.jp/" in body
    assert b"](http://127.0.0.1:8501/claims)" in body
    assert b"<" not in body
    packed, again = ask(app, MARKDOWN | {"accept-encoding": "br"}, path="/residents")
    assert brotli.decompress(again) == body
    assert packed[b"etag"] != headers[b"etag"]
    assert exchange(app, MARKDOWN | {"if-none-match": headers[b"etag"].decode()}, path="/residents")[0] == 304
    assert exchange(app, PLAIN | {"if-none-match": headers[b"etag"].decode()}, path="/residents")[0] == 200


def test_markdown_shows_what_the_address_selects_and_nothing_that_it_names_in_vain(package):
    app = complete(HTMLResponse(PAGE), always(package))
    _status, _headers, body = exchange(app, MARKDOWN, path="/residents", query="from=2024&evil=evil&programme=evil")
    assert b"| 30 June 2024 | 27,642 |" in body
    assert b"| 31 December 2023 |" not in body
    assert b"](http://127.0.0.1:8501/trade?from=2024)" in body
    assert b"evil" not in body


def test_head_of_markdown_is_that_of_get_without_a_body(package):
    app = complete(HTMLResponse(PAGE), always(package))
    got, _body = ask(app, MARKDOWN)
    assert exchange(app, MARKDOWN, "HEAD") == (200, got, b"")


def test_other_methods_are_for_the_server_of_the_pages():
    status, _headers, body = exchange(complete(PlainTextResponse("no", 405)), MARKDOWN, "POST")
    assert (status, body) == (405, b"no")


@pytest.mark.parametrize("path", ["/nonsense", "/_stcore/metrics"])
def test_address_of_no_page_is_answered_404_in_markdown_too(path):
    status, headers, body = exchange(complete(HTMLResponse(PAGE)), MARKDOWN, path=path)
    assert (status, headers[b"content-type"]) == (404, b"text/markdown; charset=utf-8")
    assert headers[b"vary"] == b"Accept, Accept-Encoding"
    assert body.startswith(b"# Page not found")
    assert b"[Residents](http://127.0.0.1:8501/residents)" in body
    assert path.encode() not in body


def test_broken_data_is_told_in_markdown_as_an_error_for_now():
    status, headers, body = exchange(complete(HTMLResponse(PAGE)), MARKDOWN, path="/claims")
    assert (status, headers[b"content-type"]) == (503, b"text/markdown; charset=utf-8")
    assert body.startswith(b"# Check a figure\n")
    assert b"The figures will return when it is ready." in body


def test_citation_of_a_statement_and_of_a_source_has_its_own_title_and_of_a_page_that_of_the_data(package):
    def title_of(page, code=""):
        (title,) = re.findall('name="citation_title" content="(.*?)"', write_tags(page, "", package, code).decode())
        return unescape(title)

    assert title_of(find_page("claims"), RESIDENTS) == "About 25,000 (Pakistanis living in Japan): Consistent"
    source = "Source: Pakistan keen to expand cooperation with Japan (UrduPoint)"
    assert title_of(find_page("data"), "urdupoint-2024-08-29") == source
    assert title_of(find_page("claims")) == package.descriptor.title


def read_graph(html: bytes) -> dict:
    (document,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html.decode())
    return json.loads(document)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_each_page_has_its_own_title_description_address_and_dataset(page, package):
    head = complete(HTMLResponse(PAGE), always(package))
    _headers, body = ask(head, PLAIN, path=f"/{page.path}")
    html, address = body.decode(), f"http://127.0.0.1:8501/{page.path}"
    assert re.findall("<title>(.*?)</title>", html) == [format_title(page)]
    assert f'<meta name="description" content="{escape(page.description)}">' in html
    assert f'<link rel="canonical" href="{address}">' in html
    assert f'<meta property="og:url" content="{address}">' in html
    assert f'<meta property="og:title" content="{format_title(page)}">' in html
    released = package.descriptor.released.strftime("%Y/%m/%d")
    assert f'<meta name="citation_publication_date" content="{released}">' in html
    assert read_graph(body)["@id"] == address


@pytest.mark.parametrize(("path", "key"), [("claims", "figure"), ("data", "source")])
def test_each_statement_and_each_source_has_its_own_head(path, key, package):
    page = find_page(path)
    for code in list_records(page, package):
        html, address = write_tags(page, "https://a.example/", package, code).decode(), f"{path}?{key}={code}"
        shown = preview(page, package, code)
        assert f"<title>{escape(shown.title)}</title>" in html
        assert f'<meta name="description" content="{escape(shown.description)}">' in html
        assert f'<link rel="canonical" href="https://a.example/{address}">' in html
        assert f'<meta property="og:title" content="{escape(shown.title)}">' in html
        assert f'<meta property="og:description" content="{escape(shown.description)}">' in html
        assert f'<meta property="og:url" content="https://a.example/{address}">' in html
    assert write_tags.cache_info().currsize <= 320 * len(LOCALES)


@pytest.mark.parametrize(
    ("path", "query", "canonical"),
    [
        ("/claims", f"figure={RESIDENTS}", f"claims?figure={RESIDENTS}"),
        ("/claims", f"figure={RESIDENTS}&from=2020&evil=evil", f"claims?figure={RESIDENTS}"),
        ("/data", "source=urdupoint-2024-08-29", "data?source=urdupoint-2024-08-29"),
        ("/claims", "figure=evil", "claims"),
        ("/data", "source=%22%3E%3Cscript%3Eevil", "data"),
        ("/trade", f"figure={RESIDENTS}", "trade"),
        ("/claims", "verdict=agrees", "claims"),
    ],
)
def test_address_is_that_of_what_the_request_names(path, query, canonical, package):
    _status, _headers, body = exchange(complete(HTMLResponse(PAGE), always(package)), PLAIN, path=path, query=query)
    html = body.decode()
    assert re.findall('<link rel="canonical" href="(.*?)">', html) == [f"http://127.0.0.1:8501/{canonical}"]
    if "?" not in canonical:
        assert re.findall("<title>(.*?)</title>", html) == [format_title(find_page(canonical))]
    assert "evil" not in html


@pytest.mark.parametrize(
    ("path", "query", "words"),
    [
        (
            "/claims",
            f"figure={RESIDENTS}",
            ["25,000-strong Pakistani diaspora in Japan", "Reported: about 25,000.", "The two are consistent.",
             "25,000 − 25,334 = −334", "Official: Immigration Services Agency of Japan", "UrduPoint, 29 August 2024"],
        ),
        (
            "/data",
            "source=urdupoint-2024-08-29",
            ["Pakistan keen to expand cooperation with Japan", "UrduPoint · 29 August 2024", "Archived copy",
             "Pakistanis living in Japan: about 25,000"],
        ),
    ],
)  # fmt: skip
def test_words_of_a_statement_and_of_a_source_are_served_before_scripts_run(path, query, words, package):
    _status, _headers, body = exchange(complete(HTMLResponse(PAGE), always(package)), PLAIN, path=path, query=query)
    served = text_of(re.search("<main.*</main>", body.decode(), re.DOTALL)[0])
    assert [one for one in words if one not in served] == []
    assert read_graph(body)["url"] == f"http://127.0.0.1:8501{path}?{query}"
    assert len(body) < 40_000


def test_address_of_a_repeat_is_that_of_its_original(package):
    repeat = package.reported[package.reported["repeats"] != ""].iloc[0]
    query = f"figure={repeat['figure_id']}"
    app = complete(HTMLResponse(PAGE), always(package))
    _status, _headers, body = exchange(app, PLAIN, path="/claims", query=query)
    assert f'<link rel="canonical" href="http://127.0.0.1:8501/claims?figure={repeat["repeats"]}">' in body.decode()


def test_statement_of_broken_data_has_the_head_of_its_page():
    _status, _headers, body = exchange(complete(HTMLResponse(PAGE)), PLAIN, path="/claims", query=f"figure={RESIDENTS}")
    assert re.findall("<title>(.*?)</title>", body.decode()) == [format_title(find_page("claims"))]


def test_broken_package_leaves_title_and_description():
    _headers, body = ask(complete(HTMLResponse(PAGE)), PLAIN, path="/trade")
    assert b"<title>Trade" in body
    assert b'name="description"' in body
    assert b"ld+json" not in body
    assert b"citation" not in body


@pytest.mark.parametrize("path", ["/", "/data", '/"><script>evil()</script>'])
def test_nothing_that_a_request_says_is_answered(path, package):
    head = complete(HTMLResponse(PAGE), always(package))
    hostile = {**PLAIN, "host": "evil.example", "x-forwarded-host": "evil.example", "referer": "evil.example"}
    _headers, body = ask(head, hostile, path=path)
    assert b"evil" not in body


def test_no_data_can_end_the_script(package):
    hostile = "</script><script>evil()</script><!-- & \u2028"
    descriptor = replace(package.descriptor, description=hostile)
    html = write_tags(find_page("trade"), "https://a.example/", replace(package, descriptor=descriptor))
    assert b"evil()</script>" not in html
    assert "\u2028".encode() not in html
    assert read_graph(html)["description"].endswith(hostile)


@pytest.mark.parametrize(
    ("path", "record", "feed"),
    [
        ("data", "", "corrections.atom"),
        ("claims", "", "claims.atom"),
        ("claims", RESIDENTS, f"claims.atom?figure={RESIDENTS}"),
        ("trade", "", ""),
    ],
)
def test_page_offers_its_feed(path, record, feed, package):
    html = write_tags(find_page(path), "https://a.example/", package, record).decode()
    offered = re.findall('<link rel="alternate" type="application/atom[+]xml" title="[^"]+" href="([^"]*)">', html)
    assert offered == ([f"https://a.example/{feed}"] if feed else [])


@pytest.mark.parametrize(
    ("path", "query", "address"),
    [
        ("/gaps", "", "/data#missing-data"),
        ("/gaps", "programme=titp&from=2020", "/data?programme=titp&from=2020#missing-data"),
        ("/sources", "source=urdupoint-2024-08-29", "/data?source=urdupoint-2024-08-29#sources"),
        ("/sources", 'x="><script>//evil', "/data?x=%22%3E%3Cscript%3E%2F%2Fevil#sources"),
        ("/corrections", "", "/data?part=corrections#corrections"),
        ("/corrections", "v=4.0.0", "/data?part=corrections&v=4.0.0#corrections"),
    ],
)
def test_page_that_has_moved_is_found_where_it_is_with_its_query(path, query, address):
    status, headers, body = exchange(complete(HTMLResponse(PAGE)), PLAIN, path=path, query=query)
    assert (status, headers[b"location"].decode(), body) == (308, address, b"")


def test_first_paint_has_the_filters_of_the_page_in_words(package):
    _headers, body = ask(complete(HTMLResponse(PAGE), always(package)), PLAIN, path="/trade")
    html = body.decode()
    assert "<span>Years: " in html
    assert "<span>Programme or status of residence: " not in html  # no chart of the page follows it


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_page_has_a_picture_that_says_its_finding(page, package):
    tags = write_tags(page, "https://a.example/", package).decode()
    version = package.descriptor.version
    assert f'<meta property="og:image" content="https://a.example/preview/{page.view}.png?version={version}">' in tags
    assert '<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">' in tags
    assert '<meta property="og:image:type" content="image/png">' in tags
    assert re.search('<meta property="og:image:alt" content="[^"]{20,}">', tags)
    assert '<meta name="twitter:card" content="summary_large_image">' in tags


def test_statement_has_a_picture_of_its_own_told_with_its_qualifier_and_result(package):
    tags = write_tags(find_page("claims"), "https://a.example/", package, RESIDENTS).decode()
    assert f'content="https://a.example/preview/claims/{RESIDENTS}.png?version=' in tags
    assert '<meta property="og:image:alt" content="about 25,000: Pakistanis living in Japan. Consistent.">' in tags


def test_page_of_broken_data_has_no_picture():
    assert b"og:image" not in write_tags(PAGES[0], "https://a.example/", None)


@pytest.mark.parametrize(
    ("path", "asked", "offered"),
    [
        ("/", "ur-PK,ur;q=0.9,en;q=0.8", "ur"),
        ("/", "ja", "ja"),
        ("/", "fr,ja;q=0.4,ur;q=0.7", "ur"),
        ("/", "en-GB,ja;q=0.9", ""),
        ("/", "ja;q=0,fr", ""),
        ("/", "", ""),
        ("/trade", "ja", ""),  # the first page alone
    ],
)
def test_first_page_is_offered_in_the_language_that_its_reader_likes_best(path, asked, offered, package):
    app = complete(HTMLResponse(PAGE), always(package))
    headers, body = ask(app, {**PLAIN, "accept-language": asked}, path=path)
    assert re.findall(r'<aside id="offer" lang="(\w+)"', body.decode()) == ([offered] if offered else [])
    assert (b"Accept-Language" in headers[b"vary"]) == (path == "/")


def test_who_reads_a_language_is_offered_none(package):
    app = Languages(complete(HTMLResponse(PAGE), always(package)))
    _headers, body = ask(app, {**PLAIN, "accept-language": "ja"}, path="/ur/")
    assert '<html lang="ur" dir="rtl">' in body.decode()
    assert 'id="offer"' not in body.decode()


def test_page_names_itself_in_every_language(package):
    with speaking("ja"):
        tags = write_tags(find_page("claims"), "https://a.example/ja/", package, RESIDENTS).decode()
    query = f"claims?figure={RESIDENTS}"
    assert re.findall(r'hreflang="([\w-]+)" href="(.*?)"', tags) == [
        ("en", f"https://a.example/{query}"),
        ("ur", f"https://a.example/ur/{query}"),
        ("ja", f"https://a.example/ja/{query}"),
        ("x-default", f"https://a.example/{query}"),
    ]
    assert f'<link rel="canonical" href="https://a.example/ja/{query}">' in tags
    assert '<meta property="og:locale" content="ja_JP">' in tags
