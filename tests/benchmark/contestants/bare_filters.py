"""Streamlit's bare page with a slider and a multiselect: the measure of every change."""

import plotly.graph_objects as go
import streamlit as st

first, last = st.slider("Years", 1962, 2026, (1962, 2026))
programmes = st.multiselect("Programme", ["Students", "Engineers", "Trainees"])
# One bar stays what it is, so that the axis does and the others are seen to change.
st.plotly_chart(go.Figure(go.Bar(x=["Years", "Programmes", "All"], y=[last - first, len(programmes), 40])))
