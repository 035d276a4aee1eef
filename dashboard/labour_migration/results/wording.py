"""Sentences about a result, and its calculation."""

import math
from collections.abc import Mapping, Sequence

from labour_migration.data.package import DataPackage
from labour_migration.data.releases import seen_on
from labour_migration.data.routes import ROOT
from labour_migration.labels import (
    format_date,
    format_figure,
    format_list,
    format_number,
    format_period,
    format_programme,
    format_signed,
    is_money,
    isolate,
    join_sentences,
    months_apart,
    row_quantity,
)
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.results.allowance import Allowance, allow_official
from labour_migration.results.held import Run, find_runs, has_dates
from labour_migration.results.judgement import (
    ABOVE,
    AGREES,
    AGREES_WITH_EARLIER,
    BELOW,
    NEAR,
    NOT_COMPARABLE,
    NOT_JUDGED,
    PENDING,
    REPEATS,
    VERDICTS,
    WELL_ABOVE,
    WELL_BELOW,
)
from labour_migration.results.reconcile import Official, Reconciliation
from labour_migration.results.tolerances import CLOSE, FAR, SAME


def format_allowance(allowed: Allowance, unit: str) -> str:
    """An allowed range in words: ``24,500 to 25,499``, ``more than 5,000``.

    Money is given with the bounds themselves; everything else is counted, so the least and greatest whole number are
    given.
    """
    if not is_money(unit):
        allowed = _whole(allowed)
    low, high = (None if bound is None else format_number(bound, unit) for bound in (allowed.low, allowed.high))
    if high is None:
        return (_("more than {number}") if allowed.is_low_strict else _("at least {number}")).format(number=low)
    if low is None:
        return (_("less than {number}") if allowed.is_high_strict else _("at most {number}")).format(number=high)
    if low == high:
        return _("exactly {number}").format(number=low)
    pattern = _("{low} to less than {high}") if allowed.is_high_strict else _("{low} to {high}")
    return pattern.format(low=low, high=high)


def _whole(allowed: Allowance) -> Allowance:
    """The least and the greatest whole number in a range; a range with an open end stays as it is."""
    if allowed.low is None or allowed.high is None:
        return allowed
    high = math.ceil(allowed.high) - 1 if allowed.is_high_strict else math.floor(allowed.high)
    return Allowance(math.ceil(allowed.low), high)


def format_verdict(verdict: str) -> str:
    """The name of a result."""
    return _(VERDICTS[verdict])


def describe_verdict(found: Reconciliation, package: DataPackage) -> str:
    """The result in sentences that give figures and dates and blame nobody."""
    return join_sentences(tell_verdict(found, package))


def tell_verdict(found: Reconciliation, package: DataPackage) -> list[str]:
    """The sentences of :func:`describe_verdict`: the first text has both figures, and each of the others can be cut."""
    figure = format_figure(found.figure, package.indicators.loc[found.figure["indicator_id"], "unit"])
    first, *others = tell_official(found, package)
    return [join_sentences([_("Reported: {figure}.").format(figure=figure), first]), *others]


def tell_official(found: Reconciliation, package: DataPackage) -> list[str]:
    """What :func:`tell_verdict` says beside the reported figure, for where that stands already."""
    verdict = found.verdict
    if found.official is None:
        return [_undecided(verdict)]
    unit = package.indicators.loc[found.comparison["indicator_id"], "unit"]
    named = _named(found.official, unit) | {"name": name_counted(found.comparison, package)}
    if verdict == PENDING:
        return _describe_promise(found, unit, named)
    if verdict == NOT_COMPARABLE:
        return [_unlike(found).format(**named)]
    if verdict == NOT_JUDGED:
        return [_("The article gives no year."), _describe_place(found, unit, package)]
    sentences = [_beside(found, package).format(area=_area(found.official, package), **named)]
    if verdict in (ABOVE, BELOW, NEAR, WELL_BELOW, WELL_ABOVE):
        sentences.append(_conclude(found, unit))
    elif verdict == AGREES:
        sentences.append(_("The two are consistent."))
    elif verdict == AGREES_WITH_EARLIER:
        sentences.append(_describe_age(found, unit, package))
    if found.beside is not None:
        sentences.append(_describe_beside(found, unit))
    return sentences


