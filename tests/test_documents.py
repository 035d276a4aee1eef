"""README, codebook and notebooks match code and data."""

import ast
import os
import re
import subprocess
import sys
from itertools import groupby
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from curate import curate as curate_group
from labour_migration.data.codebook import write_codebook
from labour_migration.data.schema import read_descriptor
from labour_migration.data.selection import CODE_TABLES, YEAR_KEYS
from labour_migration.results.judgement import VERDICTS
from labour_migration.results.tolerances import CLOSE
from web.api import DOCUMENTS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
OF_BENCHMARK = (ROOT / "tests" / "benchmark" / "README.md").read_text(encoding="utf-8")
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def command(heading: str, document: str = README) -> str:
    """The one command that a section of a document gives; of the README if none is named."""
    section = document.split(f"# {heading}\n")[1].split("\n## ")[0]
    (block,) = re.findall(r"```sh\n(.*?)\n```", section, re.DOTALL)
    return block


def curate(*arguments: str | Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "dashboard/curate.py", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def test_codebook_is_that_of_the_descriptor():
    committed = (ROOT / "datasets" / "CODEBOOK.md").read_text(encoding="utf-8")
    assert committed == write_codebook(read_descriptor(ROOT / "datasets"))


def test_command_that_compresses_says_where_it_keeps_the_files():
    done = subprocess.run(
        [sys.executable, *command("Delivery").split()[1:]], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert re.search(r"files, with Brotli and gzip, in .*streamlit-[\d.]+$", done.stdout.strip())


def test_changelog_begins_with_the_version_of_the_descriptor_and_descends():
    descriptor = read_descriptor(ROOT / "datasets")
    text = (ROOT / "datasets" / "CHANGELOG.md").read_text(encoding="utf-8")
    entries = re.findall(r"^## \[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d\d-\d\d)$", text, re.MULTILINE)
    assert len(entries) == text.count("\n## ")
    versions = [tuple(map(int, entry[:3])) for entry in entries]
    assert ".".join(map(str, versions[0])) == descriptor.version
    assert entries[0][3] == descriptor.released.isoformat()
    assert versions == sorted(set(versions), reverse=True)
    days = [entry[3] for entry in entries]
    assert days == sorted(days, reverse=True)
    assert all(
        re.search("^### (Added|Changed|Corrected)\n\n- ", part, re.MULTILINE) for part in text.split("\n## ")[1:]
    )


def test_codebook_has_every_column_and_every_value_of_a_closed_list():
    descriptor = read_descriptor(ROOT / "datasets")
    text = write_codebook(descriptor)
    for resource in descriptor.resources:
        section = text.split(f"`{resource.path}`\n")[1].split("\n## ")[0]
        rows = {line.split("`")[1]: line for line in section.splitlines() if line.startswith("| `")}
        assert list(rows) == resource.columns
        for field in resource.fields:
            assert all(f"`{value}`: " in rows[field.name] for value in field.choices)


def test_curator_writes_the_codebook_beside_the_descriptor(lay_package):
    folder = lay_package()
    assert curate("codebook", folder).returncode == 0
    assert (folder / "CODEBOOK.md").read_bytes() == (ROOT / "datasets" / "CODEBOOK.md").read_bytes()


def test_curator_says_what_was_checked(package):
    checked = curate("validate")
    assert checked.returncode == 0
    assert f"reported_figures.csv: {len(package.reported)} rows" in checked.stdout
    assert "no problem found" in checked.stdout


def test_curator_prints_every_problem_and_fails(lay_package):
    failed = curate("validate", lay_package("two_preferred"))
    assert failed.returncode == 1
    assert failed.stdout.startswith("reported_figures.csv, line 5, rank: found 2 preferred in lines 2, 5")
    assert failed.stderr == "1 problem found.\n"


def test_curator_tells_a_folder_without_package(tmp_path):
    failed = curate("validate", tmp_path)
    assert failed.returncode == 1
    assert "datapackage.json: found no such file" in failed.stdout
    assert "Traceback" not in failed.stderr


def test_readme_names_every_table_page_and_command():
    for file in (ROOT / "datasets").glob("*.csv"):
        assert f"| `{file.name}` |" in README
    layout = README.split("## Layout\n")[1].split("\n## ")[0]
    for view in (ROOT / "dashboard" / "views").glob("[a-z]*.py"):
        assert view.stem in layout
    for name in curate_group.commands:
        assert f"python dashboard/curate.py {name}" in README
    for entry in re.findall(r"^  (\w+\.py|\w+/)", layout, re.MULTILINE):
        assert (ROOT / "dashboard" / entry).exists(), entry


def test_readme_commands_install_what_is_pinned_and_start_what_is_there():
    assert "pip install -r requirements.txt && streamlit run dashboard/app.py" in command("Run it")
    assert "pip install -q -r requirements.txt && .venv/bin/python -m pytest" in command("Test it")
    assert "\n" not in command("Run it") + command("Test it")


def test_readme_names_every_address_and_parameter_of_the_api():
    section = README.split("## Data API\n")[1].split("\n## ")[0]
    for document in filter(None, (document.name for document in DOCUMENTS)):
        assert document in section or f"`{document.split('.')[0]}`" in section, document
    for key in (*CODE_TABLES, *YEAR_KEYS, "bom"):
        assert f"`{key}" in section, key
    assert "never renamed" in section


def test_readme_names_every_result_of_the_api():
    section = README.split("## Data API\n")[1].split("\n## ")[0]
    assert [code for code in VERDICTS if f"`{code}`" not in section] == []
    assert f"`close` (within {CLOSE:.0%})" in section


def test_rivals_of_the_benchmark_draw_with_the_versions_of_the_app():
    ours = (ROOT / "requirements.txt").read_text()
    for line in (ROOT / "tests" / "benchmark" / "requirements.txt").read_text().splitlines():
        if line.endswith("# as the app"):
            assert f"\n{line.split(' #')[0]} #" in ours


def test_readme_leads_to_the_command_of_the_benchmark_whose_choices_are_told_there():
    assert "](tests/benchmark/README.md)" in README
    script = ROOT / command("Benchmark", OF_BENCHMARK).split()[-1]
    told = subprocess.run([sys.executable, script, "--help"], capture_output=True, text=True, check=True).stdout
    parts, links = re.findall(r"--(?:only|links)TEXT.*?\[default:([^]]*)\]", "".join(told.split()))
    assert f"`--only {parts}`, `--links {links}`" in OF_BENCHMARK


def test_figures_of_performance_in_the_readme_are_those_of_the_benchmark():
    tables = [cells for line in OF_BENCHMARK.splitlines() if len(cells := line.split("|")) in (8, 9)]
    rows = {cells[1].strip(): cells for cells in reversed(tables)}  # the newest results stand first
    section = README.split("## Performance\n")[1].split("\n## ")[0]

    def own(name: str) -> float:
        return float(rows[name][3].split("(")[0].replace(",", ""))

    words, seen, answers = (
        own(f"Cold load, 4G, until {what}, ms") / 1000
        for what in ("the first words", "a chart is seen", "the chart answers")
    )
    assert f"text after {words:.1f} seconds, the first chart after {seen:.1f}" in section
    assert f"the chart answers after {answers:.1f} seconds" in section
    assert f"takes {own('Cold load, bytes on the wire, MB'):.2f} MB" in section
    assert f"within {own('50 sessions, a change, p95, ms'):.0f} milliseconds" in section
    changes = rows["Filter change in a browser, p50, ms"]
    assert f"{own(changes[1].strip()):.0f} milliseconds, against {changes[2].strip()} on a plain" in section
    day = re.search(r"^Results of ([^;]+);", OF_BENCHMARK, re.MULTILINE)[1]
    assert f"Measured on {day}" in section


def test_readme_links_and_pictures_are_there():
    headings = re.findall("^#+ (.+)$", README, re.MULTILINE)
    places = {f"#{re.sub('[^a-z -]', '', heading.lower()).replace(' ', '-')}" for heading in headings}
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert target in places or (ROOT / target).exists(), target


def test_readme_is_short_and_a_reader_s_needs_come_first():
    assert README.count("\n") < 200
    order = [
        "Run it",
        "Test it",
        "Performance",
        "What the figures are, and are not",
        "The tables",
        "Data API",
        "Cite it",
    ]
    places = [README.index(f"\n## {heading}\n") for heading in [*order, "Delivery", "Layout"]]
    assert places == sorted(places)


@pytest.mark.parametrize("file", ["requirements.txt", ".deploy/requirements.txt", "tests/benchmark/requirements.txt"])
def test_every_requirement_is_pinned_and_has_its_reason(file):
    for line in (ROOT / file).read_text().splitlines():
        if line and not line.startswith("#") and line != "-r .requirements/all.lock":
            assert re.fullmatch(r"[a-z][a-z0-9-]*==[\d.]+ # \w.{5,}", line), line


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_notebook_runs_and_its_committed_outputs_are_those_of_a_fresh_run(notebook):
    committed = nbformat.read(notebook, as_version=4)
    fresh = nbformat.read(notebook, as_version=4)
    NotebookClient(fresh, timeout=120, resources={"metadata": {"path": str(notebook.parent)}}).execute()
    assert [texts(cell) for cell in committed.cells] == [texts(cell) for cell in fresh.cells]
    assert any(texts(cell) for cell in committed.cells)


def texts(cell: nbformat.NotebookNode) -> list[str]:
    """What a cell printed or returned, as text: layouts and versions of renderers aside.

    What it prints in a row is one text: on a busy machine it comes in several pieces.
    """
    outputs = [one for one in cell.get("outputs", []) if "application/vnd.plotly.v1+json" not in one.get("data", {})]
    found = []
    for stream, run in groupby(outputs, lambda output: output.get("name")):
        said = [output.get("text") or output.get("data", {}).get("text/plain", "") for output in run]
        found += ["".join(said)] if stream else said
    return found


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_notebook_defines_no_functions(notebook):
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "code":
            nodes = ast.walk(ast.parse(cell.source))
            assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda) for node in nodes)


def test_there_are_notebooks():
    assert NOTEBOOKS
