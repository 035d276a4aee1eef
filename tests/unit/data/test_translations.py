"""The words of the data in other languages, from the small package of the tests."""

from dataclasses import replace

import pandas as pd

from labour_migration.data.translations import COLUMNS, find_names, find_words


def test_words_are_those_of_the_table_and_the_names_beside_the_english_ones(sound):
    words = sound.words
    assert {*words} == {"ja", "ur"}
    assert words["ur"] == {
        "Labour programmes": "روزگار کے پروگرام",
        "We read it only in a copy.": "ہم نے اسے صرف نقل میں پڑھا۔",
        "farmers are sought": "کسانوں کی ضرورت ہے",
    }
    assert words["ja"]["Labour programmes"] == "就労のための制度"
    assert words["ja"]["Hokkaido"] == "北海道"
    assert words["ja"]["Specified Skilled Worker"] == "特定技能"
    assert "Work" not in words["ja"]  # has no name there
    assert sound.words is words


def test_package_without_translations_has_no_words(sound):
    tables = {**sound.tables, "translations": sound.tables["translations"].iloc[:0]}
    assert find_words(tables) == {}
    assert replace(sound, tables=tables).words == {}


def test_table_has_the_last_word(sound):
    plainer = pd.DataFrame([["ja", "Hokkaido", "北の島"]], columns=["language", "text", "translation"])
    assert find_words({**sound.tables, "translations": plainer})["ja"]["Hokkaido"] == "北の島"


def test_names_are_found_in_the_tables_that_have_them(sound):
    assert find_names("ja", sound.tables)["Viet Nam"] == "ベトナム"
    assert find_names("ur", sound.tables) == {}


def test_columns_of_wordings_are_there(sound):
    for table, columns in COLUMNS.items():
        assert {*columns} <= {*sound.tables[table]}
