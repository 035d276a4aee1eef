"""The tree of routes: groups, routes, their parts."""

import pytest

from labour_migration.data.routes import Routes

ROUTES = Routes(
    {"all": "", "labour": "all", "titp": "labour", "titp-i": "titp", "titp-ii": "titp", "ssw": "labour", "work": "all"}
)


def test_groups_lie_below_the_root_in_order():
    assert ROUTES.groups == ("labour", "work")
    assert ROUTES.ordered == ("all", "labour", "titp", "titp-i", "titp-ii", "ssw", "work")


def test_family_is_a_code_and_all_below_it():
    assert ROUTES.family("titp") == ("titp", "titp-i", "titp-ii")
    assert ROUTES.family("work") == ("work",)
    assert ROUTES.parts("ssw") == ()


@pytest.mark.parametrize(
    ("code", "group"), [("titp-i", "labour"), ("labour", "labour"), ("work", "work"), ("all", "all")]
)
def test_group_of_a_code_is_the_one_right_below_the_root(code, group):
    assert ROUTES.group(code) == group


def test_line_leads_up_to_the_group():
    assert ROUTES.line("titp-i") == ("titp-i", "titp", "labour")
    assert ROUTES.line("all") == ("all",)


def test_root_is_covered_by_itself_alone():
    assert ROUTES.covered(["all"]) == {"all"}
    assert ROUTES.covered(["titp", "work"]) == {"titp", "titp-i", "titp-ii", "work"}
    assert ROUTES.covered([]) == frozenset()


def test_highest_chosen_code_stands_for_what_is_below_it():
    assert ROUTES.highest("all", ROUTES.covered(["titp", "work"])) == ("titp", "work")
    assert ROUTES.highest("all", ROUTES.covered(["labour", "titp"])) == ("labour",)
    assert ROUTES.highest("labour", ROUTES.covered(["titp-ii"])) == ("titp-ii",)
    assert ROUTES.highest("work", ROUTES.covered(["titp"])) == ()


def test_circle_is_in_no_order_and_traps_nobody():
    circle = Routes({"all": "", "a": "b", "b": "a"})
    assert circle.ordered == ("all",)
    assert circle.line("a") == ("a", "b")
    assert circle.family("a") == ("a", "b")


@pytest.mark.parametrize("parent", ["work", "all"])
def test_parent_of_the_root_counts_for_nothing(parent):
    assert Routes({"all": parent, "work": "all", "engineer": "work"}).ordered == ("all", "work", "engineer")


def test_every_status_of_the_package_belongs_to_a_group(package):
    groups = {package.routes.group(code) for code in package.programmes.index} - {"all"}
    assert groups == {"labour-programmes", "work", "study", "family-and-settlement", "permanent", "other"}
