"""Findings with a small chart each, drawn by the style sheet: lines over time, or marks along a scale."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from labour_migration.figures.shapes import CROSS
from labour_migration.figures.sparks import find_window, trace_runs
from labour_migration.html.rendering import render
from labour_migration.html.sparks import format_spark
from labour_migration.labels import format_number, format_short_period
from labour_migration.language import gettext as _

_TICK = "tick"
_BILLION = 1e9
_SPAN = (6, 94)  # per cent of the width: marks stand within them, since their labels need room


@dataclass(frozen=True)
class Course:
    """A line with a dot at its last point, the label of that, and where it stands from the top."""

    drawn: Markup
    label: str
    end: str


@dataclass(frozen=True)
class Mark:
    """A number on a scale: its place from the left, its label, and its shape; "tick" of an official one."""

    place: str
    label: str
    shape: str

    @property
    def kind(self) -> str:
        """Who says it: reported, or official."""
        return "official" if self.shape == _TICK else "reported"


@dataclass(frozen=True)
class Finding:
    """A sentence with a link, and the parts of its small chart; an empty part is not shown."""

    sentence: Markup
    more: Markup
    lines: tuple[Course, ...] = ()
    ends: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    unit: str = ""  # of the labels of marks


def format_findings(findings: Sequence[Finding]) -> Markup:
    """The findings, one below the other."""
    return render("findings", findings=findings)


def build_lines(named: Sequence[tuple[str, pd.DataFrame]], unit: str) -> tuple[tuple[Course, ...], tuple[str, ...]]:
    """The lines of series over one time and from zero up, and the first and the last date; the highest line first."""
    window = find_window([rows for _name, rows in named])
    if window is None:
        return (), ()
    levels = (0.0, max(rows["value"].max() for _name, rows in named))
    lines = []
    for name, rows in sorted(named, key=lambda pair: -pair[1]["value"].iloc[-1]):
        runs = trace_runs(rows, window, levels)
        number = format_number(rows["value"].iloc[-1], unit)
        _across, down = runs[-1][-1]
        label = _("{number} {name}").format(number=number, name=name) if name else number
        lines.append(Course(format_spark(runs, "", is_strong=True), label, f"{down:.1%}"))
    return tuple(lines), tuple(format_short_period(day, day) for day in window)


def build_marks(reported: Sequence[float], official: Sequence[float]) -> tuple[Mark, ...]:
    """The numbers of both kinds on one scale, whose ends are the least and the greatest, in billions."""
    numbers = [*reported, *official]
    if len(set(numbers)) < 2:
        return ()
    low, high = min(numbers), max(numbers)
    start, end = _SPAN

    def mark(number: float, shape: str) -> Mark:
        place = start + (number - low) / (high - low) * (end - start)
        return Mark(f"{place:.1f}%", format_number(number / _BILLION), shape)

    return (*(mark(number, CROSS) for number in reported), *(mark(number, _TICK) for number in official))
