"""The state of a page: which rows its reader has selected, and what else was chosen of what the page offers."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from urllib.parse import urlencode

from labour_migration.data.combinations import resolve
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import (
    CODE_TABLES,
    VERSION_KEY,
    YEAR_KEYS,
    Selection,
    format_query,
    parse_option,
    parse_query,
    query_problem,
    year_span,
)
from labour_migration.labels import format_programme, format_years, join_clauses, join_names, quote
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.problems import Problem
from labour_migration.search import clean
from labour_migration.verbatim import echo

_ALL = Selection()
AT_ONCE, LIST, LINKS, TEXT = "at once", "list", "links", "text"
PROGRAMMES, YEARS = "programmes", "years"  # the filters that every page has
INDICATORS, NATIONALITIES, AREAS = "indicators", "nationalities", "areas"  # those of the explorer
# Each filter, in the order in which it is offered -> its keys in the query of an address.
FILTER_KEYS = {
    INDICATORS: ("indicator",),
    NATIONALITIES: ("nationality",),
    PROGRAMMES: ("programme",),
    AREAS: ("area",),
    YEARS: YEAR_KEYS,
}
SHARED = (PROGRAMMES, YEARS)
_NAMED_IN_CHIP = 2  # codes at most that the button of a filter names
_NO_WORD = re.compile(r"[\W_]+")  # what a file name has no room for
_NAME_AT_MOST = 40  # characters of a text that name it, in a file's name and in a line
_NAMED = 6  # codes of filters at most that a file name has: file systems take 255 bytes


@dataclass(frozen=True, eq=False)
class Option:
    """A choice that a page offers beside its filters, under ``key`` of its address.

    ``find_choices`` gives the names of what can be chosen by their codes, in the reader's language, for a selection;
    the first is the default, and where there is none nothing can be chosen. ``widget`` is how they are offered: a
    few at once, a list that unfolds, or links alone; of a TEXT any words may be asked for. An option ``of_page`` stands
    above all charts of its page, any other in each chart that has it.
    """

    key: str
    label: str
    find_choices: Callable[[DataPackage, Selection], Mapping[str, str]]
    widget: str = AT_ONCE
    of_page: bool = False


@dataclass(frozen=True)
class Choice:
    """What was chosen of an option: its code with the names of both, and whether it is the default.

    ``is_linked`` is true where links alone lead to it.
    """

    key: str
    code: str
    label: str
    name: str
    is_default: bool
    is_linked: bool = False


@dataclass(frozen=True)
class View:
    """The one state of a page, from which its address, its files, its citations and its pictures are derived.

    ``choices`` has one choice for each option that can be chosen of, in the order of the page.
    """

    selection: Selection = _ALL
    choices: tuple[Choice, ...] = ()

    def __getitem__(self, key: str) -> str:
        """The code that was chosen under a key; KeyError where the view has no such option."""
        return {choice.key: choice.code for choice in self.choices}[key]

    @property
    def chosen(self) -> tuple[Choice, ...]:
        """The choices that are not the default."""
        return tuple(choice for choice in self.choices if not choice.is_default)

    @property
    def is_everything(self) -> bool:
        """True where nothing is left out and nothing is chosen."""
        return self.selection.is_everything and not self.chosen

    def only(self, filters: Collection[str], keys: Collection[str]) -> "View":
        """The view without the filters and the options that are not named."""
        left_out = {name: () for name in FILTER_KEYS if name not in (*filters, YEARS)}
        if YEARS not in filters:
            left_out |= {"year_from": None, "year_to": None}
        choices = tuple(choice for choice in self.choices if choice.key in keys)
        return View(replace(self.selection, **left_out), choices)


WHOLE = View()  # everything, and nothing chosen


def keys_of(filters: Collection[str]) -> tuple[str, ...]:
    """The keys of an address's query that a page with these filters takes: those that all pages share, and its own."""
    return tuple(key for name, keys in FILTER_KEYS.items() if name in (*SHARED, *filters) for key in keys)


def parse_view(
    query: Mapping[str, Sequence[str]],
    options: Sequence[Option],
    package: DataPackage,
    filters: Collection[str] = SHARED,
) -> tuple[View, list[Problem]]:
    """The view that the query of an address names on a page with these options and filters, and what it names in vain.

    A problem's ``field`` is the key of the query; a code that only another selection offers is none. Of indicators a
    page shows one, the first. Never raises.
    """
    # A page may offer an option under a key that elsewhere selects rows, such as an indicator.
    keys = keys_of(filters)
    selection, problems = parse_query({key: values for key, values in query.items() if key in keys}, package)
    for code in selection.indicators[1:]:
        told = _("We ignored “{key}={value}” in this link. Use one indicator at a time.")
        told = told.format(key="indicator", value=echo(code))
        problems.append(query_problem("indicator-second", "indicator", code, _("one indicator at a time"), told))
    selection = replace(selection, indicators=selection.indicators[:1])
    choices = []
    for option in options:
        if option.widget == TEXT:
            asked = clean((query.get(option.key) or [""])[-1])
            name = shorten(asked, _NAME_AT_MOST, placeholder=" …")
            choices.append(Choice(option.key, asked, _(option.label), quote(name), not asked))
            continue
        names = option.find_choices(package, selection)
        if not names:
            continue
        elsewhere = option.find_choices(package, _ALL)
        code, found = parse_option(query, option.key, list(names), elsewhere)
        problems += found
        is_default = code == next(iter(names))
        choices.append(Choice(option.key, code, _(option.label), names[code], is_default, option.widget == LINKS))
    return View(selection, tuple(choices)), problems


