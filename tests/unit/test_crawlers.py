"""What crawlers ask for."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import pytest
from starlette.requests import Request
from starlette.responses import Response

from labour_migration.problems import DataPackageError
from labour_migration.site import PAGES
from web.crawlers import crawler_routes, write_sitemap

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


def test_sitemap_has_every_page_and_the_day_of_the_data():
    sitemap = ElementTree.fromstring(write_sitemap("https://a.example/", "2026-11-25"))
    assert [place.text for place in sitemap.iterfind("s:url/s:loc", NAMES)] == [
        f"https://a.example/{page.path}" for page in PAGES
    ]
    assert {day.text for day in sitemap.iterfind("s:url/s:lastmod", NAMES)} == {"2026-11-25"}


def test_sitemap_of_broken_data_tells_no_day(ask):
    def load():
        raise DataPackageError([])

    answer = ask("/sitemap.xml", load)
    assert answer.status_code == 200
    assert b"lastmod" not in answer.body
    assert answer.headers["content-type"].startswith("application/xml")


def test_robots_may_read_all_but_the_traffic_of_the_app(ask):
    assert ask("/robots.txt").body.decode() == (
        "User-agent: *\nAllow: /\nDisallow: /_stcore/\n\nSitemap: http://127.0.0.1:8501/sitemap.xml\n"
    )
