"""The curator's imports: shown first, written where asked for, and nothing else touched."""

import errno
import json
import os
import shutil

import pytest
from click.testing import CliRunner

from curate import curate
from labour_migration.data.schema import read_descriptor
from labour_migration.data.versions import path_of
from labour_migration.data.writing import lock_folder
from labour_migration.language import FOLDER

from .published import estat, workbook

SOURCE = (
    "{id},statistics,Residents,,Example Office,,false,2026-01-01,https://example.org/{id},,ja,made for the tests,,,\n"
)
ROWS = [("2019年12月", "パキスタン", 100, 65, 5, 30, 20, 10), ("2020年6月", "パキスタン", 110, 70, 8, 32, 20, 12)]


@pytest.fixture
def folder(lay_package, seal):
    """A sound package that knows the table of e-Stat."""
    laid = lay_package()
    with (laid / "sources.csv").open("a", encoding="utf-8") as file:
        file.write(SOURCE.format(id="isa-residents-by-status"))
    seal(laid)
    return laid


@pytest.fixture
def run(tmp_path):
    """Run a command with a file of these bytes."""

    def command(name: str, content: bytes, *options):
        file = tmp_path / ("table.xlsx" if name == "import-isa" else "table.csv")
        file.write_bytes(content)
        return CliRunner().invoke(curate, [name, str(file), *map(str, options)])

    return command


def official(folder) -> str:
    return (folder / "official_statistics.csv").read_text(encoding="utf-8")


def test_import_shows_what_it_would_do_and_writes_nothing(run, folder):
    before = official(folder)
    shown = run("import-estat", estat(*ROWS), folder)
    assert shown.exit_code == 0
    assert "add residents, all, PAK, JPN, 2020-06-30: 110\n" in shown.output
    assert "Nothing was written: add --write to write them.\n" in shown.output
    assert "table.csv" in shown.output
    assert official(folder) == before


def test_import_writes_where_it_is_asked_to_and_then_finds_its_rows_there(run, folder):
    written = run("import-estat", estat(*ROWS), folder, "--write")
    assert written.exit_code == 0
    assert "official_statistics.csv written: the package is valid with it.\n" in written.output
    assert "residents,all,PAK,JPN,,2020-06-30,2020-06-30,110,A,normal,isa-residents-by-status," in official(folder)
    after = official(folder)
    again = run("import-estat", estat(*ROWS), folder, "--write")
    assert "Rows to add: 0, to change: 0; " in again.output
    assert official(folder) == after
    assert CliRunner().invoke(curate, ["validate", str(folder)]).exit_code == 0


def test_changed_number_is_shown_beside_the_old_one(run, folder):
    run("import-estat", estat(*ROWS), folder, "--write")
    changed = [
        ("2019年12月", "パキスタン", 100, 65, 5, 30, 20, 10),
        ("2020年6月", "パキスタン", 111, 71, 8, 32, 20, 12),
    ]
    shown = run("import-estat", estat(*changed), folder)
    assert "change residents, all, PAK, JPN, 2020-06-30: 110 -> 111 (2020年6月, パキスタン, 総数)\n" in shown.output
    assert "Rows to add: 0, to change: 2; " in shown.output


def test_same_number_of_another_source_is_held_and_counted(run, folder):
    statuses = ["総数", "技術", "特定技能合計"]  # as far as the package has them from elsewhere
    shown = run("import-estat", estat(("2019年12月", "パキスタン", 100, 65, 5), statuses=statuses), folder)
    assert "Rows to add: 0, to change: 0; there already: 0, the same number from another source: 3." in shown.output
    assert "Nothing was written.\n" in shown.output


