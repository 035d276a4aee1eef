"""What is read out of official files, and which files are refused."""

import contextlib
import dataclasses
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labour_migration.imports.publications import (
    ESTAT_SOURCE,
    TOTAL,
    PublishedCell,
    observe,
    read_estat,
    read_workbook,
    workbook_source,
)
from labour_migration.problems import DataPackageError

from ..published import STATUSES, estat, workbook

WORKBOOK = workbook()


def keyed(rows: list[dict]) -> dict[tuple, str]:
    keys = ("indicator_id", "programme_id", "nationality_id", "area_id", "period_end")
    return {tuple(row[key] for key in keys): row["value"] for row in rows}


def problem(read, name: str, content: bytes):
    with pytest.raises(DataPackageError) as caught:
        read(name, content)
    (told,) = caught.value.problems
    return told


PAKISTAN = ("2025年6月", "パキスタン", "100", "65", "***", "35", "20", "15")


def test_estat_cells_have_day_labels_line_and_locator():
    cells = read_estat("t.csv", estat(PAKISTAN))
    assert cells[0] == PublishedCell("2025-06-30", "パキスタン", "総数", "", 100, "2025年6月, パキスタン, 総数", 12)
    assert [cell.value for cell in cells] == [100, 65, None, 35, 20, 15]


@pytest.mark.parametrize(
    ("label", "day"), [("2012年12月", "2012-12-31"), ("2016年2月", "2016-02-29"), ("2025年6月", "2025-06-30")]
)
def test_half_year_is_the_last_day_of_its_month(label, day):
    assert read_estat("t.csv", estat((label, *PAKISTAN[1:])))[0].day == day


def test_estat_gives_every_status_of_ours_and_of_others_the_total_and_the_programmes(sound):
    content = estat(
        PAKISTAN,
        ("2025年6月", "ベトナム", "500", "60", "8", "***", "3", "-"),
        ("2025年6月", "総数", "1000", "70", "9", "80", "50", "30"),
        ("2025年6月", "イラク", "7", "0", "0", "0", "0", "0"),
    )
    rows = list(observe("t.csv", read_estat("t.csv", content), ESTAT_SOURCE, sound))
    day = "2025-06-30"
    assert keyed(rows) == {
        ("residents", "all", "PAK", "JPN", day): "100",
        ("residents", "engineer", "PAK", "JPN", day): "65",
        ("residents", "titp", "PAK", "JPN", day): "35",
        ("residents", "titp-i-a", "PAK", "JPN", day): "20",
        ("residents", "titp-i-b", "PAK", "JPN", day): "15",
        ("residents", "all", "VNM", "JPN", day): "500",
        ("residents", "ssw", "VNM", "JPN", day): "8",
        ("residents", "titp-i-a", "VNM", "JPN", day): "3",
        ("residents", "all", "all", "JPN", day): "1000",
        ("residents", "ssw", "all", "JPN", day): "9",
        ("residents", "titp", "all", "JPN", day): "80",
        ("residents", "titp-i-a", "all", "JPN", day): "50",
        ("residents", "titp-i-b", "all", "JPN", day): "30",
    }
    assert {row["source_id"] for row in rows} == {ESTAT_SOURCE}
    assert list(rows[0]) == sound.descriptor.resource("official_statistics").columns


def test_estat_with_a_status_that_the_package_does_not_know_is_refused(sound):
    content = estat((*PAKISTAN, "1"), statuses=[*STATUSES, "育成就労"])
    with pytest.raises(DataPackageError) as caught:
        list(observe("t.csv", read_estat("t.csv", content), ESTAT_SOURCE, sound))
    (told,) = caught.value.problems
    assert (told.code, told.found, told.line) == ("status-unknown", "‘育成就労’", 12)
    assert "programmes.csv" in told.expected


