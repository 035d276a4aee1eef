"""What is not known: programme by year, an official figure, only a report, nothing."""

from collections.abc import Iterator

import pandas as pd

from labour_migration.blocks import (
    Block,
    Caption,
    Downloads,
    Empty,
    Heading,
    Html,
    Introduction,
    Section,
    Text,
    Title,
    missing_figures,
)
from labour_migration.charts import find_chart, find_extract
from labour_migration.coverage import NOTHING, OFFICIAL, QUESTIONS, REPORTED, Question
from labour_migration.data.package import DataPackage
from labour_migration.data.series import pick
from labour_migration.html.coverage_rows import coverage_cells, coverage_columns
from labour_migration.html.tables import Table, format_table
from labour_migration.labels import format_number
from labour_migration.language import gettext as _
from labour_migration.view import View


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down."""
    yield Title(_("What is not known"))
    yield Introduction(
        _("What has been found of each labour programme in each year since the memoranda of 2019, and what has not.")
        + " "
        + _("A figure of a part of a year is enough, and a sum of published parts; a link leads to the figures.")
    )
    chart = find_chart("gaps", "coverage")
    extract = find_extract(chart, package, view)
    if extract.rows.empty:
        yield Empty(_(chart.empty), view)
    else:
        yield Text(_summarise(extract.rows))
        for question in QUESTIONS:
            yield _lay_out_question(question, pick(extract.rows, question=question.question_id), package)
        yield Downloads(extract)
    yield missing_figures("gaps", package, view)


def _summarise(rows: pd.DataFrame) -> str:
    counts = {state: int((rows["state"] == state).sum()) for state in (OFFICIAL, REPORTED, NOTHING)}
    numbers = {state: format_number(count) for state, count in counts.items()}
    pattern = _("**{official} of {cells} cells have an official figure, {reported} only a report, {nothing} nothing.**")
    said = pattern.format(cells=format_number(sum(counts.values())), **numbers)
    return f"{said} {_('Years before a programme is in force are not counted.')}"


def _lay_out_question(question: Question, asked: pd.DataFrame, package: DataPackage) -> Section:
    label = _(question.label)
    caption = _("{question}: a figure of the {office}").format(question=label, office=_(question.office))
    cells = coverage_cells(asked, question.page, package)
    reasons = filter(None, asked["reason"].unique())
    return Section(
        f"panel-{question.question_id}",
        (
            Heading(label, question.question_id),
            Html(format_table(Table(caption, coverage_columns(asked), cells, is_grid=True))),
            *(Caption(_("Why something is missing: {reason}").format(reason=reason)) for reason in reasons),
        ),
    )
