"""What is not known: programme by year, an official figure, only a report, nothing."""

import streamlit as st

from components.downloads import extract_rows, show_takeaway
from components.filters import choose_selection, show_empty
from labour_migration.coverage import NOTHING, OFFICIAL, QUESTIONS, REPORTED, coverage
from labour_migration.data.series import pick
from labour_migration.html.coverage_rows import coverage_cells, coverage_columns
from labour_migration.html.tables import Table, format_table
from labour_migration.labels import format_number
from labour_migration.language import gettext as _
from loading import valid_package

package = valid_package()
st.title(_("What is not known"))
st.markdown(
    _("What has been found of each labour programme in each year since the memoranda of 2019, and what has not.")
    + " "
    + _("A figure of a part of a year is enough, and a sum of published parts; a link leads to the figures.")
)
selection = choose_selection(package, "gaps")

rows = coverage(package, selection)
if rows.empty:
    show_empty(_("No labour programme since 2019 is in the selection."), selection)
else:
    counts = {state: int((rows["state"] == state).sum()) for state in (OFFICIAL, REPORTED, NOTHING)}
    numbers = {state: format_number(count) for state, count in counts.items()}
    st.markdown(
        _(
            "**{official} of {cells} cells have an official figure, {reported} only a report, {nothing} nothing.**"
        ).format(cells=format_number(sum(counts.values())), **numbers)
        + " "
        + _("Years before a programme is in force are not counted.")
    )

    for question in QUESTIONS:
        asked = pick(rows, question=question.question_id)
        with st.container(border=True, key=f"panel-{question.question_id}"):
            st.header(_(question.label), anchor=question.question_id)
            caption = _("{question}: a figure of the {office}").format(
                question=_(question.label), office=_(question.office)
            )
            cells = coverage_cells(asked, question.page, package)
            st.html(format_table(Table(caption, coverage_columns(asked), cells, is_grid=True)))
            for reason in filter(None, asked["reason"].unique()):
                st.caption(_("Why something is missing: {reason}").format(reason=reason))
    unit = _("Labour programmes by year: an official figure, only a report, nothing.")
    show_takeaway(extract_rows("coverage", _("What is not known"), unit, rows, selection), package)
