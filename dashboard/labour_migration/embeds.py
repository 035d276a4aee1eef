"""What other sites can show of ours in a frame: each chart, each statement; and the address of each, with its view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from labour_migration.charts import CHARTS, Chart, filters_of, find_chart, options_of
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import VERSION_KEY
from labour_migration.previews import find_record, format_path, list_records
from labour_migration.problems import Problem
from labour_migration.site import Page, find_page, find_view
from labour_migration.statements import FIGURE, find_original
from labour_migration.view import View, list_codes, parse_view

PATH = "embed/"
THEME = "theme"  # the key of an embed's address beside those of its view
THEMES = ("light", "dark")
# The charts of a statement, on its page: what was official when, and all that is known of it.
_OF_STATEMENT = ("what-was-official", "statement")


@dataclass(frozen=True)
class Embed:
    """A chart in a view of its own filters and options; with a ``figure_id`` the statement that the chart is of."""

    chart: Chart
    view: View
    figure_id: str = ""

    @property
    def code(self) -> str:
        """What names it in an address: the chart, or the statement."""
        return self.figure_id or self.chart.slug

    @property
    def page(self) -> Page:
        """The page that shows it."""
        return find_view(self.chart.page)


def list_charts() -> list[Chart]:
    """The charts that can be embedded: those that are drawn on a page by itself, tables are not."""
    return [chart for chart in CHARTS if chart.is_drawn and not chart.is_linked]


def list_embeds(package: DataPackage) -> list[str]:
    """The codes of all that can be embedded: charts, then statements; no code is both."""
    return [*(chart.slug for chart in list_charts()), *list_records(find_view("claims"), package)]


def find_embed(
    code: str, query: Mapping[str, Sequence[str]], package: DataPackage
) -> tuple[Embed | None, list[Problem]]:
    """What an address embeds, and what its query names in vain; None where it is nothing.

    A statement may be named by any report that repeats it.
    """
    if code in package.reported["figure_id"].array:
        query = {**query, FIGURE.key: [find_original(code, package)]}
        chart = find_chart("claims", _OF_STATEMENT[0])
    else:
        chart = next((chart for chart in list_charts() if chart.slug == code), None)
        if chart is None:
            return None, []
    view, problems = parse_view(query, options_of(chart.page), package, filters_of(chart.page))
    return embed_chart(chart, view, package), problems


def embed_chart(chart: Chart, view: View, package: DataPackage) -> Embed | None:
    """A chart or a statement in a view of its page; None of a table, which is not embedded."""
    if chart.slug in _OF_STATEMENT and view[FIGURE.key]:
        shown = find_chart("claims", _OF_STATEMENT[0])
        return Embed(shown, shown.narrow(view, package), find_original(view[FIGURE.key], package))
    return Embed(chart, chart.narrow(view, package)) if chart in list_charts() else None


def embed_page(page: Page, view: View, package: DataPackage) -> Embed | None:
    """What stands for a page in a view: its statement, else its first chart; None of a page without either."""
    if find_record(page, view, package):
        return embed_chart(find_chart(page.view, "statement"), view, package) if page.view == "claims" else None
    return next((embed_chart(chart, view, package) for chart in list_charts() if chart.page == page.view), None)


def embed_address(path: str, package: DataPackage) -> Embed | None:
    """What an address of the site embeds: of a page with an anchor, the chart there; None where that is nothing.

    ``path`` is the address below that of the site, with its query and its anchor.
    """
    try:
        parts = urlsplit(path)
    except ValueError:  # of brackets that stand for no address
        return None
    query = parse_qs(parts.query)
    if parts.path.startswith(PATH):
        return find_embed(parts.path.removeprefix(PATH), query, package)[0]
    page = find_page(parts.path)
    if page is None:
        return None
    view, _problems = parse_view(query, options_of(page.view), package, filters_of(page.view))
    named = [chart for chart in list_charts() if (chart.page, chart.slug) == (page.view, parts.fragment)]
    return embed_chart(named[0], view, package) if named else embed_page(page, view, package)


def format_embed_path(embed: Embed, version: str = "") -> str:
    """The path of an embed below that of the site, with its view; with a version, that version for good."""
    query = _query(embed) | ({VERSION_KEY: [version]} if version else {})
    return "?".join(filter(None, (f"{PATH}{quote(embed.code, safe='')}", urlencode(query, doseq=True))))


def format_page_path(embed: Embed, version: str = "") -> str:
    """The path of the page that shows an embed, with its view."""
    pinned = {VERSION_KEY: [version]} if version else {}
    if embed.figure_id:
        return format_path(embed.page, embed.figure_id) + (f"&{urlencode(pinned, doseq=True)}" if version else "")
    query = urlencode(_query(embed) | pinned, doseq=True)
    return f"{embed.page.path}{'?' if query else ''}{query}#{embed.chart.slug}"


def _query(embed: Embed) -> dict[str, list[str]]:
    """The query of its view; a statement stands in its path."""
    return {key: values for key, values in list_codes(embed.view).items() if key != FIGURE.key}
