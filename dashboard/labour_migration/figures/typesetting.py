"""Text in a picture that the server draws: how wide it is, where its lines break, and which size fits a space.

A renderer of SVG wraps nothing, and no browser is there to ask. All measures come from the widths of the letters of a
font; kerning, which nearly always narrows a line, is left to the renderer.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from labour_migration.figures.placement import fill_lines, has_width, split_pieces
from labour_migration.figures.svg import Element
from labour_migration.labels import close_isolates, is_from_right, isolate_line

_LINE = 1.22  # from one line to the next, as a multiple of the size
_ASCENT = 0.94  # from the top of a line to its baseline: of the tallest letters and their accents
_BREAK = re.compile(r"(?<!\d) |(?<=\b\d{4}) ")  # a space, but none between a number and what it is of; after a year
_BALANCES = tuple(0.7 + 0.05 * step for step in range(6))  # shares of a width that are tried, the narrowest first
_SIZES = tuple(1 - 0.04 * step for step in range(16))  # shares of the wished sizes that are tried, the greatest first


class UnwritableError(ValueError):
    """A text has a letter that no font at hand has."""


@dataclass(frozen=True, eq=False)
class Face:
    """One weight of a font: its family and weight as SVG names them, and the width of each letter in ems."""

    family: str
    weight: int
    widths: Mapping[int, float]

    def can_write(self, text: str) -> bool:
        """True where the font has every letter of a text."""
        return all(ord(letter) in self.widths for letter in text if has_width(letter))

    def measure(self, text: str, size: float) -> float:
        """The width of a line. Raises UnwritableError where the font lacks a letter, which would be drawn as a box."""
        if not self.can_write(text):
            raise UnwritableError(f"{self.family} has no letters for {text!r}")
        return sum(self.widths.get(ord(letter), 0) for letter in text) * size


@dataclass(frozen=True)
class Paragraph:
    """A text in one face, size and colour; ``gap`` is the air above it, in pixels."""

    text: str
    face: Face
    size: float
    fill: str
    gap: float = 0

    def wrap(self, width: float) -> list[str]:
        """Its lines, as few as there can be, of much the same width; never broken within a number and its unit.

        A word that is wider than a line has one of its own.
        """
        lines = self._wrap(width)
        tried = (self._wrap(share * width) for share in (_BALANCES if len(lines) > 1 else ()))
        narrowest = (other for other in tried if len(other) == len(lines) and self._fit(other, width))
        return next(narrowest, lines)

    def fits(self, width: float) -> bool:
        """True where no line is wider than this."""
        return self._fit(self._wrap(width), width)

    def _wrap(self, width: float) -> list[str]:
        pieces, end, breaks = [], 0, {match.start() for match in _BREAK.finditer(self.text)}
        for piece in split_pieces(self.text):
            if piece.startswith(" ") and end not in breaks and pieces:
                pieces[-1] += piece
            else:
                pieces.append(piece)
            end += len(piece)
        return close_isolates(fill_lines(pieces, width, lambda line: self.face.measure(line, self.size)))

    def _fit(self, lines: Sequence[str], width: float) -> bool:
        return all(self.face.measure(line, self.size) <= width for line in lines)

    def shrink(self, share: float) -> "Paragraph":
        """The same, smaller."""
        return replace(self, size=self.size * share, gap=self.gap * share)


def write_line(text: str, x: float, y: float, paragraph: Paragraph, anchor: str = "start") -> Element:
    """One line in the look of a paragraph, with its baseline at ``y``; ``anchor`` is "start" for its left end.

    In a language that is read from the right the line has marks of that: resvg reads them, but no ``direction``.
    """
    paragraph.face.measure(text, 1)  # no letter is ever drawn as a box
    look = {"font-family": paragraph.face.family, "font-weight": paragraph.face.weight, "font-size": paragraph.size}
    anchored = {} if anchor == "start" else {"text-anchor": anchor}
    return Element("text", {"x": x, "y": y, **look, "fill": paragraph.fill, **anchored}, (isolate_line(text),))


def measure_height(paragraphs: Sequence[Paragraph], width: float) -> float:
    """The height of paragraphs, one below the other; the air above the first is none of it."""
    lines = sum(len(one.wrap(width)) * _LINE * one.size for one in paragraphs)
    return lines + sum(one.gap for one in paragraphs[1:])


def fit(paragraphs: Sequence[Paragraph], width: float, height: float) -> list[Paragraph]:
    """The paragraphs, all smaller by one share where they do not fit a space. Nothing is ever cut.

    Raises
    ------
    ValueError
        Where they do not fit even at the smallest size that can be read.
    """
    for share in _SIZES:
        smaller = [one.shrink(share) for one in paragraphs]
        if measure_height(smaller, width) <= height and all(one.fits(width) for one in smaller):
            return smaller
    raise ValueError(f"no room for {paragraphs[0].text!r} and what follows")


def fit_line(paragraph: Paragraph, width: float, least: float) -> Paragraph:
    """The paragraph as large as one line of it allows, but no smaller than ``least``: then it has several."""
    needed = paragraph.face.measure(paragraph.text, paragraph.size)
    return replace(paragraph, size=max(min(paragraph.size, paragraph.size * width / needed), least))


def set_paragraphs(paragraphs: Sequence[Paragraph], x: float, top: float, width: float) -> Iterator[Element]:
    """The lines of paragraphs, one below the other, from the side of a width at which their language begins."""
    x, anchor = (x + width, "end") if is_from_right() else (x, "start")
    for place, paragraph in enumerate(paragraphs):
        top += paragraph.gap if place else 0
        for line in paragraph.wrap(width):
            yield write_line(line, x, top + _ASCENT * paragraph.size, paragraph, anchor)
            top += _LINE * paragraph.size
