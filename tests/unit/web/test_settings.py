"""What the settings have to be, and what is said where they are not."""

import re
import tomllib
from pathlib import Path

import pytest
from streamlit import config

from web.settings import find_faults, require_settings

FILE = Path(__file__).parents[3] / "dashboard" / ".streamlit" / "config.toml"


def values() -> dict[str, object]:
    settings = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {f"{section}.{name}": value for section, named in settings.items() for name, value in named.items()}


def faults_with(**changed: object) -> list[str]:
    now = values() | {key.replace("_", "."): value for key, value in changed.items()}
    return list(find_faults(FILE, now.get, lambda _key: "a flag"))


def test_settings_as_they_are_written_have_no_fault():
    assert faults_with() == []


@pytest.mark.parametrize("key", sorted(key for key in values() if not key.startswith("theme.")))
def test_each_setting_has_to_be_as_it_is_written_and_streamlit_still_has_it(key):
    assert key in config._config_options_template
    (fault,) = faults_with(**{key: "other"})
    assert fault == f"{key} is 'other' (a flag), but has to be {values()[key]!r}."


def test_what_a_reader_must_never_meet_is_among_them():
    assert (
        values()
        | {
            "browser.gatherUsageStats": False,
            "client.disableDataExport": True,
            "client.showErrorDetails": "none",
            "client.showErrorLinks": False,
            "client.toolbarMode": "minimal",
            "global.developmentMode": False,
            "logger.hideWelcomeMessage": True,
            "server.enableCORS": True,
            "server.enableWebsocketCompression": False,
            "server.maxMessageSize": 4,
        }
        == values()
    )


def test_colours_ports_and_the_public_address_are_free(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text('[theme]\nfont = "a"\n[browser]\nserverAddress = "b"\n[server]\nport = 1\nheadless = true\n')
    assert list(find_faults(file, {"server.headless": True}.get, str)) == []


def test_file_that_is_missing_or_broken_is_a_fault(tmp_path):
    file = tmp_path / "config.toml"
    assert re.search(r"config.toml cannot be read .*hidden folders too", *find_faults(file))
    file.write_text("[browser")
    assert re.search(r"config.toml cannot be read", *find_faults(file))


def test_start_ends_with_sentences_and_no_traceback(tmp_path):
    with pytest.raises(SystemExit) as ended:
        require_settings(tmp_path / ".streamlit" / "config.toml")
    said = str(ended.value)
    assert said.startswith("The app has not been started.")
    assert said.endswith(f"Start the app with `streamlit run {tmp_path / 'app.py'}`.")
