"""The statements of the press, and those that a reader chooses: by result, what is counted, outlet and speaker."""

import pandas as pd

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import Selection, select_table
from labour_migration.figures.reported import find_publishers
from labour_migration.labels import format_figure, format_figure_period, is_money, row_quantity
from labour_migration.language import gettext as _
from labour_migration.language import marked
from labour_migration.matching import Check, check_text
from labour_migration.results.judgement import JUDGED, REPEATS, VERDICTS
from labour_migration.results.reconcile import Reconciliation, find_results, reconcile
from labour_migration.results.wording import name_counted
from labour_migration.search import matches, to_code
from labour_migration.site import find_view
from labour_migration.view import LINKS, LIST, TEXT, Option, View

EVERY = "all"
_KEPT = 128  # views whose statements are kept


@memo(VERSIONS, has_words=False)
def originals(package: DataPackage) -> pd.DataFrame:
    """The rows of ``reported_figures.csv`` that repeat no other: one statement a row, key ``figure_id``; shared."""
    return package.reported[package.reported["repeats"] == ""]


def with_repeats(figure_ids: set[str], package: DataPackage) -> pd.DataFrame:
    """The rows of ``reported_figures.csv`` of these statements and of all that repeat them, in the file's order."""
    rows = package.reported
    return rows[rows["figure_id"].isin(figure_ids) | rows["repeats"].isin(figure_ids)]


def _verdicts(_package: DataPackage, _selection: Selection) -> dict[str, str]:
    return {EVERY: _("All")} | {code: _(name) for code, name in VERDICTS.items()}


@memo(VERSIONS)
def _indicators(package: DataPackage) -> dict[str, str]:
    codes = originals(package)["indicator_id"].unique()
    return {EVERY: _("All")} | {code: _(package.indicators.loc[code, "name"]) for code in codes}


@memo(VERSIONS)
def _outlets(package: DataPackage) -> dict[str, str]:
    names = sorted({package.sources[code].publisher for code in package.reported["source_id"]})
    return {EVERY: _("All")} | {to_code(name): _(name) for name in names}


@memo(VERSIONS)
def _speakers(package: DataPackage) -> dict[str, str]:
    return {EVERY: _("All")} | {to_code(name): _(name) for name in originals(package)["attributed_to"] if name}


@memo(VERSIONS)
def _figures(package: DataPackage) -> dict[str, str]:
    return {"": ""} | {code: code for code in package.reported["figure_id"]}


VERDICT = Option("verdict", marked("Result"), _verdicts, LIST, of_page=True)
INDICATOR = Option("indicator", marked("Topic"), lambda package, _selection: _indicators(package), LIST, of_page=True)
OUTLET = Option("outlet", marked("Publisher"), lambda package, _selection: _outlets(package), LIST, of_page=True)
SPEAKER = Option("speaker", marked("Speaker"), lambda package, _selection: _speakers(package), LIST, of_page=True)
SEARCH = Option("q", marked("Search"), lambda _package, _selection: {}, TEXT, of_page=True)
SHOW = Option("show", marked("Show"), lambda package, _selection: _shown(package), of_page=True)
FIGURE = Option("figure", marked("Reported figure"), lambda package, _selection: _figures(package), LINKS)
CHOOSABLE = (VERDICT, INDICATOR, OUTLET, SPEAKER)


@memo(_KEPT)
def find_asked(package: DataPackage, asked: str) -> frozenset[str]:
    """The statements in which a reader finds what is asked for: all where that is nothing.

    Looked through are the number, what it counts, the quote, who said it, who reported it, when; of its repeats too.
    Found is also what the text retells (:func:`labour_migration.matching.check_text`).
    """
    texts = find_texts(package)
    found = frozenset(code for code, text, numbers in texts if not asked or matches(asked, text, numbers))
    return found | {match.figure_id for match in find_check(package, asked).matches}


@memo(_KEPT, has_words=False)
def find_check(package: DataPackage, asked: str) -> Check:
    """What a reader has asked for, checked as a text."""
    return check_text(package, asked)


@memo(VERSIONS)
def find_texts(package: DataPackage) -> tuple[tuple[str, str, frozenset[float]], ...]:
    """What is looked through of each reported figure: the statement that it makes, its text, its numbers."""
    texts = []
    for row in package.reported.to_dict("records"):
        unit = package.indicators.loc[row["indicator_id"], "unit"]
        source, quantity = package.sources[row["source_id"]], row_quantity(row)
        own = [source.publisher, row["as_printed"], row["attributed_to"]]  # as they are, and as readers may see them
        told = [*own, *map(_, own), source.title, name_counted(row, package)]
        numbers = {quantity.value, quantity.low, quantity.high} - {None}
        if is_money(unit):  # 1.27 billion is asked for as 1.27, too
            numbers |= {value / scale for value in numbers for scale in (1e6, 1e9)}
        text = " ".join([*told, format_figure(row, unit), format_figure_period(row)])
        texts.append((row["repeats"] or row["figure_id"], text, frozenset(numbers)))
    return tuple(texts)


# The results of a statement that measures what an official figure measures.
_WITH_RESULT = (*JUDGED, REPEATS)
WITH_RESULT, ALL = "results", "all"


def _shown(package: DataPackage) -> dict[str, str]:
    return {
        WITH_RESULT: _("Figures with a result"),
        ALL: _("All {count} figures").format(count=len(originals(package))),
    }


@memo(_KEPT)
def choose_statements(package: DataPackage, view: View) -> tuple[Reconciliation, ...]:
    """The statements that a view leaves, each with all that it is held against, in the order of :func:`reconcile`."""
    chosen = set(select_table(package, "reported_figures", view.selection)["figure_id"])
    found = find_asked(package, view["q"])

    def is_left(one: Reconciliation) -> bool:
        return (
            one.figure["figure_id"] in chosen
            and view["verdict"] in (EVERY, one.verdict)
            and view["indicator"] in (EVERY, one.figure["indicator_id"])
            and view["speaker"] in (EVERY, to_code(one.figure["attributed_to"]))
            and one.figure["figure_id"] in found
            and view["outlet"] in (EVERY, *map(to_code, find_publishers(one.figure, package)))
        )

    left = {one.figure["figure_id"] for one in filter(is_left, reconcile(package))}
    return tuple(one for one in reconcile(package) if one.figure["figure_id"] in left)


def find_first(package: DataPackage, view: View) -> frozenset[str]:
    """The statements of a view that its page lists at first: those with a result, and the founding articles' figures.

    All of them where the reader has asked for all, or for something of them.
    """
    chosen = {one.figure["figure_id"] for one in choose_statements(package, view)}
    if not view.is_everything:
        return frozenset(chosen)
    results = find_results(package)
    founding = find_view("overview").headlines
    return frozenset(code for code in chosen if results[code] in _WITH_RESULT or code in founding)


def has_result(figure_id: str, package: DataPackage) -> bool:
    """True of a statement that measures what an official figure measures."""
    return find_results(package)[figure_id] in _WITH_RESULT


def find_original(figure_id: str, package: DataPackage) -> str:
    """The statement that a row of ``reported_figures.csv`` makes: its own, or the one that it repeats.

    KeyError where the package has no such row.
    """
    return _repeats(package)[figure_id] or figure_id


@memo(at_most=1, has_words=False)
def _repeats(package: DataPackage) -> dict[str, str]:
    return dict(zip(package.reported["figure_id"], package.reported["repeats"], strict=True))
