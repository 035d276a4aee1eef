"""Our own files that pages load."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from labour_migration.site import ICON

SCRIPT = "charts.js"
_HEADERS = {"cache-control": "public, max-age=3600", "x-content-type-options": "nosniff"}


def asset_routes(folder: Path) -> list[Route]:
    """The script for charts and the icon, from the folder that they lie in."""

    async def answer_script(request: Request) -> Response:  # noqa: ARG001 - every route is asked with one
        return FileResponse(folder / SCRIPT, media_type="text/javascript", headers=_HEADERS)

    async def answer_icon(request: Request) -> Response:  # noqa: ARG001
        return FileResponse(folder / "icon.png", media_type="image/png", headers=_HEADERS)

    return [Route(f"/{SCRIPT}", answer_script), Route(ICON, answer_icon)]
