"""Hedged numbers: comparator, bounds, reading them out of printed words."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

# The codes of the HL7 FHIR value set "quantity-comparator"; empty is a number as it is printed.
COMPARATORS = ("", ">", ">=", "~", "<=", "<")


@dataclass(frozen=True)
class Quantity:
    """A number with its hedge, or the bounds that words set where they give no number.

    ``comparator`` hedges ``value``: "more than 5,000" is ``Quantity(5000, comparator=">")``.
    Words without a single number have bounds only, either of which may be open:
    "several" is ``Quantity(low=3)``. A value may have bounds beside it, if words print both.

    Raises
    ------
    ValueError
        When there is neither number nor bound, a number is not finite, bounds and value are
        out of order, or a comparator is unknown or hedges nothing.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    comparator: str = ""

    def __post_init__(self) -> None:
        numbers = [number for number in (self.low, self.value, self.high) if number is not None]
        if not numbers:
            raise ValueError("a quantity needs a value or a bound")
        if not all(map(math.isfinite, numbers)):
            raise ValueError("a quantity is finite; leave a bound out where it is open")
        if numbers != sorted(numbers):
            raise ValueError("a quantity's low, value and high are in this order")
        if self.comparator not in COMPARATORS:
            raise ValueError(f"comparator {self.comparator!r} is not one of {COMPARATORS}")
        if self.comparator and self.value is None:
            raise ValueError("a comparator hedges a value")

    @property
    def is_open_below(self) -> bool:
        """True where the words allow less than every number given."""
        return self.low is None and (self.value is None or self.comparator in ("<", "<=", "~"))

    @property
    def is_open_above(self) -> bool:
        """True where the words allow more than every number given."""
        return self.high is None and (self.value is None or self.comparator in (">", ">=", "~"))

    @property
    def is_hedged(self) -> bool:
        """True unless the words give one number as it is."""
        return bool(self.comparator) or self.low is not None or self.high is not None

    def __truediv__(self, divisor: float) -> "Quantity":
        """The quantity in equal parts, hedge carried on: more than 5,000 in ten months, more than 500 a month."""
        if not divisor > 0 or not math.isfinite(divisor):
            raise ValueError("a hedge is carried on only by a positive, finite divisor")
        numbers = {name: getattr(self, name) for name in ("value", "low", "high")}
        return replace(self, **{name: number / divisor for name, number in numbers.items() if number is not None})


@dataclass(frozen=True)
class Reading:
    """A quantity read out of printed words, and the words that print it, hedge included."""

    quantity: Quantity
    words: str


# Words for numbers, in English and Urdu; Japanese prints digits with 万 and 億.
_NUMBER_WORDS = {
    word: number
    for number, words in {
        1: "one ایک", 2: "two دو", 3: "three تین", 4: "four چار", 5: "five پانچ", 6: "six چھ", 7: "seven سات",
        8: "eight آٹھ", 9: "nine نو", 10: "ten دس", 11: "eleven گیارہ", 12: "twelve بارہ", 13: "thirteen تیرہ",
        14: "fourteen چودہ", 15: "fifteen پندرہ", 16: "sixteen سولہ", 17: "seventeen سترہ", 18: "eighteen اٹھارہ",
        19: "nineteen انیس", 20: "twenty بیس", 30: "thirty تیس", 40: "forty چالیس", 50: "fifty پچاس",
        60: "sixty ساٹھ", 70: "seventy ستر", 80: "eighty اسی", 90: "ninety نوے",
    }.items()
    for word in words.split()
}  # fmt: skip
_SCALE_WORDS = {
    word: scale
    for scale, words in {
        10**2: "hundred سو 百",
        10**3: "thousand ہزار 千",
        10**4: "万",
        10**5: "lakh lac لاکھ",
        10**6: "million mn ملین",
        10**7: "crore کروڑ",
        10**8: "億",
        10**9: "billion bn ارب بلین",
        10**12: "trillion 兆",
    }.items()
    for word in words.split()
}
# What a plural without a number says: at least two of it, and not so many that the next word up would be used.
_PLURALS = {"tens": 10} | {f"{word}s": scale for word, scale in _SCALE_WORDS.items() if word.isascii()}
_SEVERAL = 3  # "several": more than two, and no upper bound

_DIGITS = r"(?<!\d)(?<!\d[,.])(?:\d{1,3}(?:,\d{2,3})+|\d+)(?:\.\d+)?(?!,?\d|(?:st|nd|rd|th)\b)"


def _any_of(words: object) -> str:
    """One alternative a word, longest first; Latin words end where the word ends, others may run on."""
    return "|".join(
        rf"\b{word}\b" if word.isascii() else word for word in sorted(map(str, words), key=len, reverse=True)
    )


_TOKEN = re.compile(
    rf"(?P<digits>{_DIGITS})"
    rf"|(?P<plural>(?:{_any_of(_PLURALS)})(?:\s+of\s+(?:{_any_of(_PLURALS)}))*)"
    r"|(?P<several>\bseveral\b)"
    rf"|(?P<scale>(?<=\d)(?:{'|'.join(w for w in _SCALE_WORDS if w.isascii())})\b|{_any_of(_SCALE_WORDS)})"
    rf"|(?P<word>{_any_of(_NUMBER_WORDS)})",
    re.IGNORECASE,
)

