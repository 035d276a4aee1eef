"""What a link to an address shows of it: its title, its description, the address that stands for it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from labour_migration.charts import find_chart, find_content, options_of
from labour_migration.citation import format_published, format_publisher, plain_title
from labour_migration.data.package import DataPackage
from labour_migration.labels import format_kind, format_list, format_number, isolate, join_sentences
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.results.reconcile import find_comparisons
from labour_migration.results.wording import tell_verdict
from labour_migration.site import Page, format_title
from labour_migration.statements import find_original, originals
from labour_migration.view import View, parse_view

_AT_MOST = 300  # characters of a description, but for its first sentences, which are never cut


@dataclass(frozen=True)
class Preview:
    """The title and the description of an address, and its path below that of the site, with its query."""

    title: str
    description: str
    path: str


def find_record(page: Page, view: View, package: DataPackage) -> str:
    """The statement or the source that a view of a page names, by its code: of a repeat its original; "" of none."""
    code = view[page.record] if page.record else ""
    return find_original(code, package) if code and page.view == "claims" else code


def list_records(page: Page, package: DataPackage) -> list[str]:
    """The codes of all statements or sources that have an address of their own on a page."""
    codes = {"figure": lambda: originals(package)["figure_id"], "source": lambda: package.sources}
    return list(codes[page.record]()) if page.record else []


def format_path(page: Page, code: str = "") -> str:
    """The path of a page below that of the site; with the code of a record, that of the record."""
    return f"{page.path}?{urlencode({page.record: code})}" if code else page.path


def preview(page: Page, package: DataPackage | None = None, code: str = "") -> Preview:
    """What a link to a page shows; with the code of a statement or a source, to that one.

    KeyError where the package has no such record; a page by itself needs no package.
    """
    if not code:
        return Preview(format_title(page), _(page.description), format_path(page))
    title, sentences = _TELL[page.record](code, package)
    return Preview(title, _shorten(sentences), format_path(page, code))


def _shorten(sentences: Iterator[str]) -> str:
    """Whole sentences that are not too long together, but at least the first two."""
    kept, *others = sentences
    for place, sentence in enumerate(others):
        if place and len(kept) + 1 + len(sentence) > _AT_MOST:
            break
        kept = join_sentences([kept, sentence])
    return kept


def _tell_statement(figure_id: str, package: DataPackage) -> tuple[str, Iterator[str]]:
    """The finding of a statement, and who printed which words when, with the result."""
    found = find_comparisons(package)[figure_id][0]
    chart, source = find_chart("claims", "statement"), package.sources[found.figure["source_id"]]
    view, _problems = parse_view({"figure": [figure_id]}, options_of("claims"), package, ())
    printed = _("{publisher}, {day}: “{quote}”.").format(
        publisher=format_publisher(source), day=format_published(source), quote=isolate(found.figure["as_printed"])
    )
    finding = chart.format_finding(package, find_content(chart, package, view))
    return finding, iter([printed, *tell_verdict(found, package)])


def _tell_source(source_id: str, package: DataPackage) -> tuple[str, Iterator[str]]:
    """The title of a source, and what it is, with the number of rows that rest on it."""
    source = package.sources[source_id]
    publisher = format_publisher(source)
    named = {"publisher": publisher, "day": format_published(source), "kind": format_kind(source.kind)}
    counted = list_counts(source_id, package)
    told = [_("{publisher}, {day}: {kind}.").format(**named)]
    if counted:
        told.append(_("Recorded from it: {counted}.").format(counted=format_list(counted)))
    titled = _("Source: {title} ({publisher})").format(title=isolate(plain_title(source)), publisher=publisher)
    return titled, iter(told)


def list_counts(source_id: str, package: DataPackage) -> list[str]:
    """How many rows of each kind rest on a source, in words; none of a kind that has none."""
    return [
        pattern(count).format(count=format_number(count))
        for table, pattern in _COUNTED.items()
        if (count := int((package.tables[table]["source_id"] == source_id).sum()))
    ]


_TELL: Mapping[str, Callable[[str, DataPackage], tuple[str, Iterator[str]]]] = {
    "figure": _tell_statement,
    "source": _tell_source,
}
_COUNTED: Mapping[str, Callable[[int], str]] = {
    "reported_figures": lambda count: ngettext("{count} reported figure", "{count} reported figures", count),
    "official_statistics": lambda count: ngettext("{count} official figure", "{count} official figures", count),
    "events": lambda count: ngettext("{count} event", "{count} events", count),
}
