"""Statements of articles beside official figures: a row each, which opens to the words, the sums and the sources."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup, escape

from labour_migration.caching import memo
from labour_migration.citation import format_published, format_publisher
from labour_migration.data.package import DataPackage
from labour_migration.figures.shapes import order_results
from labour_migration.html.entries import CARDS, Entry, build_entry
from labour_migration.html.foreign import name_title, show_quote, translate_quote
from labour_migration.html.inline import link, listed, quote_words
from labour_migration.html.rendering import render
from labour_migration.html.signs import format_result
from labour_migration.html.terms import explain
from labour_migration.html.verdicts import link_to_card
from labour_migration.labels import (
    format_change,
    format_date,
    format_figure,
    format_locator,
    format_number,
    format_period,
    format_quantity,
    format_short_period,
    months_between,
    row_quantity,
)
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.results.judgement import JUDGED, NOT_COMPARABLE, PENDING, REPEATS, VERDICTS
from labour_migration.results.reconcile import Reconciliation, find_comparisons
from labour_migration.results.wording import describe_held, name_counted

_KEPT = 128  # selections whose rows are kept
_PERIOD = Markup("<span>%s</span>")


@dataclass(frozen=True)
class Statement:
    """A statement as a row: its cells, and the parts of what it opens to."""

    code: str
    result: Markup
    figure: str
    counted: str
    published: Markup  # by whom, and of what period it tells
    official: str
    official_period: str
    difference: str
    quote: Markup
    translated: Markup
    origin: Markup
    speaker: str
    monthly: str
    entry: Entry
    address: Markup
    held: tuple[str, ...]  # when it was true
    meaning: str | Markup  # of its result: the name, which opens the definition


@memo(at_most=_KEPT)
def make_rows(package: DataPackage, figure_ids: Collection[str]) -> Markup:
    """These statements as rows in the order of their results, of one result the latest first."""
    found = [ones for code, ones in find_comparisons(package).items() if code in figure_ids]
    statements = [_build(ones, package) for ones in _order(found)]
    return render("claims", statements=statements, heads=_heads(), words=_words())


@memo(at_most=_KEPT)
def make_statement(package: DataPackage, figure_id: str) -> Markup:
    """All that is known of one statement: the words, the comparison, the calculation, the sources."""
    return render("claim", statement=_build(find_comparisons(package)[figure_id], package), words=_words())


@memo(at_most=_KEPT)
def make_quoted(package: DataPackage, figure_id: str) -> Markup:
    """What other sites show of one statement: the words, the result, where both come from."""
    statement = _build(find_comparisons(package)[figure_id], package)
    left = len(statement.entry.verdicts) - 1
    others = ngettext(
        "The page compares it with {count} other official figure.",
        "The page compares it with {count} other official figures.",
        left,
    ).format(count=format_number(left))
    return render("quoted", statement=statement, others=others if left > 0 else "")


def _order(found: Sequence[Sequence[Reconciliation]]) -> list[Sequence[Reconciliation]]:
    order = order_results(VERDICTS)

    def key(ones: Sequence[Reconciliation]) -> tuple[int, float]:
        day = ones[0].figure["period_end"]
        return order.index(ones[0].verdict), 0 if pd.isna(day) else -day.timestamp()

    return sorted(found, key=key)


def _heads() -> list[str]:
    return [_("Result"), _("Reported figure"), _("Publisher, period"), _("Official figure"), _("Difference")]


def _words() -> Mapping[str, str]:
    return {
        "comparison": _("Comparison"),
        "held": _("When it was true"),
        "calculation": _("Calculation"),
        "sources": _("Sources"),
        "note": _("Note"),
    }


def _build(ones: Sequence[Reconciliation], package: DataPackage) -> Statement:
    one = ones[0]
    figure, source = one.figure, package.sources[one.figure["source_id"]]
    dated = pd.notna(figure["period_end"])
    official, official_period = _tell_official(one, package)
    origin = listed(
        link(source.url, name_title(source)),
        format_publisher(source),
        format_published(source),
        format_locator(figure["locator"]) if "paragraph" in figure["locator"] else "",
        link(source.archive_url, _("archived copy")),
    )
    period = format_short_period(figure["period_start"], figure["period_end"]) if dated else ""
    speaker = _(figure["attributed_to"])
    both = escape(_("{publisher}, {period}")) if period else Markup("{publisher}")
    return Statement(
        code=figure["figure_id"],
        result=format_result(one.verdict),
        figure=format_figure(figure, package.indicators.loc[figure["indicator_id"], "unit"]),
        counted=name_counted(figure, package),
        published=both.format(publisher=format_publisher(source), period=_PERIOD % period),
        official=official,
        official_period=official_period,
        difference=_tell_difference(one),
        quote=show_quote(quote_words(figure["as_printed"], source)),
        translated=translate_quote(figure["as_printed"], source),
        origin=escape(_("{reference}.")).format(reference=origin),
        speaker=_("Attributed to {speaker}.").format(speaker=speaker) if speaker else "",
        monthly=_tell_monthly(figure, package),
        entry=build_entry(CARDS, figure, ones, package),
        address=link_to_card(figure["figure_id"], package, _("Link, chart and citation of this figure")),
        held=tuple(describe_held(ones, package)),
        meaning=explain(one.verdict, _(VERDICTS[one.verdict]), package),
    )


def _tell_monthly(figure: Mapping, package: DataPackage) -> str:
    """Our calculation on a flow over whole months, the hedge carried on; nothing where it gives no whole number."""
    indicator = package.indicators.loc[figure["indicator_id"]]
    if pd.isna(figure["period_end"]) or indicator["measure"] != "flow":
        return ""
    months = months_between(figure["period_start"], figure["period_end"]) or 1
    monthly = row_quantity(figure) / months
    if months == 1 or monthly.value is None or not monthly.value.is_integer():
        return ""
    return _("Our calculation: {quantity} a month over {months} months.").format(
        quantity=format_quantity(monthly, indicator["unit"]), months=format_number(months)
    )


def _tell_official(one: Reconciliation, package: DataPackage) -> tuple[str, str]:
    """The official figure of a row and its period; in words where it counts something else."""
    if one.official is None:
        return "–", ""
    if one.verdict == NOT_COMPARABLE:
        return _("counts something else"), ""
    unit = package.indicators.loc[one.comparison["indicator_id"], "unit"]
    official = one.official
    start, end = official.period_start, official.period_end
    pattern = _("so far {number}") if one.verdict == PENDING else "{number}"
    period = format_date(end, "brief") if start == end else format_period(start, end)
    return pattern.format(number=format_number(official.value, unit)), period


def _tell_difference(one: Reconciliation) -> str:
    """The difference in per cent of the official figure, with its sign; none where nothing was judged."""
    if one.verdict == REPEATS:
        return "0"
    if one.verdict not in JUDGED or one.difference_percent is None:
        return "–"
    return format_change(round(one.difference_percent, 1), "percent")
