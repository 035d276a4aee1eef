"""The pages of the site: the address, the title and the description of each, and what it is about."""

from dataclasses import dataclass

from labour_migration.language import gettext as _
from labour_migration.language import marked

NAME = marked("Labour migration from Pakistan to Japan")


@dataclass(frozen=True)
class Page:
    """A page: its address below that of the site, the script that shows it, and what it shows.

    ``themes`` are those of ``indicators.csv`` whose official series it charts, with what articles print of the same;
    ``routes`` are groups of routes whose figures of every kind it shows; ``tables`` it shows whole.
    ``headlines`` are reported figures that stand out on it, among all that are in print of the same indicators.
    ``heading`` is what it says above all where that is more than its title; ``is_charted`` where it has a chart.
    """

    path: str
    view: str
    title: str
    description: str
    themes: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    heading: str = ""
    is_charted: bool = True


PAGES = (
    Page(
        path="",
        view="overview",
        title=marked("Overview"),
        description=marked(
            "What articles print about labour migration from Pakistan to Japan, hedge and exact words included, "
            "beside the nearest official figures."
        ),
        tables=("events",),
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
        tables=("reported_figures",),
    ),
    Page(
        path="residents",
        view="residents",
        title=marked("Residents"),
        description=marked(
            "How many people of Pakistani nationality live in Japan: by year, status of residence and prefecture, and "
            "beside other nationalities."
        ),
        themes=("residents",),
    ),
    Page(
        path="programmes",
        view="programmes",
        title=marked("Programmes"),
        description=marked(
            "Pakistanis under technical intern training (TITP) and specified skilled work (SSW) in Japan: holders, "
            "fields, limits, dated events."
        ),
        themes=("programmes",),
        routes=("labour-programmes",),
        tables=("sectors",),
    ),
    Page(
        path="arrivals",
        view="arrivals",
        title=marked("Arrivals"),
        description=marked(
            "Pakistanis who came to Japan, by five official counts of entries, visas and registrations, and why "
            "these differ by a factor of three."
        ),
        themes=("arrivals",),
    ),
    Page(
        path="trade",
        view="trade",
        title=marked("Trade"),
        description=marked(
            "Trade between Pakistan and Japan as both countries report it, remittances, direct investment and used "
            "vehicles, in dollars of the day."
        ),
        themes=("trade",),
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
        routes=("labour-programmes",),
        is_charted=False,
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
        is_charted=False,
    ),
    Page(
        path="data",
        view="data",
        title=marked("Data"),
        description=marked(
            "All figures in print and official ones on labour migration from Pakistan to Japan, as CSV files with a "
            "citation in each row, and a codebook."
        ),
        tables=("reported_figures", "official_statistics", "events", "sectors", "sources"),
        is_charted=False,
    ),
)


def find_page(path: str) -> Page | None:
    """The page at an address below that of the site; None where there is none."""
    return next((page for page in PAGES if page.path == path), None)


def format_title(page: Page) -> str:
    """The title of a page's document: what it is about, and the site."""
    if not page.path:
        return _("{site}: reported and official figures").format(site=_(NAME))
    return _("{page} – {site}").format(page=_(page.title), site=_(NAME))


def format_heading(page: Page) -> str:
    """What a page says above all."""
    return _(page.heading or page.title)
