"""CSV bytes and file names: what leaves the app carries its hedge, its source and its filters."""

import csv
import io
import re
import zipfile
from pathlib import Path

import frictionless
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labour_migration.data.remarks import FREE_TEXT, format_note
from labour_migration.data.schema import read_descriptor
from labour_migration.data.selection import Selection, select
from labour_migration.data.series import full_series, pick
from labour_migration.output import export
from labour_migration.output.export import file_name, join_citations, to_claims, to_csv, to_records, to_zip
from labour_migration.quantities import read_quantities
from labour_migration.results.judgement import VERDICTS
from labour_migration.results.reconcile import reconcile
from labour_migration.view import View

DATASETS = Path(__file__).parents[3] / "datasets"
TABLES = [resource.name for resource in read_descriptor(DATASETS).resources]


def read_rows(content: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_bytes_are_what_excel_opens_anywhere(package):
    content = to_csv(package.reported, package)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == len(package.reported) + 1
    assert content.count(b"\n") == content.count(b"\r\n")


def test_figure_carries_hedge_words_source_and_link(package):
    rows = {row["figure_id"]: row for row in read_rows(to_csv(package.reported, package))}
    row = rows["the-news-2023-06-05-registrations"]
    assert row["quantity"] == "more than 5,000"
    assert row["comparator"] == ">"
    assert row["value"] == "5000"
    assert row["unit"] == "persons"
    assert row["period_start"] == "2022-08-05"
    assert row["is_period_inferred"] == "true"
    assert row["publisher"] == "The News International"
    assert row["date_published"] == "2023-06-05"
    assert row["is_date_inferred"] == "true"
    assert row["locator"] == "paragraph 1, sentence 2"
    assert row["words_url"].endswith(
        "#:~:text=Over%20the%20past%2010%20months%2C%20more%20than%205%2C000%20Pakistanis%20have%20registered"
    )
    assert "have registered”, said by Japan's immigration authorities, paragraph 1, sentence 2. " in row["citation"]
    assert f"figures, version {package.descriptor.version}." in row["citation"]


def test_integers_have_no_decimals_and_gaps_stay_empty(package):
    rows = {row["figure_id"]: row for row in read_rows(to_csv(package.reported, package))}
    assert rows["urdupoint-2024-08-29-trade"]["value"] == "1270000000"
    potential = rows["the-news-2023-06-05-residents-potential"]
    assert potential["quantity"] == "“hundreds of thousands”"
    assert (potential["value"], potential["value_low"], potential["value_high"]) == ("", "200000", "999999")


def test_no_hedge_is_lost_in_any_row(package):
    for row in read_rows(to_csv(package.reported, package)):
        if row["value"]:
            (reading,) = read_quantities(row["quantity"])
            assert reading.quantity.comparator == row["comparator"]
            assert reading.quantity.value == float(row["value"])
        else:
            assert row["value_low"] or row["value_high"]


def test_event_keeps_its_own_title_beside_that_of_its_source(package):
    row = read_rows(to_csv(package.events, package))[0]
    assert row["title"] == "Memorandum on TITP signed (no day given)"
    assert row["source_title"] == "Pakistan keen to expand cooperation with Japan"


def test_row_without_a_source_has_empty_citation_columns(package):
    row = read_rows(to_csv(package.programmes, package))[0]
    assert row["programme_id"] == "all"
    assert {row["publisher"], row["url"], row["citation"], row["is_date_inferred"]} == {""}


@pytest.mark.parametrize("table", TABLES)
def test_every_table_comes_out_row_for_row(table, package, raw):
    rows = read_rows(to_csv(package.tables[table], package))
    header, stored = raw.tables[table].header, raw.tables[table].frame.to_dict("records")
    if column := FREE_TEXT.get(table):
        for row in stored:
            row[column] = format_note(row["remarks"], row[column], package)
    assert [{column: row[column] for column in header} for row in rows] == stored


@pytest.mark.parametrize("table", TABLES)
def test_no_text_cell_of_an_export_runs_in_a_spreadsheet(table, package):
    for row in read_rows(to_csv(package.tables[table], package)):
        for cell in row.values():
            is_number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
            assert is_number or not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))


def test_empty_selection_gives_the_header_alone(package):
    assert read_rows(to_csv(package.reported.iloc[:0], package)) == []


