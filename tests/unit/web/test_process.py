"""The process that serves: its limits, its end. Each is tried in a process of its own."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

DASHBOARD = Path(__file__).parents[3] / "dashboard"


def run(code: str, *before: str) -> subprocess.Popen:
    return subprocess.Popen([*before, sys.executable, "-c", code], cwd=DASHBOARD, stdout=subprocess.PIPE, text=True)


LIMITS = """
import resource
from web.process import raise_descriptor_limit
raise_descriptor_limit()
print(resource.getrlimit(resource.RLIMIT_NOFILE))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize(
    ("shell", "limits"),
    [("ulimit -Sn 256; ulimit -Hn 700", (700, 700)), ("ulimit -n 512", (512, 512))],
)
def test_limit_of_open_files_is_raised_as_far_as_the_system_allows(shell, limits):
    said, _errors = run(LIMITS, "sh", "-c", f'{shell}; exec "$0" "$@"').communicate(timeout=60)
    assert said.strip() == str(limits)


# A server as the app meets it: it takes the signal, and then waits for a reader who never ends.
SERVER = """
import signal, time
taken = []
signal.signal(signal.SIGTERM, lambda number, frame: taken.append(number))
from web.process import end_in_time
end_in_time({seconds})
print("ready", flush=True)
while not (taken and {is_done}):
    time.sleep(0.05)
print("done", taken, flush=True)
"""


def test_process_that_waits_for_a_reader_ends_in_time():
    process = run(SERVER.format(seconds=1, is_done=False))
    assert process.stdout.readline() == "ready\n"
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 128 + signal.SIGTERM
    assert time.monotonic() - begun >= 0.9
    assert process.stdout.read() == ""


def test_process_that_is_done_earlier_ends_at_once_and_as_it_would():
    process = run(SERVER.format(seconds=300, is_done=True))
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    assert process.stdout.read() == f"done [{int(signal.SIGTERM)}]\n"


def test_signal_that_nothing_takes_keeps_its_meaning():
    process = run(
        "from web.process import end_in_time\nend_in_time(300)\nprint('ready', flush=True)\nimport time\ntime.sleep(60)"
    )
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == -signal.SIGTERM
