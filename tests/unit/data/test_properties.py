"""Properties of the descriptor: whatever stands in one is a problem that is told, or is understood."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labour_migration.data.package import parse_files, read_package
from labour_migration.data.properties import find_in_properties
from labour_migration.data.rules.engine import require_valid
from labour_migration.problems import DataPackageError, Problem

DATASETS = Path(__file__).parents[3] / "datasets"
DOCUMENT = json.loads((DATASETS / "datapackage.json").read_text(encoding="utf-8"))
_HERE = "what is put here"
# As JSON writes them, since no Python value is some of them.
VALUES = [
    "null", "5", "-0.5", "true", "[]", "{}", '""', '" "', '"x"', "[null]", '[["x"]]', '{"a": null}', "NaN", "1e999",
    "9" * 400, "9" * 5000, "[" * 10_000 + "]" * 10_000, '{"a":' * 10_000 + "1" + "}" * 10_000, "[" * 14 + "]" * 14,
    r'"\ud800"', r'"\u0000"', r'"\u202e"', '"("', '"[a-z]{99999999999}"', '"9999-12-31T23:59:59-12:00"',
    f'"{"x" * 3000}"',
]  # fmt: skip


def find_places(value: object, place: tuple = ()) -> Iterator[tuple]:
    """Where each property stands; of a list the first and the last."""
    yield place
    if isinstance(value, dict):
        for name, one in value.items():
            yield from find_places(one, (*place, name))
    elif isinstance(value, list):
        for number in sorted({0, len(value) - 1} if value else {}):
            yield from find_places(value[number], (*place, number))


PLACES = [place for place in find_places(DOCUMENT) if place]


@cache
def put(place: tuple) -> str:
    """The descriptor with a mark at a place."""
    document = json.loads((DATASETS / "datapackage.json").read_text(encoding="utf-8"))
    parent = document
    for step in place[:-1]:
        parent = parent[step]
    parent[place[-1]] = _HERE
    return json.dumps(document)


@given(place=st.sampled_from(PLACES), value=st.sampled_from(VALUES))
def test_any_property_may_be_anything(place, value):
    content = put(place).replace(f'"{_HERE}"', value).encode()
    problems: tuple[Problem, ...] = ()
    try:
        parse_files({"datapackage.json": content})
    except DataPackageError as error:
        problems = error.problems
    for problem in problems:
        assert problem.file == "datapackage.json"
        assert problem.expected
        assert str(problem).encode()  # it can be written


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(json_values)
def test_any_document_may_be_the_descriptor(document):
    with pytest.raises(DataPackageError):
        parse_files({"datapackage.json": json.dumps(document).encode()})


@given(st.binary(max_size=40))
def test_any_bytes_may_be_the_descriptor(content):
    with pytest.raises(DataPackageError):
        parse_files({"datapackage.json": content})


# What a property is -> where it is told, and what is expected there.
TOLD = {
    ("title", "null"): ("descriptor-incomplete", "title", "text"),
    ("title", '" "'): ("descriptor-incomplete", "title", "text"),
    ("keywords", '["Pakistan", 5]'): ("descriptor-incomplete", "keywords[1]", "text"),
    ("contributors", '[{"title": "Curators"}]'): ("descriptor-incomplete", "contributors[0]", "title, roles"),
    ("version", '"5.2"'): ("descriptor-incomplete", "version", "three numbers with dots between them"),
    ("name", '"../a"'): ("descriptor-incomplete", "name", "a name of small letters, digits, dots and hyphens"),
    ("homepage", "9" * 400): ("descriptor-value", "homepage", "a number of up to 15 digits"),
    ("homepage", "9" * 5000): ("descriptor-value", "homepage", "a number of up to 15 digits"),
    ("homepage", "[" * 100 + "]" * 100): ("descriptor-value", "homepage" + "[0]" * 16, "at most 16 levels"),
    ("homepage", r'{"a\u202e": 1}'): ("descriptor-value", "homepage", "characters that a reader sees"),
    ("homepage", "[" * 99_999 + "]" * 99_999): ("descriptor-syntax", "", "JSON in UTF-8"),
}


@pytest.mark.parametrize(("name", "value"), TOLD, ids=lambda value: value[:20])
def test_property_is_told_by_its_place_and_what_is_expected(name, value):
    content = json.dumps({**DOCUMENT, name: _HERE}).replace(f'"{_HERE}"', value).encode()
    with pytest.raises(DataPackageError) as caught:
        parse_files({"datapackage.json": content})
    (problem,) = caught.value.problems
    assert (problem.code, problem.field, problem.expected) == TOLD[name, value]
    assert len(problem.found) <= 220


def test_properties_of_the_package_are_what_they_are_taken_for():
    assert find_in_properties(DOCUMENT) == []


@pytest.mark.parametrize("constraint", ['{"minimum": []}', '{"maxLength": "x"}', '{"pattern": "a{99999999999}"}'])
def test_constraint_that_no_library_understands_is_told(constraint, lay_package):
    files = read_package(lay_package()).files
    document = json.loads(files["datapackage.json"])
    document["resources"][0]["schema"]["fields"][3]["constraints"] = _HERE
    content = json.dumps(document).replace(f'"{_HERE}"', constraint).encode()
    with pytest.raises(DataPackageError) as caught:
        require_valid(parse_files({**files, "datapackage.json": content}))
    assert {one.code for one in caught.value.problems} == {"descriptor-schema"}
