"""The link by which a reader tells the curators that a figure is wrong. Nothing is sent until the reader sends it.

Where the link leads is the property ``corrections`` of the descriptor; without it there is no link.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

import pandas as pd
from markupsafe import Markup

from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import YEAR_KEYS, year_span
from labour_migration.html.inline import link
from labour_migration.language import gettext as _

# No new tab, which would stay empty: the reader's own program for mail opens.
_MAIL = Markup('<a href="%s">%s</a>')
_CODES = ("indicator", "programme", "nationality", "area")  # of an official figure, as addresses of the site take them


def link_wrong(records: Sequence[str], page: str, query: Mapping[str, Sequence[str]], package: DataPackage) -> Markup:
    """A link that opens a mail or an issue about these rows; nothing where the descriptor has no address for it.

    ``records`` are the ids of the rows, the first of which is named in the title. Their page below the address of the
    site, with its query, and the version of the data are filled in; nothing is told of the reader.
    """
    version = package.descriptor.version
    title = _("Correction to {record} (data version {version})").format(record=records[0], version=version)
    path = "/" + "?".join(filter(None, (page, urlencode({**query, **package.pinned}, doseq=True))))
    lines = [
        *(_("Row: {record}").format(record=record) for record in records),
        _("Data version: {version}").format(version=version),
        _("Page: {address}").format(address=path),
        "",
        _("What is wrong, and which source shows it?"),
        "",
    ]
    return _write_to_us(_("Wrong? Tell us"), title, lines, package)


def link_contact(package: DataPackage) -> Markup:
    """A link that opens a mail or an issue about the site; nothing where the descriptor has no address for it."""
    version = package.descriptor.version
    lines = [_("Data version: {version}").format(version=version), "", _("What is wrong, and where?"), ""]
    return _write_to_us(
        _("Tell us"), _("About this site (data version {version})").format(version=version), lines, package
    )


def _write_to_us(words: str, title: str, lines: Sequence[str], package: DataPackage) -> Markup:
    """A link that opens a mail or an issue with a title and lines; nothing where the descriptor has no address."""
    address = package.descriptor.corrections
    if not address:
        return Markup()
    is_mail = address.startswith("mailto:")
    pattern = f"{address}?subject={{title}}&body={{body}}" if is_mail else address
    # Lines end in CRLF, as RFC 6068 asks of a mail.
    filled = pattern.format(title=quote(title, safe=""), body=quote("\r\n".join(lines), safe=""))
    return _MAIL % (filled, words) if is_mail else link(filled, words)


def link_wrong_figure(figure_id: str, package: DataPackage) -> Markup:
    """The link of :func:`link_wrong` for a reported figure."""
    return link_wrong([figure_id], "claims", {"figure": [figure_id]}, package)


def link_wrong_in_source(record: str, source_id: str, package: DataPackage) -> Markup:
    """The link of :func:`link_wrong` for a source, or for a row that rests on it and has no page of its own."""
    return link_wrong([record], "data", {"source": [source_id]}, package)


def link_wrong_official(points: Sequence[Mapping], package: DataPackage) -> Markup:
    """The link of :func:`link_wrong` for official figures that stand together: points of series, or rows of the table.

    An official figure has no id of its own: its key names it, with its source. The page is the explorer, with the
    series of the first.
    """
    if not package.descriptor.corrections or not points:
        return Markup()
    first = points[0]
    query = {key: [first[f"{key}_id"]] for key in _CODES if first[f"{key}_id"] != ROOT or key != "programme"}
    year, (earliest, latest) = first["period_end"].year, year_span(package)
    if earliest <= year <= latest:  # a limit may lie ahead of what can be chosen
        query |= {key: [str(year)] for key in YEAR_KEYS}
    return link_wrong([_name(point, package) for point in points], "data", query, package)


def _name(point: Mapping, package: DataPackage) -> str:
    """The key of an official figure and its source, each by the name of its column; what is empty is left out."""
    columns = dict.fromkeys([*package.descriptor.resource("official_statistics").primary_key, "source_id"])
    cells = {column: point[column] for column in columns}
    told = {name: cell.date().isoformat() if isinstance(cell, pd.Timestamp) else cell for name, cell in cells.items()}
    return ", ".join(f"{name}={cell}" for name, cell in told.items() if cell)
