"""Citations: reference lines, links to the words of a source, and items of CSL-JSON."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlsplit

import pandas as pd

from labour_migration.data.schema import Descriptor, Source
from labour_migration.labels import (
    format_date,
    format_locator,
    format_period,
    isolate,
    join_clauses,
    join_names,
    join_sentences,
)
from labour_migration.language import current, ngettext
from labour_migration.language import gettext as _

# Offices of Japan as they call themselves. Their figures are quoted in the form that the Public Data License 1.0
# (Digital Agency of Japan, 2024) asks for: content, office, address, day of use; and that it was processed.
_JAPANESE_OFFICES = {
    "Immigration Services Agency of Japan": "出入国在留管理庁",
    "Ministry of Justice of Japan": "法務省",
    "Ministry of Foreign Affairs of Japan": "外務省",
    "Japan National Tourism Organization": "日本政府観光局",
    "Japan External Trade Organization": "日本貿易振興機構",
    "The Japan Foundation": "国際交流基金",
}
# The day on which the Wayback Machine took a copy, where its address tells it.
_ARCHIVED = re.compile(r"//web\.archive\.org/web/(\d{4})(\d{2})(\d{2})\d{6}[a-z_]*/")
# What has a meaning in the text and in the addresses of wikitext.
_WIKITEXT, _NO_ADDRESS = re.compile(r"[|{}\[\]<>]|'(?=')"), re.compile(r"[|{}\[\]<>\s]")
_CREDITED = 3  # publishers that a line names; it counts the others


@dataclass(frozen=True)
class ChartReference:
    """What a citation of a chart consists of.

    ``slug`` is the chart's name in addresses, ``filters`` the selection in words, ``sources`` those of the rows shown.
    ``address`` opens the same view; ``day`` is the day on which it was seen.
    """

    slug: str
    title: str
    filters: str
    sources: tuple[Source, ...]
    address: str
    day: date


def format_citation(source: Source) -> str:
    """The reference line of a source: author, title, publisher, date, address, as notes in the Chicago manual of style.

    A publication of a Japanese office is cited in the form of the Public Data License 1.0, with the day of use.
    """
    return _reference_line(source, source.url)


def _reference_line(source: Source, url: str) -> str:
    title = _("“{title}”").format(title=isolate(source.title)) if not source.title.startswith("[") else source.title
    if _is_japanese_office(source):
        pattern = _("{title} ({office}) ({url}) (accessed on {day}).")
        return pattern.format(
            title=title, office=format_publisher(source), url=url, day=format_date(source.date_accessed)
        )
    parts = [_(source.author), title, format_publisher(source), format_published(source), url]
    return _("{reference}.").format(reference=join_names([part for part in parts if part]))


def format_licence_line(source: Source, is_processed: bool) -> str:
    """The line in Japanese that the Public Data License 1.0 asks for; "" for a source that is not of a Japanese office.

    ``is_processed`` is true of sums and charts, which may not look as if the office had made them.
    """
    if not _is_japanese_office(source):
        return ""
    own_name = re.search(r"\(([^()]*[\u3040-\u9fff][^()]*)\)", source.title)
    title, office = own_name[1] if own_name else source.title, _JAPANESE_OFFICES[source.publisher]
    day = source.date_accessed
    line = f"「{title}」（{office}）（{source.url}）（{day.year}年{day.month}月{day.day}日に利用）"
    return f"{line}を加工して作成" if is_processed else f"出典：{line}"


def _is_japanese_office(source: Source) -> bool:
    return source.kind == "statistics" and source.publisher in _JAPANESE_OFFICES


def format_row_citation(row: Mapping, source: Source, descriptor: Descriptor) -> str:
    """The reference of one row: its source with a link to the words, the speaker, the archived copy, our version."""
    line = _reference_line(source, link_to_words(source.url, row.get("as_printed", "")))
    return join_sentences([line, _said(row), _archived(source), _recorded(descriptor)])


def format_wikipedia(row: Mapping, source: Source) -> str:
    """The reference of one row as editors of Wikipedia write it: the template ``cite web``, with the quote.

    ``cite news`` would say that a page is a news report, which nobody has recorded. A date that was inferred is left
    out, since the template has no word for the doubt. It takes an archived copy only with the day of the copy: where
    the address does not tell that, a link follows the template.
    """
    day, taken = source.date_published, _ARCHIVED.search(source.archive_url)
    fields = {
        "url": _escape_address(source.url),
        "title": plain_title(source),
        "author": source.author,
        "website": source.publisher,
        "date": day.isoformat() if day and not source.is_date_inferred else "",
        "access-date": source.date_accessed.isoformat(),
        "language": "" if source.language == "en" else source.language,
        "quote": row.get("as_printed", ""),
        "archive-url": _escape_address(source.archive_url) if taken else "",
        "archive-date": "-".join(taken.groups()) if taken else "",
    }
    named = [
        f"|{name}={text if name.endswith('url') else _WIKITEXT.sub(lambda char: f'&#{ord(char[0])};', text)}"
        for name, text in fields.items()
        if text
    ]
    template = f"{{{{cite web {' '.join(named)}}}}}"
    if taken or not source.archive_url:
        return template
    return _("{template} [{url} Archived copy].").format(template=template, url=_escape_address(source.archive_url))


def _escape_address(url: str) -> str:
    return _NO_ADDRESS.sub(lambda char: quote(char[0]), url)


def _said(row: Mapping) -> str:
    """The printed words, who said them and where in the source; "" for a row without words."""
    if not row.get("as_printed"):
        return ""
    speaker, place = _(row.get("attributed_to", "")), format_locator(row["locator"])
    if speaker:
        said = _("“{words}”, said by {speaker}, {place}.") if place else _("“{words}”, said by {speaker}.")
    else:
        said = _("“{words}”, {place}.") if place else _("“{words}”.")
    return said.format(words=isolate(row["as_printed"]), speaker=speaker, place=place)


def _archived(source: Source) -> str:
    return _("Archived copy: {url}.").format(url=source.archive_url) if source.archive_url else ""


def _recorded(descriptor: Descriptor) -> str:
    return _("Recorded in: {title}, version {version}.").format(title=_(descriptor.title), version=descriptor.version)


def format_dataset_citation(descriptor: Descriptor, address: str) -> str:
    """The reference line of the whole data package."""
    return _("{creators}, “{title}”, version {version}, {day}, {url}.").format(
        creators=join_clauses([_(name) for name in _creators(descriptor)]),
        title=_(descriptor.title),
        version=descriptor.version,
        day=format_date(descriptor.released),
        url=address,
    )


def format_chart_citation(chart: ChartReference, descriptor: Descriptor) -> str:
    """The reference line of a chart: title, filters, version of the package, address, day, sources."""
    return _("“{title}” ({filters}), in: {dataset}, version {version}, {url} (accessed on {day}). {credit}").format(
        title=chart.title,
        filters=chart.filters,
        dataset=_(descriptor.title),
        version=descriptor.version,
        url=chart.address,
        day=format_date(chart.day),
        credit=format_credit(chart.sources),
    )


def format_credit(sources: Sequence[Source]) -> str:
    """A line with the publishers of these sources: three by name, the others counted."""
    names = list(dict.fromkeys(map(format_office, sources)))
    shown, rest = names[:_CREDITED], len(names) - _CREDITED
    if rest > 0:
        said = ngettext("Sources: {names} and {count} other.", "Sources: {names} and {count} others.", rest)
    else:
        said = ngettext("Source: {names}.", "Sources: {names}.", len(names))
    return said.format(names=join_clauses(shown), count=rest)


def format_publisher(source: Source) -> str:
    """Who published a source, in the reader's language: agencies have names in it, newspapers keep their own."""
    return isolate(_(source.publisher))


