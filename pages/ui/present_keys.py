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
HTML = '<span role="status"></span>'
CSS = "span { color: var(--st-text-color); font-family: var(--st-font); }"
JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const hear = event => {
    const typing = event.composedPath().some(part => part.matches?.(data.typing));
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    if (!data.heard.includes(event.key) || document.querySelector(data.open)) return;
    event.preventDefault();
    setTriggerValue("pressed", event.key);
  };
  // Streamlit covers the page with a dialog when the line is cut. What is on the screen still
  // stands, so the dialog is closed and the bar says it instead.
  const app = document.querySelector("[data-testid=stApp]");
  const said = parentElement.querySelector("span");
  const look = () => {
    const cut = app.dataset.testConnectionState !== "CONNECTED";
    const text = cut ? data.cut : "";
    if (said.textContent !== text) said.textContent = text;
    if (cut) document.querySelector("[role=dialog] button[aria-label=Close]")?.click();
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { attributes: true, childList: true, subtree: true,
    attributeFilter: ["data-test-connection-state"] });
  look();
  document.addEventListener("keydown", hear, true);
  return () => { watch.disconnect(); document.removeEventListener("keydown", hear, true); };
}
"""
COMMON = ("chart", "replay", "keys", "leave")
STEPS = ("next", "previous", "try")


@cache
def _component() -> Any:  # noqa: ANN401
    return st.components.v2.component("plumbline_keys", html=HTML, css=CSS, js=JS)


def listen(pressed: Callable[[str], None], words: Words) -> None:
    """Call ``pressed`` with a key when it is hit while nobody types and nothing is open.

    Where it stands, a lost connection is said.
    """

    def heard() -> None:
        found = state.recall(KEY, None)
        key = getattr(found, "pressed", None)
        if isinstance(key, str):
            pressed(key)

    _component()(
        data={"heard": HEARD, "typing": TYPING, "open": OPEN, "cut": words("present.cut")},
        key=KEY, width="content", on_pressed_change=heard,
    )  # fmt: skip


def show(words: Words, *, story: bool) -> None:
    """Open the list of keys."""
    st.dialog(words("present.keys"), icon=":material/keyboard:")(_list)(words, story=story)


def _list(words: Words, *, story: bool) -> None:
    for name in (*(STEPS if story else ()), *COMMON):
        st.markdown(words(f"present.key.{name}"))
    st.caption(words("present.key.about"))
