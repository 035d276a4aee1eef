"""The verdict on a statement: its sign and name, its sentence, the arithmetic, the official sources."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from labour_migration.citation import format_office
from labour_migration.data.package import DataPackage
from labour_migration.data.remarks import format_note
from labour_migration.html.foreign import mark_languages
from labour_migration.html.inline import claused, joined, link, link_within
from labour_migration.html.signs import format_result
from labour_migration.html.wrong import link_wrong_official
from labour_migration.labels import format_obs_status, format_period
from labour_migration.language import gettext as _
from labour_migration.results.judgement import JUDGED
from labour_migration.results.reconcile import Reconciliation
from labour_migration.results.wording import describe_arithmetic, describe_verdict


@dataclass(frozen=True)
class Verdict:
    """A result in words.

    ``code`` is that of the closed list, ``mark`` its shape and its name. ``reasons`` say why these official figures,
    ``sources`` where they were published, ``steps`` are the calculation; sources are empty where nothing official is
    beside the statement.
    """

    code: str
    mark: Markup
    sentence: str
    reasons: tuple[str, ...]
    sources: tuple[Markup, ...]
    steps: tuple[str, ...]


def build_verdicts(ones: Sequence[Reconciliation], package: DataPackage) -> tuple[Verdict, ...]:
    """The results of one statement with all that a reader needs to check them; what is said in one sentence, once."""
    said: dict[str, list[Reconciliation]] = {}
    for one in ones:
        said.setdefault(describe_verdict(one, package), []).append(one)
    return tuple(
        Verdict(
            code=alike[0].verdict,
            mark=format_result(alike[0].verdict),
            sentence=sentence,
            reasons=tuple(dict.fromkeys(_reason(one, package) for one in alike)),
            sources=tuple(source for one in alike for source in _official_sources(one, package)),
            steps=tuple(dict.fromkeys(step for one in alike for step in describe_arithmetic(one, package))),
        )
        for sentence, alike in said.items()
    )


def _reason(one: Reconciliation, package: DataPackage) -> str:
    return format_note(one.comparison["remarks"], one.comparison["reason"], package)


def link_to_card(figure_id: str, package: DataPackage, text: str | Markup) -> Markup:
    """A link to the card of a statement, from any page."""
    return link_within("claims", {"figure": [figure_id], **package.pinned}, text)


def format_verdicts(ones: Sequence[Reconciliation], package: DataPackage) -> Markup:
    """The verdicts of one statement in a line that leads to its card."""
    marks = []
    for one in ones:
        mark = format_result(one.verdict)
        if one.verdict in JUDGED:
            official = one.earlier or one.official
            period = format_period(official.period_start, official.period_end)
            mark = joined(mark, _("({period})").format(period=period))
        marks.append(mark)
    return link_to_card(ones[0].figure["figure_id"], package, claused(*dict.fromkeys(marks)))


def _official_sources(one: Reconciliation, package: DataPackage) -> Iterator[Markup]:
    """Where each official observation was published, with what a reader must know of it."""
    officials = [official for official in (one.official, one.earlier, one.beside) if official]
    for row in [row for official in officials for row in official.observations]:
        source, status = package.sources[row["source_id"]], format_obs_status(row["obs_status"])
        period = format_period(row["period_start"], row["period_end"])
        if row["is_computed"]:
            parts = [period, _("our total"), status]
        else:
            parts = [
                mark_languages(row["locator"], source) or period,
                status,
                format_note(row["remarks"], row["note"], package),
            ]
        told = escape(_("Official: {source} {details}")).format(
            source=link(source.url, format_office(source)), details=claused(*parts)
        )
        yield joined(told, link_wrong_official([row], package), by=" · ")
