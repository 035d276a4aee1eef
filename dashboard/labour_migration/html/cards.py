"""Statements of the ledger as cards: the words, the verdict, the arithmetic, both sources."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import escape

import pandas as pd

from labour_migration.caching import memo
from labour_migration.citation import format_office, format_published
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import Selection, select_table
from labour_migration.data.series import full_series
from labour_migration.html.rows import figure_words, format_headlines
from labour_migration.html.tables import Cell, joined, link, link_within, linked, quote_words
from labour_migration.labels import (
    format_figure_period,
    format_locator,
    format_obs_status,
    format_period,
    format_statement,
)
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.results.reconcile import (
    ABOVE,
    AGREES,
    AGREES_WITH_EARLIER,
    BELOW,
    JUDGED,
    NO_COUNTERPART,
    NOT_COMPARABLE,
    PENDING,
    Reconciliation,
    reconcile,
)
from labour_migration.results.wording import describe_arithmetic, describe_verdict, format_verdict
from labour_migration.site import Page

_KEPT = 128  # selections whose headlines or cards are kept

# Told apart by shape as well as by words, never by colour alone.
_SIGNS = {
    AGREES: "=", AGREES_WITH_EARLIER: "≈", ABOVE: "▲", BELOW: "▼", NOT_COMPARABLE: "≠", NO_COUNTERPART: "–",
    PENDING: "…",
}  # fmt: skip


def slug(text: str) -> str:
    """A name as a code for the address."""
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-")


def verdict_mark(verdict: str) -> str:
    """A verdict with its sign."""
    return f"{_SIGNS[verdict]} {format_verdict(verdict)}"


def link_to_card(figure_id: str, text: str) -> Cell:
    """A link to the card of a statement, from any page."""
    return link_within("claims", {"figure": [figure_id]}, text)


def format_cards(found: Sequence[Reconciliation], package: DataPackage, is_unfolded: bool = False) -> str:
    """The statements as an HTML list, a card each: the latest first, undated ones last."""
    statements: dict[str, list[Reconciliation]] = {}
    for one in sorted(found, key=_time, reverse=True):
        statements.setdefault(one.figure["figure_id"], []).append(one)
    cards = (_card(ones, package, is_unfolded) for ones in statements.values())
    return f'<ul class="cards">{"".join(cards)}</ul>'


@memo(at_most=_KEPT)
def make_cards(package: DataPackage, figure_ids: Collection[str], is_unfolded: bool = False) -> str:
    """The cards of these statements, as :func:`format_cards` has them."""
    found = [one for one in reconcile(package) if one.figure["figure_id"] in figure_ids]
    return format_cards(found, package, is_unfolded)


def _time(one: Reconciliation) -> float:
    day = one.figure["period_end"]
    return float("-inf") if pd.isna(day) else day.timestamp()


def format_verdicts(ones: Sequence[Reconciliation]) -> Cell:
    """The verdicts of one statement in a line that leads to its card."""
    marks = []
    for one in ones:
        mark = verdict_mark(one.verdict)
        if one.verdict in JUDGED:
            official = one.earlier or one.official
            period = format_period(official.period_start, official.period_end)
            mark = _("{verdict} ({period})").format(verdict=mark, period=period)
        marks.append(mark)
    return link_to_card(ones[0].figure["figure_id"], _("; ").join(dict.fromkeys(marks)))


@memo(at_most=_KEPT)
def find_quoted(page: Page, selection: Selection, package: DataPackage) -> tuple[str, ...]:
    """The reported figures that a selection shows of all that are of the same indicators as a page's headlines."""
    reported = package.reported
    indicators = reported.loc[reported["figure_id"].isin(page.headlines), "indicator_id"]
    shown = select_table(package, "reported_figures", selection)
    return tuple(shown.loc[shown["indicator_id"].isin(indicators), "figure_id"])


@memo(at_most=_KEPT)
def format_page_headlines(page: Page, selection: Selection, package: DataPackage) -> str:
    """The headlines of a page that a selection shows, in its order, each with its verdicts; nothing where none is."""
    reported = select_table(package, "reported_figures", selection).set_index("figure_id", drop=False)
    headlines = reported.loc[[figure for figure in page.headlines if figure in reported.index]]
    if headlines.empty:
        return ""
    found = reconcile(package)
    verdicts = {
        figure: format_verdicts([one for one in found if one.figure["figure_id"] == figure])
        for figure in headlines.index
    }
    return format_headlines(headlines, full_series(package), package, verdicts)


