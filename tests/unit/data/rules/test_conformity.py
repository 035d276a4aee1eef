"""Rows that a Table Schema may not allow: every one that frictionless minds is among them."""

from dataclasses import replace

import frictionless
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labour_migration.data.rules.conformity import find_suspects
from labour_migration.data.schema import Field, Resource

SCHEMA = {
    "fields": [
        {"name": "item_id", "type": "string", "constraints": {"required": True, "pattern": "[a-c]|dd?"}},
        {"name": "day", "type": "date", "constraints": {"required": True}},
        {"name": "value", "type": "number"},
        {"name": "is_new", "type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
        {"name": "date_start", "type": "yearmonth"},
        {"name": "kind", "type": "string", "constraints": {"enum": ["stock", "flow"]}},
        {"name": "name", "type": "string", "constraints": {"unique": True}},
        {"name": "parent_id", "type": "string"},
    ],
    "primaryKey": ["item_id", "day"],
    "missingValues": [""],
    "foreignKeys": [{"fields": ["parent_id"], "reference": {"resource": "", "fields": ["item_id"]}}],
}
SOUND = ("a", "2020-01-31", "1", "true", "2020-01", "stock", "Name", "")


def resource(schema: dict = SCHEMA) -> Resource:
    fields = tuple(Field(one["name"], one["type"], "", False, {}) for one in schema["fields"])
    key, references = tuple(schema["primaryKey"]), {"parent_id": "items"}
    return Resource("items", "items.csv", "", "", fields, key, references, schema)


def suspects(rows: list[tuple], schema: dict = SCHEMA) -> np.ndarray:
    one = resource(schema)
    return find_suspects(one, {"items": pd.DataFrame(rows, columns=one.columns, dtype=str)})


def minded(rows: list[tuple], schema: dict = SCHEMA) -> set[int]:
    """The places of the rows that frictionless minds."""
    table = frictionless.Resource(
        name="items",
        data=[[field["name"] for field in schema["fields"]], *map(list, rows)],
        schema=frictionless.Schema.from_descriptor(schema),
    )
    (task,) = frictionless.Package(resources=[table]).validate().tasks
    return {error.row_number - 2 for error in task.errors}


def test_row_as_the_package_writes_it_is_not_suspect():
    rows = [SOUND, ("b", "2020-01-31", "-1.5", "", "", "", "", "a"), ("b", "2020-02-29", "", "", "", "", "", "b")]
    assert minded(rows) == set()
    assert not suspects(rows).any()


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        (0, ""), (0, "e"), (0, "a\n"), (1, ""), (1, "2020-02-30"), (1, "20200131"), (1, "2020-W01-1"),
        (1, "0000-01-01"), (2, "1,5"), (2, "NaN"), (2, "1e3"), (2, "١"),
        (3, "True"), (4, "2020-13"), (4, "2020"), (5, "Stock"), (7, "z"),
    ],
)  # fmt: skip
def test_cell_of_another_kind_is_suspect(place, cell):
    row = [*SOUND]
    row[place] = cell
    is_key = place < 2  # what is written otherwise there may be the key of any row
    assert list(suspects([("b", "2020-01-31", "", "", "", "", "Other", ""), tuple(row)])) == [is_key, True]


def test_days_that_are_one_day_written_in_two_ways_share_a_key():
    rows = [("a", "2020-1-31", *SOUND[2:6], "", ""), ("a", "2020-01-31", *SOUND[2:6], "", "")]
    assert minded(rows) <= set(np.flatnonzero(suspects(rows)))
    assert suspects(rows).all()


def test_rows_that_share_a_key_or_what_is_unique_are_all_suspect():
    others = [("b", "2020-01-31", *SOUND[2:]), ("c", *SOUND[1:6], "Another", "")]
    assert list(suspects([SOUND, *others])) == [True, True, False]
    assert list(suspects([SOUND, ("a", "2020-01-31", "2", "", "", "", "", ""), others[1]])) == [True, True, False]


@pytest.mark.parametrize(
    "change",
    [
        {"missingValues": ["", "-"]},
        {"primaryKey": ["value"]},
        {"primaryKey": ["nothing"]},
        {"rowCount": 3},
        *(
            {"fields": [SCHEMA["fields"][0] | more, *SCHEMA["fields"][1:]]}
            for more in ({"format": "uri"}, {"rdfType": "x"}, {"constraints": {"minLength": 2}}, {"title": 5},
                         {"constraints": {"pattern": "("}}, {"constraints": {"required": "no"}})
        ),
        {"fields": [*SCHEMA["fields"][:2], SCHEMA["fields"][2] | {"constraints": {"minimum": 5}},
                    *SCHEMA["fields"][3:]]},
        {"fields": [*SCHEMA["fields"][:3], {"name": "is_new", "type": "boolean", "trueValues": ["yes"]},
                    *SCHEMA["fields"][4:]]},
    ],
    ids=str,
)  # fmt: skip
def test_every_row_is_suspect_to_a_schema_that_says_more(change):
    assert suspects([SOUND], SCHEMA | change).all()


def test_key_into_a_table_that_is_not_whole_is_not_judged():
    one = resource(SCHEMA | {"foreignKeys": [{"fields": ["parent_id"], "reference": {
        "resource": "others", "fields": ["other_id"]}}]})  # fmt: skip
    frame = pd.DataFrame([(*SOUND[:7], "z")], columns=one.columns, dtype=str)
    assert not find_suspects(one, {"items": frame}).any()
    assert find_suspects(one, {"items": frame, "others": pd.DataFrame({"other_id": ["y"]})}).all()
    assert find_suspects(replace(one), {"items": frame, "others": pd.DataFrame({"id": ["z"]})}).all()


cells = st.tuples(
    st.sampled_from(["a", "b", "dd", "", "A", "dx"]),
    st.sampled_from(["2020-01-31", "2020-1-31", "2021-02-29", "", " 2020-01-31"]),
    st.sampled_from(["1", "-0.5", "", "1_000", "inf", "x", " 1"]),
    st.sampled_from(["true", "false", "", "TRUE", "1"]),
    st.sampled_from(["2020-01", "2020-1", "", "2020-00"]),
    st.sampled_from(["stock", "flow", "", "limit"]),
    st.sampled_from(["x", "y", "z", ""]),
    st.sampled_from(["a", "b", "", "q"]),
)


@settings(max_examples=40)  # frictionless takes its time
@given(st.lists(cells, min_size=1, max_size=5))
def test_every_row_that_frictionless_minds_is_suspect(rows):
    assert minded(rows) <= set(np.flatnonzero(suspects(rows)))
