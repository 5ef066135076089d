"""Entry: streamlit run app.py, or uvicorn app:app."""

import streamlit as st
from starlette.middleware import Middleware

from pages.ui import (
    address,
    changed_only,
    chart_element,
    failures,
    live,
    plotly_file,
    process,
    spared,
)
from pages.ui.compress import Compress
from pages.ui.data_routes import ROUTES
from pages.ui.guard import Guard
from pages.ui.headers import Headers, framing

# A wrong setting is said at the start, not at the first visit.
framing()
address.public()
process.talk_lightly()
spared.begin()
changed_only.begin()
app = st.App(
    "pages/router.py",
    routes=[*ROUTES, plotly_file.ROUTE, chart_element.FILE.route, live.FILE.route],
    on_script_error=failures.report,
    exception_handlers={Exception: failures.answer},
    middleware=[Middleware(Headers), Middleware(Guard), Middleware(Compress)],
)