def format_office(source: Source) -> str:
    """The office whose figures a source prints: its publisher, or for quoted figures the office and who quotes it."""
    if source.kind != "quoted":
        return format_publisher(source)
    return _("{office}, in {publisher}").format(office=isolate(_(source.author)), publisher=format_publisher(source))


def plain_title(source: Source) -> str:
    """The title of a source by itself; of one without a title our description of it, which is kept in brackets."""
    return source.title.strip("[]") if source.title.startswith("[") else source.title


def format_published(source: Source) -> str:
    """The day of publication; says where it was inferred or is not known."""
    if source.date_published is None:
        return _("no date")
    day = format_date(source.date_published)
    return _("{day} (assumed date)").format(day=day) if source.is_date_inferred else day


def format_event_date(event: Mapping, source: Source) -> str:
    """The date of an event, as exactly as it is known; says where it is an inferred day of publication."""
    is_inferred = source.is_date_inferred and event["date_end"].date() == source.date_published
    return format_period(event["date_start"], event["date_end"], event["date_precision"], is_inferred)


def link_to_words(url: str, words: str) -> str:
    """The address that opens a page at these words, which the browser highlights.

    Follows URL Fragment Text Directives (WICG): ``#:~:text=`` and the words percent-encoded, among
    them ``-``, ``,`` and ``&``, which have a meaning in the directive; behind an existing fragment
    the directive comes without another ``#``. Without words, the address itself; so where it is that of a site and of
    no page, which does not have the words.
    """
    if not words or urlsplit(url).path in ("", "/"):
        return url
    encoded = quote(words, safe="").replace("-", "%2D")
    return f"{url}{'' if '#' in url else '#'}:~:text={encoded}"


