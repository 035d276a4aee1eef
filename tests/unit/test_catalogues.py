"""The catalogues: every message is translated, with its placeholders, its qualifiers and its figures."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from labour_migration.html.rendering import render_markdown
from labour_migration.labels import format_quantity, join_sentences
from labour_migration.language import FOLDER, LOCALES, USUAL, speaking
from labour_migration.quantities import Quantity

ROOT = Path(__file__).parents[2]
OTHERS = [code for code in LOCALES if code != USUAL]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "marked": None, "pgettext": ((1, "c"), 2)}
PLACEHOLDER = re.compile(r"\{\w*\}")
# What each qualifier is in a translation: one of these has to stand in it, as often as not another with it.
QUALIFIERS = {
    "ur": {
        r"more than|over \d|exceed": "سے زائد|سے زیادہ|زائد",
        r"at least|[\d}] or more": "کم از کم|یا اس سے زیادہ|یا زیادہ",
        r"about \{|about \d|“about”": "تقریباً",
        r"at most|[\d}] or less": "زیادہ سے زیادہ|یا اس سے کم|یا کم",
        r"less than|fewer than": "سے کم",
        r"nearly": "تقریباً|کے قریب|لگ بھگ",
    },
    "ja": {
        r"more than|over \d|exceed": "超",
        r"at least|[\d}] or more": "以上|少なくとも|またはそれ以上",
        r"about \{|about \d|“about”": "約",
        r"at most|[\d}] or less": "以下|最大|まで",
        r"less than|fewer than": "未満",
        r"nearly": "近く|ほぼ|弱",
    },
}
HEDGED = {
    Quantity(5000): ("5,000", "5,000", "5,000"),
    Quantity(5000, comparator=">"): ("more than 5,000", "5,000 سے زائد", "5,000超"),
    Quantity(5000, comparator=">="): ("at least 5,000", "کم از کم 5,000", "5,000以上"),
    Quantity(5000, comparator="~"): ("about 5,000", "تقریباً 5,000", "約5,000"),
    Quantity(5000, comparator="<="): ("at most 5,000", "زیادہ سے زیادہ 5,000", "5,000以下"),
    Quantity(5000, comparator="<"): ("less than 5,000", "5,000 سے کم", "5,000未満"),
    Quantity(low=200000, high=999999): ("200,000 to 999,999", "200,000 تا 999,999", "200,000～999,999"),
    Quantity(low=3): ("at least 3", "کم از کم 3", "3以上"),
}


@pytest.fixture(scope="module")
def messages() -> dict[tuple[str | None, str], tuple]:
    """Every message of the program, by its context and its (first) form: all of its forms."""
    mapping, options = parse_mapping_cfg((ROOT / ".babel.cfg").open(encoding="utf-8"), ".babel.cfg")
    found = extract_from_dir(ROOT / "dashboard", mapping, options, KEYWORDS)
    forms = (
        (context, message if isinstance(message, tuple) else (message,))
        for _file, _line, message, _notes, context in found
    )
    return {(context, form[0]): form for context, form in forms if form[0]}


@pytest.fixture(scope="module", params=OTHERS)
def catalogue(request) -> Catalog:
    with (FOLDER / request.param / "LC_MESSAGES" / "messages.po").open("rb") as opened:
        return read_po(opened, request.param, abort_invalid=True)


def key_of(message: Message) -> tuple[str | None, str]:
    """The context of a message, and its (first) form."""
    return message.context, message.id[0] if isinstance(message.id, tuple) else message.id


def pairs(catalogue: Catalog) -> Iterator[tuple[Message, str, str]]:
    """Each message with each of its forms, and what it is translated as."""
    for message in catalogue:
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            yield from ((message, ids[min(place, len(ids) - 1)], text) for place, text in enumerate(strings))


def test_every_message_is_translated_and_no_other_is_kept(catalogue, messages):
    kept = {key_of(message) for message in catalogue if message.id}
    assert set(messages) - kept == set()
    assert kept - set(messages) == set()
    assert len(kept) > 800
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert [english for _message, english, text in pairs(catalogue) if not text.strip()] == []
    assert list(catalogue.obsolete) == []


def test_plural_has_as_many_forms_as_the_language(catalogue, messages):
    for message in catalogue:
        if message.id:
            assert message.pluralizable == (len(messages[key_of(message)]) == 2)
        if message.id and message.pluralizable:
            assert len(message.string) == catalogue.num_plurals == {"ja": 1, "ur": 2}[str(catalogue.locale)]


def test_placeholders_are_those_of_the_message(catalogue):
    wrong = []
    for message, english, text in pairs(catalogue):
        expected, found = set(PLACEHOLDER.findall(english)), set(PLACEHOLDER.findall(text))
        # The one of a singular may be left to a word: one row.
        if found != expected and not (message.pluralizable and "{count}" in expected ^ found):
            wrong.append((english, text))
    assert wrong == []


def test_figures_of_a_message_stay(catalogue):
    """Numbers of two digits and more, where no month is written as a number."""
    months = re.compile(r"January|February|March|April|May|June|July|August|September|October|November|December")
    wrong = []
    for _message, english, text in pairs(catalogue):
        expected, found = (Counter(re.findall(r"\d[\d,.]*\d", re.sub(r"\{\w*\}", "", one))) for one in (english, text))
        if not months.search(english) and "billion" not in english and expected - found:
            wrong.append((english, text))
    assert wrong == []


def test_no_qualifier_is_lost(catalogue):
    wrong, tried = [], 0
    for _message, english, text in pairs(catalogue):
        for qualifier, ways in QUALIFIERS[str(catalogue.locale)].items():
            if re.search(qualifier, english, re.IGNORECASE):
                tried += 1
                if not re.search(ways, text):
                    wrong.append((qualifier, english, text))
    assert wrong == []
    assert tried > 30


@pytest.mark.parametrize("quantity", HEDGED, ids=repr)
def test_each_comparator_is_told_in_each_language(quantity):
    for code, expected in zip(LOCALES, HEDGED[quantity], strict=True):
        with speaking(code):
            assert re.sub("[\u2066-\u2069]", "", format_quantity(quantity)) == expected


def test_urdu_has_no_letters_of_arabic_and_no_digits_but_latin_ones():
    with (FOLDER / "ur" / "LC_MESSAGES" / "messages.po").open("rb") as opened:
        texts = [text for _message, _english, text in pairs(read_po(opened, "ur"))]
    assert [text for text in texts if re.search("[\u064a\u0643\u0660-\u0669\u06f0-\u06f9]", text)] == []


def test_stress_of_a_sentence_is_stress_before_the_next_one(catalogue):
    told = [text for _message, _english, text in pairs(catalogue) if "**" in text]
    assert told
    with speaking(str(catalogue.locale)):
        joined = [join_sentences([PLACEHOLDER.sub("3", text), "年 سال"]) for text in told]
    assert [text for text in joined if "*" in render_markdown(text)] == []
