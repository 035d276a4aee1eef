"""SVG as text: escaped, short, at places that stretch."""

import pytest

from labour_migration.figures.svg import Across, Element, beside, draw_text, n, stretched, stretched_path


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1"),
        (100, "100"),
        (0, "0"),
        (1.5, "1.5"),
        (1.236, "1.24"),
        (-0.001, "0"),
        (-2, "-2"),
        (10_000.126, "10000.13"),
    ],
)
def test_number_has_two_decimals_at_most(number, text):
    assert n(number) == text


def test_element_escapes_attributes_and_texts():
    element = Element("g", {"aria-label": 'a "b" <c>', "x": 2.0}, ("1 < 2 & 3", Element("i", {})))
    assert element.__html__() == (
        '<g aria-label="a &quot;b&quot; &lt;c&gt;" x="2">1 &lt; 2 &amp; 3<i></i></g>'
    )  # fmt: skip


@pytest.mark.parametrize(("share", "text"), [(0, "0"), (0.5, "50%"), (-0.25, "-25%"), (1 / 3, "33.33%")])
def test_share_is_a_percentage(share, text):
    assert Across(share, 7).percentage == text


def test_paths_that_stretch_keep_their_strokes():
    html = stretched(4, 20.5, [stretched_path("M0 0H9", fill="red")]).__html__()
    assert html == (
        '<svg y="4" height="20.5" preserveAspectRatio="none" viewBox="0 0 10000 20.5">'
        '<path d="M0 0H9" fill="red" vector-effect="non-scaling-stroke"></path></svg>'
    )


def test_what_is_beside_a_place_has_places_of_its_own():
    html = beside(Across(0.5), 3, Element("path", {"d": "M0 0"})).__html__()
    assert html == '<svg x="50%" y="3" overflow="visible"><path d="M0 0"></path></svg>'


def test_lines_of_a_text_begin_at_one_place():
    text = draw_text(["a", "b"], Across(0.5, 2), 7, 12, {"text-anchor": "start", "class": "roomy"})
    assert text.__html__() == (
        '<text x="50%" dx="2" y="7" font-size="12" fill="currentColor" class="roomy">'
        'a<tspan x="50%" dx="2" dy="1.3em">b</tspan></text>'
    )


def test_line_may_have_a_colour_of_its_own():
    html = draw_text(['<b style="color:red">1</b><span style="color:var(--soft, #123)">2</span>3'], Across(0), 0, 12)
    assert html.__html__().endswith(
        '><tspan font-weight="bold" fill="red">1</tspan><tspan fill="var(--soft, #123)">2</tspan>3</text>'
    )


def test_bold_and_colours_are_all_the_markup_that_a_text_has():
    html = draw_text(["<b>a &amp; b</b> <i>c"], Across(0), 0, 12).__html__()
    assert html.endswith('><tspan font-weight="bold">a &amp; b</tspan> &lt;i&gt;c</text>')
