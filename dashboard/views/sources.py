"""Each source, its date and what rests on it, in the source's own order."""

from urllib.parse import unquote

import streamlit as st

from components.filters import choose_selection
from components.rows import resting_cells, resting_columns
from components.tables import format_table, joined, link, linked
from labour_migration.citation import format_citation, format_published
from labour_migration.labels import format_date, format_kind
from labour_migration.language import gettext as _
from loading import valid_package

package = valid_package()
st.title(_("Sources"))
st.markdown(_("Whole sources are listed, whatever the filters: from each figure to the words of its article."))
choose_selection(package)

for source in package.sources.values():
    with st.container(border=True, key=f"source-{source.source_id}"):
        st.header(source.title, anchor=source.source_id)
        st.caption(f"{source.publisher} · {format_published(source)} · {format_kind(source.kind)}")
        links = joined(link(source.url, _("Page")), link(source.archive_url, _("Archived copy")), by=" · ")
        read = _("Read in: {copy}, {day}.").format(copy=source.retrieved_from, day=format_date(source.date_accessed))
        lines = joined(unquote(format_citation(source)), read, links, by="<br>")
        st.html(f'<div class="sources">{lines.html}</div>')
        if source.note:
            why = _("Why this date: {note}") if source.is_date_inferred else _("Note: {note}")
            st.html(f'<div class="sources">{linked(why.format(note=source.note)).html}</div>')
        st.html(format_table(_("What rests on it"), resting_columns(), resting_cells(source, package)))
