"""Each fault folder breaks one rule of the sound package, and exactly its problem is told."""

import json
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from labour_migration.data.package import FrameRows, RawPackage, RawTable, read_package
from labour_migration.data.rules.engine import find_problems, require_sound, require_valid
from labour_migration.data.series import pick
from labour_migration.problems import DataPackageError

PACKAGES = Path(__file__).parents[3] / "packages"
DASHBOARD = Path(__file__).parents[4] / "dashboard"

# Folder -> code, file, line and field of the one problem.
FAULTS = {
    "uncited_figure": ("cell-empty", "reported_figures.csv", 2, "source_id"),
    "unknown_source": ("reference-unknown", "reported_figures.csv", 2, "source_id"),
    "unknown_programme": ("reference-unknown", "reported_figures.csv", 2, "programme_id"),
    "unknown_comparator": ("not-in-list", "reported_figures.csv", 2, "comparator"),
    "value_as_text": ("type-error", "reported_figures.csv", 2, "value"),
    "locator_missing": ("cell-empty", "reported_figures.csv", 2, "locator"),
    "locator_malformed": ("not-in-pattern", "reported_figures.csv", 2, "locator"),
    "hedge_lost": ("hedge-lost", "reported_figures.csv", 2, "comparator"),
    "hedge_invented": ("hedge-lost", "reported_figures.csv", 3, "comparator"),
    "value_not_in_words": ("value-not-in-words", "reported_figures.csv", 2, "value"),
    "bounds_not_in_words": ("value-not-in-words", "reported_figures.csv", 4, "value"),
    "bounds_reversed": ("quantity", "reported_figures.csv", 4, "value"),
    "no_number": ("quantity", "reported_figures.csv", 2, "value"),
    "words_too_many": ("words-too-many", "reported_figures.csv", 2, "as_printed"),
    "words_missing": ("words-missing", "events.csv", 2, "as_printed"),
    "period_reversed": ("period-order", "reported_figures.csv", 2, "period_start"),
    "date_too_precise": ("date-precision", "events.csv", 2, "date_precision"),
    "promise_as_outcome": ("promise-as-outcome", "reported_figures.csv", 4, "statement"),
    "outcome_to_come": ("promise-as-outcome", "reported_figures.csv", 2, "statement"),
    "two_preferred": ("preferred-rival", "reported_figures.csv", 5, "rank"),
    "none_preferred": ("preferred-rival", "reported_figures.csv", 5, "rank"),
    "preferred_without_reason": ("reason-missing", "reported_figures.csv", 2, "rank"),
    "repeated_key": ("key-repeated", "reported_figures.csv", 5, "figure_id"),
    "trailing_space": ("outer-space", "reported_figures.csv", 3, "attributed_to"),
    "formula_cell": ("formula-cell", "reported_figures.csv", 2, "note"),
    "formula_full_width": ("formula-cell", "reported_figures.csv", 2, "note"),
    "unused_source": ("source-unused", "sources.csv", 4, "source_id"),
    "repeated_address": ("not-unique", "sources.csv", 4, "url"),
    "unused_indicator": ("indicator-unused", "indicators.csv", 4, "indicator_id"),
    "inferred_without_reason": ("reason-missing", "sources.csv", 2, "is_date_inferred"),
    "unknown_place_without_reason": ("reason-missing", "events.csv", 3, "locator"),
    "missing_column": ("header", "reported_figures.csv", 1, ""),
    "missing_cells": ("row-width", "reported_figures.csv", 3, ""),
    "byte_order_mark": ("byte-order-mark", "sources.csv", 1, ""),
    "carriage_returns": ("line-end", "sources.csv", 1, ""),
    "other_encoding": ("encoding", "sources.csv", 2, ""),
    "open_quote": ("csv-syntax", "sources.csv", 3, ""),
    "blank_line": ("row-width", "events.csv", 4, ""),
    "blank_first_line": ("file-empty", "sectors.csv", None, ""),
    "boolean_in_capitals": ("type-error", "reported_figures.csv", 2, "is_period_inferred"),
    "number_with_underscore": ("not-plain", "reported_figures.csv", 2, "value"),
    "date_without_zeros": ("not-plain", "sources.csv", 2, "date_published"),
    "header_alone": ("table-empty", "sectors.csv", 1, ""),
    "other_separator": ("header", "sectors.csv", 1, ""),
    "duration_as_value": ("value-not-in-words", "reported_figures.csv", 2, "value"),
    "negated_hedge": ("hedge-lost", "reported_figures.csv", 2, "comparator"),
    "empty_file": ("file-empty", "sectors.csv", None, ""),
    "figure_on_statistics": ("source-kind", "reported_figures.csv", 3, "source_id"),
    "official_on_article": ("source-kind", "official_statistics.csv", 3, "source_id"),
    "official_without_locator": ("cell-empty", "official_statistics.csv", 3, "locator"),
    "official_period_reversed": ("period-order", "official_statistics.csv", 21, "period_start"),
    "official_rivals_undecided": ("preferred-rival", "official_statistics.csv", 23, "rank"),
    "status_without_reason": ("reason-missing", "official_statistics.csv", 11, "obs_status"),
    "unknown_status": ("not-in-list", "official_statistics.csv", 3, "obs_status"),
    "unknown_category": ("not-in-list", "official_statistics.csv", 20, "category"),
    "unknown_area": ("reference-unknown", "official_statistics.csv", 12, "area_id"),
    "unknown_nationality": ("reference-unknown", "official_statistics.csv", 15, "nationality_id"),
    "negative_count": ("not-a-count", "official_statistics.csv", 20, "value"),
    "fraction_of_a_person": ("not-a-count", "official_statistics.csv", 15, "value"),
    "parts_exceed_whole": ("parts-exceed-whole", "official_statistics.csv", 3, "value"),
    "status_dropped": ("parts-miss-whole", "official_statistics.csv", 3, "value"),
    "category_exceeds_whole": ("parts-exceed-whole", "official_statistics.csv", 17, "value"),
    "nationality_exceeds_all": ("parts-exceed-whole", "official_statistics.csv", 2, "value"),
    "prefectures_exceed_whole": ("parts-exceed-whole", "official_statistics.csv", 4, "value"),
    "prefectures_miss_whole": ("parts-miss-whole", "official_statistics.csv", 4, "value"),
    "prefecture_remainder_too_large": ("remainder-too-large", "official_statistics.csv", 3, "value"),
    "exception_stale": ("exception-stale", "exceptions.csv", 2, "code"),
    "route_without_group": ("route-without-group", "programmes.csv", 9, "parent_id"),
    "root_with_parent": ("root-with-parent", "programmes.csv", 2, "parent_id"),
    "repeated_name_ja": ("not-unique", "programmes.csv", 6, "name_ja"),
    "flow_of_a_day": ("period-of-measure", "official_statistics.csv", 21, "period_end"),
    "stock_over_a_half_year": ("period-of-measure", "official_statistics.csv", 10, "period_end"),
    "repeat_of_nothing": ("reference-unknown", "reported_figures.csv", 5, "repeats"),
    "repeat_of_itself": ("repeat-of-itself", "reported_figures.csv", 5, "repeats"),
    "repeat_of_a_repeat": ("repeat-of-a-repeat", "reported_figures.csv", 6, "repeats"),
    "repeat_of_another": ("repeat-of-another", "reported_figures.csv", 5, "repeats"),
    "period_half": ("period-half", "reported_figures.csv", 3, "period_end"),
    "period_missing": ("period-missing", "reported_figures.csv", 3, "period_start"),
    "period_inferred_from_nothing": ("period-inferred", "reported_figures.csv", 3, "is_period_inferred"),
    "comparison_missing": ("comparison-missing", "reported_figures.csv", 3, "figure_id"),
    "comparison_of_nothing": ("reference-unknown", "comparisons.csv", 5, "figure_id"),
    "comparison_of_a_repeat": ("comparison-of-a-repeat", "comparisons.csv", 5, "figure_id"),
    "comparison_twice": (
        "key-repeated",
        "comparisons.csv",
        5,
        "figure_id, indicator_id, programme_id, area_id, method, period_start",
    ),
    "comparison_without_reason": ("cell-empty", "comparisons.csv", 3, "reason"),
    "comparison_by_a_method_for_flows": ("comparison-method", "comparisons.csv", 3, "method"),
    "comparison_incomplete": ("comparison-incomplete", "comparisons.csv", 3, "period_end"),
    "comparison_of_nothing_by_a_method": ("comparison-incomplete", "comparisons.csv", 4, "method"),
    "comparison_beside_none": ("comparison-beside-none", "comparisons.csv", 5, "indicator_id"),
    "comparison_of_another_definition": ("comparison-definition", "comparisons.csv", 2, "is_same_definition"),
    "comparison_without_official": ("comparison-without-official", "comparisons.csv", 3, "indicator_id"),
    "comparison_with_its_own_source": ("comparison-period", "comparisons.csv", 5, "period_start"),
    "comparison_at_another_day": ("comparison-period", "comparisons.csv", 3, "period_start"),
    "comparison_over_another_period": ("comparison-period", "comparisons.csv", 2, "period_start"),
    "comparison_between_other_days": ("comparison-period", "comparisons.csv", 3, "period_start"),
}
# Two rules see the same cell, and both are right.
DOUBLE_FAULTS = {"formula_behind_space": {"formula-cell", "outer-space"}}
# One mistake that stands in two places.
WIDE_FAULTS = {
    "exception_of_another_size": [
        ("parts-miss-whole", "official_statistics.csv", 4, "value"),
        ("exception-stale", "exceptions.csv", 2, "code"),
    ],
    "routes_in_a_circle": [
        ("route-without-group", "programmes.csv", 8, "parent_id"),
        ("route-without-group", "programmes.csv", 9, "parent_id"),
    ],
}


