"""The site is well only where it has valid data to serve, of which every page could be made."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from starlette.requests import Request

from labour_migration.data.keeper import State
from labour_migration.problems import Problem
from labour_migration.site import PAGES
from views import layout_of
from web import readiness
from web.health import health_routes
from web.readiness import make_ready

PROBLEM = Problem("encoding", "events.csv", "bytes", "text", "Save it.", line=3)
TOLD = "events.csv, line 3: found bytes, expected text. Save it."
SINCE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("known", "status", "data"),
    [
        ({"is_ready": True}, 200, "current"),
        ({"is_ready": True, "problems": (PROBLEM,) * 3}, 200, "stale"),
        ({"is_ready": False}, 503, "starting"),
        ({"is_ready": False, "problems": (PROBLEM,)}, 503, "broken"),  # valid, but no page can be made of it
    ],
)
def test_health_is_that_of_the_data_that_are_served(known, status, data, sound):
    answered, headers, told = ask(State(sound, since=SINCE, **known))
    problems = known.get("problems", ())
    assert (answered, headers["cache-control"], headers["content-type"]) == (status, "no-store", "application/json")
    assert told == {
        "data": data,
        "since": "2026-01-02T03:04:05+00:00",
        "version": sound.descriptor.version,
        "problem": TOLD if problems else None,
        "problems": len(problems),
    }


def test_nothing_good_is_no_health():
    status, _headers, told = ask(State(problems=(PROBLEM,), since=SINCE))
    assert (status, told["data"], told["version"], told["problem"]) == (503, "broken", None, TOLD)
    status, _headers, told = ask(State())
    assert (status, told["data"], told["since"]) == (503, "unread", None)


def ask(state: State) -> tuple[int, dict, dict]:
    """Ask for health, where no thread is free."""
    (route,) = health_routes(lambda: state)
    assert route.path == "/healthz"
    with ThreadPoolExecutor(1) as thread:
        coroutine = route.endpoint(Request({"type": "http", "headers": []}))
        answer = thread.submit(answer_at_once, coroutine).result()
    return answer.status_code, answer.headers, json.loads(answer.body)


def answer_at_once(coroutine):
    """What a coroutine returns that waits for nothing, neither a thread nor a file."""
    with pytest.raises(StopIteration) as done:
        coroutine.send(None)
    return done.value.value


PARTS = ("write_tags", "write_first_paint", "write_markdown")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("failing", PAGES, ids=lambda page: page.view)
def test_version_of_which_the_head_or_the_words_of_a_page_fail_is_not_ready(part, failing, sound, monkeypatch):
    def fail(page, *_arguments) -> None:
        if page is failing:
            raise ZeroDivisionError(page.view)

    for other in PARTS:
        monkeypatch.setattr(readiness, other, fail if other == part else lambda *_arguments: None)
    with pytest.raises(ZeroDivisionError, match=failing.view):
        make_ready(sound, layout_of)


def test_version_of_which_the_zip_file_fails_is_not_ready(sound, monkeypatch):
    for part in PARTS:
        monkeypatch.setattr(readiness, part, lambda *_arguments: None)

    def fail(_files) -> None:
        raise OverflowError("a date")

    monkeypatch.setattr(readiness, "write_zip", fail)
    with pytest.raises(OverflowError, match="a date"):
        make_ready(sound, layout_of)


def test_real_data_are_ready(package):
    make_ready(package, layout_of)
