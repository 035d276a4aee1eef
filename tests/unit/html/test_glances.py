"""Small charts of findings: places by value, text escaped."""

from urllib.parse import unquote

import pandas as pd
from markupsafe import Markup

from labour_migration.html.glances import Finding, build_lines, build_marks, format_findings

ROWS = pd.DataFrame({"period_end": pd.to_datetime(["2019-12-31", "2020-12-30", "2021-12-30"]), "value": [10, 0, 20]})


def test_line_is_over_time_and_from_zero_up():
    (line,), ends = build_lines([("TITP", ROWS)], "persons")
    assert "M0.0 50.0L50.0 100.0L100.0 0.0" in unquote(line.drawn)
    assert (line.label, line.end, ends) == ("20 TITP", "0.0%", ("Dec 2019", "Dec 2021"))


def test_lines_share_one_scale_the_highest_first():
    lines, _ends = build_lines([("SSW", ROWS.assign(value=[0, 0, 5])), ("TITP", ROWS)], "persons")
    assert [(line.label, line.end) for line in lines] == [("20 TITP", "0.0%"), ("5 SSW", "75.0%")]
    assert build_lines([], "persons") == ((), ())


def test_marks_stand_on_one_scale_each_with_its_number():
    marks = build_marks([1.19e9, 1.72e9], [1.33e9])
    assert [(mark.place, mark.label, mark.shape) for mark in marks] == [
        ("6.0%", "1.19", "cross"), ("94.0%", "1.72", "cross"), ("29.2%", "1.33", "tick"),
    ]  # fmt: skip
    assert build_marks([1e9], []) == ()


def test_finding_is_a_sentence_with_its_link_and_no_chart_for_screen_readers():
    lines, ends = build_lines([("<b>", ROWS)], "persons")
    html = format_findings([Finding("Less < more.", Markup('<a href="trade">Trade</a>'), lines, ends)])
    assert '<div class="terms">Less &lt; more.</div>' in html
    assert "<b>" not in html
    assert 'class="course" aria-hidden="true"' in html
    assert 'role="img"' not in html
    assert 'href="trade"' in html
