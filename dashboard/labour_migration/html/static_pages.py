"""The writer of blocks for the static edition: a page as one document without scripts, and the files that it links.

Only the page that a reader asks for to read the points of a chart has a script, which draws it there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import minify_html
import pandas as pd
from markupsafe import Markup

from labour_migration import blocks
from labour_migration.blocks import Block, Panel
from labour_migration.charts import charts_of
from labour_migration.citation import format_credit
from labour_migration.data.package import DataPackage
from labour_migration.edition import CHART, INTERACTIVE, PART, SOURCES, Address, Edition, LayOut, find_view, unpack
from labour_migration.embeds import embed_chart
from labour_migration.figures.browser import reword_chart
from labour_migration.figures.vector import draw_svg
from labour_migration.html.access import START
from labour_migration.html.foot import format_foot
from labour_migration.html.framed import format_snippets
from labour_migration.html.inline import joined, link_within
from labour_migration.html.languages import format_switch
from labour_migration.html.pages import take_head, write_blocks, write_first_rows
from labour_migration.html.references import format_lines
from labour_migration.html.rendering import render
from labour_migration.html.source_rows import format_register, register_columns, register_lines
from labour_migration.html.sparks import unfold_sparks
from labour_migration.html.tables import Table, format_table, strip_tables
from labour_migration.html.terms import LINE
from labour_migration.language import LOCALES, current
from labour_migration.language import gettext as _
from labour_migration.output.extract import Extract, find_sources
from labour_migration.output.formats import CSV, JSON
from labour_migration.site import API, API_TABLES, NAME, NAVIGATION, PAGES, SHORT_NAME, format_title, language_path
from labour_migration.takeaways import (
    Cited,
    File,
    cite_chart,
    cite_record,
    cite_whole,
    list_forms,
    list_rows,
    list_snippets,
    name_download,
)

FILES = "files/"
_CHART_FILE, _BYTES = "chart.bin", "application/octet-stream"  # JSON with gzip, which the script unpacks itself
_SECTION = Markup('<section id="%s">%s</section>')
_PARAGRAPH, _ITEMS, _ITEM = Markup("<p>%s</p>"), Markup("<ul>%s</ul>"), Markup("<li>%s</li>")
_FOLDED = Markup("<details><summary>%s</summary>%s</details>")
_PART = Markup('<section id="%s"><h2>%s</h2>%s</section>')
_ACTIONS = Markup('<p class="actions">%s</p>')
_FILE = Markup('<a href="./%s" download>%s</a>')
_DRAWN_ANEW = Markup('<div id="interactive" data-chart="%s">%s</div>')  # by assets/interactive.js
_SCRIPT = Markup('<script type="module" src="%s"></script>')
_TEXT = Markup("<p><b>%s</b></p><pre>%s</pre>")
_LINK, _CURRENT = Markup('<a href="./%s">%s</a>'), Markup('<a href="./%s" aria-current="page">%s</a>')
_ICON, _STYLE_SHEET = Markup('<link rel="icon" href="%s">'), Markup('<link rel="stylesheet" href="%s">')
_FONT = Markup('<link rel="preload" as="font" type="font/woff2" crossorigin href="%s">')
_NO_INDEX = Markup('<meta name="robots" content="noindex">')
_META = Markup('<meta name="description" content="%s">')
_TITLE, _CANONICAL = Markup("<title>%s</title>"), Markup('<link rel="canonical" href="%s">')
_ALTERNATE = Markup('<link rel="alternate" hreflang="%s" href="%s">')
_STYLE, _BLANK_IN_STYLE = re.compile(r' style="[^"]*"'), re.compile(r" ?([:;/]) ")
_BESIDE = re.compile(r'<div class="beside">.*?</ul></div>', re.DOTALL)  # ranked rows and a map
_MAP, _LONG_NAME = re.compile(r'<ul class="tiles".*?</ul>', re.DOTALL), re.compile(r'<span class="long">[^<]*</span>')
_ROOM = 60_000  # bytes of a page with charts
_COLUMNS_AT_MOST = 8  # of a grid
_ROWS_AT_MOST = 240  # of the table of a chart: twenty years of months, some 50,000 bytes


@dataclass(frozen=True)
class Assets:
    """The addresses of what each page loads: the style sheet, the fonts of its first words, the icon.

    ``script`` draws a chart on the page that is for that, with the style sheet ``chart``.
    """

    style: str
    icon: str
    fonts: tuple[str, ...] = ()
    script: str = ""
    chart: str = ""


@dataclass(frozen=True, eq=False)
class Site:
    """What all pages of the edition share: the data, how each page is laid out, where each is, the day."""

    package: DataPackage
    layout_of: "LayOut"
    edition: Edition
    assets: dict[str, Assets]
    day: date

    @property
    def base(self) -> str:
        """The address of the site in the language of now."""
        return self.edition.base + language_path(current().code)


@dataclass(frozen=True, eq=False)
class Made:
    """A page: its HTML, and the files that it links, by their paths below the site in its language."""

    html: str
    files: dict[str, File]


def write_page(address: Address, site: Site, tags: str = "") -> Made:
    """A page of the edition in the language of now.

    ``tags`` are title and metadata of a page, a statement or a source, as the app has them; others get their own.
    """
    writer = Writer(address, site)
    title, shown = lay_out(address, site)
    body = writer.write_all(shown)
    html = _write_document(tags or _write_tags(address, title, site), body, address, site)
    html = site.edition.lead(html, address.path)
    packed = _pack(html)
    if len(packed.encode()) > _ROOM and address.key != CHART:
        packed = _pack(_leave_out_maps(html))
    return Made(packed, writer.files)


def write_missing(site: Site) -> str:
    """The page that says that there is no page at an address."""
    heading = _("Page not found")
    tags = _NO_INDEX + _TITLE % _("{page} – {site}").format(page=heading, site=_(NAME))
    body = write_blocks([blocks.Title(heading), blocks.Text(_("We could not find that page. Try one of these:"))])
    pages = joined(*(_ITEM % (_LINK % (page.path, _(page.title))) for page in PAGES), by="")
    html = _write_document(tags, body + _ITEMS % pages, None, site)
    return _pack(site.edition.lead(html, ""))


def _write_document(tags: str, body: Markup, address: Address | None, site: Site) -> str:
    page = address and address.page
    html = render(
        "static",
        language=current(),
        start=START,
        skip=_("Skip to the content"),
        site=_LINK % ("", _(SHORT_NAME)),
        languages=format_switch(address.path if address else "", {}),
        label=_("Pages"),
        links=joined(*((_CURRENT if one == page else _LINK) % (one.path, _(one.title)) for one in NAVIGATION)),
        body=body,
        foot=format_foot(site.package, {}),
    )
    assets = site.assets[current().code]
    loaded = joined(_ICON % assets.icon, *(_FONT % font for font in assets.fonts), _STYLE_SHEET % assets.style, by="")
    if address and address.key == INTERACTIVE:
        loaded += _STYLE_SHEET % assets.chart + _SCRIPT % assets.script
    html = str(html).replace("</head>", f"{tags}{loaded}</head>", 1)
    return strip_tables(unfold_sparks(html))


def _leave_out_maps(html: str) -> str:
    """HTML whose ranked rows stand alone: the map is on the page of their chart, which has room for it."""
    return _BESIDE.sub(lambda beside: _MAP.sub("", beside[0]).replace('<div class="beside">', "<div>"), html)


def _pack(html: str) -> str:
    """HTML without what no browser needs, and without the names of tiles that are not shown beside ranked rows."""
    html = _BESIDE.sub(lambda beside: _LONG_NAME.sub("", beside[0]), html)
    html = _STYLE.sub(lambda style: _BLANK_IN_STYLE.sub(r"\1", style[0]), html)
    return minify_html.minify(html, minify_doctype=False, allow_removing_spaces_between_attributes=False)


def lay_out(address: Address, site: Site) -> tuple[str, list[Block]]:
    """The title of a page of the edition that is none of the app's, and the blocks of each."""
    page, package = address.page, site.package
    shown = list(site.layout_of(page)(package, find_view(address, package)))
    if not address.key or address.record or (address.key == PART and _names(address.code, shown)):
        heading = next((one.text for one in shown if isinstance(one, blocks.Heading)), "")
        return heading, shown
    back = blocks.Html(format_lines(link_within(page.path or "./", {}, _(page.title))))
    if (address.key, address.code) == (PART, SOURCES):
        title = _("All sources")
        return title, [blocks.Title(title), back, blocks.Html(format_table(tabulate_sources(package)))]
    if address.key == PART:
        part = next(one for one in unpack(shown) if isinstance(one, blocks.Folded) and one.code == address.code)
        return part.title, [blocks.Title(part.title), back, *part.inner]
    slug = address.code if address.key in (CHART, INTERACTIVE) else address.key
    chosen = next(one for one in unpack(shown) if _slug(one) == slug)
    heading = chosen.extract.heading
    if address.key == INTERACTIVE:
        rows = replace(address, key=CHART).path
        back = blocks.Html(format_lines(joined(back.html, _LINK % (rows, _("Table")))))
    if address.key in (CHART, INTERACTIVE):
        return heading, [blocks.Title(heading), back, chosen]
    return heading, [blocks.Title(_(page.title)), back, chosen]


