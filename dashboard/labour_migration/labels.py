"""Text for readers: numbers with units and hedges, dates and periods, names of codes."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce

import pandas as pd
from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_interval, format_skeleton
from babel.lists import format_list as babel_list
from babel.numbers import format_decimal

from labour_migration.caching import memo
from labour_migration.language import current, marked, ngettext
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
# The same without a number, as a qualifier is named.
_QUALIFIERS = {
    ">": marked("more than"),
    ">=": marked("at least"),
    "~": marked("about"),
    "<=": marked("at most"),
    "<": marked("less than"),
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
# A number with what it counts, in the form that fits it.
_COUNTED = {
    "persons": lambda n: ngettext("{number} person", "{number} people", n),
    "entries": lambda n: ngettext("{number} entry", "{number} entries", n),
    "visas": lambda n: ngettext("{number} visa", "{number} visas", n),
    "schools": lambda n: ngettext("{number} school", "{number} schools", n),
    "institutions": lambda n: ngettext("{number} institution", "{number} institutions", n),
    "vehicles": lambda n: ngettext("{number} vehicle", "{number} vehicles", n),
    "companies": lambda n: ngettext("{number} company", "{number} companies", n),
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
# --- what the languages do each in its own way, where the Unicode CLDR does not say it -------------------

_USUAL = "en"  # for languages that are not in a table
# Language -> currency -> its steps, from the largest: an amount is written in the first one that needs no rounding.
# These are no messages: a Japanese step is another power of ten than an English one.
_MONEY = {
    "en": {
        "usd": ((1e9, "US${number} billion"), (1e6, "US${number} million"), (1, "US${number}")),
        "jpy": ((1e9, "JP¥{number} billion"), (1e6, "JP¥{number} million"), (1, "JP¥{number}")),
    },
    "ja": {
        "usd": (
            (1e12, "{number}兆米ドル"),
            (1e8, "{number}億米ドル"),
            (1e4, "{number}万米ドル"),
            (1, "{number}米ドル"),
        ),
        "jpy": ((1e12, "{number}兆円"), (1e8, "{number}億円"), (1e4, "{number}万円"), (1, "{number}円")),
    },
    "ur": {
        "usd": ((1e9, "{number} ارب امریکی ڈالر"), (1e6, "{number} ملین امریکی ڈالر"), (1, "{number} امریکی ڈالر")),
        "jpy": ((1e9, "{number} ارب جاپانی ین"), (1e6, "{number} ملین جاپانی ین"), (1, "{number} جاپانی ین")),
    },
}
# Precision -> the parts of a date. Where a language has no patterns of its own, the CLDR puts them in order.
_SKELETONS = {"day": "yMMMMd", "brief": "yMMMd", "month": "yMMMM", "short": "yMMM", "year": "y"}
# British style guides and Pakistan's press write no comma in a date.
_PATTERNS = {
    code: {"day": "d MMMM y", "brief": "d MMM y", "month": "MMMM y", "short": "MMM y", "year": "y"}
    for code in ("en", "ur")
}
# What stands between clauses that have commas of their own, and between sentences.
_BETWEEN_CLAUSES = {"en": "; ", "ja": "；", "ur": "؛ "}
_BETWEEN_SENTENCES = {"en": " ", "ja": "", "ur": " "}
_ARABIC_COMMA = "،"
# Isolates of Unicode Standard Annex 9: in the direction of the first letter outside inner ones, from the right.
_ISOLATE, _FROM_RIGHT, _END = "\u2068", "\u2067", "\u2069"
_ARABIC = re.compile("[\u0600-\u06ff]")
_RANGE = re.compile(r"\d+–\d+")


def _own(table: Mapping[str, object]) -> object:
    """What a table has of the reader's language, or of the usual one."""
    return table.get(current().code, table[_USUAL])


def is_from_right() -> bool:
    """True where the reader's language is read from the right."""
    return current().direction == "rtl"


def isolate(text: str) -> str:
    """Text that keeps its own order of letters within a line that is read from the right: a number, a name, a quote.

    In languages that are read from the left it stays as it is. The marks have no width.
    """
    return f"{_ISOLATE}{text}{_END}" if text and is_from_right() else text


def isolate_line(line: str) -> str:
    """A line that stands by itself, such as in a chart: from the right, where the language is and any word of it."""
    isolated = isolate(line)
    return isolated.replace(_ISOLATE, _FROM_RIGHT, 1) if isolated != line and _ARABIC.search(line) else isolated


def close_isolates(lines: Sequence[str]) -> list[str]:
    """The lines of a text that was broken: what is isolated across a break is so in each of both lines."""
    closed, depth = [], 0
    for line in lines:
        opened = _ISOLATE * depth + line
        depth = opened.count(_ISOLATE) - opened.count(_END)
        closed.append(opened + _END * depth)
    return closed


def quote(words: str) -> str:
    """Words in quotation marks."""
    return _("“{words}”").format(words=isolate(words))


def format_number(value: float, unit: str = "") -> str:
    """A number in digits in the usual form of its unit: ``25,000``, ``US$1.27 billion``; without rounding.

    Except what we compute: an index is rounded to one decimal place, per cent to three.
    """
    if unit == "index":
        return isolate(format_decimal(value, format="#,##0.0", locale=current().locale))
    if unit == "percent":
        return _write_percent(format_decimal(value, format="#,##0.###", locale=current().locale))
    if not is_money(unit):
        return isolate(_grouped(value))
    step, pattern = next(
        (step, pattern)
        for step, pattern in _own(_MONEY)[unit]
        if step == 1 or (abs(value) >= step and round(value / step, 3) == value / step)
    )
    return pattern.format(number=isolate(_grouped(value / step)))


