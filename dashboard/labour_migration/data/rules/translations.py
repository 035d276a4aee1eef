"""Rules about translations: of wordings that stand in the data, in the letters of their language, nothing twice."""

import re
from collections.abc import Iterator

from labour_migration.data.rules.rule import Cell, Frames, Rules, by_line
from labour_migration.data.schema import DESCRIPTOR
from labour_migration.data.translations import COLUMNS, TABLE, find_names
from labour_migration.language import gettext as _
from labour_migration.problems import Problem

RULES = Rules()

# Arabic yeh and kaf, which Urdu writes otherwise, and the digits of both: numbers are in Latin ones in all languages.
_FOREIGN = re.compile("[\u064a\u0643\u0660-\u0669\u06f0-\u06f9]")
_PLACEHOLDER = re.compile(r"\{\w*\}")


@RULES.reading(TABLE, DESCRIPTOR, *COLUMNS)
def find_unfit_texts(frames: Frames) -> Iterator[Problem]:
    """Translations of what nothing in the package says any more, and those that a table has in a column of its own."""
    standing = {text for table, columns in COLUMNS.items() for column in columns for text in frames[table][column]}
    standing |= {*frames[DESCRIPTOR]["text"]}
    translated = frames[TABLE]
    names = {language: find_names(language, frames) for language in translated["language"].unique()}
    for line, row in by_line(translated):
        at, text = Cell(TABLE, line, "text"), row["text"]
        if text not in standing:
            expected = _("a wording that stands in another table or in the descriptor")
            remedy = _("Copy the wording as it is now and mend its translation, or take this row out.")
            yield at.problem("translation-of-nothing", f"‘{text}’", expected, remedy)
        elif names[row["language"]].get(text) == row["translation"]:
            expected = _("no row for what the column name_{language} says").format(language=row["language"])
            yield at.problem("translation-needless", f"‘{text}’", expected, _("Take this row out."))


@RULES.reading(TABLE)
def find_unfit_translations(frames: Frames) -> Iterator[Problem]:
    """Translations that are the text itself, have letters or digits of Arabic, or lost a placeholder."""
    for line, row in by_line(frames[TABLE]):
        at, text, translation = Cell(TABLE, line, "translation"), row["text"], row["translation"]
        if translation == text:
            expected = _("a translation that differs from its text")
            remedy = _("Translate it; take this row out if it stays as it is in this language.")
            yield at.problem("translation-needless", f"‘{translation}’", expected, remedy)
        if foreign := _FOREIGN.findall(translation):
            found = ", ".join(f"‘{letter}’ (U+{ord(letter):04X})" for letter in dict.fromkeys(foreign))
            remedy = _("Write ی and ک (U+06CC, U+06A9) and the digits 0 to 9.")
            yield at.problem("translation-letters", found, _("letters of Urdu and Latin digits"), remedy)
        kept, needed = (set(_PLACEHOLDER.findall(words)) for words in (translation, text))
        if kept != needed:
            found, expected = (", ".join(sorted(names)) or _("no placeholder") for names in (kept, needed))
            remedy = _("Write each placeholder as it is in the text.")
            yield at.problem("translation-placeholders", found, expected, remedy)
