"""Reported figures, which articles print, as facets over time: computed in one function, drawn in another."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from labour_migration.data.package import DataPackage
from labour_migration.figures import style
from labour_migration.figures.drawing import (
    draw_hover_points,
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
from labour_migration.figures.placement import PlotSpace, take_tick_labels, wrap
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


@dataclass(frozen=True)
class ReportedFacet:
    """Reported figures that share an axis: all of one indicator, and all of one kind of statement.

    Parameters
    ----------
    title, unit, kind
        Name and unit (code) of the indicator, and what kind of count or of statement it is, in words.
    is_promise
        True of targets, potentials and agreements; False of outcomes.
    marks
        A row is a figure; key ``figure_id``. ``start, end`` are its period. ``level`` is the number at which it is
        drawn and ``low, high`` its bounds, all in ``unit``; a missing bound is one that the words do not give.
        ``is_number`` is true where the words print a number. The hedge: ``is_open_above`` ("more than"),
        ``is_open_below`` ("less than"), both ("about"). ``label`` is the figure in words, ``lines`` the same in lines,
        ``hover`` the text for a pointer (HTML of Plotly).
    """

    title: str
    unit: str
    kind: str
    is_promise: bool
    marks: pd.DataFrame


def build_reported_facets(reported: pd.DataFrame, package: DataPackage) -> list[ReportedFacet]:
    """The facets of rows of ``reported_figures.csv``: in the order of ``indicators.csv``, outcomes before promises.

    Each facet has one indicator, so that stocks and flows never share an axis, and one kind of statement, so that a
    promise never looks like a result. Figures without a period are left out. So are repeats: a statement that many
    outlets carry is one mark.
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
    """The ``marks`` of :class:`ReportedFacet`."""
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
                "lines": tuple(line for part in words for line in wrap(part, style.REPORTED_LABEL_WIDTH)),
                "hover": "<br>".join([*hover, *publishers]),
            }
        )
    return pd.DataFrame(marks)


def find_publishers(row: Mapping, package: DataPackage) -> list[str]:
    """The publishers of a statement: first that of its row, then those of the rows that repeat it, each once."""
    repeats = package.reported.loc[package.reported["repeats"] == row["figure_id"], "source_id"]
    return list(dict.fromkeys(package.sources[source].publisher for source in [row["source_id"], *repeats]))


def _count_outlets(figure: str, count: int) -> str:
    """The figure and the number of outlets that print it, in two lines."""
    pattern = ngettext("{figure},\nin {count} outlet", "{figure},\nin {count} outlets", count)
    return pattern.format(figure=figure, count=count)


def _or_nan(number: float | None) -> float:
    return float("nan") if number is None else number


def draw_reported(facets: list[ReportedFacet]) -> go.Figure:
    """A chart of reported figures over time, one facet above the other.

    A stock is a dot on its day, a flow a bar over its period. The hedge is drawn: "more than" is a whisker upwards with
    an arrow, "less than" one downwards, "about" both; two bounds without a number are a bracket. Figures without a
    number and promises are hollow; promises also have their own colour. Every axis starts at zero. The latest figures
    are labelled first, as far as there is space: ``meta["unlabelled"]`` counts the others.
    """
    if not facets:
        return draw_nothing(_("No reported figure in this selection."))
    first, last = min(facet.marks["start"].min() for facet in facets), max(facet.marks["end"].max() for facet in facets)
    span = max(last - first, pd.Timedelta(days=365))
    before, after = style.REPORTED_AIR
    window = (first - span * before, last + span * after)
    height = style.REPORTED_FACET_HEIGHT * len(facets)
    plot_height = style.REPORTED_FACET_HEIGHT - style.REPORTED_TITLE_HEIGHT
    share, plot_share = 1 / len(facets), plot_height / height
    traces, axes, titles, unlabelled = [], {}, [], 0
    for place, facet in enumerate(facets):
        axis = f"y{place + 1}" if place else "y"
        bottom = 1 - share * (place + 1)
        top = float(facet.marks[["level", "high"]].max(axis=None)) * style.REPORTED_HEADROOM or 1.0
        step = tick_step(top)
        ticks = [step * count for count in range(math.floor(top * style.REPORTED_TOP_TICK / step) + 1)]
        tick_texts = ["0", *(format_number(tick, facet.unit) for tick in ticks[1:])]
        space = PlotSpace(window, lambda level, top=top: level / top, style.NARROW_REPORTED_PLOT, plot_height)
        take_tick_labels(space, ticks, tick_texts)
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
    return finish(figure, height=height + style.REPORTED_FOOT).update_layout(meta={"unlabelled": unlabelled})


