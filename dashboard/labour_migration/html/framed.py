"""A chart or a statement as a document by itself, for a frame on another site; and the frame for that site to paste."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from markupsafe import Markup

from labour_migration.blocks import Empty, Panel, chart_blocks
from labour_migration.caching import memo
from labour_migration.charts import find_chart, find_content
from labour_migration.data.package import DataPackage
from labour_migration.embeds import Embed, format_embed_path, format_page_path
from labour_migration.figures.vector import draw_svg
from labour_migration.html.claim_rows import make_quoted
from labour_migration.html.rendering import render, render_markdown
from labour_migration.html.reported_rows import figure_cells, figure_columns
from labour_migration.html.sheet import select_rules
from labour_migration.html.tables import Table, format_table, shorten_table
from labour_migration.html.terms import LINE
from labour_migration.labels import format_date, format_number, join_names
from labour_migration.language import current, ngettext
from labour_migration.language import gettext as _
from labour_migration.output.snippets import embed_snippet
from labour_migration.site import NAME
from labour_migration.statements import with_repeats
from labour_migration.verbatim import as_markdown

WIDTH = 640  # pixels of a frame where nobody says how wide it is
_ROOM = 22_000  # characters of the tables of an embed: with the largest drawing it stays below 60 kB
_KEPT = 160  # embeds that are kept, some 30 kB each
_END = "</body></html>"
_TABLE = Markup("%s<p>%s</p>")
# Pixels, for the height before a frame says its own: the edges, lines of text with their widths a letter, rows.
_EDGES, _FOOT, _GAP = 22, 114, 6
_TITLE, _SUBTITLE, _SMALL, _WORDS = (26, 9.6), (21, 6.9), (20, 6.4), (22, 7)
_ROW, _NARROW_ROW, _NOTE, _MULTIPLE = 34, 48, 42, 138
_NARROW = 640


@dataclass(frozen=True)
class Asked:
    """How an embed is asked for: with what style sheet and script, of which version, in which of the themes."""

    style: str
    script: str
    version: str = ""
    theme: str = ""


def tell_heading(embed: Embed, package: DataPackage) -> str:
    """What stands above an embed: the finding of its chart or its statement, else its title."""
    chart = find_chart("claims", "statement") if embed.figure_id else embed.chart
    content = find_content(chart, package, embed.view)
    return chart.format_finding(package, content) or chart.format_title(package, content)


@memo(at_most=_KEPT)
def write_frame(embed: Embed, package: DataPackage, asked: Asked, in_vain: tuple[str, ...] = ()) -> str:
    """An embed as an HTML document that asks for nothing else.

    ``in_vain`` are the keys of its address under which that names nothing. Of what it says no more is repeated: it
    would be words of anybody in a frame of ours.
    """
    heading, panel = tell_heading(embed, package), _find_panel(embed, package)
    body = render(
        "frame",
        slug=embed.chart.slug,
        heading=heading,
        notice=_tell_in_vain(in_vain),
        quoted=make_quoted(package, embed.figure_id) if embed.figure_id else "",
        panel=panel if isinstance(panel, Panel) else None,
        subtitle=[render_markdown(as_markdown(line)) for line in _tell_subtitle(embed, panel)],
        drawn=_draw(panel),
        empty=_tell_empty(embed, panel, package),
        caveat=LINE % panel.caveat if isinstance(panel, Panel) and panel.caveat and not embed.figure_id else "",
        table=_write_table(embed, panel, package),
        table_name=_("Table"),
        address=f"./{format_page_path(embed, asked.version)}",
        link=_("Open in “{site}”").format(site=_(NAME)),
        data=_tell_data(asked, package),
    )
    # What leads to a page of ours leads out of the frame, which no page of ours can stand in.
    body = body.replace(' target="_self"', "")
    title = _("{page} – {site}").format(page=heading, site=_(NAME))
    return _write_document(title, body, asked)


def write_refusal(sentence: str, style: str) -> str:
    """A document for a frame that has nothing to show, which says why."""
    body = render("refused", sentence=sentence, link=_(NAME))
    return _write_document(_(NAME), body, Asked(style, ""))


def _write_document(title: str, body: Markup, asked: Asked) -> str:
    """A body as a document, with the rules that it needs and the script; neither has any word of a request."""
    html = str(render("framed", language=current(), theme=asked.theme, title=title, body=body))
    script = f"<script>{asked.script}</script>" if asked.script else ""
    html = html.replace("</head>", f"<style>{select_rules(asked.style, html)}</style></head>", 1)
    return f"{html.removesuffix(_END)}{script}{_END}"


def _find_panel(embed: Embed, package: DataPackage) -> Panel | Empty | None:
    return next(chart_blocks(embed.chart, package, embed.view), None)


def _tell_in_vain(keys: Sequence[str]) -> str:
    if not keys:
        return ""
    told = _("We ignored part of this link, which names nothing in the data ({keys}).")
    return told.format(keys=join_names(list(dict.fromkeys(keys))))


def _tell_subtitle(embed: Embed, panel: Panel | Empty | None) -> list[str]:
    if not isinstance(panel, Panel):
        return []
    lines = [panel.extract.heading if embed.figure_id else "", panel.subtitle, panel.filtered]
    return [line for line in lines if line]


def _draw(panel: Panel | Empty | None) -> Markup | str:
    if not isinstance(panel, Panel):
        return ""
    return (panel.tiles or "") if panel.figure is None else draw_svg(panel.figure, panel.alt)


def _tell_empty(embed: Embed, panel: Panel | Empty | None, package: DataPackage) -> str:
    if isinstance(panel, Panel) or embed.figure_id:
        return ""
    if isinstance(panel, Empty):
        return panel.sentence
    title = embed.chart.format_title(package, find_content(embed.chart, package, embed.view))
    return _("{title}: no figures match these filters.").format(title=title)


def _write_table(embed: Embed, panel: Panel | Empty | None, package: DataPackage) -> Markup:
    """The rows of an embed, the first of them where there are many; the page has all."""
    tables = [format_table(table) for table in panel.tables] if isinstance(panel, Panel) else []
    if embed.figure_id and not tables:
        rows = with_repeats({embed.figure_id}, package)
        tables = [format_table(Table(_("Reported figures"), figure_columns(), figure_cells(rows, package)))]
    room, written = _ROOM, []
    for table in reversed(tables):  # reported figures, of which there are few, take their room first
        short, left = shorten_table(table, room // (2 if len(tables) > len(written) + 1 else 1))
        room -= len(short)
        if left:
            told = ngettext("{count} more row is on the page.", "{count} more rows are on the page.", left)
            short = _TABLE % (short, told.format(count=format_number(left)))
        written.insert(0, short)
    return Markup("").join(written)


def _tell_data(asked: Asked, package: DataPackage) -> str:
    named = {"version": package.descriptor.version, "day": format_date(package.descriptor.released)}
    if asked.version:
        return _("Data version {version}, {day}, kept as it was.").format(**named)
    return _("Data version {version}, {day}.").format(**named)


@memo(at_most=_KEPT)
def estimate_height(embed: Embed, package: DataPackage, width: int = WIDTH) -> int:
    """About how many pixels high an embed is in a frame of a width; it tells its true height once it is there."""
    panel = _find_panel(embed, package)
    room = max(width - 32, 100)
    heights = [_EDGES, _lines(tell_heading(embed, package), _TITLE, room), _FOOT]
    heights += [_lines(line, _SUBTITLE, room) for line in _tell_subtitle(embed, panel)]
    if isinstance(panel, Panel):
        heights.append(_drawn_height(panel, room))
        heights += [_lines(html.striptags(), _SMALL, room) for html in (panel.key, panel.caveat) if html]
    if embed.figure_id:
        quoted = make_quoted(package, embed.figure_id)
        heights += [_lines(part.striptags(), _WORDS, room) + _GAP for part in quoted.split(Markup("</p>"))]
    return round(sum(heights))


def _lines(text: str, measures: tuple[int, float], room: int) -> int:
    height, letter = measures
    letters = len(text) + sum(east_asian_width(char) in "WF" for char in text)  # which are two letters wide
    return math.ceil(letters * letter / room) * height


def _drawn_height(panel: Panel, room: int) -> int:
    if panel.figure is not None:
        return panel.figure.layout.height
    if not panel.tiles:
        return 0
    if multiples := panel.tiles.count('class="plot"'):
        return math.ceil(multiples / max(room // 212, 2)) * _MULTIPLE
    row = _ROW if room > _NARROW - 32 else _NARROW_ROW
    return panel.tiles.count("<tr") * row + panel.tiles.count('class="note"') * _NOTE


def describe_frame(
    embed: Embed, package: DataPackage, base: str, limits: tuple[int, int | None]
) -> dict[str, str | int]:
    """The frame of an embed as oEmbed describes it: its HTML, title and size, at most so wide and so high in pixels."""
    width, highest = limits
    height = estimate_height(embed, package, width)
    height = min(height, highest) if highest else height
    title = tell_heading(embed, package)
    html = write_iframe(base + format_embed_path(embed, package.pin), title, (width, height))
    return {"title": title, "provider_name": _(NAME), "width": width, "height": height, "html": html}


def format_snippets(embed: Embed, package: DataPackage, base: str) -> dict[str, str]:
    """What an author pastes to embed a chart, by its name: with the data as it will be, and frozen as it is."""
    version = package.descriptor.version
    title, size = tell_heading(embed, package), ("100%", estimate_height(embed, package))
    names = {_("Live: follows new data"): "", _("Frozen at version {version}").format(version=version): version}
    return {
        name: embed_snippet(write_iframe(base + format_embed_path(embed, pinned), title, size))
        for name, pinned in names.items()
    }


def write_iframe(address: str, title: str, size: tuple[str | int, int]) -> str:
    """The element that frames an address, with its width and height; loaded when a reader comes near."""
    width, height = size
    return render("iframe", address=address, title=title, width=width, height=height).strip()
