"""Each fault of ``faults.toml`` breaks one rule of the sound package, and exactly its problems are told."""

import csv
import io
import json
import subprocess
import sys
import time
import tomllib
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labour_migration.data import rules
from labour_migration.data.digests import renew_digests
from labour_migration.data.package import FrameRows, RawPackage, RawTable, parse_files, read_package
from labour_migration.data.rules import engine
from labour_migration.data.rules.engine import find_problems, require_sound, require_valid
from labour_migration.data.series import pick
from labour_migration.problems import DataPackageError, Problem

PACKAGES = Path(__file__).parents[3] / "packages"
DATASETS = Path(__file__).parents[4] / "datasets"
DASHBOARD = Path(__file__).parents[4] / "dashboard"

FAULTS = tomllib.loads((PACKAGES / "faults.toml").read_text(encoding="utf-8"))


def place(problem):
    return problem.code, problem.file, problem.line, problem.field


def find_all(folder: Path) -> list[Problem]:
    """Every problem of the package in a folder, also where there is no descriptor to go by."""
    try:
        return find_problems(read_package(folder))
    except DataPackageError as error:
        return [*error.problems]


def test_sound_package_has_no_problem(lay_package):
    assert find_problems(read_package(lay_package())) == []


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "sound"])
def test_fault_is_told_by_code_file_line_and_field(fault, lay_package):
    problems = find_all(lay_package(fault))
    expected = [
        (told["code"], told["file"], told.get("line"), told.get("field", "")) for told in FAULTS[fault]["problems"]
    ]
    assert [place(problem) for problem in problems] == expected
    assert problems
    for problem in problems:
        assert problem.found
        assert problem.expected
        assert problem.remedy.endswith(".")


@pytest.mark.sampled
@pytest.mark.parametrize("fault", FAULTS)
def test_frictionless_finds_no_more_in_every_row_than_in_those_that_are_suspect(fault, lay_package):
    folder = lay_package(fault)
    with suppress(DataPackageError):  # of a descriptor that nobody can go by
        raw = read_package(folder)
        assert find_problems(raw) == find_problems(raw, is_thorough=True)


