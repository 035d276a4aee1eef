"""Parsers of two official files, into published cells and from these into rows of official statistics.

Two files are read: the download of e-Stat table 0004019020 (nationality by status of residence) and
the half-yearly workbook of the Immigration Services Agency. Taken are the people of Pakistani nationality
by every status and prefecture, and of the other nationalities the total and the labour programmes.
"""

import csv
import io
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import openpyxl
import pandas as pd

from labour_migration.data.codes import JAPAN, PAKISTAN, in_prefecture
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.language import gettext as _
from labour_migration.problems import DataPackageError, Problem

COMPARED = (ROOT, "titp", "ssw")  # of the others, all together and these with their parts
ESTAT_SOURCE = "isa-residents-by-status"
TOTAL, UNPLACED = "総数", "未定・不詳"  # all together; people of whom no prefecture is known
_SUBJECT_TOTAL = (PAKISTAN, ROOT, "")

_MISSING = {"***", "-", "", None}
# The preamble of the table, each label with words that stand beside it.
_ESTAT_HEAD = {"統計名：": "在留外国人統計", "表番号：": "01", "表題：": "国籍・地域別　在留資格別"}
_TIME, _NATIONALITY = "集計時点（半期毎）", "国籍・地域"
_ESTAT_DIMENSIONS = {"表章項目", _TIME, _NATIONALITY}  # each with two columns of codes before its own
_STATUS_HEAD = "/在留資格"  # statuses stand to the right of it
_NO_STATUS = {"中長期在留者", "その他"}  # columns of the workbook that are no status of residence
_ERA = re.compile(r"令和(元|\d{1,2})年(?:(\d{1,2})月)?末")  # "令和7年末" is the end of December
# Nationality by status of residence has been counted since then; before, foreigners who had registered were.
_FIRST_DAY = "2012-12-31"
_MOST_DIGITS = 9  # of people: Japan has 123 million
_SHOWN = 40  # characters of a cell in a message
# What openpyxl lets through of a damaged file, and what the file system says of one that cannot be read.
_UNREADABLE = (
    BadZipFile, zlib.error, ParseError, KeyError, ValueError, TypeError, IndexError, AttributeError,
    NotImplementedError, EOFError, OSError,
)  # fmt: skip


@dataclass(frozen=True)
class PublishedCell:
    """A number of an official table under the labels that it has there.

    ``day`` is the day of the count, ISO 8601; ``place`` is "" for all of Japan; ``value`` is None
    where the table says that there is no number.
    """

    day: str
    nationality: str
    status: str
    place: str
    value: int | None
    locator: str
    line: int


def read_estat(name: str, content: bytes) -> list[PublishedCell]:
    """The cells of a download of e-Stat table 0004019020, in the file's order.

    A preamble, two rows of codes, a row of labels, then a row for each half-year and nationality
    with a column for each status; CRLF; ``***`` and ``-`` where there is no number.

    Raises
    ------
    DataPackageError
        When the file is another, with what was expected of it.
    """
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except UnicodeDecodeError:
        raise _other_file(name, _("bytes that are not UTF-8"), _("the UTF-8 download of e-Stat")) from None
    except csv.Error as error:
        raise _other_file(name, str(error), _("the CSV download of e-Stat, whole")) from None
    preamble = {row[0]: (line, row[1]) for line, row in enumerate(rows, 1) if len(row) > 1 and row[0] in _ESTAT_HEAD}
    for label, words in _ESTAT_HEAD.items():
        line, text = preamble.get(label, (1, ""))
        if words not in text:
            found = text or ", ".join(rows[0] if rows else []) or _("an empty file")
            raise _other_file(name, f"‘{found[:60]}’", f"‘{label}’, ‘…{words}…’", line)
    if not content.endswith(b"\n"):
        raise _other_file(name, _("a last line without an end"), _("the CSV download of e-Stat, whole"), len(rows))
    place = next((place for place, row in enumerate(rows) if _STATUS_HEAD in row), None)
    labels = rows[place] if place is not None else []
    first = labels.index(_STATUS_HEAD) + 1 if place is not None else 0
    dimensions = {re.sub(" (補助)?コード$", "", label) for label in labels[: max(first - 1, 0)]}
    if dimensions != _ESTAT_DIMENSIONS or TOTAL not in labels[first:]:
        expected = _("a row of labels with {labels}").format(
            labels=", ".join(f"‘{label}’" for label in (*sorted(_ESTAT_DIMENSIONS), _STATUS_HEAD, TOTAL))
        )
        found = ", ".join(f"‘{label}’" for label in sorted(dimensions)) or _("none")
        raise _other_file(name, found, expected, None if place is None else place + 1)
    time, nationality = labels.index(_TIME), labels.index(_NATIONALITY)
    cells = []
    for line, row in enumerate(rows[place + 1 :], place + 2):
        if len(row) != len(labels):
            found, expected = _("{count} cells").format(count=len(row)), _("{count} cells").format(count=len(labels))
            raise _other_file(name, found, expected, line)
        day = _day_of_month(row[time])
        if day is None:
            raise _other_file(name, f"‘{row[time]}’", _("a half-year such as ‘2025年6月’"), line)
        for status, text in zip(labels[first:], row[first:], strict=True):
            where = f"{row[time]}, {row[nationality]}, {status}"
            value = _number(name, text, where, line)
            cells.append(PublishedCell(day, row[nationality], status, "", value, where, line))
    return cells


