"""SVG as text: elements, escaped, and places that are a share of a width and pixels beside it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from itertools import groupby
from typing import NamedTuple

ACROSS = 10_000  # units of a drawing that stretches, from its left to its right
LINE_STEP = 1.3  # from one line of a text to the next, as a multiple of the font's size
# What an element takes from the one around it: a run of neighbours that look the same needs it once.
_INHERITED = ("fill", "font-size", "font-weight", "stroke", "stroke-dasharray", "stroke-width", "text-anchor")
_SHAPES = ("circle", "line", "path", "rect")  # they are written without an end tag, which HTML knows of these alone
_ISOLATING = "\u2066\u2067\u2068\u2069"  # signs around words that are read in a direction of their own
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
        if self.name in _SHAPES and not self.inner:
            return f"<{self.name}{attributes}/>"
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


def compact(elements: Iterable[Element]) -> list[Element]:
    """The same drawing in fewer bytes.

    Neighbours in one box share it, neighbours that differ in their paths alone are one path, and a look that neighbours
    share stands once, on a group around them. Their order stays, since what comes later lies above.
    """
    joined: list[Element] = []
    for element in elements:
        before = joined[-1] if joined else None
        if before is not None and (one := _join(before, element)) is not None:
            joined[-1] = one
        else:
            joined.append(element)
    joined = [replace(one, inner=tuple(compact(one.inner))) if one.name == "svg" else one for one in joined]
    runs = ((look, list(run)) for look, run in groupby(joined, _look_of))
    return [one for look, run in runs for one in (_group(look, run) if look and len(run) > 1 else run)]


def _join(before: Element, after: Element) -> Element | None:
    """Two neighbours as one element; None where they are not alike, or show through each other where they overlap."""
    if before.name != after.name or before.name not in ("svg", "path"):
        return None
    if before.name == "svg":
        alike = before.attributes == after.attributes
        return replace(before, inner=before.inner + after.inner) if alike else None
    if {**before.attributes, "d": ""} != {**after.attributes, "d": ""} or "opacity" in before.attributes:
        return None
    return replace(before, attributes={**before.attributes, "d": f"{before.attributes['d']}{after.attributes['d']}"})


def _look_of(element: Element) -> dict[str, object]:
    return {name: element.attributes[name] for name in _INHERITED if name in element.attributes}


def _bare(element: Element) -> Element:
    return replace(element, attributes={k: v for k, v in element.attributes.items() if k not in _INHERITED})


def _group(look: Mapping[str, object], elements: Iterable[Element]) -> list[Element]:
    return [Element("g", look, tuple(map(_bare, elements)))]


def line_path(points: Iterable[tuple[float, float] | None], is_joined: bool = True) -> str:
    """The steps of lines through points, a share of :data:`ACROSS` and pixels down; None is a gap.

    Places are those of whole units and tenths of a pixel, which no screen shows finer, and each is told from the one
    before. With ``is_joined``, a line that begins where the last one ended goes on.
    """
    d, last, is_drawing = [], (None, None), False
    for point in points:
        if point is None:
            is_drawing = False
            continue
        x, y = round(point[0] * ACROSS), round(10 * point[1])
        if is_drawing:
            d.append(_pair("l", x - last[0], y - last[1]))
        elif not is_joined or last != (x, y):
            d.append(_pair("M", x, y))
        last, is_drawing = (x, y), True
    return "".join(d)


def _pair(step: str, x: int, tenths: int) -> str:
    y = n(tenths / 10)
    return f"{step}{x}{'' if y.startswith('-') else ' '}{y}"


def stretched(top: float, height: float, paths: Iterable[Element]) -> Element:
    """Paths in units of :data:`ACROSS` and pixels below ``top``, cut at the edges of a box as wide as the drawing."""
    box = {"y": top, "height": height, "preserveAspectRatio": "none"}
    return Element("svg", {**box, "viewBox": f"0 0 {ACROSS} {n(height)}"}, tuple(paths))


def stretched_path(d: str, **attributes: object) -> Element:
    """A path for :func:`stretched`: its stroke keeps its width."""
    return Element("path", {"d": d, **attributes, "vector-effect": "non-scaling-stroke"})


def beside(at: Across, top: float, *inner: Element) -> Element:
    """Elements of one look whose own places are pixels to the right of a place across, and below ``top``."""
    look = _look_of(inner[0])
    return Element("svg", {"x": at.percentage, "y": top, "overflow": "visible", **look}, tuple(map(_bare, inner)))


def draw_text(
    lines: Sequence[str | Mapping[str, str]],
    at: Across,
    y: float,
    size: float,
    placing: Mapping[str, str] | None = None,
) -> Element:
    """A text in lines, whose first has its baseline at ``y``, unless ``placing`` says otherwise in words of SVG.

    A line that is not the same for all readers has a text for each class of them. ``<b>``, and ``<b>`` or ``<span>``
    with a colour, is all of Plotly's markup that there is; whatever else looks like some is text.
    """
    place = {"x": at.percentage, **({"dx": at.pixels} if at.pixels else {})}
    step = {**place, "dy": f"{LINE_STEP}em"}
    spans = [span for index, line in enumerate(lines) for span in _draw_line(line, step if index else {})]
    looks = [_look_of(span) for span in spans]
    shared = looks[0] if all(look == looks[0] for look in looks) else {}
    inner = [part for span in (map(_bare, spans) if shared else spans) for part in _unframe(span)]
    placing = {name: value for name, value in (placing or {}).items() if value != "start"}
    text = {**place, "y": y, "font-size": size, "fill": "currentColor", **placing, **shared}
    return Element("text", text, tuple(inner))


def _draw_line(line: str | Mapping[str, str], place: Mapping[str, object]) -> list[Element]:
    """A line of a text at its place, for each class of readers that it is not the same for."""
    if not isinstance(line, str):
        own = [(name, span) for name, text in line.items() for span in _draw_line(text, place)]
        return [replace(span, attributes={**span.attributes, "class": name}) for name, span in own]
    parts = tuple(_styled(line))
    look: Mapping[str, object] = {}
    styled = [part for part in parts if isinstance(part, Element)]
    if len(styled) == 1 and not "".join(part for part in parts if isinstance(part, str)).strip(_ISOLATING):
        look = styled[0].attributes  # it is that of the line, around which there are signs that nobody sees
        parts = ("".join("".join(part.inner) if isinstance(part, Element) else part for part in parts),)
    return [Element("tspan", {**place, **look}, parts)]


def _unframe(span: Element) -> tuple[Element | str, ...]:
    """What is inside of an element that says nothing of its own, else the element."""
    return (span,) if span.attributes else span.inner


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
