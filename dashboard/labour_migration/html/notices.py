"""Notices: what the address of a page names in vain, told as text, whatever it is."""

from collections.abc import Iterable

from markupsafe import Markup

from labour_migration.html.inline import joined
from labour_migration.language import ngettext
from labour_migration.problems import Problem

_NOTICE = Markup('<div class="warned" role="alert">%s</div>')
_SENTENCE = Markup("<p>%s</p>")
_TOLD = 10  # problems at most: an address has room for hundreds


def format_notice(problems: Iterable[Problem]) -> Markup:
    """The problems of an address, a sentence each, in the words for readers; of many the first, and their number."""
    told = list(dict.fromkeys(problem.told or str(problem) for problem in problems))
    if rest := len(told[_TOLD:]):
        told[_TOLD:] = [ngettext("… and {count} more", "… and {count} more", rest).format(count=rest)]
    return _NOTICE % joined(*(_SENTENCE % sentence for sentence in told), by="")
