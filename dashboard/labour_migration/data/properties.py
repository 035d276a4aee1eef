"""Types of the descriptor's properties: each that the program reads is what it takes it for, before it reads it."""

import math
import re
from collections.abc import Iterator, Mapping
from functools import partial

from labour_migration.characters import find_unfit, name_character
from labour_migration.data.files import DESCRIPTOR
from labour_migration.language import gettext as _
from labour_migration.language import marked
from labour_migration.problems import Problem

_DEEPEST = 16  # how deep properties are nested; twice what a Table Schema needs
_DIGITS = 15  # of a number, so that every program reads the same number
_LONGEST = 2_000  # characters of a text
_LINE_END = ("lineTerminator", "\n")  # the one control character that a descriptor has to name
# The types below, and what a reader is told that is expected of each.
_TEXT = re.compile(r"(?s).*\S.*")  # anything but spaces
_NAME = re.compile(r"[a-z0-9]\w*", re.ASCII)
_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")  # part of the names of files
_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}")
_FORMS = {
    _TEXT: marked("text"),
    _NAME: marked("a name of small letters, digits and low lines"),
    _SLUG: marked("a name of small letters, digits, dots and hyphens"),
    _VERSION: marked("three numbers with dots between them"),
}
_KINDS = {str: marked("text"), bool: marked("true or false"), int: marked("a whole number")}
# A property: its type, one of a list, or those of its own properties; with ? behind its name where it may be left out.
_FIELD = {
    "name": _NAME,
    "type": _TEXT,
    "title?": str,
    "format?": str,
    "description": str,
    "categories?": [{"value": _TEXT, "label": _TEXT}],
    "constraints?": {"required?": bool, "unique?": bool, "pattern?": str, "enum?": [str]},
    "trueValues?": [str],
    "falseValues?": [str],
}
_KEY = {"fields": [str], "reference": {"resource": str, "fields": [str]}}
_RESOURCE = {
    "name": _NAME,
    "path": _TEXT,
    "bytes?": int,
    "hash?": str,
    "title": _TEXT,
    "description": _TEXT,
    "schema": {"fields": [_FIELD], "primaryKey": [str], "foreignKeys?": [_KEY], "missingValues?": [str]},
}
_DOCUMENT = {
    "name": _SLUG,
    "title": _TEXT,
    "description": _TEXT,
    "version": _VERSION,
    "created": _TEXT,
    "keywords": [_TEXT],
    "contributors": [{"title": _TEXT, "roles": [_TEXT]}],
    "resources": [_RESOURCE],
}


def find_in_properties(document: object) -> list[Problem]:
    """What is wrong with the properties of a descriptor, given as JSON is read; whatever stands there."""
    return list(_find_in_values(document)) or list(_find_misfits(document, _DOCUMENT, ""))


def _problem(code: str, place: str, found: str, expected: str, remedy: str = "") -> Problem:
    remedy = remedy or _("Restore the property that is missing or has another type.")
    return Problem(code, DESCRIPTOR, found, expected, remedy, field=place)


def _find_in_values(document: object) -> Iterator[Problem]:
    """Values of any property, known or not, that some program could not read or write."""
    ahead = [("", document, 0)]
    while ahead:  # no function that calls itself: nothing is too deep for it
        place, value, depth = ahead.pop()
        told = partial(_problem, "descriptor-value", place)
        if depth > _DEEPEST:
            yield told(_("properties nested deeper"), _("at most {count} levels").format(count=_DEEPEST))
        elif isinstance(value, str):
            if len(value) > _LONGEST:
                expected = _("at most {count} characters").format(count=_LONGEST)
                yield told(f"‘{value}’", expected, _("Shorten it."))
            if unfit := find_unfit(value):
                yield told(name_character(unfit), _("characters that a reader sees"), _("Take it out."))
        elif isinstance(value, int | float) and not (math.isfinite(value) and abs(value) < 10**_DIGITS):
            expected = _("a number of up to {count} digits").format(count=_DIGITS)
            yield told(_("a number of more digits"), expected, _("Correct it."))
        elif isinstance(value, Mapping):
            ahead += [
                (f"{place}.{name}".lstrip("."), one, depth + 1)
                for name, one in reversed(value.items())
                if (name, one) != _LINE_END
            ]
            ahead += [(place, name, depth) for name in value]
        elif isinstance(value, list):
            ahead += [(f"{place}[{number}]", one, depth + 1) for number, one in reversed([*enumerate(value)])]


def _find_misfits(value: object, shape: object, place: str) -> Iterator[Problem]:
    """Properties of another type than their shape, and those that are missing: one problem for each parent."""
    told = partial(_problem, "descriptor-incomplete")
    if isinstance(shape, dict):
        if not isinstance(value, Mapping):
            yield told(place, _show(value), _("a Data Package descriptor with resources, fields and keys"))
            return
        names = {name.removesuffix("?"): own for name, own in shape.items()}
        if missing := [name for name in shape if not name.endswith("?") and name not in value]:
            yield told(place, _("no {properties}").format(properties=", ".join(missing)), ", ".join(names))
        for name, own in names.items():
            if name in value:
                yield from _find_misfits(value[name], own, f"{place}.{name}".lstrip("."))
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield told(place, _show(value), _("a list"))
            return
        for number, one in enumerate(value):
            yield from _find_misfits(one, shape[0], f"{place}[{number}]")
    elif isinstance(shape, re.Pattern):
        if not (isinstance(value, str) and shape.fullmatch(value)):
            yield told(place, _show(value), _(_FORMS[shape]))
    elif type(value) is not shape:
        yield told(place, _show(value), _(_KINDS[shape]))


def _show(value: object) -> str:
    """A value as the descriptor writes it."""
    if isinstance(value, str):
        return f"‘{value}’"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)
