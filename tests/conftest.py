"""Fixtures that build packages, the sound one with what a test wants changed; and the app as it is served."""

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from labour_migration.data.digests import renew_digests
from labour_migration.data.files import read_files
from labour_migration.data.package import DataPackage, RawPackage, read_package
from labour_migration.data.rules.engine import require_valid
from labour_migration.data.series import full_series, pick
from labour_migration.labels import format_number

# A busy machine is slow, not wrong. Before a commit a quarter of the examples; CI tries all that Hypothesis would.
settings.register_profile("quick", settings(), deadline=None, max_examples=25)
settings.register_profile("thorough", settings(), deadline=None, max_examples=100)
settings.load_profile("thorough" if os.environ.get("CI") == "true" else "quick")

ROOT = Path(__file__).parent.parent
DATASETS = ROOT / "datasets"
PACKAGES = ROOT / "tests" / "packages"
STARTS_WITHIN = 60  # seconds


@dataclass(frozen=True)
class Served:
    """A running copy of the app: its address, its folder, its log, its process."""

    url: str
    folder: Path
    log: Path
    process: subprocess.Popen


RUNNING: list[Served] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Before a commit every tenth case of a sampled test is tried; CI tries all."""
    if os.environ.get("CI") == "true":
        return
    left = [item for item in items if item.get_closest_marker("sampled") and max(item.callspec.indices.values()) % 10]
    config.hook.pytest_deselected(items=left)
    gone = set(left)
    items[:] = [item for item in items if item not in gone]


@pytest.fixture(scope="session")
def raw() -> RawPackage:
    """The real package, every cell still text."""
    return read_package(DATASETS)


@pytest.fixture(scope="session")
def package(raw: RawPackage) -> DataPackage:
    """The real package, typed."""
    return require_valid(raw)


@pytest.fixture(scope="session")
def official_figure(package: DataPackage) -> Callable[..., str]:
    """An official figure as readers see it, by its last day and its key: Pakistani residents of Japan where no other.

    Tests of what pages show take figures from the data: what they are is tested by value in test_datasets.py alone.
    """
    whole = {"programme_id": "all", "nationality_id": "PAK", "area_id": "JPN", "category": ""}
    series = full_series(package)

    def find(day: str, indicator_id: str = "residents", **key: str) -> str:
        rows = pick(series, indicator_id=indicator_id, **{**whole, **key})
        rows = rows[rows["period_end"] == day].sort_values("period_start")
        return format_number(rows["value"].iloc[0], package.indicators.loc[indicator_id, "unit"])

    return find


@pytest.fixture(scope="session")
def articles(package: DataPackage) -> pd.DataFrame:
    """The reported figures of the two articles that were read whole."""
    return package.reported[package.reported["source_id"].isin(["the-news-2023-06-05", "urdupoint-2024-08-29"])]


@pytest.fixture
def lay_package(tmp_path):
    """Lay a package of the tests into a folder: the sound one, with these faults of ``faults.toml``.

    Properties of its descriptor get the values that are named.
    """
    known = tomllib.loads((PACKAGES / "faults.toml").read_text(encoding="utf-8"))

    def lay(*faults: str, **properties: object) -> Path:
        is_sealed = all(known[fault].get("sealed", True) for fault in faults)
        folder = tmp_path / ("-".join(faults) or "sound")
        shutil.copytree(PACKAGES / "sound", folder, dirs_exist_ok=True)
        shutil.copy(DATASETS / "datapackage.json", folder)
        for fault in faults:
            properties |= known[fault].get("descriptor", {})
            if not is_sealed:
                seal_package(folder)  # as it is before it is changed
            for table in {change["table"] for kind in CHANGES for change in known[fault].get(kind, ())}:
                changes = {kind: [c for c in known[fault].get(kind, ()) if c["table"] == table] for kind in CHANGES}
                change_table(folder / f"{table}.csv", **changes)
            if (PACKAGES / fault).exists():
                shutil.copytree(PACKAGES / fault, folder, dirs_exist_ok=True)
        if is_sealed:
            seal_package(folder)
        if properties:
            descriptor = folder / "datapackage.json"
            document = json.loads(descriptor.read_text(encoding="utf-8")) | properties
            descriptor.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        return folder

    return lay


# What a fault does to a table, in this order: faults.toml says what each means.
CHANGES = ("set", "remove", "add")


def change_table(file: Path, **changes: list[dict]) -> None:
    """Write the table with cells set, rows removed and rows added, each given as in ``faults.toml``."""
    with file.open(encoding="utf-8", newline="") as opened:
        header, *rows = csv.reader(opened, strict=True)
    by_line = {line: dict(zip(header, row, strict=True)) for line, row in enumerate(rows, 2)}
    sound = {line: dict(row) for line, row in by_line.items()}
    for change in changes["set"]:
        by_line[change["line"]] |= change["cells"]
    for change in changes["remove"]:
        del by_line[change["line"]]
    laid = list(by_line.values())
    for change in changes["add"]:
        base = sound[change["like"]] if "like" in change else dict.fromkeys(header, "")
        laid.insert(change["line"] - 2, base | change["cells"])
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(laid)


@pytest.fixture
def sound(lay_package) -> DataPackage:
    """The sound package of the tests, typed."""
    return require_valid(read_package(lay_package()))


@pytest.fixture
def correctable(lay_package) -> DataPackage:
    """The sound package of the tests, whose curators want to be told by mail what is wrong."""
    return require_valid(read_package(lay_package(corrections="mailto:curators@example.org")))


@pytest.fixture
def make_reported(sound):
    """Build reported figures: a row for each dict, which names only what matters."""

    def make(*changes: dict) -> pd.DataFrame:
        base = sound.reported.iloc[0].to_dict()
        base |= {"figure_id": "figure", "note": ""}
        rows = pd.DataFrame([base | change for change in changes], columns=sound.reported.columns)
        return rows.astype(sound.reported.dtypes.to_dict())

    return make


@pytest.fixture
def make_official(sound):
    """Build official observations: a row for each dict, which names only what matters."""

    def make(*changes: dict) -> pd.DataFrame:
        base = sound.official.iloc[2].to_dict() | {"note": ""}
        rows = []
        for change in changes:
            days = {name: pd.Timestamp(change[name]) for name in ("period_start", "period_end") if name in change}
            if "period_end" in days and "period_start" not in days:
                days["period_start"] = days["period_end"]
            rows.append(base | change | days)
        made = pd.DataFrame(rows, columns=sound.official.columns)
        types = sound.official.dtypes.to_dict()
        for name in sound.official.select_dtypes("category"):  # a test may name a code that the package has not
            types[name] = pd.CategoricalDtype(dict.fromkeys([*types[name].categories, *made[name]]))
        return made.astype(types)

    return make


@contextmanager
def serve(folder: Path, spoil: Callable[[Path], object] | None = None, **environment: str) -> Iterator[Served]:
    """The app, running as a copy in a folder of its own, in an environment of its own; ended at the end.

    ``spoil`` changes the copy before the app starts.
    """
    for part in ("dashboard", "datasets"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    if spoil:
        spoil(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py"]
    options = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, *options],
            cwd=folder,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    served = Served(f"http://127.0.0.1:{port}", folder, log, process)
    RUNNING.append(served)
    try:
        wait_until_healthy(served)
        yield served
    finally:
        RUNNING.remove(served)
        process.terminate()
        process.wait(timeout=20)


def wait_until_healthy(served: Served) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while served.process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{served.url}/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"the app did not start:\n{served.log.read_text()}")


@pytest.fixture(scope="session")
def start_shared_app(tmp_path_factory) -> Iterator[Callable[..., Served]]:
    """Start an app in an environment of its own, for all tests that look at one such."""
    with ExitStack() as running:
        yield lambda **environment: running.enter_context(serve(tmp_path_factory.mktemp("app"), **environment))


@pytest.fixture
def start_app(tmp_path_factory) -> Iterator[Callable[..., Served]]:
    """Start an app of the test's own, so that it may break its data; it ends with the test."""
    with ExitStack() as running:
        yield lambda **environment: running.enter_context(serve(tmp_path_factory.mktemp("app"), **environment))