@pytest.mark.parametrize(
    ("content", "found", "expected", "line"),
    [
        (b"", "an empty file", "統計名", 1),
        (b"a,b\r\n1,2\r\n", "‘a, b’", "在留外国人統計", 1),
        ("統計名：,住民基本台帳\r\n".encode(), "住民基本台帳", "在留外国人統計", 1),
        ("統計名：".encode("cp932"), "bytes that are not UTF-8", "UTF-8", None),
        ('"統計名：","在留外国人統計"\r\n"a","b"\r\n'.encode(), "‘統計名：, 在留外国人統計’", "‘表番号：’", 1),
        (estat(PAKISTAN, number="02-1"), "‘02-1’", "‘表番号：’, ‘…01…’", 2),
        (estat((*PAKISTAN[:2], "東京都", *PAKISTAN[2:]), more=["都道府県"]), "‘都道府県’", "‘/在留資格’", 11),
        (estat(PAKISTAN, statuses=["技術", *STATUSES[1:]]), "‘国籍・地域’", "‘総数’", 11),
        (estat(PAKISTAN)[:-4], "unexpected end of data", "whole", None),
        (estat(PAKISTAN).removesuffix(b"\r\n"), "a last line without an end", "whole", 12),
        (estat(("0000年6月", *PAKISTAN[1:])), "‘0000年6月’", "‘2025年6月’", 12),
        (estat(PAKISTAN[:-1]), "15 cells", "16 cells", 12),
        (estat(("2025年度", *PAKISTAN[1:])), "‘2025年度’", "‘2025年6月’", 12),
        (estat((*PAKISTAN[:-1], "多数")), "‘多数’", "a whole number", 12),
        (estat((*PAKISTAN[:-1], "1.5")), "‘1.5’", "a whole number", 12),
        (estat((*PAKISTAN[:-1], "-3")), "‘-3’", "a whole number", 12),
    ],
)
def test_file_of_another_shape_is_refused_with_what_was_expected(content, found, expected, line):
    told = problem(read_estat, "t.csv", content)
    assert (told.code, told.file, told.line) == ("file-other", "t.csv", line)
    assert found in told.found
    assert expected in told.expected
    assert "nothing was changed" in told.remedy


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([PAKISTAN, PAKISTAN], "‘2025年6月, パキスタン, 総数’ twice"),
        ([("2025年6月", "ベトナム", *PAKISTAN[2:])], "a day without it"),
        ([("2025年6月", "ﾊﾟｷｽﾀﾝ", *PAKISTAN[2:])], "a day without it"),
    ],
)
def test_file_that_is_not_whole_is_refused(rows, found, sound):
    with pytest.raises(DataPackageError) as caught:
        list(observe("t.csv", read_estat("t.csv", estat(*rows)), ESTAT_SOURCE, sound))
    (told,) = caught.value.problems
    assert (told.code, told.found) == ("file-other", found)


def test_workbook_gives_table_2_by_status_and_table_5_by_prefecture(sound):
    cells = read_workbook("t.xlsx", workbook())
    assert workbook_source(cells) == "isa-residents-2025-06"
    programmes = sound.tables["programmes"]
    special = programmes.iloc[[-1]].assign(programme_id="special-permanent-resident", name_ja="特別永住者")
    rows = list(observe("t.xlsx", cells, "isa-residents-2025-06", _with_programmes(sound, programmes, special)))
    day = "2025-06-30"
    assert keyed(rows) == {
        ("residents", "all", "all", "JPN", day): "1000",
        ("residents", "titp", "all", "JPN", day): "300",
        ("residents", "all", "PAK", "JPN", day): "100",
        ("residents", "engineer", "PAK", "JPN", day): "65",
        ("residents", "titp", "PAK", "JPN", day): "30",
        ("residents", "special-permanent-resident", "PAK", "JPN", day): "0",
        ("residents", "all", "VNM", "JPN", day): "50",
        ("residents", "titp", "VNM", "JPN", day): "5",
        ("residents", "all", "PAK", "JP-01", day): "60",
        ("residents", "all", "PAK", "JP-02", day): "38",
        ("residents-undetermined", "all", "PAK", "JPN", day): "2",
    }
    locators = {row["area_id"]: row["locator"] for row in rows if row["area_id"] != "JPN"}
    assert locators == {"JP-01": "第５表, 北海道, パキスタン", "JP-02": "第５表, 青森県, パキスタン"}


