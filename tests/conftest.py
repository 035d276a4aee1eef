"""Fixtures that build packages, the sound one with what a test wants changed; and the app as it is served."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from labour_migration.data.package import DataPackage, RawPackage, read_package
from labour_migration.data.rules.engine import require_valid

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
    """A running copy of the app: its address, its folder, its log."""

    url: str
    folder: Path
    log: Path


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
def articles(package: DataPackage) -> pd.DataFrame:
    """The reported figures of the two articles that were read whole."""
    return package.reported[package.reported["source_id"].isin(["the-news-2023-06-05", "urdupoint-2024-08-29"])]


@pytest.fixture
def lay_package(tmp_path):
    """Lay a package of the tests into a folder: the sound one, the files of a fault over it."""

    def lay(fault: str = "sound") -> Path:
        folder = tmp_path / fault
        for part in ("sound", fault):
            shutil.copytree(PACKAGES / part, folder, dirs_exist_ok=True)
        shutil.copy(DATASETS / "datapackage.json", folder)
        return folder

    return lay


@pytest.fixture
def sound(lay_package) -> DataPackage:
    """The sound package of the tests, typed."""
    return require_valid(read_package(lay_package()))


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
def serve(folder: Path, **environment: str) -> Iterator[Served]:
    """The app, running as a copy in a folder of its own, in an environment of its own; ended at the end."""
    for part in ("dashboard", "datasets", ".streamlit"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = Served(f"http://127.0.0.1:{port}", folder, folder / "server.log")
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py"]
    options = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    with served.log.open("wb") as output:
        process = subprocess.Popen(
            [*command, *options],
            cwd=folder,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    RUNNING.append(served)
    try:
        wait_until_healthy(process, served)
        yield served
    finally:
        RUNNING.remove(served)
        process.terminate()
        process.wait(timeout=20)


def wait_until_healthy(process: subprocess.Popen, served: Served) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while process.poll() is None and time.monotonic() < deadline:
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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Where a test of the served app fails, the end of what each running copy has written to its log."""
    report = yield
    if report.failed and {"start_app", "start_shared_app"} & {*item.fixturenames}:
        for served in RUNNING:
            lines = served.log.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
            report.sections.append((f"log of the app at {served.url}", "".join(lines[-40:])))
    return report
