"""SVG as text: elements, escaped, and places that are a share of a width and pixels beside it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import NamedTuple

ACROSS = 10_000  # units of a drawing that stretches, from its left to its right
LINE_STEP = 1.3  # from one line of a text to the next, as a multiple of the font's size
_TAG = re.compile(r'(<b>|<(?:b|span) style="color:[^"]+">|</(?:b|span)>)')


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its name, its attributes, and what is inside, elements and texts. It escapes all of them."""

    name: str
    attributes: Mapping[str, object]
    inner: tuple["Element | str", ...] = ()

    def __html__(self) -> str:
        """The element as text."""
        attributes = "".join([f' {name}="{_written(value)}"' for name, value in self.attributes.items()])
        inner = "".join([escape(one, quote=False) if isinstance(one, str) else one.__html__() for one in self.inner])
        return f"<{self.name}{attributes}>{inner}</{self.name}>"


def _written(value: object) -> str:
    return escape(value) if isinstance(value, str) else n(value)


def n(number: float) -> str:
    """A number with two decimals at most."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return text if text != "-0" else "0"


class Across(NamedTuple):
    """A place across a width: a share of it, and pixels to the right of that."""

    share: float
    pixels: float = 0

    @property
    def percentage(self) -> str:
        """The share as SVG writes it."""
        return f"{n(100 * self.share)}%" if self.share else "0"


def stretched(top: float, height: float, paths: Iterable[Element]) -> Element:
    """Paths in units of :data:`ACROSS` and pixels below ``top``, cut at the edges of a box as wide as the drawing."""
    box = {"y": top, "height": height, "preserveAspectRatio": "none"}
    return Element("svg", {**box, "viewBox": f"0 0 {ACROSS} {n(height)}"}, tuple(paths))


def stretched_path(d: str, **attributes: object) -> Element:
    """A path for :func:`stretched`: its stroke keeps its width."""
    return Element("path", {"d": d, **attributes, "vector-effect": "non-scaling-stroke"})


def beside(at: Across, top: float, *inner: Element) -> Element:
    """Elements whose own places are pixels to the right of a place across, and below ``top``."""
    return Element("svg", {"x": at.percentage, "y": top, "overflow": "visible"}, inner)


def draw_text(
    lines: Sequence[str], at: Across, y: float, size: float, placing: Mapping[str, str] | None = None
) -> Element:
    """A text in lines, whose first has its baseline at ``y``, unless ``placing`` says otherwise in words of SVG.

    ``<b>``, and ``<b>`` or ``<span>`` with a colour, is all of Plotly's markup that there is; whatever else looks like
    some is text.
    """
    place = {"x": at.percentage, **({"dx": at.pixels} if at.pixels else {})}
    further = {**place, "dy": f"{LINE_STEP}em"}
    inner = [*_styled(lines[0])]
    inner += [Element("tspan", further, tuple(_styled(line))) for line in lines[1:]]
    placing = {name: value for name, value in (placing or {}).items() if value != "start"}
    return Element("text", {**place, "y": y, "font-size": size, "fill": "currentColor", **placing}, tuple(inner))


def _styled(line: str) -> Iterator[Element | str]:
    """The parts of a line; those in bold or in a colour as elements."""
    look: dict[str, str] = {}
    for part in _TAG.split(line):
        if _TAG.fullmatch(part):
            look = {"font-weight": "bold"} if part.startswith("<b") else {}
            if ":" in part:
                look["fill"] = part.partition(":")[2].removesuffix('">')
        elif part:
            text = unescape(part)
            yield Element("tspan", look, (text,)) if look else text
