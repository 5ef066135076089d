"""Malformed links: never an exception, always a valid scenario, a notice for every fault."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from engine import companions
from engine.codes import CUT_SCORES
from engine.controls import Control, default_scenario
from engine.kinds import CODES
from engine.link import read, read_text
from engine.notices import LINK_CODES, SHOWN
from engine.scenario import ASSETS, get
from tests.strategies import FULL, NAMES, SAMPLE, controls, thorough, values

DEFAULT = default_scenario(controls())
JUNK = ["", "abc", "nan", "inf", "1e309", "-1e9", "0.123456789", "auto,", "gold:100", "<b>", "９",
        "1;2", "null", "../..", "%", "%zz", "\x00", "btc:50", "true", "9" * 600]  # fmt: skip
FOREIGN = ["utm_source", "utm_x", "fbclid", "gclid", "from", "isappinstalled", "embed",
           "embed_options", "d", "claim"]  # fmt: skip
NUMERIC = [c for c in controls() if c.kind not in {"text", "keyed"}]


@st.composite
def good_parts(draw: DrawFn, control: Control) -> tuple[str, str, str]:
    """Draw a name, a value and "good"."""
    value = draw(values(control))
    return control.name, control.text(value), "good"


@st.composite
def bad_parts(draw: DrawFn, control: Control) -> tuple[str, str, str]:
    """Draw a name with a value that is none of the control's, and "bad"."""
    return control.name, draw(st.sampled_from(JUNK)), "bad"


@st.composite
def malformed(draw: DrawFn) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Draw the parameters of a link and, by name, what became of each."""
    chosen = draw(st.lists(st.sampled_from(NUMERIC), max_size=6, unique_by=lambda c: c.name))
    parts: list[tuple[str, str]] = [("v", "1")]
    fate: dict[str, str] = {}
    for control in chosen:
        strategy: SearchStrategy[tuple[str, str, str]]
        strategy = draw(st.sampled_from([good_parts(control), bad_parts(control)]))
        name, value, kind = draw(strategy)
        twice = draw(st.booleans()) and draw(st.booleans())
        parts += [(name, value)] * (2 if twice else 1)
        fate[name] = "bad" if twice else kind
    for name in draw(st.lists(st.sampled_from(FOREIGN), max_size=3)):
        if name in companions.NAMES and name in dict(parts):
            fate[name] = "bad"
        parts.append((name, draw(st.sampled_from(JUNK))))
    for name in draw(st.lists(st.text(st.sampled_from(NAMES), min_size=1, max_size=9), max_size=2)):
        parts.append((name, draw(st.text(max_size=20))))
        fate[name] = "bad"
    return draw(st.permutations(parts)), fate


def assert_honest(parts: list[tuple[str, str]], fate: dict[str, str]) -> None:
    text = "&".join(f"{quote(n, safe='')}={quote(v, safe='', errors='replace')}" for n, v in parts)
    reading = read_text(text, controls())
    assert controls().problems(reading.scenario) == ()
    noticed = {notice.name for notice in reading.notices}
    assert noticed == {name for name, kind in fate.items() if kind == "bad"}
    for control in controls():
        held = get(reading.scenario, control.path)
        if fate.get(control.name) == "good":
            assert control.text(held) == dict(parts)[control.name]
        else:
            assert held == get(DEFAULT, control.path)


@thorough(SAMPLE)
@given(malformed())
def test_malformed_links_are_read_honestly(
    drawn: tuple[list[tuple[str, str]], dict[str, str]],
) -> None:
    assert_honest(*drawn)


@pytest.mark.full
@thorough(FULL)
@given(malformed())
def test_ten_thousand_malformed_links_are_read_honestly(
    drawn: tuple[list[tuple[str, str]], dict[str, str]],
) -> None:
    assert_honest(*drawn)


NAMES_OF_LINKS = [
    *controls().by_name, *(f"h.{asset}" for asset in ASSETS),
    *(f"t.spread.{score}" for score in CUT_SCORES), "v", "lang", "h.", "c",
]  # fmt: skip
WILD_QUERIES = st.dictionaries(
    st.sampled_from(NAMES_OF_LINKS) | st.text(max_size=12),
    st.lists(st.text(max_size=30) | st.sampled_from(JUNK), max_size=3),
    max_size=15,
)


def assert_calm(query: str | dict[str, list[str]]) -> None:
    reading = read(query, controls())
    assert controls().problems(reading.scenario) == ()
    known = {*CODES, *LINK_CODES}
    for notice in reading.notices:
        assert notice.code in known
        assert max(len(notice.name), len(notice.given), len(notice.used)) <= SHOWN


@thorough(SAMPLE)
@given(st.text() | WILD_QUERIES)
def test_no_link_is_too_strange(query: str | dict[str, list[str]]) -> None:
    assert_calm(query)


@pytest.mark.full
@thorough(FULL)
@given(st.text() | WILD_QUERIES)
def test_ten_thousand_strange_links(query: str | dict[str, list[str]]) -> None:
    assert_calm(query)
