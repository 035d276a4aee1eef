"""Sentences about a verdict and its arithmetic."""

import math
from collections.abc import Mapping

from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.labels import (
    format_figure,
    format_number,
    format_period,
    format_programme,
    format_statement,
    is_money,
)
from labour_migration.language import gettext as _
from labour_migration.results.reconcile import (
    AGREES,
    AGREES_WITH_EARLIER,
    NOT_COMPARABLE,
    PENDING,
    VERDICTS,
    Allowance,
    Reconciliation,
)


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
        return _("{number} alone").format(number=low)
    pattern = _("{low} to less than {high}") if allowed.is_high_strict else _("{low} to {high}")
    return pattern.format(low=low, high=high)


def _whole(allowed: Allowance) -> Allowance:
    """The least and the greatest whole number in a range; a range with an open end stays as it is."""
    if allowed.low is None or allowed.high is None:
        return allowed
    high = math.ceil(allowed.high) - 1 if allowed.is_high_strict else math.floor(allowed.high)
    return Allowance(math.ceil(allowed.low), high)


def _signed(number: float, unit: str) -> str:
    return f"{'−' if number < 0 else ''}{format_number(abs(number), unit)}"


def format_verdict(verdict: str) -> str:
    """The name of a verdict."""
    return _(VERDICTS[verdict])


def name_counted(row: Mapping, package: DataPackage) -> str:
    """What a reported figure or the official one of a comparison counts: the indicator, and the route if it has one."""
    name = _(package.indicators.loc[row["indicator_id"], "name"])
    if row["programme_id"] == ROOT:
        return name
    programme = format_programme(package.programmes.loc[row["programme_id"]])
    return _("{name}: {route}").format(name=name, route=programme)


def describe_verdict(found: Reconciliation, package: DataPackage) -> str:
    """The verdict in sentences that give figures and dates and blame nobody."""
    figure, official = found.figure, found.official
    printed = _("The report prints {figure}.").format(
        figure=format_figure(figure, package.indicators.loc[figure["indicator_id"], "unit"])
    )
    if official is None:
        if found.verdict == PENDING:
            sentence = _("It is {statement}; no official figure of what has happened since was found.")
            return f"{printed} {sentence.format(statement=format_statement(figure['statement']))}"
        return f"{printed} {_('No official figure to hold it against was found.')}"
    indicator = package.indicators.loc[found.comparison["indicator_id"]]
    unit, name = indicator["unit"], name_counted(found.comparison, package)
    number, period = format_number(official.value, unit), format_period(official.period_start, official.period_end)
    if found.verdict == PENDING:
        said = _("It is {statement}. So far: {name}, {period}, {number}.").format(
            statement=format_statement(figure["statement"]), name=name, period=period, number=number
        )
        if found.earlier is None:
            return f"{printed} {said}"
        then = _("At the time of the statement ({period}): {number}.").format(
            period=format_period(found.earlier.period_start, found.earlier.period_end),
            number=format_number(found.earlier.value, unit),
        )
        return f"{printed} {said} {then}"
    if found.verdict == NOT_COMPARABLE:
        pattern = (
            _("Official, but of another definition: {name}, {period}, a change of {number}. No gap is computed.")
            if found.comparison["method"] == "change_between"
            else _("Official, but of another definition: {name}, {period}, {number}. No gap is computed.")
        )
        return f"{printed} {pattern.format(name=name, period=period, number=_signed(official.value, unit))}"
    if found.comparison["method"] == "stock_at":
        said = _("The official count nearest before it, {period}, is {number}").format(period=period, number=number)
    else:
        said = _("The official figure for {period} is {number}").format(period=period, number=number)
    if found.verdict == AGREES:
        allowed = format_allowance(found.allowance, unit)
        return f"{printed} {said}{_(', which the words allow ({allowed}).').format(allowed=allowed)}"
    more = _("{number} more") if found.gap > 0 else _("{number} less")
    said += _(" ({gap}).").format(gap=more.format(number=format_number(abs(found.gap), unit)))
    if found.verdict == AGREES_WITH_EARLIER:
        last = _("Last within what the words allow: {period}, {number}.").format(
            period=format_period(found.earlier.period_start, found.earlier.period_end),
            number=format_number(found.earlier.value, unit),
        )
        return f"{printed} {said} {last}"
    return f"{printed} {said}"


def describe_arithmetic(found: Reconciliation, package: DataPackage) -> list[str]:
    """The steps of a verdict, each a line that a reader can do by hand."""
    figure = found.figure
    unit = package.indicators.loc[figure["indicator_id"], "unit"]
    lines = [_("The words allow: {allowed}.").format(allowed=format_allowance(found.allowance, unit))]
    if found.official is None:
        return lines
    unit = package.indicators.loc[found.comparison["indicator_id"], "unit"]
    for row in found.official.observations:
        lines.append(
            _("Official, {period}: {number}.").format(
                period=format_period(row["period_start"], row["period_end"]), number=format_number(row["value"], unit)
            )
        )
    if found.comparison["method"] == "change_between":
        first, last = found.official.observations
        lines.append(
            _("{last} − {first} = {change}").format(
                last=format_number(last["value"], unit),
                first=format_number(first["value"], unit),
                change=_signed(found.official.value, unit),
            )
        )
    if found.gap is not None:
        printed = found.official.value - found.gap
        gap = _("{official} − {printed} = {gap}").format(
            official=format_number(found.official.value, unit),
            printed=format_number(printed, unit),
            gap=_signed(found.gap, unit),
        )
        if found.gap_percent is not None:
            percent = _signed(round(found.gap_percent, 1), "percent")
            gap += _(", which is {percent} of the printed number").format(percent=percent)
        lines.append(gap)
    return lines
