"""The share dialog: the link with the figures it claims, its QR code, and what it holds."""

import streamlit as st

from engine import claim, link
from engine.companions import CLAIM, EDITION
from pages.ui import actions, address, catalog, claimed, copy_link, describe, qr, state
from pages.ui.text import Words

KEY = "link"
SHORT = 300
QR_WIDTH = 340
SIDES = (6, 7)


def draw(words: Words) -> None:
    """Draw the button and its dialog, whose parts are made while it is open, and not before."""
    box = st.popover(words("share.title"), icon=":material/share:", key=KEY, on_change="rerun")
    if not box.open:
        return
    with box:
        _link(words)
        boxes = st.columns(2)
        with boxes[0]:
            _title(words)
        with boxes[1]:
            _open(words)


def query() -> str:
    """Return the query of the share link: the scenario, its data edition and its figures."""
    book = catalog.book()
    beside = {**state.recall("beside", {}), **_claimed()}
    return link.write(state.scenario(), book.controls, state.lang(), beside)


def address_of_link() -> str:
    """Return the whole share link to the page on screen."""
    return f"{address.page()}?{query()}"


def _claimed() -> dict[str, str]:
    headline = catalog.results(state.scenario()).scenario.headline
    day = catalog.book().facts.edition.isoformat()
    return {EDITION: day, CLAIM: claim.write(headline)}


def _link(words: Words) -> None:
    """Draw the link, how long it is, its code, and what it holds."""
    text = address_of_link()
    told, code = st.columns(SIDES, gap="medium")
    with told:
        copy_link.button(text, words)
        st.code(text, language=None, wrap_lines=True)
        key = "share.length" if len(text) <= SHORT else "share.long"
        st.caption(words(key, length=len(text), most=SHORT))
        _address_fault(words)
    with code:
        _code(text, words)
    other = (words("share.other"),) if state.beside(claimed.OTHER) else ()
    st.caption(describe.sentences(words, (words("share.about"), _figures(words), *other)))


def _code(text: str, words: Words) -> None:
    try:
        st.image(qr.svg(text), width=QR_WIDTH, alt=words("share.code"))
    except ValueError:
        st.caption(words("share.no_code"))


def _address_fault(words: Words) -> None:
    try:
        address.public()
    except ValueError:
        st.warning(words("share.address", setting=address.SETTING))


def _figures(words: Words) -> str:
    """Return the figures in the link, to the digits they are compared with."""
    figures = claim.read(_claimed()[CLAIM]).figures
    said = (
        words(
            "share.figure",
            name=words(f"headline.{name}"),
            value=claimed.written(name, text, words),
        )
        for name, text in figures.items()
    )
    return words("share.figures", figures=describe.listing(words, said))


def _title(words: Words) -> None:
    key = f"{state.PREFIX}firm.title"
    state.seed(key, state.scenario().firm.title)
    st.text_input(
        words("frame.title"),
        key=key,
        placeholder=words("frame.title_hint"),
        max_chars=int(catalog.book().controls.by_path["firm.title"].max or 0),
        on_change=state.change,
        args=("firm.title", key),
    )


def _open(words: Words) -> None:
    st.text_input(
        words("frame.link.open"),
        key="open_link",
        placeholder=words("frame.link.open_hint"),
        max_chars=20_000,
        on_change=actions.open_link,
        args=("open_link",),
    )
