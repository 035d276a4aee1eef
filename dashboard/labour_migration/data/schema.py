"""Reads and checks ``datapackage.json``; the records made of it: Descriptor, Resource, Field, Source."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from labour_migration.data.files import DESCRIPTOR, read_file
from labour_migration.data.properties import find_in_properties
from labour_migration.language import gettext as _
from labour_migration.problems import DataPackageError, Problem

# The tables and columns that pages are made of; a package may have more.
TABLES = {
    "reported_figures": (
        "figure_id source_id locator as_printed attributed_to statement indicator_id programme_id comparator value "
        "value_low value_high period_start period_end is_period_inferred rank repeats "
        "remarks note"
    ),
    "official_statistics": (
        "indicator_id programme_id nationality_id area_id category period_start period_end value obs_status rank "
        "source_id locator remarks note"
    ),
    "comparisons": (
        "figure_id indicator_id programme_id area_id method period_start period_end is_same_definition is_copy remarks "
        "reason"
    ),
    "releases": "indicator_id period_end date_released is_inferred source_id remarks note",
    "exceptions": "code indicator_id programme_id nationality_id period_end difference reason",
    "events": "event_id date_start date_end date_precision title programme_id source_id locator as_printed note",
    "sectors": "sector_id name role source_id locator as_printed",
    "missing_data": "missing_id name theme reason source_id locator",
    "passages": "source_id locator subject figure_id event_id sector_id reason",
    "programmes": "programme_id name abbreviation name_ja parent_id date_start date_end description source_id",
    "indicators": "indicator_id name unit measure theme counterpart_id definition note",
    "areas": "area_id name name_ja",
    "nationalities": "nationality_id name name_ja",
    "sources": (
        "source_id kind title author publisher date_published is_date_inferred date_accessed url archive_url language "
        "retrieved_from sentences remarks note"
    ),
    "remarks": "remark_id text",
    "translations": "language text translation",
}
_YEARS = range(1980, 2108)  # in which a package may be created
_DIGITS = 300  # of a whole number; what has more is larger than any float
# A column's name says its type, in every table.
_TYPES = (
    (re.compile(r"value(_low|_high)?|difference|sentences"), {"number"}),
    (re.compile(r"is_\w+"), {"boolean"}),
    (re.compile(r"(date|period)_(start|end|published|accessed|released)"), {"date", "yearmonth"}),
    (re.compile(r"\w+"), {"string"}),
)


@dataclass(frozen=True)
class Field:
    """A column: its Table Schema type, what it means, and its closed list of values with a label each."""

    name: str
    type: str
    description: str
    is_required: bool
    choices: Mapping[str, str]


@dataclass(frozen=True)
class Resource:
    """A table of the package: its file and its columns, in the order in which they are written."""

    name: str
    path: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    references: Mapping[str, str]
    """Column -> resource whose key it holds."""
    table_schema: Mapping
    """The Table Schema as the descriptor has it, for frictionless."""
    bytes: int = 0
    hash: str = ""
    """The size and the digest of its file; 0 and "" where the descriptor names none, as those before version 5.2.0."""

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return [field.name for field in self.fields]

    def field(self, name: str) -> Field:
        """The column of this name; KeyError where there is none."""
        return {field.name: field for field in self.fields}[name]


@dataclass(frozen=True)
class Contributor:
    """Who made the package, in which roles of the Data Package standard; a role may stand for people unnamed."""

    title: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Descriptor:
    """The Data Package descriptor: the one schema of the package, and what it is cited by.

    ``corrections`` is where readers say that a figure is wrong, a property of our own; "" where there is none. It is
    ``mailto:`` with an address, or an address with ``https:`` in which ``{title}`` and ``{body}`` stand for what is
    filled in: ``https://github.com/OWNER/NAME/issues/new?title={title}&body={body}``.
    """

    name: str
    title: str
    description: str
    version: str
    created: str
    keywords: tuple[str, ...]
    contributors: tuple[Contributor, ...]
    resources: tuple[Resource, ...]
    corrections: str = ""

    @property
    def released(self) -> date:
        """The day of this version."""
        return datetime.fromisoformat(self.created).date()

    @property
    def texts(self) -> list[str]:
        """What it says in words, in its order: titles, descriptions, the labels of codes; each once."""
        texts = [self.title, self.description]
        for resource in self.resources:
            texts += [resource.title, resource.description]
            for field in resource.fields:
                texts += [field.description, *field.choices.values()]
        return list(filter(None, dict.fromkeys(texts)))

    def resource(self, name: str) -> Resource:
        """The resource of this name; KeyError where there is none."""
        return {resource.name: resource for resource in self.resources}[name]


@dataclass(frozen=True)
class Source:
    """A row of ``sources.csv``: an article or publication. Dates are None where unknown."""

    source_id: str
    kind: str
    title: str
    author: str
    publisher: str
    date_published: date | None
    is_date_inferred: bool
    date_accessed: date
    url: str
    archive_url: str
    language: str
    retrieved_from: str
    remarks: str
    note: str


def read_time(created: str) -> datetime:
    """The time that a descriptor says it was created at; one without a zone is in universal time."""
    time = datetime.fromisoformat(created)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def read_descriptor(folder: Path) -> Descriptor:
    """The descriptor of the Data Package in a folder.

    Raises
    ------
    DataPackageError
        When ``datapackage.json`` is missing, is no JSON or lacks what a descriptor needs.
    """
    try:
        content = read_file(folder / DESCRIPTOR)
    except OSError:
        content = None
    return decode_descriptor(content)


def decode_descriptor(content: bytes | None) -> Descriptor:
    """The descriptor in the bytes of its file, None where there is no file.

    Raises
    ------
    DataPackageError
        When it is missing, is no JSON or lacks what a descriptor needs.
    """
    try:
        return parse_descriptor(decode_document(content))
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        found, expected = repr(error), _("a Data Package descriptor with resources, fields and keys")
        remedy = _("Restore the property that is missing or has another type.")
        raise DataPackageError([Problem("descriptor-incomplete", DESCRIPTOR, found, expected, remedy)]) from None


def decode_document(content: bytes | None) -> Mapping:
    """The JSON document in the bytes of a descriptor, None where there is no file; its properties have their types.

    Raises
    ------
    DataPackageError
        When it is missing, is no JSON, or has a property of another type.
    """
    if content is None:
        remedy = _("Restore it, or name the folder that holds the Data Package.")
        found, expected = _("no such file"), _("the package's descriptor")
        raise DataPackageError([Problem("descriptor-missing", DESCRIPTOR, found, expected, remedy)])
    try:
        document = json.loads(content.decode(), parse_int=_read_integer)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        found, line = str(error), getattr(error, "lineno", None)
        problem = Problem("descriptor-syntax", DESCRIPTOR, found, _("JSON in UTF-8"), _("Fix the file."), line)
        raise DataPackageError([problem]) from None
    if problems := find_in_properties(document):
        raise DataPackageError(problems)
    return document


def _read_integer(digits: str) -> int | float:
    """A whole number; one of very many digits, which Python refuses to read, as infinite."""
    return int(digits) if len(digits) <= _DIGITS else math.inf


def parse_descriptor(document: Mapping) -> Descriptor:
    """The descriptor from its JSON document; a LookupError, TypeError or ValueError where it lacks what we need."""
    descriptor = Descriptor(
        name=document["name"],
        title=document["title"],
        description=document["description"],
        version=document["version"],
        created=document["created"],
        keywords=tuple(document["keywords"]),
        contributors=tuple(Contributor(person["title"], tuple(person["roles"])) for person in document["contributors"]),
        resources=tuple(map(_parse_resource, document["resources"])),
        corrections=str(document.get("corrections", "")),
    )
    _check(descriptor)
    return descriptor


def _check(descriptor: Descriptor) -> None:
    """Raise ValueError where pages could not be made of a package with this descriptor."""
    if datetime.fromisoformat(descriptor.created).year not in _YEARS:
        raise ValueError(f"created {descriptor.created}, and a ZIP file can tell the years from 1980 to 2107")
    if not descriptor.contributors:
        raise ValueError("contributors is empty, and somebody made the package")
    names = [resource.name for resource in descriptor.resources]
    if len(set(names)) < len(names):
        raise ValueError(f"resources that have the same name: {', '.join(names)}")
    for resource in descriptor.resources:
        if resource.path != f"{resource.name}.csv" or not re.fullmatch(r"\w+", resource.name):
            raise ValueError(f"{resource.path} is not the file of {resource.name}, beside the descriptor")
        if not resource.primary_key or len(set(resource.columns)) < len(resource.columns):
            raise ValueError(f"{resource.name} has no key, or two columns of the same name")
        if unknown := set(resource.references.values()) - set(names):
            raise ValueError(f"{resource.name} refers to {', '.join(unknown)}, which is no resource")
        for field in resource.fields:
            types = next(types for pattern, types in _TYPES if pattern.fullmatch(field.name))
            if field.type not in types:
                raise ValueError(f"{resource.name}.{field.name} is {field.type}, not {' or '.join(sorted(types))}")
    for name, columns in TABLES.items():
        if missing := set(columns.split()) - set(descriptor.resource(name).columns):
            raise ValueError(f"{name} has no column {', '.join(sorted(missing))}")


def _parse_resource(document: Mapping) -> Resource:
    schema = document["schema"]
    return Resource(
        name=document["name"],
        path=document["path"],
        title=document["title"],
        description=document["description"],
        fields=tuple(map(_parse_field, schema["fields"])),
        primary_key=tuple(schema["primaryKey"]),
        references={
            key["fields"][0]: key["reference"]["resource"] or document["name"] for key in schema.get("foreignKeys", ())
        },
        table_schema=schema,
        bytes=document.get("bytes", 0),
        hash=document.get("hash", ""),
    )


def _parse_field(document: Mapping) -> Field:
    return Field(
        name=document["name"],
        type=document["type"],
        description=document["description"],
        is_required=document.get("constraints", {}).get("required", False),
        choices={choice["value"]: choice["label"] for choice in document.get("categories", ())},
    )
