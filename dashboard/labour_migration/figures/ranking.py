"""Rankings: series of one facet on one day, the greatest first, each with its share, its change and its history."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from labour_migration.figures.facets import Facet, Series
from labour_migration.language import gettext as _

_DOUBTS = "UEPB"  # of several observations, the doubt that is told of their total: the first of these


@dataclass(frozen=True, eq=False)
class Ranked:
    """One row of a ranking.

    Parameters
    ----------
    name
        What a reader calls it.
    point
        What its bar and its number show, as a row of a series.
    base
        The same at an earlier day; None where nobody published it, or where nothing is compared.
    share
        The part of the whole, from 0 to 1; None where there is no whole.
    points
        Its values in the order of time, for a small line; None without one.
    is_highlighted
        True of a row that stands out.
    is_rest
        True of all that has no row of its own: a total that we made.
    address
        The page that its name leads to; "" without one.
    note
        What stands below its name: whom it counts.
    """

    name: str
    point: Mapping
    base: Mapping | None = None
    share: float | None = None
    points: pd.DataFrame | None = None
    is_highlighted: bool = False
    is_rest: bool = False
    address: str = ""
    note: str = ""


@dataclass(frozen=True, eq=False)
class Ranking:
    """Rows from the greatest down, the rest of a whole last, and the facet with all series behind them.

    ``day`` is that of the bars, ``base_day`` that of what they are compared with; of flows ``period`` says what they
    are over. What a name is of stands in ``kind``, such as "Nationality". Dots take the place of bars where
    the rows are counts of different things.
    """

    kind: str
    facet: Facet
    rows: tuple[Ranked, ...]
    day: pd.Timestamp | None = None
    base_day: pd.Timestamp | None = None
    period: str = ""
    is_dotted: bool = False


@dataclass(frozen=True)
class Order:
    """How series are ranked: on which day, beside which earlier one, as parts of which whole, and which stand out.

    ``most`` is the number of rows at most. Series that stand out have a row in any case, those that have none are in
    the rest of the whole.
    """

    day: pd.Timestamp
    base_day: pd.Timestamp | None = None
    whole: Series | None = None
    highlighted: Collection[str] = ()
    most: int | None = None


def rank(facet: Facet, kind: str, order: Order) -> Ranking:
    """The series of a facet with a value on the day, the greatest first; those that are not drawn have no row.

    The whole is no row. What it has beyond all rows is the last one, our total, where that is not nothing.
    """
    whole = None if order.whole is None else find_at(order.whole.points, order.day)
    found = [(member, find_at(member.points, order.day)) for member in facet.series if member.is_drawn]
    found = [(member, point) for member, point in found if point is not None]
    found = sorted(found, key=lambda one: -one[1]["value"])
    kept = [
        (member, point)
        for place, (member, point) in enumerate(found)
        if order.most is None or place < order.most or member.name in order.highlighted
    ]
    rows = [
        Ranked(
            name=member.name,
            point=point,
            base=None if order.base_day is None else find_at(member.points, order.base_day),
            share=None if whole is None else point["value"] / whole["value"],
            points=_since(member.points, order.base_day),
            is_highlighted=member.name in order.highlighted,
        )
        for member, point in kept
    ]
    if whole is not None and (rest := _find_rest(whole, [row.point for row in rows])):
        base = None if order.base_day is None else find_at(order.whole.points, order.base_day)
        if base is not None:
            base = _find_rest(base, [row.base for row in rows])
        rows.append(Ranked(_("All others, our total"), rest, base, rest["value"] / whole["value"], is_rest=True))
    return Ranking(kind, facet, tuple(rows), order.day, order.base_day)


def find_at(points: pd.DataFrame, day: pd.Timestamp) -> Mapping | None:
    """The value of a series at a day, as a row; None where nobody published one."""
    places = (points["period_end"] == day).to_numpy().nonzero()[0]
    return points.iloc[places[-1]].to_dict() if len(places) else None


def find_common_day(members: Collection[Series]) -> pd.Timestamp | None:
    """The latest day on which all of these series have a value; None where there is none."""
    days = [set(member.points["period_end"]) for member in members]
    return max(set.intersection(*days), default=None) if days else None


def find_base_day(days: pd.Series, year: int) -> pd.Timestamp | None:
    """What the latest of some days is compared with: the last one in a year, else the first; None where it is alone."""
    before = sorted(set(days))[:-1]
    then = [day for day in before if day.year == year]
    return then[-1] if then else next(iter(before), None)


def _since(points: pd.DataFrame, day: pd.Timestamp | None) -> pd.DataFrame:
    return points if day is None else points[points["period_end"] >= day]


def _find_rest(whole: Mapping, parts: Collection[Mapping | None]) -> Mapping | None:
    """What a whole has beyond its parts, as a row of a series that we made; None where that is nothing, or unknown."""
    if any(part is None for part in parts):
        return None
    rest = whole["value"] - sum(part["value"] for part in parts)
    if rest <= 0:
        return None
    statuses = {whole["obs_status"], *(part["obs_status"] for part in parts)}
    doubt = next((status for status in _DOUBTS if status in statuses), "A")
    return {**whole, "value": rest, "obs_status": doubt, "is_computed": True}
