"""The writer of blocks as HTML: what a server sends before scripts run, and what needs none."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from markdown_it import MarkdownIt
from markupsafe import Markup

from labour_migration import blocks
from labour_migration.blocks import Block
from labour_migration.data.selection import Selection, format_query
from labour_migration.language import LANGUAGE
from labour_migration.language import gettext as _
from labour_migration.output.extract import Extract
from labour_migration.output.formats import FORMATS
from labour_migration.site import API, API_TABLES, NAME, PAGES, Page, format_heading

# The blocks that open a page: what follows the first of any other kind is written by the app alone.
_OPENING = (blocks.Title, blocks.Introduction, blocks.Html, blocks.Choices)
_FIGURES = "reported.csv"  # the document of the data API that has every figure in print
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": False})


def write_blocks(shown: Iterable[Block]) -> Markup:
    """Blocks as HTML, in their order; widgets have no place in it."""
    return Markup("\n").join(html for block in shown if (html := Markup("").join(_write(block))))


def take_opening(shown: Iterable[Block]) -> Iterator[Block]:
    """The blocks that open a page, up to its first chart or section: nothing that comes after is made."""
    for block in shown:
        if not isinstance(block, _OPENING):
            return
        yield block


def write_shell(page: Page, selection: Selection, opening: Markup) -> Markup:
    """The first paint of a page: links to all pages, its opening, a link to the figures in print.

    The links keep the selection, as those of the app do.
    """
    files = _link(f".{API}{_FIGURES}", selection, _("The figures in print, with their sources, as CSV"))
    scripts = _("Charts and filters need JavaScript; the figures and the files do not.")
    return Markup(
        '<main id="shell"><nav aria-label="{label}">{links}</nav>{opening}<p class="files">{files}</p>'
        "<noscript><p>{scripts}</p></noscript></main>"
    ).format(label=_("Pages"), links=_links(page, selection), opening=opening, files=files, scripts=scripts)


def write_apology(page: Page) -> Markup:
    """The opening of a page while the data is broken."""
    said = _("The data is being mended. The figures return once that is done.")
    return Markup("<h1>{heading}</h1><p>{about}</p><p>{said}</p>").format(
        heading=format_heading(page), about=_(page.description), said=said
    )


def write_unknown(base: str, style: str) -> Markup:
    """The page that says that there is no page at an address; ``base`` is the path of the site."""
    heading = _("Page not found")
    return Markup(
        '<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        "<title>{title}</title><style>{style}</style></head>"
        '<body><main id="shell" class="alone"><h1>{heading}</h1><p>{said}</p><nav>{links}</nav></main></body></html>'
    ).format(
        language=LANGUAGE,
        title=_("{page} – {site}").format(page=heading, site=_(NAME)),
        style=Markup(style),
        heading=heading,
        said=_("There is no page at this address. These are the pages of the site:"),
        links=_links(None, Selection(), base),
    )


def _links(page: Page | None, selection: Selection, base: str = "./") -> Markup:
    return Markup(" ").join(
        _link(base + other.path, selection, _(other.title), is_current=other == page) for other in PAGES
    )


def _link(path: str, selection: Selection, text: str, is_current: bool = False) -> Markup:
    address = "?".join(filter(None, (path, urlencode(format_query(selection), doseq=True))))
    current = Markup(' aria-current="page"') if is_current else ""
    return Markup('<a href="{address}"{current}>{text}</a>').format(address=address, current=current, text=text)


def _write(block: Block) -> Iterator[Markup]:
    """One block as HTML, piece by piece."""
    match block:
        case blocks.Title(text):
            yield Markup("<h1>{}</h1>").format(text)
        case blocks.Introduction(text) | blocks.Text(text) | blocks.Caption(text):
            yield Markup(_MARKDOWN.render(text))
        case blocks.Heading(text, anchor):
            yield Markup('<h2 id="{}">{}</h2>').format(anchor, text)
        case blocks.Html(html):
            yield Markup(html)
        case blocks.Empty(sentence):
            yield Markup("<p>{}</p>").format(sentence)
        case blocks.Section(key, inner):
            yield Markup('<section data-key="{}">{}</section>').format(key, write_blocks(inner))
        case blocks.Row(inner):
            yield write_blocks(inner)
        case blocks.Folded(title, inner):
            yield Markup("<details><summary>{}</summary>{}</details>").format(title, write_blocks(inner))
        case blocks.Code(caption, text):
            yield Markup("<figure><figcaption>{}</figcaption><pre>{}</pre></figure>").format(caption, text)
        case blocks.Panel():
            yield from _write_panel(block)
        case blocks.Downloads(extract):
            yield _write_files(extract)
        case blocks.WholePackage():
            name = f".{API}datapackage.zip"
            yield Markup("<p>{}</p>").format(_link(name, Selection(), _("The whole Data Package (ZIP)")))
        case _:  # choices, files that are made on demand, citations, snippets: what needs the app
            return


def _write_panel(panel: blocks.Panel) -> Iterator[Markup]:
    """A panel without its chart: what the chart says in words, its tables, its sources, its files."""
    extract = panel.extract
    yield Markup('<section id="{}"><h2>{}</h2>').format(extract.slug, extract.title)
    yield Markup(_MARKDOWN.render(panel.caption))
    if panel.alt:
        yield Markup("<p>{}</p>").format(panel.alt)
    yield Markup("").join(map(Markup, [panel.tiles, *panel.tables, panel.sources]))
    yield _write_files(extract)
    yield Markup("</section>")


def _write_files(extract: Extract) -> Markup:
    """Links to the files that the data API has of the table that an extract is of."""
    names = [name for name, table in API_TABLES.items() if table == extract.table]
    links = [
        _link(f".{API}{name}.{one.ending}", extract.view.selection, _(one.label))
        for name in names
        for one in FORMATS
        if one.in_api
    ]
    return Markup('<p class="files">{}</p>').format(Markup(" ").join(links)) if links else Markup("")
