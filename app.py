"""Entry: streamlit run app.py, or uvicorn app:app."""

import streamlit as st
from starlette.middleware import Middleware

from pages.ui import failures, plotly_file
from pages.ui.compress import Compress
from pages.ui.data_routes import ROUTES
from pages.ui.headers import Headers, framing

framing()  # a wrong setting is said at the start, not at the first visit
app = st.App(
    "pages/router.py",
    routes=[*ROUTES, plotly_file.ROUTE],
    on_script_error=failures.report,
    middleware=[Middleware(Headers), Middleware(Compress)],
)
