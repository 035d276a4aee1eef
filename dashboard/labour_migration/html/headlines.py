"""The figures of a page that are quoted most, each beside the nearest official one, with its result."""

from markupsafe import Markup

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.package import DataPackage
from labour_migration.html.entries import HEADLINES, build_entry, format_list
from labour_migration.results.reconcile import reconcile
from labour_migration.site import Page


@memo(at_most=VERSIONS)
def format_page_headlines(page: Page, package: DataPackage) -> Markup:
    """The headlines of a page, in its order; "" where there is none."""
    reported = package.reported.set_index("figure_id", drop=False)
    headlines = reported.loc[[figure for figure in page.headlines if figure in reported.index]].to_dict("records")
    if not headlines:
        return Markup("")
    found = reconcile(package)
    entries = []
    for figure in headlines:
        ones = [one for one in found if one.figure["figure_id"] == figure["figure_id"]]
        entries.append(build_entry(HEADLINES, figure, ones, package))
    return format_list(HEADLINES, entries)
