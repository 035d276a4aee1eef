"""This app beside Streamlit's bare page, Dash and Panel: one command, one table. The README says what is measured."""

import json
import os
import platform
import signal
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import click
import psutil
from browsing import find_chromium
from growth import measure_growth
from parts import AT_ONCE, PARTS, SESSIONS, SOAK, Asked, Record
from report import Measure, format_growth, format_table, medians
from servers import HERE, KEPT, RIVALS, compress_static_files, install_rivals

LINKS = {"none": "loopback", "4G": "4G", "3G": "3G"}
GOALS = {
    "start": {"at_most": 2},
    "cold none chart": {"at_most": 1.3},
    "cold 4G chart": {"at_most": 0.6, "below": ("dash", "panel")},
    "cold 4G words": {"at_most": 0.25},
    "bytes": {"at_most": 2.8, "is_absolute": True},
    "shift": {"at_most": 0.1, "is_absolute": True},
    "change p50": {"at_most": 1.0},
    "change cpu": {"at_most": 0.3},
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
        f"{kind} {link} {what}": (f"{kind.capitalize()} load, {name}, until {seen}", "ms", 0)
        for link, name in LINKS.items()
        for kind in ("cold", "warm")
        for what, seen in (("chart", "the chart is painted"), ("words", "the first words"))
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


@click.command()
@click.option("--only", default=",".join([*PARTS, "growth"]), show_default=True, help="Parts, with commas between.")
@click.option("--repeats", default=5, show_default=True, help="Rounds, of which medians are told.")
@click.option("--links", default=",".join(LINKS), show_default=True, help="Links of the loads, with commas between.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Keep every run as JSON in this file.")
def main(only: str, repeats: int, links: str, out: Path | None) -> None:
    """Measure, and print the tables of the README; fail where something could not be measured."""
    parts = only.split(",")
    if unknown := set(parts) - {*PARTS, "growth"}:
        raise click.BadParameter(", ".join(unknown), param_hint="--only")
    if unknown := set(links.split(",")) - set(LINKS):
        raise click.BadParameter(", ".join(unknown), param_hint="--links")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started ends too
    install_rivals()
    compress_static_files()
    sys.path.insert(0, str(HERE / "contestants"))
    from figures import distinct_ranges, distinct_years

    ranges, years = distinct_ranges(), distinct_years()
    command = " ".join(["tests/benchmark/run.py", *sys.argv[1:]])
    about = f"{datetime.now(UTC):%-d %B %Y}; {machine()}; rounds: {repeats}; `{command}`"
    records = {}
    for part in [part for part in PARTS if part in parts]:
        click.echo(part, err=True)
        records[part] = Record()
        PARTS[part](records[part], repeats, Asked(ranges, years, tuple(links.split(","))))
    growth = measure_growth(ranges) if "growth" in parts else {}

    results: dict[str, dict[str, float]] = {}
    for record in records.values():
        for name, runs in record.runs.items():
            for key, value in medians(runs).items():
                results.setdefault(key, {})[name] = value
    tables = [format_table(results, MEASURES)] if results else []
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
