"""Finds published parts that do not sum to their published whole: routes, categories, nationalities, prefectures."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from labour_migration.data.codes import EVERYBODY, JAPAN, in_prefecture, whole_category
from labour_migration.data.routes import ROOT, Routes
from labour_migration.data.series import KEY, build_series

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
    codes = [column for column in KEY if observations[column].dtype == "str"]
    series = build_series(observations.astype(dict.fromkeys(codes, "category")))
    found = [
        *_in_routes(series, routes),
        *_in_categories(series),
        *_in_column(series, "nationality_id", EVERYBODY),
        *_in_prefectures(series),
    ]
    return sorted(found, key=lambda incoherence: incoherence.line)


def _in_routes(series: pd.DataFrame, routes: Routes) -> Iterator[Incoherence]:
    """Routes whose parts do not fit them: a line of numbers for each key, a column for each route."""
    rest = [column for column in KEY if column != "programme_id"]
    anybody = [column for column in rest if column != "nationality_id"]
    columns = {
        code: place for place, code in enumerate(dict.fromkeys([*routes.ordered, *series["programme_id"].unique()]))
    }
    at = series.groupby(rest, sort=False).ngroup().to_numpy()
    people = series.groupby(anybody, sort=False).ngroup().to_numpy()
    programme = series["programme_id"].map(columns).to_numpy(dtype=int)
    first = np.unique(at, return_index=True)[1]  # of each key, the first row
    size = len(first), len(columns)
    values, rows = np.full(size, np.nan), np.zeros(size, dtype=int)
    values[at, programme] = series["value"]
    rows[at, programme] = np.arange(len(series))
    is_known = np.zeros((people.max(initial=-1) + 1, len(columns)), dtype=bool)
    is_known[people, programme] = True
    is_known = is_known[people[first]]
    sums = values.copy()
    for code in reversed(routes.ordered):
        parts = [columns[part] for part in routes.parts(code)]
        if not parts:
            continue
        place, there = columns[code], ~np.isnan(sums[:, parts])
        total = np.nansum(sums[:, parts], axis=1)
        if code == ROOT:
            is_whole = _has_every_group(series, first, there, routes)
        else:
            families = [[columns[member] for member in routes.family(part)] for part in routes.parts(code)]
            expected = np.column_stack([is_known[:, family].any(axis=1) for family in families])
            is_whole = (there == expected).all(axis=1)
        whole, is_any = values[:, place], there.any(axis=1)
        for key in np.flatnonzero(is_any & ((total > whole) | (is_whole & (total < whole)))):
            kind = "parts-exceed-whole" if total[key] > whole[key] else "parts-miss-whole"
            yield _incoherence(kind, series.iloc[rows[key, place]], whole[key], total[key])
        sums[:, place] = np.where(np.isnan(whole) & is_any, total, whole)


def _has_every_group(series: pd.DataFrame, first: np.ndarray, there: np.ndarray, routes: Routes) -> np.ndarray:
    """For each key, by its first row, whether every group that its indicator knows is there, and more than one."""
    named = series.drop_duplicates(["indicator_id", "programme_id"])
    groups = (
        named["programme_id"]
        .astype("str")
        .map(routes.group)
        .groupby(named["indicator_id"])
        .agg(lambda codes: {*codes} - {ROOT})
    )
    expected = {
        indicator: [group in known for group in routes.groups] if known <= {*routes.groups} else None
        for indicator, known in groups.items()
    }
    is_whole = np.zeros(len(first), dtype=bool)
    indicators = series["indicator_id"].iloc[first]
    for indicator, known in expected.items():
        if known is not None and sum(known) > 1:
            is_whole |= (indicators == indicator).to_numpy() & (there == known).all(axis=1)
    return is_whole


def _in_categories(series: pd.DataFrame) -> Iterator[Incoherence]:
    """Categories that together exceed the one that they are parts of, or the whole."""
    codes = series["category"].unique()
    for whole in dict.fromkeys(whole_category(code) for code in codes):
        parts = [code for code in codes if whole_category(code) == whole]
        yield from _in_column(series[series["category"].isin([whole, *parts])], "category", whole)


def _in_column(series: pd.DataFrame, column: str, whole_code: str) -> Iterator[Incoherence]:
    """Values of a column that together exceed the value of the code that stands for all of them."""
    rest = [other for other in KEY if other != column]
    is_whole = series[column] == whole_code
    parts = series[~is_whole].groupby(rest, sort=False)["value"].sum().rename("parts")
    held = series[is_whole].join(parts, on=rest)
    for _line, row in held[held["parts"] > held["value"]].iterrows():
        yield _incoherence("parts-exceed-whole", row, row["value"], row["parts"])


def _in_prefectures(series: pd.DataFrame) -> Iterator[Incoherence]:
    rest = [column for column in KEY if column != "area_id"]
    is_prefecture = in_prefecture(series)
    for indicator in series.loc[is_prefecture, "indicator_id"].unique():
        is_its = series["indicator_id"] == indicator
        prefectures = series[is_prefecture & is_its]
        every = prefectures["area_id"].nunique()
        unplaced = series[series["indicator_id"] == REMAINDERS.get(indicator)].set_index(rest[1:])["value"]
        parts = prefectures.groupby(rest, sort=False)["value"].agg(parts="sum", count="size")
        held = series[is_its & (series["area_id"] == JAPAN)].join(parts, on=rest, how="inner")
        held = held.join(unplaced.rename("unplaced"), on=rest[1:])
        is_published = held["unplaced"].notna()
        total = held["parts"] + held["unplaced"].fillna(0)
        allowed = (~is_published).astype(float) * (unplaced.max() if len(unplaced) else 0)
        is_missed = (held["count"] == every) & (held["value"] - total > allowed)
        for line in held.index[(total > held["value"]) | is_missed]:
            kind = "parts-miss-whole" if is_published[line] else "remainder-too-large"
            if total[line] > held.loc[line, "value"]:
                kind = "parts-exceed-whole"
            yield _incoherence(kind, held.loc[line], held.loc[line, "value"], total[line])


def _incoherence(code: str, row: pd.Series, whole: float, parts: float) -> Incoherence:
    """Parts that do not fit the whole of a row."""
    return Incoherence(code, int(row.name), row[KEY].to_dict(), float(whole), float(parts))
