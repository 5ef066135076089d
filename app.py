"""Entry: streamlit run app.py, or uvicorn app:app."""

import streamlit as st

app = st.App("pages/router.py")
