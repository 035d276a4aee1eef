"""The app as a host starts it, and readers without a browser."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

DASHBOARD = Path(__file__).parents[2] / "dashboard"
WITHIN = 120  # seconds: a busy machine is slow, not wrong


@dataclass
class Door:
    """A running app: its process, its port, what it has written."""

    process: subprocess.Popen
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> int:
        """The status that an address is answered with."""
        asked = urllib.request.Request(self.url + path, body, headers, method=method)
        try:
            with urllib.request.urlopen(asked, timeout=WITHIN) as answer:
                answer.read()
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def connect(self, origin: str | None = None, **more: object) -> ClientConnection:
        """A connection that runs pages; as from a page of the app, where no other origin is named."""
        settings = {"subprotocols": ["streamlit"], "max_size": 2**28, "open_timeout": WITHIN, "ping_interval": None}
        address = f"ws://127.0.0.1:{self.port}/_stcore/stream"
        return connect(address, origin=origin or self.url, **{**settings, **more})

    def memory(self) -> float:
        """Its resident memory, in MiB."""
        return psutil.Process(self.process.pid).memory_info().rss / 2**20


def asking(page: str = "", query: str = "") -> bytes:
    """What a browser sends to have a page run."""
    asked = BackMsg()
    asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
    return asked.SerializeToString()


def read_page(connection: ClientConnection) -> list[bytes]:
    """What a run of a page sends, to its end."""
    messages, has_begun = [], False
    while True:
        messages.append(connection.recv(timeout=WITHIN))
        said = ForwardMsg.FromString(messages[-1])
        has_begun = has_begun or said.WhichOneof("type") == "new_session"
        if has_begun and said.WhichOneof("type") == "script_finished":
            return messages


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def end(process: subprocess.Popen) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=WITHIN)


@pytest.fixture(scope="session")
def open_door(tmp_path_factory) -> Iterator[Callable[..., Door]]:
    """Start the app from a folder, by a command that may prepare it, with options; it ends with the tests."""
    running = []

    def start(folder: Path | str = "/", *options: str, before: tuple[str, ...] = (), **environment: str) -> Door:
        port, log = free_port(), tmp_path_factory.mktemp("door") / "log"
        command = [*before, sys.executable, "-m", "streamlit", "run", str(DASHBOARD / "app.py")]
        address = ["--server.address", "127.0.0.1", "--server.port", str(port)]
        with log.open("wb") as written:
            process = subprocess.Popen(
                [*command, *address, *options],
                cwd=folder,
                env={**os.environ, **environment},
                stdout=written,
                stderr=subprocess.STDOUT,
            )
        running.append(process)
        door = Door(process, port, log)
        until = time.monotonic() + WITHIN
        while process.poll() is None and time.monotonic() < until:
            try:
                door.ask("/healthz")
                return door
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"the app did not start:\n{log.read_text()}")

    yield start
    for process in running:
        end(process)


@pytest.fixture(scope="session")
def door(open_door) -> Door:
    """The app, shared by tests that leave it well."""
    return open_door()


class Watch:
    """How long a reader waits for an answer, asked again and again in the background."""

    def __init__(self, ask: Callable[[], object]):
        self.seconds: list[float] = []
        self._ask = ask
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        while not self._ended.wait(0.05):
            begun = time.monotonic()
            self._ask()
            self.seconds.append(time.monotonic() - begun)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_exception: object):
        self._ended.set()
        self._thread.join()
