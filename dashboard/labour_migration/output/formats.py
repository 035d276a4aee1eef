"""The forms in which readers take rows and citations away: the one table that pages, data API and JSON-LD read."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from labour_migration.data.package import DataPackage
from labour_migration.language import marked
from labour_migration.output.bibliography import write_bibtex, write_csl, write_ris
from labour_migration.output.export import to_csv, to_records
from labour_migration.output.extract import Extract, to_bundle, to_xlsx
from labour_migration.view import View, list_codes


@dataclass(frozen=True)
class Format:
    """A form of an extract: the ending of its files, its media type, its name for readers, and what writes it.

    ``on_pages`` it is offered below each chart, ``in_api`` each table is served in it.
    """

    ending: str
    media_type: str
    label: str
    write: Callable[[Extract, DataPackage], bytes]
    on_pages: bool = False
    in_api: bool = False


@dataclass(frozen=True)
class CitationFormat:
    """A form of citations: the ending of its files, its media type, its name, and what writes items of CSL-JSON."""

    ending: str
    media_type: str
    label: str
    write: Callable[[Sequence[dict]], str]


def to_json(extract: Extract, package: DataPackage) -> bytes:
    """The rows as JSON, in their envelope."""
    return write_json(envelop(extract.title, extract.view, to_records(extract.rows, package), package))


def envelop(title: str, view: View, rows: Sequence[dict], package: DataPackage) -> dict:
    """Records with their title, the version of the data, what was chosen of them in codes, and their number."""
    return {
        "title": title,
        "version": package.descriptor.version,
        "filters": list_codes(view),
        "count": len(rows),
        "rows": rows,
    }


def write_json(document: Mapping) -> bytes:
    """A document as JSON in UTF-8; a ValueError where a number is not finite, which JSON does not know."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False).encode()


CSV = Format(
    "csv", "text/csv", marked("CSV"), lambda extract, package: to_csv(extract.rows, package, False), in_api=True
)
JSON = Format("json", "application/json", marked("JSON"), to_json, on_pages=True, in_api=True)
XLSX = Format(
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    marked("Workbook (XLSX): data, sources, filters, notes"),
    to_xlsx,
    on_pages=True,
)
ZIP = Format("zip", "application/zip", marked("ZIP: CSV, metadata, readme"), to_bundle, on_pages=True)
FORMATS = (CSV, JSON, XLSX, ZIP)
CITATION_FORMATS = (
    CitationFormat("bib", "application/x-bibtex", marked("BibTeX"), write_bibtex),
    CitationFormat("ris", "application/x-research-info-systems", marked("RIS"), write_ris),
    CitationFormat("csl.json", "application/vnd.citationstyles.csl+json", marked("CSL-JSON"), write_csl),
)