# Hedges are a closed list: each phrase with the comparator that says the same. English and the
# Urdu "about" stand before the number, Japanese and most Urdu hedges behind it.
_HEDGES_BEFORE = {
    ">": "more than|over|above|exceeding|upwards of|in excess of",
    ">=": "at least|no fewer than|not less than|کم از کم|少なくとも",
    "~": "about|around|some|roughly|approximately|an estimated|約|およそ|تقریباً|تقریبا|لگ بھگ",
    "<=": "up to|as many as|at most|no more than|最大|زیادہ سے زیادہ",
    "<": "less than|fewer than|under|below|nearly|almost|close to",
}
_HEDGES_BEHIND = {
    ">": "超|を(?:上回|超)|سے (?:زائد|زیادہ)",
    ">=": r"以上|or more\b|\+",
    "~": r"-?strong\b|前後|程度|کے (?:قریب|لگ بھگ)",
    "<=": "以下|まで",
    "<": "未満|を下回|弱|سے کم",
}
# What may stand between a hedge and its number, or a number and the hedge behind it.
_CURRENCY = r"(?:US)?[$¥€£]?\s*|Rs\.?\s*"
_COUNTED = r"(?:\s*(?:人|名|件|校|ドル|円|افراد|پاکستانیوں|پاکستانی))?\s*"
_BEFORE = [
    (re.compile(rf"{phrases}(?:{_CURRENCY})$", re.IGNORECASE), sign)
    for sign, phrases in {
        **{sign: rf"(?<![A-Za-z])(?:{phrases})\s*(?:a total of\s*)?" for sign, phrases in _HEDGES_BEFORE.items()},
        "": "",  # a currency without a hedge
    }.items()
]
_BEHIND = [(re.compile(rf"^{_COUNTED}(?:{phrases})", re.IGNORECASE), sign) for sign, phrases in _HEDGES_BEHIND.items()]

# Digits and marks of other scripts, one character for one, so that places in the text stay what they are.
_PLAIN = str.maketrans("０１２３４５６７８９۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩，．٬٫", "0123456789" * 3 + ",.,.")


def read_quantities(words: str) -> list[Reading]:
    """Every quantity that printed words give, in their order.

    Reads digits (also full-width and Urdu ones), number words and scale words of English, Urdu
    and Japanese, the hedges of a closed list, plurals without a number ("hundreds of thousands":
    at least twice and less than ten times the scale). Ordinals are no quantities. Numbers of any
    kind are read, each by itself: "the last ten months" gives a ten, "5,000 to 6,000" gives two.
    """
    plain = words.translate(_PLAIN)
    readings = []
    for start, end, low, high in _spans(plain):
        sign, length = _hedge(_BEFORE, plain[:start])
        behind, length_behind = _hedge(_BEHIND, plain[end:])
        quantity = _hedged(low, high, sign or behind)
        readings.append(Reading(quantity, words[start - length : end + length_behind].strip()))
    return readings


def _hedged(low: float, high: float | None, sign: str) -> Quantity:
    """The number with its hedge; words that set bounds lose the bound that a hedge lifts."""
    if low == high:
        return Quantity(low, comparator=sign)
    return Quantity(low=None if sign in ("<", "<=") else low, high=None if sign in (">", ">=") else high)


def _spans(plain: str) -> Iterator[tuple[int, int, float, float | None]]:
    """Start, end, least and greatest number of each run of tokens that print one number."""
    run: list[re.Match] = []
    for token in _TOKEN.finditer(plain):
        if run and not _continues(run, token, plain):
            yield from _resolved(run)
            run = []
        run.append(token)
    if run:
        yield from _resolved(run)


def _continues(run: list[re.Match], token: re.Match, plain: str) -> bool:
    """True where a token goes on with the number that the run has begun."""
    last, gap = run[-1], plain[run[-1].end() : token.start()]
    if token.lastgroup in ("plural", "several") or last.lastgroup == "plural":
        return False
    if token.lastgroup == "scale":
        return not gap.strip()
    if token.lastgroup == "digits":
        return last.lastgroup == "scale" and not gap.strip() and _scale(last) > 1000
    return last.lastgroup != "digits" and gap.strip() in ("", "-", "and")


def _resolved(run: list[re.Match]) -> Iterator[tuple[int, int, float, float | None]]:
    kinds = [token.lastgroup for token in run]
    start, end = run[0].start(), run[-1].end()
    if kinds == ["plural"]:
        scale = math.prod(_PLURALS[word] for word in re.split(r"\s+of\s+", run[0][0].lower()))
        yield start, end, 2 * scale, 10 * scale - 1
    elif kinds[0] == "several":
        scale = math.prod(map(_scale, run[1:]))
        yield start, end, _SEVERAL * scale, 10 * scale - 1 if run[1:] else None
    elif set(kinds) != {"scale"}:  # "million" alone prints no number
        number = float(_number(run))
        yield start, end, number, number


def _scale(token: re.Match) -> int:
    return _SCALE_WORDS[token[0].lower()]


def _number(run: list[re.Match]) -> Decimal:
    """The number that a run of digits, number words and scale words prints, without rounding."""
    total = group = Decimal(0)
    for token in run:
        if token.lastgroup == "digits":
            group += Decimal(token[0].replace(",", ""))
        elif token.lastgroup == "word":
            group += _NUMBER_WORDS[token[0].lower()]
        elif _scale(token) == 100:
            group *= 100
        elif group:
            total, group = total + group * _scale(token), Decimal(0)
        else:
            total *= _scale(token)
    return total + group


def _hedge(patterns: list[tuple[re.Pattern, str]], text: str) -> tuple[str, int]:
    """Comparator and length of the hedge that meets the number; of several, the longest phrase."""
    matches = [(match, sign) for pattern, sign in patterns if (match := pattern.search(text))]
    return max(((sign, len(match[0])) for match, sign in matches), key=lambda hit: hit[1], default=("", 0))
