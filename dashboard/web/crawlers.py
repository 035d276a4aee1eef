"""What crawlers ask for: which addresses they may read, and which pages there are."""

from collections.abc import Callable
from xml.etree import ElementTree

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from labour_migration.data.package import DataPackage
from labour_migration.problems import DataPackageError
from labour_migration.site import PAGES
from web.base_url import base_address

# Streamlit's own traffic: nothing to read there.
_ROBOTS = "User-agent: *\nAllow: /\nDisallow: /_stcore/\n\nSitemap: {base}sitemap.xml\n"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def crawler_routes(load_package: Callable[[], DataPackage]) -> list[Route]:
    """``/robots.txt`` and ``/sitemap.xml``."""

    async def answer_robots(request: Request) -> Response:
        return PlainTextResponse(_ROBOTS.format(base=base_address(request.scope)))

    async def answer_sitemap(request: Request) -> Response:
        try:
            day = (await to_thread.run_sync(load_package)).descriptor.released.isoformat()
        except DataPackageError:  # the pages are there, and say what is wrong
            day = ""
        return Response(write_sitemap(base_address(request.scope), day), media_type="application/xml")

    return [Route("/robots.txt", answer_robots), Route("/sitemap.xml", answer_sitemap)]


def write_sitemap(base: str, day: str) -> bytes:
    """The sitemap of the pages below an address, each changed last on the day of the data; of no day where empty."""
    sitemap = ElementTree.Element("urlset", xmlns=_SITEMAP)
    for page in PAGES:
        entry = ElementTree.SubElement(sitemap, "url")
        ElementTree.SubElement(entry, "loc").text = base + page.path
        if day:
            ElementTree.SubElement(entry, "lastmod").text = day
    return ElementTree.tostring(sitemap, encoding="utf-8", xml_declaration=True)
