"""What other sites are answered: frames of charts and statements, and what describes them."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import brotli
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware

from labour_migration.charts import CHARTS
from labour_migration.data.keeper import State
from labour_migration.data.versions import find_version, list_versions, read_version
from labour_migration.embeds import embed_address, format_embed_path, list_embeds
from labour_migration.language import LOCALES
from labour_migration.problems import DataPackageError
from labour_migration.site import PAGES
from views import layout_of
from web.api import api_routes
from web.crawlers import crawler_routes
from web.embeds import embed_routes
from web.head import Head
from web.health import health_routes
from web.security import Security

from .test_head import PAGE, exchange

ROOT = Path(__file__).parents[2]
ASSETS, DATASETS = ROOT / "dashboard" / "assets", ROOT / "datasets"
BASE = "http://127.0.0.1:8501/"
RESIDENTS = "urdupoint-2024-08-29-residents"


@pytest.fixture(scope="module")
def site(package):
    """All routes of ours, behind what every answer passes; everything else is the page that Streamlit answers with."""

    async def streamlit(scope, receive, send):
        from starlette.responses import HTMLResponse

        await HTMLResponse(PAGE)(scope, receive, send)

    def load(versions=()):
        version = find_version(versions, DATASETS)
        return read_version(version, DATASETS, package.today) if version else package

    routes = [
        *api_routes(load, ROOT / "datasets"),
        *crawler_routes(load),
        *health_routes(State),
        *embed_routes(load, ASSETS),
    ]
    head = Middleware(Head, styles=dict.fromkeys(LOCALES, ""), give_way="", load_package=load, layout_of=layout_of)
    app = Starlette(routes=routes, middleware=[Middleware(Security), head])
    app.router.default = streamlit
    return app


@pytest.fixture(scope="module")
def ask(site):
    """Status, headers and text of an address below that of the site."""

    def ask(address: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        path, _sign, query = address.partition("?")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        status, found, body = exchange(site, named, method, f"/{path}", query)
        return status, {name.decode(): value.decode() for name, value in found.items()}, body

    return ask


def frames(headers: dict[str, str]) -> str:
    return re.search("frame-ancestors ([^;]*)", headers["content-security-policy"])[1]


def oembed(url: str, **more: str) -> str:
    return "&".join([f"oembed?url={quote(url, safe='')}", *(f"{key}={value}" for key, value in more.items())])


def test_every_embed_may_be_framed_by_any_site_and_runs_its_own_script_alone(ask, package):
    for code in list_embeds(package):
        status, headers, body = ask(f"embed/{code}")
        assert (status, frames(headers)) == (200, "*"), code
        (script,) = re.findall(rb"<script>(.*?)</script>", body, re.DOTALL)
        digest = b64encode(sha256(script).digest()).decode()
        assert f"script-src 'sha256-{digest}';" in headers["content-security-policy"]
        assert "default-src 'none';" in headers["content-security-policy"]
        assert len(body) <= 60_000


def test_no_other_address_may_be_framed(ask, site):
    routes = [route.path.removeprefix("/") for route in site.routes if "{" not in route.path]
    served = [path for path in routes if not path.startswith("api/")] + ["api/v1/", "api/v1/programmes.csv"]
    assert len(served) > 5
    pages = [page.path for page in PAGES]
    near = ["embed", "embedded", "embeds/residents", "x/embed/residents", "embed\n/residents", "nothing"]
    records = [f"claims?figure={RESIDENTS}", "data?source=urdupoint-2024-08-29", "api/v1/nothing", "residents?v=0"]
    for address in [*served, *pages, *near, *records, "static/x", "media/x", "component/x", "_stcore/x", "oembed"]:
        _status, headers, _body = ask(address)
        assert frames(headers) == "'none'", address


@pytest.mark.parametrize(
    "code",
    ["nothing", "statement", "statements", "what-was-official", "reported-figures", "residents/", "a/b", "%0A", "\n"],
)
def test_what_is_no_chart_and_no_statement_is_not_found(code, ask):
    status, headers, body = ask(f"embed/{code}")
    assert status == 404
    if frames(headers) == "*":
        assert b"There is no chart or statement of ours at this address." in body


def test_tables_are_not_embedded(ask):
    for chart in CHARTS:
        if not chart.is_drawn:
            assert ask(f"embed/{chart.slug}")[0] == 404


def test_unknown_version_is_not_found_and_says_which_there_are(ask, package):
    status, headers, body = ask("embed/residents?v=0.0.0")
    assert (status, frames(headers), headers["cache-control"]) == (404, "*", "no-store")
    versions = ", ".join(list_versions(DATASETS))
    assert f"We do not have that version of the data. These versions exist: {versions}.".encode() in body
    assert ask(f"oembed?url={quote(f'{BASE}residents?v=0.0.0', safe='')}")[0] == 404


def test_frozen_embed_shows_its_version_and_leads_to_it(ask):
    status, _headers, body = ask("embed/trade-payments?v=3.1.0&from=2020")
    live = ask("embed/trade-payments?from=2020")[2]
    assert status == 200
    assert b"Data version 3.1.0, 26 November 2026, kept as it was." in body
    assert b'href="./trade?from=2020&amp;v=3.1.0#trade-payments"' in body
    assert b"kept as it was" not in live
    assert b"v=3.1.0" not in live


def test_oembed_of_a_version_frames_that_version(ask):
    described = json.loads(ask(f"oembed?url={quote(f'{BASE}residents?v=3.1.0', safe='')}")[2])
    assert "/embed/residents?v=3.1.0" in described["html"]
    assert "v=" not in json.loads(ask(f"oembed?url={quote(f'{BASE}residents', safe='')}")[2])["html"]


def test_embed_is_sent_compressed_and_not_again(ask):
    _status, plain, whole = ask("embed/residents")
    status, headers, body = ask("embed/residents", accept_encoding="br")
    assert (status, headers["content-encoding"], brotli.decompress(body)) == (200, "br", whole)
    assert headers["etag"] != plain["etag"]
    status, headers, body = ask("embed/residents", accept_encoding="br", if_none_match=headers["etag"])
    assert (status, body, frames(headers)) == (304, b"", "*")
    status, headers, body = ask("embed/residents", "HEAD")
    assert (status, body, headers["content-length"]) == (200, b"", str(len(whole)))
    assert ask("embed/residents", "POST")[0] == 405


def test_broken_data_is_told_in_a_frame(package):
    def load(_versions=()):
        raise DataPackageError([])

    app = Starlette(routes=embed_routes(load, ASSETS), middleware=[Middleware(Security)])
    status, headers, body = exchange(app, {}, path="/embed/residents")
    assert status == 503
    assert b"We are fixing the data." in body
    assert b"frame-ancestors *" in headers[b"content-security-policy"]
    assert exchange(app, {}, path="/oembed", query=f"url={BASE}residents")[0] == 503


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("", "embed/reported-residents"),
        ("residents", "embed/residents"),
        ("residents?from=2019&axis=fit", "embed/residents?from=2019&axis=fit"),
        ("residents?from=2019#residents-by-status", "embed/residents-by-status?from=2019"),
        ("programmes?programme=titp", "embed/programme-share"),
        ("data#explorer", "embed/explorer"),
        (f"claims?figure={RESIDENTS}", f"embed/{RESIDENTS}"),
        ("embed/residents?from=2019", "embed/residents?from=2019"),
        (f"embed/{RESIDENTS}", f"embed/{RESIDENTS}"),
    ],
)
def test_address_of_a_page_leads_to_what_is_embedded(address, path, ask, package):
    assert format_embed_path(embed_address(address, package)) == path
    status, headers, body = ask(oembed(BASE + address))
    described = json.loads(body)
    assert (status, headers["content-type"]) == (200, "application/json+oembed")
    assert f'src="{BASE}{path.replace("&", "&amp;")}"' in described["html"]
    assert re.search('title="[^"]+"', described["html"])
    assert {key: described[key] for key in ("version", "type", "provider_url")} == {
        "version": "1.0",
        "type": "rich",
        "provider_url": BASE,
    }
    assert described["provider_name"]
    assert described["title"]
    assert described["cache_age"] == 86_400
    assert (described["width"], described["height"]) == tuple(
        map(int, re.search('width="([0-9]+)" height="([0-9]+)"', described["html"]).groups())
    )
    assert ask(path)[0] == 200


def test_every_page_and_statement_with_something_to_embed_links_to_its_description(ask, package):
    addresses = [page.path for page in PAGES] + [f"claims?figure={code}" for code in list_embeds(package)[-3:]]
    addresses += ["residents?from=2019", "data?source=urdupoint-2024-08-29"]
    linked = {}
    for address in addresses:
        _status, _headers, body = ask(address)
        head = body.decode().partition("</head>")[0]
        linked[address] = re.findall('<link rel="alternate" type="application/json[+]oembed" href="([^"]*)"', head)
    assert [address for address, links in linked.items() if not links] == [
        "claims", "about", "data?source=urdupoint-2024-08-29",
    ]  # fmt: skip
    for address, links in linked.items():
        for link in links:
            status, _headers, body = ask(link.replace("&amp;", "&").removeprefix(BASE))
            assert (status, link.count("&amp;"), json.loads(body)["version"]) == (200, 1, "1.0"), address
    assert "from%3D2019" in linked["residents?from=2019"][0]


def test_description_keeps_to_the_size_that_is_asked_for(ask):
    described = json.loads(ask(oembed(BASE + "residents", maxwidth="300", maxheight="200"))[2])
    assert (described["width"], described["height"]) == (300, 200)
    assert json.loads(ask(oembed(BASE + "residents", maxwidth="9999"))[2])["width"] == 640


@pytest.mark.parametrize(
    ("query", "status"),
    [
        (oembed(BASE + "claims"), 404),
        (oembed(BASE + "data?source=urdupoint-2024-08-29"), 404),
        (oembed(BASE + "nothing"), 404),
        (oembed(BASE + "embed/nothing"), 404),
        (oembed("https://evil.example/residents"), 404),
        (oembed("http://127.0.0.1:8501.evil.example/residents"), 404),
        (oembed("javascript:alert(1)"), 404),
        (oembed("http://[evil/residents"), 404),
        (oembed(BASE + "residents", format="xml"), 501),
        (oembed(BASE + "residents", format="evil"), 400),
        (oembed(BASE + "residents", maxwidth="0"), 400),
        (oembed(BASE + "residents", maxwidth="-1"), 400),
        (oembed(BASE + "residents", maxheight="9" * 99), 400),
        (oembed(BASE + "residents", maxwidth="1&maxwidth=2"), 400),
        ("oembed", 400),
        ("oembed?url=", 400),
        (oembed(BASE + "r" * 3000), 400),
        (oembed(BASE) + "&url=x", 400),
    ],
)
def test_what_cannot_be_described_is_told_why(query, status, ask):
    found, headers, body = ask(query)
    assert found == status
    assert headers["content-type"].startswith("text/plain")
    assert body.endswith((b".", b"once."))
    assert b"evil" not in body


_WORDS = st.text(max_size=30) | st.sampled_from(
    [
        "residents",
        RESIDENTS,
        "2019",
        "titp",
        "fit",
        "dark",
        "JP-11",
        "0",
        "\x00",
        "../",
        "%",
        "&",
        "=",
        "[",
        "\ud800"[:0],
    ]
)
_KEYS = st.sampled_from(
    ["from", "to", "programme", "axis", "figure", "v", "theme", "q", "prefecture", "url", "maxwidth"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(code=_WORDS, query=st.lists(st.tuples(_KEYS, _WORDS), max_size=4), sound=st.booleans())
@example(code="residents", query=[("from", "9" * 5000)], sound=True)
@example(code="residents", query=[("axis", "fit"), ("axis", "zero"), ("v", "\x00")], sound=True)
def test_no_address_makes_an_error_of_ours(code, query, sound, ask):
    asked = "&".join(f"{quote(key)}={quote(value)}" for key, value in query)
    assert ask(f"embed/{'residents' if sound else code}?{asked}")[0] in (200, 404)
    assert ask(oembed(f"{BASE}{'residents' if sound else code}?{asked}"))[0] in (200, 400, 404)
    assert ask(f"oembed?{asked}")[0] in (200, 400, 404)
