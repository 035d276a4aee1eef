"""The read-only data API: tables as CSV and JSON, claims, the package as a ZIP, and what describes them."""

import codecs
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from itertools import count
from pathlib import Path
from weakref import WeakKeyDictionary

import pandas as pd
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from labour_migration.croissant import ARCHIVE, describe_package
from labour_migration.data.package import DataPackage
from labour_migration.data.schema import DESCRIPTOR
from labour_migration.data.selection import (
    VERSION_KEY,
    Selection,
    parse_option,
    parse_query,
    query_problem,
    select,
)
from labour_migration.data.versions import UnknownVersionError, as_released, list_versions, path_of
from labour_migration.findings.answers import to_record
from labour_migration.language import Language, current, marked, ngettext
from labour_migration.language import gettext as _
from labour_migration.matching import check_text
from labour_migration.metadata import write_zip
from labour_migration.output.export import file_name, to_claims
from labour_migration.output.extract import Extract
from labour_migration.output.formats import FORMATS, Format, envelop, write_json
from labour_migration.problems import LISTED_AT_MOST, DataPackageError, Problem, list_problems
from labour_migration.results.reconcile import reconcile
from labour_migration.search import AT_MOST
from labour_migration.site import API, API_TABLES, MCP
from labour_migration.verbatim import echo
from labour_migration.view import View
from web.base_url import base_address
from web.delivery.bodies import Bodies, Body, BodyResponse, make_body
from web.delivery.encoding import PLAIN, choose_encoding, encoding_headers, names_tag
from web.delivery.threads import BusyError, Threads
from web.openapi import BOM, CSV, JSON, JSON_LD, METHODS, PROBLEM, TEXT, ZIP, Document, describe_api

OPENAPI = "openapi.json"
# Threads. To read what is asked for takes less than a millisecond, but where a released version has to be read first;
# to write a document takes up to half a second of a processor.
_READING, _RECALLING, _WRITING = 4, 2, 2
_WAITING = 100  # documents to be written, each for all who ask for it: whoever comes later would wait too long
_AGAIN = 10  # seconds after which it may ask again
_CORS = {"Access-Control-Allow-Origin": "*"}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_SHARED = {
    **_CORS,
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition",
    "Cache-Control": "public, max-age=3600",
    "Link": f'<{API}{DESCRIPTOR}>; rel="describedby"; type="{JSON}"',
}
# What is told of an error is not kept: the next answer may be another.
_UNKEPT = {**_CORS, "Cache-Control": "no-store"}


@dataclass(frozen=True)
class Asked:
    """What a document is asked for: a package, a selection of its rows in canonical form.

    ``base`` is the address of the site, for a document that has addresses of it; ``language`` is that of its words.
    """

    package: DataPackage
    folder: Path
    selection: Selection
    with_bom: bool
    language: Language
    text: str = ""
    base: str = ""

    def rows(self, table: str) -> pd.DataFrame:
        """The rows of a table that the selection shows."""
        return select(self.package.tables[table], self.selection, self.package)


def _table_in(form: Format) -> Callable[[Asked, str], bytes]:
    """What writes the rows of a table in a form; of CSV with a byte order mark where that is asked for."""

    def write(asked: Asked, table: str) -> bytes:
        resource, view = asked.package.descriptor.resource(table), View(asked.selection)
        extract = Extract(table, _(resource.title), _(resource.description), asked.rows(table), table, view)
        content = form.write(extract, asked.package)
        return codecs.BOM_UTF8 + content if asked.with_bom else content

    return write


def _claims(asked: Asked, table: str) -> bytes:
    figures = set(asked.rows(table)["figure_id"])
    found = [one for one in reconcile(asked.package) if one.figure["figure_id"] in figures]
    rows = to_claims(found, asked.package)
    return write_json(envelop(_(CLAIMS), View(asked.selection), rows, asked.package))


def _check(asked: Asked, _table: str) -> bytes:
    return write_json(to_record(check_text(asked.package, asked.text), asked.package))


def _descriptor(asked: Asked, _table: str) -> bytes:
    return asked.package.files[DESCRIPTOR]


def _zip(asked: Asked, _table: str) -> bytes:
    pin = asked.package.pin
    return path_of(pin, asked.folder).read_bytes() if pin else write_zip(asked.package.files)


def _croissant(asked: Asked, _table: str) -> bytes:
    files = {**asked.package.files, ARCHIVE: _zip(asked, "")}
    descriptor = as_released(asked.package.descriptor, files)
    return write_json(describe_package(descriptor, files, asked.base, asked.package.pinned))


def _openapi(asked: Asked, _table: str) -> bytes:
    return write_json(describe_api(DOCUMENTS, asked.package, list_versions(asked.folder)))


def _listing(asked: Asked, _table: str) -> bytes:
    descriptor = asked.package.descriptor
    documents = [
        {
            "href": API + document.name,
            "title": document.title_in(asked.package),
            "type": document.media_type,
            "parameters": list(document.parameters(asked.package)),
        }
        for document in DOCUMENTS
    ]
    return write_json(
        {"title": _(descriptor.title), "version": descriptor.version, "documents": documents, "assistants": MCP}
    )


