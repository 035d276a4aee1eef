"""Text for readers: numbers with units and hedges, dates and periods, names of codes."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
from babel.dates import format_date as babel_date
from babel.dates import format_interval
from babel.lists import format_list as babel_list
from babel.numbers import format_decimal

from labour_migration.caching import memo
from labour_migration.language import current, marked
from labour_migration.language import gettext as _
from labour_migration.quantities import Quantity, read_quantities

_ONE_PLACE = 0.001  # a tenth of a per cent
_KEPT = 4096  # numbers and dates whose texts are kept: every run of a page writes the same ones

# Comparator -> the hedge in words; sentences never have symbols.
_HEDGED = {
    "": "{number}",
    ">": marked("more than {number}"),
    ">=": marked("at least {number}"),
    "~": marked("about {number}"),
    "<=": marked("at most {number}"),
    "<": marked("less than {number}"),
}
_UNITS = {
    "persons": marked("people"),
    "entries": marked("entries"),
    "visas": marked("visas"),
    "schools": marked("schools"),
    "institutions": marked("institutions"),
    "vehicles": marked("vehicles"),
    "companies": marked("companies"),
    "usd": marked("US dollars"),
    "jpy": marked("Japanese yen"),
    "index": marked("index"),
    "percent": marked("per cent"),
}
_MEASURES = {
    "stock": marked("on one day"),
    "flow": marked("over a period"),
    "balance": marked("net, over a period"),
    "limit": marked("cap for a period"),
}
# Statuses of observations that are not normal, in the words of SDMX's code list CL_OBS_STATUS.
_OBS_STATUSES = {
    "B": marked("break in the series"),
    "E": marked("estimated"),
    "P": marked("provisional"),
    "U": marked("unverified"),
}
_STATEMENTS = {
    "outcome": marked("reported as fact"),
    "target": marked("target"),
    "potential": marked("forecast"),
    "agreement": marked("agreement"),
}
_ROLES = {
    "community_business": marked("Community business"),
    "opportunity": marked("Described as open to workers"),
}
_KINDS = {
    "article": marked("article or web page"),
    "statistics": marked("official statistics"),
    "quoted": marked("official figures, quoted by others"),
    "reference": marked("background source"),
}
# Currency -> its units, from the largest: an amount is written in the first one that needs no rounding.
_MONEY = {
    "usd": ((1e9, marked("US${number} billion")), (1e6, marked("US${number} million")), (1, marked("US${number}"))),
    "jpy": ((1e9, marked("JP¥{number} billion")), (1e6, marked("JP¥{number} million")), (1, marked("JP¥{number}"))),
}


def format_number(value: float, unit: str = "") -> str:
    """A number in digits in the usual form of its unit: ``25,000``, ``US$1.27 billion``; without rounding.

    Except what we compute: an index is rounded to one decimal place, per cent to three.
    """
    if unit == "index":
        return format_decimal(value, format="#,##0.0", locale=current().locale)
    if unit == "percent":
        return _("{number}%").format(number=format_decimal(value, format="#,##0.###", locale=current().locale))
    if not is_money(unit):
        return _grouped(value)
    step, pattern = next(
        (step, pattern)
        for step, pattern in _MONEY[unit]
        if step == 1 or (abs(value) >= step and round(value / step, 3) == value / step)
    )
    return _(pattern).format(number=_grouped(value / step))


def format_share(share: float) -> str:
    """A share of a whole in per cent with one decimal place, a smaller one with one digit: ``44.1%``, ``0.05%``."""
    places = 1 if share >= _ONE_PLACE or not share else -math.floor(math.log10(share * 100))
    return _("{number}%").format(number=_grouped(round(share * 100, places)))


def format_change(difference: float, unit: str = "") -> str:
    """A difference with its sign: ``+5,520``, ``−275``; zero has none."""
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return f"{sign}{format_number(abs(difference), unit)}"


@memo(at_most=_KEPT)
def _grouped(value: float) -> str:
    return format_decimal(value, format="#,##0.############", locale=current().locale)


def format_quantity(quantity: Quantity, unit: str = "") -> str:
    """A quantity with its hedge in words: ``more than 5,000``, ``200,000 to 999,999``, ``at least 3``.

    No hedge is lost: a bound beside the value is told as well, ``about 30,000 or more``, ``about 7 (5 to 9)``.
    """
    value, low, high = quantity.value, quantity.low, quantity.high
    if value is None and low is None:
        return _(_HEDGED["<="]).format(number=format_number(high, unit))
    if value is None and high is None:
        return _(_HEDGED[">="]).format(number=format_number(low, unit))
    if value is None:
        return _("{low} to {high}").format(low=format_number(low, unit), high=format_number(high, unit))
    if quantity.comparator == "~" and (low, high) in ((value, None), (None, value)):
        pattern = _("about {number} or more") if high is None else _("about {number} or less")
        return pattern.format(number=format_number(value, unit))
    hedged = _(_HEDGED[quantity.comparator]).format(number=format_number(value, unit))
    if low is None and high is None:
        return hedged
    return _("{quantity} ({bounds})").format(
        quantity=hedged, bounds=format_quantity(Quantity(low=low, high=high), unit)
    )


def format_qualifier(comparator: str) -> str:
    """The qualifier of a number in words: ``more than``, ``about``; "" where there is none."""
    return _(_HEDGED[comparator]).format(number="").strip()


def row_quantity(row: Mapping) -> Quantity:
    """The value, bounds and comparator of a row of ``reported_figures.csv`` as a record."""
    numbers = [None if pd.isna(row[name]) else row[name] for name in ("value", "value_low", "value_high")]
    return Quantity(*numbers, comparator=row["comparator"])


def format_figure(row: Mapping, unit: str) -> str:
    """A reported figure: its number with the hedge in words.

    Where the source prints no number, its words in quotation marks; the bounds that we read from them are in the
    tables alone.
    """
    quantity = row_quantity(row)
    if quantity.value is not None:
        return format_quantity(quantity, unit)
    for reading in read_quantities(row["as_printed"]):
        if reading.quantity == quantity:
            return _("“{words}”").format(words=reading.words)
    return format_quantity(quantity, unit)


@memo(at_most=_KEPT)
def format_date(day: date, precision: str = "day") -> str:
    """A date as exactly as it is known: ``29 August 2024``, ``August 2024``, ``2024``.

    With fewer letters it is brief, ``29 Aug 2024``, or short, ``Aug 2024``.
    """
    skeleton = {"day": "d MMMM y", "brief": "d MMM y", "month": "MMMM y", "short": "MMM y", "year": "y"}.get(
        precision, "d MMMM y"
    )
    return babel_date(day, format=skeleton, locale=current().locale)


def format_period(start: date, end: date, precision: str = "day", is_inferred: bool = False) -> str:
    """A period from its first to its last day: ``1–4 Jul 2023``; a single day, month or year by its name."""
    if start == end or precision != "day":
        period = format_date(start, precision)
    elif months := whole_months(start, end):
        period = _format_months(start, end, months)
    else:
        period = format_interval(start, end, skeleton="yMMMd", locale=current().locale)
    return _("{period} (assumed)").format(period=period) if is_inferred else period


def _format_months(start: date, end: date, months: int) -> str:
    """Whole months: ``2025``, ``June 2023``, ``Oct 2024 – Mar 2025``; Pakistan's fiscal year: ``FY2024-25``."""
    if months == 1:
        return format_date(start, "month")
    if (months, start.month) == (12, 1):
        return format_date(start, "year")
    if (months, start.month) == (12, 7):
        return _("FY{first}-{second}").format(first=start.year, second=f"{end.year % 100:02}")
    return format_interval(start, end, skeleton="yMMM", locale=current().locale)


