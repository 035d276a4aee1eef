"""The address for assistants: the Model Context Protocol over HTTP, without sessions, read-only.

One POST is one JSON-RPC 2.0 message, and its answer is JSON: no stream, no state. Two forms of the protocol are spoken:
the one in which every request says its version (from 2026-07-28), and the older ones that begin with a handshake.
https://modelcontextprotocol.io/specification/2026-07-28/basic/transports
"""

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from labour_migration.assistants.wording import INSTRUCTIONS
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import VERSION_KEY
from labour_migration.data.versions import UnknownVersionError
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.output.formats import write_json
from labour_migration.problems import DataPackageError
from labour_migration.site import MCP
from web.base_url import base_address
from web.delivery.encoding import QUICK, choose_encoding, encode, encoding_headers
from web.delivery.threads import Threads
from web.openapi import JSON

STATELESS = ("2026-07-28",)
HANDSHAKE = ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")  # the newest first: it is what we offer
_UNSAID = "2025-03-26"  # what a request speaks that does not say its version, by the protocol
BYTES_AT_MOST = 65_536  # of a body: a text to check has two thousand characters
_AT_ONCE = 4  # calls of tools, each in a thread
_DIGITS = 9  # of a length that is worth a look
_FRESH = 3_600_000  # milliseconds for which a list of the tools may be kept, as answers of the data API are
PARSE, INVALID, NO_METHOD, PARAMS, BROKEN = -32700, -32600, -32601, -32602, -32603
MISMATCH, VERSION = -32020, -32022
_STATUSES = {PARSE: 400, INVALID: 400, NO_METHOD: 404, PARAMS: 400, MISMATCH: 400, VERSION: 400, BROKEN: 503}
# In the older forms what a method answers, an error too, is an answer like another: 404 would say that a session ended.
_HANDSHAKE_STATUSES = {**_STATUSES, NO_METHOD: 200, PARAMS: 200}
_META = "io.modelcontextprotocol/"
_LOCAL = ("localhost", "localhost.localdomain")
_ORIGIN = re.compile(r"null|[a-z][a-z0-9+.-]*://[^\s/?#\\@]{0,255}", re.IGNORECASE)
_ENCODED = re.compile(r"=\?base64\?(.*)\?=")
_CORS = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"}
_ALLOWED = {"Allow": "POST, OPTIONS"}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, Accept, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Mcp-Session-Id",
    "Access-Control-Max-Age": "86400",
}


class RpcError(Exception):
    """An answer of JSON-RPC that is an error: its code, a sentence, and data where the protocol asks for some."""

    def __init__(self, code: int, sentence: str, data: Mapping | None = None):
        super().__init__(sentence)
        self.code = code
        self.data = data


@dataclass(frozen=True)
class Message:
    """A request of JSON-RPC, and the version of the protocol that it is in."""

    id: str | int
    method: str
    params: Mapping
    version: str

    @property
    def is_stateless(self) -> bool:
        """True of the form of the protocol in which every request says its version."""
        return self.version in STATELESS


def mcp_routes(load_package: Callable[[Sequence[str]], DataPackage]) -> list[Route]:
    """The route for assistants.

    ``load_package`` gives the package as its files are now, or the released version that a query asks for; it raises
    DataPackageError or UnknownVersionError.
    """
    return [Route(MCP, _Endpoint(load_package))]


class _Endpoint:
    """ASGI application that answers every method; tools are called in a thread, while others are served."""

    def __init__(self, load_package: Callable[[Sequence[str]], DataPackage]):
        self.load_package = load_package
        self.threads = Threads(_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response = _refuse(request)
        if response is None:
            try:
                body = await _read(request)
            except ClientDisconnect:
                return
            response = await self.threads.run(_answer, request, body, self.load_package)
        await response(scope, receive, send)


def _refuse(request: Request) -> Response | None:
    """What is answered without a look at the body; None where the body is to be read."""
    if not is_trusted(request.headers.get("origin"), request.headers.get("host", ""), base_address(request.scope)):
        return _say(403, _("A page of another site asks here under a name that is not ours."))
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={**_CORS, **_PREFLIGHT, **_ALLOWED})
    if request.method != "POST":
        return _say(405, _("Send each message with POST: there is no stream and no session here."), **_ALLOWED)
    if _media_type(request.headers.get("content-type", "")) != JSON:
        return _say(415, _("A message is sent as {type}.").format(type=JSON))
    accepted = {_media_type(part) for part in request.headers.get("accept", "*/*").split(",")}
    if not accepted & {JSON, "application/*", "*/*"}:
        return _say(406, _("Answers are {type}: accept it.").format(type=JSON))
    return None


def is_trusted(origin: str | None, host: str, base: str) -> bool:
    """Whether a request with this Origin and this Host may be answered.

    The data is public, so that pages of all sites may ask, as they may ask the data API. What may not is a page that
    has bound its own name to our address (DNS rebinding): its browser sends that name as the host. Where a browser
    asks, which the Origin tells, the host has to be that of the site, this machine, or a bare address of IP, which
    nobody can bind. ``base`` is the address of the site.
    """
    if origin is None:
        return True
    if not _ORIGIN.fullmatch(origin):
        return False
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return name in (*_LOCAL, urlsplit(base).hostname) or name.endswith(".localhost") or _is_ip(name)


