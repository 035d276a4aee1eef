"""The filtered rows, every table for download, the codebook."""

from collections.abc import Iterator

from labour_migration.blocks import (
    Block,
    Caption,
    Download,
    Downloads,
    Empty,
    Folded,
    Grid,
    Heading,
    Introduction,
    PackageCitation,
    Row,
    Snippets,
    Text,
    Title,
    WholePackage,
)
from labour_migration.charts import Chart, charts_of, find_extract
from labour_migration.data.codebook import describe_resource
from labour_migration.data.package import DataPackage
from labour_migration.html.source_rows import cited_rows
from labour_migration.labels import format_number
from labour_migration.language import gettext as _
from labour_migration.view import View

_ROWS_AT_MOST = 500  # of a table on the page: the file has all
# What a reader looks for first; the other columns follow in the order of the file.
_FIRST_COLUMNS = {
    "reported_figures": ("quantity", "unit", "indicator_id", "statement", "as_printed", "words_url"),
    "official_statistics": (
        "indicator_id", "programme_id", "nationality_id", "area_id", "category", "period_end", "value", "unit",
        "obs_status", "url",
    ),
    "events": ("title", "date_start", "date_end", "as_printed", "words_url"),
}  # fmt: skip


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down."""
    descriptor = package.descriptor
    yield Title(_("Data"))
    said = _(
        "Version {version}. Every file carries the citation of each row: publisher, title, date, address, place, words."
    )
    yield Introduction(said.format(version=descriptor.version))
    for chart in charts_of("data"):
        yield from _lay_out_table(chart, package, view)
    yield Heading(_("From a program"), "api")
    yield Text(
        _(
            "The same rows have addresses of their own, with the filters in them; `.json` instead of `.csv` gives "
            "JSON. The first address lists what the data API serves and which parameters it takes."
        )
    )
    yield Snippets(tuple(chart.table for chart in charts_of("data")), view.selection)
    yield Heading(_("Every table"), "tables")
    yield Row(
        tuple(
            Download(_(resource.title), resource.name.replace("_", "-"), package.tables[resource.name])
            for resource in descriptor.resources
        )
    )
    yield WholePackage()
    yield Heading(_("Cite the data"), "cite")
    yield PackageCitation()
    yield Heading(_("Codebook"), "codebook")
    for resource in descriptor.resources:
        yield Folded(f"{_(resource.title)} · {resource.path}", (Text(describe_resource(resource)),))


def _lay_out_table(chart: Chart, package: DataPackage, view: View) -> Iterator[Block]:
    """The rows of a table that the filters leave: the first of them on the page, all in the file."""
    extract = find_extract(chart, package, view)
    yield Heading(_("{table}, as filtered").format(table=extract.title), extract.slug)
    if extract.rows.empty:
        yield Empty(_(chart.empty), view)
        return
    count = len(extract.rows)
    if count > _ROWS_AT_MOST:
        told = _("The first {count} of {all} rows; the file has all of them.")
        yield Caption(told.format(count=format_number(_ROWS_AT_MOST), all=format_number(count)))
    rows = cited_rows(package, chart.table, view.selection, _ROWS_AT_MOST)
    alt = _("The rows of {table} that the filters leave, with their citations").format(table=extract.title)
    yield Grid(rows, _FIRST_COLUMNS.get(chart.table, ()), alt)
    yield Downloads(extract)
