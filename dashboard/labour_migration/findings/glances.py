"""The findings that open the first page: a sentence each, with the few numbers behind it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from labour_migration.content import Content
from labour_migration.data.codes import JAPAN, PAKISTAN, SINCE
from labour_migration.data.goods import TRADE
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.series import full_series, pick
from labour_migration.figures.programmes import HELD
from labour_migration.findings import sentences
from labour_migration.findings.wording import qualify
from labour_migration.labels import format_figure, format_list, format_number, format_period, row_quantity
from labour_migration.language import gettext as _
from labour_migration.results.judgement import NOT_JUDGED
from labour_migration.results.reconcile import Reconciliation, reconcile


@dataclass(frozen=True, eq=False)
class Glance:
    """A finding of another page, and what its small chart shows: lines over time, or marks along a scale.

    ``lines`` have a name and official points in the order of time, of one indicator. ``reported`` and ``official`` are
    numbers on one scale, in ``unit``, each once.
    """

    sentence: str
    view: str
    unit: str
    lines: tuple[tuple[str, pd.DataFrame], ...] = ()
    reported: tuple[float, ...] = ()
    official: tuple[float, ...] = ()


def find_glances(package: DataPackage) -> Iterator[Glance]:
    """The findings on residents, on the labour programmes and on trade; without rows there is none."""
    people = pick(full_series(package), indicator_id="residents", nationality_id=PAKISTAN, area_id=JAPAN)
    people = people[people["period_end"] >= f"{SINCE}-12-01"]
    whole = pick(people, programme_id=ROOT)
    parts = people[people["programme_id"].isin(HELD)]
    lines = {code: pick(parts, programme_id=code) for code in HELD}
    named = tuple((package.programmes.loc[code, "abbreviation"], rows) for code, rows in lines.items() if len(rows))
    found = (
        Glance(sentences.residents(package, Content(whole)), "residents", "persons", (("", whole),)),
        Glance(sentences.holders(package, Content(parts)), "programmes", "persons", named),
        tell_trade(package),
    )
    yield from (glance for glance in found if glance.sentence)


def tell_trade(package: DataPackage) -> Glance:
    """What articles without a year reported of trade beside the latest official totals; no sentence where none did."""
    unit = package.indicators.loc[TRADE, "unit"] if TRADE in package.indicators.index else ""
    latest = _beside_latest(package)
    if not latest:
        return Glance("", "trade", unit)
    figures = sorted((one.figure for one in latest), key=lambda figure: row_quantity(figure).level)
    totals = list({one.value: one for found in latest for one in found.together}.values())
    official = max(totals, key=lambda one: one.period_end)
    years = sorted({package.sources[figure["source_id"]].date_published.year for figure in figures})
    one = _("An article in {years} reported trade of {least}. Official: {official} in {period}")
    several = _("Articles in {years} reported trade of {least} to {most}. Official: {official} in {period}")
    told = (one if len(figures) == 1 else several).format(
        years=format_list([str(year) for year in years]),
        least=format_figure(figures[0], unit),
        most=format_figure(figures[-1], unit),
        official=format_number(official.value, unit),
        period=format_period(official.period_start, official.period_end),
    )
    return Glance(
        sentence=qualify(told, official.observations),
        view="trade",
        unit=unit,
        reported=tuple(dict.fromkeys(row_quantity(figure).level for figure in figures)),
        official=tuple(sorted(one.value for one in totals)),
    )


def _beside_latest(package: DataPackage) -> list[Reconciliation]:
    """The reported figures of trade that are set beside the latest official total, one comparison each."""
    undated: dict[str, Reconciliation] = {}
    for one in reconcile(package):
        if one.figure["indicator_id"] == TRADE and one.verdict == NOT_JUDGED:
            undated.setdefault(one.figure["figure_id"], one)
    ends = {code: max(official.period_end for official in one.together) for code, one in undated.items()}
    return [one for code, one in undated.items() if ends[code] == max(ends.values())]
