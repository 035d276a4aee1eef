"""Our own files that pages load."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

SCRIPT = "charts.js"


def asset_routes(folder: Path) -> list[Route]:
    """The script for charts, from the folder that it lies in."""

    async def answer_script(request: Request) -> Response:  # noqa: ARG001 - every route is asked with one
        return FileResponse(
            folder / SCRIPT,
            media_type="text/javascript",
            headers={"cache-control": "public, max-age=3600", "x-content-type-options": "nosniff"},
        )

    return [Route(f"/{SCRIPT}", answer_script)]
