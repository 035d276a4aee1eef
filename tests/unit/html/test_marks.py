"""Marks beside official numbers, and what they say."""

import pytest

from labour_migration.data.series import build_series
from labour_migration.html.marks import explain_marks, format_marks


@pytest.mark.parametrize(
    ("status", "is_computed", "marks"),
    [("A", False, ""), ("U", False, "[u]"), ("B", False, "[b]"), ("A", True, "[s]"), ("U", True, "[u] [s]")],
)
def test_marks_say_doubt_and_sum(status, is_computed, marks):
    assert format_marks({"obs_status": status, "is_computed": is_computed}) == marks


def test_marks_are_explained_where_they_stand(make_official):
    points = build_series(make_official({"obs_status": "U"}, {"obs_status": "P", "period_end": "2019-06-30"}))
    assert explain_marks(points) == ("Pale: [p] provisional; [u] unverified.")
    assert explain_marks(points.assign(obs_status="A")) == ""
    assert explain_marks(points.assign(obs_status="A", is_computed=True)) == "[s] our total of published figures."
