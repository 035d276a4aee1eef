"""Text that is shown as it stands: data as Markdown that makes nothing of it, an address with nothing hidden."""

import re
import unicodedata

from labour_migration.characters import JOINERS, reveal

_SHOWN = 40  # characters of a stranger's value that are repeated
# What Markdown makes something of, wherever it stands: stress, code, links, HTML, entities, tables, formulas, colours.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|${}]")
_WORD_COLON = re.compile(r":(?=[\w/+-])")  # an icon, a colour, an address
_ADDRESS = re.compile(r"(?<=\bwww)\.|(?<=\S)@|(?<=:)/", re.IGNORECASE)  # www., a name at a host, ://
# What it makes something of at the beginning of a line: headings, lists, quotes, rules, code that is set in.
_LINE = re.compile(r"^([ \t]*)([-#+=:])", re.MULTILINE)
_NUMBERED = re.compile(r"^([ \t]*\d+)([.)])(?=\s|$)", re.MULTILINE)
_SET_IN = re.compile(r"^[ \t]+", re.MULTILINE)
_BREAK = re.compile("\n{2,}|\r\n?")
_FROM_RIGHT = frozenset(("R", "AL", "AN"))
_ISOLATED = "\u2068{}\u2069"


class Markdown(str):
    """Our own words with links, code or stress, in Markdown. Text of the data in it is ``literal``."""

    __slots__ = ()


def literal(text: str) -> str:
    """Text as Markdown that shows it as it stands; what Markdown makes nothing of stays the same."""
    escaped = _SET_IN.sub("", _BREAK.sub("\n", text))
    escaped = _ANYWHERE.sub(r"\\\g<0>", escaped)
    for special in (_WORD_COLON, _ADDRESS):
        escaped = special.sub(r"\\\g<0>", escaped)
    for special in (_LINE, _NUMBERED):
        escaped = special.sub(r"\1\\\2", escaped)
    return escaped


def as_markdown(text: str) -> str:
    """Text as Markdown: our own as it is, any other as it stands."""
    return text if isinstance(text, Markdown) else literal(text)


def echo(value: str, at_most: int = _SHOWN) -> str:
    """A value of a stranger, to be repeated in a sentence: its beginning, with the code of each character that hides.

    Letters that are read from the right keep their order to themselves.
    """
    cut = value if len(value) <= at_most else value[:at_most] + "…"
    shown = reveal(cut, JOINERS)  # what turns the direction is needed in data alone
    turns = any(unicodedata.bidirectional(char) in _FROM_RIGHT for char in shown)
    return _ISOLATED.format(shown) if turns else shown