@pytest.fixture(scope="session")
def app(start_shared_app) -> Served:
    """The app with its real data, shared by the tests that only look."""
    return start_shared_app()


# Changes modules as soon as they are imported: of each function that is named, what it does from then on.
FAULTS = """
import os, sys
from importlib.machinery import PathFinder

def fail(*arguments, **named):
    raise ZeroDivisionError("the cause, which no reader sees")

def find_nothing(*arguments, **named):
    return []

FAULTS = [fault.replace("=", ":").split(":") for fault in os.environ["FAULTS"].split()]

class Finder(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        spec = super().find_spec(name, path, target)
        faults = [fault[1:] for fault in FAULTS if fault[0] == name]
        if spec and faults:
            run = spec.loader.exec_module
            def run_and_change(module):
                run(module)
                for function, does in faults:
                    getattr(module, function)  # a change of what is not there would be none
                    setattr(module, function, globals()[does])
            spec.loader.exec_module = run_and_change
        return spec

sys.meta_path.insert(0, Finder)
"""


@pytest.fixture(scope="session")
def start_changed_app(start_shared_app, tmp_path_factory) -> Callable[..., Served]:
    """Start an app in which functions do something else: ``module:function=fail``, or ``find_nothing``."""

    def start(*faults: str) -> Served:
        folder = tmp_path_factory.mktemp("faults")
        (folder / "sitecustomize.py").write_text(FAULTS, encoding="utf-8")
        return start_shared_app(PYTHONPATH=str(folder), FAULTS=" ".join(faults))

    return start