_WHOLE = Document(ARCHIVE, ZIP, _zip, title=marked("The Data Package, all files as they are"))
CLAIMS = marked("Reported figures compared with official figures")
# The one table of what is served: routes, the listing and the OpenAPI document follow it.
DOCUMENTS = (
    *(
        Document(f"{name}.{form.ending}", form.media_type, _table_in(form), table)
        for name, table in API_TABLES.items()
        for form in FORMATS
        if form.in_api
    ),
    Document("claims.json", JSON, _claims, "reported_figures", CLAIMS),
    Document("check", JSON, _check, title=marked("A text held against the reported figures"), takes=(TEXT,)),
    Document(
        DESCRIPTOR, JSON, _descriptor, title=marked("The descriptor of the Data Package; its paths are in the ZIP")
    ),
    _WHOLE,
    Document(
        "croissant.json", JSON_LD, _croissant, title=marked("The package as Croissant metadata"), has_addresses=True
    ),
    Document(OPENAPI, JSON, _openapi, title=marked("The description of this API")),
    Document("", JSON, _listing, title=marked("What the API serves")),
)


def api_routes(load_package: Callable[[Sequence[str]], DataPackage], folder: Path) -> list[Route]:
    """The routes of the API over the package in a folder; everything else below ``/api/`` is a problem of its own.

    ``load_package`` gives the package as its files are now, or the released version that a query asks for; it raises
    DataPackageError where the package has problems, UnknownVersionError where there is no such version.
    """
    store = _Store(load_package, folder)
    served = [Route(API + document.name, _Endpoint(store.answering(document))) for document in DOCUMENTS]

    return [*served, Route("/api/{path:anything}", _Endpoint(store.reading.answering(_answer_unknown)))]


class _Anything(Convertor[str]):
    """The rest of a path, line breaks too: Starlette's own ends at the first."""

    regex = "(?s:.*)"

    def convert(self, value: str) -> str:
        """The rest as it stands."""
        return value

    def to_string(self, value: str) -> str:
        """The rest as it stands."""
        return value


register_url_convertor("anything", _Anything())


class _Endpoint:
    """ASGI application that answers every method."""

    def __init__(self, answer: Callable[[Request], Awaitable[Response]]):
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        response = await self.answer(Request(scope))
        await response(scope, receive, send)


class _QueryError(ValueError):
    """A query asks for what there is not; ``problems`` say what."""

    def __init__(self, problems: Sequence[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)))


class _Store:
    """What answers requests for documents: each is written in a thread, once for all who ask for it at a time.

    Whoever asks for what is there already, or has it, waits for nobody who has to wait.
    """

    def __init__(self, load_package: Callable[[Sequence[str]], DataPackage], folder: Path):
        self.load_package = load_package
        self.folder = folder
        self.bodies = Bodies()
        self.reading, self.recalling = Threads(_READING), Threads(_RECALLING)
        self.writing = Threads(_WRITING, _WAITING)
        # A number for each package, by which bodies are found: they keep none alive that the files have no more.
        self.numbers: WeakKeyDictionary[DataPackage, int] = WeakKeyDictionary()
        self.counted = count()

    def answering(self, document: Document) -> Callable[[Request], Awaitable[Response]]:
        """What answers a request for a document."""

        async def answer(request: Request) -> Response:
            if request.method == "OPTIONS":
                return Response(status_code=204, headers={**_CORS, **_PREFLIGHT, "Allow": ", ".join(METHODS)})
            if request.method not in METHODS:
                return await self.reading.run(_refuse_method, request)
            try:
                threads = self.recalling if VERSION_KEY in request.query_params else self.reading
                asked = await threads.run(self._read, request, document)
                return await self._send(request, asked, document)
            except _QueryError as error:
                return _refuse(request, 400, error.problems)
            except UnknownVersionError as error:
                return _refuse(request, 400, [replace(one, remedy=_what_is_allowed()) for one in error.problems])
            except DataPackageError as error:
                return _refuse_for_now(request, len(error.problems))
            except OSError:  # a file is being replaced
                return _refuse_for_now(request, 1)
            except BusyError:
                told = _("Too many others are waiting. Ask again in {count} seconds.").format(count=_AGAIN)
                return _refuse(request, 503, [], told, **{"Retry-After": str(_AGAIN)})

        return answer

    def _read(self, request: Request, document: Document) -> Asked:
        """What a request asks of a document. Raises _QueryError where it asks for what there is not."""
        language = current()  # here, in a thread: the first to ask for it has its catalogue read
        query = {key: request.query_params.getlist(key) for key in request.query_params}
        package = self.load_package(query.get(VERSION_KEY, ()))
        selection, with_bom, problems = read_query(query, document, package)
        text, of_text = read_text(query) if TEXT in document.takes else ("", [])
        if problems or of_text:
            raise _QueryError([*problems, *of_text])
        base = base_address(request.scope) if document.has_addresses else ""
        return Asked(package, self.folder, selection, with_bom, language, text, base)

    async def _send(self, request: Request, asked: Asked, document: Document) -> Response:
        # What is an archive is compressed already.
        encoding = PLAIN if document.media_type == ZIP else choose_encoding(request.headers)
        number = self.numbers.setdefault(asked.package, next(self.counted))
        key = (document.name, number, asked.selection, asked.with_bom, asked.base, asked.language, encoding)
        known = request.headers.getlist("if-none-match")
        if not document.takes and (told := self.bodies.describe(key)):  # before anything is made
            if names_tag(known, told.tag):
                return _unchanged(told.tag, encoding)
            if request.method == "HEAD":
                return _deliver(told, asked, document, encoding)

        async def write() -> Body:
            return await self.writing.run(lambda: make_body(document.write(asked, document.table), encoding))

        # Of two texts no two are the same: they are not kept.
        body = await (write() if document.takes else self.bodies.fetch(key, write))
        if names_tag(known, body.tag):
            return _unchanged(body.tag, encoding)
        return _deliver(body, asked, document, encoding)


