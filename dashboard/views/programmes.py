"""TITP and SSW since 2019: who holds them, what was announced, what each is, what the articles say; the sectors."""

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
    chart_blocks,
    charts,
    missing_figures,
)
from labour_migration.charts import find_chart, find_content, find_extract
from labour_migration.citation import format_citation
from labour_migration.coverage import LABOUR
from labour_migration.data.package import DataPackage
from labour_migration.figures.programmes import is_chosen
from labour_migration.html.event_rows import event_cells, event_columns
from labour_migration.html.inline import link
from labour_migration.html.references import format_lines, format_references
from labour_migration.html.reported_rows import figure_cells, figure_columns
from labour_migration.html.sector_rows import sector_cells, sector_columns
from labour_migration.html.tables import Table, format_table
from labour_migration.labels import format_date
from labour_migration.language import gettext as _
from labour_migration.output.extract import find_sources
from labour_migration.site import find_view, format_heading
from labour_migration.view import View


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down."""
    yield Title(format_heading(find_view("programmes")))
    yield Introduction(_("Pakistan and Japan signed agreements on two labour programmes in 2019: TITP and SSW."))
    events = find_chart("programmes", "programme-events")
    yield from charts("programmes", package, view, but=[events.slug])
    codes = [code for code in package.routes.parts(LABOUR) if is_chosen(code, package, view.selection)]
    if not codes:
        yield Empty(_("No programme of its own is in this selection."), view)
    elif not package.reported["programme_id"].isin(codes).any():
        yield Text(_("The articles print no number of people under these programmes."))
    yield from chart_blocks(events, package, view)
    for code in codes:
        yield _lay_out_programme(code, package, view)
    yield _lay_out_sectors(package, view)
    yield missing_figures("programmes", package, view)


def _lay_out_programme(code: str, package: DataPackage, view: View) -> Section:
    """One programme: its names, its start, what the sources say of it, what articles print of it."""
    programme = package.programmes.loc[code]
    facts = [programme["name_ja"]]
    if programme["date_start"]:
        started = format_date(pd.Timestamp(programme["date_start"]), "month")
        facts.append(_("start in this record: {month}").format(month=started))
    blocks: list[Block] = [
        Heading(f"{_(programme['name'])} ({programme['abbreviation']})", code),
        Caption(" · ".join(filter(None, facts))),
        Text(_(programme["description"])),
    ]
    if programme["source_id"]:
        source = package.sources[programme["source_id"]]
        blocks.append(Html(format_lines(link(source.url, format_citation(source)))))
    events, reported = (
        rows[rows["programme_id"] == code]
        for rows in (
            find_content(find_chart("programmes", slug), package, view).rows
            for slug in ("programme-events", "programme-figures")
        )
    )
    if not events.empty:
        table = format_table(Table(_("What the sources say of it"), event_columns(), event_cells(events, package)))
        blocks.append(Html(table))
    if not reported.empty:
        table = Table(_("Figures in print"), figure_columns(), figure_cells(reported, package))
        blocks.append(Html(format_table(table)))
    return Section(f"programme-{code}", tuple(blocks))


def _lay_out_sectors(package: DataPackage, view: View) -> Section:
    """The sectors that articles name; no filter applies to them."""
    extract = find_extract(find_chart("programmes", "sectors"), package, view)
    table = Table(_("Sectors and their role"), sector_columns(package), sector_cells(package))
    return Section(
        "panel-sectors",
        (
            Heading(extract.title, extract.slug),
            Caption(_("The articles give no number for any of them, and no programme: the filters do not apply here.")),
            Html(format_table(table)),
            Html(format_references(find_sources(extract.frames, package))),
            Downloads(extract, package.sectors),
        ),
    )