def _named(official: Official, unit: str) -> dict[str, str]:
    """An official figure and its period, for a sentence."""
    return {
        "number": format_signed(official.value, unit),
        "period": format_period(official.period_start, official.period_end),
    }


def name_counted(row: Mapping, package: DataPackage) -> str:
    """What a reported figure or the official one of a comparison counts: the indicator, and the route if it has one."""
    name = _(package.indicators.loc[row["indicator_id"], "name"])
    if row["programme_id"] == ROOT:
        return name
    programme = format_programme(package.programmes.loc[row["programme_id"]])
    return _("{name}: {route}").format(name=name, route=programme)


def _area(official: Official, package: DataPackage) -> str:
    return _(package.areas.loc[official.observations[0]["area_id"], "name"])


def _undecided(verdict: str) -> str:
    if verdict == PENDING:
        return _(
            "This is a forecast or plan, so we do not check it. We found no official figure of what has happened since."
        )
    return _("We found no official figure to compare it with.")


def _describe_promise(found: Reconciliation, unit: str, named: Mapping[str, str]) -> list[str]:
    """What has happened since a forecast or plan, and what the count was then."""
    if found.comparison["method"] == "stock_at":
        pattern = _(
            "This is a forecast or plan, so we do not check it. Latest official figure: {number} ({name}, {period})."
        )
    else:
        pattern = _(
            "This is a forecast or plan, so we do not check it. Official figure since: {number} ({name}, {period})."
        )
    sentences = [pattern.format(**named)]
    if found.earlier is not None:
        sentences.append(_("When it was reported: {number} ({period}).").format(**_named(found.earlier, unit)))
    return sentences


def _unlike(found: Reconciliation) -> str:
    """The pattern for two figures of different definitions; it says where the numbers are the same all the same."""
    if found.comparison["method"] == "change_between":
        return _(
            "Closest official figure: a change of {number} ({name}, {period}). "
            "They measure different things, so we calculate no difference."
        )
    if row_quantity(found.figure).value == found.official.value:
        return _(
            "Closest official figure: {number} ({name}, {period}). "
            "The numbers are the same, but they measure different things."
        )
    return _(
        "Closest official figure: {number} ({name}, {period}). "
        "They measure different things, so we calculate no difference."
    )


def _beside(found: Reconciliation, package: DataPackage) -> str:
    """The pattern that gives the official figure."""
    if found.verdict == REPEATS:
        return _("It repeats the official figure: {number} ({period}).")
    if found.comparison["method"] == "stock_at":
        if seen_on(found.figure, package.sources) is None:
            return _("Official: {number} ({period}).")
        return _("Latest official figure then public: {number} ({period}).")
    if len(found.together) > 1:
        return _("Official for {period}, as {area} reports it: {number}.")
    return _("Official for {period}: {number}.")


_CONCLUSIONS = {
    (ABOVE, True): lambda: _("The reported figure is {difference} ({percent} of the official figure) higher."),
    (BELOW, False): lambda: _("The reported figure is {difference} ({percent} of the official figure) lower."),
    (NEAR, True): lambda: _("The two are close: the reported figure is {difference} ({percent}) higher."),
    (NEAR, False): lambda: _("The two are close: the reported figure is {difference} ({percent}) lower."),
    (WELL_BELOW, False): lambda: _(
        "That is true, but well below: the number is {difference} ({percent} of the official figure) lower."
    ),
    (WELL_ABOVE, True): lambda: _(
        "That is true, but well above: the number is {difference} ({percent} of the official figure) higher."
    ),
}