def repeats_of(figure_id: str, package: DataPackage) -> list[dict]:
    """The rows that repeat a statement."""
    return package.reported[package.reported["repeats"] == figure_id].to_dict("records")


def _card(ones: Sequence[Reconciliation], package: DataPackage, is_unfolded: bool) -> str:
    figure = ones[0].figure
    verdicts = [_verdict(one, package, is_unfolded) for one in ones]
    return f'<li id="{escape(figure["figure_id"])}">{format_statement_with(verdicts, figure, package)}</li>'


def format_statement_with(verdicts: Sequence[str], figure: Mapping, package: DataPackage) -> str:
    """A statement in HTML: figure, words, speaker, source, the verdicts as given, who repeats it, its address."""
    indicator, source = package.indicators.loc[figure["indicator_id"]], package.sources[figure["source_id"]]
    statement = "" if figure["statement"] == "outcome" else f" ({format_statement(figure['statement'])})"
    head = [
        f"<h3>{escape(figure_words(figure, indicator['unit']))}</h3>",
        f'<div class="what">{escape(_(indicator["name"]) + statement)}</div>',
    ]
    said = [
        quote_words(figure["as_printed"], source),
        figure["attributed_to"] or _("No speaker named"),
        joined(
            link(source.url, source.publisher),
            format_published(source),
            format_locator(figure["locator"]),
            _("period: {period}").format(period=format_figure_period(figure)),
            link(source.archive_url, _("archived copy")),
            by=", ",
        ),
    ]
    blocks = [f"<div>{joined(line).html}</div>" for line in said]
    blocks += verdicts
    blocks += list(_repeats(figure, package))
    if figure["note"]:
        blocks.append(f'<div class="note">{linked(figure["note"]).html}</div>')
    blocks.append(f"<div>{link_to_card(figure['figure_id'], _('Address of this statement')).html}</div>")
    return "".join(head + blocks)


def _verdict(one: Reconciliation, package: DataPackage, is_unfolded: bool) -> str:
    steps = "".join(f"<li>{escape(step)}</li>" for step in describe_arithmetic(one, package))
    sources = "".join(f"<div>{cell.html}</div>" for cell in _official_sources(one, package))
    return (
        f'<div class="verdict {one.verdict}"><b>{escape(verdict_mark(one.verdict))}</b> '
        f"{escape(describe_verdict(one, package))}"
        f'<div class="reason">{escape(one.comparison["reason"])}</div>{sources}'
        f"<details{' open' if is_unfolded else ''}><summary>{escape(_('The arithmetic'))}</summary>"
        f"<ul>{steps}</ul></details></div>"
    )


def _official_sources(one: Reconciliation, package: DataPackage) -> Iterator[Cell]:
    """Where each official observation was published, with what a reader must know of it."""
    for row in one.official.observations if one.official else ():
        source, status = package.sources[row["source_id"]], format_obs_status(row["obs_status"])
        period = format_period(row["period_start"], row["period_end"])
        if row["is_computed"]:
            parts = [period, _("our sum of its published parts"), status]
        else:
            parts = [row["locator"] or period, status, row["note"]]
        yield joined(_("Official:"), link(source.url, format_office(source)), "; ".join(filter(None, parts)))


def _repeats(figure: Mapping, package: DataPackage) -> Iterator[str]:
    rows = repeats_of(figure["figure_id"], package)
    if not rows:
        return
    lines = []
    for row in rows:
        source = package.sources[row["source_id"]]
        cell = joined(
            link(source.url, source.publisher),
            format_published(source),
            quote_words(row["as_printed"], source),
            by=", ",
        )
        lines.append(f"<li>{cell.html}</li>")
    head = ngettext("The same statement in {count} more page:", "The same statement in {count} more pages:", len(rows))
    yield f'<div class="repeats">{escape(head.format(count=len(rows)))}<ul>{"".join(lines)}</ul></div>'
