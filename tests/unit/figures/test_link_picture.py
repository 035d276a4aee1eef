"""Preview pictures as SVG: what stands in them, and that all of it is within."""

from dataclasses import replace
from xml.etree import ElementTree

import pandas as pd
import pytest

from labour_migration.figures import style
from labour_migration.figures.link_picture import (
    Bars,
    Head,
    Lines,
    Numbers,
    PagePicture,
    RecordPicture,
    Scale,
    Tally,
    draw_page,
    draw_record,
    draw_sign,
)
from labour_migration.figures.shapes import CROSS, DASH, DIAMOND, DISC, RING, SHAPES
from web.link_pictures import read_faces

SVG = "{http://www.w3.org/2000/svg}"
HEAD = Head("A site", "Data of 1 May 2026 (1.0.0)")
RECORD = RecordPicture(
    head=HEAD,
    figure="more than 5,000",
    lines=("People registered", "“more than 5,000 have registered”", "A paper, 5 June 2023 (assumed date)"),
    told=("Official: 4,000 (2023).", "The reported figure is higher.", "A third sentence."),
    shape=CROSS,
    result="Higher than official",
)
POINTS = pd.DataFrame({"period_end": pd.to_datetime(["2020-12-31", "2021-12-31", "2022-12-31"]), "value": [10, 20, 40]})
MARK = {
    "figure_id": "one", "end": pd.Timestamp("2021-06-30"), "level": 30.0, "low": 28.5, "high": 31.5, "is_about": True,
    "is_open_above": False, "is_open_below": False, "shape": RING, "figure": "about 30", "publisher": "A paper",
    "date": "Jun 2021",
}  # fmt: skip


def texts(svg: str) -> list[str]:
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def page(chart, key: str = "") -> str:
    return draw_page(
        PagePicture(HEAD, "Residents", "40 people in 2022, double", key, chart, "Source: X."), read_faces()
    )


def test_record_says_all_of_it_in_its_order():
    assert texts(draw_record(RECORD, read_faces())) == [
        "A site",
        "Data of 1 May 2026 (1.0.0)",
        "more than 5,000",
        "People registered",
        "“more than 5,000 have registered”",
        "A paper, 5 June 2023 (assumed date)",
        "Higher than official",
        "Official: 4,000 (2023). The reported figure is higher. A third sentence.",
    ]


def test_sentence_without_room_is_left_out_whole_and_the_first_never():
    long = "This sentence is much longer than what a line of a picture has room for, so that it needs several of them. "
    told = ("First of all. " + 2 * long.strip(), "Never half " + 3 * long.strip(), "Last.")
    said = " ".join(texts(draw_record(replace(RECORD, told=told), read_faces())))
    assert told[0] in said
    assert "Never half" not in said
    assert "Last." not in said


@pytest.mark.parametrize(
    "figure", ["0", "US$1,968.65 million", "between 1,234,567,890 and more than 9,876,543,210 people"]
)
def test_figure_is_whole_and_within_the_picture(figure):
    faces = read_faces()
    written = ElementTree.fromstring(draw_record(replace(RECORD, figure=figure), faces))
    lines = [text for text in written.iter(f"{SVG}text") if text.get("fill") == style.REPORTED_INK]
    assert " ".join(line.text for line in lines) == figure
    widths = [faces.heading.measure(line.text, float(line.get("font-size"))) for line in lines]
    assert max(widths) <= style.PICTURE_WIDTH - 2 * style.PICTURE_MARGIN


def test_figure_of_a_source_is_not_in_the_colour_of_reported_ones():
    assert style.REPORTED_INK not in draw_record(replace(RECORD, is_reported=False, shape="", result=""), read_faces())


def test_letters_that_no_font_has_are_an_error_and_never_boxes():
    with pytest.raises(ValueError, match="no letters"):
        draw_record(replace(RECORD, lines=("People", "“5ہزار”", "A paper")), read_faces())


def test_pictures_have_nothing_that_needs_a_browser():
    drawn = [draw_record(RECORD, read_faces()), page(Lines((("", POINTS),), "persons", pd.DataFrame([MARK])))]
    for svg in drawn:
        assert not [word for word in ("var(", "currentColor", "style=", "foreignObject", "class=") if word in svg]


