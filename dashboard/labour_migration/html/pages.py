"""The writer of blocks as HTML: what a server sends before scripts run, and what needs none."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from labour_migration import blocks
from labour_migration.blocks import Block
from labour_migration.data.selection import Selection, format_query
from labour_migration.figures.vector import draw_svg
from labour_migration.html.inline import joined
from labour_migration.html.rendering import render, render_markdown
from labour_migration.html.terms import LINE
from labour_migration.language import LANGUAGE
from labour_migration.language import gettext as _
from labour_migration.output.extract import Extract
from labour_migration.output.formats import FORMATS
from labour_migration.search import AT_MOST
from labour_migration.site import API, API_TABLES, NAME, PAGES, SHORT_NAME, Page, format_heading
from labour_migration.view import name_options

# The blocks that open a page, and those that may stand before its first chart: what follows the first of any other
# kind is written by the app alone.
_OPENING = (blocks.Title, blocks.Introduction, blocks.Search, blocks.Chips, blocks.Html, blocks.Choices)
_BEFORE_CHART = (*_OPENING, blocks.Text, blocks.Caption, blocks.Section, blocks.Empty)
_FIGURES = "reported.csv"  # the document of the data API that has every figure in print
_HEADING, _SECTION_HEADING = Markup("<h1>%s</h1>"), Markup('<h2 id="%s">%s</h2>')
_PARAGRAPH, _FILES = Markup("<p>%s</p>"), Markup('<p class="files">%s</p>')
_EMPTY = Markup('<p class="empty">%s</p>')
_CAPTION, _SUBTITLE = Markup('<div class="caption">%s</div>'), Markup('<div class="caption subtitle">%s</div>')
_FOLDED = Markup("<details><summary>%s</summary>%s</details>")
_CODE = Markup("<figure><figcaption>%s</figcaption><pre>%s</pre></figure>")
# Of widgets that the app will show in the same places.
_CHIPS, _CHIP = Markup('<div class="chips %s">%s</div>'), Markup("<span>%s</span>")
_BESIDE = "beside"
_SECTION = Markup('<section id="%s">%s</section>')
_LINK, _CURRENT = Markup('<a href="%s">%s</a>'), Markup('<a href="%s" aria-current="page">%s</a>')


def write_blocks(shown: Iterable[Block]) -> Markup:
    """Blocks as HTML, in their order; what needs the app, such as widgets, has no place in it."""
    return joined(*(html for block in shown for html in _write(block)), by="")


def take_opening(shown: Iterable[Block], is_charted: bool, filters: Sequence[str] = ()) -> Iterator[Block]:
    """The blocks that open a page, up to and with its first chart: nothing that comes after is made, but for sections
    where something stands beside that chart.

    ``filters`` are the words on the buttons of its filters, which stand below its introduction. A page without a chart
    opens with what comes before its first section.
    """
    chips: Block | None = None
    for block in shown:
        if chips and not isinstance(block, blocks.Search):  # which stands beside the introduction
            yield chips
            chips = None
        if isinstance(block, blocks.Panel) and (block.figure is not None or block.tiles):
            yield _open_panel(block)
            return
        if isinstance(block, blocks.Beside):
            yield blocks.Section(_BESIDE, (_open_panel(block.main), *block.aside))
            yield from (one for one in shown if isinstance(one, blocks.Section))  # the headline figures
            return
        if not isinstance(block, _BEFORE_CHART if is_charted else _OPENING):
            return
        yield block
        if filters and isinstance(block, blocks.Introduction):
            chips = blocks.Chips(tuple(filters))
    if chips:
        yield chips


def take_record(shown: Iterable[Block]) -> Iterator[Block]:
    """All blocks of an address that names one statement or one source; of a panel what a reader sees first."""
    for block in shown:
        yield _open_panel(block) if isinstance(block, blocks.Panel) else block


def _open_panel(panel: blocks.Panel) -> blocks.Section:
    """What a reader sees first of a panel: its chart, and what stands above it."""
    shown = panel.tiles if panel.figure is None else draw_svg(panel.figure, panel.alt)
    drawn = [blocks.Html(html) for html in (shown, panel.key) if html]
    return blocks.Section(f"panel-{panel.extract.slug}", (*_head(panel), *drawn))


def _head(panel: blocks.Panel) -> Iterator[Block]:
    """What stands above the chart of a panel."""
    yield blocks.Heading(panel.extract.heading, panel.extract.slug)
    if panel.former:
        yield blocks.Html(panel.former)
    for line in filter(None, (panel.subtitle, panel.filtered)):
        yield blocks.Html(_SUBTITLE % render_markdown(line))
    if panel.choices:
        yield panel.choices


def write_shell(page: Page, selection: Selection, opening: Markup) -> Markup:
    """The first paint of a page: links to all pages, its opening, a link to the reported figures.

    The links keep the selection, as those of the app do.
    """
    return render(
        "shell",
        site=_link("./", selection, _(SHORT_NAME)),
        label=_("Pages"),
        links=_links(page, selection),
        opening=opening,
        files=_link(f".{API}{_FIGURES}", selection, _("Reported figures with sources (CSV)")),
        scripts=_("Charts and filters need JavaScript; the figures and the files do not."),
    )


def write_apology(page: Page) -> Markup:
    """The opening of a page while the data is broken."""
    apology = _("We are fixing the data. The figures will return when it is ready.")
    return joined(_HEADING % format_heading(page), _PARAGRAPH % _(page.description), _PARAGRAPH % apology, by="")


def write_unknown(base: str) -> Markup:
    """The page that says that there is no page at an address; ``base`` is the path of the site."""
    heading = _("Page not found")
    return render(
        "unknown",
        language=LANGUAGE,
        title=_("{page} – {site}").format(page=heading, site=_(NAME)),
        heading=heading,
        said=_("We could not find that page. Try one of these:"),
        links=_links(None, Selection(), base),
    )


def _links(page: Page | None, selection: Selection, base: str = "./") -> Markup:
    return joined(*(_link(base + other.path, selection, _(other.title), other == page) for other in PAGES))


def _link(path: str, selection: Selection, text: str, is_current: bool = False) -> Markup:
    address = "?".join(filter(None, (path, urlencode(format_query(selection), doseq=True))))
    return (_CURRENT if is_current else _LINK) % (address, text)


def _write(block: Block) -> Iterator[Markup]:
    """One block as HTML, piece by piece."""
    match block:
        case blocks.Title(text):
            yield _HEADING % text
        case blocks.Introduction(text) if isinstance(text, Markup):
            yield LINE % text
        case blocks.Introduction(text) | blocks.Text(text):
            yield render_markdown(text)
        case blocks.Caption(text):
            yield _CAPTION % render_markdown(text)
        case blocks.Heading(text, anchor):
            yield _SECTION_HEADING % (anchor, text)
        case blocks.Html(html):
            yield html
        case blocks.Empty():
            yield _EMPTY % block.told
        case blocks.Section(key, inner):
            yield _SECTION % (key, write_blocks(inner))
        case blocks.Row(inner):
            yield write_blocks(inner)
        case blocks.Beside(main, aside):
            yield _SECTION % (_BESIDE, write_blocks((main, *aside)))
        case blocks.Search(asked, version):
            words = {"label": block.label, "example": block.example}
            yield render("search", action="claims", asked=asked, version=version, at_most=AT_MOST, **words)
        case blocks.Folded():
            yield _FOLDED % (block.title, write_blocks(block.inner))
        case blocks.Code(caption, text):
            yield _CODE % (caption, text)
        case blocks.Panel():
            yield _write_panel(block)
        case blocks.RowCitation(sentence=sentence):
            yield _PARAGRAPH % sentence
        case blocks.Downloads(extract):
            yield _write_files(extract)
        case blocks.WholePackage(version):
            yield _FILES % _link(f".{API}datapackage.zip", Selection(version=version), _("All data (ZIP)"))
        case blocks.Choices(options, view):
            yield _write_chips("options", name_options(options, view))
        case blocks.Chips(words):
            yield _write_chips("filters", words)
        case _:  # grids, the citation of the package, files that are made on demand: what needs the app
            return


def _write_chips(kind: str, words: Iterable[str]) -> Markup:
    return _CHIPS % (kind, joined(*(_CHIP % text for text in words), by=""))


def _write_panel(panel: blocks.Panel) -> Markup:
    """A panel: its chart as a drawing, its tables, its sources, its files."""
    parts = [
        write_blocks(_head(panel)),
        "" if panel.figure is None else draw_svg(panel.figure, panel.alt),
        panel.tiles,
        panel.key,
        LINE % panel.caveat if panel.caveat else "",
        *panel.tables,
        LINE % panel.notes if panel.notes else "",
        panel.sources,
        _write_files(panel.extract),
    ]
    return _SECTION % (f"panel-{panel.extract.slug}", joined(*filter(None, parts), by=""))


def _write_files(extract: Extract) -> Markup:
    """Links to the files that the data API has of the table that an extract is of; "" where it has none."""
    names = [name for name, table in API_TABLES.items() if table == extract.table]
    files = [(f"{name}.{one.ending}", one) for name in names for one in FORMATS if one.in_api]
    links = [_link(f".{API}{file}", extract.view.selection, _(one.label)) for file, one in files]
    return _FILES % joined(*links) if links else Markup("")
