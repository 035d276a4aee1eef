"""What crawlers and assistants ask for: what they may read; which pages, statements, sources and tools there are."""

from collections.abc import Callable
from xml.etree import ElementTree

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from labour_migration.assistants.wording import INSTRUCTIONS, KEEP
from labour_migration.data.package import DataPackage
from labour_migration.language import LOCALES
from labour_migration.language import gettext as _
from labour_migration.previews import format_path, list_records
from labour_migration.problems import DataPackageError
from labour_migration.site import API, MCP, NAME, PAGES, format_heading, lead_to_language
from web.base_url import base_address

# Streamlit's own traffic: nothing to read there.
_ROBOTS = "User-agent: *\nAllow: /\nDisallow: /_stcore/\n\n{sitemaps}\n"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def crawler_routes(load_package: Callable[[], DataPackage]) -> list[Route]:
    """``/robots.txt``, ``/sitemap.xml`` and ``/llms.txt``."""

    async def answer_robots(request: Request) -> Response:
        base = base_address(request.scope)
        sitemaps = "\n".join(f"Sitemap: {lead_to_language(base, code)}sitemap.xml" for code in LOCALES)
        return PlainTextResponse(_ROBOTS.format(sitemaps=sitemaps))

    async def answer_sitemap(request: Request) -> Response:
        try:
            package = await to_thread.run_sync(load_package)
        except DataPackageError:  # the pages are there, and say what is wrong
            package = None
        return Response(write_sitemap(base_address(request.scope), package), media_type="application/xml")

    async def answer_overview(request: Request) -> Response:
        return PlainTextResponse(write_overview(base_address(request.scope)), media_type="text/markdown")

    return [
        Route("/robots.txt", answer_robots),
        Route("/sitemap.xml", answer_sitemap),
        Route("/llms.txt", answer_overview),
    ]


def write_overview(base: str) -> str:
    """What assistants are told of the site below an address, in Markdown (https://llmstxt.org): pages, data, tools."""
    pages = [
        _("- [{title}]({url}): {description}").format(
            title=format_heading(page), url=base + format_path(page), description=_(page.description)
        )
        for page in PAGES
    ]
    root = base.removesuffix("/")
    data = [
        _("- [Data API]({url}): every table as CSV and JSON, with a citation in each row.").format(url=root + API),
        _("- [Tools for assistants]({url}): Model Context Protocol, Streamable HTTP, read-only.").format(
            url=root + MCP
        ),
    ]
    heading, summary = _("# {site}").format(site=_(NAME)), _("> {description}").format(description=_(INSTRUCTIONS))
    parts = [heading, summary, _(KEEP), _("## Pages"), "\n".join(pages), _("## Data"), "\n".join(data)]
    return "\n\n".join(parts) + "\n"


def write_sitemap(base: str, package: DataPackage | None) -> bytes:
    """The sitemap of the pages, the statements and the sources below an address, each with itself in every language.

    Each changed last on the day of the data. Without a package, since it is broken, of the pages alone, of no day.
    """
    paths = [format_path(page) for page in PAGES]
    if package is not None:
        paths += [format_path(page, code) for page in PAGES for code in list_records(page, package)]
    sitemap = ElementTree.Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    addresses = {code: lead_to_language(base, code) for code in LOCALES}
    for path in paths:
        entry = ElementTree.SubElement(sitemap, "url")
        ElementTree.SubElement(entry, "loc").text = base + path
        for code, address in addresses.items():
            link = {"rel": "alternate", "hreflang": code, "href": address + path}
            ElementTree.SubElement(entry, "xhtml:link", link)
        if package is not None:
            ElementTree.SubElement(entry, "lastmod").text = package.descriptor.released.isoformat()
    return ElementTree.tostring(sitemap, encoding="utf-8", xml_declaration=True)
