"""Exports: rows as CSV bytes and as records for JSON, files as ZIP bytes, and file names."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

import numpy as np
import pandas as pd
import pyarrow
import pyarrow.compute as pc

from labour_migration.citation import format_row_citation, link_to_words
from labour_migration.data.package import DataPackage
from labour_migration.data.remarks import with_whole_notes
from labour_migration.data.schema import Source
from labour_migration.labels import format_figure
from labour_migration.results.held import find_held, has_dates
from labour_migration.results.reconcile import Official, Reconciliation
from labour_migration.results.repeats import find_repeats, type_repeat
from labour_migration.results.wording import describe_arithmetic, describe_verdict, format_verdict
from labour_migration.view import View, name_view

# The columns that an export adds from the source of a row.
CITATION_COLUMNS = (
    "publisher", "title", "date_published", "is_date_inferred", "url", "archive_url", "retrieved_from", "words_url",
    "citation",
)  # fmt: skip
_LINE_END = "\r\n"
_QUOTE, _COMMA, _NOTHING = (pyarrow.scalar(text, pyarrow.large_string()) for text in ('"', ",", ""))
_AT_ONCE = 20_000  # rows that are written together: with more, their citations take more memory than the file
_CITATION_TYPES = {"date_published": "datetime64[s]", "is_date_inferred": "boolean"}


def join_citations(rows: pd.DataFrame, package: DataPackage) -> pd.DataFrame:
    """The rows of any table with their citations, as a new frame.

    Returns
    -------
    DataFrame
        The same rows, key and columns as ``rows``, their notes and reasons whole
        (:func:`labour_migration.data.remarks.with_whole_notes`), and ``CITATION_COLUMNS``: the source, the link to its
        words, the reference line. A name that the rows have already gets the prefix ``source_``, such as the title of
        an event.
        Where the rows have an indicator and a value, ``unit`` is that of the value; reported figures also have
        ``quantity``, the figure with its hedge in words. Citation columns of a row without a source are missing.
        Without a column ``source_id`` no column is added.
    """
    joined = with_whole_notes(rows, package).copy()
    if "source_id" not in rows or "url" in rows:
        return joined
    if "indicator_id" in rows and "value" in rows:
        units = rows["indicator_id"].map(package.indicators["unit"]).astype("str")
        place = joined.columns.get_loc("comparator" if "comparator" in rows else "value")
        joined.insert(place, "unit", units)
        if "comparator" in rows:
            quantities = [format_figure(row, unit) for row, unit in zip(rows.to_dict("records"), units, strict=True)]
            joined.insert(place, "quantity", pd.Series(quantities, rows.index, dtype="str"))
    if "as_printed" in rows:
        cells = [
            _citation_cells(row, package.sources[row["source_id"]], package) if row["source_id"] else {}
            for row in rows.to_dict("records")
        ]
        cited = _citation_frame(cells).set_axis(rows.index)
    else:
        codes, distinct = pd.factorize(rows["source_id"])
        cells = [_citation_cells({}, package.sources[code], package) if code else {} for code in distinct]
        # -1, the place of a missing code, is the last row.
        cited = _citation_frame([*cells, {}]).take(codes).set_axis(rows.index)
    names = {column: f"source_{column}" if column in joined else column for column in cited}
    return pd.concat([joined, cited.rename(columns=names)], axis="columns")


def _citation_frame(cells: Sequence[Mapping]) -> pd.DataFrame:
    """The ``CITATION_COLUMNS`` of rows, of which some have none, as a frame."""
    columns = {
        column: pd.Series([one.get(column) for one in cells], dtype=_CITATION_TYPES.get(column, "str"))
        for column in CITATION_COLUMNS
    }
    return pd.DataFrame(columns)


def _citation_cells(row: Mapping, source: Source, package: DataPackage) -> dict[str, object]:
    """The ``CITATION_COLUMNS`` of a row; of a row without words, ``words_url`` is the address of the page."""
    derived = {
        "words_url": link_to_words(source.url, row.get("as_printed", "")),
        "citation": format_row_citation(row, source, package.descriptor),
    }
    return {column: derived.get(column, getattr(source, column, None)) for column in CITATION_COLUMNS}


def to_csv(rows: pd.DataFrame, package: DataPackage, with_bom: bool = True) -> bytes:
    """The rows with their citations (:func:`join_citations`) as CSV bytes.

    UTF-8, with a byte order mark for Excel or without one for programs. Lines end with CRLF, missing cells are empty,
    dates are ISO 8601, truth values ``true`` and ``false``, whole numbers have no ``.0``. Cells need no protection
    against being read as formulas: validation rejects such text.
    """
    held = io.BytesIO()
    for start in range(0, max(len(rows), 1), _AT_ONCE):
        joined = join_citations(rows.iloc[start : start + _AT_ONCE], package)
        if not start:
            header = joined.iloc[:0].to_csv(index=False, lineterminator=_LINE_END)
            held.write(header.encode("utf-8-sig" if with_bom else "utf-8"))
        cells = [_quoted(_text(joined[name]), is_alone=joined.shape[1] == 1) for name in joined]
        lines = pc.binary_join_element_wise(*cells, _COMMA).to_pylist()
        held.write(_LINE_END.join([*lines, ""]).encode())
    return held.getvalue()


def _text(column: pd.Series) -> pyarrow.Array:
    """The cells of a column as text, "" where one is missing."""
    if column.dtype == "str":
        return pc.fill_null(pyarrow.array(column, type=pyarrow.large_string(), from_pandas=True), "")
    return pyarrow.array(_convert(column, _cell, ""), type=pyarrow.large_string())


def _convert(column: pd.Series, convert: Callable[[object], object], missing: object) -> list[object]:
    """The cells of a column, each distinct value converted once; ``missing`` stands where a cell has none."""
    if column.dtype == object:  # whose values need not have a hash
        return [convert(value) for value in column]
    places, distinct = pd.factorize(column)
    values = [*map(convert, distinct), missing]  # -1, the place of a missing cell, is the last one
    return [values[place] for place in places]


def _quoted(text: pyarrow.Array, is_alone: bool) -> pyarrow.Array:
    """Text as cells of CSV, in quotes where it contains a comma, a quote or a line break.

    An empty cell that ``is_alone`` in its row is quoted too: an empty line would be no row.
    """
    is_quoted = pc.match_substring_regex(text, '[",\r\n]')
    if is_alone:
        is_quoted = pc.or_(is_quoted, pc.equal(text, ""))
    if not pc.any(is_quoted).as_py():
        return text
    doubled = pc.replace_substring(text, '"', '""')
    return pc.if_else(is_quoted, pc.binary_join_element_wise(_QUOTE, doubled, _QUOTE, _NOTHING), text)


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return ""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(value, ".15g") if abs(value) < 1e15 else format(value, ".0f")
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return str(value)


def to_records(rows: pd.DataFrame, package: DataPackage) -> list[dict[str, object]]:
    """The rows with their citations (:func:`join_citations`) as records for JSON.

    Numbers and truth values keep their types, dates are ISO 8601, missing cells are None.
    """
    joined = join_citations(rows, package)
    columns = [_convert(joined[name], _json_value, None) for name in joined]
    return [dict(zip(joined.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _json_value(value: object) -> object:
    if isinstance(value, str):
        return value or None
    if pd.isna(value):
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() else float(value)
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return bool(value)


def to_claims(found: Sequence[Reconciliation], package: DataPackage) -> list[dict[str, object]]:
    """Reconciliations as records for JSON, one for each, with everything that the page of a statement shows.

    A record has ``figure`` (the report with its citation), ``comparison`` (with its reason), ``verdict`` (a code) with
    ``verdict_name``, ``sentence`` and ``arithmetic``, ``official``, ``earlier`` and ``beside`` (figures with their
    observations and citations, or None), ``difference`` and ``difference_percent`` (numbers or None). The fields are
    those of :class:`labour_migration.results.reconcile.Reconciliation`. ``gap`` and ``gap_percent`` are what the data
    API gave first: the official figure minus the printed one, and per cent of the printed one. ``held`` has the periods
    of all official figures of which the report is true (:func:`labour_migration.results.held.find_held`), None where
    that is not judged; ``repeats`` the rows that repeat the report, each with its type
    (:func:`labour_migration.results.repeats.type_repeat`).
    """
    figures = to_records(pd.DataFrame([one.figure for one in found], columns=package.reported.columns), package)
    compared = pd.DataFrame([one.comparison for one in found], columns=package.comparisons.columns)
    officials = [official for one in found for official in (one.official, one.earlier, one.beside) if official]
    observed = iter(to_records(pd.DataFrame([row for one in officials for row in one.observations]), package))
    return [
        {
            "figure": figure,
            "comparison": comparison,
            "verdict": one.verdict,
            "verdict_name": format_verdict(one.verdict),
            "sentence": describe_verdict(one, package),
            "arithmetic": describe_arithmetic(one, package),
            "official": _official_record(one.official, observed),
            "earlier": _official_record(one.earlier, observed),
            "beside": _official_record(one.beside, observed),
            "difference": _json_value(one.difference),
            "difference_percent": _json_value(one.difference_percent),
            **_gap(one),
            "held": _held_records(one, package),
            "repeats": [
                {"figure_id": row["figure_id"], "type": type_repeat(row, one.figure)}
                for row in find_repeats(package).get(one.figure["figure_id"], ())
            ],
        }
        for one, figure, comparison in zip(found, figures, to_records(compared, package), strict=True)
    ]


def _gap(one: Reconciliation) -> dict[str, object]:
    if one.difference is None:
        return {"gap": None, "gap_percent": None}
    printed = one.official.value + one.difference
    return {
        "gap": _json_value(-one.difference),
        "gap_percent": _json_value(-one.difference / printed * 100) if printed else None,
    }


def _held_records(one: Reconciliation, package: DataPackage) -> list[dict[str, object]] | None:
    if not has_dates(one):
        return None
    periods = find_held(one, package)[["period_start", "period_end"]]
    return [{name: _json_value(day) for name, day in row.items()} for row in periods.to_dict("records")]


def _official_record(official: Official | None, observed: Iterator[dict]) -> dict[str, object] | None:
    """An official figure as a record; takes the records of its observations from the iterator."""
    if official is None:
        return None
    return {
        "value": _json_value(official.value),
        "period_start": _json_value(official.period_start),
        "period_end": _json_value(official.period_end),
        "date_released": _json_value(official.release.day) if official.release else None,
        "is_release_inferred": official.release.is_inferred if official.release else None,
        "observations": list(islice(observed, len(official.observations))),
    }


def to_zip(files: Mapping[str, bytes], created: str) -> bytes:
    """A ZIP archive as bytes. The same files and the same ``created`` (ISO 8601) always give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, datetime.fromisoformat(created).timetuple()[:6])
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # readable by its owner, whatever packed it
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def file_name(slug: str, package: DataPackage, view: View | None = None, ending: str = "csv") -> str:
    """Name of a file: what it holds, its filters and choices in codes, the version of the data.

    ``reported-figures.v1.0.0.csv`` is whole, ``reported-figures.filtered.titp.from-2020.v1.0.0.csv``
    is what a view shows.
    """
    parts = [slug] if view is None or view.is_everything else [slug, "filtered", *name_view(view)]
    return ".".join([*parts, f"v{package.descriptor.version}", ending])