def test_export_leaves_its_input_as_it_was(package):
    before = package.reported.copy()
    join_citations(package.reported, package)
    to_csv(package.reported, package)
    assert package.reported.equals(before)


text = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)


@given(st.lists(st.tuples(text, st.floats(-1e12, 1e12), st.integers(0, 10**15)), max_size=8))
def test_any_rows_are_read_back_cell_for_cell(package, rows):
    frame = pd.DataFrame(
        {
            "text": pd.Series([row[0] for row in rows], dtype="str"),
            "number": pd.Series([row[1] for row in rows], dtype=float),
            "count": pd.Series([float(row[2]) for row in rows], dtype=float),
        }
    )
    back = read_rows(to_csv(frame, package))
    assert [row["text"] for row in back] == [row[0] for row in rows]
    assert [float(row["number"]) for row in back] == pytest.approx([row[1] for row in rows], rel=1e-14)
    assert [row["count"] for row in back] == [str(row[2]) for row in rows]


def test_cells_are_written_as_their_type_and_quoted_where_they_must_be(package):
    rows = pd.DataFrame(
        {
            "text": pd.Series(["", "a, b", 'a "b"', None], dtype="str"),
            "is_new": [True, False, True, True],
            "is_known": pd.Series([True, None, False, None], dtype="boolean"),
            "day": pd.to_datetime(["2020-01-31", None, "2020-01-31", None]),
            "number": [1e15, 0.5, float("nan"), -3.0],
            "any": pd.Series([None, "x", 2.5, True], dtype=object),
        }
    )
    assert to_csv(rows, package, with_bom=False).decode().split("\r\n") == [
        "text,is_new,is_known,day,number,any",
        ",true,true,2020-01-31,1000000000000000,",
        '"a, b",false,,,0.5,x',
        '"a ""b""",true,false,2020-01-31,,2.5',
        ",true,,,-3,true",
        "",
    ]
    assert to_csv(rows[["text"]], package, with_bom=False).startswith(b'text\r\n""\r\n')


def test_file_of_many_rows_is_written_in_parts(package, monkeypatch):
    whole = to_csv(package.reported, package)
    monkeypatch.setattr(export, "_AT_ONCE", 7)
    assert to_csv(package.reported, package) == whole


@pytest.mark.parametrize(
    ("selection", "name"),
    [
        (None, "events.v1.0.0.csv"),
        (Selection(), "events.v1.0.0.csv"),
        (Selection(("titp", "ssw"), 2020, 2023), "events.filtered.titp.ssw.from-2020.to-2023.v1.0.0.csv"),
        (Selection(year_to=2020), "events.filtered.to-2020.v1.0.0.csv"),
        (Selection(("titp",), nationalities=("PAK",)), "events.filtered.titp.PAK.v1.0.0.csv"),
        (Selection(sources=tuple("abcdefg")), "events.filtered.7-codes.v1.0.0.csv"),
    ],
)
def test_file_name_says_slug_filters_and_version(selection, name, package):
    expected = name.replace("v1.0.0", f"v{package.descriptor.version}")
    assert file_name("events", package, selection and View(selection)) == expected


def test_official_observation_carries_unit_source_place_and_where_it_was_read(package):
    saitama = package.official[
        (package.official["area_id"] == "JP-11") & (package.official["period_end"] == "2025-12-31")
    ]
    (row,) = read_rows(to_csv(saitama, package))
    assert (row["value"], row["unit"], row["obs_status"]) == ("4577", "persons", "A")
    assert row["publisher"] == "Immigration Services Agency of Japan"
    assert row["url"].startswith("https://www.e-stat.go.jp/")
    assert row["retrieved_from"]
    assert row["locator"]
    assert row["words_url"] == row["url"]


def test_sum_that_we_made_says_so_and_names_its_parts(package):
    rows = pick(full_series(package), indicator_id="residents", programme_id="titp", nationality_id="PAK")
    (row,) = read_rows(to_csv(rows[rows["period_end"] == "2019-12-31"], package))
    assert (row["value"], row["is_computed"]) == ("5", "true")
    assert row["note"].startswith("Our total of: titp-i-a, titp-i-b, ")


