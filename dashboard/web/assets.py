"""Our own files that pages load."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from labour_migration.language import LOCALES
from labour_migration.site import ICON

# Pictures of charts; copying and sharing of addresses; the steps of the browser's history; searching and sorting; focus
# and what is said aloud.
SCRIPTS = ("charts.js", "share.js", "history.js", "register.js", "access.js")
_HEADERS = {"cache-control": "public, max-age=3600", "x-content-type-options": "nosniff"}


def read_styles(*sheets: Path) -> dict[str, str]:
    """Our style sheets as one for each language, with what pages in it have beside them: ``style.ur.css``."""
    return {code: _read_style(code, sheets) for code in LOCALES}


def _read_style(code: str, sheets: Sequence[Path]) -> str:
    own = [sheet.with_suffix(f".{code}.css") for sheet in sheets]
    return "".join(sheet.read_text(encoding="utf-8") for sheet in (*sheets, *own) if sheet in sheets or sheet.exists())


def asset_routes(folder: Path) -> list[Route]:
    """The scripts of pages and the icon, from the folder that they lie in."""
    scripts = [Route(f"/{name}", _answer_with(folder / name, "text/javascript")) for name in SCRIPTS]
    return [*scripts, Route(ICON, _answer_with(folder / "icon.png", "image/png"))]


def _answer_with(file: Path, media_type: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:  # noqa: ARG001 - every route is asked with one
        return FileResponse(file, media_type=media_type, headers=_HEADERS)

    return answer