def test_frictionless_is_not_asked_about_a_sound_package(lay_package):
    program = (
        "import sys; from pathlib import Path; from labour_migration.data.package import read_package; "
        "from labour_migration.data.rules.engine import require_valid; require_valid(read_package(Path(sys.argv[1]))); "
        "sys.exit('frictionless' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, str(lay_package())], cwd=DASHBOARD, check=True)


# What is added to the end of a table of the sound package -> the rows that are allowed there.
LAWFUL = {
    "a repeat, which is no rival and is held against nothing": {
        "reported_figures": "gazette-2020-01-15-residents-2,gazette-2020-01-15,paragraph 3,some 3000,,outcome,"
        "residents,all,~,3000,,,2020-01-15,2020-01-15,true,normal,gazette-2020-01-15-residents,,\n",
    },
    "a repeat that tells a potential as an outcome": {
        "reported_figures": "gazette-2020-01-15-potential-2,gazette-2020-01-15,paragraph 3,it reached tens of thousands"
        ",,outcome,residents,all,,,20000,99999,2020-01-10,2020-01-10,true,normal,gazette-2020-01-15-potential,,\n",
    },
    "two undated figures, which are no rivals": {
        "sources": "leaflet,article,Our community,,Example Club,,false,2026-01-01,https://example.org/leaflet,,en,made,,,\n",
        "reported_figures": "leaflet-residents,leaflet,paragraph 1,some 3000,,outcome,residents,all,~,3000,,,,,"
        "false,normal,,,\nleaflet-residents-2,leaflet,paragraph 2,some 4000,,outcome,residents,all,~,4000,,,,,"
        "false,normal,,,\n",
        "comparisons": "leaflet-residents,,,,,,,false,false,,No day.\nleaflet-residents-2,,,,,,,false,false,,No day.\n",
    },
    "a figure on a page that prints official ones": {
        "reported_figures": "paper-2020-residents,paper-2020,paragraph 3,some 3000,,outcome,residents,all,~,3000,,,"
        "2020-04-01,2020-04-01,true,normal,,,\n",
        "comparisons": "paper-2020-residents,residents,all,JPN,stock_at,2020-04-01,2020-04-01,true,false,,"
        "The same people.\n",
    },
    "what somebody managed to do, an outcome": {
        "reported_figures": "gazette-2020-01-15-workers-2,gazette-2020-01-15,paragraph 4,managed to send only 200,,"
        "outcome,workers,all,,200,,,2020-01-15,2020-01-15,true,normal,,,\n",
        "comparisons": "gazette-2020-01-15-workers-2,,,,,,,false,false,,No office counts them.\n",
    },
    "a net change": {
        "comparisons": "gazette-2020-01-15-workers,residents,all,JPN,change_between,2019-06-30,2019-12-31,false,false,,"
        "Who left is subtracted.\n",
    },
    "a sentence that tells again of what another one told": {
        "passages": "bulletin-2020-02-01,\"paragraph 2, sentence 1\",The seminar again,,seminar,,\n",
    },
    "a translation that is plainer than the official name": {
        "translations": "ja,Specified Skilled Worker,特定技能の在留資格\n",
    },
    "a balance": {
        "comparisons": "gazette-2020-01-15-workers,net-investment,all,PAK,balance_in,2018-07-01,2019-06-30,false,false,"
        ",Money for workers.\n",
    },
}  # fmt: skip


@pytest.mark.parametrize("case", LAWFUL)
def test_rows_are_allowed(case, lay_package, seal):
    folder = lay_package()
    for table, rows in LAWFUL[case].items():
        with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(rows)
    seal(folder)
    assert find_problems(read_package(folder)) == []


def test_known_exception_excuses_its_problem_and_no_other(lay_package, seal):
    folder = lay_package("prefectures_miss_whole")
    reason = "parts-miss-whole,residents,all,PAK,2019-12-31,1,One person was counted in no row.\n"
    with (folder / "exceptions.csv").open("a", encoding="utf-8") as file:
        file.write(reason)
    seal(folder)
    assert find_problems(read_package(folder)) == []


def test_sums_are_told_with_both_numbers(lay_package):
    (problem,) = find_problems(read_package(lay_package("parts_exceed_whole")))
    assert "found parts that sum to 91, expected 90" in str(problem)
    assert "exceptions.csv" in problem.remedy


def test_require_sound_lets_broken_rules_pass_but_no_broken_table(lay_package):
    assert len(require_sound(read_package(lay_package("parts_exceed_whole"))).official) == 23
    with pytest.raises(DataPackageError) as caught:
        require_sound(read_package(lay_package("unknown_area")))
    assert [problem.code for problem in caught.value.problems] == ["reference-unknown"]


@pytest.fixture
def grown(raw) -> RawPackage:
    """The real package with eight times the observations: Pakistan's again for a made-up nationality by prefecture."""
    name, nationalities = "official_statistics", raw.tables["nationalities"]
    real = raw.tables[name].frame
    again = pick(real, indicator_id="residents", nationality_id="PAK", area_id="JPN")
    areas = [code for code in raw.tables["areas"].frame["area_id"] if code.startswith("JP-")]
    long = pd.concat([real, *(again.assign(nationality_id="XAA", area_id=code, note="") for code in areas)])
    long = FrameRows(long.set_axis(pd.RangeIndex(2, len(long) + 2)))
    wide = [*nationalities.rows, (len(nationalities.rows) + 2, ["XAA", "Made-up", "架空", "", "", ""])]
    tables = {name: RawTable(list(real), long), "nationalities": RawTable(nationalities.header, wide)}
    return replace(raw, tables={**raw.tables, **tables})


def test_time_of_validation_grows_far_slower_than_the_official_table(raw, grown):
    assert len(grown.tables["official_statistics"].rows) > 7 * len(raw.tables["official_statistics"].rows)
    seconds: dict[str, float] = {}
    for name, package in (("real", raw), ("grown", grown)) * 3:
        begun = time.process_time()
        assert find_problems(package) == []
        seconds[name] = min(seconds.get(name, 99), time.process_time() - begun)
    assert seconds["grown"] < 4 * seconds["real"], seconds  # row by row it was seven times as long


# What would trip who reads it as a number, a day, an address, a place in an article or words with a figure.
HOSTILE = [
    "", "-", "²", "１２", "九千億", "½ of 3", "NaN", "inf", "-0", "1e400", "9" * 400, "9" * 310 + " billion",
    "0001-01-01", "9999-12-31", "2100-12", "2020-02-30", "https://[", "(((", "{0}", "%s",
    "paragraph 99999999999999999999, sentence 1", "more than " * 100, "tens of thousands of billions",
    "a\0b", "\u202e", "\ufffe", "x" * 40_000,
]  # fmt: skip


@given(st.data())
def test_any_cell_may_be_anything(data):
    files = {file.name: file.read_bytes() for file in (PACKAGES / "sound").glob("*.csv")}
    name = data.draw(st.sampled_from(sorted(files)))
    header, *rows = csv.reader(io.StringIO(files[name].decode()))
    row, column = data.draw(st.sampled_from(range(len(rows)))) if rows else 0, data.draw(st.sampled_from(header))
    cells = rows[row] if rows else [""] * len(header)
    cells[header.index(column)] = data.draw(st.sampled_from(HOSTILE) | st.text(max_size=20))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *(rows or [cells])])
    with suppress(UnicodeEncodeError):  # half of a character is in no file
        files[name] = text.getvalue().encode()
    files["datapackage.json"] = renew_digests((DATASETS / "datapackage.json").read_bytes(), files)
    with suppress(DataPackageError):
        require_valid(parse_files(files))


def test_every_fault_is_made_either_by_changes_or_by_files():
    folders = {folder.name for folder in PACKAGES.iterdir() if folder.is_dir()}
    changed = {fault for fault, entry in FAULTS.items() if entry.keys() & {"set", "remove", "add", "descriptor"}}
    assert folders | changed == FAULTS.keys()
    assert not folders & changed


