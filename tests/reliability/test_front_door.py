"""What comes to the served app that no page of it sends: floods, foreign pages, uploads, crowds, the end."""

import os
import signal
import socket
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import psutil
import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import Config
from websockets.exceptions import ConnectionClosed, InvalidStatus

from labour_migration.site import CHART_COMPONENT, PAGES
from web.process import ENDS_WITHIN

from .conftest import DASHBOARD, WITHIN, Watch, asking, read_page

MIB = 2**20
AT_MOST = 4_000_000  # bytes of a message: server.maxMessageSize


def test_each_page_is_sent_in_messages_far_below_the_limit(door):
    for page in PAGES:
        with door.connect() as reader:
            reader.send(asking(page.path))
            assert max(map(len, read_page(reader))) < AT_MOST / 10, page.path


def closed_with(connection) -> int:
    """The code that a connection is closed with, once all that was sent before is read."""
    try:
        while True:
            connection.recv(timeout=WITHIN)
    except ConnectionClosed as closed:
        return closed.rcvd.code


def test_flood_of_messages_is_cut_off_and_nobody_else_waits(door):
    asked, sent = asking("residents"), 0
    with Watch(lambda: door.ask("/healthz")) as calm:
        time.sleep(3)
    with Watch(lambda: door.ask("/healthz")) as watch, door.connect() as flood:
        begun = time.monotonic()
        with suppress(ConnectionClosed):
            while sent < 20_000:
                flood.send(asked)
                sent += 1
                time.sleep(max(0.0, begun + sent / 1000 - time.monotonic()))
        assert closed_with(flood) == 1008
        time.sleep(2)
    assert sent < 5000  # of 20,000; those beyond the burst are on their way
    # Without a limit: 30 seconds. A page that runs has others wait for its turns of the interpreter.
    assert max(watch.seconds) < max(calm.seconds) + 3
    with door.connect() as reader:
        reader.send(asking("about"))
        assert read_page(reader)


# An empty ping; a piece of one byte and an empty piece of a message that never ends. Masks are of zeros.
@pytest.mark.parametrize("frame", [b"\x89\x80" + bytes(4), b"\x00\x81" + bytes(5), b"\x00\x80" + bytes(4)])
def test_flood_of_small_frames_is_cut_off_and_nobody_else_waits(frame, door):
    before = door.memory()
    with Watch(lambda: door.ask("/healthz")) as watch, open_socket(door) as flood:
        flood.sendall(b"\x02\x81" + bytes(5))
        begun = time.monotonic()
        with suppress(OSError):
            while time.monotonic() - begun < 15:
                flood.sendall(frame * 5000)
        was_cut_off = time.monotonic() - begun < 14
        time.sleep(1)
    assert was_cut_off
    assert max(watch.seconds) < 3  # without a limit: 7 seconds
    assert door.memory() < before + 20


