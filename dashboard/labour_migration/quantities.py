"""Hedged numbers: comparator, bounds, reading them out of printed words."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

# The codes of the HL7 FHIR value set "quantity-comparator"; empty is a number as it is printed.
COMPARATORS = ("", ">", ">=", "~", "<=", "<")


@dataclass(frozen=True)
class Quantity:
    """A number with its hedge, or the bounds that words set where they give no number.

    ``comparator`` hedges ``value``: "more than 5,000" is ``Quantity(5000, comparator=">")``.
    Words without a single number have bounds only, either of which may be open:
    "several" is ``Quantity(low=3)``.

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

    @property
    def level(self) -> float:
        """The number that stands for it on an axis: its value, or the bound that it has."""
        return next(number for number in (self.value, self.low, self.high) if number is not None)

    def __truediv__(self, divisor: float) -> "Quantity":
        """The quantity in equal parts, hedge carried on: more than 5,000 in ten months, more than 500 a month."""
        if not divisor > 0 or not math.isfinite(divisor):
            raise ValueError("a hedge is carried on only by a positive, finite divisor")
        numbers = {name: getattr(self, name) for name in ("value", "low", "high")}
        return replace(self, **{name: number / divisor for name, number in numbers.items() if number is not None})


def half_of_last_place(value: float) -> float:
    """Half of the place value of the last digit that is not zero: 500 for 25,000, a half for 1,486."""
    digits = f"{value:.6f}".rstrip("0")
    if not digits.endswith("."):
        return 0.5 * 10 ** -len(digits.split(".")[1])
    whole = digits[:-1]
    return 0.5 * 10 ** (len(whole) - len(whole.rstrip("0")))


@dataclass(frozen=True)
class Reading:
    """A quantity read out of printed words, and the words that print it, hedge included.

    ``is_time`` is true of what counts days, months or years, or is a year itself: such a number
    says when, not how many.
    """

    quantity: Quantity
    words: str
    is_time: bool = False


# Words for numbers. Urdu has a word of its own for each number below a hundred: the usual ones are here.
_NUMBER_WORDS = {
    word: Decimal(number)
    for number, words in {
        "1": "one ایک 一", "2": "two دو 二", "3": "three تین 三", "4": "four چار 四", "5": "five پانچ 五",
        "6": "six چھ 六", "7": "seven سات 七", "8": "eight آٹھ 八", "9": "nine نو 九", "10": "ten دس",
        "11": "eleven گیارہ", "12": "twelve بارہ", "13": "thirteen تیرہ", "14": "fourteen چودہ",
        "15": "fifteen پندرہ", "16": "sixteen سولہ", "17": "seventeen سترہ", "18": "eighteen اٹھارہ",
        "19": "nineteen انیس", "20": "twenty بیس", "25": "پچیس", "30": "thirty تیس", "35": "پینتیس",
        "40": "forty چالیس", "45": "پینتالیس", "50": "fifty پچاس", "60": "sixty ساٹھ", "70": "seventy ستر",
        "75": "پچھتر", "80": "eighty اسی", "90": "ninety نوے", "1.5": "ڈیڑھ", "2.5": "ڈھائی",
    }.items()
    for word in words.split()
}  # fmt: skip
# Words that multiply the number before them; of the first kind, the whole number.
_SCALE_WORDS = {
    word: scale
    for scale, words in {
        12: "dozen",
        10**2: "hundred سو",
        10**3: "thousand ہزار",
        10**4: "万",
        10**5: "lakh lac لاکھ",
        10**6: "million mn ملین",
        10**7: "crore کروڑ",
        10**8: "億",
        10**9: "billion bn ارب بلین",
        10**12: "trillion tn 兆",
    }.items()
    for word in words.split()
}
# Of the second kind, the digit before them alone: 2千5百 is 2,500.
_PLACE_WORDS = {"十": 10, "百": 100, "千": 1000}
_LETTER_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9}  # $1.27b, 5k: right behind the digits
# What a plural without a number says: at least two of it, and not so many that the next word up would be used.
_PLURALS = {"tens": 10, "ہزاروں": 10**3, "لاکھوں": 10**5, "کروڑوں": 10**7} | {
    f"{word}s": scale for word, scale in _SCALE_WORDS.items() if word.isascii() and len(word) > 3
}
_SEVERAL = {"several": 3, "数": 2}  # "several": more than two; 数千: some thousands

