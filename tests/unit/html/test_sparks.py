"""Small lines as HTML: what is told in their place, the line, the dot at its end."""

from urllib.parse import unquote

from labour_migration.html.sparks import format_spark


def test_line_has_a_path_for_each_run_and_a_dot_at_its_last_point():
    html = format_spark([[(0, 1), (0.5, 0.25)], [(1, 0)]], "17 in 2019, 205 in 2025")
    assert "M0.0 100.0L50.0 25.0M100.0 0.0L100.0 0.0" in unquote(html)
    assert 'role="img" aria-label="17 in 2019, 205 in 2025"' in html
    assert "--across: 1.000; --down: 0.000" in html


def test_a_strong_line_is_wider_and_no_point_is_nothing():
    assert "stroke-width='2.4'" in unquote(format_spark([[(0, 0), (1, 1)]], "", is_strong=True))
    assert format_spark([[]], "") == ""


def test_nothing_of_the_picture_ends_its_attribute_or_its_address():
    html = format_spark([[(0, 0), (1, 1)]], 'a "quoted" text')
    assert html.count('style="') == 2
    assert "#" not in html.split("data:")[1].split("&quot;")[0]