def format_short_period(start: date, end: date) -> str:
    """A period in as few letters as a label has room for: of a day or a month ``Aug 2024``."""
    is_month = start == end or whole_months(start, end) == 1
    return format_date(end, "short") if is_month else format_period(start, end)


def format_figure_period(row: Mapping) -> str:
    """The period of a row of ``reported_figures.csv``; says where it is assumed, or that there is none."""
    if pd.isna(row["period_end"]):
        return _("no date")
    return format_period(row["period_start"], row["period_end"], is_inferred=row["is_period_inferred"])


def format_list(texts: Sequence[str]) -> str:
    """Texts as a list in a sentence: ``one, two and three``."""
    return babel_list(texts, style="standard", locale=current().locale)


def format_unit(unit: str) -> str:
    """The name of a unit of ``indicators.csv``."""
    return _(_UNITS.get(unit, unit))


def is_money(unit: str) -> bool:
    """True of a currency: numbers are written with its sign, and may have fractions."""
    return unit in _MONEY


def says_itself(unit: str) -> bool:
    """True of units that :func:`format_number` writes already, and of indices, which have none."""
    return is_money(unit) or unit in ("index", "percent")


def format_measure(measure: str) -> str:
    """A measure of ``indicators.csv`` in words: what kind of count it is."""
    return _(_MEASURES.get(measure, measure))


def format_statement(statement: str) -> str:
    """A kind of statement of ``reported_figures.csv`` in words: an outcome, a target, a potential, an agreement."""
    return _(_STATEMENTS.get(statement, statement))


def format_role(role: str) -> str:
    """A role of ``sectors.csv`` in words: why an article names a sector."""
    return _(_ROLES.get(role, role))


def format_kind(kind: str) -> str:
    """A kind of source of ``sources.csv`` in words."""
    return _(_KINDS.get(kind, kind))


def format_programme(programme: Mapping) -> str:
    """The name of a programme in a sentence: its abbreviation if it has one."""
    return programme["abbreviation"] or _(programme["name"])


def format_locator(locator: str) -> str:
    """A locator, the place of a figure in its source, in words; "" of one that names no place."""
    if match := re.fullmatch(r"paragraph (\d+)(?:, sentence (\d+))?", locator):
        paragraph, sentence = match.groups()
        if sentence:
            return _("paragraph {paragraph}, sentence {sentence}").format(paragraph=paragraph, sentence=sentence)
        return _("paragraph {paragraph}").format(paragraph=paragraph)
    return ""


def format_obs_status(status: str) -> str:
    """A status of ``official_statistics.csv`` in words; "" for a normal observation."""
    return _(_OBS_STATUSES[status]) if status in _OBS_STATUSES else ""


def months_between(start: date, end: date) -> int | None:
    """The number of months in a period, with its first and last day; None unless they are whole."""
    after = end + pd.Timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    return months if after.day == start.day and months > 0 else None


def months_apart(day: date, later: date) -> int:
    """The number of whole months from one day to a later one."""
    months = (later.year - day.year) * 12 + later.month - day.month
    return months - (later.day < day.day)


def whole_months(start: date, end: date) -> int | None:
    """The number of calendar months in a period; None unless it begins on the first day of one and ends with one."""
    return months_between(start, end) if start.day == 1 else None
