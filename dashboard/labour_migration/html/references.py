"""The sources that a chart or a table rests on, as a list."""

from collections.abc import Iterable
from urllib.parse import unquote

from markupsafe import Markup

from labour_migration.citation import format_citation
from labour_migration.data.schema import Source
from labour_migration.html.inline import joined, link
from labour_migration.html.rendering import render
from labour_migration.language import gettext as _

_LINES, _BREAK = Markup('<div class="sources">%s</div>'), Markup("<br>")


def format_references(sources: Iterable[Source]) -> Markup:
    """Each source as a reference that leads to its page."""
    lines = [link(source.url, unquote(format_citation(source))) for source in sources]
    return render("sources", heading=_("Sources"), lines=lines)


def format_lines(*lines: str | Markup) -> Markup:
    """Lines in the small type of sources."""
    return _LINES % joined(*lines, by=_BREAK)
