"""What a button gives equals what the page shows."""

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import rispy
from playwright.sync_api import Page, expect

from labour_migration.data.selection import Selection, select
from labour_migration.output.export import to_csv

from .conftest import open_below, seen_at


def download(page: Page, name: str, panel: str) -> tuple[str, bytes]:
    with page.expect_download() as caught:
        open_below(page, panel, "Download").get_by_role("button", name=name).click()
    return caught.value.suggested_filename, Path(caught.value.path()).read_bytes()


def test_shown_and_full_csv_equal_the_rows_byte_for_byte(app, visit, package):
    page = visit(f"{app.url}/data?from=2023&to=2023").page
    expect(page.locator(".st-key-chart-timeline .annotation-text")).to_have_count(7, timeout=30_000)
    shown = select(package.events, Selection(year_from=2023, year_to=2023), package)
    assert len(shown) == 7
    name, content = download(page, "This chart (CSV) (7 rows)", ".st-key-panel-timeline")
    assert name == f"timeline.filtered.from-2023.to-2023.v{package.descriptor.version}.csv"
    assert content == to_csv(shown, package)
    name, content = download(page, "Full table (CSV) (20 rows)", ".st-key-panel-timeline")
    assert name == f"timeline.v{package.descriptor.version}.csv"
    assert content == to_csv(package.events, package)


def test_csv_has_the_rows_of_the_table_on_the_page(app, visit, package):
    page = visit(f"{app.url}/data").page
    table = open_below(page, ".st-key-panel-timeline", "Table")
    expect(table.locator("td q")).to_have_count(int((package.events["as_printed"] != "").sum()))
    quotes = table.locator("td q").all_text_contents()
    page.keyboard.press("Escape")
    _name, content = download(page, "This chart (CSV)", ".st-key-panel-timeline")
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert [row["as_printed"] for row in rows if row["as_printed"]] == quotes


@seen_at(["data?part=rows"])
def test_no_grid_has_an_export_of_its_own(address, seen):
    page = seen.page
    grid = page.locator("[data-testid=stDataFrame]").first
    expect(grid).to_be_visible(timeout=30_000)
    grid.hover()
    expect(page.get_by_role("button", name="Download as CSV")).to_have_count(0)


def test_name_of_a_file_tells_no_filter_that_its_rows_do_not_follow(app, visit):
    page = visit(f"{app.url}/arrivals?programme=titp&from=2020").page
    name, _content = download(page, "This chart (CSV)", ".st-key-panel-arrivals-over-time")
    assert ".from-2020." in name
    assert "titp" not in name


def test_workbook_zip_and_citation_files_come_out_of_a_panel(app, visit, package):
    page = visit(f"{app.url}/trade?from=2020").page
    version = package.descriptor.version
    name, content = download(page, "Workbook (XLSX)", ".st-key-panel-remittances")
    assert name == f"remittances.filtered.from-2020.v{version}.xlsx"
    rows = list(openpyxl.load_workbook(io.BytesIO(content))["Data"].iter_rows(values_only=True))
    _csv_name, shown = download(page, "This chart (CSV)", ".st-key-panel-remittances")
    assert len(rows) == len(list(csv.reader(io.StringIO(shown.decode("utf-8-sig"), newline=""))))
    name, content = download(page, "ZIP: CSV", ".st-key-panel-remittances")
    assert name == f"remittances.filtered.from-2020.v{version}.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "readme.md" in archive.namelist()
        assert f"{app.url}/trade?from=2020#remittances" in archive.read("readme.md").decode()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    body = open_below(page, ".st-key-panel-remittances", "Cite")
    expect(body.get_by_text("“Remittances from Japan” (all statuses; from 2020)")).to_be_visible()
    with page.expect_download() as caught:
        body.get_by_role("button", name="RIS").click()
    name, content = caught.value.suggested_filename, Path(caught.value.path()).read_bytes()
    assert name == f"remittances.filtered.from-2020.v{version}.ris"
    assert rispy.loads(content.decode())[0]["urls"] == [f"{app.url}/trade?from=2020#remittances"]
