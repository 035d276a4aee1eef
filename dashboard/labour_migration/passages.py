"""What a passage of a text is about, from its words: what is counted, countries, places, years, plan or outcome."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from babel import Locale

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.codes import PAKISTAN
from labour_migration.data.package import DataPackage
from labour_migration.quantities import Reading

_LANGUAGES = ("en", "ja", "ur")
_JAPAN, _PAKISTAN = "JP", "PK"
_INDICATORS = 64  # whose words are kept
BOTH = frozenset({_JAPAN, _PAKISTAN})  # the two countries, by their ISO 3166-1 alpha-2 codes
# By what a text names the two countries, their people and what is theirs.
_STEMS = {
    _JAPAN: ("japan", "日本", "جاپان", "来日", "訪日", "在日", "対日", "日パ", "tokyo", "東京", "ٹوکیو"),
    _PAKISTAN: (
        *("pakistan", "パキスタン", "پاکستان", "pak", "日パ", "پاک"),
        *("islamabad", "イスラマバード", "اسلام آباد", "lahore", "karachi", "ラホール", "カラチ", "لاہور", "کراچی"),
    ),
}
# A text in a country's language is about it, unless it names another; "bilateral" is with the other of the two.
_SCRIPTS = {_JAPAN: re.compile("[\u3040-\u30ff]"), _PAKISTAN: re.compile("[ٹڈڑےھںگچپ]")}
_BILATERAL = re.compile(
    r"\bbilateral|\bboth countries|\btwo countries|\btwo-way|両国|二国間|باہمی|دو طرفہ|دوطرفہ|دونوں م"
)
_WHOLE_COUNTRY = ("日本", "国内", "大使")  # beside a prefecture, these say that it is not what is counted
# What CLDR's names of countries lack: what their people and things are called, and groups of countries.
_OTHERS = """
    american americans britain british briton britons chinese dutch emirati emiratis european europeans europe
    filipino filipinos french german germans greek gulf irish italian italians korean koreans kuwaiti myanmar polish
    qatari romanian russian russians saudi saudis spanish swedish swiss syrian taiwan thai turkey turkish uk usa uae
    afghan africa african africans canadian australian malaysian malaysians brazilian iranian iraqi omani america
    امریکا امریکہ امریکی برطانیہ برطانوی سعودی چینی کوریا یورپ یورپی خلیجی امارات ترک ترکیہ ترکی افغان جرمن
    米国 英国 欧州 中国人 韓国 台湾 サウジ 湾岸 ドバイ ヨーロッパ アメリカ
