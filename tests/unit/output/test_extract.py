"""What a reader takes away: the same rows in every form, with their sources, filters and notes."""

import csv
import io
import json
import os
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest

from labour_migration.data.selection import Selection, select
from labour_migration.data.series import full_series, pick
from labour_migration.output.export import join_citations, to_csv, to_records
from labour_migration.output.extract import (
    Extract,
    cite_extract,
    describe_columns,
    describe_extract,
    find_sources,
    to_bundle,
    to_xlsx,
)
from labour_migration.view import WHOLE, View

DAY = date(2026, 11, 25)
CHOSEN = Selection(("titp", "ssw"), 2019, 2025)
BASE = "https://example.org/"
ADDRESS = f"{BASE}residents?programme=titp&programme=ssw&from=2019&to=2025#residents"


@pytest.fixture(scope="module")
def extract(package) -> Extract:
    """A filtered view of official rows, sums among them, with the reported figures beside it."""
    series = pick(full_series(package), indicator_id="residents", nationality_id="PAK")
    rows = select(series, CHOSEN, package)
    return Extract(
        slug="residents",
        title="Residents",
        unit="persons  \ncounted",
        rows=rows,
        table="official_statistics",
        view=View(CHOSEN),
        path="residents",
        reported=package.reported,
        base=BASE,
        day=DAY,
    )


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_sheet(content: bytes, name: str) -> list[list]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def as_text(cell: object) -> str:
    """A cell of a workbook as the CSV has it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return format(cell, ".15g") if isinstance(cell, float) else str(cell)


def test_workbook_zip_and_json_have_the_rows_of_the_csv_in_its_order(extract, package):
    expected = read_csv(to_csv(extract.rows, package))
    assert len(expected) == len(extract.rows) + 1 > 50
    records = json.loads(json.dumps(to_records(extract.rows, package)))
    assert [[as_text(cell) for cell in record.values()] for record in records] == expected[1:]
    assert list(records[0]) == expected[0]
    sheet = read_sheet(to_xlsx(extract, package), "Data")
    assert [[as_text(cell) for cell in row] for row in sheet] == expected
    with zipfile.ZipFile(io.BytesIO(to_bundle(extract, package))) as archive:
        name = f"residents.filtered.titp.ssw.from-2019.to-2025.v{package.descriptor.version}.csv"
        assert read_csv(archive.read(name)) == expected


def test_figures_in_print_have_a_sheet_and_a_file_of_their_own(extract, package):
    expected = read_csv(to_csv(package.reported, package))
    content = to_xlsx(extract, package)
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == ["Data", "Reported", "Sources", "Filters", "Notes"]
    assert [[as_text(cell) for cell in row] for row in read_sheet(content, "Reported")] == expected
    with zipfile.ZipFile(io.BytesIO(to_bundle(extract, package))) as archive:
        (name,) = [name for name in archive.namelist() if name.startswith("residents-in-print.")]
        assert read_csv(archive.read(name)) == expected


def test_workbook_keeps_numbers_dates_and_truth_values(extract, package):
    head, first, *_rest = read_sheet(to_xlsx(extract, package), "Data")
    row = dict(zip(head, first, strict=True))
    assert isinstance(row["value"], int | float)
    assert isinstance(row["period_end"], datetime)
    assert isinstance(row["is_computed"], bool)


def test_text_of_a_workbook_is_no_formula_and_no_link(extract, package, make_reported):
    rows = make_reported({"note": "=1+1", "attributed_to": "@SUM(A1)"}, {"note": "https://example.org"})
    source = package.reported["source_id"].iloc[0]
    content = to_xlsx(
        replace(extract, rows=rows.assign(source_id=source, indicator_id="residents"), reported=None), package
    )
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {"=1+1", "@SUM(A1)"} <= {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
    assert not any(cell.hyperlink for cell in cells)


def test_workbook_names_sources_filters_version_and_how_to_cite(extract, package):
    content = to_xlsx(extract, package)
    head, *rows = read_sheet(content, "Sources")
    sources = find_sources(extract.frames, package)
    assert [row[0] for row in rows] == [source.source_id for source in sources]
    assert head[-2:] == ["citation", "licence_line"]
    assert any("を加工して作成" in (row[-1] or "") for row in rows)
    assert read_sheet(content, "Filters")[1:] == [
        ["programme", "titp", "TITP"],
        ["programme", "ssw", "SSW"],
        ["from", "2019", "2019"],
        ["to", "2025", "2025"],
        ["address", ADDRESS, "opens the same view"],
        ["day", "2026-11-25", "day on which the file was made"],
        ["version", package.descriptor.version, "version of the data"],
    ]
    notes = read_sheet(content, "Notes")
    assert ["How to cite", None, cite_extract(extract, package)] in notes
    assert any("“>” means more than" in (row[2] or "") for row in notes)


def test_same_rows_give_the_same_bytes(extract, package):
    assert to_xlsx(extract, package) == to_xlsx(extract, package)
    assert to_bundle(extract, package) == to_bundle(extract, package)


def test_metadata_has_the_citation_the_filters_every_source_and_every_column(extract, package):
    described = json.loads(json.dumps(describe_extract(extract, package)))
    assert described["chart"]["title"] == "Residents"
    assert described["chart"]["originalChartUrl"] == ADDRESS
    assert described["chart"]["citation"] == cite_extract(extract, package)
    assert described["activeFilters"] == {"programme": ["titp", "ssw"], "from": ["2019"], "to": ["2025"]}
    assert described["dateDownloaded"] == "2026-11-25"
    assert described["dataset"]["version"] == package.descriptor.version
    assert [source["id"] for source in described["sources"]] == [
        source.source_id for source in find_sources(extract.frames, package)
    ]
    assert set(described["columns"]) == {
        *join_citations(extract.rows, package),
        *join_citations(package.reported, package),
    }
    assert described["columns"]["value"]["unit"]


@pytest.mark.parametrize("table", ["reported_figures", "official_statistics", "events", "sectors", "comparisons"])
def test_every_exported_column_is_explained(table, package):
    for name, type_, meaning in describe_columns(join_citations(package.tables[table], package), table, package):
        assert type_ in ("string", "number", "date", "boolean", "yearmonth"), name
        assert meaning, name


def test_readme_of_a_zip_says_what_it_is_and_how_to_cite_it(extract, package):
    with zipfile.ZipFile(io.BytesIO(to_bundle(extract, package))) as archive:
        readme = archive.read("readme.md").decode()
        names = archive.namelist()
    assert readme.startswith("# Residents\n")
    assert "Filters: TITP, SSW; 2019 to 2025." in readme
    assert ADDRESS in readme
    assert cite_extract(extract, package) in readme
    assert all(f"`{name}`" in readme for name in names if name != "readme.md")


def test_extract_of_nothing_has_its_header_and_no_source(extract, package):
    empty = replace(extract, rows=extract.rows.iloc[:0], reported=None)
    assert len(read_sheet(to_xlsx(empty, package), "Data")) == 1
    assert find_sources(empty.frames, package) == []


@pytest.fixture(scope="module")
def office() -> str:
    """LibreOffice, which CI installs."""
    found = shutil.which("soffice")
    if not found and os.environ.get("CI") != "true":
        pytest.skip("no LibreOffice on this machine: install Debian's package libreoffice-calc-nogui")
    return found


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_libreoffice_opens_the_file_with_its_scripts_and_runs_no_formula(ending, office, extract, package, tmp_path):
    print_only = replace(extract, rows=package.reported, reported=None, view=WHOLE)
    content = to_csv(package.reported, package) if ending == "csv" else to_xlsx(print_only, package)
    file = tmp_path / f"figures.{ending}"
    file.write_bytes(content)
    # Comma, quotation mark, UTF-8; formulas as they are written, not what they give.
    tokens = "44,34,76,1,,0,false,true,false,false,false,1"
    reading = ["--infilter=Text - txt - csv (StarCalc):44,34,76"] if ending == "csv" else []
    writing = ["--convert-to", f"csv:Text - txt - csv (StarCalc):{tokens}", "--outdir", str(tmp_path / "out")]
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    subprocess.run([office, home, "--headless", *reading, *writing, file], check=True, capture_output=True, timeout=120)
    (opened,) = (tmp_path / "out").iterdir()
    rows = list(csv.DictReader(io.StringIO(opened.read_text(encoding="utf-8-sig"), newline="")))
    stored = package.reported.to_dict("records")
    assert [row["as_printed"] for row in rows] == [row["as_printed"] for row in stored]
    assert [row["figure_id"] for row in rows] == [row["figure_id"] for row in stored]
    assert [float(row["value"]) for row in rows if row["value"]] == [
        row["value"] for row in stored if pd.notna(row["value"])
    ]
    languages = {package.sources[row["source_id"]].language for row in rows}
    assert languages >= {"ur", "ja"}
    assert not any(cell.startswith("=") for row in rows for cell in row.values())


def test_no_frame_was_changed(extract, package):
    before = extract.rows.copy()
    to_xlsx(extract, package)
    to_bundle(extract, package)
    pd.testing.assert_frame_equal(before, extract.rows)
