"""What readers see of a statement, part by part, and the one layout that headlines, cards and points share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup, escape

from labour_migration.citation import format_published, format_publisher
from labour_migration.data.codes import in_prefecture, of_subject
from labour_migration.data.package import DataPackage
from labour_migration.data.remarks import format_note
from labour_migration.data.series import full_series, nearest, pick
from labour_migration.html.foreign import translate_quote
from labour_migration.html.inline import claused, joined, link, linked, listed, quote_words
from labour_migration.html.rendering import render
from labour_migration.html.reported_rows import figure_words, what_is_counted
from labour_migration.html.verdicts import Verdict, build_verdicts, format_verdicts, link_to_card
from labour_migration.html.wrong import link_wrong_figure
from labour_migration.labels import (
    format_figure_period,
    format_locator,
    format_number,
    format_obs_status,
    format_period,
)
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.results.reconcile import Reconciliation
from labour_migration.results.repeats import count_lost_qualifiers, find_repeats, format_repeat

# Where a list of entries stands: above a page, in the ledger, beside a chart.
HEADLINES, CARDS, POINTS = "headlines", "cards", "points"


@dataclass(frozen=True)
class Entry:
    """What is shown of a reported figure, an event or an official point, part by part; an empty part is not shown.

    ``kind`` is reported, event or official; ``code`` names a reported figure. ``lines`` stand one below the other:
    period, words, speaker, source. ``official`` is the official figure beside it, ``ruling`` its verdicts in a line,
    ``verdicts`` the same with the arithmetic. ``repeats`` are the pages that repeat it, with ``repeats_head`` above
    them and ``repeats_lost``, how many lost its qualifier, below. ``address`` leads to its card, ``wrong`` to the
    curators.
    """

    kind: str
    figure: str
    what: str
    lines: tuple[str | Markup, ...]
    code: str = ""
    official: str | Markup = ""
    ruling: str | Markup = ""
    verdicts: tuple[Verdict, ...] = ()
    repeats_head: str = ""
    repeats: tuple[Markup, ...] = ()
    repeats_lost: str = ""
    note: str | Markup = ""
    address: str | Markup = ""
    wrong: str | Markup = ""


def format_list(place: str, entries: Sequence[Entry], is_unfolded: bool = False) -> Markup:
    """A list of entries in the layout of a place: HEADLINES, CARDS or POINTS; unfolded, it shows the arithmetic."""
    words = {"arithmetic": _("Show calculation")}
    return render("entries", place=place, entries=entries, is_unfolded=is_unfolded, **words)


def build_entry(place: str, figure: Mapping, ones: Sequence[Reconciliation], package: DataPackage) -> Entry:
    """The parts of a reported figure that a place shows.

    ``figure`` is a row of ``reported_figures.csv``; ``ones`` are what it was held against, none where nothing was.
    A headline is short and stands beside the nearest official figure; cards and points say everything, cards with the
    arithmetic.
    """
    indicator, source = package.indicators.loc[figure["indicator_id"]], package.sources[figure["source_id"]]
    period, published = format_figure_period(figure), format_published(source)
    words = figure["as_printed"]
    said = [quote_words(words, source), translate_quote(words, source), _(figure["attributed_to"])]
    parts = {"ruling": format_verdicts(ones, package)} if ones and place != CARDS else {}
    if place == HEADLINES:
        origin = escape(_("{publisher}, {day}")).format(publisher=format_publisher(source), day=published)
        lines = [*said[:2], link(source.url, origin)]
        parts |= {"official": _official_beside(figure, ones, package)}
    else:
        place_of_words = listed(
            link(source.url, format_publisher(source)),
            published,
            format_locator(figure["locator"]),
            _("period: {period}").format(period=period),
            link(source.archive_url, _("archived copy")),
        )
        lines = [*said, place_of_words]
        parts |= _repeats(figure, package)
        parts |= {
            "note": linked(format_note(figure["remarks"], figure["note"], package)),
            "address": link_to_card(figure["figure_id"], package, _("Link to this figure")),
        }
    if place == CARDS:
        parts |= {"verdicts": build_verdicts(ones, package)}
    return Entry(
        kind="reported",
        figure=figure_words(figure, indicator["unit"]),
        what=what_is_counted(figure, package),
        lines=tuple(filter(None, lines)),
        code=figure["figure_id"],
        wrong=link_wrong_figure(figure["figure_id"], package),
        **parts,
    )


def _repeats(figure: Mapping, package: DataPackage) -> dict[str, object]:
    """Who repeats a statement, and what each made of it, as parts of an entry."""
    rows = find_repeats(package).get(figure["figure_id"])
    if not rows:
        return {}
    head = ngettext("Also reported on {count} other page:", "Also reported on {count} other pages:", len(rows))
    lines, unit = [], package.indicators.loc[figure["indicator_id"], "unit"]
    for row in rows:
        source = package.sources[row["source_id"]]
        words = quote_words(row["as_printed"], source)
        told = format_repeat(row, figure, unit)
        line = listed(link(source.url, format_publisher(source)), format_published(source), words, told)
        lines.append(joined(line, link_wrong_figure(row["figure_id"], package), by=" · "))
    lost = count_lost_qualifiers(rows, figure)
    parts = {"repeats_head": head.format(count=len(rows)), "repeats": tuple(lines)}
    return parts | ({"repeats_lost": lost} if lost else {})


def _official_beside(row: Mapping, ones: Sequence[Reconciliation], package: DataPackage) -> str | Markup:
    """The official figures that a reported one was held against; where none has its definition, the nearest in time.

    "" where there is none, or the reported figure has no period.
    """
    if together := next((one.together for one in ones if one.together), ()):
        points = [(official.value, official.observations[-1]) for official in together]
        figures = claused(*(_link_official(*point, package) for point in points))
        return escape(_("Official: {figures}")).format(figures=figures)
    if pd.isna(row["period_end"]):
        return ""
    series, indicator_id = full_series(package), row["indicator_id"]
    beside = pick(series, indicator_id=indicator_id)
    if beside.empty:
        indicator_id = package.indicators.loc[indicator_id, "counterpart_id"]
        beside = pick(series, indicator_id=indicator_id)
    beside = pick(beside, programme_id=row["programme_id"], category="")
    beside = of_subject(beside[~in_prefecture(beside)])
    point = nearest(beside, row["period_start"], row["period_end"])
    if point is None:
        return ""
    figure = _link_official(point["value"], point, package)
    if indicator_id == row["indicator_id"]:
        return escape(_("Closest official figure: {figure}")).format(figure=figure)
    name = _(package.indicators.loc[indicator_id, "name"])
    return escape(_("Closest official figure ({name}): {figure}")).format(name=name, figure=figure)


def _link_official(value: float, observation: Mapping, package: DataPackage) -> Markup:
    """An official figure with its date and its doubt, as a link to the publication."""
    indicator = package.indicators.loc[observation["indicator_id"]]
    source, status = package.sources[observation["source_id"]], format_obs_status(observation["obs_status"])
    named = {
        "figure": format_number(value, indicator["unit"]),
        "period": format_period(observation["period_start"], observation["period_end"]),
        "status": status,
    }
    if observation["period_start"] == observation["period_end"]:
        pattern = _("{figure} on {period} ({status})") if status else _("{figure} on {period}")
    else:
        pattern = _("{figure} in {period} ({status})") if status else _("{figure} in {period}")
    return link(source.url, pattern.format(**named))
