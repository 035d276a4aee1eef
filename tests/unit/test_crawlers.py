"""What crawlers ask for."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import pytest
from starlette.requests import Request
from starlette.responses import Response

from labour_migration.language import speaking
from labour_migration.problems import DataPackageError
from labour_migration.site import PAGES, find_page
from web.crawlers import crawler_routes, write_sitemap
from web.head import write_tags

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def ask(package):
    """Ask for a file, under a name that somebody else has chosen."""

    def ask(path: str, load=lambda: package) -> Response:
        (route,) = [route for route in crawler_routes(load) if route.path == path]
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "server": ("127.0.0.1", 8501),
            "headers": [(b"host", b"evil.example")],
        }
        # In a thread of its own: the browser tests keep an event loop running in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, route.endpoint(Request(scope))).result()

    return ask


def test_sitemap_has_every_page_statement_and_source_and_the_day_of_the_data(package):
    sitemap = ElementTree.fromstring(write_sitemap("https://a.example/", package))
    statements = package.reported.loc[package.reported["repeats"] == "", "figure_id"]
    assert [place.text for place in sitemap.iterfind("s:url/s:loc", NAMES)] == [
        *(f"https://a.example/{page.path}" for page in PAGES),
        *(f"https://a.example/claims?figure={code}" for code in statements),
        *(f"https://a.example/data?source={code}" for code in package.sources),
    ]
    days = [day.text for day in sitemap.iterfind("s:url/s:lastmod", NAMES)]
    assert days == [package.descriptor.released.isoformat()] * len(sitemap)


def test_each_address_of_the_sitemap_is_the_canonical_one_of_its_page(package):
    base = "https://a.example/"
    for place in ElementTree.fromstring(write_sitemap(base, package)).iterfind("s:url/s:loc", NAMES):
        path, _sign, query = place.text.removeprefix(base).partition("?")
        page, (_key, _equals, code) = find_page(path), query.partition("=")
        assert f'<link rel="canonical" href="{place.text}">'.encode() in write_tags(page, base, package, code)


def test_sitemap_of_a_language_names_each_page_in_every_language(package):
    with speaking("ur"):
        sitemap = ElementTree.fromstring(write_sitemap("https://a.example/ur/", package))
    assert sitemap.find("s:url[2]/s:loc", NAMES).text == "https://a.example/ur/claims"
    links = sitemap.findall("s:url[2]/x:link", {**NAMES, "x": "http://www.w3.org/1999/xhtml"})
    assert {link.get("hreflang"): link.get("href") for link in links} == {
        "en": "https://a.example/claims",
        "ur": "https://a.example/ur/claims",
        "ja": "https://a.example/ja/claims",
    }


def test_sitemap_of_broken_data_tells_no_day(ask):
    def load():
        raise DataPackageError([])

    answer = ask("/sitemap.xml", load)
    assert answer.status_code == 200
    assert b"lastmod" not in answer.body
    assert answer.body.count(b"<loc>") == len(PAGES)
    assert answer.headers["content-type"].startswith("application/xml")


def test_robots_may_read_all_but_the_traffic_of_the_app(ask):
    assert ask("/robots.txt").body.decode() == (
        "User-agent: *\nAllow: /\nDisallow: /_stcore/\n\nSitemap: http://127.0.0.1:8501/sitemap.xml\n"
        "Sitemap: http://127.0.0.1:8501/ur/sitemap.xml\nSitemap: http://127.0.0.1:8501/ja/sitemap.xml\n"
    )


def test_overview_for_assistants_leads_to_pages_data_and_tools(ask):
    text = ask("/llms.txt").body.decode()
    assert text.startswith("# Labour migration from Pakistan to Japan\n\n> ")
    assert "keep its qualifier" in text
    addresses = [*(f"http://127.0.0.1:8501/{page.path}" for page in PAGES)]
    addresses += ["http://127.0.0.1:8501/api/v1/", "http://127.0.0.1:8501/mcp"]
    assert [line.partition("](")[2].partition(")")[0] for line in text.splitlines() if line[:2] == "- "] == addresses
