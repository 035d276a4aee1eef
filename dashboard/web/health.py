"""Whether the site is well: only where it has data to serve."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from labour_migration.data.keeper import CURRENT, STALE, State

_UNKEPT = {"Cache-Control": "no-store"}


def health_routes(find_state: Callable[[], State]) -> list[Route]:
    """``/healthz``: how the data are, as JSON: 200 where valid data are served and all pages could be made, else 503.

    It is answered from memory, without a thread: at once, however many readers wait for something else. Streamlit's own
    ``/_stcore/health`` tells of the server alone.
    """

    async def answer_health(request: Request) -> Response:  # noqa: ARG001 - every route is asked with one
        state = find_state()
        return JSONResponse(describe(state), 200 if state.data in (CURRENT, STALE) else 503, _UNKEPT)

    return [Route("/healthz", answer_health)]


def describe(state: State) -> dict[str, object]:
    """How the data are (``data``), since when, the version that is served, the first problem and how many there are.

    What there is not of these is null.
    """
    return {
        "data": state.data,
        "since": state.since and state.since.isoformat(timespec="seconds"),
        "version": state.package and state.package.descriptor.version,
        "problem": str(state.problems[0]) if state.problems else None,
        "problems": len(state.problems),
    }
