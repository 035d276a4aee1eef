"""The pages of the site: the address, the title and the description of each, and what it is about."""

from dataclasses import dataclass
from urllib.parse import urlencode

from labour_migration.language import USUAL, current, marked
from labour_migration.language import gettext as _

NAME = marked("Labour migration from Pakistan to Japan")
# What stands at the top of every page.
SHORT_NAME = marked("Pakistanis in Japan")

# Streamlit takes such an address for the icon of a page as it is; a file it would read and weigh at every run.
ICON = "/app/static/icon.png"
# The component that draws charts: in Streamlit's names a package, and what it declares.
CHART_COMPONENT = ("dashboard", "chart")
API = "/api/v1/"
MCP = "/mcp"  # where assistants ask
# What a table is called in an address of the API -> its resource in the package.
API_TABLES = {
    "reported": "reported_figures",
    "official": "official_statistics",
    "sources": "sources",
    "programmes": "programmes",
    "indicators": "indicators",
    "events": "events",
    "remarks": "remarks",
    "passages": "passages",
}


@dataclass(frozen=True)
class Page:
    """A page: its address below that of the site, the script that shows it, and what it shows.

    ``tables`` it lists whole. ``headlines`` are reported figures that stand out on it, among all that are in print of
    the same indicators and routes.
    ``heading`` is what it says above all where that is more than its title. Its charts are in the registry.
    ``record`` is the key of the query under which its address names one statement or one source; "" where none is.
    """

    path: str
    view: str
    title: str
    description: str
    tables: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    heading: str = ""
    record: str = ""


PAGES = (
    Page(
        path="",
        view="overview",
        title=marked("Home"),
        description=marked(
            "What news articles have reported about Pakistanis in Japan, compared with official statistics. Every "
            "figure links to its source."
        ),
        # The figures that are quoted most, in the order in which readers ask for them.
        headlines=(
            "urdupoint-2024-08-29-residents",
            "the-news-2023-06-05-registrations",
            "the-news-2023-06-05-arrivals",
            "urdupoint-2024-08-29-trade",
        ),
        heading=marked("Pakistanis in Japan: reported and official figures"),
    ),
    Page(
        path="claims",
        view="claims",
        title=marked("Check a figure"),
        description=marked(
            "Reported figures on migration and trade between Pakistan and Japan, compared with official statistics, "
            "with each calculation."
        ),
        record="figure",
    ),
    Page(
        path="residents",
        view="residents",
        title=marked("Residents"),
        description=marked(
            "How many Pakistanis live in Japan, by year, status of residence and prefecture, compared with other "
            "nationalities."
        ),
    ),
    Page(
        path="programmes",
        view="programmes",
        title=marked("Labour programmes"),
        description=marked(
            "How many Pakistanis are in Japan's TITP and SSW programmes, with fields, intake caps and a timeline."
        ),
    ),
    Page(
        path="arrivals",
        view="arrivals",
        title=marked("Arrivals"),
        description=marked(
            "Five official figures for Pakistani arrivals in Japan, and why the largest is three times the smallest."
        ),
    ),
    Page(
        path="trade",
        view="trade",
        title=marked("Trade and money"),
        description=marked(
            "Trade between Pakistan and Japan, remittances, investment and used vehicles, in current US dollars."
        ),
    ),
    Page(
        path="data",
        view="data",
        title=marked("Data and sources"),
        description=marked(
            "All reported and official figures as CSV files, with a citation in every row, every source and a codebook."
        ),
        tables=("sectors", "sources"),
        record="source",
    ),
)
# What feed readers follow: what is corrected, and which statements have another result.
CORRECTIONS_FEED, CLAIMS_FEED = "corrections.atom", "claims.atom"
_FEEDS = {
    CORRECTIONS_FEED: marked("Corrections – {site}"),
    CLAIMS_FEED: marked("New results of reported figures – {site}"),
}
_FEED_OF = {"data": CORRECTIONS_FEED, "claims": CLAIMS_FEED}
# Addresses of pages that there were, and short ones -> the page that has what they show, and where on it.
MOVED = {
    "gaps": ("data", "missing-data"),
    "sources": ("data", "sources"),
    "corrections": ("data?part=corrections", "corrections"),
}


def language_path(code: str) -> str:
    """What the addresses of the site begin with in a language: ``ur/``; the usual one has nothing."""
    return "" if code == USUAL else f"{code}/"


def lead_to_language(base: str, code: str) -> str:
    """The address of the site in a language, by that in the language of now; both end with a slash."""
    return base.removesuffix(language_path(current().code)) + language_path(code)


def find_page(path: str) -> Page | None:
    """The page at an address below that of the site; None where there is none."""
    return next((page for page in PAGES if page.path == path), None)


def find_view(view: str) -> Page:
    """The page that a view lays out; StopIteration where there is none."""
    return next(page for page in PAGES if page.view == view)


def format_title(page: Page) -> str:
    """The title of a page's document: what it is about, and the site."""
    if not page.path:
        return _("{site}: reported and official figures").format(site=_(NAME))
    return _("{page} – {site}").format(page=_(page.title), site=_(NAME))


def format_heading(page: Page) -> str:
    """What a page says above all."""
    return _(page.heading or page.title)


def name_feed(feed: str) -> str:
    """The title of a feed, by its path."""
    return _(_FEEDS[feed]).format(site=_(NAME))


def format_feed(feed: str, code: str = "") -> str:
    """The path of a feed below that of the site; with the code of a statement, of that by itself."""
    return f"{feed}?{urlencode({find_view('claims').record: code})}" if code else feed


def find_feed(page: Page, code: str = "") -> tuple[str, str] | None:
    """The path and the title of the feed that a page offers, or the statement with this code on it; None of none."""
    feed = _FEED_OF.get(page.view)
    if feed is None:
        return None
    is_own = bool(code) and feed == CLAIMS_FEED
    return (format_feed(feed, code), _("New results of this reported figure")) if is_own else (feed, name_feed(feed))