def _is_ip(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _media_type(field: str) -> str:
    return field.partition(";")[0].strip().casefold()


async def _read(request: Request) -> bytes | None:
    """The body of a request; None where it is too long, of which no more is read."""
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or len(length) > _DIGITS or int(length) > BYTES_AT_MOST:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BYTES_AT_MOST:
            return None
    return bytes(body)


def _answer(request: Request, body: bytes | None, load_package: Callable[[Sequence[str]], DataPackage]) -> Response:
    """The answer to a body: 202 to a notification, else one message of JSON-RPC."""
    if body is None:
        return _say(413, _("A message has at most {count} bytes.").format(count=BYTES_AT_MOST))
    asked, statuses = None, _STATUSES
    try:
        decoded = decode(body)
        asked = find_id(decoded)
        version = find_version(request, decoded)
        statuses = _STATUSES if version in STATELESS else _HANDSHAKE_STATUSES
        if "id" not in decoded:
            return Response(status_code=202, headers=_CORS)
        message = Message(asked, decoded["method"], find_params(decoded), version)
        if message.is_stateless:
            check_envelope(message, request)
        load = partial(load_package, request.query_params.getlist(VERSION_KEY))
        result = _call(message, load, base_address(request.scope))
        return _send(request, {"jsonrpc": "2.0", "id": asked, "result": result})
    except RpcError as error:
        told = {"code": error.code, "message": str(error), **({"data": error.data} if error.data else {})}
        return _send(request, {"jsonrpc": "2.0", "id": asked, "error": told}, statuses.get(error.code, 200))


def decode(body: bytes) -> dict:
    """The one message that a body has: a request or a notification of JSON-RPC 2.0; RpcError where it is none."""
    try:
        decoded = json.loads(body.decode(), parse_constant=_refuse_constant)
        json.dumps(decoded, ensure_ascii=False).encode()  # half of a pair of surrogates could not be answered
    except (ValueError, RecursionError):
        raise RpcError(PARSE, _("The body is not JSON in UTF-8.")) from None
    is_message = isinstance(decoded, dict) and decoded.get("jsonrpc") == "2.0"
    if not is_message or not isinstance(decoded.get("method"), str):
        raise RpcError(INVALID, _("The body has to be one request of JSON-RPC 2.0, not a batch and not an answer."))
    return decoded


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def find_id(decoded: Mapping) -> str | int | None:
    """The id of a message, None of a notification; RpcError where it is neither text nor a whole number."""
    asked = decoded.get("id")
    if "id" in decoded and (isinstance(asked, bool) or not isinstance(asked, str | int)):
        raise RpcError(INVALID, _("The id has to be a text or a whole number."))
    return asked


def find_params(decoded: Mapping) -> Mapping:
    """The parameters of a message by their names, none where it has none; RpcError where they have no names."""
    params = decoded.get("params", {})
    if not isinstance(params, dict):
        raise RpcError(PARAMS, _("The params have to be an object."))
    return params


def find_version(request: Request, decoded: Mapping) -> str:
    """The version of the protocol that a message is in; RpcError where it is one that we do not speak.

    The header says it; without the header, what the message says of itself. What says nothing is of an older form, in
    which ``initialize`` agrees on a version.
    """
    own = _envelope(decoded.get("params"))
    version = request.headers.get("mcp-protocol-version") or own.get(f"{_META}protocolVersion") or _UNSAID
    if not isinstance(version, str):
        raise RpcError(PARAMS, _("The version of the protocol has to be a text."))
    if version not in (*STATELESS, *HANDSHAKE):
        data = {"supported": [*STATELESS, *HANDSHAKE], "requested": version}
        raise RpcError(VERSION, _("This version of the protocol is not spoken here."), data)
    return version


def _envelope(params: object) -> Mapping:
    meta = params.get("_meta") if isinstance(params, dict) else None
    return meta if isinstance(meta, dict) else {}


def check_envelope(message: Message, request: Request) -> None:
    """RpcError unless a request says its version and the abilities of its sender, and its headers say the same as it.

    Headers are there for what stands between the two and does not read bodies: one that says something else may lead
    there, so it is an error (Mcp-Method, Mcp-Name, MCP-Protocol-Version; twice the same header, too).
    """
    said, version = _envelope(message.params), f"{_META}protocolVersion"
    for key in (version, f"{_META}clientCapabilities"):
        if key not in said:
            raise RpcError(PARAMS, _("The field {name} is missing in _meta.").format(name=key))
    expected = {"mcp-protocol-version": said[version], "mcp-method": message.method}
    if message.method == "tools/call":
        expected["mcp-name"] = message.params.get("name")
    for name, value in expected.items():
        if [_decode_field(field) for field in request.headers.getlist(name)] != [value]:
            raise RpcError(MISMATCH, _("The header {name} does not say what the message says.").format(name=name))


def _decode_field(field: str) -> str | None:
    """A header's text, which stands in Base64 where a header could not hold it; None where that is broken."""
    found = _ENCODED.fullmatch(field)
    try:
        return base64.b64decode(found[1], validate=True).decode() if found else field
    except (binascii.Error, ValueError):
        return None


def _call(message: Message, load: Callable[[], DataPackage], base: str) -> dict:
    """The result of a request."""
    methods = _STATELESS_METHODS if message.is_stateless else _HANDSHAKE_METHODS
    if message.method not in methods:
        raise RpcError(NO_METHOD, _("There is no method {name}.").format(name=message.method[:40]))
    is_call = message.method == "tools/call"
    try:
        package = load()
        result = (
            _call_tool(message.params, package, base) if is_call else methods[message.method](message.params, package)
        )
    except UnknownVersionError as error:
        raise RpcError(PARAMS, str(error)) from None
    except (DataPackageError, OSError) as error:
        if not is_call:
            raise RpcError(BROKEN, _tell_broken(error)) from None
        package, result = None, _fail(_tell_broken(error))
    if not message.is_stateless:
        return result
    kept = {} if is_call else {"ttlMs": _FRESH, "cacheScope": "public"}
    about = {"_meta": {f"{_META}serverInfo": _describe_server(package)}} if package else {}
    return {**result, "resultType": "complete", **kept, **about}


def _call_tool(params: Mapping, package: DataPackage, base: str) -> dict:
    """What a tool answers, as data and as text; where arguments do not fit, sentences that the assistant can act on."""
    from labour_migration.assistants.tools import TOOLS, call_tool  # no part of the start

    name, arguments = params.get("name"), params.get("arguments", {})
    if not isinstance(name, str) or name not in TOOLS:
        raise RpcError(PARAMS, _("There is no such tool. There are: {names}.").format(names=", ".join(TOOLS)))
    if not isinstance(arguments, dict):
        raise RpcError(PARAMS, _("The arguments have to be an object."))
    answer, told = call_tool(TOOLS[name], arguments, package, base)
    if told:
        return _fail(" ".join(told))
    # The same in a text: not every assistant reads the structured form, and none may get a figure without its parts.
    content = [{"type": "text", "text": write_json(answer).decode()}]
    return {"content": content, "structuredContent": answer, "isError": False}


def _fail(sentence: str) -> dict:
    """The result of a call that failed, for the assistant to read."""
    return {"content": [{"type": "text", "text": sentence}], "isError": True}


def _tell_broken(error: DataPackageError | OSError) -> str:
    count = len(error.problems) if isinstance(error, DataPackageError) else 1  # a file is being replaced
    return ngettext(
        "The data has {count} problem. It will return when that is fixed.",
        "The data has {count} problems. It will return when they are fixed.",
        count,
    ).format(count=count)


def _describe_server(package: DataPackage) -> dict:
    descriptor = package.descriptor
    return {"name": _NAME, "title": _(descriptor.title), "version": descriptor.version}


def _initialize(params: Mapping, package: DataPackage) -> dict:
    asked = params.get("protocolVersion")
    if not isinstance(asked, str):
        raise RpcError(PARAMS, _("The field {name} is missing.").format(name="protocolVersion"))
    return {
        "protocolVersion": asked if asked in HANDSHAKE else HANDSHAKE[0],
        "capabilities": _ABILITIES,
        "serverInfo": _describe_server(package),
        "instructions": _(INSTRUCTIONS),
    }


def _discover(_params: Mapping, _package: DataPackage) -> dict:
    return {
        "supportedVersions": [*STATELESS, *HANDSHAKE],
        "capabilities": _ABILITIES,
        "instructions": _(INSTRUCTIONS),
    }


def _list_tools(params: Mapping, package: DataPackage) -> dict:
    from labour_migration.assistants.tools import describe_tools  # no part of the start

    if "cursor" in params:
        raise RpcError(PARAMS, _("The list of tools has one page only."))
    return {"tools": describe_tools(package)}


def _ping(_params: Mapping, _package: DataPackage) -> dict:
    return {}


_NAME = "labour-migration"
_ABILITIES = {"tools": {}}
_STATELESS_METHODS: Mapping[str, Callable[..., dict]] = {
    "server/discover": _discover,
    "tools/list": _list_tools,
    "tools/call": _call_tool,
}
_HANDSHAKE_METHODS: Mapping[str, Callable[..., dict]] = {
    "initialize": _initialize,
    "ping": _ping,
    "tools/list": _list_tools,
    "tools/call": _call_tool,
}


def _send(request: Request, message: Mapping, status: int = 200) -> Response:
    encoding = choose_encoding(request.headers)
    body = encode(write_json(message), encoding, QUICK)
    return Response(body, status, {**_CORS, **encoding_headers(encoding), "Content-Type": JSON})


def _say(status: int, sentence: str, **headers: str) -> Response:
    """A refusal before there is a message to answer: JSON-RPC without an id."""
    body = write_json({"jsonrpc": "2.0", "id": None, "error": {"code": INVALID, "message": sentence}})
    cors = {"Cache-Control": "no-store"} if status == 403 else _CORS
    return Response(body, status, {**cors, **headers, "Content-Type": JSON})
