"""Each source, its date and what rests on it, in the source's own order."""

from collections.abc import Iterator
from urllib.parse import unquote

from labour_migration.blocks import Block, Caption, Folded, Heading, Html, Introduction, RowCitation, Section, Title
from labour_migration.citation import format_citation, format_published
from labour_migration.data.package import DataPackage
from labour_migration.data.remarks import format_note
from labour_migration.data.schema import Source
from labour_migration.html.inline import joined, link, link_within, linked
from labour_migration.html.references import format_lines
from labour_migration.html.source_rows import make_passages, make_resting
from labour_migration.labels import format_date, format_kind
from labour_migration.language import gettext as _
from labour_migration.view import View


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down: one source where the address names it, else all of them."""
    yield Title(_("Sources"))
    yield Introduction(
        _("Whole sources are listed, whatever the filters: from each figure to the words of its article.")
    )
    chosen = view["source"]
    if chosen:
        yield Html(format_lines(link_within("sources", {}, _("All sources"))))
    for source in [package.sources[chosen]] if chosen else package.sources.values():
        yield _lay_out_source(source, package, is_alone=bool(chosen))
    if chosen:
        yield Heading(_("Cite this source"), "cite")
        yield RowCitation(package.sources[chosen], {})


def _lay_out_source(source: Source, package: DataPackage, is_alone: bool) -> Section:
    links = [link(source.url, _("Page")), link(source.archive_url, _("Archived copy"))]
    if not is_alone:
        links.append(link_within("sources", {"source": [source.source_id]}, _("Cite")))
    read = _("Read in: {copy}, {day}.").format(copy=source.retrieved_from, day=format_date(source.date_accessed))
    blocks = [
        Heading(source.title, source.source_id),
        Caption(f"{source.publisher} · {format_published(source)} · {format_kind(source.kind)}"),
        Html(format_lines(unquote(format_citation(source)), read, joined(*links, by=" · "))),
    ]
    if note := format_note(source.remarks, source.note, package):
        why = _("Why this date: {note}") if source.is_date_inferred else _("Note: {note}")
        blocks.append(Html(format_lines(linked(why.format(note=note)))))
    blocks.append(Html(make_resting(package, source.source_id)))
    if passages := make_passages(package, source.source_id):
        blocks.append(Folded(_("Every sentence of this article, and what it became"), (Html(passages),)))
    return Section(f"source-{source.source_id}", tuple(blocks))
