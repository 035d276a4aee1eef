"""The pages on people, the way a reader takes: programmes beside other nationalities, prefectures, routes."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import PHONE, open_below, open_filter

READY = 30_000


def ranking(page: Page, slug: str) -> Locator:
    return page.locator(f".st-key-panel-{slug} .ranking").get_by_role("table")


def row(table: Locator, name: str) -> list[str]:
    found = table.get_by_role("row").filter(has=table.page.get_by_role("rowheader", name=name, exact=True))
    expect(found).to_have_count(1)
    return found.locator("b, .other").filter(has_text=re.compile(r"\S")).all_inner_texts()


def is_within(page: Page, place: Locator) -> bool:
    """True where something starts within two screens from the top."""
    return place.bounding_box()["y"] + page.evaluate("scrollY") <= 2 * page.viewport_size["height"]


def test_programmes_beside_nepal_and_vietnam_at_one_date_are_one_click_from_home(app, visit, official_figure):
    page = visit(app.url).page
    page.locator(".st-key-navigation").get_by_role("link", name="Labour programmes").click()
    for code in ("titp", "ssw"):
        table = ranking(page, f"{code}-compared")
        expect(table).to_be_visible(timeout=READY)
        for nationality, name in (("PAK", "Pakistan"), ("NPL", "Nepal"), ("VNM", "Viet Nam")):
            number = official_figure("2025-06-30", programme_id=code, nationality_id=nationality)
            assert row(table, name)[0] == number
        expect(table.get_by_role("columnheader", name="June 2025")).to_be_visible()


def test_routes_and_how_they_grow_are_one_click_from_home(app, visit, official_figure):
    page = visit(app.url).page
    page.locator(".st-key-navigation").get_by_role("link", name="Labour programmes").click()
    meanings = page.locator(".st-key-panel-meanings").get_by_role("table")
    expect(meanings).to_contain_text("Status of residence for workers with tested skills", timeout=READY)
    table = ranking(page, "routes")
    expect(table).to_be_visible(timeout=READY)
    now, then = (official_figure(day, programme_id="student") for day in ("2025-12-31", "2019-12-31"))
    change = int(now.replace(",", "")) - int(then.replace(",", ""))
    assert row(table, "Student") == [now, then, f"+{change:,}"]


def test_telephone_shows_the_three_prefectures_with_most_pakistanis_within_two_screens(app, visit, official_figure):
    page = visit(f"{app.url}/residents", *PHONE).page
    heading = page.get_by_role("heading", name=re.compile("^Saitama .* Ibaraki .* Aichi .* had the most Pakistani"))
    expect(heading).to_be_visible(timeout=READY)
    table = ranking(page, "residents-by-prefecture")
    names = table.get_by_role("rowheader")
    expect(names.nth(2)).to_be_visible()
    assert names.all_inner_texts()[:3] == ["Saitama", "Ibaraki", "Aichi"]
    assert is_within(page, names.nth(2))
    assert row(table, "Saitama")[0] == official_figure("2025-12-31", area_id="JP-11")
    expect(page.locator(".tiles")).to_be_hidden()


def test_tile_opens_the_history_of_its_prefecture(app, visit, official_figure):
    page = visit(f"{app.url}/residents").page
    page.locator(".tiles a[href*='JP-08']").click()
    expect(page).to_have_url(f"{app.url}/residents?prefecture=JP-08#prefecture")
    number = official_figure("2025-12-31", area_id="JP-08")
    expect(page.get_by_role("heading", name=re.compile(f"^Ibaraki: .*{number}"))).to_be_visible(timeout=READY)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["residents", "programmes"])
def test_bar_is_as_long_as_its_number_says(path, width, app, visit):
    page = visit(f"{app.url}/{path}", width).page
    table = page.locator(".ranking").first
    expect(table).to_be_visible(timeout=READY)
    bars = table.evaluate(
        """one => [...one.querySelectorAll("tbody tr")].map(row => {
            const bar = row.querySelector(".track i");
            return [row.querySelector("b").innerText, bar ? bar.getBoundingClientRect().width : 0,
                    row.querySelector(".track").getBoundingClientRect().width];
        })"""
    )
    numbers = [float(text.split(" ")[0].replace(",", "")) for text, _length, _space in bars]
    for number, (_text, length, space) in zip(numbers, bars, strict=True):
        expected = space * number / max(numbers)
        assert length == pytest.approx(max(expected, 1.5 if number else 0), abs=0.6)


def test_link_to_a_folded_chart_opens_the_fold(app, visit):
    page = visit(f"{app.url}/programmes#japanese-language").page
    expect(page.locator(".st-key-panel-japanese-language h2")).to_be_in_viewport(timeout=20_000)


def test_csv_of_ssw_from_2019_to_2024_and_its_link_take_six_actions(app, visit, package):
    page = visit(f"{app.url}/programmes").page
    page.locator(".st-key-panel-programme-share").get_by_role("link", name="SSW", exact=True).click()  # 1
    expect(page).to_have_url(f"{app.url}/programmes?programme=ssw")
    opened = open_filter(page, "Years")  # 2
    opened.get_by_label("Last year").fill("2024")  # 3
    page.keyboard.press("Enter")
    address = f"{app.url}/programmes?programme=ssw&to=2024"
    expect(page).to_have_url(address)
    page.keyboard.press("Escape")
    files = open_below(page, ".st-key-panel-programme-holders", "Download")  # 4
    with page.expect_download() as download:
        files.get_by_role("button", name="This chart (CSV)").click()  # 5
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"), newline="")))
    assert {row["programme_id"] for row in rows} == {"ssw"}
    assert (min(row["period_end"] for row in rows), max(row["period_end"] for row in rows)) == (
        "2019-06-30",
        "2024-12-31",
    )
    again = visit(address).page  # 6: the address of the window is the link
    expect(again.get_by_role("button", name="Years: 1962–2024")).to_be_visible()
    expect(again.locator(".st-key-panel-programme-holders h2")).to_have_text(
        page.locator(".st-key-panel-programme-holders h2").inner_text()
    )
