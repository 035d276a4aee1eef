"""What strips are made of: series as tracks, notes in time, the axis that tracks share; and their words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from labour_migration.figures.canvas import OFFICIAL, fitted, name_point
from labour_migration.figures.reported import Panel, build_panels
from labour_migration.labels import format_number, format_period, whole_months
from labour_migration.language import gettext as _
from labour_migration.package import DataPackage
from labour_migration.routes import ROOT
from labour_migration.selection import Selection, select_years

LINE, BARS, STEPS = "line", "bars", "steps"
_YEAR = 12  # months: a flow of less is not drawn beside years, and of more only as a stroke


@dataclass(frozen=True)
class Track:
    """One series of a strip.

    ``points`` are rows of a series (``labour_migration.series.COLUMNS``), in the order of time. A track that is not
    drawn stands in the table of its strip alone; one that is not labelled has no name beside its end.
    """

    name: str
    points: pd.DataFrame
    colour: str = OFFICIAL
    width: int = 2
    is_drawn: bool = True
    is_labelled: bool = True


@dataclass(frozen=True)
class Note:
    """Something named at a time: a break in a series, a day of an event; or a span of it, with a last day."""

    text: str
    start: pd.Timestamp
    end: pd.Timestamp | None = None


@dataclass(frozen=True)
class Strip:
    """Series of one indicator on one axis.

    ``shape`` is LINE for stocks, BARS for flows and for stocks that are stacked (several tracks are), STEPS for
    flows that are told by several: a stroke as long as its period. ``panel`` are reported figures of the same
    indicator and routes, ``reported`` their rows, with what repeats them and what is undated.
    A logarithmic axis shows no zero. ``breaks`` end lines and are drawn across the strip; ``spans`` are
    drawn behind it, ``days`` through it. ``ties`` join a report to the official figure that it is held against:
    the time, the reported and the official level.
    """

    title: str
    unit: str
    kind: str
    shape: str
    tracks: tuple[Track, ...]
    panel: Panel | None = None
    reported: pd.DataFrame | None = None
    breaks: tuple[Note, ...] = ()
    spans: tuple[Note, ...] = ()
    days: tuple[Note, ...] = ()
    ties: tuple[tuple[pd.Timestamp, float, float], ...] = ()
    is_log: bool = False

    @property
    def drawn(self) -> tuple[Track, ...]:
        """The tracks that the chart shows, with the points that it can show."""
        tracks = (track for track in self.tracks if track.is_drawn)
        shown = ((track, track.points[self.can_draw(track.points)]) for track in tracks)
        return tuple(replace(track, points=points) for track, points in shown if not points.empty)

    @property
    def leaves_out(self) -> bool:
        """True where the table has periods that the chart cannot show beside years."""
        tracks = (track for track in self.tracks if track.is_drawn)
        frames = [track.points for track in tracks]
        if self.reported is not None:
            frames.append(self.reported[self.reported["period_end"].notna()])
        return any(not self.can_draw(points).all() for points in frames)

    def can_draw(self, points: pd.DataFrame) -> pd.Series:
        """True of each row with a period that the chart can show."""
        if self.is_log:
            return points["value"] > 0
        if self.shape == LINE:
            return pd.Series(True, index=points.index)
        periods = zip(points["period_start"], points["period_end"], strict=True)
        months = [_YEAR if start == end else whole_months(start, end) or 0 for start, end in periods]
        can_be = [count == _YEAR if self.shape == BARS else count >= _YEAR for count in months]
        return pd.Series(can_be, index=points.index, dtype=bool)


def seen(strips: Sequence[Strip]) -> list[Strip]:
    """The strips that have something to draw."""
    return [strip for strip in strips if strip.drawn or strip.panel]


def name_points(place: int, number: int, track: Track) -> list[str]:
    """What each point of a drawn track carries: places alone, so that what we computed can be found again as well."""
    return [name_point("official", place, number, row) for row in range(len(track.points))]


def find_point(strips: Sequence[Strip], place: int, number: int, row: int) -> tuple[Strip, pd.Series]:
    """The point that :func:`name_points` has named, and its strip."""
    strip = seen(strips)[place]
    return strip, strip.drawn[number].points.iloc[row]


def with_reports(
    strip: Strip,
    indicator_id: str,
    package: DataPackage,
    selection: Selection,
    programmes: Collection[str] = (ROOT,),
) -> Strip:
    """The strip with the outcomes that articles print of just what it shows: this indicator, these routes.

    A part of a year is no mark beside years: it stands in the table.
    """
    rows = select_years(package.reported, selection)
    rows = rows[
        (rows["indicator_id"] == indicator_id)
        & (rows["statement"] == "outcome")
        & rows["programme_id"].isin(programmes)
    ]
    dated = rows[rows["period_end"].notna()]
    panels = build_panels(dated[strip.can_draw(dated)], package)
    return replace(strip, panel=panels[0] if panels else None, reported=rows)


def describe_strips(strips: Sequence[Strip], opening: str) -> str:
    """The alternative text of :func:`draw_strips`: each track's first and last figure, reports with their hedge."""
    clauses = []
    for strip in strips:
        for track in sorted(strip.drawn, key=lambda track: -track.width):  # what stands out comes first
            first, last = track.points.iloc[0], track.points.iloc[-1]
            if len(strip.drawn) == 1:
                name = strip.title
            elif len(strips) == 1:
                name = track.name
            else:
                name = _("{strip}, {track}").format(strip=strip.title, track=track.name)
            start, end = (
                _("{value} ({period})").format(
                    value=format_number(point["value"], strip.unit),
                    period=format_period(point["period_start"], point["period_end"]),
                )
                for point in (first, last)
            )
            pattern = _("{name}: {end}") if len(track.points) == 1 else _("{name}: {start} to {end}")
            clauses.append(pattern.format(name=name, start=start, end=end))
        if strip.panel:
            first, *others = strip.panel.marks["label"]
            clauses += [_("articles print {figures}").format(figures=first), *others]
    return fitted(opening, clauses) if clauses else ""
