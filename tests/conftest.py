"""Fixtures that build packages: the sound one of the tests, with what a test wants changed."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from labour_migration.package import DataPackage, RawPackage, read_package
from labour_migration.validation import require_valid

# A busy machine is slow, not wrong.
settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")

ROOT = Path(__file__).parent.parent
DATASETS = ROOT / "datasets"
PACKAGES = ROOT / "tests" / "packages"


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
        return pd.DataFrame(rows, columns=sound.official.columns).astype(sound.official.dtypes.to_dict())

    return make
