"""SVG as text: escaped, short, at places that stretch."""

import pytest

from labour_migration.figures.svg import (
    Across,
    Element,
    beside,
    compact,
    draw_text,
    line_path,
    n,
    stretched,
    stretched_path,
)


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
        '<path d="M0 0H9" fill="red" vector-effect="non-scaling-stroke"/></svg>'
    )


def test_what_is_beside_a_place_has_places_of_its_own():
    html = beside(Across(0.5), 3, Element("path", {"d": "M0 0"})).__html__()
    assert html == '<svg x="50%" y="3" overflow="visible"><path d="M0 0"/></svg>'


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


def test_look_of_all_lines_stands_once():
    html = draw_text(["<b>1</b>", "<b>2</b>"], Across(0), 0, 12).__html__()
    assert html.endswith(' font-weight="bold">1<tspan x="0" dy="1.3em">2</tspan></text>')


def test_look_of_a_line_that_has_one_part_is_its_own():
    html = draw_text(["<b>1</b>", "2"], Across(0), 0, 12).__html__()
    assert html.endswith('><tspan font-weight="bold">1</tspan><tspan x="0" dy="1.3em">2</tspan></text>')


def test_look_of_a_line_within_isolates_is_its_own():
    lines = [f'\u2067<span style="color:red">{word}</span>\u2069' for word in ("ایک", "دو")]
    html = draw_text(lines, Across(0), 0, 12).__html__()
    assert html.count("red") == 1
    assert html.startswith('<text x="0" y="0" font-size="12" fill="red">\u2067ایک\u2069<tspan')
    assert ">\u2067دو\u2069</tspan></text>" in html
    assert "<tspan fill" in draw_text([f"x{lines[0]}"], Across(0), 0, 12).__html__()


def test_line_may_be_another_for_each_class_of_readers():
    html = draw_text(["1", {"wide": "two", "narrow": "<b>2</b>"}], Across(0), 0, 12).__html__()
    assert html.endswith(
        '>1<tspan x="0" dy="1.3em" class="wide">two</tspan>'
        '<tspan x="0" dy="1.3em" font-weight="bold" class="narrow">2</tspan></text>'
    )


def circle(x: int, **look: object) -> Element:
    return Element("circle", {"cx": x, **look})


def written(*elements: Element) -> str:
    return "".join(one.__html__() for one in compact(elements))


def test_look_that_neighbours_share_stands_once():
    assert written(circle(1, fill="red", r=3), circle(2, fill="red", r=4), circle(3, fill="blue")) == (
        '<g fill="red"><circle cx="1" r="3"/><circle cx="2" r="4"/></g><circle cx="3" fill="blue"/>'
    )


def test_order_of_what_lies_above_stays():
    assert written(circle(1, fill="red"), circle(2, fill="blue"), circle(3, fill="red")) == (
        '<circle cx="1" fill="red"/><circle cx="2" fill="blue"/><circle cx="3" fill="red"/>'
    )


def test_neighbours_in_one_box_share_it():
    one, other = (
        stretched(0, 9, [stretched_path(d, stroke=ink)]) for d, ink in (("M0 0H1", "red"), ("M2 0H3", "blue"))
    )
    html = written(one, other)
    assert html.count("<svg") == 1
    assert html.index("M0 0H1") < html.index("M2 0H3")
    assert written(one, stretched(1, 9, [])).count("<svg") == 2


def test_paths_that_look_the_same_are_one():
    one, other = (Element("path", {"d": d, "stroke": "red"}) for d in ("M0 0H1", "M2 0H3"))
    assert written(one, other) == '<path d="M0 0H1M2 0H3" stroke="red"/>'


def test_paths_that_show_through_each_other_stay_apart():
    one, other = (Element("path", {"d": d, "opacity": 0.5}) for d in ("M0 0H1", "M0 0H3"))
    assert written(one, other).count("<path") == 2


@pytest.mark.parametrize(
    ("points", "d"),
    [
        ([(0, 0), (0.5, 10.04), (1, -3)], "M0 0l5000 10l5000-13"),
        ([(0, 1), None, (0.1, 2), (0.2, 2)], "M0 1M1000 2l1000 0"),
        ([(0, 1), (0.1, 2), None, (0.1, 2), (0.2, 3)], "M0 1l1000 1l1000 1"),
    ],
)
def test_steps_of_a_line_are_told_from_the_one_before(points, d):
    assert line_path(points) == d


def test_line_in_dashes_begins_anew():
    assert line_path([(0, 1), (0.1, 2), None, (0.1, 2), (0.2, 3)], is_joined=False) == "M0 1l1000 1M1000 2l1000 1"
