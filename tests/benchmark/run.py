"""This app beside Streamlit's bare page and its rivals: one command. README.md beside this says what is measured."""

import json
import os
import platform
import signal
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

import click
import psutil
from browsing import find_chromium
from growth import measure_growth
from pages import CHANGING, TITLES, draw_first
from parts import AT_ONCE, PARTS, SESSIONS, SOAK, Asked, Record
from report import Measure, format_growth, format_pages, format_table, medians
from servers import HERE, KEPT, RIVALS, compress_static_files, install_rivals

RECENT = 12  # years: among them the first years are chosen that change a page's chart
LINKS = {"none": "loopback", "4G": "4G", "3G": "3G"}
UNTIL = {"words": "the first words", "seen": "a chart is seen", "interactive": "the chart answers"}
GOALS = {
    "start": {"at_most": 1.8},
    "cold none interactive": {"at_most": 1.0},
    "cold 4G words": {"at_most": 0.25},
    "cold 4G seen": {"at_most": 0.1},
    "cold 4G interactive": {"at_most": 0.35, "below": ("dash", "panel", "static")},
    "cold 3G interactive": {"at_most": 0.22},
    "warm none interactive": {"at_most": 1.0},
    "warm 4G interactive": {"at_most": 1.0},
    "bytes": {"at_most": 1.3, "is_absolute": True},
    "shift": {"at_most": 0.05, "is_absolute": True},
    "change p50": {"at_most": 1.0, "below": ("dash",)},
    "change cpu": {"at_most": 0.25},
    "25 p95": {"at_most": 0.05, "below": ("dash",)},
    "50 p95": {"at_most": 0.06, "below": ("dash",)},
    **{f"{number} errors": {"at_most": 0, "is_absolute": True} for number in SESSIONS},
    "at once lost": {"at_most": 0, "is_absolute": True},
    "a session": {"at_most": 0.6, "is_absolute": True},
    "soak": {"at_most": 5, "is_absolute": True},  # no growth: what a collector of garbage leaves for a while
}
# Key -> name, unit, digits.
NAMES = {
    "start": ("Start until healthy", "s", 2),
    "first": ("Start until the first visitor has the chart", "s", 2),
    "memory": ("Memory at start", "MiB", 0),
    "visited": ("Memory after the first visitor", "MiB", 0),
    **{
        f"{kind} {link} {what}": (f"{kind.capitalize()} load, {name}, until {until}", "ms", 0)
        for link, name in LINKS.items()
        for kind in ("cold", "warm")
        for what, until in UNTIL.items()
    },
    "bytes": ("Cold load, bytes on the wire", "MB", 2),
    "shift": ("Cold load, layout shift", "CLS", 3),
    "change p50": ("Filter change in a browser, p50", "ms", 0),
    "change p95": ("Filter change in a browser, p95", "ms", 0),
    "change cpu": ("Processor time a change", "ms", 0),
    **{
        f"{number} {what}": (f"{number} sessions, {name}", unit, digits)
        for number in SESSIONS
        for what, name, unit, digits in (
            ("p50", "a change, p50", "ms", 0),
            ("p95", "a change, p95", "ms", 0),
            ("served", "changes served", "a second", 1),
            ("cpu", "processor of the server", "%", 0),
            ("errors", "errors", "changes", 0),
        )
    },
    "at once lost": (f"{AT_ONCE} visitors at once, not served", "visitors", 0),
    "at once p50": (f"{AT_ONCE} visitors at once, first chart, p50", "s", 1),
    "at once last": (f"{AT_ONCE} visitors at once, first chart, the last", "s", 1),
    "a session": ("Memory a further session", "MiB", 2),
    "soak": (f"Memory gained over {SOAK:,} changes", "MiB", 1),
}
MEASURES = {key: Measure(*name, **GOALS.get(key, {})) for key, name in NAMES.items()}
# The other goals are for the Overview, beside which the rivals stand.
PAGE_MEASURES = {key: Measure(*name, **(GOALS[key] if key == "shift" else {})) for key, name in NAMES.items()}


def machine() -> str:
    """The machine and what runs on it, in one sentence."""
    chromium = subprocess.run([find_chromium(), "--version"], capture_output=True, text=True, check=True).stdout
    listed = [RIVALS / "python", "-m", "pip", "list", "--format=json"]
    theirs = json.loads(subprocess.run(listed, capture_output=True, text=True, check=True).stdout)
    rivals = {one["name"]: one["version"] for one in theirs}
    return ", ".join(
        [
            f"{os.cpu_count()} cores",
            f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
            platform.system(),
            f"Python {platform.python_version()}",
            " ".join(chromium.split()[:2]),
            *(f"{name} {version(name.lower())}" for name in ("Streamlit", "Plotly", "pandas")),
            *(f"{name} {rivals[name.lower()]}" for name in ("Dash", "Panel")),
        ]
    )


def format_part(part: str, record: Record) -> str:
    """The table of a part: the medians of its runs."""
    results: dict[str, dict[str, float]] = {}
    for name, runs in record.runs.items():
        for key, value in medians(runs).items():
            results.setdefault(key, {})[name] = value
    if part == "pages":
        return format_pages(results, PAGE_MEASURES, TITLES)
    return format_table(results, MEASURES, [one.name for one in PARTS[part].contestants])


@click.command()
@click.option("--only", default=",".join([*PARTS, "growth"]), show_default=True, help="Parts, with commas between.")
@click.option("--repeats", default=5, show_default=True, help="Rounds, of which medians are told.")
@click.option("--links", default=",".join(LINKS), show_default=True, help="Links of the loads, with commas between.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Keep every run as JSON in this file.")
def main(only: str, repeats: int, links: str, out: Path | None) -> None:
    """Measure, and print the tables; fail where something could not be measured."""
    parts = only.split(",")
    if unknown := set(parts) - {*PARTS, "growth"}:
        raise click.BadParameter(", ".join(unknown), param_hint="--only")
    if unknown := set(links.split(",")) - set(LINKS):
        raise click.BadParameter(", ".join(unknown), param_hint="--links")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started ends too
    install_rivals()
    compress_static_files()
    sys.path.insert(0, str(HERE / "contestants"))
    from figures import LAST, distinct_ranges, distinct_years, package

    ranges, years = distinct_ranges(), {"overview": distinct_years()}
    if "pages" in parts:
        recent = range(LAST - RECENT, LAST + 1)
        years = {page: distinct_years(partial(draw_first, page, package), recent) for page in CHANGING} | years
    command = " ".join(["tests/benchmark/run.py", *sys.argv[1:]])
    about = f"{datetime.now(UTC):%-d %B %Y}; {machine()}; rounds: {repeats}; `{command}`"
    records = {}
    for part in [part for part in PARTS if part in parts]:
        click.echo(part, err=True)
        records[part] = Record()
        PARTS[part].measure(records[part], repeats, Asked(ranges, years, tuple(links.split(","))))
    growth = measure_growth(ranges) if "growth" in parts else {}

    tables = [format_part(part, record) for part, record in records.items()]
    tables += [format_growth(growth)] if growth else []
    click.echo("\n\n".join([about, *tables]))
    failures = [failure for record in records.values() for failure in record.failures]
    if out:
        kept = {"about": about, "runs": {part: record.runs for part, record in records.items()}, "growth": growth}
        out.write_text(json.dumps({**kept, "failures": failures}, indent=1), encoding="utf-8")
    if failures:
        raise click.ClickException(f"{len(failures)} measurements failed:\n" + "\n".join(failures))


if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    main()
