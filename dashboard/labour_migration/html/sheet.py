"""What of a style sheet a document by itself needs: the rules whose classes it has."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache

from labour_migration.caching import memo

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CHOICE = re.compile(r":(?:is|where)\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_EXCLUDED = re.compile(r":not\([^()]*\)")
_NAMED = re.compile(r"[.#]([A-Za-z][\w-]*)|\[([\w-]+)(?:[*^$~|]?=\"([^\"]*)\")?\]")
_FONT, _FETCHED = "@font-face", "url("
_OF_PAPER = "@media print"


def select_rules(sheet: str, html: str) -> str:
    """The rules of a style sheet that may apply to a document, in their order; those for paper are left out.

    So are fonts that would have to be fetched: a document by itself asks for nothing.

    A rule is kept where the document has every class, id and attribute that one of its selectors asks for. Which
    elements stand in which is not looked at: what is kept may be too much, never too little.
    """
    return "".join(_select(_read_rules(sheet), cache(html.__contains__)))


def _select(rules: tuple, has: Callable[[str], bool]) -> Iterator[str]:
    for head, body in rules:
        if isinstance(body, tuple):
            if inner := "".join(_select(body, has)):
                yield f"{head}{{{inner}}}"
        elif head == _FONT and _FETCHED in body:
            continue
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        elif kept := [one for one in _split(head) if _applies(one, has)]:
            yield f"{','.join(kept)}{{{body}}}"


def leave_out(sheet: str, names: Collection[str]) -> str:
    """The rules of a style sheet that ask for no class, id or attribute in whose name one of ``names`` is.

    Those for paper are left out, and fonts that would have to be fetched.
    """
    return "".join(_select(_read_rules(sheet), cache(lambda name: not any(part in name for part in names))))


@memo(at_most=4, has_words=False)
def _read_rules(sheet: str) -> tuple:
    """The rules of a sheet as selectors and declarations; of a group of rules, its condition and its rules."""
    text, rules, place = _COMMENT.sub("", sheet), [], 0
    while (start := text.find("{", place)) >= 0:
        head, end = " ".join(text[place:start].split()), _find_end(text, start)
        inner = text[start + 1 : end]
        if "{" in inner:
            if head != _OF_PAPER:
                rules.append((head, _read_rules(inner)))
        else:
            rules.append((head, " ".join(inner.split())))
        place = end + 1
    return tuple(rules)


def _find_end(text: str, start: int) -> int:
    """The place of the brace that closes the one at a place."""
    depth = 0
    for found in re.compile("[{}]").finditer(text, start):
        depth += 1 if found[0] == "{" else -1
        if not depth:
            return found.start()
    return len(text)


def _split(selectors: str) -> list[str]:
    """A list of selectors, at the commas that stand in no brackets."""
    parts, depth = [""], 0
    for char in selectors:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "," and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]


def _applies(selector: str, has: Callable[[str], bool]) -> bool:
    """True where a document has all that a selector asks for, of each choice in it at least one."""
    choices, needed = _read_selector(selector)
    return all(map(has, needed)) and all(any(_applies(one, has) for one in choice) for choice in choices)


@memo(at_most=2000, has_words=False)
def _read_selector(selector: str) -> tuple[tuple[list[str], ...], tuple[str, ...]]:
    """The choices in a selector, and the names and values that it asks for beside them."""
    selector = _EXCLUDED.sub("", selector)
    choices = tuple(_split(choice) for choice in _CHOICE.findall(selector))
    return choices, tuple(part for found in _NAMED.findall(_CHOICE.sub("", selector)) for part in found if part)
