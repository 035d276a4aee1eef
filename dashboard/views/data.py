"""The filtered rows, every table for download, the codebook."""

import streamlit as st

from components.downloads import (
    cite_dataset,
    extract_rows,
    page_address,
    show_download,
    show_takeaway,
    show_whole_package,
)
from components.filters import choose_selection, show_empty
from labour_migration.data.codebook import describe_resource
from labour_migration.data.selection import Selection, select_table
from labour_migration.html.source_rows import cited_rows
from labour_migration.labels import format_number
from labour_migration.language import gettext as _
from labour_migration.output.snippets import API_TABLES, api_address, curl_snippet, pandas_snippet, r_snippet
from loading import valid_package

# What a reader looks for first; the other columns follow in the order of the file.
ROWS_AT_MOST = 500  # of a table on the page: the file has all
FIRST_COLUMNS = {
    "reported_figures": ["quantity", "unit", "indicator_id", "statement", "as_printed", "words_url"],
    "official_statistics": [
        "indicator_id",
        "programme_id",
        "nationality_id",
        "area_id",
        "category",
        "period_end",
        "value",
        "unit",
        "obs_status",
        "url",
    ],
    "events": ["title", "date_start", "date_end", "as_printed", "words_url"],
}

package = valid_package()
descriptor = package.descriptor
st.title(_("Data"))
st.markdown(
    _("Version {version}. Every file carries the citation of each row: publisher, title, date, address, place, words.")
    .format(version=descriptor.version)
)  # fmt: skip
selection = choose_selection(package, "data")
page = page_address()
addresses = {
    name: api_address(page, f"{name}.csv", selection) for name, table in API_TABLES.items() if table in FIRST_COLUMNS
}

for name, first in FIRST_COLUMNS.items():
    title, slug = _(descriptor.resource(name).title), name.replace("_", "-")
    shown = select_table(package, name, selection)
    st.header(_("{table}, as filtered").format(table=title), anchor=slug)
    if shown.empty:
        show_empty(_("No row of this table is in the selection."), selection)
        continue
    if len(shown) > ROWS_AT_MOST:
        st.caption(
            _("The first {count} of {all} rows; the file has all of them.").format(
                count=format_number(ROWS_AT_MOST), all=format_number(len(shown))
            )
        )
    rows = cited_rows(package, name, selection, ROWS_AT_MOST)
    dates = rows.select_dtypes("datetime").columns
    st.dataframe(
        rows,
        hide_index=True,
        column_order=[*first, *rows.columns.drop(first)],
        column_config={
            **{column: st.column_config.DateColumn(format="YYYY-MM-DD") for column in dates},
            "words_url": st.column_config.LinkColumn(display_text=_("to the words")),
            "url": st.column_config.LinkColumn(display_text=_("page")),
            "archive_url": st.column_config.LinkColumn(display_text=_("archived copy")),
        },
        alt=_("The rows of {table} that the filters leave, with their citations").format(table=title),
    )
    unit = _(descriptor.resource(name).description)
    show_takeaway(extract_rows(slug, title, unit, shown, selection), package)

st.header(_("From a program"), anchor="api")
st.markdown(
    _(
        "The same rows have addresses of their own, with the filters in them; `.json` instead of `.csv` gives JSON. "
        "The first address lists what the data API serves and which parameters it takes."
    )
)
listing = api_address(page, "", Selection())
for caption, snippet in (
    (_("Addresses"), "\n".join([listing, *addresses.values()])),
    (_("In Python, with pandas"), pandas_snippet(addresses)),
    (_("In R"), r_snippet(addresses)),
    (_("In a shell, with curl"), curl_snippet(addresses)),
):
    st.caption(caption)
    st.code(snippet, language=None)  # colours of a language are too pale to read

st.header(_("Every table"), anchor="tables")
with st.container(horizontal=True):
    for resource in descriptor.resources:
        show_download(_(resource.title), resource.name.replace("_", "-"), package.tables[resource.name], package)
show_whole_package()
st.header(_("Cite the data"), anchor="cite")
cite_dataset(package)

st.header(_("Codebook"), anchor="codebook")
for resource in descriptor.resources:
    with st.expander(f"{_(resource.title)} · {resource.path}"):
        st.markdown(describe_resource(resource))
