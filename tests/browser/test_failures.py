"""A page, a part of one, a file that fails: the reader is told in a sentence, whose code is in the log."""

import re

from playwright.sync_api import Locator, expect

from .conftest import open_below

SENTENCE = re.compile(r"Something went wrong on our side, and we have a record of it \(code ([0-9a-f]{8})\)")


def expect_recorded(app, told: Locator) -> None:
    expect(told).to_contain_text(SENTENCE, timeout=30_000)
    code = SENTENCE.search(told.inner_text())[1]
    assert re.search(rf"Failure {code} at .*\nTraceback[^\x00]*?ZeroDivisionError", app.log.read_text(encoding="utf-8"))


def test_page_that_fails_is_told_and_the_others_can_be_read(faulty_app, visit):
    page = visit(faulty_app.url).page
    links = page.locator(".st-key-navigation")
    links.get_by_role("link", name="Trade and money").click()
    expect_recorded(faulty_app, page.get_by_role("alert"))
    expect(page.get_by_text("the cause")).to_have_count(0)
    expect(page.get_by_text("Traceback")).to_have_count(0)
    links.get_by_role("link", name="Residents").click()
    expect(page.locator("h1")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_part_of_a_page_that_fails_is_told_in_its_place(faulty_app, visit):
    page = visit(f"{faulty_app.url}/residents").page
    panel = page.locator("[class*=st-key-panel-]").first
    panel.get_by_role("button", name=re.compile("^Table")).click()
    expect_recorded(faulty_app, page.get_by_role("alert"))
    expect(page.locator("h1")).to_be_visible()


def test_file_that_cannot_be_written_is_told(faulty_app, visit):
    page = visit(f"{faulty_app.url}/residents").page
    opened = open_below(page, "[class*=st-key-panel-] >> nth=0", "Download")
    opened.get_by_role("button", name=re.compile("CSV")).first.click()
    expect_recorded(faulty_app, opened)
