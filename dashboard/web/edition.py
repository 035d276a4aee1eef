"""What the static edition takes from the app as it answers: documents, feeds, frames, pictures; and its assets."""

import asyncio
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from streamlit.config import set_option

from labour_migration.data.package import DataPackage
from labour_migration.edition import API_LISTING, Address
from labour_migration.embeds import PATH as EMBED
from labour_migration.embeds import list_embeds
from labour_migration.html.sheet import leave_out
from labour_migration.html.static_pages import Assets
from labour_migration.language import LOCALES, USUAL
from labour_migration.previews import list_records
from labour_migration.site import API, CLAIMS_FEED, CORRECTIONS_FEED, PAGES, format_feed, language_path
from web.api import DOCUMENTS, api_routes
from web.assets import read_styles
from web.crawlers import crawler_routes
from web.delivery.fonts import FONTS
from web.embeds import embed_routes
from web.feeds import feed_routes
from web.languages import Languages

ASSETS = "assets/"
CHART = Path(__file__).parents[1] / "chart"
# Names of Streamlit's own elements, and of what only scripts make: rules for them have nothing to do here.
_OF_THE_APP = (
    "stApp", "data-testid", "st-key", "data-variant", "data-rac", "aria-checked", "stPopover", "root", "offer",
    "search", "pictures", "sharing", "can-share", "data-copies", "register", "aria-sort", "data-selected", "js-plotly",
    "chart", "answer",
)  # fmt: skip
_FONT = re.compile(r'url\("\./static/media/([^"]+)"\)')
_DIGITS = 10  # hexadecimal, of a digest in a name
# The fonts of the first words of a page.
_FIRST_FONTS = dict.fromkeys(LOCALES, ("SourceSansVF-Upright.woff2", "SourceSerifVariable-Roman.woff2"))


@dataclass(frozen=True)
class Answer:
    """An address of the app that a file of the edition has the answer of, in the language of its path."""

    address: str
    path: str


def stand_at(base: str) -> None:
    """Have the app know its public address, as a person would set it."""
    parts = urlsplit(base)
    set_option("browser.serverAddress", parts.hostname)
    set_option("browser.serverPort", parts.port or (443 if parts.scheme == "https" else 80))
    set_option("server.baseUrlPath", parts.path.strip("/"))


def make_app(package: DataPackage, datasets: Path, folder: Path, root: str = "/") -> Starlette:
    """The app without its pages: all that answers without a session, below the path of the site."""

    def load(_versions: object = ()) -> DataPackage:
        return package

    routes = [
        *api_routes(load, datasets),
        *crawler_routes(load),
        *feed_routes(load),
        *embed_routes(load, folder),
    ]
    if root != "/":
        routes = [Mount(root.removesuffix("/"), routes=routes)]
    return Starlette(routes=routes, middleware=[Middleware(Languages)])


def list_answers(package: DataPackage) -> Iterator[Answer]:
    """What the edition has of the app's answers, below each language."""
    for code in LOCALES:
        below = language_path(code)
        for document in DOCUMENTS:
            if not document.takes:  # what asks for a text has no file
                path = f"{API.lstrip('/')}{document.name}"
                yield Answer(below + path, below + (path if document.name else f"{path}{API_LISTING}"))
        for feed in (CORRECTIONS_FEED, CLAIMS_FEED, "sitemap.xml", "llms.txt", *(["robots.txt"] if not below else [])):
            yield Answer(below + feed, below + feed)
        for page in PAGES:
            if page.record == "figure":
                for record in list_records(page, package):
                    path = Address(page, page.record, record).path.removesuffix("/")
                    yield Answer(below + format_feed(CLAIMS_FEED, record), f"{below}{path}.atom")
        for embed in list_embeds(package):
            yield Answer(f"{below}{EMBED}{embed}", f"{below}{EMBED}{embed}/index.html")


def ask(app: Starlette, root: str, address: str) -> bytes:
    """The body of the app's answer at an address below that of the site, whose path is ``root``.

    RuntimeError where it does not answer with one.
    """
    path, _mark, query = address.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": root + path,
        "raw_path": (root + path).encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"accept-encoding", b"identity")],
        "client": None,
        "server": None,
    }
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    if sent[0]["status"] != 200:
        raise RuntimeError(f"{address} is answered with {sent[0]['status']}.")
    return b"".join(message.get("body", b"") for message in sent[1:])


def gather_assets(folder: Path, root: str) -> tuple[dict[str, Assets], dict[str, bytes]]:
    """What pages in each language load, and the files, by their paths below the site.

    Each name has a digest of its content: it may be kept for good.
    """
    files: dict[str, bytes] = {}

    def keep(name: str, content: bytes) -> str:
        stem, _dot, ending = name.rpartition(".")
        path = f"{ASSETS}{stem}.{hashlib.sha256(content).hexdigest()[:_DIGITS]}.{ending}"
        files[path] = content
        return path

    def keep_font(name: str) -> str:
        return keep(name, (FONTS / name).read_bytes())

    icon = root + keep("icon.png", (folder / "icon.png").read_bytes())
    chart, script = root + keep("chart.css", (CHART / "chart.css").read_bytes()), root + _keep_scripts(folder, keep)
    assets = {}
    for code in LOCALES:
        sheets = read_styles(folder / "style.css")[code], read_styles(folder / "edition.css")[code]
        style = leave_out(sheets[0], _OF_THE_APP) + _read_fonts(sheets[0], code) + sheets[1]
        style = _FONT.sub(lambda font: f'url("{keep_font(font[1]).removeprefix(ASSETS)}")', style)
        fonts = tuple(root + keep_font(name) for name in _FIRST_FONTS[code])
        assets[code] = Assets(root + keep(f"edition.{code}.css", style.encode()), icon, fonts, script, chart)
    return assets, files


def _keep_scripts(folder: Path, keep: Callable[[str, bytes], str]) -> str:
    """The path of the script that draws a chart; it imports the app's own, which imports Plotly, by their names."""
    (library,) = CHART.glob("plotly-basic-*.min.js")
    imported, path = library.name, keep(library.name, library.read_bytes())
    for script in (CHART / "chart.js", folder / "interactive.js"):
        text = script.read_text(encoding="utf-8").replace(f'"./{imported}"', f'"./{path.removeprefix(ASSETS)}"')
        imported, path = script.name, keep(script.name, text.encode())
    return path


def _read_fonts(sheet: str, code: str) -> str:
    """The fonts of a language other than the usual one, which :func:`leave_out` takes for ones to be fetched."""
    return "" if code == USUAL else "".join(re.findall(r"@font-face \{[^}]*\./static/media/[^}]*\}", sheet))
