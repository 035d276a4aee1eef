"""Every result has a shape, and a key says what the shapes that are shown mean, no others."""

import pytest

from labour_migration.figures.shapes import (
    BRACKET,
    CARET,
    CROSS,
    DASH,
    DIAMOND,
    DISC,
    DOT,
    RING,
    SHAPES,
    SQUARE,
    describe_key,
    find_key,
)
from labour_migration.results.judgement import VERDICTS


@pytest.mark.parametrize(
    ("shape", "verdicts"),
    [
        (DISC, {"agrees", "close", "repeats_official"}),
        (RING, {"agrees_with_earlier"}),
        (CROSS, {"above", "below", "well_above", "well_below"}),
        (DASH, {"not_comparable", "not_judged"}),
        (DOT, {"no_counterpart"}),
        (DIAMOND, {"pending"}),
    ],
)
def test_shape_is_the_result(shape, verdicts):
    assert {verdict for verdict, own in SHAPES.items() if own == shape} == verdicts


def test_every_result_has_a_shape():
    assert set(SHAPES) == set(VERDICTS)


def test_key_says_what_is_shown_and_nothing_else():
    assert find_key({CARET, DISC, BRACKET}) == {
        DISC: "Consistent with the official figure",
        BRACKET: "“about”: ±5% allowed",
        CARET: "“more than”",
    }
    assert find_key({SQUARE, DISC})[SQUARE] == "The reported figure was true then"
    assert describe_key({SQUARE}) == "Reported figures are orange. square: The reported figure was true then."
    assert describe_key({RING}) == "Reported figures are orange. ring: Matches an older official figure."
    assert describe_key(set()) == ""