def place(problem):
    return problem.code, problem.file, problem.line, problem.field


def test_sound_package_has_no_problem(lay_package):
    assert find_problems(read_package(lay_package())) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_told_by_code_file_line_and_field(fault, lay_package):
    problems = find_problems(read_package(lay_package(fault)))
    assert [place(problem) for problem in problems] == [FAULTS[fault]]
    for problem in problems:
        assert problem.found
        assert problem.expected
        assert problem.remedy.endswith(".")


@pytest.mark.sampled
@pytest.mark.parametrize("fault", ["sound", *FAULTS, *DOUBLE_FAULTS, *WIDE_FAULTS])
def test_frictionless_finds_no_more_in_every_row_than_in_those_that_are_suspect(fault, lay_package):
    raw = read_package(lay_package(fault))
    assert find_problems(raw) == find_problems(raw, is_thorough=True)


def test_frictionless_is_not_asked_about_a_sound_package(lay_package):
    program = (
        "import sys; from pathlib import Path; from labour_migration.data.package import read_package; "
        "from labour_migration.data.rules.engine import require_valid; require_valid(read_package(Path(sys.argv[1]))); "
        "sys.exit('frictionless' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, str(lay_package())], cwd=DASHBOARD, check=True)


@pytest.mark.parametrize("fault", DOUBLE_FAULTS)
def test_cell_that_breaks_two_rules_is_told_twice(fault, lay_package):
    problems = find_problems(read_package(lay_package(fault)))
    assert {problem.code for problem in problems} == DOUBLE_FAULTS[fault]
    assert len({place(problem)[1:] for problem in problems}) == 1


@pytest.mark.parametrize("fault", WIDE_FAULTS)
def test_mistake_in_two_places_is_told_in_both(fault, lay_package):
    assert [place(problem) for problem in find_problems(read_package(lay_package(fault)))] == WIDE_FAULTS[fault]


# What is added to the end of a table of the sound package -> the rows that are allowed there.
LAWFUL = {
    "a repeat, which is no rival and is held against nothing": {
        "reported_figures": "gazette-2020-01-15-residents-2,gazette-2020-01-15,paragraph 3,some 3000,,outcome,"
        "residents,all,~,3000,,,2020-01-15,2020-01-15,true,normal,gazette-2020-01-15-residents,\n",
    },
    "two undated figures, which are no rivals": {
        "sources": "leaflet,article,Our community,,Example Club,,false,2026-01-01,https://example.org/leaflet,,en,made,\n",
        "reported_figures": "leaflet-residents,leaflet,paragraph 1,some 3000,,outcome,residents,all,~,3000,,,,,"
        "false,normal,,\nleaflet-residents-2,leaflet,paragraph 2,some 4000,,outcome,residents,all,~,4000,,,,,"
        "false,normal,,\n",
        "comparisons": "leaflet-residents,,,,,,,false,No day.\nleaflet-residents-2,,,,,,,false,No day.\n",
    },
    "a figure on a page that prints official ones": {
        "reported_figures": "paper-2020-residents,paper-2020,paragraph 3,some 3000,,outcome,residents,all,~,3000,,,"
        "2020-04-01,2020-04-01,true,normal,,\n",
        "comparisons": "paper-2020-residents,residents,all,JPN,stock_at,2020-04-01,2020-04-01,true,The same people.\n",
    },
    "what somebody managed to do, an outcome": {
        "reported_figures": "gazette-2020-01-15-workers-2,gazette-2020-01-15,paragraph 4,managed to send only 200,,"
        "outcome,workers,all,,200,,,2020-01-15,2020-01-15,true,normal,,\n",
        "comparisons": "gazette-2020-01-15-workers-2,,,,,,,false,No office counts them.\n",
    },
    "a net change": {
        "comparisons": "gazette-2020-01-15-workers,residents,all,JPN,change_between,2019-06-30,2019-12-31,false,"
        "Who left is subtracted.\n",
    },
    "a balance": {
        "comparisons": "gazette-2020-01-15-workers,net-investment,all,PAK,balance_in,2018-07-01,2019-06-30,false,"
        "Money for workers.\n",
    },
}  # fmt: skip


@pytest.mark.parametrize("case", LAWFUL)
def test_rows_are_allowed(case, lay_package):
    folder = lay_package()
    for table, rows in LAWFUL[case].items():
        with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(rows)
    assert find_problems(read_package(folder)) == []


def test_known_exception_excuses_its_problem_and_no_other(lay_package):
    folder = lay_package("prefectures_miss_whole")
    reason = "parts-miss-whole,residents,all,PAK,2019-12-31,1,One person was counted in no row.\n"
    with (folder / "exceptions.csv").open("a", encoding="utf-8") as file:
        file.write(reason)
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
    long = pd.concat([real, *(again.assign(nationality_id="XAA", area_id=code) for code in areas)])
    long = FrameRows(long.set_axis(pd.RangeIndex(2, len(long) + 2)))
    wide = [*nationalities.rows, (len(nationalities.rows) + 2, ["XAA", "Made-up", "架空"])]
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


def test_every_fault_folder_is_expected():
    folders = {folder.name for folder in PACKAGES.iterdir()}
    assert folders == {"sound", *FAULTS, *DOUBLE_FAULTS, *WIDE_FAULTS}


def test_message_names_file_line_field_found_expected_and_remedy(lay_package):
    (problem,) = find_problems(read_package(lay_package("unknown_source")))
    assert str(problem) == (
        "reported_figures.csv, line 2, source_id: found ‘gazette-2042-01-01’, "
        "expected an identifier from sources.csv. Add the row there, or correct the identifier."
    )


def test_all_problems_come_in_one_run_in_order_of_the_files(lay_package):
    folder = lay_package()
    for fault in ("hedge_lost", "words_missing", "unused_indicator", "inferred_without_reason"):
        shutil.copytree(PACKAGES / fault, folder, dirs_exist_ok=True)
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


def test_missing_descriptor_is_told(tmp_path):
    with pytest.raises(DataPackageError) as caught:
        read_package(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["descriptor-missing"]


def test_require_valid_raises_every_problem(lay_package):
    with pytest.raises(DataPackageError) as caught:
        require_valid(read_package(lay_package("two_preferred")))
    assert [problem.code for problem in caught.value.problems] == ["preferred-rival"]
    assert "exactly one preferred" in str(caught.value)