def _conclude(found: Reconciliation, unit: str) -> str:
    """How far the reported figure is from the official one, in number and as a share of the official one."""
    difference = format_number(abs(found.difference), unit)
    if found.difference_percent is None:  # no share of nothing
        return _("The reported figure is {difference} higher.").format(difference=difference)
    percent = format_number(round(abs(found.difference_percent), 1), "percent")
    return _CONCLUSIONS[found.verdict, found.difference > 0]().format(difference=difference, percent=percent)


def _describe_age(found: Reconciliation, unit: str, package: DataPackage) -> str:
    """Which older figure a report matches, and how old it was then."""
    seen = seen_on(found.figure, package.sources)
    day = found.figure["period_end"] if seen is None else seen
    months = months_apart(found.earlier.period_end, day)
    pattern = ngettext(
        "It matches an older figure, {count} month old then: {number} ({period}).",
        "It matches an older figure, {count} months old then: {number} ({period}).",
        months,
    )
    return pattern.format(count=months, **_named(found.earlier, unit))


def _describe_beside(found: Reconciliation, unit: str) -> str:
    """The second official figure, which has no part in the result."""
    if found.verdict == REPEATS:
        pattern = _("Another official figure for {period}: {number}.")
    else:
        pattern = _("The count closest to the day itself was published later: {number} ({period}).")
    return pattern.format(**_named(found.beside, unit))


def _describe_place(found: Reconciliation, unit: str, package: DataPackage) -> str:
    """Where a figure without a year lies among the official figures beside it: between, above, below or equal."""
    printed = row_quantity(found.figure).level
    is_mixed = len({one.observations[0]["area_id"] for one in found.together}) > 1
    pattern = _("{number} ({period}, reported by {area})") if is_mixed else _("{number} ({period})")
    ones = sorted(found.together, key=lambda one: one.value)
    listed = [pattern.format(area=_area(one, package), **_named(one, unit)) for one in ones]
    lower = [words for words, one in zip(listed, ones, strict=True) if one.value < printed]
    higher = [words for words, one in zip(listed, ones, strict=True) if one.value > printed]
    if lower and higher:
        return _("The number lies between {lower} and {higher}.").format(lower=lower[-1], higher=higher[0])
    if lower:
        return _("The number is higher than {official}.").format(official=format_list(lower))
    if higher:
        return _("The number is lower than {official}.").format(official=format_list(higher))
    return _("The number is the same as {official}.").format(official=format_list(listed))


def describe_held(found: Sequence[Reconciliation], package: DataPackage) -> list[str]:
    """When one reported figure was true, by all recorded official figures: a sentence for each series, none unjudged.

    Where agencies of several countries publish it, each sentence says whose figures it is about.
    """
    judged = [one for one in found if has_dates(one)]
    is_mixed = len({one.comparison["area_id"] for one in judged}) > 1
    sentences = []
    for one in judged:
        is_stock = one.official.period_start == one.official.period_end
        times = format_list([_format_run(run, is_stock) for run in find_runs(one, package)])
        named = {
            "figure": format_figure(one.figure, package.indicators.loc[one.figure["indicator_id"], "unit"]),
            "area": _area(one.official, package),
            "times": times,
        }
        sentences.append(_true_at(bool(times), is_stock, is_mixed).format(**named))
    return list(dict.fromkeys(sentences))


def _true_at(is_ever: bool, is_stock: bool, is_mixed: bool) -> str:
    """The pattern that says when a reported figure was true, if ever."""
    if is_ever and is_mixed:
        return _("By the figures of {area}, the reported figure, {figure}, was true {times}.")
    if is_ever:
        return _("The reported figure, {figure}, was true {times}.")
    if is_mixed:
        return _("By the figures of {area}, the reported figure, {figure}, was not true in any recorded period.")
    if is_stock:
        return _("The reported figure, {figure}, was not true on any recorded date.")
    return _("The reported figure, {figure}, was not true in any recorded period.")


