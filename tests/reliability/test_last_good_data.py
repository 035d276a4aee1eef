"""The running app keeps its last valid data while files are broken: whole, at no cost, and says so where it should."""

import io
import json
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from labour_migration.site import API

WITHIN = 180  # seconds: the machine may be busy
PATHS = [
    "",
    "residents",
    "ur/claims?figure=urdupoint-2024-08-29-5000",
    "data?v=5.0.0",
    *(
        API.lstrip("/") + name
        for name in ("", "official.csv", "claims.json", "datapackage.json", "datapackage.zip", "croissant.json")
    ),
    "embed/residents",
    "sitemap.xml",
    "claims.atom",
]
ROUNDS, REQUESTS = 5, 40


def fetch(address: str) -> tuple[int, bytes]:
    """What an address is answered with."""
    try:
        with urllib.request.urlopen(address, timeout=WITHIN) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def wait_until(served, data: str) -> dict:
    """What is said of the health once the data are so."""
    deadline, told = time.monotonic() + WITHIN, {}
    while time.monotonic() < deadline:
        status, body = fetch(f"{served.url}/healthz")
        told = json.loads(body)
        if told["data"] == data:
            return {"status": status, **told}
        time.sleep(0.1)
    return pytest.fail(f"the data are {told}, not {data}")


def processor_seconds(log: Path, ask: Callable[[], object]) -> float:
    """The seconds of processor that the app takes at least for a round of requests."""
    process = find_process(log)
    spent = []
    for _round in range(ROUNDS):
        before = ticks(process)
        for _request in range(REQUESTS):
            ask()
        spent.append(ticks(process) - before)
    return min(spent)


def find_process(log: Path) -> Path:
    """The process that writes a log, as the kernel tells of it."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "fd" / "1").readlink() == log:
                return process
        except OSError:  # it has ended, or is not ours
            continue
    raise LookupError(log)


def ticks(process: Path) -> float:
    """The processor time of a process, its own threads alone, in seconds."""
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def test_broken_data_change_nothing_for_readers_and_mended_data_are_served(start_app):
    app = start_app()
    folder = app.folder / "datasets"
    told = wait_until(app, "current")
    assert (told["status"], told["problem"]) == (200, None)
    before = {path: fetch(f"{app.url}/{path}") for path in PATHS}
    assert {path: status for path, (status, _body) in before.items()} == dict.fromkeys(PATHS, 200)
    normal = processor_seconds(app.log, lambda: fetch(f"{app.url}/residents?from=2019"))

    official = folder / "official_statistics.csv"
    sound = official.read_bytes()
    official.write_bytes(sound[: len(sound) // 2])
    told = wait_until(app, "stale")
    assert (told["status"], told["problems"] > 0) == (200, True)
    assert told["problem"].startswith("official_statistics.csv, bytes: found ")
    assert {path: fetch(f"{app.url}/{path}") for path in PATHS} == before
    broken = processor_seconds(app.log, lambda: fetch(f"{app.url}/residents?from=2019"))
    print(f"processor for {REQUESTS} requests: {normal:.2f} s, while the data are broken {broken:.2f} s")
    assert broken <= 1.2 * normal + 0.02  # a tick of the kernel's clock more or less at each end

    (folder / "datapackage.json").unlink()
    since = told["since"]
    while not (told := wait_until(app, "stale"))["problem"].startswith("datapackage.json"):
        time.sleep(0.1)
    assert told["since"] == since
    assert {path: fetch(f"{app.url}/{path}") for path in PATHS} == before
    assert app.log.read_text().count("The data have problems") == 1

    (folder / "datapackage.json").write_bytes(fetch(f"{app.url}{API}datapackage.json")[1])
    official.write_bytes(sound)
    changelog = folder / "CHANGELOG.md"
    changelog.write_text(changelog.read_text(encoding="utf-8") + "\nMended.\n", encoding="utf-8")
    wait_until(app, "current")
    with zipfile.ZipFile(io.BytesIO(fetch(f"{app.url}{API}datapackage.zip")[1])) as archive:
        assert b"Mended." in archive.read("CHANGELOG.md")
    log = app.log.read_text()
    assert log.count("The data are valid again") == 1
    assert "Traceback" not in log
