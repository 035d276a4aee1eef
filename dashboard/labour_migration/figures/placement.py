"""Label placement: which parts of a plot are taken, so that no label covers another or a mark."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import chain, pairwise

import pandas as pd

from labour_migration.figures import style
from labour_migration.labels import close_isolates

_TAG = re.compile("</?(?:b|span)(?: [^>]*)?>")
# What a Chinese character, a kana or a full-width sign takes of a line, in Latin letters: it is as broad as its font is
# high, which is REPORTED_LABEL_FONT / LETTER_WIDTH.
_WIDE = 2.2
_NO_WIDTH = ("Mn", "Me", "Cf")  # Unicode's categories of marks on other letters, and of signs that nobody sees
# No line begins or ends with these (JIS X 4051), nor within a number or an isolate.
_NO_START = frozenset(
    "、。，．：；？！）］｝」』】〉》〕’”…‥ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々%％)]}:;,.?!\u2069"
)
_NO_END = frozenset("（［｛「『【〈《〔‘“([{$¥+−\u2068")
_IN_FIGURE = re.compile(r"(?= )|(?<=\d)(?=[^\W\d_])")
_TEXTS = 256  # whose size is kept: a label is tried in many places

Box = tuple[float, float, float, float]  # left, right, bottom, top: pixels from the lower left corner of the plot


class PlotSpace:
    """The plot of one facet with the boxes that are taken by labels and by marks, in pixels.

    ``window`` is the first and the last day that the plot shows; ``scale`` gives the share of the axis, from the
    bottom, at which a level is drawn; ``width`` is that of the plot on a telephone. Labels that fit there fit in every
    wider plot: they keep their size and their distance to their own days, and the days move apart.
    """

    def __init__(self, window: tuple, scale: Callable[[float], float], width: float, height: float) -> None:
        self.window, self.scale, self.width, self.height = window, scale, width, height
        self._first, self._span = window[0].value, (window[1] - window[0]).value  # nanoseconds: quick to divide
        self._texts: list[Box] = []
        self._marks: list[Box] = []

    def x_of(self, day: pd.Timestamp) -> float:
        """Pixels from the left edge to a day."""
        return (day.value - self._first) / self._span * self.width

    def y_of(self, level: float) -> float:
        """Pixels from the bottom to a level."""
        return self.scale(level) * self.height

    def take_marks(self, segments: Iterable[tuple], around: float = 0) -> None:
        """Take the space of marks: the segments ``(x, y, x, y)`` that they consist of, and ``around`` pixels more.

        A slanted segment is taken in pieces: what is above it and below stays free.
        """
        for x0, y0, x1, y1 in segments:
            left, right, start, end = self.x_of(x0), self.x_of(x1), self.y_of(y0), self.y_of(y1)
            wide, high = right - left, end - start
            count = max(1, math.ceil(min(abs(wide), abs(high)) / style.SLANT))
            for piece in range(count):
                here, there = start + high * piece / count, start + high * (piece + 1) / count
                self._marks.append(
                    (
                        left + wide * piece / count - around,
                        left + wide * (piece + 1) / count + around,
                        min(here, there) - around,
                        max(here, there) + around,
                    )
                )

    def copy(self, has_marks: bool = True) -> "PlotSpace":
        """The same space, to try labels in, with its marks or with the texts alone."""
        other = PlotSpace(self.window, self.scale, self.width, self.height)
        other._texts, other._marks = list(self._texts), list(self._marks) if has_marks else []
        return other

    def adopt(self, other: "PlotSpace") -> None:
        """Take what is taken in a copy."""
        self._texts, self._marks = list(other._texts), list(other._marks)

    def take_box(self, box: Box) -> None:
        """Take the space of a mark whose box is known."""
        self._marks.append(box)

    def take_upright(self, day: pd.Timestamp) -> None:
        """Take the space of a line from the foot of the plot to its head."""
        self._marks.append((self.x_of(day), self.x_of(day), 0, self.height))

    def take_text(self, text: Box) -> None:
        """Take the space of a text, even if it is taken already."""
        self._texts.append(text)

    def fit_text(self, text: Box, leader: Box | None = None) -> bool:
        """Take the space of a text and of its leader if both are free; otherwise take nothing and return False.

        A text must be inside the plot and cover no other text and no mark. A leader may cross marks, but no text.
        """
        left, right, bottom, top = text
        if left < 0 or right > self.width or bottom < 0 or top > self.height:
            return False
        if any(_overlap(text, other) for other in chain(self._texts, self._marks)):
            return False
        if leader and any(_overlap(leader, other) for other in self._texts):
            return False
        self.take_text(text)
        if leader:
            self._marks.append(leader)
        return True

    def has_marks_at(self, box: Box) -> bool:
        """True of a box that overlaps a mark, or nearly."""
        return any(_overlap(box, mark) for mark in self._marks)

    def has_room_at(self, box: Box) -> bool:
        """True of a box that overlaps no text and no mark, nor nearly, and is no higher or lower than the plot."""
        is_free = not any(_overlap(box, other) for other in chain(self._texts, self._marks))
        return is_free and box[2] >= 0 and box[3] <= self.height

    def count_letters(self, size: float) -> int:
        """The letters of a line of a label, which takes at most a part of the plot."""
        return int(self.width * style.LABEL_SHARE * style.REPORTED_LABEL_FONT / style.LETTER_WIDTH / size)

    def text_box(self, note: Mapping) -> Box:
        """The box that the text of a Plotly annotation covers, estimated from the breadth of its lines."""
        letters, lines = _measure(note["text"])
        size = note.get("font", {}).get("size", style.REPORTED_LABEL_FONT) / style.REPORTED_LABEL_FONT
        width, height = letters * style.LETTER_WIDTH * size, lines * style.LINE_HEIGHT * size
        level = note["y"] * self.height if note["yref"].endswith("domain") else self.y_of(note["y"])
        x = self.x_of(note["x"]) + note.get("xshift", 0) + note.get("ax", 0)
        y = level + note.get("yshift", 0) - note.get("ay", 0)
        left = x - width * {"left": 0, "right": 1}.get(note.get("xanchor"), 0.5)
        bottom = y - height * {"bottom": 0, "top": 1}.get(note.get("yanchor"), 0.5)
        return left, left + width, bottom, bottom + height


def take_tick_labels(space: PlotSpace, ticks: Iterable[float], texts: Iterable[str]) -> None:
    """Take the space of the tick labels, which stand inside the plot, above their ticks."""
    for tick, text in zip(ticks, texts, strict=True):
        bottom = space.y_of(tick)
        top = bottom + style.LINE_HEIGHT - style.TICK_LABEL_OVERLAP
        space.take_text((0, breadth(text) * style.LETTER_WIDTH, bottom, top))


@lru_cache(_TEXTS)
def _measure(text: str) -> tuple[float, int]:
    """The breadth of the longest line of a text, and how many lines it has."""
    lines = _TAG.sub("", text).split("<br>")
    return max(map(breadth, lines)), len(lines)


def _overlap(one: Box, other: Box) -> bool:
    """True of two boxes that overlap, or nearly."""
    apart = style.BOX_DISTANCE
    return (
        one[0] < other[1] + apart
        and other[0] < one[1] + apart
        and one[2] < other[3] + apart
        and other[2] < one[3] + apart
    )


def breadth(text: str) -> float:
    """How many Latin letters a text is as broad as; marks on other letters take nothing, nor signs nobody sees."""
    if text.isascii():
        return len(text)
    return sum(_WIDE if is_wide(letter) else has_width(letter) for letter in text)


def has_width(letter: str) -> bool:
    """False of marks on other letters, and of signs that nobody sees."""
    return unicodedata.category(letter) not in _NO_WIDTH


def is_wide(letter: str) -> bool:
    """True of a letter of Chinese characters, kana or full-width signs: a line may end behind most of them."""
    return unicodedata.east_asian_width(letter) in "WF"


def split_pieces(text: str) -> list[str]:
    """What a line can be broken between: words, each behind the first with the space before it; wide letters.

    No piece begins with a sign that Japanese forbids at the start of a line, none ends with an opening bracket or
    between a number and what it counts.
    """
    pieces = [text[:1]]
    for before, letter in pairwise(text):
        is_between = (is_wide(letter) or is_wide(before)) and not (before == " " or before.isdigit())
        is_allowed = letter not in _NO_START and before not in _NO_END
        if letter == " " or (is_between and is_allowed):
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces


def split_figure(text: str) -> list[str]:
    """The pieces that a figure can be broken into: words, and a number apart from what it counts."""
    return _IN_FIGURE.split(text)


def wrap(text: str, width: float, split: Callable[[str], list[str]] = split_pieces) -> list[str]:
    """The lines of a text, at most as broad as so many Latin letters; a broader word has a line of its own.

    Words stay whole; what has no spaces, as Japanese, is broken between any two of its letters, unless ``split`` says
    otherwise.
    """
    return close_isolates(fill_lines(split(text), width, breadth))


def fill_lines(pieces: Iterable[str], width: float, measure: Callable[[str], float]) -> list[str]:
    """Lines of pieces (:func:`split_pieces`), each as full as it can be; ``measure`` is in the unit of ``width``."""
    lines: list[str] = []
    for piece in pieces:
        if lines and measure(lines[-1] + piece) <= width:
            lines[-1] += piece
        else:
            lines.append(piece.removeprefix(" ") if lines else piece)
    return lines
