"""The Croissant metadata: what it says is in the descriptor, and its readers get every cell of every table."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from labour_migration.croissant import ARCHIVE, describe_package
from labour_migration.data.files import read_files
from labour_migration.data.schema import read_descriptor
from labour_migration.output.export import to_zip
from labour_migration.output.formats import write_json

DATASETS = Path(__file__).parents[2] / "datasets"
DESCRIPTOR = read_descriptor(DATASETS)
TABLES = [resource.name for resource in DESCRIPTOR.resources]
BASE = "https://a.example/"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The files of the real package, and the archive that has them."""
    own = read_files(DATASETS)
    return {**own, ARCHIVE: to_zip(own, DESCRIPTOR.created)}


@pytest.fixture(scope="module")
def document(files) -> dict:
    return describe_package(DESCRIPTOR, files, BASE)


@pytest.fixture(scope="module")
def mlc(tmp_path_factory) -> ModuleType:
    """The reader of MLCommons, which keeps what it unpacks in a folder of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CROISSANT_CACHE", str(tmp_path_factory.mktemp("croissant")))
        import mlcroissant

        yield mlcroissant


@pytest.fixture(scope="module")
def open_dataset(mlc, files, document, tmp_path_factory) -> Callable:
    """Open the document with the archive beside it, as if it had been downloaded; nothing is fetched.

    Anew for each table: mlcroissant 1.1.1 keeps what it has read of one, and stumbles over it where another refers to
    it.
    """

    def open_anew(archive: bytes = files[ARCHIVE]):
        folder = tmp_path_factory.mktemp("downloaded")
        (folder / "croissant.json").write_bytes(write_json(document))
        (folder / ARCHIVE).write_bytes(archive)
        return mlc.Dataset(jsonld=folder / "croissant.json", mapping={ARCHIVE: folder / ARCHIVE})

    return open_anew


def record_sets(document: dict) -> dict[str, dict]:
    return {one["@id"]: one for one in document["recordSet"]}


def test_reader_finds_no_error_and_misses_a_licence_alone(open_dataset):
    issues = open_dataset().metadata.ctx.issues
    assert issues.errors == set()
    (warning,) = issues.warnings
    assert 'Property "https://schema.org/license" is recommended' in warning


@pytest.mark.sampled
@pytest.mark.parametrize("table", TABLES)
def test_reader_gets_every_cell_of_a_table(table, open_dataset, package):
    fields = DESCRIPTOR.resource(table).fields
    read = [
        [value.decode() if isinstance(value, bytes) else value for value in record.values()]
        for record in open_dataset().records(table)
    ]
    rows = package.tables[table].astype(object).where(lambda cells: cells.notna() & (cells != ""), None)
    assert list(rows) == [field.name for field in fields]
    assert read == rows.to_numpy().tolist()


def test_reader_refuses_other_bytes_than_those_that_were_described(open_dataset, files):
    with pytest.raises(Exception, match="during the operation Download") as caught:
        list(open_dataset(files[ARCHIVE] + b" ").records("areas"))
    assert "is not identical with the reference" in str(caught.value.__cause__)


def test_files_are_those_of_the_package_with_their_digests(document, files):
    described = {one["@id"]: one for one in document["distribution"]}
    assert list(described) == [ARCHIVE, "datapackage.json", *(f"{table}.csv" for table in TABLES)]
    for name, one in described.items():
        assert one["sha256"] == hashlib.sha256(files[name]).hexdigest()
        assert one["contentSize"] == f"{len(files[name])} B"
    assert described[ARCHIVE]["contentUrl"] == f"{BASE}api/v1/datapackage.zip"
    assert described["datapackage.json"]["contentUrl"] == f"{BASE}api/v1/datapackage.json"
    for table in TABLES:
        assert described[f"{table}.csv"]["contentUrl"] == f"{table}.csv"
        assert described[f"{table}.csv"]["containedIn"] == {"@id": ARCHIVE}


def test_package_is_described_as_its_descriptor_says_without_a_licence(document):
    assert document["version"] == DESCRIPTOR.version
    assert document["datePublished"] == DESCRIPTOR.released.isoformat()
    assert document["creator"] == [{"@type": "sc:Organization", "name": "The project's curators"}]
    assert document["url"] == f"{BASE}data"
    assert f"version {DESCRIPTOR.version}" in document["citeAs"]
    assert "license" not in document


@pytest.mark.parametrize("table", TABLES)
def test_table_has_its_columns_its_key_and_its_references(table, document):
    resource, described = DESCRIPTOR.resource(table), record_sets(document)[table]
    assert [field["name"] for field in described["field"]] == resource.columns
    assert [key["@id"] for key in described["key"]] == [f"{table}/{column}" for column in resource.primary_key]
    refers = {one["name"]: one["references"]["field"]["@id"] for one in described["field"] if "references" in one}
    keys = {
        column: f"{other}/{DESCRIPTOR.resource(other).primary_key[0]}"
        for column, other in resource.references.items()
        if other != table
    }
    lists = {field.name: f"{table}.{field.name}/value" for field in resource.fields if field.choices}
    assert refers == keys | lists


def test_closed_list_has_its_codes_and_what_they_mean(document):
    statements = record_sets(document)["reported_figures.statement"]
    assert statements["dataType"] == "sc:Enumeration"
    assert statements["data"][0] == {
        "reported_figures.statement/value": "outcome",
        "reported_figures.statement/label": "reported as fact",
    }
    for table in TABLES:
        for field in DESCRIPTOR.resource(table).fields:
            if field.choices:
                name = f"{table}.{field.name}"
                codes = {one[f"{name}/value"]: one[f"{name}/label"] for one in record_sets(document)[name]["data"]}
                assert codes == field.choices


def test_types_are_those_of_the_columns(document):
    types = {one["@id"]: one["dataType"] for table in TABLES for one in record_sets(document)[table]["field"]}
    assert types["reported_figures/value"] == "sc:Float"
    assert types["reported_figures/period_end"] == "sc:Date"
    assert types["reported_figures/is_period_inferred"] == "sc:Boolean"
    assert types["reported_figures/as_printed"] == "sc:Text"
