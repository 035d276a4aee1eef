"""Terms of the glossary: one that opens its definition where it stands, and all of them as a list."""

import re
from collections.abc import Sequence

from markupsafe import Markup

from labour_migration.data.package import DataPackage
from labour_migration.glossary import Term, find_openers, find_term, list_terms
from labour_migration.html.rendering import render, render_line
from labour_migration.verbatim import as_markdown

# Of several terms one is open at a time.
_TERM = Markup('<details class="term" name="term"><summary>%s</summary><span>%s</span></details>')
LINE = Markup('<div class="terms">%s</div>')  # what has terms to open: no paragraph may hold them


def explain(code: str, shown: str, package: DataPackage) -> str | Markup:
    """Words that open the definition of a term; the words alone where the glossary has no such term."""
    term = find_term(code, package)
    return _TERM % (shown, term.definition) if term else shown


def open_name(name: str, package: DataPackage) -> str | Markup:
    """The name of a term, which opens its definition; any other words alone."""
    return next((explain(term.code, name, package) for term in list_terms(package) if term.name == name), name)


def open_terms(text: str, package: DataPackage) -> Markup:
    """A line as HTML, in which the first of each mark and of each programme opens its definition."""
    openers = dict(find_openers(package))
    words = re.compile("|".join(rf"(?<![0-9A-Za-z]){re.escape(word)}(?![0-9A-Za-z])" for word in openers))

    def open_first(found: re.Match) -> str:
        code = openers.pop(found[0], "")
        return explain(code, found[0], package) if code else found[0]

    return render_line(as_markdown(text), lambda part: words.sub(open_first, part))


def format_glossary(terms: Sequence[Term]) -> Markup:
    """Terms with their definitions as an HTML list."""
    return render("glossary", terms=terms)
