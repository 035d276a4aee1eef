"""The Overview's chart on Dash, as Dash is written: components, one callback a thing that changes."""

from dash import Dash, Input, Output, State, callback, dash_table, dcc, html
from figures import COLUMNS, FIRST, LAST, PROGRAMMES, choose, csv, draw

app = Dash(__name__, title="Pakistanis in Japan")
server = app.server
app.layout = html.Main(
    [
        html.H1("Pakistanis in Japan: reported and official figures"),
        html.Label("Years", htmlFor="years"),
        dcc.RangeSlider(FIRST, LAST, step=1, value=[FIRST, LAST], marks=None, id="years"),
        html.Label("Route", htmlFor="programmes"),
        dcc.Dropdown(PROGRAMMES, multi=True, id="programmes"),
        dcc.Graph(id="chart"),
        dash_table.DataTable(id="rows", columns=[{"name": name, "id": name} for name in COLUMNS], page_size=20),
        html.Button("CSV", id="csv"),
        dcc.Download(id="file"),
    ]
)


@callback(Output("chart", "figure"), Output("rows", "data"), Input("years", "value"), Input("programmes", "value"))
def show(years, programmes):
    rows = choose(years, programmes)
    return draw(rows), rows[COLUMNS].astype(str).to_dict("records")


@callback(
    Output("file", "data"),
    Input("csv", "n_clicks"),
    State("years", "value"),
    State("programmes", "value"),
    prevent_initial_call=True,
)
def download(_clicks, years, programmes):
    return dcc.send_bytes(csv(choose(years, programmes)), "reported-figures.csv")