def test_every_rule_of_every_module_is_run():
    modules = [import_module(f"{rules.__name__}.{module.name}") for module in iter_modules(rules.__path__)]
    written = [rule for module in modules if module is not engine for rule in getattr(module, "RULES", ())]
    assert set(engine.RULES) == set(written)
    assert len(engine.RULES) == len(written) > 0


def test_message_names_file_line_field_found_expected_and_remedy(lay_package):
    (problem,) = find_problems(read_package(lay_package("unknown_source")))
    assert str(problem) == (
        "reported_figures.csv, line 2, source_id: found ‘gazette-2042-01-01’, "
        "expected an identifier from sources.csv. Add the row there, or correct the identifier."
    )


def test_all_problems_come_in_one_run_in_order_of_the_files(lay_package):
    folder = lay_package("hedge_lost", "words_missing", "unused_indicator", "inferred_without_reason")
    problems = find_problems(read_package(folder))
    assert [problem.code for problem in problems] == [
        "hedge-lost",
        "words-missing",
        "indicator-unused",
        "reason-missing",
    ]


def test_missing_file_is_told_and_does_not_hide_other_problems(lay_package):
    folder = lay_package("hedge_lost")
    (folder / "sectors.csv").unlink()
    codes = {problem.code for problem in find_problems(read_package(folder))}
    assert codes == {"file-missing", "hedge-lost"}


@pytest.mark.parametrize(
    ("text", "code"),
    [("{", "descriptor-syntax"), ('{"name": "x"}', "descriptor-incomplete"), ("[]", "descriptor-incomplete")],
)
def test_broken_descriptor_is_told(text, code, lay_package):
    folder = lay_package()
    (folder / "datapackage.json").write_text(text)
    with pytest.raises(DataPackageError) as caught:
        read_package(folder)
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize("created", ["yesterday", "1970-01-01T00:00:00Z"])
def test_time_that_no_zip_file_can_tell_is_told(created, lay_package):
    folder = lay_package()
    document = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (folder / "datapackage.json").write_text(json.dumps(document | {"created": created}), encoding="utf-8")
    with pytest.raises(DataPackageError) as caught:
        read_package(folder)
    assert [problem.code for problem in caught.value.problems] == ["descriptor-incomplete"]


# What is wrong with the descriptor -> where, what stands there, the code of the problem.
DESCRIPTORS = {
    "a type that there is not": (["schema", "fields", 0, "type"], "nonsense", "descriptor-incomplete"),
    "a type that the column cannot have": (["schema", "fields", 9, "type"], "string", "descriptor-incomplete"),
    "a column of another name": (["schema", "fields", 3, "name"], "words", "descriptor-incomplete"),
    "a key that is no column": (["schema", "primaryKey"], ["nothing"], "descriptor-schema"),
    "a pattern that is none": (["schema", "fields", 0, "constraints", "pattern"], "(", "descriptor-schema"),
    "a bound that is none": (["schema", "fields", 9, "constraints"], {"minimum": "x"}, "descriptor-schema"),
    "a reference to nothing": (
        ["schema", "foreignKeys", 0, "reference", "resource"], "nowhere", "descriptor-incomplete",
    ),
    "a reference from nothing": (["schema", "foreignKeys", 0, "fields"], [], "descriptor-incomplete"),
    "a file elsewhere": (["path"], "../reported_figures.csv", "descriptor-incomplete"),
    "a path that is none": (["path"], 5, "descriptor-incomplete"),
    "two tables of one name": (["name"], "events", "descriptor-incomplete"),
}  # fmt: skip


@pytest.mark.parametrize("fault", DESCRIPTORS)
def test_descriptor_that_pages_cannot_be_made_of_is_told(fault, lay_package):
    folder = lay_package()
    document = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (*keys, last), value, code = DESCRIPTORS[fault]
    place = document["resources"][0]
    for key in keys:
        place = place[key]
    place[last] = value
    (folder / "datapackage.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(DataPackageError) as caught:
        require_valid(read_package(folder))
    assert [(problem.code, problem.file) for problem in caught.value.problems] == [(code, "datapackage.json")]


@pytest.mark.parametrize(
    "address",
    [
        "mailto:curators+figures@example.org",
        "https://example.org/owner/name/issues/new?labels=data&title={title}&body={body}",
    ],
)
def test_address_for_corrections_is_read(address, lay_package):
    assert require_valid(read_package(lay_package(corrections=address))).descriptor.corrections == address


def test_missing_descriptor_is_told(tmp_path):
    with pytest.raises(DataPackageError) as caught:
        read_package(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["descriptor-missing"]


def test_require_valid_raises_every_problem(lay_package):
    with pytest.raises(DataPackageError) as caught:
        require_valid(read_package(lay_package("two_preferred")))
    assert [problem.code for problem in caught.value.problems] == ["preferred-rival"]
    assert "exactly one preferred" in str(caught.value)
