"""Figures as SVG text: at their places, escaped, refused where something is not known."""

import copy
import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from xml.etree import ElementTree

import brotli
import pandas as pd
import plotly.graph_objects as go
import pytest

from labour_migration.blocks import Panel, chart_blocks
from labour_migration.charts import CHARTS, Chart, options_of
from labour_migration.data.package import DataPackage
from labour_migration.figures.drawing import draw_lines, draw_nothing, draw_points, make_figure
from labour_migration.figures.vector import draw_svg
from labour_migration.view import parse_view

from .conftest import in_ink

DRAWN = [chart for chart in CHARTS if chart.is_drawn]
VIEWS = [{"from": ["2019"], "to": ["2022"]}, {"programme": ["titp"]}, {"axis": ["fit"], "compare": ["share"]}]
MOST = 5_000  # bytes of one drawing, as a browser gets it
INK = "#3f93ae"
LOOK = ("fill", "font-size", "stroke", "stroke-dasharray", "stroke-width", "text-anchor")
DAYS = pd.to_datetime(["2020-01-01", "2021-01-01"])


@pytest.fixture
def draw() -> Callable[..., ElementTree.Element]:
    """The drawing of a figure of these traces and this layout, parsed: over ten years, from 0 to 100, in 200 pixels."""

    def draw_figure(*traces: dict, width: int | None = None, **layout) -> ElementTree.Element:
        time = {"range": ["2020-01-01", "2030-01-01"], "dtick": "M24", "tickformat": "%Y", "zeroline": False}
        levels = {"range": [0, 100], "tickvals": [0, 50], "ticktext": ["0", "50"], "ticklabelposition": "inside top"}
        axes = {"xaxis": time | layout.pop("time", {}), "yaxis": levels | layout.pop("levels", {})}
        figure = make_figure(traces, {**axes, **layout}, height=200)
        root = ElementTree.fromstring(draw_svg(figure, "What it shows", width))
        for element in root:
            spell_out(element, {})
        return root

    return draw_figure


def spell_out(element: ElementTree.Element, around: dict[str, str]) -> None:
    """Give each shape and text the look that it has from the groups and boxes around it."""
    own = {name: element.get(name) for name in LOOK if element.get(name)}
    if element.tag.rpartition("}")[2] not in ("svg", "g", "tspan"):
        for name, value in around.items():
            element.set(name, element.get(name, value))
    for inner in element:
        spell_out(inner, around | own)


def find(root: ElementTree.Element, name: str, **attributes: str) -> list[ElementTree.Element]:
    """All elements of a name that have these attributes."""
    found = root.iter(f"{{http://www.w3.org/2000/svg}}{name}")
    return [one for one in found if all(one.get(key.replace("_", "-")) == value for key, value in attributes.items())]


def words(root: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()) for text in find(root, "text")]


@pytest.mark.parametrize("chart", DRAWN, ids=lambda chart: chart.slug)
def test_every_chart_is_drawn_small_and_well_formed(chart: Chart, package):
    check(chart, {}, package)


@pytest.mark.sampled
@pytest.mark.parametrize("query", VIEWS, ids=str)
@pytest.mark.parametrize("chart", DRAWN, ids=lambda chart: chart.slug)
def test_every_chart_is_drawn_in_other_views(chart: Chart, query, package):
    check(chart, query, package)


def check(chart: Chart, query: dict[str, list[str]], package: DataPackage) -> None:
    """The drawing of a chart in a view says what the chart in the browser says, in few bytes."""
    view, _problems = parse_view(query, options_of(chart.page), package)
    for block in chart_blocks(chart, package, view):
        if isinstance(block, Panel) and block.figure is not None:
            svg = draw_svg(block.figure, block.alt)
            root = ElementTree.fromstring(svg)
            assert (root.get("role"), root.get("aria-label")) == ("img", block.alt)
            assert f"height:{block.figure.layout.height}px" in root.get("style")
            assert len(brotli.compress(svg.encode())) <= MOST
            notes = (re.sub("</?b>", "", in_ink(note.text)).split("<br>") for note in block.figure.layout.annotations)
            assert {unescape(line) for lines in notes for line in lines} <= lines_of(root)
            axes = [axis for axis in block.figure.select_yaxes() if axis.visible is not False]
            lines = [text for axis in axes for text in axis.ticktext or ()]
            assert Counter(lines) <= Counter(words(root))  # every line of a level has its label


