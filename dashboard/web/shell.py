"""The first paint: what a page says before its scripts run, and all that it says where none do."""

from functools import lru_cache
from html import escape
from urllib.parse import urlencode

from labour_migration.data.selection import Selection, format_query
from labour_migration.language import LANGUAGE
from labour_migration.language import gettext as _
from labour_migration.output.snippets import API
from labour_migration.site import NAME, PAGES, Page, format_heading

# The document that has every figure in print.
_FIGURES = "reported.csv"


@lru_cache(maxsize=64)
def write_shell(page: Page, selection: Selection, headlines: str | None) -> str:
    """The page as plain HTML: links to all pages, its heading, what it shows, its headlines, a link to the figures.

    ``headlines`` is HTML; None where the data is broken. The links keep the selection, as those of the app do.
    """
    files = _link(f".{API}{_FIGURES}", selection, _("The figures in print, with their sources, as CSV"))
    scripts = _("Charts and filters need JavaScript; the figures and the files do not.")
    parts = [
        f'<nav aria-label="{escape(_("Pages"))}">{_links(page, selection)}</nav>',
        f"<h1>{escape(format_heading(page))}</h1>",
        f"<p>{escape(_(page.description))}</p>",
        _apology() if headlines is None else headlines,
        f'<p class="files">{files}</p>',
        f"<noscript><p>{escape(scripts)}</p></noscript>",
    ]
    return f'<main id="shell">{"".join(parts)}</main>'


def write_unknown(base: str, style: str) -> bytes:
    """The page that says that there is no page at an address, as HTML; ``base`` is the path of the site."""
    heading, site = _("Page not found"), _(NAME)
    said = _("There is no page at this address. These are the pages of the site:")
    return (
        f'<!DOCTYPE html><html lang="{LANGUAGE}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(_('{page} – {site}').format(page=heading, site=site))}</title><style>{style}</style></head>"
        f'<body><main id="shell" class="alone"><h1>{escape(heading)}</h1><p>{escape(said)}</p>'
        f"<nav>{_links(None, Selection(), base)}</nav></main></body></html>"
    ).encode()


def _links(page: Page | None, selection: Selection, base: str = "./") -> str:
    return " ".join(_link(base + other.path, selection, _(other.title), is_current=other == page) for other in PAGES)


def _link(path: str, selection: Selection, text: str, is_current: bool = False) -> str:
    address = "?".join(filter(None, (path, urlencode(format_query(selection), doseq=True))))
    current = ' aria-current="page"' if is_current else ""
    return f'<a href="{escape(address)}"{current}>{escape(text)}</a>'


def _apology() -> str:
    return f"<p>{escape(_('The data is being mended. The figures return once that is done.'))}</p>"
