"""Text in pictures: how wide it is, where it breaks, which size fits."""

import pytest

from labour_migration.figures.typesetting import (
    Face,
    Paragraph,
    fit,
    fit_line,
    measure_height,
    set_paragraphs,
    write_line,
)

# Each letter is half an em, so that a width can be counted.
FACE = Face("Test", 400, dict.fromkeys(range(0x20, 0x7F), 0.5))


def paragraph(text: str, size: float = 10) -> Paragraph:
    return Paragraph(text, FACE, size, "#000")


def test_width_is_the_sum_of_the_letters():
    assert FACE.measure("25,000", 10) == 30


@pytest.mark.parametrize("text", ["پاکستانی", "19億米ドル"])
def test_letter_that_the_font_lacks_is_never_measured_nor_written(text):
    assert not FACE.can_write(text)
    with pytest.raises(ValueError, match="no letters"):
        FACE.measure(text, 10)
    with pytest.raises(ValueError, match="no letters"):
        write_line(text, 0, 0, paragraph(""))


def test_lines_are_as_few_as_there_can_be_and_of_much_the_same_width():
    assert paragraph("aaaa bbbb cccc dddd").wrap(75) == ["aaaa bbbb", "cccc dddd"]
    assert paragraph("aaaa bbbb cccc dddd").wrap(100) == ["aaaa bbbb cccc dddd"]


def test_number_stays_with_what_it_is_of_and_a_year_does_not():
    assert paragraph("was 14 months old").wrap(60) == ["was", "14 months", "old"]
    assert paragraph("on 31 December 2022 there").wrap(65) == ["on", "31 December", "2022 there"]
    assert paragraph("US$1.26 billion").wrap(20) == ["US$1.26 billion"]


def test_all_words_are_written_whatever_the_size():
    text = "about 25,000 Pakistanis lived in Japan in 2024, more than 5,000 of them in one city"
    for width in (80, 120, 300):
        assert " ".join(paragraph(text).wrap(width)) == text


def test_paragraphs_shrink_together_until_they_fit():
    stack = [paragraph("aaaa bbbb", 20), paragraph("cccc", 10)]
    fitted = fit(stack, 70, 40)
    assert measure_height(fitted, 70) <= 40
    assert fitted[0].size == pytest.approx(2 * fitted[1].size)
    assert fitted[0].size < 20
    assert fit(stack, 200, 100) == stack


def test_what_fits_at_no_size_is_an_error():
    with pytest.raises(ValueError, match="no room"):
        fit([paragraph("a" * 100)], 50, 100)


def test_line_is_as_large_as_its_width_allows_but_never_too_small():
    assert fit_line(paragraph("aaaa", 10), 10, 2).size == 5
    assert fit_line(paragraph("aaaa", 10), 10, 8).size == 8
    assert fit_line(paragraph("aaaa", 10), 100, 8).size == 10


def test_lines_of_paragraphs_stand_below_each_other():
    elements = list(set_paragraphs([paragraph("aaaa bbbb"), paragraph("cccc")], 5, 0, 30))
    assert [element.inner for element in elements] == [("aaaa",), ("bbbb",), ("cccc",)]
    heights = [element.attributes["y"] for element in elements]
    assert heights == sorted(heights)
    assert {element.attributes["x"] for element in elements} == {5}


WIDE = Face("Wide", 400, {**dict.fromkeys(range(0x20, 0x7F), 0.5), **dict.fromkeys(map(ord, "特定技能実習、。"), 1.0)})


def test_text_without_spaces_is_broken_between_its_letters():
    assert Paragraph("特定技能、技能実習。", WIDE, 10, "#000").wrap(60) == ["特定技能、", "技能実習。"]


def test_signs_that_nobody_sees_need_no_letter_and_no_room():
    assert FACE.can_write("\u2068+5\u2069")
    assert FACE.measure("\u2068+5\u2069", 10) == FACE.measure("+5", 10)
