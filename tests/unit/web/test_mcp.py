"""The address for assistants as HTTP and JSON-RPC: what it answers, what it refuses, and that nothing breaks it."""

import asyncio
import json
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from labour_migration.problems import DataPackageError, Problem
from web.mcp import BYTES_AT_MOST, HANDSHAKE, STATELESS, is_trusted, mcp_routes

PROBLEM = Problem("encoding", "events.csv", "bytes", "text", "Save it.")
META = {
    "io.modelcontextprotocol/protocolVersion": STATELESS[0],
    "io.modelcontextprotocol/clientCapabilities": {},
}
USUAL = {"host": "127.0.0.1:8501", "content-type": "application/json", "accept": "application/json, text/event-stream"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)

    @property
    def code(self) -> int:
        return self.json["error"]["code"]


async def exchange(app: Callable, method: str, headers: list[tuple[str, str]], chunks: list[bytes]) -> Answer:
    left, said = list(chunks) or [b""], []

    async def receive() -> dict:
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    async def send(message: dict) -> None:
        said.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": "/mcp",
        "query_string": b"",
        "server": ("127.0.0.1", 8501),
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
    }
    await app(scope, receive, send)
    named = {name.decode(): value.decode() for name, value in said[0]["headers"]}
    return Answer(said[0]["status"], named, b"".join(message.get("body", b"") for message in said[1:]))


def serve(load: Callable) -> Callable[..., Answer]:
    (route,) = mcp_routes(load)

    def post(body: object = None, method: str = "POST", **headers: str | None) -> Answer:
        named = {**USUAL, **{name.replace("_", "-"): value for name, value in headers.items()}}
        fields = [(name, value) for name, value in named.items() if value is not None]
        chunks = body if isinstance(body, list) else [body if isinstance(body, bytes) else json.dumps(body).encode()]
        # In a thread of its own: the browser tests keep an event loop running in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, exchange(route.app, method, fields, chunks)).result()

    return post


@pytest.fixture(scope="module")
def post(package):
    return serve(lambda _versions=(): package)


def request(method: str, **params: object) -> dict:
    return {"jsonrpc": "2.0", "id": 7, "method": method, "params": params}


def stateless(method: str, **params: object) -> tuple[dict, dict[str, str]]:
    """A request that says its version, and the headers that say the same."""
    headers = {"mcp_protocol_version": STATELESS[0], "mcp_method": method}
    return request(method, _meta=META, **params), headers | ({"mcp_name": params["name"]} if "name" in params else {})


@pytest.mark.parametrize(
    ("asked", "spoken"), [*zip(HANDSHAKE, HANDSHAKE, strict=True), ("2099-01-01", HANDSHAKE[0]), ("", HANDSHAKE[0])]
)
def test_handshake_agrees_on_a_version(asked, spoken, post, package):
    result = post(request("initialize", protocolVersion=asked)).json["result"]
    assert result["protocolVersion"] == spoken
    assert result["serverInfo"]["version"] == package.descriptor.version
    assert result["capabilities"] == {"tools": {}}


def test_notification_is_accepted_without_a_word(post):
    answer = post({"jsonrpc": "2.0", "method": "notifications/initialized"})
    assert (answer.status, answer.body) == (202, b"")


def test_ping_and_list_answer_under_the_id_of_the_request(post):
    assert post(request("ping")).json == {"jsonrpc": "2.0", "id": 7, "result": {}}
    listed = post({**request("tools/list"), "id": "seven"}).json
    assert (listed["id"], len(listed["result"]["tools"])) == ("seven", 4)
    assert "resultType" not in listed["result"]


def test_request_that_says_its_version_needs_no_handshake(post, package):
    message, headers = stateless("server/discover")
    result = post(message, **headers).json["result"]
    assert result["supportedVersions"] == [*STATELESS, *HANDSHAKE]
    assert (result["resultType"], result["cacheScope"]) == ("complete", "public")
    assert result["_meta"]["io.modelcontextprotocol/serverInfo"]["version"] == package.descriptor.version
    message, headers = stateless("tools/call", name="check_claim", arguments={"text": "25,000 Pakistanis in Japan"})
    answer = post(message, **headers)
    assert answer.status == 200
    assert answer.json["result"]["resultType"] == "complete"
    headers["mcp_name"] = "=?base64?Y2hlY2tfY2xhaW0=?="  # check_claim
    assert post(message, **headers).json == answer.json


def test_text_of_an_answer_is_its_data(post):
    result = post(request("tools/call", name="get_sources", arguments={})).json["result"]
    assert json.loads(result["content"][0]["text"]) == result["structuredContent"]
    assert result["isError"] is False


