"""The language of the document, and of what stands in it in the other language.

Streamlit calls every page English (streamlit/streamlit#15726), and its own labels are English.
A screen reader would read Chinese with an English voice. One small component says which language
the document is in, marks the parts in the other one, and puts Streamlit's own words into the
language of the page: names for screen readers everywhere, visible words only in places that are
Streamlit's. Those words are in data/text/streamlit_words.yaml.
"""

import json
from functools import cache
from typing import Any

import streamlit as st

from pages.ui.text import Words, languages
from pages.ui.text import words as words_of

CODES = {"en": "en", "zh": "zh-CN"}
MIXED = ", ".join(
    f"{place} :is(p, strong, span)"
    for place in (".st-key-control-lang", "[class*=st-key-glossary-]")
)
OWN = "own."  # how the keys of Streamlit's own words begin
NAMED = ("aria-label", "placeholder", "title", "alt")
# Where Streamlit writes words of its own; what stands elsewhere is the page's.
PLACES = ", ".join(
    (
        *(
            f"[data-testid={place}]"
            for place in (
                "stSkipToContent", "stFileUploaderDropzone", "InputInstructions",
                "stTooltipContent", "stTooltipErrorContent", "stDataFrameColumnVisibilityMenu",
                "stDataFrameColumnMenu", "stDialog", "stDateInputCalendar", "stDateInputField",
                "stNumberInputContainer", "stSelectboxVirtualDropdown", "stMainMenuPopover",
                "stStatusWidget",
            )
        ),
        ".gdg-search-bar",
        "[data-live-announcer]",
    )
)  # fmt: skip
KEPT = "[data-testid=stFileChipName], [translate=no]"  # names of files, signs drawn as letters
DRAWN = ".plumbline-chart"  # see pages/ui/chart_element.py
JS = r"""
export default function (component) {
  const data = JSON.parse(new TextDecoder().decode(component.data));
  const root = document.documentElement, han = /\p{Script=Han}/u, latin = /\p{Script=Latin}/u;
  const [chinese, english] = data.codes;
  const languageOf = part => {
    const text = part.textContent;
    return han.test(text) ? chinese : latin.test(text) ? english : "";
  };
  const mark = part => {
    const found = languageOf(part), around = part.parentElement.closest("[lang]").lang;
    if (!found || found === around) part.removeAttribute("lang");
    else if (part.lang !== found) part.lang = found;
  };
  const named = data.named.map(name => `[${name}]`).join();
  const slot = /\{([abn])\}/, kinds = { a: "(.*)", b: "(.*)", n: "([\\d,]+)" };
  const plain = text => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  const whole = new Map(), open = [], known = new Map();
  for (const [ways, now] of data.own)
    for (const said of ways) {
      const parts = said.split(slot);
      if (parts.length === 1) { whole.set(said, now); continue; }
      const form = parts.map((part, at) => at % 2 ? kinds[part] : plain(part)).join("");
      open.push([new RegExp(`^${form}$`, "u"), parts.filter((_, at) => at % 2), now]);
    }
  const find = text => {
    if (whole.has(text)) return whole.get(text);
    for (const [form, names, now] of open) {
      const found = form.exec(text);
      if (!found) continue;
      const filled = Object.fromEntries(names.map((name, at) => [name, own(found[at + 1])]));
      return now.split(slot).map((part, at) => at % 2 ? filled[part] : part).join("");
    }
    return text;
  };
  const own = text => {
    if (!known.has(text)) {
      if (known.size > 2000) known.clear();
      known.set(text, find(text));
    }
    return known.get(text);
  };
  const within = place => {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode, now = own(node.data);
      if (now !== node.data && !node.parentElement.closest(data.kept)) node.data = now;
    }
  };
  const name = part => {
    for (const name of data.named) {
      const said = part.getAttribute(name), now = own(said ?? "");
      if (said && now !== said) part.setAttribute(name, now);
    }
  };
  const all = (part, which) =>
    [...(part.matches(which) ? [part] : []), ...part.querySelectorAll(which)];
  const look = part => {
    all(part, data.mixed).forEach(mark);
    all(part, named).forEach(name);
    if (part.closest(data.places)) within(part);
    else part.querySelectorAll(data.places).forEach(within);
  };
  // What changed since the last frame; where an element is in it, what it holds is, too.
  const changed = new Set();
  const note = part => {
    if (part && !part.closest(data.drawn)) changed.add(part);  // charts say nothing new
  };
  const outermost = part => {
    for (let around = part.parentElement; around; around = around.parentElement)
      if (changed.has(around)) return false;
    return part.isConnected;
  };
  const lookAgain = () => {
    due = 0;
    const parts = [...changed].filter(outermost);
    changed.clear();
    parts.forEach(look);
  };
  let due = 0;
  const watch = new MutationObserver(changes => {
    for (const { type, target, addedNodes } of changes) {
      const around = target.parentElement;  // none where the text has gone meanwhile
      if (type === "attributes") note(target);
      if (type === "characterData") note(around?.closest(data.mixed) ?? around);
      for (const node of addedNodes) note(node.nodeType === 1 ? node : target);
    }
    if (changed.size) due ||= requestAnimationFrame(lookAgain);
  });
  watch.observe(document.body, { childList: true, subtree: true, characterData: true,
    attributes: true, attributeFilter: data.named });
  if (root.lang !== data.language) root.lang = data.language;
  look(document.body);
  const stop = () => { watch.disconnect(); cancelAnimationFrame(due); };
  root.ownLanguage?.();  // what began with other data would put its own words back
  root.ownLanguage = stop;
  return stop;
}
"""


@cache
def _component() -> Any:  # noqa: ANN401
    return st.components.v2.component("plumbline_language", html="<span></span>", js=JS)


def _own(language: str) -> list[list[Any]]:
    """Return what Streamlit says, in every language, and how it is said in this one."""
    now = words_of(language)
    keys = [key for key in now.catalogue if key.startswith(OWN)]
    return [[[now.catalogue[key][code] for code in languages], now.catalogue[key][language]]
            for key in keys]  # fmt: skip


def tell(words: Words) -> None:
    """Say in which language the page is; nothing is seen of it."""
    _component()(data=_said(words.language), key="page_language", width="content")


@cache
def _said(language: str) -> bytes:
    """Return what the component needs to know, as JSON in UTF-8, written once."""
    said = {
        "language": CODES[language],
        "codes": [CODES["zh"], CODES["en"]],
        "mixed": MIXED,
        "named": NAMED,
        "places": PLACES,
        "kept": KEPT,
        "drawn": DRAWN,
        "own": _own(language),
    }
    return json.dumps(said, ensure_ascii=False).encode()
