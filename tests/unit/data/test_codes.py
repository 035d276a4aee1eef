"""Rows that codes mark: of one prefecture, of Pakistani nationality."""

from labour_migration.data.codes import in_prefecture, of_subject, whole_category


def test_prefecture_is_told_from_its_country(make_official):
    assert list(in_prefecture(make_official({"area_id": "JP-11"}, {"area_id": "JPN"}))) == [True, False]


def test_subject_is_pakistani_nationality_and_all_where_none_is_counted(make_official):
    rows = make_official({"nationality_id": "PAK"}, {"nationality_id": "all"})
    assert list(of_subject(rows)["nationality_id"]) == ["PAK"]
    rows = make_official({"nationality_id": "all"}, {"nationality_id": "NPL"})
    assert list(of_subject(rows)["nationality_id"]) == ["all"]


def test_category_with_a_slash_is_a_part_of_the_one_before_it():
    assert [whole_category(code) for code in ("male/0-4", "male", "short-term-stay", "")] == ["male", "", "", ""]
