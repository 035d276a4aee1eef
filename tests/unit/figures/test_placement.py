"""Label placement: none over others, none outside the plot, whatever its width."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labour_migration.figures.placement import PlotSpace, breadth, split_figure, wrap

WINDOW = (pd.Timestamp("2020-01-01"), pd.Timestamp("2020-04-10"))  # a hundred days
NOTES = st.tuples(
    st.integers(0, 100), st.integers(0, 100), st.integers(1, 12), st.sampled_from(["left", "center", "right"])
)


def note(day: int, level: int, letters: int, anchor: str) -> dict:
    at = WINDOW[0] + pd.Timedelta(days=day)
    return {"x": at, "y": level, "yref": "y", "text": "x" * letters, "xanchor": anchor}


def make_space(width: int = 200) -> PlotSpace:
    return PlotSpace(WINDOW, lambda level: level / 100, width, 100)


@given(st.lists(NOTES, max_size=12), st.integers(200, 900))
def test_words_that_have_room_on_a_telephone_stand_clear_at_every_width(given_notes, width):
    narrow = make_space()
    placed = [given_note for given_note in given_notes if narrow.fit_text(narrow.text_box(note(*given_note)))]
    boxes = [make_space(width).text_box(note(*given_note)) for given_note in placed]
    for one, other in combinations(boxes, 2):
        assert one[0] >= other[1] or other[0] >= one[1] or one[2] >= other[3] or other[2] >= one[3]
    assert all(left >= 0 and right <= width for left, right, _bottom, _top in boxes)


def test_slanted_line_leaves_what_is_above_it_free():
    plot = make_space()
    plot.take_marks([(WINDOW[0], 0, WINDOW[1], 100)])
    assert plot.fit_text((10, 60, 70, 95))
    assert plot.fit_text((140, 190, 5, 30))
    assert not plot.fit_text((80, 120, 40, 60))


def test_words_stand_clear_of_what_is_drawn_and_leaders_of_words():
    plot = make_space()
    plot.take_marks([(WINDOW[0], 50, WINDOW[1], 50)], around=4)
    assert not plot.fit_text((10, 60, 45, 60))
    assert plot.fit_text((10, 60, 60, 80))
    assert not plot.fit_text((100, 150, 60, 80), (30, 40, 50, 90))
    assert plot.fit_text((100, 150, 60, 80), (100, 110, 40, 60))
    assert not plot.fit_text((90, 120, 45, 58))


@pytest.mark.parametrize(
    ("text", "letters"),
    [("Dawn", 4), ("在留外国人", 11.0), ("12.7億", 6.2), ("اُردو", 4), ("\u2068+5\u2069", 2), ("–", 1)],
)
def test_breadth_counts_wide_letters_as_more_and_marks_as_nothing(text, letters):
    assert breadth(text) == pytest.approx(letters)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("新しい規則（2019年7月から）", 12, ["新しい規則", "（2019年7月", "から）"]),
        ("特定技能、技能実習。", 11, ["特定技能、", "技能実習。"]),
        ("在留者 27,642人", 11, ["在留者", "27,642人"]),
        ("food service", 11, ["food", "service"]),
    ],
)
def test_lines_break_between_wide_letters_and_never_before_a_stop(text, width, lines):
    assert wrap(text, width) == lines


def test_isolate_of_several_words_is_closed_in_each_line():
    assert wrap("\u2068Dawn News\u2069 x", 5) == ["\u2068Dawn\u2069", "\u2068News\u2069", "x"]


def test_wide_letters_take_more_of_a_plot():
    (left, right, *_height), (start, end, *_height) = (
        make_space().text_box({**note(50, 50, 1, "left"), "text": text}) for text in ("abc", "出入国")
    )
    assert end - start == pytest.approx(2.2 * (right - left))


@pytest.mark.parametrize(
    ("figure", "lines"),
    [
        ("13.31億米ドル", ["13.31億米ドル"]),
        ("2,231,241,878米ドル", ["2,231,241,878", "米ドル"]),
        ("US$2,231,241,878", ["US$2,231,241,878"]),
        ("2,231,241,878 امریکی ڈالر", ["2,231,241,878", "امریکی ڈالر"]),
    ],
)
def test_figure_that_is_too_broad_is_broken_before_what_it_counts(figure, lines):
    assert wrap(figure, 16, split_figure) == lines
