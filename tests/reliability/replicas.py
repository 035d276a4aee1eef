"""Two processes of the app behind nginx, as ``.deploy/nginx.conf`` has it, on ports of this machine."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / ".deploy"
STARTS_WITHIN = 120  # seconds: a busy machine is slow, not wrong


def find_tool(name: str, package: str) -> str:
    """Where a program lies: in the environment of Python, or on the machine. Its absence fails in CI alone."""
    beside = Path(sys.executable).parent
    found = shutil.which(name, path=os.pathsep.join([str(beside), os.environ["PATH"], "/usr/sbin"]))
    if found is None:
        said = f"no {name} on this machine: install {package}"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(said)
    return found


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def lay_nginx(folder: Path, name: str, **changes: str) -> Path:
    """A configuration of nginx, laid into a folder with what it needs there; each change is made exactly once.

    What it writes goes to the folder too, so that nobody has to be root.
    """
    text = (DEPLOY / name).read_text(encoding="utf-8")
    temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    changes = {
        "pid /run/nginx.pid;": f"pid {folder}/nginx.pid;",
        "/var/log/nginx": str(folder),
        "http {": "http {" + "".join(f"\n    {kind}_temp_path {folder}/{kind};" for kind in temporary),
        **changes,
    }
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    text = text.replace("proxy_cache_path /var/cache", f"proxy_cache_path {folder}")
    laid = folder / name
    laid.write_text(text, encoding="utf-8")
    shutil.copy(DEPLOY / "replicas.conf", folder)
    return laid


def nginx_command(conf: Path) -> list[str]:
    """What runs nginx with a configuration in the foreground; its workers may write where we may."""
    owner = "" if os.getuid() else " user root;"
    program = find_tool("nginx", "Debian's package nginx-light")
    return [program, "-c", str(conf), "-e", str(conf.parent / "error.log"), "-g", f"daemon off;{owner}"]


def listening(port: int) -> dict[str, str]:
    """The changes that have a configuration listen at a port of this machine alone."""
    return {
        "listen 80 default_server;": f"listen 127.0.0.1:{port} default_server;",
        "        listen [::]:80 default_server; # not on a machine without IPv6\n": "",
    }


@contextmanager
def running_nginx(conf: Path, port: int) -> Iterator[None]:
    """Run nginx with a configuration until the end."""
    process = subprocess.Popen(nginx_command(conf))
    try:
        deadline = time.monotonic() + STARTS_WITHIN
        while process.poll() is None and time.monotonic() < deadline:
            with socket.socket() as asking:
                if asking.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.02)
        else:
            pytest.fail(f"nginx did not start: {(conf.parent / 'error.log').read_text()}")
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


@dataclass
class Replicas:
    """Processes of the app by their ports, and the port of nginx before them."""

    port: int
    folder: Path
    processes: dict[int, subprocess.Popen] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, port: int) -> None:
        """Start a process at a port; it is known by the address of nginx."""
        address = ["--browser.serverAddress", "127.0.0.1", "--browser.serverPort", str(self.port)]
        place = ["--server.address", "127.0.0.1", "--server.port", str(port)]
        with (self.folder / f"{port}.log").open("ab") as log:
            self.processes[port] = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", *place, *address],
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait(self, port: int) -> None:
        """Wait until a process is well, as systemd and Compose do."""
        deadline = time.monotonic() + STARTS_WITHIN
        while self.processes[port].poll() is None and time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"the app did not start:\n{(self.folder / f'{port}.log').read_text()}")

    def kill(self, port: int) -> None:
        """End a process as a machine that fails does: without a word."""
        self.processes[port].kill()
        self.processes[port].wait(timeout=20)

    def restart(self, port: int) -> None:
        """End a process as a new version does, and start another in its place."""
        self.processes[port].terminate()
        self.processes[port].wait(timeout=30)
        self.start(port)
        self.wait(port)


@contextmanager
def running_replicas(folder: Path, **changes: str) -> Iterator[Replicas]:
    """Two processes of the app behind nginx, whose configuration may be changed."""
    find_tool("nginx", "Debian's package nginx-light")
    replicas = Replicas(free_port(), folder)
    ports = [free_port(), free_port()]
    try:
        for port in ports:
            replicas.start(port)
        for port in ports:
            replicas.wait(port)
        changes = {"proxy_read_timeout 60s;": f"proxy_read_timeout {10 * STARTS_WITHIN}s;", **changes}
        conf = lay_nginx(folder, "nginx.conf", **listening(replicas.port), **changes)
        placed = folder / "replicas.conf"
        text = placed.read_text(encoding="utf-8")
        for usual, port in zip(("8501", "8502"), ports, strict=True):
            text = text.replace(f"127.0.0.1:{usual}", f"127.0.0.1:{port}")
        placed.write_text(text, encoding="utf-8")
        with running_nginx(conf, replicas.port):
            yield replicas
    finally:
        for process in replicas.processes.values():
            process.kill()
            process.wait(timeout=20)


class Reader:
    """A reader without a browser: opens the page of residents, and takes a file that it offers.

    Each chooses other years than those before: a file that two have asked for would lie in both processes.
    """

    years = ((first, last) for first, last in combinations(range(2012, 2025), 2))
    popover = ""

    def __init__(self, site: str, origin: str, *, keeps_cookies: bool = True):
        self.site = site
        self.query = "from={}&to={}".format(*next(self.years))
        with urllib.request.urlopen(f"{site}/residents", timeout=STARTS_WITHIN) as page:
            self.cookie = (page.headers["Set-Cookie"] or "").split(";")[0] if keeps_cookies else ""
        cookies = {"Cookie": self.cookie} if self.cookie else {}
        # A proxy that tries others passes the origin on: it is that of the site's public address.
        self.socket = connect(
            f"{site.replace('http', 'ws', 1)}/_stcore/stream",
            origin=origin,
            subprotocols=["streamlit"],
            additional_headers=cookies,
            max_size=2**28,
            open_timeout=STARTS_WITHIN,
            ping_interval=None,
            legacy=True,
        )

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_error: object) -> None:
        self.socket.close()

    def ask_for_file(self) -> str:
        """The address of the chart's rows, which the process that this reader is connected to has made."""
        if not self.popover:  # which has the same identifier in all views
            blocks = (said.delta.add_block for said in self._run() if said.delta.WhichOneof("type") == "add_block")
            Reader.popover = next(block.popover.id for block in blocks if "-download-" in block.popover.id)
        elements = (said.delta.new_element for said in self._run(self.popover))
        button = next(one.download_button for one in elements if one.WhichOneof("type") == "download_button")
        asked = BackMsg()
        asked.backend_operation_request.request_id = "file"
        asked.backend_operation_request.session_id = self.session
        asked.backend_operation_request.deferred_file.file_id = button.deferred_file_id
        self.socket.send(asked.SerializeToString())
        while True:
            said = ForwardMsg.FromString(self.socket.recv(timeout=STARTS_WITHIN))
            if said.WhichOneof("type") == "backend_operation_response":
                answer = said.backend_operation_response
                assert not answer.error_msg, answer
                return answer.deferred_file.url

    def take(self, path: str, cookie: str | None = None) -> tuple[int, bytes]:
        """Status and content of a file; with the cookie of another reader where one is given."""
        cookie = self.cookie if cookie is None else cookie
        return ask(self.site + path, **({"Cookie": cookie} if cookie else {}))

    def _run(self, opened: str = "") -> list[ForwardMsg]:
        """All that a run of the page says, with what has this identifier opened."""
        asked = BackMsg()
        asked.rerun_script.page_name = "residents"
        asked.rerun_script.query_string = self.query
        if opened:
            asked.rerun_script.widget_states.widgets.add(id=opened).bool_value = True
        self.socket.send(asked.SerializeToString())
        said: list[ForwardMsg] = []
        has_begun = False
        while not (has_begun and said[-1].WhichOneof("type") == "script_finished"):
            said.append(ForwardMsg.FromString(self.socket.recv(timeout=STARTS_WITHIN)))
            if said[-1].WhichOneof("type") == "new_session":
                has_begun, self.session = True, said[-1].new_session.initialize.session_id
        return said


def ask(address: str, **headers: str) -> tuple[int, bytes]:
    """Status and content of what an address is answered with."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=STARTS_WITHIN) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