def test_every_official_observation_is_exported_with_its_citation_and_unit(package):
    rows = read_rows(to_csv(select(package.official, Selection(), package), package))
    assert len(rows) == len(package.official)
    assert all(row["citation"] and row["unit"] for row in rows)


def test_zip_of_the_package_is_the_same_bytes_each_time_and_dated_by_the_descriptor(package):
    content = to_zip(package.files, package.descriptor.created)
    assert content == to_zip(package.files, package.descriptor.created)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
        assert archive.namelist()[0] == "datapackage.json"
        assert {"CODEBOOK.md", *(f"{table}.csv" for table in TABLES)} <= set(entries)
        assert archive.read("sources.csv") == (DATASETS / "sources.csv").read_bytes()
    day = tuple(map(int, package.descriptor.created[:10].split("-")))
    assert {entry.date_time[:3] for entry in entries.values()} == {day}


def test_zip_of_the_package_is_a_valid_data_package(package, tmp_path):
    file = tmp_path / "package.zip"
    file.write_bytes(to_zip(package.files, package.descriptor.created))
    report = frictionless.Package(str(file)).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    assert report.stats["tasks"] == len(TABLES)


def test_program_gets_the_same_bytes_without_byte_order_mark(package):
    assert b"\xef\xbb\xbf" + to_csv(package.events, package, with_bom=False) == to_csv(package.events, package)


@pytest.mark.parametrize("table", TABLES)
def test_records_are_the_cells_of_the_csv_as_types(table, package):
    rows = package.tables[table]
    cells, records = read_rows(to_csv(rows, package)), to_records(rows, package)
    assert [list(record) for record in records] == [list(row) for row in cells]
    for record, row in zip(records, cells, strict=True):
        for name, value in record.items():
            printed = {None: "", True: "true", False: "false"}[value] if value in (None, True, False) else str(value)
            if name in ("value", "value_low", "value_high", "difference"):
                assert value is None or isinstance(value, int | float)
                assert (None if row[name] == "" else float(row[name])) == value
            else:
                assert printed == row[name]


def test_claims_keep_hedge_words_reason_arithmetic_and_both_sources(package):
    found = reconcile(package)
    claims = to_claims(found, package)
    assert len(claims) == len(found) == len(package.comparisons)
    for claim, one in zip(claims, found, strict=True):
        assert claim["figure"]["figure_id"] == claim["comparison"]["figure_id"] == one.figure["figure_id"]
        assert claim["figure"]["quantity"]
        assert claim["figure"]["words_url"]
        assert claim["figure"]["citation"]
        assert claim["comparison"]["reason"]
        assert claim["verdict"] in VERDICTS
        assert claim["sentence"].startswith("Reported: ")
        assert claim["arithmetic"]
        for official, whole in (
            (claim["official"], one.official),
            (claim["earlier"], one.earlier),
            (claim["beside"], one.beside),
        ):
            if whole is not None:
                values = [row["value"] for row in whole.observations]
                assert [row["value"] for row in official["observations"]] == values
                assert all(row["citation"] for row in official["observations"])
            else:
                assert official is None
        released = one.official.release if one.official else None
        assert not released or claim["official"]["date_released"] == released.day.date().isoformat()
        assert claim["difference"] == one.difference
        assert claim["gap"] == (None if one.difference is None else -one.difference)
    assert to_claims((), package) == []


def test_claims_have_the_periods_that_the_words_are_true_of_and_the_types_of_repeats(package):
    claims = {claim["figure"]["figure_id"]: claim for claim in to_claims(reconcile(package), package)}
    day = {"period_start": "2023-12-31", "period_end": "2023-12-31"}
    assert claims["urdupoint-2024-08-29-residents"]["held"] == [day]
    assert claims["the-news-2017-12-14-residents"]["held"] == []
    assert claims["urdupoint-2024-08-29-trade"]["held"] is None  # not judged
    assert {one["figure_id"]: one["type"] for one in claims["the-news-2023-06-05-registrations"]["repeats"]} == {
        "javed-chaudhry-2023-06-05-registrations": "same",
        "tufs-2023-07-09-registrations": "same",
        "newsmakers-pk-employment-registrations": "qualifier_lost",
        "knowledge-by-lanes-immigrating-registrations": "same",
    }
    assert claims["urdupoint-2024-08-29-residents"]["repeats"] == []
