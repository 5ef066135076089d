"""Elements find in a session what they would find in a copy of it."""

import gc

from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest

from pages.ui import process


def _page() -> None:
    import streamlit as st

    st.session_state["kept"] = "a"
    for key in ("one", "two"):
        st.session_state.setdefault(key, "b")
        st.selectbox(key, ["a", "b"], key=key)
    st.number_input("free", value=None, key="free")
    st.text_input("unnamed")
    st.session_state["names"] = sorted(st.session_state)


def test_streamlit_still_has_what_is_replaced() -> None:
    assert isinstance(process.WHOLE, property)


def test_values_and_names_are_those_of_the_whole() -> None:
    process.begin()
    app = AppTest.from_function(_page).run()
    app.selectbox(key="one").set_value("a").run()
    assert not app.exception
    state = app._session_state._state
    whole = process.WHOLE.fget(state)  # type: ignore[attr-defined]
    view = process.View(state)
    assert isinstance(SessionState.filtered_state, property)
    assert dict(view) == whole
    assert len(view) == len(whole)
    assert all(name in view and view[name] == value for name, value in whole.items())
    assert {"kept", "one", "two", "free"} <= set(app.session_state["names"])
    assert (view["one"], view["two"], view["free"]) == ("a", "b", None)
    assert "nothing" not in view


def test_what_is_there_is_left_alone_once() -> None:
    process.settle()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold()[0] == process.YOUNG
