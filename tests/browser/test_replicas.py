"""A reader of two processes behind nginx, one of which dies."""

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from ..reliability.replicas import Replicas, running_replicas
from .conftest import open_below, stand

VIEW = "residents?from=2016&to=2020"
WITHIN = 5  # seconds until a reader is back: half a second was seen


@pytest.fixture
def replicas(tmp_path_factory) -> Iterator[Replicas]:
    """Two processes behind nginx, which tells beside each page which of them has answered."""
    cookie = "            add_header Set-Cookie $new_cookie;\n"
    told = {cookie: f"{cookie}            add_header X-Replica $upstream_addr;\n"}
    with running_replicas(tmp_path_factory.mktemp("replicas"), **told) as running:
        yield running


def take_rows(page: Page) -> str:
    """The rows of the first chart, as a reader saves them."""
    opened = open_below(page, ".st-key-panel-residents", "Download")
    with page.expect_download() as saved:
        opened.get_by_role("button", name="This chart (CSV)").click()
    text = saved.value.path().read_text(encoding="utf-8-sig")
    page.keyboard.press("Escape")
    return text


def test_reader_whose_process_is_killed_is_back_at_the_same_view(replicas, visit):
    visited = visit(f"{replicas.url}/{VIEW}")
    page = visited.page
    stand(page)
    before = take_rows(page)
    assert "2016" in before
    assert "2021-" not in before
    heading = page.locator("#root h1").inner_text()
    chosen = page.locator(".st-key-filters").inner_text()

    back: list[float] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda _frame: back.append(time.monotonic())))
    address = page.request.get(f"{replicas.url}/residents").headers["x-replica"]
    port = urlsplit(f"//{address}").port
    killed = time.monotonic()
    replicas.kill(port)
    while not back and time.monotonic() - killed < WITHIN:
        page.wait_for_timeout(50)
    assert back
    assert back[0] - killed < WITHIN

    stand(page)
    assert page.url.endswith(f"/{VIEW}")
    assert page.locator("#root h1").inner_text() == heading
    assert page.locator(".st-key-filters").inner_text() == chosen
    assert take_rows(page) == before
    # Its process is there again, and is asked for what the other one has made.
    replicas.start(port)
    replicas.wait(port)
    page.wait_for_timeout(5500)  # until nginx believes it
    assert page.request.get(f"{replicas.url}/residents").headers["x-replica"] == address
    assert take_rows(page) == before
    expect(page.get_by_role("dialog")).to_have_count(0)
