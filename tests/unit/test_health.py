"""The site is well only where its data is."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.requests import Request

from labour_migration.problems import DataPackageError, Problem
from web.health import health_routes

PROBLEM = Problem("encoding", "events.csv", "bytes", "text", "Save it.")


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (None, 200, "ok"),
        (DataPackageError([PROBLEM]), 503, "The data has 1 problem."),
        (DataPackageError([PROBLEM] * 3), 503, "The data has 3 problems."),
        (FileNotFoundError("events.csv"), 503, "The data has 1 problem."),
    ],
)
def test_health_is_that_of_the_data(error, status, said):
    def load() -> None:
        if error:
            raise error

    (route,) = health_routes(load)
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(asyncio.run, route.endpoint(Request({"type": "http", "headers": []}))).result()
    assert (route.path, answer.status_code, answer.body.decode()) == ("/healthz", status, said)
    assert answer.headers["cache-control"] == "no-store"