_DIGITS = r"(?<!\d)(?<!\d[,.])(?:\d{1,3}(?:,\d{2,3})+|\d+)(?:\.\d+)?(?!,?\d|(?:st|nd|rd|th)\b)"
_URDU = "\u0600-\u06ff"
# A number in kanji alone is one where something is counted: 千葉 is a prefecture.
_COUNTER = "人名社校件円ドル台回倍カヶか万億兆以未余超"


def _any_of(words: Iterable[str]) -> str:
    """One alternative a word, longest first, each standing for itself: no part of a longer word."""
    ordered = sorted(words, key=len, reverse=True)
    latin = "|".join(word for word in ordered if word.isascii())
    urdu = "|".join(word for word in ordered if re.match(f"[{_URDU}]", word))
    other = "".join(word for word in ordered if not word.isascii() and word not in urdu.split("|"))
    bounded = [rf"(?<![A-Za-z])(?:{latin})(?![A-Za-z])"] if latin else []
    bounded += [f"(?<![{_URDU}])(?:{urdu})(?![{_URDU}])"] if urdu else []
    return "|".join([*bounded, f"[{other}]"] if other else bounded)


# A scale word runs on in what it counts, as Urdu is often printed: 5ہزارپاکستانی.
_SCALES = _any_of(_SCALE_WORDS) + rf"|(?<=\d)(?:{'|'.join(word for word in _SCALE_WORDS if not word.isascii())})"
_NEXT_SCALE = re.compile(rf"\s*(?:{_SCALES})", re.IGNORECASE)
_AHEAD = rf"(?=[\s-]+(?:{'|'.join(word for word in _SCALE_WORDS if word.isascii())})\b)"
_TOKEN = re.compile(
    rf"(?P<digits>{_DIGITS})"
    r"|(?P<none>\bnot a single\b)"
    rf"|(?P<half>\bhalf an?{_AHEAD}|\band a half\b)"
    rf"|(?P<and_half>(?<![{_URDU}])ساڑھے(?![{_URDU}]))"  # before its number: ساڑھے تین is 3.5
    rf"|(?P<article>\ban?{_AHEAD})"
    rf"|(?P<plural>(?:{_any_of(_PLURALS)})(?:\s+of\s+(?:{_any_of(_PLURALS)}))*)"
    r"|(?P<several>\bseveral\b|数(?=[十百千万億]))"
    rf"|(?P<scale>{_SCALES})"
    r"|(?P<place>[十百千])"
    rf"|(?P<letter>(?<=\d)(?:{'|'.join(_LETTER_SCALES)})\b)"
    rf"|(?P<word>{_any_of(_NUMBER_WORDS)})",
    re.IGNORECASE,
)