def build_label_points(facet: ReportedFacet) -> pd.DataFrame:
    """The points at which the figures of a facet are labelled and react to a pointer, the latest first.

    Returns
    -------
    DataFrame
        A row is a point, which several figures of one period and number share; key ``start, end, height``. ``height``
        is where the label belongs, in the unit of the facet: the number, or the middle of a bracket. ``level`` and
        ``lines`` are those of the first figure, ``hover`` and ``figure_id`` those of all, joined.
    """
    marks = facet.marks
    middles = (marks["low"] + marks["high"]) / 2
    placed = marks.assign(height=middles.fillna(marks["level"]))
    points = placed.sort_values("end", ascending=False, kind="stable").groupby(["start", "end", "height"], sort=False)
    return points.agg(
        {"level": "first", "lines": "first", "hover": "<br><br>".join, "figure_id": " ".join}
    ).reset_index()


def _place_labels(facet: ReportedFacet, axis: tuple[float, float], space: PlotSpace) -> list[tuple]:
    """The labels that fit beside their marks: ``(x, y, text, position)`` of :func:`draw_labels`."""
    take_marks(facet, axis, space)
    middle = space.window[0] + (space.window[1] - space.window[0]) / 2
    aside, upwards = style.REPORTED_LABEL_SHIFT
    labels = []
    for mark in build_label_points(facet).itertuples():
        on_right = mark.start + (mark.end - mark.start) / 2 > middle
        sides = ("left", "right") if on_right else ("right", "left")
        for rise, side in ((rise, side) for rise in ("middle", "top", "bottom") for side in sides):
            note = {
                "x": mark.start if side == "left" else mark.end, "y": mark.height, "yref": "y",
                "text": "<br>".join(mark.lines), "xshift": -aside if side == "left" else aside,
                "yshift": {"top": upwards, "bottom": -upwards}.get(rise, 0),
                "xanchor": "right" if side == "left" else "left",
                "yanchor": {"top": "bottom", "bottom": "top"}.get(rise, "middle"),
            }  # fmt: skip
            if space.fit_text(space.text_box(note)):
                labels.append((note["x"], note["y"], note["text"], f"{rise} {side}"))
                break
    return labels


def draw_marks(facet: ReportedFacet, axis: tuple[float, float], window: tuple) -> list[go.Scatter]:
    """The traces of a facet without labels: bars, whiskers, brackets, points, and invisible points for hover texts.

    ``axis`` has the least and the greatest level of the axis: whiskers end there at the latest. ``window`` is the first
    and the last day of the chart.
    """
    colour = style.PROMISED if facet.is_promise else style.REPORTED
    bars, whiskers, brackets, points = _mark_parts(facet, axis, window)
    hovers = build_label_points(facet)
    return [
        *draw_lines(bars, colour, width=style.PERIOD_WIDTH),
        *draw_lines(whiskers, colour, width=style.HEDGE_WIDTH),
        *draw_lines(brackets, colour, width=style.HEDGE_WIDTH, dash="dot"),
        draw_points(points, colour),
        draw_hover_points(
            hovers["start"] + (hovers["end"] - hovers["start"]) / 2,
            hovers["height"],
            hovers["hover"],
            [name_point("reported", ids) for ids in hovers["figure_id"]],
            colour,
        ),
    ]


def take_marks(facet: ReportedFacet, axis: tuple[float, float], space: PlotSpace) -> None:
    """Take the space of the marks of a facet, so that no label covers one."""
    bars, whiskers, brackets, points = _mark_parts(facet, axis, space.window)
    space.take_marks([*bars, *whiskers, *brackets], around=style.SEGMENT_DISTANCE)
    space.take_marks([(x, y, x, y) for x, y, _symbol, _size in points], around=style.MARK_DISTANCE)


def _mark_parts(facet: ReportedFacet, axis: tuple[float, float], window: tuple) -> tuple[list, list, list, list]:
    """Bars, whiskers and brackets of marks as segments ``(x, y, x, y)``, and points ``(x, y, symbol, size)``."""
    low, high = axis
    whisker = (high - low) * style.WHISKER_SHARE
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
                points.append((at, towards, arrow, style.ARROW_SIZE))
        if _is_bracket(mark):
            brackets.append((at, mark.low, at, mark.high))
            points += [(at, bound, "line-ew-open", style.BOUND_SIZE) for bound in (mark.low, mark.high)]
        else:
            symbol = "circle" if mark.is_number and not facet.is_promise else "circle-open"
            points.append((edge, mark.level, symbol, style.PERIOD_END_SIZE if is_span else style.FIGURE_SIZE))
    return bars, whiskers, brackets, points


def _is_bracket(mark: tuple) -> bool:
    """True of a figure with two bounds, which has no number."""
    return pd.notna(mark.low) and pd.notna(mark.high)


def describe_reported(facets: list[ReportedFacet]) -> str:
    """The alternative text of :func:`draw_reported`: figures with their hedges; outcomes come before promises."""
    clauses = [
        _("{name}: {figures}").format(name=facet.title, figures=_("; ").join(facet.marks["label"]))
        + (_(" ({kind})").format(kind=facet.kind) if facet.is_promise else "")
        for facet in sorted(facets, key=lambda facet: (facet.is_promise, not facet.marks["is_number"].any()))
    ]
    return fitted(_("As articles print it:"), clauses)
