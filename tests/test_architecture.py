"""Imports point downwards, files are opened in four modules, words go through gettext, text is escaped."""

import ast
import configparser
import re
import sys
from html.parser import HTMLParser
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from importlinter.cli import lint_imports
from jinja2 import nodes

from labour_migration.html.rendering import TEMPLATES, environment

ROOT = Path(__file__).parents[1]
DASHBOARD = ROOT / "dashboard"
PURE = sorted((DASHBOARD / "labour_migration").rglob("*.py"))
MODULES = sorted(DASHBOARD.rglob("*.py"))


def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]


def called_name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_imports_point_downwards(monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(DASHBOARD))
    assert lint_imports(config_filename=".importlinter", no_cache=True) == 0


def test_every_pure_module_has_its_level():
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter")
    levels = set(re.findall(r"[\w.]+", config["importlinter:contract:levels"]["layers"]))
    named = {level.split(".")[1] for level in levels if "." in level}
    folder = DASHBOARD / "labour_migration"
    assert named == {module.relative_to(folder).parts[0].removesuffix(".py") for module in PURE} - {"__init__"}


@pytest.mark.parametrize("room", ["figures", "html"])
def test_every_module_of_a_room_is_tested(room):
    tested = {file.stem.removeprefix("test_") for file in (ROOT / "tests" / "unit" / room).glob("test_*.py")}
    assert {module.stem for module in PURE if module.parent.name == room} - {"__init__"} <= tested


# Single files -> what of ours they may import.
SINGLE_FILES = {
    "loading.py": {"labour_migration"},
    "main.py": {"labour_migration", "components", "loading", "views"},
    "app.py": {"components", "web", "loading", "views"},
    "curate.py": {"labour_migration", "web"},
    "publish.py": {"labour_migration", "views", "web"},
}


@pytest.mark.parametrize("name", SINGLE_FILES)
def test_single_file_imports_only_from_below(name):
    tree = ast.parse((DASHBOARD / name).read_text(encoding="utf-8"))
    imported = {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    ours = {module.relative_to(DASHBOARD).parts[0].removesuffix(".py") for module in MODULES}
    assert imported & ours <= SINGLE_FILES[name]


def test_every_single_file_is_held_to_the_order():
    assert {file.name for file in DASHBOARD.glob("*.py")} == set(SINGLE_FILES)


@pytest.mark.parametrize("module", PURE, ids=lambda module: module.stem)
def test_pure_module_reads_no_clock_and_opens_no_file(module):
    names = {called_name(call) for call in calls(module)}
    assert not names & {"now", "today", "utcnow", "time", "monotonic"}
    readers = ("files", "schema", "package", "versions", "writing")
    is_reader = module.parent.name == "data" and module.stem in readers
    if not is_reader and module.stem != "language":  # which reads its catalogues
        assert not names & {"open", "read_text", "read_bytes", "write_text", "write_bytes", "read_csv", "glob"}


# Calls that put words before a reader, and which of their arguments do.
SHOWN = {
    "title", "header", "subheader", "caption", "text", "markdown", "info", "warning", "error", "expander", "button",
    "multiselect", "slider", "Table", "link", "noted", "joined", "Note", "Series", "Title", "Introduction",
    "Text", "Heading", "Caption", "Empty", "Folded", "Code", "Download",
}  # fmt: skip
SHOWN_KEYWORDS = {
    "title",
    "unit",
    "alt",
    "opening",
    "label",
    "placeholder",
    "display_text",
    "help",
    "expected",
    "remedy",
    "caption",
}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(DASHBOARD)))
def test_words_that_a_reader_sees_go_through_gettext(module):
    if module.name in ("curate.py", "publish.py"):  # they speak to curators, in English
        return
    bare = []
    for call in calls(module):
        shown = [keyword.value for keyword in call.keywords if keyword.arg in SHOWN_KEYWORDS]
        if called_name(call) in SHOWN and ast.unparse(call.func) != "pd.Series":
            shown += call.args[:1]
        for value in shown:
            parts = value.values if isinstance(value, ast.JoinedStr) else [value]
            constants = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
            bare += [constant for constant in constants if re.search("[A-Za-z]", constant)]
    assert bare == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(DASHBOARD)))
