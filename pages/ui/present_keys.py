"""The keys of a presentation: those that no button can have, and a list of all of them."""

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from pages.ui import state
from pages.ui.text import Words

KEY = "present.heard"
HEARD = ["?", "PageDown", "PageUp", "Escape"]
TYPING = "input, textarea, select, [contenteditable=true]"
OPEN = "[role=dialog], [data-testid=stPopoverBody], [role=listbox], [role=menu]"
JS = """
export default function ({ data, setTriggerValue }) {
  const hear = event => {
    const typing = event.composedPath().some(part => part.matches?.(data.typing));
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    if (!data.heard.includes(event.key) || document.querySelector(data.open)) return;
    event.preventDefault();
    setTriggerValue("pressed", event.key);
  };
  document.addEventListener("keydown", hear, true);
  return () => document.removeEventListener("keydown", hear, true);
}
"""
COMMON = ("chart", "replay", "keys", "leave")
STEPS = ("next", "previous", "try")


@cache
def _component() -> Any:  # noqa: ANN401
    return st.components.v2.component("plumbline_keys", html="<span></span>", js=JS)


def listen(pressed: Callable[[str], None]) -> None:
    """Call ``pressed`` with a key when it is hit while nobody types and nothing is open."""

    def heard() -> None:
        found = state.recall(KEY, None)
        key = getattr(found, "pressed", None)
        if isinstance(key, str):
            pressed(key)

    _component()(
        data={"heard": HEARD, "typing": TYPING, "open": OPEN},
        key=KEY, width="content", on_pressed_change=heard,
    )  # fmt: skip


def show(words: Words, *, story: bool) -> None:
    """Open the list of keys."""
    st.dialog(words("present.keys"), icon=":material/keyboard:")(_list)(words, story=story)


def _list(words: Words, *, story: bool) -> None:
    for name in (*(STEPS if story else ()), *COMMON):
        st.markdown(words(f"present.key.{name}"))
    st.caption(words("present.key.about"))
