"""The buttons that give a chart as a picture; assets/charts.js makes it in the browser, from the chart on the page."""

import re
from html import escape

from labour_migration.language import gettext as _

_MARKDOWN_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


def format_picture_buttons(
    slug: str, title: str, unit: str, source_line: str, day: str, name_png: str, name_svg: str
) -> str:
    """Two buttons, PNG and SVG, as HTML, with all the words that stand in the picture beside the chart.

    ``slug`` names the panel of the chart. ``unit`` may have lines and links, as in Markdown: a picture has the words
    of a link alone. ``source_line`` says what the chart rests on, ``day`` is a line with the date and the version.
    """
    words = {
        "slug": slug,
        "title": title,
        "unit": _MARKDOWN_LINK.sub(r"\1", unit),
        "source": source_line,
        "day": day,
    }
    about = " ".join(f'data-{name}="{escape(text)}"' for name, text in words.items())
    buttons = "".join(
        f'<button type="button" data-picture="{kind}" data-name="{escape(name)}" '
        f'title="{escape(_("The chart with title, unit, source and date, as {kind}").format(kind=label))}">'
        f"{escape(label)}</button>"
        for kind, label, name in (("png", _("PNG"), name_png), ("svg", _("SVG"), name_svg))
    )
    return f'<div class="pictures" {about}>{buttons}</div>'
