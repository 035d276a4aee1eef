"""Statements whose result turned: by the agency's half-yearly files, and from one released version to the next."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from itertools import pairwise

import pytest

from labour_migration.data.package import DataPackage, RawPackage, build_package, parse_table, read_package
from labour_migration.data.versions import path_of, read_version
from labour_migration.imports.publications import observe, read_workbook
from labour_migration.imports.revision import compare, revise
from labour_migration.results.reconcile import find_results
from labour_migration.results.turns import find_turns, turned

from ..published import workbook

OFFICIAL = "official_statistics"
# Figures of our own, each with the day of its article: those of April know the count of December, that of January not.
REPORTED = {
    "january": ("gazette-2020-01-15", "3000"),
    "april-high": ("gazette-2020-04-01", "3500"),
    "april-low": ("gazette-2020-04-01", "3000"),
    "april-far": ("gazette-2020-04-01", "9000"),
}


def rewrite(raw: RawPackage, **changed: str) -> RawPackage:
    """The package with these tables, each as the text of its file."""
    tables = {name: parse_table(name, text.encode())[0] for name, text in changed.items()}
    return replace(raw, tables={**raw.tables, **tables})


def with_rows(raw: RawPackage, table: str, keep=lambda _row: True, add=()) -> RawPackage:
    """The package with some rows of a table, and with others."""
    header = raw.tables[table].header
    rows = [dict(zip(header, cells, strict=True)) for _line, cells in raw.tables[table].rows]
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows([*filter(keep, rows), *add])
    return rewrite(raw, **{table: text.getvalue()})


def row_of(raw: RawPackage, table: str, code: str) -> dict[str, str]:
    header = raw.tables[table].header
    return next(dict(zip(header, cells, strict=True)) for _line, cells in raw.tables[table].rows if cells[0] == code)


@pytest.fixture
def before(lay_package) -> RawPackage:
    """The sound package without counts of residents, with the reported figures above."""
    raw = read_package(lay_package())
    raw = with_rows(raw, OFFICIAL, keep=lambda row: row["indicator_id"] != "residents")
    source = row_of(raw, "sources", "gazette-2020-01-15")
    later = {**source, "source_id": "gazette-2020-04-01", "date_published": "2020-04-01"}
    raw = with_rows(raw, "sources", add=[later])
    figure = row_of(raw, "reported_figures", "gazette-2020-01-15-residents")
    figures = [
        {**figure, "figure_id": code, "source_id": source_id, "value": value, "comparator": ""}
        | dict.fromkeys(("period_start", "period_end"), source_id[-10:])
        for code, (source_id, value) in REPORTED.items()
    ]
    comparison = row_of(raw, "comparisons", "gazette-2020-01-15-residents")
    compared = [
        {**comparison, "figure_id": one["figure_id"]} | dict.fromkeys(("period_start", "period_end"), one["period_end"])
        for one in figures
    ]
    raw = with_rows(raw, "comparisons", add=compared)
    return with_rows(raw, "reported_figures", add=figures)


def publish(era: str, count: int) -> bytes:
    """A half-yearly workbook of the agency in small, with this number of people."""
    table2 = [
        [None, "国籍・地域", "総数", "中長期在留者", None],
        [None, None, None, None, "技術"],
        [None, "総数", 100_000, 100_000, 50_000],
        [None, "パキスタン", count, count, count // 2],
        [None, "ベトナム", 50_000, 50_000, 20_000],
    ]
    table5 = [
        [None, "都道府県", "総数", "ベトナム", "パキスタン"],
        [None, "総数", 100_000, 50_000, count],
        [None, "北海道", 60_000, 30_000, count - 40],
        [None, "青森県", 40_000, 20_000, 38],
        [None, "未定・不詳", 10, 0, 2],
    ]
    return workbook(table2, table5, era)


def take_in(raw: RawPackage, content: bytes) -> RawPackage:
    """The package after the import of a workbook, as ``curate.py import-isa --write`` makes it."""
    package = build_package(raw)
    rows = observe("a.xlsx", read_workbook("a.xlsx", content), "statistics-2020", package)
    return rewrite(raw, **{OFFICIAL: revise(raw.tables[OFFICIAL], compare(raw.tables[OFFICIAL], rows), package)})


def brute_force(old: DataPackage, new: DataPackage) -> dict[str, tuple[str, str]]:
    was, now = find_results(old), find_results(new)
    return {code: (was[code], now[code]) for code in was.keys() & now.keys() if was[code] != now[code]}


def results(turns) -> dict[str, tuple[str, str]]:
    return {turn.figure_id: (turn.old.verdict, turn.new.verdict) for turn in turns}


def test_two_half_yearly_files_emit_exactly_the_results_that_turned(before):
    june = take_in(before, publish("令和元年６月末", 3000))
    december = take_in(june, publish("令和元年12月末", 3500))
    nothing, first, second = map(build_package, (before, june, december))
    by_june, by_december = turned(nothing, first), turned(first, second)
    assert results(by_june) == brute_force(nothing, first)
    assert results(by_december) == brute_force(first, second)
    assert results(by_june) == {
        "gazette-2020-01-15-residents": ("no_counterpart", "agrees"),  # about 3,000
        "january": ("no_counterpart", "agrees"),
        "april-high": ("no_counterpart", "above"),
        "april-low": ("no_counterpart", "agrees"),
        "april-far": ("no_counterpart", "above"),
    }
    # On 15 January nobody could know the count of December; 9,000 stays too high.
    assert results(by_december) == {"april-high": ("above", "agrees"), "april-low": ("agrees", "agrees_with_earlier")}


def test_turn_tells_both_results_in_words_and_the_official_figure_behind_the_new_one(before):
    june = take_in(before, publish("令和元年６月末", 3000))
    december = take_in(june, publish("令和元年12月末", 3500))
    high, low = turned(build_package(june), build_package(december))
    assert (high.old.name, high.new.name) == ("Higher than official", "Consistent")
    assert (high.new.official.value, low.new.official.value) == (3500, 3000)  # what it matches is the older figure
    assert "3,500" in high.new.sentences
    assert [source.source_id for source in high.new.sources] == ["statistics-2020"]


def test_same_figures_turn_nothing_and_a_new_statement_is_no_turn(before):
    package = build_package(before)
    fewer = build_package(with_rows(before, "reported_figures", keep=lambda row: row["figure_id"] != "january"))
    fewer = replace(fewer, tables=fewer.tables | {"comparisons": package.comparisons.query("figure_id != 'january'")})
    assert turned(package, package) == ()
    assert turned(fewer, package) == turned(package, fewer) == ()


def release(raw: RawPackage, version: str) -> None:
    """Keep the package as a released version, in the folder that it lies in."""
    path_of(version, raw.folder).parent.mkdir(exist_ok=True)
    document = json.loads((raw.folder / "datapackage.json").read_text(encoding="utf-8")) | {"version": version}
    with zipfile.ZipFile(path_of(version, raw.folder), "w") as archive:
        archive.writestr("datapackage.json", json.dumps(document))
        for name, table in raw.tables.items():
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows([table.header, *(row for _line, row in table.rows)])
            archive.writestr(f"{name}.csv", text.getvalue())


def test_releases_are_replayed_as_brute_force_does(before):
    june = take_in(before, publish("令和元年６月末", 3000))
    december = take_in(june, publish("令和元年12月末", 3500))
    row = row_of(december, "sectors", december.tables["sectors"].rows[0][1][0])
    of_words = with_rows(december, "sectors", keep=lambda _row: False, add=[{**row, "name": "Otherwise"}])
    today = build_package(of_words)
    *others, last = "1.0.0", "1.1.0", "2.0.0", today.descriptor.version
    for raw, version in zip((before, june, december, of_words), (*others, last), strict=True):
        release(raw, version)
    replayed = [*(read_version(version, today.folder, today.today) for version in others), today]
    expected = [
        (new.descriptor.version, code, *verdicts)
        for old, new in pairwise(replayed)
        for code, verdicts in brute_force(old, new).items()
    ]
    found = [(turn.version, turn.figure_id, turn.old.verdict, turn.new.verdict) for turn in find_turns(today)]
    assert sorted(found) == sorted(expected)
    assert [version for version, *_rest in found] == ["2.0.0"] * 2 + ["1.1.0"] * 5  # the newest first
    pinned = read_version("1.1.0", today.folder, today.today)
    assert {turn.version for turn in find_turns(pinned)} == {"1.1.0"}


def test_package_that_lies_in_no_folder_has_no_turns(sound):
    assert find_turns(replace(sound, folder=None)) == ()
    assert find_turns(sound) == ()  # no version of it was released
