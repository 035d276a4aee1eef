"""Preview pictures as SVG: what chats and search results show beside a link, 1200 × 630 pixels.

They hold no colour variables, no styles and no HTML: a renderer without a browser draws all of it. Every text is set
by measured widths (:mod:`labour_migration.figures.typesetting`), and none is ever cut.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from labour_migration.figures import style
from labour_migration.figures.reported import SYMBOLS
from labour_migration.figures.shapes import CROSS
from labour_migration.figures.sparks import Levels, Window, find_window, trace_runs
from labour_migration.figures.svg import Across, Element, n
from labour_migration.figures.typesetting import (
    Face,
    Paragraph,
    fit,
    fit_line,
    measure_height,
    set_paragraphs,
    write_line,
)
from labour_migration.figures.vector import draw_symbol
from labour_migration.labels import format_number, format_short_period, is_from_right, join_sentences
from labour_migration.language import gettext as _

_WIDE = style.PICTURE_WIDTH - 2 * style.PICTURE_MARGIN
_HEAD = 84  # from the top to the rule below the name of the site
_BAND_AIR = 26  # above and below the words of the band
_AIR = 26  # between the parts of a picture
_TOLD_LINES = 3  # of what is told of a result beyond its first sentence
_LEAST_CHART = 150  # the height of a chart


class Faces(NamedTuple):
    """The fonts of a picture: regular, bold, of headings."""

    plain: Face
    bold: Face
    heading: Face


class Box(NamedTuple):
    """A part of the picture, in pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def foot(self) -> float:
        """Its lower edge."""
        return self.top + self.height


@dataclass(frozen=True)
class Head:
    """What stands above every picture: the name of the site, and of which day the data is."""

    site: str
    day: str


@dataclass(frozen=True)
class RecordPicture:
    """A statement or a source: a large ``figure`` or title, ``lines`` about it, and in a band what came out of it.

    ``is_reported`` is true of a figure that an article prints. Of ``lines`` the last is the source; what is counted
    comes first. ``shape`` and ``result`` are those of a comparison, "" where there is none. Of ``told`` the first
    sentence is always there, each of the others where there is room.
    """

    head: Head
    figure: str
    lines: tuple[str, ...]
    told: tuple[str, ...]
    shape: str = ""
    result: str = ""
    is_reported: bool = True


@dataclass(frozen=True, eq=False)
class Lines:
    """Series over one time and from zero up, by name, in one unit; and reported figures beside them.

    ``marks`` are rows of :class:`labour_migration.figures.reported.ReportedFacet`; those in ``labelled`` are written
    out.
    """

    named: tuple[tuple[str, pd.DataFrame], ...]
    unit: str
    marks: pd.DataFrame | None = None
    labelled: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Scale:
    """Reported and official numbers along one scale, as the labels of each say, with the unit of them."""

    reported: Mapping[float, str]
    official: Mapping[float, str]
    unit: str


@dataclass(frozen=True)
class Bars:
    """Names with their values, which begin at zero, and the numbers as text; the greatest first."""

    rows: tuple[tuple[str, float, str], ...]


@dataclass(frozen=True)
class Tally:
    """The shapes of results, one for each statement, and how many have none, in words."""

    shapes: tuple[str, ...]
    rest: str


