"""The OpenAPI document of the data API, made of what is served."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from labour_migration.data.package import DataPackage
from labour_migration.data.schema import Field
from labour_migration.data.selection import CODE_TABLES, VERSION_KEY, YEAR_KEYS, codes_of, query_keys, year_span
from labour_migration.data.series import full_series
from labour_migration.language import gettext as _
from labour_migration.language import marked
from labour_migration.matching import DRIFTS, RELATIONS
from labour_migration.output import formats
from labour_migration.output.export import join_citations
from labour_migration.quantities import COMPARATORS
from labour_migration.results.judgement import VERDICTS
from labour_migration.results.repeats import TYPES
from labour_migration.search import AT_MOST
from labour_migration.site import API

JSON, CSV, ZIP = formats.JSON.media_type, formats.CSV.media_type, formats.ZIP.media_type
PROBLEM = "application/problem+json"
JSON_LD = "application/ld+json"
BOM = ("0", "1")  # a byte order mark: none, or one for Excel
TEXT = "text"  # the parameter that is checked
METHODS = ("GET", "HEAD", "OPTIONS")
_PROBLEMS = {
    "400": marked("A parameter that this address does not take, or a value that it does not have"),
    "503": marked("The data is being fixed"),
}


@dataclass(frozen=True)
class Document:
    """What one address of the API answers with.

    ``name`` is the address below that of the API. ``table`` is the resource of the package whose rows it selects, ""
    where it selects none. ``takes`` are its parameters besides, all required. ``write`` gives its bytes for what was
    asked; they are kept for the next who asks, unless it takes a text, of which no two readers send the same.
    ``has_addresses`` where they name other addresses of the site in full.
    """

    name: str
    media_type: str
    write: Callable[..., bytes]
    table: str = ""
    title: str = ""
    takes: tuple[str, ...] = ()
    has_addresses: bool = False

    def title_in(self, package: DataPackage) -> str:
        """What it is: its own title, or that of its table."""
        return _(self.title or package.descriptor.resource(self.table).title)

    def parameters(self, package: DataPackage) -> tuple[str, ...]:
        """The parameters that it takes: what its rows can be selected by, the version, of CSV the byte order mark."""
        keys = query_keys(package.tables[self.table]) if self.table else ()
        return (*keys, *self.takes, VERSION_KEY, *(["bom"] if self.media_type == CSV else []))


def describe_api(documents: Sequence[Document], package: DataPackage, versions: Sequence[str]) -> dict:
    """The OpenAPI 3.1 document of an API that serves these documents of a package, and of its released versions."""
    descriptor = package.descriptor
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _(descriptor.title),
            "version": descriptor.version,
            "description": _("Read-only. Within v1, fields are added and never renamed."),
        },
        "servers": [{"url": "/"}],
        "paths": {API + document.name: {"get": _operation(document, package, versions)} for document in documents},
        "components": {"schemas": _schemas(documents, package), "responses": _responses()},
    }


def _operation(document: Document, package: DataPackage, versions: Sequence[str]) -> dict:
    return {
        "operationId": document.name or "index",
        "summary": document.title_in(package),
        "parameters": [
            _parameter(key, package, versions) | ({"required": True} if key in document.takes else {})
            for key in document.parameters(package)
        ],
        "responses": {
            "200": {
                "description": _("What was asked for"),
                "headers": {"ETag": {"schema": {"type": "string"}, "required": True}},
                "content": {document.media_type: {"schema": _content(document)}},
            },
            "304": {"description": _("It is what If-None-Match names")},
            **{status: {"$ref": f"#/components/responses/{status}"} for status in _PROBLEMS},
        },
    }


def _parameter(key: str, package: DataPackage, versions: Sequence[str]) -> dict:
    if key in CODE_TABLES:
        description = _("Codes of {table}; repeat the parameter for several").format(table=f"{CODE_TABLES[key]}.csv")
        schema = {"type": "array", "items": {"type": "string", "enum": codes_of(key, package)}}
    elif key in YEAR_KEYS:
        first, last = year_span(package)
        description = _("Rows whose period touches the years; the first is not after the last")
        schema = {"type": "integer", "minimum": first, "maximum": last}
    elif key == TEXT:
        description = _("A sentence or a paragraph in English, Urdu or Japanese, with figures")
        schema = {"type": "string", "minLength": 1, "maxLength": AT_MOST}
    elif key == VERSION_KEY:
        description = _(
            "A released version of the data, with the codes and years that it has; without it, the data as they are now"
        )
        schema = {"type": "string", "enum": list(versions)}
    else:
        description = _("1 for a byte order mark, which Excel needs")
        schema = {"type": "string", "enum": list(BOM)}
    return {"name": key, "in": "query", "description": description, "schema": schema}


def _content(document: Document) -> dict:
    if document.media_type == JSON_LD:
        return {"type": "object"}
    if document.media_type != JSON:
        return {"type": "string"} if document.media_type == CSV else {}
    if not document.table and not document.takes:
        return {"type": "object"}
    return {"$ref": f"#/components/schemas/{document.name.removesuffix('.json')}"}


def _responses() -> dict:
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/problem"}}}
    return {status: {"description": _(words), "content": content} for status, words in _PROBLEMS.items()}


def _schemas(documents: Sequence[Document], package: DataPackage) -> dict[str, dict]:
    """The schema of each answer that has rows, of those rows, and of a problem."""
    schemas = {"problem": _PROBLEM_SCHEMA, "check": _CHECK_SCHEMA}
    for document in documents:
        if document.media_type == JSON and document.table:
            name = document.name.removesuffix(".json")
            row = _claim(package) if name == "claims" else _row(package.tables[document.table], document.table, package)
            schemas[name] = _object(
                {
                    "title": {"type": "string"},
                    "version": {"type": "string"},
                    "filters": {"type": "object", "additionalProperties": {"type": "array"}},
                    "count": {"type": "integer", "minimum": 0},
                    "rows": {"type": "array", "items": row},
                }
            )
    return schemas


def _row(rows: pd.DataFrame, table: str, package: DataPackage, is_computed: bool = False) -> dict:
    """The schema of a row with its citation; of one that may be a sum of ours, which lacks a place or a note."""
    fields = {field.name: field for field in package.descriptor.resource(table).fields}
    joined = join_citations(rows.iloc[:0], package)
    return _object(
        {name: _cell(fields[name], is_computed) if name in fields else _added(joined[name]) for name in joined.columns}
    )


def _cell(field: Field, is_computed: bool) -> dict:
    """The schema of a column that the descriptor has."""
    schema: dict = {"type": "string"}
    if field.type in ("number", "boolean"):
        schema["type"] = field.type
    elif field.type == "date":
        schema["format"] = "date"
    if field.choices:
        schema["enum"] = list(field.choices)
    schema["description"] = field.description
    return schema if field.is_required and not is_computed else _nullable(schema)


def _added(column: pd.Series) -> dict:
    """The schema of a column that an export adds."""
    if pd.api.types.is_datetime64_dtype(column.dtype):
        return _nullable({"type": "string", "format": "date"})
    return _nullable({"type": "boolean" if pd.api.types.is_bool_dtype(column.dtype) else "string"})


def _claim(package: DataPackage) -> dict:
    observation = _row(full_series(package), "official_statistics", package, is_computed=True)
    day = {"type": "string", "format": "date"}
    official = _nullable(
        _object(
            {
                "value": {"type": "number"},
                "period_start": day,
                "period_end": day,
                "date_released": _nullable(day),
                "is_release_inferred": {"type": ["boolean", "null"]},
                "observations": {"type": "array", "items": observation, "minItems": 1},
            }
        )
    )
    return _object(
        {
            "figure": _row(package.reported, "reported_figures", package),
            "comparison": _row(package.comparisons, "comparisons", package),
            "verdict": {
                "type": "string",
                "enum": list(VERDICTS),
                "description": "; ".join(f"{code}: {_(name)}" for code, name in VERDICTS.items()),
            },
            "verdict_name": {"type": "string"},
            "sentence": {"type": "string"},
            "arithmetic": {"type": "array", "items": {"type": "string"}},
            "official": official,
            "earlier": official,
            "beside": official,
            "difference": {
                "type": ["number", "null"],
                "description": "The printed number minus the official figure.",
            },
            "difference_percent": {"type": ["number", "null"], "description": "In per cent of the official figure."},
            "gap": {
                "type": ["number", "null"],
                "deprecated": True,
                "description": "The official figure minus the printed number: see difference.",
            },
            "gap_percent": {
                "type": ["number", "null"],
                "deprecated": True,
                "description": "In per cent of the printed number: see difference_percent.",
            },
            "held": {
                "type": ["array", "null"],
                "items": _object({"period_start": day, "period_end": day}),
                "description": "The periods of all official figures that the words are true of; null where not judged.",
            },
            "repeats": {
                "type": "array",
                "items": _object({"figure_id": _TEXT, "type": {"type": "string", "enum": list(TYPES)}}),
                "description": "The rows that repeat this figure, and what each made of it.",
            },
        }
    )


def _object(properties: Mapping[str, dict]) -> dict:
    """An object that has all of these properties; others may be added within v1."""
    return {"type": "object", "properties": dict(properties), "required": list(properties)}


def _nullable(schema: Mapping) -> dict:
    nullable = {**schema, "type": [schema["type"], "null"]}
    return {**nullable, "enum": [*schema["enum"], None]} if "enum" in schema else nullable


_TEXT = {"type": "string"}
_PROBLEM_SCHEMA = _object(
    {
        "type": {"type": "string", "format": "uri-reference"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "errors": {
            "type": "array",
            "items": _object({"parameter": _TEXT, "found": _TEXT, "expected": _TEXT, "remedy": _TEXT}),
        },
    }
)
_NUMBER, _MAYBE = {"type": "number"}, {"type": ["number", "null"]}
_CHECK_SCHEMA = _object(
    {
        "version": _TEXT,
        "text": _TEXT,
        "quantities": {
            "type": "array",
            "items": _object(
                {
                    "words": _TEXT,
                    "start": {"type": "integer", "minimum": 0},
                    "end": {"type": "integer", "minimum": 0},
                    "comparator": {"type": "string", "enum": list(COMPARATORS)},
                    "value": _MAYBE,
                    "low": _MAYBE,
                    "high": _MAYBE,
                    "is_time": {"type": "boolean"},
                }
            ),
        },
        "matches": {
            "type": "array",
            "items": _object(
                {
                    "figure_id": _TEXT,
                    "relation": {"type": "string", "enum": list(RELATIONS)},
                    "drifts": {"type": "array", "items": {"type": "string", "enum": list(DRIFTS)}},
                    "drift_sentences": {"type": "array", "items": _TEXT},
                    "words": _TEXT,
                    "as_printed": _TEXT,
                    "figure": _TEXT,
                    "counted": _TEXT,
                    "period": _TEXT,
                    "publisher": _TEXT,
                    "url": _TEXT,
                    "verdict": {"type": "string", "enum": list(VERDICTS)},
                    "verdict_name": _TEXT,
                    "sentence": _TEXT,
                    "address": {"type": "string", "format": "uri-reference"},
                }
            ),
        },
        "answer": _TEXT,
    }
)
