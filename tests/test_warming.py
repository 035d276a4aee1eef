"""The server warms itself up: what it has made before the first visitor comes, and what it does with broken data."""

import asyncio
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock

import pytest
import streamlit
from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner import script_runner

from labour_migration.charts import CHARTS, find_content, view_of
from labour_migration.site import CHART_COMPONENT
from web.delivery import warming
from web.delivery.static import CHART_FOLDER

ROOT = Path(__file__).parents[1]
OPTION = "runner.postScriptGC"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the app that a test may break."""
    for part in ("dashboard", "datasets"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_collection_after_every_run_is_off_and_streamlit_still_has_the_option():
    settings = tomllib.loads((ROOT / "dashboard" / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["runner"]["postScriptGC"] is False
    assert config._config_options_template[OPTION].default_val is True, streamlit.__version__
    assert OPTION in Path(script_runner.__file__).read_text(encoding="utf-8")


def test_settings_are_looked_up_once_for_all_runs_and_streamlit_still_asks_for_them_so(monkeypatch):
    monkeypatch.setattr(config, "get_options_for_section", looked_up := config.get_options_for_section)
    monkeypatch.setattr(warming, "_visit_pages", lambda _load_package: asyncio.sleep(0))
    before = CustomThemeConfig()
    app_session._populate_theme_msg(before)

    async def start_and_end() -> None:
        async with warming.keep_warm(lambda: None)(None):
            assert config.get_options_for_section is not looked_up

    with ThreadPoolExecutor() as apart:  # a browser of another test has a loop of its own in this thread
        apart.submit(asyncio.run, start_and_end()).result()
    for _run in range(3):
        after = CustomThemeConfig()
        app_session._populate_theme_msg(after)
        assert after == before
    assert config.get_options_for_section.cache_info()[:2] == (2, 1), streamlit.__version__


def test_component_of_charts_is_declared_instead_of_searched_for_and_streamlit_still_asks_so(monkeypatch):
    assert manifest_scanner.scan_component_manifests() == []
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", asked := Mock(return_value=[]))
    BidiComponentManager().discover_and_register_components(start_file_watching=False)
    assert asked.call_count == 1, streamlit.__version__
    warming.declare_chart(CHART_FOLDER)
    manager = BidiComponentManager()
    manager.discover_and_register_components(start_file_watching=False)
    assert manager.get_component_path(".".join(CHART_COMPONENT)) == str(CHART_FOLDER)


# The app in a process of its own, without a visitor: what was made by the time that memory is frozen.
WARMED = """
import asyncio, gc, sys
sys.path.insert(0, "dashboard")
import streamlit.config
from uvicorn import Config
from uvicorn.lifespan.on import LifespanOn
streamlit.config._main_script_path = "dashboard/app.py"
import app
from labour_migration.blocks import make_panel
from labour_migration.data.keeper import STARTING, UNREAD
from loading import find_state

async def start_and_end():
    lifespan = LifespanOn(Config(app.app))
    await lifespan.startup()
    assert not lifespan.should_exit
    assert not gc.get_freeze_count() and not gc.isenabled()
    async with asyncio.timeout(150):
        while not gc.get_freeze_count() or find_state().data in (UNREAD, STARTING):
            await asyncio.sleep(0.1)
    assert gc.isenabled()
    await lifespan.shutdown()

asyncio.run(start_and_end())
print(make_panel.cache_info().currsize, file=sys.stderr)
"""


def warmed(folder: Path) -> int:
    done = subprocess.run([sys.executable, "-c", WARMED], cwd=folder, capture_output=True, text=True, timeout=200)
    assert "Traceback" not in done.stderr, done.stderr
    return int(done.stderr.splitlines()[-1])


def test_figures_of_all_pages_are_made_and_memory_is_frozen_without_a_visitor(folder, package):
    shown = [chart for chart in CHARTS if chart.is_drawn]  # those that are folded too: their words are made
    opened = [(chart, chart.narrow(view_of(chart.page, package), package)) for chart in shown]
    assert warmed(folder) == sum(not find_content(chart, package, view).is_empty for chart, view in opened)


def test_server_starts_with_broken_data_and_makes_nothing(folder, seal):
    file = folder / "datasets" / "reported_figures.csv"
    file.write_bytes(file.read_bytes().replace(b",>,5000,", b",,5000,", 1))
    seal(file.parent)
    assert warmed(folder) == 0
