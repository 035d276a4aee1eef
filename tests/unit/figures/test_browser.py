"""A chart as the browser gets it."""

import gzip
import json

import pandas as pd
import plotly.graph_objects as go

from labour_migration.figures.browser import write_chart


def write(figure: go.Figure):
    return write_chart(figure, {"event a": "2024: Signed."}, "One event.", {"opened": "Selected point"})


def make_figure(value: float = 27_642.0) -> go.Figure:
    return go.Figure(
        [
            go.Scatter(x=pd.to_datetime(["2024-06-30"]), y=[value], text=["<b>پاکستان</b>"], customdata=["event a"]),
            go.Bar(x=["a"], y=[1]),
        ],
        {"title": {"text": "日本"}, "height": 300, "meta": {"unlabelled": 0}},
    )


def test_chart_is_sent_as_plotly_writes_it_with_what_is_said_of_its_points():
    figure = make_figure()
    sent = json.loads(gzip.decompress(write(figure).content))
    assert sent["figure"] == json.loads(figure.to_json(validate=False))
    assert (sent["alt"], sent["said"]) == ("One event.", {"event a": "2024: Signed."})
    assert sent["words"] == {"opened": "Selected point"}
    assert (write(figure).height, write(figure).points) == (300, {"event a"})


def test_same_figure_is_the_same_bytes_and_another_has_another_id():
    one, same, other = (write(make_figure(value)) for value in (1, 1, 2))
    assert (one.content, one.digest) == (same.content, same.digest)
    assert other.digest != one.digest == json.loads(gzip.decompress(one.content))["id"]


def test_our_own_markup_is_sent_and_that_of_the_data_is_text():
    ours = '<b>a</b><br><b style="color:#123456">b</b> <span style="color:rgb(1,2,3)">c</span>'
    theirs = (
        '<a href="http://a.example">x</a> <img src=x> <b onclick="x"> <B> <span style="color:red\\;top:0"> \\u003ca>'
    )
    figure = go.Figure(go.Scatter(x=[1], y=[1], text=[ours + theirs], hovertemplate="%{text}<extra></extra>"))
    trace = json.loads(gzip.decompress(write(figure).content))["figure"]["data"][0]
    assert trace["text"] == [ours + theirs.replace("<", "&lt;")]
    assert trace["hovertemplate"] == "%{text}<extra></extra>"