@dataclass(frozen=True)
class Numbers:
    """Large numbers beside each other, with what each is of."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PagePicture:
    """A page: its name, its finding, a line about its chart ("" without one), the chart, whose figures they are."""

    head: Head
    name: str
    finding: str
    key: str
    chart: Lines | Scale | Bars | Tally | Numbers
    credit: str


def draw_record(picture: RecordPicture, faces: Faces) -> str:
    """The picture of a statement or a source, as SVG. Raises ValueError where a letter is in no font, or no room is."""
    band = _set_result(picture, faces)
    band_top = style.PICTURE_HEIGHT - measure_height(band, _WIDE) - 2 * _BAND_AIR
    fill = style.REPORTED_INK if picture.is_reported else style.INK
    figure = Paragraph(picture.figure, faces.heading, style.LARGEST_FIGURE, fill)
    counted, *others = picture.lines
    stack = [
        fit_line(figure, _WIDE, style.LEAST_FIGURE),
        Paragraph(counted, faces.bold, style.BODY_FONT, style.INK, 8),
        *(Paragraph(line, faces.plain, style.BODY_FONT, style.INK, 16) for line in others[:-1]),
        *(Paragraph(line, faces.plain, style.SOURCE_FONT, style.SOFT, 8) for line in others[-1:]),
    ]
    room = band_top - _HEAD - 2 * _AIR
    stack = fit(stack, _WIDE, room)
    top = _HEAD + _AIR + (room - measure_height(stack, _WIDE)) / 2
    parts = [
        *set_paragraphs(stack, style.PICTURE_MARGIN, top, _WIDE),
        _band(band_top),
        *_write_result(band, band_top + _BAND_AIR, picture.shape),
    ]
    return _frame(picture.head, parts, faces)


def draw_page(picture: PagePicture, faces: Faces) -> str:
    """The picture of a page, as SVG. Raises ValueError where a letter is in no font, or no room is."""
    credit = fit([Paragraph(picture.credit, faces.plain, style.DAY_FONT, style.SOFT)], _WIDE, 2 * style.TOLD_FONT)
    band_top = style.PICTURE_HEIGHT - measure_height(credit, _WIDE) - 1.2 * _BAND_AIR
    key = [Paragraph(picture.key, faces.plain, style.LABEL_FONT, style.SOFT, 6)] if picture.key else []
    stack = [
        Paragraph(picture.name, faces.bold, style.KICKER_FONT, style.OFFICIAL_INK),
        Paragraph(picture.finding, faces.heading, style.FINDING_FONT, style.INK, 2),
        *key,
    ]
    stack = fit(stack, _WIDE, band_top - _HEAD - 2.5 * _AIR - _LEAST_CHART)
    top = _HEAD + 0.7 * _AIR
    chart_top = top + measure_height(stack, _WIDE) + _AIR
    box = Box(style.PICTURE_MARGIN, chart_top, _WIDE, band_top - 0.8 * _AIR - chart_top)
    parts = [
        *set_paragraphs(stack, style.PICTURE_MARGIN, top, _WIDE),
        *_DRAW[type(picture.chart)](picture.chart, box, faces),
        _band(band_top),
        *set_paragraphs(credit, style.PICTURE_MARGIN, band_top + 0.6 * _BAND_AIR, _WIDE),
    ]
    return _frame(picture.head, parts, faces)


# --- what all pictures have ---------------------------------------------------------------------------


def _frame(head: Head, parts: Sequence[Element], faces: Faces) -> str:
    """The whole picture: the paper, the name of the site and the day above a rule, and the parts."""
    width, height, margin = style.PICTURE_WIDTH, style.PICTURE_HEIGHT, style.PICTURE_MARGIN
    site = Paragraph(head.site, faces.heading, style.HEAD_FONT, style.INK)
    day = Paragraph(head.day, faces.plain, style.DAY_FONT, style.SOFT)
    site = fit_line(site, _WIDE - day.face.measure(day.text, day.size) - _AIR, style.DAY_FONT)
    near = width - margin if is_from_right() else margin
    above = (
        Element("rect", {"width": width, "height": height, "fill": style.PAPER}),
        write_line(site.text, near, _HEAD - 24, site, "end" if is_from_right() else "start"),
        write_line(day.text, width - near, _HEAD - 24, day, "start" if is_from_right() else "end"),
        Element(
            "rect",
            {
                "x": margin,
                "y": _HEAD - style.PICTURE_RULE,
                "width": _WIDE,
                "height": style.PICTURE_RULE,
                "fill": style.INK,
            },
        ),
    )
    size = {"width": width, "height": height, "viewBox": f"0 0 {width} {height}", "fill": "none"}
    return Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size}, (*above, *parts)).__html__()


def _band(top: float) -> Element:
    """The ground of what stands at the foot."""
    height = style.PICTURE_HEIGHT - top
    return Element("rect", {"y": top, "width": style.PICTURE_WIDTH, "height": height, "fill": style.BAND})


def _set_result(picture: RecordPicture, faces: Faces) -> list[Paragraph]:
    """The name of the result and as many sentences as there is room for: the first in any case, each of them whole."""
    name = [Paragraph(picture.result, faces.bold, style.RESULT_FONT, style.INK)] if picture.result else []
    first, *others = picture.told
    told = Paragraph(first, faces.plain, style.TOLD_FONT, style.INK, 4)
    for sentence in others:
        longer = Paragraph(join_sentences([told.text, sentence]), faces.plain, style.TOLD_FONT, style.INK, 4)
        if len(longer.wrap(_WIDE)) > _TOLD_LINES:
            break
        told = longer
    return [*name, told]


def _write_result(band: Sequence[Paragraph], top: float, shape: str) -> Iterator[Element]:
    """The words of a band, the first of them beside the shape of a result where there is one."""
    left, size = style.PICTURE_MARGIN, style.SIGN_SIZE
    if shape:
        name, *band = band
        aside = size + 16
        x, begin = (left + _WIDE - size / 2, left) if is_from_right() else (left + size / 2, left + aside)
        yield draw_sign(shape, x, top + 0.62 * name.size, size)
        yield from set_paragraphs([name], begin, top, _WIDE - aside)
        top += measure_height([name], _WIDE) + band[0].gap
    yield from set_paragraphs(band, left, top, _WIDE)


def draw_sign(shape: str, x: float, y: float, size: float) -> Element:
    """The shape of a result around a point, as high as ``size``."""
    symbol, marked = SYMBOLS[shape]
    scale = size / style.FIGURE_SIZE
    colour = style.RESULT_COLOURS.get(shape, style.REPORTED)
    # As in charts: the outline of a hollow shape is a part of its size.
    outline = 1.6 * style.MARK_OUTLINE / style.FIGURE_SIZE * size * (0.75 if "open" in symbol else 0)
    marker = {"color": colour, "line": {"color": colour, "width": outline}}
    return draw_symbol(symbol, Across(x / style.PICTURE_WIDTH), y, (marked * scale - outline) / 2, marker)


# --- charts -------------------------------------------------------------------------------------------


class _Plot(NamedTuple):
    """The space of lines, and the days and levels at its edges."""

    box: Box
    window: Window
    levels: Levels

    def trace(self, points: pd.DataFrame) -> list[list[tuple[float, float]]]:
        """Points in runs without a missing date, in pixels."""
        box = self.box
        return [
            [(box.left + across * box.width, box.top + down * box.height) for across, down in run]
            for run in trace_runs(points, self.window, self.levels)
        ]

    def find(self, day: pd.Timestamp, level: float) -> tuple[float, float]:
        """Where a level of a day is, in pixels."""
        ((place,),) = self.trace(pd.DataFrame({"period_end": [day], "value": [level]}))
        return place


def _draw_lines(chart: Lines, box: Box, faces: Faces) -> Iterator[Element]:
    """Each series with a dot and its number at its end; below them the first and the last date."""
    label = Paragraph("", faces.bold, style.LABEL_FONT + 4, style.OFFICIAL_INK)
    dates = Paragraph("", faces.plain, style.LABEL_FONT - 2, style.SOFT)
    frames = [points for _name, points in chart.named]
    marks = pd.DataFrame(columns=["end", "level"]) if chart.marks is None else chart.marks
    texts = [_name_end(name, format_number(points["value"].iloc[-1], chart.unit)) for name, points in chart.named]
    room = max(label.face.measure(text, label.size) for text in texts) + 30
    plot = _Plot(
        Box(box.left, box.top + 14, box.width - room, box.height - 54),
        find_window([*frames, marks.rename(columns={"end": "period_end"})]),
        (0.0, max([*(points["value"].max() for points in frames), *marks["level"]])),
    )
    for points in frames:
        yield from _draw_course(points, plot)
    yield _rule(plot.box.left, plot.box.right, plot.box.foot)
    for day, x, anchor in zip(plot.window, (plot.box.left, plot.box.right), ("start", "end"), strict=True):
        yield write_line(format_short_period(day, day), x, plot.box.foot + 36, dates, anchor)
    taken = plot.box.foot + label.size
    for text, points in sorted(zip(texts, frames, strict=True), key=lambda pair: pair[1]["value"].iloc[-1]):
        x, y = plot.trace(points)[-1][-1]
        yield Element("circle", {"cx": x, "cy": y, "r": style.COURSE_DOT, "fill": style.OFFICIAL})
        taken = min(y, taken - label.size)  # no label on another
        yield write_line(text, x + 24, taken + 0.34 * label.size, label)
    for mark in marks.to_dict("records"):
        yield from _draw_mark(mark, chart, plot, faces)


def _name_end(name: str, number: str) -> str:
    """The label at the end of a line, which may have no name."""
    return _("{number} {name}").format(name=name, number=number) if name else number


def _draw_course(points: pd.DataFrame, plot: _Plot) -> Iterator[Element]:
    """A line in runs without a missing date, with the area below it."""
    foot = n(plot.box.foot)
    for run in plot.trace(points):
        line = "L".join(f"{n(x)} {n(y)}" for x, y in run)
        area = f"M{n(run[0][0])} {foot}L{line}L{n(run[-1][0])} {foot}Z"
        yield Element("path", {"d": area, "fill": style.OFFICIAL, "fill-opacity": style.AREA_OPACITY})
        stroke = {"stroke": style.OFFICIAL, "stroke-width": style.COURSE_WIDTH, "stroke-linejoin": "round"}
        yield Element("path", {"d": f"M{line}", **stroke})


def _draw_mark(mark: Mapping, chart: Lines, plot: _Plot, faces: Faces) -> Iterator[Element]:
    """A reported figure at its day, with its words below it where it is labelled."""
    x, y = plot.find(mark["end"], mark["level"])
    yield from _draw_hedge(mark, plot)
    yield draw_sign(mark["shape"], x, y, style.MARK_SIZE)
    if mark["figure_id"] in chart.labelled:
        words = Paragraph("", faces.bold, style.LABEL_FONT, style.REPORTED_INK)
        yield write_line(mark["figure"], x + 8, y + 46, words, "end")
        told = Paragraph("", faces.plain, style.LABEL_FONT - 3, style.SOFT)
        origin = _("{publisher}, {date}").format(publisher=mark["publisher"], date=mark["date"])
        yield write_line(origin, x + 8, y + 46 + 1.2 * told.size, told, "end")


def _draw_hedge(mark: Mapping, plot: _Plot) -> Iterator[Element]:
    """What a figure is qualified with, as in charts: a bracket of "about", a caret of "more than" or "less than"."""
    x, y = plot.find(mark["end"], mark["level"])
    half, steps = style.MARK_SIZE / 2, []
    if mark["is_about"]:
        foot, head = (plot.find(mark["end"], mark[bound])[1] for bound in ("low", "high"))
        aside = x - 2.6 * half if foot - head < 3 * half else x  # a short one stands beside its mark
        bar, out = n(1.2 * half), n(-0.6 * half)
        steps.append(f"M{n(aside)} {n(foot)}V{n(head)}m{out} 0h{bar}M{n(aside)} {n(foot)}m{out} 0h{bar}")
    for is_open, side in ((mark["is_open_above"], -1), (mark["is_open_below"], 1)):
        if is_open:
            start = y + side * 1.6 * half
            steps.append(f"M{n(x - half)} {n(start)}l{n(half)} {n(side * half)}l{n(half)} {n(-side * half)}")
    if steps:
        yield Element("path", {"d": "".join(steps), "stroke": style.REPORTED, "stroke-width": 3})


def _rule(left: float, right: float, y: float) -> Element:
    return Element("path", {"d": f"M{n(left)} {n(y)}H{n(right)}", "stroke": style.RULE, "stroke-width": 3})


def _draw_scale(chart: Scale, box: Box, faces: Faces) -> Iterator[Element]:
    """Official numbers as strokes with labels above a line, reported ones as crosses with labels below it."""
    numbers = sorted([*chart.reported, *chart.official])
    left, right, middle = box.left + 60, box.right - 60, box.top + 0.44 * box.height
    yield _rule(box.left, box.right, middle)
    official = Paragraph("", faces.bold, style.LABEL_FONT + 4, style.OFFICIAL_INK)
    reported = replace(official, fill=style.REPORTED_INK)
    for labels, look, side in ((chart.official, official, -1), (chart.reported, reported, 1)):
        end, row = box.left, 0
        for number in sorted(labels):
            x = left + (number - numbers[0]) / (numbers[-1] - numbers[0]) * (right - left)
            half = look.face.measure(labels[number], look.size) / 2 + 6
            row = 1 - row if x - half < end else 0  # no label on another
            end = x + half
            across, along = style.PICTURE_STROKE
            edges = {"x": x - across / 2, "y": middle - along / 2, "width": across, "height": along}
            stroke = {**edges, "fill": style.OFFICIAL}
            yield Element("rect", stroke) if side < 0 else draw_sign(CROSS, x, middle, 26)
            y = middle + side * (42 + row * 34) + 0.34 * look.size
            yield write_line(labels[number], x, y, look, "middle")
    unit = Paragraph("", faces.plain, style.LABEL_FONT - 2, style.SOFT)
    yield write_line(chart.unit, box.right, box.foot - 4, unit, "end")


def _draw_bars(chart: Bars, box: Box, faces: Faces) -> Iterator[Element]:
    """A row for each: its name, a bar from zero, its number."""
    step = box.height / len(chart.rows)
    size = min(style.LABEL_FONT, 0.62 * step)
    name = Paragraph("", faces.plain, size, style.INK)
    number = Paragraph("", faces.bold, size, style.OFFICIAL_INK)
    names = max(faces.plain.measure(text, size) for text, _value, _number in chart.rows) + 20
    numbers = max(faces.bold.measure(text, size) for _name, _value, text in chart.rows) + 14
    greatest = max(value for _name, value, _number in chart.rows) or 1
    for place, (text, value, told) in enumerate(chart.rows):
        middle = box.top + (place + 0.5) * step
        length = value / greatest * (box.width - names - numbers)
        bar = {"x": box.left + names, "y": middle - 0.3 * step, "width": length, "height": 0.6 * step}
        yield write_line(text, box.left, middle + 0.34 * size, name)
        yield Element("rect", {**bar, "fill": style.OFFICIAL})
        yield write_line(told, box.left + names + length + 12, middle + 0.34 * size, number)


def _draw_tally(chart: Tally, box: Box, faces: Faces) -> Iterator[Element]:
    """A shape for each result in one row, and below it in words how many have none."""
    step = min(box.width / max(len(chart.shapes), 1), 62)
    for place, shape in enumerate(chart.shapes):
        yield draw_sign(shape, box.left + (place + 0.5) * step, box.top + 0.36 * box.height, 0.66 * step)
    rest = Paragraph("", faces.plain, style.TOLD_FONT, style.SOFT)
    x, anchor = (box.right, "end") if is_from_right() else (box.left, "start")
    yield write_line(chart.rest, x, box.top + 0.36 * box.height + step + 20, rest, anchor)


def _draw_numbers(chart: Numbers, box: Box, faces: Faces) -> Iterator[Element]:
    """Columns of one width: the number, and below it what it is of."""
    step = box.width / len(chart.rows)
    for place, (number, of) in enumerate(chart.rows):
        stack = [
            fit_line(Paragraph(number, faces.heading, 88, style.OFFICIAL_INK), step - _AIR, 44),
            Paragraph(of, faces.plain, style.TOLD_FONT, style.INK, 4),
        ]
        stack = fit(stack, step - _AIR, box.height)
        column = len(chart.rows) - 1 - place if is_from_right() else place
        yield from set_paragraphs(stack, box.left + column * step, box.top, step - _AIR)


_DRAW = {
    Lines: _draw_lines,
    Scale: _draw_scale,
    Bars: _draw_bars,
    Tally: _draw_tally,
    Numbers: _draw_numbers,
}
