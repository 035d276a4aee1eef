"""Streamlit's bare page: one chart. The measure of every load."""

import plotly.graph_objects as go
import streamlit as st

st.plotly_chart(go.Figure(go.Bar(x=["Students", "Engineers", "Trainees"], y=[3, 2, 1])))
