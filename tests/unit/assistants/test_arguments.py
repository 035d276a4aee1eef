"""Arguments of tools: what fits is taken, what does not is said in a sentence."""

import pytest

from labour_migration.assistants.arguments import check_arguments

SCHEMA = {
    "properties": {
        "text": {"type": "string", "minLength": 1, "maxLength": 5},
        "code": {"type": "string", "enum": [f"c{number}" for number in range(20)]},
        "count": {"type": "integer", "minimum": 1, "maximum": 9},
        "codes": {
            "type": "array",
            "items": {"type": "string", "minLength": 1, "maxLength": 3},
            "minItems": 1,
            "maxItems": 2,
        },
    },
    "required": ["text"],
}


@pytest.mark.parametrize(
    "arguments",
    [{"text": "a"}, {"text": "abcde", "code": "c0", "count": 9}, {"text": "a", "count": 5.0, "codes": ["a", "b"]}],
)
def test_what_fits_is_taken(arguments):
    assert check_arguments(arguments, SCHEMA) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({}, "The argument text is missing."),
        ({"text": ""}, "The argument text has to be a text of 1 to 5 characters."),
        ({"text": "abcdef"}, "The argument text has to be a text of 1 to 5 characters."),
        ({"text": None}, "The argument text has to be a text of 1 to 5 characters."),
        ({"text": "a", "count": 0}, "The argument count has to be a whole number from 1 to 9."),
        ({"text": "a", "count": True}, "The argument count has to be a whole number from 1 to 9."),
        ({"text": "a", "count": 1.5}, "The argument count has to be a whole number from 1 to 9."),
        ({"text": "a", "count": float("inf")}, "The argument count has to be a whole number from 1 to 9."),
        (
            {"text": "a", "codes": []},
            "The argument codes has to be a list of 1 to 2, each a text of 1 to 3 characters.",
        ),
        (
            {"text": "a", "codes": "a"},
            "The argument codes has to be a list of 1 to 2, each a text of 1 to 3 characters.",
        ),
        ({"text": "a", "x" * 50: 1}, f"The argument {'x' * 40}… is not known. Use text, code, count, codes."),
    ],
)
def test_what_does_not_fit_is_said(arguments, told):
    assert check_arguments(arguments, SCHEMA) == [told]


def test_of_many_codes_some_are_named():
    (told,) = check_arguments({"text": "a", "code": "no"}, SCHEMA)
    assert told == f"The argument code has to be one of {', '.join(f'c{number}' for number in range(12))}, …."
