"""Results in a row of shapes."""

import re

from labour_migration.html.tally import format_tally


def test_each_result_has_its_shape_in_the_order_of_results_and_the_rest_is_counted():
    html = format_tally(["pending", "above", "agrees", "no_counterpart", "agrees_with_earlier", "agrees"])
    assert re.findall('sign ([a-z-]+)"', html) == ["disc", "disc", "ring", "cross"]
    assert "2 without a result" in html
    assert "--count: 2" in html


def test_nothing_is_said_of_none_without_a_result():
    assert "without" not in format_tally(["agrees"])
