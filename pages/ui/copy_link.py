"""A button that copies the scenario's link; the browser adds its address where none is known."""

from functools import cache
from typing import Any

import streamlit as st

from pages.ui.text import Words

HTML = '<button type="button" id="copy"></button><span role="status" id="said"></span>'
CSS = """
button {
  font: inherit; color: var(--st-background-color); background: var(--st-primary-color);
  border: 0; border-radius: var(--st-button-radius); padding: 0.45rem 0.9rem; cursor: pointer;
}
button:focus-visible { outline: 3px solid var(--st-text-color); outline-offset: 2px; }
span { margin-left: 0.75rem; color: var(--st-text-color); }
"""
JS = """
export default function (component) {
  const { data, parentElement } = component;
  const button = parentElement.querySelector("#copy");
  const said = parentElement.querySelector("#said");
  button.textContent = data.label;
  const fallback = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.appendChild(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };
  button.onclick = async () => {
    const here = location.origin + location.pathname;
    const link = data.link.startsWith("?") ? here + data.link : data.link;
    let done = false;
    try { await navigator.clipboard.writeText(link); done = true; } catch { done = fallback(link); }
    said.textContent = done ? data.copied : data.failed;
  };
}
"""


@cache
def _component() -> Any:  # noqa: ANN401
    return st.components.v2.component("plumbline_copy_link", html=HTML, css=CSS, js=JS)


def button(link: str, words: Words) -> None:
    """Draw the button; ``link`` is a whole address, or ``?`` and the query of one."""
    _component()(
        data={
            "link": link,
            "label": words("frame.link.copy"),
            "copied": words("frame.link.copied"),
            "failed": words("frame.link.failed"),
        },
        key="copy_link",
    )