def format_view(view: View) -> dict[str, list[str]]:
    """The query that names a view, in codes; what is open and what is the default are left out."""
    return format_query(view.selection) | {choice.key: [choice.code] for choice in view.chosen}


def list_codes(view: View) -> dict[str, list[str]]:
    """What a view selects and has chosen, in codes by the keys of its query, whichever version of the data it shows."""
    return {key: codes for key, codes in format_view(view).items() if key != VERSION_KEY}


def format_address(view: View) -> str:
    """What the address of a page ends with where it names a view: ``?from=2020``; nothing of a page as it opens."""
    query = urlencode(format_view(view), doseq=True)
    return f"?{query}" if query else ""


def name_view(view: View) -> list[str]:
    """The codes of a view as parts of a file's name: ``titp``, ``from-2020``, ``compare-share``; many are counted."""
    selection = view.selection
    codes = [code for key in CODE_TABLES for code in selection.codes(key)]
    names = codes if len(codes) <= _NAMED else [f"{len(codes)}-codes"]
    years = {"from": selection.year_from, "to": selection.year_to}
    names += [f"{key}-{year}" for key, year in years.items() if year is not None]
    return [
        *names,
        *(f"{choice.key}-{_NO_WORD.sub('-', choice.code)[:_NAME_AT_MOST].strip('-')}" for choice in view.chosen),
    ]


def list_view(view: View, package: DataPackage) -> list[tuple[str, str, str]]:
    """What a view is made of: the parameter of the address, its code, its name; nothing where all is shown."""
    query = format_query(replace(view.selection, version=""))
    named = [(key, code, _name(key, code, package)) for key, codes in query.items() for code in codes]
    return named + [(choice.key, choice.code, choice.name) for choice in view.chosen]


def _name(key: str, code: str, package: DataPackage) -> str:
    """The name behind a code of the address; a year is its own."""
    if key == "programme":
        return format_programme(package.programmes.loc[code])
    if key == "source":
        return package.sources[code].title
    if key in CODE_TABLES:
        return _(getattr(package, CODE_TABLES[key]).loc[code, "name"])
    return code


def name_filters(filters: Collection[str], selection: Selection, package: DataPackage) -> dict[str, str]:
    """Each of these filters with its value, in words: ``Years: 1962–2026``."""
    first, last = year_span(package)
    shown = resolve(selection, package) if INDICATORS in filters else selection
    patterns = {
        INDICATORS: _("Indicator: {names}"),
        NATIONALITIES: _("Nationality: {names}"),
        PROGRAMMES: _("Programme or status of residence: {names}"),
        AREAS: _("Area: {names}"),
    }
    words = {name: pattern.format(names=_name_codes(name, shown, package)) for name, pattern in patterns.items()}
    words[YEARS] = _("Years: {first}–{last}").format(first=selection.year_from or first, last=selection.year_to or last)
    return {name: words[name] for name in filters}


def _name_codes(name: str, selection: Selection, package: DataPackage) -> str:
    """The codes of a filter by their names; many are counted."""
    (key,) = FILTER_KEYS[name]
    codes = [code for code in selection.codes(key) if (key, code) != ("programme", ROOT)]
    if len(codes) > _NAMED_IN_CHIP:
        return ngettext("{count} chosen", "{count} chosen", len(codes)).format(count=len(codes))
    return join_names([_name(key, code, package) for code in codes]) or _("all")


def count_active(filters: Collection[str], selection: Selection) -> int:
    """How many of these filters leave something out."""
    keys = format_query(selection)
    return sum(any(key in keys for key in FILTER_KEYS[name]) for name in filters)


def tell_filters(selection: Selection, package: DataPackage) -> str:
    """What a selection leaves, in a line: ``Filtered: SSW · 2019–2024``; "" where nothing is left out."""
    if selection.is_everything:
        return ""
    first, last = year_span(package)
    parts = [_name(key, code, package) for key in CODE_TABLES for code in selection.codes(key)]
    if (selection.year_from, selection.year_to) != (None, None):
        parts.append(format_years(selection.year_from or first, selection.year_to or last))
    return _("Filtered: {parts}").format(parts=" · ".join(parts))


def name_options(options: Collection[Option], view: View) -> list[str]:
    """Each of these options with what a view chose of it, in words: ``Date: 31 December 2025``."""
    keys = {option.key for option in options}
    return [_name_choice(choice) for choice in view.choices if choice.key in keys]


def _name_choice(choice: Choice) -> str:
    return _("{option}: {name}").format(option=choice.label, name=choice.name)


def describe_view(view: View, package: DataPackage) -> str:
    """A view in words: ``TITP, SSW; 2019 to 2024``, ``all statuses; all years; Compare by: share``."""
    query = format_query(replace(view.selection, version=""))
    names = {key: [_name(key, code, package) for code in codes] for key, codes in query.items()}
    statuses = join_names(names.pop("programme", [])) or _("all statuses")
    others = [name for key, listed in names.items() if key not in YEAR_KEYS for name in listed]
    chosen = [_name_choice(choice) for choice in view.chosen]
    return join_clauses([statuses, *others, _describe_years(view.selection), *chosen])


def _describe_years(selection: Selection) -> str:
    first, last = selection.year_from, selection.year_to
    if first is None and last is None:
        return _("all years")
    if first is None:
        return _("until {year}").format(year=last)
    if last is None:
        return _("from {year}").format(year=first)
    return _("{first} to {last}").format(first=first, last=last) if first < last else str(first)
