"""The contestants as they are served: started, asked whether they are healthy, weighed."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
KEPT = ROOT / ".benchmark"  # the rivals' venv, pictures of failures; git knows nothing of it
RIVALS = KEPT / "venv" / "bin"
STARTS_WITHIN = 120  # seconds

_STREAMLIT = (sys.executable, "-m", "streamlit", "run")
_OF_STREAMLIT = ("--server.address", "127.0.0.1", "--server.port", "{port}")
# The bare page is Streamlit as it comes, but that it asks for no e-mail address and calls nobody.
_BARE = ("--server.headless", "true", "--browser.gatherUsageStats", "false")


@dataclass(frozen=True)
class Contestant:
    """A program that is served: its name, its command with ``{port}``, its folder, where it is healthy and seen.

    ``visitor`` is who visits it without a browser, where somebody does. ``ready`` is what the watcher in a browser
    (``watch.js``) tells once it has loaded.
    """

    name: str
    command: tuple[str, ...]
    health: str
    page: str
    visitor: str = ""
    folder: Path | None = HERE / "contestants"
    ready: str = "interactive"


def streamlit_app(folder: Path = ROOT) -> Contestant:
    """This app in a folder that has ``dashboard`` and ``datasets``, started as the README says."""
    command = (*_STREAMLIT, "dashboard/app.py", *_OF_STREAMLIT)
    return Contestant("app", command, "/healthz", "/", "app", folder)


def _bare(name: str, file: str) -> Contestant:
    command = (*_STREAMLIT, str(HERE / "contestants" / file), *_BARE, *_OF_STREAMLIT)
    return Contestant(name, command, "/_stcore/health", "/", "bare", None)  # a folder without settings


BARE = _bare("bare", "bare.py")
BARE_FILTERS = _bare("bare", "bare_filters.py")
APP = streamlit_app()
DASH = Contestant(
    "dash",
    (str(RIVALS / "gunicorn"), "--workers", "1", "--threads", "8", "--bind", "127.0.0.1:{port}", "dash_app:server"),
    "/",
    "/",
    "dash",
)
PANEL = Contestant(
    "panel",
    (str(RIVALS / "panel"), "serve", "panel_app.py", "--address", "127.0.0.1", "--port", "{port}"),
    "/panel_app",
    "/panel_app",
    "panel",
)


STATIC = Contestant("static", (str(RIVALS / "python"), "static_page.py", "{port}"), "/", "/")


def install_rivals() -> None:
    """The venv of the rivals, as ``requirements.txt`` beside this file pins them; kept for the next run."""
    wanted, installed = HERE / "requirements.txt", KEPT / "installed.txt"
    if installed.exists() and installed.read_text() == wanted.read_text():
        return
    venv.create(KEPT / "venv", with_pip=True)
    subprocess.run([RIVALS / "python", "-m", "pip", "install", "--quiet", "-r", wanted], check=True)
    installed.write_text(wanted.read_text())


def _environment(home: str) -> dict[str, str]:
    """What every contestant is started in: nobody's settings, and a folder for what it keeps between two starts."""
    return {**os.environ, "HOME": home, "XDG_CACHE_HOME": str(KEPT / "cache")}


def compress_static_files() -> None:
    """Have this app compress Streamlit's files, as it does at its first start by itself, which is not measured."""
    with tempfile.TemporaryDirectory() as empty:
        subprocess.run(
            [sys.executable, ROOT / "dashboard" / "curate.py", "compress"], env=_environment(empty), check=True
        )


class Server:
    """A contestant that runs."""

    def __init__(self, contestant: Contestant, process: subprocess.Popen, port: int, log: Path):
        self.contestant = contestant
        self.address = f"http://127.0.0.1:{port}"
        self.url = self.address + contestant.page
        self.log = log
        self._process = process

    def at(self, contestant: Contestant) -> "Server":
        """The same process, seen as another contestant: at another page."""
        seen = copy(self)
        seen.contestant, seen.url = contestant, self.address + contestant.page
        return seen

    def is_healthy(self) -> bool:
        """True where it answers as healthy; raises where it has ended."""
        if self._process.poll() is not None:
            raise RuntimeError(f"{self.contestant.name} has ended:\n{self.log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(self.address + self.contestant.health, timeout=STARTS_WITHIN) as answer:
                return answer.status == 200
        except OSError:
            return False

    def tree(self) -> list[psutil.Process]:
        """Its process and all below."""
        first = psutil.Process(self._process.pid)
        return [first, *first.children(recursive=True)]

    def cpu(self) -> float:
        """Seconds of the processor that it has used."""
        return sum(times.user + times.system for times in (process.cpu_times() for process in self.tree()))

    def memory(self) -> float:
        """The resident memory of all its processes, in MiB."""
        return sum(process.memory_info().rss for process in self.tree()) / 2**20

    def stop(self) -> None:
        """End it and all below."""
        processes = self.tree() if self._process.poll() is None else []
        for process in processes:
            process.terminate()
        _gone, alive = psutil.wait_procs(processes, timeout=20)
        for process in alive:
            process.kill()
        self._process.wait()


@contextmanager
def served(contestant: Contestant) -> Iterator[tuple[Server, float]]:
    """The contestant, running and healthy, and the seconds from its start until it was."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [part.format(port=port) for part in contestant.command]
    with tempfile.TemporaryDirectory() as empty, (log := Path(empty) / "server.log").open("wb") as output:
        folder = contestant.folder or empty
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(empty), stdout=output, stderr=subprocess.STDOUT
        )
        server = Server(contestant, process, port, log)
        try:
            while not server.is_healthy():
                if time.perf_counter() - begun > STARTS_WITHIN:
                    raise TimeoutError(f"{contestant.name} was not healthy within {STARTS_WITHIN} s")
                time.sleep(0.01)
            yield server, time.perf_counter() - begun
        finally:
            server.stop()
