"""Terms of the glossary: one that opens its definition where it stands, and all of them as a list."""

from collections.abc import Sequence

from markupsafe import Markup

from labour_migration.data.package import DataPackage
from labour_migration.glossary import Term, find_term
from labour_migration.html.rendering import render

# Of several terms one is open at a time.
_TERM = Markup('<details class="term" name="term"><summary>%s</summary><span>%s</span></details>')


def explain(code: str, shown: str, package: DataPackage) -> str | Markup:
    """Words that open the definition of a term; the words alone where the glossary has no such term."""
    term = find_term(code, package)
    return _TERM % (shown, term.definition) if term else shown


def format_glossary(terms: Sequence[Term]) -> Markup:
    """Terms with their definitions as an HTML list."""
    return render("glossary", terms=terms)
