"""Parts and wholes: what may be missing, what may not."""

import pytest

from labour_migration.data.coherence import find_incoherences


def found(observations, package) -> list[tuple]:
    return [
        (incoherence.code, incoherence.key["programme_id"], incoherence.difference)
        for incoherence in find_incoherences(observations, package.routes)
    ]


def test_sound_observations_are_coherent(sound):
    assert found(sound.official, sound) == []


def test_parts_of_a_route_sum_to_it_where_all_are_there(make_official, sound):
    whole, *parts = ({"programme_id": code, "value": value} for code, value in
                     (("titp", 10), ("titp-i-a", 4), ("titp-i-b", 5)))  # fmt: skip
    assert found(make_official(whole, *parts), sound) == [("parts-miss-whole", "titp", 1)]
    vietnam = [{**part, "nationality_id": "VNM"} for part in parts]
    assert found(make_official(whole, parts[0], *vietnam), sound) == []


def test_parts_below_parts_stand_for_them(make_official, sound):
    rows = make_official(
        {"programme_id": "labour-programmes", "value": 10},
        {"programme_id": "titp-i-a", "value": 4},
        {"programme_id": "titp-i-b", "value": 5},
        {"programme_id": "ssw", "value": 2},
    )
    assert found(rows, sound) == [("parts-exceed-whole", "labour-programmes", -1)]


def test_total_may_have_groups_that_are_not_published_but_no_fewer_people(make_official, sound):
    complete = [{"programme_id": "ssw", "value": 1}, {"programme_id": "engineer", "value": 1}]
    other = [{"programme_id": "all", "value": 9, "nationality_id": "VNM"},
             {"programme_id": "ssw", "value": 8, "nationality_id": "VNM"}]  # fmt: skip
    assert found(make_official({"value": 2}, *complete, *other), sound) == []
    assert found(make_official({"value": 3}, *complete, *other), sound) == [("parts-miss-whole", "all", 1)]


def test_one_group_alone_is_never_the_whole(make_official, sound):
    rows = make_official({"value": 9}, {"programme_id": "engineer", "value": 1})
    assert found(rows, sound) == []


@pytest.mark.parametrize("column", ["category", "indicator_id", "area_id"])
def test_other_kinds_are_never_compared(column, make_official, sound):
    other = {"category": "working", "indicator_id": "permits", "area_id": "PAK"}[column]
    rows = make_official({"value": 1}, {"programme_id": "engineer", "value": 9, column: other})
    assert [code for code, *_rest in found(rows, sound)] == []


@pytest.mark.parametrize(("male", "codes"), [(9, []), (8, ["parts-exceed-whole"])])
def test_part_of_a_category_is_compared_with_it_alone(male, codes, make_official, sound):
    values = {"": 10, "male": male, "male/0-4": 5, "male/5-9": 4}
    rows = [{"indicator_id": "permits", "category": category, "value": value} for category, value in values.items()]
    assert [code for code, *_rest in found(make_official(*rows), sound)] == codes


def test_a_loss_has_no_parts(make_official, sound):
    assert found(make_official({"indicator_id": "net-investment", "value": -5}), sound) == []


def test_known_exception_of_the_package_is_the_only_one(package):
    (incoherence,) = find_incoherences(package.official, package.routes)
    assert (incoherence.code, str(incoherence.key["period_end"].date())) == ("remainder-too-large", "2020-12-31")
    assert (incoherence.whole, incoherence.parts, incoherence.difference) == (19_103, 18_933, 170)
