"""Arrivals as rows of tables: the counts that are called so, months and runs of them, ages."""

from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from labour_migration.citation import format_office
from labour_migration.data.codes import PART
from labour_migration.data.package import DataPackage
from labour_migration.figures.arrivals import SEXES, Record, define_count, name_count
from labour_migration.figures.programmes import field_name
from labour_migration.html.inline import joined, link
from labour_migration.html.marks import format_marks
from labour_migration.html.wrong import link_wrong_official
from labour_migration.labels import format_number, format_period, format_unit, isolate
from labour_migration.language import gettext as _


def arrival_columns(year: str) -> list[str]:
    """Heads of the columns of :func:`arrival_cells`."""
    return [_("Figure"), year, _("Definition"), _("Unit"), _("Agency")]


def arrival_cells(rows: pd.DataFrame, package: DataPackage) -> list[list[str | Markup]]:
    """A row a count that is called arrivals: its figure, whom it counts, entries or visas, who counts.

    ``rows`` are of a series, all of one year; a count that nobody published for it has no row.
    """
    cells = []
    for row in rows.to_dict("records"):
        key, source = (row["indicator_id"], row["programme_id"]), package.sources[row["source_id"]]
        unit = package.indicators.loc[row["indicator_id"], "unit"]
        figure = " ".join(filter(None, [format_number(row["value"], unit), format_marks(row)]))
        name, definition = name_count(*key, package), define_count(*key, package)
        origin = joined(link(source.url, format_office(source)), link_wrong_official([row], package), by=" · ")
        cells.append([name, figure, definition, format_unit(unit), origin])
    return cells


def record_columns() -> list[str]:
    """Heads of the columns of :func:`record_cells`."""
    return [
        _("Period"),
        _("Entries"),
        _("Highest before, same months"),
        _("Highest before, any months"),
        _("Highest up to then"),
    ]


def record_cells(records: Sequence[Record]) -> list[list[str]]:
    """A row a run of months: its entries, the highest earlier runs, and whether it is above them."""
    return [
        [
            format_period(record.run["period_start"], record.run["period_end"]),
            _figure(record.run),
            *(_dated(row) for row in (record.same, record.ever)),
            _answer(record),
        ]
        for record in records
    ]


def format_record(record: Record) -> str:
    """A sentence on a run of months: whether it is the highest up to then, and what was highest before."""
    if record.run["value"] > record.ever["value"]:
        pattern = _(
            "{period} had {entries} entries, the most in any {count} months up to then. "
            "The same months of earlier years had at most {same}, in {same_period}."
        )
    elif record.run["value"] > record.same["value"]:
        pattern = _(
            "{period} had {entries} entries, the most for these months up to then. "
            "Other runs of {count} months had more before: {ever} in {ever_period}."
        )
    else:
        pattern = _(
            "{period} had {entries} entries. Other runs of {count} months had more before: {ever} in {ever_period}."
        )
    (period, entries), (same_period, same), (ever_period, ever) = (
        (format_period(row["period_start"], row["period_end"]), format_number(row["value"])) for row in record.rows
    )
    return pattern.format(
        period=period,
        entries=entries,
        count=record.months,
        same=same,
        same_period=same_period,
        ever=ever,
        ever_period=ever_period,
    )


def _answer(record: Record) -> str:
    if record.run["value"] > record.ever["value"]:
        return _("Yes")
    return _("Among the same months only") if record.run["value"] > record.same["value"] else _("No")


def age_columns(package: DataPackage) -> list[str]:
    """Heads of the columns of :func:`age_cells`."""
    labels = package.descriptor.resource("official_statistics").field("category").choices
    return [_("Age"), *(field_name(labels[sex]) for sex in SEXES)]


def age_cells(rows: pd.DataFrame) -> list[list[str | Markup]]:
    """A row an age in years, and one of all ages; ``rows`` are of a series, of one year.

    A figure that nobody published is an empty cell.
    """
    figures = {}
    for row in rows.to_dict("records"):
        sex, _slash, age = row["category"].partition(PART)
        figures.setdefault(age, {})[sex] = _figure(row)
    ages = sorted(figures, key=lambda age: not age)  # all ages last, the others in their order
    return [
        [isolate(age.replace("-", "–")) or _("All ages"), *(figures[age].get(sex, "") for sex in SEXES)] for age in ages
    ]


def _dated(row: Mapping) -> str:
    return _("{figure}, {period}").format(
        figure=_figure(row), period=format_period(row["period_start"], row["period_end"])
    )


def _figure(row: Mapping) -> str:
    return " ".join(filter(None, [format_number(row["value"]), format_marks(row)]))
