"""The language of the document, and of what stands in it in the other language.

Streamlit calls every page English (streamlit/streamlit#15726), and its own labels are English.
A screen reader would read Chinese with an English voice. One small component says which language
the document is in, marks the parts in the other one, and puts Streamlit's own labels into the
language of the page.
"""

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
OWN = ("skip", "home", "pages", "menu", "open", "clear", "more", "less", "help", "helps",
       "shortcut")  # fmt: skip
REST = "*"  # stands for what follows in a label
JS = """
export default function ({ data }) {
  const root = document.documentElement, han = /\\p{Script=Han}/u, latin = /\\p{Script=Latin}/u;
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
  const own = text => {
    for (const [known, now] of data.own)
      for (const said of known) {
        const start = said.slice(0, -1);
        if (text === said) return now;
        if (said.endsWith(data.rest) && text.startsWith(start))
          return now.slice(0, -1) + text.slice(start.length);
      }
    return text;
  };
  const look = () => {
    if (root.lang !== data.language) root.lang = data.language;
    document.querySelectorAll(data.mixed).forEach(mark);
    for (const part of document.querySelectorAll("[aria-label]")) {
      const said = own(part.ariaLabel);
      if (said !== part.ariaLabel) part.ariaLabel = said;
    }
    const skip = document.querySelector("[data-testid=stSkipToContent]")?.firstChild;
    if (skip && own(skip.nodeValue) !== skip.nodeValue) skip.nodeValue = own(skip.nodeValue);
  };
  let due = 0;
  const watch = new MutationObserver(() => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(look);
  });
  watch.observe(document.body, { childList: true, subtree: true,
    attributes: true, attributeFilter: ["aria-label"] });
  look();
  const stop = () => { watch.disconnect(); cancelAnimationFrame(due); };
  root.ownLanguage?.();  // what began with other data would put its own words back
  root.ownLanguage = stop;
  return stop;
}
"""


@cache
def _component() -> Any:  # noqa: ANN401
    return st.components.v2.component("plumbline_language", html="<span></span>", js=JS)


def tell(words: Words) -> None:
    """Say in which language the page is; nothing is seen of it."""
    _component()(
        data={
            "language": CODES[words.language],
            "codes": [CODES["zh"], CODES["en"]],
            "mixed": MIXED,
            "own": [
                [[words_of(code)(f"own.{name}", rest=REST) for code in languages],
                 words(f"own.{name}", rest=REST)]
                for name in OWN
            ],
            "rest": REST,
        },
        key="page_language",
        width="content",
    )  # fmt: skip
