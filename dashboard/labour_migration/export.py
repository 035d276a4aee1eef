"""Rows -> CSV bytes and file names; files -> ZIP bytes."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime

import pandas as pd

from labour_migration.citation import format_citation, link_to_words
from labour_migration.labels import format_figure
from labour_migration.package import DataPackage
from labour_migration.schema import Source
from labour_migration.selection import Selection

# What a row's source adds to an export: the row's own locator and words are columns already.
CITATION_COLUMNS = (
    "publisher", "title", "date_published", "is_date_inferred", "url", "archive_url", "retrieved_from", "words_url",
    "citation",
)  # fmt: skip
_CITATION_TYPES = {"date_published": "datetime64[s]", "is_date_inferred": "boolean"}


def join_citations(rows: pd.DataFrame, package: DataPackage) -> pd.DataFrame:
    """The rows with the citation of each, as a new frame.

    Adds ``source_`` before a name that the rows have already (an event's title is not its
    source's). Rows of an indicator get its unit, reported figures also, in ``quantity``, the number with
    its hedge in words. Tables without ``source_id`` come back as they are; a row without a source has
    empty citation columns.
    """
    joined = rows.copy()
    if "source_id" not in rows or "url" in rows:
        return joined
    if "indicator_id" in rows and "value" in rows:
        units = package.indicators["unit"][rows["indicator_id"]].to_list()
        place = joined.columns.get_loc("comparator" if "comparator" in rows else "value")
        joined.insert(place, "unit", pd.Series(units, rows.index, dtype="str"))
        if "comparator" in rows:
            quantities = [format_figure(row, unit) for row, unit in zip(rows.to_dict("records"), units, strict=True)]
            joined.insert(place, "quantity", pd.Series(quantities, rows.index, dtype="str"))
    cells = {source.source_id: _citation_cells(source) for source in package.sources.values()}
    cited = [cells.get(source_id) for source_id in rows["source_id"]]
    for column in CITATION_COLUMNS:
        values = [None if source is None else source[column] for source in cited]
        if column == "words_url" and "as_printed" in rows:
            pairs = zip(values, rows["as_printed"], strict=True)
            values = [None if url is None else link_to_words(url, printed) for url, printed in pairs]
        name = f"source_{column}" if column in joined else column
        joined[name] = pd.Series(values, rows.index, dtype=_CITATION_TYPES.get(column, "str"))
    return joined


def _citation_cells(source: Source) -> dict[str, object]:
    """What a source adds to each of its rows; ``words_url`` is that of the page until a row's words are known."""
    derived = {"words_url": source.url, "citation": format_citation(source)}
    return {column: derived.get(column, getattr(source, column, None)) for column in CITATION_COLUMNS}


def to_csv(rows: pd.DataFrame, package: DataPackage) -> bytes:
    """The rows with their citations as CSV bytes that Excel opens anywhere.

    UTF-8 with byte order mark, CRLF, missing cells empty, dates ISO 8601, truth values
    ``true`` and ``false``, numbers without a needless ``.0``. No cell is altered against
    spreadsheet formulas: validation has rejected such cells.
    """
    joined = join_citations(rows, package)
    text = joined.assign(**{name: joined[name].map(_cell) for name in joined}).to_csv(
        index=False, lineterminator="\r\n"
    )
    return text.encode("utf-8-sig")


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(value, ".15g") if abs(value) < 1e15 else format(value, ".0f")
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return str(value)


def to_zip(files: Mapping[str, bytes], created: str) -> bytes:
    """The files by name as ZIP bytes: the same ones for the same files and the same ``created``, an ISO 8601 time."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, datetime.fromisoformat(created).timetuple()[:6])
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # readable by its owner, whatever packed it
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def file_name(slug: str, package: DataPackage, selection: Selection | None = None) -> str:
    """Name of a CSV file: what it holds, its filters in codes, the version of the data.

    ``reported-figures.v1.0.0.csv`` is whole, ``reported-figures.filtered.titp.from-2020.v1.0.0.csv``
    is what a selection shows.
    """
    parts = [slug]
    if selection and not selection.is_everything:
        parts += ["filtered", *selection.programmes]
        parts += [f"from-{selection.year_from}"] if selection.year_from is not None else []
        parts += [f"to-{selection.year_to}"] if selection.year_to is not None else []
    return ".".join([*parts, f"v{package.descriptor.version}", "csv"])
