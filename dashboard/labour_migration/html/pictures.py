"""The buttons that give or copy a chart as a picture; assets/charts.js makes it in the browser, from the chart."""

import re
from dataclasses import dataclass

from markupsafe import Markup

from labour_migration.html.rendering import render
from labour_migration.language import gettext as _

_MARKDOWN_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


@dataclass(frozen=True)
class Picture:
    """The words that stand in a picture beside its chart, and the names of its files.

    ``slug`` names the panel of the chart. ``unit`` may have lines and links, as in Markdown. ``source_line`` says what
    the chart rests on, ``day`` is a line with the date and the version.
    """

    slug: str
    title: str
    unit: str
    source_line: str
    day: str
    name_png: str
    name_svg: str


def format_picture_buttons(picture: Picture) -> Markup:
    """Buttons that save the picture, as PNG and SVG, and one that copies it, with all the words of the picture.

    Of a link in them the picture has the text alone. A browser that cannot copy pictures hides the last button.
    """
    about = _("Download this chart as {kind}")
    kinds = (("png", _("PNG"), picture.name_png), ("svg", _("SVG"), picture.name_svg))
    buttons = [
        {"kind": kind, "label": label, "file_name": file_name, "title": about.format(kind=label)}
        for kind, label, file_name in kinds
    ]
    return render(
        "pictures",
        picture=picture,
        unit=_MARKDOWN_LINK.sub(r"\1", picture.unit),
        buttons=buttons,
        copy=_("Copy picture"),
        copied=_("Picture copied."),
        refused=_("Your browser did not allow the copy. Save the PNG instead."),
    )