def test_workbook_brings_statuses_and_prefectures(run, folder, seal):
    with (folder / "sources.csv").open("a", encoding="utf-8") as file:
        file.write(SOURCE.format(id="isa-residents-2025-06"))
    seal(folder)
    statuses = [
        ["", "国籍・地域", "総数", "技術", "技能実習"],
        ["", "総数", 1000, 600, 400],
        ["", "パキスタン", 100, 65, 35],
    ]
    shown = run("import-isa", workbook(statuses), folder)
    assert shown.exit_code == 0
    assert "add residents, all, PAK, JP-01, 2025-06-30: 60\n" in shown.output
    assert "add residents-undetermined, all, PAK, JPN, 2025-06-30: 2\n" in shown.output


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            ("1950年6月", "パキスタン", 100, 65, 5, 30, 20, 10),
            "table.csv, line 12: found 1950-06-30 (1950年6月, パキスタン, 総数), expected a day from 2012-12-31 to 20",
        ),
        (
            ("2099年12月", "パキスタン", 100, 65, 5, 30, 20, 10),
            "table.csv, line 12: found 2099-12-31 (2099年12月, パキスタン, 総数), expected a day from 2012-12-31 to 20",
        ),
        (
            ("2020年6月", "パキスタン", "9" * 309, 65, 5, 30, 20, 10),
            f"table.csv, line 12: found ‘{'9' * 40}’ (2020年6月, パキスタン, 総数), expected a whole number of at most "
            "9 digits, ‘***’ or ‘-’. Give the file as it was published; nothing was changed.\n",
        ),
    ],
    ids=["1950", "2099", "309-digits"],
)
def test_days_and_numbers_that_no_agency_published_are_refused_with_line_and_cell(row, told, run, folder):
    before = official(folder)
    refused = run("import-estat", estat(row), folder, "--write")
    assert refused.exit_code == 1
    assert told in refused.output
    assert "Give the file as it was published; nothing was changed.\n" in refused.output
    assert official(folder) == before


def test_what_validate_would_refuse_is_shown_and_not_written(run, folder):
    before = official(folder)
    refused = run("import-estat", estat(("2020年6月", "パキスタン", 110, 165, 8, 32, 20, 12)), folder, "--write")
    assert refused.exit_code == 1
    assert "Nothing was written: with these rows the package would have problems.\n" in refused.output
    assert "official_statistics.csv, line" in refused.output
    assert "parts" in refused.output
    assert official(folder) == before


@pytest.mark.parametrize("command", ["codebook", "release", "import-estat"])
def test_command_that_finds_its_folder_in_use_names_who_writes_there(command, run, folder, monkeypatch):
    monkeypatch.setattr("curate.WAITS", 0.1)
    with lock_folder(folder):
        if command == "import-estat":
            refused = run(command, estat(*ROWS), folder, "--write")
        else:
            refused = CliRunner().invoke(curate, [command, str(folder)])
    assert refused.exit_code == 1
    assert refused.output == (
        f"Process {os.getpid()} is writing in {folder}. Waiting for it to end.\n"
        f"Error: Process {os.getpid()} is writing in {folder}. Nothing was written: run the command again when it has "
        "ended.\n"
    )


def test_full_disk_leaves_codebook_and_release_as_they_were_and_says_so(folder, monkeypatch):
    (folder / "CODEBOOK.md").write_text("old")

    def fail(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", fail)
    version = read_descriptor(folder).version
    for command, file in (("codebook", folder / "CODEBOOK.md"), ("release", path_of(version, folder))):
        refused = CliRunner().invoke(curate, [command, str(folder)])
        assert refused.output == (
            f"Error: {file} could not be written (No space left on device) and is as it was. Free space on the disk "
            "and run the command again.\n"
        )
    assert (folder / "CODEBOOK.md").read_text() == "old"
    assert list((folder / "versions").iterdir()) == []


def test_writer_removes_what_one_that_was_killed_left(folder):
    (folder / ".official_statistics.csv.0123.part").write_text("half")
    assert CliRunner().invoke(curate, ["codebook", str(folder)]).exit_code == 0
    assert list(folder.glob(".*.part")) == []


def test_command_makes_no_folder_of_a_mistyped_name(tmp_path):
    refused = CliRunner().invoke(curate, ["codebook", str(tmp_path / "datsets")])
    assert refused.output == f"Error: {tmp_path / 'datsets'}: no such folder. Name the one to write in.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("import-estat", b"a,b\r\n1,2\r\n", "table.csv"),
        ("import-estat", b"\xff\xfe\x00", "table.csv"),
        ("import-isa", b"no workbook", "table.xlsx"),
    ],
)
def test_file_of_another_shape_is_refused_and_told_what_was_expected(name, content, expected, run, folder):
    before = official(folder)
    refused = run(name, content, folder, "--write")
    assert refused.exit_code == 1
    assert refused.output.startswith(expected)
    assert "expected" in refused.output
    assert "Traceback" not in refused.output
    assert official(folder) == before


