"""Entry: streamlit run app.py, or uvicorn app:app."""

import streamlit as st

from pages.ui import plotly_file
from pages.ui.data_routes import ROUTES

app = st.App("pages/router.py", routes=[*ROUTES, plotly_file.ROUTE])
