"""What is measured of every contestant: start, loads, changes, sessions; and of every page of this app: loads, changes.

A part gives runs, of which medians are told.

Contestants take turns, so that noise hits all alike. What cannot be measured is told in ``failures``, and has no value.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median

import browsing
import click
from crowd import Crowd
from pages import CHANGING, PAGES
from playwright.sync_api import BrowserType
from playwright.sync_api import Error as BrowserError
from report import percentile
from servers import APP, BARE, BARE_FILTERS, DASH, PANEL, STATIC, Contestant, Server, served

SHOWN = (BARE, APP, DASH, PANEL, STATIC)
CHANGED = (BARE_FILTERS, APP, DASH, PANEL)
CHANGES, CHANGES_OF_A_PAGE = 30, 10
LINKS_OF_PAGES = ("none", "4G")
SESSIONS, SECONDS = (10, 25, 50), 20
AT_ONCE, WARMED, FURTHER, SOAK = 200, 5, 40, 1000
FAILURES = (browsing.NoChartError, BrowserError, RuntimeError, TimeoutError)

Run = dict[str, float]
Runs = dict[str, list[Run]]  # by contestant


@dataclass(frozen=True)
class Asked:
    """What a part is given: ranges of years with a chart each, the links of the loads.

    ``years`` are first years by a key each, by page of this app; the rivals show the chart of its Overview.
    """

    ranges: list
    years: Mapping[str, list[int]]
    links: Sequence[str]


class Record:
    """The runs of a part, and what failed in it."""

    def __init__(self):
        self.runs: Runs = {}
        self.failures: list[str] = []

    def keep(self, part: str, contestant: Contestant, measure: Callable[[], Run]) -> None:
        """Measure, and keep the run or the failure."""
        begun = time.perf_counter()
        try:
            run = measure()
        except FAILURES as error:
            self.failures.append(f"{part} of {contestant.name}: {error}")
            click.echo(f"  FAILED {self.failures[-1]}", err=True)
            return
        self.runs.setdefault(contestant.name, []).append(run)
        told = ", ".join(f"{name} {value:,.4g}" for name, value in run.items())
        click.echo(f"  {contestant.name} ({time.perf_counter() - begun:.0f} s): {told}", err=True)


def in_turns(contestants: Sequence[Contestant], repeats: int) -> Iterator[Contestant]:
    """Every contestant as often, each round in another order."""
    for turn in range(repeats):
        first = turn % len(contestants)
        yield from (*contestants[first:], *contestants[:first])


@contextmanager
def all_served(contestants: Sequence[Contestant]) -> Iterator[dict[str, Server]]:
    """Every contestant, running, by name."""
    with ExitStack() as stack:
        yield {one.name: stack.enter_context(served(one))[0] for one in contestants}


def measure_start(record: Record, repeats: int, asked: Asked) -> None:
    """Start until healthy and until the first chart, memory at both."""

    def start(contestant: Contestant) -> Run:
        with served(contestant) as (server, seconds), Crowd(server.url, contestant.visitor, asked.ranges) as crowd:
            memory = server.memory()
            # The visitor takes time of its own to start: only its opening counts.
            opened = crowd.must("open", 1)[0]
            return {"start": seconds, "memory": memory, "first": seconds + opened, "visited": server.memory()}

    for contestant in in_turns(CHANGED, repeats):
        record.keep("start", contestant, lambda one=contestant: start(one))


def measure_load(record: Record, repeats: int, asked: Asked) -> None:
    """Cold and warm loads on each link. Bytes are those of the first link, layout shift that of the worst cold load."""
    with all_served(SHOWN) as servers, browsing.chromium() as browser:

        def load(contestant: Contestant) -> Run:
            run: Run = {}
            for link in asked.links:
                with browsing.profile(browser) as context:
                    for kind in ("cold", "warm"):
                        _load(run, kind, link, browsing.load(context, servers[contestant.name], link))
            return run

        for contestant in SHOWN:
            _visit_first(servers[contestant.name])
        for contestant in in_turns(SHOWN, repeats):
            record.keep("load", contestant, lambda one=contestant: load(one))


def _load(run: Run, kind: str, link: str, seen: Run) -> None:
    """Add what was seen of one load to a run."""
    run.update({f"{kind} {link} {what}": seen[what] for what in ("words", "seen", "interactive") if what in seen})
    if kind == "cold":
        run.setdefault("bytes", seen["bytes"] / 1e6)
        run["shift"] = max(run.get("shift", 0.0), seen["shift"])


def _visit_first(server: Server) -> None:
    """Have a visitor go first: what the first one alone waits for is told under start."""
    if server.contestant.visitor:
        with Crowd(server.url, server.contestant.visitor, [[2015, 2020]]) as first:
            first.must("open", 1)


def measure_change(record: Record, repeats: int, asked: Asked) -> None:
    """Changes of the first year by keys in a browser, and what the server computes for one."""
    with all_served(CHANGED) as servers, browsing.chromium() as browser:

        def change(contestant: Contestant) -> Run:
            taken, used = _change(browser, servers[contestant.name], asked.years["overview"], CHANGES)
            return {"change p50": percentile(taken, 0.5), "change p95": percentile(taken, 0.95), "change cpu": used}

        for contestant in in_turns(CHANGED, repeats):
            record.keep("change", contestant, lambda one=contestant: change(one))


def _change(browser: BrowserType, server: Server, years: Sequence[int], number: int) -> tuple[list[float], float]:
    """Milliseconds of so many changes, through years there and back; those of the processor for one."""
    there_and_back = [key for key in ("ArrowRight", "ArrowLeft") for _step in years[1:]]
    with browsing.at_slider(browser, server, years[0]) as page:
        before = server.cpu()
        keys = [there_and_back[turn % len(there_and_back)] for turn in range(number)]
        taken = [browsing.change(page, server, key) for key in keys]
        return taken, (server.cpu() - before) / number * 1000


def measure_pages(record: Record, repeats: int, asked: Asked) -> None:
    """Cold loads of every page of this app, and changes of the first chart of each that has one that changes."""
    with served(APP) as (app, _seconds), browsing.chromium() as browser:

        def visit(contestant: Contestant) -> Run:
            run: Run = {}
            server = app.at(contestant)
            for link in [link for link in LINKS_OF_PAGES if link in asked.links]:
                with browsing.profile(browser) as context:
                    _load(run, "cold", link, browsing.load(context, server, link))
            if contestant.name in CHANGING:
                taken, _used = _change(browser, server, asked.years[contestant.name], CHANGES_OF_A_PAGE)
                run["change p50"] = percentile(taken, 0.5)
            return run

        _visit_first(app)
        for contestant in in_turns(PAGES, repeats):
            record.keep("pages", contestant, lambda one=contestant: visit(one))


def measure_sessions(record: Record, repeats: int, asked: Asked) -> None:
    """Sessions that each change a filter once a second; many at once; memory a session, and over many changes."""

    def visit(contestant: Contestant) -> Run:
        with served(contestant) as (server, _seconds):

            def crowd() -> Crowd:
                return Crowd(server.url, contestant.visitor, asked.ranges)

            return {
                **_memory(server, crowd, len(asked.ranges)),
                # A goal of ours alone, for which a rival would take minutes.
                **(_soak(server, crowd, len(asked.ranges)) if contestant is APP else {}),
                **{key: value for number in SESSIONS for key, value in _strain(server, crowd, number).items()},
                **_at_once(crowd),
            }

    for contestant in in_turns(CHANGED, repeats):
        record.keep("sessions", contestant, lambda one=contestant: visit(one))


@contextmanager
def _settled(server: Server, crowd: Callable[[], Crowd], states: int) -> Iterator[tuple[Crowd, float]]:
    """A few visitors who have gone through all states, so that what is kept of one is kept; MiB then."""
    with crowd() as few:
        few.must("open", WARMED)
        few.must("in_turn", WARMED * states)
        yield few, server.memory()


def _memory(server: Server, crowd: Callable[[], Crowd], states: int) -> Run:
    """MiB that a further session takes."""
    with _settled(server, crowd, states) as (few, before):
        few.must("open", FURTHER)
        return {"a session": (server.memory() - before) / FURTHER}


def _soak(server: Server, crowd: Callable[[], Crowd], states: int) -> Run:
    """MiB that many changes leave behind."""
    with _settled(server, crowd, states) as (few, before):
        few.must("in_turn", SOAK)
        return {"soak": server.memory() - before}


def _strain(server: Server, crowd: Callable[[], Crowd], number: int) -> Run:
    """So many sessions for a while, each with a change a second."""
    with crowd() as many:
        many.must("open", number)
        used, begun = server.cpu(), time.perf_counter()
        seconds, errors = many.tell("each_second", SECONDS)
        passed = time.perf_counter() - begun
        if not seconds:
            raise RuntimeError(f"{number} sessions: nothing but errors, the first: {errors[0]}")
        return {
            f"{number} p50": percentile(seconds, 0.5) * 1000,
            f"{number} p95": percentile(seconds, 0.95) * 1000,
            f"{number} served": len(seconds) / passed,
            f"{number} cpu": (server.cpu() - used) / passed * 100,
            f"{number} errors": len(errors),
        }


def _at_once(crowd: Callable[[], Crowd]) -> Run:
    """Many who come at the same moment."""
    with crowd() as many:
        seconds, errors = many.tell("open", AT_ONCE)
        if not seconds:
            raise RuntimeError(f"{AT_ONCE} at once: none was served, the first: {errors[0]}")
        return {"at once lost": len(errors), "at once p50": median(seconds), "at once last": max(seconds)}


@dataclass(frozen=True)
class Part:
    """A part of the benchmark: how it is measured, and of whom."""

    measure: Callable[[Record, int, Asked], None]
    contestants: Sequence[Contestant]


PARTS = {
    "start": Part(measure_start, CHANGED),
    "load": Part(measure_load, SHOWN),
    "change": Part(measure_change, CHANGED),
    "pages": Part(measure_pages, PAGES),
    "sessions": Part(measure_sessions, CHANGED),
}