@pytest.mark.parametrize("shape", sorted(set(SHAPES.values())))
def test_each_shape_of_a_result_can_be_drawn(shape):
    html = draw_sign(shape, 100, 100, 30).__html__()
    assert "<circle " in html or "<path " in html


@pytest.mark.parametrize(("shape", "colour"), [(DISC, style.REPORTED), (DASH, style.SOFT), (DIAMOND, style.PROMISED)])
def test_shape_has_the_colour_of_its_result(shape, colour):
    assert f'"{colour}"' in draw_sign(shape, 100, 100, 30).__html__()


def test_line_ends_with_its_number_and_has_the_first_and_last_date():
    said = texts(page(Lines((("TITP", POINTS),), "persons")))
    assert said[-4:] == ["Dec 2020", "Dec 2022", "40 TITP", "Source: X."]


def test_line_is_not_drawn_across_a_missing_date():
    gap = pd.concat([POINTS, POINTS.assign(period_end=POINTS["period_end"] + pd.DateOffset(years=7))])
    gap = gap[gap["period_end"] != pd.Timestamp("2021-12-31")]
    whole = page(Lines((("", POINTS),), "persons"))
    assert whole.count(f'stroke="{style.OFFICIAL}"') == 1
    assert page(Lines((("", gap.reset_index(drop=True)),), "persons")).count(f'stroke="{style.OFFICIAL}"') > 1


def test_two_lines_have_labels_apart():
    low = POINTS.assign(value=POINTS["value"] - 1)
    svg = ElementTree.fromstring(page(Lines((("B", low), ("A", POINTS)), "persons")))
    heights = {text.text: float(text.get("y")) for text in svg.iter(f"{SVG}text")}
    assert heights["39 B"] - heights["40 A"] >= style.LABEL_FONT


def test_reported_figure_keeps_its_qualifier_beside_the_line():
    marks = pd.DataFrame([MARK, MARK | {"figure_id": "two", "is_about": False, "is_open_above": True}])
    svg = page(Lines((("", POINTS),), "persons", marks, frozenset({"one"})), key="Orange: reported.")
    assert {"about 30", "A paper, Jun 2021", "Orange: reported."} <= set(texts(svg))
    hedges = svg.count(f'stroke="{style.REPORTED}" stroke-width="3"')
    assert hedges == 2  # a bracket and a caret
    plain = page(Lines((("", POINTS),), "persons", pd.DataFrame([MARK | {"is_about": False}])))
    assert plain.count(f'stroke="{style.REPORTED}" stroke-width="3"') == 0


def test_scale_has_both_kinds_of_numbers_and_their_unit():
    svg = page(Scale({1.0: "1", 4.0: "4"}, {2.0: "2"}, "US$ billion"))
    assert {"1", "4", "2", "US$ billion"} <= set(texts(svg))
    written = ElementTree.fromstring(svg).iter(f"{SVG}text")
    across = {text.text: float(text.get("x")) for text in written if text.text in "124"}
    assert across["2"] - across["1"] == pytest.approx((across["4"] - across["2"]) / 2, abs=0.1)


def test_bars_begin_at_zero():
    svg = ElementTree.fromstring(page(Bars((("A", 40.0, "40"), ("B", 10.0, "10"), ("C", 0.0, "0")))))
    bars = [float(bar.get("width")) for bar in svg.iter(f"{SVG}rect") if bar.get("fill") == style.OFFICIAL]
    assert bars == [pytest.approx(4 * bars[1], abs=0.1), bars[1], 0]


def test_tally_has_a_shape_for_each_result():
    svg = page(Tally((DISC, DISC, RING), "7 without a result"))
    assert svg.count("<circle") == 3
    assert "7 without a result" in texts(svg)


def test_numbers_stand_with_what_they_are_of():
    said = texts(page(Numbers((("92", "figures"), ("4,671", "rows")))))
    assert said[-5:] == ["92", "figures", "4,671", "rows", "Source: X."]
