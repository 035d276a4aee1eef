"""Each source, its date and what rests on it, in the source's own order."""

from urllib.parse import unquote

import streamlit as st
from markupsafe import Markup

from components.downloads import cite_source
from components.filters import choose_selection, show_notice
from labour_migration.citation import format_citation, format_published
from labour_migration.data.selection import parse_option
from labour_migration.html.inline import joined, link, link_within, linked
from labour_migration.html.source_rows import make_resting
from labour_migration.labels import format_date, format_kind
from labour_migration.language import gettext as _
from loading import valid_package

package = valid_package()
st.title(_("Sources"))
st.markdown(_("Whole sources are listed, whatever the filters: from each figure to the words of its article."))
choose_selection(package, "sources")

queried = {"source": st.query_params.get_all("source")}
source_id, problems = parse_option(queried, "source", ["", *package.sources])
show_notice(problems)
if source_id:
    st.html(f'<div class="sources">{link_within("sources", {}, _("All sources"))}</div>')
shown = [package.sources[source_id]] if source_id else package.sources.values()

for source in shown:
    with st.container(border=True, key=f"source-{source.source_id}"):
        st.header(source.title, anchor=source.source_id)
        st.caption(f"{source.publisher} · {format_published(source)} · {format_kind(source.kind)}")
        links = [link(source.url, _("Page")), link(source.archive_url, _("Archived copy"))]
        if not source_id:
            links.append(link_within("sources", {"source": [source.source_id]}, _("Cite")))
        read = _("Read in: {copy}, {day}.").format(copy=source.retrieved_from, day=format_date(source.date_accessed))
        lines = joined(unquote(format_citation(source)), read, joined(*links, by=" · "), by=Markup("<br>"))
        st.html(f'<div class="sources">{lines}</div>')
        if source.note:
            why = _("Why this date: {note}") if source.is_date_inferred else _("Note: {note}")
            st.html(f'<div class="sources">{linked(why.format(note=source.note))}</div>')
        st.html(make_resting(package, source.source_id))

if source_id:
    st.header(_("Cite this source"), anchor="cite")
    cite_source(package.sources[source_id], package)
