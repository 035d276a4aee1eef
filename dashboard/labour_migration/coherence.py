"""Whether published parts fit their published wholes: routes, categories, nationalities, prefectures."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from labour_migration.routes import ROOT, Routes
from labour_migration.series import KEY, build_series

COUNTRY = "JPN"  # the whole of the prefectures
# Indicator -> what counts the people of whom no prefecture is known.
REMAINDERS = {"residents": "residents-undetermined"}


@dataclass(frozen=True)
class Incoherence:
    """Parts that do not fit their whole.

    ``code`` is that of ``exceptions.csv``; ``line`` is the index of the whole among the observations,
    ``key`` its values by column of the key; ``parts`` is what the parts sum to.
    """

    code: str
    line: int
    key: dict[str, object]
    whole: float
    parts: float

    @property
    def difference(self) -> float:
        """What the parts fall short of the whole; negative where they exceed it."""
        return self.whole - self.parts


def find_incoherences(observations: pd.DataFrame, routes: Routes) -> list[Incoherence]:
    """Every place where parts do not fit their whole.

    Parts may never exceed a whole. They must sum to it where all of them are there: the parts of a
    route that are published for anybody at the time; of the total, every group of routes that the
    indicator knows; of Japan, every prefecture, with the published number of people without one, or,
    where that is not published, with no more than the greatest such number that is.

    ``observations`` are rows of ``official_statistics.csv``, typed, rivals resolvable; their index is
    kept. Those of other indicators, periods or kinds are never compared.
    """
    series = build_series(observations)
    found = [
        *_in_routes(series, routes),
        *_in_column(series, "category", ""),
        *_in_column(series, "nationality_id", "all"),
        *_in_prefectures(series),
    ]
    return sorted(found, key=lambda incoherence: incoherence.line)


def _in_routes(series: pd.DataFrame, routes: Routes) -> Iterator[Incoherence]:
    rest = [column for column in KEY if column != "programme_id"]
    anybody = [column for column in rest if column != "nationality_id"]
    known = {key: set(rows["programme_id"]) for key, rows in series.groupby(anybody, sort=False)}
    groups = {
        indicator: {routes.group(code) for code in rows["programme_id"]} - {ROOT}
        for indicator, rows in series.groupby("indicator_id", sort=False)
    }
    for key, rows in series.groupby(rest, sort=False):
        at = dict(zip(rest, key, strict=True))
        values = dict(zip(rows["programme_id"], rows["value"], strict=True))
        lines = dict(zip(rows["programme_id"], rows.index, strict=True))
        anyone = known[tuple(at[column] for column in anybody)]
        for code, whole in values.items():
            sums = {part: _sum(part, values, routes) for part in routes.parts(code)}
            there = {part for part, value in sums.items() if value is not None}
            if not there:
                continue
            if code == ROOT:
                is_whole = there == groups[at["indicator_id"]] and len(there) > 1
            else:
                is_whole = there == {part for part in sums if anyone & set(routes.family(part))}
            parts = sum(sums[part] for part in there)
            if parts > whole or (is_whole and parts < whole):
                kind = "parts-exceed-whole" if parts > whole else "parts-miss-whole"
                yield Incoherence(kind, lines[code], {**at, "programme_id": code}, whole, parts)


def _sum(code: str, values: dict[str, float], routes: Routes) -> float | None:
    """The value of a route, or the sum of its parts; None where neither is there."""
    if code in values:
        return values[code]
    sums = [value for part in routes.parts(code) if (value := _sum(part, values, routes)) is not None]
    return sum(sums) if sums else None


def _in_column(series: pd.DataFrame, column: str, whole_code: str) -> Iterator[Incoherence]:
    """Values of a column that together exceed the value of the code that stands for all of them."""
    rest = [other for other in KEY if other != column]
    for key, rows in series.groupby(rest, sort=False):
        is_whole = rows[column] == whole_code
        if is_whole.all() or not is_whole.any():
            continue
        whole, parts = rows.loc[is_whole, "value"].iloc[0], rows.loc[~is_whole, "value"].sum()
        if parts > whole:
            at = {**dict(zip(rest, key, strict=True)), column: whole_code}
            yield Incoherence("parts-exceed-whole", int(rows.index[is_whole][0]), at, whole, parts)


def _in_prefectures(series: pd.DataFrame) -> Iterator[Incoherence]:
    rest = [column for column in KEY if column != "area_id"]
    is_prefecture = series["area_id"].str.startswith("JP-")
    for indicator, rows in series[is_prefecture].groupby("indicator_id", sort=False):
        every = rows["area_id"].nunique()
        unplaced = series[series["indicator_id"] == REMAINDERS.get(indicator)].set_index(rest[1:])["value"]
        wholes = series[(series["indicator_id"] == indicator) & (series["area_id"] == COUNTRY)]
        keys = wholes[rest].itertuples(index=False, name=None)
        places = dict(zip(keys, zip(wholes.index, wholes["value"], strict=True), strict=True))
        for key, prefectures in rows.groupby(rest, sort=False):
            if key not in places:
                continue
            line, whole = places[key]
            is_published = key[1:] in unplaced.index
            parts = prefectures["value"].sum() + (unplaced[key[1:]] if is_published else 0)
            allowed = 0 if is_published else unplaced.max() if len(unplaced) else 0
            at = {**dict(zip(rest, key, strict=True)), "area_id": COUNTRY}
            if parts > whole:
                yield Incoherence("parts-exceed-whole", line, at, whole, parts)
            elif len(prefectures) == every and whole - parts > allowed:
                kind = "parts-miss-whole" if is_published else "remainder-too-large"
                yield Incoherence(kind, line, at, whole, parts)
