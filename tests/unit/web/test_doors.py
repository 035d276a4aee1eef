"""Which of Streamlit's addresses are open."""

import pytest

from web.doors import is_closed, is_theirs, without_origin


def asked(path: str, method: str = "GET") -> dict:
    return {"type": "http", "method": method, "path": path}


UPLOADS = ["/_stcore/upload_file/a/b", "/_stcore/upload_file", "//_stcore/upload_file/a"]
OTHERS = ["/_stcore", "/_stcore/metrics", "/_stcore/healthy", "/_stcore/agent/mcp", "/auth/login", "/oauth2callback"]


@pytest.mark.parametrize("path", [*UPLOADS, *OTHERS])
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "PATCH", "MADE_UP"])
def test_what_no_page_asks_for_is_closed_for_every_method(path, method):
    assert is_closed(asked(path, method))


CHART = "/_stcore/bidi-components/dashboard.chart/chart.js"


@pytest.mark.parametrize(
    "path", [CHART, "/_stcore/health", "/_stcore/host-config", "/media/a.csv", "/static/js/index.js"]
)
def test_what_pages_ask_for_is_open_to_be_read(path):
    assert is_theirs(asked(path))
    assert [is_closed(asked(path, method)) for method in ("GET", "HEAD", "POST", "PUT")] == [False, False, True, True]


@pytest.mark.parametrize(
    "path", ["/", "/residents", "/api/v1/official.csv", "/mcp", "/app/static/icon.png", "/statics", "/author"]
)
def test_our_own_addresses_are_not_streamlits(path):
    assert not is_theirs(asked(path, "POST"))
    assert not is_closed(asked(path, "POST"))


def test_origin_is_taken_away_and_the_request_stays():
    request = {**asked("/media/a.csv"), "headers": [(b"origin", b"https://evil.example"), (b"host", b"example.org")]}
    assert without_origin(request)["headers"] == [(b"host", b"example.org")]
    assert len(request["headers"]) == 2