def lines_of(root: ElementTree.Element) -> set[str]:
    """The lines of the texts of a drawing."""
    lines = set()
    for text in find(root, "text"):
        further = [span for span in text if span.get("dy")]
        rest = ["".join(span.itertext()) for span in further]
        lines |= {"".join(text.itertext()).removesuffix("".join(rest)), *rest}
    return lines


def test_nothing_of_a_figure_is_changed():
    figure = make_figure([draw_points([(DAYS[0], 1, "circle", 5)], INK)], {}, 100)
    figure.update_xaxes(range=list(DAYS)).update_yaxes(range=[0, 2])
    before = copy.deepcopy(figure.to_dict())
    draw_svg(figure, "")
    assert str(figure.to_dict()) == str(before)


def test_places_are_shares_of_the_width_and_pixels_downwards(draw):
    root = draw(draw_points([("2025-01-01", 75, "circle", 10)], INK))
    (circle,) = find(root, "circle")
    box = root.get("style")
    assert "box-sizing:border-box;width:100%;height:200px;padding:8px 8px 33px 13px" in box
    assert (root.get("viewBox"), root.get("overflow")) == (None, "visible")
    assert (circle.get("cx"), circle.get("cy"), circle.get("r")) == ("50.01%", "39.75", "5")
    assert circle.get("fill") == INK


def test_file_has_a_width_of_its_own_in_pixels(draw):
    root = draw(width=786)
    plot = find(root, "svg")[1]
    assert (root.get("width"), root.get("height")) == ("786", "200")
    assert [plot.get(key) for key in ("x", "y", "width", "height")] == ["13", "8", "765", "159"]


def test_lines_and_bars_stretch_with_the_width_and_their_strokes_do_not(draw):
    line = draw_lines([("2020-01-01", 0, "2022-12-31", 50), ("2025-01-01", 50, "2030-01-01", 100)], INK, 2)
    bar = {"type": "bar", "x": ["2025-01-01"], "y": [50], "base": [0], "width": [365 * 86_400_000]}
    bar["marker"] = {"color": INK}
    for root, d in (
        (draw(*line), "M0 159l2998-79.5M5001 79.5l4999-79.5"),
        (draw(bar), "M4502 159V79.5H5501V159Z"),
    ):
        (path,) = find(root, "path", vector_effect="non-scaling-stroke", d=d)
        (frame,) = (svg for svg in find(root, "svg") if path in svg)
        assert frame.attrib == {
            "y": "0", "height": "159", "preserveAspectRatio": "none", "viewBox": "0 0 10000 159"
        }  # fmt: skip


def test_logarithmic_axis_is_one(draw):
    levels = {"type": "log", "range": [0, 4], "tickvals": [1, 100], "ticktext": ["1", "100"]}
    (circle,) = find(draw(draw_points([("2025-01-01", 100, "circle", 10)], INK), levels=levels), "circle")
    assert circle.get("cy") == "79.5"


def test_point_outside_the_axes_is_not_drawn(draw):
    points = [(day, level, "circle", 9) for day, level in (("2019-12-31", 1), ("2025-01-01", 101), ("2025-01-01", -1))]
    assert find(draw(draw_points(points, INK)), "circle") == []


def test_open_point_is_hollow(draw):
    (circle,) = find(draw(draw_points([("2025-01-01", 75, "circle-open", 10)], INK)), "circle")
    assert (circle.get("fill"), circle.get("stroke"), circle.get("stroke-width")) == (None, INK, "2")


def test_invisible_points_for_a_pointer_are_left_out(draw):
    points = draw_points([("2025-01-01", 1, "circle", 9)], INK)
    points["marker"]["opacity"] = 0
    assert find(draw(points), "circle") == []


@pytest.mark.parametrize(
    ("form", "first", "labels"),
    [
        ({"dtick": "M24", "tickformat": "%Y"}, "2019-06-01", ["2020", "2022", "2024", "2026", "2028", "2030"]),
        ({"dtick": "M60", "tickformat": "%Y"}, "2019-06-01", ["2020", "2025", "2030"]),
        ({"dtick": "M6", "tickformat": "%b\n%Y"}, "2028-12-01", ["Jan2029", "Jul", "Jan2030"]),
    ],
)
def test_time_has_round_years_and_names_each_once(form, first, labels, draw):
    assert words(draw(time={**form, "range": [first, "2030-01-01"]}))[-len(labels) :] == labels


