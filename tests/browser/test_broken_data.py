"""A corrupted CSV gives a message; the mended one, the page, without a reload or a restart."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

WRONG, RIGHT = b",~,52000,", b",~,25000,"
TOLD = "reported_figures.csv, line 7, value: found 52000, expected a number that"
HEADING = "Pakistanis in Japan: reported and official figures"


@pytest.fixture
def replace(seal) -> Callable[[Path, bytes, bytes], None]:
    """Replaces words in the reported figures of an app that lies in a folder."""

    def replace_words(folder: Path, old: bytes, new: bytes) -> None:
        file = folder / "datasets" / "reported_figures.csv"
        content = file.read_bytes()
        assert old in content
        file.write_bytes(content.replace(old, new, 1))
        seal(file.parent)

    return replace_words


def test_csv_that_is_corrupted_from_the_start_is_told_and_the_app_recovers_by_itself(start_app, visit, replace):
    app = start_app(spoil=lambda folder: replace(folder, RIGHT, WRONG))
    visited = visit(app.url)
    page = visited.page
    expect(page.get_by_role("alert")).to_contain_text("the data has 1 problem", timeout=30_000)
    expect(page.get_by_text(TOLD)).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.locator("h1")).to_have_count(0)
    replace(app.folder, WRONG, RIGHT)
    expect(page.locator("h1")).to_have_text(HEADING, timeout=60_000)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert visited.errors == []
    assert "Traceback" not in app.log.read_text()


def test_csv_that_is_corrupted_later_leaves_the_page_and_tells_who_mends_it(start_app, visit, replace):
    app = start_app()
    page = visit(app.url).page
    expect(page.locator("#root h1")).to_have_text(HEADING)
    replace(app.folder, RIGHT, WRONG)
    notice = page.get_by_text("You see the last valid data")
    for _turn in range(20):  # at the next visit after the files have rested
        page.wait_for_timeout(1000)
        page.reload()
        expect(page.locator("#root .foot")).to_be_visible(timeout=60_000)
        if notice.count():
            break
    expect(notice).to_be_visible()
    expect(page.get_by_text(TOLD)).to_be_visible()
    expect(page.locator("#root h1")).to_have_text(HEADING)
