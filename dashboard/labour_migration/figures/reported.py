"""What articles print, as facets over time: the numbers are computed in one function and drawn in another."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from labour_migration.data.package import DataPackage
from labour_migration.figures.drawing import (
    PROMISED,
    REPORTED,
    TICKED,
    draw_hovers,
    draw_labels,
    draw_lines,
    draw_nothing,
    draw_points,
    facet_title,
    finish,
    fitted,
    name_point,
    tick_step,
    time_ticks,
)
from labour_migration.figures.placement import PlotSpace, wrap, write_ticks
from labour_migration.labels import (
    format_figure,
    format_figure_period,
    format_measure,
    format_number,
    format_statement,
    format_unit,
    row_quantity,
)
from labour_migration.language import gettext as _
from labour_migration.language import ngettext

_FACET_HEIGHT, _TITLE_HEIGHT = 150, 54  # pixels
_HEADROOM = 1.9  # an axis reaches so much beyond its greatest number, for whiskers that are open
_PLOT_AT_LEAST = 296  # pixels: the plot on a telephone
_GAP, _RISE = 16, 8  # pixels between a mark and its label: beside it, above or below it
_LABEL_WIDTH = 16  # characters of a line of a label


@dataclass(frozen=True)
class ReportedFacet:
    """Figures that may share an axis: of one indicator, and either outcomes or promises of one kind.

    ``marks`` has a row a figure: ``figure_id``, ``start, end`` (its period), ``level`` (the number drawn),
    ``low, high`` (bounds, if any), ``is_number`` (the words print one), ``is_open_below, is_open_above`` (the
    hedge), ``label``, ``lines`` (those of the label), ``hover``.
    """

    title: str
    unit: str
    kind: str
    is_promise: bool
    marks: pd.DataFrame


def build_reported_facets(reported: pd.DataFrame, package: DataPackage) -> list[ReportedFacet]:
    """The facets of reported figures: in the order of ``indicators.csv``, outcomes before promises.

    One indicator a facet, so that stocks and flows never share an axis; promises apart from
    outcomes, so that none is ever seen as a result. Figures without a period have no place in time, and many
    outlets with one statement are one mark: what repeats another is none.
    """
    dated = reported[reported["period_end"].notna() & (reported["repeats"] == "")]
    groups = dict(list(dated.groupby(["indicator_id", "statement"])))
    statements = package.descriptor.resource("reported_figures").field("statement").choices
    facets = []
    for indicator in package.indicators.itertuples():
        for statement in statements:
            rows = groups.get((indicator.indicator_id, statement))
            if rows is None:
                continue
            is_promise = statement != "outcome"
            kind = format_statement(statement) if is_promise else format_measure(indicator.measure)
            if not is_promise and indicator.measure == "flow" and (rows["period_start"] == rows["period_end"]).all():
                kind = _("over a period that is not named")
            facets.append(
                ReportedFacet(
                    title=_(indicator.name),
                    unit=indicator.unit,
                    kind=kind,
                    is_promise=is_promise,
                    marks=_build_marks(rows, indicator.unit, package),
                )
            )
    return facets


def _build_marks(rows: pd.DataFrame, unit: str, package: DataPackage) -> pd.DataFrame:
    marks = []
    for row in rows.to_dict("records"):
        quantity = row_quantity(row)
        publishers = find_publishers(row, package)
        figure = format_figure(row, unit)
        words = [figure] if len(publishers) == 1 else _count_outlets(figure, len(publishers)).split("\n")
        label = " ".join(words)
        hover = [f"<b>{label}</b>", format_figure_period(row), f"“{row['as_printed']}”"]
        marks.append(
            {
                "figure_id": row["figure_id"],
                "start": row["period_start"],
                "end": row["period_end"],
                "level": quantity.level,
                "low": _or_nan(quantity.low),
                "high": _or_nan(quantity.high),
                "is_number": quantity.value is not None,
                "is_open_below": quantity.is_open_below,
                "is_open_above": quantity.is_open_above,
                "label": label,
                "lines": tuple(line for part in words for line in wrap(part, _LABEL_WIDTH)),
                "hover": "<br>".join([*hover, *publishers]),
            }
        )
    return pd.DataFrame(marks)


def find_publishers(row: Mapping, package: DataPackage) -> list[str]:
    """Who carries a statement: the publisher of the row, then those of its repeats in the whole package."""
    repeats = package.reported.loc[package.reported["repeats"] == row["figure_id"], "source_id"]
    return list(dict.fromkeys(package.sources[source].publisher for source in [row["source_id"], *repeats]))


def _count_outlets(figure: str, count: int) -> str:
    """The figure with the number of outlets, in two lines."""
    pattern = ngettext("{figure},\nin {count} outlet", "{figure},\nin {count} outlets", count)
    return pattern.format(figure=figure, count=count)


def _or_nan(number: float | None) -> float:
    return float("nan") if number is None else number


def draw_reported(facets: list[ReportedFacet]) -> go.Figure:
    """All reported figures over time, one facet above the other, hedges as open-ended whiskers.

    A stock is a dot on its day, a flow a bar over its period. "More than" is a whisker with an
    arrow and no end; "about" one in both directions; bounds without a number are a bracket.
    What prints no number is hollow, promises are and have their own colour. Every count starts at zero.
    Labels stand where there is space, the latest first; how many have none is in the figure's ``meta``.
    """
    if not facets:
        return draw_nothing(_("No reported figure in this selection."))
    first, last = min(facet.marks["start"].min() for facet in facets), max(facet.marks["end"].max() for facet in facets)
    span = max(last - first, pd.Timedelta(days=365))
    window = (first - span * 0.16, last + span * 0.08)
    height = _FACET_HEIGHT * len(facets)
    share, plot_share = 1 / len(facets), (_FACET_HEIGHT - _TITLE_HEIGHT) / height
    traces, axes, titles, unlabelled = [], {}, [], 0
    for place, facet in enumerate(facets):
        axis = f"y{place + 1}" if place else "y"
        bottom = 1 - share * (place + 1)
        top = float(facet.marks[["level", "high"]].max(axis=None)) * _HEADROOM or 1.0
        step = tick_step(top)
        ticks = [step * count for count in range(math.floor(top * TICKED / step) + 1)]
        tick_texts = ["0", *(format_number(tick, facet.unit) for tick in ticks[1:])]
        space = PlotSpace(window, lambda level, top=top: level / top, _PLOT_AT_LEAST, _FACET_HEIGHT - _TITLE_HEIGHT)
        write_ticks(space, ticks, tick_texts)
        labels = _place_labels(facet, (0, top), space)
        unlabelled += len(facet.marks) - len(labels)
        drawn = [*draw_marks(facet, (0, top), window), *draw_labels(labels)]
        traces += [trace.update(yaxis=axis) for trace in drawn]
        axes[axis.replace("y", "yaxis")] = {
            "domain": [bottom, bottom + plot_share],
            "range": [0, top],
            "tickvals": ticks,
            "ticktext": tick_texts,
            "ticklabelposition": "inside top",
        }
        subtitle = _("{unit}, {kind}").format(unit=format_unit(facet.unit), kind=facet.kind)
        titles.append(facet_title(f"<b>{facet.title}</b><br>{subtitle}", y=bottom + plot_share))
    time = {"range": list(window), "zeroline": False, "anchor": axis, **time_ticks(span)}
    figure = go.Figure(traces, {"xaxis": time, **axes, "annotations": titles})
    return finish(figure, height=height + 30).update_layout(meta={"unlabelled": unlabelled})


def points_of(facet: ReportedFacet) -> pd.DataFrame:
    """A row for each point that figures are drawn at, the latest first: the first label, all hover texts and ids."""
    marks = facet.marks
    middles = (marks["low"] + marks["high"]) / 2
    placed = marks.assign(height=middles.fillna(marks["level"]))  # a bracket is labelled at half its height
    points = placed.sort_values("end", ascending=False, kind="stable").groupby(["start", "end", "height"], sort=False)
    return points.agg(
        {"level": "first", "lines": "first", "hover": "<br><br>".join, "figure_id": " ".join}
    ).reset_index()


def _place_labels(facet: ReportedFacet, axis: tuple[float, float], space: PlotSpace) -> list[tuple]:
    """Labels beside their marks, ``(x, y, text, position)``: at the end of a bar, at half height of a bracket."""
    block_marks(facet, axis, space)
    middle = space.window[0] + (space.window[1] - space.window[0]) / 2
    labels = []
    for mark in points_of(facet).itertuples():
        on_right = mark.start + (mark.end - mark.start) / 2 > middle
        sides = ("left", "right") if on_right else ("right", "left")
        for rise, side in ((rise, side) for rise in ("middle", "top", "bottom") for side in sides):
            note = {
                "x": mark.start if side == "left" else mark.end, "y": mark.height, "yref": "y",
                "text": "<br>".join(mark.lines), "xshift": -_GAP if side == "left" else _GAP,
                "yshift": {"top": _RISE, "bottom": -_RISE}.get(rise, 0),
                "xanchor": "right" if side == "left" else "left",
                "yanchor": {"top": "bottom", "bottom": "top"}.get(rise, "middle"),
            }  # fmt: skip
            if space.find(space.box_of(note)):
                labels.append((note["x"], note["y"], note["text"], f"{rise} {side}"))
                break
    return labels


def draw_marks(facet: ReportedFacet, axis: tuple[float, float], window: tuple) -> list[go.Scatter]:
    """The figures of a facet without their labels: bars, whiskers, brackets, their ends, the numbers, the hover texts.

    ``axis`` has the least and the greatest level that the axis shows: no whisker leaves it.
    """
    colour = PROMISED if facet.is_promise else REPORTED
    bars, whiskers, brackets, points = _mark_parts(facet, axis, window)
    hovers = points_of(facet)
    return [
        *draw_lines(bars, colour, width=5),
        *draw_lines(whiskers, colour, width=2),
        *draw_lines(brackets, colour, width=2, dash="dot"),
        draw_points(points, colour),
        draw_hovers(
            hovers["start"] + (hovers["end"] - hovers["start"]) / 2,
            hovers["height"],
            hovers["hover"],
            [name_point("reported", ids) for ids in hovers["figure_id"]],
            colour,
        ),
    ]


def block_marks(facet: ReportedFacet, axis: tuple[float, float], space: PlotSpace) -> None:
    """Take the space of the marks: no label stands on one."""
    bars, whiskers, brackets, points = _mark_parts(facet, axis, space.window)
    space.draw([*bars, *whiskers, *brackets], around=2)
    space.draw([(x, y, x, y) for x, y, _symbol, _size in points], around=6)


def _mark_parts(facet: ReportedFacet, axis: tuple[float, float], window: tuple) -> tuple[list, list, list, list]:
    """Bars, whiskers and brackets as segments, and points with symbol and size."""
    low, high = axis
    whisker = (high - low) * 0.32
    middle = window[0] + (window[1] - window[0]) / 2
    bars, whiskers, brackets, points = [], [], [], []
    for mark in facet.marks.itertuples():
        at = mark.start + (mark.end - mark.start) / 2
        is_span, on_right = mark.end > mark.start, at > middle
        edge = (mark.start if on_right else mark.end) if is_span else at
        if is_span:
            bars.append((mark.start, mark.level, mark.end, mark.level))
        for is_open, towards, arrow in (
            (mark.is_open_above, min(mark.level + whisker, high), "arrow-up"),
            (mark.is_open_below, max(mark.level - whisker, low), "arrow-down"),
        ):
            if is_open:
                whiskers.append((at, mark.level, at, towards))
                points.append((at, towards, arrow, 9))
        if _is_bracket(mark):
            brackets.append((at, mark.low, at, mark.high))
            points += [(at, bound, "line-ew-open", 12) for bound in (mark.low, mark.high)]
        else:
            symbol = "circle" if mark.is_number and not facet.is_promise else "circle-open"
            points.append((edge, mark.level, symbol, 5 if is_span else 11))
    return bars, whiskers, brackets, points


def _is_bracket(mark: tuple) -> bool:
    """True where words give bounds on both sides and no number."""
    return pd.notna(mark.low) and pd.notna(mark.high)


def describe_reported(facets: list[ReportedFacet]) -> str:
    """The alternative text of :func:`draw_reported`: its figures with their hedges, outcomes with a number first."""
    clauses = [
        _("{name}: {figures}").format(name=facet.title, figures=_("; ").join(facet.marks["label"]))
        + (_(" ({kind})").format(kind=facet.kind) if facet.is_promise else "")
        for facet in sorted(facets, key=lambda facet: (facet.is_promise, not facet.marks["is_number"].any()))
    ]
    return fitted(_("As articles print it:"), clauses)
