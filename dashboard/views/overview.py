"""What articles report beside what is counted, at a glance: one chart, three findings, the founding figures."""

from collections.abc import Iterator

from markupsafe import Markup

from labour_migration.blocks import (
    Beside,
    Block,
    Empty,
    Heading,
    Html,
    Introduction,
    Search,
    Section,
    Title,
    chart_blocks,
)
from labour_migration.caching import VERSIONS, memo
from labour_migration.charts import find_chart
from labour_migration.data.package import DataPackage
from labour_migration.findings.glances import Glance, find_glances
from labour_migration.findings.wording import end_sentence
from labour_migration.html.glances import Finding, build_lines, build_marks, format_findings
from labour_migration.html.headlines import format_page_headlines
from labour_migration.html.inline import link_within
from labour_migration.html.references import format_lines
from labour_migration.html.terms import open_terms
from labour_migration.language import gettext as _
from labour_migration.site import find_view, format_heading
from labour_migration.statements import originals
from labour_migration.view import View


def lay_out(package: DataPackage, view: View) -> Iterator[Block]:
    """The page, from its title down."""
    page = find_view("overview")
    yield Title(format_heading(page))
    yield Introduction(
        _("What news articles have reported about Pakistanis in Japan, compared with official statistics.")
    )
    yield Search(version=package.pin)
    findings = Html(make_findings(package))
    for block in chart_blocks(find_chart("overview", "reported-residents"), package, view):
        yield block if isinstance(block, Empty) else Beside(block, (findings,))
        if isinstance(block, Empty):
            yield findings
    if headlines := format_page_headlines(page, package):
        count = len(originals(package))
        everything = link_within(
            "claims", {"show": ["all"], **package.pinned}, _("All {count} reported figures").format(count=count)
        )
        yield Section(
            "panel-headlines",
            (
                Heading(_("The four headline figures, checked"), "headlines"),
                Html(headlines),
                Html(format_lines(everything)),
            ),
        )


@memo(VERSIONS)
def make_findings(package: DataPackage) -> Markup:
    """The findings of other pages, which no filter of this one changes."""
    return format_findings([_show(glance, package) for glance in find_glances(package)])


def _show(glance: Glance, package: DataPackage) -> Finding:
    """A finding with its small chart, and the link to its page."""
    page = find_view(glance.view)
    lines, ends = build_lines(glance.lines, glance.unit)
    marks = build_marks(glance.reported, glance.official)
    told = end_sentence(glance.sentence)
    more = link_within(page.path, package.pinned, _(page.title))
    return Finding(open_terms(told, package), more, lines, ends, marks, _("US$ billion"))
