"""Rows -> Plotly figures: the numbers are computed in one function and drawn in another."""
