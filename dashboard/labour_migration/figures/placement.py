"""PlotSpace for words in a plot: what is taken of it, so that no words stand over others."""

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

Box = tuple[float, float, float, float]  # left, right, bottom, top

LETTER, LINE = 7.6, 19  # pixels of a letter and of a line
_AIR = 3  # pixels between boxes


class PlotSpace:
    """A plot with boxes in it, in pixels from its lower left corner; ``at`` and ``height_of`` place a day and a level.

    Take it as narrow as on a telephone. In a wider plot words are as large, and each keeps its distance to its own
    point in time, so that they only move apart: what is free here is free there.
    """

    def __init__(self, window: tuple, scale: Callable[[float], float], width: float, height: float) -> None:
        self.window, self.scale, self.width, self.height = window, scale, width, height
        self._words: list[Box] = []
        self._drawn: list[Box] = []

    def at(self, day: pd.Timestamp) -> float:
        """How far to the right a day is."""
        return (day - self.window[0]) / (self.window[1] - self.window[0]) * self.width

    def height_of(self, level: float) -> float:
        """How high a level is."""
        return self.scale(level) * self.height

    def draw(self, segments: Iterable[tuple], around: float = 0) -> None:
        """Take what segments ``(x, y, x, y)`` cover, and so many pixels around them: words stand clear of it."""
        self._drawn += [
            (
                self.at(x0) - around,
                self.at(x1) + around,
                min(self.height_of(y0), self.height_of(y1)) - around,
                max(self.height_of(y0), self.height_of(y1)) + around,
            )
            for x0, y0, x1, y1 in segments
        ]

    def write(self, words: Box) -> None:
        """Take a box for words, whatever is there."""
        self._words.append(words)

    def find(self, words: Box, leader: Box | None = None) -> bool:
        """Take a box for words, with a leader that crosses no others; False where there is no space."""
        left, right, bottom, top = words
        is_inside = left >= 0 and right <= self.width and bottom >= 0 and top <= self.height
        is_free = not any(_is_over(words, other) for other in (*self._words, *self._drawn))
        if not is_inside or not is_free or (leader and any(_is_over(leader, other) for other in self._words)):
            return False
        self.write(words)
        if leader:
            self._drawn.append(leader)
        return True

    def box_of(self, note: Mapping) -> Box:
        """What the text of an annotation covers."""
        lines = note["text"].split("<br>")
        width, height = max(map(len, lines)) * LETTER, len(lines) * LINE
        level = note["y"] * self.height if note["yref"].endswith("domain") else self.height_of(note["y"])
        x = self.at(note["x"]) + note.get("xshift", 0) + note.get("ax", 0)
        y = level + note.get("yshift", 0) - note.get("ay", 0)
        left = x - width * {"left": 0, "right": 1}.get(note.get("xanchor"), 0.5)
        bottom = y - height * {"bottom": 0, "top": 1}.get(note.get("yanchor"), 0.5)
        return left, left + width, bottom, bottom + height


def write_ticks(space: PlotSpace, ticks: Iterable[float], texts: Iterable[str]) -> None:
    """Take the space of the labels of ticks, which stand above their ticks inside the plot."""
    for tick, text in zip(ticks, texts, strict=True):
        foot = space.height_of(tick)
        space.write((0, len(text) * LETTER, foot, foot + LINE - 3))


def _is_over(one: Box, other: Box) -> bool:
    return (
        one[0] < other[1] + _AIR and other[0] < one[1] + _AIR and one[2] < other[3] + _AIR and other[2] < one[3] + _AIR
    )


def wrap(text: str, width: int) -> list[str]:
    """Text in lines of a label; words stay whole."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
