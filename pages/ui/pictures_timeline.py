"""The timeline on the page: what is chosen, the chart and its list, the order, the claims."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from engine import claim_records
from engine.adoption import Adoption
from engine.claim_records import Amount, Claim
from engine.regulation import timeline
from engine.rules import LAYERS, PLACES, Rule, standing
from engine.scenario import Scenario
from pages.ui import catalog, charts, explain, figures_adoption, figures_timeline, numbers
from pages.ui import standings as standing_words
from pages.ui.describe import cited as document
from pages.ui.describe import listing, publisher
from pages.ui.figures_adoption import Step
from pages.ui.figures_timeline import Entry, Lanes
from pages.ui.text import Words

LOOKS = {"law": "law", "rule": "law", "guidance": "staff", "no_action": "staff",
         "proposal": "staff", "plan": "event", "launch": "event"}  # fmt: skip
STATES = {"in_force": "solid", "ended": "pale", "withdrawn": "pale"}
# Pixels. A row holds four lines; number, day and name fit beside each other on a telephone.
HEIGHT, ROW = 569, 82
WIDTHS = {"number": 44, "when": 98, "entry": 214, "effect": 330, "standing": 128, "layers": 102,
          "place": 110, "kind": 110, "source": 320}  # fmt: skip
LAST_MONTH = {"quarter": 3, "half": 6}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the filters leave: layers, places, and whether market events open a layer."""

    layers: tuple[str, ...]
    places: tuple[str, ...]
    market: bool


def filters(words: Words) -> Chosen:
    """Draw the filters; nothing chosen means everything. They change the view, not the link."""
    layers = _pills("lane", LAYERS, words)
    places = _pills("place", PLACES, words)
    market = st.toggle(
        words("timeline.market"), value=True, key="timeline.market",
        help=words("timeline.market.help"),
    )  # fmt: skip
    return Chosen(layers, places, market)


def _pills(name: str, codes: tuple[str, ...], words: Words) -> tuple[str, ...]:
    chosen = st.pills(
        words(f"timeline.pick.{name}"), codes, selection_mode="multi", wrap=True,
        format_func=lambda code: words(f"{name}.{code}"), key=f"timeline.{name}",
    )  # fmt: skip
    return tuple(code for code in codes if code in (chosen or codes))


def shown(chosen: Chosen) -> list[tuple[int, Rule]]:
    """Return the entries the filters leave, with the number each has among all."""
    every = enumerate(timeline(catalog.book()), start=1)
    whole = chosen.layers == LAYERS
    return [
        (number, rule)
        for number, rule in every
        if rule.place in chosen.places
        and (set(rule.layer) & set(chosen.layers) or (whole and not rule.layer))
    ]


def entries(scenario: Scenario, chosen: Chosen, words: Words) -> None:
    """Draw the lanes and list every entry below."""
    rows = shown(chosen)
    on = scenario.rules.as_of
    data = Lanes(
        tuple(_entry(number, rule, scenario, words) for number, rule in rows),
        tuple((code, words(f"lane.{code}")) for code in chosen.layers),
        on,
        numbers.day(words, on),
    )
    title = standings(data, words)
    charts.show(
        lambda dark: figures_timeline.lanes(data, "", words, dark=dark), "timeline", title,
        words("picture.timeline.alt", title=title),
        lambda: figures_timeline.lanes_table(data, words), words,
    )  # fmt: skip
    frame = charts.to_frame(figures_timeline.lanes_table(data, words))
    link = words("sources.column.url")
    frame[link] = [_address(rule) for _, rule in rows]
    heads = {words(f"timeline.head.{head}"): width for head, width in WIDTHS.items()}
    st.dataframe(
        frame, hide_index=True, height=HEIGHT, row_height=ROW, key="timeline.list", alt=title,
        column_order=[*heads, link],
        column_config={link: st.column_config.LinkColumn(display_text=words("sources.open"))}
        | {head: st.column_config.TextColumn(width=width) for head, width in heads.items()},
    )  # fmt: skip