def read_workbook(name: str, content: bytes) -> list[PublishedCell]:
    """The cells of tables 2 and 5 of the agency's half-yearly workbook.

    Table 2 is nationality by status of residence, table 5 prefecture by nationality. Both are found by
    their titles, which name the day; columns by their labels, which move from one half-year to the next.

    Raises
    ------
    DataPackageError
        When the file is another, with what was expected of it.
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = [[[*row] for row in sheet.iter_rows(values_only=True)] for sheet in book]
    except _UNREADABLE:
        raise _other_file(name, _("a file that is no workbook"), _("an Excel workbook (.xlsx)")) from None
    by_status = list(_table(name, sheets, "第２表", "国籍・地域"))
    by_prefecture = list(_table(name, sheets, "第５表", "都道府県"))
    days = sorted({cell.day for cell in (*by_status, *by_prefecture)})
    if not by_status or not by_prefecture or len(days) != 1:
        found = ", ".join(days) if by_status and by_prefecture else _("a table without rows")
        raise _other_file(name, found, _("tables 2 and 5 of one day"))
    return [*by_status, *by_prefecture]


def _table(name: str, sheets: list[list[list]], number: str, corner: str) -> Iterator[PublishedCell]:
    """The cells of one table of the workbook: below its title and its corner cell, in one or two rows of labels."""
    title, rows = next(
        (
            (cell, rows[place:])
            for rows in sheets
            for place, row in enumerate(rows)
            for cell in row
            if isinstance(cell, str) and f"【{number}】" in cell
        ),
        ("", []),
    )
    era = _ERA.search(unicodedata.normalize("NFKC", title))
    head = next((place for place, row in enumerate(rows) if corner in row), None)
    if era is None or head is None:
        expected = _("a sheet with ‘【{number}】 …（令和…年…月末）’ above ‘{corner}’").format(
            number=number, corner=corner
        )
        raise _other_file(name, f"‘{title}’" if title else _("no such table"), expected)
    day = _day_of_month(f"{2018 + (1 if era[1] == '元' else int(era[1]))}年{era[2] or 12}月")
    if day is None:
        raise _other_file(name, f"‘{title}’", _("a month from 1 to 12"))
    column = rows[head].index(corner)
    labels = [_label(cell) for cell in rows[head]]
    below = rows[head + 1] if head + 1 < len(rows) else []
    is_two_rows = len(below) > column and below[column] is None
    if is_two_rows:
        labels = [_label(second) or first for first, second in zip_longest(labels, below, fillvalue="")]
    for line, row in enumerate(rows[head + 1 + is_two_rows :], head + 2 + is_two_rows):
        if len(row) <= column or not isinstance(row[column], str) or row[column].startswith(("（", "※")):
            break
        for label, value in zip_longest(labels[column + 1 :], row[column + 1 :]):
            if not label or label in _NO_STATUS:
                continue
            first, where = _label(row[column]), f"{number}, {_label(row[column])}, {label}"
            nationality, status, place = (label, TOTAL, first) if number == "第５表" else (first, label, "")
            yield PublishedCell(day, nationality, status, place, _number(name, value, where, line), where, line)


def require_publishable(name: str, cells: Iterable[PublishedCell], today: date) -> None:
    """Raise where a file has numbers of days that the agency can have published none of by ``today``.

    Raises
    ------
    DataPackageError
        With each such day, at the line where it comes first.
    """
    firsts: dict[str, PublishedCell] = {}
    for cell in cells:
        firsts.setdefault(cell.day, cell)
    last = today.isoformat()
    wrong = [cell for cell in firsts.values() if not _FIRST_DAY <= cell.day <= last]
    if wrong:
        expected = _("a day from {first} to {last}").format(first=_FIRST_DAY, last=last)
        raise DataPackageError(_other(name, f"{cell.day} ({cell.locator})", expected, cell.line) for cell in wrong)


def observe(
    name: str, cells: Iterable[PublishedCell], source_id: str, package: DataPackage
) -> Iterator[dict[str, str]]:
    """The observations in published cells, as rows of ``official_statistics.csv`` in text.

    A row is the number of people of one nationality, status and place at one day; its key is ``series.KEY``. Cells
    without a number, and those of statuses or nationalities that the package does not keep, have no row.

    Raises
    ------
    DataPackageError
        When a cell of ours has a status or a prefecture that the package does not know, when it comes twice,
        or when the file has not all that it should have: the total, and every prefecture where it has one.
    """
    seen: set[tuple] = set()
    nationalities = _by_name(package.nationalities)
    areas = _by_name(package.areas)
    programmes = {**_by_name(package.programmes), TOTAL: ROOT}
    compared = package.routes.covered(COMPARED)
    for cell in cells:
        nationality = nationalities.get(cell.nationality)
        programme = programmes.get(cell.status.removesuffix("合計"))
        if nationality is None:
            continue
        if programme is None:
            expected, remedy = _("a status in programmes.csv, by name_ja"), _("Add the status there first.")
            raise DataPackageError([Problem("status-unknown", name, f"‘{cell.status}’", expected, remedy, cell.line)])
        is_unplaced, is_place = cell.place == UNPLACED, cell.place not in ("", TOTAL)
        if is_place and not is_unplaced and cell.place not in areas:
            expected, remedy = _("a prefecture in areas.csv, by name_ja"), _("Correct the name there.")
            raise DataPackageError([Problem("area-unknown", name, f"‘{cell.place}’", expected, remedy, cell.line)])
        is_ours = nationality == PAKISTAN or (programme in compared and not is_place)
        if is_ours and (key := (cell.day, nationality, programme, cell.place)) in seen:
            raise _other_file(name, _("‘{where}’ twice").format(where=cell.locator), _("each number once"), cell.line)
        if is_ours:
            seen.add(key)
        if cell.value is None or not is_ours or cell.place == TOTAL:
            continue
        yield {
            "indicator_id": "residents-undetermined" if is_unplaced else "residents",
            "programme_id": programme,
            "nationality_id": nationality,
            "area_id": areas[cell.place] if is_place and not is_unplaced else JAPAN,
            "category": "",
            "period_start": cell.day,
            "period_end": cell.day,
            "value": str(cell.value),
            "obs_status": "A",
            "rank": "normal",
            "source_id": source_id,
            "locator": cell.locator,
            "remarks": "",
            "note": "",
        }
    _require_whole(name, seen, package)


def _require_whole(name: str, seen: set[tuple], package: DataPackage) -> None:
    """A file has the total of the nationality that it is read for, and every prefecture where it has one."""
    totals = {day for day, nationality, programme, place in seen if (nationality, programme, place) == _SUBJECT_TOTAL}
    if not totals or {day for day, *_rest in seen} - totals:
        expected = f"‘{package.nationalities.loc[PAKISTAN, 'name_ja']}’, ‘{TOTAL}’"
        raise _other_file(name, _("a day without it"), expected)
    places = {place for _day, _nationality, _programme, place in seen}
    areas = package.areas.loc[in_prefecture(package.areas), "name_ja"]
    missing = areas[~areas.isin(places)]
    if 0 < len(missing) < len(areas):
        found = _("none of {prefectures}").format(prefectures=", ".join(missing[:3]))
        raise _other_file(name, found, _("every prefecture"))


def workbook_source(cells: Iterable[PublishedCell]) -> str:
    """The source of a workbook's cells: ``isa-residents-2025-06``, by the month of the count."""
    return f"isa-residents-{next(iter(cells)).day[:7]}"