def format_share(share: float) -> str:
    """A share of a whole in per cent with one decimal place, a smaller one with one digit: ``44.1%``, ``0.05%``."""
    places = 1 if share >= _ONE_PLACE or not share else -math.floor(math.log10(share * 100))
    return _write_percent(_grouped(round(share * 100, places)))


def _write_percent(number: str) -> str:
    return _("{number}%").format(number=isolate(number))


def format_change(difference: float, unit: str = "") -> str:
    """A difference with its sign: ``+5,520``, ``−275``; zero has none."""
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    written = format_number(abs(difference), unit)
    if _ISOLATE not in written:
        return f"{sign}{written}"
    # In a line from the right, a sign that is not among the isolated digits would stand behind them.
    return written.replace(_ISOLATE, f"{_ISOLATE}{sign}", 1)


def format_signed(number: float, unit: str = "") -> str:
    """A number that may be below zero: ``5,520``, ``−275``."""
    return format_change(number, unit) if number < 0 else format_number(number, unit)


def format_counted(value: float, unit: str, number: str = "") -> str:
    """A number with what it counts: ``25,000 people``; of units that say themselves the number alone.

    ``number`` is the number as it is to be shown, such as in bold; as :func:`format_number` writes it without one.
    """
    number = number or format_number(value, unit)
    if unit not in _COUNTED:
        return number
    return _COUNTED[unit](math.ceil(abs(value))).format(number=number)


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
    return comparator and _(_QUALIFIERS[comparator])


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
            return quote(reading.words)
    return format_quantity(quantity, unit)


@memo(at_most=_KEPT)
def format_date(day: date, precision: str = "day") -> str:
    """A date as exactly as it is known: ``29 August 2024``, ``August 2024``, ``2024``.

    With fewer letters it is brief, ``29 Aug 2024``, or short, ``Aug 2024``.
    """
    precision = precision if precision in _SKELETONS else "day"
    if patterns := _PATTERNS.get(current().code):
        return isolate(babel_date(day, format=patterns[precision], locale=current().locale))
    return isolate(format_skeleton(_SKELETONS[precision], day, locale=current().locale))


@memo(at_most=_KEPT)
def format_month(day: date) -> str:
    """The month of a day in as few letters as an axis has room for: ``Sep``, ``9月``."""
    return f"{day:%b}" if current().code == _USUAL else babel_date(day, format="MMM", locale=current().locale)


def format_years(first: int, last: int) -> str:
    """Years from the first to the last: ``2019–2024``, ``2024``."""
    return isolate(_("{first}–{last}").format(first=first, last=last) if first < last else str(first))


def format_period(start: date, end: date, precision: str = "day", is_inferred: bool = False) -> str:
    """A period from its first to its last day: ``1–4 Jul 2023``; a single day, month or year by its name."""
    if start == end or precision != "day":
        period = format_date(start, precision)
    elif months := whole_months(start, end):
        period = _format_months(start, end, months)
    else:
        period = _format_interval(start, end, "yMMMd")
    return _("{period} (assumed)").format(period=period) if is_inferred else period


def _format_months(start: date, end: date, months: int) -> str:
    """Whole months: ``2025``, ``June 2023``, ``Oct 2024 – Mar 2025``; Pakistan's fiscal year: ``FY2024-25``."""
    if months == 1:
        return format_date(start, "month")
    if (months, start.month) == (12, 1):
        return format_date(start, "year")
    if (months, start.month) == (12, 7):
        return _("FY{years}").format(years=isolate(f"{start.year}-{end.year % 100:02}"))
    return _format_interval(start, end, "yMMM")


def _format_interval(start: date, end: date, skeleton: str) -> str:
    period = format_interval(start, end, skeleton=skeleton, locale=current().locale)
    if not is_from_right():
        return period
    return isolate(_RANGE.sub(lambda years: isolate(years[0]), period.replace(_ARABIC_COMMA, "")))


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


def join_names(texts: Sequence[str]) -> str:
    """Texts with commas between them and no "and": ``one, two, three``."""
    pattern = Locale.parse(current().locale).list_patterns["standard"]["middle"]
    return reduce(pattern.format, texts) if texts else ""


def join_clauses(texts: Sequence[str]) -> str:
    """Texts that may have commas of their own: ``one, two; three``."""
    return _own(_BETWEEN_CLAUSES).join(texts)


def join_sentences(texts: Sequence[str]) -> str:
    """Sentences one behind the other; empty ones leave no gap."""
    return _own(_BETWEEN_SENTENCES).join(filter(None, texts))


def format_unit(unit: str) -> str:
    """The name of a unit of ``indicators.csv``."""
    return _(_UNITS.get(unit, unit))


def is_money(unit: str) -> bool:
    """True of a currency: numbers are written with its sign, and may have fractions."""
    return unit in _MONEY[_USUAL]


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
    return isolate(programme["abbreviation"] or _(programme["name"]))


def name_programme(programme: Mapping) -> str:
    """The name of a programme with its abbreviation: ``Specified Skilled Worker (SSW)``."""
    return _("{name} ({abbreviation})").format(
        name=_(programme["name"]), abbreviation=isolate(programme["abbreviation"])
    )


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
