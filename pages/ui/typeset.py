"""Formulas as the page sets them: in symbols and in numbers, in lines that a phone can hold.

Set within a line of text, a formula breaks at its signs where the screen ends; a displayed one
would have to be scrolled. Words within a formula are those of the language.
"""

import re
from collections.abc import Mapping

from engine.formula_records import Form, Formula
from engine.formula_rows import MARK
from pages.ui import numbers
from pages.ui.text import Words

TEXT_SIGNS = str.maketrans({"%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_"})
STRUT = r"\vphantom{\big(}"
WORD = re.compile(r"\\text\{([^{}]*)\}")
BREAK = "  \n"
TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|.", re.DOTALL)
TALL = frozenset({r"\frac", r"\sqrt", r"\sum", r"\bigcup"})
SPACES = frozenset({r"\;", r"\quad", r"\qquad", r"\ "})


def lines(*formulas: str) -> str:
    """Return formulas as text for the page, each beginning a line and broken where it must."""
    said = (breakable(formula) for formula in formulas if formula)
    return BREAK.join(rf"$\displaystyle {formula}$" for formula in said)


def breakable(latex: str) -> str:
    r"""Let a formula break within its outer brackets and after its wide spaces.

    What ``\left`` and ``\right`` enclose is one piece; brackets of a given size are not.

    >>> breakable(r"\max\left(a,\; b\right)")
    '\\max\\bigl(a,\\;\\allowbreak  b\\bigr)'
    """
    tokens = TOKEN.findall(latex)
    depth, open_ = 0, list[int]()
    for place, part in enumerate(tokens):
        depth += (part == "{") - (part == "}")
        if depth == 0 and part == r"\left":
            open_.append(place)
        elif depth == 0 and part == r"\right":
            first = open_.pop()
            size = "Big" if TALL & set(tokens[first:place]) else "big"
            tokens[first], tokens[place] = rf"\{size}l", rf"\{size}r"
        elif depth == 0 and part in SPACES:
            tokens[place] = rf"{part}\allowbreak "
    return "".join(tokens)


def symbols(item: Formula, form: Form, words: Words) -> str:
    """Return the formula in symbols."""
    named = {term.name: term.symbol for term in form.terms}
    text = MARK.sub(lambda mark: f"{{{named[mark[1]]}}}", form.latex)
    return in_words(f"{item.symbol} = {text}" if item.symbol and item.result else text, words)


def filled(form: Form, values: Mapping[str, str], result: str, words: Words) -> tuple[str, str]:
    """Return the formula with numbers in place of the symbols, and the line of its result."""
    named = {name: _in_math(value) for name, value in values.items()}
    text = MARK.sub(lambda mark: named[mark[1]], in_words(form.latex, words))
    return rf"\small {text}", rf"\small = {_in_math(result)}" if result else ""


def in_words(latex: str, words: Words) -> str:
    """Say the words within a formula in the language; abbreviations stay as they are."""
    return WORD.sub(lambda found: _said(found[1], words), latex)


def word_key(text: str) -> str:
    """Return the key of a word within a formula.

    >>> word_key("in force")
    'formula_word.in_force'
    """
    return "formula_word." + re.sub("[^a-z]+", "_", text.lower()).strip("_")


def _said(text: str, words: Words) -> str:
    key = word_key(text)
    if not text.isascii() or key not in words or words.language == "en":
        return rf"\text{{{text}}}"
    colon = "：" if text.strip().endswith(":") else ""
    return rf"\text{{{words(key)}{colon}}}"


def _in_math(text: str) -> str:
    """Return text inside a formula; signs that the fonts of formulas lack get room of their own."""
    room = "" if text.isascii() else STRUT
    inside = rf"{{\text{{{text.translate(TEXT_SIGNS)}}}{room}}}"
    return rf"\left({inside}\right)" if text.startswith(numbers.MINUS) else inside
