"""The statements of the press, and those that a reader chooses: by result, what is counted, outlet and speaker."""

import pandas as pd

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import Selection, select_table
from labour_migration.figures.reported import find_publishers
from labour_migration.html.cards import to_code
from labour_migration.html.verdicts import verdict_mark
from labour_migration.language import gettext as _
from labour_migration.language import marked
from labour_migration.results.judgement import VERDICTS
from labour_migration.results.reconcile import Reconciliation, reconcile
from labour_migration.site import Page
from labour_migration.view import LINKS, LIST, Option, View

EVERY = "all"
_KEPT = 128  # views whose statements are kept


def originals(package: DataPackage) -> pd.DataFrame:
    """The rows of ``reported_figures.csv`` that repeat no other: one statement a row, key ``figure_id``."""
    return package.reported[package.reported["repeats"] == ""]


def with_repeats(figure_ids: set[str], package: DataPackage) -> pd.DataFrame:
    """The rows of ``reported_figures.csv`` of these statements and of all that repeat them, in the file's order."""
    rows = package.reported
    return rows[rows["figure_id"].isin(figure_ids) | rows["repeats"].isin(figure_ids)]


def _verdicts(_package: DataPackage, _selection: Selection) -> dict[str, str]:
    return {EVERY: _("All")} | {code: verdict_mark(code) for code in VERDICTS}


@memo(VERSIONS)
def _indicators(package: DataPackage) -> dict[str, str]:
    codes = originals(package)["indicator_id"].unique()
    return {EVERY: _("All")} | {code: _(package.indicators.loc[code, "name"]) for code in codes}


@memo(VERSIONS)
def _outlets(package: DataPackage) -> dict[str, str]:
    names = sorted({package.sources[code].publisher for code in package.reported["source_id"]})
    return {EVERY: _("All")} | {to_code(name): name for name in names}


@memo(VERSIONS)
def _speakers(package: DataPackage) -> dict[str, str]:
    return {EVERY: _("All")} | {to_code(name): name for name in originals(package)["attributed_to"] if name}


@memo(VERSIONS)
def _figures(package: DataPackage) -> dict[str, str]:
    return {"": ""} | {code: code for code in package.reported["figure_id"]}


VERDICT = Option("verdict", marked("Result"), _verdicts, LIST, of_page=True)
INDICATOR = Option("indicator", marked("Topic"), lambda package, _selection: _indicators(package), LIST, of_page=True)
OUTLET = Option("outlet", marked("Publisher"), lambda package, _selection: _outlets(package), LIST, of_page=True)
SPEAKER = Option("speaker", marked("Speaker"), lambda package, _selection: _speakers(package), LIST, of_page=True)
FIGURE = Option("figure", marked("Statement"), lambda package, _selection: _figures(package), LINKS)
CHOOSABLE = (VERDICT, INDICATOR, OUTLET, SPEAKER)


@memo(_KEPT)
def choose_statements(package: DataPackage, view: View) -> tuple[Reconciliation, ...]:
    """The statements that a view leaves, each with all that it is held against, in the order of :func:`reconcile`."""
    chosen = set(select_table(package, "reported_figures", view.selection)["figure_id"])

    def is_left(one: Reconciliation) -> bool:
        return (
            one.figure["figure_id"] in chosen
            and view["verdict"] in (EVERY, one.verdict)
            and view["indicator"] in (EVERY, one.figure["indicator_id"])
            and view["speaker"] in (EVERY, to_code(one.figure["attributed_to"]))
            and view["outlet"] in (EVERY, *map(to_code, find_publishers(one.figure, package)))
        )

    left = {one.figure["figure_id"] for one in filter(is_left, reconcile(package))}
    return tuple(one for one in reconcile(package) if one.figure["figure_id"] in left)


def find_quoted(page: Page, selection: Selection, package: DataPackage) -> pd.DataFrame:
    """The rows of ``reported_figures.csv`` that a selection shows of all that count what a page's headlines count.

    That is the same indicator of the same route: 22 technical interns are no mark beside 25,000 residents.
    """
    reported, counted = package.reported, ["indicator_id", "programme_id"]
    headlines = reported.loc[reported["figure_id"].isin(page.headlines), counted]
    shown = select_table(package, "reported_figures", selection)
    return shown[pd.MultiIndex.from_frame(shown[counted]).isin(pd.MultiIndex.from_frame(headlines))]


def find_original(figure_id: str, package: DataPackage) -> str:
    """The statement that a row of ``reported_figures.csv`` makes: its own, or the one that it repeats."""
    return package.reported.set_index("figure_id").loc[figure_id, "repeats"] or figure_id