def _with_programmes(package, *tables):
    programmes = pd.concat(tables, ignore_index=True)
    return dataclasses.replace(package, tables={**package.tables, "programmes": programmes})


@pytest.mark.parametrize(
    ("era", "day"),
    [
        ("令和６年６月末", "2024-06-30"),
        ("令和７年末", "2025-12-31"),
        ("令和元年末", "2019-12-31"),
        ("令和10年６月末", "2028-06-30"),
    ],
)
def test_day_of_a_workbook_stands_in_its_titles(era, day):
    assert {cell.day for cell in read_workbook("t.xlsx", workbook(era=era))} == {day}


def test_columns_of_a_workbook_may_move():
    table = [
        [None, "都道府県", "総数", "パキスタン", "ベトナム"],
        [None, "北海道", 600, 60, 30],
    ]
    cells = read_workbook("t.xlsx", workbook(table5=table))
    assert [cell.value for cell in cells if (cell.place, cell.nationality) == ("北海道", "パキスタン")] == [60]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"no workbook", "an Excel workbook"),
        (workbook(era="昭和９９年"), "【第２表】"),
        (workbook(table5=[[None, "市町村", "総数"]]), "【第５表】"),
        (workbook(table5=[[None, "都道府県", "パキスタン"], [None, "北海道", "約60"]]), "a whole number"),
        (workbook(table5=[[None, "都道府県", "パキスタン"], [None, "北海道", -60]]), "a whole number"),
        (workbook(table5=[[None, "都道府県", "パキスタン"], [None, "北海道", date(2025, 6, 30)]]), "a whole number"),
        (workbook(table5=[[None, "都道府県", "パキスタン"], *[[None] * 3] * 2, [None, "北海道", 60]]), "of one day"),
        (workbook(table5=[[None, "都道府県", "パキスタン"]]), "of one day"),
        (workbook(era="令和６年６月末", era5="令和６年12月末"), "of one day"),
        (workbook(era="令和７年13月末"), "a month from 1 to 12"),
        (workbook(era="令和７年０月末"), "a month from 1 to 12"),
        (workbook()[:2000], "an Excel workbook"),
    ],
)
def test_workbook_of_another_shape_is_refused_with_what_was_expected(content, expected):
    told = problem(read_workbook, "t.xlsx", content)
    assert told.code == "file-other"
    assert expected in told.expected


def test_prefecture_that_the_package_does_not_know_is_refused(sound):
    table = [[None, "都道府県", "パキスタン"], [None, "江戸", 5]]
    cells = [cell for cell in read_workbook("t.xlsx", workbook(table5=table)) if cell.place]
    with pytest.raises(DataPackageError) as caught:
        list(observe("t.xlsx", cells, "isa-residents-2025-06", sound))
    assert [told.code for told in caught.value.problems] == ["area-unknown"]


def test_workbook_that_lacks_a_prefecture_is_refused(sound):
    table = [[None, "都道府県", "パキスタン"], [None, "総数", 100], [None, "北海道", 60]]
    cells = [
        cell
        for cell in read_workbook("t.xlsx", workbook(table5=table))
        if cell.status == TOTAL or cell.status == "技術"
    ]
    with pytest.raises(DataPackageError) as caught:
        list(observe("t.xlsx", cells, "isa-residents-2025-06", sound))
    assert [told.found for told in caught.value.problems] == ["none of 青森県"]


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_no_damaged_workbook_does_more_than_be_refused(place, byte):
    content = bytearray(WORKBOOK)
    content[place % len(content)] = byte
    with contextlib.suppress(DataPackageError):
        read_workbook("t.xlsx", bytes(content))
