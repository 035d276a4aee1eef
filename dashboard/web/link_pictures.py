"""The pictures that chats and search results show beside a link, as PNG: drawn here, without a browser."""

import subprocess
import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from labour_migration.caching import memo
from labour_migration.data.package import DataPackage
from labour_migration.figures.link_picture import Faces
from labour_migration.figures.style import PICTURE_HEIGHT, PICTURE_WIDTH
from labour_migration.figures.typesetting import Face
from labour_migration.language import current
from labour_migration.language import gettext as _
from labour_migration.link_pictures import draw_picture
from labour_migration.previews import list_records
from labour_migration.problems import DataPackageError
from labour_migration.site import PAGES, Page
from web.delivery import rasterise as rasterise_program
from web.delivery.encoding import entity_tag, names_tag
from web.delivery.fonts import DRAWN, DRAWN_IN, FONTS
from web.delivery.threads import Threads

FOLDER = "preview"
_TYPE = "image/png"
# What Open Graph says of each picture beside its address and its words.
PICTURE = {
    "og:image:type": _TYPE,
    "og:image:width": str(PICTURE_WIDTH),
    "og:image:height": str(PICTURE_HEIGHT),
}
# The address has the version of the data in it, yet an update of the app may change a picture as well.
_LASTS = "public, max-age=86400"
_UNKEPT = {"Cache-Control": "no-store"}
_KEPT = 32  # pictures, some 50 kB each
_WITHIN = 30  # seconds after which a picture is given up
_AT_ONCE = 2  # requests: a crawler that wants all pictures takes neither all threads nor all processors


def picture_path(page: Page, package: DataPackage, code: str = "") -> str:
    """The path of a picture below the address of the site, with the version of the data: chats ask again for a new one.

    ``preview/residents.png?version=3.2.0``; of a statement or a source ``preview/claims/<its code>.png?version=3.2.0``.
    """
    name = f"{page.view}/{code}" if code else page.view
    return f"{FOLDER}/{name}.png?version={package.descriptor.version}"


def picture_routes(load_package: Callable[[], DataPackage]) -> list[Route]:
    """``/preview/<page>.png`` of each page, ``/preview/<page>/<code>.png`` of each statement and source.

    A page is shown as it opens: filters in the query change nothing. What there is no picture of is answered 404, and
    503 while the data is broken.
    """
    # In a thread: drawing takes longer than other connections should wait.
    answer = Threads(_AT_ONCE).answering(partial(_answer, load_package))
    return [Route(f"/{FOLDER}/{{view}}.png", answer), Route(f"/{FOLDER}/{{view}}/{{code}}.png", answer)]


def _answer(load_package: Callable[[], DataPackage], request: Request) -> Response:
    page = next((page for page in PAGES if page.view == request.path_params["view"]), None)
    code = request.path_params.get("code", "")
    try:
        package = load_package()
        if page is None or (code and code not in list_records(page, package)):
            return PlainTextResponse(_("There is no such picture."), 404, _UNKEPT)
        body, tag = draw_png(page, code, package)
    except (DataPackageError, OSError, subprocess.SubprocessError):  # of the data, the pages say what is wrong
        return PlainTextResponse(_("The picture will return when the data is ready."), 503, _UNKEPT)
    headers = {"ETag": tag, "Cache-Control": _LASTS, "Access-Control-Allow-Origin": "*"}
    if names_tag(request.headers.getlist("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    headers["Content-Length"] = str(len(body))
    return Response(b"" if request.method == "HEAD" else body, 200, headers, _TYPE)


@memo(at_most=_KEPT)
def draw_png(page: Page, code: str, package: DataPackage) -> tuple[bytes, str]:
    """The picture of a page, or of one of its records, and its entity tag."""
    body = rasterise(draw_picture(page, code, package, read_faces()))
    return body, entity_tag(body)


def draw_here(page: Page, code: str, package: DataPackage) -> bytes:
    """As :func:`draw_png`, in this process: where nobody waits for another answer of it."""
    return rasterise_program.draw(draw_picture(page, code, package, read_faces()), _name_fonts())


def rasterise(svg: str) -> bytes:
    """An SVG as PNG, in our own fonts alone. Raises SubprocessError where that fails."""
    command = [sys.executable, "-P", rasterise_program.__file__, *_name_fonts()]
    return subprocess.run(command, input=svg.encode(), capture_output=True, check=True, timeout=_WITHIN).stdout


def _name_fonts() -> list[str]:
    return [str(FONTS / name) for name in dict.fromkeys(_drawn())]


def read_faces() -> Faces:
    """The fonts of pictures in the language of now, with the width of each letter."""
    return _read_faces(_drawn())


def _drawn() -> tuple[str, ...]:
    return DRAWN_IN.get(current().code, DRAWN)


@cache
def _read_faces(names: tuple[str, ...]) -> Faces:
    return Faces(*(_read_face(FONTS / name) for name in names))


def _read_face(file: Path) -> Face:
    from fontTools.ttLib import TTFont  # a twentieth of a second, which no page needs

    with TTFont(file) as font:
        em, across = font["head"].unitsPerEm, font["hmtx"]
        widths = {point: across[glyph][0] / em for point, glyph in font.getBestCmap().items()}
        return Face(font["name"].getDebugName(1), font["OS/2"].usWeightClass, widths)
