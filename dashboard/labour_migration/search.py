"""Free text that a reader looks for: which texts have it, which numbers it names."""

import re
from functools import lru_cache

from labour_migration.quantities import read_quantities

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
AT_MOST = 2_000  # characters of what is looked for: a paragraph that a reader pastes
_KEPT = 64  # of what is looked for, since it is held against every text
_STEM = 4  # letters from which a word is found in another form of it, too: trade, trading; workers, worker
_ENDINGS = ("e", "s", "y")
# Words that say nothing of what is looked for.
_COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "at",
        "by",
        "did",
        "do",
        "does",
        "for",
        "from",
        "how",
        "in",
        "is",
        "it",
        "many",
        "of",
        "on",
        "or",
        "that",
        "the",
        "there",
        "to",
        "was",
        "were",
    ]
)


def clean(text: str) -> str:
    """What is looked for, in one line, and not longer than a paragraph."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:AT_MOST].strip()


def to_code(text: str) -> str:
    """A name as a code for the address."""
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-")


@lru_cache(_KEPT)
def find_numbers(asked: str) -> tuple[float, ...]:
    """The numbers that are asked for: 25,000, 25000 and 25 thousand are the same."""
    read = [reading.quantity.value for reading in read_quantities(asked) if not reading.is_time]
    plain = [float(number.replace(",", "")) for number in _NUMBER.findall(asked)]
    return tuple(dict.fromkeys(number for number in [*read, *plain] if number is not None))


def matches(asked: str, text: str, numbers: frozenset[float] = frozenset()) -> bool:
    """True where a text, or the numbers behind it, have all words and a number that are asked for.

    Words match from their beginning; those that say nothing are passed over.
    """
    wanted = find_numbers(asked)
    if wanted and not numbers.intersection(wanted) and not _has_digits(asked, text):
        return False
    found = [word.casefold() for word in _WORD.findall(text)]
    return all(any(word.startswith(stem) for word in found) for stem in _stems(asked))


def _has_digits(asked: str, text: str) -> bool:
    """True where each number that is asked for stands in a text as it is typed, as in 1.27 or 2024."""
    present = set(_NUMBER.findall(text))
    return all(number in present for number in _NUMBER.findall(asked))


@lru_cache(_KEPT)
def _stems(asked: str) -> tuple[str, ...]:
    """The beginnings of the words that are asked for."""
    words = [word.casefold() for word in _WORD.findall(_NUMBER.sub(" ", asked))]
    stems = [word[:-1] if len(word) >= _STEM and word.endswith(_ENDINGS) else word for word in words]
    return tuple(stem for stem, word in zip(stems, words, strict=True) if word not in _COMMON)
