"""Tables that a screen reader can walk, and that nothing in the data can break."""

import pytest

from labour_migration.html.inline import indented, joined, link, noted
from labour_migration.html.tables import Table, format_table, shorten_table


def test_table_has_caption_and_scopes():
    html = format_table(Table("Figures", ["A", "B"], [["a1", "b1"], ["a2", "b2"]]))
    assert "<caption>Figures</caption>" in html
    assert html.count('scope="col"') == 2
    assert html.count('scope="row"') == 2
    assert '<td role="cell" data-column="B">b1</td>' in html


def test_text_is_escaped_everywhere():
    bad = "<script>\"'&"
    cell = joined(bad, link("https://a.example/?a=1&b=<", bad), noted(bad, bad))
    html = format_table(Table(bad, [bad, bad], [[bad, cell]]))
    assert "<script>" not in html
    assert 'href="https://a.example/?a=1&amp;b=&lt;"' in html


def test_grid_is_a_table_and_a_part_is_set_in():
    html = format_table(Table("Grid", ["A", "2019"], [[indented("a&b"), "b1"]], is_grid=True))
    assert html.startswith('<div class="table grid" role="group" aria-label="Grid" tabindex="0">')
    assert '<th scope="row" role="rowheader"><span class="part">a&amp;b</span></th>' in html


@pytest.mark.parametrize("row", [["a"], ["a", "b", "c"]])
def test_row_with_a_cell_too_few_or_too_many_is_refused(row):
    with pytest.raises(ValueError, match="zip"):
        format_table(Table("Figures", ["A", "B"], [row]))


def test_table_without_rows_has_its_caption():
    assert "<caption>Figures</caption>" in format_table(Table("Figures", ["A"], []))


@pytest.mark.parametrize(("at_most", "left"), [(10_000, 0), (250, 2), (0, 2)])
def test_shortened_table_has_its_first_rows_and_counts_the_others(at_most, left):
    whole = format_table(Table("Figures", ["A", "B"], [[f"a{row}", "b" * 60] for row in range(3)]))
    html, count = shorten_table(whole, at_most)
    assert count == left
    assert html.count('<th scope="row">') == 3 - left
    assert '<tr><th scope="row">a0</th><td>' in html
    assert html.endswith("</tbody></table></div>")
    assert "data-column" not in html


def test_shortened_table_without_rows_stays():
    whole = format_table(Table("Figures", ["A"], []))
    html, left = shorten_table(whole, 0)
    assert "<caption>Figures</caption>" in html
    assert left == 0