# --- CSL-JSON -------------------------------------------------------------------------------------


def source_item(source: Source, *notes: str) -> dict:
    """A source as an item of CSL-JSON; ``notes`` come first in its note.

    Names are literal, because nobody has recorded which part is the family name. A publication of statistics is a
    ``dataset``, every other source a ``webpage``. An unknown date is left out.
    """
    is_dataset = source.kind == "statistics"
    inferred = _("Date of publication assumed.") if source.is_date_inferred else ""
    item = {
        "id": source.source_id,
        "type": "dataset" if is_dataset else "webpage",
        "title": plain_title(source),
        "author": [{"literal": source.author}] if source.author else [],
        "publisher" if is_dataset else "container-title": source.publisher,
        "issued": _date(source.date_published),
        "accessed": _date(source.date_accessed),
        "URL": source.url,
        "language": source.language,
        "note": join_sentences([*notes, inferred, _archived(source)]),
    }
    return {name: value for name, value in item.items() if value}


def row_item(row: Mapping, source: Source, descriptor: Descriptor) -> dict:
    """One row as an item of CSL-JSON: its source with a link to the words; the note has the words and our version."""
    item = source_item(source, _said(row), _recorded(descriptor))
    return item | {
        "id": row.get("figure_id", source.source_id),
        "URL": link_to_words(source.url, row.get("as_printed", "")),
    }


def dataset_item(descriptor: Descriptor, address: str) -> dict:
    """The whole data package as an item of CSL-JSON."""
    return {
        "id": f"{descriptor.name}-{descriptor.version}",
        "type": "dataset",
        "title": descriptor.title,
        "author": [{"literal": name} for name in _creators(descriptor)],
        "version": descriptor.version,
        "issued": _date(descriptor.released),
        "URL": address,
        "language": current().code,
    }


def chart_item(chart: ChartReference, descriptor: Descriptor) -> dict:
    """A chart as an item of CSL-JSON: a part of the data package, with its filters and its address."""
    return dataset_item(descriptor, chart.address) | {
        "id": f"{descriptor.name}-{descriptor.version}-{chart.slug}",
        "title": f"{chart.title} ({chart.filters})",
        "container-title": descriptor.title,
        "accessed": _date(chart.day),
    }


def _creators(descriptor: Descriptor) -> list[str]:
    return [contributor.title for contributor in descriptor.contributors]


def _date(day: date | None) -> dict | None:
    return None if pd.isna(day) else {"date-parts": [[day.year, day.month, day.day]]}