# Hedges are a closed list: each phrase with the comparator that says the same. English and the
# Urdu "about" stand before the number, Japanese and most Urdu hedges behind it. Of two phrases
# that fit, the longer holds: "not more than" is no "more than".
_HEDGES_BEFORE = {
    ">": (
        r"more than|greater than|over|above|beyond|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops|"
        r"cross(?:es|ed|ing)?|upwards? of|in excess of|>"
    ),
    ">=": "at least|(?:no|not) (?:fewer|less) than|a minimum of|کم از کم|少なくとも|>=|≥",
    "~": (
        r"about|around|some|roughly|approximately|approx\.?|circa|ca\.|an estimated|"
        "約|およそ|ほぼ|تقریباً|تقریبا|لگ بھگ|~|≈"
    ),
    "<=": (
        "up to|as many as|as much as|at most|(?:no|not) more than|not (?:over|above)|a maximum of|"
        "最大|زیادہ سے زیادہ|<=|≤"
    ),
    "<": "less than|fewer than|under|below|nearly|almost|close to|just short of|<",
}
_HEDGES_BEHIND = {
    ">": r"超|余り?|強|を(?:上回|超)|سے (?:زائد|زیادہ)",
    ">=": r"以上|or (?:more|above|over)\b|and (?:more|above|over)\b|at least\b|\+|[- ]?plus\b",
    "~": r"-?strong\b|or so\b|前後|程度|ほど|کے (?:قریب|لگ بھگ)",
    "<=": r"以下|まで|or (?:less|fewer)\b|at most\b",
    "<": "未満|足らず|近く|を下回|弱|سے کم",
}
# What may stand between a hedge and its number, or a number and the hedge behind it.
_CURRENCY = r"(?:US|JP)?\s*[$¥€£]?\s*|(?:Rs\.?|USD|JPY|PKR)\s*"
_COUNTED = r"(?:\s*(?:人|名|件|校|ドル|円|افراد|پاکستانیوں|پاکستانی))?\s*"
_BEFORE = [
    (re.compile(rf"{phrases}(?:{_CURRENCY})$", re.IGNORECASE), sign)
    for sign, phrases in {
        **{sign: rf"(?<![A-Za-z])(?:{phrases})\s*(?:a total of\s*)?" for sign, phrases in _HEDGES_BEFORE.items()},
        "": "",  # a currency without a hedge
    }.items()
]
_BEHIND = [(re.compile(rf"^{_COUNTED}(?:{phrases})", re.IGNORECASE), sign) for sign, phrases in _HEDGES_BEHIND.items()]
_BETWEEN = re.compile(r"(?:between|from)\s*(?:US)?[$¥€£]?\s*$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|–|—|-|~|〜|～|から|سے)\s*(?:US)?[$¥€£]?\s*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|to)\s*(?:US)?[$¥€£]?\s*", re.IGNORECASE)
_TIME = re.compile(
    r"[\s-]*(?:days?|weeks?|months?|years?|decades?|hours?)\b|"
    r"\s*(?:日|週|[かカヶケ]?月|年|時|ماہ|مہینو?ں?|سال|دن)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FISCAL_YEAR = re.compile(r"(?:19|20)\d\d[-–/]$")  # 2020-21: what follows ends the year
_PEOPLE = re.compile(r"\s*(?:people|persons|workers|Pakistanis|students|人|名|افراد|پاکستانی)", re.IGNORECASE)

# Digits and marks of other scripts, one character for one, so that places in the text stay what they are.
_PLAIN = str.maketrans("０１２３４５６７８９۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩，．٬٫", "0123456789" * 3 + ",.,.")


@dataclass(frozen=True)
class _Run:
    """Tokens that print one number: where they stand, the least and the greatest number, the scale of the last."""

    start: int
    end: int
    low: float
    high: float | None
    scale: int = 1


def read_quantities(words: str) -> list[Reading]:
    """Every quantity that printed words give, in their order.

    Reads digits (also full-width and Urdu ones), number words and scale words of English, Urdu
    and Japanese, the hedges of a closed list, plurals without a number ("hundreds of thousands":
    at least twice and less than ten times the scale) and ranges ("5,000 to 6,000", bounds
    without a value). Ordinals are no quantities. What is not sure is not read.
    """
    plain = words.translate(_PLAIN)
    readings, runs = [], list(_find_runs(plain))
    while runs:
        run = runs.pop(0)
        if runs and (bounds := _range_bounds(run, runs[0], plain)):
            run = _Run(run.start, runs.pop(0).end, *bounds)
        sign, length = _hedge(_BEFORE, plain[: run.start])
        behind, length_behind = _hedge(_BEHIND, plain[run.end :])
        quantity = _hedged(run.low, run.high, sign or behind)
        printed = words[run.start - length : run.end + length_behind].strip()
        readings.append(Reading(quantity, printed, _is_time(run, plain)))
    return readings


def _hedged(low: float, high: float | None, sign: str) -> Quantity:
    """The number with its hedge; words that set bounds lose the bound that a hedge lifts."""
    if low == high:
        return Quantity(low, comparator=sign)
    return Quantity(low=None if sign in ("<", "<=") else low, high=None if sign in (">", ">=") else high)


def _find_runs(plain: str) -> Iterator[_Run]:
    tokens: list[re.Match] = []
    for token in _TOKEN.finditer(plain):
        if tokens and not _continues(tokens, token, plain):
            yield from _resolve(tokens, plain)
            tokens = []
        tokens.append(token)
    if tokens:
        yield from _resolve(tokens, plain)


def _continues(tokens: list[re.Match], token: re.Match, plain: str) -> bool:
    """True where a token goes on with the number that the tokens before it have begun."""
    last, kind = tokens[-1], token.lastgroup
    gap = plain[last.end() : token.start()].strip()
    if last.lastgroup == "plural" or kind in ("several", "article"):
        return False
    if kind == "plural":
        return last.lastgroup == "several" and not gap
    if kind in ("scale", "place", "letter"):
        return gap in ("", "-")
    if kind == "half":
        return not gap and last.lastgroup in ("word", "digits") and token[0].lower().startswith("and")
    if last.lastgroup == "and_half":
        return not gap and kind in ("word", "digits")
    if kind == "digits":  # 1億2000万, 3 crore 81 lakh; but not 2 million 500 people
        lesser = _NEXT_SCALE.match(plain, token.end())
        is_lesser = bool(lesser) and last.lastgroup == "scale" and _scale(lesser) < _scale(last)
        return not gap and (is_lesser or (last.lastgroup in ("scale", "place") and last[0] in "万億兆千百十"))
    if last.lastgroup == "word":  # twenty-five, but not nineteen ninety
        return gap in ("", "-") and _word(last) >= 20 and _word(last) % 10 == 0 and _word(token) < 10
    return last.lastgroup in ("scale", "place") and gap in ("", "and")


def _resolve(tokens: list[re.Match], plain: str) -> Iterator[_Run]:
    kinds = [token.lastgroup for token in tokens]
    start, end = tokens[0].start(), tokens[-1].end()
    if kinds[0] in ("plural", "several"):
        low = _SEVERAL[tokens[0][0].lower()] if kinds[0] == "several" else 2
        scale = math.prod(map(_scale, tokens[1:] if kinds[0] == "several" else tokens))
        yield _Run(start, end, low * scale, 10 * scale - 1 if scale > 1 else None)
        return
    kanji = all(ord(char) > 0x3000 for token in tokens for char in token[0])
    if kanji and plain[end : end + 1] not in set(_COUNTER):
        return
    if set(kinds) <= {"scale", "letter", "and_half"}:  # "million" alone prints no number
        return
    number = float(_number(tokens))
    yield _Run(start, end, number, number, _scale(tokens[-1]) if kinds[-1] in ("scale", "letter") else 1)


def _word(token: re.Match) -> Decimal:
    return _NUMBER_WORDS[token[0].lower()]


def _scale(token: re.Match) -> int:
    """What a token multiplies by: a scale or place word, a letter, a plural of plurals."""
    scales = {**_SCALE_WORDS, **_PLACE_WORDS, **_LETTER_SCALES, **_PLURALS}
    return math.prod(scales[word] for word in re.split(r"\s+of\s+", token[0].strip().lower()))


def _number(tokens: list[re.Match]) -> Decimal:
    """The number that digits, number words and scale words print together, without rounding.

    ``total`` holds what greater scales have closed (1億), ``group`` the places below the next one
    (2千), ``last`` the number that waits for its scale.
    """
    total = group = last = Decimal(0)
    for token in tokens:
        if token.lastgroup == "digits":
            last += Decimal(token[0].replace(",", ""))
        elif token.lastgroup == "word":
            last += _word(token)
        elif token.lastgroup in ("half", "and_half"):
            last += Decimal("0.5")
        elif token.lastgroup == "article":
            last += 1
        elif token.lastgroup == "place":
            group, last = group + (last or 1) * _scale(token), Decimal(0)
        elif token.lastgroup == "none":
            last = Decimal(0)
        elif _scale(token) <= 100:
            last = (last or 1) * _scale(token)
        elif group or last:
            total, group, last = total + (group + last) * _scale(token), Decimal(0), Decimal(0)
        else:
            total *= _scale(token)
    return total + group + last


def _range_bounds(first: _Run, second: _Run, plain: str) -> tuple[float, float] | None:
    """Least and greatest number of a range that two runs print, None where they print none."""
    if first.low != first.high or second.low != second.high:
        return None
    between = plain[first.end : second.start]
    joined = _AND if _BETWEEN.search(plain[: first.start]) else _TO
    # "5 to 6 million": the scale is that of both.
    low = first.low * second.scale if first.scale == 1 and first.low * second.scale < second.low else first.low
    return (low, second.low) if joined.fullmatch(between) and low < second.low else None


def _hedge(patterns: list[tuple[re.Pattern, str]], text: str) -> tuple[str, int]:
    """Comparator and length of the hedge that meets the number; of several, the longest phrase."""
    matches = [(match, sign) for pattern, sign in patterns if (match := pattern.search(text))]
    return max(((sign, len(match[0])) for match, sign in matches), key=lambda hit: hit[1], default=("", 0))


def _is_time(run: _Run, plain: str) -> bool:
    behind = plain[run.end :]
    if _TIME.match(behind):
        return True
    if run.low < 100 and _FISCAL_YEAR.search(plain[: run.start]):
        return True
    return bool(_YEAR.fullmatch(plain[run.start : run.end])) and not _PEOPLE.match(behind)
