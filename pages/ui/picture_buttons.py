"""Two buttons that save a composed picture; the browser draws it when one of them is pressed.

It is drawn by the plotly.js that the page's charts already brought, else by the file that this
app serves (``pages.ui.plotly_file``).
"""

from functools import cache
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from pages.ui import plotly_file
from pages.ui.text import Words

SCALE = 2  # pixels of the PNG for each one of the picture
HTML = '<button type="button" id="png"></button><button type="button" id="svg"></button>\
<span role="status" id="said"></span>'
CSS = """
button {
  font: inherit; font-size: 0.875rem;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius);
  padding: 0.45rem 0.9rem; margin-right: 0.5rem; min-height: 2.5rem; cursor: pointer;
}
button:hover { color: var(--st-primary-color); border-color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
span { color: var(--st-text-color); font-size: 0.875rem; }
"""
JS = """
const script = (source) => new Promise((done, fail) => {
  if (window.Plotly?.toImage) { done(window.Plotly); return; }
  const part = document.createElement("script");
  part.src = source;
  part.onload = () => done(window.Plotly);
  part.onerror = () => { part.remove(); fail(new Error(source)); };
  document.head.appendChild(part);
});
const bytes = (address) => {
  const comma = address.indexOf(",");
  const [head, body] = [address.slice(0, comma), address.slice(comma + 1)];
  return head.endsWith(";base64")
    ? Uint8Array.from(atob(body), (sign) => sign.charCodeAt(0)) : decodeURIComponent(body);
};
const hand_over = (content, type, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};
export default function (component) {
  const { data, parentElement } = component;
  const said = parentElement.querySelector("#said");
  const types = { png: "image/png", svg: "image/svg+xml" };
  for (const format of Object.keys(types)) {
    const button = parentElement.querySelector("#" + format);
    button.textContent = data.labels[format];
    button.title = data.help;
    button.onclick = async () => {
      said.textContent = data.busy;
      try {
        const plotly = await script(data.script);
        const figure = JSON.parse(data.figure);
        const { width, height } = figure.layout;
        const scale = format === "png" ? data.scale : 1;
        const drawn = await plotly.toImage(figure, { format, width, height, scale });
        hand_over(bytes(drawn), types[format], data.name + "." + format);
        said.textContent = data.saved;
      } catch (error) {
        console.warn(error);
        said.textContent = data.failed;
      }
    };
  }
}
"""


@cache
def _component() -> Any:  # noqa: ANN401
    return st.components.v2.component("plumbline_picture", html=HTML, css=CSS, js=JS)


def draw(picture: go.Figure, key: str, words: Words) -> None:
    """Draw the buttons; until one is pressed the browser loads and draws nothing."""
    _component()(
        data={
            "figure": picture.to_json(),
            "name": f"plumbline-{key}",
            "script": plotly_file.address(),
            "scale": SCALE,
            "help": words("picture_file.save"),
            "labels": {kind: words(f"picture_file.{kind}") for kind in ("png", "svg")},
            **{part: words(f"picture_file.{part}") for part in ("busy", "saved", "failed")},
        },
        key=f"picture.{key}",
    )
