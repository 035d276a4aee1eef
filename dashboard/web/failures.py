"""The last net of what HTTP sees: whatever a route raises becomes a sentence, and an entry in the log."""

import asyncio
from collections.abc import Mapping

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime import app_session
from streamlit.runtime.backend_operation_handler import DeferredFileHandler

from labour_migration.embeds import PATH
from labour_migration.failures import RecordedError, record
from labour_migration.html.pages import write_failure
from labour_migration.language import current
from labour_migration.output.formats import write_json
from labour_migration.site import API, MCP, find_page
from web.base_url import base_path, path_below
from web.delivery.accepting import HTML, prefers_markdown
from web.openapi import JSON, PROBLEM
from web.security import write_frame_policy

_STATUS = 503  # it may go better later; which it does not where an answer says that the server is at fault (500)
_HEADERS = {"Cache-Control": "no-store", "Retry-After": "60"}
_CORS = {"Access-Control-Allow-Origin": "*"}
_BROKEN = -32603  # in JSON-RPC: an internal error


class Failures:
    """ASGI middleware: what fails inside is answered 503 with a sentence, in the form of what was asked for.

    Once an answer has begun it cannot be taken back: the server then closes the connection, so that nobody takes it
    for a whole one. ``styles`` has our style sheet for each language.
    """

    def __init__(self, app: ASGIApp, styles: Mapping[str, str]):
        self.app = app
        self.styles = styles

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_begun = False

        async def note(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive, note)
        except ClientDisconnect:  # nobody is there to be told
            pass
        except Exception as error:  # noqa: BLE001 - it is the last net
            failure = record(
                error, f"{scope['method']} {scope['path']}?{scope.get('query_string', b'').decode('latin-1')}"
            )
            if not has_begun:
                response = await to_thread.run_sync(self._answer, scope, failure)
                await response(scope, receive, send)

    def _answer(self, scope: Scope, failure: RecordedError) -> Response:
        try:
            response = self._write(scope, failure)
        except Exception:  # noqa: BLE001 - what writes pages may be what has failed
            response = PlainTextResponse(str(failure), _STATUS, _HEADERS)
        if scope["method"] == "HEAD":
            response.body = b""  # its headers tell the length that the body would have
        return response

    def _write(self, scope: Scope, failure: RecordedError) -> Response:
        """The sentence as what was asked for: a page, a frame, a problem (RFC 9457), an answer of JSON-RPC, or text."""
        path, sentence = path_below(scope), str(failure)
        if f"/{path}".startswith(API):
            problem = {"type": "about:blank", "title": "Service Unavailable", "status": _STATUS, "detail": sentence}
            return Response(write_json(problem), _STATUS, {**_HEADERS, **_CORS}, PROBLEM)
        if f"/{path}" == MCP:
            error = {"code": _BROKEN, "message": sentence}
            message = {"jsonrpc": "2.0", "id": None, "error": error}
            return Response(write_json(message), _STATUS, {**_HEADERS, **_CORS}, JSON)
        style = self.styles[current().code]
        if path.startswith(PATH):
            from labour_migration.html import framed  # as embeds.py: no page needs it at the start

            html = framed.write_refusal(sentence, style)
            return Response(
                html, _STATUS, {**_HEADERS, "Content-Security-Policy": write_frame_policy(html.encode())}, HTML
            )
        if find_page(path) is None or prefers_markdown(Headers(scope=scope)):
            return PlainTextResponse(sentence, _STATUS, _HEADERS)
        html = str(write_failure(base_path(), sentence)).replace("</head>", f"<style>{style}</style></head>")
        return Response(html, _STATUS, _HEADERS, HTML)


def tell_failed_downloads() -> None:
    """Have the button of a file that could not be written show our sentence: Streamlit's own has no code."""
    app_session.DeferredFileHandler = _Files


class _Files(DeferredFileHandler):
    """Writes the file that a button gives when it is pressed."""

    async def handle(
        self,
        request: BackendOperationRequest,
        session_id: str,  # noqa: ARG002 - as Streamlit calls it
    ) -> BackendOperationResponse:
        """The address of the file, or why there is none."""
        manager = self._get_media_file_mgr()
        try:
            url = await asyncio.to_thread(manager.execute_deferred, request.deferred_file.file_id)
        except Exception as error:  # noqa: BLE001 - it is the last net
            failure = error.__cause__
            if not isinstance(failure, RecordedError):
                failure = record(error, "a download")
            return BackendOperationResponse(request_id=request.request_id, error_msg=str(failure))
        answer = BackendOperationResponse(request_id=request.request_id)
        answer.deferred_file.url = url
        return answer
