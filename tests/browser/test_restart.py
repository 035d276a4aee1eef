"""The server dies in the middle, and is started anew at the same address: an open page goes on by itself."""

import subprocess

import pytest
from playwright.sync_api import expect

from .conftest import stand


@pytest.fixture
def restart(start_app):
    """Start an app, and what kills it without a word and starts it anew."""
    again = []
    app = start_app()

    def kill_and_start() -> None:
        app.process.kill()
        app.process.wait()
        with app.log.open("ab") as output:
            command = app.process.args
            again.append(subprocess.Popen(command, cwd=app.folder, stdout=output, stderr=subprocess.STDOUT))

    yield app, kill_and_start
    for process in again:
        process.terminate()
        process.wait(timeout=60)


def test_reader_is_back_at_the_same_view(restart, visit):
    app, kill_and_start = restart
    address = f"{app.url}/residents?from=2016&to=2020"
    page = visit(address).page
    stand(page)
    shown = page.locator(".st-key-filters")
    before = shown.inner_text()
    assert "2016" in before
    page.evaluate("window.isTheSame = true")
    with page.expect_websocket(timeout=60_000):  # it has connected again
        kill_and_start()
    stand(page)
    assert shown.inner_text() == before
    expect(page).to_have_url(address)
    assert page.evaluate("window.isTheSame")  # not loaded anew: it went on
    page.get_by_role("link", name="Trade").first.click()
    stand(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Trade")
