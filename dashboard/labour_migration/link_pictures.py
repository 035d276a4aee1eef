"""What the preview picture of each address says: of a statement, a source, or a page as it opens.

The fonts of each language have its own letters and Latin ones. A quote, a title or a figure in words that cannot be
written is left out, and the picture says in which language it stands on the page; the number, what it counts, the
source and the result are always there.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

import pandas as pd
from babel import Locale

from labour_migration.caching import VERSIONS, memo
from labour_migration.charts import find_chart, find_content, find_extract, view_of
from labour_migration.citation import format_credit, format_published, format_publisher, plain_title
from labour_migration.content import Content
from labour_migration.data.package import DataPackage
from labour_migration.data.schema import Source
from labour_migration.figures.link_picture import (
    Bars,
    Faces,
    Head,
    Lines,
    Numbers,
    PagePicture,
    RecordPicture,
    Scale,
    Tally,
    draw_page,
    draw_record,
)
from labour_migration.figures.shapes import DASH, DIAMOND, DOT, SHAPES, order_results
from labour_migration.figures.typesetting import UnwritableError
from labour_migration.findings.glances import Glance, find_glances
from labour_migration.html.reported_rows import what_is_counted
from labour_migration.labels import (
    format_date,
    format_figure,
    format_figure_period,
    format_list,
    format_number,
    format_quantity,
    quote,
    row_quantity,
)
from labour_migration.language import USUAL, current, marked, ngettext, speaking
from labour_migration.language import gettext as _
from labour_migration.output.extract import Extract, find_sources
from labour_migration.previews import list_counts, list_records
from labour_migration.results.reconcile import find_comparisons, find_results
from labour_migration.results.wording import format_verdict, tell_official
from labour_migration.site import NAME, PAGES, Page
from labour_migration.statements import originals

PageChart = Lines | Scale | Bars | Tally | Numbers

_BILLION = 1e9
# What a source is, as a line of its picture.
_KINDS = {
    "article": marked("Article or web page"),
    "statistics": marked("Official statistics"),
    "quoted": marked("Official figures, quoted by others"),
    "reference": marked("Background source"),
}
_BRACKETED = re.compile(r"\s*\(([^()]*)\)")


def draw_picture(page: Page, code: str, package: DataPackage, faces: Faces) -> str:
    """The preview picture of a page, or with a code that of a statement or a source, as SVG.

    In the reader's language; in the usual one where the faces lack letters for it.

    Raises
    ------
    KeyError
        Where the page has no record of that code.
    """
    if code and code not in list_records(page, package):
        raise KeyError(code)
    try:
        return _draw(page, code, package, faces)
    except UnwritableError:  # the fonts have no letters of the reader's language
        with speaking(USUAL):
            return _draw(page, code, package, faces)


def _draw(page: Page, code: str, package: DataPackage, faces: Faces) -> str:
    if not code:
        return draw_page(picture_page(page, package), faces)
    return draw_record(_RECORDS[page.record](code, package, faces), faces)


def describe_picture(page: Page, code: str, package: DataPackage) -> str:
    """What a preview picture shows, in words: for readers who do not see it."""
    if page.record == "figure" and code:
        one = find_comparisons(package)[code][0]
        return _("{figure}: {counted}. {result}.").format(
            figure=format_figure(one.figure, package.indicators.loc[one.figure["indicator_id"], "unit"]),
            counted=what_is_counted(one.figure, package),
            result=format_verdict(one.verdict),
        )
    if code:
        return plain_title(package.sources[code])
    return _find(page, package).finding


# --- statements and sources ---------------------------------------------------------------------------


def picture_statement(figure_id: str, package: DataPackage, faces: Faces) -> RecordPicture:
    """A reported figure with its qualifier, its quote, its source and its result."""
    one = find_comparisons(package)[figure_id][0]
    figure, source = one.figure, package.sources[one.figure["source_id"]]
    unit = package.indicators.loc[figure["indicator_id"], "unit"]
    shown, counted = format_figure(figure, unit), what_is_counted(figure, package)
    if not faces.heading.can_write(shown):
        shown = format_quantity(row_quantity(figure), unit)
        counted = _("{counted}: our reading of the quote").format(counted=counted)
    if pd.notna(figure["period_end"]) and figure["period_start"] != figure["period_end"]:
        counted = _("{counted}, {period}").format(counted=counted, period=format_figure_period(figure))
    printed = quote(figure["as_printed"])
    if not faces.plain.can_write(printed):
        printed = _("The quote is in {language}.").format(language=_name_language(source))
    return RecordPicture(
        head=_head(package),
        figure=shown,
        lines=(counted, printed, _tell_origin(source, faces)),
        told=tuple(tell_official(one, package)),
        shape=SHAPES[one.verdict],
        result=format_verdict(one.verdict),
    )


def picture_source(source_id: str, package: DataPackage, faces: Faces) -> RecordPicture:
    """A source: its title, its publisher and its day, and how many rows rest on it."""
    source = package.sources[source_id]
    origin, title = _tell_origin(source, faces), plain_title(source)
    if not faces.heading.can_write(title):  # offices write the name of a table in both languages
        title = _BRACKETED.sub(lambda part: part[0] if faces.heading.can_write(part[0]) else "", title)
    lines = [_(_KINDS.get(source.kind, source.kind)), origin]
    if not faces.heading.can_write(title):
        title = _name_publisher(source, faces)
        lines.insert(1, _("The title is in {language}.").format(language=_name_language(source)))
    counts = list_counts(source_id, package)
    told = _("We recorded no figure from it.")
    if counts:
        told = _("Recorded from it: {counted}.").format(counted=format_list(counts))
    return RecordPicture(_head(package), title, tuple(lines), (told,), is_reported=False)


def _tell_origin(source: Source, faces: Faces) -> str:
    named = {"publisher": _name_publisher(source, faces), "day": format_published(source)}
    return _("{publisher}, {day}").format(**named)


def _name_publisher(source: Source, faces: Faces) -> str:
    """The publisher; the name of its site where the publisher's own cannot be written."""
    publisher = format_publisher(source)
    can_be_written = all(face.can_write(publisher) for face in faces)
    return publisher if can_be_written else urlsplit(source.url).hostname or ""


