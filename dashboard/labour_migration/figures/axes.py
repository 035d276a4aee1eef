"""The axes of a figure as Plotly lays them out: where a day and a level stand, and which of them have ticks."""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from labour_migration.figures import style
from labour_migration.figures.placement import breadth

TICK_FONT = 12  # pixels
_LEVEL_ASIDE = 3  # from the edge of the plot to the labels of a level, but for the shift of all labels
_DIGIT = 0.44  # the width of a letter of such a label, as a multiple of the font's size
_EPOCH = datetime.fromisoformat("1970-01-01")
_MILLISECOND = timedelta(milliseconds=1)
_SCALES = {"linear": float, "log": math.log10}


class Day(NamedTuple):
    """A tick of the time axis: its share of the width, and its label in lines, of which only news follow the first."""

    share: float
    lines: list[str]


class Axis:
    """A vertical axis: where its plot begins and ends, in pixels below the top of the whole plot; its levels.

    ``ticks`` are the levels that have a line, with their labels.
    """

    def __init__(self, name: str, properties: Mapping, height: float):
        low, high = properties.get("domain", (0, 1))
        kind = properties.get("type", "linear")
        self.name = name
        self.top, self.foot = height * (1 - high), height * (1 - low)
        self.height = self.foot - self.top
        self._range = properties.get("range")
        self._scale = choose("axis", _SCALES, kind)
        is_seen = properties.get("visible", True)
        texts = zip(properties.get("tickvals", ()), properties.get("ticktext", ()), strict=True)
        self.ticks: dict[float, str] = dict(texts) if is_seen else {}
        if self.ticks and properties.get("ticklabelposition") != "inside top":
            raise ValueError("no way to draw labels of levels beside the plot")
        reaches_zero = bool(self._range) and self._range[0] <= 0 <= self._range[1]
        self.has_zero_line = is_seen and properties.get("zeroline", True) and kind == "linear" and reaches_zero

    def share(self, level: float) -> float:
        """The place of a level from the foot up; below 0 and above 1 it is outside."""
        if not self._range:
            raise ValueError("no way to draw levels without a range of them")
        low, high = self._range
        return (self._scale(level) - low) / (high - low)

    def y(self, level: float) -> float:
        """The place of a level, in pixels."""
        return self.foot - self.share(level) * self.height


class Plot:
    """What stands where in a figure: days across, axes downwards, in pixels below the top of the plot.

    ``label_shift`` is how far the labels of axes are moved outwards, ``levels_aside`` how far from the left of the plot
    those of levels begin. ``days`` are the ticks of the time axis but for those that lie above or below the labels of
    levels, which Plotly leaves out.
    """

    def __init__(self, layout: Mapping):
        margin = layout["margin"]
        self.height = layout["height"] - margin["t"] - margin["b"]
        self.time = layout["xaxis"]
        names = {name: name.replace("axis", "") for name in layout if name.startswith("yaxis")}
        self.axes = {short: Axis(short, layout[name], self.height) for name, short in names.items()}
        self._window = [milliseconds(day) for day in self.time.get("range", ())]
        self.label_shift = margin.get("pad", 0)
        self.levels_aside = _LEVEL_ASIDE - self.label_shift
        self._sides = margin["l"] + margin["r"]
        letters = [breadth(text) for axis in self.axes.values() for text in axis.ticks.values()]
        self._labels_end = self.levels_aside + max(letters) * _DIGIT * TICK_FONT if letters else 0
        self.days = [day for day in self._find_days() if self.has_room(day.share, style.DESKTOP_CHART)]

    def share(self, day: str | float) -> float:
        """The place of a day, or of milliseconds since 1970, from the left; outside the window below 0 or above 1."""
        if not self._window:
            raise ValueError("no way to draw days without a range of them")
        first, last = self._window
        return ((milliseconds(day) if isinstance(day, str) else day) - first) / (last - first)

    def has_room(self, share: float, width: int) -> bool:
        """True of a day that lies right of the labels of all levels, in a chart of a width in pixels."""
        return share * (width - self._sides) >= self._labels_end

    def y(self, value: float, reference: str) -> float:
        """The place of a value that is a level of an axis, a share of its domain or, of "paper", of the plot."""
        if reference == "paper":
            return self.height * (1 - value)
        name, _space, is_domain = reference.partition(" ")
        axis = self.axes[name]
        return axis.foot - value * axis.height if is_domain else axis.y(value)

    def across(self, value: str | float, reference: str) -> float:
        """The share of a day, or of "paper" the value itself."""
        return value if reference == "paper" else self.share(value)

    def _find_days(self) -> list[Day]:
        """All ticks of the time axis."""
        if self.time.get("visible", True) and "tickvals" in self.time:
            named = zip(self.time["tickvals"], self.time["ticktext"], strict=True)
            days = [Day(self.share(day), text.split("<br>")) for day, text in named]
            return [day for day in days if 0 <= day.share <= 1]
        if not self.time.get("visible", True) or "dtick" not in self.time:
            return []
        step = int(self.time["dtick"].removeprefix("M"))
        # Plotly counts from January 2000.
        first, last = (12 * (int(day[:4]) - 2000) for day in self.time["range"])
        found, before = [], []
        for month in range(first // step * step, last + 12, step):
            day = datetime.fromisoformat(f"{2000 + month // 12}-{month % 12 + 1:02}-01")
            share = self.share(_since_epoch(day))
            if 0 <= share <= 1:
                line, *rest = day.strftime(self.time["tickformat"]).split("\n")
                found.append(Day(share, [line, *(rest if rest != before else [])]))
                before = rest
        return found


def milliseconds(day: str) -> float:
    """Since 1970: the unit of widths of bars."""
    try:
        return _since_epoch(datetime.fromisoformat(day))
    except (TypeError, ValueError) as error:
        raise ValueError(f"no way to draw {day!r} on a time axis") from error


def _since_epoch(day: datetime) -> float:
    return (day - _EPOCH) / _MILLISECOND


def choose(kind: str, choices: Mapping, name: str) -> object:
    """One of several ways to draw; ValueError where there is none of this name."""
    if name not in choices:
        raise ValueError(f"no way to draw the {kind} {name}")
    return choices[name]
