"""The package as Croissant metadata (MLCommons, version 1.0), by which tools of machine learning load its tables."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import urlencode

from labour_migration.citation import format_dataset_citation
from labour_migration.data.digests import sha256
from labour_migration.data.schema import DESCRIPTOR, Descriptor, Field, Resource
from labour_migration.language import current
from labour_migration.language import gettext as _
from labour_migration.site import API

ARCHIVE = "datapackage.zip"  # at the address of the data API; it holds every table as it is
_NO_QUERY: Mapping[str, Sequence[str]] = MappingProxyType({})
_VERSION = "http://mlcommons.org/croissant/1.0"
# The types of a Table Schema. A month is no day, which is the only date that Croissant has.
_TYPES = {"string": "sc:Text", "number": "sc:Float", "boolean": "sc:Boolean", "date": "sc:Date", "yearmonth": "sc:Text"}
# The context of the specification, word for word: readers complain where it is another.
_CONTEXT = {
    "@vocab": "https://schema.org/",
    **{
        term: f"cr:{term}"
        for term in (
            "citeAs", "column", "equivalentProperty", "extract", "field", "fileObject", "fileProperty", "fileSet",
            "format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet",
            "references", "regex", "repeated", "replace", "samplingRate", "separator", "source", "subField",
            "transform",
        )
    },
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
}  # fmt: skip


def describe_package(
    descriptor: Descriptor, files: Mapping[str, bytes], base: str, query: Mapping[str, Sequence[str]] = _NO_QUERY
) -> dict:
    """The Croissant document of the package, as JSON.

    ``files`` are the bytes of the descriptor and of all tables by name, and of :data:`ARCHIVE`, as they are served;
    ``base`` is the address of the site and ends with a slash; ``query`` is what the addresses ask for: the version,
    where a reader asked for one. The archive and the descriptor have addresses, the tables stand in the archive. A
    table is a record set with its key and its references, a closed list an enumeration. All of it is what the
    descriptor says: no licence has been chosen, so there is none.
    """
    api = base + API.lstrip("/")
    asked = f"?{urlencode(query, doseq=True)}" if query else ""
    address = f"{base}data{asked}"
    return {
        "@context": {"@language": current().code, **_CONTEXT},
        "@type": "sc:Dataset",
        "conformsTo": _VERSION,
        "name": descriptor.name,
        "alternateName": _(descriptor.title),
        "description": _(descriptor.description),
        "url": address,
        "version": descriptor.version,
        "datePublished": descriptor.released.isoformat(),
        "citeAs": format_dataset_citation(descriptor, address),
        "creator": [{"@type": "sc:Organization", "name": person.title} for person in descriptor.contributors],
        "keywords": list(descriptor.keywords),
        "inLanguage": current().code,
        "isAccessibleForFree": True,
        "distribution": [
            _describe_file(ARCHIVE, "application/zip", files, contentUrl=api + ARCHIVE + asked),
            _describe_file(DESCRIPTOR, "application/json", files, contentUrl=api + DESCRIPTOR + asked),
            *(
                _describe_file(table.path, "text/csv", files, contentUrl=table.path, containedIn={"@id": ARCHIVE})
                for table in descriptor.resources
            ),
        ],
        "recordSet": [
            *(_describe_table(table, descriptor) for table in descriptor.resources),
            *(_describe_choices(table, field) for table, field in _list_choices(descriptor)),
        ],
    }


def _describe_file(name: str, kind: str, files: Mapping[str, bytes], **place: object) -> dict:
    content = files[name]
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        **place,
        "encodingFormat": kind,
        "contentSize": f"{len(content)} B",
        "sha256": sha256(content),
    }


def _describe_table(table: Resource, descriptor: Descriptor) -> dict:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"{_(table.title)}. {_(table.description)}",
        "key": [{"@id": f"{table.name}/{column}"} for column in table.primary_key],
        "field": [_describe_field(table, field, descriptor) for field in table.fields],
    }


def _describe_field(table: Resource, field: Field, descriptor: Descriptor) -> dict:
    """A column; where it holds the key of another table or a code of a closed list, with what that refers to.

    What refers to its own table has no reference: a reader would look for a way around the circle.
    """
    target = _identify_choices(table, field) + "/value" if field.choices else ""
    if table.references.get(field.name, table.name) != table.name:
        other = descriptor.resource(table.references[field.name])
        target = f"{other.name}/{other.primary_key[0]}"
    described = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.name,
        "description": _(field.description),
        "dataType": _TYPES[field.type],
        "source": {"fileObject": {"@id": table.path}, "extract": {"column": field.name}},
    }
    return described | ({"references": {"field": {"@id": target}}} if target else {})


def _list_choices(descriptor: Descriptor) -> Iterator[tuple[Resource, Field]]:
    return ((table, field) for table in descriptor.resources for field in table.fields if field.choices)


def _identify_choices(table: Resource, field: Field) -> str:
    return f"{table.name}.{field.name}"


def _describe_choices(table: Resource, field: Field) -> dict:
    """A closed list: each code with what it means."""
    name = _identify_choices(table, field)
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": _(field.description),
        "dataType": "sc:Enumeration",
        "key": {"@id": f"{name}/value"},
        "field": [
            {"@type": "cr:Field", "@id": f"{name}/{part}", "name": part, "dataType": "sc:Text"}
            for part in ("value", "label")
        ],
        "data": [{f"{name}/value": code, f"{name}/label": _(label)} for code, label in field.choices.items()],
    }
