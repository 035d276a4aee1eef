"""Hedged numbers: comparator, bounds, reading them out of printed words."""

import math
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

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
    says when, not how many. ``is_share`` is true of a number of per cent or percentage points.
    The words stand in the text that was read at ``text[start:end]``.
    """

    quantity: Quantity
    words: str
    is_time: bool = False
    start: int = 0
    end: int = 0
    is_share: bool = False


# Words for numbers. Urdu has a word of its own for each number below a hundred.
_URDU_NUMBERS = (
    "ایک دو تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس اکیس بائیس تئیس چوبیس "
    "پچیس چھبیس ستائیس اٹھائیس انتیس تیس اکتیس بتیس تینتیس چونتیس پینتیس چھتیس سینتیس اڑتیس انتالیس چالیس اکتالیس "
    "بیالیس تینتالیس چوالیس پینتالیس چھیالیس سینتالیس اڑتالیس انچاس پچاس اکاون باون ترپن چون پچپن چھپن ستاون اٹھاون "
    "انسٹھ ساٹھ اکسٹھ باسٹھ تریسٹھ چونسٹھ پینسٹھ چھیاسٹھ سڑسٹھ اڑسٹھ انہتر ستر اکہتر بہتر تہتر چوہتر پچھتر چھہتر ستتر "
    "اٹھہتر اناسی اسی اکیاسی بیاسی تراسی چوراسی پچاسی چھیاسی ستاسی اٹھاسی نواسی نوے اکانوے بانوے ترانوے چورانوے "
    "پچانوے چھیانوے ستانوے اٹھانوے ننانوے"
)
_NUMBER_WORDS = {word: Decimal(number) for number, word in enumerate(_URDU_NUMBERS.split(), 1)} | {
    word: Decimal(number)
    for number, words in {
        "1": "one 一", "2": "two 二", "3": "three 三", "4": "four 四", "5": "five 五", "6": "six چھے 六",
        "7": "seven 七", "8": "eight 八", "9": "nine 九", "10": "ten", "11": "eleven", "12": "twelve",
        "13": "thirteen", "14": "fourteen", "15": "fifteen", "16": "sixteen", "17": "seventeen", "18": "eighteen",
        "19": "nineteen", "20": "twenty", "23": "تیئس تیئیس", "30": "thirty", "40": "forty", "50": "fifty",
        "60": "sixty", "63": "ترسٹھ", "70": "seventy", "75": "پچہتر", "80": "eighty", "90": "ninety",
        "1.5": "ڈیڑھ", "2.5": "ڈھائی اڑھائی",
    }.items()
    for word in words.split()
}  # fmt: skip
# Number words that mean something else where no scale word follows: new, that very, better, granddaughter, as.
_AMBIGUOUS = {"نو", "اسی", "بہتر", "نواسی", "چون"}
# Words that multiply the number before them; of the first kind, the whole number.
_SCALE_WORDS = {
    word: scale
    for scale, words in {
        12: "dozen درجن",
        10**2: "hundred سو",
        10**3: "thousand ہزار ھزار",
        10**4: "万 萬",
        10**5: "lakh lac lacs لاکھ",
        10**6: "million mn mln mio ملین",
        10**7: "crore cr crs کروڑ",
        10**8: "億",
        10**9: "billion bn bln ارب بلین",
        10**11: "کھرب",
        10**12: "trillion tn tr trn 兆",
    }.items()
    for word in words.split()
}
# Of the second kind, the digit before them alone: 2千5百 is 2,500.
_PLACE_WORDS = {"十": 10, "百": 100, "千": 1000}
_LETTER_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9}  # $1.27b, 5k: right behind the digits
# What a plural without a number says: at least two of it, and not so many that the next word up would be used.
_PLURALS = {
    "tens": 10,
    "درجنوں": 12,
    "سینکڑوں": 100,
    "سیکڑوں": 100,
    "اربوں": 10**9,
    "ہزاروں": 10**3,
    "لاکھوں": 10**5,
    "کروڑوں": 10**7,
} | {f"{word}s": scale for word, scale in _SCALE_WORDS.items() if word.isascii() and len(word) > 3}
_ALL_SCALES = {**_SCALE_WORDS, **_PLACE_WORDS, **_LETTER_SCALES, **_PLURALS}
_SEVERAL = {"several": 3, "کئی": 3, "いくつか": 3, "数": 2}  # "several": more than two; 数千: some thousands

# What is added to the number behind it, or to one where the scale follows at once: پونے دو is 1.75, سوا لاکھ 125,000.
_PREFIXES = {"ساڑھے": "0.5", "سوا": "0.25", "پونے": "-0.25", "پون": "-0.25"}
# Parts of a scale word ("a quarter of a million") or added to the number before ("two and a half million").
_PARTS = {
    "three quarter": "0.75",
    "quarter": "0.25",
    "half": "0.5",
    "¼": "0.25",
    "½": "0.5",
    "¾": "0.75",
} | dict.fromkeys(["نصف", "آدھا", "آدھے", "آدھی"], "0.5")
# Beyond this a float does not hold every whole number: such a number is not read.
_GREATEST = 10**15
_AT_MOST = 100  # numbers of one text, the first ones, that are looked at

# Digits behind a letter are a name (G20, F-16), those before some letters, too (5G, 3D), or a place in a row (5th).
_DIGITS = (
    r"(?<!\d)(?<!\d[,.])(?<!(?<!\w)\.)(?<!(?<![A-Za-z])[A-Za-z]-)(?:(?<![A-Za-z])|(?<=Rs)|(?<=USD)|(?<=JPY)|(?<=PKR)|(?<=FY)(?=20\d\d))"
    r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)(?:\.\d+)?(?![,.]?\d|(?:st|nd|rd|th|[gdx]|am|pm)\b)"
)
_URDU = "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ff"
# A number in kanji alone is one where something is counted: 千葉 is a prefecture.
_COUNTERS = set("人名社校件円ドル台回倍カヶか万萬億兆以未余超")


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
_PART_OF = (
    rf"(?:(?:\b(?:(?:an?|one)[\s-]+)?(?:half|quarter)|\b(?:three|3)[\s-]+quarters?)[\s-]+(?:of[\s-]+)?(?:an?[\s-]+)?"
    rf"|[¼½¾]\s*(?:of\s+)?(?:an?\s+)?|(?<![{_URDU}])(?:نصف|آدھا|آدھے|آدھی)\s+)(?={_SCALES})"
)
_PART_ADDED = (
    rf"\band[\s-](?:half|quarter)(?=[\s-]+(?:{_SCALES}))|"
    + r"\band[\s-](?:(?:a|one)[\s-](?:half|quarter)|(?:three|3)[\s-]quarters)\b|(?<=\d)[¼½¾]"
)
_AHEAD = rf"(?=[\s-]+(?:{'|'.join(word for word in _SCALE_WORDS if word.isascii())})\b)"
_TOKEN = re.compile(
    r"(?P<spaced>(?<![\d.,])\d{1,3}(?:\s\d{3})+(?!\d|[.,]\d))"
    # Dates and times in digits, telephone numbers.
    r"|(?P<code>(?<![\d.,])\d{1,9}(?:(?:-\d{1,9}){2,}|(?:/\d{1,9}){2,})|(?<!\d)0\d{1,9}-\d{1,9}|(?<!\d)\d{1,2}(?::\d{1,2})+(?![\d,]))"
    rf"|(?P<digits>{_DIGITS})"
    r"|(?P<none>\bnot a single\b|\bzero\b|ゼロ|(?:一|1|ひと)人も(?=[^。]{0,12}(?:な[いかく]|ず))|"
    rf"(?<![{_URDU}])(?:صفر(?![{_URDU}])|ایک بھی(?=[^۔]{{0,60}}نہیں)))"
    # How many thousands? Groups set off by blanks, or two numbers? "Except five", or "five and a quarter of it"?
    rf"|(?P<unsure>[何幾][十百千万萬億]+|(?<=کے )سوا(?![{_URDU}]))"
    rf"|(?P<added>{_PART_ADDED})"
    rf"|(?P<part>{_PART_OF})"
    rf"|(?P<prefix>(?<![{_URDU}])(?:{'|'.join(_PREFIXES)})(?![{_URDU}]))"
    rf"|(?P<article>\ban?{_AHEAD})"
    rf"|(?P<plural>(?:{_any_of(_PLURALS)})(?:\s+of\s+(?:{_any_of(_PLURALS)}))*)"
    rf"|(?P<several>\bseveral\b|いくつか|(?<![{_URDU}])کئی(?![{_URDU}])|"
    r"(?<![十百千何幾])数(?=[十百千万萬億]))"
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
        r"(?:more|greater|higher) than|over|above|beyond|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops|"
        r"cross(?:es|ed|ing)?|(?:cross|pass|surpass|exceed|breach)(?:e?s|ed|ing)? the|"
        r"upwards? of|north of|in excess of|>"
    ),
    ">=": (
        "at least|(?:no|not|nothing) (?:fewer|less|lower) than|(?:an? )?minimum(?: of)?|کم از کم|کم سے کم|"
        "少なくとも|最低でも|>=|≥"
    ),
    "~": (
        r"about|around|some|roughly|approximately|approx\.?|circa|ca\.|(?:an )?estimated(?: at| to be)?|"
        r"(?:in the (?:region|order|vicinity|neighbou?rhood)|on the order) of|something like|"
        "約|およそ|おおよそ|おおむね|概ね|ほぼ|推定|تقریباً|تقریبا|قریباً|اندازاً|لگ بھگ|~|≈"
    ),
    "<=": (
        "up to|as many as|as much as|at most|(?:no|not|never) (?:more|greater|higher) than|not (?:over|above)|"
        "(?:not|never|without) exceed(?:ed|ing)?|(?:did|does|do|will|must|may|can|should) ?not exceed|"
        "(?:an? )?maximum(?: of)?|capped at|limited to|as high as|最大で?|最高で?|多くても|زیادہ سے زیادہ|<=|≤"
    ),
    "<": (
        "(?:less|fewer|lower|smaller) than|under|below|nearly|almost|close to|approaching|nearing|"
        "(?:just |well )?(?:short|shy) of|<"
    ),
}
_OTHER = r"(?!\s*(?:than\b|half\b|an?\b|[\d$¥€£]))"  # "and over 300 others": a hedge of the number behind it
_THAN = r"سے\s*(?:بھی\s+|کہیں\s+)?"
_HEDGES_BEHIND = {
    ">": (
        r"超(?!え?(?:ない|ず))|余り|余(?![計裕地剰波震])|あまり|強(?![制化力いく])|を(?:上回|突破|超(?!え(?:ない|ず|なかった)))|"
        rf"{_THAN}(?:زائد|زاید|زیادہ|متجاوز|اوپر|تجاوز)(?! نہیں)|-odd\b"
    ),
    ">=": (
        rf"以上|(?:or|and) (?:more|above|over)\b{_OTHER}|(?:at least|minimum)\b{_OTHER}|"
        r"\+(?!\s*\d)|[- ]?plus\b(?!\s*\d)|"
        rf"を下回ら|یا اس سے (?:زائد|زیادہ)|{_THAN}کم نہیں"
    ),
    "~": r"-?strong\b|or so\b|前後|程度|ほど|くらい|ぐらい|کے (?:قریب|لگ بھگ|آس پاس)",
    "<=": (
        rf"以下|まで|or (?:less|fewer)\b{_OTHER}|(?:at most|maximum)\b{_OTHER}|"
        r"を(?:上回ら|超え(?:ない|ず|なかった))|"
        rf"یا اس سے کم|تک(?!\s*(?:پہنچ|جا|ہو|بڑھ|رسائی))|{_THAN}(?:زائد|زاید|زیادہ) نہیں"
    ),
    "<": rf"未満|に(?:満たない|届かない|達しない|迫る|近い)|足らず|近く|を下回(?!ら)|弱(?!者)|{_THAN}کم(?! نہیں)",
}
# What may stand between a hedge and its number, or a number and the hedge behind it.
_CURRENCY = r"(?:(?<![A-Za-z])(?:US|JP))?\s*[$¥€£]?\s*|(?<![A-Za-z])(?:Rs\.?|USD|JPY|PKR)\s*"
_SHARE = re.compile(
    r"\s*(?:[%％]|per\s?cent\b|percentage[\s-]points?\b|pct\b|فیصد|فی صد|パーセント)|-percent\b", re.IGNORECASE
)
_COUNTED = (
    rf"(?:{_SHARE.pattern}|\s*(?:人|名|件|校|社|米?ドル|円|ڈالر|روپے|ین|افراد|پاکستانیوں|پاکستانی)|"
    r"\s+(?:people|persons|workers|Pakistanis|students))?\s*"
)
# All of them at once: the first place that fits has the longest phrase, since all end at the number.
_BEFORE = re.compile(
    rf"(?<![A-Za-z{_URDU}])(?:{'|'.join(f'({phrases})' for phrases in _HEDGES_BEFORE.values())})"
    rf"\s*(?:a total of\s*)?(?:{_CURRENCY})$",
    re.IGNORECASE,
)
_CURRENCY_BEFORE = re.compile(rf"(?:{_CURRENCY})$", re.IGNORECASE)
_BEHIND = [(re.compile(rf"{_COUNTED}(?:{phrases})", re.IGNORECASE), sign) for sign, phrases in _HEDGES_BEHIND.items()]
_SIGN = r"(?:US|JP)?[$¥€£]?\s*"
_BETWEEN = re.compile(rf"(?:between|from)\s*{_SIGN}$", re.IGNORECASE)
_TO = re.compile(
    rf"(?:{_SHARE.pattern})?\s*(?:to|or|–|—|-|~|〜|～|から|سے|تا|یا)\s*(?:{_SIGN}|Rs\.?\s*)", re.IGNORECASE
)
_AND = re.compile(rf"(?:{_SHARE.pattern})?\s*(?:and|to)\s*{_SIGN}", re.IGNORECASE)
# "from 20,000 to 25,000" is no range where something grew: two numbers, one after the other.
_FROM = re.compile(rf"(?<!where )(?<!range )(?<!ranged )(?<!ranges )(?<!ranging )\bfrom\s*{_SIGN}$", re.IGNORECASE)
_CHANGE = (
    r"\b(?:ris|rose|gr[eo]w|increas|jump|climb|surg|soar|doubl|tripl|fell|fall|declin|decreas|drop|shr[aiu]nk|reduc|"
    r"expand|went|gone|going|up\b|down\b|rais|boost|swell|swoll|mov|chang|plung|slump|cut\b)\w*"
)
_CHANGED = re.compile(rf"{_CHANGE}(?:[^.;\d]*\bfrom|(?:\s+by)?)\s*{_SIGN}$", re.IGNORECASE)
_CHANGED_TO = re.compile(
    r"\s*(?:人|名|件|社|校|円|ドル)?(?:に|へ)|\s*(?:افراد\s*|پاکستانی\s*)?(?:تک\s+)?(?:ہو|پہنچ|جا پ|بڑھ)", re.IGNORECASE
)
_RATIO = re.compile(r"\s+(?:in|out\s+of)\s+(?:every\s+)?|人に|\s*(?:افراد\s*)?میں\s*سے\s*", re.IGNORECASE)
_MONTH = (
    r"(?:(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b\.?|(?:جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر))"
)
_TIME = re.compile(
    r"[\s-]*(?:days?|weeks?|months?|years?|decades?|hours?|minutes?)\b|"
    r"\s*(?:日|週|[かカヶケ]?月|年|時|ماہ|مہینو?ں?|سال|دن)",
    re.IGNORECASE,
)
_MONTH_BEHIND = re.compile(rf"\s+{_MONTH}")
_MONTH_BEFORE = re.compile(rf"(?<![A-Za-z]){_MONTH}\s*$")
# Such a number is below zero, the name of a thing, one of a row, or denied.
_NO_QUANTITY_BEFORE = re.compile(
    r"(?<![\w)%.,])[-−](?:(?:US|JP)?[$¥€£]|Rs\.?\s?|USD\s?)?$|"
    r"\b(?:minus|negative|no\.|article|section|page|chapter|rule|number|top|per|every|each)\s*$|"
    r"[#\u2116第]\s*$|マイナス$|منفی\s*$|نمبر\s*$|"
    r"(?:\b(?:not?|never|without|yet to|failed to|hardly|barely|scarcely|nowhere near|far from|as (?:few|low) as)|"
    r"n['’]t)(?:\s+(?:even|quite|yet|just|only|have|been|be|to|reach|reached|hit|pass|passed))*\s*$",
    re.IGNORECASE,
)
_NO_QUANTITY_BEHIND = re.compile(
    rf"s\b|\s[kmb]\b|[\s-]+(?:odd|plus|or\s+(?:so|more))\s+(?:{_SCALES})|\s+short\b|\s+آدھ(?![{_URDU}])|"
    r"(?:回|番|人|件)目|番|位(?!以)|(?:人|%|％|円)台|\s*(?:ویں|واں|نمبر)|"
    r"数(?=[人名社件校十百千万])|代|-?fold\b|[\s-]+(?:times|fold)\b|\s*(?:گنا)|倍|"
    r"(?:\s+[\w']+)?\s+(?:more|fewer|less|higher|lower)\s+than\b|"
    rf"\s+[{_URDU}]+\s+(?:لاکھ|ہزار|سو)(?![{_URDU}])",
    re.IGNORECASE,
)
# Behind or before such words a number is the whole, of which only a part (or a multiple) is meant.
_FRACTION = r"(?:halves|half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)s?"
_PART_BEFORE = re.compile(
    rf"(?:(?:\b(?:{_FRACTION}|percent|per cent|majority|minority|fraction|bulk|most|multiples)|%|/\d{{1,2}})\s+of|"
    r"\b(?:half|double|twice|thrice|triple|treble|times)(?: as many as)?)(?:\s+[\w'’-]+){0,2}\s*$|"
    r"\b(?:in|out\s+of)\s+(?:every\s+)?(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s+of"
    r"(?:\s+[\w'’-]+){0,2}\s*$|\b(?:half\s?way|midway|part[\s-]?way)\s+(?:to|towards?)(?:\s+[\w'’-]+){0,2}\s*$|"
    r"\bhalf as (?:many|much) as\s*$|分の$|(?<![/\d])\d{1,2}/$",
    re.IGNORECASE,
)
_PART_BEHIND = re.compile(
    rf"(?:\s+and\s+(?:an?|one|two))?[\s-]+{_FRACTION}\b|/\d{{1,2}}(?![/\d]|,\d)|割|分の|"
    r"\s*(?:人|名|件|社|校|円|ドル)?の(?:うち)?(?:半|約?[\d一二三四五六七八九]+(?:割|分の)|過半|大半|多く|一部|ほとんど|大部分)|"
    r"\s*(?:افراد|پاکستانیوں|پاکستانی)?\s*(?:کا|کے|کی|میں سے)\s+(?:"
    r"نصف|آدھ|ایک تہائی|ایک چوتھائی|دو تہائی|تہائی|چوتھائی|اکثر)|"
    r"\s+(?:تہائی|چوتھائی)",
    re.IGNORECASE,
)
_NEAR = 48  # characters either side of a number in which is looked for what makes it another number
_HEDGE_NEAR, _CURRENCY_NEAR = 32, 8  # those before it in which its hedge and its currency are
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(rf"{_YEAR.pattern}(?:\D{{1,9}}{_YEAR.pattern})?")
_KANJI = "〇一二三四五六七八九十百千"
_KANJI_ALONE = re.compile(rf"[{_KANJI}万萬億兆\s]+")
_DOTTED = re.compile(r"[1-9]\d{0,2}\.\d{3}")  # five, or five thousand as much of Europe prints it?
_FISCAL_YEAR = re.compile(r"(?:19|20)\d\d[-–/]$")  # 2020-21: what follows ends the year
_PEOPLE = re.compile(r"\s*(?:people|persons|workers|Pakistanis|students|人|名|افراد|پاکستانی)", re.IGNORECASE)

# Digits and marks of other scripts, one character for one, so that places in the text stay what they are.
_PLAIN = str.maketrans("０１２３４５６７８９۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩，．٬٫", "0123456789" * 3 + ",.,.")
# Arabic letters that stand for the Urdu ones.
_PLAIN |= str.maketrans("كيى", "کیی")


@dataclass(frozen=True)
class _Run:
    """Tokens that print one number: where they stand, the least and the greatest number, the scale of the last."""

    start: int
    end: int
    low: float
    high: float | None
    scale: int = 1
    is_sure: bool = True


def read_quantities(words: str) -> list[Reading]:
    """Every quantity that printed words give, in their order.

    Reads digits (also full-width and Urdu ones), number words and scale words of English, Urdu
    and Japanese, their quarters and halves, the hedges of a closed list, plurals without a number
    ("hundreds of thousands": at least twice and less than ten times the scale) and ranges ("5,000 to 6,000",
    bounds without a value). Ordinals are no quantities. What is not sure is not read: "half of the 5,000" is neither
    5,000 nor, for certain, 2,500. Only the first ``_AT_MOST`` numbers of a text are looked at: the time taken grows
    with the length of the words alone.
    """
    plain = words.translate(_PLAIN)
    readings, runs, read = [], deque(islice(_find_runs(plain), _AT_MOST)), 0
    while runs:
        run = runs.popleft()
        if runs and (joined := _joined(run, runs[0], plain)):
            run, _second = joined, runs.popleft()
        start, end, signs = run.start, run.end, []
        for _hedge_of_a_hedge in range(2):  # more than about 5,000
            sign, length = _hedge_before(plain, start, read)
            start, signs = start - length, [*signs, sign]
            if not sign:
                break
        sign, length = _hedge_behind(plain, end)
        is_time, signs = _is_time(run, plain), {*signs, sign} - {""}
        start += len(plain[start : run.start]) - len(plain[start : run.start].lstrip())
        end, read = end + length, end + length
        if not _is_sure(run, start, plain, is_time) or not (quantity := _hedged(run.low, run.high, signs)):
            continue
        end = start + len(words[start:end].rstrip())
        is_share = bool(_SHARE.match(plain, run.end))
        readings.append(Reading(quantity, words[start:end], is_time, start, end, is_share))
    return readings


def _hedge_before(plain: str, end: int, start: int) -> tuple[str, int]:
    """Comparator and length of the hedge right before a place, or of the currency that has no hedge."""
    if match := _find_before(_BEFORE, plain, end, start, _HEDGE_NEAR):
        return tuple(_HEDGES_BEFORE)[match.lastindex - 1], len(match[0])
    match = _find_before(_CURRENCY_BEFORE, plain, end, start, _CURRENCY_NEAR)
    return "", len(match[0]) if match else 0


def _is_sure(run: _Run, start: int, plain: str, is_time: bool) -> bool:
    """False where the words around a number leave open, or deny, that it is how many there are.

    ``start`` is where the hedge of the number begins.
    """
    if not run.is_sure or _find_before(_NO_QUANTITY_BEFORE, plain, start, near=_HEDGE_NEAR):
        return False
    if start == run.start and plain.startswith(" mark", run.end):  # below the 5,000 mark
        return False
    if is_time:
        return True
    is_other = any(p.match(plain, run.end, run.end + _NEAR) for p in (_NO_QUANTITY_BEHIND, _PART_BEHIND))
    return not (is_other or _find_before(_PART_BEFORE, plain, start))


def _find_before(pattern: re.Pattern, plain: str, end: int, start: int = 0, near: int = _NEAR) -> re.Match | None:
    """What a pattern that ends with ``$`` finds right before a place, so near to it, not before the start given."""
    return pattern.search(plain, max(start, end - near), end)


def _hedged(low: float, high: float | None, signs: set[str]) -> Quantity | None:
    """The number with its hedges; words that set bounds lose the bound that a hedge lifts.

    Two hedges that say the same side are the wider one; "about" with a side is a number with the bound that the
    side sets ("a little more than about 30,000"). Hedges that contradict each other give None.
    """
    side = max(signs - {"~"}, key=len, default="")
    if len({sign[0] for sign in signs - {"~"}}) > 1:
        return None
    if low != high:
        return Quantity(low=None if side in ("<", "<=") else low, high=None if side in (">", ">=") else high)
    if "~" in signs and side:
        return Quantity(low, comparator="~", **{"low" if side[0] == ">" else "high": low})
    return Quantity(low, comparator=side or "".join(signs))


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
    if kind in ("several", "article", "part", "prefix", "unsure", "spaced", "code"):
        return False
    if last.lastgroup in ("unsure", "code"):
        return not gap
    if kind == "plural" and last.lastgroup in ("digits", "word"):  # 50 lakhs, but not: in 2024 thousands
        is_year = _YEAR.fullmatch(last[0]) or plain.startswith(" of", token.end())
        return gap in ("", "-") and not is_year
    if last.lastgroup == "plural" and len(tokens) == 1:
        return False
    if kind == "plural":
        return last.lastgroup == "several" and not gap
    if kind in ("scale", "place", "letter"):
        return gap in ("", "-")
    if kind == "added":
        return gap in ("", "-") and last.lastgroup in ("word", "digits", "scale")
    if last.lastgroup == "prefix":
        return not gap and kind in ("word", "digits")
    if kind == "digits":  # 1億2000万, 3 crore 81 lakh; but not 2 million 500 people
        lesser = _NEXT_SCALE.match(plain, token.end())
        is_lesser = bool(lesser) and last.lastgroup == "scale" and _scale(lesser) < _scale(last)
        # 32 ہزار 478
        is_rest = last.lastgroup == "scale" and last[0] >= "\u0600" and not _YEAR.fullmatch(token[0])
        is_lesser |= is_rest and "." not in token[0] and int(token[0].replace(",", "")[:16]) < _scale(last)
        return not gap and (is_lesser or (last.lastgroup in ("scale", "place") and last[0] in "万萬億兆千百十"))
    if last.lastgroup == "word":  # twenty-five, but not nineteen ninety
        return gap in ("", "-") and _word(last) >= 20 and _word(last) % 10 == 0 and _word(token) < 10
    return last.lastgroup in ("scale", "place") and gap in ("", "and")


def _resolve(tokens: list[re.Match], plain: str) -> Iterator[_Run]:
    start, end = tokens[0].start(), tokens[-1].end()
    if plain[start] > "\u3000" and plain[end : end + 1] not in _COUNTERS and _KANJI_ALONE.fullmatch(plain, start, end):
        return
    kinds = [token.lastgroup for token in tokens]
    if {"unsure", "spaced", "code"} & set(kinds) or (kinds == ["word"] and tokens[0][0] in _AMBIGUOUS):
        return
    if kinds == ["digits"] and (_DOTTED.fullmatch(tokens[0][0]) or re.match(r"0\d\d", tokens[0][0])):
        return
    if plain[start] in _KANJI and re.search(rf"[{_KANJI}\d][、,]?$", plain[max(0, start - 2) : start]):
        return  # 一二三人, 三、四千人
    if kinds[0] in ("plural", "several"):
        if not set(kinds) <= {"plural", "several", "scale", "place"}:  # 数万2000
            return
        low = _SEVERAL[tokens[0][0].lower()] if kinds[0] == "several" else 2
        scale = math.prod(map(_scale, tokens[1:] if kinds[0] == "several" else tokens))
        if scale < _GREATEST:
            yield _Run(start, end, low * scale, 10 * scale - 1 if scale > 1 else None)
        return
    if set(kinds) <= {"scale", "letter", "added"} or kinds in (["prefix"], ["part"]):
        return  # "million" alone prints no number
    exact = _number(tokens)
    if exact > _GREATEST or (kinds[0] == "prefix" and "digits" in kinds and "scale" not in kinds):
        return
    number = float(exact)
    yield _Run(start, end, number, number, _last_scale(tokens))


def _last_scale(tokens: list[re.Match]) -> int:
    """What the scale words at the end multiply by, together: a hundred thousand in "six hundred thousand"."""
    scale = 1
    for token in reversed(tokens):
        if token.lastgroup not in ("scale", "letter", "plural") and (token.lastgroup != "place" or len(tokens) > 2):
            break
        scale *= _scale(token)
    return scale


def _word(token: re.Match) -> Decimal:
    return _NUMBER_WORDS[token[0].lower()]


def _part(token: re.Match) -> Decimal:
    words = " ".join(re.split(r"[\s-]+", token[0].lower())).replace("3", "three")
    return next(Decimal(part) for word, part in _PARTS.items() if word in words)


def _scale(token: re.Match) -> int:
    """What a token multiplies by: a scale or place word, a letter, a plural of plurals."""
    words = token[0].strip().lower()
    return _ALL_SCALES.get(words) or math.prod(_ALL_SCALES[word] for word in re.split(r"\s+of\s+", words))


def _number(tokens: list[re.Match]) -> Decimal:
    """The number that digits, number words and scale words print together, without rounding.

    ``total`` holds what greater scales have closed (1億), ``group`` the places below the next one
    (2千), ``last`` the number that waits for its scale.
    """
    total = group = last = Decimal(0)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.lastgroup == "digits":
            last += Decimal(token[0].replace(",", ""))
        elif token.lastgroup == "word":
            last += _word(token)
        elif token.lastgroup in ("part", "added"):
            last, closed = last + _part(token), total
            if before is not None and before.lastgroup == "scale":  # a million and a half
                total, last = closed + last * _scale(before), Decimal(0)
        elif token.lastgroup == "prefix":
            last += Decimal(_PREFIXES[token[0]])
            following = tokens[1].lastgroup if len(tokens) > 1 else ""
            last += 1 if following == "scale" else 0
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


def _joined(first: _Run, second: _Run, plain: str) -> _Run | None:
    """The range that two runs print together, one that is not sure, or None where they are two numbers."""
    if first.low != first.high or second.low != second.high:
        return None
    between = plain[first.end : second.start]
    if len(between) > _NEAR:
        return None
    is_small = max(first.low, second.low) <= 100 and min(first.low, second.low) <= 10
    if is_small and _RATIO.fullmatch(between) and not _is_time(second, plain):
        return replace(first, end=second.end, is_sure=False)  # one in five
    if pair := _pair(first, second, between, plain):
        return _Run(first.start, second.end, *pair, is_sure=pair[0] < pair[1])
    if between.strip() in ("and", "اور") and first.scale > second.scale > 1 and not first.low % first.scale:
        return replace(first, end=second.end, is_sure=False)  # one crore and twenty lakh
    if not (_AND if _find_before(_BETWEEN, plain, first.start) else _TO).fullmatch(between):
        return None
    return _range(first, second, plain)


def _range(first: _Run, second: _Run, plain: str) -> _Run | None:
    """The range from one number to another, one that is not sure, or None where one became the other."""
    # "5 to 6 million": the scale is that of both.
    low = first.low * second.scale if first.scale == 1 and first.low * second.scale < second.low else first.low
    if low >= second.low or (_YEAR.fullmatch(plain[second.start : second.end]) and not _YEAR.match(plain, first.start)):
        return None
    joined = _Run(first.start, second.end, low, second.low)
    if re.search("to|から|سے", plain[first.end : second.start]) and (
        _find_before(_CHANGED, plain, first.start) or _CHANGED_TO.match(plain, second.end)
    ):
        return None if low == first.low else replace(joined, is_sure=False)
    # "50 to 60,000": of thousands, or from fifty?
    is_open = low == first.low < 1000 and first.scale == second.scale == 1 and second.low >= 1000 * low > 0
    is_from = bool(_find_before(_FROM, plain, first.start))
    return replace(joined, is_sure=_is_time(joined, plain) or not (is_open or is_from))


def _pair(first: _Run, second: _Run, between: str, plain: str) -> tuple[float, float] | None:
    """Bounds of neighbouring small numbers, دو تین لاکھ or 2、3千人; equal ones where it is not sure what is meant."""
    greater = second.low / second.scale
    if first.scale != 1 or not 0 < first.low < 100 or greater >= 100:
        return None
    if between == "、":
        is_pair = first.low + 1 == greater and first.low < 10
        return (first.low * second.scale, second.low) if is_pair else None
    words = plain[first.start : first.end], plain[second.start : second.end]
    is_urdu = all(re.match(f"[{_URDU}]", word) for word in words)
    is_english = first.low in (*range(11), 19, 20) and all(word[0].isascii() and word[0].isalpha() for word in words)
    if not (is_urdu or is_english) or between.strip(" -") or "\n" in between:
        return None
    if is_english and first.low > 10:
        return second.low, second.low  # a year: nineteen ninety
    if first.low < greater <= 2 * first.low:
        return first.low * second.scale, second.low
    return second.low, second.low


def _hedge_behind(plain: str, start: int) -> tuple[str, int]:
    """Comparator and length of the hedge right behind a place; of several, the longest phrase."""
    hits = [(sign, len(match[0])) for p, sign in _BEHIND if (match := p.match(plain, start, start + _NEAR))]
    return max(hits, key=lambda hit: hit[1], default=("", 0))


def _is_time(run: _Run, plain: str) -> bool:
    if _TIME.match(plain, run.end):
        return True
    if run.low < 100 and _find_before(_FISCAL_YEAR, plain, run.start):
        return True
    if (
        run.high
        and run.high <= 31
        and (_MONTH_BEHIND.match(plain, run.end) or _find_before(_MONTH_BEFORE, plain, run.start))
    ):
        return True
    return bool(_YEARS.fullmatch(plain[run.start : run.end])) and not _PEOPLE.match(plain, run.end)
