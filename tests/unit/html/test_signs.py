"""Shapes as HTML: each beside the words that say the same."""

from labour_migration.html.signs import format_key, format_result, format_sign
from labour_migration.results.judgement import VERDICTS


def test_result_has_its_shape_and_its_name():
    assert format_result("above") == '<span class="result"><i class="sign cross"></i>Higher than official</span>'
    assert all(">" + name in format_result(code) for code, name in VERDICTS.items())


def test_key_has_what_is_shown_alone():
    html = format_key({"disc", "caret"}, has_line=True)
    assert html.count("<li>") == 3
    assert "Official count" in html
    assert "Official count" not in format_key({"disc"})
    assert str(format_sign("ring")) in format_key({"ring"})
