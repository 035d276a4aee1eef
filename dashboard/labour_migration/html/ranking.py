"""A ranking as a table with bars: each true to scale from zero, beside its number, its share and its history."""

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from labour_migration.data.package import DataPackage
from labour_migration.figures.ranking import Ranked, Ranking
from labour_migration.figures.sparks import Window, find_levels, find_window, trace_runs
from labour_migration.html.marks import format_marks
from labour_migration.html.rendering import render
from labour_migration.html.sparks import format_spark
from labour_migration.html.terms import open_name
from labour_migration.labels import format_change, format_date, format_number, format_share
from labour_migration.language import gettext as _
from labour_migration.language import pgettext


def format_ranking(ranking: Ranking, caption: str, package: DataPackage) -> Markup:
    """The ranking as an HTML table that a screen reader can walk; "" without a row.

    A bar is as long as its value beside the greatest; the style sheet gives one that is not zero 1.5 pixels at least.
    ``caption`` is told to a screen reader alone. A row that stands out is marked by weight and shade, the rest of the
    whole by an outline.
    """
    if not ranking.rows:
        return Markup("")
    window = find_window([row.points for row in ranking.rows if row.points is not None])
    if window and window[0] == window[1]:  # no line, of one day
        window = None
    has_share = ranking.base_day is None and any(row.share is not None for row in ranking.rows)
    heads = []
    if ranking.base_day is not None:
        heads += [_month(ranking.base_day), _("Change")]
    if has_share:
        heads.append(pgettext("of a whole", "Share"))
    greatest = max(row.point["value"] for row in ranking.rows) or 1
    return render(
        "ranking",
        caption=caption,
        kind=open_name(ranking.kind, package),
        form="dots" if ranking.is_dotted else "",
        has_change=ranking.base_day is not None,
        figure=ranking.period or _month(ranking.day),
        heads=heads,
        history=_("Since {year}, own scales").format(year=format_date(window[0], "year")) if window else "",
        rows=[_describe(row, ranking, greatest, window) for row in ranking.rows],
    )


def _describe(row: Ranked, ranking: Ranking, greatest: float, window: Window | None) -> Mapping:
    """The cells of a row, in the words of the template."""
    unit = ranking.facet.unit
    others = []
    if ranking.base_day is not None:
        base = row.base
        others += [
            "" if base is None else _with_marks(base, unit, row.is_rest),
            "" if base is None else format_change(row.point["value"] - base["value"], unit),
        ]
    elif row.share is not None:
        others.append(format_share(row.share))
    return {
        "name": row.name,
        "address": row.address,
        "note": row.note,
        "kind": "highlighted" if row.is_highlighted else "rest" if row.is_rest else "",
        "share": _length(row.point, greatest),
        "before": _length(row.base, greatest) if row.base is not None else "",
        "number": _with_marks(row.point, unit, row.is_rest),
        "others": others,
        "history": _draw_history(row, unit, window),
    }


def _length(point: Mapping, greatest: float) -> str:
    """The length of a bar as a share of the longest; "" of none."""
    return f"{point['value'] / greatest:.5f}" if point["value"] > 0 else ""


def _with_marks(point: Mapping, unit: str, is_rest: bool) -> str:
    """The number with its marks; the name of the rest says already that it is ours."""
    if is_rest:
        point = {**point, "is_computed": False}
    return " ".join(filter(None, [format_number(point["value"], unit), format_marks(point)]))


def _draw_history(row: Ranked, unit: str, window: Window | None) -> Markup:
    if row.points is None or len(row.points) < 2 or window is None:
        return Markup("")
    first, last = row.points.iloc[0], row.points.iloc[-1]
    said = _("{start} in {first}, {end} in {last}").format(
        start=format_number(first["value"], unit),
        first=_month(first["period_end"]),
        end=format_number(last["value"], unit),
        last=_month(last["period_end"]),
    )
    return format_spark(trace_runs(row.points, window, find_levels(row.points)), said, row.is_highlighted)


def _month(day: pd.Timestamp) -> str:
    return format_date(day, "month")
