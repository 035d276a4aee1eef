"""Constants for codes of the data that the program has to know, and filters by them."""

import pandas as pd

PAKISTAN, JAPAN = "PAK", "JPN"  # ISO 3166-1 alpha-3: of areas, and of nationalities
EVERYBODY = "all"  # all nationalities together
_PREFECTURE = "JP-"  # how ISO 3166-2 begins the code of each
# What a latest value is compared with: the year of both memoranda, on TITP in February and on SSW in December, and the
# last before the pandemic.
SINCE = 2019
PART = "/"  # in a category: male/0-4 is a part of male


def in_prefecture(rows: pd.DataFrame) -> pd.Series:
    """Boolean mask, with the index of the rows: True where ``area_id`` is one prefecture of Japan."""
    return rows["area_id"].str.startswith(_PREFECTURE)


def of_subject(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows on people of Pakistani nationality; where there are none, those on all nationalities together.

    A filter: rows, columns, index and order are as they were; ``nationality_id`` is needed.
    """
    own = rows[rows["nationality_id"] == PAKISTAN]
    return own if not own.empty else rows[rows["nationality_id"] == EVERYBODY]


def whole_category(category: str) -> str:
    """The category that one is a part of: ``male`` of ``male/0-4``; "", which is the whole, of all without a slash."""
    return category.rpartition(PART)[0]
