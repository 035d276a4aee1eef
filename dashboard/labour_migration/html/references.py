"""The sources that a chart or a table rests on, as a list."""

from collections import Counter
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from labour_migration.citation import format_published, format_publisher
from labour_migration.data.schema import Source
from labour_migration.html.foreign import name_title
from labour_migration.html.inline import joined, link
from labour_migration.html.rendering import render
from labour_migration.language import gettext as _
from labour_migration.language import ngettext

_LINES, _BREAK = Markup('<div class="sources">%s</div>'), Markup("<br>")


def format_references(sources: Iterable[Source]) -> Markup:
    """Each source by its publisher, title and date, which lead to its page."""
    lines = []
    for source in sources:
        named = escape(_("{publisher}: {title}, {date}"))
        parts = {"publisher": format_publisher(source), "title": name_title(source), "date": format_published(source)}
        lines.append(link(source.url, named.format(**parts)))
    return render("sources", heading=_("Sources"), lines=lines)


def format_credit_line(sources: Sequence[Source]) -> str:
    """Whose figures these are, in a few words: ``Source: Immigration Services Agency of Japan (2), 8 articles``.

    The publisher of most sources that are no articles is named, the others are counted; of articles alone, theirs are.
    """
    articles = [source for source in sources if source.kind == "article"]
    named = [source for source in sources if source.kind != "article"] or articles
    if not named:
        return ""
    publishers = Counter(format_publisher(source) for source in named)
    (publisher, _most), *others = publishers.most_common()
    said = ngettext(
        "Source: {publisher} and {others} other ({count})",
        "Source: {publisher} and {others} others ({count})",
        len(others),
    )
    credit = said if others else _("Source: {publisher} ({count})")
    credit = credit.format(publisher=publisher, others=len(others), count=len(named))
    if named is articles or not articles:
        return credit
    beside = ngettext("{credit}, {count} article", "{credit}, {count} articles", len(articles))
    return beside.format(credit=credit, count=len(articles))


def format_lines(*lines: str | Markup) -> Markup:
    """Lines in the small type of sources."""
    return _LINES % joined(*lines, by=_BREAK)
