"""Whether the site is well: only where its data is."""

from collections.abc import Callable

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from labour_migration.data.package import DataPackage
from labour_migration.language import ngettext
from labour_migration.problems import DataPackageError

_UNKEPT = {"Cache-Control": "no-store"}


def health_routes(load_package: Callable[[], DataPackage]) -> list[Route]:
    """``/healthz``: 200 where the package loads without a problem, else 503 with their number.

    Streamlit's own ``/_stcore/health`` tells of the server alone.
    """

    async def answer_health(request: Request) -> Response:  # noqa: ARG001 - every route is asked with one
        try:
            await to_thread.run_sync(load_package)
        except DataPackageError as error:
            count = len(error.problems)
        except OSError:  # a file is being replaced
            count = 1
        else:
            return PlainTextResponse("ok", headers=_UNKEPT)
        said = ngettext("The data has {count} problem.", "The data has {count} problems.", count)
        return PlainTextResponse(said.format(count=count), 503, _UNKEPT)

    return [Route("/healthz", answer_health)]