@pytest.fixture(scope="session")
def faulty_app(start_changed_app) -> Served:
    """An app in which something fails in each layer, so that its last net is seen at work."""
    return start_changed_app(
        "labour_migration.takeaways:to_csv=fail",
        "components.panel:_show_tables=fail",
        "views.trade:lay_out=fail",
        "web.api:reconcile=fail",
        "web.api:write_zip=fail",
        "web.embeds:find_embed=fail",
        "web.feeds:choose_encoding=fail",
        "web.link_pictures:draw_png=fail",
        "web.mcp:_call=fail",
    )


# What text can be beside words, each with what it would do if it were more than text.
HOSTILE = (
    "<script>run()</script>",
    "<img src=x onerror=run()>",
    "<svg onload=run()><a href='javascript:run()'>a</a></svg>",
    "</script><script>run()</script>",
    '"><img src=x onerror=run()>',
    "' onmouseover='run()' x='",
    "<a href=javascript:run()>a</a>",
    "[a](javascript:run())",
    "![i](http://evil.example/i.png)",
    "[a](http://evil.example) <http://evil.example>",
    "**bold** _stress_ `code` ~~gone~~ # heading",
    "$\\href{javascript:run()}{x}$ :red[x] :material/home:",
    "{{ 7 * 7 }} {% raw %} {x} {0.__class__} {} %s %(x)s ${run()}",
    "<iframe srcdoc='<script>parent.run()</script>'></iframe>",
    "<style>*{display:none}</style><base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><input autofocus onfocus=run()>",
    "<math><mtext><table><mglyph><style><img src=x onerror=run()>",
    "--><img src=x onerror=run()><!-- ]]><x>",
    "&lt;img src=x onerror=run()&gt; &#60;script&#62;",
    "<b onclick=run()>b</b><br><span style='position:fixed;top:0'>s</span>",
    "\\u003cscript>run()\\u003c/script>",
    "@import url(//evil.example); expression(run())",
    '=HYPERLINK("http://evil.example","a")',
)


def hostile_columns(folder: Path) -> dict[str, list[str]]:
    """The columns of free text of each table: no codes, no addresses, nothing of a closed list or a pattern."""
    document = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {
        resource["path"]: [
            field["name"]
            for field in resource["schema"]["fields"]
            if field["type"] == "string"
            and not {"enum", "pattern"} & field.get("constraints", {}).keys()
            and not field["name"].endswith("_id")
            and field["name"] not in ("repeats", "retrieved_from")
        ]
        for resource in document["resources"]
    }


def lay_hostile_text(folder: Path) -> None:
    """Have every cell of free text in a package end in hostile text; another in each row, whatever a rule may say."""
    for path, columns in hostile_columns(folder).items():
        file = folder / path
        with file.open(encoding="utf-8", newline="") as opened:
            header, *rows = csv.reader(opened)
        for number, row in enumerate(rows):
            for place, name in enumerate(header):
                if name in columns and row[place]:
                    row[place] += f" {HOSTILE[(number + place) % len(HOSTILE)]}"
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, lineterminator="\n").writerows([header, *rows])


@pytest.fixture(scope="session")
def make_hostile() -> Callable[[Path], None]:
    return lay_hostile_text


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Where a test of the served app fails, the end of what each running copy has written to its log."""
    report = yield
    if report.failed and {"start_app", "start_shared_app"} & {*item.fixturenames}:
        for served in RUNNING:
            lines = served.log.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
            report.sections.append((f"log of the app at {served.url}", "".join(lines[-40:])))
    return report


@pytest.fixture(scope="session")
def seal() -> Callable[[Path], None]:
    """Write the size and the hash of each table anew into the descriptor of a folder, after a test changed the tables.

    Without it a changed table is told as one that was not saved to its end.
    """
    return seal_package


def seal_package(folder: Path) -> None:
    descriptor = folder / "datapackage.json"
    descriptor.write_bytes(renew_digests(descriptor.read_bytes(), read_files(folder)))