"""
_ALSO_A_WORD = "مالی"  # Mali in Urdu, and "fiscal"
_SENTENCE = re.compile(r"(?<=[^\s.]{3}[.!?])[”\"’)\]]*\s+(?=[^a-z\s])|[。！？۔؟]|\n+")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+|[\u0620-\u06d3\u06d5-\u06ef]+|[\u3040-\u30ff\u3400-\u9fffー々]+")
_LATIN_OR_URDU = re.compile(r"[A-Za-zÀ-ÿ\u0600-\u06ff]")
# Words that say nothing of what a sentence is about.
_COMMON_WORDS = """
    a an and are as at be by for from had has have in is it its of on or that the there this to was were with which
    said who than more over about around some nearly million billion thousand hundred
    کے کی کا کو میں سے پر ہے ہیں اور نے یہ وہ تھا تھے تھی ہو گئے گیا لیے لئے زائد زیادہ تقریبا ہزار لاکھ کروڑ ارب
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc・]+")
_URDU_MARKS = re.compile("[\u064b-\u065f\u0670\u200c\u200d]")
_URDU_LETTERS = str.maketrans("يكةۃۂأإٱى", "یکہہہااای")
_YEAR = re.compile(r"(?<![\d,.])(?<!\bby )(?<!until )(?<!up to )(?:19|20)\d\d(?!\d|[,.]\d|年?まで| تک)", re.IGNORECASE)
_JAPANESE_MONTH = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月")
_SHORT_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–/]\s*(\d\d)(?!\d)")
_USD = re.compile(r"\$|dollar|\busd\b|ドル|ڈالر", re.IGNORECASE)
_JPY = re.compile(r"[¥￥]|\byen\b|\bjpy\b|円|(?<![\u0600-\u06ff])ین(?![\u0600-\u06ff])", re.IGNORECASE)
_OTHER_MONEY = re.compile(r"€|£|\beuros?\b|\bpounds?\b|\brs\.?\b|\brupees?\b|\bpkr\b|روپ|ルピー|ユーロ", re.IGNORECASE)
_CURRENCIES = (("usd", _USD), ("jpy", _JPY), ("other", _OTHER_MONEY))
_BEFORE, _BEHIND = 9, 14  # characters either side of a number in which its currency stands
_OF_ITS_KIND = 0.6  # of the weight of a name, for an indicator of the same kind
_MONTHS = 12
_START = 3  # letters, from which an alias is the beginning of a word; a shorter one is the word
# Words that say that something has not happened: surely, or unless the sentence says that it has.
_SURELY_AHEAD = re.compile(
    r"\b(?:could|would|may(?! \d)|might|will|shall|can|should|plan\w*|target\w*|hop(?:e|es|ed|ing)|expect\w*|"
    r"forecast\w*|propos\w*|intend\w*|predict\w*|anticipat\w*|eventually|one day|"
    r"being (?:recruited|hired|processed|sent)|in process|pending|under way|in the course of|(?:is|are|was|were) to)\b|"
    r"見込|予定|計画|目標|可能|だろう|見通し|予測|たい|得る|うる|今後|将来|申請中|手続|審査中|"
    r"سکت|سکیں|(?:گا|گی|گے)(?![\u0620-\u06d3])|منصوب|ہدف|متوقع|توقع|امید(?!وار)|زیر عمل",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:must|aim\w*|project(?:s|ed|ion|ions)|potential\w*|need\w*|requir\w*|demand\w*|short(?:age|fall)\w*|"
    r"short of|lack\w*|seek\w*|want\w*|offer\w*|ready|willing|prepared|likely|future|ambition\w*|opportunit\w*|"
    r"prospect\w*|goal\w*|envisag\w*|estimat\w*|possib\w*|allow\w*|up to|due|interest\w*|keen|eager|by 20\d\d|"
    r"quota|places?|seats?|slots?|room|maximum|arrang\w*|agree\w*|announc\w*|vacanc\w*|openings?|capacity|looking|"
    r"to (?:reach|hire|induct|send|take|accept|train|recruit|be|employ|provide|fill|absorb|give|get|go|have|create|"
    r"come))\b|"
    r"必要|期待|はず|募集|求め|不足|できる|最大|方針|希望|余地|枠|定員|用意|準備|機会|足りな|手配|意欲|前向き|よう|まで|"
    r"سکے|ضرورت|درکار|امکان|مواقع|موقع|بندوبست|لئے|لیے|کمی|قلت|چاہ|تیار|آمادہ|خواہش|آئندہ|مستقبل|گنجائش|نشستیں|مطلوب",
    re.IGNORECASE,
)
# Words that say that it has happened, whatever else a sentence says.
_HAPPENED = re.compile(
    r"\b(?:already|(?:has|have|had) (?:now |since )?(?:been )?(?:sent|hired|issued|recruited|taken|inducted|come|gone|"
    r"got|found|filled|created|provided|arrived|received|employed|accepted|trained|moved|started|sat|joined|given))\b|"
    r"کر لی|کر لیے|چکے|چکی|چکا|شریک ہوئے|جا پہنچ|پہنچ گئے|مل گئی|مل گئے|مل گیا|دے دی|بھیج دی|"
    r"採用した|受け入れた|派遣した|雇用した|達した|就いた|受験した|就職した|採用され|派遣され|雇用され|渡った",
    re.IGNORECASE,
)
# Who is counted, where it is Japan's own people: nothing recorded counts them.
_JAPANESE_PEOPLE = re.compile(
    r"japanese\s+(?:nationals?|citizens?|people|persons?|tourists?|visitors?|residents?|expat\w*|men|women|soldiers|"
    r"workers?|students?|passengers?|travell?ers?|volunteers?)\b|日本人|جاپانی (?:شہری|سیاح|باشند|لوگ|طلب|افراد)",
    re.IGNORECASE,
)
_OF_JAPAN = re.compile(r"\s*(?:prefecture|,\s*japan)")
_CAPITAL = "tokyo"  # which stands for the government and for embassies, too
_LIVE_IN = re.compile(
    r"\b(?:live|lives|living|lived|resid\w*|settled|based|population|home)\s+(?:in|of)\s+(?:the\s+)?(?:city\s+of\s+)?$"
)
_PLACE_IN = re.compile(r"\b(?:in|at|around|near|across|within|from)\s+(?:the\s+)?(?:city\s+of\s+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Words:
    """A passage of a text: folded for comparison, its words and their beginnings, the keys of its words."""

    folded: str
    words: tuple[str, ...]
    starts: frozenset[str]
    keys: frozenset[str]


@dataclass(frozen=True)
class Passage:
    """What a passage is about.

    ``indicators`` and ``programmes`` have the weight of each that it names, ``countries`` Japan and Pakistan as far as
    it names them, ``others`` the names of other countries; ``is_local`` is true where it is about a part of Japan.
    """

    words: Words
    indicators: Mapping[str, float]
    programmes: frozenset[str]
    countries: frozenset[str]
    others: frozenset[str]
    is_local: bool


def is_ahead(told: str) -> bool:
    """True of a sentence that tells something as a plan, a wish or a need, and not as something that has happened."""
    return bool(_SURELY_AHEAD.search(told) or (_AHEAD.search(told) and not _HAPPENED.search(told)))


def read_passage(package: DataPackage, text: str) -> Passage:
    """What a passage is about, by its words and the aliases in the data."""
    words = fold(text)
    weights = {code: _find(aliases, words) for code, aliases in _aliases(package, "indicators").items()}
    named: dict[str, float] = {}
    for kind in _kinds(package):
        alike = _OF_ITS_KIND * max(weights[code] for code in kind)
        named |= {code: max(weights[code], alike) for code in kind if alike}
    programmes = {code for code, aliases in _aliases(package, "programmes").items() if _find(aliases, words)}
    return Passage(
        words=words,
        indicators=named,
        programmes=frozenset(programmes),
        countries=name_countries(words),
        others=_name_others(package, words),
        is_local=_is_local(package, words),
    )


@memo(VERSIONS, has_words=False)
def _kinds(package: DataPackage) -> tuple[tuple[str, ...], ...]:
    """The codes of the indicators of each theme and unit: a text may use the words of one for another."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for row in package.indicators.to_dict("records"):
        kinds.setdefault((row["theme"], row["unit"]), []).append(row["indicator_id"])
    return tuple(map(tuple, kinds.values()))


def find_money(reading: Reading, text: str) -> str:
    """The currency at a number: a unit of money, "other", or "" where none stands."""
    before, behind = text[max(0, reading.start - _BEFORE) : reading.start], text[reading.end : reading.end + _BEHIND]
    for near in (reading.words, behind, before):
        for unit, pattern in _CURRENCIES:
            if pattern.search(near):
                return unit
    return ""


def is_elsewhere(reading: Reading, text: str, passage: Passage, whole: Passage) -> bool:
    """True of a number that is about another country's people or trade, or about Japan's own people."""
    if _JAPANESE_PEOPLE.search(text[max(0, reading.start - 2) : reading.end + 40]):
        return True
    if not passage.others:
        return False
    if BOTH - (passage.countries or whole.countries):
        return True
    behind = fold(text[reading.end : reading.end + 32]).folded
    others = [behind.find(name) for name in passage.others if name in behind]
    own = [behind.find(stem) for stem in _STEMS[_PAKISTAN] if stem in behind]
    return bool(others) and min(others) < min(own, default=len(behind))


def _is_local(package: DataPackage, words: Words) -> bool:
    """True where a passage is about a part of Japan: it names a prefecture in which, and not the whole country."""
    for name, name_ja in _prefectures(package):
        at = words.folded.find(name)
        if at >= 0 and (_LIVE_IN if name == _CAPITAL else _PLACE_IN).search(words.folded[:at]):
            behind = words.folded[at + len(name) :]
            if "japan" not in words.folded or _OF_JAPAN.match(behind):
                return True
        if name_ja in words.folded and name != _CAPITAL and not any(word in words.folded for word in _WHOLE_COUNTRY):
            return True
    return False


@memo(VERSIONS, has_words=False)
def _prefectures(package: DataPackage) -> tuple[tuple[str, str], ...]:
    rows = package.areas[package.areas["area_id"].str.startswith("JP-")]
    return tuple((name.casefold(), name_ja[:2]) for name, name_ja in zip(rows["name"], rows["name_ja"], strict=True))


def fold(text: str) -> Words:
    """A text for comparison: without capitals, wide letters and Urdu's marks; with the keys of its words."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = _URDU_MARKS.sub("", plain).translate(_URDU_LETTERS)
    words = tuple(_WORD.findall(plain))
    starts = {
        word[:size] for word in words if _LATIN_OR_URDU.match(word) for size in range(_START, min(len(word), 20) + 1)
    }
    keys = (key for word in words for key in _keys(word))
    return Words(" ".join(plain.split()), words, frozenset({*starts, *words}), frozenset(keys))


@lru_cache(maxsize=4096)
def _keys(word: str) -> tuple[str, ...]:
    """What a word is compared by: its beginning; of Japanese, which has no blanks, every two characters."""
    if _LATIN_OR_URDU.match(word):
        size = 5 if word[0].isascii() else 4
        return () if word in _COMMON else (word[:size],)
    return tuple(word[place : place + 2] for place in range(len(word) - 1)) or (word,)


@lru_cache(maxsize=8)
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence of a text begins and ends."""
    ends = [match.end() for match in _SENTENCE.finditer(text)] + [len(text)]
    return tuple(pairwise([0, *ends]))


# A name of something as its words, each with whether a word begins with it; Japanese, without blanks, has it anywhere.
_Alias = tuple[tuple[str, bool], ...]


def _find(aliases: Iterable[_Alias], words: Words) -> float:
    """The number of words of the longest alias that a passage has; 0 where it has none."""
    longest = 0
    for alias in aliases:
        if len(alias) > longest:
            for piece, is_word in alias:
                if piece not in (words.starts if is_word else words.folded):
                    break
            else:
                longest = len(alias)
    return float(longest)


@memo(3 * VERSIONS, has_words=False)
def _aliases(package: DataPackage, table: str) -> dict[str, tuple[_Alias, ...]]:
    """The aliases of each row of a table, folded for comparison."""
    rows, found = package.tables[table], {}
    key = rows.columns[0]
    for row in rows.to_dict("records"):
        phrases = [phrase for code in _LANGUAGES for phrase in row[f"aliases_{code}"].split(";")]
        pieces = [fold(phrase).folded.split() for phrase in phrases if phrase.strip()]
        found[row[key]] = tuple(
            tuple((piece, bool(_LATIN_OR_URDU.match(piece))) for piece in alias) for alias in pieces
        )
    return found


@memo(_INDICATORS * VERSIONS, has_words=False)
def keys_of_subject(package: DataPackage, indicator_id: str) -> frozenset[str]:
    """The keys of the words for what an indicator counts, and for Pakistan and Japan."""
    named = [*_aliases(package, "indicators")[indicator_id], *_aliases(package, "nationalities")[PAKISTAN]]
    pieces = [piece for alias in named for piece, _is_word in alias]
    stems = [stem for country in _STEMS.values() for stem in country]
    return fold(" ".join([*pieces, *stems])).keys


@lru_cache(maxsize=1)
def _territories() -> dict[str, str]:
    """The names of countries in three languages, folded, with their ISO 3166-1 codes: those of the Unicode CLDR."""
    names = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and len(name) > 1:
                names[fold(name).folded] = code
    del names[_ALSO_A_WORD]
    for name in _OTHERS.split():
        names[fold(name).folded] = ""
    return names


def imply_countries(words: Words) -> frozenset[str]:
    """The countries that a text names, or its language does; both of what is bilateral."""
    named = name_countries(words) | {code for code, script in _SCRIPTS.items() if script.search(words.folded)}
    return BOTH if named and _BILATERAL.search(words.folded) else named


def name_countries(words: Words) -> frozenset[str]:
    """Japan and Pakistan, as far as a passage names them: themselves, their people, what is theirs."""
    return frozenset(
        code
        for code, stems in _STEMS.items()
        if any(stem in (words.words if len(stem) < len("japan") and stem.isascii() else words.folded) for stem in stems)
    )


def _name_others(package: DataPackage, words: Words) -> frozenset[str]:
    """The names of other countries and peoples in a passage."""
    names, present = _territories(), set()
    latin = [word for word in words.words if _LATIN_OR_URDU.match(word)]
    for size in (1, 2, 3):
        for place in range(len(latin) - size + 1):
            phrase = " ".join(latin[place : place + size])
            if names.get(phrase, _JAPAN) not in BOTH:
                present.add(phrase)
    runs = set(_KATAKANA.findall(words.folded))
    present |= {
        name for name in _japanese_names() if (name in runs if _KATAKANA.fullmatch(name) else name in words.folded)
    }
    for code, aliases in _aliases(package, "nationalities").items():
        if code != PAKISTAN:
            present |= {" ".join(piece for piece, _is_word in alias) for alias in aliases if _find([alias], words)}
    return frozenset(present)


@lru_cache(maxsize=1)
def _japanese_names() -> tuple[str, ...]:
    return tuple(
        name
        for name, code in _territories().items()
        if code not in BOTH and not _LATIN_OR_URDU.match(name) and len(name) > 1
    )


@lru_cache(maxsize=8)
def find_months(text: str) -> tuple[tuple[int, int], ...]:
    """The months that a text names with their year: November 2026, 2026年11月."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    names, pattern = _months()
    found = [(int(year), names[name]) for name, year in pattern.findall(plain)]
    found += [(int(year), int(month)) for year, month in _JAPANESE_MONTH.findall(plain)]
    return tuple((year, month) for year, month in found if 1 <= month <= _MONTHS)


@lru_cache(maxsize=1)
def _months() -> tuple[dict[str, int], re.Pattern]:
    """The names of months in English and Urdu with their numbers, by the Unicode CLDR, and where one has a year."""
    names = {
        name.casefold(): month
        for language in ("en", "ur")
        for width in ("wide", "abbreviated")
        for month, name in Locale(language).months["format"][width].items()
    }
    ordered = "|".join(sorted(names, key=len, reverse=True))
    return names, re.compile(rf"(?<![a-z\u0600-\u06ff])({ordered})\.?,? ((?:19|20)\d\d)(?!\d)")


def find_years(text: str) -> frozenset[int]:
    """The years that a text names: 2024, and both of 2023-24."""
    plain = unicodedata.normalize("NFKC", text)
    years = {int(year) for year in _YEAR.findall(plain)}
    for first, second in _SHORT_YEAR.findall(plain):
        if (int(first) + 1) % 100 == int(second):
            years |= {int(first), int(first) + 1}
    return frozenset(years)
