"""What the feeds tell: each correction of the data; each statement that a new official figure gave another result."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from labour_migration.caching import memo
from labour_migration.citation import format_publisher
from labour_migration.corrections import (
    figures_first,
    find_address,
    name_row,
    show_cell,
    summarise_corrections,
    tell_many,
)
from labour_migration.data.corrections import Change, Correction
from labour_migration.data.package import DataPackage
from labour_migration.data.schema import read_time
from labour_migration.data.selection import query_problem
from labour_migration.labels import join_clauses, join_names, join_sentences
from labour_migration.language import gettext as _
from labour_migration.output.atom import Entry, Feed, make_id, write_feed
from labour_migration.previews import format_path, preview
from labour_migration.problems import Problem
from labour_migration.results.reconcile import find_comparisons
from labour_migration.results.turns import Turn, find_turns
from labour_migration.results.wording import format_verdict
from labour_migration.site import CLAIMS_FEED, CORRECTIONS_FEED, find_view, format_feed, name_feed
from labour_migration.statements import find_original

FIGURE_KEY = find_view("claims").record
_KEPT = 128  # feeds that are kept, a few thousand bytes each
_CORRECTIONS = "data?part=corrections"


def parse_feed_query(query: Mapping[str, Sequence[str]], feed: str) -> tuple[str, list[Problem]]:
    """The code that the query of a feed names, "" where it names none; and what is wrong with it. Never raises.

    The feed of claims takes the code of one reported figure, once; that of corrections takes nothing.
    """
    takes = (FIGURE_KEY,) if feed == CLAIMS_FEED else ()
    expected = _("one of {keys}").format(keys=join_names(takes)) if takes else _("no parameter")
    problems = [query_problem("parameter-unknown", key[:40], "", expected) for key in query if key not in takes]
    values = query.get(FIGURE_KEY, []) if FIGURE_KEY in takes else []
    if len(values) > 1 or values == [""]:
        problems.append(query_problem("figure-second", FIGURE_KEY, values[-1], _("the code of one reported figure")))
    remedy = _("{claims} takes the code of one reported figure, {corrections} takes nothing.").format(
        claims=f"{CLAIMS_FEED}?{FIGURE_KEY}=…", corrections=CORRECTIONS_FEED
    )
    return next(iter(values), ""), [replace(problem, remedy=remedy) for problem in problems]


def write_feed_of(feed: str, package: DataPackage, base: str, figure_id: str) -> bytes:
    """A feed by its path, below an address of the site; KeyError where the package has no such reported figure."""
    return write_turns(package, base, figure_id) if feed == CLAIMS_FEED else write_corrections(package, base)


@memo(at_most=_KEPT)
def write_corrections(package: DataPackage, base: str) -> bytes:
    """The feed of all corrections below an address of the site: figures one by one, wording by its columns."""
    figures, words = figures_first(package)
    entries = [entry for one in (*figures, *words) for entry in _tell_correction(one, package, base)]
    return write_feed(
        Feed(
            id=make_id(package.descriptor.name, CORRECTIONS_FEED),
            title=name_feed(CORRECTIONS_FEED),
            subtitle=summarise_corrections(package),
            address=base + CORRECTIONS_FEED,
            page=base + _CORRECTIONS,
            entries=sorted(entries, key=lambda entry: entry.updated, reverse=True),
            **_of_package(package),
        )
    )


def _of_package(package: DataPackage) -> dict[str, object]:
    """What every feed of a package has: who made it, and the time of its version, at which it was last looked at."""
    descriptor = package.descriptor
    return {"updated": read_time(descriptor.created), "author": descriptor.contributors[0].title}


def _tell_correction(correction: Correction, package: DataPackage, base: str) -> Iterator[Entry]:
    """An entry for each changed cell of a figure; for wording, and for many cells, one for each column."""
    told = " ".join(correction.reasons) or _("No single entry of the changelog names these rows.")
    first = correction.changes[0]
    if not first.is_wording and not correction.is_many:
        for one in correction.changes:
            change = _("It was {old}, and is now {new}.").format(
                old=show_cell(one, one.old, package), new=show_cell(one, one.new, package)
            )
            title = _("{row}: {column} changed").format(row=name_row(one, package), column=one.column)
            yield _entry(one, [*one.key.values()], title, join_sentences([change, told]), package, base)
        return
    columns = dict.fromkeys((one.table, one.column) for one in correction.changes)
    for table, column in columns:
        changes = tuple(one for one in correction.changes if (one.table, one.column) == (table, column))
        rows = [] if correction.is_many else [cell for one in changes for cell in one.key.values()]
        yield _entry(changes[0], rows, tell_many(replace(correction, changes=changes), package), told, package, base)


def _entry(change: Change, rows: Sequence[str], title: str, summary: str, package: DataPackage, base: str) -> Entry:
    """An entry on a changed cell, or on the column where no row is named."""
    found = find_address(change, package) if rows else None
    page, query = found or ("data", {"part": ["corrections"]})
    return Entry(
        id=make_id(package.descriptor.name, change.version, change.table, change.column, *rows),
        title=title,
        updated=change.released,
        summary=_("Version {version}. {told}").format(version=change.version, told=summary),
        address=f"{base}{page}?{urlencode(query, doseq=True)}",
    )


@memo(at_most=_KEPT)
def write_turns(package: DataPackage, base: str, figure_id: str = "") -> bytes:
    """The feed of the statements whose result turned from one released version to the next; of one where it is named.

    KeyError where the package has no such reported figure.
    """
    original = find_original(figure_id, package) if figure_id else ""
    page = find_view("claims")
    told = preview(page, package, original)
    subtitle = _("Tells when a new official figure changes the result of a reported figure.")
    if original:
        subtitle = join_sentences([subtitle, _tell_now(original, package)])
    turns = [turn for turn in find_turns(package) if original in ("", turn.figure_id)]
    return write_feed(
        Feed(
            id=make_id(package.descriptor.name, CLAIMS_FEED, original),
            title=_("New results: {title}").format(title=told.title) if original else name_feed(CLAIMS_FEED),
            subtitle=subtitle,
            address=base + format_feed(CLAIMS_FEED, original),
            page=base + told.path,
            entries=[_tell_turn(turn, package, base) for turn in turns],
            **_of_package(package),
        )
    )


def _tell_now(figure_id: str, package: DataPackage) -> str:
    result = format_verdict(find_comparisons(package)[figure_id][0].verdict)
    return _("Result in version {version}: {result}.").format(version=package.descriptor.version, result=result)


def _tell_turn(turn: Turn, package: DataPackage, base: str) -> Entry:
    """That a statement has another result: both results, the sentence with the official figure, its source."""
    page, sources = find_view("claims"), turn.new.sources
    is_shown = turn.figure_id in find_comparisons(package)
    now = _("The result was “{old}”, and is now “{new}”. {sentences}").format(
        old=turn.old.name, new=turn.new.name, sentences=turn.new.sentences
    )
    published = [_("{publisher}, {url}").format(publisher=format_publisher(one), url=one.url) for one in sources]
    of = _("Official figure: {sources}.").format(sources=join_clauses(published))
    told = join_sentences([now, of if sources else ""])
    title = preview(page, package, turn.figure_id).title if is_shown else turn.figure_id
    return Entry(
        id=make_id(package.descriptor.name, turn.version, "result", turn.figure_id),
        title=_("{result}: {title}").format(result=turn.new.name, title=title),
        updated=turn.released,
        summary=_("Version {version}. {told}").format(version=turn.version, told=told),
        address=base + (format_path(page, turn.figure_id) if is_shown else page.path),
    )