def read_query(
    query: Mapping[str, Sequence[str]], document: Document, package: DataPackage
) -> tuple[Selection, bool, list[Problem]]:
    """The selection that a query asks of a document, whether with a byte order mark, and what is wrong with the query.

    A parameter that the document does not take is a problem, as is a value that the parameter does not have.
    """
    keys = document.parameters(package)
    expected = _("one of {keys}").format(keys=", ".join(keys)) if keys else _("no parameter")
    problems = [query_problem("parameter-unknown", echo(key), key, expected) for key in query if key not in keys]
    known = {key: values for key, values in query.items() if key in keys}
    selection, of_values = parse_query(known, package)
    bom, of_bom = parse_option({"bom": known.get("bom", [])}, "bom", BOM)
    told = [replace(one, remedy=_what_is_allowed()) for one in (*problems, *of_values, *of_bom)]
    return selection, bom == BOM[1], told


def _what_is_allowed() -> str:
    return _("{address} lists what is allowed.").format(address=API + OPENAPI)


def read_text(query: Mapping[str, Sequence[str]]) -> tuple[str, list[Problem]]:
    """The text that a query asks to check, and what is wrong with it: it is there once, and not too long."""
    texts = query.get(TEXT, [])
    if len(texts) == 1 and 0 < len(texts[0]) <= AT_MOST:
        return texts[0], []
    expected = _("one text of 1 to {count} characters").format(count=AT_MOST)
    found = _("{count} characters").format(count=len(texts[0])) if len(texts) == 1 else str(len(texts))
    return "", [replace(query_problem("text-unfit", TEXT, found, expected), remedy=_what_is_allowed())]


def _unchanged(tag: str, encoding: str) -> Response:
    """Word that the body is as whoever asks has it."""
    return Response(status_code=304, headers={**_SHARED, "ETag": tag, **encoding_headers(encoding)})


def _deliver(body: Body, asked: Asked, document: Document, encoding: str) -> Response:
    headers = {**_SHARED, "ETag": body.tag, **encoding_headers(encoding)}
    if document.name:
        way = "inline" if document.media_type in (JSON, JSON_LD) else "attachment"
        headers["Content-Disposition"] = f'{way}; filename="{_name(document, asked)}"'
    headers["Content-Type"] = (
        f"{CSV}; charset=utf-8; header=present" if document.media_type == CSV else document.media_type
    )
    return BodyResponse(body, headers)


def _name(document: Document, asked: Asked) -> str:
    slug, _dot, ending = document.name.partition(".")
    if not document.table:
        return (
            document.name
            if document.media_type in (JSON, JSON_LD)
            else file_name(asked.package.descriptor.name, asked.package, ending=ending)
        )
    return file_name(API_TABLES.get(slug, slug).replace("_", "-"), asked.package, View(asked.selection), ending)


def _refuse(request: Request, status: int, problems: Sequence[Problem], detail: str = "", **headers: str) -> Response:
    """A problem in the form of RFC 9457."""
    listed = problems[:LISTED_AT_MOST]
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or " ".join(list_problems(problems)),
        "errors": [
            {"parameter": one.field, "found": one.found, "expected": one.expected, "remedy": one.remedy}
            for one in listed
        ],
    }
    content = write_json(body)
    told = {**_UNKEPT, "Content-Type": PROBLEM, "Content-Length": str(len(content)), **headers}
    return Response(b"" if request.method == "HEAD" else content, status, told)


def _refuse_method(request: Request) -> Response:
    allowed = ", ".join(METHODS)
    problem = query_problem("method-unknown", "method", request.method, _("one of {keys}").format(keys=allowed))
    return _refuse(request, 405, [replace(problem, remedy=_("The API is read-only."))], Allow=allowed)


def _refuse_for_now(request: Request, count: int) -> Response:
    detail = ngettext(
        "The data has {count} problem. It will return when that is fixed.",
        "The data has {count} problems. It will return when they are fixed.",
        count,
    )
    return _refuse(request, 503, [], detail.format(count=count))


def _answer_unknown(request: Request) -> Response:
    problem = query_problem("path-unknown", "path", request.scope["path"], _("an address of the data API"))
    return _refuse(request, 404, [replace(problem, remedy=_("{address} lists what there is.").format(address=API))])
