"""The settings that the app needs: they hold, or it does not start."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from streamlit.config import get_option, get_where_defined

# What is a matter of the host that the app runs on, or of taste: it may be set anywhere.
_FREE_SECTIONS = ("theme",)
_FREE = (
    "browser.serverAddress",
    "browser.serverPort",
    "server.address",
    "server.allowedHosts",
    "server.baseUrlPath",
    "server.corsAllowedOrigins",
    "server.port",
    "server.sslCertFile",
    "server.sslKeyFile",
)


def require_settings(file: Path) -> None:
    """End the start with a sentence for each setting of the file that does not hold.

    Without them Streamlit would send statistics of use to its makers, show a reader what goes wrong inside, and keep
    messages of 200 megabytes in memory.
    """
    if faults := list(find_faults(file)):
        command = f"streamlit run {file.parents[1] / 'app.py'}"
        remedy = f"Take each such setting away where it is set. Start the app with `{command}`."
        raise SystemExit("\n".join(["The app has not been started.", *faults, remedy]))


def find_faults(
    file: Path, value_of: Callable[[str], object] = get_option, origin_of: Callable[[str], str] = get_where_defined
) -> Iterator[str]:
    """A sentence for each setting of the file that has another value now: what it is, who has set it so, what to do."""
    try:
        needed = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        yield f"{file} cannot be read ({error}): copy the folder of the app whole, its hidden folders too."
        return
    for section, settings in needed.items():
        for name, value in settings.items():
            key = f"{section}.{name}"
            if section in _FREE_SECTIONS or key in _FREE or (found := value_of(key)) == value:
                continue
            yield f"{key} is {found!r} ({origin_of(key)}), but has to be {value!r}."
