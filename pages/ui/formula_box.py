"""One formula on the page: symbols, the scenario's numbers, and a list of what it rests on."""

import math
from dataclasses import dataclass

import streamlit as st

from engine import formulas, provenance
from engine.formula_records import Formula, Term
from engine.provenance import Input
from engine.results import Outcome
from engine.workings import number_at
from pages.ui import catalog, describe, input_names, numbers, state, strict, typeset
from pages.ui.text import Words

BADGES = {
    "law": "green", "data": "blue", "guidance": "violet", "literature": "violet",
    "illustrative": "orange", "yours": "red", "": "gray",
}  # fmt: skip
LISTED = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where formulas are listed by topic: the name of the list, and the key of its chooser."""

    name: str
    chooser: str

    def anchor(self, item: Formula) -> str:
        """Return what a link to a formula in this list leads to."""
        return f"{self.name}-{item.id.replace('.', '-')}"


def draw(item: Formula, outcome: Outcome, words: Words, place: Place) -> None:
    """Draw name and value, the formula twice, its inputs, and the way to formulas it uses."""
    form = formulas.form_of(item, state.scenario())
    name, weak = heading(item, outcome, words)
    st.subheader(f"{name} {weak}", anchor=place.anchor(item))
    if form is not None:
        values = {term.name: _worth_of(term, outcome, words) for term in form.terms}
        told = typeset.filled(form, values, worth(item, outcome, words), words) if values else ()
        st.markdown(typeset.lines(typeset.symbols(item, form, words)))
        if told:
            st.markdown(typeset.lines(*told))
    others = provenance.own_inputs(item, state.scenario(), catalog.book(), catalog.formulas())
    terms = form.terms if form else ()
    lines = [_term(term, outcome, words, place, item.topic) for term in terms]
    lines += [_line("", part, words) for part in others if len(others) <= LISTED]
    if lines:
        st.markdown("\n".join(f"- {line}" for line in lines))
    if len(others) > LISTED:
        st.caption(words("origins.more", count=len(others), kinds=_kinds(others, words)))
    _ways(item, terms, words, place)


def _ways(item: Formula, terms: tuple[Term, ...], words: Words, place: Place) -> None:
    """Draw a button to each formula of another topic that this one uses."""
    targets = [_target(term) for term in terms]
    away = {found.id: found for found in targets if found and found.topic != item.topic}
    if not away:
        return
    with st.container(horizontal=True, key=f"{place.anchor(item)}-ways"):
        for target in away.values():
            st.button(
                words("origins.go", name=input_names.plain(target.name[words.language]),
                      topic=words(f"topic.{target.topic}")),
                key=f"{place.anchor(item)}.{target.id}", type="tertiary",
                icon=":material/function:", on_click=state.keep,
                args=(place.chooser, target.topic),
            )  # fmt: skip


def _target(term: Term) -> Formula | None:
    """Return the formula of a term that is a result itself, None for any other term."""
    origin, _ = formulas.settled(term, state.scenario())
    return catalog.formulas().by_result[term.path] if origin == "result" else None


def heading(item: Formula, outcome: Outcome, words: Words) -> tuple[str, str]:
    """Return name with value, and the weakest class that counts."""
    name, value = item.name[words.language], worth(item, outcome, words)
    text = words("origins.named", name=name, value=value) if value else name
    return text, badge(provenance.weakest(strict.inputs(item)), words)


def worth(item: Formula, outcome: Outcome, words: Words) -> str:
    """Return the number of a formula in its unit; "" if it has none."""
    if not item.result:
        return ""
    path = formulas.filled(item.result, state.scenario())
    value = number_at(path, state.scenario(), catalog.book(), outcome)
    return written(value, item.unit, words)


def written(value: float, unit: str, words: Words) -> str:
    """Return a number in a unit of the formula files."""
    if unit == "times":
        return numbers.times(words, value)
    return numbers.quantity(words, value, unit or "ratio")


def badge(code: str, words: Words) -> str:
    """Return a class as a coloured badge; what only selects other inputs is called a choice."""
    return f":{BADGES[code]}-badge[{words(f'class.{code}' if code else 'class.choice')}]"


def _worth_of(term: Term, outcome: Outcome, words: Words) -> str:
    scenario, book = state.scenario(), catalog.book()
    value = formulas.value(term, scenario, book, outcome)
    if math.isinf(value):
        return "∞"
    return written(value, formulas.unit(term, scenario, book, catalog.formulas()), words)


def _term(term: Term, outcome: Outcome, words: Words, place: Place, topic: str) -> str:
    """Return the line of a term; a result shows its weakest class and where its formula is."""
    scenario, book = state.scenario(), catalog.book()
    origin, path = formulas.settled(term, scenario)
    symbol = f"${typeset.in_words(term.symbol, words)}$"
    value = _worth_of(term, outcome, words)
    target = _target(term)
    if target is not None:
        weak = badge(provenance.weakest(strict.inputs(target)), words)
        named = words(
            "origins.named", name=input_names.plain(target.name[words.language]), value=value
        )
        own = words("origins.own_topic", topic=words(f"topic.{target.topic}"))
        if target.topic == topic:
            own = f"[{words('origins.own')}](#{place.anchor(target)})"
        return f"{symbol} {named} {weak} {own}"
    if origin == "fact":
        return _line(symbol, provenance.fact_input(path, book), words, value)
    basis = provenance.basis_of(scenario, book, catalog.formulas())
    return _line(symbol, provenance.setting(path, scenario, basis), words, value)


def _line(symbol: str, part: Input, words: Words, value: str = "") -> str:
    """Return symbol, name, value, class, status, source and first day of an input."""
    name = input_names.plain(input_names.name(part, words))
    held = input_names.plain(value or input_names.held(part, words))
    text = words("origins.named", name=name, value=held) if held else name
    shown = badge(part.class_ if part.counts or part.class_ == "yours" else "", words)
    told = input_names.plain(input_names.origin(part, words)) if part.counts else ""
    found = (input_names.status(part, words), told)
    since = words("origins.since", day=numbers.day(words, part.from_)) if part.from_ else ""
    said = describe.series(words, (bit for bit in (*found, since) if bit))
    return f"{symbol} {text} {shown} {said}".strip()


def _kinds(parts: tuple[Input, ...], words: Words) -> str:
    """Return how many inputs are of which class."""
    counts = {code: sum(part.class_ == code for part in parts) for code in provenance.CLASSES}
    said = [
        words("origins.kind", kind=words(f"class.{code}"), count=count)
        for code, count in counts.items()
        if count
    ]
    return ("、" if words.language == "zh" else ", ").join(said)
