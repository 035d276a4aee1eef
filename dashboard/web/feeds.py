"""Atom feeds: the corrections of the data, and the statements that have another result."""

from collections.abc import Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from labour_migration.data.package import DataPackage
from labour_migration.language import gettext as _
from labour_migration.problems import DataPackageError, list_problems
from labour_migration.site import CLAIMS_FEED, CORRECTIONS_FEED
from web.base_url import base_address
from web.delivery.encoding import choose_encoding, encode_kept, encoding_headers, names_tag
from web.delivery.threads import Threads

# Old versions are read for the first feed that somebody asks for: those who wait for it hold no thread of a page.
_THREADS = 2
_HEADERS = {"Cache-Control": "public, max-age=3600", "Access-Control-Allow-Origin": "*"}
_UNKEPT = {"Cache-Control": "no-store"}


def feed_routes(load_package: Callable[[], DataPackage]) -> list[Route]:
    """``/corrections.atom`` and ``/claims.atom``, which takes the code of one reported figure."""
    threads = Threads(_THREADS)
    return [
        Route(f"/{feed}", threads.answering(partial(_answer, feed, load_package)))
        for feed in (CORRECTIONS_FEED, CLAIMS_FEED)
    ]


def _answer(feed: str, load_package: Callable[[], DataPackage], request: Request) -> Response:
    """A feed; 400 where the query is wrong, 404 where no reported figure has its code, 503 while the data is broken."""
    from labour_migration import feeds  # no page needs it: nothing of it is read at the start

    query = {key: request.query_params.getlist(key) for key in request.query_params}
    figure_id, problems = feeds.parse_feed_query(query, feed)
    if problems:
        return _refuse(request, 400, "\n".join(list_problems(problems)))
    try:
        package = load_package()
        if figure_id and figure_id not in set(package.reported["figure_id"]):
            return _refuse(request, 404, _("We have no reported figure with this code."))
        return _send(request, feeds.write_feed_of(feed, package, base_address(request.scope), figure_id))
    except (DataPackageError, OSError):  # or a file is being replaced
        return _refuse(request, 503, _("We are fixing the data. The figures will return when it is ready."))


def _send(request: Request, content: bytes) -> Response:
    encoding = choose_encoding(request.headers)
    body, tag = encode_kept(content, encoding)
    headers = {**_HEADERS, "ETag": tag, **encoding_headers(encoding)}
    if names_tag(request.headers.getlist("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    headers |= {"Content-Type": "application/atom+xml; charset=utf-8", "Content-Length": str(len(body))}
    return Response(b"" if request.method == "HEAD" else body, headers=headers)


def _refuse(request: Request, status: int, told: str) -> Response:
    headers = {**_UNKEPT, "Content-Length": str(len(told.encode()))}
    return PlainTextResponse("" if request.method == "HEAD" else told, status, headers)
