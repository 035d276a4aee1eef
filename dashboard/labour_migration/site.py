"""The pages of the site: the address, the title and the description of each, and what it is about."""

from dataclasses import dataclass

from labour_migration.language import gettext as _
from labour_migration.language import marked

NAME = marked("Labour migration from Pakistan to Japan")

# Streamlit takes such an address for the icon of a page as it is; a file it would read and weigh at every run.
ICON = "/app/static/icon.png"
# The component that draws charts: in Streamlit's names a package, and what it declares.
CHART_COMPONENT = ("dashboard", "chart")
API = "/api/v1/"
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
    """

    path: str
    view: str
    title: str
    description: str
    tables: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    heading: str = ""


PAGES = (
    Page(
        path="",
        view="overview",
        title=marked("Overview"),
        description=marked(
            "What articles print about labour migration from Pakistan to Japan, hedge and exact words included, "
            "beside the nearest official figures."
        ),
        # The figures that are quoted most, in the order in which readers ask for them.
        headlines=(
            "urdupoint-2024-08-29-residents",
            "the-news-2023-06-05-registrations",
            "the-news-2023-06-05-arrivals",
            "urdupoint-2024-08-29-trade",
        ),
        heading=marked("Pakistanis in Japan: the figures in print"),
    ),
    Page(
        path="claims",
        view="claims",
        title=marked("Reported vs official"),
        description=marked(
            "Each statement that the press prints on migration and trade between Pakistan and Japan, held against the "
            "official figure, with the sums."
        ),
    ),
    Page(
        path="residents",
        view="residents",
        title=marked("Residents"),
        description=marked(
            "How many people of Pakistani nationality live in Japan: by year, status of residence and prefecture, and "
            "beside other nationalities."
        ),
    ),
    Page(
        path="programmes",
        view="programmes",
        title=marked("Programmes"),
        description=marked(
            "Pakistanis under technical intern training (TITP) and specified skilled work (SSW) in Japan: holders, "
            "fields, limits, dated events."
        ),
    ),
    Page(
        path="arrivals",
        view="arrivals",
        title=marked("Arrivals"),
        description=marked(
            "Pakistanis who came to Japan, by five official counts of entries, visas and registrations, and why "
            "these differ by a factor of three."
        ),
    ),
    Page(
        path="trade",
        view="trade",
        title=marked("Trade"),
        description=marked(
            "Trade between Pakistan and Japan as both countries report it, remittances, direct investment and used "
            "vehicles, in dollars of the day."
        ),
        heading=marked("Trade and money"),
    ),
    Page(
        path="gaps",
        view="gaps",
        title=marked("What is not known"),
        description=marked(
            "For each labour programme and each year since the memoranda of 2019: an official figure, only a report, "
            "or nothing at all."
        ),
    ),
    Page(
        path="sources",
        view="sources",
        title=marked("Sources"),
        description=marked(
            "Every article and official publication behind the figures on migration from Pakistan to Japan, with all "
            "that rests on each of them."
        ),
        tables=("sources",),
    ),
    Page(
        path="data",
        view="data",
        title=marked("Data"),
        description=marked(
            "All figures in print and official ones on labour migration from Pakistan to Japan, as CSV files with a "
            "citation in each row, and a codebook."
        ),
        tables=("sectors", "sources"),
    ),
)


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
