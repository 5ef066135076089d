"""The bare page, served as the app is: ``uvicorn tests.bench.bare:app``."""

from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).with_name("bare_page.py"))