def _name_language(source: Source) -> str:
    return Locale.parse(source.language).get_display_name(current().locale)


def _head(package: DataPackage) -> Head:
    descriptor = package.descriptor
    day = _("Data of {day} ({version})").format(day=format_date(descriptor.released), version=descriptor.version)
    return Head(_(NAME), day)


_RECORDS: Mapping[str, Callable[[str, DataPackage, Faces], RecordPicture]] = {
    "figure": picture_statement,
    "source": picture_source,
}


# --- pages --------------------------------------------------------------------------------------------


class Found(NamedTuple):
    """The finding of a page, the chart of it, and the tables that it rests on."""

    finding: str
    chart: PageChart
    frames: Sequence[pd.DataFrame]


def picture_page(page: Page, package: DataPackage) -> PagePicture:
    """A page as it opens, whatever a reader has chosen on it: its finding with a small chart, else large numbers."""
    found = _find(page, package)
    has_both = isinstance(found.chart, Scale) or (isinstance(found.chart, Lines) and found.chart.marks is not None)
    return PagePicture(
        head=_head(package),
        name=_(page.title),
        finding=found.finding,
        key=_("Orange: reported. Blue: official.") if has_both else "",
        chart=found.chart,
        credit=format_credit(find_sources(found.frames, package)),
    )


@memo(at_most=VERSIONS * len(PAGES))
def _find(page: Page, package: DataPackage) -> Found:
    """What the picture of a page shows: what the package has, where it finds nothing."""
    found = _FIND[page.view](page, package) if page.view in _FIND else None
    if found and found.finding:
        return found
    return Found(_(page.description), _count_rows(package), list(package.tables.values()))


def _find_headline(page: Page, package: DataPackage) -> Found | None:
    """The official line of the first page with the figures reported on it; written out is the one quoted most."""
    extract, content = _open("reported-residents", page, package)
    facet = next(iter(content.facets), None)
    if facet is None or not facet.drawn:
        return None
    named = tuple((member.label, member.points) for member in facet.drawn)
    marks = facet.in_print.marks if facet.in_print else None
    return Found(extract.finding, Lines(named, facet.unit, marks, frozenset(page.headlines)), extract.frames)


def _find_glance(page: Page, package: DataPackage) -> Found | None:
    """What the first page says of another one."""
    glance = next((one for one in _list_glances(package) if one.view == page.view), None)
    if glance is None:
        return None
    if glance.lines:
        return Found(glance.sentence, Lines(glance.lines, glance.unit), [points for _name, points in glance.lines])
    numbers = (glance.reported, glance.official)
    if len({*glance.reported, *glance.official}) < 2:
        return None
    reported, official = ({one: format_number(one / _BILLION) for one in some} for some in numbers)
    extract, _content = _open("trade-both-directions", page, package)
    return Found(glance.sentence, Scale(reported, official, _("US$ billion")), extract.frames)


@memo(at_most=VERSIONS)
def _list_glances(package: DataPackage) -> tuple[Glance, ...]:
    return tuple(find_glances(package))


def _find_tally(page: Page, package: DataPackage) -> Found | None:
    """All statements by their results."""
    found = find_results(package)
    shapes = [SHAPES[verdict] for verdict in order_results([found[code] for code in originals(package)["figure_id"]])]
    judged = tuple(shape for shape in shapes if shape not in (DASH, DOT, DIAMOND))
    count = len(shapes) - len(judged)
    rest = ngettext("{count} without a result", "{count} without a result", count).format(count=count)
    extract, _content = _open("statements", page, package)
    return Found(extract.finding, Tally(judged, rest), extract.frames) if judged else None


def _find_ranking(page: Page, package: DataPackage) -> Found | None:
    """Rows from the greatest down, each a figure of its own definition."""
    extract, content = _open("arrivals-compared", page, package)
    ranking = content.ranking
    if not ranking or not ranking.rows:
        return None
    values = [(row.name, row.point["value"]) for row in ranking.rows]
    rows = tuple((name, value, format_number(value, ranking.facet.unit)) for name, value in values)
    return Found(extract.finding, Bars(rows), extract.frames)


def _open(slug: str, page: Page, package: DataPackage) -> tuple[Extract, Content]:
    """A chart of a page as it opens: its finding with the rows behind it, and what it shows."""
    chart, view = find_chart(page.view, slug), view_of(page.view, package)
    return find_extract(chart, package, view), find_content(chart, package, view)


def _count_rows(package: DataPackage) -> Numbers:
    """How many rows the package has of each kind."""
    counts = {
        _("reported figures, each with its quote"): len(package.reported),
        _("official figures, by agency and date"): len(package.tables["official_statistics"]),
        _("sources, each with its address"): len(package.sources),
    }
    return Numbers(tuple((format_number(count), of) for of, count in counts.items()))


_FIND: Mapping[str, Callable[[Page, DataPackage], Found | None]] = {
    "overview": _find_headline,
    "claims": _find_tally,
    "residents": _find_glance,
    "programmes": _find_glance,
    "arrivals": _find_ranking,
    "trade": _find_glance,
}
