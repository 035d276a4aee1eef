"""Codes of the package that code has to know by name, and the rows that they mark."""

import pandas as pd

PAKISTAN, JAPAN = "PAK", "JPN"  # ISO 3166-1 alpha-3: of areas, and of nationalities
EVERYBODY = "all"  # all nationalities together
_PREFECTURE = "JP-"  # how ISO 3166-2 begins the code of each


def in_prefecture(rows: pd.DataFrame) -> pd.Series:
    """True of each row that counts one prefecture of Japan, by its ``area_id``."""
    return rows["area_id"].str.startswith(_PREFECTURE)


def of_subject(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows on people of Pakistani nationality; where there are none, those on all nationalities together."""
    own = rows[rows["nationality_id"] == PAKISTAN]
    return own if not own.empty else rows[rows["nationality_id"] == EVERYBODY]