def _names(code: str, shown: Iterable[Block]) -> bool:
    """True where blocks are those of the part of a page that its address names."""
    return any(isinstance(one, blocks.Heading) and one.anchor == code for one in shown) and not any(
        isinstance(one, Panel) for one in shown
    )


def _slug(block: Block) -> str:
    return block.extract.slug if isinstance(block, Panel | blocks.Downloads) else ""


def tabulate_sources(package: DataPackage) -> Table:
    """All sources, the latest first, as a table that nobody searches or sorts."""
    rows = [[cell.shown for cell in line.cells] for line in register_lines(package)]
    return Table(_("All sources"), register_columns(), rows)


def _write_tags(address: Address, title: str, site: Site) -> Markup:
    named = _("{page} – {site}").format(page=title, site=_(NAME)) if title else format_title(address.page)
    base = site.edition.base
    parts = [
        _TITLE % named,
        _META % _(address.page.description),
        _CANONICAL % (site.base + address.path),
        *(_ALTERNATE % (code, base + language_path(code) + address.path) for code in LOCALES),
    ]
    return joined(*parts, by="")


@dataclass(eq=False)
class Writer:
    """Writes the blocks of one page, and gathers the files that it links.

    The page of a chart, of a statement or a source has all that its reader may take away; other pages link there.
    """

    address: Address
    site: Site
    files: dict[str, File] = field(default_factory=dict)

    def write_all(self, shown: Iterable[Block]) -> Markup:
        """Blocks as HTML, in their order."""
        return joined(*(html for block in shown for html in self._write(block)), by="")

    def _write(self, block: Block) -> Iterator[Markup]:
        match block:
            case blocks.Search() | blocks.Choices() | blocks.Chips():
                return  # which need the app
            case blocks.Section(key, inner):
                yield _SECTION % (key, self.write_all(inner))
            case blocks.Row(inner):
                yield self.write_all(inner)
            case blocks.Beside(main, aside):
                yield _SECTION % ("beside", self.write_all((main, *aside)))
            case blocks.Folded(title, code=code) if code:
                path = replace(self.address, key=PART, code=code).path
                yield _PARAGRAPH % (_LINK % (path, title))
            case blocks.Folded():
                yield _FOLDED % (block.title, self.write_all(block.inner))
            case blocks.Html(html) if html is format_register(self.site.package):
                yield self._write_register()
            case blocks.Panel():
                yield self._write_panel(block)
            case blocks.Downloads():
                yield self._write_takeaways(block, block.extract)
            case blocks.Download():
                yield _PARAGRAPH % self._link_file(name_download(block, self.site.package))
            case blocks.RowCitation():
                yield self._write_cited(cite_record(block, self.site.package))
            case blocks.PackageCitation():
                yield self._write_cited(cite_whole(self.site.package, f"{self.site.base}data"))
            case blocks.Snippets(tables, selection):
                yield write_blocks(list_snippets(self.site.base, tables, selection))
            case blocks.Grid(rows, first, alt):
                yield self._write_grid(rows[list(first or rows.columns[:_COLUMNS_AT_MOST])], alt)
            case _:
                yield write_blocks((block,))

    @property
    def _has_all(self) -> bool:
        return bool(self.address.key) and self.address.key not in (PART, INTERACTIVE)

    def _write_panel(self, panel: Panel) -> Markup:
        if self.address.key == CHART:
            lines = [one for one in take_head(panel) if isinstance(one, blocks.Html)]
            if panel.tiles and _MAP.search(panel.tiles):  # which its page may have no room for
                lines.append(blocks.Html(panel.tiles))
            if panel.chart is not None:
                path = replace(self.address, key=INTERACTIVE).path
                lines.append(blocks.Html(_PARAGRAPH % (_LINK % (path, _("Interactive chart")))))
            return write_blocks(lines) + self._write_takeaways(panel.downloads, panel.extract, panel)
        if self.address.key == INTERACTIVE:
            lines = [one for one in take_head(panel) if isinstance(one, blocks.Html)]
            title = panel.extract.title
            words = {"points": _("{title}: use the arrow keys to read points").format(title=title)}
            path = f"{self.address.path}{_CHART_FILE}"
            self.files[path] = File("", "", _CHART_FILE, _BYTES, lambda: reword_chart(panel.chart, words))
            drawing = _DRAWN_ANEW % (f"./{_CHART_FILE}", draw_svg(panel.figure, panel.alt))
            below = (panel.key, LINE % panel.caveat if panel.caveat else "")
            return write_blocks(lines) + joined(drawing, *filter(None, below), by="")
        head = (one for one in take_head(panel) if not isinstance(one, blocks.Choices))
        parts = [
            write_blocks(head),
            "" if panel.figure is None else draw_svg(panel.figure, panel.alt),
            panel.tiles,
            panel.key,
            "" if panel.figure is not None or panel.tiles else joined(*map(write_first_rows, panel.tables), by=""),
            LINE % panel.caveat if panel.caveat else "",
            self._write_takeaways(panel.downloads, panel.extract, panel),
        ]
        return _SECTION % (f"panel-{panel.extract.slug}", joined(*filter(None, parts), by=""))

    def _write_takeaways(self, downloads: blocks.Downloads, extract: Extract, panel: Panel | None = None) -> Markup:
        """What a reader takes away of an extract: all of it on the page of a chart and of a record, else links."""
        if self._has_all:
            form = _PART if self.address.key == CHART else None
            parts = self._take_away(downloads, panel)
            return joined(*(form % part if form else _FOLDED % part[1:] for part in parts), by="")
        path = replace(self.address, key=CHART, code=extract.slug).path
        named = {"table": _("Table")} if panel else {}
        named |= {"download": _("Download"), "cite": _("Cite")}
        credit = panel.credit if panel else format_credit(find_sources(extract.frames, self.site.package))
        links = [_LINK % (f"{path}#{anchor}", text) for anchor, text in {"sources": credit, **named}.items() if text]
        return _ACTIONS % joined(*links)

    def _take_away(self, downloads: blocks.Downloads, panel: Panel | None) -> Iterator[tuple[str, str, Markup]]:
        """Anchor, name and content of each thing that a reader may take away."""
        package = self.site.package
        extract = replace(downloads.extract, base=self.site.base, day=self.site.day)
        if panel:
            notes = LINE % panel.notes if panel.notes else ""
            tables = (write_first_rows(table, _ROWS_AT_MOST) for table in panel.tables)
            yield "table", _("Table"), joined(*tables, notes, by="")
            yield "sources", _("Sources"), panel.sources
        yield "download", _("Download"), self._write_files(downloads, extract)
        yield "cite", _("Cite"), self._write_cited(cite_chart(extract, package))
        charts = [one for one in charts_of(self.address.page.view) if one.slug == extract.slug]
        if embed := embed_chart(charts[0], extract.view, package) if charts else None:
            name, snippet = next(iter(format_snippets(embed, package, self.site.base).items()))
            yield "embed", _("Share"), _TEXT % (name, snippet)

    def _write_files(self, downloads: blocks.Downloads, extract: Extract) -> Markup:
        """Links to the files of an extract; the table that it is part of stands among the documents of the API."""
        rows = replace(downloads, full=None) if downloads.full is not extract.rows else downloads
        files = [*list_rows(rows, extract, self.site.package), *list_forms(extract, self.site.package)]
        if self.address.key != CHART:
            files = [one for one in files if one.name.endswith((f".{CSV.ending}", f".{JSON.ending}"))]
        label = _("All official rows (CSV)") if downloads.is_official else _("Full table (CSV)")
        names = [name for name, table in API_TABLES.items() if table == extract.table]
        whole = [_FILE % (f"{API.lstrip('/')}{name}.{CSV.ending}", label) for name in names]
        return _ITEMS % joined(*(_ITEM % link for link in (*map(self._link_file, files), *whole)), by="")

    def _write_cited(self, cited: Cited) -> Markup:
        texts = [_TEXT % pair for pair in cited.texts.items()]
        return joined(*texts, _PARAGRAPH % joined(*map(self._link_file, cited.files), by=" · "), by="")

    def _link_file(self, file: File) -> Markup:
        path = f"{FILES}{file.name}"
        self.files[path] = file
        return _FILE % (path, file.label)

    def _write_register(self) -> Markup:
        every = replace(self.address, key=PART, code=SOURCES).path
        return write_first_rows(tabulate_sources(self.site.package)) + _PARAGRAPH % (_LINK % (every, _("All sources")))

    def _write_grid(self, rows: pd.DataFrame, alt: str) -> Markup:
        cells = [["" if pd.isna(one) else str(one) for one in row] for row in rows.itertuples(index=False)]
        return write_first_rows(Table(alt, list(rows.columns), cells))
