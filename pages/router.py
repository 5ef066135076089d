"""Page list and the frame around every page."""

import streamlit as st

from pages.ui import frame, state
from pages.ui.text import words as words_of

st.set_page_config(page_title="Plumbline", page_icon="📐", layout="wide")
st.logo(frame.LOGO, size="large")
state.load()
state.save()
words = words_of(state.lang())
page = st.navigation(
    [
        st.Page("views/overview.py", title=words("page.overview"), default=True),
        st.Page("views/collateral.py", title=words("page.collateral")),
        st.Page("views/settlement.py", title=words("page.settlement")),
        st.Page("views/sources.py", title=words("page.sources")),
    ],
    position="top",
)
frame.top(words)
page.run()
frame.foot(words)
