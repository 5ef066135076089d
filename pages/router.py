"""Page list and the frame around every page."""

import streamlit as st

from pages.ui import actions, frame, state
from pages.ui.text import words as words_of

st.set_page_config(page_title="Plumbline", page_icon="📐", layout="wide")
st.logo(frame.LOGO, size="large")
state.load()
state.save()
words = words_of(state.lang())
pages = {
    "overview": st.Page("views/overview.py", title=words("page.overview"), default=True),
    "collateral": st.Page("views/collateral.py", title=words("page.collateral")),
    "settlement": st.Page("views/settlement.py", title=words("page.settlement")),
    "sources": st.Page("views/sources.py", title=words("page.sources")),
}
page = st.navigation(list(pages.values()), position="top")
wanted = actions.taken("wanted_page")
if wanted in pages and pages[str(wanted)] != page:
    st.switch_page(pages[str(wanted)])
frame.top(words)
page.run()
frame.foot(words)