def _format_run(run: Run, is_stock: bool) -> str:
    """A run of official figures in a sentence: of a stock the months of its days, of a flow its periods."""
    precision = "month" if is_stock else "day"
    named = {"first": format_period(*run.first, precision), "last": format_period(*run.last, precision)}
    patterns = {
        (True, False): _("in {last}"),
        (True, True): _("in {last}, the latest official figure"),
        (False, False): _("from {first} to {last}"),
        (False, True): _("from {first} to {last}, the latest official figure"),
    }
    return patterns[run.first == run.last, run.is_latest].format(**named)


def describe_arithmetic(found: Reconciliation, package: DataPackage) -> list[str]:
    """The steps of a result, each a line that a reader can do by hand."""
    figure, official = found.figure, found.official
    unit = package.indicators.loc[figure["indicator_id"], "unit"]
    lines = [_("We read the reported figure as {allowed}.").format(allowed=format_allowance(found.allowance, unit))]
    if official is None:
        return lines
    unit = package.indicators.loc[found.comparison["indicator_id"], "unit"]
    seen = seen_on(figure, package.sources)
    if seen is not None and found.together:
        lines.append(_("Day of the article: {day}.").format(day=format_date(seen)))
    lines += [_official_line(row, unit, official) for row in official.observations]
    if found.comparison["method"] == "change_between":
        first, last = official.observations
        lines.append(
            isolate(
                _("{last} − {first} = {change}").format(
                    last=format_number(last["value"], unit),
                    first=format_number(first["value"], unit),
                    change=format_signed(official.value, unit),
                )
            )
        )
    elif len(official.observations) > 1:
        lines.append(
            _("Our total of {count} official figures: {number}.").format(
                count=len(official.observations), number=format_number(official.value, unit)
            )
        )
    if found.difference is not None:
        lines += _difference_lines(found, unit)
    others = [other for other in (found.earlier, found.beside) if other is not None]
    return lines + [_official_line(other.observations[-1], unit, other) for other in others]


def _official_line(row: Mapping, unit: str, official: Official) -> str:
    """An official observation with the day on which it became public, where that is recorded."""
    named = {
        "period": format_period(row["period_start"], row["period_end"]),
        "number": format_number(row["value"], unit),
    }
    if official.release is None or row["period_end"] != official.period_end:
        return _("Official, {period}: {number}.").format(**named)
    named["day"] = format_date(official.release.day)
    if official.release.is_inferred:
        return _("Official, {period}: {number}, published by {day} (assumed).").format(**named)
    return _("Official, {period}: {number}, published on {day}.").format(**named)


def _difference_lines(found: Reconciliation, unit: str) -> list[str]:
    """The difference, and the rule where it is not plain from the numbers."""
    named = {
        "printed": format_number(row_quantity(found.figure).level, unit),
        "official": format_number(found.official.value, unit),
        "difference": format_signed(found.difference, unit),
    }
    if found.difference_percent is None:
        lines = [isolate(_("{printed} − {official} = {difference}").format(**named))]
    else:
        named["percent"] = format_signed(round(found.difference_percent, 1), "percent")
        lines = [_("{printed} − {official} = {difference} ({percent} of the official figure)").format(**named)]
    if found.verdict == AGREES and found.official.value not in found.allowance:
        rounded = allow_official(found.official.value, unit)
        if len(found.together) > 1:
            lines.append(_("The official figures differ; the reported one is consistent with their range."))
        elif not found.allowance.side(rounded):
            allowed = format_allowance(rounded, unit)
            lines.append(_("The official figure is rounded. We read it as {allowed}.").format(allowed=allowed))
        else:
            lines.append(_rule(_("A difference of at most {percent} counts as consistent."), SAME))
    if found.verdict == NEAR:
        lines.append(_rule(_("A difference of at most {percent} counts as close."), CLOSE))
    if found.verdict in (WELL_BELOW, WELL_ABOVE):
        lines.append(_rule(_("“More than” and “less than” are consistent up to {percent} beyond the number."), FAR))
    return lines


def _rule(pattern: str, share: float) -> str:
    return pattern.format(percent=format_number(share * 100, "percent"))
