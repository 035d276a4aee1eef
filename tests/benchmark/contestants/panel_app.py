"""The Overview's chart on Panel, as Panel is written: widgets, and panes bound to them."""

import io

import panel as pn
from figures import COLUMNS, FIRST, LAST, PROGRAMMES, choose, csv, draw

pn.extension("plotly", "tabulator")

years = pn.widgets.IntRangeSlider(name="Years", start=FIRST, end=LAST, value=(FIRST, LAST))
programmes = pn.widgets.MultiChoice(name="Route", options=PROGRAMMES)
rows = pn.bind(choose, years, programmes)


def draw_dated(chosen):
    """The chart; Panel sends days as numbers, which an axis has to be told."""
    return draw(chosen).update_xaxes(type="date")


pn.Column(
    "# Pakistanis in Japan: reported and official figures",
    years,
    programmes,
    pn.pane.Plotly(pn.bind(draw_dated, rows), sizing_mode="stretch_width"),
    pn.widgets.Tabulator(pn.bind(lambda chosen: chosen[COLUMNS], rows), pagination="remote", page_size=20),
    pn.widgets.FileDownload(
        callback=lambda: io.BytesIO(csv(choose(years.value, programmes.value))), filename="reported-figures.csv"
    ),
).servable(title="Pakistanis in Japan")
