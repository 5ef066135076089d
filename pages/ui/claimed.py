"""The line on a page that says whether an opened link reproduces the figures it claims."""

import streamlit as st

from engine import claim_check
from engine.claim import NO_ANSWER, Gap
from engine.claim_check import SAME, Verdict
from pages.ui import catalog, describe, headlines, numbers, state
from pages.ui.text import Words

DIGITS = 4
OTHER = "b"


def draw(words: Words) -> None:
    """Draw what came of the link's claim; nothing for a link without one."""
    verdict = claim_check.judge(
        state.scenario(), state.recall("beside", {}), catalog.book(), heeded=not state.notices()
    )
    if verdict.notices:
        lines = "\n".join(f"- {describe.notice(one, words)}" for one in verdict.notices)
        st.warning(f"{words('claimed.unread_parts')}\n\n{lines}", icon=":material/link_off:")
    if not verdict.count:
        return
    said = describe.sentences(words, (sentence(verdict, words), *_beside(words)))
    if verdict.reason == SAME and not verdict.known:
        st.warning(said, icon=":material/event_busy:")
        return
    if verdict.reason == SAME:
        st.success(said, icon=":material/verified:")
        return
    gaps = "\n".join(f"- {gap_text(gap, words)}" for gap in verdict.gaps)
    st.warning(f"{said}\n\n{gaps}", icon=":material/difference:")


def sentence(verdict: Verdict, words: Words) -> str:
    """Return one sentence on the claim and, where figures differ, on why."""
    day = numbers.day(words, verdict.edition) if verdict.edition else words("date.undated")
    today = numbers.day(words, catalog.book().facts.edition)
    count, gaps = verdict.count, len(verdict.gaps)
    if verdict.reason == SAME and not verdict.known:
        return words("claimed.same_unknown", count=count, day=day, today=today)
    return words(f"claimed.{verdict.reason}", count=count, gaps=gaps, day=day, today=today)


def _beside(words: Words) -> tuple[str, ...]:
    """Say what the claim does not cover: the second scenario of a comparison, if there is one."""
    return (words("claimed.only_a"),) if state.beside(OTHER) else ()


def gap_text(gap: Gap, words: Words) -> str:
    """Return one figure as the link said it and as it is now."""
    said, now = (written(gap.name, text, words) for text in (gap.said, gap.now))
    return words("claimed.gap", name=words(f"headline.{gap.name}"), said=said, now=now)


def written(name: str, text: str, words: Words) -> str:
    """Return a claimed figure in the units of the language, with all its digits."""
    if text == NO_ANSWER:
        return words("headline.no_answer")
    value = float(text)
    if name == "hours":
        return words("unit.hours", value=numbers.number(words, value, digits=DIGITS))
    if name in headlines.WRITE:
        return numbers.times(words, value, digits=DIGITS)
    return numbers.money(words, value, digits=DIGITS)