def open_frame(door, length: int, sent: int) -> socket.socket:
    """A connection that has begun a message of a length, and sends a part of it."""
    plain = open_socket(door)
    part = bytes(MIB)
    with suppress(OSError):  # it was cut off
        plain.sendall(b"\x82\xff" + struct.pack("!Q", length) + bytes(4))
        for _part in range(sent // MIB):
            plain.sendall(part)
    return plain


def open_socket(door) -> socket.socket:
    """A connection that runs pages, on which a test writes what it likes."""
    plain = socket.create_connection(("127.0.0.1", door.port))
    plain.settimeout(WITHIN)
    plain.sendall(
        b"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    assert b" 101 " in plain.recv(4096)
    return plain


def test_unfinished_frames_are_not_kept(door):
    before = door.memory()
    with ExitStack() as held:
        for _connection in range(8):
            held.enter_context(open_frame(door, 64 * MIB, 60 * MIB))
        time.sleep(0.5)
        grown = door.memory() - before
    assert grown < 60  # of 480


def test_uploads_are_not_taken(door):
    before, body = door.memory(), bytes(30 * MIB)
    for method in ("PUT", "POST", "DELETE", "OPTIONS", "GET"):
        assert door.ask("/_stcore/upload_file/a/b", method) == 404
        assert door.ask("/ur/_stcore/upload_file/a/b", method) == 404
    for _upload in range(8):
        with suppress(OSError):  # the connection may be closed before all is sent
            assert door.ask("/_stcore/upload_file/a/b", "PUT", body) == 404
    grown = door.memory() - before
    assert grown < 60  # of 240


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/mcp", "/auth/login", "/oauth2callback"],
)
def test_what_no_page_asks_for_is_not_found(door, path):
    assert {door.ask(path, method) for method in ("GET", "POST", "PUT")} == {404}


HOSTILE = ["https://evil.example", "http://127.0.0.1.evil.example", "null", "http://", "file://", "http://[::1", "evil"]


@pytest.mark.parametrize("origin", HOSTILE)
def test_page_of_another_site_may_not_connect(door, origin):
    with pytest.raises(InvalidStatus) as refused, door.connect(origin):
        pass
    assert refused.value.response.status_code == 403


# Every attempt of the process to reach what is not this machine is written down and forbidden. The name of the file is
# Python's own: what lies there on the path of modules runs first.
GUARD = """
import os, sys
def guard(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        reached = arguments[1][0] if isinstance(arguments[1], tuple) else "127.0.0.1"
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        reached = arguments[0]
    else:
        return
    if reached not in (None, "", "::", "0.0.0.0", "localhost", "::1") and not str(reached).startswith("127."):
        with open(os.environ["REACHED"], "a") as log:
            log.write(f"{event} {reached}\\n")
        raise OSError(f"{reached} is not this machine")
sys.addaudithook(guard)
"""


def test_nothing_outside_is_ever_called(open_door, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(GUARD)
    reached = tmp_path / "reached"
    reached.touch()
    # Without an address to listen at, as the README starts it.
    door = open_door(tmp_path, "--server.address", "", PYTHONPATH=str(tmp_path), REACHED=str(reached))
    for page in PAGES:
        assert door.ask(f"/{page.path}") == 200
        with door.connect() as reader:
            reader.send(asking(page.path))
            read_page(reader)
    for origin in HOSTILE:
        with pytest.raises(InvalidStatus), door.connect(origin):
            pass
        for path in ("/", "/_stcore/health", "/_stcore/host-config", "/media/a.csv", "/static/js/a.js", "/healthz"):
            for method in ("GET", "OPTIONS", "POST"):
                assert door.ask(path, method, Origin=origin) != 500
        component = f"/_stcore/bidi-components/{'.'.join(CHART_COMPONENT)}/chart.js"
        door.ask(component, Origin=origin)
    assert reached.read_text() == ""


def settings_sent(door) -> tuple[bool, str]:
    """Whether a page is told to send statistics of its use, and which tools it offers."""
    with door.connect() as reader:
        reader.send(asking("about"))
        messages = [ForwardMsg.FromString(message) for message in read_page(reader)]
    (session,) = (message.new_session for message in messages if message.WhichOneof("type") == "new_session")
    return session.config.gather_usage_stats, Config.ToolbarMode.Name(session.config.toolbar_mode)


def test_settings_hold_from_whatever_folder_the_app_is_started(door, open_door, tmp_path):
    assert settings_sent(door) == (False, "MINIMAL")  # started from /
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text(
        "[browser]\ngatherUsageStats = true\n[client]\ntoolbarMode = 'developer'\n"
    )
    assert settings_sent(open_door(tmp_path, HOME=str(tmp_path))) == (False, "MINIMAL")


def test_flag_that_undoes_a_setting_ends_the_start_with_a_sentence(tmp_path):
    command = [sys.executable, "-m", "streamlit", "run", str(DASHBOARD / "app.py"), "--server.port", "0"]
    ended = subprocess.run(
        [*command, "--client.showErrorDetails", "full"],
        cwd=tmp_path,
        env={**os.environ, "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "true"},
        capture_output=True,
        text=True,
        timeout=WITHIN,
    )
    assert ended.returncode == 1
    said = ended.stdout + ended.stderr
    assert "client.showErrorDetails is 'full' (" in said
    assert "browser.gatherUsageStats is True (" in said
    assert "Traceback" not in said


def test_start_says_where_the_app_is(door):
    assert f"The app is at http://localhost:{door.port}/\n" in door.log.read_text()


# Before, each reader took four open files, of which three stayed: the second wave was refused.
@pytest.mark.parametrize(
    ("limit", "count"),
    [(400, 90), *(pytest.param(1024, count, marks=pytest.mark.long) for count in (200, 800))],
)
def test_waves_of_readers_are_served_below_a_low_limit_of_open_files(limit, count, open_door):
    door = open_door("/", before=("sh", "-c", f'ulimit -n {limit}; exec "$0" "$@"'))
    process = psutil.Process(door.process.pid)
    before = process.num_fds()
    for _wave in range(3):
        with ThreadPoolExecutor(50) as opening, ExitStack() as readers:
            wave = list(map(readers.enter_context, opening.map(lambda _place: door.connect(), range(count))))
            for reader in wave:
                reader.send(asking("about"))
            for reader in wave:
                read_page(reader)
            assert process.num_fds() < before + count + 20
        until = time.monotonic() + WITHIN
        while process.num_fds() > before + 10 and time.monotonic() < until:
            time.sleep(0.1)
        assert process.num_fds() <= before + 10
    assert "Too many open files" not in door.log.read_text()


def test_slow_reader_does_not_keep_the_process_from_ending(open_door):
    door = open_door()
    with socket.socket() as slow, door.connect() as reader:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", door.port))
        slow.settimeout(WITHIN)
        slow.sendall(b"GET /api/v1/official.csv HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert slow.recv(15) == b"HTTP/1.1 200 OK"
        begun = time.monotonic()
        door.process.send_signal(signal.SIGTERM)
        assert closed_with(reader) == 1012  # the server restarts: come back
        assert door.process.wait(timeout=ENDS_WITHIN + 30) == 128 + signal.SIGTERM
        assert time.monotonic() - begun > ENDS_WITHIN - 1  # it had its time


def test_process_without_a_slow_reader_ends_at_once(open_door):
    door = open_door()
    with door.connect() as reader:
        reader.send(asking("about"))
        read_page(reader)
        begun = time.monotonic()
        door.process.send_signal(signal.SIGTERM)
        assert door.process.wait(timeout=WITHIN) == -signal.SIGTERM
        assert time.monotonic() - begun < ENDS_WITHIN - 1