def test_colours_of_text_and_axes_are_those_of_the_page(draw):
    root = draw()
    assert {text.get("fill") for text in find(root, "text")} == {"currentColor"}
    strokes = {path.get("stroke") for path in (*find(root, "path"), *find(root, "line"))}
    assert {stroke.partition(",")[0] for stroke in strokes} == {"var(--chart-grid", "var(--chart-zero"}


def test_day_below_the_labels_of_levels_is_left_out_where_the_chart_is_too_narrow_for_both(draw):
    levels = {"ticktext": ["0", "US$50 million"]}
    root = draw(time={"range": ["2021-06-01", "2031-06-01"]}, levels=levels)
    assert words(root)[2:] == ["2024", "2026", "2028", "2030"]  # 2022 is closer than the label is long
    assert not find(root, "text", **{"class": "roomy"})
    (narrow,) = find(draw(time={"range": ["2020-06-01", "2030-06-01"]}, levels=levels), "text", **{"class": "roomy"})
    assert "".join(narrow.itertext()) == "2022"


def test_directions_are_physical(draw):
    assert draw().get("direction") == "ltr"


HOSTILE = """<script>evil()</script> a < b & "c" 'd' <img onerror=evil()>"""


def test_texts_are_escaped_wherever_they_stand(draw):
    drawn = draw_lines([("2020-01-01", 1, "2021-01-01", 2)], INK, 2)
    lines = [line | {"name": HOSTILE, "showlegend": True} for line in drawn]
    note = {"text": HOSTILE, "x": "2025-01-01", "y": 50, "showarrow": False}
    key = {"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top", "font": {"size": 13}}
    levels = {"ticktext": [HOSTILE, "50"]}
    root = draw(*lines, annotations=[note], legend=key, showlegend=True, levels=levels)
    said = [
        *words(root),
        *(span.text or "".join(span.itertext()) for span in root.iter("{http://www.w3.org/1999/xhtml}span")),
    ]
    assert sum(HOSTILE in text for text in said) == 3
    assert not {"script", "img"} & {element.tag.rpartition("}")[2] for element in root.iter()}


def test_alternative_text_is_escaped():
    root = ElementTree.fromstring(draw_svg(draw_nothing("Nothing."), HOSTILE))
    assert root.get("aria-label") == HOSTILE
    assert "<script" not in draw_svg(draw_nothing("Nothing."), HOSTILE)


def test_bold_is_bold_and_entities_are_what_they_mean(draw):
    note = {"text": "<b>Goods &amp; services</b> in 2024", "x": "2025-01-01", "y": 50, "showarrow": False}
    text = find(draw(annotations=[note]), "text")[-1]
    assert [(span.get("font-weight"), span.text, span.tail) for span in text] == [
        ("bold", "Goods & services", " in 2024")
    ]


def test_empty_figure_has_its_sentence_in_the_middle():
    root = ElementTree.fromstring(draw_svg(draw_nothing("Nothing here."), ""))
    (text,) = find(root, "text")
    assert ("".join(text.itertext()), text.get("x"), text.get("text-anchor")) == ("Nothing here.", "50%", "middle")


NOTE = {"x": "2025-01-01", "y": 50, "text": "a<br>b", "showarrow": False}
LINE = {"type": "line", "x0": "2025-01-01", "x1": "2025-01-01", "y0": 0, "y1": 1, "line": {"color": INK}}


