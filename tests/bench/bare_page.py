"""What Streamlit alone can do: one slider, and as many trivial charts as ``?charts=`` says."""

import plotly.graph_objects as go
import streamlit as st

st.set_page_config(layout="wide")
count = int(st.query_params.get("charts", "1"))
value = st.slider("value", 0.0, 100.0, 20.0, 0.5)
for place in range(count):
    points = {"x": list(range(50)), "y": [value + (place + 1) * x for x in range(50)]}
    figure = go.Figure({"data": [points | {"type": "scatter"}], "layout": {"height": 370}})
    st.plotly_chart(figure, key=f"chart.{place}")
