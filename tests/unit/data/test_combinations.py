"""Which codes have figures beside others, and which are meant where none is named."""

import pytest

from labour_migration.data.combinations import find_offered, fit, match_lines, resolve, simplify
from labour_migration.data.selection import CODE_TABLES, Selection
from labour_migration.data.series import full_series


def test_nothing_named_means_pakistani_residents_of_all_japan(package):
    chosen = resolve(Selection(year_from=2019), package)
    assert chosen == Selection(("all",), 2019, None, ("residents",), ("PAK",), ("JPN",))


def test_what_has_no_pakistanis_and_no_total_is_shown_as_there_is(package):
    chosen = resolve(Selection(indicators=("intake-limit",)), package)
    assert chosen.nationalities == ("all",)
    assert set(chosen.programmes) == {"labour-programmes", "ssw-i", "esd"}
    assert set(resolve(Selection(indicators=("goods-to-japan",)), package).areas) == {"JPN", "PAK"}


def test_only_combinations_that_exist_are_offered(package):
    offered = find_offered(Selection(nationalities=("NPL",)), package)
    assert {"residents", "remittances", "visitor-arrivals"} <= set(offered["indicator"])
    assert offered["area"] == ("JPN",)
    assert {"titp", "ssw"} <= set(offered["programme"])
    in_saitama = find_offered(Selection(areas=("JP-11",)), package)
    assert in_saitama["programme"] == ("all",)
    assert in_saitama["nationality"] == ("PAK",)
    assert len(find_offered(Selection(), package)["area"]) == 48


@pytest.mark.parametrize("indicator_id", ["residents", "visas-issued", "ssw-by-field", "entries"])
def test_each_code_that_is_offered_has_figures(indicator_id, package):
    selection = Selection(indicators=(indicator_id,))
    for key, codes in find_offered(selection, package).items():
        for code in codes if key != "indicator" else ():
            chosen = resolve(Selection(**{CODE_TABLES[key]: (code,)}, indicators=(indicator_id,)), package)
            assert not match_lines(chosen, package).empty, (key, code)


def test_every_indicator_with_figures_can_be_chosen_and_opens_with_some(package):
    codes = find_offered(Selection(), package)["indicator"]
    assert set(codes) == set(full_series(package)["indicator_id"].unique())
    for code in codes:
        assert not match_lines(resolve(Selection(indicators=(code,)), package), package).empty, code


def test_another_indicator_keeps_what_it_has_of_the_choice(package):
    chosen = Selection(("titp", "all"), 2019, None, ("visitor-arrivals",), ("PAK", "NPL"), ("JP-11",))
    assert fit(chosen, package) == Selection(("all",), 2019, None, ("visitor-arrivals",), ("PAK",), ())


def test_what_is_meant_anyway_is_left_out(package):
    whole = Selection(("all",), None, None, ("residents",), ("PAK",), ("JPN",))
    assert simplify(whole, package) == Selection()
    named = Selection(("titp",), None, None, ("residents",), ("PAK", "NPL"), ("JPN",))
    assert simplify(named, package) == Selection(("titp",), nationalities=("PAK", "NPL"))


def test_status_without_figures_stands_for_those_below_it(package):
    chosen = resolve(Selection(("labour-programmes",), indicators=("ssw-by-field",)), package)
    assert set(match_lines(chosen, package)["programme_id"]) <= {"ssw", "ssw-i", "ssw-ii"}
