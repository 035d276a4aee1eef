"""What crawlers ask for: which addresses they may read; which pages, statements and sources there are."""

from collections.abc import Callable
from xml.etree import ElementTree

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from labour_migration.data.package import DataPackage
from labour_migration.previews import format_path, list_records
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
            package = await to_thread.run_sync(load_package)
        except DataPackageError:  # the pages are there, and say what is wrong
            package = None
        return Response(write_sitemap(base_address(request.scope), package), media_type="application/xml")

    return [Route("/robots.txt", answer_robots), Route("/sitemap.xml", answer_sitemap)]


def write_sitemap(base: str, package: DataPackage | None) -> bytes:
    """The sitemap of the pages, the statements and the sources below an address.

    Each changed last on the day of the data. Without a package, since it is broken, of the pages alone, of no day.
    """
    paths = [format_path(page) for page in PAGES]
    if package is not None:
        paths += [format_path(page, code) for page in PAGES for code in list_records(page, package)]
    sitemap = ElementTree.Element("urlset", xmlns=_SITEMAP)
    for path in paths:
        entry = ElementTree.SubElement(sitemap, "url")
        ElementTree.SubElement(entry, "loc").text = base + path
        if package is not None:
            ElementTree.SubElement(entry, "lastmod").text = package.descriptor.released.isoformat()
    return ElementTree.tostring(sitemap, encoding="utf-8", xml_declaration=True)
