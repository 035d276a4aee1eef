"""What rests on a source in a table."""

from labour_migration.html.source_rows import locator_order, resting_cells


def test_what_rests_on_a_publication_is_summed_up(package):
    source = package.sources["isa-residents-by-status"]
    (where, what, _words), *_routes = resting_cells(source, package)
    assert where == "the page"
    assert what.startswith("Pakistanis living in Japan, and 7 other nationalities: 2,275 observations, 31 Dec 2012")


def test_locators_are_sorted_by_their_numbers():
    locators = ["paragraph 10", "paragraph 2, sentence 3", "", "paragraph 2, sentence 1"]
    assert sorted(locators, key=locator_order) == ["", locators[3], locators[1], locators[0]]
