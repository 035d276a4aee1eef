"""Every word of the data has its Urdu and its Japanese, and quotes in other languages their English."""

import pytest

from labour_migration.data.translations import COLUMNS, QUOTE
from labour_migration.labels import row_quantity
from labour_migration.quantities import read_quantities

LANGUAGES = {"en", "ja", "ur"}
# The same in every language: codes and names of organisations that write themselves in Latin letters.
AS_THEY_ARE = {"FPCCI", "LCCI", "OEC", "OECD", "PJBF", "Trading Economics"}
# What is left of the rows of a table whose wordings need a translation: newspapers need none.
TRANSLATED = {("sources", "publisher"): "kind == 'statistics'"}


def wordings(package):
    """Each wording that has to be translated: its table, its column, itself, its own language."""
    for table, columns in COLUMNS.items():
        for column in columns:
            rows = package.tables[table]
            if (table, column) in TRANSLATED:
                rows = rows.query(TRANSLATED[table, column])
            for row in rows.to_dict("records"):
                if row[column]:
                    own = package.sources[row["source_id"]].language if column == QUOTE else "en"
                    yield table, column, row[column], own


def test_every_text_of_the_descriptor_has_its_translations(package):
    missing = [
        f"{text} in {language}"
        for text in package.descriptor.texts
        for language in ("ja", "ur")
        if text not in package.words[language]
    ]
    assert missing == [], "Add rows to datasets/translations.csv:\n" + "\n".join(missing)


def test_every_wording_has_its_translations(package):
    missing = [
        f"{table}.{column} in {language}: {text}"
        for table, column, text, own in dict.fromkeys(wordings(package))
        if text not in AS_THEY_ARE
        for language in sorted(LANGUAGES - {own})
        if text not in package.words.get(language, {})
    ]
    assert missing == [], "Add rows to datasets/translations.csv:\n" + "\n".join(missing)


def test_no_translation_is_into_the_language_of_its_wording(package):
    own = {text: language for _table, _column, text, language in wordings(package)}
    assert [text for language, words in package.words.items() for text in words if own.get(text) == language] == []


def test_what_stays_as_it_is_stands_in_the_data(package):
    assert {text for _table, _column, text, _own in wordings(package)} >= AS_THEY_ARE


@pytest.mark.parametrize(
    ("language", "text", "translation"),
    [
        ("ja", "Hokkaido", "北海道"),  # from the column name_ja
        ("ja", "Pakistan", "パキスタン"),
        ("ur", "Pakistan", "پاکستان"),
        ("ur", "Hokkaido", "ہوکائیدو"),
        ("en", "20億ドル程度", "around $2 billion"),
        ("en", "30 ہزار سے زیادہ پاکستانی", "more than 30 thousand Pakistanis"),
    ],
)
def test_translation_by_value(language, text, translation, package):
    assert package.words[language][text] == translation


# Language and figure -> why our reader finds another quantity in the translated quote than in the quote.
READ_OTHERWISE = {
    ("ja", "urdupoint-2024-08-29-residents"): "the hedge of “25,000-strong” is our reading of “strong”",
    ("ur", "urdupoint-2024-08-29-residents"): "the hedge of “25,000-strong” is our reading of “strong”",
    ("en", "asean-group-embassy-visit-residents"): "“several tens” is from 30, 数十 from 20",
    ("ur", "asean-group-embassy-visit-residents"): "“tens” in Urdu is no number that we read",
    ("ur", "the-current-hiring-it-experts"): "the Urdu of “nearly” is also that of “about”",
    ("ur", "pbc-2019-trade-deficit"): "the Urdu of “nearly” is also that of “about”",
}


def test_translated_quote_gives_the_same_quantity_with_its_qualifier(package):
    """Our reader of quantities, which knows the qualifiers of all three languages, reads both."""
    otherwise, count = [], 0
    for row in package.reported.to_dict("records"):
        quantity = row_quantity(row)
        if quantity not in quantities_in(row[QUOTE]):  # it is in another unit, or follows from more than the words
            continue
        for language in LANGUAGES - {package.sources[row["source_id"]].language}:
            count += 1
            translation = package.words[language][row[QUOTE]]
            if quantity not in quantities_in(translation) and (language, row["figure_id"]) not in READ_OTHERWISE:
                otherwise.append(f"{row['figure_id']} in {language}: {row[QUOTE]} | {translation}")
    assert otherwise == []
    assert count > 100


def quantities_in(words):
    return [reading.quantity for reading in read_quantities(words)]