def _by_name(table: pd.DataFrame) -> dict[str, str]:
    return {name: code for code, name in table["name_ja"].items() if name}


def _label(cell: object) -> str:
    """A label without the breaks and spaces that fit it into its cell."""
    return re.sub(r"\s", "", cell) if isinstance(cell, str) else ""


def _number(name: str, cell: object, where: str, line: int) -> int | None:
    text = cell.replace(",", "") if isinstance(cell, str) else cell
    if isinstance(text, str | None) and text in _MISSING:
        return None
    if isinstance(text, float) and text.is_integer():
        text = int(text)
    if re.fullmatch(f"[0-9]{{1,{_MOST_DIGITS}}}", str(text)):
        return int(text)
    expected = _("a whole number of at most {count} digits, ‘***’ or ‘-’").format(count=_MOST_DIGITS)
    raise _other_file(name, f"‘{str(cell)[:_SHOWN]}’ ({where})", expected, line)


def _day_of_month(text: str) -> str | None:
    """The last day of a month as e-Stat writes it, ``2025年6月``; None where it is none."""
    match = re.fullmatch(r"([12][0-9]{3})年(1[0-2]|0?[1-9])月", text)
    return pd.Period(f"{match[1]}-{int(match[2]):02d}", "M").end_time.date().isoformat() if match else None


def _other_file(name: str, found: str, expected: str, line: int | None = None) -> DataPackageError:
    return DataPackageError([_other(name, found, expected, line)])


def _other(name: str, found: str, expected: str, line: int | None) -> Problem:
    remedy = _("Give the file as it was published; nothing was changed.")
    return Problem("file-other", name, found, expected, remedy, line)
