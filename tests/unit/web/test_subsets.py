"""What is in our subsets of fonts: each letter and icon that a page may show, as in Streamlit's own fonts."""

from functools import cache

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from web.delivery.fonts import DRAWN, ENDING, FONTS, read_fonts
from web.delivery.subsets import (
    ARABIC,
    ICONS,
    JAPANESE,
    JOINED,
    LETTERS,
    URDU,
    WEIGHTS,
    find_original,
    read_icons,
    used_icons,
    used_letters,
    used_urdu,
)

REMAKE = "run: python dashboard/curate.py fonts"
FAMILIES = [letters.file for letters in LETTERS]
FOR_URDU = [letters.file for letters in URDU]
VERSION, FAMILY, LICENCE = 5, 1, 13
SILENT = {0x20, 0xA0, *range(0x200B, 0x2010)}  # blanks and marks without width, which a font need not have
MOST_BYTES = {"Noto Naskh Arabic": 18_000, "Noto Nastaliq Urdu": 100_000}


@cache
def ours(stem: str) -> TTFont:
    return TTFont(FONTS / f"{stem}{ENDING}")


@cache
def whole(stem: str) -> TTFont:
    return TTFont(find_original(stem), fontNumber=0)


def names(font: TTFont) -> list[str]:
    return [record.toUnicode() for record in font["name"].names]


def test_there_is_a_subset_of_each_font():
    assert set(read_fonts()) == {*FAMILIES, *FOR_URDU, ICONS}


@pytest.mark.parametrize("stem", [*FAMILIES, ICONS])
def test_subset_is_of_the_font_that_streamlit_has(stem):
    assert ours(stem)["name"].getDebugName(VERSION) == whole(stem)["name"].getDebugName(VERSION), REMAKE


@pytest.mark.parametrize("stem", FAMILIES)
def test_every_letter_of_code_and_tables_is_in_the_subset(stem):
    missing = used_letters() & set(whole(stem).getBestCmap()) - set(ours(stem).getBestCmap())
    assert "".join(map(chr, sorted(missing))) == "", REMAKE


@pytest.mark.parametrize("stem", FAMILIES)
def test_signs_of_pages_are_in_the_subset(stem):
    assert {chr(point) for point in ours(stem).getBestCmap()} >= set("0123456789Aaāéñ£¥€–—…‘’“”×≈≠−≤≥▲△▼▽✓\u00a0")


@pytest.mark.parametrize("stem", FOR_URDU)
def test_every_letter_of_urdu_is_in_its_subsets(stem):
    """The alphabet, and all that catalogues, quotes and titles have: a letter in another font would not join."""
    assert used_urdu() >= set(map(ord, "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیے۔،؟؛ًِۂ"))
    missing = used_urdu() - set(ours(stem).getBestCmap()) - SILENT
    assert "".join(map(chr, sorted(missing))) == "", REMAKE


@pytest.mark.parametrize("stem", FOR_URDU)
def test_latin_letters_and_digits_of_urdu_pages_are_those_of_other_pages(stem):
    assert {point for point in ours(stem).getBestCmap() if point not in ARABIC} <= SILENT


@pytest.mark.parametrize("letters", URDU, ids=FOR_URDU)
def test_subset_for_urdu_is_small_and_says_its_licence(letters):
    assert "SIL Open Font License" in ours(letters.file)["name"].getDebugName(LICENCE)
    assert ours(letters.file)["name"].getDebugName(FAMILY) == letters.family
    assert f"{letters.file}{ENDING}" in (FONTS / "OFL.txt").read_text(encoding="utf-8").split("This Font")[0]
    assert (FONTS / f"{letters.file}{ENDING}").stat().st_size <= MOST_BYTES[letters.family]


def test_letters_of_other_scripts_are_left_to_the_reader():
    for stem in FAMILIES:
        assert max(ours(stem).getBestCmap()) < 0x2FFF


@pytest.mark.parametrize("letters", LETTERS, ids=FAMILIES)
def test_subset_has_the_name_that_its_licence_asks_for(letters):
    """“Source” is a Reserved Font Name of the SIL Open Font License: a changed font must not be called so."""
    table = ours(letters.file)["name"]
    assert table.getDebugName(FAMILY) == letters.family
    assert "SIL Open Font License" in table.getDebugName(LICENCE)
    assert [name for name in names(ours(letters.file)) if "Source" in name] == [table.getDebugName(0)]


@pytest.mark.parametrize("letters", LETTERS, ids=FAMILIES)
def test_subset_has_the_part_of_each_axis_that_pages_use(letters):
    font = ours(letters.file)
    axes = {axis.axisTag: (axis.minValue, axis.maxValue) for axis in font["fvar"].axes} if "fvar" in font else {}
    assert axes == {axis: part for axis, part in letters.axes.items() if isinstance(part, tuple)}


def test_every_icon_that_streamlit_or_a_page_names_is_in_the_subset_and_drawn_alike():
    before, after = read_icons(whole(ICONS)), read_icons(ours(ICONS))
    assert used_icons() & set(before) <= set(after), REMAKE  # and other names of the same icons

    def outline(font: TTFont, glyph: str) -> list:
        pen = DecomposingRecordingPen(font.getGlyphSet())
        font.getGlyphSet()[glyph].draw(pen)
        return [font["hmtx"][glyph], *pen.value]

    for name, glyph in after.items():
        assert outline(ours(ICONS), glyph) == outline(whole(ICONS), before[name]), name


@pytest.mark.parametrize(
    "name", ["close", "check", "expand_more", "chevron_right", "keyboard_double_arrow_left", "error"]
)
def test_icons_of_widgets_are_known_by_name(name):
    assert name in read_icons(ours(ICONS))


@pytest.mark.parametrize(("name", "weight"), [*zip(DRAWN, WEIGHTS, strict=True)], ids=DRAWN)
def test_font_of_pictures_has_one_weight_all_letters_and_the_name_that_its_licence_asks_for(name, weight):
    font = TTFont(FONTS / name)
    missing = used_letters() & set(whole(weight.file).getBestCmap()) - set(font.getBestCmap())
    assert "".join(map(chr, sorted(missing))) == "", REMAKE
    assert font["OS/2"].usWeightClass == weight.axes["wght"]
    assert "fvar" not in font
    assert font["name"].getDebugName(FAMILY) == weight.family
    assert [told for told in names(font) if "Source" in told] == [font["name"].getDebugName(0)]
    assert f"{name}" in (FONTS / "OFL.txt").read_text(encoding="utf-8").split("Version")[0]


@pytest.mark.parametrize("name", [*JOINED, *JAPANESE])
def test_font_of_pictures_in_other_languages_has_their_letters_and_is_small(name):
    points = set(TTFont(FONTS / name).getBestCmap())
    if name in JOINED:
        wanted = (used_urdu() | set(map(ord, "Aa05“”%"))) - SILENT
    else:
        wanted = used_letters() & set(whole(JAPANESE[name].file).getBestCmap()) - set(ARABIC)
    assert "".join(map(chr, sorted(wanted - points))) == "", REMAKE
    assert name in (FONTS / "OFL.txt").read_text(encoding="utf-8").split("This Font")[0]
    assert (FONTS / name).stat().st_size < 500_000
