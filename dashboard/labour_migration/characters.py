"""Which characters may stand in the data: those that a reader sees, and the few unseen ones that scripts need."""

import unicodedata
from collections.abc import Collection

# Seen, or needed: the signs before a number, a year or a page in Arabic script; the joiners of Urdu and of Indic
# scripts and emoji; the marks that set the direction of what stands beside them, and end there.
JOINERS = "\u200c\u200d"
_NEEDED = {*"\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u061c", *JOINERS, *"\u200e\u200f"}
_SPACE = "Zs"  # of any width; a line's and a paragraph's end are of other categories
_SHOWN_AT_MOST = 200  # characters of what was found


def find_unfit(text: str) -> str:
    """The first character that may not stand in the data, "" where there is none.

    Controls, line breaks among them, would forge lines of a file of citations, and NUL ends a text for many programs.
    Embeddings, overrides and isolates change the order of letters far behind them. What nobody sees makes two texts
    that look the same; halves of a character cannot be written.
    """
    if text.isprintable():
        return ""
    return next((one for one in text if not _is_fit(one)), "")


def _is_fit(character: str, needed: Collection[str] = _NEEDED) -> bool:
    return character.isprintable() or character in needed or unicodedata.category(character) == _SPACE


def name_character(character: str) -> str:
    """A character by its number, and by its name where it has one: ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def reveal(text: str, needed: Collection[str] = _NEEDED) -> str:
    """A text with U+202E for each character that is neither seen nor among those that are needed."""
    if text.isprintable():
        return text
    return "".join(one if _is_fit(one, needed) else f"U+{ord(one):04X}" for one in text)


def make_visible(text: str) -> str:
    """A text as it may stand in a message: in one line, cut where it is long, with what is not seen by its number."""
    return reveal(text if len(text) <= _SHOWN_AT_MOST else f"{text[: _SHOWN_AT_MOST - 1]}…{text[-1]}")
