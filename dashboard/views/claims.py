"""Reported figures beside the official ones that were public on their day: to search, to open, to cite."""

from collections.abc import Iterator

from markupsafe import Markup

from labour_migration.blocks import (
    Block,
    Caption,
    Choices,
    Download,
    Downloads,
    Empty,
    Folded,
    Heading,
    Html,
    Introduction,
    Search,
    Section,
    Title,
    chart_blocks,
    cite_row,
)
from labour_migration.charts import find_chart, find_content, find_extract
from labour_migration.data.package import DataPackage
from labour_migration.findings.answers import (
    tell_alike,
    tell_drifts,
    tell_match,
    tell_nothing,
    tell_official,
    tell_result,
)
from labour_migration.html.answers import Retold, format_answer, mark_text
from labour_migration.html.claim_rows import make_rows, make_statement
from labour_migration.html.foreign import translate_quote
from labour_migration.html.inline import link_within, quote_words
from labour_migration.html.references import format_lines
from labour_migration.html.signs import format_result
from labour_migration.html.tally import format_tally
from labour_migration.html.verdicts import link_to_card
from labour_migration.labels import join_sentences
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.matching import SCALE
from labour_migration.results.reconcile import find_results
from labour_migration.site import find_view, format_heading
from labour_migration.statements import CHOOSABLE, SHOW, find_check, find_first, find_original, has_result
from labour_migration.view import View

_ANSWERED = 4  # statements that an answer tells; the list below has the others


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down: one statement where the address names it, else all that the view leaves."""
    yield from _lay_out_statement(package, view) if view["figure"] else _lay_out_list(package, view)


def _lay_out_statement(package: DataPackage, view: View) -> Iterator[Block]:
    """One statement with all that is known of it, whichever of its repeats the address names."""
    figure_id = find_original(view["figure"], package)
    row = package.reported.set_index("figure_id", drop=False).loc[view["figure"]].to_dict()
    chart = find_chart("claims", "statement")
    yield Title(chart.format_finding(package, find_content(chart, package, view)))
    yield Html(format_lines(link_within("claims", package.pinned, _("All reported figures"))))
    yield from chart_blocks(find_chart("claims", "what-was-official"), package, view)
    yield Html(make_statement(package, figure_id))
    yield Downloads(find_extract(chart, package, view))
    yield Folded(_("Cite this figure"), (cite_row(package.sources[row["source_id"]], package, row),))


def _lay_out_list(package: DataPackage, view: View) -> Iterator[Block]:
    """The statements that the reader looks for: what came out of them, and each in a row."""
    chart = find_chart("claims", "statements")
    extract = find_extract(chart, package, view)
    shown = extract.rows.loc[extract.rows["repeats"] == "", "figure_id"]
    results = find_results(package)
    answer = tuple(_answer(package, view["q"], is_found=len(shown) > 0))
    yield Title(format_heading(find_view("claims")))
    opening = _("Reported figures compared with official statistics.")
    rest = _("Repeats of one story count once. Forecasts and plans are not checked.")
    told = join_sentences([extract.finding or opening, rest])
    tally = [Html(format_tally([results[figure_id] for figure_id in shown]))] if len(shown) else []
    if answer:  # who asks for a figure gets the answer first
        yield from (Introduction(opening), Search(view["q"], package.pin), *answer, Caption(told), *tally)
    else:
        yield from (Introduction(told), *tally, Search(view["q"], package.pin))
    yield Choices(CHOOSABLE, view)
    if shown.empty:
        if not answer:
            yield Empty(_(chart.empty).format(title=extract.title), view)
        return
    listed = find_first(package, view)
    with_result = frozenset(code for code in listed if has_result(code, package))
    if with_result:
        yield Html(make_rows(package, with_result))
    if others := listed - with_result:
        rest = [code for code in shown if not has_result(code, package)]
        yield Section("without-result", (*_name_rest(len(rest)), Html(make_rows(package, others))))
    if view.is_everything or view["show"] != next(iter(SHOW.find_choices(package, view.selection))):
        yield Choices((SHOW,), view)
    compared = package.comparisons[package.comparisons["figure_id"].isin(shown)]
    yield Downloads(extract)
    yield Download(_("Comparisons as CSV"), "comparisons", compared, extract.view)


def _answer(package: DataPackage, asked: str, is_found: bool) -> Iterator[Block]:
    """What is recorded and official of the numbers that the reader asked for; nothing where he asked for none.

    Where words alone find statements (``is_found``), the list below has them: nothing is said of records then.
    """
    check = find_check(package, asked)
    if not check.has_number:
        return
    retold = [
        Retold(
            told=tell_match(match, package),
            quote=quote_words(match.figure["as_printed"], package.sources[match.figure["source_id"]]),
            translated=translate_quote(match.figure["as_printed"], package.sources[match.figure["source_id"]]),
            changed=tuple(tell_drifts(match, package)),
            mark=format_result(find_results(package)[match.figure_id]),
            result="" if SCALE in match.drifts else tell_result(match, package),
            alike=tuple(tell_alike(check, match, package)),
            more=link_to_card(match.figure_id, package, _("Link, chart and citation of this figure")),
        )
        for match in check.retold[:_ANSWERED]
    ]
    drifted = [match.reading for match in check.retold if match.drifts]
    text = mark_text(asked, [(reading.start, reading.end) for reading in drifted]) if drifted else Markup()
    others = [tell_official(check, package)]
    if check.matches and not retold:
        others.insert(0, tell_match(check.matches[0], package))
    elif not check.matches and not is_found:
        others.insert(0, tell_nothing(check))
    if retold or any(others):
        yield Html(format_answer(text, retold, others))


def _name_rest(count: int) -> Iterator[Block]:
    named = ngettext(
        "No result: {count} figure that is not comparable, gives no year, has no official figure or is a forecast",
        "No result: {count} figures that are not comparable, give no year, have no official figure or are forecasts",
        count,
    )
    yield Heading(named.format(count=count), "without-result")