def test_call_that_does_not_fit_is_told_to_the_assistant(post):
    answer = post(request("tools/call", name="check_claim", arguments={"text": ""}))
    assert answer.status == 200
    assert answer.json["result"] == {
        "content": [{"type": "text", "text": "The argument text has to be a text of 1 to 2000 characters."}],
        "isError": True,
    }


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, -32700),
        (b"{", 400, -32700),
        (b"\xff", 400, -32700),
        (b"[" * 60_000, 400, -32700),
        (b'{"id": NaN}', 400, -32700),
        (b'{"jsonrpc": "2.0", "id": "\\ud800", "method": "ping"}', 400, -32700),
        (b'{"jsonrpc": "2.0", "id": ' + b"9" * 5000 + b', "method": "ping"}', 400, -32700),
        ([], 400, -32700),
        (b"[]", 400, -32600),
        (b'[{"jsonrpc": "2.0", "id": 1, "method": "ping"}]', 400, -32600),
        (1, 400, -32600),
        ({"jsonrpc": "1.0", "id": 1, "method": "ping"}, 400, -32600),
        ({"jsonrpc": "2.0", "id": 1, "result": {}}, 400, -32600),
        ({"jsonrpc": "2.0", "id": None, "method": "ping"}, 400, -32600),
        ({"jsonrpc": "2.0", "id": True, "method": "ping"}, 400, -32600),
        ({"jsonrpc": "2.0", "id": 1.5, "method": "ping"}, 400, -32600),
        (request("no/such"), 200, -32601),
        (request("server/discover"), 200, -32601),
        ({"jsonrpc": "2.0", "id": 1, "method": "ping", "params": [1]}, 200, -32602),
        (request("initialize"), 200, -32602),
        (request("tools/list", cursor="x"), 200, -32602),
        (request("tools/call", name="no_such"), 200, -32602),
        (request("tools/call", name=["check_claim"]), 200, -32602),
        (request("tools/call", name="check_claim", arguments=[]), 200, -32602),
        (request("ping", _meta={"io.modelcontextprotocol/protocolVersion": 1e308}), 400, -32602),
    ],
)
def test_what_is_wrong_is_answered_with_its_code(body, status, code, post):
    answer = post(body)
    assert (answer.status, answer.code) == (status, code)
    assert answer.json["error"]["message"].endswith(".")


@pytest.mark.parametrize(
    ("method", "params", "headers", "status", "code"),
    [
        ("ping", {}, {}, 404, -32601),  # gone from this form of the protocol
        ("tools/call", {"name": "no_such"}, {}, 400, -32602),
        ("tools/list", {}, {"mcp_method": "tools/call"}, 400, -32020),
        ("tools/list", {}, {"mcp_method": None}, 400, -32020),
        ("tools/call", {"name": "check_claim"}, {"mcp_name": "get_series"}, 400, -32020),
        ("tools/call", {"name": "check_claim"}, {"mcp_name": "=?base64?*?="}, 400, -32020),
        ("tools/list", {}, {"mcp_protocol_version": None}, 400, -32020),
        ("tools/list", {}, {"mcp_protocol_version": "2099-01-01"}, 400, -32022),
        ("tools/list", {"_meta": {}}, {}, 400, -32602),
    ],
)
def test_stateless_request_has_to_agree_with_its_headers(method, params, headers, status, code, post):
    message, named = stateless(method, **{key: value for key, value in params.items() if key != "_meta"})
    message["params"] |= params
    answer = post(message, **{**named, **headers})
    assert (answer.status, answer.code) == (status, code)


def test_unknown_version_is_told_which_there_are(post):
    error = post(request("tools/list"), mcp_protocol_version="1999-01-01").json["error"]
    assert error["data"] == {"supported": [*STATELESS, *HANDSHAKE], "requested": "1999-01-01"}


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "PUT", "PATCH", "BREW"])
def test_there_is_no_stream_and_no_session(method, post):
    answer = post(method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "POST, OPTIONS")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content_type": "application/json; charset=utf-8"}, 200),
        ({"content_type": "text/plain"}, 415),
        ({"content_type": None}, 415),
        ({"accept": "*/*"}, 200),
        ({"accept": None}, 200),
        ({"accept": "application/*;q=0.5"}, 200),
        ({"accept": "text/event-stream"}, 406),
        ({"content_length": "65537"}, 413),
        ({"content_length": "9" * 5000}, 413),
        ({"content_length": "-1"}, 413),
    ],
)
def test_headers_are_held_to_the_protocol(headers, status, post):
    assert post(request("ping"), **headers).status == status


