"""Fixtures that build packages, the sound one with what a test wants changed; and the app as it is served."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from labour_migration.data.package import DataPackage, RawPackage, read_package
from labour_migration.data.rules.engine import require_valid

# A busy machine is slow, not wrong.
settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")

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


@pytest.fixture(scope="session")
def start_app(tmp_path_factory) -> Iterator[Callable[..., Served]]:
    """Start a copy of the app of its own, so that a test may break its data, in an environment of its own."""
    started = []

    def start(**environment: str) -> Served:
        folder = tmp_path_factory.mktemp("app")
        for part in ("dashboard", "datasets", ".streamlit"):
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
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
        served = Served(f"http://127.0.0.1:{port}", folder, log)
        started.append((process, served))
        wait_until_healthy(process, served)
        return served

    yield start
    for process, _served in started:
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
            time.sleep(0.2)
    pytest.fail(f"the app did not start:\n{served.log.read_text()}")


@pytest.fixture(scope="session")
def app(start_app) -> Served:
    """The app with its real data, shared by the tests that only look."""
    return start_app()
