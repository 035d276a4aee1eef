"""The sources that a chart or a table rests on, as a list."""

from collections import Counter
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from labour_migration.citation import format_published
from labour_migration.data.schema import Source
from labour_migration.html.inline import joined, link
from labour_migration.html.rendering import render
from labour_migration.language import gettext as _
from labour_migration.language import ngettext

_LINES, _BREAK = Markup('<div class="sources">%s</div>'), Markup("<br>")


def format_references(sources: Iterable[Source]) -> Markup:
    """Each source by its publisher, title and date, which lead to its page."""
    lines = []
    for source in sources:
        named = _("{publisher}: {title}, {date}")
        parts = {"publisher": source.publisher, "title": source.title, "date": format_published(source)}
        lines.append(link(source.url, named.format(**parts)))
    return render("sources", heading=_("Sources"), lines=lines)


def format_credit_line(sources: Sequence[Source]) -> str:
    """Whose figures these are, in a few words: the publisher of most sources, how many others, how many sources."""
    publishers = Counter(source.publisher for source in sources)
    if not publishers:
        return ""
    (publisher, _most), *_others = publishers.most_common()
    said = {"publisher": publisher, "others": len(publishers) - 1, "count": len(sources)}
    if len(publishers) == 1:
        return _("Source: {publisher} ({count})").format(**said)
    return ngettext(
        "Source: {publisher} and {others} other ({count})",
        "Source: {publisher} and {others} others ({count})",
        len(publishers) - 1,
    ).format(**said)


def format_lines(*lines: str | Markup) -> Markup:
    """Lines in the small type of sources."""
    return _LINES % joined(*lines, by=_BREAK)
