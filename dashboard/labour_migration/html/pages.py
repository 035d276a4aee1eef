"""The writer of blocks as HTML: what a server sends before scripts run, and what needs none."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from markupsafe import Markup

from labour_migration import blocks
from labour_migration.blocks import Block
from labour_migration.charts import PART, options_of
from labour_migration.content import OFFICIAL
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import Selection, format_query
from labour_migration.figures.vector import draw_svg
from labour_migration.html.access import START, format_skip
from labour_migration.html.inline import joined
from labour_migration.html.languages import format_switch
from labour_migration.html.rendering import render, render_markdown
from labour_migration.html.tables import Table, format_table
from labour_migration.html.terms import LINE
from labour_migration.labels import format_date
from labour_migration.language import current, ngettext
from labour_migration.language import gettext as _
from labour_migration.output.extract import Extract
from labour_migration.output.formats import FORMATS
from labour_migration.search import AT_MOST
from labour_migration.site import API, API_TABLES, NAME, NAVIGATION, PAGES, SHORT_NAME, Page, format_heading
from labour_migration.verbatim import as_markdown
from labour_migration.view import View, format_view, name_options

# The blocks that open a page, and those that may stand before its first chart: what follows the first of any other
# kind is written by the app alone.
_OPENING = (blocks.Title, blocks.Introduction, blocks.Search, blocks.Chips, blocks.Html, blocks.Choices)
_BEFORE_CHART = (*_OPENING, blocks.Text, blocks.Caption, blocks.Section, blocks.Empty)
_FIGURES = "reported.csv"  # the document of the data API that has every figure in print
_HEADING, _SECTION_HEADING = Markup("<h1>%s</h1>"), Markup('<h2 id="%s">%s</h2>')
_LIST, _ITEM = Markup("<ul>%s</ul>"), Markup("<li>%s</li>")
_PARAGRAPH, _FILES = Markup("<p>%s</p>"), Markup('<p class="files">%s</p>')
_EMPTY = Markup('<p class="empty">%s</p>')
_CAPTION, _SUBTITLE = Markup('<div class="caption">%s</div>'), Markup('<div class="caption subtitle">%s</div>')
_FOLDED = Markup("<details><summary>%s</summary>%s</details>")
_CODE = Markup("<figure><figcaption>%s</figcaption><pre>%s</pre></figure>")
# Of widgets that the app will show in the same places.
_CHIPS, _CHIP = Markup('<div class="chips %s">%s</div>'), Markup("<span>%s</span>")
_BESIDE = "beside"
_SECTION = Markup('<section id="%s">%s</section>')
_WORDS = Markup('<details class="words"><summary>%s</summary>%s</details>')
# What stands in the words has its anchor, if any, in the opening or in the app: a link must not unfold them.
_PART, _PART_HEADING = Markup("<section>%s</section>"), Markup("<h2>%s</h2>")
_ASIDE = tuple(page for page in PAGES if page.is_aside)
_ROWS_AT_MOST = 12  # of a table in the words of a page: the file has all
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


def take_words(shown: Iterable[Block], opening: Collection[Block] = (), folds: str = "") -> Iterator[Block]:
    """What a page says in words, without what its ``opening`` shows already: nothing is drawn.

    Of each panel what it finds, the first rows of its tables, its sources and its files. What unfolds at a reader's
    wish and has an address of its own, below ``folds`` where the page has such, is a link to it.
    """
    seen = {id(block) for block in _unpack(opening)}
    for block in shown:
        if id(block) in seen:
            continue
        match block:
            case blocks.Panel():
                yield blocks.Html(_write_words(block))
            case blocks.Beside(main, aside):
                yield from take_words((main, *aside), opening, folds)
            case blocks.Section() | blocks.Row():
                yield blocks.Html(_PART % write_blocks(take_words(block.blocks, opening, folds)))
            case blocks.Folded(title, code=code) if code and folds:
                yield blocks.Html(_PARAGRAPH % (_LINK % (folds + code, title)))
            case blocks.Folded(title):
                yield blocks.Html(_PART_HEADING % title)
                yield from take_words(block.inner, opening, folds)
            case blocks.Heading(text):
                yield blocks.Html(_PART_HEADING % text)
            case blocks.Search() | blocks.Choices() | blocks.Chips():
                pass
            case _:
                yield block


def write_all(page: Page, package: DataPackage, view: View, shown: Iterable[Block]) -> Markup:
    """All that a page says in a view, in words: its blocks, the ways to the other pages and the files, the version."""
    descriptor = package.descriptor
    version = _("{package}, version {version}, {day}.").format(
        package=_(descriptor.title), version=descriptor.version, day=format_date(descriptor.released)
    )
    parts = [
        write_blocks(take_words(shown, folds=name_folds(page, view))),
        _PART_HEADING % _("Pages"),
        _LIST % joined(*(_ITEM % link for link in _list_links(page, view.selection)), by=""),
        _FILES % _link_to_reported(view.selection),
        _PARAGRAPH % version,
    ]
    return joined(*parts, by="")


def name_folds(page: Page, view: View) -> str:
    """What the address of each part begins with that unfolds on a page; "" where they have no addresses."""
    if PART not in options_of(page.view):
        return ""
    return f"./{page.path}?{urlencode([*_pairs(view.selection), (PART.key, '')])}"


def _unpack(shown: Iterable[Block]) -> Iterator[Block]:
    """Blocks, and those that they hold."""
    for block in shown:
        yield block
        if isinstance(block, blocks.Section):
            yield from _unpack(block.blocks)


def _write_words(panel: blocks.Panel) -> Markup:
    """A panel in words: what it finds, of what, the first rows of its tables, its sources, its files."""
    parts = [
        _PART_HEADING % panel.extract.heading,
        *(_CAPTION % render_markdown(as_markdown(line)) for line in (panel.subtitle, panel.filtered) if line),
        *(write_first_rows(table) for table in panel.tables),
        LINE % panel.caveat if panel.caveat else "",
        LINE % panel.notes if panel.notes else "",
        panel.sources,
        _write_files(panel.extract),
    ]
    return _PART % joined(*filter(None, parts), by="")


def write_first_rows(table: Table, at_most: int = _ROWS_AT_MOST) -> Markup:
    """The first rows of a table, and how many there are."""
    count = len(table.rows)
    if count <= at_most:
        return format_table(table)
    told = ngettext(
        "The first {shown} of {count} row. The file has all of them.",
        "The first {shown} of {count} rows. The file has all of them.",
        count,
    )
    return format_table(table.first(at_most)) + _CAPTION % told.format(shown=at_most, count=count)


def _open_panel(panel: blocks.Panel) -> blocks.Section:
    """What a reader sees first of a panel: its chart, and what stands above it."""
    shown = panel.tiles if panel.figure is None else draw_svg(panel.figure, panel.alt)
    drawn = [blocks.Html(html) for html in (shown, panel.key) if html]
    return blocks.Section(f"panel-{panel.extract.slug}", (*take_head(panel), *drawn))


def take_head(panel: blocks.Panel) -> Iterator[Block]:
    """What stands above the chart of a panel."""
    yield blocks.Heading(panel.extract.heading, panel.extract.slug)
    if panel.former:
        yield blocks.Html(panel.former)
    for line in filter(None, (panel.subtitle, panel.filtered)):
        yield blocks.Html(_SUBTITLE % render_markdown(as_markdown(line)))
    if panel.choices:
        yield panel.choices


def write_shell(page: Page, view: View, opening: Markup, words: Markup | None = None) -> Markup:
    """The first paint of a page: links to all pages, its opening, a link to the reported figures, its words folded.

    The links keep the selection, as those of the app do; those to other languages the whole view.
    """
    selection = view.selection
    return render(
        "shell",
        skip=format_skip(),
        start=START,
        site=_link("./", selection, _(SHORT_NAME)),
        languages=format_switch(page.path, format_view(view)),
        label=_("Pages"),
        links=joined(*_list_links(page, selection, among=NAVIGATION)),
        opening=opening,
        files=joined(_link_to_reported(selection), *_list_links(page, selection, among=_ASIDE), by=" · "),
        words=_WORDS % (_("Findings, tables and sources on this page"), words) if words else "",
        scripts=_("Charts and filters need JavaScript; the figures and the files do not."),
    )


def write_apology(page: Page) -> Markup:
    """The opening of a page while the data is broken."""
    apology = _("We are fixing the data. The figures will return when it is ready.")
    return joined(_HEADING % format_heading(page), _PARAGRAPH % _(page.description), _PARAGRAPH % apology, by="")


def write_unknown(base: str) -> Markup:
    """The page that says that there is no page at an address; ``base`` is the path of the site."""
    return _write_alone(_("Page not found"), _("We could not find that page. Try one of these:"), base)


def write_failure(base: str, sentence: str) -> Markup:
    """The page in place of one that could not be written, with the sentence that says so."""
    return _write_alone(_("Something went wrong"), sentence, base)


def _write_alone(heading: str, said: str, base: str) -> Markup:
    """A page that needs no data: a heading, a sentence, links to all pages."""
    return render(
        "unknown",
        language=current(),
        title=_("{page} – {site}").format(page=heading, site=_(NAME)),
        heading=heading,
        said=said,
        links=joined(*_list_links(None, Selection(), base)),
    )


def _list_links(
    page: Page | None, selection: Selection, base: str = "./", among: Sequence[Page] = PAGES
) -> list[Markup]:
    return [_link(base + other.path, selection, _(other.title), other == page) for other in among]


def _link_to_reported(selection: Selection) -> Markup:
    return _link(f".{API}{_FIGURES}", selection, _("Reported figures with sources (CSV)"))


def _link(path: str, selection: Selection, text: str, is_current: bool = False) -> Markup:
    address = "?".join(filter(None, (path, urlencode(_pairs(selection)))))
    return (_CURRENT if is_current else _LINK) % (address, text)


def _pairs(selection: Selection) -> list[tuple[str, str]]:
    """The query that names a selection, a pair a value."""
    return [(key, value) for key, values in format_query(selection).items() for value in values]


def _write(block: Block) -> Iterator[Markup]:
    """One block as HTML, piece by piece."""
    match block:
        case blocks.Title(text):
            yield _HEADING % text
        case blocks.Introduction(text) if isinstance(text, Markup):
            yield LINE % text
        case blocks.Introduction(text) | blocks.Text(text):
            yield render_markdown(as_markdown(text))
        case blocks.Caption(text):
            yield _CAPTION % render_markdown(as_markdown(text))
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
        write_blocks(take_head(panel)),
        "" if panel.figure is None else draw_svg(panel.figure, panel.alt),
        panel.tiles,
        panel.key,
        LINE % panel.caveat if panel.caveat else "",
        *map(format_table, panel.tables),
        LINE % panel.notes if panel.notes else "",
        panel.sources,
        _write_files(panel.extract),
    ]
    return _SECTION % (f"panel-{panel.extract.slug}", joined(*filter(None, parts), by=""))


def _write_files(extract: Extract) -> Markup:
    """Links to the files that the data API has of the table that an extract is of; "" where it has none."""
    names = [name for name, table in API_TABLES.items() if table == extract.table]
    files = [(f"{name}.{one.ending}", one) for name in names for one in FORMATS if one.in_api]
    selection = extract.view.selection
    if extract.table == OFFICIAL:
        selection = replace(selection, indicators=tuple(extract.rows["indicator_id"].unique()))
    links = [_link(f".{API}{file}", selection, _(one.label)) for file, one in files]
    return _FILES % joined(*links) if links else Markup("")
