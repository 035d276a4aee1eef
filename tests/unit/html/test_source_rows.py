"""What rests on a source in a table."""

import re

from labour_migration.html.source_rows import (
    format_register,
    locator_order,
    make_passages,
    passage_cells,
    register_columns,
    register_lines,
    resting_cells,
)


def test_what_rests_on_a_publication_is_summed_up(package):
    source = package.sources["isa-residents-by-status"]
    (where, what, _words), *_routes = resting_cells(source, package)
    assert where == "whole page"
    assert what.startswith("Pakistanis living in Japan, and 7 other nationalities: 2,275 official figures, 31 Dec 2012")


def test_locators_are_sorted_by_their_numbers():
    locators = ["paragraph 10", "paragraph 2, sentence 3", "", "paragraph 2, sentence 1"]
    assert sorted(locators, key=locator_order) == ["", locators[3], locators[1], locators[0]]


def test_each_sentence_leads_to_what_it_became_or_says_why_nothing(package):
    cells = passage_cells(package.sources["urdupoint-2024-08-29"], package)
    trade, potential, call = (row for row in cells if row[0].startswith("paragraph 6,"))
    assert trade == [
        "paragraph 6, sentence 1",
        "Volume of trade",
        '<a href="claims?figure=urdupoint-2024-08-29-trade" target="_self">'
        "Trade between Pakistan and Japan: US$1.27 billion</a>",
    ]
    assert potential[2] == (
        '<a href="#trade-below-potential-2024" target="_self">29 August 2024: Trade called short of its potential</a>'
    )
    assert call[1:] == [
        "A call to raise trade together",
        "Not recorded: an appeal or an intention in general words, with nothing to date, count or check",
    ]
    (carpets,) = (row for row in cells if "Carpet" in row[1])
    assert carpets[2].startswith('<a href="#carpet-trade" target="_self">Community business: Carpet trade')


def test_what_an_event_or_a_sector_leads_to_is_on_the_same_page(package):
    source = package.sources["the-news-2023-06-05"]
    resting = "".join(what for _where, what, _words in resting_cells(source, package))
    led_to = re.findall(r'href="#([^"]+)"', "".join(cells[2] for cells in passage_cells(source, package)))
    assert "task-force-2023" in led_to
    assert all(f'id="{code}"' in resting for code in led_to)


def test_source_that_is_not_recorded_whole_has_no_sentences(package):
    assert passage_cells(package.sources["isa-residents-by-status"], package) == []
    assert make_passages(package, "isa-residents-by-status") == ""


def test_register_has_a_line_for_each_source_the_latest_first(package):
    lines = register_lines(package)
    assert len(lines) == len(package.sources)
    assert {len(line.cells) for line in lines} == {len(register_columns())}
    days = [line.cells[2].value for line in lines]
    assert days == sorted(days, reverse=True)
    (line,) = [line for line in lines if "source=isa-residents-by-status" in line.cells[0].shown]
    rests = (package.official["source_id"] == "isa-residents-by-status").sum()
    assert line.cells[4].shown == f"{rests:,}"
    assert int(line.cells[4].value) == rests  # sorted as text, in the order of numbers


def test_register_leads_to_each_source_and_sorts_by_what_is_written_beside_the_words(package):
    html = format_register(package)
    assert html.count('<tr role="row">') == len(package.sources) + 1
    assert html.count("data-sort=") == len(register_columns())
    assert 'data-value="2024-08-29"' in html