def test_body_is_bounded_also_where_its_length_is_not_told(post):
    piece = b" " * (BYTES_AT_MOST // 2)
    message = json.dumps(request("ping")).encode()
    assert post([piece, piece[len(message) :], message]).status == 200
    assert post([piece, piece, message, piece]).status == 413


@pytest.mark.parametrize(
    ("origin", "host", "is_fine"),
    [
        (None, "rebound.example", True),  # no browser: nothing was bound to another name
        ("https://other.example", "figures.example:443", True),
        ("https://other.example", "127.0.0.1:8501", True),
        ("http://localhost:8501", "localhost:8501", True),
        ("http://[::1]:8501", "[::1]:8501", True),
        ("null", "app.localhost:8501", True),
        ("vscode-webview://1a2b", "localhost", True),
        ("http://rebound.example:8501", "rebound.example:8501", False),
        ("null", "rebound.example:8501", False),
        ("http://rebound.example", "figures.example.rebound.example", False),
        ("http://rebound.example", "localhost.rebound.example", False),
        ("http://rebound.example", "", False),
        ("http://rebound.example", "[", False),
        ("no origin", "localhost", False),
        ("https://a.example/path", "localhost", False),
    ],
)
def test_page_that_has_bound_its_name_to_our_address_is_refused(origin, host, is_fine, post):
    assert is_trusted(origin, host, "https://figures.example/") is is_fine


def test_browser_under_another_name_gets_no_answer_and_other_sites_get_one(post):
    refused = post(request("ping"), origin="http://rebound.example", host="rebound.example")
    assert refused.status == 403
    assert "access-control-allow-origin" not in refused.headers
    answered = post(request("ping"), origin="https://other.example")
    assert (answered.status, answered.headers["access-control-allow-origin"]) == (200, "*")
    preflight = post(method="OPTIONS", origin="https://other.example", content_type=None)
    assert preflight.status == 204
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]


@pytest.mark.parametrize("error", [DataPackageError([PROBLEM, PROBLEM]), FileNotFoundError("/secret/events.csv")])
def test_broken_data_is_said_in_a_sentence(error):
    def load(_versions: Sequence[str] = ()) -> None:
        raise error

    post = serve(load)
    count = 2 if isinstance(error, DataPackageError) else 1
    listed = post(request("tools/list"))
    assert (listed.status, listed.code) == (503, -32603)
    assert f"The data has {count} problem" in listed.json["error"]["message"]
    message, headers = stateless("tools/call", name="get_sources", arguments={})
    called = post(message, **headers)
    assert (called.status, called.json["result"]["isError"]) == (200, True)
    assert called.json["result"]["content"][0]["text"] == listed.json["error"]["message"]
    assert b"secret" not in listed.body + called.body


SEEDS = (
    request("initialize", protocolVersion=HANDSHAKE[0], capabilities={}),
    request("tools/list"),
    request("tools/call", name="search_figures", arguments={"query": "5,000", "from": 2023, "limit": 1}),
    request("tools/call", name="check_claim", arguments={"text": "more than 5,000 Pakistanis in Japan"}),
    request("tools/call", name="get_series", arguments={"indicator": "residents", "area": "JP-13", "limit": 1}),
    request("tools/call", name="get_sources", arguments={"source_ids": ["the-news-2023-06-05"], "limit": 1}),
    stateless("tools/call", name="get_series", arguments={"indicator": "residents", "limit": 1})[0],
)
ODD = (None, True, -1, 0, 1e308, 10**30, "", "x" * 2001, "\u0000", "‮۵۰۰۰", "5 crore lakh", [], [[]], {}, {"a": None})


def mutate(node: object, chance: random.Random) -> object:
    """The same message with something odd somewhere in it."""
    if not isinstance(node, dict | list) or not node or chance.random() < 0.2:
        return chance.choice(ODD)
    copied = dict(node) if isinstance(node, dict) else dict(enumerate(node))
    key = chance.choice(list(copied))
    if chance.random() < 0.15:
        del copied[key]
    elif chance.random() < 0.15:
        copied["odd"] = chance.choice(ODD)
    else:
        copied[key] = mutate(copied[key], chance)
    return copied if isinstance(node, dict) else list(copied.values())


def test_no_message_breaks_it(post):
    chance = random.Random(18)
    statuses = set()
    for _case in range(400):
        message = mutate(chance.choice(SEEDS), chance)
        body = json.dumps(message).encode()
        if chance.random() < 0.2:
            place = chance.randrange(len(body) + 1)
            body = body[:place] + bytes([chance.randrange(256)]) + body[place + chance.randrange(3) :]
        answer = post(body, mcp_protocol_version=chance.choice([None, None, HANDSHAKE[0], STATELESS[0], "x"]))
        statuses.add(answer.status)
        assert answer.status < 500, body
        if answer.status != 202:
            assert len({"result", "error"} & answer.json.keys()) == 1
    assert {200, 202, 400} <= statuses
