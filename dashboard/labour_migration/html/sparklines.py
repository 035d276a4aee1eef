"""Findings with a small chart each, drawn by the style sheet alone: lines over time, or marks along a scale."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from labour_migration.figures.shapes import CROSS
from labour_migration.html.rendering import render
from labour_migration.labels import format_number, format_short_period

_TICK = "tick"
_BILLION = 1e9
_SPAN = (6, 94)  # per cent of the width: marks stand within them, since their labels need room


@dataclass(frozen=True)
class Line:
    """A line as shares: ``places`` (across, up) from 0 to 1, and the label of its last point."""

    places: tuple[tuple[float, float], ...]
    label: str

    @property
    def above(self) -> str:
        """The corners of the area below the line, as a polygon of CSS."""
        top = [f"{across:.1%} {1 - up:.1%}" for across, up in self.places]
        return f"polygon({', '.join([*top, '100% 100%', '0% 100%'])})"

    @property
    def stroke(self) -> str:
        """The corners of the line itself, two pixels thick."""
        there = [f"{across:.1%} calc({1 - up:.1%} - 1px)" for across, up in self.places]
        back = [f"{across:.1%} calc({1 - up:.1%} + 1px)" for across, up in reversed(self.places)]
        return f"polygon({', '.join([*there, *back])})"

    @property
    def end(self) -> str:
        """Where the last point stands, from the top."""
        return f"{1 - self.places[-1][1]:.1%}"


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

    sentence: str
    more: Markup
    lines: tuple[Line, ...] = ()
    ends: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    unit: str = ""  # of the labels of marks


def format_findings(findings: Sequence[Finding]) -> Markup:
    """The findings, one below the other."""
    return render("findings", findings=findings)


def build_lines(named: Sequence[tuple[str, pd.DataFrame]], unit: str) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines of series over one time and from zero up, and the first and the last date; the highest line first."""
    if not named:
        return (), ()
    days = pd.concat([rows["period_end"] for _name, rows in named])
    first, last = days.min(), days.max()
    most = max(rows["value"].max() for _name, rows in named) or 1
    span = (last - first) or pd.Timedelta(days=1)
    lines = []
    for name, rows in sorted(named, key=lambda pair: -pair[1]["value"].iloc[-1]):
        places = tuple(((row.period_end - first) / span, row.value / most) for row in rows.itertuples())
        number = format_number(rows["value"].iloc[-1], unit)
        lines.append(Line(places, f"{number} {name}".strip()))
    return tuple(lines), tuple(format_short_period(day, day) for day in (first, last))


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