def standings(data: Lanes, words: Words) -> str:
    """Count the entries by their standing on the day; the counts add up to all entries."""
    states = [entry.state for entry in data.entries]
    if not states:
        return words("picture.timeline.none")
    counts = [
        words(f"picture.timeline.{state}", count=states.count(state))
        for state in ("solid", "hollow", "pale")
        if state in states
    ]
    shown_states = listing(words, counts)
    return words("picture.timeline.title", total=len(states), day=data.on_text, states=shown_states)


def order(found: Adoption, words: Words) -> None:
    """Draw the claimed order beside the days on record."""
    steps = {
        layer: n
        for n, group in enumerate(claim_records.load(catalog.book()).order, start=1)
        for layer in group
    }
    data = [
        Step(steps[one.layer], words(f"lane.{one.layer}"), one.rule.from_ if one.rule else None,
             when(one.rule, words) if one.rule else "",
             one.rule.name[words.language] if one.rule else "")
        for one in found.firsts
    ]  # fmt: skip
    title = words(f"picture.adoption.{found.verdict}")
    charts.show(
        lambda dark: figures_adoption.order(data, "", words, dark=dark), "adoption", title,
        words("picture.adoption.alt", title=title),
        lambda: figures_adoption.order_table(data, words), words,
    )  # fmt: skip
    st.caption(words("picture.adoption.note"))


def claims(words: Words) -> None:
    """List the common claims; each opens to what the evidence says."""
    found = claim_records.load(catalog.book()).claims
    title = words("claims.title", count=len(found))
    st.subheader(title, anchor=False, help=explain.once(title, "claims", words))
    for number, claim in enumerate(found, start=1):
        said, judged = claim.claim[words.language], words(f"claims.{claim.verdict}")
        label = words("claims.label", number=number, claim=said, verdict=judged)
        with st.expander(label, key=f"claim.{claim.id}"):
            st.markdown(evidence(claim, words))
            st.caption(words("claims.sources", sources=listing(words, _sources(claim, words))))


def evidence(claim: Claim, words: Words) -> str:
    """Return what the evidence says, its numbers filled in."""
    values = {name: _amount(item, words) for name, item in claim.values.items()}
    return claim.evidence[words.language].format_map(values)


def when(rule: Rule, words: Words) -> str:
    """Write the first day of a rule as far as it is known."""
    year, month = rule.from_.year, rule.from_.month
    if rule.precision == "earlier":
        return words("timeline.before", year=year)
    if rule.precision in LAST_MONTH:
        part = (month - 1) // LAST_MONTH[rule.precision] + 1
        return words(f"timeline.{rule.precision}.long", year=year, part=part)
    return numbers.day(words, rule.day)


def _entry(number: int, rule: Rule, scenario: Scenario, words: Words) -> Entry:
    on, without = scenario.rules.as_of, scenario.rules.without
    now = standing(rule, on, without)
    source = catalog.book().facts.sources[rule.source]
    texts = (
        str(number), when(rule, words), rule.name[words.language],
        listing(words, (words(f"lane.{c}") for c in rule.layer)) or words("timeline.no_layer"),
        words(f"place.{rule.place}"), words(f"kind.{rule.kind}"),
        standing_words.said(rule, now, on, words),
        rule.effect[words.language],
        words("timeline.source", publisher=publisher(source, words), title=document(source, words),
              published=numbers.day(words, source.published),
              status=words(f"status.{rule.status}")),
    )  # fmt: skip
    return Entry(number, rule.from_, rule.precision == "earlier", rule.layer, LOOKS[rule.kind],
                 STATES.get(now, "hollow"), texts, rule.class_)  # fmt: skip


def _address(rule: Rule) -> str | None:
    return catalog.book().facts.sources[rule.source].url or None


def _amount(item: Amount, words: Words) -> str:
    value, unit = claim_records.amount(item, catalog.book())
    if isinstance(value, date):
        return numbers.day(words, value)
    return numbers.quantity(words, value, unit)


def _sources(claim: Claim, words: Words) -> list[str]:
    known = catalog.book().facts.sources
    return [
        words("claims.source", publisher=publisher(known[key], words),
              title=document(known[key], words),
              published=numbers.day(words, known[key].published))
        for key in claim.sources
    ]  # fmt: skip