def test_publication_has_to_be_a_source_first(run, lay_package):
    refused = run("import-estat", estat(*ROWS), lay_package(), "--write")
    assert refused.exit_code == 1
    assert "Add the publication to sources.csv first, as isa-residents-by-status." in refused.output


def test_digests_are_renewed_of_every_table_and_nothing_else_is_written(folder):
    with (folder / "sources.csv").open("a", encoding="utf-8") as file:
        file.write(SOURCE.format(id="isa-residents-2025-06"))
    (folder / "sectors.csv").write_bytes((folder / "sectors.csv").read_bytes()[:-1])
    before = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    refused = CliRunner().invoke(curate, ["validate", str(folder)])
    assert [line.split(":")[0] for line in refused.output.splitlines() if "digests" in line] == [
        "sectors.csv, bytes",
        "sources.csv, bytes",
    ]
    assert CliRunner().invoke(curate, ["digests", str(folder)]).exit_code == 0
    after = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    changed = [one["path"] for one, was in zip(after["resources"], before["resources"], strict=True) if one != was]
    assert changed == ["sectors.csv", "sources.csv"]
    assert "digests" not in CliRunner().invoke(curate, ["validate", str(folder)]).output


def test_import_seals_no_other_table_than_its_own(run, folder):
    (folder / "sectors.csv").write_bytes((folder / "sectors.csv").read_bytes()[:-1])
    refused = run("import-estat", estat(*ROWS), folder, "--write")
    assert refused.exit_code == 1
    assert refused.output.startswith("sectors.csv, bytes: found ")


@pytest.mark.parametrize("content", [None, b"{", b'{"name": 5}'])
def test_digests_are_written_into_no_broken_descriptor(content, folder):
    descriptor = folder / "datapackage.json"
    descriptor.write_bytes(content) if content else descriptor.unlink()
    refused = CliRunner().invoke(curate, ["digests", str(folder)])
    assert refused.exit_code == 1
    assert refused.output.startswith("datapackage.json")
    assert not descriptor.exists() or descriptor.read_bytes() == content


@pytest.mark.parametrize("fault", ["number_with_underscore", "blank_line"])
def test_nothing_is_imported_beside_a_table_that_cannot_be_typed(fault, run, lay_package):
    refused = run("import-estat", estat(*ROWS), lay_package(fault), "--write")
    assert refused.exit_code == 1
    assert "Traceback" not in refused.output
    assert "1 problem found." in refused.output


def test_nothing_is_imported_into_tables_that_cannot_be_read(run, lay_package):
    refused = run("import-estat", estat(*ROWS), lay_package("open_quote"), "--write")
    assert refused.exit_code == 1
    assert "Traceback" not in refused.output
    assert "Fix the quotes." in refused.output


def test_words_leave_the_catalogues_as_they_are_while_the_program_says_the_same(tmp_path):
    laid = shutil.copytree(FOLDER, tmp_path / "locale")
    catalogue = laid / "ur" / "LC_MESSAGES" / "messages.po"
    complete = catalogue.read_text(encoding="utf-8")
    assert "0 messages without a translation" in CliRunner().invoke(curate, ["words", str(laid)]).output
    assert catalogue.read_text(encoding="utf-8") == complete
    translation = 'msgid "Residents"\nmsgstr "مقیم افراد"\n'
    assert translation in complete
    gone = '\nmsgid "Nobody says this"\nmsgstr "کوئی نہیں"\n'
    catalogue.write_text(complete.replace(translation, "").rstrip("\n") + f"\n{gone}", encoding="utf-8")
    assert "1 messages without a translation" in CliRunner().invoke(curate, ["words", str(laid)]).output
    assert 'msgid "Residents"\nmsgstr ""\n' in catalogue.read_text(encoding="utf-8")
    assert "Nobody says this" not in catalogue.read_text(encoding="utf-8")
