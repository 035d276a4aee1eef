"""Measurements -> medians, percentiles, ratios to the bare page, Markdown."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

COLUMNS = {"bare": "Bare page", "app": "This app", "dash": "Dash", "panel": "Panel", "static": "Static page"}
BASE = "bare"
MISSING = "not measured"


@dataclass(frozen=True)
class Measure:
    """A row of the table: its name, its unit, its digits, what is to be reached.

    ``at_most`` is a ratio to the bare page, or a value where ``is_absolute``; ``below`` are rivals to be below.
    """

    name: str
    unit: str = "ms"
    digits: int = 0
    at_most: float | None = None
    is_absolute: bool = False
    below: tuple[str, ...] = ()


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that at least this share of the values does not exceed (nearest rank)."""
    if not values:
        raise ValueError("no value has no percentile")
    ordered = sorted(values)
    return ordered[max(1, math.ceil(round(share * len(ordered), 9))) - 1]


def medians(runs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The median of each measure over several runs."""
    return {name: median(run[name] for run in runs) for name in runs[0]}


def ratio(values: Mapping[str, float | None], name: str, base: str = BASE) -> float | None:
    """A value in values of the bare page, or of another; None where one of both was not measured, or that is zero."""
    own, base = values.get(name), values.get(base)
    return None if own is None or not base else own / base


def is_reached(measure: Measure, values: Mapping[str, float | None]) -> bool | None:
    """Whether this app reaches what is to be reached; None where nothing is, or where it cannot be told."""
    own = values.get("app") if measure.is_absolute else ratio(values, "app")
    if measure.at_most is None or own is None:
        return None
    rivals = [values.get(rival) for rival in measure.below]
    if None in rivals:
        return None
    return own <= measure.at_most and all(values["app"] < rival for rival in rivals)


Results = Mapping[str, Mapping[str, float | None]]


def format_table(results: Results, measures: Mapping[str, Measure], names: Sequence[str]) -> str:
    """The table: a row a measure, a column a contestant of these names, each value with its ratio to the bare page."""
    lines = _head([COLUMNS[name] for name in names])
    for key, measure in measures.items():
        if key in results:
            values = results[key]
            lines.append(_row(measure, [_cell(values, name, measure) for name in names], _goal(measure, values)))
    return "\n".join(lines)


def format_pages(results: Results, measures: Mapping[str, Measure], titles: Mapping[str, str]) -> str:
    """The table of pages, by name and title: a row a measure, the first page beside the one whose value is the largest.

    That is told with its ratio to the first page's, and with its page. Where a page was not measured none is the
    largest. A goal is one for every page.
    """
    first = next(iter(titles))
    is_whole = set(titles) <= {page for values in results.values() for page in values}
    lines = _head([titles[first], "Worst page"])
    for key, measure in measures.items():
        if key in results:
            most = max(results[key], key=results[key].get)
            worst = f"{_cell(results[key], most, measure, first)}: {titles[most]}" if is_whole else MISSING
            goal = _goal(measure, {"app": results[key][most] if is_whole else None})
            lines.append(_row(measure, [_cell(results[key], first, measure, first), worst], goal))
    return "\n".join(lines)


def _head(columns: Sequence[str]) -> list[str]:
    return ["| | " + " | ".join([*columns, "To reach"]) + " |", "|---|" + "---:|" * len(columns) + "---|"]


def _row(measure: Measure, cells: Sequence[str], goal: str) -> str:
    return f"| {measure.name}, {measure.unit} | " + " | ".join([*cells, goal]) + " |"


def _cell(values: Mapping[str, float | None], name: str, measure: Measure, base: str = BASE) -> str:
    if values.get(name) is None:
        return MISSING
    shown = f"{values[name]:,.{measure.digits}f}"
    times = ratio(values, name, base)
    if name == base or times is None:
        return shown
    return f"{shown} ({_times(times)})"


def _goal(measure: Measure, values: Mapping[str, float | None]) -> str:
    if measure.at_most is None:
        return ""
    goal = f"≤ {measure.at_most:g}" + (f" {measure.unit}" if measure.is_absolute else "×")
    goal += "".join(f", below {COLUMNS[rival]}" for rival in measure.below)
    return goal + {True: ": reached", False: ": missed", None: ""}[is_reached(measure, values)]


def format_growth(results: Mapping[str, Mapping[str, float | str]]) -> str:
    """The table of growth: a row a step, a column a size, each number with its ratio to that of the smallest size.

    What was cut off says so in words.
    """
    steps = list(dict.fromkeys(step for cells in results.values() for step in cells))
    lines = ["| | " + " | ".join(f"{int(rows):,} rows" for rows in results) + " |", "|---|" + "---:|" * len(results)]
    for step in steps:
        cells = [column.get(step, MISSING) for column in results.values()]
        lines.append(f"| {step} | " + " | ".join(_grown(cell, cells[0]) for cell in cells) + " |")
    return "\n".join(lines)


def _grown(cell: float | str, first: float | str) -> str:
    if isinstance(cell, str):
        return cell
    shown = f"{cell:.3f}" if cell < 10 else f"{cell:,.0f}"
    return shown if cell is first or isinstance(first, str) or not first else f"{shown} ({_times(cell / first)})"


def _times(number: float) -> str:
    return f"{number:.2g}×" if number < 10 else f"{number:,.0f}×"