@pytest.mark.parametrize(
    ("traces", "layout", "said"),
    [
        ([go.Scattergl(x=["2025-01-01"], y=[1], mode="markers")], {}, "type scattergl"),
        ([go.Scatter(x=["2025-01-01"], y=[1], mode="markers", fill="tozeroy")], {}, "fill of scatter"),
        ([draw_points([("2025-01-01", 1, "star", 9)], INK)], {}, "symbol star"),
        (draw_lines([("2025-01-01", 1, "2026-01-01", 1)], INK, 2, dash="longdash"), {}, "dash longdash"),
        ([draw_points([("2025-01-01", 1, "circle", 9)], INK) | {"cliponaxis": True}], {}, "cut at the edge"),
        ([go.Scatter(x=["2025-01-01"], y=[1], mode="markers", error_y={"array": [1]})], {}, "error_y of scatter"),
        ([go.Scatter(x=["2025-01-01"], y=[1], mode="lines", line={"shape": "hv"})], {}, "shape of line"),
        ([go.Scatter(x=["2025-01-01"], y=[1], mode="lines", connectgaps=True, line={"color": INK})], {}, "across gaps"),
        ([draw_points([("abc", 1, "circle", 9)], INK)], {}, "'abc' on a time axis"),
        ([draw_points([("2025-01-01", 1, "circle", 9)], INK)], {"levels": {"type": "category"}}, "axis category"),
        ([], {"levels": {"side": "right"}}, "side of yaxis"),
        ([], {"levels": {"ticklabelposition": "outside"}}, "beside the plot"),
        ([], {"title": {"text": "A title"}}, "title of layout"),
        ([], {"annotations": [NOTE | {"xanchor": "left"}]}, "align lines to the center of a text at the left"),
        ([], {"annotations": [NOTE | {"textangle": 90}]}, "textangle of annotation"),
        ([], {"annotations": [NOTE | {"showarrow": True, "arrowhead": 2, "ax": 1, "ay": 1}]}, "arrowhead 2"),
        ([], {"annotations": [NOTE | {"showarrow": True, "arrowhead": 0, "ax": 1, "ay": 9}]}, "slanted leader"),
        ([], {"shapes": [LINE | {"type": "circle", "line": {"width": 0}}]}, "circle"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused(traces, layout, said, draw):
    with pytest.raises(ValueError, match=said):
        draw(*traces, **layout)


@pytest.mark.parametrize(
    ("symbol", "path"),
    [
        ("x-thin-open", "M5 5L-5 -5M5 -5L-5 5"),
        ("square-open", "M5 5H-5V-5H5Z"),
        ("line-ew-open", "M7 0H-7"),
        ("diamond-open", "M6.5 0L0 6.5L-6.5 0L0 -6.5Z"),
    ],
)
def test_shape_of_a_result_is_drawn_in_outline(symbol, path, draw):
    (drawn,) = find(draw(draw_points([("2025-01-01", 75, symbol, 10)], INK)), "path", d=path)
    assert (drawn.get("stroke"), drawn.get("fill")) == (INK, None)


CARET = {
    "type": "path", "path": "M-5,9L0,14L5,9", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": "2025-01-01",
    "yanchor": 75, "yref": "y", "line": {"color": INK, "width": 1.5},
}  # fmt: skip


def test_path_in_pixels_stands_above_its_point(draw):
    root = draw(shapes=[CARET])
    (path,) = find(root, "path", d="M-5 -9L0 -14L5 -9")
    assert path.get("stroke") == INK
    assert any(svg.get("x") == "50.01%" and svg.get("y") == "39.75" for svg in find(root, "svg"))


@pytest.mark.parametrize("change", [{"path": "M0,0C1,1,2,2,3,3"}, {"ysizemode": "scaled"}])
def test_other_paths_are_refused(change, draw):
    with pytest.raises(ValueError, match="no way to draw"):
        draw(shapes=[CARET | change])


def test_note_of_a_wide_plot_is_named_so(draw):
    (text,) = find(draw(annotations=[NOTE | {"text": "a", "name": "wide"}]), "text", **{"class": "wide-plot"})
    assert "".join(text.itertext()) == "a"


def test_notes_of_both_widths_in_one_place_are_one_text_with_one_leader(draw):
    note = NOTE | {"align": "left", "xanchor": "left", "showarrow": True, "arrowhead": 0, "ax": 9, "ay": -9}
    note |= {"arrowcolor": INK}
    wide, narrow = note | {"text": "1<br>A paper", "name": "wide"}, note | {"text": "1<br>Mar", "name": "narrow"}
    root = draw(annotations=[wide, narrow])
    (text,) = (text for text in find(root, "text") if text.text == "1")
    assert [(span.get("class"), span.text) for span in text] == [("wide-plot", "A paper"), ("narrow-plot", "Mar")]
    assert len([path for path in find(root, "path") if path.get("stroke") == INK]) == 1
    apart = draw(annotations=[wide, narrow | {"ay": -19}])
    assert words(apart)[-2:] == ["1A paper", "1Mar"]
    assert len([path for path in find(apart, "path") if path.get("stroke") == INK]) == 2