def test_messages_are_plain_strings_that_a_catalogue_can_hold(module):
    for call in calls(module):
        if called_name(call) in ("_", "gettext", "ngettext", "marked"):
            assert not any(isinstance(argument, ast.JoinedStr) for argument in call.args), ast.unparse(call)


BENCHMARK = ROOT / "tests" / "benchmark"
# Folders whose modules are imported by their names alone.
IMPORT_ROOTS = (DASHBOARD, BENCHMARK, BENCHMARK / "contestants")


def imports(path: Path) -> set[str]:
    """Names of the packages that a module imports, without relative imports."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    return {name.split(".")[0] for name in names}


def requirements(file: Path) -> set[str]:
    return set(re.findall(r"^([\w-]+)(?:\[[\w,-]+\])?==", file.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("folder", ["dashboard", "tests"])
def test_every_package_that_is_imported_is_a_requirement(folder):
    ours = {entry.name.removesuffix(".py") for root in IMPORT_ROOTS for entry in root.iterdir()}
    known = ours | set(sys.stdlib_module_names)
    distributions = packages_distributions()
    missing = set()
    for module in (ROOT / folder).rglob("*.py"):
        declared = requirements(ROOT / "requirements.txt")
        if module.stem in ("aggregates", "test_aggregates"):  # engines for more rows than the app reads
            declared |= requirements(ROOT / ".deploy" / "growth.txt")
        if BENCHMARK in module.parents:
            declared |= requirements(BENCHMARK / "requirements.txt")
        for name in imports(module) - known:
            providers = {re.sub("[-_.]+", "-", provider).lower() for provider in distributions.get(name, [name])}
            if not providers & declared:
                missing.add(f"{name} in {module.relative_to(ROOT)}")
    assert missing == set()


def parameters(function: ast.FunctionDef) -> list[str]:
    given = function.args
    named = [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return [name for name in named if name not in ("self", "cls")]


@pytest.mark.parametrize("module", PURE, ids=lambda module: str(module.relative_to(DASHBOARD)))
def test_public_functions_have_at_most_five_parameters(module):
    functions = [
        node
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    assert [node.name for node in functions if len(parameters(node)) > 5] == []


class Words(HTMLParser):
    """What a reader sees or hears of HTML: text, and attributes that are not codes."""

    CODES = frozenset(
        {"class", "style", "role", "scope", "tabindex", "type", "target", "rel", "id", "charset", "name", "content"}
        | {"dir", "aria-hidden", "loading"}
    )

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name not in self.CODES and value]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda template: template.stem)
def test_template_has_no_words_of_its_own(template):
    tree = environment.parse(template.read_text(encoding="utf-8"))
    words = Words()
    words.feed("".join(piece.data for piece in tree.find_all(nodes.TemplateData)))
    assert [word for word in words.found if re.search("[A-Za-z]", word)] == []
    compared = [const for test in tree.find_all(nodes.Compare) for const in test.find_all(nodes.Const)]
    compared += [const for part in tree.find_all(nodes.Include) for const in part.find_all(nodes.Const)]
    strings = [const for const in tree.find_all(nodes.Const) if isinstance(const.value, str)]
    assert [const.value for const in strings if const not in compared] == []


def test_templates_escape_text():
    assert environment.autoescape is True
    for template in TEMPLATES.glob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape", text), template.name


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(DASHBOARD)))
def test_only_constants_are_called_safe_html(module):
    """What has text in it is escaped by ``%``, ``join`` or a template."""
    made = [call for call in calls(module) if called_name(call) == "Markup"]
    bare = [call for call in made if not all(isinstance(argument, ast.Constant) for argument in call.args)]
    assert len(bare) == (3 if module.stem == "rendering" else 0)  # of a template, of Markdown twice


def test_visible_top_level_is_fixed():
    visible = {entry.name for entry in ROOT.iterdir() if not entry.name.startswith(".")}
    assert visible == {"dashboard", "datasets", "notebooks", "tests", "requirements.txt", "README.md"}
