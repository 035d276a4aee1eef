"""Whatever fails, in whichever layer: a reader gets a sentence with a code, the log has the code with the traceback."""

import asyncio
import http.client
import json
import logging
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from html import unescape
from urllib.parse import urlsplit

import pytest

from labour_migration.failures import RecordedError
from labour_migration.language import speaking
from web.failures import Failures

SENTENCE = (
    r"Something went wrong on our side, and we have a record of it \(code ([0-9a-f]{8})\)\. Please try again later\."
)


@pytest.fixture(autouse=True)
def heard(monkeypatch):
    """The log is heard, though a tool that an earlier test has run may have silenced every logger that it found."""
    monkeypatch.setattr(logging.getLogger("labour_migration.failures"), "disabled", False)


def ask(app, path: str, method: str = "GET", body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection(urlsplit(app.url).netloc, timeout=60)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    named = {name.lower(): value for name, value in response.getheaders()}
    text = response.read().decode()
    connection.close()
    return response.status, named, text


def expect_recorded(app, text: str) -> None:
    """The text has the sentence; the log the same code once, with what happened; the text nothing of that."""
    (code,) = re.findall(SENTENCE, unescape(text))
    log = app.log.read_text(encoding="utf-8")
    (entry,) = re.findall(rf"Failure {code} at .*\nTraceback[^\x00]*?ZeroDivisionError: the cause", log)
    assert entry
    for secret in ("ZeroDivisionError", "the cause", "Traceback", 'File "'):
        assert secret not in text


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/trade", "text/html; charset=utf-8"),
        ("/embed/residents", "text/html; charset=utf-8"),
        ("/api/v1/claims.json", "application/problem+json"),
        ("/api/v1/datapackage.zip", "application/problem+json"),
        ("/preview/residents.png", "text/plain; charset=utf-8"),
        ("/corrections.atom", "text/plain; charset=utf-8"),
    ],
)
def test_what_fails_is_told_in_the_form_of_what_was_asked(path, kind, faulty_app):
    status, headers, text = ask(faulty_app, path)
    assert (status, headers["content-type"]) == (503, kind)
    assert (headers["retry-after"], headers["cache-control"]) == ("60", "no-store")
    assert "content-security-policy" in headers
    expect_recorded(faulty_app, text)


def test_words_that_fail_are_told(faulty_app):
    status, headers, text = ask(faulty_app, "/trade", accept="text/markdown")
    assert (status, headers["content-type"]) == (503, "text/plain; charset=utf-8")
    expect_recorded(faulty_app, text)


def test_problem_and_answer_to_assistants_are_such_as_programs_read(faulty_app):
    problem = json.loads(ask(faulty_app, "/api/v1/claims.json")[2])
    assert problem == {
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "detail": problem["detail"],
    }
    message = json.dumps({"jsonrpc": "2.0", "id": 7, "method": "ping"})
    status, headers, text = ask(faulty_app, "/mcp", "POST", message, content_type="application/json")
    assert (status, headers["content-type"]) == (503, "application/json")
    answer = json.loads(text)
    assert (answer["jsonrpc"], answer["error"]["code"]) == ("2.0", -32603)
    expect_recorded(faulty_app, text)


def test_frame_that_fails_is_shown_on_other_sites_and_page_on_none(faulty_app):
    assert "frame-ancestors *" in ask(faulty_app, "/embed/residents")[1]["content-security-policy"]
    assert "frame-ancestors 'none'" in ask(faulty_app, "/trade")[1]["content-security-policy"]


def test_head_alone_is_answered_without_a_body(faulty_app):
    status, headers, text = ask(faulty_app, "/trade", "HEAD")
    assert (status, text) == (503, "")
    assert int(headers["content-length"]) > 1000


def test_what_does_not_fail_is_answered_as_always(faulty_app):
    for path in ("/", "/residents", "/api/v1/events.csv"):
        assert ask(faulty_app, path)[0] == 200


def test_app_in_which_a_page_fails_is_not_well(faulty_app):
    deadline = time.monotonic() + 120
    while '"starting"' in (text := ask(faulty_app, "/healthz")[2]) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert json.loads(text)["data"] == "broken"
    assert ask(faulty_app, "/healthz")[0] == 503


def answer(app, path: str = "/api/v1/x", method: str = "GET") -> list[dict]:
    """What an ASGI application inside of the net sends."""
    sent = []

    async def send(message: dict) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": []}
    net = Failures(app, {"en": "", "ur": "", "ja": ""})
    with ThreadPoolExecutor(1) as thread:  # in its own, since the browser of other tests has a loop in this one
        thread.submit(copy_context().run, asyncio.run, net(scope, None, send)).result()
    return sent


def test_answer_that_has_begun_is_left_unfinished(caplog):
    async def begin(_scope, _receive, send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        raise ZeroDivisionError

    assert [message.get("body") for message in answer(begin)] == [None, b"half"]
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(
    "error", [RecursionError(), MemoryError(), OSError(), KeyError("x"), ExceptionGroup("", [ValueError()])]
)
def test_every_kind_of_error_is_caught(error, caplog):
    async def fail(*_arguments) -> None:
        raise error

    start, body = answer(fail)
    assert start["status"] == 503
    assert re.search(SENTENCE, body["body"].decode())


def test_plain_sentence_is_the_last_resort(monkeypatch, caplog):
    async def fail(*_arguments) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("web.failures.write_failure", lambda *_arguments: 1 / 0)
    start, body = answer(fail, "/residents")
    assert start["status"] == 503
    assert re.fullmatch(SENTENCE, body["body"].decode())


@pytest.mark.parametrize("code", ["ur", "ja"])
def test_page_that_fails_is_told_in_the_language_of_its_reader(code, caplog):
    async def fail(*_arguments) -> None:
        raise ZeroDivisionError

    with speaking(code):
        _start, body = answer(fail, "/residents")
        told = str(RecordedError("00000000")).split("00000000")
    assert f'<html lang="{code}"' in body["body"].decode()
    assert all(part in unescape(body["body"].decode()) for part in told)
