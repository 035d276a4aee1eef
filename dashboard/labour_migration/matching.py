"""A sentence that a reader has read somewhere, held against the recorded statements: which say the same, and how."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.labels import is_money, row_quantity
from labour_migration.passages import (
    Passage,
    find_money,
    find_months,
    find_years,
    fold,
    imply_countries,
    is_ahead,
    is_elsewhere,
    keys_of_subject,
    name_countries,
    read_passage,
    split_sentences,
)
from labour_migration.quantities import Quantity, Reading, read_quantities
from labour_migration.results.repeats import (
    PERIOD_MOVED,
    PROMISE_AS_OUTCOME,
    QUALIFIER_CHANGED,
    QUALIFIER_LOST,
    find_repeats,
)
from labour_migration.search import AT_MOST

_MATCHES = 8  # that are told, at most
_QUANTITIES = 24  # of a text that are held against the statements: one for each line of a long paragraph
# How a statement is to the text: the same number, one that rounds to it, another one of the same subject and period.
SAME, LIKE, CONTRADICTS = "same", "like", "contradicts"
RELATIONS = (SAME, LIKE, CONTRADICTS)
# What a text changes of a statement that it retells: as a repeat does, or more.
QUALIFIER_ADDED, SCALE = "qualifier_added", "scale"
DRIFTS = (QUALIFIER_LOST, QUALIFIER_CHANGED, QUALIFIER_ADDED, SCALE, PROMISE_AS_OUTCOME, PERIOD_MOVED)
_SCORES = {SAME: 8.0, LIKE: 5.0, CONTRADICTS: 0.0}
_OF_THE_WHOLE = 0.7  # of the weight of a name in another sentence
_HALF_A_YEAR, _FISCAL_START = 6, 7  # months; Pakistan's fiscal year begins in July
_EXACT = 4  # digits of a number that is hardly by chance the recorded one
_LEAST_MONEY = 10**6  # of a number that may be money though no currency stands there


@dataclass(frozen=True)
class Match:
    """A recorded statement beside a quantity of a text.

    Parameters
    ----------
    figure
        The row of ``reported_figures.csv``: of a statement, never of a repeat.
    reading
        The quantity of the text that it was held against.
    relation
        A code of :data:`RELATIONS`.
    drifts
        Codes of :data:`DRIFTS`: what the text changes of the statement. Empty unless the relation is SAME or LIKE.
    score
        How near they are: the best match has the highest.
    """

    figure: Mapping
    reading: Reading
    relation: str
    drifts: tuple[str, ...]
    score: float

    @property
    def figure_id(self) -> str:
        """The code of the statement."""
        return self.figure["figure_id"]


@dataclass(frozen=True)
class Check:
    """What a text says in numbers, and the statements that are near: the best match first, none where none is recorded.

    ``subjects`` are the codes of the indicators that the text names, the one it names best first: they tell what is
    official where no statement is near.
    """

    text: str
    readings: tuple[Reading, ...]
    matches: tuple[Match, ...]
    subjects: tuple[str, ...] = ()

    @property
    def has_number(self) -> bool:
        """True of a text with a number that says how many."""
        return any(not reading.is_time for reading in self.readings)

    @property
    def retold(self) -> tuple[Match, ...]:
        """The best match of each quantity that retells a statement, in the order of the text."""
        best: dict[int, Match] = {}
        for match in self.matches:
            if match.relation != CONTRADICTS:
                best.setdefault(match.reading.start, match)
        return tuple(best[start] for start in sorted(best))

    def alike(self, match: Match) -> tuple[Match, ...]:
        """The other statements that a quantity retells as well as this one: which is meant, the text leaves open."""
        same = (one for one in self.matches if one.reading == match.reading and one.relation == match.relation == SAME)
        return tuple(one for one in same if one.drifts == match.drifts and one.figure_id != match.figure_id)


@dataclass(frozen=True)
class _Statement:
    """A statement as it is looked for: its quantity and years, the keys of its quote and of who said it, its needs."""

    figure: Mapping
    quantity: Quantity
    unit: str
    years: frozenset[int]
    last: date | None
    quote_years: frozenset[int]
    quote: frozenset[str]
    quotes: tuple[str, ...]
    mention: frozenset[str]
    countries: frozenset[str]


def check_text(package: DataPackage, text: str) -> Check:
    """The quantities of a text in English, Urdu or Japanese, and the recorded statements that it retells.

    Deterministic, from the words alone: numbers with their qualifiers, the names of what is counted (the columns
    ``aliases_*`` of ``indicators.csv``, ``programmes.csv`` and ``nationalities.csv``), countries, years, the words of
    the recorded quotes. At most ``AT_MOST`` characters are read, and of them the first ``_QUANTITIES`` quantities.
    """
    text = "".join(char if char.isprintable() or char == "\n" else " " for char in text[:AT_MOST])
    readings = tuple(reading for reading in read_quantities(text) if not reading.is_share)
    whole, years = read_passage(package, text), find_years(text)
    countries = imply_countries(whole.words)
    passages: dict[str, Passage] = {}
    best: dict[str, Match] = {}
    for reading in [reading for reading in readings if not reading.is_time][:_QUANTITIES]:
        sentence = next((text[start:end] for start, end in split_sentences(text) if start <= reading.start < end), text)
        if sentence not in passages:
            passages[sentence] = read_passage(package, sentence)
        if is_elsewhere(reading, text, passages[sentence], whole):
            continue
        for match in _match(package, _Asked(reading, text, passages[sentence], whole, years, countries)):
            if match.figure_id not in best or best[match.figure_id].score < match.score:
                best[match.figure_id] = match
    matches = sorted(best.values(), key=lambda match: -match.score)[:_MATCHES]
    is_here = bool(countries) and not whole.others and not whole.is_local
    subjects = sorted(whole.indicators, key=lambda code: -whole.indicators[code]) if is_here else []
    return Check(text, readings, tuple(matches), tuple(subjects))


@dataclass(frozen=True, eq=False)
class _Asked:
    """A quantity of a text, its sentence, the whole text, the years and the countries that the text names."""

    reading: Reading
    text: str
    passage: Passage
    whole: Passage
    years: frozenset[int]
    countries: frozenset[str]


def _match(package: DataPackage, asked: _Asked) -> Iterator[Match]:
    """The statements near to a quantity, with their scores."""
    quantity, money = asked.reading.quantity, find_money(asked.reading, asked.text)
    for one in _statements(package):
        if (money and one.unit != money) or (not money and is_money(one.unit) and quantity.level < _LEAST_MONEY):
            continue
        relation, power = _relate(quantity, one.quantity)
        if relation is None and _compare_years(asked.years, one) <= 0:
            continue
        evidence = _weigh(one, asked, package)
        if not evidence.is_enough(asked.passage.is_local):
            continue
        if relation is None and not power and evidence.is_strong and evidence.years > 0:
            relation = CONTRADICTS
        if relation is None or (power and not evidence.is_retold):
            continue
        score = _SCORES[relation] + evidence.score - 2 * bool(power)
        score += relation == SAME and _side(quantity) == _side(one.quantity)
        drifts = () if relation == CONTRADICTS else _find_drifts(one, asked, power, evidence)
        yield Match(one.figure, asked.reading, relation, drifts, score)


@dataclass(frozen=True)
class _Evidence:
    """What but its number says that a text retells a statement.

    ``subject``: the words by which it names what is counted. ``quote`` and ``mention``: the shares of the words of the
    quote, and of publishers and speaker, that it has. ``countries``: the share of those that it has to name.
    ``years`` and ``programme``: whether it names those of the statement (positive), others, or none (0).
    ``is_quoted``: it has the quote itself. ``is_exact``: its number has so many digits that it is hardly another one.
    ``is_bare``: it is the quote, or a part of it, and no more. ``is_alone``: it is the number and no more, or what is
    counted beside it: "25,000 Pakistanis in Japan".
    """

    subject: float
    quote: float
    mention: float
    countries: float
    years: float
    programme: float
    is_quoted: bool
    is_exact: bool
    is_bare: bool
    is_alone: bool

    def is_enough(self, is_local: bool) -> bool:
        """True where a text is about what the statement is about; the less of it is named, the more of the quote."""
        if self.is_quoted or is_local or self.is_alone:
            return self.is_quoted or self.is_alone
        if self.countries == 1:
            return self.subject >= 1 or self.quote >= 0.45 or self.is_exact
        if self.countries > 0:
            return (self.subject >= 1 and (self.quote >= 0.4 or self.mention >= 0.5)) or self.quote >= 0.6
        return (self.subject >= 1 and self.quote >= 0.35) or self.quote >= 0.75

    @property
    def is_strong(self) -> bool:
        """True where a text surely is about what the statement is about, whatever its number."""
        return self.is_quoted or (self.subject >= 1 and self.countries == 1)

    @property
    def is_retold(self) -> bool:
        """True where a text surely retells the statement, so that another number than its own is a mistake."""
        is_told = self.quote >= 0.25 or self.mention >= 0.5 or self.years > 0
        return self.is_quoted or self.quote >= 0.5 or (self.is_strong and is_told)

    @property
    def score(self) -> float:
        """All of it in one number, as the order of matches has it."""
        words = 2.5 * self.quote + min(self.subject, 2) + 1.5 * self.mention + 3 * self.is_quoted
        return words + 1.5 * self.years + self.programme + self.countries


def _weigh(one: _Statement, asked: _Asked, package: DataPackage) -> _Evidence:
    indicator, here, whole = one.figure["indicator_id"], asked.passage, asked.whole
    named, is_same = here.programmes | whole.programmes, asked.reading.quantity.level == one.quantity.level
    if one.figure["programme_id"] == ROOT:
        programme = -0.5 if named else 0.0
    else:
        programme = 1.0 if one.figure["programme_id"] in named else -1.0
    return _Evidence(
        subject=max(
            here.indicators.get(indicator, 0), _OF_THE_WHOLE * whole.indicators.get(indicator, 0), float(programme == 1)
        ),
        quote=_share(one.quote, here.words.keys, package),
        mention=_share(one.mention, whole.words.keys, package),
        countries=len(one.countries & asked.countries) / len(one.countries) if one.countries else 1.0,
        years=_compare_years(asked.years, one),
        programme=programme,
        is_quoted=any(quote in whole.words.folded for quote in one.quotes),
        is_exact=is_same and _count_digits(one.quantity.level) >= _EXACT,
        is_alone=whole.words.keys <= keys_of_subject(package, indicator) and not whole.others and is_same,
        is_bare=any(whole.words.folded.strip(" .۔。") in quote for quote in one.quotes),
    )


def _relate(text: Quantity, recorded: Quantity) -> tuple[str | None, int]:
    """The relation of two quantities by number, and the power of ten between them where only that differs."""
    here, there = text.level, recorded.level
    if text.value is recorded.value is None and text.low and recorded.low and text.level != recorded.level:
        power = round(math.log10(text.low / recorded.low))
        return LIKE, power
    if (text.value is None) != (recorded.value is None):  # "dozens" and 20, "several" and three
        is_near = recorded.value is None and here == there
        return (LIKE if is_near else None), 0
    if here == there:
        return SAME, 0
    if here <= 0 or there <= 0:
        return None, 0
    power = round(math.log10(here / there))
    if power and math.isclose(here, there * 10.0**power, rel_tol=1e-9):
        return LIKE, power
    if power == 0 and _is_rounded(here, there):
        return LIKE, 0
    return None, 0


def _is_rounded(one: float, other: float) -> bool:
    """True where the one is the other rounded to fewer digits, at least two of them or within a twentieth."""
    for rounded, exact in ((one, other), (other, one)):
        step = 10 ** (len(f"{rounded:.0f}") - len(f"{rounded:.0f}".rstrip("0")))
        if step > 1 and abs(rounded - exact) <= step / 2 and abs(rounded - exact) <= exact / 20:
            return True
    return False


def _count_digits(level: float) -> int:
    """The digits of a number without the zeros at its ends: 4 of 1,486, 2 of 25,000."""
    return len(f"{level:.6f}".replace(".", "").strip("0"))


def _side(quantity: Quantity) -> str:
    """The side of a hedge: ">", "<", "~", "~>" of two, "" of a number as it is, "[]" of bounds without a number."""
    if quantity.value is None:
        return "[]"
    return quantity.comparator[:1] + ">" * (quantity.low is not None) + "<" * (quantity.high is not None)


def _find_drifts(one: _Statement, asked: _Asked, power: int, evidence: _Evidence) -> tuple[str, ...]:
    """What a text changes of a statement: the scale of its number or its qualifier, a promise, the time."""
    drifts = []
    here, there = _side(asked.reading.quantity), _side(one.quantity)
    if power:
        drifts.append(SCALE)
    elif here != there or (here == "[]" and asked.reading.quantity.high != one.quantity.high):
        drifts.append(QUALIFIER_LOST if there and not here else QUALIFIER_CHANGED if there else QUALIFIER_ADDED)
    is_promise = one.figure["statement"] != "outcome"
    if is_promise and not evidence.is_bare and not is_ahead(asked.passage.words.folded):
        drifts.append(PROMISE_AS_OUTCOME)
    if _is_later(asked, one):
        drifts.append(PERIOD_MOVED)
    return tuple(drifts)


def _is_later(asked: _Asked, one: _Statement) -> bool:
    """True where a sentence names a later year than the statement's and its source's, or a month half a year later."""
    told = asked.passage.words.folded
    named = find_years(told) - one.quote_years
    if not named or one.last is None:
        return False
    months = [year * 12 + month for year, month in find_months(told)]
    is_much_later = bool(months) and max(months) - (one.last.year * 12 + one.last.month) >= _HALF_A_YEAR
    return max(named) > max(one.years) or is_much_later


def _compare_years(named: frozenset[int], one: _Statement) -> float:
    """1 where a text names only years of a statement, less where others too or alone, 0 where either names none."""
    if not named or not one.years:
        return 0.0
    own = one.years | one.quote_years
    return 1.0 if named <= own else 0.6 if named & own else -0.3


@memo(VERSIONS, has_words=False)
def _statements(package: DataPackage) -> tuple[_Statement, ...]:
    """Every statement as it is looked for, with the words of its repeats."""
    repeats = find_repeats(package)
    rows = package.reported[package.reported["repeats"] == ""].to_dict("records")
    return tuple(_make(row, repeats.get(row["figure_id"], []), package) for row in rows)


def _make(row: Mapping, repeats: Sequence[Mapping], package: DataPackage) -> _Statement:
    told = [row, *repeats]
    sources = [package.sources[one["source_id"]] for one in told]
    days = [sources[0].date_published] if sources[0].date_published else []
    years = {day.year for day in days}
    if pd.notna(row["period_end"]):
        days.append(row["period_end"].date())
        start = row["period_start"]
        years |= set(range(start.year, row["period_end"].year + 1))
        years |= {start.year + 1} if start.month == _FISCAL_START else set()  # of Pakistan's fiscal year it is a part
    name = fold(package.indicators.loc[row["indicator_id"], "name"])
    mention = fold(" ".join([*(source.publisher for source in sources), row["attributed_to"]]))
    return _Statement(
        figure=row,
        quantity=row_quantity(row),
        unit=package.indicators.loc[row["indicator_id"], "unit"],
        years=frozenset(years),
        last=max(days, default=None),
        quote_years=find_years(row["as_printed"]),
        quote=frozenset(fold(row["as_printed"]).keys),
        quotes=tuple(fold(one["as_printed"]).folded for one in told),
        mention=mention.keys,
        countries=name_countries(name),
    )


def _share(wanted: frozenset[str], present: frozenset[str], package: DataPackage) -> float:
    """The share of the keys of a statement that a passage has, each weighed by how few statements have it."""
    weights = _weights(package)
    whole = sum(weights.get(key, 1.0) for key in wanted)
    return sum(weights.get(key, 1.0) for key in wanted & present) / whole if whole else 0.0


@memo(VERSIONS, has_words=False)
def _weights(package: DataPackage) -> dict[str, float]:
    counts = Counter(key for one in _statements(package) for key in one.quote | one.mention)
    total = len(_statements(package)) + 1
    return {key: math.log(total / count) for key, count in counts.items()}
