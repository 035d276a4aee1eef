"""The package alone, then the served app, as the official table grows."""

import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import click
from crowd import Crowd
from generator import write_package
from servers import HERE, ROOT, served, streamlit_app

SIZES = (3_000, 30_000, 300_000, 3_000_000)
WITHIN = 120  # seconds: a step that takes longer is cut off, and the table says so
LATE = f"> {WITHIN} s"
CHANGES = 10

Cells = dict[str, float | str]


def measure_growth(ranges: Sequence, sizes: Sequence[int] = SIZES) -> dict[str, Cells]:
    """By number of rows, what each step came to."""
    grown = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "app"
            shutil.copytree(ROOT / "dashboard", folder / "dashboard", ignore=shutil.ignore_patterns("__pycache__"))
            rows = write_package(ROOT / "datasets", folder / "datasets", size)
            cells = {
                **_alone("check", folder / "datasets"),
                **_alone("use", folder / "datasets"),
                **_served(folder, ranges),
            }
        grown[str(rows)] = cells
        click.echo(f"  {rows} rows: {json.dumps(cells)}", err=True)
    return grown


def _alone(what: str, folder: Path) -> Cells:
    """The steps of ``steps.py``; the one in which its time runs out is late, and those after it have no cell."""
    cells: Cells = {}
    is_late = threading.Event()
    command = [sys.executable, HERE / "steps.py", what, folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:

        def cut() -> None:
            is_late.set()
            process.kill()

        while True:
            limit = threading.Timer(WITHIN, cut)
            limit.start()
            line = process.stdout.readline()
            limit.cancel()
            if not line:
                break
            name, number = json.loads(line)
            cells[name] = LATE if number is None else number
    if process.returncode and not is_late.is_set():
        raise RuntimeError(f"steps.py {what} failed with {process.returncode}")
    return cells


def _served(folder: Path, ranges: Sequence) -> Cells:
    """The app with this package: its start, its first page, changes on two pages, memory."""
    cells: Cells = {}
    try:
        with served(streamlit_app(folder)) as (server, seconds):
            cells["served: start, s"] = seconds
            for visitor, page in (("app", "Overview"), ("residents", "Residents")):
                with Crowd(server.url, visitor, ranges) as crowd:
                    cells[f"{page}: opened, s"] = crowd.must("open", 1)[0]
                    cells[f"{page}: change, s"] = median(crowd.must("in_turn", CHANGES))
            cells["served: memory, MiB"] = server.memory()
    except TimeoutError:
        step = "Overview: opened, s" if "served: start, s" in cells else "served: start, s"
        cells.setdefault(step, LATE)
    return cells
