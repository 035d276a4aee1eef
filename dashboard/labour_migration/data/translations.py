"""Words of the data in other languages: which columns have wordings, and what each wording is in a language."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

TABLE = "translations"
QUOTE = "as_printed"  # is in the language of its source; all other wordings are in English
# Table -> its columns whose wordings are translated, each as a whole. Of publishers only agencies have a translation: a
# newspaper's name is the same everywhere.
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "reported_figures": (QUOTE, "attributed_to", "note"),
        "official_statistics": ("note",),
        "comparisons": ("reason",),
        "releases": ("note",),
        "exceptions": ("reason",),
        "events": ("title", QUOTE, "note"),
        "sectors": ("name", QUOTE),
        "missing_data": ("name", "reason"),
        "passages": ("subject",),
        "programmes": ("name", "description"),
        "indicators": ("name", "definition", "note"),
        "areas": ("name",),
        "nationalities": ("name",),
        "sources": ("publisher", "note"),
        "remarks": ("text",),
    }
)


def find_words(tables: Mapping[str, pd.DataFrame]) -> dict[str, dict[str, str]]:
    """What each wording of the data is in a language: language (BCP 47) -> wording -> translation.

    From the names that stand beside the English ones (:func:`find_names`), and from ``translations.csv``, which has
    the last word. Empty for tables of a version that had no translations yet.
    """
    return {
        language: {**find_names(language, tables), **dict(zip(rows["text"], rows["translation"], strict=True))}
        for language, rows in tables[TABLE].groupby("language", sort=False)
    }


def find_names(language: str, tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """The names that a table has in a language in a column of their own, such as ``name_ja``: by the English name."""
    column = f"name_{language}"
    return {
        name: own
        for table in COLUMNS
        if column in (rows := tables[table])
        for name, own in zip(rows["name"], rows[column], strict=True)
        if own
    }
